"""The rule `invalid-field`."""

from __future__ import annotations

from collections.abc import Iterator

from hotwash.document import Postmortem, Problem
from hotwash.rules.base import ERROR, Context, rule
from hotwash.rules.frontmatter._schema import FIELDS, faults, overlaps, spoken_of


@rule("invalid-field", since="0.1", level=ERROR)
def invalid_field(postmortem: Postmortem, context: Context) -> Iterator[Problem]:
    """A field of the frontmatter whose value is of the wrong type or not one of those allowed.

    ## Why

    An incident of severity `High` is in no list of severities, and a time that is no time makes no duration.
    What the value was meant to say is lost to everybody but the reader of this one page.

    ## Examples

    ```yaml title="bad"
    severity: SEV9
    ```

    ```yaml title="bad"
    services: checkout, payments
    ```

    ```yaml title="bad"
    mitigated: 2026-11-03
    ```

    ```yaml title="bad"
    audience: everybody
    ```

    ```yaml title="good"
    severity: SEV1
    services: [checkout, payments]
    mitigated: 2026-11-03T10:58+01:00
    audience: public
    ```

    ## Options

    `severities` is the scale, the worst first; SEV1 to SEV4 by default.
    """
    frontmatter = postmortem.frontmatter
    if not frontmatter.readable:
        return
    broken = spoken_of(postmortem)
    for name, field in frontmatter.fields.items():
        if name in FIELDS and not field.value.empty:
            for fault in faults(name, field.value, frontmatter.times.get(name), context.config):
                if not overlaps(fault.span, broken):
                    yield Problem(fault.span, fault.message, help=fault.help)
