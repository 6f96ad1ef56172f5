"""The times of other people's timelines: every style of writing them, what is assumed about them, and what is said of it."""

from __future__ import annotations

import pytest

from importing import read, run, times, written
from importing import source as source_of

TITLE = "# Pump stopped on 2026-03-10\n\n## Timeline\n\n"


@pytest.mark.parametrize(
    ("stamp", "wanted"),
    [
        ("2026-03-10 14:02", "2026-03-10T14:02"),
        ("2026-03-10T14:02:31Z", "2026-03-10T14:02:31+00:00"),
        ("2026/03/10 14:02 (CET)", "2026-03-10T14:02+01:00"),
        ("14:02", "2026-03-10T14:02"),
        ("[14:02]", "2026-03-10T14:02"),
        ("*14:02*", "2026-03-10T14:02"),
        ("`14:02:05`", "2026-03-10T14:02:05"),
        ("14.02 CEST", "2026-03-10T14:02+02:00"),
        ("2:02pm", "2026-03-10T14:02"),
        ("2.02 PM", "2026-03-10T14:02"),
        ("2:02p", "2026-03-10T14:02"),
        ("2pm", "2026-03-10T14:00"),
        ("12:02 AM", "2026-03-10T00:02"),
        ("noon", "2026-03-10T12:00"),
        ("1402 UTC", "2026-03-10T14:02+00:00"),
        ("14h02", "2026-03-10T14:02"),
        ("10. März 2026 um 14:02 Uhr", "2026-03-10T14:02"),
        ("le 10 mars 2026 à 14h02", None),
        ("10 mars 2026, 14h02", "2026-03-10T14:02"),
        ("2026年3月10日 14時02分", "2026-03-10T14:02"),
        ("March 10, 14:02", "2026-03-10T14:02"),
        ("Mar 10th, 2026 at 2:02 PM PST", "2026-03-10T14:02-08:00"),
        ("10 Mar 2026 14:02 UTC+2", "2026-03-10T14:02+02:00"),
        ("Tuesday 10-03-2026 14:02", "2026-03-10T14:02"),
        ("14:02, March 10", "2026-03-10T14:02"),
        ("03-10 14:02", "2026-03-10T14:02"),
        ("~14:02", "2026-03-10T14:02"),
        ("around 14:02", "2026-03-10T14:02"),
        ("14:02 - 14:20", "2026-03-10T14:02"),
        ("14:02:57-58", "2026-03-10T14:02:57"),
        ("2:02 - 2:30 PM", "2026-03-10T14:02"),
        ("{{ 14:02 }}", "2026-03-10T14:02"),
        ("7-13th Mar", "2026-03-07"),
        ("2026-03-09 to 2026-03-11", "2026-03-09"),
        ("2026-03-10 HH:mm", "2026-03-10"),
        ("14:??", "14:??"),
        ("--:--", "--:--"),
        ("???", "???"),
    ],
)
def test_a_time_is_read_as_it_is_meant(stamp: str, wanted: str | None) -> None:
    text = f"{TITLE}- 2026-03-10 00:01: the shift begins\n- {stamp}: the pump stops\n- 2026-03-10 23:00 done\n"
    entries = read(text)["timeline"]
    if wanted is None:
        assert len(entries) == 2
        return
    assert [entry["time"] for entry in entries][1] == wanted
    assert entries[1]["text"] == "the pump stops"


@pytest.mark.parametrize(
    "text", ["1.15 was released", "the 503 errors began", "300 users waited", "version 3.4.10", "10:1 odds"]
)
def test_figures_are_no_times(text: str) -> None:
    assert times(f"{TITLE}- 2026-03-10 10:00 a\n- {text}\n- 2026-03-10 11:00 b\n") == [
        "2026-03-10T10:00",
        "2026-03-10T11:00",
    ]


def test_a_time_that_goes_back_by_much_is_on_the_next_day_and_one_that_goes_back_a_little_is_said() -> None:
    found = read(f"{TITLE}- 22:10 a\n- 00:30 b\n- 00:20 c\n- 07:00 d\n")
    assert [entry["time"] for entry in found["timeline"]] == [
        "2026-03-10T22:10", "2026-03-11T00:30", "2026-03-11T00:20", "2026-03-11T07:00",
    ]  # fmt: skip
    assert "line 7: 00:20 stands behind 00:30; the order was left as it is" in found["notes"]


@pytest.mark.parametrize(
    ("heading", "line"),
    [
        ("## Timeline (CET)", ""),
        ("## Timeline", "All times in CET.\n\n"),
        ("## Timeline", "_All times CET_\n\n"),
        ("## Timeline - times in CET", ""),
    ],
)
def test_a_zone_that_is_said_once_holds_for_all_entries(heading: str, line: str) -> None:
    found = read(f"# Pump stopped on 2026-01-10\n\n{heading}\n\n{line}- 10:00 a\n- 11:00 UTC b\n")
    assert found["timeline"][0]["time"] == "2026-01-10T10:00+01:00"
    assert any("CET" in note and "UTC" in note for note in found["notes"])


def test_two_zones_are_brought_to_one_and_the_instants_stay() -> None:
    found = read(f"{TITLE}- 10:00 PST a\n- 19:30 CET b\n- 11:00 PST c\n")
    assert [entry["time"] for entry in found["timeline"]] == [
        "2026-03-10T10:00-08:00", "2026-03-10T10:30-08:00", "2026-03-10T11:00-08:00",
    ]  # fmt: skip
    assert "times in 2 zones (CET, PST) were brought to PST" in found["notes"]


def test_a_zone_that_nobody_states_is_assumed_in_the_document_and_never_in_the_data() -> None:
    found = source_of(f"{TITLE}- 10:00 the alert fires\n", zone="Europe/Berlin")
    assert found.outline.times["started"].isoformat() == "2026-03-10T10:00:00+01:00"
    assert any("Europe/Berlin was assumed" in note for note in found.outline.notes)
    assert "started: 2026-03-10T10:00+01:00" in written(found)
    assert times(f"{TITLE}- 10:00 the alert fires\n") == ["2026-03-10T10:00"]


def test_a_zone_that_is_not_in_force_that_day_is_read_as_written_and_said() -> None:
    found = read("# Pump stopped on 2026-07-10\n\n## Timeline\n\nAll times in PST\n\n- 10:00 a\n")
    assert found["timeline"][0]["time"] == "2026-07-10T10:00-08:00"
    assert any("PDT" in note for note in found["notes"])


@pytest.mark.parametrize(
    ("entries", "wanted", "reason"),
    [
        ("- 25/12/2025 10:00 a\n- 03/01/2026 11:00 b\n", "2026-01-03T11:00", "25/12/2025 must be"),
        ("- 12/25/2025 10:00 a\n- 03/01/2026 11:00 b\n", "2026-03-01T11:00", "12/25/2025 must be"),
        ("- 03/04/2026 10:00 PST a\n- 03/04/2026 11:00 b\n", "2026-03-04T11:00-08:00", "time zone suggests"),
        ("- 03/04/2026 10:00 a\n- 03/04/2026 11:00 b\n", "2026-04-03T11:00", "nothing in the document says"),
    ],
)
def test_days_in_figures_are_read_by_what_the_document_shows_and_the_reason_is_said(
    entries: str, wanted: str, reason: str
) -> None:
    found = read(f"# Pump stopped\n\n## Timeline\n\n{entries}", "pump.md")
    assert found["timeline"][1]["time"] == wanted
    assert any(reason in note for note in found["notes"])


def test_a_day_without_a_year_takes_the_one_that_the_document_names_and_passes_new_year() -> None:
    text = "# Pump stopped over New Year\n\nIn December 2025 the pump was new.\n\n## Timeline\n\n- 31 Dec 23:50 a\n- 1 Jan 00:10 b\n"
    assert times(text) == ["2025-12-31T23:50", "2026-01-01T00:10"]


def test_years_and_months_that_contradict_each_other_are_reported_and_left() -> None:
    found = read(
        "# Pump stopped on 2026-03-10\n\n## Timeline\n\n- 2026-03-10 10:00 a\n- 2025-03-10 10:05 b\n- 2026-04-10 10:10 c\n- 2026-03-10 10:20 d\n"
    )
    assert [entry["time"][:10] for entry in found["timeline"]] == [
        "2026-03-10",
        "2025-03-10",
        "2026-04-10",
        "2026-03-10",
    ]
    assert sum("a mistyped date? It was left as written" in note for note in found["notes"]) == 2
    assert found["started"] == "2026-03-10T10:00+00:00"


def test_a_title_and_a_timeline_of_different_days_are_reported() -> None:
    found = read("# 2026-01-10, pump stopped\n\n## Timeline\n\n- 2026-06-02 10:00 a\n- 11:00 b\n")
    assert any("the title" in note and "2026-01-10" in note and "2026-06-02" in note for note in found["notes"])


def test_what_is_assumed_is_printed_beside_the_document(tmp_path: object) -> None:
    from pathlib import Path

    path = Path(str(tmp_path)) / "pump.md"
    path.write_text(f"{TITLE}- 10:00 the alert fires\n- 10:40 the pump is restored\n")
    result = run("--output", "-", path)
    assert result.exit_code == 0
    assert "note: the source states no time zone; UTC was assumed for the document" in result.stderr
    assert "note: `resolved` is not stated" in result.stderr
    assert "<!-- The source states no time zone; UTC was assumed. Which one is it? -->" in result.stdout
