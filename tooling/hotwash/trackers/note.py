"""What Hotwash writes into an item of the tracker: a part of the text that is its own, with a note that nobody sees.

Whatever stands before and behind that part is other people's, and stays.
"""

from __future__ import annotations

import hashlib
import json
import re

from hotwash.trackers.model import FIELDS, Note, Values

_NOTE = re.compile(r"^<!-- hotwash: (\{[^\r\n]*\}) -->[ \t]*\r?$", re.MULTILINE)
_END = re.compile(r"^<!-- /hotwash -->[ \t]*\r?$", re.MULTILINE)


def digest(text: str) -> str:
    """A short name of a text; line ends and space at its ends do not matter, for trackers change them."""
    lines = "\n".join(line.rstrip() for line in text.replace("\r\n", "\n").split("\n"))
    return hashlib.sha256(lines.strip().encode("utf-8", "surrogatepass")).hexdigest()[:12]


def written(note: Note, text: str, body: str = "") -> str:
    """A body whose own part is `text`, with the note; the rest of `body` stays as it is."""
    part = f"<!-- hotwash: {_packed(note)} -->\n\n{text.strip()}\n\n<!-- /hotwash -->"
    place = _place(body)
    if place is None:
        return f"{body.rstrip()}\n\n{part}" if body.strip() else part
    return body[: place[0]] + part + body[place[3] :]


def noted(body: str, note: Note) -> str:
    """The body with a new note, and nothing else changed."""
    place = _place(body)
    return written(note, body[place[1] : place[2]] if place else "", body)


def read(body: str) -> tuple[Note | None, str]:
    """The note of a body, and the digest of the text behind it; None when there is none that can be read."""
    place = _place(body)
    if place is None:
        return None, ""
    match = _NOTE.match(body, place[0])
    note = unpacked(match[1]) if match else None
    return note, digest(body[place[1] : place[2]]) if note else ""


def _place(body: str) -> tuple[int, int, int, int] | None:
    """Where the note begins, where its text begins and ends, and where the part ends."""
    opening = _NOTE.search(body)
    if opening is None:
        return None
    closing = _END.search(body, opening.end())
    if closing is None:  # somebody took the end away: the part goes as far as the text
        return opening.start(), opening.end(), len(body), len(body)
    return opening.start(), opening.end(), closing.start(), closing.start() + len("<!-- /hotwash -->")


def data(note: Note) -> dict[str, str]:
    """A note as an object of JSON."""
    return {"item": note.item, **note.values._asdict()}


def from_data(found: object) -> Note | None:
    """The note that an object of JSON holds."""
    if not isinstance(found, dict) or not isinstance(found.get("item"), str):
        return None
    held = {name: value for name in FIELDS if isinstance(value := found.get(name), str)}
    return Note(found["item"], Values(**held))


def _packed(note: Note) -> str:
    text = json.dumps(data(note), ensure_ascii=False)
    # Nothing in it may end the comment, or begin another.
    return text.replace("-->", "--\\u003e").replace("<", "\\u003c").replace("@", "\\u0040").replace("#", "\\u0023")


def unpacked(text: str) -> Note | None:
    """The note in a line of JSON."""
    try:
        return from_data(json.loads(text))
    except (ValueError, RecursionError):
        return None
