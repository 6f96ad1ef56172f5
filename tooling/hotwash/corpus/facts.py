"""What the corpus keeps of each document: enough to answer for it without its text."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from hotwash.document import Postmortem, Reference, Suppression, Text
from hotwash.document.anchors import anchors, heading_words


class Facts(NamedTuple):
    """A document as the others see it. Small, so that ten thousand fit into memory."""

    path: str
    id: str
    title: str
    kind: str
    status: str
    started: datetime | None
    aliases: tuple[Text, ...]
    recurs: tuple[Text, ...]
    references: tuple[Reference, ...]
    ids: tuple[str, ...]
    """The ids of factors and action items."""
    titles: tuple[str, ...]
    """The headings' words, in order."""
    suppressions: tuple[Suppression, ...]

    @property
    def parts(self) -> frozenset[str]:
        """What a reference can point at behind `#`: factor and item ids, and the anchors of headings."""
        return frozenset((*self.ids, *anchors(self.titles)))

    @classmethod
    def of(cls, postmortem: Postmortem) -> Facts:
        """The facts of a parsed document."""
        return cls(
            path=postmortem.path,
            id=postmortem.id,
            title=postmortem.title,
            kind=postmortem.kind,
            status=postmortem.status,
            started=postmortem.instant("started") or postmortem.instant("detected"),
            aliases=postmortem.frontmatter.texts("aliases"),
            recurs=postmortem.frontmatter.texts("recurs"),
            references=postmortem.references,
            ids=postmortem.part_ids,
            titles=heading_words(postmortem.markup),
            suppressions=postmortem.suppressions,
        )
