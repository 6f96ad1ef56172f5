"""The timelines of foreign documents: lists, tables, headings, paragraphs and prose as entries, in the order they stand."""

from __future__ import annotations

import re
from textwrap import dedent

from hotwash.document.zones import Zone
from hotwash.importing.entries import Entry, Timeline
from hotwash.importing.fields import kind_of
from hotwash.importing.grids import columns
from hotwash.importing.prose import read_prose
from hotwash.importing.source import Block, Foreign, Grid, Item, Section, split
from hotwash.importing.stamps import Day, Stamp, find_days, find_stamps, read_stamp
from hotwash.importing.zones import zones_said

_NOT_ABOUT = ("appendix", "actions", "luck", "went-well", "people")
_LONG = 700
_PAIRED = re.compile(r"\*\*|__")
_LENGTH_FIELD = re.compile(r"[\s*_]*(?:time to|total|duration|length|downtime|hours?)\b", re.IGNORECASE)
_BLANK_CELL = re.compile(r"^[\s\-–—.…]*$")


def read_timeline(foreign: Foreign) -> Timeline:
    """The entries of a document. Blocks that are wholly taken are marked as used."""
    found = Timeline()
    for section in foreign.sections:
        if section.key == "timeline" or (section.key not in _NOT_ABOUT and _mostly_stamped(section)):
            found.sections.append(section)
    _Reader(foreign, found).read()
    if not found.entries:
        read_prose(foreign, found)
    return found


def _mostly_stamped(section: Section) -> bool:
    """Whether the lists, tables or paragraphs of a section are entries, whatever its title says."""
    heads = [item.text for block in section.blocks for item in block.items]
    heads += [
        " ".join(row) for block in section.blocks if block.grid and columns(block.grid) for row in block.grid.rows
    ]
    paragraphs = [block.text for block in section.blocks if block.kind == "paragraph"]
    for texts in (heads, paragraphs):
        stamped = [text for text in texts if _clocked(read_stamp(text))]
        if len(stamped) >= 2 and 2 * len(stamped) > len(texts):
            return True
    return False


def _clocked(stamp: Stamp | None) -> bool:
    return stamp is not None and (stamp.clock is not None or (stamp.unknown and stamp.day is not None))


class _Reader:
    def __init__(self, foreign: Foreign, found: Timeline) -> None:
        self.foreign, self.found = foreign, found
        self.zone: Zone | None = None
        self.day: Day | None = None

    def read(self) -> None:
        sections = self.found.sections
        for index, section in enumerate(sections):
            said = zones_said(section.title, loose="(" in section.title or " in " in section.title)
            if said and not section.timed:
                self.zone = said[0]
            if section.timed:
                self._heading(section, sections[index + 1] if index + 1 < len(sections) else None)
            else:
                before = len(self.found.entries)
                self._day_said(section.title)
                self._blocks(section)
                if section.own and len(self.found.entries) > before:
                    self.found.entries[before].first = True

    def _heading(self, section: Section, following: Section | None) -> None:
        stamp = read_stamp(section.title)
        if stamp is None:
            return
        nested = any(self._has_entries(block) for block in section.blocks)
        if stamp.clock is None and not stamp.unknown:
            bare = (
                following is not None
                and following.timed
                and (after := read_stamp(following.title))
                and after.clock
                and not after.day
            )
            below = following is not None and not following.timed and following.level > section.level
            if nested or bare or below or not section.blocks:
                self.day = stamp.day
                self._blocks(section, told=bool(bare or below))
                return
        if stamp.clock is not None and nested and not [block for block in section.blocks if block.kind == "paragraph"]:
            self.day = stamp.day or self.day
        entry = self._entry(stamp, section.title[stamp.end :], section.line)
        own = next((at for at, block in enumerate(section.blocks) if self._has_entries(block)), len(section.blocks))
        if own == 0 and not entry.text:
            own = len(section.blocks)
        self._fill(entry, section.blocks[:own])
        self._some(section.blocks[own:], told=False)

    def _fill(self, entry: Entry, blocks: list[Block]) -> None:
        """The text of an entry whose heading holds its time: what stands below it, while that is short."""
        parts = [entry.text] if entry.text else []
        plain = all(
            block.kind in ("paragraph", "quote", "list") and not block.text.startswith("![") for block in blocks
        )
        texts = [self._flat(block) for block in blocks if block.kind in ("paragraph", "list", "quote")]
        if plain and len(blocks) <= 2 and sum(map(len, texts)) + len(entry.text) < _LONG:
            parts += texts
            rest: list[Block] = []
        else:
            first = next((block for block in blocks if block.kind in ("paragraph", "list", "quote")), None)
            short = first is not None and (len(texts[0]) < _LONG or first.kind == "paragraph")
            if first is not None and short:
                parts.append(texts[0])
            rest = [block for block in blocks if block is not first or not short]
        if not parts:
            shown = next((block.text for block in blocks if block.kind == "code"), "")
            line = next((line.strip() for line in shown.split("\n")[1:] if line.strip()), "")
            parts = [f"`{line[:200].replace('`', '')}`"] if line else []
        entry.text = _joined(parts)
        entry.details = rest
        for block in blocks:
            block.used = True

    def _flat(self, block: Block) -> str:
        if block.kind == "list":
            return "; ".join(" ".join(each.text.split()) for item in block.items for each in item.walk())
        return " ".join(line.lstrip("> ").strip() for line in block.text.split("\n")).strip()

    def _has_entries(self, block: Block) -> bool:
        if block.kind == "list":
            return sum(_clocked(read_stamp(item.text)) for item in block.items) * 2 > len(block.items)
        if block.kind == "table":
            return block.grid is not None and columns(block.grid) is not None
        return block.kind == "paragraph" and _clocked(read_stamp(block.text))

    def _blocks(self, section: Section, *, told: bool = False) -> None:
        """The entries among a section's blocks; `told`: its entries are the headings behind it, its paragraphs tell of all."""
        self._some(section.blocks, told=told)

    def _some(self, blocks: list[Block], *, told: bool) -> None:
        last: Entry | None = None
        for block in blocks:
            if block.kind == "paragraph":
                stamp = read_stamp(block.text) if told else None
                if stamp is None or re.search(r"[-–—:|\])}]\s*$", block.text[: stamp.end]):
                    last = self._paragraph(block, last)
            elif block.kind == "list":
                last = self._list(block, last)
            elif block.kind == "table" and block.grid:
                self._table(block, block.grid)
                last = None
            elif block.kind in ("code", "quote", "html") and last is not None and not block.used:
                if block.kind == "html" and block.text.lstrip().startswith("<!--"):
                    continue
                last.details.append(block)
                block.used = True

    def _paragraph(self, block: Block, last: Entry | None) -> Entry | None:
        stamp = read_stamp(block.text)
        if stamp and (stamp.clock is not None or stamp.unknown or (stamp.day and _set_off(block.text, stamp))):
            rest = block.text[stamp.end :]
            if not rest.strip() and stamp.clock is None:
                self.day = stamp.day
                block.used = True
                return last
            if stamp.clock is not None and not _set_off(block.text, stamp) and _narrative(block.text):
                return last  # "At 14:02 the ... and at 14:30 ...": left to those who read prose
            entry = self._entry(stamp, rest, block.line)
            block.used = True
            return entry
        said = zones_said(block.text)
        if said:
            self.zone = said[0]
        if said or len(block.text) < 120:
            self._day_said(block.text)
        return last

    def _day_said(self, text: str) -> None:
        days = [day for _, _, day in find_days(text)]
        if days:
            self.day = days[0]

    def _list(self, block: Block, last: Entry | None) -> Entry | None:
        before = len(self.found.entries)
        left = []
        for item in block.items:
            entry = self._item(item)
            if entry is None and not any(_clocked(read_stamp(each.text)) for each in item.walk()):
                left.append(item)
            last = entry or last
        if len(self.found.entries) > before:
            block.used = not left
        return last

    def _item(self, item: Item) -> Entry | None:
        stamp = read_stamp(item.text)
        stamped_children = [child for child in item.children if _clocked(read_stamp(child.text))]
        if stamp and not (stamp.clock or stamp.unknown or stamp.day):
            stamp = None
        if stamp and stamp.clock is None and not stamp.unknown and stamped_children:
            self.day = stamp.day
            entry = None
            if item.text[stamp.end :].strip():
                entry = self._entry(stamp, item.text[stamp.end :], item.line)
            return self._children(item) or entry
        if stamp is None or (stamp.clock is None and not stamp.unknown and not _set_off(item.text, stamp)):
            entry = self._ending(item)
            if entry is None:
                return self._children(item)
            return entry
        rest = item.text[stamp.end :]
        first, gap, more = rest.partition("\n\n")
        if gap and len(rest) > _LONG:
            rest = first
        entry = self._entry(stamp, rest, item.line)
        if gap and rest is first:
            entry.details.append(Block("paragraph", dedent(more), item.line, used=True))
        if stamped_children:
            return self._children(item) or entry
        below = ["; ".join(" ".join(each.text.split()) for each in child.walk()) for child in item.children]
        if sum(map(len, below)) > _LONG:
            lines = [" ".join(each.text.split()) for child in item.children for each in child.walk()]
            entry.details.append(Block("list", "\n".join(f"- {line}" for line in lines), item.line, used=True))
        else:
            entry.text = _joined([entry.text, *below])
        return entry

    def _children(self, item: Item) -> Entry | None:
        last = None
        for child in item.children:
            last = self._item(child) or last
        return last

    def _ending(self, item: Item) -> Entry | None:
        """`Incident declared: 2024-04-15 14:43`: the time stands behind."""
        text = " ".join(item.text.split())
        stamps = find_stamps(text, bare_hours=False)
        named = kind_of(text.partition(":")[0])
        if not stamps or len(text) > 120 or _LENGTH_FIELD.match(text) or named in ("status", "length", "authors"):
            return None
        stamp = stamps[-1]
        if text[stamp.end :].strip(" .)*_`]") or not text[: stamp.start].strip():
            return None
        return self._entry(stamp, text[: stamp.start].rstrip(" :-–—@(*_").strip(), item.line)

    def _table(self, block: Block, grid: Grid) -> None:
        parts = columns(grid)
        if parts is None:
            return
        times, events = parts
        for index in times:
            said = zones_said(grid.heads[index], loose=True) if index < len(grid.heads) else []
            if said:
                self.zone = said[0]
        for row, line in zip(grid.rows, grid.lines, strict=True):
            written = " ".join(row[index] for index in times if index < len(row) and not _BLANK_CELL.match(row[index]))
            texts = [row[index] for index in events if index < len(row) and row[index].strip()]
            text = texts[0] if texts else ""
            if texts[1:]:
                text += f" ({'; '.join(texts[1:])})"
            stamp = read_stamp(written, dotted=True) if written.strip() else None
            if stamp is None and written.strip():
                found = find_stamps(written)
                stamp = found[0] if found else Stamp(0, len(written), written.strip(), None, None, True, "", False)
            if stamp is None:
                if text and self.found.entries:
                    self.found.entries[-1].text += f"; {text}"
                continue
            if stamp.clock is None and not stamp.unknown and not text.strip():
                self.day = stamp.day
                continue
            extra = written[stamp.end :].strip()
            self._entry(stamp, _joined([extra, text]) if extra else text, line)
        block.used = True

    def _entry(self, stamp: Stamp, text: str, line: int) -> Entry:
        text = " ".join(text.split())
        if len(_PAIRED.findall(text)) % 2:
            text = _PAIRED.sub("", text, count=1).strip()
        lines = _more_entries(text)
        entry = Entry(
            stamp, lines[0] if lines else text, line, self.zone, None if stamp.day else self.day, written=stamp.written
        )
        self.found.entries.append(entry)
        self.day = None  # said once; the entries behind it follow it, past midnight too
        for rest in lines[1:]:
            inner = read_stamp(rest)
            if inner:
                self.found.entries.append(Entry(inner, rest[inner.end :], line, self.zone, None, written=inner.written))
        return entry


def _more_entries(text: str) -> list[str]:
    """An entry's text, taken apart where further full stamps stand behind a dash: items that lost their marks."""
    return re.split(r"\s[-–—*•]\s(?=\d{4}-\d{2}-\d{2}[ T]\d{1,2}:\d{2})", text)


def _set_off(text: str, stamp: Stamp) -> bool:
    """Whether a stamp is set off from what follows, as at the head of an entry."""
    head = text[: stamp.end].rstrip(" ")
    return (
        bool(re.search(r"[-–—:|\])}*_>,\n]$", head))
        or not text[stamp.end :].strip()
        or text[stamp.end - 1 : stamp.end] == "\n"
    )


def _narrative(text: str) -> bool:
    return len(split(text)) > 1 and bool(
        re.match(r"\s*(?:at|around|about|by|from|between|on|after|before)\b", text, re.I)
    )


def _joined(parts: list[str]) -> str:
    kept = [part.strip() for part in parts if part and part.strip()]
    out = ""
    for part in kept:
        if out:
            out += " " if out[-1:] in ".:!?…;," else (". " if part[:1].isupper() else " ")
        out += part
    return out
