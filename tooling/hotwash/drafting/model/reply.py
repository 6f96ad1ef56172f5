"""What a model may answer: one JSON object of a schema, checked before anything is made of it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any, NamedTuple

_LARGEST = 200_000
"""Characters of a reply."""
_LINES = {"type": "array", "items": {"type": "integer"}}
_FENCE = re.compile(r"\A\s*+```(?:json)?+[^\S\n]*+\n(.*?)\n[^\S\n]*+```\s*+\Z", re.DOTALL)


def _list_of(**fields: Any) -> dict[str, Any]:
    item = {"type": "object", "properties": fields, "required": list(fields), "additionalProperties": False}
    return {"type": "array", "items": item}


SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {
        "summary": _list_of(text={"type": "string"}, lines=_LINES),
        "factors": _list_of(
            text={"type": "string"}, lines=_LINES, themes={"type": "array", "items": {"type": "string"}}
        ),
        "wording": _list_of(id={"type": "string"}, text={"type": "string"}, lines=_LINES),
    },
    "required": ["summary", "factors", "wording"],
    "additionalProperties": False,
}
"""Without references and without keywords that only some providers know."""


class ReplyError(Exception):
    """A reply of which nothing can be made; the message says what it is."""


class Said(NamedTuple):
    """A statement of a reply."""

    text: str
    lines: tuple[int, ...]
    themes: tuple[str, ...] = ()
    id: str = ""
    """Of the statement that it words anew."""


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply that keeps to the schema."""

    summary: tuple[Said, ...]
    factors: tuple[Said, ...]
    wording: tuple[Said, ...]


def read_reply(text: str) -> Reply:
    """The reply in a text. Raises `ReplyError`."""
    if not text.strip():
        raise ReplyError("its reply is empty")
    if len(text) > _LARGEST:
        raise ReplyError(f"its reply is too long ({len(text):,} characters)")
    fenced = _FENCE.match(text)  # models that take no schema like to wrap what they write
    try:
        data = json.loads(fenced[1] if fenced else text)
    except (ValueError, RecursionError):
        raise ReplyError("its reply is no JSON") from None
    from jsonschema import Draft202012Validator

    wrong = next(Draft202012Validator(SCHEMA).iter_errors(data), None)
    if wrong is not None:
        where = wrong.json_path.removeprefix("$.")
        raise ReplyError(f"its reply does not keep to the schema (at `{where if where != '$' else 'the top'}`)")
    return Reply(*(tuple(_said(each) for each in data[key]) for key in ("summary", "factors", "wording")))


def _said(data: dict[str, Any]) -> Said:
    return Said(data["text"], tuple(map(int, data["lines"])), tuple(data.get("themes", ())), data.get("id", ""))
