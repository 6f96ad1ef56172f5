"""Sixty documents of every kind, with names that nobody should have to reckon with."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

LONG = {
    "arabic": "تعذر الدفع بعد انتهاء صلاحية الشهادة في بوابة الدفع " * 6,
    "japanese": "決済ゲートウェイの証明書の期限が切れたため注文ができなくなった" * 9,
    "emoji": "🔥🚒 checkout burning 🧯 " * 13,
}
NUMBER = 60
POISON = "<img src=x onerror=alert(1)></script>"
THEMES = ("detection", "change", "capacity")
OWNERS = ("@amara", "@Kenji", "@kenji", "@ops/web", "@ops-web", "@index", "../x", "名無し <b>", "@con")


def write_many(root: Path) -> Path:
    """The knowledge base under `root`; the result is its `mkdocs.yml`."""
    for at in range(NUMBER):
        day = date(2026, 11, 20) - timedelta(days=at * 20)
        file = root / "postmortems" / str(day.year) / f"{day}-incident-{at:02}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(document(at, day), "utf-8")
    config = root / "mkdocs.yml"
    config.write_text(
        "site_name: Larkmere\nsite_url: https://kb.example/team/\ndocs_dir: postmortems\ntheme:\n  name: material\n"
        "plugins:\n  - hotwash:\n      today: 2026-11-24\n",
        "utf-8",
    )
    return config


def name(at: int) -> str:
    """The id of a document by its place."""
    return f"{date(2026, 11, 20) - timedelta(days=at * 20)}-incident-{at:02}"


def document(at: int, day: date) -> str:
    """One document. Every fifth is a near miss; the last ones carry the odd names."""
    title = f"Incident {at:02} of the {'queue' if at % 2 else 'gateway'}"
    if at >= NUMBER - 3:
        title = list(LONG.values())[NUMBER - 1 - at].strip()
    near = at % 5 == 4
    status = "draft" if at == 1 else "review" if at == 2 else "published"
    service = "../x" if at == 3 else ("payments" if at % 3 else "checkout")
    tag = "Certificates" if at % 2 else "certificates"
    tag += f", '{POISON}'" if at == 12 else ""
    recurs = f"recurs: [{name(7)}]\n" if at == 0 else ""
    kind = "kind: near-miss\n" if near else f"severity: SEV{at % 4 + 1}\nstarted: {day}T09:00Z\n"
    minutes = 10 + at * 7 % 50
    done = "open" if at % 4 == 0 else "in progress" if at == 6 else "dropped: no use" if at == 9 else f"done {day}"
    due = "2099-12-31" if at == 8 else str(day + timedelta(days=30))
    owner = OWNERS[at % len(OWNERS)]
    answered = "F1" if at != 5 else ""
    accepted = " _Accepted by @ops/web until 2026-11-01:_ it is cheap." if at == 10 else ""
    return f"""---
title: {title}
{kind}status: {status}
services: [{service!r}]
signals: [QueueAge{at % 3}]
detected: {day}T09:05Z
{"" if near else f"resolved: {day}T09:{minutes:02}Z"}
authors: [amara]
tags: [{tag}]
{recurs}---

## Summary

The word zebra{at:02} stands here only, and so does 証明書の期限.

## Timeline

- {day} 09:05 — signal: QueueAge{at % 3} fires.
- 09:08 — action: consumers are scaled from {at} to {at + 8}.

## Contributing factors

- **F1**: The queue of the orders had no limit of its own until winter. #{THEMES[at % 3]}{accepted}

## What went well

- The morning check caught it early.

## Action items

| ID | Type | Action | Owner | Due | Status | Addresses |
| -- | -- | -- | -- | -- | -- | -- |
| A1 | {"Detect" if at % 2 else "Prevent"} | Give `queue.{at}` a limit & an alert < 5 | {owner} | {due} | {done} | {answered} |
"""
