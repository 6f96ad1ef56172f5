"""Where a suppression can stand so that it does what it says and breaks nothing."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator

from hotwash.checking import Finding
from hotwash.document import Edit, Postmortem, Span, apply
from hotwash.editor.tree import KnowledgeBase
from hotwash.writing.rename import newline_of

_INDENT = re.compile(r"[ \t]*")


def suppression(
    base: KnowledgeBase, postmortem: Postmortem, findings: tuple[Finding, ...], finding: Finding, reason: str = "reason"
) -> Edit | None:
    """The edit that allows a finding where it stands, with a reason to be written; None when there is no place.

    On the line above where that is possible; at the end of the line within a paragraph, which a comment of its own line would
    split, in the row of a table, which it would end; in `allow` for what stands in the frontmatter. Each place is
    tried: the finding must be gone, and nothing new be found.
    """
    name = f"{finding.rule}.{finding.problem.part}" if finding.problem.part else finding.rule
    before = Counter((each.rule, each.message) for each in findings)
    for edit in _places(postmortem, finding, name, reason):
        text = apply(postmortem.text, (edit,))
        after = Counter(
            (each.rule, each.message) for each in base.checker.check_text(text, postmortem.path, base.corpus)
        )
        key = (finding.rule, finding.message)
        if after[key] < before[key] and after <= before:
            return edit
    return None


def _places(postmortem: Postmortem, finding: Finding, name: str, reason: str) -> Iterator[Edit]:
    comment = f"<!-- hotwash: allow {name} ({reason}) -->"
    start = finding.problem.span.start
    front = postmortem.frontmatter
    if front.present and start < max(front.span.end, front.closing.end):
        yield from _in_frontmatter(postmortem, name, reason)
        return
    line = postmortem.source.line_of(start)
    row = next(
        (row for table in postmortem.markup.tables for row in (table.head, *table.rows) if _holds(row.span, start)),
        None,
    )
    if row is not None:
        for cell in sorted(row.cells, key=lambda each: each.start - each.end):
            yield Edit(Span(cell.end, cell.end), f" {comment}")
        return
    indent = _INDENT.match(line.text)
    above = Edit(
        Span(line.span.start, line.span.start), f"{indent[0] if indent else ''}{comment}{newline_of(postmortem.text)}"
    )
    behind = Edit(Span(line.span.end, line.span.end), f" {comment}")
    block = next((each for each in postmortem.markup.blocks if _holds(each.span, line.span.end)), None)
    yield from (behind, above) if block and block.span.start < line.span.start else (above, behind)


def _holds(span: Span, offset: int) -> bool:
    return span.start <= offset <= span.end


def _in_frontmatter(postmortem: Postmortem, name: str, reason: str) -> Iterator[Edit]:
    front = postmortem.frontmatter
    if not front.readable:
        return
    text = postmortem.text
    newline = newline_of(text)
    pair = f"{name}: {json.dumps(reason)}"
    field = front.fields.get("allow")
    if field is None:
        yield Edit(Span(front.closing.start, front.closing.start), f"allow: {{{pair}}}{newline}")
    elif field.value.pairs:
        last = field.value.pairs[-1][1].span.end
        if text[field.value.span.start] == "{":
            yield Edit(Span(last, last), f", {pair}")
        else:
            first = field.value.pairs[0][0].span.start
            indent = text[postmortem.source.line_of(first).span.start : first]
            end = postmortem.source.line_of(last).span.end
            yield Edit(Span(end, end), f"{newline}{indent}{pair}")
