"""Putting a review off: `deferred: why` in the frontmatter, and nothing else in the file."""

from __future__ import annotations

import re

from hotwash.config import Config
from hotwash.document import Edit, Postmortem, Span, apply, parse
from hotwash.document.frontmatter import TIMES, Frontmatter
from hotwash.reviewing.error import ReviewError
from hotwash.rules.frontmatter._schema import is_no_reason
from hotwash.writing.rows import line
from hotwash.writing.scalars import scalar

_LINE_END = re.compile(r"\r\n|\n|\r")


def deferred(postmortem: Postmortem, why: str, config: Config) -> str:
    """The text of the document with the reason for the delay, in the place of an earlier one or behind the times.

    What is written is read again: `ReviewError` where anything but that field would be read differently.
    """
    reason = line(why)
    if is_no_reason(reason):
        raise ReviewError("--why: say in a few words what the review waits for, as `the team had to recover`")
    frontmatter = postmortem.frontmatter
    if not frontmatter.present or not frontmatter.readable:
        raise ReviewError(
            f"{postmortem.path}: the frontmatter cannot be changed safely as it is; "
            f"mend it first (`hotwash check {postmortem.path}`)"
        )
    try:
        value = scalar(reason)
    except UnicodeEncodeError:
        raise ReviewError("--why: it holds a character that no file can hold") from None
    text = apply(postmortem.text, [_edit(postmortem.text, frontmatter, value)])
    after = parse(text, postmortem.path, config)
    held = after.frontmatter.get("deferred")
    if held is None or held.text != reason or _others(after.frontmatter) != _others(frontmatter):
        raise ReviewError(
            f"{postmortem.path}: the frontmatter cannot be changed safely; write it by hand: `deferred: {value}`"
        )
    return text


def _edit(text: str, frontmatter: Frontmatter, value: str) -> Edit:
    field = frontmatter.fields.get("deferred")
    if field is not None and not field.value.empty:
        return Edit(field.value.span, value)
    if field is not None:
        colon = text.index(":", field.key.span.end) + 1
        span = field.value.span
        written = span if colon <= span.start < span.end else Span(colon, colon)
        return Edit(written, value if written.start > colon else f" {value}")
    behind = [frontmatter.fields[name].value.span.end for name in TIMES if name in frontmatter.fields]
    behind += [frontmatter.fields[name].key.span.end for name in TIMES if name in frontmatter.fields]
    end = _LINE_END.search(text, max(behind)) if behind else None
    newline = _LINE_END.search(text)
    closing = frontmatter.closing.start
    at = end.end() if end and end.end() <= closing else closing
    return Edit(Span(at, at), f"deferred: {value}{newline[0] if newline else chr(10)}")


def _others(frontmatter: Frontmatter) -> list[tuple[str, str, str, int, int]]:
    return [
        (name, each.value.kind, each.value.text, len(each.value.items), len(each.value.pairs))
        for name, each in frontmatter.fields.items()
        if name != "deferred"
    ]
