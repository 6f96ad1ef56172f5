"""Documents that try to do harm, in a real browser: on every page, in the search, in feeds and charts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from poison import SCRIPT, SHOT, TAG, TITLES
from reading import read_html
from test_browser import SIZES, Reader, keys

from conftest import write_base
from hotwash.config.load import load
from hotwash.document import parse
from hotwash.document.allowance import only
from hotwash.document.html import Renderer
from hotwash.site.mkdocs import SiteError, build_site
from hotwash.site.policy import PolicyError, policy, sources

DOCUMENT = "2026/2026-10-04-poison-3/"


@pytest.fixture
def reader(browser: Browser, poison_address: str) -> Iterator[Reader]:
    """Whoever reads here is neither harmed nor warned, and asks nobody else for anything."""
    context = browser.new_context(viewport=SIZES["desktop"])
    reader = Reader(context, poison_address)
    yield reader
    harmed = reader.page.evaluate("window.harmed")
    context.close()
    assert harmed is None
    assert not reader.complaints
    assert not reader.elsewhere


def pages(site: Path) -> list[str]:
    """The addresses of all pages; of the rules, whose pages come with the program, a few."""
    found = sorted(file.relative_to(site).as_posix().removesuffix("index.html") for file in site.rglob("index.html"))
    return [page for page in found if not re.match(r"(rules|guide)/[b-z]", page)]


def works(page: Page) -> None:
    """What a page's own scripts find their parts by is still theirs: the search opens and closes."""
    keys(page, "/")
    expect(page.get_by_role("dialog", name="Search")).to_be_visible()
    expect(page.locator("[data-hw-state]")).to_contain_text("pages")
    page.wait_for_load_state("networkidle")
    keys(page, "Escape")
    expect(page.get_by_role("dialog", name="Search")).to_be_hidden()


@pytest.mark.browser
def test_every_page_is_harmless_and_works(reader: Reader, poison: Path) -> None:
    visited = pages(poison)
    assert {"", "incidents/", "actions/", "factors/", "trends/", DOCUMENT} <= set(visited)
    for path in visited:
        page = reader.read(path)
        assert page.evaluate("window.harmed") is None, path
        assert page.evaluate("document.querySelectorAll('[style*=fixed], iframe, object, embed, base').length") == 0, (
            path
        )
        # A style sheet of a document's own would hide the header.
        assert page.locator(".md-header").is_visible(), path
        works(page)


@pytest.mark.browser
def test_no_link_of_a_document_runs_anything(reader: Reader) -> None:
    page = reader.read(DOCUMENT)
    hrefs = page.evaluate(
        "[...document.querySelectorAll('a[href], area[href]')].map(link => new URL(link.getAttribute('href'), document.baseURI).protocol)"
    )
    assert set(hrefs) <= {"http:", "https:", "mailto:", "tel:"}
    for word in page.locator("article").get_by_text("click").all():
        word.click()
    assert page.url.endswith(DOCUMENT)


@pytest.mark.browser
def test_a_heading_cannot_take_the_place_of_a_part_of_the_page(reader: Reader) -> None:
    page = reader.read(DOCUMENT)
    for name in ("__config", "hw-search", "hw-results", "__drawer", "__search"):
        owner = page.evaluate("name => document.getElementById(name).closest('article') === null", name)
        assert owner, name
        assert page.evaluate("name => document.querySelectorAll(`[id='${name}']`).length", name) == 1, name
    # The contents still lead to it.
    page.get_by_role("link", name="__config").click()
    assert page.url.endswith("#text-__config")
    # And nothing that scripts ask the document for by name is in an author's hands.
    assert page.evaluate("document.body.tagName") == "BODY"
    assert page.evaluate("document.location === location") is True


@pytest.mark.browser
def test_titles_are_text_in_what_the_search_finds(reader: Reader) -> None:
    page = reader.read("")
    keys(page, "/")
    page.keyboard.type("payments")
    results = page.locator("#hw-results")
    expect(results.get_by_role("link", name="Outage </script><script>").first).to_be_visible()
    page.get_by_role("checkbox", name="payments").check()
    expect(page.locator("[data-hw-state]")).to_have_text("12 pages")
    page.get_by_role("button", name="Show more").click()
    expect(results.get_by_role("link")).to_have_count(12)
    assert results.locator("img, script, svg[onload]").count() == 0
    page.get_by_role("searchbox").fill("onerror")
    expect(results.locator("mark").first).to_be_visible()
    assert results.locator("img, script").count() == 0


@pytest.mark.browser
def test_titles_are_text_in_charts_and_in_the_head(reader: Reader) -> None:
    page = reader.read("trends/")
    told = page.evaluate("[...document.querySelectorAll('.hw-chart svg title')].map(title => title.textContent)")
    assert any(SCRIPT in each for each in told)
    assert page.evaluate("document.querySelectorAll('.hw-chart :is(script, image, a, foreignObject)').length") == 0
    page = reader.read(DOCUMENT)
    title = TITLES[3].replace('\\"', '"')
    assert page.title() == f"{title} · Larkmere <b>&"
    assert page.locator("meta[property='og:title']").get_attribute("content") == title
    assert page.locator("meta[property='og:description']").count() == 1


@pytest.mark.browser
def test_feeds_and_data_are_text_when_a_browser_shows_them(browser: Browser, poison_address: str) -> None:
    page = browser.new_page()
    for name in ("feed.xml", "feed.json", "index.json", "sitemap.xml"):
        page.goto(poison_address + name)
        assert page.evaluate("window.harmed") is None, name
    page.close()


@pytest.mark.browser
def test_an_address_that_leads_nowhere_is_text_too(browser: Browser, poison_address: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{poison_address}2026/{TAG}{SCRIPT}-poison/")
    expect(page.get_by_role("heading", name="Page not found")).to_be_visible()
    works(page)
    assert page.evaluate("window.harmed") is None
    context.close()


@pytest.mark.browser
@pytest.mark.parametrize(
    "injected",
    [
        f"<script>{SHOT}</script>", f'<img src="missing.png" onerror="{SHOT}">', f'<a id="go" href="javascript:{SHOT}">x</a>',
        "<style>.md-header{display:none}</style>", '<p style="position:fixed">x</p>', '<img src="https://evil.example/x.png">',
        '<script src="https://evil.example/x.js"></script>', '<iframe src="https://evil.example/"></iframe>',
        '<base href="https://evil.example/">',
    ],
)  # fmt: skip
def test_what_would_get_past_the_sanitiser_is_stopped_by_the_policy(
    browser: Browser, poison_address: str, injected: str
) -> None:
    context = browser.new_context()
    page = context.new_page()
    asked: list[str] = []
    page.route("**evil.example/**", lambda route: (asked.append(route.request.url), route.abort()))
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))

    def into(route):  # type: ignore[no-untyped-def]
        response = route.fetch()
        body = response.text().replace("<article", f"{injected}<article", 1)
        route.fulfill(response=response, body=body)

    page.route("**/trends/", into)
    page.goto(f"{poison_address}trends/")
    if "javascript:" in injected:
        page.locator("#go").dispatch_event("click")
    page.wait_for_timeout(100)
    assert page.evaluate("window.harmed") is None
    assert page.evaluate("document.baseURI") == page.url
    assert page.locator(".md-header").is_visible()
    assert page.evaluate("[...document.querySelectorAll('p')].every(p => getComputedStyle(p).position !== 'fixed')")
    assert not asked
    assert any("Content Security Policy" in each for each in said)
    context.close()


# What is written.


def test_no_page_has_a_handler_or_a_style_of_its_own_and_every_script_is_known(poison: Path) -> None:
    for file in poison.rglob("*.html"):
        text = file.read_text("utf-8")
        page = read_html(text, balanced=False)
        known = [each for each in page.all("meta") if each.attributes.get("http-equiv") == "Content-Security-Policy"]
        assert len(known) == 1, file
        allowed = known[0].attributes["content"]
        assert "unsafe-inline" not in allowed
        assert "'unsafe-eval'" not in allowed
        for element in page.walk():
            assert not [name for name in element.attributes if name.startswith("on")], (file, element.attributes)
            assert "style" not in element.attributes, (file, element)
            assert element.tag != "style", file
            if element.tag == "script" and not element.attributes.keys() & {"src", "type"}:
                code = "".join(str(child) for child in element.children)
                assert _hash(code) in allowed, (file, code[:80])


def _hash(code: str) -> str:
    from base64 import b64encode

    return b64encode(sha256(code.encode()).digest()).decode()


def test_the_policy_takes_its_hashes_from_the_theme_and_from_nothing_else() -> None:
    made = policy("<script>one()</script><script type=application/json>{}</script><script src=x.js></script>")
    assert made.count("sha256-") == 1
    assert _hash("one()") in made
    assert made.startswith("default-src 'none'; ")
    assert "'unsafe-inline'" in policy("<script>one()</script>", serving=True)


def test_a_team_can_add_sources() -> None:
    made = policy("", sources({"img-src": "https://images.example", "frame-src": ["https://player.example"]}))
    assert "img-src 'self' data: https://images.example;" in made
    assert made.endswith("frame-src https://player.example")


@pytest.mark.parametrize(
    ("given", "complaint"),
    [
        ({"script": "x"}, "no directive"), ({"img-src": "a; script-src *"}, "cannot stand in a policy"),
        ({"img-src": ['"><script>']}, "cannot stand"), ({"img-src": 3}, "cannot stand"), ("strict", "table"),
    ],
)  # fmt: skip
def test_what_cannot_stand_in_a_policy_is_said(given: object, complaint: str) -> None:
    with pytest.raises(PolicyError, match=complaint):
        sources(given)


def test_a_wrong_policy_stops_the_build_in_one_line_and_none_leaves_it_out(tmp_path: Path) -> None:
    config = write_base(tmp_path)
    text = config.read_text("utf-8")
    config.write_text(f"{text}      search: false\n      policy: {{script: x}}\n", "utf-8")
    with pytest.raises(SiteError, match="hotwash: `policy` has 'script'"):
        build_site(config, tmp_path / "out")
    config.write_text(f"{text}      search: false\n      policy: false\n", "utf-8")
    built = build_site(config, tmp_path / "out")
    assert "Content-Security-Policy" not in (built / "index.html").read_text("utf-8")


def test_a_script_of_another_host_is_warned_of_where_the_policy_would_stop_it(tmp_path: Path) -> None:
    config = write_base(tmp_path)
    text = config.read_text("utf-8")
    asked = "extra_javascript:\n  - https://cdn.example/x.js\n  - own.js\n"
    config.write_text(f"{text}      search: false\n{asked}", "utf-8")
    with pytest.raises(SiteError, match="warnings"):
        build_site(config, tmp_path / "out", strict=True)
    config.write_text(f"{text}      search: false\n      policy: {{script-src: https://cdn.example}}\n{asked}", "utf-8")
    built = build_site(config, tmp_path / "out", strict=True)
    assert "https://cdn.example;" in (built / "index.html").read_text("utf-8")


# The allowance.

WRITTEN = '<details open><summary>More</summary>\n\n**bold** <kbd>x</kbd> <u title="a > b">y</u>\n\n</details>\n<script>alert(1)</script>\n'


def test_a_team_can_narrow_what_raw_html_may_be() -> None:
    postmortem = parse(WRITTEN)
    html = Renderer(postmortem.markup, tags=("kbd",)).body()
    tags = {each.tag for each in read_html(html).walk()} - {"page"}
    assert tags == {"p", "strong", "kbd"}  # what Markdown makes stays
    assert read_html(html).text() == "More bold x y"
    assert {"details", "summary", "u"} <= {each.tag for each in read_html(Renderer(postmortem.markup).body()).walk()}


def test_only_tags_are_taken_away_and_nothing_is_made_of_what_is_left() -> None:
    assert only("<b>x</b> &lt;i&gt; &#60;", ()) == "x &lt;i&gt; &#60;"
    assert only("a < b <<b>script>alert(1)<</b>/script>", ()) == "a < b <script>alert(1)</script>"
    # The sanitiser comes after it.
    page = Renderer(parse("x <u><b><<b>script>alert(1)<</b>/script></b></u>").markup, tags=()).body()
    assert {each.tag for each in read_html(page).walk()} == {"page", "p"}


def test_the_allowance_stands_in_the_configuration(tmp_path: Path) -> None:
    config = write_base(tmp_path)
    (tmp_path / "hotwash.toml").write_text('html = ["summary"]\n', "utf-8")
    assert load(tmp_path).html == frozenset(("summary",))
    text = config.read_text("utf-8")
    config.write_text(f"{text}      search: false\n", "utf-8")
    page = (build_site(config, tmp_path / "out") / "2024/2024-03-01-retold/index.html").read_text("utf-8")
    retold = read_html(page, balanced=False).all("article")[0]
    assert "Hidden text" in retold.text()
    assert not [each for each in retold.all("details") if "Hidden" in each.text()]
