"""Opsgenie: post-mortems (API v2), whose text is in Atlassian's document format."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from hotwash.importing.exports.record import Record, text_of


def records(data: Any) -> Iterator[Record]:
    """The post-mortem of an answer of the API."""
    inner = data.get("data") if isinstance(data, Mapping) else None
    one = inner if isinstance(inner, Mapping) else data
    if not isinstance(one, Mapping) or "postmortemId" not in one:
        return
    record = Record(data, title=text_of(one, "title"))
    record.severity = text_of(one, "severity")
    record.times = {"started": one.get("startTime"), "resolved": one.get("resolveTime") or one.get("endTime")}
    for title, key in (("Summary", "executiveSummary"), ("Details", "content")):
        value = one.get(key)
        text = markdown(value) if isinstance(value, Mapping) else text_of(value)
        if text.strip():
            record.sections.append((title, text))
    yield record


def markdown(node: Mapping[str, Any], indent: str = "") -> str:
    """A node of Atlassian's document format as Markdown."""
    kind = node.get("type")
    children = [child for child in node.get("content") or [] if isinstance(child, Mapping)]
    if kind == "text":
        return _marked(str(node.get("text", "")), node)
    if kind in ("hardBreak",):
        return "\n"
    if kind in ("bulletList", "orderedList", "taskList"):
        return "".join(f"{indent}- {markdown(child, indent + '  ').strip()}\n" for child in children) + "\n"
    if kind == "taskItem":
        state = "x" if (node.get("attrs") or {}).get("state") == "DONE" else " "
        return f"[{state}] " + "".join(markdown(child, indent) for child in children)
    inner = "".join(markdown(child, indent) for child in children)
    if kind == "heading":
        return f"\n{'#' * min(int((node.get('attrs') or {}).get('level', 2)) + 1, 6)} {inner.strip()}\n\n"
    if kind == "paragraph":
        return f"{inner.strip()}\n\n"
    if kind == "codeBlock":
        return f"```\n{inner}\n```\n\n"
    if kind == "table":
        rows = [[" ".join(markdown(cell).split()) for cell in row.get("content") or []] for row in children]
        lines = [f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |" for row in rows]
        return "\n".join([*lines[:1], f"|{' -- |' * len(rows[0])}", *lines[1:]]) + "\n\n" if rows else ""
    return inner


def _marked(text: str, node: Mapping[str, Any]) -> str:
    for mark in node.get("marks") or []:
        kind = mark.get("type") if isinstance(mark, Mapping) else None
        if kind == "strong":
            text = f"**{text}**"
        elif kind == "code":
            text = f"`{text}`"
        elif kind == "link":
            text = f"[{text}]({(mark.get('attrs') or {}).get('href', '')})"
    return text
