"""The rules about action items on the cases that their pages do not show."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from checks import all_said, findings, front, helped, marked, mended, said

from hotwash.config import Config
from hotwash.config.model import Owners
from hotwash.rules.base import WARNING

HEAD = "| ID | Type | Action | Owner | Due | Status | Addresses |\n| -- | -- | -- | -- | -- | -- | -- |\n"
CELLS = {"id": "A1", "type": "Fix", "owner": "@amara", "due": "2026-11-20", "status": "open", "addresses": "F1"}


CLEAN = Path(__file__).with_name("clean.md").read_text("utf-8")


def row(**cells: str) -> str:
    values = {**CELLS, **cells}
    return (
        f"| {values['id']} | {values['type']} | Renew the certificates | {values['owner']} | {values['due']} "
        f"| {values['status']} | {values['addresses']} |\n"
    )


def document(
    *rows: str, factors: str = "- **F1**: The alert watched one certificate only.\n", **fields: str | None
) -> str:
    body = f"## Contributing factors\n\n{factors}\n## Action items\n\n{HEAD}{''.join(rows)}"
    return front(body, **fields)


def items(text: str, **fields: str | None) -> str:
    return front(f"## Action items\n\n{text}", **fields)


class TestMissingActionItems:
    @pytest.mark.parametrize(
        "content", ["We will see.\n", HEAD, HEAD + "| | | | | | | |\n", "```\n- no item\n```\n", "> - quoted\n"]
    )
    def test_a_section_without_an_item_is_told_so(self, content: str) -> None:
        assert [each.partition(": ")[2] for each in said("missing-action-items", items(content))] == [
            "there is no action item"
        ]

    @pytest.mark.parametrize("content", ["", "<!-- which gaps, and who closes them? -->\n"])
    def test_an_empty_or_absent_section_is_for_other_rules(self, content: str) -> None:
        assert said("missing-action-items", items(content)) == []
        assert said("missing-action-items", front("")) == []

    def test_a_retelling_need_not_have_any_and_a_near_miss_must(self) -> None:
        assert said("missing-action-items", items("None told.\n", kind="retelling")) == []
        assert len(said("missing-action-items", items("None yet.\n", kind="near-miss"))) == 1


CELL_OF = {"action-without-owner": "owner", "action-without-due": "due", "unknown-action-type": "type"}


@pytest.mark.parametrize("rule", ["action-without-owner", "action-without-due", "unknown-action-type"])
class TestWhatIsAbsent:
    @pytest.mark.parametrize("empty", ["", "-", "–", "—"])
    def test_it_is_reported_at_the_id(self, rule: str, empty: str) -> None:
        text = document(row(id="A7", **{CELL_OF[rule]: empty}))

        assert marked(rule, text) == ["A7"]

    def test_without_an_id_the_item_is_called_by_its_words(self, rule: str) -> None:
        text = document(row(id="", **{CELL_OF[rule]: ""}))

        assert ["“Renew the certificates”" in each for each in said(rule, text)] == [True]

    def test_it_is_reported_where_the_column_or_the_cell_is_not_there(self, rule: str) -> None:
        assert len(said(rule, items("| ID | Action |\n| -- | -- |\n| A1 | Renew |\n"))) == 1
        assert len(said(rule, items("| ID | Action | Owner | Due | Type |\n|--|--|--|--|--|\n| A1 | Renew |\n"))) == 1
        assert len(said(rule, items("- **A1** Renew the certificates\n"))) == 1

    def test_a_retelling_need_not_say_it(self, rule: str) -> None:
        assert said(rule, document(row(**{CELL_OF[rule]: ""}), kind="retelling")) == []

    def test_what_stands_is_fine(self, rule: str) -> None:
        assert said(rule, document(row())) == []


class TestAmbiguousActionOwner:
    @pytest.mark.parametrize(
        "owner", ["@amara", "amara", "@ops/web", "ops/web", "@a", "@a-b.c_d", "**@amara**", "`@amara`", "[@amara](https://x.example/a)", "@ünal"]
    )  # fmt: skip
    def test_one_handle_is_clear(self, owner: str) -> None:
        assert said("ambiguous-action-owner", document(row(owner=owner))) == []

    @pytest.mark.parametrize(
        ("owner", "what"),
        [
            ("TBD", "`TBD` owns A1, which is nobody in particular"),
            ("?", "`?` owns A1, which is nobody in particular"),
            ("@everyone", "`@everyone` owns A1, which is nobody in particular"),
            ("on-call", "`on-call` owns A1, which is nobody in particular"),
            ("team", "`team` owns A1, which is nobody in particular"),
            ("SRE team", "the owner of A1, `SRE team`, is not a handle"),
            ("Amara Okafor", "the owner of A1, `Amara Okafor`, is not a handle"),
            ("@amara (lead)", "the owner of A1, `@amara (lead)`, is not a handle"),
            ("@a, @b", "A1 has two owners"),
            ("@a and @b", "A1 has two owners"),
            ("@a/@b", "A1 has two owners"),
            ("@a @b @c", "A1 has three owners"),
            ("a + b & c or d", "A1 has four owners"),
            ("@a; @b; @c; @d; @e", "A1 has 5 owners"),
        ],
    )
    def test_anything_else_is_told_why_it_is_none(self, owner: str, what: str) -> None:
        assert [each.partition(": ")[2] for each in said("ambiguous-action-owner", document(row(owner=owner)))] == [
            what
        ]

    def test_the_help_names_the_first_of_several(self) -> None:
        assert "`@kenji`" in helped("ambiguous-action-owner", document(row(owner="kenji and amara")))[0]
        assert "`@amara`" in helped("ambiguous-action-owner", document(row(owner="The Web Team, Amara")))[0]

    def test_no_owner_at_all_is_for_another_rule(self) -> None:
        assert said("ambiguous-action-owner", document(row(owner=""))) == []


class TestUnknownActionOwner:
    CONFIG = Config(
        root=Path("/nowhere"), owners=Owners(frozenset(("amara", "kenji")), {"ops/web": ()})
    )  # fmt: skip

    @pytest.mark.parametrize("owner", ["@amara", "AMARA", "@ops/web", "TBD", ""])
    def test_whom_the_directory_knows_or_who_is_no_handle_is_no_finding(self, owner: str) -> None:
        assert said("unknown-action-owner", document(row(owner=owner)), config=self.CONFIG) == []

    @pytest.mark.parametrize(("status", "count"), [("open", 1), ("in progress", 1), ("done", 0), ("dropped: moot", 0)])
    def test_only_open_items_are_asked(self, status: str, count: int) -> None:
        found = findings("unknown-action-owner", document(row(owner="@hana", status=status)), config=self.CONFIG)

        assert [str(each.level) for each in found] == ["warning"] * count

    def test_the_help_offers_the_nearest(self) -> None:
        assert helped("unknown-action-owner", document(row(owner="@kenij")), config=self.CONFIG) == [
            "did you mean `@kenji`?"
        ]
        assert "taken it over" in helped("unknown-action-owner", document(row(owner="@zz")), config=self.CONFIG)[0]

    def test_without_a_directory_and_in_a_retelling_nothing_is_asked(self) -> None:
        assert said("unknown-action-owner", document(row(owner="@hana"))) == []
        assert said("unknown-action-owner", document(row(owner="@hana"), kind="retelling"), config=self.CONFIG) == []


class TestInvalidActionDue:
    @pytest.mark.parametrize(
        "written",
        [
            "2026/11/20", "2026.11.20", "20261120", "20 Nov 2026", "20th November 2026", "Fri, 20 Nov 2026", "20-Nov-2026",
            "November 20, 2026", "Nov. 20th, 2026", "2026 Nov 20", "20.11.2026", "20/11/2026", "11/20/2026", "11-20-2026",
        ],
    )  # fmt: skip
    def test_a_date_that_can_mean_one_day_is_rewritten(self, written: str) -> None:
        assert mended("invalid-action-due", document(row(due=written))) == document(row(due="2026-11-20"))

    @pytest.mark.parametrize(
        ("written", "day"), [("2026-12-3", "2026-12-03"), ("11.11.2026", "2026-11-11"), ("3 Dec 2026", "2026-12-03")]
    )
    def test_single_digits_and_equal_parts_are_rewritten_too(self, written: str, day: str) -> None:
        assert mended("invalid-action-due", document(row(due=written))) == document(row(due=day))

    def test_a_date_that_can_mean_two_days_is_left_with_both(self) -> None:
        text = document(row(due="03/12/2026"))

        assert mended("invalid-action-due", text) == text
        assert helped("invalid-action-due", text) == ["write `2026-12-03` or `2026-03-12`, whichever is meant"]

    @pytest.mark.parametrize(
        "written", ["next week", "TBD", "20 Nov", "Q4", "2026-W47", "20/11/26", "45/45/2026", "31 Feb 2026"]
    )
    def test_what_is_no_date_is_left(self, written: str) -> None:
        text = document(row(due=written))

        assert mended("invalid-action-due", text) == text
        assert marked("invalid-action-due", text) == [written]

    def test_a_day_that_does_not_exist_is_told_so(self) -> None:
        assert "is not in the calendar" in said("invalid-action-due", document(row(due="2026-11-31")))[0]

    @pytest.mark.parametrize(("due", "count"), [("2026-11-02", 1), ("2026-11-03", 0), ("2025-11-20", 1)])
    def test_no_item_is_due_before_the_incident(self, due: str, count: int) -> None:
        assert len(said("invalid-action-due", document(row(due=due)))) == count

    def test_a_near_miss_began_when_it_was_detected(self) -> None:
        assert len(said("invalid-action-due", document(row(due="2026-11-02"), kind="near-miss", started=None))) == 1
        assert said("invalid-action-due", document(row(due="2026-11-02"), started=None, detected=None)) == []

    def test_what_stands_in_a_retelling_is_checked(self) -> None:
        assert len(said("invalid-action-due", document(row(due="soon"), kind="retelling"))) == 1
        assert said("invalid-action-due", document(row(due=""), kind="retelling")) == []


class TestUnknownActionType:
    @pytest.mark.parametrize("written", ["Fix", "prevent", "DETECT", "**Respond**"])
    def test_the_four_are_known_in_any_case(self, written: str) -> None:
        assert said("unknown-action-type", document(row(type=written))) == []

    @pytest.mark.parametrize(
        ("written", "meant"),
        [("Prevention", "Prevent"), ("preventative", "Prevent"), ("Detection", "Detect"), ("response", "Respond"), ("Fixed", "Fix"),
         ("Dectect", "Detect"), ("Prevnt", "Prevent"), ("Repsond", "Respond")],
    )  # fmt: skip
    def test_the_nearest_spelling_is_written(self, written: str, meant: str) -> None:
        assert mended("unknown-action-type", document(row(type=written))) == document(row(type=meant))

    @pytest.mark.parametrize("written", ["Mitigate", "Monitoring", "Process", "Task", "TBD"])
    def test_another_word_is_left_with_the_four_explained(self, written: str) -> None:
        text = document(row(type=written))

        assert mended("unknown-action-type", text) == text
        assert all(
            f"`{name}`" in helped("unknown-action-type", text)[0] for name in ("Fix", "Prevent", "Detect", "Respond")
        )


class TestOverdueAction:
    @pytest.mark.parametrize(
        ("today", "told"),
        [
            (date(2026, 11, 20), []),
            (date(2026, 11, 21), ["A1 is overdue by 1 day"]),
            (date(2026, 12, 24), ["A1 is overdue by 34 days"]),
        ],
    )
    def test_the_day_itself_is_not_late(self, today: date, told: list[str]) -> None:
        assert [each.partition(": ")[2] for each in said("overdue-action", document(row()), today=today)] == told

    def test_a_finding_carries_its_days_and_is_a_warning(self) -> None:
        (found,) = findings("overdue-action", document(row()), today=date(2026, 12, 24))

        assert (found.problem.days, str(found.level)) == (34, "warning")

    @pytest.mark.parametrize(
        ("status", "late"),
        [
            ("open", 1),
            ("", 1),
            ("in progress", 1),
            ("done", 0),
            ("done 2026-12-01", 0),
            ("dropped: moot", 0),
            ("wip", 0),
        ],
    )
    def test_only_open_work_is_late(self, status: str, late: int) -> None:
        assert len(said("overdue-action", document(row(status=status)), today=date(2027, 1, 1))) == late

    @pytest.mark.parametrize("due", ["", "soon"])
    def test_without_a_day_nothing_is_late(self, due: str) -> None:
        assert said("overdue-action", document(row(due=due)), today=date(2027, 1, 1)) == []

    @pytest.mark.parametrize(("status", "late"), [("", 0), ("open", 1)])
    def test_a_tracker_owns_the_status_that_is_not_written(self, status: str, late: int) -> None:
        text = items(
            "| ID | Action | Due | Status | Tracker |\n| -- | -- | -- | -- | -- |\n"
            f"| A1 | Renew | 2026-11-20 | {status} | WEB-12 |\n"
        )

        assert len(said("overdue-action", text, today=date(2027, 1, 1))) == late


class TestDanglingActionReference:
    @pytest.mark.parametrize("written", ["F1", "f1", "-", "", "F1, F2", "F1 F2"])
    def test_ids_match_in_any_case_and_separated_as_one_likes(self, written: str) -> None:
        text = document(row(addresses=written), factors="- **F1**: One.\n- F2: Two.\n")

        assert said("dangling-action-reference", text) == []

    def test_each_reference_is_reported_where_it_stands(self) -> None:
        text = document(row(addresses="F1, F7 all"))

        assert marked("dangling-action-reference", text) == ["F7", "all"]

    @pytest.mark.parametrize(
        ("factors", "told"),
        [
            ("- **F1**: One.\n", "the one factor is `F1`"),
            ("- **F1**: One.\n- **F2**: Two.\n", "the factors are `F1` and `F2`"),
            ("".join(f"- **F{n}**: x\n" for n in range(1, 13)), "there are 12 factors, from `F1` to `F12`"),
            ("- Without an id.\n", "give the factor an id, as `**F1**: ...`"),
        ],
    )
    def test_the_help_names_the_factors_that_are_there(self, factors: str, told: str) -> None:
        assert helped("dangling-action-reference", document(row(addresses="F99"), factors=factors)) == [told]

    def test_without_the_section_it_is_that_which_is_missing(self) -> None:
        assert said("dangling-action-reference", items(HEAD + row())) == []


class TestDuplicateActionId:
    def test_ids_match_in_any_case(self) -> None:
        assert marked("duplicate-action-id", document(row(), row(id="a1"))) == ["a1"]

    def test_items_of_several_tables_are_one_list(self) -> None:
        text = document(row(), "\n### Later\n\n" + HEAD + row())

        assert [each.partition(": ")[2] for each in said("duplicate-action-id", text)] == ["A1 is used twice"]

    def test_ids_are_given_behind_the_highest_one(self) -> None:
        text = document(row(id="A7"), row(id="A7"), row(id=""), row(id="A2"))

        assert mended("duplicate-action-id", text, unsafe=True) == document(
            row(id="A7"), row(id="A8"), row(id="A9"), row(id="A2")
        )
        assert mended("duplicate-action-id", text) == text

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            ("||Fix|Renew|@a|2026-11-20|open|F1|\n", "| A1 |Fix|Renew|@a|2026-11-20|open|F1|\n"),
            ("| | Fix | Renew | @a | | | |\n", "| A1 | Fix | Renew | @a | | | |\n"),
            ("|   | Fix | Renew | @a | | | |\n", "| A1 | Fix | Renew | @a | | | |\n"),
        ],
    )
    def test_an_empty_cell_is_filled_whatever_its_width(self, before: str, after: str) -> None:
        assert mended("duplicate-action-id", document(before), unsafe=True) == document(after)

    @pytest.mark.parametrize(
        "table", ["| Type | Action |\n| -- | -- |\n| Fix | Renew |\n", "| Action | ID |\n| -- | -- |\n| Renew |\n"]
    )
    def test_a_row_without_such_a_cell_is_reported_and_left(self, table: str) -> None:
        assert len(said("duplicate-action-id", items(table))) == 1
        assert mended("duplicate-action-id", items(table), unsafe=True) == items(table)

    def test_list_items_get_theirs_in_front(self) -> None:
        text = items("- [ ] Renew the certificates\n1. Detect: Alert earlier. @kenji, 2026-11-20, open (F1)\n")

        assert mended("duplicate-action-id", text, unsafe=True) == items(
            "- [ ] **A1** Renew the certificates\n1. **A2** Detect: Alert earlier. @kenji, 2026-11-20, open (F1)\n"
        )


class TestUnknownActionStatus:
    @pytest.mark.parametrize(
        "written", ["", "open", "Open", "IN PROGRESS", "done", "Done 2026-11-03", "dropped: costs too much"]
    )
    def test_the_four_are_known_in_any_case(self, written: str) -> None:
        assert said("unknown-action-status", document(row(status=written))) == []

    @pytest.mark.parametrize(
        ("written", "meant"),
        [
            ("in-progress", "in progress"), ("inprogress", "in progress"), ("In_Progress", "in progress"), ("in progres", "in progress"),
            ("opne", "open"), ("open.", "open"), ("Done!", "done"), ("done on 2026-11-03", "done 2026-11-03"), ("done (3 Nov 2026)", "done 2026-11-03"),
            ("done: 2026-11-03.", "done 2026-11-03"), ("dropped — costs too much", "dropped: costs too much"),
            ("dropped (costs too much)", "dropped: costs too much"), ("Dropped because of its cost", "dropped: of its cost"),
        ],
    )  # fmt: skip
    def test_the_nearest_spelling_is_written(self, written: str, meant: str) -> None:
        assert mended("unknown-action-status", document(row(status=written))) == document(row(status=meant))

    @pytest.mark.parametrize(
        "written",
        ["wip", "blocked", "completed", "done by Kenji", "75%", "2026-11-03", "waiting " * 12],
    )
    def test_another_word_is_left_with_the_four(self, written: str) -> None:
        text = document(row(status=written))

        assert mended("unknown-action-status", text) == text
        assert "`in progress`" in helped("unknown-action-status", text)[0]

    @pytest.mark.parametrize("written", ["dropped", "Dropped:", "dropped: "])
    def test_what_is_dropped_needs_a_reason(self, written: str) -> None:
        assert [each.partition(": ")[2] for each in said("unknown-action-status", document(row(status=written)))] == [
            "A1 is dropped without a reason"
        ]


class TestNoSystemicAction:
    @pytest.mark.parametrize(
        ("types", "count"),
        [
            (["Fix"], 1),
            (["Fix", "fix"], 1),
            (["Fix", "Respond"], 0),
            (["Fix", ""], 0),
            (["Fix", "Mitigate"], 0),
            ([], 0),
        ],
    )
    def test_only_fixes_are_not_enough(self, types: list[str], count: int) -> None:
        assert len(said("no-systemic-action", document(*(row(type=each) for each in types)))) == count

    def test_it_is_reported_at_the_heading_and_not_of_a_retelling(self) -> None:
        assert marked("no-systemic-action", document(row())) == ["## Action items"]
        assert said("no-systemic-action", document(row(), kind="retelling")) == []


class TestSuppressedInItsRow:
    @pytest.mark.parametrize(
        ("column", "value", "rule"),
        [
            ("type", "Mitigate", "unknown-action-type"),
            ("due", "", "action-without-due"),
            ("status", "blocked", "unknown-action-status"),
            ("owner", "team", "ambiguous-action-owner"),
            ("addresses", "F9", "dangling-action-reference"),
        ],
    )
    def test_a_comment_in_the_cell_itself_is_enough(self, column: str, value: str, rule: str) -> None:
        text = CLEAN.replace("| A4 | Respond |", f"{row(**{**CELLS, 'id': 'A5', column: value})}| A4 | Respond |")
        assert [each.split(": ")[1] for each in all_said(text)] == [rule]
        allowed = f"{value} <!-- hotwash: allow {rule} (agreed with the vendor) -->"
        assert (
            all_said(
                text.replace(row(**{**CELLS, "id": "A5", column: value}), row(**{**CELLS, "id": "A5", column: allowed}))
            )
            == []
        )


class TestNothingToDo:
    @pytest.mark.parametrize("action", ["", "-", "**—**", "<!-- what? -->", "...", "???"])
    def test_an_item_that_says_nothing_is_told_so(self, action: str) -> None:
        text = items(f"{HEAD}| A1 | Fix | {action} | @amara | 2026-11-20 | open | |\n")
        assert said("vague-action", text) == ["16: A1 does not say what will be done"]
        assert marked("vague-action", text) == ["A1"]

    def test_so_is_a_list_item_and_one_without_an_id(self) -> None:
        text = items("- **A1** Fix: @amara, 2026-11-20, open (F1)\n")
        assert said("vague-action", text) == ["14: A1 does not say what will be done"]
        text = items(f"{HEAD}| | Fix | | @amara | 2026-11-20 | open | |\n")
        assert said("vague-action", text) == ["16: an item does not say what will be done"]

    def test_code_and_links_say_something(self) -> None:
        rows = "| A1 | Fix | `certbot renew` | @a | | | |\n| A2 | Fix | [#12](https://example.com/12) | @a | | | |\n"
        assert said("vague-action", items(HEAD + rows)) == []
        for action in ("Cap a<b at 3", "Renew <!-- all --> them", "Keep <b>a</b> copy"):
            assert said("vague-action", items(f"- **A1** Fix: {action}. @amara, 2026-11-20\n")) == []


class TestTypesThatAreNearlyOne:
    @pytest.mark.parametrize("written", ["Fix/Prevent", "fix, prevent", "Fix and Prevention", "Fxi + prevent"])
    def test_two_types_are_nobodys_to_choose_between(self, written: str) -> None:
        text = document(row(type=written))
        assert said("unknown-action-type", text) == [f"20: A1 has 2 types, `{written}`"]
        assert helped("unknown-action-type", text) == [
            "write `Fix` or `Prevent`, whichever it mostly is, or make two items of it"
        ]
        assert mended("unknown-action-type", text, unsafe=True) == text

    @pytest.mark.parametrize(
        ("written", "meant"), [("Fxi", "Fix"), ("fx", "Fix"), ("Detcet", "Detect"), ("Repsond", "Respond")]
    )
    def test_letters_that_changed_places_are_put_back(self, written: str, meant: str) -> None:
        assert mended("unknown-action-type", document(row(type=written))) == document(row(type=meant))

    def test_what_is_only_like_a_type_is_asked_about(self) -> None:
        text = document(row(type="Protect"))
        assert mended("unknown-action-type", text) == text
        assert helped("unknown-action-type", text)[0].startswith(
            "did you mean `Detect`? write `Fix` (mends what broke)"
        )

    def test_two_statuses_are_not_mended_to_one(self) -> None:
        text = document(row(status="in progress/done"))
        assert len(said("unknown-action-status", text)) == 1
        assert mended("unknown-action-status", text) == text


def test_nothing_is_done_on_a_day_to_come() -> None:
    text = document(row(status="done 2026-11-12"))
    (found,) = findings("unknown-action-status", text, today=date(2026, 11, 11))
    assert found.message == "A1 is done on 2026-11-12, which is after today, 2026-11-11"
    assert found.level == WARNING
    assert said("unknown-action-status", text, today=date(2026, 11, 12)) == []


class TestPipeInACell:
    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ("Alert 30 days before any", "Alert 30|60 days before any"),
            ("| Detect |", "| Detect|Prevent |"),
            ("| open | F1, F3 |", "| dropped: a|b | F1, F3 |"),
            ("certificate in the fleet expires", "certificate with `a|b` expires"),
        ],
    )
    def test_a_cell_that_is_split_is_one_finding(self, old: str, new: str) -> None:
        text = CLEAN.replace(old, new)
        found = [each.partition(": ")[2] for each in all_said(text)]
        assert found == ["ambiguous-action-owner: the row of A2 has 8 cells, the head 7"]

    def test_an_escaped_one_is_text_and_empty_cells_at_the_end_are_none(self) -> None:
        assert all_said(CLEAN.replace("Alert 30 days before any", "Alert 30\\|60 days before any")) == []
        assert all_said(CLEAN.replace("| open | F1, F3 |", "| open | F1, F3 | |")) == []


def test_a_day_of_a_status_that_can_mean_two_is_told_so() -> None:
    text = document(row(status="done 5.11.2026"))
    assert helped("unknown-action-status", text) == [
        "`5.11.2026` can mean two days: write `done 2026-11-05` or `done 2026-05-11`"
    ]
    assert mended("unknown-action-status", text, unsafe=True) == text


@pytest.mark.parametrize(
    ("written", "help_"),
    [
        ("F1-F3", "write each one, as `F1, F2, F3`"),
        ("f1–3", "write each one, as `F1, F2, F3`"),
        ("F1..F2", "write each one, as `F1, F2`"),
        ("F3-F1", "the one factor is `F1`"),
        ("F1-F900", "the one factor is `F1`"),
    ],
)
def test_a_range_of_factors_is_written_out(written: str, help_: str) -> None:
    assert helped("dangling-action-reference", document(row(addresses=written))) == [help_]
