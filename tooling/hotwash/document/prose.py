"""The prose of a document: passages, sentences and words for everything that judges language.

What is not prose (code, comments, link targets, addresses, raw HTML, frontmatter) is blank, and all texts
have the document's own length, so that an offset means the same everywhere. Nothing is built before
somebody asks, for most documents hold none of the words that the linguistic rules look for.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple
from weakref import proxy

from hotwash.document.markup import blanked
from hotwash.document.patterns import pattern
from hotwash.document.source import Span

if TYPE_CHECKING:
    from hotwash.document.model import Postmortem

_LETTERS = pattern(r"[^\W\d_]+")
# ASCII's marks to blanks, but `@`, which makes a handle of a name. On bytes, for that costs a tenth of what it costs on text with a single dash in it; the bytes
# of other letters are above ASCII and stay.
_MARKS_TO_BLANKS = bytes(byte if byte > 127 or chr(byte).isalnum() or byte == ord("@") else 32 for byte in range(256))
_OTHER_MARKS = "—–“”„«»…"
# A word keeps its apostrophes, hyphens and inner full stops (didn't, on-call, e.g, 3.7, pod.yaml, a@b.org).
# All else that is not blank is a token of its own.
_TOKEN = pattern(r"@\w+(?:[.-]\w+)*(?:/\w+(?:[.-]\w+)*)*|\d+(?:,\d{3})+(?:\.\d+)?|\w+(?:['’.@-]\w+)*|\.{2,}|[^\w\s]")
# Quoted speech: straight marks open after a blank or a bracket and close before none of a word's letters.
_QUOTED = pattern(r"“[^“”]*”|„[^„“”]*[“”]|«[^«»]*»|»[^«»]*«|(?<![\w\"])\"(?=[^\s\"])[^\"]*\"(?!\w)")
# What is longer is no sentence, and is looked at in parts: a rule may cost the square of a sentence's length.
_LONGEST = 1000
# How far a word may stand from one that it is bound to, in characters.
_NEARBY = 30
_QUOTES = ('"', "“", "„", "«", "»")
_NOT_BLANK = pattern(r"\S")
_SENTENCE_END = pattern(r"(?:[.!?…]+[\"'”’»)\]*_]*(?=\s))|\n[ \t]*\n")
_ABBREVIATIONS = frozenset((
    "e.g", "eg", "i.e", "ie", "etc", "vs", "v", "approx", "appr", "ca", "cf", "mr", "mrs", "ms", "dr", "prof", "st", "no", "nr",
    "fig", "resp", "incl", "excl", "max", "min", "sec", "hrs", "hr", "mins", "dept", "est", "al", "jan", "feb", "mar", "apr",
    "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "inc", "ltd", "corp", "co", "a.m", "p.m", "am", "pm", "u.s",
))  # fmt: skip
# Those that also end a sentence, where a capital letter follows.
_MAY_END = frozenset((
    "etc", "inc", "ltd", "corp", "co", "a.m", "p.m", "am", "pm", "u.s", "al", "hrs", "hr", "mins", "sec", "max", "min", "no",
))  # fmt: skip


class Cues:
    """The words that a linguistic rule looks for before it looks at anything else.

    A frequent word may be bound to others, one of which must stand close by, on either side: `failed` to `to`;
    a phrase is looked for as it is, its words one blank apart. All in lower case, and words are runs of letters:
    `didn`, not `didn't`.
    """

    __slots__ = ("near", "phrases", "words")

    def __init__(
        self, words: Iterable[str] = (), near: Mapping[str, Iterable[str]] | None = None, phrases: Iterable[str] = ()
    ) -> None:
        self.near = {word: frozenset(others) for word, others in (near or {}).items()}
        self.words = frozenset(words) | self.near.keys()
        self.phrases = frozenset(phrases)

    def __or__(self, other: Cues) -> Cues:
        free = {word for each in (self, other) for word in each.words if word not in each.near}
        near = {
            word: self.near.get(word, frozenset()) | other.near.get(word, frozenset())
            for word in (self.near.keys() | other.near.keys()) - free
        }
        return Cues(self.words | other.words, near, self.phrases | other.phrases)


class Passage(NamedTuple):
    """A leaf of the document that holds prose: its place, the key of its section, and what it is."""

    span: Span
    section: str | None
    kind: str
    """`heading`, `paragraph`, `item` or `cell`."""


class Token(NamedTuple):
    """A word, number, handle or punctuation mark."""

    text: str
    lower: str
    """In lower case, with a straight apostrophe."""
    span: Span

    @property
    def word(self) -> bool:
        """Whether it is more than punctuation."""
        return self.text[-1].isalnum() or self.text[-1] == "_"


class Sentence:
    """One sentence of a passage, with its tokens when somebody asks for them."""

    __slots__ = ("_tokens", "passage", "prose", "span")

    def __init__(self, prose: Prose, passage: Passage, span: Span) -> None:
        self.prose = prose
        self.passage = passage
        self.span = span
        self._tokens: tuple[Token, ...] | None = None

    @property
    def tokens(self) -> tuple[Token, ...]:
        """Words and punctuation in order."""
        if self._tokens is None:
            self._tokens = self.prose.tokens(self.span)
        return self._tokens

    @property
    def text(self) -> str:
        """The narrative in the sentence's span."""
        return self.prose.narrative[self.span.start : self.span.end]


class Prose:
    """The shared view of a document's sentences and words."""

    def __init__(self, postmortem: Postmortem) -> None:
        # Weak, as a sentence's way back is: a document whose parts hold each other is freed late, and a run over
        # thousands of them spends its time on that.
        self._postmortem: Postmortem = proxy(postmortem)
        self._found: dict[int, tuple[Sentence, ...]] = {}

    @cached_property
    def raw(self) -> str:
        """The whole source in lower case, same length, apostrophes straight: what a first look reads."""
        return _lowered(self._postmortem.source.text)

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The words of the whole source in lower case, more than those of the prose, for a first look."""
        text = self.raw.encode("utf-8", "replace").translate(_MARKS_TO_BLANKS).decode()
        for mark in _OTHER_MARKS:
            text = text.replace(mark, " ")
        return frozenset(text.split())

    @cached_property
    def text(self) -> str:
        """The document's text, same length, blank where it is not prose."""
        return self._postmortem.markup.plain

    @cached_property
    def narrative(self) -> str:
        """`text` without what is not the author's telling: quoted speech, and values that have a type (times, ids,
        owners, due dates)."""
        text = self.text
        spans = [span for span in self.typed if span.end > span.start]
        quotes = any(mark in text for mark in _QUOTES)
        for block in self._postmortem.markup.blocks:
            if block.quoted:
                spans.append(block.span)
            elif quotes:
                found = _QUOTED.finditer(text, block.span.start, block.span.end)
                spans += [Span(*match.span()) for match in found]
        return _without(text, spans)

    @cached_property
    def lower(self) -> str:
        """`narrative` in lower case, same length, apostrophes straight."""
        return _lowered(self.narrative)

    @cached_property
    def typed(self) -> tuple[Span, ...]:
        """Where values stand that the format gives a type: they are no telling."""
        spans: list[Span] = []
        postmortem = self._postmortem
        for item in postmortem.actions:
            values = (item.id, item.type, item.owner, item.due, item.status, item.tracker, *item.addresses)
            spans += [value.span for value in values if value]
            spans += [span for column, span in item.cells.items() if column != "action"]
        for entry in postmortem.timeline:
            spans += [value.span for value in (entry.time, entry.kind) if value]
        for factor in postmortem.factors:
            spans += [value.span for value in (factor.id, *factor.themes) if value]
            if factor.acceptance:
                accepted = factor.acceptance
                spans += [value.span for value in (accepted.owner, accepted.until) if value]
        return tuple(spans)

    @cached_property
    def _passages(self) -> tuple[Passage, ...]:
        sections = self._postmortem.sections
        starts = [section.heading.start for section in sections]
        found = []
        for block in self._postmortem.markup.blocks:
            at = bisect_right(starts, block.span.start) - 1
            found.append(Passage(block.span, sections[at].key if at >= 0 else None, block.kind))
        return tuple(found)

    @cached_property
    def _starts(self) -> list[int]:
        return [passage.span.start for passage in self._passages]

    def passages(self, section_key: str | None = None) -> tuple[Passage, ...]:
        """All passages in order, or those of the sections with that key."""
        if section_key is None:
            return self._passages
        return tuple(passage for passage in self._passages if passage.section == section_key)

    def passage_at(self, offset: int) -> Passage | None:
        """The passage that holds `offset`."""
        at = bisect_right(self._starts, offset) - 1
        if at < 0 or self._passages[at].span.end <= offset:
            return None
        return self._passages[at]

    def sentences(self, span: Span) -> tuple[Span, ...]:
        """The spans of the sentences in a span of one passage, without the blanks around them."""
        text = self.narrative
        found = []
        start = span.start
        for match in _SENTENCE_END.finditer(text, span.start, span.end):
            if _ends(text, match, start, span.end):
                found.append(_trim(text, start, match.end()))
                start = match.end()
        found.append(_trim(text, start, span.end))
        return tuple(part for each in found for part in _parts(text, each))

    def tokens(self, span: Span) -> tuple[Token, ...]:
        """The words and punctuation marks of the narrative in a span."""
        text, lower = self.narrative, self.lower
        return tuple(
            Token(match.group(), lower[match.start() : match.end()], Span(*match.span()))
            for match in _TOKEN.finditer(text, span.start, span.end)
        )

    def words(self, span: Span) -> tuple[Token, ...]:
        """The words, numbers and handles of a span, without punctuation."""
        return tuple(token for token in self.tokens(span) if token.word)

    def of(self, passage: Passage) -> tuple[Sentence, ...]:
        """The sentences of a passage; the same objects on every call, so that their tokens are made once."""
        known = self._found.get(passage.span.start)
        if known is None:
            known = tuple(Sentence(proxy(self), passage, span) for span in self.sentences(passage.span))
            self._found[passage.span.start] = known
        return known

    def sentence_at(self, offset: int) -> Sentence | None:
        """The sentence that holds `offset`."""
        passage = self.passage_at(offset)
        if passage is None:
            return None
        sentences = self.of(passage)
        at = bisect_right(sentences, offset, key=lambda sentence: sentence.span.start) - 1
        return sentences[at] if at >= 0 and offset < sentences[at].span.end else None

    def with_any(self, cues: Cues, section_key: str | None = None) -> Iterator[Sentence]:
        """The sentences that hold one of the cues, in order, each once; of the sections with that key, if one is given.

        Costs one set operation for a document that holds none, and no look at its blocks.
        """
        present = self.vocabulary & cues.words
        if cues.phrases:
            present = present.union([phrase for phrase in cues.phrases if phrase in self.raw])
        if not present:
            return
        within = None
        if section_key is not None:
            within = [section.span for section in self._postmortem.sections if section.key == section_key]
        last: Sentence | None = None
        for offset, word in sorted(self._offsets(present, cues.near, within)):
            if last is not None and offset < last.span.end:
                continue
            if not self.lower.startswith(word, offset):  # in code, a comment or a quotation
                continue
            sentence = self.sentence_at(offset)
            if sentence is not None and section_key in (None, sentence.passage.section):
                last = sentence
                yield sentence

    def _offsets(
        self, words: Iterable[str], near: Mapping[str, frozenset[str]], within: Sequence[Span] | None
    ) -> Iterator[tuple[int, str]]:
        """Where the words stand in the source as whole words, with a word nearby that they are bound to."""
        raw = self.raw
        for start, stop in within if within is not None else [Span(0, len(raw))]:
            for word in words:
                bound = near.get(word)
                at = raw.find(word, start, stop)
                while at >= 0:
                    end = at + len(word)
                    if not (at and raw[at - 1].isalpha()) and not raw[end : end + 1].isalpha():
                        around = raw[max(at - _NEARBY, 0) : end + _NEARBY] if bound else ""
                        if not bound or not bound.isdisjoint(_LETTERS.findall(around)):
                            yield at, word
                    at = raw.find(word, end, stop)


def _lowered(text: str) -> str:
    """In lower case, same length, with straight apostrophes."""
    lower = text.lower()
    if len(lower) != len(text):  # a letter such as İ becomes two
        lower = "".join(each.lower() if len(each.lower()) == 1 else each for each in text)
    return lower.replace("’", "'")


def _without(text: str, spans: list[Span]) -> str:
    """The text with the spans blank; they may overlap."""
    pieces = []
    at = 0
    for start, end in sorted(spans):
        if end <= at:
            continue
        start = max(start, at)
        pieces.append(text[at:start])
        pieces.append(blanked(text[start:end]))
        at = end
    return "".join([*pieces, text[at:]])


def _ends(text: str, match: re.Match[str], start: int, end: int) -> bool:
    """Whether a mark of a sentence's end is one: not that of an abbreviation, an initial or a pause."""
    mark = match.group()
    if mark[0] == "\n" or mark[0] in "!?":
        return True
    first = _NOT_BLANK.search(text, match.end(), end)
    if first is None:
        return False
    following = first.group()
    # A sentence begins with a capital letter, a figure or a mark; `word. word` is a list item's shorthand or an
    # abbreviation that no list holds.
    if following.islower():
        return (
            mark == "." and not _abbreviated(text, match.start(), start) and "\n" in text[match.end() : match.end() + 2]
        )
    if mark.startswith(("..", "…")):
        return following.isupper()
    return not _abbreviated(text, match.start(), start, following)


def _abbreviated(text: str, at: int, start: int, following: str = "") -> bool:
    word = re.split(r"[\s(\[,;:/]", text[max(start, at - 12) : at])[-1].lower()
    if len(word) == 1 and word.isalpha():
        return word != "i"
    return word in _ABBREVIATIONS and not (word in _MAY_END and following.isupper())


def _parts(text: str, span: Span) -> Iterator[Span]:
    """The span if there is something in it, cut at blanks where it is longer than a sentence can be."""
    start = span.start
    while span.end - start > _LONGEST:
        cut = text.rfind(" ", start + 1, start + _LONGEST)
        cut = cut if cut > start else start + _LONGEST
        part = _trim(text, start, cut)
        if part.start < part.end:
            yield part
        start = cut
    last = _trim(text, start, span.end)
    if last.start < last.end:
        yield last


def _trim(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    lead = len(piece) - len(piece.lstrip())
    return Span(start + lead, start + max(len(piece.rstrip()), lead))
