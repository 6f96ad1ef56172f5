"""The drawn timeline: to scale, each mark a link that leads somewhere, what is cut says so."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from reading import Element, read_html

from hotwash.config import Config
from hotwash.corpus import documents_in
from hotwash.site.document import document_body
from hotwash.site.library import open_library
from hotwash.site.scale import LEFT, RIGHT, SIGN, SIGN_ON_PHONE, Scale
from hotwash.site.urls import Urls

START = datetime(2026, 11, 3, 9, 12, tzinfo=UTC)


def at(minutes: float) -> datetime:
    return START + timedelta(minutes=minutes)


def page(tmp_path: Path, timeline: str, fields: str = "", name: str = "2026-11-03-x") -> Element:
    file = tmp_path / "postmortems" / "2026" / f"{name}.md"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(
        f"---\ntitle: X\nstatus: draft\n{fields}\n---\n\n## Timeline\n\nAll times are UTC.\n\n{timeline}", "utf-8"
    )
    config = Config(root=tmp_path)
    library = open_library(documents_in(tmp_path / "postmortems", config), "postmortems", config, date(2026, 11, 24))
    return read_html(document_body(library.entries[0], library, Urls()).html)


def drawn(element: Element) -> Element:
    (found,) = element.all("div", where=lambda each: each.has("hw-draw"))
    return found


def words(element: Element) -> list[str]:
    return [each.text() for each in drawn(element).all("text")]


CLEAN = """- 2026-11-03 09:12 — change: the old certificate expires.
- 09:20 — signal: the alert "fires" at 31% & <b>pages</b>.
- 09:31 — action: a rollback.
- 09:36 — result: nothing changes.
- 09:58 — action: the `renewed` [certificate](https://x.example) goes live.
- 10:05 — result: back to normal.
"""
TIMES = (
    "started: 2026-11-03T09:12Z\ndetected: 2026-11-03T09:20Z\nmitigated: 2026-11-03T09:58Z\nresolved: 2026-11-03T10:05Z"
)


def test_every_entry_is_a_mark_that_leads_to_it_and_says_what_it_is(tmp_path: Path) -> None:
    shown = page(tmp_path, CLEAN, TIMES)
    links = drawn(shown).all("a")
    ids = {each.attributes["id"] for each in shown.walk() if "id" in each.attributes}
    assert [each.attributes["href"] for each in links] == ["#t0912", "#t0920", "#t0931", "#t0936", "#t0958", "#t1005"]
    assert all(each.attributes["href"][1:] in ids for each in links)
    assert [each.attributes["aria-label"] for each in links][1::3] == [
        '09:20 signal: the alert "fires" at 31% & pages.', "09:58 action: the renewed certificate goes live.",
    ]  # fmt: skip
    assert not [each for each in links if "tabindex" in each.attributes]


def test_phases_and_marks_stand_to_scale(tmp_path: Path) -> None:
    shown = drawn(page(tmp_path, CLEAN, TIMES))
    bands = {each.attributes["class"]: float(each.attributes["width"][:-1]) for each in shown.all("rect")}
    whole = RIGHT - LEFT
    assert bands == pytest.approx({"p-u": whole * 8 / 53, "p-r": whole * 38 / 53, "p-v": whole * 7 / 53}, abs=0.06)
    places = [float(each.attributes["x"][:-1]) for each in shown.all("use")]
    assert places == pytest.approx([LEFT + whole * minute / 53 for minute in (0, 8, 19, 24, 46, 53)], abs=0.06)


def test_the_drawing_names_phases_pauses_and_times(tmp_path: Path) -> None:
    said = words(page(tmp_path, CLEAN, TIMES))
    assert said[:4] == ["8 min undetected", "38 min responding", "7 min recovering", "22 min without an entry"]
    assert {"09:12", "09:30", "09:50", "10:05"} <= set(said)


def test_without_kinds_there_is_one_lane(tmp_path: Path) -> None:
    shown = drawn(page(tmp_path, "- 2026-11-03 09:12 — one.\n- 09:20 — two.\n"))
    assert [each.text() for each in shown.all("span")] == ["", "Events"]
    mixed = drawn(page(tmp_path, "- 2026-11-03 09:12 — one.\n- 09:20 — signal: two.\n"))
    assert [each.text() for each in mixed.all("span")] == ["", "Change", "Signal", "Action", "Result", "Other"]


def test_fewer_than_two_moments_are_no_drawing(tmp_path: Path) -> None:
    for timeline in (
        "",
        "- nothing has a time.\n",
        "- 2026-11-03 09:12 — change: one.\n",
        "- 2026-11-03 14:?? — one.\n- 15:?? — two.\n",
    ):
        shown = page(tmp_path, timeline)
        assert not shown.all("div", where=lambda each: each.has("hw-draw"))
        assert "hw.draw" not in str(shown)


def test_entries_that_are_not_set_as_rows_get_no_mark_without_a_place(tmp_path: Path) -> None:
    shown = page(
        tmp_path,
        "- 2026-11-03\n  - 09:12 — change: nested.\n  - 09:14 — signal: nested.\n\nMore:\n\n- 09:20 — signal: one.\n- 09:31 — action: two.\n",
    )
    ids = {each.attributes["id"] for each in shown.walk() if "id" in each.attributes}
    assert all(each.attributes["href"][1:] in ids for each in drawn(shown).all("a"))


def test_a_silence_that_leaves_no_room_is_cut_and_says_how_long(tmp_path: Path) -> None:
    shown = page(
        tmp_path,
        "- 2021-03-01 10:00 — change: a library is taken up.\n- 2021-03-01 10:20 — result: nothing.\n- 2024-07-01 10:00 — signal: memory.\n"
        "- 2024-07-02 11:00 — action: restart.\n- 2026-02-01 10:00 — action: replaced.\n- 2026-02-01 12:00 — result: flat.\n",
        "started: 2021-03-01T10:00Z\ndetected: 2024-07-01T10:00Z\nresolved: 2026-02-01T12:00Z",
    )
    said = words(shown)
    assert "1217 d cut" in said
    assert "578 d cut" in said
    assert "cut: 1217 d, 578 d" in said
    assert {"2021-03-01", "2026-02-01"} <= set(said)
    plot = drawn(shown).all("svg")[0]
    assert (
        plot.attributes["aria-label"]
        == "The timeline drawn to scale, 2021-03-01 10:00 to 2026-02-01 12:00 UTC; 2 silences cut out"
    )


def test_a_change_long_before_does_not_squeeze_the_incident(tmp_path: Path) -> None:
    shown = page(
        tmp_path,
        "- 2026-11-02 10:00 — change: a deploy.\n" + CLEAN.replace("- 2026-11-03 09:12", "- 2026-11-03 09:12"),
        TIMES,
    )
    places = [float(each.attributes["x"][:-1]) for each in drawn(shown).all("use")]
    assert places[-1] - places[1] > 80
    assert "23 h cut" in words(shown)


def test_two_thousand_entries_are_drawn_together_and_all_listed(tmp_path: Path) -> None:
    kinds = ["signal", "action", "result", "result"]
    timeline = "".join(
        f"- {at(minute):%Y-%m-%d %H:%M} — {kinds[minute % 4]}: entry {minute}.\n" for minute in range(2000)
    )
    shown = page(tmp_path, timeline, "started: 2026-11-03T09:12Z\ndetected: 2026-11-03T09:12Z")
    (listed,) = shown.all("ol", where=lambda each: each.has("hw-tl"))
    assert len([each for each in listed.all("li") if each.attributes.get("id")]) == 2000
    links = drawn(shown).all("a")
    ids = {each.attributes["id"] for each in shown.walk() if "id" in each.attributes}
    assert len(ids) == len([each for each in shown.walk() if "id" in each.attributes])
    assert len(links) <= 200
    assert all(each.attributes["tabindex"] == "-1" and each.attributes["href"][1:] in ids for each in links)
    counted = sum(
        int(found[1]) if (found := re.search(r": (\d+) entries$", each.attributes["aria-label"])) else 1
        for each in links
    )
    assert counted == 2000
    assert len(str(drawn(shown).text())) < 500


def test_times_of_several_zones_stand_in_their_order(tmp_path: Path) -> None:
    shown = drawn(
        page(
            tmp_path,
            "- 2026-11-03 09:12 UTC — change: one.\n- 10:20 CET — signal: two.\n- 09:31 UTC — action: three.\n",
        )
    )
    places = [float(each.attributes["x"][:-1]) for each in shown.all("use")]
    assert places == sorted(places)


@pytest.mark.parametrize("minutes", [1, 7, 53, 300, 2000, 20_000, 200_000, 3_000_000])
def test_labels_of_the_axis_never_meet(minutes: int) -> None:
    scale = Scale([at(0), at(minutes / 3), at(minutes / 2), at(minutes)])
    for sign, ticks in ((SIGN, scale.ticks()), (SIGN_ON_PHONE, [each for each in scale.ticks() if not each.wide])):
        ends = []
        for x, label, anchor, _ in ticks:
            width = len(label) * sign
            left = x - {"start": 0, "middle": width / 2, "end": width}[anchor]
            ends.append((left, left + width))
        assert all(end < begin for (_, end), (begin, _) in pairwise(ends)), ticks
        assert len(ticks) >= 2


def test_the_axis_never_runs_backwards() -> None:
    moments = [at(minute) for minute in (0, 1, 5, 4000, 4001, 900_000, 900_010)]
    scale = Scale(moments)
    places = [scale.x(moment) for moment in moments]
    assert places == sorted(places)
    assert (places[0], places[-1]) == pytest.approx((LEFT, RIGHT))
    assert scale.x(at(2000)) <= scale.x(at(4000))
