"""Action items and factors over all documents: whose, until when, what came back."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from icalendar import Calendar
from many import LONG, NUMBER, OWNERS, POISON, name, write_many
from reading import Element, read_html

from conftest import TODAY
from hotwash.config import Config
from hotwash.corpus import documents_in
from hotwash.corpus.words import words_of
from hotwash.site.actions import actions_body
from hotwash.site.catalogue import Catalogue
from hotwash.site.factors import factors_body, theme_body
from hotwash.site.followups import all_items, by_owner
from hotwash.site.incidents import explorer, incidents_body
from hotwash.site.library import Library, open_library
from hotwash.site.owners import feed_path, owner_body, owner_feed, owners_body
from hotwash.site.terms import parts_of
from hotwash.site.urls import Urls
from hotwash.writing.names import file_name


def opened(root: Path) -> Library:
    config = Config(root=root)
    return open_library(documents_in(root / "postmortems", config), "postmortems", config, TODAY)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    root = tmp_path_factory.mktemp("many")
    write_many(root)
    return opened(root)


def page(html: str) -> Element:
    return read_html(html)


def test_owners_differ_by_name_and_not_by_case(library: Library) -> None:
    owners = by_owner(all_items(library))
    assert list(owners) == sorted({each.removeprefix("@").casefold() for each in OWNERS})
    assert owners["kenji"][0] == "@Kenji"
    files = [feed_path(key) for key in owners]
    assert len({each.casefold() for each in files}) == len(files)
    assert "owners/kenji.ics" in files
    assert "owners/ops-web.ics" in files  # the person; the team of that sound has digits behind it


@pytest.mark.parametrize(
    "odd",
    ["../x", "..", "", "index", "README", "con", "a/b", "a\\b", "\0", "名無し <b>", "x" * 300, "é" * 300, "🔥", "a.b"],
)
def test_any_name_is_a_safe_name_of_a_file(odd: str) -> None:
    safe = file_name(odd)
    assert safe
    assert not set(safe) & set("./\\:\0<>")
    assert len(safe.encode()) < 80
    assert safe not in ("index", "readme", "con")


def test_names_that_look_alike_are_told_apart() -> None:
    names = ["ops/web", "ops-web", "ops web", "ops.web", "Ops.Web"]
    assert len({file_name(each) for each in names}) == 4
    assert file_name("ops-web") == "ops-web"


def test_an_owners_page_lists_what_is_due_first_and_counts_nothing(library: Library) -> None:
    owners = by_owner(all_items(library))
    body = page(owner_body("amara", owners["amara"], library, Urls()).html)
    tables = body.all("table")
    due = [row.all("td")[3].text() for row in tables[0].all("tr")[1:]]
    assert due == sorted(due)
    head = body.all("p")[1].text()
    assert not any(letter.isdigit() for letter in head)
    assert "Owner" not in tables[0].text()
    listed = page(owners_body([(key, shown) for key, (shown, _) in owners.items()], Urls()).html)
    shown = [each.text() for each in listed.all("li")]
    assert shown == [name for _, (name, _) in sorted(owners.items())]
    assert "<b>" in listed.text()  # as text


def test_a_calendar_has_an_all_day_event_for_each_deadline(library: Library) -> None:
    owners = by_owner(all_items(library))
    feed = Calendar.from_ical(owner_feed(owners["amara"], library, Urls(), "https://kb.example/team/"))
    open_ones = [each for each in owners["amara"][1] if each.is_open]
    events = list(feed.walk("VEVENT"))
    assert len(events) == len(open_ones) > 0
    assert feed["x-wr-calname"] == "Action items of @amara"
    first, item = events[0], open_ones[0]
    assert first["dtstart"].dt == item.item.due_date
    assert type(first["dtstart"].dt) is date
    assert (first["dtend"].dt - first["dtstart"].dt).days == 1
    assert first["summary"] == item.text
    assert str(first["summary"]).endswith("a limit & an alert < 5")
    assert first["dtstamp"].dt == datetime(2026, 11, 24, tzinfo=UTC)
    assert str(first["url"]) == f"https://kb.example/team/{item.entry.page}/#A1"


def test_events_keep_their_identity_when_words_days_and_names_change(tmp_path: Path) -> None:
    write_many(tmp_path)
    before = {each.uid for each in all_items(opened(tmp_path))}
    assert len(before) == NUMBER
    old = next((tmp_path / "postmortems").rglob(f"{name(0)}.md"))
    text = old.read_text("utf-8").replace("a limit &", "an upper limit &").replace("2026-12-20", "2027-01-31")
    old.unlink()
    new = old.with_name("2026-11-20-renamed.md")
    new.write_text(text.replace("authors:", f"aliases: [INC-7, {name(0)}]\nauthors:"), "utf-8")
    assert {each.uid for each in all_items(opened(tmp_path))} == before


def test_a_deadline_far_away_is_drawn_as_cut_and_said_in_full(library: Library) -> None:
    actions = page(actions_body(library, Urls()).html)
    row = next(each for each in actions.all("tr") if "2099-12-31" in each.text())
    assert "Open" in row.text()
    assert "Overdue" not in row.text()
    assert "old" in row.all("td")[5].text()
    drawn = row.all("svg", where=lambda each: each.attributes.get("x") == "100%")
    assert len(drawn) == 1


def test_the_catalogue_says_what_answers_each_factor(library: Library) -> None:
    catalogue = Catalogue(library)
    states = {each.entry.postmortem.id: each.state for each in catalogue.conditions}
    assert states[name(0)] == "open"
    assert states[name(5)] == "unanswered"
    assert states[name(7)] == "done"
    assert states[name(9)] == "dropped"
    assert sum(theme.incidents for theme in catalogue.themes) == NUMBER
    body = page(factors_body(catalogue, library, Urls()).html)
    table = body.all("table")[0]
    assert [each.text() for each in table.all("tr")[1].all("th", "td")][:2] == ["capacity", "20 incidents"]


def test_what_came_back_is_what_an_author_called_a_repetition_and_reads_alike(library: Library) -> None:
    catalogue = Catalogue(library)
    assert [[each.entry.postmortem.id for each in chain] for chain in catalogue.returned] == [[name(0), name(7)]]
    body = page(factors_body(catalogue, library, Urls()).html)
    times = body.all("ul", where=lambda each: each.has("hw-times"))[0]
    assert [each.all("a")[0].attributes["href"] for each in times.all("li")] == [
        f"../{name(0)[:4]}/{name(0)}/#F1",
        f"../{name(7)[:4]}/{name(7)}/#F1",
    ]


def test_an_accepted_factor_says_when_it_is_due_to_be_looked_at_again(base: Path, tmp_path: Path) -> None:
    library = opened(base)
    catalogue = Catalogue(library)
    html = factors_body(catalogue, library, Urls()).html
    assert "To be looked at again" not in html  # that document answers it as well, and its work is done
    write_many(tmp_path)
    file = next((tmp_path / "postmortems").rglob(f"{name(10)}.md"))
    file.write_text(file.read_text("utf-8").replace("| F1 |", "| |"), "utf-8")
    library = opened(tmp_path)
    catalogue = Catalogue(library)
    assert "To be looked at again since 23 days" in page(factors_body(catalogue, library, Urls()).html).text()
    theme = next(each for each in catalogue.themes if each.name == "change")
    assert "Accepted by @ops/web: it is cheap." in page(theme_body(theme, catalogue, library, Urls()).html).text()


def test_long_titles_stand_whole_in_the_table(library: Library) -> None:
    shown = page(incidents_body(library, Urls()).html).text()
    for title in LONG.values():
        assert " ".join(title.split()) in shown


def test_one_value_stands_for_spellings_that_differ_in_case(library: Library) -> None:
    facets = {facet.name: facet for facet in explorer(library, Urls()).facets}
    assert facets["tag"].values == (POISON, "Certificates")
    assert facets["service"].values == ("../x", "checkout", "payments")


def test_no_part_of_the_data_names_a_person(library: Library) -> None:
    files = dict(explorer(library, Urls()).files())
    assert not [path for path, data in files.items() if b"amara" in data or b"kenji" in data]
    assert all(path.startswith("explorer/incidents/") for path in files)


def test_the_data_is_the_same_for_the_same_documents(library: Library) -> None:
    assert dict(explorer(library, Urls()).files()) == dict(explorer(library, Urls()).files())


def test_words_are_taken_apart_in_any_script() -> None:
    assert words_of("Größe: pool.max_size, CAFÉ; the cafe\u0301 x") == {"große", "pool", "max", "size", "cafe", "the"}
    assert words_of("証明書") == {"証明", "明書", "書"}
    assert words_of("gateway証明x") == {"gateway", "証明", "明"}
    assert words_of("") == set()


def test_words_that_most_texts_have_are_kept_as_those_that_lack_them() -> None:
    texts = ["common word"] * 30 + ["rare word"]
    firsts, parts = parts_of(texts)
    assert firsts == ["common"]
    assert b'"common":[-1,30]' in b"".join(parts)
