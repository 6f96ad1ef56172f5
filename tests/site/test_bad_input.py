"""Knowledge bases that nobody would make on purpose: pages stay as wide as the screen, links whole, file names safe."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from following import Site
from playwright.sync_api import Browser
from test_browser import SIZES, Reader

from conftest import CLEAN, TODAY, served
from hotwash.site.mkdocs import build_site

pytestmark = pytest.mark.browser

ADDRESS = "https://kb.example/team/"
MKDOCS_YML = (
    f"site_name: Larkmere\nsite_url: {ADDRESS}\ndocs_dir: postmortems\ntheme:\n  name: material\nplugins: [hotwash]\n"
)
KINDS = ("change", "signal", "action", "result")


def document(
    title: str,
    day: str,
    *timeline: str,
    started: str = "",
    resolved: str = "",
    services: str = "checkout",
    due: str = "2026-12-01",
) -> str:
    """A document whose title, times, services and due date are as odd as they are given."""
    end = f"resolved: {resolved}\n" if resolved else ""
    lines = "\n".join(
        timeline
        or (
            f"- {day} 09:00 — change: a deploy.",
            "- 09:05 — signal: `QueueAge` fires.",
            "- 09:30 — action: rolled back.",
        )
    )
    return f"""---
title: {title!r}
status: published
severity: SEV2
services: [{services}]
signals: [QueueAge]
started: {started or f"{day}T09:00Z"}
detected: {day}T09:05Z
{end}authors: [amara]
tags: [Certificates, certificates]
---

## Timeline

All times are UTC.

{lines}

## Impact

- Users: {title}.

## Contributing factors

- **F1**: {title}. #capacity

## Action items

| ID | Type | Action | Owner | Due | Status | Addresses |
| -- | -- | -- | -- | -- | -- | -- |
| A1 | Prevent | {title} | @amara | {due} | open | F1 |
"""


def long_story() -> list[str]:
    """Two thousand entries, one a minute."""
    begin = datetime(2026, 11, 20, 9)
    return [f"- {begin + timedelta(minutes=at):%Y-%m-%d %H:%M} — {KINDS[at % 4]}: entry {at}." for at in range(2000)]


BASES: Mapping[str, Mapping[str, str]] = {
    "no documents": {},
    "one document": {"2026/2026-11-03-checkout-certificate.md": CLEAN.read_text("utf-8")},
    "odd documents, and no year 2025": {
        "2026/2026-11-20-long.md": document("Two thousand entries", "2026-11-20", *long_story(), resolved="2026-11-21T18:20Z"),
        "2026/2026-11-19-going-on.md": document("It is still going on", "2026-11-19"),
        "2026/2026-11-18-service.md": document("A service with an odd name", "2026-11-18", services="'../x', 'a/b?c#d', '<b>'", due="2099-12-31"),
        "2024/2024-07-01-leak.md": document(
            "Five years of a leak", "2024-07-01", "- 2021-03-01 10:00 — change: a library is taken up.",
            "- 2024-07-01 09:05 — signal: memory runs out.", "- 2026-02-01 12:00 — result: the library is gone.",
            started="2021-03-01T10:00Z", resolved="2026-02-01T12:00Z",
        ),
        "2023/2023-05-01-arabic.md": document(("تعذر الدفع بعد انتهاء صلاحية الشهادة " * 9)[:300], "2023-05-01"),
        "2023/2023-05-02-japanese.md": document(("決済ゲートウェイの証明書の期限が切れた" * 20)[:300], "2023-05-02"),
        "2023/2023-05-03-emoji.md": document("🔥🚒🧯" * 100, "2023-05-03"),
        "2023/2023-05-04-word.md": document("Verylongword" * 25, "2023-05-04"),
    },
}  # fmt: skip


@pytest.mark.parametrize("name", list(BASES))
def test_every_page_fits_the_screen_and_every_link_leads_somewhere(browser: Browser, tmp_path: Path, name: str) -> None:
    for path, text in BASES[name].items():
        file = tmp_path / "postmortems" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    (tmp_path / "postmortems").mkdir(exist_ok=True)
    (tmp_path / "mkdocs.yml").write_text(MKDOCS_YML, "utf-8")
    folder = build_site(tmp_path / "mkdocs.yml", tmp_path / "out" / "kb", today=TODAY)
    site = Site(folder, ADDRESS)
    assert site.broken() == []
    assert [each for each in site.files if ".." in each or "<" in each or len(Path(each).name.encode()) > 120] == []
    ours = [page.removesuffix("index.html") for page in site.pages if not page.startswith(("rules/", "guide/", "404"))]
    assert {"", "incidents/", "actions/", "factors/", "trends/", "signal/", "owners/"} <= set(ours)
    wide = []
    with served(folder) as address:
        for size, viewport in SIZES.items():
            context = browser.new_context(viewport=viewport)
            reader = Reader(context, address)
            for path in [*ours, "incidents/?view=cards"]:
                page = reader.read(path)
                if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
                    wide.append(f"{path} on the {size}")
            context.close()
            # What a page still loads when it is left is given up, and no fault.
            assert [each for each in reader.complaints if not each.startswith("failed:")] == []
    assert wide == []
