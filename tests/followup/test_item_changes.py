"""A change touches the row or line of its item, and nothing else that the file holds or says."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from generated import CLEAN, OWNERS, REASONS, TODAY, document

from hotwash.checking import Checker, Options
from hotwash.config import Config
from hotwash.corpus import DocumentFile
from hotwash.corpus.files import parse_as
from hotwash.document import ActionItem, Postmortem
from hotwash.followup.changes import Change, changed, done_on, dropped
from hotwash.followup.register import FollowUpError, Target

PATH = "postmortems/2026/2026-11-03-checkout-certificate.md"
FILE = DocumentFile(PATH, Path("/kb") / PATH, Path("/kb/postmortems"))
CONFIG = Config(root=Path("/kb"))
CHECKER = Checker(Options(CONFIG, TODAY))
LINES = re.compile(r"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+\Z")


def read(text: str) -> Postmortem:
    return parse_as(FILE, text, CONFIG)


def change(text: str, name: str, field: str, value: str) -> str:
    """The text after one change of the item with that id."""
    postmortem = read(text)
    at = next(at for at, item in enumerate(postmortem.actions) if item.id and item.id.text == name)
    done = changed([Change(Target(FILE, postmortem, at), field, value)], CONFIG)
    return done[0].text if done else text


def said(postmortem: Postmortem) -> tuple[Any, ...]:
    """All that a document says besides its action items, places aside."""
    return (
        postmortem.text.partition("## Summary")[0],
        [(section.key, section.title.text, section.level, section.synonym) for section in postmortem.sections],
        [(entry.text.text, entry.time and entry.time.instant, entry.kind_name) for entry in postmortem.timeline],
        [(each.text.text, each.dimension) for each in postmortem.impact],
        [(each.text.text, each.id and each.id.text, [theme.text for theme in each.themes]) for each in postmortem.factors],
        [each.text for each in postmortem.went_well],
        [(each.target, each.fragment) for each in postmortem.references],
        [(each.rule.text, each.reason) for each in postmortem.suppressions],
    )  # fmt: skip


def values(item: ActionItem) -> dict[str, Any]:
    """What an item says, by field."""
    found = {
        name: value.text if (value := getattr(item, name)) else None
        for name in ("id", "type", "owner", "due", "status", "tracker")
    }
    return {**found, "action": item.action.text, "addresses": [each.text for each in item.addresses]}


def findings(text: str) -> list[str]:
    """What the checker says of a document."""
    postmortem = read(text)
    found = CHECKER.check_document(postmortem)
    return [f"{each.rule}: {each.problem.message}" for each in found]


def some_value(random: Random, field: str) -> str:
    if field == "owner":
        return random.choice(OWNERS)
    if field == "due":
        return (TODAY + timedelta(days=random.randint(0, 400))).isoformat()
    return random.choice((done_on(date(2026, 11, 9)), dropped(random.choice(REASONS)), done_on(TODAY)))


def test_a_thousand_changes_leave_every_other_line_and_field_alone_and_every_document_clean() -> None:
    random = Random(20261124)  # noqa: S311 - documents, not secrets
    made = 0
    while made < 1000:
        text = document(random)
        assert findings(text) == [], text
        for _ in range(10):
            before = read(text)
            at = random.randrange(len(before.actions))
            # The last item answers every factor; were it dropped, the checker would rightly miss an answer.
            field = random.choice(("status", "owner", "due") if at < len(before.actions) - 1 else ("owner", "due"))
            value = some_value(random, field)
            done = changed([Change(Target(FILE, before, at), field, value)], CONFIG)
            after_text = done[0].text if done else text
            after = read(after_text)

            old, new = LINES.findall(text), LINES.findall(after_text)
            number = before.source.position(before.actions[at].span.start).line - 1
            assert len(old) == len(new)
            assert [line for line in range(len(old)) if old[line] != new[line]] in ([], [number])
            assert re.search(r"[\r\n]*\Z", old[number])[0] == re.search(r"[\r\n]*\Z", new[number])[0]  # type: ignore[index]

            assert said(after) == said(before)
            assert len(after.actions) == len(before.actions)
            for place, (one, other) in enumerate(zip(before.actions, after.actions, strict=True)):
                expected = values(one)
                if place == at:
                    expected[field] = value.replace("|", r"\|") if one.row else value
                assert values(other) == expected
            assert findings(after_text) == [], after_text
            text = after_text
            made += 1


ROW = (
    "| A2 | Detect | Alert 30 days before any certificate in the fleet expires | @kenji | 2026-11-20 | open | F1, F3 |"
)


def table(row: str, head: str = "| ID | Type | Action | Owner | Due | Status | Addresses |") -> str:
    front, _, _ = CLEAN.partition("## Action items\n")
    return f"{front}## Action items\n\n{head}\n{'|--' * (head.count('|') - 1)}|\n{row}\n"


def last(text: str) -> str:
    return text.rstrip("\n").rpartition("\n")[2]


@pytest.mark.parametrize(
    ("row", "field", "value", "expected"),
    [
        ("| A2 | Fix | Do | @k | 2026-11-20 | | F1 |", "status", "done 2026-11-21", "| A2 | Fix | Do | @k | 2026-11-20 | done 2026-11-21 | F1 |"),
        ("| A2 | Fix | Do | @k | 2026-11-20 || F1 |", "status", "done 2026-11-21", "| A2 | Fix | Do | @k | 2026-11-20 | done 2026-11-21 | F1 |"),
        ("| A2 | Fix | Do | - | | open | F1 |", "owner", "@amara", "| A2 | Fix | Do | @amara | | open | F1 |"),
        ("| A2 | Fix | Do | [@k](https://x/k) | | open | F1 |", "owner", "@amara", "| A2 | Fix | Do | @amara | | open | F1 |"),
        ("| A2 | Fix | Do | **@k** | | open | F1 |", "owner", "@amara", "| A2 | Fix | Do | **@amara** | | open | F1 |"),
        ("| A2 | Fix | Do | @k | <!-- ask --> | open | F1 |", "due", "2027-01-01", "| A2 | Fix | Do | @k | 2027-01-01 <!-- ask --> | open | F1 |"),
        ("| A2 | Fix | a\\|b | @k | | open | F1 |", "status", "dropped: c|d", "| A2 | Fix | a\\|b | @k | | dropped: c\\|d | F1 |"),
    ],
)  # fmt: skip
def test_a_cell_of_a_row(row: str, field: str, value: str, expected: str) -> None:
    assert last(change(table(row), "A2", field, value)) == expected


@pytest.mark.parametrize(
    ("item", "field", "value", "expected"),
    [
        ("- **A2** Fix: Do it. @k, 2026-11-20, open (F1)", "status", "done 2026-11-21", "- **A2** Fix: Do it. @k, 2026-11-20, done 2026-11-21 (F1)"),
        ("- **A2** Fix: Do it. @k, 2026-11-20 (F1)", "status", "done 2026-11-21", "- **A2** Fix: Do it. @k, 2026-11-20, done 2026-11-21 (F1)"),
        ("- **A2** Fix: Do it. @k", "due", "2026-12-01", "- **A2** Fix: Do it. @k, 2026-12-01"),
        ("- **A2** Fix: Do it. @k, open", "due", "2026-12-01", "- **A2** Fix: Do it. @k, 2026-12-01, open"),
        ("- **A2** Fix: Do it. 2026-12-01, open", "owner", "@k", "- **A2** Fix: Do it. @k, 2026-12-01, open"),
        ("- **A2** Fix: Do it.", "owner", "@k", "- **A2** Fix: Do it. @k"),
        ("- **A2** Fix: Do it (F1)", "owner", "@k", "- **A2** Fix: Do it. @k (F1)"),
        ("- **A2** Fix: Do it", "status", "done 2026-11-21", "- **A2** Fix: Do it. done 2026-11-21"),
        ("- [ ] **A2** Fix: Do it. @k, 2026-11-20", "status", "done 2026-11-21", "- [x] **A2** Fix: Do it. @k, 2026-11-20, done 2026-11-21"),
        ("- [x] **A2** Fix: Do it. @k, 2026-11-20", "status", "dropped: no use", "- [ ] **A2** Fix: Do it. @k, 2026-11-20, dropped: no use"),
        ("- **A2** Fix: Do it. @k, 2026-11-20, open <!-- ask -->", "status", "done 2026-11-21", "- **A2** Fix: Do it. @k, 2026-11-20, done 2026-11-21 <!-- ask -->"),
    ],
)  # fmt: skip
def test_a_part_of_a_list_item(item: str, field: str, value: str, expected: str) -> None:
    front, _, _ = CLEAN.partition("## Action items\n")
    assert last(change(f"{front}## Action items\n\n{item}\n", "A2", field, value)) == expected


@pytest.mark.parametrize(
    ("row", "head", "why"),
    [
        ("| A2 | Fix | Do | @k | 2026-11-20 |", None, "the row of A2 has no cell for *Status*"),
        ("| A2 | Fix | a|b | @k | 2026-11-20 | open | F1 |", None, "the row of A2 has more cells than the table's head"),
        ("| A2 | Fix | Do | @k | 2026-11-20 |", "| ID | Type | Action | Owner | Due |", "the table has no column *Status*"),
    ],
)  # fmt: skip
def test_a_row_that_is_broken_is_said_in_a_line(row: str, head: str | None, why: str) -> None:
    text = table(row, head) if head else table(row)
    with pytest.raises(FollowUpError) as error:
        change(text, "A2", "status", "done 2026-11-21")
    (line,) = error.value.lines
    assert line.startswith(f"{PATH}:")
    assert why in line


@pytest.mark.parametrize(
    "why", ["<!-- x", "`half | open", "* x *", "a, b. c (F1)", "see [[2026-11-03-checkout-certificate#A1]]"]
)
@pytest.mark.parametrize(
    "text", [table(ROW), CLEAN.partition("| ID | Type")[0] + "- **A2** Detect: Do it. @kenji, 2026-11-20, open (F1)\n"]
)
def test_a_reason_may_hold_what_markdown_reads(text: str, why: str) -> None:
    (item,) = read(change(text, "A2", "status", dropped(why))).actions
    assert item.state == "dropped"
    assert item.drop_reason.replace(r"\|", "|").strip(" *") == why.strip(" *")


def test_a_reason_that_would_not_be_read_back_is_refused() -> None:
    text = CLEAN.partition("| ID | Type")[0] + "- **A2** Detect: Do it. @kenji, 2026-11-20, open\n"
    with pytest.raises(FollowUpError, match="cannot be changed safely"):
        change(text, "A2", "status", dropped("as in the review (F1)"))
