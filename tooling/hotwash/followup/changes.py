"""Changing one field of an action item in place: the touched row or list line, and nothing else of the file.

Whatever is written is read again before it counts: a document of which anything but that field would read differently
is left as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from hotwash.config import Config
from hotwash.corpus.files import parse_as
from hotwash.document import ActionItem, Edit, Postmortem, Span, apply
from hotwash.document.actions import SURPLUS
from hotwash.followup.register import FollowUpError, Target
from hotwash.writing.rows import cell, line

_NOTHING = ("", "-", "–", "—")
_TITLES = {"status": "Status", "owner": "Owner", "due": "Due", "tracker": "Tracker"}


class Change(NamedTuple):
    """One field of an item, and the value that it gets."""

    target: Target
    field: str
    """`status`, `owner`, `due`, or `tracker`, which only a row has a place for."""
    value: str
    """What it gets; empty in a row, for nothing."""

    @property
    def before(self) -> str:
        """What the field holds now."""
        item = self.target.item
        value = getattr(item, self.field)
        if self.field == "status" and value and value.text.startswith("["):
            return item.state or ""  # a tick box
        return value.text if value else ""


class Changed(NamedTuple):
    """A document with changes made."""

    target: Target
    text: str


def changed(changes: Iterable[Change], config: Config) -> list[Changed]:
    """The documents as they will be, in the order in which they are named; those that stay as they are are left out.

    `FollowUpError` has a line for every item that cannot be changed; then nothing should be written.
    """
    by_path: dict[str, list[Change]] = {}
    for change in changes:
        by_path.setdefault(change.target.postmortem.path, []).append(change)
    done: list[Changed] = []
    wrong: list[str] = []
    for several in by_path.values():
        try:
            text = _text(several, config)
        except FollowUpError as error:
            wrong += error.lines
            continue
        if text != several[0].target.postmortem.text:
            done.append(Changed(several[0].target, text))
    if wrong:
        raise FollowUpError(wrong)
    return done


def done_on(day: date) -> str:
    """The status of an item that was done on a day."""
    return f"done {day.isoformat()}"


def dropped(why: str) -> str:
    """The status of an item that will not be done, with its reason."""
    return f"dropped: {line(why)}"


def _text(changes: Sequence[Change], config: Config) -> str:
    target = changes[0].target
    postmortem = target.postmortem
    edits: list[Edit] = []
    wrong: list[str] = []
    for change in changes:
        try:
            edits += _edits(change)
        except FollowUpError as error:
            wrong += error.lines
    if wrong:
        raise FollowUpError(wrong)
    text = apply(postmortem.text, edits)
    after = parse_as(target.file, text, config)
    expected = {change.target.at: change for change in changes}
    if _model(postmortem, expected) != _model(after, expected):
        raise FollowUpError([_refused(changes[0], "the change would alter more than that field")])
    for at, change in expected.items():
        held = getattr(after.actions[at], change.field)
        if held is None and not change.value:
            continue
        if held is None or _read(held.text) != _read(_written(change)):
            raise FollowUpError([_refused(change, "the new value would not be read back as it is written")])
    return text


def _read(text: str) -> str:
    return text.strip(" .*_`~")


def _refused(change: Change, why: str) -> str:
    item = change.target.item
    return (
        f"{_place(change.target)}: {item.name} cannot be changed safely: {why}; "
        f"change it by hand ({change.field}: {change.value})"
    )


def _place(target: Target) -> str:
    number = target.postmortem.source.position(target.item.span.start).line
    return f"{target.postmortem.path}:{number}"


def _written(change: Change) -> str:
    return cell(change.value) if change.target.item.row else line(change.value).rstrip(". ")


def _edits(change: Change) -> list[Edit]:
    if change.target.item.row:
        return [_in_row(change)]
    return _in_list(change)


def _in_row(change: Change) -> Edit:
    item, text = change.target.item, change.target.postmortem.text
    mend = f"mend it first (`hotwash check {change.target.postmortem.path}`)"
    if SURPLUS in item.cells:
        raise FollowUpError(
            [f"{_place(change.target)}: the row of {item.name} has more cells than the table's head; {mend}"]
        )
    where = item.cells.get(change.field)
    title = _TITLES[change.field]
    if where is None:
        raise FollowUpError([f"{_place(change.target)}: the table has no column *{title}*; add one to its head first"])
    value = _written(change)
    held = getattr(item, change.field)
    if held is not None:
        around = text[where.start : held.span.start] + text[held.span.end : where.end]
        # The target of a link would still lead to what it was.
        return Edit(where if "[" in around or "](" in around else held.span, value)
    if where.start == where.end:
        return _fill(change.target, where, value, f"the row of {item.name} has no cell for *{title}*; {mend}")
    if text[where.start : where.end] in _NOTHING:
        return Edit(where, value)
    return Edit(Span(where.start, where.start), f"{value} ")  # a comment stands there, and stays


def _fill(target: Target, where: Span, value: str, otherwise: str) -> Edit:
    text, row = target.postmortem.text, target.item.span
    start, end = where
    if not row.start < start < row.end:
        raise FollowUpError([f"{_place(target)}: {otherwise}"])
    while text[start - 1] in " \t":
        start -= 1
    while end < len(text) and text[end] in " \t":
        end += 1
    return Edit(Span(start, end), f" {value} " if text[end : end + 1] == "|" else f" {value}")


def _in_list(change: Change) -> list[Edit]:
    """`- **A2** Detect: Alert 30 days before expiry. @kenji, 2026-11-20, open (F1, F3)`; what is missing is put in its place."""
    item, text = change.target.item, change.target.postmortem.text
    value = _written(change)
    box = _box(change.target)
    edits: list[Edit] = []
    if box is not None and change.field == "status":
        edits.append(Edit(Span(box + 1, box + 2), "x" if value.startswith("done") else " "))
    status = item.status if item.status and (box is None or item.status.span.start != box) else None
    held = status if change.field == "status" else getattr(item, change.field)
    if held is not None:
        return [*edits, Edit(held.span, value)]
    before = {"owner": (), "due": (item.owner,), "status": (item.due, item.owner)}[change.field]
    behind = {"owner": (item.due, status), "due": (status,), "status": ()}[change.field]
    for part in before:
        if part is not None:
            # An owner may stand behind the day.
            end = max(part.span.end, item.owner.span.end if item.owner else 0)
            return [*edits, Edit(Span(end, end), f", {value}")]
    for part in behind:
        if part is not None:
            return [*edits, Edit(Span(part.span.start, part.span.start), f"{value}, ")]
    end = item.action.span.end
    stop = "" if text[end - 1] in ".;!?" else "."
    return [*edits, Edit(Span(end, end), f"{stop} {value}")]


def _box(target: Target) -> int | None:
    """Where the tick box of a list item stands."""
    for each in target.postmortem.markup.items:
        if each.span == target.item.span and each.task is not None:
            at = target.postmortem.text.rfind("[", each.span.start, each.content.start)
            return at if at >= 0 else None
    return None


def _model(postmortem: Postmortem, but: dict[int, Change]) -> tuple[Any, ...]:
    """What a document says, places aside, without the fields that are to change."""
    return (
        [(each.key, each.title.text, each.level) for each in postmortem.sections],
        [(each.text.text, each.time and each.time.text, each.kind_name) for each in postmortem.timeline],
        [each.text.text for each in postmortem.impact],
        [(each.id and each.id.text, each.text.text, bool(each.acceptance)) for each in postmortem.factors],
        [each.text for each in postmortem.went_well],
        [_item(item, but[at].field if at in but else "") for at, item in enumerate(postmortem.actions)],
    )


def _item(item: ActionItem, but: str) -> tuple[str, ...]:
    action = item.action.text if item.row else item.action.text.rstrip(".")  # which ends it where nothing did
    values = {
        name: value.text if (value := getattr(item, name)) else ""
        for name in ("id", "type", "owner", "due", "status", "tracker")
    }
    return (
        action,
        *(value for name, value in values.items() if name != but),
        *(each.text for each in item.addresses),
    )
