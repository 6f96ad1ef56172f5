"""Word documents to Markdown, by way of HTML."""

from __future__ import annotations

import io
import zipfile

from hotwash.importing.error import CannotImport
from hotwash.importing.html import to_markdown

LARGEST = 50 * 1024 * 1024
"""Bytes that a document may have unpacked."""
RATIO = 200
"""So many times may a part grow when it is unpacked; text seldom grows more than thirtyfold."""
_MANY = 4096


def markdown_of(data: bytes) -> str:
    """The text of a .docx as Markdown. Raises `CannotImport` for what is none, is broken, or is a bomb."""
    _safe(data)
    try:
        import mammoth
    except ImportError:
        raise CannotImport(".docx needs the extra `import`: pip install 'hotwash[import]'") from None
    try:
        # Images are left out: a post-mortem of ours links to them.
        html: str = mammoth.convert_to_html(
            io.BytesIO(data), convert_image=mammoth.images.img_element(lambda image: {"src": ""})
        ).value
    except Exception as error:  # whatever the library makes of a broken file
        raise CannotImport(
            f"the .docx cannot be read: {str(error).splitlines()[0][:100] if str(error) else type(error).__name__}"
        ) from None
    if not html.strip():
        raise CannotImport("the .docx has no text")
    return to_markdown(html)


def _safe(data: bytes) -> None:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise CannotImport("the .docx is broken or cut off") from None
    if not any(part.filename == "word/document.xml" for part in parts):
        raise CannotImport("it is an archive and no .docx; unpack it and import the folder")
    whole = sum(part.file_size for part in parts)
    grown = max(
        (part.file_size / max(part.compress_size, 1) for part in parts if part.file_size > 1024 * 1024), default=0
    )
    if whole > LARGEST or grown > RATIO or len(parts) > _MANY:
        raise CannotImport(f"the .docx unpacks to {whole // (1024 * 1024)} MB; that is no document")
