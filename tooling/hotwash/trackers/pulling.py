"""What the tracker says of the status of items: for the documents, or for the file that the site reads."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, tzinfo
from typing import NamedTuple

from hotwash.corpus.statuses import Status
from hotwash.trackers.adapter import Adapter
from hotwash.trackers.compare import pairs
from hotwash.trackers.model import Issue, Wanted
from hotwash.trackers.wanted import Gathered


class News(NamedTuple):
    """An item whose status is another one in the tracker."""

    wanted: Wanted
    issue: Issue
    status: Status


class Pulled(NamedTuple):
    """What the tracker says."""

    news: list[News]
    """Changed in the tracker only."""
    conflicts: list[str]
    """Changed on both sides."""
    known: dict[str, Status]
    """All that the tracker knows, by item."""


def pull(gathered: Gathered, issues: Iterable[Issue], adapter: Adapter, zone: tzinfo) -> Pulled:
    """The statuses of all items that the tracker has; days are those of `zone`."""
    news: list[News] = []
    conflicts: list[str] = []
    known: dict[str, Status] = {}
    for pair in pairs(gathered.wanted, issues, adapter)[0]:
        wanted, issue = pair.wanted, pair.issue
        if issue is None:
            continue
        status = _status(issue, zone)
        known[wanted.address] = status
        mine, theirs = adapter.fold(wanted.values.state), adapter.fold(issue.state)
        if mine == theirs:
            continue
        base = adapter.fold(issue.note.values.state) if issue.note and issue.note.values.state else "open"
        if mine == base:
            news.append(News(wanted, issue, status))
        elif theirs != base:
            conflicts.append(
                f"{wanted.path}:{wanted.line}: {wanted.address} is “{wanted.status or mine}” in the document and "
                f"“{theirs}” in {issue.ref}; make one like the other"
            )
    return Pulled(news, conflicts, known)


def _status(issue: Issue, zone: tzinfo) -> Status:
    day: date | None = None
    if issue.state == "done" and issue.closed is not None:
        day = issue.closed.astimezone(zone).date()
    why = issue.reason or f"closed in {issue.ref}"
    return Status(issue.state, day, why if issue.state == "dropped" else "", issue.ref, issue.url)
