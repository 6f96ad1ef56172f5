"""A draft from a description: what an engineer types or pastes, in whatever order it comes to mind."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from hotwash.config import Config
from hotwash.document.zones import Zone
from hotwash.drafting.blameless import People, finished
from hotwash.drafting.clauses import Clause, clauses
from hotwash.drafting.joining import in_order
from hotwash.drafting.moments import Clockwork, Spoken, days, spoken, without
from hotwash.drafting.sorting import Sort, Sorted, is_present, sort
from hotwash.rules.words import words
from hotwash.writing.outline import Event, Origin, Outline, Statement, Task

_LABELS = {
    "impact": Sort.IMPACT, "customer impact": Sort.IMPACT, "user impact": Sort.IMPACT, "damage": Sort.IMPACT,
    "cause": Sort.FACTOR, "causes": Sort.FACTOR, "root cause": Sort.FACTOR, "root causes": Sort.FACTOR, "why": Sort.FACTOR, "reason": Sort.FACTOR,
    "contributing factors": Sort.FACTOR, "factors": Sort.FACTOR, "what went wrong": Sort.FACTOR, "trigger": Sort.FACTOR,
    "what went well": Sort.WELL, "went well": Sort.WELL, "good": Sort.WELL, "positives": Sort.WELL, "the good": Sort.WELL, "lucky": Sort.WELL,
    "action items": Sort.TASK, "actions": Sort.TASK, "action": Sort.TASK, "todo": Sort.TASK, "to do": Sort.TASK, "to-do": Sort.TASK, "todos": Sort.TASK,
    "follow up": Sort.TASK, "follow-up": Sort.TASK, "follow ups": Sort.TASK, "follow-ups": Sort.TASK, "followups": Sort.TASK, "next steps": Sort.TASK, "next": Sort.TASK,
    "remediation": Sort.TASK, "good thing": Sort.WELL, "good news": Sort.WELL, "plus side": Sort.WELL, "on the plus side": Sort.WELL,
    "what worked": Sort.WELL, "still to do": Sort.TASK, "what i want": Sort.TASK, "what we need": Sort.TASK, "todo me": Sort.TASK, "fix": Sort.ACTION, "detection": Sort.SIGNAL, "summary": Sort.CONTEXT, "resolution": Sort.RESULT,
}  # fmt: skip
_HEADS = (
    (r"(?:customer |user )?impact|damage|effects?|consequences", Sort.IMPACT),
    (r"why|causes?|reasons?|factors|contributing|root causes?|what went wrong|bad|problems?|issues", Sort.FACTOR),
    (r"(?:what )?(?:went |was |is )?(?:good|well|worked|helped)|positives?|luck|plus", Sort.WELL),
    (r"next|to-?dos?|actions?|follow-?ups?|remediations?|improvements?|tasks?|tickets?|plan", Sort.TASK),
)
_LABEL = re.compile(r"\s*[#*]{0,6}\s*([A-Za-z][A-Za-z -]{1,28}?)\s*\**\s*:\s*\**\s*")
_BARE_LABEL = re.compile(r"\s*(impact|cause|to-?do)\s+(?=[\d~<>])", re.IGNORECASE)
_TIMELINE = re.compile(r"(?i)(?:timeline|chronology|events?|what happened)$")
_SEVERITY = re.compile(
    r"\b(?:sev(?:erity)?\s?-?:?\s?(?P<sev>[0-5])|(?:prio(?:rity)?|p)\s?-?\s?(?P<prio>[0-5])(?=\s+(?:incident|outage|issue)))\b",
    re.IGNORECASE,
)
_ALERT = re.compile(r"\b(?:[A-Z][a-z0-9]+){2,}(?:[A-Z]\w*)?\b|\b[A-Z][A-Za-z0-9]*[a-z][A-Z][A-Za-z0-9]+\b")
_NEAR_ALERT = re.compile(r"(?i)\b(?:alert\w*|alarm|pager\w*|paged?|fired|firing|went off|trigger\w*)\b")
_OWNER = re.compile(r"(?<![\w.])@[A-Za-z][\w.-]*(?:/[\w.-]+)?")
_DOES = re.compile(
    r"^(?P<who>[A-Z][a-z]+|@[\w./-]+)\s+(?:will|is going to|to|takes|is|has to|needs to|wants to|promised to|agreed to|should)\s+(?P<what>.+)",
    re.DOTALL,
)
_BY = re.compile(
    r"[\s,(]*\b(?:by|until|before|due(?: on)?|till)\s+(?P<when>end of (?:the )?(?:week|month|quarter|year|day)|next \w+|\w+day|tomorrow|today|eo[wdmq]|\d{4}-\d\d-\d\d|\d{1,2}\.? ?[A-Z][a-z]{2,8}\.?(?: \d{4})?|[A-Z][a-z]{2,8}\.? \d{1,2}(?:st|nd|rd|th)?(?:,? \d{4})?|end of [A-Z][a-z]+|Q[1-4])\)?",
    re.IGNORECASE,
)
_DAY_WORDS = r"\d{4}-\d\d-\d\d|\d{1,2}[.]\d{1,2}[.]?(?:\d{2,4})?|\d\d-\d\d|\d{1,2}\.? [A-Z][a-z]{2,8}(?: \d{4})?|[A-Z][a-z]{2,8} \d{1,2}(?:st|nd|rd|th)?(?:,? \d{4})?|next (?:week|sprint|month|quarter)|end of (?:the )?(?:week|month|sprint|quarter|[A-Z][a-z]+)|this week|today|tomorrow|(?:mon|tues|wednes|thurs|fri|satur|sun)day|Q[1-4]"
_ISO = re.compile(r"(?i)[\s,(]*\b(?:by |due |until )?(\d{4}-\d\d-\d\d)\b\)?")
_LEAD = re.compile(
    r"^(?:(?:so|and|also|then|plus|finally)[\s,]+)*(?:(?:to-?do|action item|action|follow-?up|next steps?|ai|fix)\s*[:–-]\s*)?(?:what (?:we|i) (?:need|want) is\s+)?(?:(?:we|i|you|they|someone|somebody|the team|team|ops)\s+)?(?:(?:really|also|definitely|probably|still|now)\s+)*(?:need(?:s)? to|ha(?:ve|s) to|want(?:s)? to|plan(?:s)? to|ought to|should|must|will|'ll|gonna|wanna|are going to|is going to|am going to|let'?s|agreed to|promised to|would be (?:good|nice|great) to)\s+(?:(?:really|also|definitely|probably|now|then|at least|please)\s+)*",
    re.IGNORECASE,
)
_TYPES = (
    ("Detect", r"alert\w*|monitor\w*|dashboard|metric\w*|detect\w*|notif\w*|warn\w*|page|pager|graph|log(?:ging|s)?|observ\w*|synthetic|probe"),
    ("Respond", r"runbook|playbook|document\w*|docs|on-?call|escalat\w*|train\w*|drill|game ?day|rehears\w*|status ?page|contact|communicat\w*|wiki"),
    ("Fix", r"refund\w*|restore|clean up|backfill\w*|reprocess\w*|renew|repair|apologi[sz]e|credit"),
    ("Prevent", r"test\w*|validat\w*|limit\w*|automat\w*|canary|review|check|pin|staging|prevent\w*|block|refuse|require\w*|split|separate|remove|migrate|upgrade|index|timeout|retry|quota|failover|redundan\w*|rate|guard|lock|pool|pipeline|ci|move|replace|raise|lower|increase|change|add|use|make|set"),
)  # fmt: skip
_THEMES = (
    ("detection", r"alert\w*|monitor\w*|pager|dashboard|noticed|threshold|metric\w*|graph|watch\w*|warn\w*"),
    ("testing", r"test\w*|staging|dry run|rehears\w*|tried"),
    ("documentation", r"runbook|document\w*|docs|wiki|undocumented|outdated|out of date"),
    ("capacity", r"capacity|limit\w*|quota|disk|memory|pool|connections?|headroom|full|scale|cpu|oom"),
    ("configuration", r"config\w*|setting|flag|default|hard-?coded|misconfigured|environment variable"),
    ("dependency", r"depend\w*|vendor|provider|third[- ]party|upstream|shared|single point"),
    ("change", r"deploy\w*|release|rollout|migration|change|canary|rollback"),
    ("handover", r"handover|hand-?off|rota|rotation|shift|on-?call|owner\w*|owned|nobody knew|told"),
    ("process", r"process|review\w*|manual\w*|by hand|approval|checklist"),
    ("tooling", r"tool\w*|script|cli|console|button"),
)  # fmt: skip
_LENGTH = re.compile(r"(?i)\b(?:took|for|lasted|within|every|last|only|whole|in|over|at least|up to|of|waited)\s*$")
_HINDSIGHT = re.compile(
    r"(?i)\b(?:should|could|would|must|might)(?:n't| not)?(?: \w+ly| just| also| really)? ?(?:have|'ve|of)(?: been)?\s+(?P<what>.+)"
)
_NEAR_MISS = re.compile(
    r"(?i)\bnear[- ]miss\b|\balmost\b.{0,40}\b(?:incident|problem|outage|disaster|went|lost|broke|deleted|happened)\b|\bnearly (?:went|lost|broke|deleted|took|shipped)\b"
)
_OPINION = re.compile(r"(?i)^(?:it|this|that|which)(?:'s| is| was)\s+(?:a |really |very |so |such a )*\w+[.!]*$")
_TOLD = re.compile(
    r"(?i)\b(?:noticed|saw|reported|told us|found(?: out)?|reali[sz]ed|complained|noticing|reporting|wrote|said)(?: to us)?(?: that)? (?!by\b)(\w+ \w+ .+)"
)
_MEASURE = re.compile(r"sessions|rate|errors?|latency|usage|traffic|count|p\d\d")
_QUANTITY = re.compile(r"\d")
_SUBJECT = re.compile(
    r"^(?:the |our |all |whole )?((?:[a-z0-9]+[ -]){0,2}?[a-z0-9-]+?)(?:'s)?\s+(?:service|api|app|site|page|job|cluster|db|database|backend|frontend)?\s*(?=(?:was|were|is|are|has|had|started|starts|began|begins|went|goes|stopped|died|crash\w*|fail\w*|threw|throws|broke|fell|hung|returned|returns|got|timed|became|slowed|ran|would|could)\b)",
    re.IGNORECASE,
)
_NO_SERVICE = frozenset(
    "job service server system app site cluster team process script query host node box machine deploy release error database db website platform api company responder we i it they he she something everything things stuff nothing someone errors error all users customers that this which there disk alert alerts requests orders logs everyone half pods nodes people".split()
)


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
        last_line = 0
        timeline = heading = False
        within: int | None = None
        previous: Sorted | None = None
        found_clauses = clauses(text)
        timed = [each.text for each in found_clauses if any(told.clock for told in spoken(each.text, self.today))]
        self._present = 2 * sum(map(is_present, timed)) > len(timed) > 1
        for clause, following in zip(found_clauses, [*found_clauses[1:], None], strict=True):
            loose = False
            heads = following is not None and following.item and not clause.item and following.line == clause.line + 1
            stripped, found, is_timeline = _labelled(clause.text, heads)
            if found is not None or is_timeline:
                label, timeline, last_line = found, is_timeline, clause.line
                within = None if clause.first else clause.sentence
                heading = not stripped.strip(" .:*#-")
            elif within is not None and clause.sentence != within:
                label, timeline, last_line, within = None, False, 0, None  # in running text a label is of its sentence
            elif clause.line == last_line:
                loose = True  # the rest of a line that begins with a label
            elif heading and (clause.item or clause.line == last_line + 1):
                last_line = clause.line
            else:
                label, timeline = None, False
            if not stripped.strip(" .:*#-"):
                continue
            previous = self._clause(
                clause._replace(text=stripped),
                Origin(file, clause.line),
                clock,
                None if loose and label is not None and self._speaks(clause) else label,
                timeline,
                previous,
            )
        self._frame(clock)
        return self.outline

    def _speaks(self, clause: Clause) -> bool:
        """Whether a clause says by itself where it belongs, so that the label of its line does not hold it."""
        if any(each.clock is not None for each in spoken(clause.text, self.today)):
            return True
        own = sort(clause.text, joint=clause.joint, begun=self._begun, after=self._kind)
        return own.sort in (Sort.IMPACT, Sort.TASK, Sort.WELL, Sort.ACTION, Sort.RESULT, Sort.SIGNAL)

    def _clause(
        self,
        clause: Clause,
        origin: Origin,
        clock: Clockwork,
        label: Sort | None,
        timeline: bool,
        previous: Sorted | None,
    ) -> Sorted:
        told = [each for each in spoken(clause.text, self.today) if each.clock is not None or each.shift is not None]
        told = [each for each in told if not _is_duration(clause.text, each)]
        bare = without(clause.text, told[0]) if told else clause.text
        place = sort(
            bare,
            joint=clause.joint,
            item=clause.item,
            timed=bool(told) and label is None,
            label=label.value if label and label not in (Sort.ACTION, Sort.CONTEXT, Sort.SIGNAL, Sort.RESULT) else "",
            after=self._kind,
            begun=self._begun,
            present=self._present,
        )
        if timeline and not place.sort.event:
            place = Sorted(Sort.CHANGE)
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
        self._put(clause, place, origin, when, told[0] if told else None, previous)
        return place

    def _put(
        self,
        clause: Clause,
        place: Sorted,
        origin: Origin,
        when: datetime | time | None,
        told: Spoken | None,
        previous: Sorted | None,
    ) -> None:
        out, origins = self.outline, (origin,)
        text = clause.text
        said = finished(self.people.reword(text))
        if not said or (place.sort is Sort.CHATTER and not _QUANTITY.search(text)):
            return
        if place.sort.event:
            if told is not None and when is not None and told.end:
                said = finished(self.people.reword(without(text, told)))
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
                r"^(?:[Bb]ecause|[Ss]ince|[Aa]s it turns out,?|[Ii]t turn(?:s|ed) out(?: that)?|[Tt]urn(?:s|ed) out(?: that)?|[Tt]he (?:root )?(?:cause|reason)(?: was| is)?(?: that)?:?)\s+",
                "",
                said,
            )
            out.factors.append(Statement(finished(said), origins, self.themes(said)))
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
            out.actions.append(self.task(text, origins))
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

    def task(self, text: str, origins: tuple[Origin, ...]) -> Task:
        """An action item from what somebody plans: its outcome, and who and when if the text says so."""
        owner, due = "", ""
        text = text.strip()
        does = _DOES.match(text)
        handle = _OWNER.search(text)
        if does and does["who"].lower() not in (
            "we",
            "i",
            "it",
            "they",
            "this",
            "that",
            "someone",
            "somebody",
            "ops",
            "team",
            "next",
            "there",
        ):
            owner, text = does["who"], does["what"]
        elif handle:
            owner = handle[0]
            text = (text[: handle.start()].rstrip(" (,-–—:") + " " + text[handle.end() :].lstrip(" ),:-–—")).strip()
            text = re.sub(r"^(?:to|will|should)\s+", "", text)
        text, who, by_day = _trailing(text)
        owner = owner or who
        due = by_day
        iso = None if due else _ISO.search(text)
        if iso:
            due = iso[1]
            text = (text[: iso.start()].rstrip(" (,") + text[iso.end() :].lstrip(" )")).strip()
        by = _BY.search(text)
        if by and not due:
            due = _due(by["when"], self.today)
            text = (text[: by.start()] + text[by.end() :]).strip()
        text = finished(self.people.reword(re.sub(r"(?i)^(?:i|we) (?:think|guess|believe)(?: that)?\s+", "", text)))
        text = finished(
            re.sub(
                r"^(?:(?:we|they) )?needs? (?=(?:a|an|some|more|better|another|proper)\b)",
                "Add ",
                _LEAD.sub("", text, count=1),
                flags=re.IGNORECASE,
            )
        )
        return Task(text.rstrip("."), _typed(text), owner, due, "", origins)

    def themes(self, text: str) -> tuple[str, ...]:
        """The theme of a factor, if one is plain."""
        for theme, signs in _THEMES:
            if theme in self.config.themes and re.search(rf"(?i)\b(?:{signs})\b", text):
                return (theme,)
        return ()

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
            out.title = _title(harm.text)
        if not out.title and out.timeline:
            out.title = _title(out.timeline[0].text)
        if not out.title and out.summary:
            out.title = _title(out.summary[0].text)
        if not out.services and harm is not None:
            found = _SUBJECT.match(harm.text)
            name = re.sub(r"\s+", "-", found[1].lower()) if found else ""
            if (
                name
                and not _MEASURE.search(name)
                and name.split("-")[0] not in _NO_SERVICE
                and name not in _NO_SERVICE
                and not name.isdigit()
            ):
                out.services = (name,)
        self._summarise(harm)

    def _summarise(self, harm: Event | None) -> None:
        """The summary in the text's own words: what began to fail, what it did, and what ended it."""
        out = self.outline
        if out.summary or harm is None:
            return
        told = [harm]
        ended = next(
            (each for each in reversed(out.timeline) if each.kind in ("action", "result") and each is not harm), None
        )
        summary = [Statement(each.text, each.origins) for each in told]
        summary += [Statement(each.text, each.origins) for each in out.impact[:1]]
        if ended is not None:
            summary.append(Statement(ended.text, ended.origins))
        out.summary = summary


def _explicit_first(text: str, today: date) -> list[date]:
    """The days that a text names, up to today: dates before `yesterday` and weekdays, which may only stand beside one."""
    found = [each for each in days(text, today) if each[2] <= today]
    dated = sorted(each for each in found if any(char.isdigit() for char in text[each[0] : each[1]]))
    return [day for _, _, day in dated or sorted(found)]


def _labelled(text: str, heads: bool = False) -> tuple[str, Sort | None, bool]:
    """A clause without the label that it begins with, the label's section, and whether it is the timeline's.

    With `heads`, a list follows: then the few words of the line are its heading.
    """
    match = _LABEL.match(text) or _BARE_LABEL.match(text)
    if match:
        name = " ".join(match[1].lower().split())
        if name in _LABELS:
            return text[match.end() :], _LABELS[name], False
        if _TIMELINE.match(name):
            return text[match.end() :], None, True
    if heads and len(text.split()) <= 5:
        for signs, sort_ in _HEADS:
            if re.match(rf"(?i)[#* ]*(?:{signs})\b", text):
                return "", sort_, False
    bare = " ".join(text.strip(" #*:.").lower().split())
    if bare in _LABELS and bare not in (
        "fix",
        "next",
        "good",
        "why",
        "action",
        "detection",
        "resolution",
        "lucky",
        "cause",
        "reason",
        "summary",
    ):
        return "", _LABELS[bare], False
    if _TIMELINE.fullmatch(bare):
        return "", None, True
    return text, None, False


def _is_duration(text: str, told: Spoken) -> bool:
    """`took 20 min`, `for an hour`: a length, not a time after another."""
    if told.shift is None:
        return False
    before = text[: told.start].lower().rstrip()
    return before.endswith(
        (
            "took",
            "for",
            "lasted",
            "within",
            "every",
            "last",
            "about",
            "only",
            "whole",
            "in",
            "over",
            "at least",
            "up to",
            "of",
            "waited",
        )
    )


def _typed(text: str) -> str:
    for name, signs in _TYPES:
        if re.search(rf"(?i)\b(?:{signs})\b", text):
            return name
    return ""


def _trailing(text: str) -> tuple[str, str, str]:
    """A task without who and when at its end: `alert on the queue, Ola, 18 Feb`, `dead letter queue - me, until 15.07`."""
    parts = [each for each in re.split(r"\s*(?:,|;|\s[-–—]\s|\()\s*", text.strip(" .)")) if each]
    owner = due = ""
    while len(parts) > 1:
        last = parts[-1].strip(" )")
        day = re.fullmatch(rf"(?i)(?:due|by|until|till|before|on)?\s*({_DAY_WORDS})", last)
        person = re.fullmatch(r"(?:owner:? |owned by |assigned to )?(@[\w./-]+|[A-Z][a-zà-ÿ]+)", last)
        if day and not due:
            due = day[1]
        elif (
            person
            and not owner
            and (person[1][0] == "@" or person[1] in words("first_names") | words("ambiguous_names"))
        ):
            owner = person[1]
        elif re.fullmatch(
            r"(?i)(?:me|myself|us|nobody(?: yet)?|no owner(?: yet)?|tbd|unassigned|somebody.*|someone.*)", last
        ):
            pass
        else:
            break
        parts.pop()
    if not owner and not due and len(parts) == len(re.split(r"\s*(?:,|;|\s[-–—]\s|\()\s*", text.strip(" .)"))):
        return text, "", ""
    end = text.find(parts[-1]) + len(parts[-1])
    return text[:end], owner, due


def who_and_when(text: str, today: date) -> tuple[str, str]:
    """An owner and a due day in an answer: `Kenji by 2026-12-01`, `@amara, Friday`; empty where it names none.

    A due day is an ISO date; one that is told otherwise counts from `today`.
    """
    handle = _OWNER.search(text)
    name = re.match(r"\s*([A-Z][a-zà-ÿ]+)\b", text)
    owner = handle[0] if handle else f"@{name[1].lower()}" if name and not name[1].endswith("day") else ""
    iso = re.search(r"\d{4}-\d\d-\d\d", text)
    if iso:
        return owner, iso[0]
    for _, _, day in days(text, today):
        # A deadline lies ahead: the next such weekday, this year's or next year's date.
        while day <= today:
            weekday = bool(re.search(r"(?i)\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", text))
            try:
                day = day + timedelta(days=7) if weekday else day.replace(year=day.year + 1)
            except ValueError:
                return owner, ""
        return owner, day.isoformat()
    return owner, ""


def _due(text: str, today: date) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return text


def titled(outline: Outline) -> str:
    """A title from the statements of an outline: what it did, else what was seen first, in plain words where there are any."""
    texts = [each.text for each in outline.impact] + [
        each.text for each in outline.timeline if each.kind in ("signal", "change")
    ]
    plain = [each for each in texts if "`" not in each and not each.rstrip().endswith("?") and "://" not in each]
    return _title((plain or texts or [outline.title])[0])


def _title(text: str) -> str:
    """A title from a sentence: its first clause, without its full stop."""
    text = text.strip().rstrip(".")
    told = _TOLD.search(text)
    text = re.sub(r"(?i)^again,?\s+", "", told[1] if told else text)
    text = text[:1].upper() + text[1:]
    text = re.split(r"[;(]|:(?!\d)|, (?:and|but|so|which|who)\b", text)[0].strip(" ,")
    while len(text) > 90 and " " in text:
        text = text.rsplit(" ", 1)[0].rstrip(" ,")
    return re.sub(r"\s(?:a|an|the|of|to|in|on|for|with|and|after|at|by)$", "", text)
