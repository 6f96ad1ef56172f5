"""Sections, impact, factors, action items: what stands where, in whatever form it is written."""

from __future__ import annotations

import pytest
from texts import FRONT, document

from hotwash.config import Config, SectionNames
from hotwash.document import Span, parse


def sections(body: str) -> list[tuple[str | None, str, int, bool]]:
    return [(each.key, each.title.text, each.level, each.synonym) for each in document("\n" + body).sections]


@pytest.mark.parametrize(
    ("heading", "key", "synonym"),
    [
        ("## Timeline", "timeline", False),
        ("## TIMELINE ##", "timeline", False),
        ("## **Timeline**", "timeline", False),
        ("## `Timeline`", "timeline", False),
        ("## Timeline {#when .x}", "timeline", False),
        ("## Timeline:", "timeline", False),
        ("## 3. Timeline", "timeline", False),
        ("Timeline\n--------", "timeline", False),
        ("Timeline\n========", "timeline", False),
        ("# Timeline", "timeline", False),
        ("### Timeline", "timeline", False),
        ("## [Timeline](#when)", "timeline", False),
        ("## [**Timeline**][when]", "timeline", False),
        ("## Chronology", "timeline", True),
        ("## Severity & impact", "impact", True),
        ("## What went  wrong?", "factors", True),
        ("## Things that went well", "went-well", True),
        ("## Follow-up", "actions", True),
        ("## Timeline <!-- all of it -->", "timeline", False),
        ("## Background", None, False),
        ("## ", None, False),
    ],
)
def test_a_heading_is_recognised(heading: str, key: str | None, synonym: bool) -> None:
    (section,) = document(f"\n{heading}\n\nText.\n").sections or (None,)
    assert section is not None
    assert (section.key, section.synonym) == (key, synonym)


def test_what_looks_like_a_heading_and_is_none() -> None:
    body = "```text\n## Timeline\n```\n\n<!--\n## Impact\n-->\n\n> ## Factors\n\n- ## Item\n\n    ## Code\n\n#Tight\n"
    assert sections(body) == []


def test_a_deeper_heading_is_a_section_only_where_there_is_no_proper_one() -> None:
    body = "## Lessons\n\n### What went well\n\n- a\n\n### Luck\n\n- b\n\n## Timeline\n\n### Impact\n\n- c\n\n## Impact\n\n- d\n"
    postmortem = document("\n" + body)
    assert [each.text for each in postmortem.went_well] == ["a"]
    assert [each.text.text for each in postmortem.impact] == ["d"]


def test_team_names_for_sections() -> None:
    names = SectionNames(
        {**SectionNames().titles, "actions": "Follow-ups"}, {**SectionNames().synonyms, "impact": ("Damage",)}
    )
    postmortem = parse(
        FRONT + "\n## Damage\n\n- Users: 3\n\n## Follow-ups\n\n- do it\n\n", "x.md", Config(sections=names)
    )
    assert [(each.key, each.synonym) for each in postmortem.sections] == [("impact", True), ("actions", False)]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("- Users: 4 failed\n- **Revenue**: none\n- SLA — 3 minutes\n", [("users", "4 failed"), ("revenue", "none"), (None, "SLA — 3 minutes")]),
        ("| What | How much |\n|--|--|\n| **Customers** | 12 |\n| Data loss | none |\n", [("users", "12"), ("data", "none")]),
        ("Users: 4 failed.\n\nNothing else.\n", [("users", "4 failed."), (None, "Nothing else.")]),
        ("- Users:\n  - 4 in the EU\n", [("users", "- 4 in the EU")]),
        ("- Partners: 2\n", [(None, "2")]),
        ("> Users: 4\n", []),
    ],
)  # fmt: skip
def test_impact(body: str, expected: list[tuple[str | None, str]]) -> None:
    found = document(f"\n## Impact\n\n{body}").impact
    assert [(each.dimension, each.text.text) for each in found] == expected


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("- **F1**: The alert was off. #detection", ("F1", "The alert was off.", ["detection"], None)),
        ("- F2: It was off. #detection #tooling", ("F2", "It was off.", ["detection", "tooling"], None)),
        ("- [F3] — It was off.", ("F3", "It was off.", [], None)),
        ("- f4 It was off.", ("f4", "It was off.", [], None)),
        ("- It was off, issue #12.", (None, "It was off, issue #12.", [], None)),
        ("- F16s were there", (None, "F16s were there", [], None)),
        ("- **F1**: Off. _Accepted by @amara:_ one rack", ("F1", "Off.", [], ("@amara", None, "one rack"))),
        (
            "- **F1**: Off. #change\n  _Accepted by @ops/web until 2027-02-01:_ the next\n  release",
            ("F1", "Off.", ["change"], ("@ops/web", "2027-02-01", "the next\n  release")),
        ),
        ("- **F1**: Off.\n\n  *Accepted by amara:* why #change", ("F1", "Off.", ["change"], ("amara", None, "why"))),
        ("- **F1**: Off. _Accepted by @amara:_", ("F1", "Off.", [], ("@amara", None, None))),
        ("- **F1**: Off. _Accepted:_ why", ("F1", "Off.", [], (None, None, "why"))),
    ],
)
def test_a_factor(item: str, expected: tuple[object, ...]) -> None:
    (factor,) = document(f"\n## Contributing factors\n\n{item}\n").factors
    accepted = factor.acceptance and tuple(
        part.text if part else None
        for part in (factor.acceptance.owner, factor.acceptance.until, factor.acceptance.why)
    )
    assert (factor.id and factor.id.text, factor.text.text, [each.text for each in factor.themes], accepted) == expected


def test_factors_in_a_table() -> None:
    body = (
        "\n## Contributing factors\n\n| ID | Factor |\n|--|--|\n| F1 | The alert was off. #detection |\n| | No id |\n"
    )
    found = document(body).factors
    assert [(each.id and each.id.text, each.text.text) for each in found] == [
        ("F1", "The alert was off."),
        (None, "No id"),
    ]


COLUMNS = "| ID | Type | Action | Owner | Due | Status | Addresses |\n|--|--|--|--|--|--|--|\n"


def action(body: str) -> tuple[object, ...]:
    (item,) = document(f"\n## Action items\n\n{body}\n").actions
    parts = (item.id, item.type, item.action, item.owner, item.due, item.status)
    return (*(each.text if each else None for each in parts), [each.text for each in item.addresses], item.state)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("| A1 | Fix | Renew | @amara | 2026-11-03 | done 2026-11-03 | F1, F2 |",
         ("A1", "Fix", "Renew", "@amara", "2026-11-03", "done 2026-11-03", ["F1", "F2"], "done")),
        ("| **A1** | *fix* | Renew `a|b` | - | – | — | |", ("A1", "fix", "Renew `a", None, None, None, [], "open")),
        ("| A1 | Fix | Renew | @a | 2026-11-03 | in progress | F1 F2 |",
         ("A1", "Fix", "Renew", "@a", "2026-11-03", "in progress", ["F1", "F2"], "in progress")),
        ("| A1 | Fix | Renew", ("A1", "Fix", "Renew", None, None, None, [], "open")),
        ("| A1 | Fix | Renew | @a | soon | dropped: too, late | F1 | more |",
         ("A1", "Fix", "Renew", "@a", "soon", "dropped: too, late", ["F1"], "dropped")),
        ("| A1 | Fix | Renew | @a | 2026-11-03 | wip | F1 |", ("A1", "Fix", "Renew", "@a", "2026-11-03", "wip", ["F1"], None)),
    ],
)  # fmt: skip
def test_an_action_item_in_a_table(row: str, expected: tuple[object, ...]) -> None:
    result = action(COLUMNS + row)
    if "`a|b`" in row:  # an unescaped pipe ends the cell, in code too, as on the forge
        assert result[:3] == expected[:3]
    else:
        assert result == expected


def test_columns_in_any_order_and_by_other_names() -> None:
    assert action("| Owner | Action item | Deadline | Ticket |\n|--|--|--|--|\n| @a | Renew | 2026-11-03 | OPS-1 |") == (
        None, None, "Renew", "@a", "2026-11-03", None, [], "open",
    )  # fmt: skip
    (item,) = document("\n## Action items\n\n| What to do | Tracker |\n|--|--|\n| Renew | OPS-1 |\n").actions
    assert (item.action.text, item.tracker and item.tracker.text) == ("Renew", "OPS-1")


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("- **A2** Detect: Alert 30 days before expiry. @kenji, 2026-11-20, open (F1, F3)",
         ("A2", "Detect", "Alert 30 days before expiry.", "@kenji", "2026-11-20", "open", ["F1", "F3"], "open")),
        ("- A2: Alert before expiry — @kenji, 2026-11-20", ("A2", None, "Alert before expiry —", "@kenji", "2026-11-20", None, [], "open")),
        ("- Alert before expiry. TBD, 2026-11-20, open", (None, None, "Alert before expiry.", "TBD", "2026-11-20", "open", [], "open")),
        ("- Alert before expiry. @a, @b, 2026-11-20", (None, None, "Alert before expiry.", "@a, @b", "2026-11-20", None, [], "open")),
        ("- Alert before expiry. @a, next week, open", (None, None, "Alert before expiry.", "@a", "next week", "open", [], "open")),
        ("- Alert before expiry. @a, 2026-11-20, dropped: costs, and time (F1)",
         (None, None, "Alert before expiry.", "@a", "2026-11-20", "dropped: costs, and time", ["F1"], "dropped")),
        ("- Ask @amara, who knows.", (None, None, "Ask @amara, who knows.", None, None, None, [], "open")),
        ("- Alert before expiry (F1)", (None, None, "Alert before expiry", None, None, None, ["F1"], "open")),
        ("- [x] Alert before expiry", (None, None, "Alert before expiry", None, None, "[x]", [], "done")),
        ("- [ ] Fix: alert before expiry. @a", (None, "Fix", "alert before expiry.", "@a", None, "[ ]", [], "open")),
        ("- Prefix: alert", (None, None, "Prefix: alert", None, None, None, [], "open")),
    ],
)  # fmt: skip
def test_an_action_item_as_a_list_line(item: str, expected: tuple[object, ...]) -> None:
    assert action(item) == expected


def test_items_of_all_lists_and_tables_count() -> None:
    body = (
        f"\n## Action items\n\n- one\n<!-- split -->\n- two\n\n{COLUMNS}| A3 | Fix | three |\n\n### Later\n\n1. four\n"
    )
    assert [each.action.text for each in document(body).actions] == ["one", "two", "three", "four"]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("- a\n- b\n  - c\n", ["a", "b"]),
        ("It went *well*.\n\nVery.\n", ["It went *well*.", "Very."]),
        ("| What |\n|--|\n| a |\n", ["a"]),
        ("<!-- guidance -->\n", []),
    ],
)
def test_what_went_well(body: str, expected: list[str]) -> None:
    assert [each.text for each in document(f"\n## What went well\n\n{body}").went_well] == expected


def test_references() -> None:
    body = (
        "\nSee [[2026-01-02-x#A2]], [the log](../log.txt#l3), ![graph](g.png), [out](https://a.b/c), <https://a.b>,\n"
        "`[[code]]`, [abs](/x), [here](#impact) and [ref].\n\n[ref]: other.md 'Title'\n"
    )
    found = [(each.target, each.fragment, each.wiki, each.image) for each in document(body).references]
    assert found == [
        ("2026-01-02-x", "A2", True, False),
        ("../log.txt", "l3", False, False),
        ("g.png", "", False, True),
        ("", "impact", False, False),
        ("other.md", "", False, False),
    ]


def test_suppressions_cover_their_line_and_the_next() -> None:
    body = (
        "\n<!-- hotwash: allow few-factors, person-named (asked\nto be) -->\nText <!-- hotwash: allow placeholder -->\n"
    )
    found = [(each.rule.text, each.reason, each.lines) for each in document(body).suppressions]
    assert found == [
        ("few-factors", "asked to be", (13, 15)),
        ("person-named", "asked to be", (13, 15)),
        ("placeholder", "", (15, 16)),
    ]


def test_prose_has_no_code_comments_targets_or_marks() -> None:
    body = "\nSee **the** `code` [log](target.md) <!-- note --> at https://a.b/c &amp; so on <b>x</b>\n\n    block\n"
    postmortem = document(body)
    assert postmortem.markup.plain.split() == "See the log at & so on x".split()
    assert len(postmortem.markup.plain) == len(postmortem.text)


def test_anchors_are_githubs() -> None:
    postmortem = document(
        "\n## What went well?\n\n## What went *well*?\n\n## `x` & y\n\n## Contributing factors\n\n- F1: a\n"
    )
    assert postmortem.anchors == {"what-went-well", "what-went-well-1", "x--y", "contributing-factors", "F1"}


ACTIONS = "\n## Action items\n\n"
COLUMNS = "| ID | Type | Action | Owner | Due | Status | Addresses | Tracker |\n|--|--|--|--|--|--|--|--|\n"


@pytest.mark.parametrize(
    ("column", "written", "read"),
    [
        ("type", "Fix <!-- hotwash: allow unknown-action-type (ours) -->", "Fix"),
        ("status", "<!-- still --> open", "open"),
        ("due", "2026-11-20<br>", "2026-11-20"),
        ("owner", "@amara <!-- on leave --><br/>", "@amara"),
        ("due", "<!-- hotwash: allow action-without-due (the vendor decides) -->", None),
        ("id", "[A1](#a1)", "A1"),
        ("owner", "[@amara](https://example.com/amara)", "@amara"),
        ("status", "dropped: see [the record](https://example.com/3)", "dropped: see [the record](https://example.com/3)"),
        ("tracker", "[OPS-12](https://example.com/OPS-12) <!-- ours -->", "[OPS-12](https://example.com/OPS-12)"),
    ],
)  # fmt: skip
def test_comments_breaks_and_links_are_no_part_of_a_typed_cell(column: str, written: str, read: str | None) -> None:
    cells = {"id": "A1", "type": "Fix", "action": "Renew", "owner": "@a", "due": "-", "status": "", "addresses": "F1"}
    cells = {**cells, "tracker": "", column: written}
    postmortem = document(f"{ACTIONS}{COLUMNS}| {' | '.join(cells.values())} |\n")
    value = getattr(postmortem.actions[0], column)
    assert (value and value.text) == read
    if value:
        assert postmortem.text[value.span.start : value.span.end] == read


@pytest.mark.parametrize(
    "written",
    [
        "F1, F2 <!-- not F3 -->",
        "[F1](#F1), [F2](#F2)",
        "F1<br>F2",
        "<!-- hotwash: allow dangling-action-reference (F9, soon) --> F1 F2",
        "[F1], `F2`",
        "**F1**, _F2_",
    ],
)
def test_addresses_are_ids_whatever_stands_around_them(written: str) -> None:
    postmortem = document(f"{ACTIONS}{COLUMNS}| A1 | Fix | Renew | @a | - | open | {written} | |\n")
    found = postmortem.actions[0].addresses
    assert [each.text for each in found] == ["F1", "F2"]
    assert [postmortem.text[each.span.start : each.span.end] for each in found] == ["F1", "F2"]


def test_a_comment_behind_a_list_item_hides_none_of_its_parts() -> None:
    line = (
        "- **A2** Detect: Alert on expiry. @kenji, 2026-11-20, open (F1, F3) <!-- hotwash: allow vague-action (x) -->\n"
    )
    (item,) = document(ACTIONS + line).actions
    assert (item.action.text, item.owner and item.owner.text, item.due and item.due.text) == (
        "Alert on expiry.", "@kenji", "2026-11-20",
    )  # fmt: skip
    assert [each.text for each in item.addresses] == ["F1", "F3"]


@pytest.mark.parametrize(
    ("line", "action"),
    [
        ("- **A2** Detect: Alert on expiry. 2026-11-20, @kenji, open (F1)", "Alert on expiry."),
        ("- **A2** Detect: Alert on expiry, 2026-11-20, @kenji", "Alert on expiry,"),
        ("- **A2** Detect: Alert on expiry — 2026-11-20, @kenji, done", "Alert on expiry —"),
        ("- **A2** Detect: 2026-11-20, @kenji, open", ""),
        ("- **A2** Detect: @kenji, 2026-11-20, open", ""),
    ],
)
def test_a_list_item_may_name_the_day_before_the_owner(line: str, action: str) -> None:
    (item,) = document(f"{ACTIONS}{line}\n").actions
    assert (item.owner and item.owner.text, item.due and item.due.text) == ("@kenji", "2026-11-20")
    assert item.action.text == action


def test_words_of_a_span_that_begins_or_ends_inside_a_text() -> None:
    postmortem = document("\n## Timeline\n\n- 09:12 — change: the old `cert` expires.\n")
    (entry,) = postmortem.timeline
    assert postmortem.markup.words(entry.text.span) == "the old cert expires."
    start = entry.text.span.start
    assert postmortem.markup.words(Span(start, start + 5)) == "the o"
    assert postmortem.markup.words(Span(start + 4, start + 4)) == ""


@pytest.mark.parametrize(
    ("written", "targets"),
    [("\\[[a]]", []), ("\\\\[[a]]", ["a"]), ("[\\[a]]", []), ("`[[a]]` [[b]]", ["b"])],
)
def test_an_escaped_reference_is_none(written: str, targets: list[str]) -> None:
    assert [each.target for each in document(f"\n## Summary\n\nAs {written}.\n").references] == targets
