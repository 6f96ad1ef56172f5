"""What nobody outside may read, and how it is found in a text however it is written."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from hotwash.publishing.mapped import Mapped, fold, folded

WORD, PERSON, HOST, ID, TITLE, TRACKER, ADDRESS, EMAIL = (
    "an internal word", "a person or team", "an internal host", "the id of a document that is not published",
    "the title of a document that is not published", "a tracker item", "a private address", "a mail address",
)  # fmt: skip

_TOKEN = re.compile(r"[^\W_]+")
_APART = 4
"""So many characters may stand between the words of a phrase: `[.]`, `%20`, a line end and its indent are fewer or one run."""
_GAP = re.compile(r"[\W_]*\Z")
_NAME = re.compile(r"(?<![\w.-])(?:[\w-]{1,63}\.)+[a-z][\w-]{1,62}(?![\w-])")
_SINGLE = re.compile(
    r"\b(?:https?|ftps?|ssh|git|wss?|ldaps?|rdp|smb|postgres(?:ql)?|mysql|redis|amqps?|mongodb)://(?:[^\s/@\"'<>]*@)?([a-z0-9_-]+)(?=[:/?#\s\"'<>)\]]|\Z)"
)
_IPV4 = re.compile(r"(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w]|\.\d)")
_IPV6 = re.compile(r"(?<![\w:.])(?:f[cd][0-9a-f]{2}|fe[89ab][0-9a-f])(?::[0-9a-f]{0,4}){2,7}(?![\w:])")
_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-z][\w-]+")
_HANDLE = re.compile(
    r"(?<![\w@./:\\])@(?!media\b|import\b|charset\b|font-face\b|keyframes\b|supports\b|page\b|context\b|type\b|id\b)[a-z0-9][\w.-]*(?:/[\w.-]+)*"
)
_SUFFIXES = (
    "internal", "intranet", "local", "localdomain", "lan", "corp", "private", "home.arpa", "cluster.local", "svc",
)  # fmt: skip
"""Domains that no name outside has."""
_NETWORKS = tuple(
    ipaddress.ip_network(each)
    for each in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "169.254.0.0/16")
)
_COMMON = frozenset(
    "will mark may june april august rose grace hope joy art bill bob rob sue pat drew chase grant max miles page ray rich"
    " nick jack dean chip dale frank gene guy lance pierce victor amber crystal dawn faith ivy melody penny ruby summer web"
    " ops dev sre qa it hr db api app data infra platform security network mobile backend frontend core support product search"
    " hotwash material home admin root test main master user team staff all on call oncall an a the of in to case min day sky star stone".split()
)
"""Handles and names that are words as well: alone they name somebody behind an `@` only, or a person with a capital."""


_GIVEN = frozenset(
    "will mark rose grace hope joy bill bob rob sue pat drew chase grant max miles ray rich nick jack dean chip dale frank"
    " gene guy lance pierce victor faith ivy melody penny".split()
)
"""Those among them that name a person where they stand with a capital in the middle of a sentence."""
_MIDDLE = re.compile(r"[^\W_][ ,]\s*\Z")
"""What stands before a word in the middle of a sentence."""


class Needle(NamedTuple):
    """Something that must not be outside."""

    kind: str
    value: str
    """As it is written where it comes from."""


class Hit(NamedTuple):
    """A place in a text at which something internal stands."""

    start: int
    end: int
    kind: str
    value: str
    """What it is: the needle as it is written at home, or what stands there."""


class Internal:
    """Finds what is internal."""

    def __init__(self, needles: Iterable[Needle], allowed: Iterable[str] = (), handles: bool = True) -> None:
        """`allowed` is fine nevertheless, as written. `handles`: whether an `@name` that nobody knows is one too."""
        self._allowed = frozenset(folded(each).strip() for each in allowed)
        self._handles = handles
        self._phrases: dict[str, list[tuple[int, tuple[str, ...], Needle]]] = {}
        """By their longest word, which is the rarest: its index, all words, and what they are."""
        self._parts: list[tuple[str, Needle]] = []
        self._domains: set[str] = set()
        for needle in dict.fromkeys(needles):
            self._add(needle)
        for known in self._phrases.values():
            known.sort(key=lambda each: (-len(each[1]), each[2]))

    def _add(self, needle: Needle) -> None:
        text = folded(needle.value)
        tokens = tuple(_TOKEN.findall(text))
        if not tokens or text.strip() in self._allowed:
            return
        if needle.kind == HOST:
            self._domains.add(text.strip("."))
        at = max(range(len(tokens)), key=lambda index: (len(tokens[index]), -index))
        self._phrases.setdefault(tokens[at], []).append((at, tokens, needle))
        if needle.kind == WORD and len(tokens) == 1 and len(tokens[0]) > 4:
            self._parts.append((tokens[0], needle))
        elif needle.kind == WORD and len(tokens) > 1:
            self._parts.append(("".join(tokens), needle))

    def find(self, text: str) -> list[Hit]:
        """All places in a text, in order; of those that overlap the first and longest."""
        source = fold(Mapped(text))
        hits = sorted(self._in(source.text, text, source), key=lambda hit: (hit.start, -hit.end))
        found: list[Hit] = []
        for hit in hits:
            begin, end = source.origin(hit.start), source.origin(hit.end - 1) + 1
            end = _to_end(text, end)
            if found and begin < found[-1].end:
                if end > found[-1].end:
                    found[-1] = found[-1]._replace(end=end)
                continue
            if folded(text[begin:end]).strip() not in self._allowed:
                found.append(Hit(begin, end, hit.kind, hit.value))
        return found

    def _in(self, text: str, original: str, source: Mapped) -> Iterator[Hit]:
        """Places in a folded text."""
        yield from self._phrases_in(text, original, source)
        for part, needle in self._parts:
            at = text.find(part)
            while at >= 0:
                yield Hit(at, at + len(part), needle.kind, needle.value)
                at = text.find(part, at + 1)
        if "." in text:
            for match in _NAME.finditer(text):
                if self._is_inside(match[0]):
                    yield Hit(*match.span(), HOST, match[0])
            for match in _IPV4.finditer(text):
                if _is_private(match[0]):
                    yield Hit(*match.span(), ADDRESS, match[0])
        if "://" in text:
            for match in _SINGLE.finditer(text):
                if match[1] not in ("localhost",) and not match[1].isdigit():
                    yield Hit(*match.span(1), HOST, match[1])
        if ":" in text:
            for match in _IPV6.finditer(text):
                yield Hit(*match.span(), ADDRESS, match[0])
        if "@" in text:
            for match in _MAIL.finditer(text):
                yield Hit(*match.span(), EMAIL, match[0])
            if self._handles:
                for match in _HANDLE.finditer(text):
                    yield Hit(match.start(), match.end() - (match[0][-1] in ".-"), PERSON, match[0].rstrip(".-"))

    def _is_inside(self, name: str) -> bool:
        """Whether a host belongs to an internal domain."""
        labels = name.split(".")
        rests = (".".join(labels[at:]) for at in range(len(labels)))
        return any(rest in self._domains or (at and rest in _SUFFIXES) for at, rest in enumerate(rests))

    def _phrases_in(self, text: str, original: str, source: Mapped) -> Iterator[Hit]:
        phrases = self._phrases
        words = _TOKEN.findall(text)
        if phrases.keys().isdisjoint(words):
            return
        tokens = list(_TOKEN.finditer(text))
        for place, word in enumerate(words):
            for at, wanted, needle in phrases.get(word, ()):
                first, last = place - at, place - at + len(wanted)
                if first < 0 or tuple(words[first:last]) != wanted:
                    continue
                begin, end = tokens[first].start(), tokens[last - 1].end()
                if not self._close(text, tokens[first:last], needle.kind):
                    continue
                if self._is(needle, text, begin, end, original, source):
                    yield Hit(begin - (needle.kind == PERSON and text[begin - 1 : begin] == "@"), end, *needle)
                    break

    @staticmethod
    def _close(text: str, tokens: list[re.Match[str]], kind: str) -> bool:
        """Whether the words of a phrase stand together."""
        for one, other in pairwise(tokens):
            gap = text[one.end() : other.start()]
            if len(gap) > _APART and gap.strip():
                return False
            if kind == PERSON and not (gap in (" ", ".", "-", "_", "/", "") or gap.isspace()):
                return False
        return True

    @staticmethod
    def _is(needle: Needle, text: str, begin: int, end: int, original: str, source: Mapped) -> bool:
        """Whether words that are those of a needle are meant as it."""
        if needle.kind == PERSON and text[begin:end] in _COMMON and text[begin - 1 : begin] != "@":
            at = source.origin(begin)
            if not original[at : at + 1].isupper():
                return False
            return needle.value[:1].isupper() or (
                text[begin:end] in _GIVEN and _MIDDLE.search(original, max(at - 8, 0), at) is not None
            )
        if needle.kind == ID:
            after = text[end : end + 2]
            return not (after[:1] == "-" and after[1:].isalnum())
        return True


def _to_end(text: str, end: int) -> int:
    """Behind the accents and invisible characters that belong to the last one."""
    from unicodedata import category

    while end < len(text) and text[end] > "\x7f" and category(text[end]) in ("Mn", "Me", "Cf"):
        end += 1
    return end


def _is_private(text: str) -> bool:
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return False
    return any(address in network for network in _NETWORKS if network.version == address.version)
