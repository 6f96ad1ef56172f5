"""Changes as a unified diff that `git apply` takes."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator

_LINES = re.compile(r"[^\n]*\n|[^\n]+")


def unified(path: str, before: str, after: str) -> str:
    """The diff of one file that stays where it is; empty when nothing changes."""
    return "".join(_hunks(f"a/{path}", f"b/{path}", before, after))


def moved(old: str, new: str, before: str, after: str) -> str:
    """The diff of a file that moves, with git's header for it."""
    head = (
        f"diff --git {_name('a/' + old)} {_name('b/' + new)}",
        f"rename from {_name(old)}",
        f"rename to {_name(new)}",
    )
    return "\n".join(head) + "\n" + "".join(_hunks(f"a/{old}", f"b/{new}", before, after))


def _hunks(old: str, new: str, before: str, after: str) -> Iterator[str]:
    # Lines end at "\n" alone, as for git; splitlines() would end them at a form feed as well.
    lines = difflib.unified_diff(_LINES.findall(before), _LINES.findall(after), _name(old), _name(new))
    for line in lines:
        yield line if line.endswith("\n") else line + "\n\\ No newline at end of file\n"


def _name(path: str) -> str:
    """A path as git writes it: in quotes, with escapes, where it holds something that would confuse."""
    if re.search(r'["\\\x00-\x1f\x7f]', path):
        escaped = path.replace("\\", "\\\\").replace('"', '\\"')
        return '"' + re.sub(r"[\x00-\x1f\x7f]", lambda match: f"\\{ord(match[0]):03o}", escaped) + '"'
    return path
