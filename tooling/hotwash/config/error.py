"""What is wrong with a configuration, as one line a person can act on."""

from __future__ import annotations

import contextlib
from pathlib import Path

KeyPath = tuple[str | int, ...]
"""The way to a value in TOML: names of keys, and positions in arrays counted from 0."""


class ConfigError(Exception):
    """A configuration that cannot be used.

    `path` is the file at fault (None when there is none), `line` counts from 1 (None when no line is at fault), `message`
    says what is wrong and what to write. `others` are the further errors of the same reading, in the order of the file.
    As text, each error is one line: `pyproject.toml:14: unknown key ...`.
    """

    def __init__(self, path: Path | None, line: int | None, message: str, others: tuple[ConfigError, ...] = ()) -> None:
        super().__init__(path, line, message)
        self.path = path
        self.line = line
        self.message = message
        self.others = others

    @property
    def lines(self) -> tuple[str, ...]:
        """One line for this error and for each of the others."""
        place = "" if self.path is None else _shown_path(self.path)
        if place and self.line is not None:
            place = f"{place}:{self.line}"
        return (f"{place}: {self.message}" if place else self.message, *(str(other) for other in self.others))

    def __str__(self) -> str:
        return "\n".join(self.lines)


def joined(errors: list[ConfigError]) -> ConfigError:
    """Several errors as one that can be raised: the first, with the others behind it."""
    first, *others = errors
    return ConfigError(first.path, first.line, first.message, tuple(others))


def shown(value: str, width: int = 60) -> str:
    """A value as a message quotes it: on one line, control characters escaped, not endless."""
    escaped = "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in value)
    return f"`{escaped if len(escaped) <= width else escaped[: width - 1] + '…'}`"


def nearest(name: str, known: list[str], mistaken: dict[str, str] | None = None) -> str | None:
    """The known name that was probably meant, or None; `mistaken` maps usual mistakes to what is right."""
    import difflib  # only a mistake pays for it

    plain = "-".join(name.lower().replace("_", " ").split())
    right = (mistaken or {}).get(plain)
    if right is not None:
        return right
    folded = {candidate.lower(): candidate for candidate in known}
    close = difflib.get_close_matches(plain, list(folded), n=1, cutoff=0.6)
    return folded[close[0]] if close else None


def suggestion(name: str, known: list[str], mistaken: dict[str, str] | None = None, among: str = "known are") -> str:
    """The end of a message about an unknown name: the nearest one as a question, else all when they are few."""
    near = nearest(name, known, mistaken)
    if near is not None:
        return f"; did you mean `{near}`?"
    if 0 < len(known) <= 30:
        return f"; {among} " + ", ".join(f"`{candidate}`" for candidate in known)
    return ""


def _shown_path(path: Path) -> str:
    """A path as a person would type it: relative when it lies in the current folder; printable."""
    with contextlib.suppress(ValueError, OSError):  # it lies elsewhere, or the current folder is gone
        path = path.relative_to(Path.cwd())
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in str(path))
