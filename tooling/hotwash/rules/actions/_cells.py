"""What the rules of action items share: ids, owners' handles, and filling a cell that is empty."""

from __future__ import annotations

from hotwash.document import ActionItem, Edit, Postmortem, Span
from hotwash.document.actions import SURPLUS
from hotwash.document.patterns import pattern

_NUMBERED = pattern(r"[Aa](\d{1,9})")
_HANDLE = pattern(r"@?\w(?:[\w.-]*\w)?(?:/\w(?:[\w.-]*\w)?)?")
_PLACEHOLDERS = frozenset(
    [
        "tbd",
        "tba",
        "tbc",
        "todo",
        "unknown",
        "unassigned",
        "unowned",
        "none",
        "nobody",
        "no-one",
        "n/a",
        "na",
        "someone",
        "somebody",
        "anyone",
        "anybody",
        "everyone",
        "everybody",
        "all",
        "each",
        "team",
        "teams",
        "group",
        "us",
        "we",
        "here",
        "channel",
        "whoever",
        "various",
        "several",
        "multiple",
        "oncall",
        "on-call",
        "on_call",
        "staff",
        "engineers",
        "developers",
        "management",
        "owner",
        "person",
        "name",
        "handle",
    ]
)
"""Words that stand where an owner would, and are nobody's handle."""


def is_open(item: ActionItem) -> bool:
    """Whether work on an item is still to be done, as far as its status can be read."""
    return item.state in ("open", "in progress")


def is_split(item: ActionItem) -> bool:
    """Whether a `|` has split one of the row's cells: those behind it stand in the wrong columns, and one rule says so."""
    return SURPLUS in item.cells


def owner_words(postmortem: Postmortem, item: ActionItem) -> str:
    """The owner as a reader sees it, without the marks of links and code; empty without one."""
    if item.owner is None:
        return ""
    text = item.owner.text
    return postmortem.markup.words(item.owner.span) if "[" in text or "`" in text or "<" in text else text


def is_handle(owner: str) -> bool:
    """Whether a text is the handle of one person or team: `@amara`, `amara`, `@ops/web`."""
    return _HANDLE.fullmatch(owner) is not None and owner.removeprefix("@").lower() not in _PLACEHOLDERS


def is_placeholder(owner: str) -> bool:
    """Whether a text stands for nobody: `TBD`, `team`, `@everyone`, `???`."""
    return owner.removeprefix("@").lower() in _PLACEHOLDERS or not any(each.isalnum() for each in owner)


def next_ids(postmortem: Postmortem, how_many: int) -> list[str]:
    """The next ids `A<n>` that are free: behind the highest one, so that a removed item's id is not used again."""
    used = [int(match[1]) for item in postmortem.actions if item.id and (match := _NUMBERED.fullmatch(item.id.text))]
    first = max(used, default=0) + 1
    return [f"A{number}" for number in range(first, first + how_many)]


def filled(text: str, row: Span, cell: Span | None, value: str) -> Edit | None:
    """The edit that writes a value into an empty cell of a row; None when the row has no such cell."""
    if cell is None or cell.start != cell.end or not row.start < cell.start < row.end:
        return None
    start, end = cell
    while text[start - 1] in " \t":
        start -= 1
    while text[end] in " \t":
        end += 1
    return Edit(Span(start, end), f" {value} ")
