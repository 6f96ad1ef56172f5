"""A whole document in canonical form, from its model: what importing, drafting and the tests of the parser write with.

A document that somebody wrote is never written anew; it gets edits. This form keeps what the model knows: a part's
text is put on one line, and prose between the parts of a typed section is not in the model.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from hotwash.config import Config
from hotwash.document import ActionItem, Factor, ImpactItem, Postmortem, Section, Span, Text, TimelineEntry
from hotwash.document.frontmatter import Value
from hotwash.writing import rows
from hotwash.writing.scalars import scalar

_COLUMNS = ("ID", "Type", "Action", "Owner", "Due", "Status", "Addresses")


def write(postmortem: Postmortem, config: Config | None = None) -> str:
    """The document's Markdown. Parsed again it says the same, and written again it is the same."""
    titles = (config or Config()).sections.titles
    parts = [_frontmatter(postmortem)] if postmortem.frontmatter.present else []
    start = postmortem.frontmatter.span.end if postmortem.frontmatter.present else 0
    end = postmortem.sections[0].heading.start if postmortem.sections else len(postmortem.text)
    parts.append(_verbatim(postmortem, Span(start, end)))
    written: set[str] = set()
    for section in postmortem.sections:
        if section.key is None:
            parts.append(_verbatim(postmortem, section.span))
        elif section.key not in written:  # its second half, if there is one, is in the model's parts already
            written.add(section.key)
            parts.append(f"## {titles[section.key]}\n")
            parts.append(_content(postmortem, section))
    return "\n".join(part for part in parts if part.strip())


def timeline(entries: Sequence[TimelineEntry], zones: Sequence[Text] = (), day: date | None = None) -> str:
    """Entries as list items, each at the offset at which it stands; `day` is the date in force before the first."""
    lines = [f"All times are {', '.join(dict.fromkeys(rows.line(zone.text) for zone in zones))}.\n\n"] if zones else []
    for entry in entries:
        kind = f"{entry.kind_name}: " if entry.kind else ""
        stamp = entry.time
        if stamp is None:
            lines.append(f"- {kind}{rows.line(entry.text.text)}\n")
            continue
        if stamp.instant is None:
            lines.append(f"- {rows.line(stamp.text)} — {kind}{rows.line(entry.text.text)}\n")
            continue
        when = stamp.instant
        about = "~" if stamp.approximate else ""
        dated = f"{when:%Y-%m-%d} " if when.date() != day or stamp.stated_day else ""
        clock = f"{when:%H:%M:%S}" if when.second else f"{when:%H:%M}"
        offset = f" {rows.zone(when)}" if stamp.stated_zone else ""
        lines.append(f"- {dated}{about}{clock}{offset} — {kind}{rows.line(entry.text.text)}\n")
        day = when.date()
    return "".join(lines)


def impact(items: Sequence[ImpactItem]) -> str:
    """Statements as list items, each behind its label."""
    return "".join(
        rows.item(f"{item.label.text}: {item.text.text}" if item.label else item.text.text) for item in items
    )


def factors(items: Sequence[Factor]) -> str:
    """Factors as list items: id, condition, acceptance, themes."""
    lines = []
    for item in items:
        text = rows.line(item.text.text)
        if item.acceptance:
            owner = f" by {item.acceptance.owner.text}" if item.acceptance.owner else ""
            until = f" until {item.acceptance.until.text}" if item.acceptance.until else ""
            why = f" {rows.line(item.acceptance.why.text)}" if item.acceptance.why else ""
            text = f"{text} _Accepted{owner}{until}:_{why}".strip()
        themes = [theme.text for theme in item.themes]
        lines.append(rows.factor(item.id.text, text, themes) if item.id else rows.item(_themed(text, themes)))
    return "".join(lines)


def actions(items: Sequence[ActionItem]) -> str:
    """Items as an unpadded table, cells as they were written; a column for the tracker where one is named."""
    tracked = any(item.tracker for item in items)
    columns = (*_COLUMNS, "Tracker") if tracked else _COLUMNS
    lines = [_row(columns), _row(["--"] * len(columns))]
    for item in items:
        parts = (item.id, item.type, item.action, item.owner, item.due, item.status)
        cells = [rows.line(part.text) if part else "" for part in parts]
        cells.append(", ".join(each.text for each in item.addresses))
        lines.append(_row([*cells, rows.line(item.tracker.text) if item.tracker else ""][: len(columns)]))
    return "".join(lines)


def _content(postmortem: Postmortem, section: Section) -> str:
    if section.key == "timeline" and postmortem.timeline:
        return timeline(postmortem.timeline, postmortem.timeline_zones)
    if section.key == "impact" and postmortem.impact:
        return impact(postmortem.impact)
    if section.key == "factors" and postmortem.factors:
        return factors(postmortem.factors)
    if section.key == "went-well" and postmortem.went_well:
        return "".join(rows.item(text.text) for text in postmortem.went_well)
    if section.key == "actions" and postmortem.actions:
        return actions(postmortem.actions)
    return _verbatim(postmortem, section.content)


def _verbatim(postmortem: Postmortem, span: Span) -> str:
    text = postmortem.text[span.start : span.end].lstrip("\ufeff").strip("\r\n")
    return f"{text.rstrip()}\n" if text.strip() else ""


def _frontmatter(postmortem: Postmortem) -> str:
    lines = "".join(f"{scalar(name)}: {_value(field.value)}\n" for name, field in postmortem.frontmatter.fields.items())
    return f"---\n{lines}---\n"


def _value(value: Value) -> str:
    if value.kind == "sequence":
        return f"[{', '.join(_value(item) for item in value.items)}]"
    if value.kind == "mapping":
        return "{" + ", ".join(f"{scalar(key.text)}: {_value(inner)}" for key, inner in value.pairs) + "}"
    return "" if value.empty else _bare_time(value) or scalar(value.text)


def _bare_time(value: Value) -> str:
    """A timestamp stands without quotes, as everybody writes it."""
    from hotwash.document.times import read_timestamp

    plain = value.plain and read_timestamp(value.text, value.span).day is not None
    return value.text if plain and value.text == rows.line(value.text) else ""


def _row(cells: Sequence[str]) -> str:
    return "|" + "|".join(f" {cell} " if cell else " " for cell in cells) + "|\n"


def _themed(text: str, themes: Sequence[str]) -> str:
    return " ".join((text, *(f"#{theme}" for theme in themes)))
