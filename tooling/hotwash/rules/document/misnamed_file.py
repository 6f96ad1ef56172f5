"""The rule `misnamed-file`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date

from hotwash.document import Postmortem, Problem
from hotwash.document.patterns import pattern
from hotwash.rules.base import ERROR, Context, rule

_NAME = pattern(r"(\d{4}-\d{2}-\d{2})-(.+)", re.ASCII | re.DOTALL)


@rule("misnamed-file", since="0.1", level=ERROR)
def misnamed_file(postmortem: Postmortem, context: Context) -> Iterator[Problem]:
    """A document that is not called `<YYYY-MM-DD>-<slug>.md` in the folder of its year.

    ## Why

    The file's name is the document's id: `[[2026-11-03-checkout-certificate#A2]]` points at it for years. A day
    and a few words never collide between two open pull requests, and they sort by themselves.

    ## Examples

    ```yaml title="bad" path="postmortems/2026/checkout.md"
    tags: [certificates]
    ```

    ```yaml title="bad" path="postmortems/2026/2026-11-03-Checkout_Certificate.md"
    tags: [certificates]
    ```

    ```yaml title="bad" path="postmortems/2025/2026-11-03-checkout-certificate.md"
    tags: [certificates]
    ```

    ```yaml title="good" path="postmortems/2026/2026-11-03-checkout-certificate.md"
    tags: [certificates]
    ```

    Letters of any script will do:

    ```yaml title="good" path="postmortems/2026/2026-11-03-kasse-gestört-証明書.md"
    tags: [certificates]
    ```

    ## Options

    `documents` is the tree in which names matter; `postmortems` by default. A file elsewhere may have any name.
    """
    if postmortem.tree_path is None:
        return
    prefix = postmortem.path.removesuffix(postmortem.tree_path)
    *folders, file = postmortem.tree_path.split("/")
    message = _fault(folders, file)
    if message:
        yield Problem(postmortem.source.line(1).span, message, help=f"call it `{_proposal(postmortem, prefix, file)}`")


def _fault(folders: list[str], file: str) -> str:
    """What is wrong with the name; empty when nothing is."""
    stem = file.removesuffix(".md")
    name = _NAME.fullmatch(stem)
    if not name or file == stem:
        return f"the file name `{file}` is not a day and a slug"
    day, slug = name.groups()
    if not _is_day(day):
        return f"the file name's {day} is no day"
    if not _is_slug(slug):
        return f"`{slug}` is not made of lower-case letters, digits and single hyphens"
    if folders != [day[:4]]:
        where = "/".join(folders)
        return (
            f"a document of {day[:4]} stands in the folder {where}" if where else f"it is not in the folder {day[:4]}"
        )
    return ""


def _proposal(postmortem: Postmortem, prefix: str, file: str) -> str:
    """A right name as near to the present one as can be."""
    name = _NAME.fullmatch(file.removesuffix(".md"))
    day, words = name.groups() if name else ("", file.removesuffix(".md"))
    if not _is_day(day):
        began = postmortem.instant("started") or postmortem.instant("detected")
        day = began.date().isoformat() if began else "YYYY-MM-DD"
    letters = "".join(each if _is_letter(each) else "-" for each in unicodedata.normalize("NFC", words.lower()))
    slug = "-".join(filter(None, letters.split("-"))) or "slug"
    return f"{prefix}{day[:4]}/{day}-{slug}.md"


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _is_slug(text: str) -> bool:
    return text == text.lower() and all(part and all(map(_is_letter, part)) for part in text.split("-"))


def _is_letter(character: str) -> bool:
    """A letter or digit, or a mark that belongs to one, as the vowel signs of many scripts do."""
    return character.isalnum() or unicodedata.category(character).startswith("M")
