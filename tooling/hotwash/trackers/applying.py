"""Carrying out a plan, so that it may break off anywhere and be run again: nothing is created twice, nothing overwritten."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from hotwash.trackers.adapter import Adapter
from hotwash.trackers.compare import same, sides, value_of
from hotwash.trackers.journal import Journal
from hotwash.trackers.model import Issue, Note, Values, Wanted
from hotwash.trackers.plan import Operation, Plan, says
from hotwash.trackers.trouble import GoneError, TrackerError, UnsureError
from hotwash.trackers.wanted import by_key

_LAG = (2.0, 3.0, 5.0, 8.0, 12.0)
"""Seconds between looks for what a tracker may show late."""
_CREATES = 3


class Outcome(NamedTuple):
    """What became of one operation."""

    operation: Operation
    did: str
    """`created`, `updated`, `closed`, `settled`, `linked`, `already there`, `already so`, or `conflict`."""
    issue: Issue
    wanted: Wanted
    why: str = ""


def stale(plan: Plan, wanted: Iterable[Wanted], adapter: Adapter) -> list[str]:
    """Lines on the items of which the documents say something else now than the plan knows."""
    now = {each.address: each for each in wanted}
    lines = []
    for operation in plan.operations:
        found = now.get(operation.item)
        if found is None:
            lines.append(f"{operation.document}: {operation.item} is not there any more, or left out now")
        elif says(found, adapter.tracker) != operation.says:
            lines.append(f"{found.path}:{found.line}: {operation.item} has changed since the plan was made")
    return list(dict.fromkeys(lines))


class Carrier:
    """Carries out plans in one tracker."""

    def __init__(self, adapter: Adapter, journal: Journal, sleep: Callable[[float], None]) -> None:
        self._adapter = adapter
        self._journal = journal
        self._sleep = sleep
        self._known: dict[str, list[Issue]] = {}
        self._refs: dict[str, Issue] = {}

    def carry_out(self, plan: Plan, wanted: list[Wanted]) -> Iterator[Outcome]:
        """One operation after the other, each outcome as soon as it is certain (`TrackerError`, `OSError`)."""
        now = {each.address: each for each in wanted}
        self._names = by_key(wanted)
        if plan.operations:
            self._adapter.check_rights()
            for issue in self._adapter.all():
                self._remember(issue)
        for operation in plan.operations:
            item = now[operation.item]
            if operation.do == "create":
                yield self._create(operation, item)
            else:
                yield self._change(operation, item)

    def _remember(self, issue: Issue) -> None:
        self._refs[issue.ref] = issue
        owner = self._names.get(issue.note.item) if issue.note else None
        if owner is not None:
            several = self._known.setdefault(owner.address, [])
            several[:] = sorted(
                [*(each for each in several if each.ref != issue.ref), issue], key=lambda each: each.number
            )

    def _create(self, operation: Operation, wanted: Wanted) -> Outcome:
        found = self._there_already(wanted)
        if found is not None:
            return Outcome(operation, "already there", found, wanted)
        values = wanted.values._replace(state="open")  # a new item begins open
        note = Note(wanted.key, values)
        why = ""
        for number in range(1, _CREATES + 1):
            self._journal.begin(wanted.address)
            try:
                issue = self._adapter.create(note, values, wanted.body)
            except UnsureError as error:
                self._look_again(wanted, late=True)
                several = self._known.get(wanted.address)
                if several:
                    issue = several[0]
                elif number == _CREATES or self._adapter.lags:
                    raise TrackerError(str(error)) from None
                else:
                    continue
            except TrackerError as error:
                self._journal.refused(wanted.address)
                if not error.value or not values.owner:
                    raise
                # An owner who has left holds nothing up. The note says whom it should have: nobody tries again and again.
                values, why = values._replace(owner=""), self._unassigned(values.owner)
                continue
            break
        self._journal.end(wanted.address, issue.ref)
        self._remember(issue)
        self._look_again(wanted)
        oldest = self._known[wanted.address][0]
        if oldest.ref != issue.ref:
            # Somebody else was faster: theirs stays, and both of us know which one that is.
            self._drop_twin(issue)
            return Outcome(
                operation, "already there", oldest, wanted, f"{issue.ref} was created at the same time, and is closed"
            )
        return Outcome(operation, "created", issue, wanted, why)

    def _unassigned(self, owner: str) -> str:
        kind = self._adapter.tracker.kind
        return f"nobody is assigned: {kind} does not take the account {owner}; write another into `owners` in `tracker`"

    def _there_already(self, wanted: Wanted) -> Issue | None:
        """The item, if a document, the journal or the tracker knows of it."""
        ref = (self._adapter.ref_of(wanted.link) if wanted.link else None) or self._journal.ended.get(wanted.address)
        if ref is not None:
            try:
                return self._refs.get(ref) or self._adapter.get(ref)
            except GoneError:
                if wanted.link:
                    raise
        if not self._known.get(wanted.address):
            # Somebody may have created it since all items were read.
            self._look_again(wanted, late=wanted.address in self._journal.begun)
        several = self._known.get(wanted.address)
        return several[0] if several else None

    def _look_again(self, wanted: Wanted, *, late: bool = False) -> None:
        """Read the newest items; `late` again and again, where the tracker may not show them yet."""
        for pause in (0.0, *(_LAG if late and self._adapter.lags else ())):
            if pause:
                self._sleep(pause)
            for issue in self._adapter.newest():
                self._remember(issue)
            if self._known.get(wanted.address):
                return

    def _drop_twin(self, issue: Issue) -> None:
        if issue.note is not None:
            self._adapter.update(issue, {"state": "dropped"}, issue.note, None)

    def _change(self, operation: Operation, wanted: Wanted) -> Outcome:
        """An update, only as far as the tracker still has what the plan saw there."""
        issue = self._adapter.get(operation.ref)
        note = issue.note
        if note is None or self._names.get(note.item) is not wanted:
            why = f"{issue.ref} is not (any more) marked as {wanted.address}; make a new plan"
            return Outcome(operation, "conflict", issue, wanted, why)
        twin = operation.do == "close" and bool(operation.why)
        moved, left = {}, {}
        for name, (before, after) in operation.changes.items():
            after = after if twin else str(getattr(wanted.values, name))
            held = value_of(issue, name, self._adapter, after)
            fold = self._adapter.fold if name == "state" else str
            if same(name, held, fold(after)):
                continue
            if not same(name, held, fold(before)):
                left[name] = (
                    f"{name} is “{held or 'nothing'}” in {issue.ref}, and was “{before or 'nothing'}” in the plan"
                )
            else:
                moved[name] = after
        if left:
            return Outcome(operation, "conflict", issue, wanted, f"{'; '.join(left.values())}; make a new plan")
        agreed = note.values if twin else self._agreed(wanted, issue, note, moved)
        if not moved and agreed == note.values:
            return Outcome(operation, "linked" if operation.do == "link" else "already so", issue, wanted)
        text = wanted.body if "text" in moved else None
        key = note.item if twin else wanted.key
        why = ""
        try:
            after_it = self._adapter.update(issue, moved, Note(key, agreed), text)
        except TrackerError as error:
            owner = moved.pop("owner", "")
            if not error.value or not owner:
                raise
            after_it, why = self._adapter.update(issue, moved, Note(key, agreed), text), self._unassigned(owner)
        self._remember(after_it)
        done = {"update": "updated", "close": "closed", "settle": "settled", "link": "linked"}
        return Outcome(operation, done[operation.do], after_it, wanted, why)

    def _agreed(self, wanted: Wanted, issue: Issue, note: Note, moved: dict[str, str]) -> Values:
        """What both sides agree on once `moved` is done; a change that somebody took out of the plan is not agreed on."""
        differ = sides(wanted, issue, self._adapter)
        not_now = {name: getattr(note.values, name) for name in differ.pushed if name not in moved}
        return differ.agreed._replace(**not_now)


def broken_off(error: Exception, number: int, of: int) -> str:
    """The line for a plan that was carried out in part."""
    return f"{error}" if not number else f"{error} ({number} of {of} are done and stay so)"
