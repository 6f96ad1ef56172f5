"""Five questions of somebody in an incident, answered from the home page in at most three actions each, on a desk and on a phone.

An action is a press of a key or a button, or words typed without a pause. Every answer is to be seen where the last action left
the reader; only the themes of a list stand further down on a phone.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from test_browser import SIZES, Reader

from conftest import TODAY, served, write_base
from hotwash.site.mkdocs import build_site

pytestmark = pytest.mark.browser

OUR_OWN = Path(__file__).parents[2] / "postmortems"
MOST = 3


@pytest.fixture(scope="module")
def knowledge(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of this repository's documents beside those of the tests, some of whose items are open."""
    root = tmp_path_factory.mktemp("questions")
    config = write_base(root)
    shutil.copytree(OUR_OWN, root / "postmortems", dirs_exist_ok=True)
    with served(build_site(config, root / "out" / "kb", today=TODAY)) as address:
        yield address


class Asking:
    """A reader on the home page, whose actions are counted."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.actions = 0

    def press(self, target: Locator | str) -> None:
        """Press a key by its name, or what is to be seen on the page."""
        self.actions += 1
        if isinstance(target, str):
            self.page.keyboard.press(target)
        else:
            target.click()

    def type(self, words: str) -> None:
        """Type words where the cursor is."""
        self.actions += 1
        self.page.keyboard.insert_text(words)

    def search(self, words: str) -> Locator:
        """Open the search as this device lets one, type, and look at what is found."""
        self.press("/" if self.page.viewport_size == SIZES["desktop"] else self.page.locator(".hw-find--home"))
        self.type(words)
        return self.page.locator("#hw-results > li")

    def filter(self, group: str, value: str) -> None:
        """Tick a value of a list's filters, which a phone keeps folded."""
        filters = self.page.locator(".hw-explorer .hw-filters")
        box = filters.get_by_role("group", name=group, exact=True).get_by_role("checkbox", name=value)
        expect(filters.locator("fieldset").first).to_be_attached()
        folded = filters.locator("summary")
        if folded.is_visible():
            self.press(folded)
        self.press(box)
        expect(self.page.locator("[data-hw-explorer]:not([aria-busy])")).to_have_count(1)

    def sees(self, answer: Locator) -> None:
        """The answer is on the screen, and it took no more than three actions."""
        expect(answer).to_be_in_viewport()
        assert self.actions <= MOST


@pytest.fixture(params=list(SIZES))
def asking(request: pytest.FixtureRequest, browser: Browser, knowledge: str) -> Iterator[Asking]:
    size: Any = SIZES[request.param]
    context = browser.new_context(viewport=size)
    reader = Reader(context, knowledge)
    yield Asking(reader.read(""))
    reader.settle()
    context.close()
    assert not reader.complaints
    assert not reader.elsewhere


def test_we_got_this_alert_what_stopped_it_last_time(asking: Asking) -> None:
    found = asking.search("CheckoutErrorRate")
    asking.sees(found.first.get_by_text("Stopped by: the renewed certificate goes live on all gateways."))


def test_have_we_seen_this_symptom_before(asking: Asking) -> None:
    found = asking.search("scanners offline empty seat map")
    asking.sees(found.first.get_by_role("link", name="Seat maps and ticket scanners overloaded"))
    asking.press(found.first.get_by_role("link"))
    asking.sees(asking.page.locator(".hw-now .stop").get_by_text("with an empty map that they keep for 6 hours"))


def test_what_is_still_open_for_this_service(asking: Asking) -> None:
    asking.press(asking.page.get_by_role("link", name="All 5 open"))
    asking.press(asking.page.get_by_role("searchbox", name="Search within items"))
    asking.type("payments")
    expect(asking.page.locator(".hw-explorer output")).to_have_text(re.compile(r"\d of \d+"))
    row = asking.page.locator(".hw-explorer tbody tr").first
    expect(row).to_contain_text("Overdue by 10 days")
    asking.sees(row.get_by_role("link", name="Add a certificate check to the checkout runbook"))


def test_what_keeps_making_incidents_at_this_service_possible(asking: Asking) -> None:
    asking.press(asking.page.get_by_role("link", name="All 21 incidents"))
    asking.filter("Service", "gateway")
    themes = asking.page.locator(".hw-explorer .hw-filters").get_by_role("group", name="Theme").locator("label")
    expect(themes.first).to_have_text("capacity2")
    themes.first.scroll_into_view_if_needed()  # on a phone the themes stand below the services
    asking.sees(themes.first)
    # One action more on a desk leads to the incidents that had it.
    if asking.actions < MOST:
        asking.press(themes.first)
        expect(asking.page.locator(".hw-explorer tbody").get_by_role("link", name="retry storm")).to_be_visible()
        assert asking.actions <= MOST


def test_was_this_tried_before_and_with_which_result(asking: Asking) -> None:
    found = asking.search("raise the number of instances fares")
    expect(found.first.get_by_role("link")).to_contain_text("retry storm")
    asking.press(found.first.get_by_role("link"))
    tried = asking.page.locator(".hw-now").get_by_text(
        "Then: calls to the pricing engine rise from 19,000 to 31,000 a second"
    )
    asking.sees(tried)
