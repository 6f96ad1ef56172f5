"""Documents for the tests of the parser."""

from __future__ import annotations

from hotwash.document import Postmortem, parse

FRONT = """\
---
title: Checkout unavailable
status: published
severity: SEV2
services: [checkout]
started: 2026-11-03T09:12Z
detected: 2026-11-03T09:20Z
resolved: 2026-11-03T10:05Z
reviewed: 2026-11-04T15:00Z
authors: [amara]
---
"""


def document(body: str, front: str = FRONT) -> Postmortem:
    """A document with complete frontmatter and this body."""
    return parse(front + body, "postmortems/2026/2026-11-03-checkout.md")


def timeline(body: str, front: str = FRONT) -> list[str]:
    """The entries of a timeline, one line each: time, kind, text."""
    entries = document(f"\n## Timeline\n\n{body}", front).timeline
    return [" ".join(filter(None, (_when(each), each.kind_name, each.text.text))) for each in entries]


def _when(entry: object) -> str:
    time = entry.time  # type: ignore[attr-defined]
    if time is None:
        return "no time"
    if time.instant is None:
        return "unknown" if time.unknown else f"unresolved ({time.note})"
    return ("~" if time.approximate else "") + time.instant.strftime("%Y-%m-%dT%H:%M:%S%z").replace(":00+", "+")
