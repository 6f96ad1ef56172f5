"""Text as Markdown that says the text and nothing else."""

from __future__ import annotations

import re

_SPECIAL = re.compile(r"[\\`*_\[\]<>~|]|&(?=#?\w+;)|!(?=\Z)")
_OPENING = re.compile(r"\A(?:[-+*](?=[ \t]|\Z)|#{1,6}(?=[ \t]|\Z)|[=-]+[ \t]*\Z|>|(\d{1,9})(?=[.)](?:[ \t]|\Z)))")
"""What would begin another block at the beginning of a line."""
_TICKS = re.compile(r"`+")


def indented(text: str, lead: str, rest: str) -> str:
    """Lines behind a lead: the first behind another than the rest."""
    lines = text.split("\n")
    return "\n".join(
        (lead + line if at == 0 else rest + line if line else rest.rstrip()) for at, line in enumerate(lines)
    )


def code_span(code: str) -> str:
    """Code in a line."""
    fence = "`" * (1 + max((len(each) for each in _TICKS.findall(code)), default=0))
    blank = (
        " "
        if code.startswith("`") or code.endswith("`") or (code.startswith(" ") and code.endswith(" ") and code.strip())
        else ""
    )
    return f"{fence}{blank}{code}{blank}{fence}"


def escaped(text: str) -> str:
    """Text without anything that Markdown takes for a mark."""
    lone = text.count("~") == 1  # `~16:05` is a time
    return _SPECIAL.sub(lambda match: "~" if lone and match[0] == "~" else f"\\{match[0]}", text)


def _at_start(match: re.Match[str]) -> str:
    return f"{match[1]}\\" if match[1] else f"\\{match[0]}"


def unopened(text: str) -> str:
    """Lines of which none begins a block."""
    return "\n".join(_OPENING.sub(_at_start, line, count=1) for line in text.split("\n"))


def fenced(code: str, language: str) -> str:
    """A block of code."""
    fence = "`" * max(3, 1 + max((len(each) for each in _TICKS.findall(code)), default=0))
    return f"{fence}{language}\n{code.rstrip(chr(10))}\n{fence}"
