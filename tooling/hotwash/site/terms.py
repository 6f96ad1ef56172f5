"""The words of many texts, in parts: a page that looks for a word loads only the part that the word is in.

The script that asks is `explorer.js`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from hotwash.corpus.words import words_of

_PART = 24_000
"""So many characters of JSON are about one part."""


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
