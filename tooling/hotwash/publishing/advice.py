"""What to do about a leak."""

from __future__ import annotations

from hotwash.publishing import internal as kinds
from hotwash.publishing.scan import BLIND, GIT, LINK

_ALLOW = "or add it to `publish.allow` if it is fine outside"
_ADVICE = {
    kinds.WORD: f"take it out of the document, its name included, {_ALLOW}",
    kinds.PERSON: f"name the role instead, {_ALLOW}",
    kinds.HOST: f"take it out of the document, {_ALLOW}",
    kinds.ID: f"take it out; a document may be named once it is public itself, {_ALLOW}",
    kinds.TITLE: f"say it in other words, {_ALLOW}",
    kinds.TRACKER: f"take it out of the document, {_ALLOW}",
    kinds.ADDRESS: f"take it out of the document, {_ALLOW}",
    kinds.EMAIL: f"take it out of the document, {_ALLOW}",
    GIT: "take `.git` away: its history goes outside with it",
    LINK: "put the file itself there",
    BLIND: "leave it out, or convert it to a format that can be read: text, PNG, JPEG, GIF, WebP, SVG",
}


def advice(kind: str) -> str:
    """The way out for a kind of leak."""
    return _ADVICE.get(kind, "take it out of the document, and renew it: what has been written down is known")
