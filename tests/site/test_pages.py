"""What stands on the pages: facts, timeline, factors, actions, lists."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from reading import Element, read_html

from conftest import TODAY
from hotwash.config import Config
from hotwash.corpus import documents_in
from hotwash.site.actions import actions_body
from hotwash.site.catalogue import Catalogue
from hotwash.site.document import document_body
from hotwash.site.home import home_body
from hotwash.site.incidents import incidents_body
from hotwash.site.library import Library, open_library
from hotwash.site.urls import Urls
from hotwash.site.words import duration
from hotwash.writing.names import safe_name


@pytest.fixture(scope="module")
def library(base: Path) -> Library:
    config = Config(root=base)
    return open_library(documents_in(base / "postmortems", config), "postmortems", config, TODAY)


def page(library: Library, name: str) -> Element:
    return read_html(document_body(library.by_name[name], library, Urls()).html)


def pairs(element: Element) -> dict[str, str]:
    return {each.all("dt")[0].text(): each.all("dd")[0].text() for each in element.all("div") if each.all("dt")}


def rows(element: Element, kind: str) -> list[list[str]]:
    table = element.all("table", where=lambda each: each.has(kind))[0]
    return [[cell.text() for cell in row.all("td", "th")] for row in table.all("tr")]


def test_facts_are_those_of_the_document(library: Library) -> None:
    facts = pairs(
        page(library, "2026-11-03-checkout-certificate").all("dl", where=lambda each: each.has("hw-facts"))[0]
    )
    assert facts == {
        "Time to detect": "8 min", "Time to mitigate": "46 min", "Time to resolve": "53 min", "Reviewed after": "29 h",
        "Started, UTC": "2026-11-03 09:12", "Detected": "2026-11-03 09:20", "Mitigated": "2026-11-03 09:58", "Resolved": "2026-11-03 10:05",
        "Status": "Published", "Authors": "@amara", "Signals": "CheckoutErrorRate", "Services": "checkout, payments", "Tags": "certificates",
    }  # fmt: skip


def test_the_timeline_shows_elapsed_time_phases_and_silences(library: Library) -> None:
    timeline = page(library, "2026-11-03-checkout-certificate").all("ol", where=lambda each: each.has("hw-tl"))[0]
    assert [each.text() for each in timeline.all("li")] == [
        "Undetected 8 min",
        "09:12 start change: the old certificate expires on all payment gateways.",
        "Responding 38 min",
        "09:20 +8 min signal: the checkout error-rate alert pages the on-call engineer.",
        "09:31 +19 min action: the on-call engineer rolls back the last deploy.",
        "09:36 +24 min result: the rollback changes nothing.",
        "22 min without an entry",
        "Recovering 7 min",
        "09:58 +46 min action: the renewed certificate goes live on all gateways.",
        "10:05 +53 min result: the error rate is back to normal.",
    ]


def test_a_timeline_in_a_table_keeps_its_further_columns_and_passes_midnight(library: Library) -> None:
    timeline = page(library, "2026-11-21-order-mails").all("ol", where=lambda each: each.has("hw-tl"))[0]
    said = [each.text() for each in timeline.all("li")]
    assert said[0] == "2026-11-21"
    assert "22:50 start change: the consumer count is lowered Seen by: deploy" in said
    assert "2026-11-22" in said
    assert "~00:40 +1 h 50 min action: consumers are scaled from 4 to 12 Seen by: on-call" in said


def test_factors_say_what_answers_them(library: Library) -> None:
    clean = page(library, "2026-11-03-checkout-certificate").all("ol", where=lambda each: each.has("hw-fac"))[0]
    first = clean.all("li")[0]
    assert first.attributes["id"] == "F1"
    assert first.text().endswith("detection Answered by A1 Done A2 Overdue")
    accepted = page(library, "2025-08-09-identity-certificate").all("ol", where=lambda each: each.has("hw-fac"))[0]
    assert "Accepted by @ops/web: the vendor drops it. Looked at again 2027-02-01." in accepted.text()


def test_action_tables_say_in_words_how_things_stand(library: Library) -> None:
    assert rows(page(library, "2026-11-03-checkout-certificate"), "hw-t--act")[1:3] == [
        ["A1", "Done 3 Nov", "Renew the gateway certificates", "Fix", "@amara", "2026-11-03", "F1"],
        ["A2", "Overdue by 4 days", "Alert 30 days before any certificate in the fleet expires", "Detect", "@kenji", "2026-11-20", "F1, F3"],
    ]  # fmt: skip
    lines = rows(page(library, "2026-11-21-order-mails"), "hw-t--act")
    assert lines[1] == ["A1", "Open", "Give the queue a limit. with an alert", "Prevent", "@noor", "2026-12-01", "F1"]
    assert lines[2][:3] == ["A2", "Overdue by 14 days", "Alert on age, not length."]
    near = rows(page(library, "2025-08-09-identity-certificate"), "hw-t--act")
    assert near[1][1] == "Dropped: A2 replaces it"


def test_a_retelling_names_its_sources_and_has_no_columns_for_what_it_cannot_know(library: Library) -> None:
    retold = page(library, "2024-03-01-retold")
    notice = retold.all("div", where=lambda each: each.has("hw-notice"))
    assert any("A retelling of another organisation’s incident" in each.text() for each in notice)
    assert rows(retold, "hw-t--act")[0] == ["ID", "Status", "Action", "Type"]


def test_references_and_neighbours_lead_to_pages(library: Library) -> None:
    near = page(library, "2025-08-09-identity-certificate")
    hrefs = {each.attributes["href"] for each in near.all("a")}
    assert "../../2026/2026-11-03-checkout-certificate/#A2" in hrefs
    ways = {each.attributes["rel"]: each.attributes["href"] for each in near.all("a") if each.has("hw-way")}
    assert ways == {"prev": "../../2024/2024-03-01-retold/", "next": "../../2026/2026-11-03-checkout-certificate/"}


def test_the_list_goes_by_year_the_newest_first(library: Library) -> None:
    listed = rows(read_html(incidents_body(library, Urls()).html), "hw-t--inc")
    assert [row[0] for row in listed] == [
        "Date ↓",
        "2026",
        "2026-11-21",
        "2026-11-03",
        "2025",
        "2025-08-09",
        "2024",
        "2024-03-01",
    ]
    assert listed[3][1:] == [
        "SEV2",
        "Checkout unavailable after the payment certificate expired checkout, payments · CheckoutErrorRate",
        "53 min",
        "3 open",
    ]
    assert listed[2][2].startswith("Order mails delayed while the queue <drained> & grew Draft")


def test_open_actions_stand_by_due_date_and_those_of_retellings_nowhere(library: Library) -> None:
    actions = read_html(actions_body(library, Urls()).html)
    assert [row[4].removeprefix("due ") for row in rows(actions, "hw-t--todo")[1:6]] == [
        "2026-11-10",
        "2026-11-14",
        "2026-11-20",
        "2026-12-01",
        "2027-01-15",
    ]
    assert "Mend it" not in actions.text()
    assert "5 open items, 3 of them overdue" in actions.text()


def test_home_shows_the_newest_what_stopped_it_and_what_is_due(library: Library) -> None:
    home = read_html(home_body(library, Urls(), Catalogue(library)).html).text()
    assert "Stopped by: the renewed certificate goes live on all gateways." in home
    assert "Overdue by 14 days @sven Alert on age, not length." in home
    assert "All 4 incidents" in home


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, "0 min"), (40, "40 s"), (480, "8 min"), (5040, "1 h 24 min"), (7560, "2 h 06 min"), (3600 * 49, "2 d 1 h"), (86400 * 3, "3 d")],
)  # fmt: skip
def test_durations_read_as_people_say_them(seconds: int, words: str) -> None:
    assert duration(timedelta(seconds=seconds)) == words


@pytest.mark.parametrize(
    ("source", "target", "href"),
    [("index", "incidents", "incidents/"), ("2026/a", "2026/b", "../b/"), ("2026/a", "index", "../../"), ("2026/a", "2026/index", "../"), ("rules/x", "rules/x", "./")],
)  # fmt: skip
def test_addresses_are_relative(source: str, target: str, href: str) -> None:
    assert Urls().link(source, target) == href


@pytest.mark.parametrize("name", ["../x", "a/b", "..", "", "C:\\x", "\0", "Größe 1"])
def test_a_name_never_leaves_its_folder(name: str) -> None:
    assert safe_name(name)
    assert not set(safe_name(name)) & set("./\\:\0")


def test_the_day_decides_what_is_overdue(base: Path) -> None:
    config = Config(root=base)
    early = open_library(documents_in(base / "postmortems", config), "postmortems", config, date(2026, 11, 4))
    assert "Overdue" not in page(early, "2026-11-03-checkout-certificate").text()
