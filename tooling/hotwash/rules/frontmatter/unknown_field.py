"""The rule `unknown-field`."""

from __future__ import annotations

from collections.abc import Iterator

from hotwash.document import Edit, Fix, Postmortem, Problem
from hotwash.document.times import read_timestamp
from hotwash.rules.base import WARNING, Context, rule
from hotwash.rules.frontmatter._schema import FIELDS, TIMES, faults, overlaps, spoken_of
from hotwash.rules.suggest import nearest

# Nearer than for a mere suggestion: a team's own `reviewers` is not a misspelt `reviewed`.
_SURE = 0.84


@rule("unknown-field", since="0.1", level=WARNING, fix="safe")
def unknown_field(postmortem: Postmortem, context: Context) -> Iterator[Problem]:
    """A field of the frontmatter that the format does not have.

    ## Why

    A misspelt field is silently no field: `audiance: restricted` restricts nothing. The names are few, so a
    typo can be told from an intention.

    ## Examples

    ```yaml title="bad"
    audiance: internal
    ```

    ```yaml title="fixed"
    audience: internal
    ```

    ```yaml title="bad"
    weather: rain in the whole region
    ```

    ```yaml title="good"
    audience: internal
    ```

    ## Options

    A team that keeps fields of its own switches the rule off: `rules = {unknown-field = "off"}`.

    ## Fix

    Renames the field where one known name is very near, is not there already, and may hold the value.
    """
    frontmatter = postmortem.frontmatter
    if not frontmatter.readable:
        return
    taken = set(frontmatter.fields)
    broken = spoken_of(postmortem)
    for name, field in frontmatter.fields.items():
        if name in FIELDS or overlaps(field.key.span, broken):
            continue
        near = nearest(name, FIELDS)
        fix = None
        if near and near not in taken and near == nearest(name, FIELDS, _SURE) and field.key.text == name:
            stamp = None
            if near in TIMES:
                inner = field.value.inner
                stamp = read_timestamp(postmortem.text[inner.start : inner.end], inner)
            if field.value.empty or not any(faults(near, field.value, stamp, context.config)):
                taken.add(near)
                fix = Fix(f"rename it to `{near}`", (Edit(field.key.span, near),))
        yield Problem(
            field.key.span,
            f"there is no field {name}",
            help=f"did you mean `{near}`?" if near else "leave it out, or say it in the text",
            fix=fix,
        )
