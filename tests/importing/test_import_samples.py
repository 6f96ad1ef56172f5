"""Post-mortems of very different kinds: what is in them comes out, each in its place, and no word of them is lost."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from hotwash.document import parse
from hotwash.importing.material import Assumed
from hotwash.importing.reading import sources
from hotwash.importing.words import words
from hotwash.writing.slug import document_id
from importing import SAMPLES, TODAY, errors, read, source, written

FILES = sorted(SAMPLES.iterdir())

TIMELINES: dict[str, list[tuple[str | None, str]]] = {
    "labels.md": [
        ("2026-02-01T10:00+00:00", "list is loaded"),
        ("2026-02-01T10:12+00:00", "first alarms"),
        ("2026-02-01T10:20+00:00", "operator is called"),
        ("2026-02-01T11:05+00:00", "typo found"),
        ("2026-02-01T11:30+00:00", "bridge is down"),
    ],
    "twodays.md": [
        ("2026-03-12T09:00+00:00", "Fridge 3 restarts"),
        ("2026-03-12T09:40+00:00", "Temperature rises; rises further"),
        ("2026-03-12T10:05+00:00", "Alarm sounds"),
        ("??:??", "Somebody opens the door"),
        ("2026-03-13T00:10+00:00", "Back to normal"),
    ],
    "bullets.md": [
        ("2026-02-11T09:14+00:00", "Shard 7 is moved"),
        ("2026-02-11T09:15+00:00", "The indexer loses its lease"),
        ("2026-02-11T10:40+00:00", "First customer complaint"),
        ("2026-02-11T12:05+00:00", "Lease is renewed by hand"),
        ("2026-02-11T12:26+00:00", "Results are fresh again"),
    ],
    "table.md": [
        ("2026-01-13T23:50+01:00", "Nightly run starts"),
        ("2026-01-14T00:10+01:00", "Run is killed"),
        ("2026-01-14T00:12+01:00", "Run starts again"),
        ("2026-01-14T01:10+01:00", "First report of a second invoice"),
        ("2026-01-14T01:30+01:00", "Run stopped"),
    ],
    "days.md": [
        ("2026-03-03T18:45+02:00", "The driver of the label printers"),
        ("2026-03-03T19:10+02:00", "First parcel without a label"),
        ("2026-03-03T23:58+02:00", "Second look"),
        ("2026-03-04T00:20+02:00", "Printing from the spare station"),
        ("2026-03-04T08:05+02:00", "Old driver is back"),
        ("2026-03-04T08:30+02:00", "Queue is empty"),
    ],
    "prose.md": [
        ("2026-05-05T10:12", "we switched the session store"),
        ("2026-05-05T10:30", "Everything looked fine"),
        ("2026-05-05T10:41", "every second request failed"),
        ("2026-05-05T10:50", "Our first idea was a broken release"),
        ("2026-05-05T11:08", "We raised it"),
    ],
    "nested.md": [
        ("2026-04-20T08:02", "First detected"),
        ("2026-04-20T08:15", "Incident declared"),
        ("2026-04-20T09:47", "Repaired"),
        ("2026-04-21T10:00", "Resolved"),
        ("2026-04-20T07:30", "The tile cache is moved"),
        ("2026-04-20T08:02", "the map has holes"),
        ("2026-04-20T08:40", "Found that objects with a plus sign"),
        ("2026-04-20T09:47", "Missing objects copied"),
        ("2026-04-21T10:00", "Counts of both buckets agree"),
    ],
    "toml.md": [
        ("2025-11-07", "gates fail now and then"),
        ("2025-11-14", "somebody restarts the gate controller"),
        ("--:--", "the controller takes the default map"),
        ("2025-11-14T16:05+01:00", "first passenger"),
        ("2025-11-14T16:20+01:00", "@femke opens the gates"),
        ("2025-11-14T16:31+01:00", "map of gates is loaded again"),
    ],
    "american.md": [
        ("2026-03-04T08:55-08:00", "Key of the payment provider is rotated"),
        ("2026-03-04T09:02-08:00", "First decline"),
        ("2026-03-04T09:20-08:00", "Seattle box office"),
        ("2026-03-04T09:25-08:00", "Provider's engineer in Berlin"),
        ("2026-03-04T10:11-08:00", "New key is deployed"),
        ("2026-03-04T10:15-08:00", "Declines are back to normal"),
    ],
    "page.html": [
        ("2026-06-11T09:00+03:00", "The card server's disk is full"),
        ("2026-06-11T09:25+03:00", "Readers queue at the desk & the librarian calls"),
        ("2026-06-11T10:35+03:00", "Old logs deleted"),
    ],
    "printed.txt": [
        ("2026-09-02T21:26+01:00", "Time server moves"),
        ("2026-09-02T21:41+01:00", "A controller notices that the wind has not changed for a quarter of an hour"),
        ("2026-09-02T22:03+01:00", "Resolved by the feed's team"),
    ],
    "paragraph.md": [],
    "morty.md": [
        ("2026-02-07T22:16", "Firmware of the vent controller"),
        ("2026-02-07T23:40", "Vents open"),
        ("2026-02-08T05:50", "Gardener finds frozen seedlings"),
        ("2026-02-08T06:02", "Vents closed by hand"),
    ],
    "whys.md": [
        ("2026-02-03T07:10+01:00", "Der Leser meldet keine Karten mehr"),
        ("2026-02-03T07:25+01:00", "Der Pförtner ruft die Bereitschaft an"),
        ("2026-02-03T08:00+01:00", "Der Leser wird neu gestartet"),
        ("2026-02-03T08:05+01:00", "Die Schranken öffnen wieder"),
    ],
    "guidance.md": [
        ("2026-01-09T04:10+00:00", "door is left open"),
        ("2026-01-09T08:15+00:00", "driver sees the open door"),
        ("2026-01-09T08:20+00:00", "door closed"),
    ],
    "mistyped.md": [
        ("2025-10-30T16:00", "Transfer file is written"),
        ("2025-10-30T18:30", "Bank closes its window"),
        ("2024-10-31T07:45", "Payroll notices"),
        ("2025-10-31T09:00", "File is fetched by hand"),
        ("2025-09-31 10:00", "nothing happens on this day"),
        ("2025-10-31T08:55", "Bank confirms"),
    ],
}  # fmt: skip

ACTIONS: dict[str, list[tuple[str, str | None, str | None, bool | None]]] = {
    "labels.md": [
        ("Run the check on every station", "@bridge-team", None, None),
        ("Load lists by day only", "Ebba", "2026-03-01", None),
    ],
    "twodays.md": [
        ("Clean the fans monthly.", "@house", "2026-03-20", True),
        ("Lower the alarm to 8 degrees", "Lee", "2026-04-01", False),
    ],
    "bullets.md": [
        ("Log a lost lease as an error", "@tomas", None, True),
        ("Alert when the newest indexed item", "@ines", "2026-03-01", False),
        ("Route forum complaints", None, None, False),
    ],
    "table.md": [
        ("Keep a record of sent invoices", "Aiko Mori", "2026-01-30", False),
        ("Move the upgrade window", "@per", "2026-01-20", True),
        ("Send an apology to all customers", "Finance team", None, False),
    ],
    "days.md": [
        ("Test the printers with real addresses", None, None, None),
        ("Alert on the queue's length", None, None, None),
    ],
    "prose.md": [
        ("We will copy limits together", None, None, None),
        ("We want to see refused connections", None, None, None),
    ],
    "nested.md": [
        ("Compare counts after every copy", None, None, None),
        ("Decide on a naming rule", None, None, None),
    ],
    "toml.md": [
        ("Keep the map of gates in the repository", "Noor", "2025-12-01", None),
        ("Put a key into terminal 2; order a second safe", None, None, None),
    ],
    "american.md": [
        ("Use a shared mailbox", "Dana Whitfield", "2026-03-20", None),
        ("Alert on a decline rate above 5%", "Payments team", None, None),
    ],
    "page.html": [
        ("Rotate the logs", "Mirela", "2026-06-20", None),
        ("Monitor the disk of the card server", None, None, None),
    ],
    "printed.txt": [
        ("Announce moves of shared servers", None, None, None),
        ("Alert when the newest value of the feed is older than five minutes", None, None, None),
    ],
    "paragraph.md": [],
    "morty.md": [
        ("Keep the mode through updates", "Lotte", None, None),
        ("Text the gardener", "Joost", None, None),
    ],
    "whys.md": [
        ("Zertifikate der Leser in die Liste aufnehmen", None, "2026-02-28", None),
        ("Schranke bei Ausfall öffnen", None, None, None),
    ],
    "guidance.md": [
        ("Test the alarm weekly", "Ravi", None, True),
        ("Show the battery's state on the panel", "Jo", None, None),
    ],
    "mistyped.md": [("Remind the payroll team", None, None, None)],
}  # fmt: skip

STATEMENTS: dict[str, dict[str, list[str]]] = {
    "labels.md": {"impact": ["all of the road traffic"], "factors": ["A sensor list with a typo"]},
    "twodays.md": {
        "factors": ["The fan was blocked", "No cleaning was planned", "Move the boxes earlier"],
        "went_well": ["Quick calls"],
    },
    "bullets.md": {
        "impact": ["2,300 customers were told", "Support received 140 tickets"],
        "factors": ["health check only looks", "logged at level debug", "Nobody owns the forum's complaints"],
        "went_well": ["The queue kept everything"],
    },
    "table.md": {"impact": ["Customers affected: 611", "Invoices sent twice: 640", "Duration: 1h 20m"], "factors": ["keeps no record"]},
    "days.md": {"impact": ["Labels for parcels were not printed", "1,900 parcels"], "factors": ["drops jobs with umlauts"]},
    "prose.md": {"impact": ["unavailable for 47 minutes"], "factors": ["its limit was still that of the test cluster"]},
    "nested.md": {"impact": ["30% of the tiles", "Printing of plans", "Time to repair: 1h 45m"], "factors": ["decodes a plus sign"]},
    "toml.md": {
        "factors": ["A restart without the local map", "lives on one laptop", "needs a key"],
        "went_well": ["Staff at the gates knew the override"],
    },
    "american.md": {"impact": ["9,400 card payments"], "factors": ["went to a person who had left"]},
    "page.html": {
        "impact": ["could not borrow books"],
        "factors": ["Logs are kept for ever", "The disk is not monitored"],
        "went_well": ["wrote all loans on paper"],
    },
    "printed.txt": {"impact": ["same hour for 37 minutes"], "factors": ["announced in a channel"]},
    "paragraph.md": {"impact": ["15,000 drivers could not pay"], "factors": ["a release had tightened the check"]},
    "morty.md": {"impact": ["Time To Detect: 6 hours, 10 minutes"], "factors": ["reset the controller to summer mode"]},
    "whys.md": {"factors": ["Its certificate had expired", "Certificates of readers are in no list"]},
    "guidance.md": {"impact": ["480 kg of fish"], "factors": ["battery was empty", "was not announced to the cold store"]},
    "mistyped.md": {"impact": ["212 people were affected"], "factors": ["key expired"]},
}  # fmt: skip


def found_in(file: Path) -> dict[str, Any]:
    return read(file.read_text("utf-8"), file.name)


def test_every_sample_says_what_is_expected_of_it() -> None:
    names = {file.name for file in FILES}
    assert names == set(TIMELINES) == set(ACTIONS) == set(STATEMENTS)
    assert len(names) >= 10


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_the_timeline_comes_out_in_its_order_with_days_and_zones(file: Path) -> None:
    entries = found_in(file)["timeline"]
    wanted = TIMELINES[file.name]
    assert [entry["time"] for entry in entries] == [time for time, _ in wanted]
    for entry, (_, text) in zip(entries, wanted, strict=True):
        assert text in entry["text"]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_action_items_come_out_with_owner_due_day_and_state(file: Path) -> None:
    items = found_in(file)["actions"]
    wanted = ACTIONS[file.name]
    assert [(item["owner"], item["due"], item["done"]) for item in items] == [each[1:] for each in wanted]
    for item, (text, *_) in zip(items, wanted, strict=True):
        assert item["text"].startswith(text)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_impact_conditions_and_what_went_well_come_out(file: Path) -> None:
    found = found_in(file)
    for key, wanted in STATEMENTS[file.name].items():
        texts = [statement["text"] for statement in found[key]]
        for words_of_it in wanted:
            assert any(words_of_it in text for text in texts), (key, words_of_it, texts)
    assert not found["went_well"] or "went_well" in STATEMENTS[file.name]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_word_of_the_source_stands_in_the_document(file: Path) -> None:
    found = source(file.read_text("utf-8"), file.name)
    assert not words("\n".join(found.lines)) - words(written(found))
    if file.suffix != ".html":
        assert not words(file.read_text("utf-8")) - words(written(found))


def test_every_word_that_a_page_shows_stands_in_the_document() -> None:
    shown = re.sub(
        r"<(script|style)\b.*?</\1>|<[^>]*>", " ", (SAMPLES / "page.html").read_text("utf-8"), flags=re.DOTALL
    )
    text = written(source((SAMPLES / "page.html").read_text("utf-8"), "page.html"))
    assert not words(shown.replace("&amp;", "&")) - words(text + " Outage of the lending desk")
    assert "nothing of the text" not in text
    assert "color" not in text


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_the_document_is_a_draft_without_errors_that_says_the_same(file: Path, tmp_path: Path) -> None:
    found = source(file.read_text("utf-8"), file.name)
    text = written(found)
    document = parse(text)
    assert document.frontmatter.readable
    assert len(document.timeline) == len(found.outline.timeline)
    assert len(document.actions) == len(found.outline.actions)
    assert len(document.factors) == len(found.outline.factors)
    name = document_id(TODAY, "imported")
    path = tmp_path / "postmortems" / "2026" / f"{name}.md"
    path.parent.mkdir(parents=True)
    path.write_text(text, "utf-8")
    assert errors(path) == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_the_times_that_the_checker_reads_are_those_that_were_found(file: Path) -> None:
    found = source(file.read_text("utf-8"), file.name)
    document = parse(written(found))
    for entry, event in zip(document.timeline, found.outline.timeline, strict=True):
        instant = entry.time.instant if entry.time else None
        if hasattr(event.when, "hour") and getattr(event.when, "tzinfo", None):
            assert instant == event.when
        elif instant is not None:
            assert instant.replace(tzinfo=None) == event.when


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_the_same_source_gives_the_same_document(file: Path) -> None:
    first, second = (written(sources(file.read_bytes(), file.name, Assumed())[0]) for _ in range(2))
    assert first == second
