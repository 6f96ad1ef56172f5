"""From a title in any script to the name of a file."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from pathlib import PurePosixPath

LONGEST = 60
"""Characters; a slug is cut at a word before this."""

_LONGEST_BYTES = 200  # file systems stop at 255, and the date, a counter and `.md` want room
_FALLBACK = "incident"
_ID = re.compile(r"(\d{4}-\d{2}-\d{2})-(.+)", re.DOTALL | re.ASCII)
_DAY_FIRST = re.compile(r"\s*(?:\d{4}[-._]?\d{1,2}[-._]?\d{1,2}|\d{1,2}[-._]\d{1,2}[-._]\d{4})(?!\d)", re.ASCII)

# Latin letters that Unicode does not take apart.
_LATIN = str.maketrans({
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ħ": "h", "ŋ": "n",
})  # fmt: skip


def slugify(title: str, fallback: str = _FALLBACK) -> str:
    """The slug of a title: lower-case letters and digits of any script, with single hyphens between the words.

    Latin letters lose their accents, other scripts stay as they are (in NFC). Punctuation and emoji go; when nothing
    is left, the slug is `fallback`.
    """
    text = unicodedata.normalize("NFKC", title).lower().translate(_LATIN)
    text = re.sub(r"(?<=\w)['’](?=\w)", "", text)  # "gateway's" is one word
    words: list[str] = []
    word = ""
    latin = False
    for char in unicodedata.normalize("NFD", text):
        kind = unicodedata.category(char)
        if kind[0] == "L" or kind == "Nd":
            latin = unicodedata.name(char, "").startswith("LATIN")
            word += char
        elif kind[0] == "M" and word:
            # Vowel signs belong to the word in many scripts; in Latin ones they are accents.
            word += "" if latin else char
        elif word:
            words.append(word)
            word = ""
    words = [unicodedata.normalize("NFC", each) for each in (*words, word) if each]
    return _shortened(words) or fallback


def document_id(day: date, slug: str) -> str:
    """The id, and the stem of the file, of a document about that day."""
    return f"{day.isoformat()}-{slug}"


def split_id(name: str) -> tuple[date, str] | None:
    """The day and the slug of an id; None when it is none."""
    match = _ID.fullmatch(name)
    if not match:
        return None
    try:
        return date.fromisoformat(match[1]), match[2]
    except ValueError:
        return None


def not_a_slug(text: str) -> str | None:
    """Why a text cannot be meant as a slug, in words that follow it: it is a path, or begins with a day; None when it can."""
    if "/" in text or "\\" in text:
        return "is a path"
    if _DAY_FIRST.match(text):
        return "begins with a day"
    return None


def words_of(text: str) -> str:
    """The slug in a text that is a path or begins with a day, for a proposal."""
    return slugify(re.split(r"[/\\]", text.removesuffix(".md"))[-1].lstrip("0123456789-._ "), "checkout")


def document_path(tree: str, name: str) -> PurePosixPath:
    """Where a document of that id stands: `postmortems/2026/2026-11-03-checkout.md`."""
    return PurePosixPath(tree, name[:4], f"{name}.md")


def _shortened(words: list[str]) -> str:
    slug = ""
    for word in words:
        longer = f"{slug}-{word}" if slug else word
        if _fits(longer):
            slug = longer
            continue
        if len(slug) < LONGEST // 3:
            # Scripts without blanks have words without an end: cut inside rather than keep next to nothing.
            slug = longer[:LONGEST]
            while not _fits(slug):
                slug = slug[:-1]
        break
    return slug.rstrip("-")


def _fits(slug: str) -> bool:
    return len(slug) <= LONGEST and len(slug.encode()) <= _LONGEST_BYTES
