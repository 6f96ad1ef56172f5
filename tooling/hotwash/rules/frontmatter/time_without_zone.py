"""The rule `time-without-zone`."""

from __future__ import annotations

from collections.abc import Iterator

from hotwash.document import Postmortem, Problem
from hotwash.rules.base import ERROR, Context, rule
from hotwash.rules.frontmatter._schema import lacks_zone, overlaps, spoken_of


@rule("time-without-zone", since="0.1", level=ERROR)
def time_without_zone(postmortem: Postmortem, context: Context) -> Iterator[Problem]:
    """A timestamp of the frontmatter that does not say its time zone.

    ## Why

    Alerts speak UTC, people speak local time, and the two meet in a post-mortem. Without a zone, the time to
    detect is wrong by hours, and nobody can tell afterwards.

    ## Examples

    ```yaml title="bad"
    detected: 2026-11-03T09:20
    ```

    ```yaml title="good"
    detected: 2026-11-03T09:20Z
    ```

    ```yaml title="good"
    detected: 2026-11-03T10:20+01:00
    ```

    ## Source

    RFC 3339, section 4.4, "Unqualified local time": <https://www.rfc-editor.org/rfc/rfc3339#section-4.4>.
    """
    if not postmortem.frontmatter.readable:
        return
    broken = spoken_of(postmortem)
    for name, stamp in postmortem.frontmatter.times.items():
        if lacks_zone(stamp) and not overlaps(stamp.span, broken):
            unknown = stamp.note.startswith("the zone ")
            yield Problem(
                stamp.span,
                f"{name}: {stamp.note}" if unknown else f"{name} does not say its time zone",
                help="add an offset, as `2026-11-03T09:20Z` or `2026-11-03T10:20+01:00`",
            )
