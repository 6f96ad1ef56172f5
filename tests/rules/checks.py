"""Short ways to ask one rule about a text."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from hotwash.checking import Checker, Finding, Options, fixes
from hotwash.config import Config
from hotwash.corpus import Corpus, Facts
from hotwash.document import parse

TODAY = date(2026, 11, 10)
PATH = "postmortems/2026/2026-11-03-checkout-certificate.md"

FRONT = {
    "title": "Checkout unavailable",
    "status": "published",
    "severity": "SEV2",
    "services": "[checkout, payments]",
    "started": "2026-11-03T09:12Z",
    "detected": "2026-11-03T09:20Z",
    "resolved": "2026-11-03T10:05Z",
    "reviewed": "2026-11-04T15:00Z",
    "authors": "[amara]",
}


def front(body: str = "", /, **changes: str | None) -> str:
    """A document with complete frontmatter, changed by field; None leaves a field out."""
    fields = {name: value for name, value in {**FRONT, **changes}.items() if value is not None}
    return "---\n" + "".join(f"{name}: {value}\n" for name, value in fields.items()) + "---\n" + body


def findings(
    rule: str,
    text: str,
    *,
    path: str = PATH,
    today: date = TODAY,
    config: Config | None = None,
    others: Mapping[str, str] | None = None,
    as_status: str | None = None,
) -> list[Finding]:
    """What one rule finds in a text; `others` are the texts of other documents of the tree, by path."""
    config = config or Config(root=Path("/nowhere"))
    checker = Checker(Options(config, today, as_status, select=frozenset((rule,))))
    known = [Facts.of(parse(other, at, config)) for at, other in (others or {}).items()]
    return list(checker.check_text(text, path, Corpus(config.root, known)))


def all_said(text: str, *, path: str = PATH, today: date = TODAY, config: Config | None = None) -> list[str]:
    """`line: rule: message` for each finding of all rules together."""
    checker = Checker(Options(config or Config(root=Path("/nowhere")), today))
    return [f"{each.start.line}: {each.rule}: {each.message}" for each in checker.check_text(text, path)]


def said(rule: str, text: str, **how: object) -> list[str]:
    """`line: message` for each finding."""
    return [f"{each.start.line}: {each.message}" for each in findings(rule, text, **how)]  # type: ignore[arg-type]


def marked(rule: str, text: str, **how: object) -> list[str]:
    """The text under each finding."""
    found = findings(rule, text, **how)  # type: ignore[arg-type]
    return [text[each.problem.span.start : each.problem.span.end] for each in found]


def helped(rule: str, text: str, **how: object) -> list[str]:
    """The help of each finding."""
    return [each.problem.help for each in findings(rule, text, **how)]  # type: ignore[arg-type]


def mended(rule: str, text: str, *, unsafe: bool = False, **how: object) -> str:
    """The text after all fixes of the rule."""
    result, _ = fixes.mend(text, lambda changed: findings(rule, changed, **how), unsafe)  # type: ignore[arg-type]
    return result
