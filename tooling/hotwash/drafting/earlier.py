"""What earlier incidents ask of a draft: their conditions, and the action items that were still open."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from hotwash.config import Config
from hotwash.corpus import documents_in, read
from hotwash.corpus.mechanisms import mechanisms
from hotwash.corpus.related import Relations
from hotwash.document import ActionItem, Postmortem, parse
from hotwash.drafting.questions import short
from hotwash.writing.compose import compose
from hotwash.writing.outline import Outline, Statement
from hotwash.writing.rows import reference

_DOCUMENTS = 2
"""So many earlier incidents are asked about: more are read on the site."""
_FACTORS = 2


def ask(outline: Outline, config: Config, today: date, itself: str = "") -> None:
    """Add questions from the documents of the knowledge base that are most like the draft.

    `itself` is the id of the document that is drafted, where it is there already. What was so then may be so now; whoever drafts decides, for nothing of it stands in the material.
    """
    # All that the draft says counts as what may have made it possible: nobody has sorted it yet.
    said = [Statement(text) for key in ("factors", "timeline", "summary", "impact") for text in outline.texts()[key]]
    own = parse(compose(replace(outline, factors=said), config, today, origins=False), "draft.md", config)
    others = [read(each, config) for each in documents_in(config.root / config.documents, config)]
    others = sorted(
        (each for each in others if "unreadable-file" not in each.problems and each.id != itself), key=_begun
    )
    if not others:
        return
    relations = Relations([*others, own], mechanisms(config.mechanisms))
    for found in relations.of(len(others), _DOCUMENTS):
        earlier = others[found.other]
        # The one that reads like a factor of the draft is known already.
        for key, question in of(earlier, known=found.factors[1] if found.factors else -1):
            outline.questions.setdefault(key, []).append(question)


def of(earlier: Postmortem, known: int = -1) -> Iterator[tuple[str, str]]:
    """What an earlier incident asks of a later one, each with its section's key; the factor at `known` is not asked for."""
    factors = [factor for at, factor in enumerate(earlier.factors) if at != known and not factor.acceptance]
    for factor in factors[:_FACTORS]:
        part = factor.id.text if factor.id else ""
        yield (
            "factors",
            f"In {reference(earlier.id, part)}: “{short(_plain(factor.text.text), 110)}”. Was it so this time?",
        )
    for item in earlier.actions:
        if _open(item) and item.action is not None:
            part = item.id.text if item.id else ""
            yield (
                "actions",
                f"{reference(earlier.id, part)} is still open: “{short(_plain(item.action.text))}”. What would it have changed?",
            )
            return


def _open(item: ActionItem) -> bool:
    status = item.status.text.lower() if item.status else ""
    return not status.startswith(("done", "dropped"))


def _plain(text: str) -> str:
    text = re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL)
    return " ".join(word for word in text.split() if not word.startswith("#"))


def _begun(postmortem: Postmortem) -> tuple[str, str]:
    when = postmortem.instant("started") or postmortem.instant("detected")
    return (when.isoformat() if when else postmortem.id, postmortem.id)
