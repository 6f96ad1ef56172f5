"""The rule `missing-section`."""

from __future__ import annotations

from collections.abc import Iterator

from hotwash.config import Config
from hotwash.document import Edit, Fix, Postmortem, Problem, Section, Span
from hotwash.rules.base import ERROR, Context, rule
from hotwash.rules.sections._layout import REQUIRED, body_end, chapter_end, is_open, line_start, newline
from hotwash.rules.sections._meant import meant

_ASKS = {
    "timeline": "What happened when? One line an event: time, kind (change, signal, action, result), fact.",
    "impact": "Users, revenue, SLA, data: a figure for each, or that it was unaffected.",
    "factors": "Which conditions made it possible? Five to seven, with ids: F1, F2 and so on.",
    "went-well": "What helped: an alert, a rollback, somebody who knew? There is always something.",
    "actions": "What changes? One owner, one day and one type (Fix, Prevent, Detect, Respond) each.",
}


@rule("missing-section", since="0.1", level=ERROR, fix="safe")
def missing_section(postmortem: Postmortem, context: Context) -> Iterator[Problem]:
    """A required section is absent.

    ## Why

    The sections are the questions of the review. The one that was left out is the one that nobody asked: without
    *What went well* a team forgets what saved it, without *Action items* it meets again over the same incident.

    A near miss needs *Contributing factors*, *What went well* and *Action items*. A retelling needs *Timeline*,
    *Impact* and *Contributing factors*.

    ## Examples

    ```markdown title="bad"
    ---
    title: The load balancer's primary region was retired by mistake
    kind: retelling
    status: published
    severity: SEV2
    services: [api]
    started: 2026-11-03T09:12Z
    resolved: 2026-11-03T10:05Z
    authors: [amara]
    source: https://example.com/incidents/primary-region
    ---

    ## Timeline

    - 2026-11-03 09:12 — change: a clean-up job retires the primary region.
    - 09:20 — signal: customers report errors.
    - 10:05 — result: the region is back.

    ## Contributing factors

    - **F1**: The job knew regions by number, and the numbers had been given anew.
    - **F2**: Nothing asked whether a region still had traffic.
    - **F3**: The region could be retired in one step.
    - **F4**: No alert watched the traffic of a single region.
    - **F5**: The way back was written down for a single host only.
    ```

    ```markdown title="fixed"
    ---
    title: The load balancer's primary region was retired by mistake
    kind: retelling
    status: published
    severity: SEV2
    services: [api]
    started: 2026-11-03T09:12Z
    resolved: 2026-11-03T10:05Z
    authors: [amara]
    source: https://example.com/incidents/primary-region
    ---

    ## Timeline

    - 2026-11-03 09:12 — change: a clean-up job retires the primary region.
    - 09:20 — signal: customers report errors.
    - 10:05 — result: the region is back.

    ## Impact

    <!-- Users, revenue, SLA, data: a figure for each, or that it was unaffected. -->

    ## Contributing factors

    - **F1**: The job knew regions by number, and the numbers had been given anew.
    - **F2**: Nothing asked whether a region still had traffic.
    - **F3**: The region could be retired in one step.
    - **F4**: No alert watched the traffic of a single region.
    - **F5**: The way back was written down for a single host only.
    ```

    ```markdown title="good"
    ## Impact

    - Users: 4,120 checkouts failed (31% of attempts) in 46 minutes.
    - Revenue: about 61,000 EUR in orders delayed; 70% were retried the same day.
    - SLA: 53 minutes of disturbance; the monthly budget of checkout is 43.
    - Data: none lost; no charge without an order.
    ```

    ## Options

    `sections` gives a section another title, or further synonyms.

    ## Fix

    Inserts the heading where the section belongs, with a comment that says what it asks for. It is then an empty
    section, for you to fill. Where a heading names the section but for an emoji or a missing blank (`##Impact`), it
    renames that one; one with a typo only on request, for it may be another word.
    """
    there = {section.key for section in postmortem.sections}
    for key in REQUIRED[postmortem.kind]:
        if key in there:
            continue
        title = context.config.sections.titles[key]
        before = _before(postmortem, key, context.config)
        span = before.heading if before else postmortem.source.line(1).span
        slip = meant(postmortem, key, context.config)
        if slip:
            line = postmortem.source.position(slip.span.start).line
            yield Problem(
                span,
                f"the section {title} is missing",
                help=f"did you mean `## {title}` by `{slip.text}` on line {line}?",
                related=((slip.span, "this one?"),),
                fix=slip.fix,
            )
            continue
        fix = _insertion(postmortem, key, before, context.config)
        yield Problem(span, f"the section {title} is missing", help=f"add `## {title}`: {_lower(_ASKS[key])}", fix=fix)


def _before(postmortem: Postmortem, key: str, config: Config) -> Section | None:
    """The section behind which that one goes: the last one present of those that come before it."""
    order = list(config.sections.titles)
    earlier = order[: order.index(key)]
    for name in reversed(earlier):
        found = postmortem.section(name)
        if found:
            return found
    return None


def _insertion(postmortem: Postmortem, key: str, before: Section | None, config: Config) -> Fix | None:
    text = postmortem.text
    line = newline(text)
    block = f"## {config.sections.titles[key]}{line}{line}<!-- {_ASKS[key]} -->{line}"
    if before:
        at = chapter_end(postmortem, before)
    else:
        order = list(config.sections.titles)
        later = [section for section in postmortem.sections if section.key in order[order.index(key) :]]
        at = later[0].heading.start if later else len(text)
    if at < len(text):
        at = line_start(text, at)
        gap = "" if _blank_before(text, at) else line
        return Fix(f"insert the section {config.sections.titles[key]}", (Edit(Span(at, at), f"{gap}{block}{line}"),))
    if is_open(postmortem, at):
        return None
    end = body_end(text, Span(0, at))
    gap = f"{line}{line}" if end else ""
    return Fix(f"add the section {config.sections.titles[key]}", (Edit(Span(end, at), f"{gap}{block}"),))


def _blank_before(text: str, at: int) -> bool:
    """Whether a blank line, or nothing, stands in front of `at`, the start of a line."""
    lines = text[:at].removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return not lines or lines.endswith("\n\n")


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:].rstrip(".")
