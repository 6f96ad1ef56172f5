"""What a check finds today: as a baseline that lets it pass, and as the price of a stricter profile."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from typing import NamedTuple

from hotwash.checking import Finding, baseline
from hotwash.checking.run import Request, Run, run
from hotwash.config import Config
from hotwash.config.model import PROFILES
from hotwash.document import Position
from hotwash.rules.base import ERROR


class Known(NamedTuple):
    """A baseline of the documents as they are."""

    text: str
    findings: int
    documents: int


def known(config: Config, today: date) -> Known:
    """The findings of the tree in a configuration, as the text of a baseline."""
    done = _run(config, today)
    found = done.result.findings
    return Known(baseline.write(found, done.source), len(found), len({finding.path for finding in found}))


class Price(NamedTuple):
    """What another profile would ask for, compared with the present one."""

    documents: int
    """How many there are."""
    new: tuple[Finding, ...]
    """The errors that the present profile does not have, in order."""
    gone: int
    """How many errors it would not have any more."""
    held: int
    """How many of the new ones the baseline knows, which are not in `new`."""
    drafts: int
    """How many documents are drafts, of which a profile asks nothing yet."""

    @property
    def by_rule(self) -> list[tuple[str, int, int]]:
        """Rule, its errors, the documents that have them; the most frequent first."""
        rules = Counter(finding.rule for finding in self.new)
        places = {rule: len({each.path for each in self.new if each.rule == rule}) for rule in rules}
        return [(rule, rules[rule], places[rule]) for rule in sorted(rules, key=lambda rule: (-rules[rule], rule))]

    @property
    def by_document(self) -> list[tuple[str, int]]:
        """Path and its errors, the most first."""
        paths = Counter(finding.path for finding in self.new)
        return sorted(paths.items(), key=lambda each: (-each[1], each[0]))


def price(config: Config, profile: str, today: date, as_status: str | None = None) -> Price:
    """What a profile would cost, with documents judged by another status if one is given. Raises `baseline.BaselineError` when the configured baseline cannot be read."""
    there = _errors(_run(config, today, as_status))
    done = _run(config._replace(profile=profile), today, as_status)
    wanted = _errors(done)
    new = [finding for key, finding in wanted.items() if key not in there]
    held = 0
    if config.baseline is not None:
        entries = baseline.read(config.root / config.baseline)
        unknown = {
            _key(each) for each in baseline.match(done.result.findings, entries, done.source, done.documents).new
        }
        left = [finding for finding in new if _key(finding) in unknown]
        held, new = len(new) - len(left), left
    drafts = sum(1 for document, own in done.documents.values() if _is_draft(done.text(document, own)[0]))
    return Price(len(done.documents), tuple(new), len(there.keys() - wanted.keys()), held, drafts)


def following(profile: str) -> str | None:
    """The next stricter profile; None behind the strictest."""
    at = PROFILES.index(profile) + 1
    return PROFILES[at] if at < len(PROFILES) else None


def _run(config: Config, today: date, as_status: str | None = None) -> Run:
    tree = config.root / config.documents
    return run(Request([tree], lambda path: config, lambda config: today, as_status, cache=False))


_Key = tuple[str, str, Position, str]


def _key(finding: Finding) -> _Key:
    return (finding.path, finding.rule, finding.start, finding.message)


def _errors(done: Run) -> dict[_Key, Finding]:
    return {_key(each): each for each in done.result.findings if each.level is ERROR}


def _is_draft(text: str) -> bool:
    return re.search(r"^status:\s*[\"']?draft\b", text.partition("\n---")[0], re.MULTILINE) is not None
