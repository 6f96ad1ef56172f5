"""The shapes in which chats are pasted, the languages of their dates, and what is no message."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone

import pytest

from hotwash.drafting.sources.recognise import read
from hotwash.drafting.sources.stamps import Order, read_day, read_stamp

AT, LATER = time(14, 10), time(14, 12)
DAY = date(2026, 11, 3)
SHAPES = {
    "Slack of old": "ada [2:10 PM]\nthe shop is down\n\nmax [2:12 PM]\nrolled back\n",
    "Slack": "Ada Example  2:10 PM\nthe shop is down\n\nMax APP  2:12 PM\nrolled back\n",
    "Slack, name above": "Ada\n  2:10 PM\nthe shop is down\n\nMax\n  2:12 PM\nrolled back\n",
    "IRC with brackets": "[14:10] <ada> the shop is down\n[14:12] <@max> rolled back\n",
    "IRC": "14:10 <ada> the shop is down\n14:12 < max> rolled back\n",
    "IRC with seconds": "14:10:00 <ada> the shop is down\n14:12:00 <max> rolled back\n",
    "weechat": "14:10:00\tada\tthe shop is down\n14:12:00\tmax\trolled back\n",
    "Discord": "ada — Today at 2:10 PM\nthe shop is down\n\nmax — Today at 2:12 PM\nrolled back\n",
    "Teams": "[2:10 PM] Ada Example\nthe shop is down\n\n[2:12 PM] Max Example\nrolled back\n",
    "colon": "14:10 ada: the shop is down\n14:12 max: rolled back\n",
    "author first": "ada (14:10): the shop is down\nmax (14:12): rolled back\n",
    "quoted": "> ada [2:10 PM]\nthe shop is down\n\n> max [2:12 PM]\nrolled back\n",
    "Markdown": "**ada** 14:10\nthe shop is down\n\n**max** 14:12\nrolled back\n",
    "Google Chat": "Ada Example, 2:10 PM\nthe shop is down\n\nMax Example, 2:12 PM\nrolled back\n",
}
DATED = {
    "Telegram": "Ada, [3 Nov 2026 at 14:10:00]:\nthe shop is down\n\nMax, [3 Nov 2026 at 14:12:00]:\nrolled back\n",
    "WhatsApp": "03/11/2026, 14:10 - Ada: the shop is down\n13/11/2026, 14:12 - Max: rolled back\n",
    "German": "03.11.2026 14:10 - Ada: the shop is down\n03.11.2026 14:12 - Max: rolled back\n",
    "ISO": "2026-11-03 14:10 <ada> the shop is down\n2026-11-03 14:12 <max> rolled back\n",
    "divider": "--- Tuesday, November 3rd, 2026 ---\nada [2:10 PM]\nthe shop is down\n\nmax [2:12 PM]\nrolled back\n",
    "irssi": "--- Day changed Tue Nov 03 2026\n14:10 <ada> the shop is down\n14:12 <max> rolled back\n",
}


@pytest.mark.parametrize("name", SHAPES)
def test_each_shape_gives_who_when_and_what(name: str) -> None:
    first, second = read("chat.txt", SHAPES[name].encode()).messages
    assert (first.when, first.text) == (AT, "the shop is down")
    assert (second.when, second.text) == (LATER, "rolled back")
    assert first.author.lower().startswith("ada")
    assert second.author.lower().startswith("max")


@pytest.mark.parametrize("name", DATED)
def test_dates_in_heads_and_dividers_are_read(name: str) -> None:
    first, _ = read("chat.txt", DATED[name].encode()).messages
    assert first.when == datetime.combine(DAY, AT)


@pytest.mark.parametrize(
    "text",
    ["3. November 2026 14:10", "03.11.2026 um 14.10 Uhr", "le 3 novembre 2026 à 14h10", "3 de noviembre de 2026, 14:10", "2026年11月3日 14:10",
     "2026年11月3日 午後2:10", "Tue, 3 Nov 2026 14:10", "November 3rd, 2026 at 2:10 pm", "2:10 PM, Nov 3, 2026", "2026-11-03T14:10"],
)  # fmt: skip
def test_dates_of_other_languages_are_read(text: str) -> None:
    stamp = read_stamp(text)
    assert stamp is not None
    assert (stamp.day, stamp.clock) == (DAY, AT)


def test_what_is_no_time_is_none() -> None:
    assert [read_stamp(text) for text in ("25:10", "14:75", "v1.2.3", "10:20:30:40", "Nov 45 14:10", "noon")] == [
        None
    ] * 6


def test_days_in_figures_go_by_what_the_file_shows() -> None:
    assert read_day("03/11/2026", Order(month_first=False)) == DAY
    assert read_day("11/03/2026", Order(month_first=True)) == DAY
    assert read_day("31.10.2026") == date(2026, 10, 31)


def test_a_zone_behind_the_time_is_kept() -> None:
    stamp = read_stamp("2026-11-03 14:10 +01:00")
    assert stamp is not None
    assert stamp.zone == timezone(timedelta(hours=1))


def test_channels_of_one_file_are_told_apart_and_lines_counted() -> None:
    text = "### #ops\n\nada [2:10 PM]\nthe shop is down\nstill\n\n### #support chat log\n\nmax [2:05 PM]\ntickets come in\n"
    first, second = read("chat.txt", text.encode()).messages
    assert (first.first, first.lines) == (3, ((4, "the shop is down"), (5, "still")))
    assert (second.first, second.channel) == (9, "support chat log")


def test_pasted_logs_inside_a_message_begin_no_message() -> None:
    text = "ada [2:10 PM]\n```\n14:09:01 ERROR no route\n14:09:02 ERROR no route\n```\nsee above\n\nmax [2:12 PM]\nlooking\n"
    first, second = read("chat.txt", text.encode()).messages
    assert first.lines[-1] == (6, "see above")
    assert second.first == 8


def test_bots_are_known_by_their_names() -> None:
    messages = read("chat.txt", b"14:10 <alertbot> [FIRING:1] X\n14:11 <ada> looking\n").messages
    assert [each.machine for each in messages] == [True, False]


def test_a_chat_pasted_as_one_code_block_is_read() -> None:
    first, second = read(
        "chat.md", b"# Incident\n\n```\n[09:15] @ada: getting 502s\n[09:20] @max: restarting\n```\n"
    ).messages
    assert (first.author, first.text, second.lines) == ("ada", "getting 502s", ((5, "restarting"),))


def test_json_of_any_chat_that_says_who_and_what_is_read() -> None:
    discord = b'{"guild": {"name": "x"}, "messages": [{"timestamp": "2026-11-03T14:10:00+00:00", "content": "site is down", "author": {"name": "ada"}},\n {"timestamp": "2026-11-03T14:12:00+00:00", "content": "restarting", "author": {"name": "max"}}]}'
    first, second = read("discord.json", discord).messages
    assert (first.author, second.text, second.first) == ("ada", "restarting", 2)
    call = b'{"transcript": [{"speaker": "ada", "text": "site is down"}, {"speaker": "max", "text": "restarting"}]}'
    assert [each.when for each in read("call.json", call).messages] == [None, None]
