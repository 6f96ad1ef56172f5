"""Where a knowledge base and the files around it name a document."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

_LARGEST = 1024 * 1024
_TEXTS = (".md", ".markdown", ".rst", ".txt", ".html", ".yml", ".yaml", ".toml")


def still_named(name: str, root: Path, texts: Mapping[Path, str], own: Path) -> Iterator[tuple[Path, int]]:
    """The files and lines (from 1) that name a document as before: in `texts` (a page's path and what it will hold) and
    in the other files below `root` that git knows, or that are texts. In `own`, the document, its aliases do not count.
    """
    whole = re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w-])")
    for path in sorted({*texts, *_around(name, root, texts.keys())}):
        text = texts.get(path)
        if text is None:
            try:
                text = path.read_bytes().decode("utf-8", "replace")
            except OSError:
                continue
        head = text.find("\n---", 3) if path == own else -1
        last = 0
        for match in whole.finditer(text, max(head, 0)):
            line = text.count("\n", 0, match.start()) + 1
            if line != last:
                last = line
                yield path, line


def _around(name: str, root: Path, known: Iterable[Path]) -> Iterator[Path]:
    """The files below a folder that hold a name, without those that are known."""
    asked = ["git", "-C", str(root), "grep", "-lzIF", "--untracked", "-e", name]
    try:
        found = subprocess.run(asked, capture_output=True, check=False)
    except OSError:
        found = None
    if found is not None and found.returncode in (0, 1):  # 128 where there is no repository
        paths: Iterable[Path] = (root / os.fsdecode(each) for each in found.stdout.split(b"\0") if each)
    else:
        paths = _texts(root)
    seen = set(known)
    yield from (path for path in paths if path not in seen)


def _texts(root: Path) -> Iterator[Path]:
    for folder, folders, names in os.walk(root):
        folders[:] = [each for each in folders if not each.startswith(".")]
        for name in names:
            path = Path(folder, name)
            if name.endswith(_TEXTS) and path.is_file() and path.stat().st_size <= _LARGEST:
                yield path
