"""What is made of messages: kinds, milestones, days and zones, echoes, follow-ups."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pytest

from hotwash.drafting.chat.understand import understand
from hotwash.drafting.sources.recognise import merge, read
from hotwash.writing.outline import Outline

CHAT = """\
[09:05] <ada> deployed shop 4.2 to production
[09:12] <max> customers report errors at checkout, seeing 502s on shop-2
[09:14] <ada> looking
[09:20] <ada> rolling back to 4.1
[09:31] <max> still seeing 502s
[09:40] <ada> found it, the connection pool of payments was exhausted because nothing closes idle connections
[09:45] <ada> restarted payments
[09:52] <max> error rate is back to normal
[09:55] <ada> about 310 orders failed, no data lost
[09:58] <max> we have no alert on the pool
[09:59] <ada> I'll add an alert on pool usage by 2026-11-10
[10:00] <max> good thing the rollback was quick
[10:01] <ada> lunch?
"""


def outline(text: str, name: str = "chat.txt", day: date | None = None, zone: str = "") -> Outline:
    return understand(read(name, text.encode()), day=day, zone=zone)


def test_an_incident_is_told_in_order_with_kinds() -> None:
    found = outline(CHAT, day=date(2026, 11, 3), zone="CET")
    assert [(f"{each.when:%H:%M}", each.kind) for each in found.timeline if isinstance(each.when, datetime)] == [
        ("09:05", "change"), ("09:12", "signal"), ("09:14", "action"), ("09:20", "action"), ("09:31", "result"), ("09:40", "result"),
        ("09:45", "action"), ("09:52", "result"),
    ]  # fmt: skip


def test_sections_hold_what_was_said_of_them() -> None:
    found = outline(CHAT)
    assert "About 310 orders failed, no data lost." in [each.text for each in found.impact]
    assert "We have no alert on the pool." in [each.text for each in found.factors]
    assert [each.text for each in found.went_well] == ["Good thing the rollback was quick."]
    assert [(each.text, each.type, each.owner, each.due) for each in found.actions] == [
        ("I'll add an alert on pool usage by 2026-11-10.", "Detect", "@ada", "2026-11-10")
    ]


def test_first_signal_and_end_are_found_where_day_and_zone_are_known() -> None:
    found = outline(CHAT, day=date(2026, 11, 3), zone="+01:00")
    zone = timezone(timedelta(hours=1))
    assert found.times["detected"] == datetime(2026, 11, 3, 9, 12, tzinfo=zone)
    assert found.times["resolved"] == datetime(2026, 11, 3, 9, 52, tzinfo=zone)
    assert found.time_origins["resolved"][0].line == 8
    assert found.zone == "+01:00"


def test_without_a_day_or_zone_the_draft_asks_and_keeps_the_times() -> None:
    found = outline(CHAT)
    assert found.times == {}
    assert found.timeline[0].written == "09:05"
    assert any("--date" in question for question in found.questions["timeline"])
    assert any("--zone" in question for question in found.questions["timeline"])


def test_a_pasted_time_in_utc_tells_day_and_zone_and_is_named() -> None:
    text = "ada [4:15 PM]\n```\n2026-11-04T00:11:37Z ERROR no route\n```\nthe gateway is failing\n\nmax [4:20 PM]\nrestarted it\n"
    found = outline(text)
    assert found.timeline[0].when == datetime(2026, 11, 3, 16, 15, tzinfo=timezone(timedelta(hours=-8)))
    assert any("chat.txt:3" in note for note in found.notes)


def test_a_date_in_the_name_of_the_file_is_a_clue_and_a_given_one_wins() -> None:
    text = "[14:10] <ada> the shop is down\n[14:20] <max> restarted the shop\n"
    assert outline(text, "inc-2026-11-03.txt").timeline[0].when == datetime(2026, 11, 3, 14, 10)
    assert outline(text, "inc-2026-11-03.txt", date(2026, 11, 5)).timeline[0].when == datetime(2026, 11, 5, 14, 10)


def test_midnight_begins_the_next_day() -> None:
    found = outline("[23:50] <ada> the shop is down\n[00:10] <max> restarted the shop\n", day=date(2026, 11, 3))
    assert [each.when for each in found.timeline] == [datetime(2026, 11, 3, 23, 50), datetime(2026, 11, 4, 0, 10)]


def test_messages_out_of_order_and_of_two_channels_become_one_timeline() -> None:
    text = "# #ops\n[14:20] <ada> restarted the shop\n[14:18] <max> the shop is down\n\n# #support\n[14:12] <eve> customers report errors at checkout\n"
    found = outline(text, day=date(2026, 11, 3))
    assert [f"{each.when:%H:%M}" for each in found.timeline if isinstance(each.when, datetime)] == [
        "14:12",
        "14:18",
        "14:20",
    ]


def test_an_alert_and_its_echo_in_the_chat_are_one_event_with_both_places() -> None:
    chat = read(
        "chat.txt",
        b"2026-11-03 09:21 UTC <alertbot> [FIRING:1] CheckoutErrorRate 5.2% of checkouts answer with an error\n2026-11-03 09:22 UTC <ada> looking\n",
    )
    alerts = read("alerts.json", b'{"version": "4", "alerts": [{"status": "firing", "labels": {"alertname": "CheckoutErrorRate"}, "annotations": {"summary": "5.2% of checkouts answer with an error"}, "startsAt": "2026-11-03T09:20:00Z", "endsAt": "0001-01-01T00:00:00Z"}]}')  # fmt: skip
    found = understand(merge([chat, alerts]))
    signals = [each for each in found.timeline if each.kind == "signal"]
    assert len(signals) == 1
    assert {origin.file for origin in signals[0].origins} == {"chat.txt", "alerts.json"}
    assert found.signals == ("CheckoutErrorRate",)


def test_an_alert_of_which_a_person_says_that_it_fires_is_a_signal_and_the_tool_that_pages_is_none() -> None:
    chat = read("chat.txt", b"2026-11-03 09:20 UTC <ada> CheckoutErrorRate fires: 31% of checkouts fail\n2026-11-03 09:21 UTC <ben> PagerDuty paged me, checkout is down\n")  # fmt: skip
    assert understand(merge([chat])).signals == ("CheckoutErrorRate",)


def test_a_question_that_is_answered_with_yes_is_a_finding_of_both() -> None:
    text = "[14:10] <ada> the shop is down\n[14:12] <max> does the config of `shop-2` still name the old database?\n[14:13] <ada> yes\n"
    found = outline(text)
    last = found.timeline[-1]
    assert "the old database" in last.text
    assert {origin.line for origin in last.origins} == {2, 3}


def test_thanks_jokes_and_guesses_are_no_events() -> None:
    text = "[14:10] <ada> the shop is down\n[14:11] <max> lol of course on a friday\n[14:12] <ada> maybe it's the moon\n[14:13] <max> thanks!\n[14:14] <eve> should we call somebody?\n"
    assert len(outline(text).timeline) == 1


def test_a_chat_of_bots_alone_is_told_too() -> None:
    text = "14:10 <alertbot> [FIRING:1] ShopDown\n14:20 <alertbot> [FIRING:1] ShopDown\n14:30 <alertbot> [RESOLVED] ShopDown\n"
    assert [each.kind for each in outline(text).timeline] == ["signal", "result"]


def test_two_incidents_in_one_log_are_noticed() -> None:
    day = "[{0}:10] <ada> the shop is down, seeing 502s\n[{0}:15] <max> restarted the shop\n[{0}:20] <ada> error rate is back to normal\n"
    text = "--- 2026-11-03 ---\n" + day.format("09") + "--- 2026-11-05 ---\n" + day.format("15")
    assert any("two incidents" in note for note in outline(text).notes)


def test_a_zone_that_is_not_known_is_refused() -> None:
    with pytest.raises(ValueError, match="Mars"):
        outline(CHAT, zone="Mars/Base")


def test_what_is_told_later_stands_at_its_own_time() -> None:
    text = "[14:10] <ada> seeing 502s on the shop since about 13:52\n[14:14] <max> the upgrade of the proxy was rolled out at 13:50 today\n[14:20] <ada> rolled back the proxy\n"
    found = outline(text, day=date(2026, 11, 3), zone="UTC")
    assert [(each.kind, f"{each.when:%H:%M}") for each in found.timeline if isinstance(each.when, datetime)] == [
        ("change", "13:50"), ("signal", "14:10"), ("action", "14:20"),
    ]  # fmt: skip
    assert f"{found.times['started']:%H:%M}" == "13:52"
    assert f"{found.times['detected']:%H:%M}" == "14:10"
