"""Every link leads somewhere: in pages, in the data behind them, in the search, in feeds and calendars."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from following import Site, read
from many import name

from conftest import TODAY, write_base
from hotwash.site.mkdocs import build_site

ADDRESS = "https://kb.example/team/"


@pytest.fixture(scope="session")
def real(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of this repository's own documents."""
    root = tmp_path_factory.mktemp("real")
    config = root / "mkdocs.yml"
    documents = Path(__file__).parents[2] / "postmortems"
    config.write_text(
        f"site_name: Hotwash\nsite_url: {ADDRESS}\ndocs_dir: {documents}\ntheme:\n  name: material\nplugins:\n  - hotwash\n"
    )
    return build_site(config, root / "site", strict=True, today=TODAY)


def test_every_link_of_our_own_knowledge_base_leads_somewhere(real: Path) -> None:
    site = Site(real, ADDRESS)
    assert site.broken() == []
    assert site.followed > 10_000


def test_every_link_leads_somewhere_under_odd_names(many: Path) -> None:
    site = Site(many, ADDRESS)
    assert site.broken() == []
    assert {Path(source).suffix for source, _ in site.links()} == {".html", ".xml", ".ics", ".md"}


def test_every_link_leads_somewhere_when_documents_mean_harm(poison: Path) -> None:
    assert Site(poison, ADDRESS).broken() == []


def test_every_link_leads_somewhere_without_an_address_and_without_folders(site: Path, tmp_path: Path) -> None:
    assert Site(site).broken() == []
    config = write_base(tmp_path)
    config.write_text(config.read_text("utf-8") + "use_directory_urls: false\n", "utf-8")
    assert Site(build_site(config, tmp_path / "out", strict=True)).broken() == []


def test_a_link_that_leads_nowhere_is_noticed_wherever_it_stands(many: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(many, site)
    document = f"2026/{name(0)}"
    page = site / document / "index.html"
    page.write_text(page.read_text("utf-8").replace(' id="A1"', ' id="F1"'), "utf-8")
    shutil.rmtree(site / f"2026/{name(3)}")
    broken = Site(site, ADDRESS).broken()
    assert f"actions.ics: {ADDRESS}{document}/#A1" in broken
    assert f"actions/index.html: ../{document}/#A1" in broken
    assert f"{document}/index.html: id F1 is there twice" in broken
    gone = {line.partition(": ")[0] for line in broken if name(3) in line}
    # What the search and the data lead to is read from the home page.
    assert {"index.html", "incidents/index.html", "sitemap.xml", "feed.xml"} <= gone
    assert f"index.html: 2026/{name(3)}/" in broken


def test_what_a_page_links_to_is_read_from_all_that_can_link() -> None:
    page = read(
        '<a href="a#b">x</a><svg><use href="#c"/><path fill="url(#d)"/></svg><label for="e"></label>'
        '<input id="e"><div aria-labelledby="f g"></div><meta http-equiv="refresh" content="0; url=h/">'
    )
    assert page.targets == ["a#b", "#c", "#d", "h/"]
    assert (page.labelled, page.names, page.controls) == (["e"], ["f", "g"], {"e"})
