"""The page of trends: what it counts, when it draws, what it says of what may not be concluded."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from xml.etree import ElementTree

import pytest
from many import LONG
from playwright.sync_api import Browser, Page, expect
from reading import Element, read_html
from test_browser import SIZES, Reader, violations

from conftest import served
from hotwash.config import Config
from hotwash.corpus import documents_in
from hotwash.site.figures import NEAR_MISS, Figures
from hotwash.site.library import Library, open_library
from hotwash.site.marks import SHAPES
from hotwash.site.mkdocs import build_site
from hotwash.site.trends import trends_body
from hotwash.site.urls import Urls

TODAY = date(2026, 11, 24)


def document(
    day: date, minutes: int | None = 60, *, detect: int = 5, title: str = "An outage", head: str = "", actions: str = "", severity: str = "SEV3",
) -> str:  # fmt: skip
    """An incident that lasted so many minutes; None for one that is still going on."""
    began = f"{day}T00:00Z"
    days, rest = divmod(minutes or 0, 1440)
    ended = f"resolved: {day + timedelta(days=days)}T{rest // 60:02}:{rest % 60:02}Z\n" if minutes is not None else ""
    return (
        f'---\ntitle: "{title}"\nstatus: published\nseverity: {severity}\nservices: [checkout]\nstarted: {began}\n'
        f"detected: {day}T00:{detect:02}Z\n{ended}authors: [amara]\n{head}---\n\n## Action items\n\n"
        f"| ID | Type | Action | Owner | Due | Status | Addresses |\n| -- | -- | -- | -- | -- | -- | -- |\n{actions}"
    )


def write(root: Path, documents: list[tuple[date, str]]) -> Library:
    for at, (day, text) in enumerate(documents):
        file = root / "postmortems" / str(day.year) / f"{day}-incident-{at}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    (root / "postmortems").mkdir(exist_ok=True)
    config = Config(root=root)
    return open_library(documents_in(root / "postmortems", config), "postmortems", config, TODAY)


def page(library: Library) -> Element:
    body = trends_body(library, Urls())
    # What is drawn is well-formed, whatever the titles are.
    for svg in body.html.split("<svg")[1:]:
        assert "<script" not in svg
    return read_html(body.html)


def part(element: Element, anchor: str) -> Element:
    return next(
        each for each in element.all("section") if each.all("h2") and each.all("h2")[0].attributes["id"] == anchor
    )


def table(element: Element) -> list[list[str]]:
    return [[cell.text() for cell in row.all("th", "td")] for row in element.all("table")[0].all("tr")]


def monthly(each: int, months: int = 12) -> list[tuple[date, str]]:
    """So many incidents in each of the last months, of rising length."""
    found = []
    for back in range(months):
        year, month = divmod(2026 * 12 + 10 - back, 12)
        found += [(day := date(year, month + 1, at % 20 + 1), document(day, 10 + at * 7)) for at in range(each)]
    return found


def test_no_document_says_how_to_begin(tmp_path: Path) -> None:
    assert "hotwash new" in page(write(tmp_path, [])).text()


def test_one_document_is_a_mark_and_too_few_to_draw(tmp_path: Path) -> None:
    trends = page(write(tmp_path, [(date(2026, 11, 3), document(date(2026, 11, 3), 53))]))
    assert "December 2025 to November 2026: 1 incident. Drafts and retellings are not counted." in trends.text()
    assert len(part(trends, "months").all("use")) == 1
    assert "Too few to draw. One incident has a time to resolve: 53 min." in part(trends, "resolve").text()
    assert "A median is shown from five on, a 90th percentile from ten." in part(trends, "resolve").text()
    assert not part(trends, "resolve").all("line")


def test_from_five_on_there_is_a_median_and_from_ten_a_percentile(tmp_path: Path) -> None:
    five = [(date(2026, 6, at + 1), document(date(2026, 6, at + 1), 10 * (at + 1))) for at in range(5)]
    resolve = part(page(write(tmp_path / "five", five)), "resolve")
    assert table(resolve)[1] == ["December 2025 to November 2026", "5", "30 min", "–", "50 min"]
    assert [each.attributes["class"] for each in resolve.all("line")].count("p90") == 0
    ten = [(date(2026, 6, at + 1), document(date(2026, 6, at + 1), 10 * (at + 1))) for at in range(10)]
    resolve = part(page(write(tmp_path / "ten", ten)), "resolve")
    assert table(resolve)[1] == ["December 2025 to November 2026", "10", "55 min", "1 h 30 min", "1 h 40 min"]
    assert "average" in resolve.text()
    assert "mean " not in " ".join(row for line in table(resolve) for row in line)


@pytest.mark.parametrize(("each", "windows"), [(1, 1), (2, 2), (4, 4), (10, 12)])
def test_windows_grow_until_each_holds_ten(tmp_path: Path, each: int, windows: int) -> None:
    resolve = part(page(write(tmp_path, monthly(each))), "resolve")
    rows = table(resolve)
    assert len(rows) - 1 == windows
    assert all(int(row[1]) >= 10 for row in rows[1:])
    medians = [line for line in resolve.all("line") if line.attributes["class"] == "med" and "y1" in line.attributes]
    assert len(medians) == windows + 1  # one of them is the key's


def test_every_chart_says_its_n_and_what_it_cannot_show(tmp_path: Path) -> None:
    trends = page(write(tmp_path, monthly(4)))
    assert "n = 12" in part(trends, "resolve").text()
    assert "Twelve incidents in a quarter cannot show that response became faster or slower." in trends.text()
    links = [each.attributes["href"] for each in part(trends, "resolve").all("a")]
    assert "https://www.thevoid.community/report" in links
    for anchor in ("months", "resolve", "detect", "recurrence", "years"):
        assert part(trends, anchor).all("p", where=lambda each: each.has("say"))[0].text()
    for svg in trends.all("svg", where=lambda each: each.has("hw-chart")):
        assert svg.attributes["role"] == "img"
        assert svg.all("title")[0].attributes["id"] == svg.attributes["aria-labelledby"]
        assert "table below" in svg.all("title")[0].text()


def test_more_than_eight_in_a_month_are_bars_with_their_numbers(tmp_path: Path) -> None:
    few = part(page(write(tmp_path / "few", monthly(8, 1))), "months")
    assert len(few.all("use")) == 8
    many = part(page(write(tmp_path / "many", monthly(9, 1))), "months")
    assert not many.all("title", where=lambda each: "An outage" in each.text())
    assert [each.attributes["class"] for each in many.all("rect")] == ["hw-sev-3 hw-fill"]
    assert "9" in [each.text() for each in many.all("text")]
    assert table(many)[1] == ["2026-11", "0", "0", "9", "0", "0", "9"]


def test_an_incident_without_an_end_is_counted_and_has_no_duration(tmp_path: Path) -> None:
    days = [date(2026, 10, at + 1) for at in range(6)]
    trends = page(write(tmp_path, [(day, document(day, None if at == 0 else 30)) for at, day in enumerate(days)]))
    assert "6 incidents" in trends.text()
    assert "1 incident of these twelve months has none: still going on, or its times" in part(trends, "resolve").text()
    assert table(part(trends, "resolve"))[1][1] == "5"
    assert table(part(trends, "detect"))[1][1] == "6"


def test_a_year_without_documents_stands_in_the_table_of_years(tmp_path: Path) -> None:
    days = [date(2026, 1, 5), date(2024, 1, 5), date(2024, 2, 5)]
    trends = page(write(tmp_path, [(day, document(day)) for day in days]))
    assert [(row[0], row[-1]) for row in table(part(trends, "years"))[1:]] == [
        ("2026", "1"),
        ("2025", "0"),
        ("2024", "2"),
    ]


def test_old_documents_only_say_that_there_is_nothing_new(tmp_path: Path) -> None:
    trends = page(write(tmp_path, [(date(2019, 1, 5), document(date(2019, 1, 5)))]))
    assert "Nothing in these twelve months." in part(trends, "months").text()
    assert "No incident of these twelve months has a time to resolve." in part(trends, "resolve").text()
    assert table(part(trends, "years"))[1][0] == "2019"


def test_drafts_retellings_and_near_misses_stand_where_they_belong(tmp_path: Path) -> None:
    day = date(2026, 10, 1)
    near = document(day, head="kind: near-miss\n")
    draft = document(day).replace("status: published", "status: draft")
    retelling = document(day, head="kind: retelling\nsource: https://status.example/1\n")
    figures = Figures(write(tmp_path, [(day, text) for text in (near, draft, retelling, document(day, severity="P1"))]))
    assert (figures.incidents, figures.near_misses) == (1, 1)
    assert figures.categories[-2:] == ("Other severity", NEAR_MISS)
    assert figures.by_year[2026].total() == 2


ACTIONS = """| A1 | Fix | Mend it | @amara | 2026-10-01 | done 2026-09-30 | |
| A2 | Fix | Mend it | @amara | 2026-10-01 | done 2026-10-02 | |
| A3 | Fix | Mend it | @amara | 2026-10-01 | done | |
| A4 | Fix | Mend it | @amara | 2026-10-01 | open | |
| A5 | Fix | Mend it | @amara | 2026-10-01 | dropped: no use | |
| A6 | Fix | Mend it | @amara | 2099-12-31 | open | |
| A7 | Fix | Mend it | @amara | soon | in progress | |
| A8 | Fix | Mend it | @amara | 2026-11-24 | open | |
"""


def test_action_items_are_in_time_late_of_unknown_day_or_open(tmp_path: Path) -> None:
    library = write(tmp_path, [(date(2026, 9, 1), document(date(2026, 9, 1), actions=ACTIONS))])
    kept = Figures(library).kept[-1]
    assert (kept.in_time, kept.late, kept.undated, kept.still_open, kept.dropped, kept.due) == (1, 1, 1, 1, 1, 4)
    trends = page(library)
    assert table(part(trends, "intime"))[:2] == [
        ["Quarter", "Due", "In time", "Late", "Day not written down", "Open", "Dropped"],
        ["September to November 2026", "4", "1", "1", "1", "1", "1"],
    ]
    assert "1 of 4" in part(trends, "intime").text()
    # Open: one overdue, one due in 2099, one without a date, one due today, which is not late yet.
    assert table(part(trends, "ages"))[2] == ["1 to 3 months", "4", "1", "2", "1"]
    assert "@amara" not in trends.text()


def test_recurrence_counts_what_documents_say_and_names_both(tmp_path: Path) -> None:
    first = (date(2025, 3, 1), document(date(2025, 3, 1), title="The first"))
    again = (
        date(2026, 3, 1),
        document(date(2026, 3, 1), title="The second", head="recurs: [2025-03-01-incident-0, nobody]\n"),
    )
    recurrence = part(page(write(tmp_path, [first, again])), "recurrence")
    assert "The second repeats The first" in recurrence.text()
    assert table(recurrence)[3] == ["March to May 2026", "1", "1"]


@pytest.mark.parametrize("title", LONG.values(), ids=list(LONG))
def test_long_titles_of_any_script_stand_whole_in_marks_and_lists(tmp_path: Path, title: str) -> None:
    documents = [(day := date(2026, 9, at + 1), document(day, 30 + at, title=title.strip())) for at in range(6)]
    trends = page(write(tmp_path, documents))
    assert sum(title.strip() in each.text() for each in part(trends, "months").all("title")) == 6
    assert title.strip() in part(trends, "resolve").all("ul")[-1].text()


def test_durations_of_seconds_and_of_years_stay_on_the_chart(tmp_path: Path) -> None:
    lengths = [0, 1, 60, 3000, 5 * 365 * 1440]
    documents = [(day := date(2026, 1, at + 1), document(day, length)) for at, length in enumerate(lengths)]
    resolve = part(page(write(tmp_path, documents)), "resolve")
    heights = [
        float(each.attributes["y"])
        for each in resolve.all("svg")
        if each.all("use") and "%" in each.attributes.get("x", "")
    ]
    assert len(heights) == 5
    assert all(22 <= y <= 214 for y in heights)
    assert table(resolve)[1][-1] == "1825 d"


def test_a_thousand_incidents_a_year_are_dots_and_the_page_stays_small(tmp_path: Path) -> None:
    days = [TODAY - timedelta(days=at * 350 // 1000) for at in range(1000)]
    body = trends_body(write(tmp_path, [(day, document(day, 5 + at % 600)) for at, day in enumerate(days)]), Urls())
    assert len(body.html) < 100_000
    resolve = part(read_html(body.html), "resolve")
    assert len(table(resolve)) == 13
    assert resolve.all("path", where=lambda each: each.has("hw-dots"))[0].attributes["d"].count("M") == 1000
    # A dot has no shape, so its colour must not be what tells its severity.
    assert "one incident" in resolve.text()
    assert "SEV3" not in resolve.all("ul")[0].text()


def test_shapes_tell_the_categories_apart_without_colours() -> None:
    drawn = [SHAPES[name] for name in ("s1", "s2", "s3", "s4", "s0", "acc")]
    assert len(set(drawn)) == len(drawn)
    for each in drawn:
        ElementTree.fromstring(f"<svg>{each}</svg>")  # noqa: S314 - written by the test itself


# In a browser.


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory):  # type: ignore[no-untyped-def]
    """A site with all charts, served."""
    root = tmp_path_factory.mktemp("trends")
    documents = monthly(4)
    day = date(2026, 9, 1)
    documents.append(
        (day, document(day, 90, title="Once more", actions=ACTIONS, head="recurs: [2026-08-01-incident-12]\n"))
    )
    documents.append((day, document(day, head="kind: near-miss\n", title="Seen early")))
    write(root, documents)
    config = root / "mkdocs.yml"
    config.write_text(
        "site_name: Larkmere\ndocs_dir: postmortems\ntheme:\n  name: material\nplugins:\n  - hotwash:\n      today: 2026-11-24\n      search: false\n",
        "utf-8",
    )
    with served(build_site(config, root / "out" / "kb")) as address:
        yield address


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", list(SIZES))
def test_the_charts_break_no_rule_and_fit(browser: Browser, drawn: str, size: str, scheme: str) -> None:
    context = browser.new_context(viewport=SIZES[size], color_scheme=scheme)  # type: ignore[arg-type]
    reader = Reader(context, drawn)
    page = reader.read("trends/")
    assert page.locator(".hw-chart").count() == 6
    assert not violations(page)
    assert not page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    assert overlaps(page) == []
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")
    assert not violations(page)
    reader.settle()
    context.close()
    assert not reader.complaints
    assert not reader.elsewhere


def overlaps(page: Page) -> list[str]:
    """Words of a chart that lie over other words, or beside the chart."""
    return page.evaluate(
        """() => {
          const found = [];
          for (const chart of document.querySelectorAll(".hw-chart")) {
            const frame = chart.getBoundingClientRect();
            const texts = [...chart.querySelectorAll("text")].filter(text => text.getBoundingClientRect().width);
            texts.forEach((text, at) => {
              const one = text.getBoundingClientRect();
              if (one.right > document.documentElement.clientWidth || one.left < 0 || one.bottom > frame.bottom + 2 || one.top < frame.top - 4)
                found.push(`${text.textContent} is out of the chart`);
              for (const other of texts.slice(at + 1)) {
                const two = other.getBoundingClientRect();
                const across = Math.min(one.right, two.right) - Math.max(one.left, two.left);
                const down = Math.min(one.bottom, two.bottom) - Math.max(one.top, two.top);
                if (across > 1 && down > 4) found.push(`${text.textContent} over ${other.textContent}`);
              }
            });
          }
          return found;
        }"""
    )


@pytest.mark.browser
def test_without_javascript_charts_and_numbers_are_there(browser: Browser, drawn: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{drawn}trends/")
    expect(page.get_by_role("img", name="Time to resolve of each incident")).to_be_visible()
    behind = page.locator(".hw-fig", has=page.locator("#resolve")).locator("details")
    behind.locator("summary").click()
    expect(behind.get_by_role("columnheader", name="Median")).to_be_visible()
    context.close()


@pytest.mark.browser
def test_on_paper_the_numbers_are_written_out(browser: Browser, drawn: str) -> None:
    page = browser.new_page()
    page.goto(f"{drawn}trends/")
    page.emulate_media(media="print")
    for each in page.locator(".hw-numbers table").all():
        assert each.evaluate("table => table.getBoundingClientRect().height") > 20
    assert page.locator(".hw-numbers > summary").first.is_hidden()
    page.close()


@pytest.mark.browser
@pytest.mark.parametrize("vision", ["deuteranopia", "protanopia", "tritanopia", "achromatopsia"])
def test_parts_of_a_bar_are_told_apart_by_lightness_or_outline_whatever_one_sees(
    browser: Browser, drawn: str, vision: str
) -> None:
    """As the browser simulates it: neighbouring parts differ in lightness by half, or one of them is an outline."""
    page = browser.new_page()
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setEmulatedVisionDeficiency", {"type": vision})
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.goto(f"{drawn}trends/")
        for chart in ("#intime-t", "#ages-t", "#recurrence-t"):
            light = {}
            for rect in page.locator(f".hw-chart:has({chart}) rect").all():
                name = rect.get_attribute("class") or ""
                light[name] = lightness(page, rect)
            solid = [
                value for name, value in light.items() if name in ("hw-bar-done", "hw-bar-overdue", "hw-bar-again")
            ]
            others = [
                value
                for name, value in light.items()
                if name not in ("hw-bar-done", "hw-bar-overdue", "hw-bar-again", "hw-bar-undated")
            ]
            assert solid
            assert others
            for one in solid:
                assert all(abs(one - two) > 60 for two in others), (scheme, chart, light)
    page.close()


def lightness(page: Page, rect) -> float:  # type: ignore[no-untyped-def]
    """How light the middle of a bar's part is on the screen, from 0 to 255."""
    import io

    from PIL import Image

    box = rect.bounding_box()
    assert box is not None
    rect.scroll_into_view_if_needed()
    box = rect.bounding_box()
    middle = {"x": box["x"] + box["width"] / 2 - 1, "y": box["y"] + box["height"] / 2 - 1, "width": 2, "height": 2}
    return float(Image.open(io.BytesIO(page.screenshot(clip=middle))).convert("L").getpixel((0, 0)))
