"""The rule `contradictory-duration`."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

from hotwash.document import Postmortem, Problem, Span
from hotwash.document.patterns import pattern
from hotwash.document.prose import Token
from hotwash.rules.base import WARNING, Context, rule
from hotwash.rules.impact._durations import UNIT_WORDS, UNITS, Duration, durations, plain

_OUTAGES = frozenset(
    "outage outages downtime disturbance disturbances disruption disruptions interruption interruptions unavailability degradation "
    "incident incidents".split()
)
_OUTAGE_NOUNS = _OUTAGES | frozenset("errors failures impact harm effect problem problems issue issues".split())
_BROKEN = frozenset(
    "unavailable down degraded offline unreachable inaccessible failed failing slow broken interrupted disrupted impaired rejected "
    "refused unresponsive unusable affected impacted dropped disturbed errored stopped".split()
)
_FAILING = (
    _BROKEN
    | _OUTAGES
    | frozenset(
        "errors failures could couldn't cannot lost timed timeouts rejects fails returned without nobody no".split()
    )
)
_LABELS = frozenset("duration downtime outage length".split())
# A figure that is a promise, a rule, a share or another time's, not how long this one took.
_OTHER_BEFORE = frozenset(
    "budget budgets budgeted monthly yearly weekly quarterly annual per allows allowed allow permits permitted target objective "
    "objectives would can may might should will typically usually normally often sometimes previous previously earlier similar last "
    "every each timeout timeouts threshold average mean median if maximum".split()
)
_OTHER_AFTER = frozenset(
    "budget budgets monthly yearly weekly quarterly annual per allowed permitted target objective objectives each every month year "
    "quarter week".split()
)
_NEAR = 8
"""How many tokens behind a duration can say that it is a promise."""
_LONG = 200
"""More tokens than this are no clause."""
_GAP = frozenset(
    "in for to at of on across by from all most some the a an its our their every about around roughly approximately nearly almost "
    "over than least more less up total fully completely entirely partly partially also".split()
)
_BREAKS = frozenset(
    "after before until when while because so that which who and but or than retry retried retries retrying waited waiting wait "
    "timeout then since within ago later".split()
)
# For text in lower case, as patterns without regard to case are slow.
_SHORT = pattern(r"(?<=\d)[dhms]\b")
_NUMBER = pattern(r"(?<![\w.,])(\d[\d,]*)[\s-]?\Z")
_CUES_BEFORE = "for lasted persisted continued endured duration downtime outage length".split()
_CUE_BEFORE = pattern(rf"\b(?:{'|'.join(_CUES_BEFORE)})\b")
_CUE_AFTER = pattern(r"\s+(?:of\s|outage|downtime|disturbance|disruption|interruption|unavailab|degradation|incident)")
_PROMISE = pattern(r"\s+(?:(?:of|the)\s+)*(?:monthly|yearly|weekly|quarterly|annual)\b")
_COMPOUND = pattern(rf"\b(?:{UNITS})(?:,|\s+and)?\s*\Z")
_BEFORE, _AFTER = 120, 30
"""How many characters around a duration its first look sees."""
_LASTED = frozenset("lasted persisted continued endured".split())


@rule("contradictory-duration", since="0.1", level=WARNING)
def contradictory_duration(postmortem: Postmortem, context: Context) -> Iterator[Problem]:
    """The summary or the impact states a duration of the outage that no two of the document's times give.

    ## Why

    One of the two is wrong, and both go into reports: the sentence into what customers are told, the times into the
    averages. It happens where a time is corrected after the summary was written.

    Rounding is fine: 46 minutes are "about three quarters of an hour", and 90 are "an hour and a half".

    ## Examples

    ```markdown title="bad" section="Summary"
    For 4 hours 31% of checkouts failed because the gateways served an expired certificate.
    ```

    ```markdown title="bad" section="Impact"
    - Users: 4,120 checkouts failed (31% of attempts) in 46 minutes.
    - Revenue: about 61,000 EUR in orders delayed; 70% were retried the same day.
    - SLA: 93 minutes of downtime; the monthly budget of checkout is 43.
    - Data: none lost; no charge without an order.
    ```

    ```markdown title="good" section="Summary"
    For 46 minutes 31% of checkouts failed. Counted from the first alert, the outage lasted three quarters of an hour. The
    client gives up after 30 seconds, and the error budget of a month is 43 minutes.
    ```
    """
    found = list(_first_look(postmortem))
    if not found:
        return
    times = Times(postmortem)
    if len(times.seconds) < 2 or all(amount is not None and times.give(amount) for amount in found):
        return
    for tokens, duration in _stated(postmortem):
        if times.give(duration):
            continue
        span = duration.span(tokens)
        yield Problem(
            span,
            f"no two times of the document are {' '.join(postmortem.text[span.start : span.end].split())} apart",
            help=f"from the first to the last they are {_told(times.seconds[-1] - times.seconds[0])}; "
            "mend the sentence or the time that is off",
        )


class Times:
    """The times of a document that an outage could have lasted from or to."""

    def __init__(self, postmortem: Postmortem) -> None:
        found = [stamp.instant for name, stamp in postmortem.frontmatter.times.items() if name != "reviewed"]
        found += [entry.time.instant for entry in postmortem.timeline if entry.time]
        self.seconds = sorted({instant.timestamp() for instant in found if instant})
        self._known: dict[tuple[float, float], bool] = {}

    def give(self, duration: Duration) -> bool:
        """Whether two of the times are so far apart."""
        bounds = duration.bounds
        if bounds not in self._known:
            self._known[bounds] = any(self._one_in(each + bounds[0], each + bounds[1]) for each in self.seconds)
        return self._known[bounds]

    def _one_in(self, low: float, high: float) -> bool:
        return bisect_left(self.seconds, low) < bisect_right(self.seconds, high)


def _first_look(postmortem: Postmortem) -> Iterator[Duration | None]:
    """What looks like a duration of the outage in the text as written, None where only its sentence can tell how long.

    Most documents say one plain figure that agrees with their times: then no sentence has to be read.
    """
    text = postmortem.prose.raw
    words = UNIT_WORDS & postmortem.prose.vocabulary
    for key in ("summary", "impact"):
        section = postmortem.section(key)
        if section is None:
            continue
        for unit, end in _units(text, section.content, words):
            if _PROMISE.match(text, end, end + _AFTER):
                continue
            before = text[max(unit - _BEFORE, section.content.start) : unit]
            cue = any(word in before for word in _CUES_BEFORE) and _CUE_BEFORE.search(before)
            if cue or _CUE_AFTER.match(text, end, end + _AFTER):
                number = _NUMBER.search(before)
                whole = number is not None and not _COMPOUND.search(before, 0, number.start())
                yield plain(number[1], text[unit:end]) if number and whole else None


def _units(text: str, span: Span, words: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Where a unit of time stands: one of the words as a whole word, or a letter behind a figure."""
    for word in words:
        at = text.find(word, *span)
        while at >= 0:
            end = at + len(word)
            if (text[at - 1].isspace() or text[at - 1].isdigit() or text[at - 1] == "-") and not text[
                end : end + 1
            ].isalnum():
                yield at, end
            at = text.find(word, end, span.end)
    for match in _SHORT.finditer(text, *span):
        yield match.span()


def _stated(postmortem: Postmortem) -> Iterator[tuple[Sequence[Token], Duration]]:
    """The durations of the outage in the summary and the impact, each with the tokens of its clause."""
    prose = postmortem.prose
    for key in ("summary", "impact"):
        if postmortem.section(key) is None:
            continue
        for passage in prose.passages(key):
            if passage.kind == "heading":
                continue
            for sentence in prose.of(passage):
                for tokens in _clauses(sentence.tokens):
                    yield from ((tokens, each) for each in durations(tokens) if _of_the_outage(tokens, each))


def _clauses(tokens: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """A sentence's parts between semicolons, those that state a duration."""
    start = 0
    for at in range(len(tokens) + 1):
        if at == len(tokens) or tokens[at].text == ";":
            part = tokens[start:at]
            if len(part) <= _LONG and any(token.lower in UNIT_WORDS or token.text[0].isdigit() for token in part):
                yield part
            start = at + 1


def _of_the_outage(tokens: Sequence[Token], duration: Duration) -> bool:
    """Whether a clause says that the outage took that long, and of no other thing."""
    lowers = [token.lower for token in tokens]
    first, last = duration.first, duration.last
    before = lowers[:first]
    if (
        not _OTHER_BEFORE.isdisjoint(before)
        or _promised(lowers[last + 1 : last + 1 + _NEAR])
        or _in_a_range(lowers, first, last)
    ):
        return False
    lead = [word for word in before if word not in _GAP and word not in ("~", "≈", ",", "(")]
    # `For 46 minutes checkouts failed`, `For about two hours, ...`
    if before[:1] == ["for"] and not lead and not _FAILING.isdisjoint(lowers[last + 1 :]):
        return True
    # `53 minutes of disturbance`, `a 46-minute outage`
    after = lowers[last + 1 : last + 5]
    if after[:1] == ["of"] and not _OUTAGE_NOUNS.isdisjoint(after[1:]):
        return _OUTAGES.isdisjoint(before) or "caused" in before or "was" in before
    if "-" in lowers[last] and not _OUTAGES.isdisjoint(after[:2]):
        return True
    # `Duration: 46 minutes`
    if (
        ":" in before
        and not _LABELS.isdisjoint(before)
        and len(before) - 1 - before[::-1].index(":") >= len(before) - 2
    ):
        return len(before) <= 6 and lowers[0] != "time"
    if "for" in before or not _LASTED.isdisjoint(before):
        return _broken_for(before)
    return False


def _promised(after: Sequence[str]) -> bool:
    """Whether the words behind a duration make it a promise: `of downtime a month`, `of the monthly budget`."""
    for word in after:
        if word in (":", ".", "(", ","):
            return False
        if word in _OTHER_AFTER:
            return True
    return False


def _broken_for(before: Sequence[str]) -> bool:
    """Whether what stands before a duration says that something was down, or that the outage lasted."""
    seen_for = False
    for at in range(len(before) - 1, -1, -1):
        word = before[at]
        if word in _LASTED:
            # The subject: `The outage lasted`, `This lasted`, `which lasted`.
            subject = before[max(at - 6, 0) : at]
            return (
                not _OUTAGE_NOUNS.isdisjoint(subject)
                or subject[-1:] in (["this"], ["it"], ["which"], ["that"])
                or not subject
            )
        if word in _BROKEN:
            return seen_for
        seen_for = seen_for or word == "for"
        if word in _BREAKS or word.endswith("ing") or len(before) - at > 8:
            return False
        if word in (",", ".", ":", "?", "!"):
            return False
    return False


def _in_a_range(lowers: Sequence[str], first: int, last: int) -> bool:
    """`45 to 90 minutes`, `between one and two hours`, `30-45 minutes`, `90+ minutes`."""
    before = lowers[max(first - 2, 0) : first]
    if before and (before[-1] in ("to", "-", "–", "—") and len(before) == 2 and before[0][:1].isdigit()):
        return True
    return "between" in lowers[max(first - 4, 0) : first] or lowers[last + 1 : last + 2] == ["+"]


def _told(seconds: float) -> str:
    minutes = round(seconds / 60)
    hours, rest = divmod(minutes, 60)
    if hours >= 48:
        return f"{round(hours / 24)} days apart"
    if not hours:
        return f"{minutes} minutes apart"
    return f"{hours} h {rest} min apart" if rest else f"{hours} h apart"
