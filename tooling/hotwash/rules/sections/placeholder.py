"""The rule `placeholder`."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from hotwash.document import Postmortem, Problem, Span
from hotwash.document.patterns import pattern
from hotwash.document.sections import within
from hotwash.rules.base import ERROR, Context, rule

_WORDS = ("TODO", "TBD", "TBC", "FIXME", "XXX")
_MARK = pattern(rf"(?<![\w-])(?:{'|'.join(_WORDS)})(?![\w-])")
# "the TODO in the code", "a TODO comment": the word itself is spoken of.
_SPOKEN_OF = pattern(r"\b(?i:an?|the|this|that|these|those|of|old|every|each|some|stale|code|its|their)\s+\Z")
_SPOKEN_BY = pattern(r"\s*(?:s\b|lists?\b|comments?\b|markers?\b|notes?\b|apps?\b|items?\b|entr(?:y|ies)\b)")
_LOREM = pattern(r"(?i)\blorem\s+ipsum\b")
# A whole passage that only holds the place of one. "n/a" and "none" are answers, which other rules judge.
_ALL = pattern(
    r"(?i)[(\[]?\s*(?:to\s?do|tb[dc]|to be (?:done|determined|decided|defined|written|filled in)|fixme|xxx+"
    r"|\?{1,3}|\.{3}|…)\s*[)\]]?[.:!…]?"
)
_ALL_BEGINS = ("to", "tb", "fixme", "xxx", "?", "...", "…")
_ALL_WORDS = frozenset(("todo", "do", "tbd", "tbc", "fixme"))
_ALL_PARTS = ("to be ", "xxx", "?", "...", "…")
"""One of these words or parts is in each document that has such a passage."""
_LONGEST_ALL = 24
_VERBS = frozenset(
    ("describe", "explain", "summarise", "summarize", "outline", "insert", "fill", "enter", "provide", "replace")
)
_ASKS = (
    r"(?:(?:briefly|please)\s+)*(?:describe|explain|summari[sz]e|outline|insert|fill\s+in|enter|provide|replace)"
    r"\s+(?:(?:here|briefly|in\s+\w+\s+\w+|with|by)\s+)?"
    r"(?:the|what|how|why|when|who|which|this|your|an?|any|all|here|text|one|two)\b"
)
_GUIDANCE = pattern(rf"(?i)[\s(\[<{{]*{_ASKS}")
_SUBJECTS = (
    "service",
    "team",
    "incident",
    "owner",
    "author",
    "person",
    "user",
    "your",
    "full",
    "first",
    "last",
    "ticket",
)
_THINGS = (
    "name", "date", "title", "description", "text", "summary", "time", "link", "url", "owner", "author", "team", "person",
    "handle", "service", "number", "reason", "placeholder",
)  # fmt: skip
_CUE = pattern(
    rf"(?is)\s*(?:{_ASKS}.*|(?:your|insert|enter|add|replace|fill)\b.+"
    rf"|(?:(?:the|an?|short|{'|'.join(_SUBJECTS)})[ _-])*(?:{'|'.join(_THINGS)})s?(?:\s+here)?"
    r"|yyyy-mm-dd(?:[t ]hh:mm\w*)?|hh:mm)\s*"
)
_CUE_WORDS = (*_VERBS, *_THINGS, "your", "add", "yyyy", "hh:mm")
_BRACKETS = pattern(r"(?<!\[)\[([^\[\]]{2,120})\](?!\])|\{\{([^{}]{1,80})\}\}")
_ANGLES = pattern(r"<([A-Za-z][^<>]{1,120})>")
_SENTENCES = ("title", "deferred")
_FIELDS = (*_SENTENCES, "services", "signals", "authors", "tags", "source")
_HTML = frozenset(("summary", "time", "link", "title", "text", "data"))
"""Names of elements that a placeholder might have, too."""


@rule("placeholder", since="0.1", level=ERROR)
def placeholder(postmortem: Postmortem, context: Context) -> Iterator[Problem]:
    """A placeholder left in the text: guidance of a template, TODO, TBD or lorem ipsum.

    ## Why

    Somebody meant to come back and did not. A reader cannot tell what is unknown from what was forgotten; "not
    known, @owner by DATE" can be told.

    ## Examples

    ```markdown title="bad"
    For 46 minutes 31% of checkouts failed. TODO: add the figures.
    ```

    ```markdown title="bad"
    <describe in two sentences what happened>
    ```

    ```markdown title="bad"
    For 46 minutes 31% of checkouts failed because [insert cause here].
    ```

    ```yaml title="bad"
    title: TODO
    ```

    ```yaml title="bad"
    authors: [TBD]
    ```

    A task that is spoken of, and code, are no placeholders:

    ```markdown title="good"
    For 46 minutes 31% of checkouts failed, also in the todo list service. The old TODO in the gateway's source,
    `# TODO: rotate`, had been forgotten; there was much to do.
    ```

    In a typed cell it is that cell's finding: an owner "TBD" is an ambiguous owner.
    """
    for span, message in _in_fields(postmortem):
        yield Problem(span, message, help="write what is meant, or leave the field empty until it is known")
    typed: list[Span] | None = None
    last = -1
    for span, message in sorted(set(_found(postmortem))):
        if span.start < last:
            continue
        if typed is None:
            typed = _typed(postmortem)
        if not _holds(typed, span.start):
            last = span.end
            yield Problem(span, message, help="write what is meant, or what is not known and who finds out by when")


def _in_fields(postmortem: Postmortem) -> Iterator[tuple[Span, str]]:
    """Placeholders in fields that take any text; in one that has a type (a time, a choice) they are invalid."""
    for name in _FIELDS:
        for text, span in postmortem.frontmatter.texts(name):
            if len(text) <= _LONGEST_ALL and _is_all(text):
                yield span, f"“{text}” only holds the place of {name}"
            elif name in _SENTENCES and (found := _in_sentence(text)):
                start, end, message = found
                yield Span(span.start + start, span.start + end), message


def _in_sentence(text: str) -> tuple[int, int, str] | None:
    """The first placeholder among the words of a field, and what to say of it."""
    if any(word in text for word in _WORDS):
        for match in _MARK.finditer(text):
            if not _SPOKEN_OF.search(text, 0, match.start()) and not _SPOKEN_BY.match(text, match.end()):
                return (*match.span(), f"{match.group()} was left in the text")
    for form in (_BRACKETS, _ANGLES) if "[" in text or "<" in text or "{{" in text else ():
        for match in form.finditer(text):
            if _asks(match[1] or match[form.groups]):
                return (*match.span(), f"{match.group()} holds the place of a text")
    return None


def _found(postmortem: Postmortem) -> Iterator[tuple[Span, str]]:
    """Where placeholders may stand, in no order; the raw text is asked first, for most documents hold none."""
    raw, lower, vocabulary = postmortem.text, postmortem.prose.raw, postmortem.prose.vocabulary
    if any(word in raw for word in _WORDS):
        text = postmortem.prose.text
        for match in _MARK.finditer(text):
            start, end = match.span()
            if not _SPOKEN_OF.search(text, max(0, start - 12), start) and not _SPOKEN_BY.match(text, end):
                yield Span(start, end), f"{match.group()} was left in the text"
    if "lorem" in vocabulary:
        for match in _LOREM.finditer(postmortem.prose.text):
            yield Span(*match.span()), "lorem ipsum was left in the text"
    if not vocabulary.isdisjoint(_ALL_WORDS) or any(part in lower for part in _ALL_PARTS):
        for block in postmortem.markup.blocks:
            start, end = block.span
            if 0 < end - start <= _LONGEST_ALL and _is_all(raw[start:end]):
                yield block.span, f"“{raw[start:end]}” holds the place of a text"
    if not vocabulary.isdisjoint(_VERBS):
        yield from _guidance(postmortem)
    yield from _in_brackets(postmortem)


def _is_all(words: str) -> bool:
    """Whether a passage holds the place of one and nothing else."""
    return words.lower().lstrip("([ ").startswith(_ALL_BEGINS) and bool(_ALL.fullmatch(words))


def _guidance(postmortem: Postmortem) -> Iterator[tuple[Span, str]]:
    """Paragraphs that ask for what should stand in their place."""
    text = postmortem.prose.text
    actions = postmortem.section("actions")
    for block in postmortem.markup.blocks:
        # What asks for something among the action items is an action.
        asked = actions and actions.content.start <= block.span.start < actions.content.end
        if block.kind == "paragraph" and not block.quoted and not asked and _GUIDANCE.match(text, *block.span):
            yield block.span, "the template's guidance was left in the text"


def _in_brackets(postmortem: Postmortem) -> Iterator[tuple[Span, str]]:
    """`[insert cause here]`, `{{ title }}` and `<your text>`."""
    raw, start = postmortem.text, postmortem.markup.start
    if raw.find("[", start) >= 0 or raw.find("{{", start) >= 0:
        for match in _BRACKETS.finditer(raw, start):
            # In prose, where a link's brackets are blank.
            if _asks(match[1] or match[2]) and postmortem.prose.text[match.start()] == raw[match.start()]:
                yield Span(*match.span()), f"{match.group()} holds the place of a text"
    if raw.find("<", start) < 0:
        return
    tags: list[Span] | None = None
    for match in _ANGLES.finditer(raw, start):
        if match[1].lower() in _HTML or not _asks(match[1]):
            continue
        if tags is None:
            tags = _tags(postmortem)
        if postmortem.prose.text[match.start()] == "<" or _holds(tags, match.start()):
            yield Span(*match.span()), f"{match.group()} holds the place of a text"


def _asks(words: str) -> bool:
    """Whether the words in brackets ask for others."""
    lower = words.lower()
    return any(cue in lower for cue in _CUE_WORDS) and bool(_CUE.fullmatch(words))


def _tags(postmortem: Postmortem) -> list[Span]:
    """Raw HTML, without comments, in order: what looks like a tag to Markdown."""
    markup = postmortem.markup
    spans = []
    for event, where in markup.events:
        if isinstance(event, dict) and ("InlineHtml" in event or "Html" in event):
            span = markup.place(where)
            if not _holds([comment.span for comment in within(markup.comments, span)], span.start):
                spans.append(span)
    return spans


def _holds(spans: Sequence[Span], offset: int) -> bool:
    """Whether one of the spans, which stand in order and do not overlap, holds `offset`."""
    at = bisect_right(spans, offset, key=lambda span: span.start) - 1
    return at >= 0 and offset < spans[at].end


def _typed(postmortem: Postmortem) -> list[Span]:
    """The cells and parts that have a type, where another rule speaks of what is missing."""
    spans = [Span(entry.span.start, entry.text.span.start) for entry in postmortem.timeline if entry.row]
    spans += postmortem.prose.typed
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start < merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged
