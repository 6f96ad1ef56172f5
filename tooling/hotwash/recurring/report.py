"""Similar and recurring incidents for a terminal, a pull request and for programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any

from hotwash.corpus import evidence as kinds
from hotwash.corpus.account import Account, Passage
from hotwash.corpus.evidence import Evidence, evidence, verdict
from hotwash.corpus.likeness import Compared
from hotwash.corpus.mechanisms import Mechanisms, in_words
from hotwash.corpus.recurrence import Cluster, Match
from hotwash.writing.rows import reference

_ROOM = 60_000
"""Characters of a comment; GitHub takes 65,536."""


def data_of(mine: Compared, match: Match, known: Mechanisms) -> dict[str, Any]:
    """A match for programs: whether it is the same failure again, how sure that is, and why."""
    return {
        "recurs": match.likeness.recurs,
        "score": round(match.likeness.score, 3),
        "evidence": [_data(each) for each in evidence(mine, match.compared, match.likeness, known)],
    }


def listed_data(mine: Compared, match: Match, known: Mechanisms) -> dict[str, Any]:
    """The same, with which document it is and what the two share in words."""
    account = match.account
    return {
        "id": account.id,
        "path": account.path or None,
        "title": account.title,
        "day": account.day.isoformat() if account.day else None,
        "shares": verdict(match.likeness),
        **data_of(mine, match, known),
    }


def _data(each: Evidence) -> dict[str, Any]:
    found: dict[str, Any] = {"kind": each.kind, "text": each.text}
    for name, passage in (("here", each.mine), ("there", each.theirs)):
        if passage is not None:
            found[name] = {"id": passage.part or None, "text": passage.text}
    return found


def cluster_data(cluster: Cluster) -> dict[str, Any]:
    """Incidents that are one another again, for programs."""
    return {
        "mechanisms": [in_words(name) for name in cluster.mechanisms],
        "score": round(cluster.score, 3),
        "documents": [
            {"id": each.id, "path": each.path, "title": each.title, "day": each.day.isoformat() if each.day else None}
            for each in cluster.accounts
        ],
        "open_actions": [
            {"id": f"{each.id}#{task.part}" if task.part else each.id, "text": task.text, "owner": task.owner or None, "due": task.due or None}
            for each in cluster.accounts
            for task in kinds.still_open(each, None)
        ],
    }  # fmt: skip


def text_of(mine: Compared, matches: Sequence[Match], known: Mechanisms) -> Iterator[str]:
    """Matches for a terminal, with their evidence."""
    for at, match in enumerate(matches):
        if at:
            yield ""
        yield f"{match.account.id}  {match.account.title}"
        yield f"  {verdict(match.likeness)} (score {match.likeness.score:.2f})"
        yield from (f"  {line}" for line in _lines(evidence(mine, match.compared, match.likeness, known)))


def _lines(found: Iterable[Evidence]) -> Iterator[str]:
    for each in found:
        if each.kind == kinds.OPEN and each.theirs:
            yield f"{each.text}: {_named(each.theirs)}"
            continue
        yield f"{_HEADS.get(each.kind, each.kind)}{each.text}"
        for side, passage in (("here ", each.mine), ("there", each.theirs)):
            if passage is not None:
                yield f"  {side} {_named(passage)}"


_HEADS = {
    kinds.STATED: "",
    kinds.MECHANISM: "mechanism: ",
    kinds.FACTORS: "factors alike: ",
    kinds.WORDS: "words: ",
    kinds.SERVICES: "services: ",
    kinds.SIGNALS: "signals: ",
    kinds.THEMES: "themes: ",
}


def _named(passage: Passage) -> str:
    return f"{passage.part}: {passage.text}" if passage.part else passage.text


def clusters_text(clusters: Sequence[Cluster]) -> Iterator[str]:
    """The incidents that keep coming back, for a terminal."""
    for at, cluster in enumerate(clusters):
        if at:
            yield ""
        about = ", ".join(map(in_words, cluster.mechanisms[:3])) or "the same words"
        yield f"{len(cluster.accounts)} times: {about}"
        yield from (f"  {each.id}  {each.title}" for each in cluster.accounts)
        for each in cluster.accounts:
            for task in kinds.still_open(each, None):
                yield f"  still open: {reference(each.id, task.part)} {task.text}"


def clusters_markdown(clusters: Sequence[Cluster]) -> Iterator[str]:
    """The incidents that keep coming back, as Markdown."""
    yield "### What keeps coming back"
    yield ""
    if not clusters:
        yield "Nothing that the documents tell of."
    for cluster in clusters:
        about = ", ".join(map(in_words, cluster.mechanisms[:3])) or "the same words"
        yield f"**{len(cluster.accounts)} times: {about}**"
        yield ""
        yield from (f"- {_link(each)}" for each in cluster.accounts)
        for each in cluster.accounts:
            for task in kinds.still_open(each, None):
                yield f"- still open: {_code(f'{each.id}#{task.part}' if task.part else each.id)} {_safe(task.text)}"
        yield ""


def comment(several: Sequence[tuple[Compared, Sequence[Match]]], known: Mechanisms) -> Iterator[str]:
    """The comment of a pull request: which of the changed documents tell of what has happened before."""
    again = [(mine, matches) for mine, matches in several if matches]
    if not again:
        yield "### Has this happened before?"
        yield ""
        yield "No earlier incident reads like what this changes."
        return
    yield "### This has happened before"
    yield ""
    room = _ROOM
    for mine, matches in again:
        for line in chain(_told(mine, matches, known), _wanted(matches)):
            room -= len(line) + 1
            if room < 0:
                yield "More is left out here; `hotwash recur --changed-since` prints all of it."
                return
            yield line


def _wanted(matches: Sequence[Match]) -> Iterator[str]:
    """What is to be done about it, where the document does not say yet that it repeats another."""
    again = [each for each in matches if each.likeness.recurs and not each.likeness.stated]
    if again:
        ids = ", ".join(each.account.id for each in again)
        yield (
            f"If it is the same again, write {_code(f'recurs: [{ids}]')} "
            "into the frontmatter, and say what becomes of the items that are still open."
        )
        yield ""


def matches_markdown(mine: Compared, matches: Sequence[Match], known: Mechanisms) -> Iterator[str]:
    """Matches as Markdown."""
    yield from _told(mine, matches, known)


def _told(mine: Compared, matches: Sequence[Match], known: Mechanisms) -> Iterator[str]:
    if mine.account.path:
        yield f"{_link(mine.account)} reads like:"
        yield ""
    for match in matches:
        yield f"- **{_link(match.account)}**: {verdict(match.likeness)}"
        for each in evidence(mine, match.compared, match.likeness, known):
            if each.kind == kinds.OPEN and each.theirs:
                name = f"{_code(f'{match.account.id}#{each.theirs.part}')} " if each.theirs.part else ""
                yield f"  - {each.text}: {name}{_safe(each.theirs.text)}"
                continue
            yield f"  - {_HEADS.get(each.kind, '')}{_safe(each.text)}"
            for side, passage in (("here", each.mine), ("then", each.theirs)):
                if passage is not None:
                    yield f"    - {side}: {_safe(_named(passage))}"
    yield ""


def _link(account: Account) -> str:
    return f"{_safe(account.title)} ({_code(account.id)})"


def _code(text: str) -> str:
    return f"`{text.replace('`', '')}`"


def _safe(text: str) -> str:
    """Words that notify nobody and hold no HTML of their own."""
    text = " ".join(text.split()).replace("&", "&amp;").replace("<", "&lt;")
    return text.replace("@", "@\u200b")
