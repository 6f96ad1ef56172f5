"""Writing suppressions: where one can stand so that it does what it says, and changes nothing else.

What suppressions cover, once they are written, is in `suppressions`.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, TypeVar

from hotwash.checking.candidates import Look
from hotwash.checking.findings import Finding
from hotwash.checking.outline import outline
from hotwash.document import Edit, Postmortem, Span, Text, apply
from hotwash.document.markup import ListItem
from hotwash.writing.rename import newline_of

_INDENT = re.compile(r"[ \t]*")
_JOINERS = "\u200c\u200d"
Key = TypeVar("Key")
_FRONTMATTER = 0
"""Stands for the line of whatever is in the frontmatter."""


class Group(NamedTuple):
    """Findings that one suppression can cover: those of one line, or of the frontmatter."""

    line: int
    start: int
    names: tuple[str, ...]
    findings: tuple[Finding, ...]


class Allowed(NamedTuple):
    """A text with suppressions, and those of the wanted findings for which there is no place, as they stand now."""

    text: str
    number: int
    """How many findings are suppressed now."""
    left: Sequence[Finding]


def reason_of(text: str) -> str:
    """A reason as it can stand in any suppression: one line that no comment, table or YAML ends on; may be empty."""
    line = " ".join(text.split())
    line = "".join(char for char in line if char.isprintable() or char in _JOINERS)
    # `-->` would end the comment, GitHub takes no comment with `--` in a paragraph, a backtick could open code.
    return re.sub("-{2,}", "–", line).replace("`", "'").strip()


def allow(
    look: Look, postmortem: Postmortem, findings: Sequence[Finding], finding: Finding, reason: str
) -> Edit | None:
    """The edit that allows one finding where it stands; None when there is no such place.

    `findings` are all that the document has. On the line above where that is possible; at the end of the line within a
    paragraph, which a comment of its own line would split, or in a list, which it would part; in the row of a table,
    which it would end; in `allow` for what stands in the frontmatter. Each place is tried: the finding must be gone,
    nothing new be found, and nothing that a reader sees be different.
    """
    (group,) = _groups(postmortem, [finding])
    return _that_fits(look, postmortem, findings, group, _places(postmortem, group, reason))


def allow_all(look: Look, text: str, wanted: Iterable[Finding], reason: str) -> Allowed:
    """The text with suppressions for those of its findings that are `wanted`.

    Where no place at the finding works, the whole document is allowed to have it.
    """
    postmortem = look.parse(text)
    findings = look.judge(postmortem)
    keys = Counter(map(_key, wanted))
    chosen = [each for each in findings if _take(keys, _key(each))]
    groups = _groups(postmortem, chosen)
    first = [next(_places(postmortem, group, reason), None) for group in groups]
    edits = [edit for edit in first if edit is not None]
    if edits and len(edits) == len(groups):
        result = apply(text, edits)
        if _fits(look, postmortem, findings, chosen, result):
            return Allowed(result, len(chosen), ())
    # One after another from the end, so that the places before stay as they are; then what has no place of its own.
    homeless: list[Group] = []
    done = 0
    for group in reversed(groups):
        alone = [_groups(postmortem, [each])[0] for each in group.findings] if len(group.findings) > 1 else []
        for part in (group, *alone):
            edit = _that_fits(look, postmortem, findings, part, _places(postmortem, part, reason))
            if edit is not None:
                postmortem, findings = _applied(look, postmortem, edit)
                done += len(part.findings)
                if part is group:
                    break
            elif part is not group or not alone:
                homeless.append(part)
    left: Counter[tuple[str, str]] = Counter()
    for part in homeless:
        edit = _that_fits(look, postmortem, findings, part, _in_frontmatter(postmortem, part.names, reason))
        if edit is not None:
            postmortem, findings = _applied(look, postmortem, edit)
            done += len(part.findings)
        else:
            left.update(map(_name_and_message, part.findings))
    return Allowed(postmortem.text, done, [each for each in findings if _take(left, _name_and_message(each))])


def _applied(look: Look, postmortem: Postmortem, edit: Edit) -> tuple[Postmortem, Sequence[Finding]]:
    after = look.parse(apply(postmortem.text, (edit,)))
    return after, look.judge(after)


def _take(keys: Counter[Key], key: Key) -> bool:
    keys[key] -= 1
    return keys[key] >= 0


def _that_fits(
    look: Look, postmortem: Postmortem, findings: Sequence[Finding], group: Group, places: Iterable[Edit]
) -> Edit | None:
    for edit in places:
        if _fits(look, postmortem, findings, group.findings, apply(postmortem.text, (edit,))):
            return edit
    return None


def _fits(look: Look, before: Postmortem, found: Sequence[Finding], gone: Sequence[Finding], text: str) -> bool:
    """Whether a text is the same document without the findings that are to go, and without new ones."""
    after = look.parse(text)
    left = Counter(map(_name_and_message, look.judge(after)))
    allowed = Counter(map(_name_and_message, found))
    allowed.subtract(map(_name_and_message, gone))
    return all(number <= allowed[key] for key, number in left.items()) and outline(after) == outline(before)


def _name_and_message(finding: Finding) -> tuple[str, str]:
    # Without figures: a message may name a line, and lines move.
    return _name(finding), re.sub(r"\d+", "#", finding.message)


def _key(finding: Finding) -> tuple[str, str, int, int]:
    return finding.rule, finding.message, *finding.start


def _name(finding: Finding) -> str:
    return f"{finding.rule}.{finding.problem.part}" if finding.problem.part else finding.rule


def _groups(postmortem: Postmortem, findings: Iterable[Finding]) -> list[Group]:
    front = postmortem.frontmatter
    end = max(front.span.end, front.closing.end) if front.present else 0
    lines: dict[int, list[Finding]] = {}
    for finding in findings:
        start = finding.problem.span.start
        line = _FRONTMATTER if start < end else postmortem.source.position(start).line
        lines.setdefault(line, []).append(finding)
    return [
        Group(line, found[0].problem.span.start, tuple(dict.fromkeys(map(_name, found))), tuple(found))
        for line, found in sorted(lines.items())
    ]


def _places(postmortem: Postmortem, group: Group, reason: str) -> Iterator[Edit]:
    """Where the suppression can be tried, the best place first."""
    if group.line == _FRONTMATTER:
        yield from _in_frontmatter(postmortem, group.names, reason)
        return
    comment = f"<!-- hotwash: allow {', '.join(group.names)} ({reason}) -->"
    markup, text = postmortem.markup, postmortem.text
    line = postmortem.source.line(group.line)
    indent = _INDENT.match(line.text)
    begin = line.span.start + (line.text[:1] == "\ufeff")
    above = Edit(Span(begin, begin), f"{indent[0] if indent else ''}{comment}{newline_of(text)}")
    for table in markup.tables:
        if _holds(table.head.span, group.start):
            yield above
        for row in (table.head, *table.rows):
            if _holds(row.span, group.start):
                inside = comment.replace("|", r"\|")
                for cell in sorted(row.cells, key=lambda each: each.start - each.end):
                    yield Edit(Span(cell.end, cell.end), f" {inside}")
                return
    last = _end_of_words(line)
    behind = Edit(Span(last, last), f" {comment}")
    block = next((each for each in markup.blocks if _holds(each.span, line.span.end)), None)
    within = block is not None and block.span.start < line.span.start
    before = _item_before(postmortem, line)
    if before is None:
        yield from (behind, above) if within else (above, behind)
        return
    # A line between two items parts their list, unless it is set in so far that it is the last of the one before it.
    column = postmortem.source.position(before.content.start).column - 1
    yield behind
    yield Edit(above.span, f"{' ' * column}{comment}{newline_of(text)}")


def _holds(span: Span, offset: int) -> bool:
    return span.start <= offset <= span.end


def _end_of_words(line: Text) -> int:
    """Where a line's words end: two blanks or a backslash behind them break the line, and must stay its last."""
    words = line.text.rstrip(" \t")
    slashes = len(words) - len(words.rstrip("\\"))
    return line.span.start + len(words) - slashes % 2


def _item_before(postmortem: Postmortem, line: Text) -> ListItem | None:
    """The item of the same list that stands right before the one that begins in a line."""
    items = postmortem.markup.items
    for item in items:
        if line.span.start <= item.span.start <= line.span.end:
            others = [each for each in items if each.parent == item.parent and each.span.end <= item.span.start]
            last = max(others, key=lambda each: each.span.end, default=None)
            between = postmortem.text[last.span.end : item.span.start] if last else ""
            return None if between.strip(" \t\r\n>") else last
    return None


def _in_frontmatter(postmortem: Postmortem, names: Sequence[str], reason: str) -> Iterator[Edit]:
    front, text = postmortem.frontmatter, postmortem.text
    if not front.readable:
        return
    newline = newline_of(text)
    pairs = [f"{name}: {json.dumps(reason, ensure_ascii=False)}" for name in names]
    field = front.fields.get("allow")
    if field is None:
        yield Edit(Span(front.closing.start, front.closing.start), f"allow: {{{', '.join(pairs)}}}{newline}")
        return
    value = field.value
    opens = text[value.span.start : value.span.start + 1] == "{"
    if value.pairs and opens:
        last = value.pairs[-1][1].span.end
        yield Edit(Span(last, last), "".join(f", {pair}" for pair in pairs))
    elif value.pairs:
        first, last = value.pairs[0][0].span.start, value.pairs[-1][1].span.end
        indent = text[postmortem.source.line_of(first).span.start : first]
        end = postmortem.source.line_of(last - (text[last - 1 : last] == "\n")).span.end
        yield Edit(Span(end, end), "".join(f"{newline}{indent}{pair}" for pair in pairs))
    elif opens:
        yield Edit(Span(value.span.start + 1, value.span.start + 1), ", ".join(pairs))
    elif value.kind == "scalar" and value.empty:
        colon = text.index(":", field.key.span.end) + 1
        yield Edit(Span(colon, max(colon, value.span.end) if value.text.strip() else colon), f" {{{', '.join(pairs)}}}")
