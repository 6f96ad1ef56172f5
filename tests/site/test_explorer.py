"""The tables that are narrowed, sorted and searched, in a real browser: by address, by keyboard, by hand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from many import NUMBER, POISON
from playwright.sync_api import Browser, Page, expect
from test_browser import SIZES, Reader, keys, violations

pytestmark = pytest.mark.browser


@pytest.fixture
def reader(browser: Browser, many_address: str) -> Iterator[Reader]:
    context = browser.new_context(viewport=SIZES["desktop"])
    reader = Reader(context, many_address)
    yield reader
    reader.settle()
    context.close()
    assert not reader.complaints
    assert not reader.elsewhere


def ready(page: Page) -> Page:
    """The page when its table has come to rest."""
    page.wait_for_selector(".hw-explorer--ready:not([aria-busy])")
    return page


def found(page: Page) -> str:
    return ready(page).locator(".hw-explorer output").inner_text()


def titles(page: Page) -> list[str]:
    return ready(page).locator(".hw-found :is(.ttl, .t):visible").all_inner_texts()


def box(page: Page, group: str, value: str):  # type: ignore[no-untyped-def]
    return page.get_by_role("group", name=group, exact=True).get_by_role("checkbox", name=value)


FACETS = [
    ("severity=SEV1", 12), ("severity=near miss", 12), ("service=checkout", 19), ("service=../x", 1),
    ("theme=detection", 20), ("tag=certificates", 60), ("year=2026", 17), ("status=draft", 1),
    ("status=in review", 1), ("kind=near miss", 12), ("kind=incident", 48), ("recurring=repeats", 1),
    ("recurring=repeated", 1), ("actions=open", 16), ("actions=overdue", 14), ("actions=none", 44),
    ("severity=SEV1&severity=SEV2", 24), ("theme=detection&service=checkout", 19), ("q=zebra07", 1),
]  # fmt: skip


@pytest.mark.parametrize(("query", "number"), FACETS)
def test_an_address_says_what_is_shown(reader: Reader, query: str, number: int) -> None:
    page = reader.read(f"incidents/?{query.replace(' ', '+')}")
    assert found(page) == f"{number} of {NUMBER}"
    chips = page.locator(".hw-chip").count()
    assert chips == query.count("=") - query.count("q=")
    shown = page.locator(".hw-found tbody tr").count()
    assert shown == min(number, 25)


@pytest.mark.parametrize(
    ("group", "value", "query", "number"),
    [
        ("Severity", "SEV1", "severity=SEV1", 12), ("Service", "payments", "service=payments", 40),
        ("Actions", "Has overdue actions", "actions=overdue", 14), ("Recurring", "Came back later", "recurring=repeated", 1),
        ("Year", "2025", "year=2025", 18), ("Theme", "change", "theme=change", 20), ("Tag", "certificates", "tag=Certificates", 60),
        ("Status", "Draft", "status=Draft", 1), ("Kind", "Near miss", "kind=Near+miss", 12),
    ],
)  # fmt: skip
def test_every_filter_works_by_keyboard_and_keeps_the_focus(
    reader: Reader, group: str, value: str, query: str, number: int
) -> None:
    page = ready(reader.read("incidents/"))
    check = box(page, group, value)
    expect(check.locator("xpath=..").locator(".n")).to_have_text(str(number))
    check.focus()
    keys(page, "Space")
    expect(page.locator(".hw-chip")).to_have_count(1)
    assert found(page) == f"{number} of {NUMBER}"
    expect(check).to_be_checked()
    expect(check).to_be_focused()
    assert page.url.endswith(f"incidents/?{query}")
    keys(page, "Space")
    expect(page.locator(".hw-chip")).to_have_count(0)
    assert found(page) == f"{NUMBER} incidents"
    assert page.url.endswith("incidents/")


def test_filters_are_reached_by_tab_from_the_search_field(reader: Reader) -> None:
    page = ready(reader.read("incidents/"))
    page.get_by_role("searchbox", name="Search within incidents").focus()
    for name in ("Table", "Cards"):
        keys(page, "Tab")
        expect(page.get_by_role("button", name=name, exact=True)).to_be_focused()
    keys(page, "Tab")
    expect(box(page, "Severity", "SEV1")).to_be_focused()


def test_counts_follow_the_other_filters_and_not_their_own(reader: Reader) -> None:
    page = ready(reader.read("incidents/?theme=detection"))
    number = lambda group, value: box(page, group, value).locator("xpath=..").locator(".n").inner_text()  # noqa: E731
    assert (number("Theme", "detection"), number("Theme", "change")) == ("20", "20")
    assert (number("Service", "checkout"), number("Service", "payments")) == ("19", "0")
    box(page, "Service", "checkout").check()
    assert found(page) == f"19 of {NUMBER}"
    assert (number("Theme", "detection"), number("Theme", "change")) == ("19", "0")
    assert (number("Service", "checkout"), number("Service", "payments")) == ("19", "0")


COLUMNS = {
    "Date": ("descending", "ascending"), "Severity": ("ascending", "descending"), "Incident": ("ascending", "descending"),
    "Resolved in": ("descending", "ascending"), "Open actions": ("descending", "ascending"),
}  # fmt: skip


@pytest.mark.parametrize("column", list(COLUMNS))
def test_every_column_sorts_both_ways_and_says_so(reader: Reader, column: str) -> None:
    page = ready(reader.read("incidents/"))
    head = page.get_by_role("columnheader", name=column)
    button = head.get_by_role("button")
    button.focus()
    if column == "Date":  # as it is at first
        keys(page, "Enter")
        expect(head).to_have_attribute("aria-sort", "ascending")
    for way in COLUMNS[column]:
        keys(page, "Enter")
        expect(head).to_have_attribute("aria-sort", way)
        expect(page.locator("th[aria-sort]")).to_have_count(1)
        expect(button).to_be_focused()
        ready(page)
        cells = page.locator(f".hw-found tbody tr td:nth-child({list(COLUMNS).index(column) + 1})").all_inner_texts()
        keys_of = [_key(column, each) for each in cells if each != "–"]
        assert keys_of == sorted(keys_of, reverse=way == "descending")
        assert ("–" not in cells) or cells.index("–") == len(keys_of)  # what has no value stands last
    if column != "Date":
        expected = {"Severity": "-severity", "Incident": "-title", "Resolved in": "resolved", "Open actions": "open"}
        assert page.url.endswith(f"?sort={expected[column]}")


def _key(column: str, cell: str) -> object:
    if column == "Resolved in":
        parts = cell.replace("min", "").split("h")
        return int(parts[-1] or 0) + (60 * int(parts[0]) if len(parts) > 1 else 0)
    if column == "Open actions":
        return int(cell.split()[0])
    return cell.splitlines()[0].casefold().replace("near miss", "sev9")  # behind the scale


def test_the_back_button_undoes_step_by_step_and_an_address_can_be_shared(reader: Reader, browser: Browser) -> None:
    page = ready(reader.read("incidents/"))
    box(page, "Severity", "SEV2").check()
    expect(page.locator(".hw-chip")).to_have_count(1)
    ready(page).get_by_role("columnheader", name="Incident").get_by_role("button").click()
    ready(page).get_by_role("button", name="Cards").click()
    page.get_by_role("searchbox", name="Search within incidents").type("zebra")
    page.wait_for_url("**/*q=zebra*")
    shared, listed = page.url, titles(page)
    assert shared.endswith("?q=zebra&severity=SEV2&sort=title&view=cards")
    assert len(listed) == 12
    for rest in ("?severity=SEV2&sort=title&view=cards", "?severity=SEV2&sort=title", "?severity=SEV2", ""):
        page.go_back()
        page.wait_for_url(f"**/incidents/{rest}")
    assert found(page) == f"{NUMBER} incidents"
    expect(page.get_by_role("searchbox", name="Search within incidents")).to_have_value("")
    page.go_forward()
    assert found(page) == f"12 of {NUMBER}"
    context = browser.new_context(viewport=SIZES["desktop"])
    other = context.new_page()
    other.goto(shared)
    assert titles(other) == listed
    context.close()


def test_words_are_found_by_their_beginnings_in_every_script(reader: Reader) -> None:
    page = ready(reader.read("incidents/"))
    field = page.get_by_role("searchbox", name="Search within incidents")
    for words, number in (
        ("zebra07", 1), ("zebra", 60), ("ZEBRA07 scaled", 1), ("queueage1", 20), ("証明書", 60), ("決済ゲート", 1), ("الشهادة", 1),
        ("🧯", 1), ("incident gateway", 29), ("xyzzy", 0), ("amara", 0),
    ):  # fmt: skip
        field.fill(words)
        page.wait_for_function("words => new URLSearchParams(location.search).get('q') === words", arg=words)
        assert (words, found(page)) == (words, f"{number} of {NUMBER}")
        expect(field).to_be_focused()


def test_nothing_found_says_what_each_loosening_would_give(reader: Reader) -> None:
    page = ready(reader.read("incidents/?severity=SEV1&service=..%2Fx&q=zebra03"))
    assert found(page) == f"0 of {NUMBER}"
    empty = page.locator(".hw-explorer .hw-empty")
    expect(empty).to_have_text("No incident matches all three filters.Without SEV1 there is 1. Clear all")
    expect(page.locator(".hw-found table")).to_be_hidden()
    empty.get_by_role("button", name="Without SEV1").click()
    assert found(page) == f"1 of {NUMBER}"
    expect(empty).to_be_hidden()
    page.get_by_role("button", name="Clear all").click()
    assert found(page) == f"{NUMBER} incidents"
    expect(page.get_by_role("searchbox", name="Search within incidents")).to_be_focused()


def test_a_value_that_is_no_more_is_shown_and_can_be_taken_away(reader: Reader) -> None:
    page = reader.read("incidents/?tag=gone")
    assert found(page) == f"0 of {NUMBER}"
    expect(page.locator(".hw-empty:visible")).to_have_text(
        f"No incident matches gone.Without gone there are {NUMBER}. Clear all"
    )
    page.get_by_role("button", name="Remove filter: tag gone").press("Enter")
    assert found(page) == f"{NUMBER} incidents"


def test_a_poisoned_name_is_text_in_filters_chips_and_addresses(reader: Reader) -> None:
    page = ready(reader.read("incidents/"))
    page.on("dialog", lambda dialog: pytest.fail(f"a script ran: {dialog.message}"))
    check = box(page, "Tag", POISON)
    check.check()
    assert found(page) == f"1 of {NUMBER}"
    expect(page.locator(".hw-chip")).to_have_text(POISON)
    expect(page.locator(".hw-explorer img")).to_have_count(0)
    page.reload()
    assert found(page) == f"1 of {NUMBER}"
    page.get_by_role("searchbox", name="Search within incidents").fill(POISON)
    page.wait_for_url("**q=**")
    assert found(page) == f"1 of {NUMBER}"  # by its words
    page.get_by_role("searchbox", name="Search within incidents").fill(f"{POISON} xyzzy")
    expect(page.locator(".hw-explorer .hw-empty")).to_contain_text(f"Without “{POISON} xyzzy” there is 1.")
    expect(page.locator(".hw-explorer img")).to_have_count(0)


def test_how_many_there_are_is_said_aloud(reader: Reader) -> None:
    page = ready(reader.read("incidents/"))
    said = page.get_by_role("status").filter(has_text="incidents")
    expect(said).to_have_text(f"{NUMBER} incidents")
    box(page, "Severity", "SEV1").check()
    expect(page.locator(".hw-explorer output")).to_have_text(f"12 of {NUMBER}")
    expect(page.locator(".hw-found table")).to_have_attribute("aria-rowcount", "13")


def test_rows_come_as_needed_and_by_a_button(reader: Reader) -> None:
    page = ready(reader.read("incidents/?sort=title"))
    more = page.locator(".hw-rest button")
    expect(page.locator(".hw-rest")).to_contain_text(f"The first 25 of {NUMBER}.")
    more.focus()
    keys(page, "Enter")
    expect(page.locator(".hw-found tbody tr")).to_have_count(NUMBER)
    expect(page.locator(".hw-found tbody tr").nth(25).locator("a.ttl")).to_be_focused()
    expect(page.locator(".hw-rest")).to_be_hidden()
    assert len(set(titles(page))) == NUMBER


def test_scrolling_brings_more_rows(reader: Reader) -> None:
    page = ready(reader.read("incidents/?sort=title"))
    page.mouse.move(800, 600)
    for _ in range(12):
        page.mouse.wheel(0, 700)
    expect(page.locator(".hw-found tbody tr")).to_have_count(NUMBER)


def test_only_what_is_shown_is_loaded(reader: Reader) -> None:
    ready(reader.read("incidents/"))
    reader.page.wait_for_load_state("networkidle")
    assert not [url for url in reader.asked if "/rows-" in url or "/words-" in url or "/cards-" in url]
    ready(reader.read("incidents/?year=2026&view=cards"))
    assert sum("/cards-" in url for url in reader.asked) == 1


def test_cards_say_what_stopped_it_and_what_is_left(reader: Reader) -> None:
    page = reader.read("incidents/?view=cards&year=2026")
    assert found(page) == f"17 of {NUMBER}"
    cards = page.get_by_role("list").filter(has=page.locator(".t")).get_by_role("listitem")
    expect(cards.first).to_contain_text("Stopped by: consumers are scaled from 0 to 8.")
    expect(cards.first).to_contain_text("1 open")
    expect(cards.nth(4)).to_contain_text("Caught by: The morning check caught it early.")
    expect(page.locator(".hw-found table")).to_be_hidden()
    page.get_by_label("Sort").select_option("date")
    assert page.url.endswith("sort=date&view=cards")


def test_on_a_phone_filters_are_folded_and_a_list_sorts(browser: Browser, many_address: str) -> None:
    context = browser.new_context(viewport=SIZES["phone"])
    reader = Reader(context, many_address)
    page = ready(reader.read("incidents/?severity=SEV1"))
    summary = page.locator(".hw-explorer summary")
    expect(summary).to_have_text("Filters · 1 set")
    expect(page.get_by_role("checkbox", name="SEV2")).to_be_hidden()
    summary.press("Enter")
    page.get_by_role("checkbox", name="SEV2").check()
    assert found(page) == f"24 of {NUMBER}"
    page.get_by_label("Sort").select_option("-resolved")
    ready(page)
    assert page.url.endswith("sort=-resolved")
    assert page.locator("thead button[tabindex='-1']").count() == 5
    reader.settle()
    context.close()
    assert not reader.complaints


def test_without_javascript_the_table_is_whole_and_by_year(browser: Browser, many_address: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport=SIZES["desktop"])
    page = context.new_page()
    page.goto(f"{many_address}incidents/")
    expect(page.locator("tbody a.ttl:visible")).to_have_count(NUMBER)
    expect(page.get_by_role("rowheader", name="2026")).to_be_visible()
    for control in (".hw-bar", ".hw-explorer .hw-filters", ".hw-sort"):
        expect(page.locator(control)).to_be_hidden()
    for path, selector in (
        ("actions/", "tbody a.ttl"),
        ("factors/detection/", ".hw-conds > li"),
        ("owners/amara/", "tbody a.ttl"),
    ):
        page.goto(many_address + path)
        expect(page.locator(f"{selector}:visible").first).to_be_visible()
    context.close()


def test_when_the_data_is_not_there_the_page_says_so_and_keeps_its_rows(browser: Browser, many_address: str) -> None:
    context = browser.new_context(viewport=SIZES["desktop"])
    page = context.new_page()
    page.route("**/explorer/**", lambda route: route.abort())
    page.goto(f"{many_address}incidents/")
    box(page, "Severity", "SEV1").check()
    expect(page.locator(".hw-explorer output")).to_have_text(
        "The data of this list cannot be loaded. Load the page again."
    )
    expect(page.locator("tbody a.ttl")).to_have_count(NUMBER)
    context.close()


def test_print_shows_the_rows_and_no_controls(reader: Reader) -> None:
    page = ready(reader.read("incidents/?severity=SEV1"))
    page.emulate_media(media="print", color_scheme="dark")
    for control in (".hw-bar", ".hw-explorer .hw-filters", ".hw-chips .hw-clear"):
        expect(page.locator(control)).to_be_hidden()
    expect(page.locator(".hw-chip")).to_be_visible()
    expect(page.locator("tbody a.ttl:visible")).to_have_count(12)


ACTIONS = [
    ("", "60 items"), ("?status=overdue", "14 of 60"), ("?status=open", "2 of 60"), ("?type=detect", "30 of 60"),
    ("?service=../x", "1 of 60"), ("?theme=change", "20 of 60"), ("?year=2025", "18 of 60"), ("?status=dropped", "1 of 60"), ("?q=queue+limit", "60 of 60"),
]  # fmt: skip


@pytest.mark.parametrize(("query", "said"), ACTIONS)
def test_actions_are_narrowed_likewise(reader: Reader, query: str, said: str) -> None:
    assert found(reader.read(f"actions/{query}")) == said


@pytest.mark.parametrize("column", ["Status", "Action", "Type", "Due", "Age and deadline"])
def test_actions_sort_by_everything_but_people(reader: Reader, column: str) -> None:
    page = ready(reader.read("actions/"))
    head = page.get_by_role("columnheader", name=column)
    for _ in range(2):
        head.get_by_role("button").press("Enter")
        expect(head).to_have_attribute(
            "aria-sort", "ascending" if _ == (column == "Age and deadline") else "descending"
        )
        ready(page)
    assert page.get_by_role("columnheader", name="Owner").get_by_role("button").count() == 0
    assert "Owner" not in page.locator(".hw-explorer .hw-filters").inner_text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", list(SIZES))
def test_no_accessibility_rule_is_broken_and_nothing_is_wider_than_the_screen(
    browser: Browser, many_address: str, many: Path, size: str, scheme: str
) -> None:
    context = browser.new_context(viewport=SIZES[size], color_scheme=scheme)  # type: ignore[arg-type]
    reader = Reader(context, many_address)
    broken = []
    owners = [each.parent.name for each in (many / "owners").glob("*/index.html")]
    paths = [
        "",
        "incidents/?year=2023",
        "incidents/?view=cards&year=2023",
        "incidents/?q=xyzzy",
        "actions/",
        "actions/?status=dropped",
    ]
    for path in [*paths, "factors/", "factors/detection/", "owners/", *(f"owners/{name}/" for name in owners[:2])]:
        page = reader.read(path)
        if path.startswith(("incidents", "actions")):
            ready(page)
        if size == "phone" and path == "incidents/?year=2023":
            page.locator(".hw-explorer summary").click()
        broken += [f"{path}: {each}" for each in violations(page)]
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            broken.append(f"{path}: wider than the screen")
    context.close()
    assert not broken
    assert not reader.complaints
    assert not reader.elsewhere
