"""The run sheet as a page, in a real browser: on a wide screen, on a phone, and on paper."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from reviewing_tools import draft, sheet

from hotwash.reviewing.page import page

MESSY = (Path(__file__).parents[1] / "cli/messy.md").read_text("utf-8")
pytestmark = pytest.mark.browser


@pytest.fixture
def browser_page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    yield page
    page.close()


def opened(tab: Page, folder: Path, text: str) -> list[str]:
    """The page of a document, open; and what it asked the network or the disk for."""
    asked: list[str] = []
    file = folder / "sheet.html"
    file.write_text(page(sheet(text)), "utf-8")
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto(file.as_uri())
    return asked


@pytest.mark.parametrize("width", [320, 360, 1280])
@pytest.mark.parametrize("text", [draft(), MESSY], ids=["complete", "messy"])
def test_it_fits_every_screen_and_asks_for_nothing_else(
    browser_page: Page, tmp_path: Path, text: str, width: int
) -> None:
    browser_page.set_viewport_size({"width": width, "height": 800})
    asked = opened(browser_page, tmp_path, text)
    assert [url for url in asked if not url.endswith("sheet.html")] == []
    assert browser_page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_read_it(browser_page: Page, tmp_path: Path, scheme: str) -> None:
    browser_page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    opened(browser_page, tmp_path, MESSY)
    found = Axe().run(browser_page).response["violations"]
    assert [(each["id"], [node["html"] for node in each["nodes"]][:3]) for each in found] == []
    browser_page.emulate_media(color_scheme="light")


def test_what_is_open_can_be_ticked_off(browser_page: Page, tmp_path: Path) -> None:
    opened(browser_page, tmp_path, MESSY)
    box = browser_page.get_by_label("Revenue: what did it cost, or was revenue unaffected?")
    box.check()
    assert box.is_checked()


@pytest.mark.parametrize(("paper", "size"), [("A4", (595, 842)), ("Letter", (612, 792))])
def test_it_prints_on_few_pages_of_any_paper(
    browser_page: Page, tmp_path: Path, paper: str, size: tuple[int, int]
) -> None:
    opened(browser_page, tmp_path, draft())
    printed = browser_page.pdf(format=paper)
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", printed) or re.findall(
        rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", _unpacked(printed)
    )
    assert 1 <= len(boxes) <= 4
    for sides in boxes:
        assert [float(side) for side in sides] == pytest.approx(size, abs=1)


def test_on_paper_there_is_room_to_write_and_no_colour(browser_page: Page, tmp_path: Path) -> None:
    opened(browser_page, tmp_path, draft())
    assert not browser_page.locator(".notes").first.is_visible()
    browser_page.emulate_media(media="print", color_scheme="dark")
    try:
        assert browser_page.locator(".notes").count() == 5
        assert browser_page.locator(".notes").first.evaluate("each => each.offsetHeight") > 40
        assert browser_page.locator("body").evaluate("each => getComputedStyle(each).color") == "rgb(0, 0, 0)"
    finally:
        browser_page.emulate_media(media="screen", color_scheme="light")


def test_what_a_document_says_stays_text(browser_page: Page, tmp_path: Path) -> None:
    title = "<script>document.title = 'taken'</script><img src=x onerror=alert(1)> & so on"
    opened(browser_page, tmp_path, draft({"title": f"'{title.replace(chr(39), chr(39) * 2)}'"}))
    assert browser_page.title() == f"Review: {title}"
    assert browser_page.locator("script, img").count() == 0


def _unpacked(printed: bytes) -> bytes:
    """The streams of a PDF, in which objects may be packed."""
    found = b""
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", printed, re.DOTALL):
        try:
            found += zlib.decompress(stream)
        except zlib.error:
            continue
    return found
