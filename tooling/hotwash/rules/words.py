"""The word lists beside the linguistic rules, read when a rule first asks."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).with_name("language") / "words"


@cache
def words(name: str) -> frozenset[str]:
    """The words of a list, as written there.

    `name` is a file's, or `file.section` where the file has sections (`[section]` on a line of its own). Words
    are separated by white space; `#` begins a comment.
    """
    file, _, section = name.partition(".")
    return frozenset(word for line in _sections(file)[section] for word in line.split())


@cache
def verbs(name: str) -> dict[str, str]:
    """Each form of the verbs in the list `name` to its plain form.

    A line holds plain forms, or, after `=`, one verb's irregular forms: `= catch caught`.
    """
    forms: dict[str, str] = {}
    for line in _sections(name)[""]:
        if line.startswith("="):
            plain, *irregular = line[1:].split()
            forms.update(dict.fromkeys((plain, _third(plain), _ing(plain), *irregular), plain))
        else:
            for plain in line.split():
                forms.update(dict.fromkeys((plain, _third(plain), _past(plain), _ing(plain)), plain))
    return forms


@cache
def _sections(file: str) -> dict[str, list[str]]:
    """A file's lines without comments, by section; those before the first heading have none."""
    sections: dict[str, list[str]] = {"": []}
    lines = sections[""]
    for line in (_FOLDER / f"{file}.txt").read_text(encoding="utf-8").splitlines():
        line = line.partition("#")[0].strip()
        if line.startswith("["):
            lines = sections.setdefault(line.strip("[]"), [])
        elif line:
            lines.append(line)
    return sections


def _third(verb: str) -> str:
    if verb.endswith(("s", "x", "z", "ch", "sh", "o")):
        return verb + "es"
    return verb[:-1] + "ies" if verb.endswith("y") and verb[-2] not in "aeou" else verb + "s"


def _past(verb: str) -> str:
    if verb.endswith("e"):
        return verb + "d"
    if verb.endswith("y") and verb[-2] not in "aeou":
        return verb[:-1] + "ied"
    return _doubled(verb) + "ed"


def _ing(verb: str) -> str:
    if verb.endswith("e") and not verb.endswith("ee"):
        return verb[:-1] + "ing"
    return _doubled(verb) + "ing"


def _doubled(verb: str) -> str:
    """`spot` becomes `spott-`: one short syllable of consonant, vowel, consonant."""
    short = len(verb) <= 4 and verb[-1] not in "aeiouwxyhr" and verb[-2] in "aeiou" and verb[-3] not in "aeiou"
    return verb + verb[-1] if short else verb
