"""Which language a text is written in, as far as that decides whether its words can be understood."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

_WORDS = {
    "English": "the is are was were we i it to of and in on for that this not have has with they you be can there still at from after",
    "German": "der das und ist nicht ein eine einen wir ich auf mit dem von zu sind haben auch wieder noch nach beim für über sich bei kein keine uns wurde wurden alles",
    "French": "le la les des une est pas nous vous avec pour dans sur que qui sont était ça je au du et à été ont tout un",
    "Spanish": "el la los las una está por para con que se del es hemos fue y pero muy en todo todos ha al lo",
    "Italian": "il lo gli una è non con per che sono abbiamo della del di alle nel ha ma tutto",
    "Portuguese": "os as uma não com para que está são foi do da em ao mas tudo um",
    "Dutch": "het een niet wij zijn voor met van naar bij ook maar nog is er alles weer",
}
"""Short words that stand in nearly every sentence."""
_KNOWN = {name: frozenset(words.split()) for name, words in _WORDS.items()}
_SCRIPTS = (("HIRAGANA", "Japanese"), ("KATAKANA", "Japanese"), ("HANGUL", "Korean"), ("CJK", "Chinese"), ("CYRILLIC", "a language in Cyrillic letters"),
            ("GREEK", "Greek"), ("ARABIC", "Arabic"), ("HEBREW", "Hebrew"), ("THAI", "Thai"), ("DEVANAGARI", "Hindi"))  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+")
_CODE = re.compile(r"`[^`]*`|https?://\S+")
_ENOUGH = 3
_SAMPLE = 20_000


def other_language(text: str) -> str:
    """The name of the language of a text that is not English; empty where it is, or where too little tells."""
    words = _WORD.findall(_CODE.sub(" ", text[:_SAMPLE]).lower())
    script = _script("".join(words))
    if script:
        return script
    counts = Counter({name: sum(word in known for word in words) for name, known in _KNOWN.items()})
    english = counts.pop("English")
    name, most = counts.most_common(1)[0]
    return name if most >= _ENOUGH and most > 2 * english else ""


def _script(letters: str) -> str:
    """The language that a third of the letters belongs to by their script."""
    counts: Counter[str] = Counter()
    for letter in letters:
        if ord(letter) > 0x36F:
            name = unicodedata.name(letter, "")
            counts.update([said for mark, said in _SCRIPTS if name.startswith(mark)][:1])
    if 3 * counts.total() < len(letters) or not counts:
        return ""
    # Japanese has signs of Chinese between its own.
    return "Japanese" if counts["Japanese"] else counts.most_common(1)[0][0]
