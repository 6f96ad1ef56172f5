"""A file of any known kind as outlines. One that cannot be read is a `CannotImport` of one line."""

from __future__ import annotations

import re
from typing import Any

from hotwash.importing.error import CannotImport
from hotwash.importing.foreign import outline_of
from hotwash.importing.material import Assumed, Material
from hotwash.importing.result import Source

_YAML = re.compile(r"\ufeff?\s*---[ \t]*\r?\n(?P<front>.*?)(?:^|\n)---[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_TOML = re.compile(r"\ufeff?\s*\+\+\+[ \t]*\r?\n(?P<front>.*?)(?:^|\n)\+\+\+[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_JSON = re.compile(r"\ufeff?\s*(?P<front>\{.*?^\})[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)


LARGEST = 10 * 1024 * 1024
"""Bytes; a larger file is no post-mortem, and is not read."""
SUFFIXES = (".md", ".markdown", ".mdown", ".mkd", ".qmd", ".erb", ".txt", ".html", ".htm", ".docx", ".json")
"""The ends of names of files that are looked at in a folder."""


def sources(data: bytes, name: str, assumed: Assumed) -> list[Source]:
    """The incidents of a file's content, by what it is and not only by its name. Raises `CannotImport`."""
    if not data.strip():
        raise CannotImport("it is empty")
    if len(data) > LARGEST:
        raise CannotImport(
            f"it has {len(data) // (1024 * 1024)} MB; a post-mortem has less than {LARGEST // (1024 * 1024)}"
        )
    if data[:4] == b"PK\x03\x04" or name.lower().endswith(".docx"):
        from hotwash.importing.docx import markdown_of

        return [from_text(markdown_of(data), name, assumed)]
    if data[:5] == b"%PDF-":
        raise CannotImport("it is a PDF; save its text first, for instance with `pdftotext -layout`")
    text = _decoded(data)
    if text.lstrip()[:1] in "[{" and (name.lower().endswith(".json") or _is_json(text)):
        from hotwash.importing.exports import from_json

        return from_json(text, name, assumed)
    return [from_text(text, name, assumed)]


def from_text(text: str, name: str, assumed: Assumed) -> Source:
    """A text of Markdown or HTML, with or without front matter."""
    taken = material(text, name)
    body = "\n".join(taken.lines)
    lines = tuple(text.splitlines())
    if is_html(body, name):
        from hotwash.importing.html import to_markdown

        taken.lines = to_markdown(body).splitlines()
        taken.first = 1
        lines = (*taken.front.splitlines(), *taken.lines)
    elif "<table" in body.lower():
        from hotwash.importing.html import tables_to_markdown

        taken.lines = tables_to_markdown(body).splitlines()
        lines = (*taken.front.splitlines(), *taken.lines)
    if not re.search(r"\w", "\n".join(taken.lines) + taken.front):
        raise CannotImport("there is not a word in it")
    outline, definitions = outline_of(taken, assumed)
    return Source(name, outline, lines, tuple(definitions))


def is_html(body: str, name: str) -> bool:
    """Whether a text is HTML as a whole, not Markdown with some in it."""
    head = body.lstrip()[:300].lower()
    if re.match(r"<!doctype html|<html|<body|<head", head):
        return True
    if not name.lower().endswith((".html", ".htm")):
        return False
    return bool(re.search(r"<(?:p|h[1-6]|ul|ol|table|div)\b", body, re.IGNORECASE))


def _decoded(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        try:
            return data.decode("utf-16")
        except UnicodeDecodeError:
            raise CannotImport("it begins like UTF-16 and breaks off") from None
    if b"\x00" in data[:8192]:
        raise CannotImport("it is binary; known are Markdown, HTML, .docx, plain text and JSON exports")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        strange = sum(byte < 32 and byte not in b"\t\n\r\f\x0b\x1b" for byte in data[:8192])
        if strange:
            raise CannotImport("it is binary; known are Markdown, HTML, .docx, plain text and JSON exports") from None
        line = data.count(b"\n", 0, error.start) + 1
        raise CannotImport(
            f"line {line} is not UTF-8; convert it first, for instance with `iconv -f latin1 -t utf-8`"
        ) from None


def _is_json(text: str) -> bool:
    return _JSON.match(text) is None and bool(re.match(r'\s*(?:\{\s*"|\[\s*\{)', text))


def material(text: str, name: str) -> Material:
    """A Markdown text taken apart: front matter in YAML, TOML or JSON, and the body with its line numbers."""
    for form, load in ((_YAML, _yaml), (_TOML, _toml), (_JSON, _json)):
        match = form.match(text)
        if match:
            meta = load(match["front"])
            if meta is not None:
                first = text.count("\n", 0, match.end()) + 1
                return Material(name, text[match.end() :].splitlines(), first, meta, match["front"])
    return Material(name, text.splitlines())


def _yaml(text: str) -> dict[str, Any] | None:
    import frontmatter

    try:
        meta = frontmatter.loads(f"---\n{text}\n---\n").metadata
    except Exception:  # whatever YAML's reader makes of it, it is no front matter then
        return {} if re.search(r"^\w[\w-]*:", text, re.MULTILINE) else None
    return dict(meta) if isinstance(meta, dict) and (meta or not text.strip()) else None


def _toml(text: str) -> dict[str, Any] | None:
    import tomllib

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return None


def _json(text: str) -> dict[str, Any] | None:
    import json

    try:
        found = json.loads(text)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None
