"""The words by which a text is found, on the site and in the terminal alike.

Small letters without accents; runs of signs that no space divides, as pairs. The script of the site's list
(`explorer.js`) takes words apart in the same way; a change here is a change there.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

_WORD = re.compile(r"[^\W_]+|[\u2600-\u27bf\U0001f300-\U0001faff]")
_DENSE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")
"""Scripts that set no space between words: kana and Chinese characters. They are found by pairs of signs."""
_BETWEEN = {code: " " for code in range(128) if not chr(code).isalnum()}
_CHUNK = re.compile(r"\S+")


class Found(NamedTuple):
    """A word with its place in the text that it was found in."""

    word: str
    start: int
    end: int


def words_of(text: str) -> set[str]:
    """The words of a text."""
    # Most words are ASCII, for which the interpreter has short cuts; the others go a way that is ten times longer.
    if text.isascii():
        return {word for word in set(text.lower().translate(_BETWEEN).split()) if len(word) > 1}
    written = set(text.lower().split())
    plain = [word for word in written if word.isascii()]
    found = set(" ".join(plain).translate(_BETWEEN).split())
    if len(plain) < len(written):
        for word in written.difference(plain):
            found.update(_other_words(word))
    return {word for word in found if _counts(word)}


def in_order(text: str) -> list[str]:
    """The words of a text as often as they stand in it, in their order."""
    if text.isascii():
        return [word for word in text.lower().translate(_BETWEEN).split() if len(word) > 1]
    found: list[str] = []
    for word in text.lower().split():
        found += word.translate(_BETWEEN).split() if word.isascii() else _other_words(word)
    return [word for word in found if _counts(word)]


def asked(text: str) -> list[str]:
    """The words of something to look for: of a run without spaces the pairs, its last sign alone is in the last pair."""
    found: list[str] = []
    for word in in_order(text):
        if found and len(word) == 1 and len(found[-1]) == 2 and found[-1][1] == word and _DENSE.match(word):
            continue
        found.append(word)
    return found


def is_begun(word: str) -> bool:
    """Whether a word that somebody looks for also finds longer ones that begin with it."""
    return len(word) > 2 or not word.isascii()


def placed(text: str) -> Iterator[Found]:
    """The words of a text with their places."""
    for chunk in _CHUNK.finditer(text):
        signs, places = chunk[0].lower(), range(len(chunk[0]))
        origin = chunk.start()
        if chunk[0].isascii():
            letters, at = signs, list(places)
        else:
            letters, at = _letters(chunk[0])
        at.append(len(chunk[0]))
        for match in _WORD.finditer(letters):
            for word, start, end in _apart(match[0], match.start()):
                if _counts(word):
                    yield Found(word, origin + at[start], origin + at[end - 1] + 1)


def _letters(text: str) -> tuple[str, list[int]]:
    """A text in small letters without accents, and for each of these letters its place."""
    letters: list[str] = []
    at: list[int] = []
    for place, sign in enumerate(text):
        for part in unicodedata.normalize("NFKD", sign.lower()):
            if unicodedata.category(part)[0] != "M":
                lower = part.lower()
                letters.append(lower)
                at += [place] * len(lower)
    return "".join(letters), at


def _counts(word: str) -> bool:
    return len(word) > 1 or not word.isascii()


def _other_words(text: str) -> list[str]:
    letters = "".join(sign for sign in unicodedata.normalize("NFKD", text) if unicodedata.category(sign)[0] != "M")
    return [part for word in _WORD.findall(letters.lower()) for part, _, _ in _apart(word, 0)]


def _apart(word: str, start: int) -> Iterator[tuple[str, int, int]]:
    """A word as it is, or its runs without spaces as pairs of signs, with places from `start` on."""
    at = 0
    for run in _DENSE.finditer(word):
        if at < run.start():
            yield word[at : run.start()], start + at, start + run.start()
        for place in range(run.start(), run.end()):
            end = min(place + 2, run.end())
            yield word[place:end], start + place, start + end
        at = run.end()
    if at < len(word):
        yield word[at:], start + at, start + len(word)
