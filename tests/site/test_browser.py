"""The site as people use it: in a real browser, by keyboard, in both palettes, on a phone and on a desk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect

pytestmark = pytest.mark.browser

DOCUMENT = "2026/2026-11-03-checkout-certificate/"
PAGES = {
    "home": "", "incidents": "incidents/", "document": DOCUMENT, "draft": "2026/2026-11-21-order-mails/", "retelling": "2024/2024-03-01-retold/",
    "actions": "actions/", "owners": "owners/", "owner": "owners/amara/", "factors": "factors/", "theme": "factors/detection/",
    "cards": "incidents/?view=cards", "nothing found": "incidents/?severity=SEV4", "signal": "signal/CheckoutErrorRate/", "signals": "signal/",
    "rule": "rules/missing-field/", "guide": "guide/",
}  # fmt: skip
SIZES = {"desktop": {"width": 1280, "height": 900}, "phone": {"width": 390, "height": 844}}


class Reader:
    """A page in a browser, and what it complained of and asked for."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.address = address
        self.complaints: list[str] = []
        self.asked: list[str] = []
        self.page: Page = context.new_page()
        self.page.on(
            "console", lambda said: self.complaints.append(said.text) if said.type in ("error", "warning") else None
        )
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("requestfailed", lambda request: self.complaints.append(f"failed: {request.url}"))
        self.page.on("request", lambda request: self.asked.append(request.url))
        self._under_way: set[Request] = set()
        self.page.on("request", lambda request: self._under_way.add(request))
        self.page.on("requestfinished", lambda request: self._under_way.discard(request))
        self.page.on("requestfailed", lambda request: self._under_way.discard(request))

    def read(self, path: str) -> Page:
        self.settle()
        self.page.goto(self.address + path)
        return self.page

    def settle(self) -> None:
        """Wait for what is still on its way: to leave the page would break it off, and that is no fault of the page."""
        for _ in range(500):
            if not self._under_way:
                return
            self.page.wait_for_timeout(10)
        raise AssertionError(f"these never ended: {sorted(each.url for each in self._under_way)}")

    @property
    def elsewhere(self) -> list[str]:
        """Requests that left the site."""
        return [url for url in self.asked if not url.startswith((self.address, "data:", "blob:"))]


@pytest.fixture
def reader(browser: Browser, address: str) -> Iterator[Reader]:
    context = browser.new_context(viewport=SIZES["desktop"])
    reader = Reader(context, address)
    yield reader
    reader.settle()
    context.close()
    assert not reader.complaints
    assert not reader.elsewhere


def keys(page: Page, *names: str) -> None:
    for name in names:
        page.keyboard.press(name)


def test_a_document_is_found_by_word_and_facet_with_the_keyboard_alone(reader: Reader) -> None:
    page = reader.read("")
    keys(page, "/")
    expect(page.get_by_role("dialog", name="Search")).to_be_visible()
    page.keyboard.type("certificate")
    results = page.locator("#hw-results")
    expect(
        results.get_by_role("link", name="Checkout unavailable after the payment certificate expired")
    ).to_be_visible()
    expect(results.get_by_role("link", name="Identity certificate noticed six hours before expiry")).to_be_visible()
    # By Tab to the filters, by Space into one.
    checkbox = page.get_by_role("checkbox", name="payments")
    for _ in range(20):
        if checkbox.evaluate("box => box === document.activeElement"):
            break
        keys(page, "Tab")
    keys(page, "Space")
    expect(page.get_by_role("checkbox", name="payments")).to_be_checked()
    expect(page.get_by_role("checkbox", name="payments")).to_be_focused()
    page.get_by_role("checkbox", name="2025").focus()
    keys(page, "Space")
    expect(results.get_by_role("link")).to_have_count(1)
    expect(page.locator("[data-hw-state]")).to_have_text("1 page")
    page.get_by_role("searchbox").focus()
    keys(page, "ArrowDown", "Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Identity certificate noticed six hours before expiry")


def test_a_filter_stays_where_it_is_while_results_come(reader: Reader) -> None:
    page = reader.read("")
    keys(page, "/")
    page.keyboard.type("certificate")
    link = page.locator("#hw-results").get_by_role("link").first
    expect(link).to_be_visible()
    before, box = link.element_handle(), page.get_by_role("checkbox", name="payments").element_handle()
    page.keyboard.type(" ")
    page.wait_for_function("link => !link.isConnected", arg=before)
    assert box is not None
    assert box.evaluate("box => box.isConnected")


def test_every_facet_counts_and_narrows(reader: Reader) -> None:
    page = reader.read("incidents/")
    keys(page, "s")
    filters = page.locator("[data-hw-filters]")
    for name, value, number in (
        ("Severity", "SEV1", 1),
        ("Service", "payments", 2),
        ("Year", "2026", 2),
        ("Status", "Draft", 1),
    ):
        box = filters.get_by_role("group", name=name).get_by_role("checkbox", name=value)
        expect(box.locator("xpath=..")).to_contain_text(str(number))
        box.check()
        expect(page.locator("#hw-results").get_by_role("link")).to_have_count(number)
        page.get_by_role("button", name="Clear filters").click()
        expect(box).not_to_be_checked()
    expect(page.locator("#hw-results").get_by_role("link").first).to_have_text(
        "Order mails delayed while the queue <drained> & grew"
    )


def test_alerts_are_found_by_their_names(reader: Reader) -> None:
    page = reader.read("")
    keys(page, "f")
    page.keyboard.type("CheckoutErrorRate")
    results = page.locator("#hw-results")
    expect(results.get_by_role("link").first).to_have_text("CheckoutErrorRate")
    expect(
        results.get_by_role("link", name="Checkout unavailable after the payment certificate expired")
    ).to_be_visible()
    expect(results.get_by_text("Stopped by: the renewed certificate goes live on all gateways.").first).to_be_visible()


def test_arrows_walk_the_results_and_escape_gives_the_focus_back(reader: Reader) -> None:
    page = reader.read("actions/")
    link = page.get_by_role("button", name="Alert, symptom, service")
    link.focus()
    keys(page, "Enter")
    page.keyboard.insert_text("certificate")  # at once: letter by letter the results are made anew under the arrows
    expect(page.locator("#hw-results a").nth(1)).to_be_visible()
    keys(page, "ArrowDown", "ArrowDown")
    expect(page.locator("#hw-results a").nth(1)).to_be_focused()
    keys(page, "ArrowUp", "ArrowUp")
    expect(page.get_by_role("dialog").get_by_role("searchbox")).to_be_focused()
    keys(page, "Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(link).to_be_focused()


def test_nothing_found_is_said(reader: Reader) -> None:
    page = reader.read("")
    keys(page, "/")
    page.keyboard.type("zyxwvut")
    expect(page.locator("[data-hw-state]")).to_have_text("Nothing found. Fewer words or filters find more.")


def test_without_javascript_the_search_is_a_link_to_the_list(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False, color_scheme="dark")
    page = context.new_page()
    page.goto(address)
    page.locator("a.hw-find--home").click()
    assert page.url == f"{address}incidents/"
    assert page.locator("tbody a.ttl").count() == 4
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", list(SIZES))
def test_no_accessibility_rule_is_broken(browser: Browser, address: str, size: str, scheme: Any) -> None:
    context = browser.new_context(viewport=SIZES[size], color_scheme=scheme)
    reader = Reader(context, address)
    broken = []
    for name, path in PAGES.items():
        page = reader.read(path)
        broken += [f"{name}: {each}" for each in violations(page)]
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            broken.append(f"{name}: wider than the screen")
    page = reader.read(DOCUMENT)
    keys(page, "/")
    page.keyboard.type("certificate")
    expect(page.locator("#hw-results a").first).to_be_visible()
    broken += [f"search: {each}" for each in violations(page)]
    context.close()
    assert not broken
    assert not reader.complaints
    assert not reader.elsewhere


def violations(page: Page) -> list[str]:
    """What axe finds: WCAG 2.2 AA and its best practices, target sizes included."""
    import axe_playwright_python

    # The code of a page's blocks gets its buttons a moment after the page is there.
    page.wait_for_function(
        "() => [...document.querySelectorAll('.highlight')].every(block => block.querySelector('button'))"
    )
    page.evaluate(next(Path(axe_playwright_python.__file__).parent.rglob("axe.min.js")).read_text("utf-8"))
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = page.evaluate("tags => axe.run(document, {runOnly: tags, rules: {'target-size': {enabled: true}}})", tags)
    return [f"{each['id']}: {each['nodes'][0]['html'][:120]}" for each in found["violations"]]


def test_the_palette_can_be_chosen_and_is_kept(reader: Reader) -> None:
    page = reader.read("")
    background = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(background) == "rgb(255, 255, 255)"
    for _ in range(2):
        page.locator(".md-header label[for^=__palette]:visible").click()
    assert page.evaluate(background) == "rgb(18, 21, 23)"
    reader.read(DOCUMENT)
    assert page.evaluate(background) == "rgb(18, 21, 23)"


def test_a_link_to_an_item_marks_it(reader: Reader) -> None:
    page = reader.read(f"{DOCUMENT}#A2")
    assert page.evaluate("getComputedStyle(document.querySelector(':target')).backgroundColor") == "rgb(251, 231, 161)"


def test_print_shows_the_document_and_no_frame(reader: Reader) -> None:
    page = reader.read(DOCUMENT)
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.querySelector('.md-header')).display") == "none"
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).color") == "rgb(22, 25, 27)"


def test_tables_stay_tables_where_their_rows_are_blocks(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport=SIZES["phone"])
    reader = Reader(context, address)
    for path in ("actions/", DOCUMENT, "factors/"):
        page = reader.read(path)
        table = page.locator(".hw-t--stack").first
        assert table.get_attribute("role") == "table"
        assert table.locator("tr, td, th, thead, tbody").count() == table.locator("[role]").count()
    page = reader.read("actions/?sort=due")  # its rows come from the list's own data
    expect(page.locator("[data-hw-explorer][aria-busy]")).to_have_count(0)
    assert page.locator(".hw-t--stack tbody td:not([role])").count() == 0
    reader.settle()
    context.close()
    assert not reader.complaints


def test_every_page_is_read_without_javascript(browser: Browser, address: str) -> None:
    pages = {**PAGES, "signals": "signal/", "trends": "trends/", "year": "2026/"}
    for scheme, background in (("light", "rgb(255, 255, 255)"), ("dark", "rgb(18, 21, 23)")):
        for viewport in SIZES.values():
            context = browser.new_context(java_script_enabled=False, color_scheme=scheme, viewport=viewport)  # type: ignore[arg-type]
            page = context.new_page()
            for name, path in pages.items():
                page.goto(address + path)
                expect(page.get_by_role("heading", level=1)).to_be_visible()
                expect(page.locator("body")).to_have_css("background-color", background)
                assert len(page.locator("article").inner_text()) > 80, name
                # Nothing is there to press that would do nothing.
                pressed = page.locator("article :is(input:not([disabled]), button:not([disabled]), select):visible")
                assert pressed.count() == 0, name
            context.close()


def test_no_page_asks_for_the_list_of_all_pages(browser: Browser, many_address: str) -> None:
    context = browser.new_context()
    reader = Reader(context, many_address)
    reader.read("").wait_for_load_state("networkidle")
    expect(reader.page.locator("link[rel~=alternate]")).to_have_count(2)
    context.close()
    assert not [url for url in reader.asked if "sitemap" in url]
