"""A draft from a description: what an engineer types or pastes, in whatever order it comes to mind."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime, time

from hotwash.config import Config
from hotwash.document.zones import ZONE, Zone
from hotwash.drafting.blameless import People, finished
from hotwash.drafting.clauses import Clause, clauses
from hotwash.drafting.joining import in_order
from hotwash.drafting.labels import labelled
from hotwash.drafting.moments import Clockwork, Spoken, days, spoken, without
from hotwash.drafting.naming import service_of, title
from hotwash.drafting.plans import assigned, goes_on, points, several, task
from hotwash.drafting.sorting import Sort, Sorted, is_present, sort
from hotwash.drafting.themes import theme_of
from hotwash.writing.outline import Event, Origin, Outline, Statement

_SEVERITY = re.compile(
    r"\b(?:sev(?:erity)?\s?-?:?\s?(?P<sev>[0-5])|(?:prio(?:rity)?|p)\s?-?\s?(?P<prio>[0-5])(?=\s+(?:incident|outage|issue)))\b",
    re.IGNORECASE,
)
_ALERT = re.compile(r"\b(?:[A-Z][a-z0-9]+){2,}(?:[A-Z]\w*)?\b|\b[A-Z][A-Za-z0-9]*[a-z][A-Z][A-Za-z0-9]+\b")
_NEAR_ALERT = re.compile(r"(?i)\b(?:alert\w*|alarm|pager\w*|paged?|fired|firing|went off|trigger\w*)\b")
_LENGTH = re.compile(r"(?i)\b(?:took|for|lasted|within|every|last|only|whole|in|over|at least|up to|of|waited)\s*$")
_HINDSIGHT = re.compile(
    r"(?i)\b(?:should|could|would|must|might)(?:n't| not)?(?: \w+ly| just| also| really)? ?(?:have|'ve|of)(?: been)?\s+(?P<what>.+)"
)
_GREETING = re.compile(
    r"(?i)(?:hi|hello|hey|dear|good morning)(?: (?:all|team|everyone|everybody|folks|colleagues|guys|there|sir|madam))+[,!.:]*\s+(?:as you (?:may|might|will)? ?(?:have )?\w+[,]?\s+(?:that\s+)?)?"
)
_NEAR_MISS = re.compile(
    r"(?i)\bnear[- ]miss\b|\balmost\b.{0,40}\b(?:incident|problem|outage|disaster|went|lost|broke|deleted|happened)\b|\bnearly (?:went|lost|broke|deleted|took|shipped)\b"
)
_OPINION = re.compile(r"(?i)^(?:it|this|that|which)(?:'s| is| was)\s+(?:a |really |very |so |such a )*\w+[.!]*$")
_FEW = 5
"""Words; what is shorter sums nothing up."""
_TOOK = re.compile(
    r"(?i)^(?:it )?took [^\d]{2,25}? to (?:figure out|find(?: out)?|see|reali[sz]e|understand|notice|work out)(?: that)? (?=\w+ \w+ \w+)"
)
_PAST = re.compile(r"(?i)\b(?:\w{2,}ed|put|ran|took|sent|shut|made|went|got|found|saw|was|were|had)\b|\d[:.]\d\d")
_QUANTITY = re.compile(r"\d")


_LOOSE = (Sort.ACTION, Sort.CONTEXT, Sort.SIGNAL, Sort.RESULT)
"""Labels that say what is told of, and not where it belongs."""


@dataclass(slots=True)
class Reader:
    """Reads descriptions into one outline."""

    config: Config
    today: date
    day: date | None
    zone: Zone | None
    assumed: bool = False
    """Whether the zone is only the configured one, so that a stated one wins."""
    people: People = field(default_factory=People)
    outline: Outline = field(default_factory=Outline)
    _begun: bool = False
    _present: bool = False
    _kind: Sort | None = None
    _place: tuple[int, Sort] = (-1, Sort.CONTEXT)
    """Sentence and section of the clause before, where it was told what was so."""
    _planned: int = -1
    """The sentence of which the clause before was a plan."""
    _last: tuple[int, datetime | time] | None = None
    _ends: list[Event] = field(default_factory=list)
    _harms: list[Event] = field(default_factory=list)

    def read(self, text: str, file: str) -> Outline:
        """Add what a text says. Origins are its lines."""
        self._facts(text)
        stated = next((each.zone for each in spoken(text, self.today) if each.zone is not None), None)
        if stated is not None and (self.zone is None or self.assumed):
            self.zone, self.assumed = stated, False
        clock = Clockwork(self._day(text, file), self.zone)
        label: Sort | None = None
        last_line = sentence = 0
        timeline = heading = False
        within: int | None = None
        found_clauses = clauses(text)
        timed = [each.text for each in found_clauses if any(told.clock for told in spoken(each.text, self.today))]
        self._present = 2 * sum(map(is_present, timed)) > len(timed) > 1
        for clause, following in zip(found_clauses, [*found_clauses[1:], None], strict=True):
            loose = False
            heads = following is not None and following.item and not clause.item and following.line <= clause.line + 2
            stripped, found, is_timeline = labelled(clause.text, heads)
            if found is not None or is_timeline:
                label, timeline, last_line, sentence = found, is_timeline, clause.line, clause.sentence
                within = None if clause.first else clause.sentence
                heading = not stripped.strip(" .:*#-")
            elif within is not None and clause.sentence != within and label is Sort.TASK and not clause.first:
                # `Plan: split the addresses. Alert on bounces - jonas.`: a plan goes on until something else is told.
                if self._speaks(clause) and (_PAST.search(clause.text) or not goes_on(clause.text)):
                    label, within = None, None
                else:
                    within = clause.sentence
            elif within is not None and clause.sentence != within:
                label, timeline, last_line, within = None, False, 0, None  # in running text a label is of its sentence
            elif clause.line == last_line:
                loose = clause.sentence != sentence  # the rest of a line that begins with a label
            elif heading and (clause.item or clause.line == last_line + 1):
                last_line = clause.line
            else:
                label, timeline = None, False
            if not stripped.strip(" .:*#-"):
                continue
            self._clause(
                clause._replace(text=stripped),
                Origin(file, clause.line),
                clock,
                None if loose and label is not None and self._speaks(clause) else label,
                timeline,
            )
        self._frame(clock)
        return self.outline

    def _speaks(self, clause: Clause) -> bool:
        """Whether a clause says by itself where it belongs, so that the label of its line does not hold it."""
        if any(each.clock is not None for each in spoken(clause.text, self.today)):
            return True
        own = sort(clause.text, joint=clause.joint, begun=self._begun)
        return own.sort in (Sort.IMPACT, Sort.TASK, Sort.WELL, Sort.ACTION, Sort.RESULT, Sort.SIGNAL)

    def _clause(
        self,
        clause: Clause,
        origin: Origin,
        clock: Clockwork,
        label: Sort | None,
        timeline: bool,
    ) -> None:
        greeting = _GREETING.match(clause.text)
        if greeting and clause.text[greeting.end() :].strip():
            clause = clause._replace(text=clause.text[greeting.end() :])
        told = [each for each in spoken(clause.text, self.today) if each.clock is not None or each.shift is not None]
        # `took 20 min`, `for an hour`: a length, and no time after another.
        told = [each for each in told if each.shift is None or not _LENGTH.search(clause.text[: each.start])]
        bare = without(clause.text, told[0]) if told else clause.text
        if label is None and assigned(clause.text):
            label = Sort.TASK
        place = sort(
            bare,
            joint=clause.joint,
            item=clause.item,
            timed=bool(told) and (label is None or label in _LOOSE),
            label=label.value if label and label not in _LOOSE else "",
            after=self._kind,
            begun=self._begun,
            present=self._present,
            told=self._kind is not None,
        )
        if place.sort is Sort.CONTEXT and self._place[0] == clause.sentence and clause.joint == "so":
            place = Sorted(self._place[1])  # `we log each price, so the list was ready`: of one breath
        self._place = (
            clause.sentence,
            place.sort if place.sort in (Sort.WELL, Sort.FACTOR, Sort.IMPACT) else Sort.CONTEXT,
        )
        if timeline and not place.sort.event:
            place = Sorted(Sort.CHANGE)
        if (
            label is Sort.SIGNAL
            and (place.sort.event or place.sort in (Sort.CONTEXT, Sort.IMPACT))
            and self._kind is not Sort.SIGNAL
        ):
            place = place._replace(sort=Sort.SIGNAL)
        if place.sort is not Sort.TASK and self._planned == clause.sentence and goes_on(bare) and not told:
            place = Sorted(Sort.TASK)
        self._planned = clause.sentence if place.sort is Sort.TASK else -1
        if told and place.sort.event and not _TELLS.search(_bare(clause.text, told)):
            place = Sorted(Sort.CONTEXT)  # `When: 2026-04-02, 08:05-08:31 CEST`
            clock.resolve(told[0])
        when: datetime | time | None = None
        if told and place.sort.event:
            own_days = [] if self.day is not None else _explicit_first(clause.text, self.today)
            if own_days and told[0].day is None and told[0].clock is not None:
                told[0] = told[0]._replace(day=own_days[0])
            when = clock.resolve(told[0])
        elif (
            (place.sort is Sort.RESULT or (place.sort.event and clause.joint == "and"))
            and self._last is not None
            and clause.sentence == self._last[0]
        ):
            # `rolled back at 14:40, no change`: not earlier than what it came of, and told in one breath with it.
            when, told = self._last[1], [Spoken(0, 0, approximate=True)]
        if place.sort.event:
            self._kind = place.sort
            self._begun = self._begun or place.harm or place.sort is Sort.SIGNAL
        if place.sort.event and when is not None:
            self._last = (clause.sentence, when)
        self._put(clause, place, origin, when, told[0] if told else None)

    def _put(
        self,
        clause: Clause,
        place: Sorted,
        origin: Origin,
        when: datetime | time | None,
        told: Spoken | None,
    ) -> None:
        out, origins = self.outline, (origin,)
        text = clause.text
        said = finished(self.people.reword(re.sub(r"(?i)^(?:who|which|whose) (?=\w)", "", text)))
        if not said or (place.sort is Sort.CHATTER and not _QUANTITY.search(text)):
            return
        if place.sort.event:
            if told is not None and when is not None and told.end:
                said = finished(self.people.reword(without(text, told))) or said
            event = Event(
                when, said, place.sort.value, origins, approximate=bool(told and told.approximate and when is not None)
            )
            out.timeline.append(event)
            if place.end:
                self._ends.append(event)
            if place.harm:
                self._harms.append(event)
        elif place.sort is Sort.IMPACT:
            out.impact.append(Statement(said, origins))
        elif place.sort is Sort.FACTOR:
            said = re.sub(
                r"^(?:[Bb]ecause|[Ss]ince|[Aa]s it turns out,?|[Ii]t turn(?:s|ed) out(?: that)?|[Tt]urn(?:s|ed) out(?: that)?|(?:[Tt]he )?(?:[Rr]oot )?(?:[Cc]ause|[Rr]eason)(?: was| is)?(?: that)?:?|[Ii]t (?:has to|must|should) be noted that)\s+",
                "",
                said,
            )
            said = _TOOK.sub("", said)
            out.factors.append(Statement(finished(said), origins, theme_of(said, self.config.themes)))
        elif place.sort is Sort.WELL:
            out.went_well.append(
                Statement(
                    finished(
                        re.sub(
                            r"^(?:[Ll]uckily|[Ff]ortunately|[Tt]hankfully|[Gg]ood thing(?: is| that)?|[Aa]t least)\b[\s,]*",
                            "",
                            said,
                        )
                    ),
                    origins,
                )
            )
        elif place.sort is Sort.TASK:
            for each in several(text):
                made = task(each, origins, self.people)
                if points(made.text):  # `I'll draft it`: of what, only the text around it says
                    out.perhaps.setdefault("actions", []).append(Statement(finished(self.people.reword(each)), origins))
                else:
                    out.actions.append(made)
        elif place.sort is Sort.GUESS:
            self._guess(said, origins, bool(_QUANTITY.search(text)))
        elif not _OPINION.match(said):
            out.summary.append(Statement(said, origins))

    def _guess(self, said: str, origins: tuple[Origin, ...], figures: bool) -> None:
        """What somebody thinks, or wishes had been, is nothing that happened: it is asked."""
        key = "factors"
        wished = _HINDSIGHT.search(said)
        if wished:
            what = re.split(r"[.!?]|,? like (?:he|she|they)\b|,? as (?:he|she|they)\b", wished["what"])[0].strip(" ,")
            self.outline.questions.setdefault(key, []).append(
                f"“{what}” did not happen; what stood in the way: was it known, possible, and anybody's task?"
            )
            if not figures:
                return
        self.outline.perhaps.setdefault(key, []).append(Statement(said, origins))

    def _day(self, text: str, file: str) -> date | None:
        """The day that the text names first, else the one that was given."""
        if self.day is not None:
            return self.day
        for day in _explicit_first(text, self.today):
            self.outline.notes.append(f"{file}: times are of {day.isoformat()}, the day that the text names")
            return day
        return None

    def _facts(self, text: str) -> None:
        out = self.outline
        out.near_miss = out.near_miss or bool(_NEAR_MISS.search(text))
        severity = _SEVERITY.search(text)
        if severity and not out.severity:
            name = next(
                (
                    each
                    for each in self.config.severities
                    if re.sub(r"\D", "", each) == (severity["sev"] or severity["prio"])
                ),
                "",
            )
            out.severity = name
        alerts = list(out.signals)
        for match in _ALERT.finditer(text):
            near = text[max(0, match.start() - 60) : match.end() + 60]
            if _NEAR_ALERT.search(near) and match[0] not in alerts:
                alerts.append(match[0])
        out.signals = tuple(alerts)
        known = sorted(self.config.services or ())
        services = list(out.services)
        services += [
            name
            for name in known
            if name not in services and re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text, re.IGNORECASE)
        ]
        out.services = tuple(services)

    def _frame(self, clock: Clockwork) -> None:
        """What the timeline says of the incident's own times; the order in which things were told becomes that of time."""
        out = self.outline
        out.timeline = in_order(out.timeline)
        if clock.zone is not None:
            out.zone = clock.zone.name
        first_harm = next((each for each in out.timeline if each in self._harms), None)
        signal = next((each for each in out.timeline if each.kind == "signal"), None)
        end = next((each for each in reversed(out.timeline) if each in self._ends), None)
        for name, event in (("started", first_harm), ("detected", signal), ("resolved", end)):
            if event is not None and isinstance(event.when, datetime) and event.when.tzinfo and name not in out.times:
                out.times[name] = event.when
                out.time_origins[name] = event.origins
        if "started" in out.times and "detected" in out.times and out.times["started"] > out.times["detected"]:
            del out.times["started"]  # what was seen to be wrong later is not what began it
            first_harm = None
        if out.near_miss and not out.went_well and signal is not None:
            out.went_well.append(Statement(signal.text, signal.origins))
        harm = first_harm or next((each for each in out.timeline if each.kind == "change"), None)
        if not out.title and harm is not None:
            out.title = title(harm.text)
        if not out.title and out.timeline:
            out.title = title(out.timeline[0].text)
        if not out.title and out.summary:
            out.title = title(out.summary[0].text)
        if not out.services and harm is not None:
            found = service_of(harm.text)
            out.services = (found,) if found else ()
        self._summarise(harm)

    def _summarise(self, harm: Event | None) -> None:
        """The summary in the text's own words: what began to fail, what it did, and what ended it."""
        out = self.outline
        if harm is None or any(len(each.text.split()) > _FEW for each in out.summary):
            return
        told = [harm]
        last = [each for each in reversed(out.timeline) if each.kind in ("action", "result") and each is not harm]
        ended = next(
            (
                each
                for signs in (lambda e: e in self._ends, lambda e: e.when is not None, bool)
                for each in last
                if signs(each)
            ),
            None,
        )
        summary = [Statement(each.text, each.origins) for each in told]
        summary += [Statement(each.text, each.origins) for each in out.impact[:1]]
        if ended is not None:
            summary.append(Statement(ended.text, ended.origins))
        out.summary = [*summary, *out.summary]


_TELLS = re.compile(r"[^\W\d_]{2,}")


def _bare(text: str, told: list[Spoken]) -> str:
    """What is left of a text without times, dates and zones."""
    for each in reversed(told):
        text = text[: each.start] + " " + text[each.end :]
    return re.sub(
        rf"(?i)\b(?:{ZONE}|when|to|and|until|from|about|around|approx|on|at|uhr|local|time)\b|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|[-+]\d\d:\d\d",
        " ",
        text,
    )


def _explicit_first(text: str, today: date) -> list[date]:
    """The days that a text names, up to today: dates before `yesterday` and weekdays, which may only stand beside one."""
    found = [each for each in days(text, today) if each[2] <= today]
    dated = sorted(each for each in found if any(char.isdigit() for char in text[each[0] : each[1]]))
    return [day for _, _, day in dated or sorted(found)]
