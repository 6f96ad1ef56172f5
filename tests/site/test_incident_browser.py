"""Documents and the pages of alerts in a real browser: at night, on a phone, without a script, by keyboard."""

from __future__ import annotations

import functools
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from test_browser import SIZES, Reader, keys, violations

from conftest import CLEAN, TODAY
from hotwash.site.mkdocs import build_site

pytestmark = pytest.mark.browser

DOCUMENT = "2026/2026-11-03-checkout-certificate/"
MKDOCS_YML = """site_name: Larkmere
site_url: http://127.0.0.1/kb/
repo_url: https://github.com/larkmere/kb
edit_uri: edit/main/postmortems/
docs_dir: postmortems
theme:
  name: material
plugins:
  - hotwash
"""
DRAFT = """---
title: Checkout errors after a schema change
status: draft
severity: SEV3
services: [checkout]
signals: [CheckoutErrorRate, "disk/full"]
started: 2026-11-19T10:00Z
detected: 2026-11-19T10:00Z
authors: [noor]
---

## Timeline

All times are UTC.

- 2026-11-19 10:00 — signal: `CheckoutErrorRate` fires for carts with a voucher.
- 10:08 — action: the checkout hosts are restarted.
- 10:12 — result: the same carts fail again.

## Contributing factors

- **F1**: The expiry alert watched the load balancer's certificate only. #detection
"""
FIVE_YEARS = """---
title: {title}
status: draft
severity: SEV3
services: [../x]
signals: [Leak]
started: 2021-03-01T10:00Z
detected: 2024-07-01T10:00Z
resolved: 2026-02-01T12:00Z
authors: [noor]
---

## Timeline

All times are UTC.

- 2021-03-01 10:00 — change: a library is taken up.
- 2024-07-01 10:00 — signal: memory runs out.
- 2024-07-02 11:00 — action: hosts are restarted every night.
- 2026-02-01 12:00 — result: the library is gone.
"""
TITLES = {
    "arabic": "تعطلت خدمة الدفع بعد انتهاء صلاحية الشهادة " * 8,
    "japanese": "証明書の期限切れで決済が停止" * 22,
    "emoji": "🔥🚒💥" * 100,
}


class _Host(SimpleHTTPRequestHandler):
    """Serves the page for unknown addresses as hosts of static files do."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory, "kb", "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(page)


@pytest.fixture(scope="module")
def kb(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a knowledge base with a repository, an alert that fired twice, and titles of three hundred signs."""
    root = tmp_path_factory.mktemp("incident")
    documents = {
        "2026/2026-11-03-checkout-certificate.md": CLEAN.read_text("utf-8"),
        "2026/2026-11-19-schema-change.md": DRAFT,
        **{f"2021/2021-03-01-{name}.md": FIVE_YEARS.format(title=title[:300]) for name, title in TITLES.items()},
    }
    for name, text in documents.items():
        file = root / "postmortems" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    (root / "mkdocs.yml").write_text(MKDOCS_YML, "utf-8")
    site = build_site(root / "mkdocs.yml", root / "out" / "kb", today=TODAY)
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Host, directory=str(site.parent)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/kb/"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def reader(browser: Browser, kb: str) -> Iterator[Reader]:
    context = browser.new_context(viewport=SIZES["desktop"], permissions=["clipboard-read", "clipboard-write"])
    reader = Reader(context, kb)
    yield reader
    reader.settle()
    context.close()
    assert not reader.complaints
    assert not reader.elsewhere


def test_on_a_phone_the_answers_stand_before_any_scrolling(browser: Browser, kb: str) -> None:
    context = browser.new_context(viewport=SIZES["phone"], java_script_enabled=False)
    page = context.new_page()
    page.goto(kb + DOCUMENT)
    box = page.get_by_role("region", name="If this is happening now").bounding_box()
    assert box is not None
    assert box["y"] + box["height"] < 844
    for words in ("the renewed certificate goes live on all gateways.", "Then: the rollback changes nothing."):
        expect(page.locator(".hw-now").get_by_text(words)).to_be_visible()
    context.close()


def test_three_words_on_any_page_find_what_stopped_it(reader: Reader) -> None:
    for path in ("rules/missing-field/", "signal/CheckoutErrorRate/", "actions/"):
        page = reader.read(path)
        keys(page, "/")
        page.keyboard.type("checkout payment certificate")
        first = page.locator("#hw-results li").first
        expect(first).to_contain_text("Stopped by: the renewed certificate goes live on all gateways.")


def test_an_alert_leads_to_every_time_it_fired_without_a_script(browser: Browser, kb: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{kb}signal/CheckoutErrorRate/")
    expect(page.get_by_role("heading", level=2).first).to_have_text("Checkout errors after a schema change")
    expect(page.locator(".hw-occ").first).to_contain_text("Draft")
    expect(page.locator(".hw-occ").first).to_contain_text("It has not stopped yet.")
    page.get_by_role("link", name="Checkout unavailable after the payment certificate expired").click()
    expect(page.locator(".hw-now")).to_be_visible()
    page.locator(".hw-facts").get_by_role("link", name="CheckoutErrorRate").click()
    assert page.url == f"{kb}signal/CheckoutErrorRate/"
    context.close()


def test_an_alert_that_never_fired_is_answered_with_the_nearest(reader: Reader) -> None:
    page = reader.read("signal/CheckoutErorRate/")
    expect(page.get_by_text("No incident with the alert CheckoutErorRate is written down.")).to_be_visible()
    reader.complaints.clear()  # the browser's own word for the missing page
    page.get_by_role("link", name="CheckoutErrorRate").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("CheckoutErrorRate")


def test_other_unknown_addresses_say_nothing_of_alerts(reader: Reader) -> None:
    page = reader.read("no/such/page/")
    reader.complaints.clear()
    expect(page.locator("[data-hw-signals]")).to_be_hidden()


def test_marks_are_reached_in_the_order_of_time_and_lead_to_their_entries(reader: Reader) -> None:
    page = reader.read(DOCUMENT)
    marks = page.locator(".hw-draw a")
    marks.first.focus()
    times = []
    for _ in range(6):
        times.append(page.evaluate("document.activeElement.getAttribute('aria-label').slice(0, 5)"))
        keys(page, "Tab")
    assert times == ["09:12", "09:20", "09:31", "09:36", "09:58", "10:05"]
    marks.nth(4).focus()
    keys(page, "Enter")
    assert page.url.endswith("#t0958")
    assert "goes live" in page.evaluate("document.querySelector(':target').textContent")


def test_a_focused_mark_wears_a_ring_and_no_other(reader: Reader) -> None:
    page = reader.read(DOCUMENT)
    keys(page, "Tab")
    mark = page.locator(".hw-draw a").nth(2)
    before = mark.screenshot()
    mark.focus()
    keys(page, "Shift+Tab")
    keys(page, "Tab")
    assert mark.evaluate("mark => mark === document.activeElement")
    assert mark.evaluate("mark => getComputedStyle(mark).getPropertyValue('--hw-ring').trim()") != ""
    assert mark.screenshot() != before
    assert (
        page.locator(".hw-draw a").first.evaluate("mark => getComputedStyle(mark).getPropertyValue('--hw-ring')") == ""
    )


def test_the_drawing_fits_every_width_and_its_words_never_shrink(browser: Browser, kb: str) -> None:
    for width in (320, 390, 720, 960, 1280, 2000):
        context = browser.new_context(viewport={"width": width, "height": 800})
        page = context.new_page()
        for path in (DOCUMENT, "2021/2021-03-01-arabic/"):
            page.goto(kb + path)
            assert not page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
            sizes = page.evaluate(SIZES_OF_TEXT)
            assert min(sizes) >= 12
            assert page.evaluate(OVERLAPS) == [], (width, path)
        context.close()


SIZES_OF_TEXT = (
    "[...document.querySelectorAll('.hw-draw text')].map(text => parseFloat(getComputedStyle(text).fontSize))"
)
OVERLAPS = """() => {
  const seen = [...document.querySelectorAll('.hw-draw text')]
    .map(text => [text.textContent, text.getBoundingClientRect()]).filter(([, box]) => box.width);
  const found = [];
  seen.forEach(([one, a], at) => seen.slice(at + 1).forEach(([two, b]) => {
    if (a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 4 && b.top < a.bottom - 4) found.push(`${one} / ${two}`);
  }));
  return found;
}"""


def test_a_document_can_be_taken_along_as_markdown_and_as_a_link(reader: Reader) -> None:
    page = reader.read(DOCUMENT)
    page.get_by_role("button", name="Copy as Markdown").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    taken = page.evaluate("navigator.clipboard.readText()")
    assert taken.startswith("# Checkout unavailable after the payment certificate expired\n\nSEV2")
    assert "| A2 | Detect |" in taken
    page.get_by_role("button", name="Copy link").click()
    page.wait_for_function("async () => (await navigator.clipboard.readText()).startsWith('http')")
    assert page.evaluate("navigator.clipboard.readText()") == f"http://127.0.0.1/kb/{DOCUMENT}"
    expect(page.get_by_role("link", name="Edit this page")).to_have_attribute(
        "href", "https://github.com/larkmere/kb/edit/main/postmortems/2026/2026-11-03-checkout-certificate.md"
    )


def test_titles_of_three_hundred_signs_stay_readable(browser: Browser, kb: str) -> None:
    for size in SIZES.values():
        context = browser.new_context(viewport=size)
        page: Page = context.new_page()
        for name in TITLES:
            page.goto(f"{kb}2021/2021-03-01-{name}/")
            assert not page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"), (
                name
            )
            direction = page.locator("h1").evaluate("title => getComputedStyle(title).direction")
            assert direction == ("rtl" if name == "arabic" else "ltr")
        page.goto(f"{kb}signal/Leak/")
        assert not page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
        context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", list(SIZES))
def test_no_accessibility_rule_is_broken(browser: Browser, kb: str, size: str, scheme: Any) -> None:
    context = browser.new_context(viewport=SIZES[size], color_scheme=scheme)
    reader = Reader(context, kb)
    broken = []
    pages = (
        DOCUMENT,
        "2026/2026-11-19-schema-change/",
        "2021/2021-03-01-arabic/",
        "signal/CheckoutErrorRate/",
        "signal/",
        "guide/alerts/",
    )
    for path in pages:
        broken += [f"{path}: {each}" for each in violations(reader.read(path))]
    context.close()
    assert not broken
    assert not reader.complaints
    assert not reader.elsewhere


def test_print_keeps_box_and_drawing_and_leaves_out_what_only_a_screen_can_do(reader: Reader) -> None:
    page = reader.read(DOCUMENT)
    page.set_viewport_size({"width": 703, "height": 1000})
    page.emulate_media(media="print", color_scheme="dark")
    shown = "element => getComputedStyle(element).display !== 'none'"
    assert page.locator(".hw-draw").evaluate(shown)
    assert page.locator(".hw-now").evaluate(shown)
    assert not page.locator(".hw-foot").evaluate(shown)
    assert page.evaluate("getComputedStyle(document.querySelector('.hw-draw .ph')).fill") == "rgb(22, 25, 27)"
    assert page.evaluate(OVERLAPS) == []
