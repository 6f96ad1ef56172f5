"""The site for people outside, of this repository's own documents: whole, readable, and with links that lead somewhere."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from following import Site
from playwright.sync_api import Browser

from conftest import TODAY, served
from hotwash.config.load import load
from hotwash.publishing.publication import plan, publish
from hotwash.site.mkdocs import build_site

ADDRESS = "https://status.example.org/learned/"
SIZES = {"desktop": {"width": 1280, "height": 900}, "phone": {"width": 390, "height": 844}}


@pytest.fixture(scope="module")
def outside(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The published tree; the newest document has been withdrawn from an earlier one."""
    root = tmp_path_factory.mktemp("public")
    (root / ".git").mkdir()
    shutil.copytree(Path(__file__).parents[2] / "postmortems", root / "postmortems")
    for file in (root / "postmortems").glob("*/*.md"):
        text = file.read_text("utf-8")
        file.write_text(text.replace("\nstatus: published\n", "\nstatus: published\naudience: public\n", 1), "utf-8")
    (root / "hotwash.toml").write_text(f"[publish]\nurl = '{ADDRESS}'\nname = 'What we learned'\n")
    (root / "published.txt").write_text("2025/2025-01-01-taken-back 2025-02-01\n")
    planned = plan(load(root))
    assert len(planned.told) > 10
    out = root.parent / "public-out"
    assert publish(planned, out, TODAY) == []
    return out


def test_every_link_leads_somewhere(outside: Path) -> None:
    site = Site(outside / "site", ADDRESS)
    assert site.broken() == []
    assert site.followed > 500


def test_it_can_be_built_again_from_its_own_tree(outside: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(outside, tmp_path / "copy")
    built = build_site(copy / "mkdocs.yml", tmp_path / "again", today=TODAY)
    page = next((outside / "site").glob("20*/20*/index.html")).relative_to(outside / "site")
    assert (built / page).read_bytes() == (outside / "site" / page).read_bytes()


@pytest.fixture(scope="module")
def address(outside: Path) -> Iterator[str]:
    with served(outside / "site") as address:
        yield address


@pytest.mark.browser
@pytest.mark.parametrize("size", SIZES)
def test_the_whole_site_is_read_in_a_browser(browser: Browser, address: str, outside: Path, size: str) -> None:
    context = browser.new_context(viewport=SIZES[size])  # type: ignore[arg-type]
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "request",
        lambda request: (
            complaints.append(request.url) if not request.url.startswith((address, "data:", "blob:")) else None
        ),
    )
    site = outside / "site"
    pages = sorted(file.parent.relative_to(site).as_posix() for file in site.rglob("index.html"))
    assert len(pages) > 20
    for path in pages:
        page.goto(f"{address}{'' if path == '.' else path + '/'}")
        page.wait_for_load_state("networkidle")
        heading = page.locator("h1").first.inner_text()
        assert heading
        text = page.locator("body").inner_text()
        assert not re.search(r"The checker|Edit this page|Last changed|Your own list|@\w", text), path
        width = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert width <= 0, path
    page.goto(f"{address}2025/2025-01-01-taken-back/")
    assert page.get_by_role("heading", name="Withdrawn").is_visible()
    page.get_by_role("link", name="What is published").click()
    assert page.url == address
    context.close()
    assert complaints == []


@pytest.mark.browser
def test_a_reader_finds_a_document_by_a_word(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(address)
    page.keyboard.press("/")
    page.keyboard.type("certificate")
    page.get_by_role("dialog").get_by_role("link").first.wait_for()
    found = page.get_by_role("dialog").inner_text()
    assert "ertificate" in found
    assert "taken-back" not in found
    page.close()
