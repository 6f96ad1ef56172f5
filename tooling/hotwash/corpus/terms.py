"""The words of a text that say what it is about, in a form in which they compare."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path

from hotwash.document.patterns import pattern

_NOT_SAID = pattern(r"<!--.*?-->|```.*?```|https?://\S+|\]\([^)\s]*\)", re.DOTALL)
"""Comments, logs and the targets of links are no words of the author's."""
_JOINT = pattern(r"(?<=[a-z])(?=[A-Z])")
"""`PodReflector` is two words."""
_WORD = pattern(r"[^\W\d_][^\W_]*")
_TOKEN = pattern(r"[^\W_]+(?:[-_][^\W_]+)*")
_DENSE = pattern(r"[\u2e80-\u9fff\uf900-\ufaff]+")
"""Scripts that set no space between words: their signs count by pairs."""
_SENTENCE = pattern(r"(?<=[.!?;])\s+|\n\s*\n|\n\s*(?:[-*+]|\d+[.)]|#+)\s")
_ENDINGS = (
    "ization isation ations ation ities ments ingly ment ings ions ing ion ity ies ied ers edly er ed es ly s e".split()
)
_COMMON = frozenset(
    "a about after again all also an and another any are as at be because been before being both but by can could did do"
    " does during each every few first for from had has have having he her here him his how i if in into is it its just"
    " last later like made make many may me might more most much must my need never no none not of off on once one only or"
    " other our out over own same shall she should since so some such than that the their them then there these they this"
    " those through to too two under until up used using very was we were what when where which while who whom why will"
    " with within without would year years yet you your".split()
)


@cache
def stem(word: str) -> str:
    """A word in lower case without its ending, empty for one that says nothing: `renewed` and `renewal` are one."""
    if len(word) < 2 or word in _COMMON:
        return ""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            break
    return word[:-1] if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "aeioulsz" else word


def terms(text: str) -> list[str]:
    """The telling words of a text, in order, each without its ending."""
    text = plain(text)
    found = [term for word in _WORD.findall(text.lower()) if (term := stem(word))]
    if not text.isascii():
        found += [run[at : at + 2] for run in _DENSE.findall(text) for at in range(len(run) - 1)]
    return found


def tokens(text: str) -> set[str]:
    """All words of a plain text in lower case; what a hyphen or underscore joins is one."""
    return set(_TOKEN.findall(text.lower()))


@lru_cache(maxsize=64)
def plain(text: str) -> str:
    """A text without comments, logs and the targets of its links."""
    if "`" in text or "(" in text or "/" in text or "<" in text:
        text = _NOT_SAID.sub(" ", text)
    return _JOINT.sub(" ", text)


def sentences(text: str) -> list[str]:
    """The sentences and list items of a text, roughly: what stands together in one belongs together."""
    return [part for part in _SENTENCE.split(text) if part.strip()]


@cache
def background() -> tuple[int, dict[str, int]]:
    """A number of post-mortems, and in how many of them each term stands: which words are common to all incidents."""
    lines = Path(__file__).with_name("background.txt").read_text("utf-8").splitlines()
    number, counts = 1, dict[str, int]()
    for line in lines:
        if line.startswith("#"):
            continue
        count, _, words = line.partition(" ")
        if words == "documents":
            number = int(count)
        else:
            counts.update(dict.fromkeys(words.split(), int(count)))
    return number, counts


def written(text: str) -> dict[str, str]:
    """The telling words of a text by their terms, each as it is first written, in lower case."""
    found: dict[str, str] = {}
    for word in _WORD.findall(plain(text).lower()):
        found.setdefault(stem(word), word)
    return found
