"""The prose of a document: passages, sentences and words for everything that judges language.

What is not prose (code, comments, link targets, addresses, raw HTML, frontmatter) is blank, and all texts
have the document's own length, so that an offset means the same everywhere. Nothing is built before
somebody asks, for most documents hold none of the words that the linguistic rules look for.
"""

from __future__ import annotations

import sys
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar, NamedTuple
from weakref import proxy

from hotwash.document.markup import blanked
from hotwash.document.patterns import pattern
from hotwash.document.sentences import sentences
from hotwash.document.source import Span

if TYPE_CHECKING:
    from hotwash.document.model import Postmortem, Section

_LETTERS = pattern(r"[^\W\d_]+")
# ASCII's marks to blanks, but `@`, which makes a handle of a name. On bytes, for that costs a tenth of what it costs on text with a single dash in it; the bytes
# of other letters are above ASCII and stay.
_MARKS_TO_BLANKS = bytes(byte if byte > 127 or chr(byte).isalnum() or byte == ord("@") else 32 for byte in range(256))
_OTHER_MARKS = frozenset(mark.encode()[2] for mark in "—–“”„…")
"""The last bytes of those that begin with `_PUNCTUATION`, as letters do not."""
_PUNCTUATION = "—".encode()[:2]
# A word keeps its apostrophes, hyphens and inner full stops (didn't, on-call, e.g, 3.7, pod.yaml, a@b.org).
# All else that is not blank is a token of its own.
_TOKEN = pattern(r"@\w+(?:[.-]\w+)*(?:/\w+(?:[.-]\w+)*)*|\d+(?:,\d{3})+(?:\.\d+)?|\w+(?:['’.@-]\w+)*|\.{2,}|[^\w\s]")
# Quoted speech: straight marks open after a blank or a bracket and close before none of a word's letters.
_QUOTED = pattern(r"“[^“”]*”|„[^„“”]*[“”]|«[^«»]*»|»[^«»]*«|(?<![\w\"])\"(?=[^\s\"])[^\"]*\"(?!\w)")
# How far a word may stand from one that it is bound to, in characters.
_NEARBY = 30
_FEW = 6
"""So many words are looked for sooner than a short text is cut into its own."""
_QUOTES = ('"', "“", "„", "«", "»")


class Cues:
    """The words that a linguistic rule looks for before it looks at anything else.

    A frequent word may be bound to others, one of which must stand close by, on either side: `failed` to `to`;
    a phrase is looked for as it is, its words one blank apart. All in lower case, and words are runs of letters:
    `didn`, not `didn't`. A compound (`half-baked`) is looked for as a phrase.
    """

    __slots__ = ("near", "phrases", "words")
    every: ClassVar[set[str]] = set()
    """All words that any rule looks for, so that a document's are compared with them once."""

    def __init__(
        self, words: Iterable[str] = (), near: Mapping[str, Iterable[str]] | None = None, phrases: Iterable[str] = ()
    ) -> None:
        self.near = {word: frozenset(others) for word, others in (near or {}).items()}
        free = frozenset(words)
        compounds = {word for word in free if not word.isalpha()}  # `half-baked` is a phrase to the first look
        self.words = (free - compounds) | self.near.keys()
        self.phrases = {phrase: frozenset(_LETTERS.findall(phrase)) for phrase in (*phrases, *sorted(compounds))}
        """Each phrase with its words."""
        self.every.update(self.words)

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


class View(NamedTuple):
    """The narrative of one block, or of the whole document: where it begins, its text, and that in lower case."""

    base: int
    text: str
    lower: str


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
        base, text, _ = self.prose.view(self.span)
        return text[self.span.start - base : self.span.end - base]


class Prose:
    """The shared view of a document's sentences and words."""

    def __init__(self, postmortem: Postmortem) -> None:
        # Weak, as a sentence's way back is: a document whose parts hold each other is freed late, and a run over
        # thousands of them spends its time on that.
        self._postmortem: Postmortem = proxy(postmortem)
        self._found: dict[int, tuple[Sentence, ...]] = {}
        self._views: dict[int, View] = {}
        self._known: tuple[int, frozenset[str]] = (0, frozenset())

    @cached_property
    def raw(self) -> str:
        """The whole source, same length, ASCII's letters in lower case, apostrophes straight: what a first look reads."""
        text = self._postmortem.source.text
        # By bytes, as lower case of a text with a single dash in it costs ten times as much.
        lower = text.encode("utf-8", "surrogatepass").lower().decode("utf-8", "surrogatepass")
        return lower.replace("’", "'")

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The words of the body in lower case, without its blocks of code: more than those of the prose, for a first look."""
        markup, raw = self._postmortem.markup, self.raw
        pieces = []
        at = markup.start
        for start, end in markup.code:
            pieces.append(raw[at:start])
            at = end
        text = "\n".join([*pieces, raw[at:]]).encode("utf-8", "replace").translate(_MARKS_TO_BLANKS)
        if _PUNCTUATION in text:
            first, *others = text.split(_PUNCTUATION)
            blanked = [b" " + each[1:] if each[0] in _OTHER_MARKS else _PUNCTUATION + each for each in others]
            text = first + b"".join(blanked)
        text = text.replace("«".encode(), b" ").replace("»".encode(), b" ")
        return frozenset(text.decode().split())

    @property
    def _cued(self) -> frozenset[str]:
        """Those of the words for which any rule looks. A rule that reads a team's own words may look for more of them later."""
        if self._known[0] != len(Cues.every):
            self._known = len(Cues.every), self.vocabulary & Cues.every
        return self._known[1]

    @cached_property
    def text(self) -> str:
        """The document's text, same length, blank where it is not prose."""
        return self._postmortem.markup.plain

    @cached_property
    def narrative(self) -> str:
        """`text` without what is not the author's telling: quoted speech, and values that have a type (times, ids,
        owners, due dates)."""
        return self._postmortem.markup.filled(self._view(index).text for index in range(len(self._starts)))

    @cached_property
    def lower(self) -> str:
        """`narrative` in lower case, same length, apostrophes straight."""
        return _lowered(self.narrative)

    def view(self, span: Span) -> View:
        """The narrative around a span: of its block alone where it is in one, which is all that most documents need."""
        at = bisect_right(self._starts, span.start) - 1
        if at >= 0 and span.end <= self._postmortem.markup.blocks[at].span.end:
            return self._view(at)
        return View(0, self.narrative, self.lower)

    def _view(self, index: int) -> View:
        """The narrative of a block."""
        known = self._views.get(index)
        if known is None:
            markup = self._postmortem.markup
            block = markup.blocks[index]
            start, end = block.span
            text = blanked(markup.text[start:end]) if block.quoted else markup.prose_of(block)
            spans = []
            if any(mark in text for mark in _QUOTES):
                spans = [Span(*match.span()) for match in _QUOTED.finditer(text)]
            typed = self._typed
            for each in typed[bisect_right(typed, start, key=_span_end) :]:
                if each.start >= end:
                    break
                spans.append(Span(max(each.start, start) - start, min(each.end, end) - start))
            if spans:
                text = _without(text, spans)
            known = self._views[index] = View(start, text, _lowered(text))
        return known

    @cached_property
    def _typed(self) -> list[Span]:
        """`typed` in order, none within another."""
        found: list[Span] = []
        for span in sorted(self.typed):
            if span.end > span.start and not (found and span.end <= found[-1].end):
                found.append(span)
        return found

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

    def _passage(self, index: int) -> Passage:
        block = self._postmortem.markup.blocks[index]
        sections = self._postmortem.sections
        at = bisect_right(sections, block.span.start, key=_heading_start) - 1
        return Passage(block.span, sections[at].key if at >= 0 else None, block.kind)

    @cached_property
    def _starts(self) -> list[int]:
        return [block.span.start for block in self._postmortem.markup.blocks]

    def passages(self, section_key: str | None = None) -> tuple[Passage, ...]:
        """All passages in order, or those of the sections with that key."""
        if section_key is None:
            return tuple(self._passage(index) for index in range(len(self._starts)))
        found: list[Passage] = []
        heads = [section.heading.start for section in self._postmortem.sections] + [sys.maxsize]
        for at, section in enumerate(self._postmortem.sections):
            if section.key == section_key:
                low, high = bisect_left(self._starts, heads[at]), bisect_left(self._starts, heads[at + 1])
                found += [
                    Passage(block.span, section_key, block.kind) for block in self._postmortem.markup.blocks[low:high]
                ]
        return tuple(found)

    def passage_at(self, offset: int) -> Passage | None:
        """The passage that holds `offset`."""
        at = bisect_right(self._starts, offset) - 1
        if at < 0 or self._postmortem.markup.blocks[at].span.end <= offset:
            return None
        return self._passage(at)

    def sentences(self, span: Span) -> tuple[Span, ...]:
        """The spans of the sentences in a span of one passage, without the blanks around them."""
        base, text, _ = self.view(span)
        found = sentences(text, span.start - base, span.end - base)
        return tuple(Span(start + base, end + base) for start, end in found)

    def tokens(self, span: Span) -> tuple[Token, ...]:
        """The words and punctuation marks of the narrative in a span."""
        base, text, lower = self.view(span)
        found = []
        for match in _TOKEN.finditer(text, span.start - base, span.end - base):
            start, end = match.span()
            found.append(Token(match.group(), lower[start:end], Span(start + base, end + base)))
        return tuple(found)

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
        present: frozenset[str] | set[str] = self._cued & cues.words
        near = {word: cues.near[word] & self.vocabulary for word in present & cues.near.keys()}
        if near:
            present -= {word for word, others in near.items() if not others}
        for phrase, needed in cues.phrases.items():
            if needed <= self.vocabulary and phrase in self.raw:
                present |= {phrase}
        if not present:
            return
        within = None
        if section_key is not None:
            within = [section.span for section in self._postmortem.sections if section.key == section_key]
        last: Sentence | None = None
        for offset, word in sorted(self._offsets(present, near, within)):
            if last is not None and offset < last.span.end:
                continue
            base, _, lower = self.view(Span(offset, offset))
            if not lower.startswith(word, offset - base):  # in code, a comment or a quotation
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
                    whole = not (at and raw[at - 1].isalpha()) and not raw[end : end + 1].isalpha()
                    if whole and (not bound or _has_any(raw[max(at - _NEARBY, 0) : end + _NEARBY], bound)):
                        yield at, word
                    at = raw.find(word, end, stop)


def _has_any(text: str, words: frozenset[str]) -> bool:
    """Whether one of the words stands in a short text."""
    if len(words) <= _FEW and not any(word in text for word in words):
        return False
    return not words.isdisjoint(_LETTERS.findall(text))


def _span_end(span: Span) -> int:
    return span.end


def _heading_start(section: Section) -> int:
    return section.heading.start


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
