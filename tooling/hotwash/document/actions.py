"""Action items: rows of a table whose columns are found by name, or list items with their parts in order."""

from __future__ import annotations

import re
from collections.abc import Sequence

from hotwash.document.markup import ListItem, Markup, Row, Table
from hotwash.document.model import ActionItem, Section
from hotwash.document.parts import own_parts
from hotwash.document.patterns import pattern
from hotwash.document.sections import within
from hotwash.document.source import Span, Text
from hotwash.document.tables import by_title, columns

_COLUMNS = by_title(
    {
        "id": "id|#|no|no.|nr|item id",
        "type": "type|kind|category",
        "action": "action|action item|action items|item|description|what|task|follow-up|follow up|title|summary",
        "owner": "owner|owners|assignee|assigned to|assigned|who|responsible|dri",
        "due": "due|due date|deadline|by|when|target|target date|eta",
        "status": "status|state|progress",
        "addresses": "addresses|factors|factor|for|answers",
        "tracker": "tracker|issue|ticket|link|bug|jira|pr|reference",
    }
)
SURPLUS = "surplus"
"""The key in an item's `cells` of what stands behind the head's last column, where a `|` in a cell has split it."""
_PIPE = 2
_EMPTY = frozenset(("", "-", "–", "—"))
_MARKS = "*_`~ \t\r\n"
_ENDS = frozenset("*_`~ \t\r\n<>[")
"""With one of these at an end of it, a cell holds more than its value."""
_new = tuple.__new__
_REFERENCE = pattern(r"[^\s,;]+")
_SILENT = pattern(r"<!--.*?(?:-->|\Z)|<br\s*/?>", re.IGNORECASE | re.DOTALL)
"""What a reader does not see of a cell: comments and line breaks."""
_LINK = pattern(r"\[([^\[\]]+)\](?:\([^()\s]*\)|\[[^\[\]]*\])")
_LINK_TARGET = pattern(r"\]\([^()\s]*\)")
_ITEM_ID = pattern(
    r"[\s*_`\[(]*([A-Za-z]{1,4}\d{1,5})(?:[*_`\])]+\s*[:.—–-]?|\s*[:.—–])[*_`]*\s*|[\s*_`\[(]*([Aa]\d{1,4})\s+"
)
_ITEM_TYPE = pattern(r"[\s*_`(\[]*(fix|prevent|detect|respond)[*_`)\]]*\s*(?::|—|–|-)[*_`]*\s*", re.IGNORECASE)
_ADDRESSED = pattern(r"\s*\(((?:[Ff]\d+)(?:[\s,;]+(?:and\s+)?[Ff]\d+)*)\)\s*\.?\s*\Z")
_STATUS = pattern(r"(?:open|in[ -]progress|done\b.*|dropped\b.*)\Z", re.IGNORECASE | re.DOTALL)
_ISO = pattern(r"\d{4}-\d{2}-\d{2}\Z")
_DAY_BEFORE = pattern(r"(?:^|(?<=\s))(\d{4}-\d{2}-\d{2}),\s*\Z")
_HANDLE = pattern(r"@[\w][\w./-]*\Z")
_NOBODY = pattern(r"(?:tbd|tba|team|nobody|none|unassigned|\?+)\Z", re.IGNORECASE)
_SENTENCE_END = pattern(r"[.;!?][*_`\"')\]]*\s+|\s[—–-]\s+")


def read_actions(markup: Markup, sections: Sequence[Section]) -> tuple[ActionItem, ...]:
    """All action items of the sections that hold them."""
    found: list[ActionItem] = []
    for section in sections:
        tables: dict[int, dict[str, int]] = {}
        for table in within(markup.tables, section.content):
            names = _names(markup.text, table)
            tables.update((row.span.start, names) for row in table.rows)
        for part in own_parts(markup, section):
            if isinstance(part, Row):
                item = _from_row(markup.text, part, tables.get(part.span.start, {}))
                if item is not None:
                    found.append(item)
            elif isinstance(part, ListItem) and part.content.start < part.content.end:
                found.append(_from_item(markup.text, part))
    return tuple(found)


def _names(text: str, table: Table) -> dict[str, int]:
    names = columns(text, table, _COLUMNS)
    if "action" not in names:
        free = [at for at in range(len(table.head.cells)) if at not in names.values()]
        if free:
            names["action"] = free[0]
    return names


def _value(text: str, span: Span, link: bool = True) -> Text | None:
    """A typed cell without marks of emphasis, comments and line breaks around it; None when it is empty.

    Of a cell that is a link, the words, unless it is the `link` that the cell is for.
    """
    start, end = span
    if start == end:
        return None
    if text[start] not in _ENDS and text[end - 1] not in _ENDS:  # nothing to take off
        value = text[start:end]
        return None if value in _EMPTY else _new(Text, (value, span))
    start, end = _bare(text, start, end)
    if not link and start < end and text[start] == "[" and (match := _LINK.fullmatch(text, start, end)):
        start, end = _bare(text, *match.span(1))
    value = text[start:end]
    return None if value in _EMPTY else Text(value, Span(start, end))


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    """A place without white space, emphasis, comments and line breaks at its ends."""
    while True:
        while start < end and text[start] in _MARKS:
            start += 1
        while end > start and text[end - 1] in _MARKS:
            end -= 1
        if start < end and text[start] == "<" and (silent := _SILENT.match(text, start, end)):
            start = silent.end()
        elif start < end and text[end - 1] == ">" and _SILENT.fullmatch(text, at := _opened(text, start, end), end):
            end = at
        else:
            return start, end


def _opened(text: str, start: int, end: int) -> int:
    """Where the comment or tag begins that ends at `end`; `start` when none does."""
    return max(text.rfind("<!--" if text.endswith("-->", start, end) else "<", start, end), start)


def _from_row(text: str, row: Row, names: dict[str, int]) -> ActionItem | None:
    spans = {name: row.cells[index] for name, index in names.items()}
    values = {name: _value(text, span, link=name in ("action", "tracker")) for name, span in spans.items()}
    if not any(values.values()):
        return None
    last = row.cells[-1].end if row.cells else row.span.end
    if row.span.end - last > _PIPE and text[last : row.span.end].strip(" \t|"):
        spans[SURPLUS] = Span(last, row.span.end)
    action = spans.get("action", Span(row.span.end, row.span.end))
    addresses = values.get("addresses")
    typed = [values.get(name) for name in ("id", "type", "owner", "due", "status")]
    answers = _references(addresses) if addresses else ()
    words = _new(Text, (text[action.start : action.end], action))
    return _new(ActionItem, (row.span, words, *typed, answers, values.get("tracker"), True, spans))


def _references(value: Text) -> tuple[Text, ...]:
    """Factor ids, by comma or space."""
    written = value.text
    if written.isalnum() and written.lower() != "and":
        return (value,)
    if "<" in written:
        written = _SILENT.sub(_blank, written)
    if "](" in written:
        written = _LINK_TARGET.sub(_blank, written)
    found = []
    for match in _REFERENCE.finditer(written):
        word = match.group().strip("[]*_`")
        if word.lower() in ("and", "&") or word in _EMPTY:
            continue
        start = value.span.start + match.start() + match.group().index(word)
        found.append(Text(word, Span(start, start + len(word))))
    return tuple(found)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _from_item(text: str, item: ListItem) -> ActionItem:
    """`**A2** Detect: Alert 30 days before expiry. @kenji, 2026-11-20, open (F1, F3)`; every part but the action is optional."""
    start, end = item.content
    while text.endswith("-->", start, end) and text.startswith("<!--", at := _opened(text, start, end)):
        end = at  # a comment behind an item is no part of it
        while end > start and text[end - 1] in " \t\r\n":
            end -= 1
    label = kind = owner = due = status = None
    addresses: tuple[Text, ...] = ()
    match = _ITEM_ID.match(text, start, end)
    if match:
        group = 1 if match[1] else 2
        label, start = Text(match[group], Span(*match.span(group))), match.end()
    match = _ITEM_TYPE.match(text, start, end)
    if match:
        kind, start = Text(match[1], Span(*match.span(1))), match.end()
    match = _ADDRESSED.search(text, max(start, end - 400), end)
    if match:
        addresses, end = _references(Text(match[1], Span(*match.span(1)))), match.start()
    parts = _typed_tail(text, start, end)
    if parts:
        tail, owner, due, status = parts
        end = tail
    if status is None and item.task is not None:
        box = text.rfind("[", item.span.start, item.content.start)
        if box >= 0 and text[box + 2 : box + 3] == "]":
            status = Text(text[box : box + 3], Span(box, box + 3))
    while end > start and text[end - 1] in " \t\r\n":
        end -= 1
    start = min(start, end)
    return ActionItem(item.span, Text(text[start:end], Span(start, end)), label, kind, owner, due, status, addresses)


def _typed_tail(text: str, start: int, end: int) -> tuple[int, Text | None, Text | None, Text | None] | None:
    """Owner, due and status behind the action's last sentence, and where they begin; None when nothing is typed there."""
    sentences = {match.end() for match in _SENTENCE_END.finditer(text, max(start, end - 400), end)}
    handle = text.rfind("@", max(start, end - 400), end)
    owned = {handle} if handle == start or (handle > 0 and text[handle - 1] == " ") else set()
    if owned and (dated := _DAY_BEFORE.search(text, max(start, handle - 20), handle)):
        owned.add(dated.start(1))
    for begin in sorted(sentences | owned):
        # In the middle of a sentence ("ask @amara, who knows") only what is typed beyond doubt counts.
        found = _typed(text, begin, end, strict=begin not in sentences)
        if found:
            return (begin, *found)
    return None


def _typed(text: str, begin: int, end: int, strict: bool) -> tuple[Text | None, Text | None, Text | None] | None:
    """The parts of a tail if it is one: an owner or a day first, then the others in order."""
    parts = []
    at = begin
    for piece in text[begin:end].split(","):
        left = len(piece) - len(piece.lstrip())
        value = piece.strip().rstrip(".")
        parts.append(Text(value, Span(at + left, at + left + len(value))))
        at += len(piece) + 1
    owner = due = status = None
    for index, part in enumerate(parts):
        word = part.text
        if status is not None:
            span = Span(status.span.start, part.span.end)  # a reason may hold commas
            status = Text(text[span.start : span.end], span)
        elif strict and index and not (_ISO.match(word) or _STATUS.match(word) or _HANDLE.match(word)):
            return None
        elif _STATUS.match(word):
            status = part
        elif owner is None and index == (due is not None) and (_HANDLE.match(word) or _NOBODY.match(word)):
            owner = part
        elif _ISO.match(word) and due is None:
            due = part
        elif owner is not None and _HANDLE.match(word) and due is None:
            span = Span(owner.span.start, part.span.end)  # several owners, as written
            owner = Text(text[span.start : span.end], span)
        elif owner is not None and _HANDLE.match(owner.text) and due is None and index == 1:
            due = part  # as written: the checker says that it is no day
        elif owner is not None and due is not None and index == 2:
            status = part
        else:
            return None
    if owner is None and due is None and not (status and len(parts) == 1 and status.text.lower() != "open"):
        return None
    return owner, due, status
