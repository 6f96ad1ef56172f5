"""Take pictures of every type of page of a knowledge base: on phone and desktop, light and dark, and on paper.

    python benchmarks/screenshots.py OUT [--site SITE] [--readme .github/home.png]

Without `--site` it builds the knowledge base of this folder first. `--readme` puts the first page's picture where the README
shows it. `--vision` shows the pages as somebody sees them who tells few colours apart, in the browser's own simulation.

Needs Playwright's Python package and Debian's chromium; nothing else is asked for anything.
"""

from __future__ import annotations

import argparse
import functools
import json
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ARGS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run", "--disable-quic",
]  # fmt: skip
VISIONS = ("none", "deuteranopia", "protanopia", "tritanopia", "achromatopsia")
SIZES = {"desktop": (1280, 900), "phone": (390, 844)}
PAPER = (680, 1009)
"""A sheet of A4 at 96 dots an inch, within the margins that the pages ask for."""
PRINTED = ("document", "incidents", "actions", "factors", "trends", "signal")
FIXED = {
    "home": "", "incidents": "incidents/", "cards": "incidents/?view=cards", "filters": "incidents/?severity=SEV1",
    "nothing-found": "incidents/?q=zyxwvut", "signals": "signal/", "actions": "actions/", "owners": "owners/",
    "factors": "factors/", "trends": "trends/", "rules": "rules/", "rule": "rules/missing-field/", "guide": "guide/",
    "guide-page": "guide/alerts/", "search": "", "missing": "signal/CheckoutErorRate/",
}  # fmt: skip


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """The site's own page for what is not there, as hosts of static files show it."""
        if code != 404:
            super().send_error(code, message, explain)
            return
        body = (Path(self.directory) / "404.html").read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def pages(site: Path, document: str = "") -> dict[str, str]:
    """The addresses of one page of each type, by the type's name; what a knowledge base does not have is left out."""
    documents = json.loads((site / "index.json").read_text("utf-8"))["documents"]
    found = dict(FIXED)

    def first(name: str, wanted: Iterator[str]) -> None:
        if address := next(wanted, ""):
            found[name] = address

    first("document", (each["url"] for each in documents if document in each["url"] and each["kind"] == "incident"))
    first("near-miss", (each["url"] for each in documents if each["kind"] == "near-miss"))
    first("draft", (each["url"] for each in documents if each["status"] == "draft"))
    first("retelling", (each["url"] for each in documents if each["kind"] == "retelling"))
    first("year", (f"{each['url'].partition('/')[0]}/" for each in documents))
    for name, folder in (("signal", "signal"), ("owner", "owners"), ("theme", "factors")):
        below = sorted(site.glob(f"{folder}/*/index.html"), key=lambda file: (-file.stat().st_size, file))
        first(name, (f"{folder}/{file.parent.name}/" for file in below))
    return found


def take(browser: Browser, root: str, shown: dict[str, str], args: argparse.Namespace) -> Iterator[Path]:
    """Take the pictures; yields each file when it is there."""
    for size, (width, height) in SIZES.items():
        for scheme in ("light", "dark"):
            context = browser.new_context(
                viewport={"width": width, "height": height},
                color_scheme=scheme,
                device_scale_factor=1.5 if size == "phone" else 1,
            )
            page = context.new_page()
            context.new_cdp_session(page).send("Emulation.setEmulatedVisionDeficiency", {"type": args.vision})
            for name, path in shown.items():
                file = args.out / f"{name}-{size}-{scheme}.png"
                if args.only in file.name:
                    _open(page, root + path)
                    if name == "search":
                        _search(page, args.words)
                    page.screenshot(path=file, full_page=name != "search")
                    yield file
            context.close()
    page = browser.new_page(viewport={"width": PAPER[0], "height": PAPER[1]}, color_scheme="dark")
    page.emulate_media(media="print")
    for name in PRINTED:
        file = args.out / f"{name}-print.png"
        if name in shown and args.only in file.name:
            _open(page, root + shown[name])
            page.screenshot(path=file, full_page=True)
            page.pdf(path=file.with_suffix(".pdf"), format="A4")
            yield file


def _open(page: Page, address: str) -> None:
    page.goto(address)
    page.locator("[data-hw-explorer][aria-busy]").wait_for(state="detached")
    page.wait_for_load_state("networkidle")


def _search(page: Page, words: str) -> None:
    page.keyboard.press("/")
    page.fill("#hw-search input[type=search]", words)
    page.wait_for_timeout(400)
    page.wait_for_selector("#hw-results a")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("--site", type=Path, help="a built site; without it, that of this folder is built")
    parser.add_argument("--readme", type=Path, help="where to put the picture of the first page, too")
    parser.add_argument("--document", default="", help="a part of the document's address; the newest one otherwise")
    parser.add_argument("--words", default="cache", help="what the search is asked for")
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    parser.add_argument("--vision", choices=VISIONS, default="none", help="how the reader sees colours")
    parser.add_argument("--only", default="", help="only pictures whose names contain this")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        site = args.site or Path(folder)
        if not args.site:
            subprocess.run([sys.executable, "-m", "hotwash", "site", "build", "--output", folder], check=True)
        server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=site))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=args.chromium, args=ARGS)
            for file in take(browser, f"http://127.0.0.1:{server.server_port}/", pages(site, args.document), args):
                print(file)
            browser.close()
        server.shutdown()
    if args.readme:
        shutil.copyfile(args.out / "home-desktop-light.png", args.readme)


if __name__ == "__main__":
    main()
