"""Which paths a pattern of the configuration covers."""

from __future__ import annotations

from fnmatch import fnmatchcase


def covers(pattern: str, path: str) -> bool:
    """Whether a pattern covers a path; both are relative to the root, with `/`.

    `*`, `?` and `[…]` stay within one name, `**` is any number of folders, and a folder covers all that lies in it.
    """
    return _covers(_names(pattern), _names(path))


def _names(path: str) -> list[str]:
    return [name for name in path.split("/") if name not in ("", ".")]


def _covers(patterns: list[str], names: list[str]) -> bool:
    for position, pattern in enumerate(patterns):
        if pattern == "**":
            rest = patterns[position + 1 :]
            if rest[:1] == ["**"]:  # several in a row say nothing more than one
                return _covers(rest, names[position:])
            return any(_covers(rest, names[skipped:]) for skipped in range(position, len(names)))
        if position == len(names) or not fnmatchcase(names[position], pattern):
            return False
    return True
