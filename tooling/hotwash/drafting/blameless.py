"""Statements without people: names become roles, what belongs to a colleague belongs to nobody, the first person is `we`.

What is left is judged by the checker's own language rules (`judged`), so that a draft and the check agree.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from hotwash.checking import Checker, Options
from hotwash.config import Config
from hotwash.rules.words import verbs, words
from hotwash.writing.compose import compose
from hotwash.writing.outline import Outline, Statement

LANGUAGE = frozenset(
    ("blaming-language", "counterfactual", "human-error", "person-named", "opinion-in-timeline", "root-cause-framing")
)
_WHOSE = re.compile(
    r"\b(?:an?|my|our|the|some|another|one of (?:our|the|my))?\s*(?:colleague|coworker|co-worker|teammate|team mate|dev|developer|engineer|intern|junior|contractor|admin|guy|somebody|someone|new hire)(?:'s|’s)\s+"
    r"(?=(?:\w+\s+){0,2}(?:deploy\w*|change|commit|merge|pr|mr|pull request|release|rollout|migration|script|config\w*|query|fix|update|push|patch|mistake)\b)",
    re.IGNORECASE,
)
_DEED = re.compile(
    r"\s+(?:\w+\s+){0,2}(?:deploy\w*|change|commit|merge|pr|mr|pull request|release|rollout|migration|script|query|fix|update|push|patch|mistake)\b",
    re.IGNORECASE,
)
"""What somebody did to a system: whose it was is of no use to the reader."""
_I = ((r"\bI(?:'|’)m\b|\bI am\b", "we are"), (r"\b[Ii] was\b", "we were"), (r"\bI(?:'|’)ve\b|\bI have\b", "we have"), (r"\bI(?:'|’)d(?= (?:\w+ly |just |never |already )?(?:\w+ed|been|had|put|gone|done|seen|written|taken|set|run|got|made|sent|left|lost)\b)", "we had"), (r"\bI(?:'|’)d\b", "we would"),
      (r"\bI(?:'|’)ll\b", "we will"), (r"(?<![\w/])I(?![\w/])", "we"), (r"(?<![\w.])i(?=[ ,](?!\.?e))", "we"), (r"\bmyself\b", "ourselves"), (r"\bmy\b", "our"), (r"\bme\b", "us"))  # fmt: skip
_HANDLE = re.compile(r"(?<![\w@/.])@([A-Za-z][\w.-]*)(?![\w/@])")
_NAME = re.compile(r"(?<![\w@/.`'’-])([A-Z][a-zà-ÿ]+)(?:\s+([A-Z][a-zà-ÿ]+))?(?!['’](?!s\b)\w)(?=('s|’s)?(?![\w@/`-]))")
_ROLE_BEFORE = re.compile(r"(?i)\b(?:on-?call|oncall|dba|sre|engineer|developer|manager|support|lead)\W*$")
_ON_CALL = re.compile(r"(?i)\W*\(?(?:who was |was |is |, )?(?:the )?on[- ]?call\b\)?")
_PAGED = re.compile(r" (?:got|was|gets) (?:paged|woken)(?=\b)")


@dataclass(slots=True)
class People:
    """Who occurs in the material, and the role by which the draft calls each; the same one everywhere."""

    known: Mapping[str, str] = field(default_factory=dict)
    """From a name or handle to a role, as the team says (`--people`)."""
    roles: dict[str, str] = field(default_factory=dict)
    """What was found, by the name in lower case."""
    count: int = 0
    authors: frozenset[str] = frozenset()
    """Names by which people speak in the material: they are people wherever they stand."""

    def role(self, name: str, on_call: bool = False) -> str:
        """The role of a person: the team's word, else one by the order in which people occur."""
        key = name.lower().removeprefix("@")
        for given, role in self.known.items():
            if given.lower().removeprefix("@") == key:
                return role
        if key not in self.roles:
            if on_call and "the on-call engineer" not in self.roles.values():
                self.roles[key] = "the on-call engineer"
            else:
                self.count += 1
                self.roles[key] = f"responder {self.count}"
        return self.roles[key]

    def reword(self, text: str) -> str:
        """A text with roles for people, and nobody's deploy."""
        text = _WHOSE.sub("a ", text)
        text = _HANDLE.sub(lambda match: self.role(match[1]), text)
        if self.authors:
            text = self._spoken().sub(lambda match: self.role(match[0]), text)
        text = self._names(text)
        for pattern, word in _I:
            text = re.sub(pattern, word, text)
        return re.sub(r"\b([Aa]n?|[Tt]he) (?:a|the) ", r"\1 ", text)

    def _spoken(self) -> re.Pattern[str]:
        names = sorted((name for name in self.authors if len(name) > 2), key=len, reverse=True)
        return _any_of(tuple(names))

    def _names(self, text: str) -> str:
        parts, last = [], 0
        for match in _NAME.finditer(text):
            if not self._is_person(text, match) or match.start() < last:
                continue
            after = _ON_CALL.match(text, match.end() + len(match[3] or "")) or _PAGED.match(text, match.end())
            before = _ROLE_BEFORE.search(text[: match.start()])
            start, end = match.start(), match.end()
            if match[2] and not self._may_be_surname(match[2]):
                end = match.end(1)
            if match[3] and _DEED.match(text, match.end() + len(match[3])):  # `Kenji's deploy` is a deploy
                parts += [text[last:start], "a"]
                last = end + len(match[3])
                continue
            if before:  # `the DBA Kenji`: the role stands there already
                parts.append(text[last : match.start()].rstrip())
                last = end
                continue
            parts += [text[last:start], self.role(match[1], bool(after))]
            last = max(end, after.end() if after and after[0].strip().startswith("(") else end)
        parts.append(text[last:])
        return "".join(parts)

    def _is_person(self, text: str, match: re.Match[str]) -> bool:
        name = match[1]
        if any(name.lower() == each.lower().removeprefix("@") for each in self.known):
            return True
        sure = name in words("first_names")
        if not sure and name not in words("ambiguous_names"):
            return False
        following = re.match(r"(?:'s|’s)?\s+(?:\w+ly\s+)?(\w+)", text[match.end(1) :])
        word = following[1].lower() if following else ""
        acts = word in verbs("person_verbs") or word in (
            "was",
            "is",
            "had",
            "has",
            "from",
            "and",
            "who",
            "pushed",
            "forgot",
        )
        if sure:
            return not (word in words("things") and not acts)
        return acts and match.start() > 0

    @staticmethod
    def _may_be_surname(word: str) -> bool:
        return word.lower() not in verbs("person_verbs") and word.isalpha()


@lru_cache(maxsize=8)
def _any_of(names: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w@/.`-])(?:{'|'.join(map(re.escape, names)) or '(?!)'})(?![\w@/`-])", re.IGNORECASE)


def finished(text: str) -> str:
    """A sentence: blanks and marks put right, a capital at its beginning where it is a plain word, a full stop at its end."""
    text = re.sub(r"\s+([,.;:!?])", r"\1", " ".join(text.split())).strip(" ,;–—")
    text = re.sub(r"^(?:so|and|but|then|also|ok(?:ay)?|well|anyway|plus)\b[\s,]+", "", text, flags=re.IGNORECASE)
    if not text:
        return ""
    first = re.match(r"[a-zà-ÿ]+(?=[\s,.'’]|$)", text)
    if first:
        text = text[0].upper() + text[1:]
    return text if text[-1] in '.!?`)”"' else text + "."


_NOBODY = re.compile(
    r"(?:(?P<what>\b(?:that|which|this)\s+)|\b(?P<and>and|but)\s+)?\b(?:no ?one|nobody|no-one|everyone|everybody)\s+(?:has |had |have |ever |really )*(?P<did>looked|thought|asked|[a-z]+ed|told|known|knew|seen|saw|read|noticed|written)\b(?:\s+(?P<how>at|of|about|for|to|into)\b)?(?P<it>\s+(?:it|them|this|that)\b)?(?=\s*(?:[.,;)]|$|for\b|since\b|in\b|until\b|anymore|yet\b))",
    re.IGNORECASE,
)
_SUBJECTS = {"us": "we were", "me": "we were", "them": "they were", "him": "they were", "her": "they were"}
_PARTICIPLES = {"knew": "known", "saw": "seen"}


def unpeopled(text: str) -> str:
    """What `nobody looked at`, as what `was not looked at`: the condition without those who are missed in it."""

    def passive(match: re.Match[str]) -> str:
        denied = match[0].lower().find("every") < 0
        did = _PARTICIPLES.get(match["did"].lower(), match["did"])
        verb = f"was {'not ' if denied else ''}{did}{' ' + match['how'] if match['how'] else ''}"
        if re.search(r"(?i)\bwith\s*$", text[: match.start()]):
            return "no word about it" if did in ("told", "informed") else match[0]
        if match["and"]:
            return f"{match['and']} {verb}"
        return f"{match['what'] or 'that '}{verb}" if text[: match.start()].strip() else match[0]

    text = re.sub(
        r"(?i)\b(?:nobody|no ?one)(?: had| has| ever)? (told|informed|asked|warned|alerted|called|paged) (us|me|them|him|her)\b",
        lambda match: f"{_SUBJECTS[match[2].lower()]} not {match[1]}",
        text,
    )
    return finished(_NOBODY.sub(passive, text))


def judged(outline: Outline, config: Config, today: date) -> list[tuple[str, int, str, str]]:
    """What the language rules have to say: section key, index of the statement there, rule, and the words in question."""
    text = compose(outline, config, today, origins=False)
    lines = text.splitlines()
    found = []
    options = Options(config, today, select=LANGUAGE & frozenset(rule.name for rule in Options(config, today).rules()))
    for finding in Checker(options).check_text(text, "draft.md"):
        line = lines[finding.start.line - 1]
        place = _place(outline, line)
        if place is not None:
            span = finding.problem.span
            found.append((*place, finding.rule, text[span.start : span.end]))
    return found


def _place(outline: Outline, line: str) -> tuple[str, int] | None:
    """The statement that a line of the composed draft holds: the longest one that stands in it."""
    best: tuple[int, str, int] | None = None
    for key, texts in outline.texts().items():
        for index, each in enumerate(texts):
            text = " ".join(each.split())
            if text and text in line and (best is None or len(text) > best[0]):
                best = (len(text), key, index)
    return (best[1], best[2]) if best else None


def _settle_offers(outline: Outline, config: Config, today: date, people: People) -> None:
    """Nobody is offered what the check would refuse."""
    for key, offered in outline.perhaps.items():
        place = key if key in outline.statements() else "factors"
        trial = Outline()
        trial.statements()[place].extend(offered)
        wrong = {index for _, index, rule, _ in judged(trial, config, today) if rule != "person-named"}
        offered[:] = [
            each._replace(text=people.reword(each.text)) for index, each in enumerate(offered) if index not in wrong
        ]
    for key in [key for key, offered in outline.perhaps.items() if not offered]:
        del outline.perhaps[key]


def settle(
    outline: Outline, config: Config, today: date, people: People, ask: Callable[[str, str, Statement], None]
) -> None:
    """Mend what the language rules find: names become roles; what judges or looks back is taken out and asked about.

    What is only offered is judged like what is written. `ask` gets the section key, the rule and the statement.
    """
    _settle_offers(outline, config, today, people)
    for _ in range(3):
        found = judged(outline, config, today)
        if not found:
            return
        gone: dict[str, set[int]] = {}
        for key, index, rule, span in found:
            text = outline.texts()[key][index]
            name = span.strip("@[]")
            mended = (
                finished(text.replace(span, people.role(name))) if rule == "person-named" and name else unpeopled(text)
            )
            if mended != text:
                outline.reword(key, index, mended)
            elif index not in gone.setdefault(key, set()):
                gone[key].add(index)
                ask(key, rule, Statement(text, outline.origins(key, index)))
        for key, indices in gone.items():
            outline.drop(key, indices)
