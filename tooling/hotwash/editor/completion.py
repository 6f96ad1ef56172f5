"""What can be written at a place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from lsprotocol import types

from hotwash.document import Postmortem, Span
from hotwash.document.blocks import Table
from hotwash.document.sections import plain_title
from hotwash.editor.fields import FIELDS, LISTS, REQUIRED, documents, values
from hotwash.editor.tree import KnowledgeBase
from hotwash.editor.workspace import OpenDocument
from hotwash.rules import load

TRIGGERS = ("[", "#", "@", ":", "|", ",", " ", "-")
_MOST = 500
_TYPES = {
    "Fix": "immediate remediation",
    "Prevent": "change the system",
    "Detect": "monitoring",
    "Respond": "runbook",
}
_STATUSES = {"open": "", "in progress": "", "done": "better with its day", "dropped: ": "say why"}
_KINDS = {
    "change": "something was changed",
    "signal": "something told that all is not well",
    "action": "somebody did something",
    "result": "what came of it",
}
_COLUMNS = {
    "id": ("id", "#"),
    "type": ("type", "kind", "category"),
    "owner": ("owner", "assignee", "assigned to", "who", "responsible"),
    "status": ("status", "state", "progress"),
    "addresses": ("addresses", "factors", "factor", "answers"),
}
_WIKI = re.compile(r"\[\[[ \t]*(?P<id>[^\[\]#|]*)(?:(?P<hash>#)[ \t]*(?P<part>[^\[\]#|]*))?\Z")
_HANDLE = re.compile(r"(?:^|(?<=[\s(_*|,:]))@(?P<handle>[\w./-]*)\Z")
_HEADING = re.compile(r"(?P<marks>#{1,6})[ \t]+(?P<title>[^#]*)\Z")
_ALLOW = re.compile(r"<!--\s*hotwash:\s*allow\s+(?:[\w.-]+[\s,]+)*(?P<rule>[\w.-]*)\Z")
_KIND = re.compile(r"\s*(?:[-*+]|\d+[.)])\s+.*?\d{1,2}:\d{2}\S*.*?\s[—–-]\s+(?P<kind>\w*)\Z")
_ANSWERED = re.compile(r"\((?:[Ff]\d+[\s,;]+)*(?P<id>[Ff]\d*)?\Z")
_THEME = re.compile(r"\s#(?P<theme>[\w-]*)\Z")
_KEY = re.compile(r"(?P<key>[\w-]*)\Z")
_FIELD = re.compile(r"(?P<name>[\w-]+)[ \t]*:(?P<rest>.*)\Z", re.DOTALL)
_ITEM = re.compile(r"[ \t]*-[ \t]+(?P<value>[^\s#]*)\Z")
_LAST = re.compile(r"(?P<quote>[\"']?)(?P<value>[^\s,\[\]{}\"'#]*)\Z")


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to write: what stands in the list, a few words beside it, and the text if it is another."""

    label: str
    detail: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """What can replace the last `typed` characters before the cursor."""

    typed: int
    kind: types.CompletionItemKind
    choices: Iterable[Choice]


def completion(
    document: OpenDocument, base: KnowledgeBase, postmortem: Postmortem, offset: int
) -> types.CompletionList | None:
    """What can be written at an offset; None where anything goes."""
    line = postmortem.source.line_of(offset)
    before = line.text[: offset - line.span.start]
    offer = _offer(base, postmortem, offset, before)
    if offer is None:
        return None
    where = document.positions.range(Span(offset - offer.typed, offset))
    items = [
        types.CompletionItem(
            label=choice.label.strip(),
            kind=offer.kind,
            detail=choice.detail or None,
            filter_text=choice.text or choice.label,
            sort_text=f"{index:04}",
            text_edit=types.TextEdit(where, choice.text or choice.label),
        )
        for index, choice in enumerate(offer.choices)
    ]
    return types.CompletionList(is_incomplete=len(items) > _MOST, items=items[:_MOST])


def _offer(base: KnowledgeBase, postmortem: Postmortem, offset: int, before: str) -> Offer | None:
    if _in_frontmatter(postmortem, offset):
        return _frontmatter(base, postmortem, offset, before)
    match = _WIKI.search(before)
    if match:
        return _reference(base, postmortem, match)
    match = _ALLOW.search(before)
    if match:
        return Offer(len(match["rule"]), types.CompletionItemKind.Value, _rules())
    match = _HEADING.match(before)
    if match:
        return _headings(base, postmortem, match["title"])
    table = _table(postmortem, offset)
    if table and postmortem.section("actions") and _section_at(postmortem, offset) == "actions":
        return _cell(base, postmortem, table, before)
    match = _HANDLE.search(before)
    if match:
        return _owners(base, "@" + match["handle"])
    return _in_list(base, postmortem, offset, before)


def _in_list(base: KnowledgeBase, postmortem: Postmortem, offset: int, before: str) -> Offer | None:
    """List items: an event's kind, a factor's theme, the factors that an item answers."""
    key = _section_at(postmortem, offset)
    if key == "timeline" and (match := _KIND.match(before)):
        choices = (Choice(name, detail, f"{name}: ") for name, detail in _KINDS.items())
        return Offer(len(match["kind"]), types.CompletionItemKind.EnumMember, choices)
    if key == "factors" and (match := _THEME.search(before)):
        return Offer(len(match["theme"]), types.CompletionItemKind.Keyword, map(Choice, base.config.themes))
    if key == "actions" and (match := _ANSWERED.search(before)):
        return Offer(len(match["id"] or ""), types.CompletionItemKind.Reference, _factors(postmortem))
    return None


def _in_frontmatter(postmortem: Postmortem, offset: int) -> bool:
    front = postmortem.frontmatter
    return front.present and front.span.start < offset <= max(front.closing.start, front.span.start)


def _frontmatter(base: KnowledgeBase, postmortem: Postmortem, offset: int, before: str) -> Offer | None:
    front = postmortem.frontmatter
    match = _KEY.match(before)
    if match:
        typed = match["key"]
        there = {
            name for name, field in front.fields.items() if not field.key.span.start <= offset <= field.key.span.end
        }
        keys = (
            Choice(name, "required" if name in REQUIRED else "", f"{name}: ") for name in FIELDS if name not in there
        )
        return Offer(len(typed), types.CompletionItemKind.Property, keys)
    field = _FIELD.match(before)
    name = field["name"] if field else _field_above(postmortem, offset)
    rest = field["rest"] if field else before
    if not name:
        return None
    if name == "allow":
        word = re.search(r"[\w.-]*\Z", rest)
        choices = (Choice(each.label, each.detail, f'{each.label}: ""') for each in _rules())
        return Offer(len(word[0]) if word else 0, types.CompletionItemKind.Value, choices)
    if field is None and not _ITEM.match(before) and "[" not in _flow_above(postmortem, offset):
        return None
    last = _LAST.search(rest)
    if last is None or (field and not rest[:1].isspace() and rest != ""):
        return None
    known = values(name, base)
    taken = {text.text for text in front.texts(name) if not text.span.start <= offset <= text.span.end}
    choices = (Choice(value, detail) for value, detail in known.items() if value not in taken)
    if name not in LISTS and rest[: len(rest) - len(last["value"])].strip():
        return None
    lead = " " if field and rest == "" else ""
    if lead:
        choices = (Choice(each.label, each.detail, lead + each.label) for each in choices)
    return Offer(len(last["value"]), types.CompletionItemKind.Value, choices) if known else None


def _field_above(postmortem: Postmortem, offset: int) -> str:
    """The key of a list that goes on over several lines."""
    above = [each for each in postmortem.frontmatter.fields.values() if each.key.span.end < offset]
    if above:
        return max(above, key=lambda each: each.key.span.start).key.text
    # While something is half-written, the frontmatter may not be readable: look for the line.
    keys = re.findall(r"(?m)^([\w-]+)[ \t]*:", postmortem.text[: postmortem.source.line_of(offset).span.start])
    return str(keys[-1]) if keys else ""


def _flow_above(postmortem: Postmortem, offset: int) -> str:
    """What an open `[` of an earlier line holds so far."""
    start = postmortem.text.rfind("[", 0, offset)
    return "" if "]" in postmortem.text[max(start, 0) : offset] else postmortem.text[max(start, 0) : offset]


def _reference(base: KnowledgeBase, postmortem: Postmortem, match: re.Match[str]) -> Offer:
    if match["hash"] is None:
        choices = (Choice(name, title) for name, title in documents(base).items() if name != postmortem.id)
        return Offer(len(match["id"]), types.CompletionItemKind.File, choices)
    facts = base.corpus.get(match["id"].strip()) if match["id"].strip() else None
    entry = base.entry(facts.path if facts else postmortem.path)
    parts = {part.name: part.text for part in entry.parts} if entry else {}
    others = sorted(entry.facts.parts - parts.keys()) if entry else []
    found = [*(Choice(name, text) for name, text in parts.items()), *map(Choice, others)]
    return Offer(len(match["part"]), types.CompletionItemKind.Reference, found)


def _headings(base: KnowledgeBase, postmortem: Postmortem, typed: str) -> Offer:
    """The sections that are not there yet, in their order."""
    there = {section.key for section in postmortem.sections}
    titles = (Choice(title) for key, title in base.config.sections.titles.items() if key not in there)
    return Offer(len(typed), types.CompletionItemKind.Module, titles)


def _table(postmortem: Postmortem, offset: int) -> Table | None:
    """The table whose lines hold an offset."""
    line = postmortem.source.line_of(offset).span
    for table in reversed(postmortem.markup.tables):
        if table.head.span.start < line.start:
            # A row that has only begun may be none yet: it stands directly below.
            between = postmortem.text[table.span.end : line.start]
            begun = (
                not between.strip() and between.count("\n") < 2 and postmortem.text[line.start : offset].startswith("|")
            )
            return table if line.start < table.span.end or begun else None
    return None


def _cell(base: KnowledgeBase, postmortem: Postmortem, table: Table, before: str) -> Offer | None:
    """What the cell's column takes."""
    cells = re.split(r"(?<!\\)\|", before)
    index = len(cells) - (2 if before.lstrip().startswith("|") else 1)
    if not 0 <= index < len(table.head.cells):
        return None
    head = table.head.cells[index]
    title = plain_title(postmortem.text[head.start : head.end]).casefold()
    column = next((name for name, titles in _COLUMNS.items() if title in titles), "")
    cell = cells[-1].lstrip()
    match column:
        case "id":
            return Offer(len(cell), types.CompletionItemKind.Value, [Choice(_next_id(postmortem), "the next one")])
        case "type":
            return Offer(len(cell), types.CompletionItemKind.EnumMember, _choices(_TYPES))
        case "owner":
            return _owners(base, cell)
        case "status":
            return Offer(len(cell), types.CompletionItemKind.EnumMember, _choices(_STATUSES))
        case "addresses":
            word = re.split(r"[\s,;]", cell)[-1]
            named = {each.upper() for each in re.split(r"[\s,;]+", cell[: len(cell) - len(word)])}
            choices = (each for each in _factors(postmortem) if each.label.upper() not in named)
            return Offer(len(word), types.CompletionItemKind.Reference, choices)
    match = _HANDLE.search(before)
    return _owners(base, "@" + match["handle"]) if match else None


def _section_at(postmortem: Postmortem, offset: int) -> str | None:
    """The key of the section that an offset is in."""
    found = [section for section in postmortem.sections if section.span.start <= offset]
    return found[-1].key if found else None


def _next_id(postmortem: Postmortem) -> str:
    numbers = [
        int(item.id.text[1:]) for item in postmortem.actions if item.id and re.fullmatch(r"[Aa]\d+", item.id.text)
    ]
    return f"A{max(numbers, default=0) + 1}"


def _factors(postmortem: Postmortem) -> Iterator[Choice]:
    for factor in postmortem.factors:
        if factor.id:
            yield Choice(factor.id.text, plain_title(factor.text.text))


def _owners(base: KnowledgeBase, typed: str) -> Offer:
    choices = (Choice(f"@{handle}", detail) for handle, detail in base.handles().items())
    return Offer(len(typed), types.CompletionItemKind.Value, choices)


def _rules() -> Iterator[Choice]:
    return (Choice(rule.name, rule.summary) for rule in load().values())


def _choices(known: Mapping[str, str]) -> Iterator[Choice]:
    return (Choice(value, detail) for value, detail in known.items())
