"""Durations as people write them: `46 minutes`, `1.5 hours`, `about an hour and a half`, `2h 5m`, `46-minute`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from hotwash.document import Span
from hotwash.document.patterns import pattern
from hotwash.document.prose import Token

_UNITS = {
    **dict.fromkeys(("second", "seconds", "sec", "secs", "s"), 1),
    **dict.fromkeys(("minute", "minutes", "min", "mins", "m"), 60),
    **dict.fromkeys(("hour", "hours", "hr", "hrs", "h"), 3600),
    **dict.fromkeys(("day", "days", "d"), 86400),
}
UNIT_WORDS = frozenset(word for word in _UNITS if len(word) > 1)
"""The words of which one stands in every text that states a duration, but for `2h`."""
UNITS = "|".join(sorted(_UNITS, key=len, reverse=True))
"""A pattern of all units."""
_SMALL = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
        "nineteen".split()
    )
}
_TENS = {
    word: 10 * number for number, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)
}
_NUMBER_WORDS = frozenset(("a", "an", "half", *_SMALL, *_TENS))
_COMPACT = pattern(r"(?:(\d{1,3})d)?(?:(\d{1,3})h)?(?:(\d{1,4})m(?:in)?)?(?:(\d{1,4})s)?")
_JOINED = pattern(r"(.+?)-([a-z]+)")
_ABOUT = frozenset(
    "about around roughly approximately approx nearly almost over under than least most ~ ≈ circa ca some".split()
)


class Duration(NamedTuple):
    """A stated duration: the tokens `first` to `last` (included) and how long it says it was."""

    first: int
    last: int
    seconds: float
    grain: float
    """In seconds: what the last unit counts, the tenth of it for `1.5 hours`, the half for `an hour and a half`."""
    about: bool

    @property
    def bounds(self) -> tuple[float, float]:
        """The shortest and longest span of time, in seconds, that can be called so: rounded to the unit."""
        slack = max(self.grain / 2, 30.0)  # times are full minutes
        if self.about:
            slack = max(slack, self.grain, 0.15 * self.seconds)
        return self.seconds - slack, self.seconds + slack

    def span(self, tokens: Sequence[Token]) -> Span:
        """Where it stands."""
        return Span(tokens[self.first].span.start, tokens[self.last].span.end)


def durations(tokens: Sequence[Token]) -> list[Duration]:
    """The durations that a sentence states, in order."""
    found = []
    at = 0
    while at < len(tokens):
        duration = _read(tokens, at)
        if duration is None:
            at += 1
        else:
            found.append(duration)
            at = duration.last + 1
    return found


def plain(number: str, unit: str) -> Duration:
    """The duration that a whole number and a unit say, outside of any sentence."""
    size = _UNITS[unit.lower()]
    return Duration(0, 0, float(number.replace(",", "")) * size, size, False)


def _read(tokens: Sequence[Token], first: int) -> Duration | None:
    """The duration that begins at a token: amounts with their units, largest first."""
    total, grain, at, unit = 0.0, 0.0, first, float("inf")
    while at < len(tokens):
        part = _part(tokens, at)
        if part is None or part[1] >= unit:
            break
        amount, unit, step, at = part
        total, grain = total + amount * unit, step * unit
        if _follow(tokens, at, "and", "a", "half"):
            total, grain, at = total + unit / 2, unit / 2, at + 3
            break
        following = at + 1 if _follow(tokens, at, "and") or _follow(tokens, at, ",") else at
        if following < len(tokens) and _part(tokens, following):
            at = following
    if at == first:
        return None
    last = at - 1
    while last > first and tokens[last].lower in (",", "and"):
        last -= 1
    about = any(tokens[before].lower in _ABOUT for before in range(max(first - 2, 0), first))
    return Duration(first, last, total, grain, about or grain >= 1800)


def _part(tokens: Sequence[Token], at: int) -> tuple[float, float, float, int] | None:
    """One amount and its unit, in seconds, what it counts in, and the token behind them."""
    word = tokens[at].lower
    if not word[0].isdigit() and word not in _NUMBER_WORDS and "-" not in word:
        return None
    compact = _COMPACT.fullmatch(word)
    if compact:
        sizes = [
            (int(count), unit) for count, unit in zip(compact.groups(), (86400, 3600, 60, 1), strict=True) if count
        ]
        unit = sizes[-1][1]
        return sum(count * size for count, size in sizes) / unit, unit, 1, at + 1
    joined = _JOINED.fullmatch(word)
    if joined and joined[2] in UNIT_WORDS and (number := _number(joined[1])) is not None:
        return number[0], _UNITS[joined[2]], number[1], at + 1
    if (
        word == "half"
        and at + 2 < len(tokens)
        and tokens[at + 1].lower in ("a", "an")
        and tokens[at + 2].lower in UNIT_WORDS
    ):
        return 0.5, _UNITS[tokens[at + 2].lower], 0.5, at + 3
    if word in ("a", "an") and at and tokens[at - 1].lower == "of":
        return None  # `a quarter of an hour` is no hour
    number = (1.0, 1.0) if word in ("a", "an") else _number(word)
    after = at + 1
    if number is None:
        return None
    if _follow(tokens, after, "and", "a", "half") and after + 3 < len(tokens) and tokens[after + 3].lower in UNIT_WORDS:
        return number[0] + 0.5, _UNITS[tokens[after + 3].lower], 0.5, after + 4
    if after < len(tokens) and tokens[after].lower in _UNITS:
        return number[0], _UNITS[tokens[after].lower], number[1], after + 1
    return None


def _number(word: str) -> tuple[float, float] | None:
    """A number in figures or words, and the place of its last digit: 1.5 counts in tenths."""
    if word[:1].isdigit():
        try:
            return float(word.replace(",", "")), 10.0 ** -len(word.partition(".")[2])
        except ValueError:
            return None
    if word in _SMALL:
        return float(_SMALL[word]), 1.0
    tens, _, ones = word.partition("-")
    if tens in _TENS and (not ones or ones in _SMALL):
        return float(_TENS[tens] + _SMALL.get(ones, 0)), 1.0
    return None


def _follow(tokens: Sequence[Token], at: int, *words: str) -> bool:
    return tuple(token.lower for token in tokens[at : at + len(words)]) == words
