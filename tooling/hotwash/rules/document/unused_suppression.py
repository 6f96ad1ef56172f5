"""The rule `unused-suppression`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from hotwash.document import Edit, Fix, Postmortem, Problem, Span, Suppression
from hotwash.document.frontmatter import Field, read_frontmatter
from hotwash.document.patterns import pattern
from hotwash.rules.base import WARNING, Context, rule

_ALLOW = pattern(r"hotwash:\s*allow\b")
_NAME = pattern(r"[a-z][\w.-]*")
_LINE_END = pattern(r"[ \t]*(?:\r\n|\n|\r|\Z)")
_REST = pattern(r"[^\r\n]*(?:\r\n|\n|\r|\Z)")
_BLANK_BEFORE = pattern(r"(?:\A|\n|\r)[ \t]*(?:\r\n|\n|\r)\Z")


@rule("unused-suppression", since="0.1", level=WARNING, fix="safe")
def unused_suppression(postmortem: Postmortem, context: Context) -> Iterator[Problem]:
    """A suppression that suppresses nothing.

    ## Why

    What it once allowed is gone, or its name is misspelt. It would hide the next finding of that rule, which
    nobody has judged.

    ## Examples

    ```markdown title="bad" section="Summary"
    <!-- hotwash: allow person-named (the reporter asked to be named) -->
    For 46 minutes 31% of checkouts failed because the gateways served an expired certificate.
    ```

    ```markdown title="fixed" section="Summary"
    For 46 minutes 31% of checkouts failed because the gateways served an expired certificate.
    ```

    ```markdown title="good" section="Summary"
    <!-- hotwash: allow person-named (the reporter asked to be named) -->
    For 46 minutes 31% of checkouts failed; Kenji Tanaka reported it first and asked to be named.
    ```

    ## Fix

    Deletes the comment, with its line if it stands alone, or the key of the frontmatter's `allow`. Suppressions
    are judged only for rules that ran, and not for rules that depend on today.
    """
    # What was suppressed is known only when all rules have run: the engine collects what is left over and calls
    # `problems`. This check has nothing to add to that.
    yield from ()


def problems(text: str, unused: Iterable[Suppression]) -> Iterator[Problem]:
    """What to say of the suppressions of a document that suppressed nothing, in the order given."""
    from hotwash.rules import get, nearest  # the package loads this module

    left = list(unused)
    edits = _Edits(text, frozenset(each.rule.span for each in left))
    for suppression in left:
        name = suppression.rule.text
        rule_name = name.partition(".")[0]
        near = None
        if get(rule_name):
            message, help_ = f"nothing is left here that {name} would find", "delete the suppression"
        else:
            near = nearest(rule_name)
            message = f"there is no rule {rule_name}"
            help_ = f"did you mean `{near}`?" if near else "`hotwash rule` lists all rules"
        if near:
            # The rule that was meant, so that the reason stays.
            start = suppression.rule.span.start
            yield Problem(
                suppression.rule.span,
                message,
                help=help_,
                fix=Fix(f"name {near}", (Edit(Span(start, start + len(rule_name)), near),)),
            )
            continue
        edit = edits.in_frontmatter(suppression) if suppression.lines is None else edits.in_comment(suppression)
        fix = Fix("delete the suppression", (edit,)) if edit else None
        yield Problem(suppression.rule.span, message, help=help_, fix=fix)


class _Edits:
    """What deletes a suppression from a text; `idle` is where the names of all unused ones stand."""

    def __init__(self, text: str, idle: frozenset[Span]) -> None:
        self.text = text
        self.idle = idle

    def in_comment(self, suppression: Suppression) -> Edit:
        """Delete the rule's name from the comment, or the comment when it allows nothing else."""
        comment = suppression.span
        names = _names(self.text, comment)
        if self.idle.issuperset(names):
            return _alone(self.text, comment)
        return Edit(_between(names, names.index(suppression.rule.span)), "")

    def in_frontmatter(self, suppression: Suppression) -> Edit | None:
        """Delete the key from the frontmatter's `allow`, or the whole field when nothing else is in it."""
        field = self._field
        if field is None or suppression.rule.span not in self._keys:
            return None
        if self._all_idle:
            return Edit(
                _lines(self.text, Span(field.key.span.start, max(field.value.span.end, field.key.span.end))), ""
            )
        index = self._keys[suppression.rule.span]
        if self.text[field.value.span.start] == "{":
            return Edit(_between(self._pairs, index), "")
        return Edit(_lines(self.text, self._pairs[index]), "")

    @cached_property
    def _field(self) -> Field | None:
        return read_frontmatter(self.text)[0].fields.get("allow")

    @cached_property
    def _keys(self) -> dict[Span, int]:
        pairs = self._field.value.pairs if self._field else ()
        return {key.span: index for index, (key, _) in enumerate(pairs)}

    @cached_property
    def _pairs(self) -> list[Span]:
        pairs = self._field.value.pairs if self._field else ()
        return [Span(_quoted_start(self.text, key.span), max(value.span.end, key.span.end)) for key, value in pairs]

    @cached_property
    def _all_idle(self) -> bool:
        return self.idle.issuperset(self._keys)


def _names(text: str, comment: Span) -> list[Span]:
    """Where the comment's rule names stand."""
    head = _ALLOW.search(text, comment.start, comment.end)
    begin = head.end() if head else comment.start
    end = min(at for at in (text.find("(", begin, comment.end), comment.end - 3) if at >= 0)
    return [Span(*match.span()) for match in _NAME.finditer(text, begin, end)]


def _between(parts: list[Span], index: int) -> Span:
    """A part with the separator that belongs to it: behind it, or before the last one."""
    if index + 1 < len(parts):
        return Span(parts[index].start, parts[index + 1].start)
    return Span(parts[index - 1].end, parts[index].end)


def _alone(text: str, span: Span) -> Edit:
    """Delete a comment with its line when nothing else is on it, else with the blanks before it."""
    start, end = span
    while start and text[start - 1] in " \t":
        start -= 1
    line_end = _LINE_END.match(text, end)
    if line_end and (start == 0 or text[start - 1] in "\r\n"):
        end = line_end.end()
        blank = _LINE_END.match(text, end)
        # Between two blank lines one is enough.
        if blank and blank.end() > end and (start == 0 or _BLANK_BEFORE.search(text, max(0, start - 200), start)):
            end = blank.end()
        return Edit(Span(start, end), "")
    if line_end:
        return Edit(Span(start, span.end), "")
    return Edit(Span(span.start, end + len(text[end:]) - len(text[end:].lstrip(" \t"))), "")


def _quoted_start(text: str, key: Span) -> int:
    return key.start - 1 if text[key.start - 1] in "\"'" else key.start


def _lines(text: str, span: Span) -> Span:
    """The whole lines of a span, with the line end of the last."""
    start = max(text.rfind("\n", 0, span.start), text.rfind("\r", 0, span.start)) + 1
    rest = _REST.match(text, span.end)
    return Span(start, rest.end() if rest else span.end)
