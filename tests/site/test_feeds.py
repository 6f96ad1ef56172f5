"""What leaves the site: feeds, the calendar, data and its schema, the sitemap, link previews, the page for what is missing."""

from __future__ import annotations

import json
import re
from datetime import date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

import feedparser
import jsonschema
import pytest
from icalendar import Calendar
from many import LONG, NUMBER
from playwright.sync_api import Browser, expect
from poison import TITLES
from reading import read_html
from test_browser import Reader, keys, violations

from conftest import write_base
from hotwash.config import Config
from hotwash.corpus import documents_in
from hotwash.site.feeds import feeds
from hotwash.site.library import open_library
from hotwash.site.mkdocs import build_site
from hotwash.site.previews import cut
from hotwash.site.urls import Urls

ADDRESS = "https://kb.example/team/"
STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
ATOM = "{http://www.w3.org/2005/Atom}"


FORMATS = jsonschema.FormatChecker(["date"])
RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")


@FORMATS.checks("date-time")
def is_date_time(value: object) -> bool:
    """As RFC 3339 has it."""
    return not isinstance(value, str) or bool(RFC_3339.fullmatch(value) and datetime.fromisoformat(value))


def strict(schema: Any) -> Any:
    """A schema that knows all keys: what the published one lets pass for later versions is an error here."""
    if isinstance(schema, dict):
        made = {key: strict(value) for key, value in schema.items()}
        if schema.get("type") == "object" and "properties" in schema:
            made["additionalProperties"] = False
        return made
    return [strict(each) for each in schema] if isinstance(schema, list) else schema


def check(site: Path) -> Any:
    """The site's data, held against its published schema, with no key that the schema does not name."""
    data = json.loads((site / "index.json").read_text("utf-8"))
    schema = json.loads((site / data["$schema"]).read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(strict(schema), format_checker=FORMATS).validate(data)
    return data


# Atom.


@pytest.mark.parametrize("name", ["many", "poison"])
def test_the_atom_feed_is_one(request: pytest.FixtureRequest, name: str) -> None:
    """What RFC 4287 demands: one id, title and updated each, an author, absolute links, ids that differ."""
    data = (request.getfixturevalue(name) / "feed.xml").read_bytes()
    root = ElementTree.fromstring(data)  # noqa: S314 - written by the test itself
    assert root.tag == f"{ATOM}feed"
    entries = root.findall(f"{ATOM}entry")
    assert 0 < len(entries) <= 50
    for element in (root, *entries):
        for tag in ("id", "title", "updated"):
            assert len(element.findall(ATOM + tag)) == 1
        assert element.findtext(f"{ATOM}id", "").startswith("urn:uuid:")
        assert STAMP.fullmatch(element.findtext(f"{ATOM}updated", ""))
        assert element.findtext(f"{ATOM}title", "").strip()
        for link in element.findall(f"{ATOM}link"):
            assert link.attrib["href"].startswith(ADDRESS)
            assert link.attrib["href"].isascii()
        assert len([link for link in element.findall(f"{ATOM}link") if link.attrib["rel"] == "alternate"]) == 1
        assert all(author.findtext(f"{ATOM}name") for author in element.findall(f"{ATOM}author"))
    assert root.find(f"{ATOM}author") is not None
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert len(set(ids)) == len(ids)
    stamps = [entry.findtext(f"{ATOM}updated", "") for entry in entries]
    assert stamps == sorted(stamps, reverse=True)
    assert root.findtext(f"{ATOM}updated") == stamps[0]


def test_a_feed_reader_reads_it(many: Path) -> None:
    feed = feedparser.parse((many / "feed.xml").read_bytes())
    assert not feed.bozo
    assert feed.version == "atom10"
    assert feed.feed.title == "Larkmere"
    assert feed.feed.link == ADDRESS
    titles = [entry.title for entry in feed.entries]
    assert "Incident 00 of the gateway" in titles
    assert "Incident 01 of the queue" not in titles  # a draft
    assert "Incident 02 of the gateway" not in titles  # in review
    first = feed.entries[0]
    assert (first.author, first.published_parsed[:3]) == ("@amara", (2026, 11, 20))
    assert "The word zebra00 stands here only" in first.summary
    assert {tag.term for tag in first.tags} == {"SEV1", "checkout", "certificates"}


def test_a_poisoned_title_is_text_to_a_feed_reader(poison: Path) -> None:
    feed = feedparser.parse((poison / "feed.xml").read_bytes(), sanitize_html=False)
    assert not feed.bozo
    assert feed.feed.title == "Larkmere <b>&"
    assert {entry.title_detail.type for entry in feed.entries} == {"text/plain"}
    assert {entry.title for entry in feed.entries} == {title.replace('\\"', '"') for title in TITLES}
    # No summary holds HTML, so none can be taken for it.
    assert {entry.summary_detail.type for entry in feed.entries} == {"text/plain"}


# JSON Feed.


@pytest.mark.parametrize("name", ["many", "poison"])
def test_the_json_feed_is_one(request: pytest.FixtureRequest, name: str) -> None:
    """What version 1.1 demands, and nothing that it does not know."""
    feed = json.loads((request.getfixturevalue(name) / "feed.json").read_text("utf-8"))
    address = {"type": "string", "pattern": f"^{re.escape(ADDRESS)}"}
    text = {"type": "string", "minLength": 1}
    item = {
        "id": text, "url": address, "title": text, "content_text": text,
        "date_published": {"type": "string", "format": "date-time", "pattern": STAMP.pattern},
        "authors": {"type": "array", "minItems": 1, "items": {"type": "object", "required": ["name"]}},
        "tags": {"type": "array", "items": text},
    }  # fmt: skip
    jsonschema.validate(
        feed,
        {
            "required": ["version", "title", "items", "home_page_url", "feed_url"],
            "additionalProperties": False,
            "properties": {
                "version": {"const": "https://jsonfeed.org/version/1.1"}, "title": text, "home_page_url": {"const": ADDRESS},
                "feed_url": {"const": f"{ADDRESS}feed.json"},
                "items": {
                    "type": "array",
                    "items": {"properties": item, "required": ["id", "url", "content_text"], "additionalProperties": False},
                },
            },
        },
    )  # fmt: skip
    atom = ElementTree.fromstring((request.getfixturevalue(name) / "feed.xml").read_bytes())  # noqa: S314 - written by the test itself
    assert [each["id"] for each in feed["items"]] == [
        each.findtext(f"{ATOM}id") for each in atom.findall(f"{ATOM}entry")
    ]


@pytest.mark.parametrize("title", LONG.values(), ids=list(LONG))
def test_titles_of_any_script_are_whole_in_feeds(many: Path, title: str) -> None:
    data = check(many)
    assert title.strip() in [each["title"] for each in data["documents"]]


def test_an_item_keeps_its_identity_when_site_and_document_move(tmp_path: Path) -> None:
    def ids(root: Path, site: str) -> set[str]:
        config = Config(root=root)
        library = open_library(documents_in(root / "postmortems", config), "postmortems", config, date(2026, 11, 24))
        made = dict(feeds(library, Urls(), "Larkmere", site))
        return {each["id"] for each in json.loads(made["feed.json"])["items"]}

    write_base(tmp_path)
    before = ids(tmp_path, "https://old.example/")
    assert ids(tmp_path, "https://new.example/kb/") == before
    file = tmp_path / "postmortems" / "2026" / "2026-11-03-checkout-certificate.md"
    text = file.read_text("utf-8").replace("status:", "aliases: [2026-11-03-checkout-certificate]\nstatus:", 1)
    file.unlink()
    file.with_name("2026-11-03-gateway-certificate.md").write_text(text, "utf-8")
    assert ids(tmp_path, "https://new.example/kb/") == before


def test_of_a_restricted_document_no_more_than_its_title_leaves_the_site(tmp_path: Path) -> None:
    config = write_base(tmp_path)
    file = tmp_path / "postmortems" / "2026" / "2026-11-03-checkout-certificate.md"
    file.write_text(file.read_text("utf-8").replace("status:", "audience: restricted\nstatus:", 1), "utf-8")
    config.write_text(config.read_text("utf-8") + "      search: false\nsite_url: https://kb.example/team/\n", "utf-8")
    site = build_site(config, tmp_path / "out")
    item = next(
        each for each in json.loads((site / "feed.json").read_text("utf-8"))["items"] if "Checkout" in each["title"]
    )
    assert item.keys() == {"id", "url", "title", "content_text", "date_published"}
    assert item["content_text"] == item["title"]
    page = (site / "2026/2026-11-03-checkout-certificate/index.html").read_text("utf-8")
    assert "og:description" not in page


def test_an_empty_knowledge_base_has_valid_feeds_and_data(tmp_path: Path) -> None:
    (tmp_path / "postmortems").mkdir()
    config = tmp_path / "mkdocs.yml"
    config.write_text(
        f"site_name: x\nsite_url: {ADDRESS}\ndocs_dir: postmortems\nplugins:\n  - hotwash:\n      today: 2026-11-24\ntheme: material\n",
        "utf-8",
    )
    site = build_site(config, tmp_path / "out", strict=True)
    feed = feedparser.parse((site / "feed.xml").read_bytes())
    assert (feed.bozo, feed.entries, feed.feed.updated) == (False, [], "2026-11-24T00:00:00Z")
    assert json.loads((site / "feed.json").read_text("utf-8"))["items"] == []
    assert check(site)["documents"] == []


def test_without_an_address_there_are_data_and_calendar_but_no_feed(site: Path) -> None:
    assert check(site)["site"] == {"name": "Larkmere", "url": None}
    assert (site / "actions.ics").is_file()
    assert not [name for name in ("feed.xml", "feed.json", "sitemap.xml") if (site / name).exists()]
    assert "feed.xml" not in (site / "index.html").read_text("utf-8")


# Calendar.


def test_the_calendar_holds_all_deadlines_of_open_items(many: Path) -> None:
    calendar = Calendar.from_ical((many / "actions.ics").read_bytes())
    events = calendar.walk("VEVENT")
    items = [each for document in check(many)["documents"] for each in document["actions"]]
    expected = sorted(each["due"] for each in items if each["status"] in ("open", "in progress"))
    assert sorted(event["dtstart"].dt.isoformat() for event in events) == expected
    assert "2099-12-31" in expected
    assert len({event["uid"] for event in events}) == len(events)
    assert all(not isinstance(event["dtstart"].dt, datetime) for event in events)
    assert all(str(event["url"]).startswith(ADDRESS) for event in events)


# Data.


def test_the_data_fit_their_schema_and_hold_what_the_pages_show(base: Path, site: Path) -> None:
    data = check(site)
    assert (data["version"], data["today"]) == (1, "2026-11-24")
    documents = {each["id"]: each for each in data["documents"]}
    assert next(iter(documents)) == "2026-11-21-order-mails"
    clean = documents["2026-11-03-checkout-certificate"]
    assert (site / clean["url"] / "index.html").is_file()
    assert (base / "postmortems" / clean["source"]).is_file()
    assert clean["seconds"] == {"detect": 480, "mitigate": 2760, "resolve": 3180}
    assert clean["times"]["started"] == {
        "text": "2026-11-03T09:12Z",
        "at": "2026-11-03T09:12:00Z",
        "approximate": False,
    }
    assert clean["timeline"][1] == {
        "time": "09:20", "at": "2026-11-03T09:20:00Z", "kind": "signal", "text": "the checkout error-rate alert pages the on-call engineer.",
    }  # fmt: skip
    assert clean["factors"][0]["answered_by"] == ["A1", "A2"]
    second = clean["actions"][1]
    assert (second["owner"], second["overdue"], second["addresses"]) == ("kenji", True, ["F1", "F3"])
    page = (site / clean["url"] / "index.html").read_text("utf-8")
    assert f'id="{urlsplit(second["url"]).fragment}"' in page
    assert clean["sections"][0]["name"] == "summary"
    near = documents["2025-08-09-identity-certificate"]
    assert near["factors"][0]["accepted"] == {"by": "ops/web", "until": "2027-02-01", "why": "the vendor drops it."}
    assert near["actions"][0]["dropped_because"] == "A2 replaces it"
    draft = documents["2026-11-21-order-mails"]
    assert {each["rule"] for each in draft["findings"]} >= {"missing-section", "overdue-action"}
    retold = documents["2024-03-01-retold"]
    assert retold["kind"] == "retelling"
    assert retold["actions"][0]["overdue"] is False


def test_the_data_of_odd_documents_fit_their_schema_too(many: Path, poison: Path) -> None:
    assert len(check(many)["documents"]) == NUMBER
    assert len(check(poison)["documents"]) == 12


def test_the_trends_in_the_data_are_those_of_the_page(many: Path) -> None:
    trends = check(many)["trends"]
    page = read_html((many / "trends/index.html").read_text("utf-8"), balanced=False)
    resolve = next(
        each for each in page.all("section") if each.all("h2") and each.all("h2")[0].attributes["id"] == "resolve"
    )
    rows = [[cell.text() for cell in row.all("td")] for row in resolve.all("tr")[1:]]
    assert [str(each["n"]) for each in reversed(trends["time_to_resolve"])] == [row[0] for row in rows]
    assert sum(sum(each["counts"].values()) for each in trends["years"]) == NUMBER - 1  # without the draft


def test_a_document_is_a_line_of_the_data(many: Path) -> None:
    lines = (many / "index.json").read_text("utf-8").splitlines()
    assert sum(line.startswith('{"id":') for line in lines) == NUMBER


# What machines read of pages.


def test_the_sitemap_names_every_page_and_no_other(many: Path) -> None:
    root = ElementTree.fromstring((many / "sitemap.xml").read_bytes())  # noqa: S314 - written by the test itself
    assert root.tag == "{http://www.sitemaps.org/schemas/sitemap/0.9}urlset"
    named = [unquote(each.text or "").removeprefix(ADDRESS) for each in root.iter() if each.tag.endswith("}loc")]
    there = [file.relative_to(many).as_posix().removesuffix("index.html") for file in many.rglob("index.html")]
    assert sorted(named) == sorted(there)


def test_every_page_has_a_preview(many: Path) -> None:
    def previews(path: str) -> dict[str, str]:
        page = read_html((many / path / "index.html").read_text("utf-8"), balanced=False)
        return {
            each.attributes["property"]: each.attributes["content"]
            for each in page.all("meta")
            if "property" in each.attributes
        }

    shown = previews("2026/2026-11-20-incident-00")
    assert shown == {
        "og:title": "Incident 00 of the gateway", "og:type": "article", "og:site_name": "Larkmere",
        "og:url": f"{ADDRESS}2026/2026-11-20-incident-00/",
        "og:description": "SEV1, 10 min, checkout. The word zebra00 stands here only, and so does 証明書の期限.",
    }  # fmt: skip
    assert previews("")["og:title"] == "Larkmere"
    assert previews("trends")["og:type"] == "website"


def test_what_is_cut_says_so_and_never_in_the_middle_of_a_word() -> None:
    assert cut("one two three", 13) == "one two three"
    assert cut("one two three", 10) == "one two…"
    assert cut("決済" * 100, 20) == "決済" * 9 + "決…"


@pytest.mark.browser
def test_a_page_that_is_not_there_searches_for_the_words_of_its_address(browser: Browser, poison_address: str) -> None:
    context = browser.new_context()
    reader = Reader(context, poison_address)
    page = reader.read("2026/2026-10-01-outage-poisoned-7/")
    expect(page.get_by_role("heading", name="Page not found")).to_be_visible()
    found = page.locator("[data-hw-missing]")
    expect(found.get_by_role("heading", name="Pages with the words of this address")).to_be_visible()
    assert found.get_by_role("link").count() > 0
    keys(page, "/")
    expect(page.get_by_role("searchbox")).to_have_value("outage poisoned")
    keys(page, "Escape")
    assert not violations(page)
    found.get_by_role("link").first.click()
    assert not page.get_by_role("heading", name="Page not found").is_visible()
    context.close()
    assert not [each for each in reader.complaints if "404" not in each]
    assert not reader.elsewhere
