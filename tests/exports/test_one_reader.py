"""What a tool exports is read once: an import and a draft tell the same of it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from hotwash.drafting.chat.understand import understand
from hotwash.drafting.sources.recognise import read
from hotwash.exports import TOOLS, incidents
from hotwash.exports.located import values
from hotwash.importing.error import CannotImport
from hotwash.importing.material import Assumed
from hotwash.importing.reading import sources
from hotwash.writing.outline import Outline

SAMPLES = Path(__file__).parents[1] / "drafting" / "sources" / "samples"
NAMES = {
    "pagerduty-v3.json": "PagerDuty", "pagerduty-log-entries.json": "PagerDuty", "opsgenie.json": "Opsgenie", "statuspage.json": "Statuspage",
    "incident-io.json": "incident.io", "rootly.json": "Rootly", "firehydrant.json": "FireHydrant",
}  # fmt: skip


def imported(text: str) -> Outline:
    (found,) = sources(text.encode(), "export.json", Assumed())
    return found.outline


def drafted(text: str) -> Outline:
    return understand(read("export.json", text.encode()))


@pytest.mark.parametrize("name", NAMES)
def test_an_import_and_a_draft_tell_the_same_title_times_and_services(name: str) -> None:
    text = (SAMPLES / name).read_text("utf-8")
    (found,) = incidents(values(text))
    assert found.tool == NAMES[name]
    assert found.tool in TOOLS
    one, other = imported(text), drafted(text)
    assert one.title == other.title == found.title
    assert one.services == other.services
    for key in ("detected", "mitigated", "resolved"):
        stated = {at.at for at in found.moments if at.key == key}
        if stated:
            assert one.times[key] in stated
            assert other.times[key] in stated


def test_every_part_knows_its_line() -> None:
    text = (SAMPLES / "incident-io.json").read_text("utf-8")
    (found,) = incidents(values(text))
    assert [entry.line for entry in found.entries] == [12, 13]
    assert {origin.line for event in imported(text).timeline for origin in event.origins} == {6, 7, 8, 12, 13}
    assert imported(text).actions[0].origins[0].line == 16


def test_webhooks_of_one_incident_one_after_another_are_one_document() -> None:
    outline = imported((SAMPLES / "pagerduty-v3.json").read_text("utf-8"))
    assert [event.text.rpartition(": ")[2] for event in outline.timeline] == ["triggered", "acknowledged", "resolved"]


def test_times_with_an_offset_stand_in_the_zone_that_the_timeline_says() -> None:
    outline = imported((SAMPLES / "pagerduty-log-entries.json").read_text("utf-8"))
    assert outline.zone == "UTC"
    assert [f"{event.when:%H:%M %z}" for event in outline.timeline] == ["03:12 +0000", "03:31 +0000", "03:48 +0000"]


PAGED: dict[str, Any] = {
    "incident": {"incident_number": 3, "id": "Q3", "title": "Mill stands still", "created_at": "2026-05-01T08:00:00Z"},
    "notes": [{"content": "Replaced the belt of the mill", "created_at": "2026-05-01T08:20:00Z", "user": {"summary": "Rosa"}}],
}  # fmt: skip


def test_notes_beside_an_incident_are_read_by_both() -> None:
    for outline in (imported(json.dumps(PAGED)), drafted(json.dumps(PAGED))):
        assert any("Replaced the belt" in event.text for event in outline.timeline)


def test_causes_that_a_tool_knows_become_factors_of_a_draft() -> None:
    text = json.dumps(
        {
            "data": {
                "type": "incidents",
                "attributes": {
                    "title": "Scales report zero",
                    "started_at": "2026-05-03T05:00:00Z",
                    "causes": {"data": [{"attributes": {"name": "The gateway has no limit on its memory"}}]},
                },
            }
        }
    )
    assert "The gateway has no limit on its memory" in drafted(text).factors[0].text


def test_several_incidents_in_one_export_are_said() -> None:
    second = {**PAGED["incident"], "id": "Q4", "title": "Oven is cold"}
    outline = drafted(json.dumps({"incidents": [PAGED["incident"], second]}))
    (note,) = [each for each in outline.notes if "2 incidents" in each]
    assert "“Mill stands still”; “Oven is cold”" in note
    assert "--from" in note


def test_a_written_post_mortem_in_an_export_points_to_the_import() -> None:
    text = json.dumps({"data": {"postmortemId": "o1", "title": "Doors open", "startTime": "2026-05-05T21:00:00Z", "content": "The doors stood open for 30 minutes."}})  # fmt: skip
    assert any("hotwash import" in note for note in drafted(text).notes)


def test_a_payload_that_is_known_and_tells_nothing_is_refused_by_name() -> None:
    text = json.dumps({"event": {"event_type": "service.updated", "data": {"id": "S1", "type": "service"}}})
    with pytest.raises(CannotImport, match="PagerDuty's and tells nothing"):
        imported(text)


def test_broken_json_names_its_line() -> None:
    with pytest.raises(CannotImport, match="line 2"):
        imported('{"incident": {\n "title": ')


def test_a_due_day_is_told_the_same() -> None:
    outline = imported((SAMPLES / "rootly.json").read_text("utf-8"))
    assert date.fromisoformat(outline.actions[0].due) == date(2026, 4, 20)
