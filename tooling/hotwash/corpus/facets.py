"""By what documents are narrowed, on the site's list and in the terminal's search alike."""

from __future__ import annotations

from datetime import date

from hotwash.corpus.followups import is_late
from hotwash.corpus.record import Record

NEAR_MISS, NO_SEVERITY = "Near miss", "No severity"
STATUS = ("Draft", "In review", "Published")
KINDS = ("Incident", NEAR_MISS, "Retelling")
OPEN = {"open": "Has open actions", "overdue": "Has overdue actions", "none": "Nothing open"}
RECURRING = {"repeats": "Repeats an earlier one", "repeated": "Came back later"}


def severity(record: Record) -> str:
    """Its severity; of a near miss, and where there is none, words that say so."""
    return record.severity or (NEAR_MISS if record.near_miss else NO_SEVERITY)


def status(record: Record) -> str:
    """One of `STATUS`."""
    return {"draft": STATUS[0], "review": STATUS[1]}.get(record.postmortem.status, STATUS[2])


def kind(record: Record) -> str:
    """One of `KINDS`."""
    return NEAR_MISS if record.near_miss else "Retelling" if record.retelling else "Incident"


def actions(record: Record, today: date) -> tuple[str, ...]:
    """The keys of `OPEN` that hold on a day."""
    items = record.open_actions
    if not items:
        return ("none",)
    return ("open", "overdue") if any(is_late(item, today) for item in items) else ("open",)


def themes(record: Record) -> tuple[str, ...]:
    """The themes of its contributing factors, each once."""
    return tuple(dict.fromkeys(theme.text for factor in record.postmortem.factors for theme in factor.themes))
