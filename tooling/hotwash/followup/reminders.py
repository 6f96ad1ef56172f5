"""Of what an owner is reminded on a day: what is due soon, what is overdue, and what was handed up."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from hotwash.config.model import Reminders
from hotwash.corpus.followups import Followed, by_owner
from hotwash.followup.listing import days_late
from hotwash.followup.workdays import workdays


class Reminder(NamedTuple):
    """What one owner is told, each part by due date."""

    owner: str
    """The handle with `@`, or what stands as owner; empty for items that nobody owns."""
    today: date
    ahead: int
    overdue: tuple[Followed, ...] = ()
    soon: tuple[Followed, ...] = ()
    """Due today or later."""
    escalated: tuple[Followed, ...] = ()
    """Other owners' items that have been overdue for long."""

    @property
    def key(self) -> str:
        """The handle without `@`, in lower case; empty for nobody."""
        return self.owner.removeprefix("@").casefold()


def reminders(items: Iterable[Followed], today: date, decided: Reminders) -> list[Reminder]:
    """Who is to be reminded of what on a day, by handle in the order of letters; nobody's items come last.

    Items whose status a tracker owns are left out: the document does not know how they are.
    """
    still = [each for each in items if each.is_open and not each.is_tracked]
    owned = dict(by_owner(still))
    nobody = [each for each in still if not each.owners]
    handed: dict[str, tuple[str, list[Followed]]] = {}
    for each in still:
        for handle in _told(each, today, decided):
            handed.setdefault(handle.casefold(), (f"@{handle}", []))[1].append(each)
    told = []
    for key in sorted({*owned, *handed}):
        name, mine = owned.get(key, (handed[key][0], [])) if key in handed else owned[key]
        others = [each for each in handed.get(key, ("", []))[1] if each not in mine]
        told.append(_reminder(name, mine, others, today, decided))
    told.append(_reminder("", nobody, [], today, decided))
    return [each for each in told if each.overdue or each.soon or each.escalated]


def _reminder(
    owner: str, mine: Iterable[Followed], others: Iterable[Followed], today: date, decided: Reminders
) -> Reminder:
    mine = sorted(mine, key=lambda each: each.order)
    return Reminder(
        owner,
        today,
        decided.ahead,
        tuple(each for each in mine if days_late(each, today) and _again(each, today, 1, decided)),
        tuple(each for each in mine if _soon(each, today, decided)),
        tuple(sorted(others, key=lambda each: each.order)),
    )


def _soon(each: Followed, today: date, decided: Reminders) -> bool:
    due = each.item.due_date
    if due is None or due < today:
        return False
    if decided.before:
        return workdays(today, due, decided.holidays) in decided.before
    return due <= today + timedelta(days=decided.ahead)


def _again(each: Followed, today: date, after: int, decided: Reminders) -> bool:
    """Whether an overdue item is told of on this day: `after` so many working days, and then at every repetition."""
    due = each.item.due_date
    late = workdays(due, today, decided.holidays) if due else 0
    return late >= after and (late - after) % decided.repeat == 0


def _told(each: Followed, today: date, decided: Reminders) -> list[str]:
    """Who else is told of an item on this day."""
    if not days_late(each, today):
        return []
    found = [handle for step in decided.escalate if _again(each, today, step.after, decided) for handle in step.to]
    return list(dict.fromkeys(found))
