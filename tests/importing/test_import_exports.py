"""The JSON of incident tools, after their published schemas: each becomes a checked draft, and no word of it is lost."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from hotwash.document import parse
from hotwash.importing.words import words
from importing import errors, read, run, source, written

PAGERDUTY = {
    "incident": {
        "incident_number": 4711, "title": "Lock gates slow", "created_at": "2026-05-01T08:00:00Z", "status": "resolved",
        "resolved_at": "2026-05-01T09:10:00Z", "html_url": "https://canal.pagerduty.example/incidents/P1",
        "priority": {"summary": "P2"}, "service": {"summary": "lock-gates"}, "body": {"details": "Boats waited for 70 minutes."},
    },
    "log_entries": [
        {"type": "trigger_log_entry", "created_at": "2026-05-01T08:00:00Z", "summary": "Triggered by GateTooSlow"},
        {"type": "notify_log_entry", "created_at": "2026-05-01T08:00:05Z", "summary": "Notified Rosa by push"},
        {"type": "resolve_log_entry", "created_at": "2026-05-01T09:10:00Z", "summary": "Resolved by Rosa"},
    ],
    "notes": [{"content": "Oil pressure was low, pump swapped", "created_at": "2026-05-01T08:50:00Z", "user": {"summary": "Rosa"}}],
}  # fmt: skip

INCIDENT_IO = {
    "incident": {
        "id": "01X", "reference": "INC-12", "name": "Radio silence", "summary": "The station sent nothing for 9 minutes.",
        "severity": {"name": "SEV2"}, "incident_status": {"category": "closed", "name": "Closed"}, "created_at": "2026-05-02T10:02:00Z",
        "incident_timestamp_values": [
            {"incident_timestamp": {"name": "Impact began"}, "value": {"value": "2026-05-02T10:00:00Z"}},
            {"incident_timestamp": {"name": "Detected at"}, "value": {"value": "2026-05-02T10:02:00Z"}},
            {"incident_timestamp": {"name": "Fixed at"}, "value": {"value": "2026-05-02T10:09:00Z"}},
            {"incident_timestamp": {"name": "Resolved at"}, "value": {"value": "2026-05-02T10:30:00Z"}},
        ],
        "incident_role_assignments": [{"role": {"name": "Incident Lead"}, "assignee": {"name": "Ola Nilsen"}}],
        "custom_field_entries": [{"custom_field": {"name": "Root cause"}, "values": [{"value_text": "A relay kept its old position"}]}],
    },
    "incident_updates": [{"incident_id": "01X", "created_at": "2026-05-02T10:05:00Z", "message": "Switching to the spare"}],
    "follow_ups": [
        {"incident_id": "01X", "title": "Test the relay monthly", "status": "outstanding", "assignee": {"name": "Ola Nilsen"},
         "external_issue_reference": {"issue_permalink": "https://tracker.example/RAD-1"}},
        {"incident_id": "01X", "title": "Alert on silence", "status": "completed", "completed_at": "2026-05-03T12:00:00Z"},
    ],
}  # fmt: skip

ROOTLY = {
    "data": {
        "id": "r1", "type": "incidents",
        "attributes": {
            "title": "Scales report zero", "summary": "All scales of hall 2 reported zero for 40 minutes.",
            "severity": {"data": {"attributes": {"name": "SEV3"}}}, "services": {"data": [{"attributes": {"name": "scales"}}]},
            "started_at": "2026-05-03T05:00:00.000-07:00", "detected_at": "2026-05-03T05:10:00.000-07:00",
            "mitigated_at": "2026-05-03T05:40:00.000-07:00", "resolved_at": "2026-05-03T06:00:00.000-07:00",
            "resolution_message": "The gateway was restarted.", "causes": {"data": [{"attributes": {"name": "Gateway out of memory"}}]},
        },
    },
    "included": [
        {"type": "incident_events", "attributes": {"event": "Gateway restarted", "occurred_at": "2026-05-03T05:38:00.000-07:00"}},
        {"type": "incident_action_items", "attributes": {"summary": "Limit the gateway's cache", "status": "in_progress",
         "due_date": "2026-05-20", "assigned_to": {"name": "Kim"}}},
    ],
}  # fmt: skip

FIREHYDRANT = {
    "name": "Lift stuck", "summary": "Lift 3 stood still between two floors for 25 minutes.",
    "incident": {
        "name": "Lift stuck", "severity": "SEV1", "customer_impact_summary": "Two visitors were trapped for 25 minutes",
        "services": [{"name": "lifts"}], "tag_list": ["lift"],
        "milestones": [
            {"type": "started", "occurred_at": "2026-05-04T12:00:00Z"}, {"type": "detected", "occurred_at": "2026-05-04T12:03:00Z"},
            {"type": "mitigated", "occurred_at": "2026-05-04T12:25:00Z"}, {"type": "resolved", "occurred_at": "2026-05-04T13:00:00Z"},
        ],
    },
    "questions": [{"title": "What went well?", "body": "The emergency phone worked."}, {"title": "Anything else?", "body": "Thanks to all."}],
    "reasons": [{"summary": "The door sensor was dusty"}, {"summary": "No cleaning plan for sensors"}],
    "action_items": [{"summary": "Plan the cleaning of sensors", "state": "open", "assignee": {"name": "Uma"}}],
}  # fmt: skip

OPSGENIE = {
    "data": {
        "postmortemId": "o1", "title": "Doors open", "severity": "P1", "status": "draft",
        "startTime": "2026-05-05T21:00:00.075Z", "endTime": "2026-05-05T21:30:00.757Z", "resolveTime": "2026-05-05T21:30:00.757Z",
        "executiveSummary": {"type": "doc", "content": [{"type": "paragraph", "content": [{"type": "text", "text": "Doors stood open for 30 minutes."}]}]},
        "content": {"type": "doc", "content": [
            {"type": "heading", "attrs": {"level": 2}, "content": [{"type": "text", "text": "Root cause"}]},
            {"type": "paragraph", "content": [{"type": "text", "text": "The timer of the doors was set to "},
                                              {"type": "text", "text": "summer", "marks": [{"type": "strong"}]}, {"type": "text", "text": "."}]},
            {"type": "heading", "attrs": {"level": 2}, "content": [{"type": "text", "text": "Action items"}]},
            {"type": "taskList", "content": [{"type": "taskItem", "attrs": {"state": "DONE"}, "content": [{"type": "text", "text": "Set the timer by the calendar"}]}]},
        ]},
    }
}  # fmt: skip

STATUSPAGE = {
    "name": "Tickets cannot be bought", "impact": "major", "created_at": "2026-05-06T10:00:00Z", "resolved_at": "2026-05-06T11:00:00Z",
    "components": [{"name": "Shop"}],
    "incident_updates": [
        {"status": "resolved", "body": "Tickets can be bought again.", "created_at": "2026-05-06T11:00:00Z"},
        {"status": "investigating", "body": "We look at failed purchases.", "created_at": "2026-05-06T10:05:00Z"},
    ],
    "postmortem_body": "## Impact\n\n1,200 purchases failed.\n\n## Root cause\n\nThe card reader's key had expired.",
}  # fmt: skip

DISPATCH = {
    "items": [{
        "name": "dispatch-7", "title": "Water in the cellar", "description": "12 cm of water stood in the cellar.", "resolution": "The pump was swapped.",
        "incident_type": {"name": "Building"}, "incident_priority": {"name": "High"}, "reported_at": "2026-05-07T03:00:00Z",
        "stable_at": "2026-05-07T04:00:00Z", "closed_at": "2026-05-07T12:00:00Z", "commander": {"individual": {"name": "Aya Ito"}},
        "events": [{"started_at": "2026-05-07T03:20:00Z", "description": "Second pump arrives"}],
        "tasks": [{"description": "Test both pumps monthly", "status": "Open", "resolve_by": "2026-06-01T00:00:00Z", "assignees": [{"individual": {"name": "Aya Ito"}}]}],
    }]
}  # fmt: skip

PLAIN = {
    "title": "Scanner misses returns", "severity": "SEV4", "started_at": "2026-05-08T09:00:00+02:00", "summary": "61 returns were not booked.",
    "impact": ["61 returns were booked a day late"], "root_cause": "The scanner's clock was ahead by a day.",
    "timeline": [{"time": "2026-05-08T09:00:00+02:00", "description": "Scanner restarted"}, {"time": "later", "description": "Clock set"}],
    "action_items": [{"action": "Set clocks from the network", "owner": "Lars", "due": "2026-05-15", "status": "done"}],
    "what_went_well": ["Paper slips were kept"],
}  # fmt: skip

TOOLS: dict[str, tuple[Any, dict[str, Any]]] = {
    "pagerduty": (PAGERDUTY, {"title": "Lock gates slow", "severity": "SEV2", "started": "2026-05-01T08:00+00:00", "resolved": "2026-05-01T09:10+00:00", "events": 3, "actions": []}),
    "incident_io": (INCIDENT_IO, {"title": "Radio silence", "severity": "SEV2", "started": "2026-05-02T10:00+00:00", "mitigated": "2026-05-02T10:09+00:00", "events": 5,
                                  "actions": [("Test the relay monthly", "Ola Nilsen", None, False), ("Alert on silence", None, None, True)]}),
    "rootly": (ROOTLY, {"title": "Scales report zero", "severity": "SEV3", "detected": "2026-05-03T05:10-07:00", "events": 1,
                        "actions": [("Limit the gateway's cache", "Kim", "2026-05-20", False)]}),
    "firehydrant": (FIREHYDRANT, {"title": "Lift stuck", "severity": "SEV1", "resolved": "2026-05-04T13:00+00:00", "events": 4,
                                  "actions": [("Plan the cleaning of sensors", "Uma", None, False)]}),
    "opsgenie": (OPSGENIE, {"title": "Doors open", "severity": "SEV1", "started": "2026-05-05T21:00+00:00", "events": 0,
                            "actions": [("Set the timer by the calendar", None, None, True)]}),
    "statuspage": (STATUSPAGE, {"title": "Tickets cannot be bought", "started": "2026-05-06T10:00+00:00", "events": 2, "actions": []}),
    "dispatch": (DISPATCH, {"title": "Water in the cellar", "detected": "2026-05-07T03:00+00:00", "events": 1,
                            "actions": [("Test both pumps monthly", "Aya Ito", "2026-06-01", False)]}),
    "plain": (PLAIN, {"title": "Scanner misses returns", "severity": "SEV4", "started": "2026-05-08T09:00+02:00", "events": 1,
                      "actions": [("Set clocks from the network", "Lars", "2026-05-15", True)]}),
}  # fmt: skip


@pytest.mark.parametrize("tool", TOOLS)
def test_an_export_says_what_the_tool_knows(tool: str) -> None:
    data, wanted = TOOLS[tool]
    found = read(json.dumps(data), f"{tool}.json")
    for key in ("title", "severity", "started", "detected", "mitigated", "resolved"):
        if key in wanted:
            assert found[key] == wanted[key]
    assert len(found["timeline"]) >= wanted["events"]
    assert [(each["text"], each["owner"], each["due"], each["done"]) for each in found["actions"]] == wanted["actions"]
    assert [entry["time"] for entry in found["timeline"]] == sorted(entry["time"] for entry in found["timeline"])


@pytest.mark.parametrize("tool", TOOLS)
def test_an_export_becomes_a_draft_without_errors_that_holds_every_word(tool: str, tmp_path: Path) -> None:
    found = source(json.dumps(TOOLS[tool][0]), f"{tool}.json")
    text = written(found)
    assert parse(text).frontmatter.readable
    assert not words(json.dumps(TOOLS[tool][0], ensure_ascii=False).replace("\\n", "\n")) - words(
        text.replace("\\n", "\n")
    )
    path = tmp_path / "postmortems" / "2026" / "2026-11-24-imported.md"
    path.parent.mkdir(parents=True)
    path.write_text(text, "utf-8")
    assert errors(path) == []


def test_the_text_that_was_published_is_read_like_any_other() -> None:
    found = read(json.dumps(STATUSPAGE), "status.json")
    assert [each["text"] for each in found["impact"]][:1] == ["1,200 purchases failed."]
    assert [each["text"] for each in found["factors"]] == ["The card reader's key had expired."]


def test_several_incidents_of_one_export_become_several_documents(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    second = {**DISPATCH["items"][0], "title": "Water in the attic"}
    (tmp_path / "all.json").write_text(json.dumps({"items": [DISPATCH["items"][0], second]}))
    result = run("all.json")
    assert result.stdout.splitlines() == [
        "postmortems/2026/2026-05-07-water-in-the-cellar.md",
        "postmortems/2026/2026-05-07-water-in-the-attic.md",
    ]


def test_what_the_command_prints_as_data_can_be_imported_again() -> None:
    first = read(
        "# Pump stopped on 2026-03-10\n\n## Timeline\n\n- 10:00 UTC the alert fires\n\n## Root cause\n\n- Rust\n\n## Actions\n\n- Paint it @ida\n"
    )
    again = read(json.dumps(first), "pump.json")
    for key in ("title", "timeline", "factors", "actions"):
        assert [each["text"] if isinstance(each, dict) else each for each in again[key]] == [
            each["text"] if isinstance(each, dict) else each for each in first[key]
        ]
