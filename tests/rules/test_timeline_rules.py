"""The rules about the timeline on the cases that their pages do not show."""

from __future__ import annotations

import pytest
from checks import findings, front, helped, marked, mended, said

START, SIGNAL, END = (
    "- 2026-11-03 09:12 — change: the certificate expires.\n",
    "- 09:20 — signal: the alert pages the on-call engineer.\n",
    "- 10:05 — result: all is back to normal.\n",
)


def document(*entries: str, zone: str = "All times are UTC.\n", **fields: str | None) -> str:
    return front(f"## Timeline\n\n{zone}\n{''.join(entries)}\n## Impact\n", **fields)


def messages(rule: str, text: str) -> list[str]:
    return [each.partition(": ")[2] for each in said(rule, text)]


class TestTimelineEntryWithoutTime:
    @pytest.mark.parametrize(
        ("entry", "where"),
        [
            ("- action: the engineer looks.\n", "action: the engineer looks."),
            ("- **action**: the engineer\n  looks.\n", "action**: the engineer"),
            ("- the engineer looks.\n", "the engineer looks."),
            ("- 14:?? — action: the engineer looks.\n", "14:??"),
            ("- ??:?? — the engineer looks.\n", "??:??"),
        ],
    )
    def test_it_is_reported_on_the_entrys_own_line(self, entry: str, where: str) -> None:
        assert marked("timeline-entry-without-time", document(START, entry, END)) == [where]

    def test_a_row_without_a_time_is_reported_as_a_whole(self) -> None:
        table = "| Time | Event |\n| -- | -- |\n| | looks |\n| --:-- | looks again |\n| 09:12 | x |\n"

        assert marked("timeline-entry-without-time", document(table)) == ["| | looks |", "--:--"]
        assert "begin the row" in helped("timeline-entry-without-time", document(table))[0]

    @pytest.mark.parametrize(
        "entry",
        ["- ~14:30 — x\n", "- after 14:05 — x\n", "- 14:05:20 — x\n", "- 2026-11-04 02:00 CET: x\n", "- 2:05 pm — x\n"],
    )
    def test_a_time_that_is_roughly_known_is_one(self, entry: str) -> None:
        assert said("timeline-entry-without-time", document(START, entry)) == []

    def test_details_below_an_entry_need_none(self) -> None:
        assert said("timeline-entry-without-time", document(START, "  - the log says so\n", END)) == []


class TestUnorderedTimeline:
    def test_the_entry_that_is_earlier_than_the_one_before_is_reported(self) -> None:
        text = document(START, "- 09:40 — a\n", "- 09:30 — b\n", "- 09:35 — c\n", "- 09:20 — d\n")

        assert messages("unordered-timeline", text) == ["09:30 comes after 09:40", "09:20 comes after 09:35"]

    @pytest.mark.parametrize(
        "entries",
        [
            ("- 09:40 — a\n", "- 09:40 — b\n"),
            ("- 23:50 — a\n", "- 00:10 — b\n"),
            ("- ~09:40 — a\n", "- 09:30 — b\n"),
            ("- 09:40 — a\n", "- around 09:30 — b\n"),
            ("- 09:40 — a\n", "- 09:?? — b\n", "- 09:41 — c\n"),
            ("- 2026-11-03 09:40 — a\n", "- 2026-11-04 01:00 — b\n"),
        ],
    )
    def test_these_are_in_order(self, entries: tuple[str, ...]) -> None:
        assert said("unordered-timeline", document(START, *entries)) == []

    def test_an_entry_in_another_zone_is_compared_by_its_instant(self) -> None:
        assert messages("unordered-timeline", document(START, "- 09:40 — a\n", "- 10:35 CET — b\n")) == [
            "10:35 CET comes after 09:40"
        ]

    def test_a_rough_time_may_be_off_by_a_quarter_of_an_hour_only(self) -> None:
        assert len(said("unordered-timeline", document(START, "- ~09:40 — a\n", "- 09:20 — b\n"))) == 1

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            ("- 09:40 — a\n- 09:30 — b\n- 09:35 — c\n", "- 09:30 — b\n- 09:35 — c\n- 09:40 — a\n"),
            (
                "- 09:40 — a\n  with more\n\n  - and a detail\n\n- 09:30 — b\n",
                "- 09:30 — b\n\n- 09:40 — a\n  with more\n\n  - and a detail\n",
            ),
            ("1. 09:40 — a\n2. 09:30 — b\n", "1. 09:30 — b\n2. 09:40 — a\n"),
            (
                "| Time | Event |\n| -- | -- |\n| 09:40 | a |\n| 09:30 | b |\n",
                "| Time | Event |\n| -- | -- |\n| 09:30 | b |\n| 09:40 | a |\n",
            ),
            ("- 09:40 — a\n- 09:30 — b\n- 09:30 — c\n", "- 09:30 — b\n- 09:30 — c\n- 09:40 — a\n"),
            ("- 2026-11-03 09:40 — a\n- 09:30 — b\n", "- 09:30 — b\n- 2026-11-03 09:40 — a\n"),
        ],
    )
    def test_the_fix_moves_whole_entries(self, before: str, after: str) -> None:
        assert mended("unordered-timeline", document(before), unsafe=True) == document(after)
        assert mended("unordered-timeline", document(before)) == document(before)

    @pytest.mark.parametrize(
        "entries",
        [
            "- 2026-11-04 09:40 — a\n- 09:30 — b\n",  # 09:30 would become a time of the day before
            "- 09:40 — a\n- 09:30 — b\n- 09:?? — c\n",
            "- 09:40 — a\n\nThen:\n\n- 09:30 — b\n",
            "- 09:40 — a\n\n| Time | Event |\n| -- | -- |\n| 09:30 | b |\n",
            "9. 09:40 — a\n10. 09:30 — b\n",
            "- 09:40 — a\n\n1. 09:30 — b\n",
        ],
    )
    def test_nothing_moves_where_an_entry_would_say_something_else(self, entries: str) -> None:
        assert len(said("unordered-timeline", document(entries))) == 1
        assert mended("unordered-timeline", document(entries), unsafe=True) == document(entries)


class TestAmbiguousTimelineZone:
    @pytest.mark.parametrize(
        ("statement", "where"),
        [
            ("All times are UTC; chat times are CET.\n", "CET"),
            ("Times in CET.\n\nTimes of the chat are in EST.\n", "EST"),
            ("All times are UTC+1, those of the log UTC.\n", "UTC"),
            ("All times are Europe/Berlin, those of the log are UTC.\n", "UTC"),
        ],
    )
    def test_the_second_zone_is_reported(self, statement: str, where: str) -> None:
        assert marked("ambiguous-timeline-zone", document(START, zone=statement)) == [where]

    def test_the_heads_of_columns_state_zones_too(self) -> None:
        table = (
            "| Time (UTC) | Event |\n| -- | -- |\n| 09:12 | x |\n\n| Time (CET) | Event |\n| -- | -- |\n| 10:12 | x |\n"
        )

        assert marked("ambiguous-timeline-zone", document(table, zone="")) == ["CET"]

    @pytest.mark.parametrize(
        "statement",
        [
            "All times are UTC (GMT).\n",
            "Times are CET, which is UTC+1.\n",
            "All times are Europe/Berlin time (CET).\n",
            "",
            "The change was planned.\n",
        ],
    )
    def test_zones_that_mean_the_same_and_the_frontmatters_are_clear(self, statement: str) -> None:
        assert said("ambiguous-timeline-zone", document(START, END, zone=statement)) == []

    def test_bare_times_need_a_zone_from_somewhere(self) -> None:
        mixed = document(START, zone="", resolved="2026-11-03T11:05+01:00")
        none = document(START, zone="", started=None, detected=None, resolved=None, reviewed=None)

        assert marked("ambiguous-timeline-zone", mixed) == ["## Timeline"]
        assert messages("ambiguous-timeline-zone", mixed) == [
            "the frontmatter's times have several offsets, and the timeline says no zone"
        ]
        assert messages("ambiguous-timeline-zone", none) == ["the timeline says no time zone"]

    @pytest.mark.parametrize("entries", ["- 2026-11-03 09:12Z — x\n- 10:20 CET — y\n", "- 09:?? — x\n", "- x\n", ""])
    def test_entries_with_their_own_or_without_a_time_need_none(self, entries: str) -> None:
        assert said("ambiguous-timeline-zone", document(entries, zone="", resolved="2026-11-03T11:05+01:00")) == []

    def test_a_document_without_frontmatter_must_say_it_and_one_that_is_unreadable_is_not_judged(self) -> None:
        assert len(said("ambiguous-timeline-zone", f"## Timeline\n\n{START}")) == 1
        assert said("ambiguous-timeline-zone", f"---\n: [\n---\n\n## Timeline\n\n{START}") == []
        assert said("ambiguous-timeline-zone", front("")) == []
        assert len(said("ambiguous-timeline-zone", f"## Timeline\n\nTimes are UTC and CET.\n\n{START}")) == 1


class TestTimelineFrontmatterMismatch:
    @pytest.mark.parametrize("name", ["started", "detected", "resolved"])
    def test_each_field_without_an_entry_is_reported_at_its_value(self, name: str) -> None:
        text = document(START, SIGNAL, END, **{name: "2026-11-03T09:52Z"})

        assert marked("timeline-frontmatter-mismatch", text) == ["2026-11-03T09:52Z"]
        assert messages("timeline-frontmatter-mismatch", text) == [
            f"no entry of the timeline is at {name}, 2026-11-03 09:52"
        ]

    def test_the_nearest_entry_is_named(self) -> None:
        (help_,) = helped("timeline-frontmatter-mismatch", document(START, SIGNAL, END, detected="2026-11-03T09:23Z"))

        assert help_.endswith("; the nearest entry is 09:20")

    @pytest.mark.parametrize(
        ("signal", "count"),
        [
            ("- 09:21 — x\n", 0),
            ("- 09:19:30 — x\n", 0),
            ("- 09:22 — x\n", 1),
            ("- ~09:30 — x\n", 0),
            ("- after 09:10 — x\n", 0),
            ("- ~09:36 — x\n", 1),
        ],
    )
    def test_a_minute_is_near_and_a_quarter_of_an_hour_for_a_rough_time(self, signal: str, count: int) -> None:
        assert len(said("timeline-frontmatter-mismatch", document(START, signal, END))) == count

    @pytest.mark.parametrize("entry", ["- 09:?? — x\n", "- x\n"])
    def test_a_timeline_that_cannot_be_read_is_not_judged(self, entry: str) -> None:
        assert said("timeline-frontmatter-mismatch", document(START, entry, END)) == []
        assert said("timeline-frontmatter-mismatch", document("It broke.\n")) == []

    def test_fields_that_are_absent_or_unreadable_are_for_other_rules(self) -> None:
        assert said("timeline-frontmatter-mismatch", document(START, END, detected=None, resolved="soon")) == []

    @pytest.mark.parametrize(
        ("entry", "told"),
        [
            ("- 2026-10-03 09:00 — x\n", ["this entry is 31 days before started"]),
            ("- 2026-11-02 09:00 — x\n", ["this entry is 1 day before started"]),
            ("- 2026-11-02 09:30 — x\n", []),
            (
                "- 2026-10-03 09:00 — x\n- 2026-10-04 09:00 — y\n",
                ["this entry is 31 days before started, and 1 more are too"],
            ),
        ],
    )
    def test_an_entry_more_than_a_day_before_is_reported(self, entry: str, told: list[str]) -> None:
        assert messages("timeline-frontmatter-mismatch", document(entry, START, SIGNAL, END)) == told

    def test_so_is_one_more_than_a_day_after(self) -> None:
        text = document(START, SIGNAL, END, "- 2026-11-08 09:00 — x\n")

        assert messages("timeline-frontmatter-mismatch", text) == ["this entry is 4 days after resolved"]

    def test_a_frontmatter_of_another_year_is_told_once_a_field(self) -> None:
        text = document(
            START, SIGNAL, END, started="2025-11-03T09:12Z", detected="2025-11-03T09:20Z", resolved="2025-11-03T10:05Z"
        )

        assert len(findings("timeline-frontmatter-mismatch", text)) == 3

    def test_impossible_times_are_for_another_rule(self) -> None:
        text = document(START, SIGNAL, END, resolved="2026-10-03T10:05Z")

        assert messages("timeline-frontmatter-mismatch", text) == [
            "no entry of the timeline is at resolved, 2026-10-03 10:05"
        ]

    def test_a_retelling_is_asked_for_what_it_states(self) -> None:
        assert len(said("timeline-frontmatter-mismatch", document(START, END, kind="retelling"))) == 1
        assert said("timeline-frontmatter-mismatch", document(START, END, kind="retelling", detected=None)) == []


class TestTimelineWithoutSignal:
    @pytest.mark.parametrize(
        "entries",
        [
            (START, SIGNAL),
            ("- 09:12 — it breaks.\n", "- 09:20 — it is looked into.\n"),
            ("- 09:12 — it breaks.\n", "- 09:31 — a customer calls.\n"),
            ("- 09:12 — it breaks.\n", "- 09:31 — Alertmanager fires.\n"),
            ("| Time | Kind | Event |\n| -- | -- | -- |\n| 09:20 | Signal | x |\n",),
        ],
    )
    def test_an_entry_of_the_kind_or_at_the_time_or_in_the_words_says_it(self, entries: tuple[str, ...]) -> None:
        assert said("timeline-without-signal", document(*entries)) == []

    @pytest.mark.parametrize(
        "entries",
        [
            (START, END),
            (START, "- 09:20 — the alert fires.\n"),
            ("- 09:12 — it breaks.\n", "- 09:31 — it is mended.\n"),
        ],
    )
    def test_otherwise_it_is_missing_at_the_heading(self, entries: tuple[str, ...]) -> None:
        assert marked("timeline-without-signal", document(*entries)) == ["## Timeline"]

    def test_without_detected_the_words_are_what_counts(self) -> None:
        assert len(said("timeline-without-signal", document("- 09:12 — it breaks.\n", detected=None))) == 1

    def test_a_story_without_entries_is_told_how_to_list_them(self) -> None:
        assert messages("timeline-without-signal", document("At nine the alert fired.\n")) == [
            "the timeline lists no events, so none is the first signal"
        ]

    @pytest.mark.parametrize("body", ["", "## Timeline\n", "## Timeline\n\n<!-- one event a line -->\n"])
    def test_an_empty_or_absent_section_is_for_other_rules(self, body: str) -> None:
        assert said("timeline-without-signal", front(body)) == []

    @pytest.mark.parametrize("kind", ["retelling", "near-miss"])
    def test_other_kinds_need_not_say_it(self, kind: str) -> None:
        assert said("timeline-without-signal", document(START, END, kind=kind)) == []


class TestActionWithoutResult:
    ACTION = "- 09:58 — action: the new certificate goes live.\n"

    @pytest.mark.parametrize(
        ("entries", "count"),
        [
            ((START, ACTION, END), 0),
            ((START, ACTION, ACTION, END, SIGNAL), 0),
            ((START, ACTION), 1),
            ((START, ACTION, END, ACTION, SIGNAL, ACTION), 2),
            ((START, ACTION, "- 10:00 — all is back to normal.\n"), 0),
            (("- 09:12 — it breaks.\n",), 0),
        ],
    )
    def test_any_later_result_is_an_answer(self, entries: tuple[str, ...], count: int) -> None:
        found = findings("action-without-result", document(*entries))

        assert [str(each.level) for each in found] == ["info"] * count

    def test_it_is_reported_at_the_kind_and_not_of_a_retelling(self) -> None:
        assert marked("action-without-result", document(START, self.ACTION)) == ["action"]
        assert said("action-without-result", document(START, self.ACTION, kind="retelling")) == []


SPRING = """
All times are Europe/Berlin.

- 2026-03-29 01:58 — change: the job starts.
- 02:10 — signal: the alert fires.
- 03:05 — action: the job is stopped.
- 03:20 — result: all is well.
"""


def test_a_time_that_the_clocks_skip_is_said_to_be_none_and_is_out_of_no_order() -> None:
    text = front(f"\n## Timeline\n{SPRING}", started="2026-03-29T01:58+01:00")
    assert said("unordered-timeline", text) == []
    assert said("timeline-entry-without-time", text) == ["18: 02:10 does not exist that day in Europe/Berlin"]
    right = text.replace("- 02:10", "- 03:02")
    assert said("timeline-entry-without-time", right) == said("unordered-timeline", right) == []


def test_an_hour_that_happens_twice_is_in_order() -> None:
    body = """
All times are Europe/Berlin.

- 2026-10-25 02:50 — change: the job starts.
- 02:10 — signal: the alert fires.
- 03:05 — action: the job is stopped.
"""
    text = front(f"\n## Timeline\n{body}", started="2026-10-25T02:50+02:00")
    assert said("unordered-timeline", text) == said("timeline-entry-without-time", text) == []


def test_a_mismatch_is_told_in_the_zone_of_the_timeline() -> None:
    text = document(
        START,
        SIGNAL,
        END,
        zone="All times are CET.\n",
        started="2026-11-03T08:12Z",
        detected="2026-11-03T08:26Z",
        resolved="2026-11-03T09:05Z",
    )
    (found,) = findings("timeline-frontmatter-mismatch", text)
    assert (
        found.message == "no entry of the timeline is at detected, 2026-11-03T08:26Z, which is 2026-11-03 09:26 there"
    )
    assert found.problem.help.endswith("; the nearest entry is 09:20")


@pytest.mark.parametrize(
    ("entry", "message", "help_"),
    [
        ("- 25:31 — action: the engineer looks.\n", "there is no time of day 25:31", "mend the hour or the minute"),
        ("- 09:75 — action: the engineer looks.\n", "there is no time of day 09:75", "mend the hour or the minute"),
        ("- 09.31 — action: it.\n", "this entry has no time: `09.31` is not read as one", "write it with a colon, as `09:31`"),
        ("- **9h31**: it.\n", "this entry has no time: `9h31` is not read as one", "write it with a colon, as `09:31`"),
        ("- 1.20.3 is deployed.\n", "this entry has no time", "begin it with its time"),
        ("- 09.314 errors.\n", "this entry has no time", "begin it with its time"),
    ],
)  # fmt: skip
def test_what_looks_like_a_time_is_named(entry: str, message: str, help_: str) -> None:
    text = document(START, entry, END)
    assert messages("timeline-entry-without-time", text) == [message]
    assert helped("timeline-entry-without-time", text)[0].startswith(help_)


def test_so_it_is_in_a_table() -> None:
    table = "| Time | Event |\n| -- | -- |\n| 09:12 | it begins |\n| 25:31 | it ends |\n"
    assert messages("timeline-entry-without-time", document(table)) == ["there is no time of day 25:31"]
