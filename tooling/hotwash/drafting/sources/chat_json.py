"""Chats as JSON of tools without a reader of their own (exporters of Discord, Teams, Mattermost, Zulip, transcripts of calls)."""

from __future__ import annotations

import re
from typing import Any

from hotwash.drafting.evidence import Material, Message
from hotwash.drafting.sources.facts import moment
from hotwash.drafting.sources.log import is_machine
from hotwash.drafting.sources.stamps import read_stamp
from hotwash.exports.located import Located, objects

_WHO = (
    "speaker",
    "author",
    "user",
    "sender",
    "from",
    "nick",
    "username",
    "name",
    "sender_full_name",
    "displayName",
    "login",
    "global_name",
)
_SAID = ("text", "content", "message", "body", "msg", "value")
_WHEN = ("timestamp", "time", "ts", "created_at", "createdAt", "createdDateTime", "create_at", "date", "sent_at", "at")
_TAG = re.compile(r"<[^<>]{1,200}>")


def read(name: str, values: list[Any]) -> Material | None:
    """The messages of a list whose objects say who speaks and what, or None where there is none."""
    for found in _lists(values, 0):
        messages = [message for each in found if (message := _message(name, each)) is not None]
        if len(messages) >= 2 and len(messages) >= 0.6 * len(found):
            material = Material()
            material.messages = messages
            return material
    return None


def _lists(value: Any, depth: int) -> list[list[Located]]:
    """The lists of objects in a value, the outer ones first."""
    if depth > 4:
        return []
    if isinstance(value, list):
        own = [each for each in value if isinstance(each, Located)]
        inner = [found for each in value for found in _lists(each, depth + 1)] if len(own) < 50 else []
        return ([own] if len(own) >= 2 else []) + inner
    if isinstance(value, Located):
        return [found for each in value.values() for found in _lists(each, depth + 1)]
    return []


def _message(name: str, each: Located) -> Message | None:
    text = _first(each, _SAID)
    who = _first(each, _WHO)
    if not text or not who:
        return None
    lines = tuple((each.line, line.strip()) for line in _TAG.sub("", text).split("\n") if line.strip())
    written = next((each[key] for key in _WHEN if each.get(key)), None)
    stamp = read_stamp(written) if isinstance(written, str) else None
    when = moment(written) or (stamp.clock if stamp else None)
    return Message(name, each.line, lines, when, who, is_machine(who), channel=each.text("channel")) if lines else None


def _first(each: Located, keys: tuple[str, ...]) -> str:
    """The text under the first of some keys, within an object there too."""
    for key in keys:
        value = each.get(key)
        if isinstance(value, str) and value.strip():
            return value
        for inner in objects(value):
            found = _first(inner, keys)
            if found:
                return found
    return ""
