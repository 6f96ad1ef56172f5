"""How answers are put: sections in pieces, values as text, and nothing that nobody sees."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeVar

from pydantic import BaseModel

from hotwash.assistant import answers
from hotwash.document import Postmortem, Span

MOST = 100_000
"""Characters of an answer."""
_READ = 40_000
"""Characters of a document in one answer."""
_CUT = 2_000
"""Characters of a value that is no section's text."""
_JOINERS = "\n\t\u00ad\u200c\u200d\u2028"

Answer = TypeVar("Answer", bound=BaseModel)


class RefusedError(Exception):
    """What cannot be answered: one sentence with the way out."""


def sections_of(postmortem: Postmortem) -> Iterator[dict[str, Any]]:
    """The sections in order, each whole."""
    begin = postmortem.frontmatter.span.end
    first = postmortem.sections[0].heading.start if postmortem.sections else len(postmortem.text)
    places = [(None, "", Span(begin, first))] if postmortem.text[begin:first].strip() else []
    places += [(each.key, each.title.text, each.content) for each in postmortem.sections]  # type: ignore[misc]
    for key, title, span in places:
        text = postmortem.text[span.start : span.end]
        lead = len(text) - len(text.lstrip())
        yield {
            "name": key,
            "title": title,
            "line": postmortem.source.position(min(span.start + lead, span.end)).line,
            "text": text.strip(),
        }


def within(sections: Sequence[dict[str, Any]], start: int) -> Iterator[dict[str, Any]]:
    """The sections as far as there is room; of each that is cut, where it goes on."""
    room = _READ
    for each in sections:
        text = each["text"]
        piece = text[start : start + room]
        room -= len(piece)
        end = start + len(piece)
        yield {**each, "characters": len(text), "start": start, "text": piece, "next": end if end < len(text) else None}


def value_of(value: Any) -> str | list[str]:
    """A value of the frontmatter; what is deeper than a list is given as it is written."""
    if value.kind == "scalar":
        return str(value.text)
    if value.kind == "sequence":
        return [each.text for each in value.items[:50]]
    return [f"{key.text}: {each.text}" for key, each in value.pairs[:50]]


def answer(kind: type[Answer], data: Mapping[str, Any], *, long: bool = False) -> Answer:
    """An answer of which nothing is hidden from whoever reads along, and which is not too long."""
    answer = kind.model_validate(plain(data, MOST if long or kind is answers.DocumentAnswer else _CUT))
    size = len(json.dumps(answer.model_dump(), ensure_ascii=False))
    if size > MOST:
        raise RefusedError(f"the answer has {size:,} characters, more than {MOST:,}: lower `limit`, or ask for less")
    return answer


def plain(value: Any, most: int) -> Any:
    """Data without signs that nobody sees (controls, tags, changes of direction), which stand as escapes; texts cut."""
    if isinstance(value, str):
        text = value if len(value) <= most else f"{value[:most]} … ({len(value) - most:,} more characters)"
        if text.isprintable():
            return text
        return "".join(
            sign if sign.isprintable() or sign in _JOINERS or sign.isspace() else sign.encode("unicode_escape").decode()
            for sign in text
        )
    if isinstance(value, Mapping):
        return {plain(name, most): plain(each, most) for name, each in value.items()}
    return [plain(each, most) for each in value] if isinstance(value, list | tuple) else value


def short(text: str) -> str:
    return str(plain(text if len(text) <= 100 else f"{text[:100]}…", _CUT))
