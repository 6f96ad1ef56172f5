"""Which documents go outside, and why the others do not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from hotwash.document import Postmortem

PUBLIC = "public"
INTERNAL, RESTRICTED = "internal", "restricted"


class Selection(NamedTuple):
    """Documents, sorted out."""

    published: tuple[Postmortem, ...]
    kept: tuple[tuple[Postmortem, str], ...]
    """The others, each with the reason."""

    @property
    def by_name(self) -> Mapping[str, Postmortem]:
        """The published ones by id and alias."""
        names = {alias.text: each for each in self.published for alias in each.frontmatter.texts("aliases")}
        return names | {each.id: each for each in self.published}


def select(documents: Iterable[Postmortem]) -> Selection:
    """Sort documents out: whatever is not plainly public stays."""
    documents = list(documents)
    names = Counter(each.id for each in documents)
    published, kept = [], []
    for each in documents:
        reason = reason_to_keep(each)
        if not reason and names[each.id] > 1:
            reason = f"another document is called {each.id} as well"
        if reason:
            kept.append((each, reason))
        else:
            published.append(each)
    return Selection(tuple(published), tuple(kept))


def reason_to_keep(document: Postmortem) -> str:
    """Why a document does not go outside; empty when it does."""
    frontmatter = document.frontmatter
    audience, status = frontmatter.get("audience"), frontmatter.get("status")
    if "unreadable-file" in document.problems:
        return "cannot be read"
    if audience is None:
        return INTERNAL if frontmatter.readable else "its frontmatter cannot be read"
    if audience.kind != "scalar" or audience.text != PUBLIC:
        return audience.text if audience.text in (INTERNAL, RESTRICTED) else "its audience is none of the format's"
    if frontmatter.problems:
        line = document.source.position(frontmatter.problems[0].span.start).line
        return f"its frontmatter is malformed (line {line})"
    if document.tree_path is None:
        return "it lies outside of the tree of documents"
    if status is None or status.kind != "scalar" or status.text != "published":
        said = status.text if status is not None and status.text in ("draft", "review") else "not published"
        return {"draft": "it is a draft", "review": "it is in review"}.get(said, "its status is not `published`")
    return ""
