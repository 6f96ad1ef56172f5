"""A walk through the open questions of a draft, in the order of the review.

The document itself is the state: its empty fields and the questions in its comments. So a walk can end anywhere and go on
another day, whoever edited the document meanwhile.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import NamedTuple

from hotwash.config import Config
from hotwash.document import Postmortem, Span, parse
from hotwash.document.zones import Zone, read_zone
from hotwash.drafting.adding import put
from hotwash.drafting.answering import AnswerError, of_dimension, unanswered, with_answer
from hotwash.drafting.blameless import People, finished
from hotwash.drafting.description import Reader
from hotwash.drafting.moments import days
from hotwash.drafting.plans import task, who_and_when
from hotwash.drafting.themes import theme_of
from hotwash.writing.compose import UNKNOWN, escape
from hotwash.writing.outline import Event, Outline, Statement
from hotwash.writing.rows import stamp
from hotwash.writing.scalars import flow, handle, scalar
from hotwash.writing.times import TimeError, read_time

PARTS = ("timeline", "impact", "factors", "went-well", "actions", "summary")
"""The sections in the order in which they are asked: the review's five parts, then what sums them up."""
_FIELDS = {
    "severity": "How severe was it: {severities}?",
    "services": "Which services were affected, by comma?",
    "started": "When did the harm begin?",
    "detected": "When did somebody notice first?",
    "resolved": "When was all back to normal?",
    "authors": "Who writes this post-mortem, by comma?",
}
_NOTHING = frozenset(("nothing", "none", "no", "n/a", "no idea", "don't know", "unknown", "?"))
_OF_ITEM = re.compile(r"“(.+?)(?: …)?”: (?:who owns it|by when|who owns it and by when)\?")
_WHEN = re.compile(r"When was this: “(.+?)(?: …)?”\?")


class Step(NamedTuple):
    """An open question: its part (`frontmatter` or a section's key), what is asked, and where it stands."""

    part: str
    question: str
    field: str = ""
    """Of the frontmatter, or the factor that is asked about."""
    span: Span = Span(0, 0)
    """The question's line in its comment."""


class Walk:
    """The open questions of a document. `now` is the moment of asking, `zone` that of bare times."""

    def __init__(self, text: str, config: Config, now: datetime, zone: Zone) -> None:
        self.text = text
        self._config = config
        self._now = now
        self._zone = zone

    def steps(self) -> list[Step]:
        """What is open now, in order."""
        postmortem = parse(self.text, "draft.md", self._config)
        asked = list(self._questions(postmortem))
        last = [each for each in asked if each.part == "summary"]
        factors = [Step("actions", question, name) for name, question in unanswered(postmortem)]
        return [*self._fields(postmortem), *(each for each in asked if each.part != "summary"), *factors, *last]

    def evidence(self, part: str) -> list[str]:
        """What stands in a section, line by line, without its comments."""
        postmortem = parse(self.text, "draft.md", self._config)
        section = postmortem.section(part)
        if section is None:
            return []
        content = re.sub(r"<!--.*?-->", "", self.text[section.content.start : section.content.end], flags=re.DOTALL)
        return [line for line in content.splitlines() if line.strip()]

    def answer(self, step: Step, said: str) -> None:
        """Put an answer where it belongs and take the question out. Raises `AnswerError`; the document is then as it was."""
        postmortem = parse(self.text, "draft.md", self._config)
        if step.field:
            of_factor = step.part != "frontmatter"
            self.text = (
                with_answer(self.text, postmortem, step.field, said)
                if of_factor
                else self._with_field(step.field, said)
            )
            return
        self._check(step)
        said = of_dimension(step.question, said)
        untimed = _WHEN.fullmatch(step.question)
        if untimed:
            text = self._timed(postmortem, untimed[1], said)
            self.text = _without(text, text.find(step.question), step.question)
            return
        if said.strip().lower() in _NOTHING:
            self.drop(step)
            return
        about = self._about(step, said, postmortem)
        if about is not None:
            self.text = _without(about, about.find(step.question), step.question)
            return
        outline = self._outline(step.part, re.sub(r"^\s*[-*+]\s+", "", said), postmortem)
        escape(outline)
        text = _without(self.text, step.span.start, step.question)
        self.text = put(text, outline, self._config)

    def drop(self, step: Step) -> None:
        """Take a question out unanswered: it does not apply."""
        if not step.field:
            self._check(step)
            self.text = _without(self.text, step.span.start, step.question)

    def _check(self, step: Step) -> None:
        if self.text[step.span.start : step.span.end] != step.question:
            raise AnswerError("the document has changed; ask for its steps again")

    def _fields(self, postmortem: Postmortem) -> Iterator[Step]:
        near = postmortem.kind == "near-miss"
        for name, question in _FIELDS.items():
            if near and name in ("severity", "started", "resolved"):
                continue
            if not postmortem.frontmatter.texts(name) and postmortem.instant(name) is None:
                yield Step("frontmatter", question.format(severities=", ".join(self._config.severities)), name)

    def _questions(self, postmortem: Postmortem) -> Iterator[Step]:
        found: dict[str, list[Step]] = {}
        for comment in postmortem.markup.comments:
            lines = comment.text.removeprefix("<!--").removesuffix("-->").strip().splitlines()
            if not lines or not all("?" in line for line in lines) or lines[0].startswith("Perhaps"):
                continue
            at = comment.span.start
            key = next(
                (each.key for each in reversed(postmortem.sections) if each.heading.start < at and each.level == 2),
                None,
            )
            for line in lines:
                start = self.text.index(line, at)
                at = start + len(line)
                found.setdefault(key or "", []).append(Step(key or "", line, span=Span(start, at)))
        for part in PARTS:
            yield from found.get(part, ())

    def _time(self, said: str) -> datetime:
        try:
            return read_time(said, self._now, self._zone)
        except TimeError as error:
            raise AnswerError(str(error)) from None

    def _with_field(self, name: str, said: str) -> str:
        if name == "severity":
            value = next((each for each in self._config.severities if each.lower() == said.strip().lower()), "")
            if not value:
                raise AnswerError(f"“{said.strip()}” is none of {', '.join(self._config.severities)}")
            value = scalar(value)
        elif name in ("services", "authors"):
            names = [each.strip() for each in said.split(",") if each.strip()]
            value = flow(handle(each) if name == "authors" else each for each in names)
        else:
            value = stamp(self._time(said))
        postmortem = parse(self.text, "draft.md", self._config)
        span = postmortem.frontmatter.span
        front = self.text[span.start : span.end]
        line = re.compile(rf"^{name}:.*$", re.MULTILINE)
        if line.search(front):
            front = line.sub(lambda _: f"{name}: {value}", front, count=1)
        else:
            front = re.sub(r"^---[ \t]*\n?\Z", lambda close: f"{name}: {value}\n{close[0]}", front, flags=re.MULTILINE)
        return self.text[: span.start] + front + self.text[span.end :]

    def _timed(self, postmortem: Postmortem, words: str, said: str) -> str:
        """The text with the time of an entry that had none."""
        day = next((each.time.day for each in postmortem.timeline if each.time and each.time.day), None)
        bare = re.fullmatch(r"\s*(~?)(\d{1,2}:[0-5]\d)\s*", said)
        clock = f"{bare[1]}{bare[2].zfill(5)}" if bare else ""
        if not clock:
            when = self._time(said)
            clock = f"{when:%H:%M}" if when.date() == day else f"{when:%Y-%m-%d %H:%M}"
        for entry in postmortem.timeline:
            line = self.text[entry.span.start : entry.span.end]
            if UNKNOWN in line and words in line:
                start = entry.span.start
                return self.text[:start] + line.replace(UNKNOWN, clock, 1) + self.text[entry.span.end :]
        raise AnswerError("that entry is not there any more")

    def _about(self, step: Step, said: str, postmortem: Postmortem) -> str | None:
        """The text with an answer to what is asked of something that stands there: zone, day, who and when; None otherwise."""
        if step.question.startswith("No zone is stated"):
            if said.strip().lower() in ("yes", "y", "right", "ok"):
                return self.text
            zone = read_zone(said.strip())
            if zone is None:
                raise AnswerError(
                    f"“{said.strip()}” is no zone that is known; write `yes`, `CET`, `+01:00` or `Europe/Berlin`"
                )
            return self._in_zone(postmortem, zone)
        if step.question.startswith("Which day was it?"):
            found = [
                day
                for start, end, day in days(said.strip(), self._now.date())
                if (start, end) == (0, len(said.strip()))
            ]
            if not found:
                raise AnswerError(f"“{said.strip()}” is no day; write it as 2026-11-03 or `yesterday`")
            return self._on(postmortem, found[0])
        asked = _OF_ITEM.fullmatch(step.question)
        return self._owned(postmortem, asked[1], said) if asked else None

    def _in_zone(self, postmortem: Postmortem, zone: Zone) -> str:
        """The same clocks in another zone: the timeline's sentence and the times of the frontmatter."""
        text = self.text
        for name in ("started", "detected", "mitigated", "resolved"):
            when = postmortem.instant(name)
            if when is not None:
                there = zone.localise(when.replace(tzinfo=None))[0]
                text = re.sub(rf"(?m)^({name}:\s*)\S+", rf"\g<1>{stamp(there)}", text, count=1)
        return re.sub(r"(?m)^All times are .*\.$", f"All times are {zone.name}.", text, count=1)

    def _on(self, postmortem: Postmortem, day: date) -> str:
        """The day in front of the first time that has none."""
        for entry in postmortem.timeline:
            if entry.time is not None and not entry.time.stated_day and not entry.time.unknown:
                at = entry.time.span.start
                return f"{self.text[:at]}{day.isoformat()} {self.text[at:]}"
        raise AnswerError("there is no time without a day any more")

    def _owned(self, postmortem: Postmortem, words: str, said: str) -> str:
        """An action item with its owner and its due day."""
        owner, due = who_and_when(said, self._now.date())
        if not (owner or due):
            raise AnswerError("write who and when as in `@amara, 2026-12-04`")
        for item in postmortem.actions:
            if item.action is None or words not in item.action.text or not item.row:
                continue
            text = self.text
            cells = sorted(
                ((name, value) for name, value in (("owner", owner), ("due", due)) if value and name in item.cells),
                key=lambda each: -item.cells[each[0]].start,
            )
            for name, value in cells:
                span = item.cells[name]
                if span.start == span.end:
                    text = f"{text[: span.start].rstrip()} {value} {text[span.end :].lstrip()}"
            return text
        raise AnswerError("that item is not there any more")

    def _outline(self, part: str, said: str, postmortem: Postmortem) -> Outline:
        """An answer as statements of the section in which it was asked."""
        started = postmortem.instant("started") or postmortem.instant("detected")
        today: date = self._now.date()
        reader = Reader(self._config, today, started.date() if started else None, self._zone, people=People())
        if part == "timeline":
            reader.read(said, "")
            events = [each._replace(origins=()) for each in reader.outline.timeline]
            return Outline(timeline=events or [Event(None, finished(said))])
        if part == "actions":
            return Outline(actions=[task(said, (), reader.people)])
        statement = Statement(finished(said), themes=theme_of(said, self._config.themes) if part == "factors" else ())
        outline = Outline()
        outline.statements()[part].append(statement)
        return outline


def _without(text: str, at: int, question: str) -> str:
    """A text without a question, and without the comment that held no other."""
    if at < 0:
        return text
    start, end = text.rfind("<!--", 0, at), text.index("-->", at) + 3
    inner = text[start + 4 : end - 3]
    lines = [line for line in inner.strip().splitlines() if line != question]
    if not lines:
        after = end
        while text[after : after + 2] == "\n\n":
            after += 1
        before = text[:start].rstrip("\n") + "\n\n"
        return before + text[after:].removeprefix("\n")
    body = f"\n{chr(10).join(lines)}\n" if len(lines) > 1 else f" {lines[0]} "
    return text[:start] + f"<!--{body}-->" + text[end:]
