"""The rule `missing-field`."""

from __future__ import annotations

from collections.abc import Iterator

from hotwash.document import Postmortem, Problem
from hotwash.rules.base import ERROR, Context, rule

_HELPS = {
    "title": "say in one line what broke and why, as `title: Checkout unavailable after the certificate expired`",
    "status": "add `status: draft`",
    "services": "name what was affected, as `services: [checkout, payments]`",
    "started": "say when the harm began, as `started: 2026-11-03T09:12Z`",
    "detected": "say when somebody or something first noticed, as `detected: 2026-11-03T09:20Z`",
    "resolved": "say when all was back to normal, as `resolved: 2026-11-03T10:05Z`",
    "authors": "say who wrote this, as `authors: [amara]`",
    "source": "name what is retold, as `source: https://example.com/the-incident`",
    "reviewed": "say when the post-mortem was held, as `reviewed: 2026-11-04T15:00Z`",
}
REQUIRED = {
    "incident": ("title", "status", "severity", "services", "started", "detected", "resolved", "authors"),
    "near-miss": ("title", "status", "services", "detected", "authors"),
    # Many sources do not say when something was noticed or when all was back to normal; others held the review.
    "retelling": ("title", "status", "severity", "services", "started", "authors", "source"),
}


@rule("missing-field", since="0.1", level=ERROR)
def missing_field(postmortem: Postmortem, context: Context) -> Iterator[Problem]:
    """A required field of the frontmatter is absent or empty.

    ## Why

    Time to detect and time to resolve, the list of a service's incidents and the search by severity all come
    from these fields. A field that is missing in one document makes the figures of all of them wrong.

    A near miss needs less: title, status, services, detected and authors. A retelling needs its source, and no
    time but `started`: what its source does not give is not asked for.

    ## Examples

    ```yaml title="bad"
    # no authors
    ```

    ```yaml title="bad"
    severity:
    ```

    A post-mortem that is published has been held:

    ```yaml title="bad"
    status: published
    # no reviewed
    ```

    ```yaml title="good"
    status: review
    # no reviewed
    # no mitigated
    ```

    ## Options

    `allow: {missing-field.reviewed: "held before we kept records"}` in the frontmatter allows one field to be
    absent.
    """
    frontmatter = postmortem.frontmatter
    if not frontmatter.readable:
        return
    required = REQUIRED[postmortem.kind]
    if (
        postmortem.kind == "incident"
        and postmortem.status == "published"
        and (postmortem.as_status or frontmatter.get("status"))
    ):
        required = (*required, "reviewed")
    for name in required:
        if frontmatter.get(name) is None:
            help_ = _HELPS.get(name) or f"add `severity: {context.config.severities[0]}`, or what it was"
            written = frontmatter.fields.get(name)
            yield Problem(
                written.key.span if written else frontmatter.closing,
                f"{name} is empty" if written else f"{name} is missing",
                help=help_,
                part=name,
            )
