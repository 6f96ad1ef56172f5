"""What Lighthouse says of a built site: the median of five runs at its phone settings, for the pages that are read most.

    hotwash site build --output /tmp/site
    python benchmarks/lighthouse.py /tmp/site [--lighthouse node_modules/.bin/lighthouse] [--runs 5]

Needs node, Lighthouse (`npm install lighthouse`) and a Chromium. The site is served from this machine as a host of static
files would do it, compressed. Prints a table and exits 1 when a median is below 95.
"""

from __future__ import annotations

import argparse
import functools
import gzip
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
FIGURES = {
    "first-contentful-paint": "FCP", "largest-contentful-paint": "LCP", "total-blocking-time": "TBT",
    "cumulative-layout-shift": "CLS",
}  # fmt: skip
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-background-networking --disable-component-update --no-first-run"
LIMIT = 95
TEXT = (".html", ".css", ".js", ".json", ".svg", ".xml")


class _Compressed(SimpleHTTPRequestHandler):
    """Files of text compressed, as any host of static files sends them."""

    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass

    def do_GET(self) -> None:
        place = Path(self.translate_path(self.path))
        if place.is_dir():
            place = place / "index.html"
        if not place.is_file() or place.suffix not in TEXT:
            super().do_GET()
            return
        body = gzip.compress(place.read_bytes(), 6)
        self.send_response(200)
        self.send_header("Content-Type", f"{self.guess_type(str(place))}; charset=utf-8")
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=600")
        self.end_headers()
        self.wfile.write(body)


def look(program: Path, chromium: str, url: str) -> Mapping[str, float]:
    """The scores of one run, 0 to 100, and its figures by their short names; names what lost points on standard error."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "report.json"
        command = [
            str(program), url, "--quiet", "--output=json", f"--output-path={out}", f"--chrome-flags={FLAGS}",
            f"--only-categories={','.join(CATEGORIES)}",
        ]  # fmt: skip
        done = subprocess.run(command, capture_output=True, text=True, env=os.environ | {"CHROME_PATH": chromium})
        if not out.exists():
            raise SystemExit(f"{url}: {done.stderr.strip()}")
        report = json.loads(out.read_text("utf-8"))
    found = {name: round(100 * report["categories"][name]["score"]) for name in CATEGORIES}
    for name in CATEGORIES[1:]:
        for each in report["categories"][name]["auditRefs"]:
            audit = report["audits"][each["id"]]
            if each["weight"] and audit["score"] is not None and audit["score"] < 1:
                print(f"  {url}: {audit['id']}: {audit['title']}", file=sys.stderr)
    return found | {short: report["audits"][name]["numericValue"] for name, short in FIGURES.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("site", type=Path)
    parser.add_argument("--lighthouse", type=Path, default=Path("node_modules/.bin/lighthouse"))
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--document", help="page of the document, as in 2026/2026-11-03-checkout-certificate")
    args = parser.parse_args()
    if not shutil.which("node") or not args.lighthouse.exists():
        raise SystemExit("needs node and Lighthouse: npm install lighthouse, and name it with --lighthouse")
    document = args.document or max(
        each.parent.relative_to(args.site).as_posix() for each in args.site.glob("[0-9][0-9][0-9][0-9]/*/index.html")
    )
    pages = {"home": "", "incidents": "incidents/", "document": f"{document}/", "trends": "trends/"}
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Compressed, directory=args.site))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(f"{'page':12}" + "".join(f"{name:>16}" for name in CATEGORIES) + "    " + "  ".join(FIGURES.values()))
    low = False
    for name, path in pages.items():
        runs = [
            look(args.lighthouse, args.chromium, f"http://127.0.0.1:{server.server_port}/{path}")
            for _ in range(args.runs)
        ]
        median = {key: statistics.median(run[key] for run in runs) for key in runs[0]}
        low = low or any(median[each] < LIMIT for each in CATEGORIES)
        times = "  ".join(
            f"{median[each]:.2f}" if each == "CLS" else f"{median[each] / 1000:.1f} s" for each in FIGURES.values()
        )
        print(f"{name:12}" + "".join(f"{median[each]:>16.0f}" for each in CATEGORIES) + "    " + times)
    server.shutdown()
    sys.exit(low)


if __name__ == "__main__":
    main()
