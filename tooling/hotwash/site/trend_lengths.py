"""How long: time to resolve and time to detect, as points with median and 90th percentile. Never a mean."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from hotwash.corpus.statistics import FOR_MEDIAN, FOR_P90, Period, median, p90
from hotwash.site import charts
from hotwash.site.charts import Column, Point
from hotwash.site.figures import Lasted
from hotwash.site.trend_parts import Sheet, named, state, table, told
from hotwash.site.words import count, day, spelt
from hotwash.writing.durations import duration

_LONGEST = 5
_MANY = 100
"""From so many incidents in each window on, a large change would show: the error of a median is then about a tenth."""
_VOID = "https://www.thevoid.community/report"
_PERIODS = {1: "month", 3: "quarter", 6: "half-year", 12: "year"}


def resolve(sheet: Sheet) -> str:
    """From first harm to the end."""
    say = (
        "From first harm to the end. Durations are skewed: most are short and a few are very long, so there is no average "
        "here. {few} Nor does a short incident mean a harmless one. The VOID compared thousands of public reports: averages "
        f'of durations mislead, and duration and severity <a href="{_VOID}">are not correlated</a>.'
    )
    return _durations(sheet, "resolve", "Time to resolve", "resolved", say)


def detect(sheet: Sheet) -> str:
    """From first harm to the first signal."""
    say = (
        "From first harm to the first signal that somebody noticed. The start is often found later and rounded, and what is "
        "not looked for is never late. {few}"
    )
    return _durations(sheet, "detect", "Time to detect", "detected", say)


def _durations(sheet: Sheet, anchor: str, title: str, last: str, say: str) -> str:
    held = sheet.figures.lasted("started", last)
    found = [each for _, several in held for each in several]
    missing = sheet.figures.incidents - len(found)
    after = ""
    if missing:
        why = (
            "still going on, or its times are not written down"
            if last == "resolved"
            else "its times are not written down"
        )
        after = f'<p class="after">{count(missing, "incident")} of these twelve months {"has" if missing == 1 else "have"} none: {why}.</p>\n'
    lower = title.lower()
    if len(found) < FOR_MEDIAN:
        say = say.format(few="").replace("  ", " ")
        return sheet.figure(anchor, title, say.strip(), _too_few(found, lower) + after)
    say = say.format(few=_caution(held))
    columns = [_column(sheet, period, several) for period, several in held]
    height, drawn = charts.durations(columns)
    per = _PERIODS[held[0][0].months]
    has_p90 = any(column.p90 for column in columns)
    about = f"{title} of each incident on a logarithmic scale, with median{' and 90th percentile' if has_p90 else ''} of each {per}; the table below has the numbers"
    picture = charts.chart(anchor, about, height, drawn)
    used = dict.fromkeys(sheet.figures.category(each.entry) for each in found)
    kinds = [kind.key() for name, kind in sheet.kinds.items() if name in used]
    key = charts.key([*(kinds if len(found) <= charts.FEW else [charts.DOT]), *charts.LINES[: 1 + has_p90]])
    behind = table(
        f"{title} by {per}",
        (per.capitalize(), "n", "Median", "90th percentile", "Longest"),
        [
            (
                named(column.period), f"{len(column.points):,}", _or_none(column.median), _or_none(column.p90),
                duration(max(point.length for point in column.points)),
            )
            for column in reversed(columns)
        ],
        f'<p class="after">The 90th percentile is the shortest time that nine of ten do not exceed. The longest were:</p>\n{_longest(sheet, found)}',
    )  # fmt: skip
    return sheet.figure(anchor, title, say, f"{picture}{key}{after}{behind}")


def _column(sheet: Sheet, period: Period, several: Sequence[Lasted]) -> Column:
    lengths = [each.length for each in several]
    points = [
        Point(
            sheet.kinds[sheet.figures.category(each.entry)],
            period.share(each.day),
            each.length,
            f"{duration(each.length)}: {told(each.entry)}",
        )
        for each in several
    ]
    return Column(period, points, median(lengths), p90(lengths))


def _longest(sheet: Sheet, found: Sequence[Lasted]) -> str:
    longest = sorted(found, key=lambda each: (each.length, each.entry.order), reverse=True)[:_LONGEST]
    rows = "".join(f"<li>{duration(each.length)}: {sheet.link(each.entry)}, {day(each.day)}</li>" for each in longest)
    return f'<ul class="hw-long">{rows}</ul>\n'


def _caution(held: Sequence[tuple[Period, Sequence[Lasted]]]) -> str:
    """What so few incidents cannot show."""
    most = max(len(several) for _, several in held)
    if len(held) == 1:
        return f"{spelt(most)} incidents in a year are too few to compare."
    per = {1: "a month", 3: "a quarter", 6: "half a year"}[held[0][0].months]
    least = min(len(several) for _, several in held)
    if least >= _MANY:
        return f"Even {least:,} incidents in {per} show large changes only."
    several = spelt(least) if least == most else f"{least:,} to {most:,}"
    return f"{several} incidents in {per} cannot show that response became faster or slower."


def _too_few(found: Sequence[Lasted], what: str) -> str:
    if not found:
        return state(f"No incident of these twelve months has a {what}.")
    listed = ", ".join(duration(each.length) for each in found)
    said = f"{spelt(len(found))} incident{' has' if len(found) == 1 else 's have'} a {what}: {listed}."
    return state(
        "Too few to draw.",
        f"{said} A median is shown from {_word(FOR_MEDIAN)} on, a 90th percentile from {_word(FOR_P90)}.",
    )


def _word(number: int) -> str:
    return spelt(number).lower()


def _or_none(length: timedelta | None) -> str:
    return "–" if length is None else duration(length)
