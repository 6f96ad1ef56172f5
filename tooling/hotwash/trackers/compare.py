"""What documents and tracker say, side by side, with what both last agreed on: who has changed what."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from hotwash.trackers.adapter import Adapter
from hotwash.trackers.model import Issue, Values, Wanted
from hotwash.trackers.plan import Operation, Plan, says
from hotwash.trackers.trouble import GoneError
from hotwash.trackers.wanted import Gathered, by_key


class Pair(NamedTuple):
    """An item of a document with what the tracker has of it."""

    wanted: Wanted
    issue: Issue | None
    twins: tuple[Issue, ...] = ()
    """Further items of the tracker for the same one, which somebody created at the same time."""
    elsewhere: str = ""
    """Why the tracker's item cannot be had, though the document names one."""


class Sides(NamedTuple):
    """How the two sides of an item differ, by field."""

    pushed: dict[str, tuple[str, str]]
    """Changed in the document: what the tracker has, and what it is to have."""
    there: dict[str, tuple[str, str]]
    """Changed in the tracker: what it was, and what it is."""
    conflicts: dict[str, tuple[str, str]]
    """Changed on both sides: what the document says, and what the tracker says."""
    agreed: Values
    """What both sides agree on once the changes are made: what the note is to hold."""


def pairs(wanted: Sequence[Wanted], issues: Iterable[Issue], adapter: Adapter) -> tuple[list[Pair], list[Issue]]:
    """Every item with what the tracker has of it, and the tracker's items of which no document speaks."""
    names = by_key(wanted)
    by_item: dict[str, list[Issue]] = {}
    by_ref: dict[str, Issue] = {}
    orphans: list[Issue] = []
    for issue in issues:
        by_ref[issue.ref] = issue
        if issue.note is not None:
            owner = names.get(issue.note.item)
            if owner is None:
                orphans.append(issue)
            else:
                by_item.setdefault(owner.address, []).append(issue)
    found = [_pair(each, by_item.get(each.address, []), by_ref, adapter) for each in wanted]
    return found, sorted(orphans, key=lambda issue: issue.number)


def _pair(wanted: Wanted, marked: list[Issue], by_ref: dict[str, Issue], adapter: Adapter) -> Pair:
    marked = sorted(marked, key=lambda issue: issue.number)
    ref = adapter.ref_of(wanted.link) if wanted.link else None
    if wanted.link and ref is None and not marked:
        return Pair(wanted, None, elsewhere=f"it is tracked elsewhere: {wanted.link}")
    if ref is not None and all(issue.ref != ref for issue in marked):
        try:
            linked = by_ref.get(ref) or adapter.get(ref)
        except GoneError:
            if not marked:
                return Pair(
                    wanted,
                    None,
                    elsewhere=f"{ref} is not there (any more); empty its *Tracker* cell to create a new one",
                )
        else:
            if linked.note is not None and linked.note.item not in wanted.keys:
                why = f"{ref} belongs to {linked.note.item}; correct its *Tracker* cell"
                return Pair(wanted, None, elsewhere=why) if not marked else Pair(wanted, marked[0], tuple(marked[1:]))
            if linked.note is not None or not marked:
                return Pair(wanted, linked, tuple(marked))
    if not marked:
        return Pair(wanted, None)
    # Of twins the one that the document names stays, else the oldest.
    kept = next((issue for issue in marked if issue.ref == ref), marked[0])
    return Pair(wanted, kept, tuple(issue for issue in marked if issue is not kept))


def sides(wanted: Wanted, issue: Issue, adapter: Adapter) -> Sides:
    """Field by field who has changed what since the note was written; without a note nobody has."""
    note = issue.note
    pushed: dict[str, tuple[str, str]] = {}
    there: dict[str, tuple[str, str]] = {}
    conflicts: dict[str, tuple[str, str]] = {}
    agreed = note.values if note else Values()
    for name in compared(adapter):
        mine = _folded(adapter, name, getattr(wanted.values, name))
        theirs = value_of(issue, name, adapter, mine)
        base = _folded(adapter, name, getattr(note.values, name)) if note else mine
        if name == "owner" and not mine and not base:
            continue  # nobody whom the tracker knows: theirs to decide
        if same(name, mine, theirs):
            agreed = agreed._replace(**{name: mine})
        elif same(name, mine, base):
            there[name] = (base, theirs)
        elif same(name, theirs, base):
            pushed[name] = (theirs, getattr(wanted.values, name))
            agreed = agreed._replace(**{name: mine})
        else:
            conflicts[name] = (mine, theirs)
    if not adapter.has_due and "text" not in {*there, *conflicts}:
        agreed = agreed._replace(due=wanted.values.due)  # it stands in the text
    return Sides(pushed, there, conflicts, agreed)


def compared(adapter: Adapter) -> list[str]:
    """The fields on which both sides can differ."""
    tracker = adapter.tracker
    asked = {
        "title": True,
        "owner": tracker.assign,
        "due": adapter.has_due,
        "state": tracker.status == "document",
        "text": adapter.keeps_text,
    }
    return [name for name, wanted in asked.items() if wanted]


def value_of(issue: Issue, name: str, adapter: Adapter, mine: str) -> str:
    """A field of the tracker's item; of several owners the one whom the document names."""
    if name == "owner":
        match = next((each for each in issue.owners if each.lower() == mine.lower()), None)
        return match or (issue.owners[0] if issue.owners else "")
    return _folded(adapter, name, str(getattr(issue, name)))


def _folded(adapter: Adapter, name: str, value: str) -> str:
    return adapter.fold(value) if name == "state" and value else value


def same(name: str, one: str, other: str) -> bool:
    """Whether two values of a field are one."""
    return one.lower() == other.lower() if name == "owner" else one == other


def make_plan(gathered: Gathered, issues: Iterable[Issue], adapter: Adapter, *, whole: bool = True) -> Plan:
    """What `apply` is to do; `whole` when all documents were gathered, so that what no document names has none."""
    tracker = adapter.tracker
    operations: list[Operation] = []
    conflicts: list[str] = []
    there: list[str] = []
    left = list(gathered.left_out)
    found, orphans = pairs(gathered.wanted, issues, adapter)
    for pair in found:
        wanted, issue = pair.wanted, pair.issue
        place = f"{wanted.path}:{wanted.line}: {wanted.address}"
        if pair.elsewhere:
            left.append(f"{place}: {pair.elsewhere}")
            continue
        start = (wanted.address, wanted.path, says(wanted, tracker), wanted.said)
        if issue is None:
            if wanted.values.state in ("open", "in progress"):
                operations.append(Operation("create", *start))
            continue
        for twin in pair.twins:
            if twin.state in ("open", "in progress"):
                change = {"state": (twin.state, "dropped")}
                why = f"it was created twice; {issue.ref} stays"
                operations.append(Operation("close", *start, twin.ref, twin.url, change, why))
        if issue.note is None:
            left.append(f"{place}: {issue.ref} was linked by hand, and is left as it is but for its status")
            continue
        differ = sides(wanted, issue, adapter)
        conflicts += [f"{place}: {_name(name)} is “{mine}” in the document and “{theirs}” in {issue.ref}; {_way_out(name, wanted)}"
                      for name, (mine, theirs) in differ.conflicts.items()]  # fmt: skip
        there += [f"{place}: {_there(name, *change)} in {issue.ref}; {_take(name, wanted)}"
                  for name, change in differ.there.items()]  # fmt: skip
        operation = _operation(start, wanted, issue, differ)
        if operation is not None:
            operations.append(operation)
    if whole:
        left += [
            f"{issue.ref}: no document has {issue.note.item} (any more); close it by hand if it is needless"
            for issue in orphans
            if issue.note is not None and issue.state in ("open", "in progress")
        ]
    return Plan(
        tracker.kind, tracker.url, tracker.project, tuple(operations), tuple(conflicts), tuple(there), tuple(left)
    )


def _operation(start: tuple[str, str, str, str], wanted: Wanted, issue: Issue, differ: Sides) -> Operation | None:
    place = (issue.ref, issue.url)
    if differ.pushed:
        state = differ.pushed.get("state")
        closes = state is not None and state[1] in ("done", "dropped") and set(differ.pushed) <= {"state"}
        return Operation(
            "close" if closes else "update", *start, *place, differ.pushed, _in_text(wanted, issue, differ)
        )
    if wanted.link == "":
        return Operation("link", *start, *place)
    if issue.note is not None and differ.agreed != issue.note.values:
        return Operation(
            "settle", *start, *place, why="both sides say the same now; the hidden note in it is brought up to date"
        )
    return None


def _in_text(wanted: Wanted, issue: Issue, differ: Sides) -> str:
    """What of a new text matters most, where the tracker has no field for it."""
    before, now = issue.note.values.due if issue.note else "", wanted.values.due
    if "text" not in differ.pushed or "due" in differ.pushed or before == now or differ.agreed.due != now:
        return ""
    return f"due: {before or 'nothing'} -> {now or 'nothing'} (in the text)"


def _name(field: str) -> str:
    return {"title": "the action", "owner": "the owner", "due": "the due date", "state": "the status"}.get(
        field, "its text"
    )


def _there(name: str, before: str, now: str) -> str:
    if name == "text":
        return "its text was changed"
    return f"{_name(name)} changed from “{before or 'nothing'}” to “{now or 'nothing'}”"


def _take(name: str, wanted: Wanted) -> str:
    """How a change of the tracker comes into the document."""
    return {
        "state": "`hotwash actions pull` brings it over",
        "owner": f"`hotwash actions assign {wanted.address} @OWNER` takes it over",
        "due": f"`hotwash actions due {wanted.address} DATE` takes it over",
        "title": "change the document if you want it too",
    }.get(name, "it stays until the document changes")


def _way_out(name: str, wanted: Wanted) -> str:
    """How a person ends a conflict: one side is made like the other."""
    command = {
        "state": f"`hotwash actions done {wanted.address}`, or change it there",
        "owner": f"`hotwash actions assign {wanted.address} @OWNER`, or change it there",
        "due": f"`hotwash actions due {wanted.address} DATE`, or change it there",
        "text": "undo what was written between the comments there",
    }
    return f"make one like the other: {command.get(name, 'in the document, or there')}"
