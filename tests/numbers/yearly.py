"""Two years of documents, made by rule and not by chance, so that every figure can be worked out by hand."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from hotwash.config import Config
from hotwash.corpus import documents_in, read
from hotwash.corpus.record import Record

TODAY = date(2026, 11, 24)


def document(
    began: datetime,
    *,
    detect: int = 5,
    resolve: int = 60,
    severity: str = "SEV2",
    service: str = "checkout",
    kind: str = "",
    status: str = "published",
    due: date | None = None,
    done: str = "open",
) -> str:
    """A document; `detect` and `resolve` are minutes from its beginning."""
    times = {
        name: began + timedelta(minutes=minutes) for name, minutes in (("detected", detect), ("resolved", resolve))
    }
    severe = f"severity: {severity}\n" if kind != "near-miss" else ""
    rows = f"| A1 | Prevent | Do it | @amara | {due} | {done} | F1 |\n" if due else ""
    return f"""---
title: Incident of {began:%Y-%m-%d}
{f"kind: {kind}" if kind else "kind: incident"}
status: {status}
{severe}services: [{service}]
started: {began:%Y-%m-%dT%H:%MZ}
detected: {times["detected"]:%Y-%m-%dT%H:%MZ}
resolved: {times["resolved"]:%Y-%m-%dT%H:%MZ}
authors: [amara]
---

## Timeline

- {began:%Y-%m-%d %H:%M} — change: it begins.
- {times["detected"]:%H:%M} — signal: `QueueAge` fires | so it says.

## Contributing factors

- **F1**: The queue had no limit. #capacity
- **F2**: Nobody looked. _Accepted by @amara until 2027-02-01:_ it is cheap.
- **F3**: The runbook was old.

## Action items

| ID | Type | Action | Owner | Due | Status | Addresses |
| -- | -- | -- | -- | -- | -- | -- |
{rows}"""


def write(root: Path, number: int, began: datetime, text: str) -> None:
    file = root / "postmortems" / f"{began:%Y}" / f"{began:%Y-%m-%d}-incident-{number:03}.md"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")


def two_years(root: Path) -> None:
    """2025: 24 incidents that take an hour and more, half of the items late. 2026: 12 that take 20 minutes, all in time."""
    for at in range(24):
        began = datetime(2025, at // 2 + 1, 3 + at % 2 * 14, 9, tzinfo=UTC)
        due = began.date() + timedelta(days=14)
        done = f"done {due + timedelta(days=1 if at % 2 else 0)}"
        write(
            root,
            at,
            began,
            document(began, detect=10 + at, resolve=60 + at, severity=f"SEV{at % 3 + 1}", due=due, done=done),
        )
    for at in range(12):
        began = datetime(2026, at % 10 + 1, 5 + at // 10, 9, tzinfo=UTC)
        due = began.date() + timedelta(days=14)
        write(
            root,
            100 + at,
            began,
            document(began, detect=2, resolve=20 + at, service="payments", due=due, done=f"done {due}"),
        )
    odd = datetime(2026, 3, 20, 9, tzinfo=UTC)
    write(root, 200, odd, document(odd, kind="near-miss"))
    write(root, 201, odd + timedelta(days=1), document(odd + timedelta(days=1), status="draft"))
    write(root, 202, odd + timedelta(days=2), document(odd + timedelta(days=2), kind="retelling"))


def records(root: Path) -> list[Record]:
    config = Config(root=root)
    return [Record(read(file, config)) for file in documents_in(root / "postmortems", config)]
