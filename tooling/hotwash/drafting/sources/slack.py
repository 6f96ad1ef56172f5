"""Exports of Slack: a day of a channel as JSON, a folder of channels, or the zip that Slack gives."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from hotwash.drafting.evidence import Material, Message
from hotwash.drafting.sources.errors import SourceError
from hotwash.drafting.sources.facts import json_of
from hotwash.exports.located import Located, objects

_NOISE = {"channel_join", "channel_leave", "channel_topic", "channel_purpose", "channel_name", "channel_archive", "bot_add", "bot_remove",
          "pinned_item", "unpinned_item", "reminder_add", "group_join", "group_leave", "huddle_thread", "tombstone"}  # fmt: skip
_TS = re.compile(r"\d{9,11}(?:\.\d+)?")
_PERSON = re.compile(r"<@([UWB][A-Z0-9]+)(?:\|[^>]*)?>")


def is_export(value: Any) -> bool:
    """Whether a JSON value is a day of a channel."""
    found = list(objects(value))[:20]
    return bool(found) and all(each.text("type") == "message" and _TS.fullmatch(each.text("ts")) for each in found)


def read(name: str, values_of: list[Any], people: dict[str, str] | None = None, channel: str = "") -> Material | None:
    """The messages of one day of a channel, or None where this is none."""
    if not is_export(values_of):
        return None
    material = Material()
    material.messages = list(_messages(name, objects(values_of), people or {}, channel or _folder(name)))
    return material


def people_of(value: Any) -> dict[str, str]:
    """Names by id from `users.json`."""
    found = {}
    for each in objects(value):
        name = (
            each.text("profile", "display_name")
            or each.text("real_name")
            or each.text("profile", "real_name")
            or each.text("name")
        )
        if each.text("id") and name:
            found[each.text("id")] = name
    return found


def read_files(files: Iterable[tuple[str, bytes]]) -> Material | None:
    """An export by the names and contents of its files (`users.json`, `general/2026-11-03.json`), or None."""
    named = {name: data for name, data in files if name.endswith(".json")}
    users = next((data for name, data in named.items() if name.rpartition("/")[2] == "users.json"), None)
    people = people_of(json_of("users.json", text_of("users.json", users))) if users else {}
    messages: list[Message] = []
    for name in sorted(named):
        if "/" not in name and name in (
            "users.json",
            "channels.json",
            "groups.json",
            "dms.json",
            "mpims.json",
            "integration_logs.json",
            "canvases.json",
        ):
            continue
        found = json_of(name, text_of(name, named[name]))
        part = read(name, found, people)
        if part is not None:
            messages.extend(part.messages)
    if not messages:
        return None
    messages.sort(key=lambda each: each.when.timestamp() if isinstance(each.when, datetime) else 0)
    material = Material()
    material.messages = messages
    return material


def text_of(name: str, data: bytes) -> str:
    """The text of a file's bytes."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise SourceError(f"{name}: not UTF-8") from None


def _folder(name: str) -> str:
    return name.replace("\\", "/").rpartition("/")[0].rpartition("/")[2]


def _messages(name: str, found: Iterable[Located], people: dict[str, str], channel: str) -> Iterable[Message]:
    for each in found:
        subtype = each.text("subtype")
        if subtype in _NOISE or each.at("hidden"):
            continue
        text = _PERSON.sub(lambda match: "@" + people.get(match[1], match[1]), _text(each))
        lines = tuple((each.line, line) for line in text.split("\n") if line.strip())
        who = each.text("user")
        author = (
            people.get(who)
            or each.text("user_profile", "display_name")
            or each.text("user_profile", "real_name")
            or each.text("username")
            or each.text("bot_profile", "name")
            or who
        )
        if not lines or not _TS.fullmatch(each.text("ts")):
            continue
        yield Message(
            name,
            each.line,
            lines,
            datetime.fromtimestamp(int(float(each.text("ts"))), UTC),
            author,
            machine=subtype == "bot_message" or bool(each.text("bot_id")),
            source="slack",
            thread=each.text("thread_ts") if each.text("thread_ts") != each.text("ts") else "",
            reactions=tuple(each.names("reactions")),
            edited="edited" in each,
            channel=channel,
        )


def _text(each: Located) -> str:
    """What a message shows: its text, and of a tool's card what stands on it."""
    parts = [each.text("text")]
    for card in each.objects("attachments"):
        if card.text("is_msg_unfurl") or card.at("is_msg_unfurl") or card.text("service_name"):
            continue
        shown = [card.text("pretext"), card.text("title"), card.text("text")]
        parts += [part for part in shown if part] or [card.text("fallback")]
    if not parts[0]:
        parts += [block.text("text", "text") for block in each.objects("blocks")]
    return "\n".join(dict.fromkeys(part for part in parts if part))
