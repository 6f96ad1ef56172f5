"""Whatever a document holds, rules answer with findings inside it, and fixing ends."""

from __future__ import annotations

import itertools
from datetime import date
from pathlib import Path

from checks import PATH
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hotwash.checking import Checker, Options, fixes
from hotwash.config import Config
from hotwash.rules.base import ERROR

CHECKER = Checker(Options(Config(root=Path("/nowhere")), date(2026, 11, 10)))

PIECES = [
    "---\n", "title: Down: cert\n", "status: draft\n", "status: published\n", "severity: SEV2\n", "kind: near-miss\n",
    "audiance: internal\n", "started: 2026-11-03T09:12Z\n", "resolved: 2026-11-03T09:00\n", "reviewed: 2026-12-24T09:00Z\n",
    "services: [a, @b]\n", "aliases: [x]\n", "allow: {broken-link: x, missing-field.reviewed: y}\n", "title: &a [*a]\n",
    "## Summary\n", "# Timeline\n", "### Chronology\n", "Timeline\n=====\n", "## Impact\n", "## Root cause\n",
    "## Contributing factors\n", "## Things that went well\n", "## Action items\n", "## Notes\n", "\n", "\r\n", "\r", "\ufeff", "\0",
    "- 09:12 — signal: the alert fires.\n", "- 2026-11-03 24:00 UTC - result: it ends.\n", "- 14:??\n", "All times are UTC.\n",
    "- Users: 12 requests failed.\n", "- Data: not known, @amara by 2026-11-30\n", "- **F1**: A condition. #detection\n",
    "- A condition without an id. _Accepted by @amara until 2027-02-01:_ rare\n", "- Nothing.\n",
    "| ID | Type | Action | Owner | Due | Status | Addresses |\n| -- | -- | -- | -- | -- | -- | -- |\n",
    "| A1 | fix | TBD | team | 3 Nov 2026 | wip | F1, F9 |\n", "| A1 | Detct | Alert on it | @kenji | 2026-11-20 | | F1 |\n",
    "| | | Be more careful \\| now | | | |\n", "- **A2** Detect: Alert early. @kenji, 2026-11-20, open (F1)\n",
    "```\n", "~~~ mermaid\n", "<!-- hotwash: allow broken-link, person-named (why) -->\n", "<!-- hotwash: allow x -->", "<!-- ",
    " -->\n", "> quoted TODO\n", "TODO <your text> [insert here] {{ name }}\n", "[x](no.md#a) ![](y.png) [[no-such#A1]]\n",
    "Kenji Tanaka should have checked; it was human error, some users say.\n", "🔥 証明書 ", "\ud800", "<div>\n", "    code\n", "\t",
]  # fmt: skip

texts = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=6)), max_size=40).map("".join)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(texts)
def test_findings_lie_inside_the_text(text: str) -> None:
    for finding in CHECKER.check_text(text, PATH):
        problem = finding.problem
        assert 0 <= problem.span.start <= problem.span.end <= len(text), finding.rule
        assert all(0 <= span.start <= span.end <= len(text) for span, _ in problem.related)
        edits = problem.fix.edits if problem.fix else ()
        assert all(0 <= edit.span.start <= edit.span.end <= len(text) for edit in edits), finding.rule
        assert all(one.span.end <= other.span.start for one, other in itertools.pairwise(edits)), finding.rule
        assert finding.start.line >= 1


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(texts, st.booleans())
def test_mending_all_in_one_go_ends_and_makes_no_document_worse(text: str, unsafe: bool) -> None:
    def check(candidate: str) -> tuple[object, ...]:
        return CHECKER.check_text(candidate, PATH)

    once, _ = fixes.mend(text, check, unsafe)  # type: ignore[arg-type]
    twice, _ = fixes.mend(once, check, unsafe)  # type: ignore[arg-type]

    def errors(candidate: str) -> int:
        # Which fields are missing can be told only of a document that has a frontmatter.
        found = CHECKER.check_text(candidate, PATH)
        return sum(each.level is ERROR and each.rule != "missing-field" for each in found)

    assert twice == once
    assert errors(once) <= errors(text)
