"""The small drawn marks: severity, status, kind of event. Each is a shape beside a word, never a colour alone."""

from __future__ import annotations

from datetime import date

from hotwash.corpus.followups import is_late
from hotwash.document import ActionItem
from hotwash.site.words import days, h, short_day

SHAPES = {
    "s1": '<path d="M5 1h6l4 4v6l-4 4H5l-4-4V5z" fill="currentColor"/>',
    "s2": '<path d="M8 1.2 15.4 14.4H.6z" fill="currentColor"/>',
    "s3": '<path d="M8 1.8 14.2 8 8 14.2 1.8 8z" fill="none" stroke="currentColor" stroke-width="2"/>',
    "s4": '<circle cx="8" cy="8" r="5.6" fill="none" stroke="currentColor" stroke-width="2"/>',
    "s0": '<circle cx="8" cy="8" r="5.8" fill="none" stroke="currentColor" stroke-width="2" stroke-dasharray="3 2.2"/>',
    "open": '<circle cx="8" cy="8" r="5.5" fill="none" stroke="currentColor" stroke-width="1.8"/>',
    "prog": '<circle cx="8" cy="8" r="5.5" fill="none" stroke="currentColor" stroke-width="1.8"/><path d="M8 2.5a5.5 5.5 0 0 1 0 11z" fill="currentColor"/>',
    "done": '<path d="m2.5 8.6 3.6 3.6 7.4-8" fill="none" stroke="currentColor" stroke-width="2.2"/>',
    "late": '<circle cx="8" cy="8" r="7" fill="currentColor"/><path d="M8 3.8V8l2.8 1.8" fill="none" stroke="var(--md-default-bg-color)" stroke-width="1.8"/>',
    "drop": '<path d="M3 8h10" stroke="currentColor" stroke-width="2.2"/>',
    "acc": '<circle cx="8" cy="8" r="5.5" fill="none" stroke="currentColor" stroke-width="1.8"/><path d="M5 8h6" stroke="currentColor" stroke-width="1.8"/>',
    "k-change": '<path d="M3 3h10v10H3z" fill="none" stroke="currentColor" stroke-width="2"/>',
    "k-signal": '<path d="M8 2 14.5 13.4h-13z" fill="currentColor"/>',
    "k-action": '<circle cx="8" cy="8" r="5.6" fill="currentColor"/>',
    "k-result": '<circle cx="8" cy="8" r="4.8" fill="var(--md-default-bg-color)" stroke="currentColor" stroke-width="2"/>',
    "k-event": '<circle cx="8" cy="8" r="3" fill="currentColor"/>',
    "note": '<path d="M2 13.5 13.5 2M2.5 9 9 2.5M7 13.5 13.5 7" stroke="currentColor" stroke-width="1.5" fill="none"/>',
}


def shape(name: str) -> str:
    """A mark as SVG; the word beside it says the same to a screen reader."""
    return f'<svg viewBox="0 0 16 16" aria-hidden="true" focusable="false">{SHAPES[name]}</svg>'


def severity(name: str, scale: tuple[str, ...], near_miss: bool = False, attributes: str = "") -> str:
    """A severity with the shape of its rank in the team's scale; the ranks behind the fourth share its shape."""
    if near_miss and not name:
        return f'<span class="hw-sev hw-near"{attributes}>{shape("s0")}Near miss</span>'
    if not name:
        return f'<span class="hw-sev hw-none"{attributes}>No severity</span>'
    rank = min(scale.index(name) + 1, 4) if name in scale else 4
    return f'<span class="hw-sev hw-sev-{rank}"{attributes}>{shape(f"s{rank}")}{h(name)}</span>'


def scale(severities: tuple[str, ...]) -> list[tuple[str, str]]:
    """All severities and their marks, the worst first: what the search shows beside its filters."""
    known = [(h(name), severity(name, severities)) for name in severities]
    return [*known, ("Near miss", severity("", severities, near_miss=True))]


def status(item: ActionItem, today: date, short: bool = False) -> str:
    """An action item's status: circle, half circle, tick, dash or clock, and the word."""
    state = item.state
    if state in ("open", "in progress"):
        due_on = item.due_date
        if due_on is not None and due_on < today:
            return _status("late", "late", "Overdue" if short else f"Overdue by {days((today - due_on).days)}")
        return _status("open", "open", "Open") if state == "open" else _status("open", "prog", "In progress")
    if state == "done":
        done_on = None if short else item.done_on
        when = "" if done_on is None else " " + short_day(done_on, today)
        return _status("done", "done", f"Done{when}")
    if state == "dropped":
        reason = "" if short or not item.drop_reason else f": {item.drop_reason}"
        return _status("drop", "drop", f"Dropped{reason}")
    return f'<span class="hw-st hw-open">{h(item.status.text if item.status else "")}</span>'


def due(item: ActionItem, today: date) -> str:
    """How long there is: `Overdue by 4 days`, `Due in 3 days`, `Due today`, `No date`."""
    if is_late(item, today):
        return status(item, today)
    mark = "prog" if item.state == "in progress" else "open"
    if item.due_date is None:
        return _status("open", mark, "No date")
    left = (item.due_date - today).days
    if left < 0:  # a state that nobody knows is not called overdue
        return _status("open", mark, f"Due {days(-left)} ago")
    return _status("open", mark, f"Due in {days(left)}" if left else "Due today")


def states() -> dict[str, str]:
    """The states of an item and their marks, the most pressing first."""
    known = (
        ("overdue", "late", "late"), ("in progress", "open", "prog"), ("open", "open", "open"),
        ("done", "done", "done"), ("dropped", "drop", "drop"),
    )  # fmt: skip
    return {name: _status(kind, mark, name.capitalize()) for name, kind, mark in known}


def following_up(number: int, late: int) -> str:
    """How many items are open, and how many of them overdue."""
    return (
        _status("late", "late", f"{number} open, {late} overdue") if late else _status("open", "open", f"{number} open")
    )


def all_done() -> str:
    """That no item is left open."""
    return _status("done", "done", "All done")


def accepted(owner: str) -> str:
    """The mark of a factor that somebody accepted."""
    by = f" by {h(owner)}" if owner else ""
    return f'<span class="hw-st hw-drop">{shape("acc")}Accepted{by}:</span>'


def again(words: str) -> str:
    """That an accepted factor is due to be looked at again."""
    return _status("late", "late", words)


def _status(kind: str, mark: str, words: str) -> str:
    return f'<span class="hw-st hw-{kind}">{shape(mark)}{h(words)}</span>'
