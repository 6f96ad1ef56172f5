"""Whom a document is for, and whom it is kept from."""

from __future__ import annotations

from hotwash.config.model import AUDIENCES
from hotwash.document import Postmortem
from hotwash.document.frontmatter import Frontmatter


def audience_of(postmortem: Postmortem) -> str:
    """Whom a document is for; what is none of the format's audiences is taken for the narrowest."""
    return audience_in(postmortem.frontmatter)


def audience_in(frontmatter: Frontmatter) -> str:
    """The same of a frontmatter alone."""
    value = frontmatter.get("audience")
    if value is None or value.empty:
        return "internal"
    text = value.text.strip() if value.kind == "scalar" else ""
    return text if text in AUDIENCES else "restricted"


def hidden_from(audience: str) -> tuple[str, ...]:
    """The audiences whose documents are not for this one: the narrower ones."""
    return AUDIENCES[: AUDIENCES.index(audience)]
