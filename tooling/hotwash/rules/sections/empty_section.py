"""The rule `empty-section`."""

from __future__ import annotations

from collections.abc import Iterator

from hotwash.document import Postmortem, Problem, Section
from hotwash.document.patterns import pattern
from hotwash.document.sections import within
from hotwash.rules.base import ERROR, Context, rule
from hotwash.rules.sections._layout import REQUIRED, title_of

# What is left when there is nothing to read: marks of lists, quotes, tables, emphasis and breaks.
_MARKS_ONLY = pattern(r"(?:[\s>*_+|:=\-–—.]|\d{1,9}[.)](?=\s|\Z)|\[[ xX]\])*")


_BEGIN = {
    "timeline": "list what happened, one event a line, as `- 2026-11-03 09:12 — signal: the error-rate alert pages`",
    "impact": "say what users, revenue, SLA and data took, each with a figure, as `- Users: 4,120 checkouts failed (31%)`",
    "factors": "list what made it possible, five to seven conditions, as `- **F1**: The alert watched one host only.`",
    "went-well": "name what helped, as `- The alert fired before the first customer report.`; there is always something",
    "actions": "add a row for each gap, as `| A1 | Detect | Alert on ... | @owner | 2026-11-20 | open | F1 |` "
    "under `| ID | Type | Action | Owner | Due | Status | Addresses |`",
}
"""How a section begins: an empty one is filled by copying a line."""


_PLAIN_START = pattern(r"\s*(?:[-*] )?(?:\*\*)?[A-Za-z]")
"""How most sections begin: with a word, which is more than a comment, a heading or a mark."""


@rule("empty-section", since="0.1", level=ERROR)
def empty_section(postmortem: Postmortem, context: Context) -> Iterator[Problem]:
    """A required section that says nothing: it is empty, or holds only comments and headings.

    ## Why

    A heading without text looks like an answer in the table of contents. Guidance in comments is no content: it
    is what you would have answered to.

    ## Examples

    ```markdown title="bad"
    ## What went well
    ```

    ```markdown title="bad"
    ## What went well

    <!-- What helped: an alert, a rollback, somebody who knew? There is always something. -->
    ```

    ```markdown title="good"
    ## What went well

    - The error-rate alert fired eight minutes before the first customer report.
    ```
    """
    for section in postmortem.sections:
        if section.key in REQUIRED[postmortem.kind] and is_empty(postmortem, section):
            yield Problem(
                section.heading,
                f"the section {title_of(postmortem, section)} is empty",
                help=_BEGIN[section.key],
            )


def is_empty(postmortem: Postmortem, section: Section) -> bool:
    """Whether a section has nothing for a reader below its heading."""
    text, content = postmortem.text, section.content
    if _PLAIN_START.match(text, *content):
        return False
    silent = [comment.span for comment in within(postmortem.markup.comments, content)]
    silent += [heading.span for heading in within(postmortem.markup.headings, content)]
    at = content.start
    for span in sorted(silent):
        if not _MARKS_ONLY.fullmatch(text, at, max(span.start, at)):
            return False
        at = max(at, span.end)
    return bool(_MARKS_ONLY.fullmatch(text, at, max(content.end, at)))
