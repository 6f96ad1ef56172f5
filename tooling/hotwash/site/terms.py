"""The words of many texts, in parts: a page that looks for a word loads only the part that the word is in.

The script that asks (`explorer.js`) takes words apart in the same way; a change here is a change there.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator

_PART = 24_000
"""So many characters of JSON are about one part."""
_WORD = re.compile(r"[^\W_]+|[\u2600-\u27bf\U0001f300-\U0001faff]")
_DENSE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")
"""Scripts that set no space between words: kana and Chinese characters. They are found by pairs of signs."""
_BETWEEN = {code: " " for code in range(128) if not chr(code).isalnum()}


def words_of(text: str) -> set[str]:
    """The words by which a text is found: small letters without accents; runs without spaces as pairs of signs."""
    # Most words are ASCII, for which the interpreter has short cuts; the others go a way that is ten times longer.
    if text.isascii():
        return {word for word in set(text.lower().translate(_BETWEEN).split()) if len(word) > 1}
    written = set(text.lower().split())
    plain = [word for word in written if word.isascii()]
    found = set(" ".join(plain).translate(_BETWEEN).split())
    if len(plain) < len(written):
        for word in written.difference(plain):
            found |= _other_words(word)
    return {word for word in found if len(word) > 1 or not word.isascii()}


def _other_words(text: str) -> set[str]:
    letters = "".join(sign for sign in unicodedata.normalize("NFKD", text) if unicodedata.category(sign)[0] != "M")
    found: set[str] = set()
    for word in _WORD.findall(letters.lower()):
        at = 0
        for run in _DENSE.finditer(word):
            found.add(word[at : run.start()])
            signs = run[0]
            found.update(signs[place : place + 2] for place in range(len(signs)))
            at = run.end()
        found.add(word[at:])
    return found - {""}


def parts_of(texts: Iterable[str]) -> tuple[list[str], Iterator[bytes]]:
    """The first word of each part, and the parts as JSON.

    A part maps each word to the places of the texts that have it, as steps from one to the next. Where more than half
    of the texts have it, those that have it not stand there, behind a -1.
    """
    found: dict[str, list[int]] = {}
    number = 0
    for number, text in enumerate(texts, 1):
        for word in words_of(text):
            places = found.get(word)
            if places is None:
                found[word] = [number - 1]
            else:
                places.append(number - 1)
    # In the order of the script's strings, which are UTF-16.
    parts: list[dict[str, list[int]]] = []
    size = _PART
    for word in sorted(found, key=lambda word: word if word.isascii() else word.encode("utf-16-be").decode("latin-1")):
        places = found[word]
        lacking = len(places) * 2 > number > 20
        if lacking:
            places = sorted(set(range(number)).difference(places))
        steps = [place - before for before, place in zip([0, *places], places, strict=False)]
        if size >= _PART:
            parts.append({})
            size = 0
        parts[-1][word] = [-1, *steps] if lacking else steps
        size += len(word) + 4 + 3 * len(steps)
    firsts = [next(iter(part)) for part in parts]
    return firsts, (json.dumps(part, ensure_ascii=False, separators=(",", ":")).encode() for part in parts)
