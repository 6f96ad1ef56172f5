"""Take pictures of a built site: home, lists, a document, actions, factors, trends and search, on phone and desktop, light and dark.

    hotwash site build --output /tmp/site
    python benchmarks/screenshots.py /tmp/site OUT [--document 2026/2026-11-03-checkout-certificate]

`--vision` shows the pages as somebody sees them who tells few colours apart, in the browser's own simulation.

Needs Playwright's Python package and Debian's chromium; nothing else is asked for anything.
"""

from __future__ import annotations

import argparse
import functools
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ARGS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run", "--disable-quic",
]  # fmt: skip
VISIONS = ("none", "deuteranopia", "protanopia", "tritanopia", "achromatopsia")
SIZES = {"desktop": (1280, 900), "phone": (390, 844)}


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("site", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--document", help="page of the document, as in 2026/2026-11-03-checkout-certificate")
    parser.add_argument("--words", default="certificate", help="what the search is asked for")
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    parser.add_argument("--vision", choices=VISIONS, default="none", help="how the reader sees colours")
    parser.add_argument("--only", default="", help="only pictures whose names contain this")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    document = args.document or max(
        each.parent.relative_to(args.site).as_posix() for each in args.site.glob("[0-9][0-9][0-9][0-9]/*/index.html")
    )
    pages = {
        "home": "",
        "incidents": "incidents/",
        "document": f"{document}/",
        "cards": "incidents/?view=cards",
        "actions": "actions/",
        "factors": "factors/",
        "trends": "trends/",
        "owners": "owners/",
        "search": "",
        "rule": "rules/missing-field/",
        "guide": "guide/",
    }
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=args.site))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    root = f"http://127.0.0.1:{server.server_port}/"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=args.chromium, args=ARGS)
        for size, (width, height) in SIZES.items():
            for scheme in ("light", "dark"):
                context = browser.new_context(
                    viewport={"width": width, "height": height},
                    color_scheme=scheme,
                    device_scale_factor=1.5 if size == "phone" else 1,
                )
                page = context.new_page()
                context.new_cdp_session(page).send("Emulation.setEmulatedVisionDeficiency", {"type": args.vision})
                for name, path in pages.items():
                    file = f"{name}-{size}-{scheme}.png"
                    if args.only in file:
                        page.goto(root + path)
                        page.wait_for_function("!document.querySelector('[data-hw-explorer][aria-busy]')")
                        if name == "search":
                            _search(page, args.words)
                        page.screenshot(path=args.out / file, full_page=name != "search")
                        print(args.out / file)
                context.close()
        browser.close()
    server.shutdown()


def _search(page: Page, words: str) -> None:
    page.keyboard.press("/")
    page.fill("#hw-search input[type=search]", words)
    page.wait_for_timeout(400)
    page.wait_for_selector("#hw-results a")


if __name__ == "__main__":
    main()
