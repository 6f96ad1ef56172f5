"""Which statements of a reply stand: on lines that were sent, in the language of the format, telling nothing that is there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from hotwash.config import Config
from hotwash.drafting.blameless import People, finished, judged
from hotwash.drafting.grounding import grounded, numbers
from hotwash.drafting.joining import alike
from hotwash.drafting.model.lines import Line, speaks_to_a_model
from hotwash.drafting.model.prompt import LETTERS
from hotwash.drafting.model.reply import Reply, Said
from hotwash.writing.outline import Origin, Outline, Statement

_MOST = {"summary": 3, "factors": 7}
"""So many statements of a section are taken from a reply."""
_LENGTH = range(10, 321)
"""Characters of a statement."""
_PLACEHOLDER = re.compile(r"\[(?:(?:secret|private key|email|phone|ip|account|customer) \d+|token)\]")
_MARKUP = re.compile(r"[<>|\\]|\]\(|\[\[|!\[|(?:^|\s)#\w|\bhotwash:|\*\*|^[-*+#]\s|^\d+\.\s")
_TOKEN = re.compile(r"[^\W_](?:[\w./:@%-]*[\w%])?")
_OPENERS = frozenset(
    "a all an and as at after although an any are because before both but by despite during each either even every few for from"
    " he how if in instead into is it its many more most neither no nobody none nor not nothing of on once one only or other our"
    " everybody somebody someone several she since so some still than that the their them then there these they this those though through to under until"
    " upon was we were what when where which while who whoever why with within without".split()
)
"""Words with which a sentence may begin although no line has them; any other may be a name."""
_COUNTS = {
    word: str(number)
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty".split()
    )
} | {"dozen": "12", "hundred": "100", "thousand": "1000", "million": "1000000"}
_DENIAL = re.compile(r"(?i)\b(?:not|no|never|none|nobody|nothing|without|neither|nor|cannot)\b|n['’]t\b")


@dataclass(slots=True)
class Verdict:
    """What became of a reply."""

    taken: Counter[str] = field(default_factory=Counter)
    """By the part of the reply."""
    dropped: Counter[str] = field(default_factory=Counter)
    """By reason."""


def take(reply: Reply, outline: Outline, lines: Sequence[Line], people: People, config: Config, today: date) -> Verdict:
    """Put into an outline what stands of a reply; what does not is counted."""
    verdict = Verdict()
    court = _Court({each.number: each for each in lines}, people, verdict)
    better = replace(
        outline,
        summary=list(outline.summary),
        timeline=list(outline.timeline),
        impact=list(outline.impact),
        factors=list(outline.factors),
        went_well=list(outline.went_well),
        actions=list(outline.actions),
    )
    places: dict[tuple[str, int], str] = {}
    """Where something new stands, and the part of the reply that it comes from."""
    summary = court.statements("summary", reply.summary, [])
    if summary:
        better.summary = summary
        places |= {("summary", at): "summary" for at in range(len(summary))}
    new = court.statements("factors", reply.factors, outline.factors)
    # A theme that the team does not have is none.
    new = [each._replace(themes=tuple(theme for theme in each.themes if theme in config.themes)) for each in new]
    better.factors += new
    places |= {("factors", at): "factors" for at in range(len(outline.factors), len(better.factors))}
    for said in reply.wording:
        place = court.reworded(said, better, places)
        if place is not None:
            places[place] = "wording"
    _keep_the_language(better, outline, places, verdict, config, today)
    for part in places.values():
        verdict.taken[part] += 1
    if better.summary != outline.summary:
        _keep_what_is_said_nowhere_else(better, outline)
    outline.summary, outline.factors = better.summary, better.factors
    outline.timeline, outline.actions = better.timeline, better.actions
    outline.impact, outline.went_well = better.impact, better.went_well
    return verdict


def _keep_the_language(
    better: Outline,
    outline: Outline,
    places: dict[tuple[str, int], str],
    verdict: Verdict,
    config: Config,
    today: date,
) -> None:
    """Take back what the rules of language find in what is new; `places` loses it."""
    gone: dict[str, set[int]] = {}
    for key, at, _, _ in judged(better, config, today):
        part = places.pop((key, at), None)
        if part is None:
            continue
        verdict.dropped["against the rules of language"] += 1
        if part == "wording":
            better.reword(key, at, outline.texts()[key][at])
        else:
            gone.setdefault(key, set()).add(at)
    for key, indices in gone.items():
        better.drop(key, indices)
    if not better.summary:
        better.summary = outline.summary


def _keep_what_is_said_nowhere_else(better: Outline, outline: Outline) -> None:
    """Of the summary that was there: a figure stays, other words are offered."""
    said = [text for found in better.texts().values() for text in found]
    figures = numbers(" ".join(said))
    for each in outline.summary:
        if any(alike(each.text, text) for text in said):
            continue
        if numbers(each.text) <= figures:
            better.perhaps.setdefault("summary", []).append(each)
        else:
            better.summary.append(each)


class _Court:
    """Says of statements whether they stand on their lines."""

    def __init__(self, lines: dict[int, Line], people: People, verdict: Verdict) -> None:
        self._lines = lines
        self._people = people
        self._verdict = verdict
        self._roles = tuple({*people.roles.values(), *people.known.values()})
        said = (token.lower() for each in lines.values() for token in re.findall(r"[^\W\d_]+", each.text))
        self._stems = frozenset(word[:6] for word in said)

    def statements(self, part: str, found: Iterable[Said], there: Sequence[Statement]) -> list[Statement]:
        """Those that stand and tell what is not there yet."""
        kept: list[Statement] = []
        for said in found:
            text = self._text(said)
            why = self._against(text, said)
            if not why and any(alike(text, each.text) for each in (*there, *kept)):
                why = "said already"
            if not why and len(kept) == _MOST[part]:
                why = "more than were asked for"
            if why:
                self._verdict.dropped[why] += 1
            else:
                kept.append(Statement(text, self._origins(said.lines), said.themes))
        return kept

    def reworded(self, said: Said, outline: Outline, places: dict[tuple[str, int], str]) -> tuple[str, int] | None:
        """The place of a statement that now has other words, None where it keeps its own."""
        place = _place(said.id, outline)
        text = self._text(said)
        why = self._against(text, said)
        if place is None or place in places:
            why = why or "under no id of a statement"
        elif not why:
            key, at = place
            old, origins = outline.texts()[key][at], _origins_of(outline, key)[at]
            if text == old:
                return None
            cited = [self._lines[number] for number in said.lines]
            if not any(each.origin in origins or each.head in origins for each in cited):
                why = "not on its lines"
            elif not numbers(old) <= numbers(text) or bool(_DENIAL.search(old)) != bool(_DENIAL.search(text)):
                why = "telling something else than before"
        if why or place is None:
            self._verdict.dropped[why or "under no id of a statement"] += 1
            return None
        outline.reword(*place, text)
        return place

    def _text(self, said: Said) -> str:
        return finished(self._people.reword(said.text))

    def _origins(self, numbers_: Iterable[int]) -> tuple[Origin, ...]:
        return tuple(dict.fromkeys(self._lines[number].origin for number in numbers_))

    def _against(self, text: str, said: Said) -> str:
        """Why a statement, in the words that it would have, does not stand; empty where it does."""
        cited = said.lines
        if not cited or any(number not in self._lines for number in cited):
            return "citing lines that are not there"
        bare = _PLACEHOLDER.sub("", text)
        if len(text) not in _LENGTH or not said.text.strip().isprintable() or _MARKUP.search(bare):
            return "no plain sentence"
        if speaks_to_a_model(text):
            return "speaking to a model"
        source = [self._lines[number].text for number in dict.fromkeys(cited)]
        if not grounded(text, source, self._roles) or not self._names_stand(text, "\n".join(source).lower()):
            return "not on its lines"
        return ""

    def _names_stand(self, text: str, source: str) -> bool:
        """Whether each placeholder, name, identifier and count of a text stands in its lines, however small."""
        if any(each.lower() not in source for each in _PLACEHOLDER.findall(text)):
            return False
        for role in sorted(self._roles, key=len, reverse=True):
            text = re.sub(rf"(?i)\b{re.escape(role)}\b", "we", text)
        words = {each.group() for each in _TOKEN.finditer(_PLACEHOLDER.sub(" ", source))}
        # What a source writes as one token may be cited in parts: `checkout-api` and `checkout`.
        words |= {part for each in words for part in re.split(r"[./:@_%-]", each)}
        counts = words | {_COUNTS[word] for word in words & _COUNTS.keys()}
        begins = True
        for each in _TOKEN.finditer(_PLACEHOLDER.sub(" ", text)):
            token, lower = each.group(), each.group().lower()
            if lower in _COUNTS and lower not in ("one", "zero"):
                known = _COUNTS[lower] in counts or lower in words
            elif re.search(r"\d", token):
                known = lower in counts or all(part in counts for part in re.split(r"[./:@_%,-]", lower))
            elif token[0].isupper() and begins and (len(token) == 1 or token[1:].islower()):
                known = lower in words or lower in _OPENERS or lower[:6] in self._stems
            elif token != lower or re.search(r"[_/@:]|\w\.\w", token):
                known = lower in words
            else:
                known = True
            if not known:
                return False
            begins = bool(re.match(r"[”\"')]*[.!?:]\s", text[each.end() :]))
        return True


def _place(id_: str, outline: Outline) -> tuple[str, int] | None:
    key = next((key for key, letter in LETTERS.items() if id_[:1].upper() == letter), None)
    if key is None or not id_[1:].isdecimal() or not 0 < int(id_[1:]) <= len(outline.texts()[key]):
        return None
    return key, int(id_[1:]) - 1


def _origins_of(outline: Outline, key: str) -> list[tuple[Origin, ...]]:
    if key in ("timeline", "actions"):
        return [each.origins for each in (outline.timeline if key == "timeline" else outline.actions)]
    return [each.origins for each in outline.statements()[key]]
