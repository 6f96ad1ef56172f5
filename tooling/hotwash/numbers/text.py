"""The summary and the comparison of periods for a terminal, with small plots."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from hotwash.corpus.statistics import FOR_MEDIAN, FOR_P90, median, p90
from hotwash.numbers.compare import ENOUGH, Comparison, names, unfinished
from hotwash.numbers.periods import name_of
from hotwash.numbers.plots import bar, line
from hotwash.numbers.summary import Group, Summary
from hotwash.reports.terminal import Style, visible, width
from hotwash.writing.durations import duration

_LISTED = 15
"""So many services have a row of their own; the data has all."""
_TIMED = (("Time to detect", "detected"), ("Time to resolve", "resolved"))


def summary_lines(summary: Summary, style: Style) -> Iterator[str]:
    """The figures of a period, each with its n."""
    whole = summary.all
    so_far = ", so far" if unfinished(summary) and not summary.is_last_year else ""
    yield style(
        f"{name_of(summary.period)}{so_far}: {_count(len(whole.incidents), 'incident')}, "
        f"{_count(whole.near_misses, 'near miss', 'near misses')}",
        "bold",
    )
    yield ""
    yield from _months(summary, style)
    for title, groups in (("Severity", summary.severities), ("Service", summary.services)):
        yield from _groups(title, groups, style)
    for title, last in _TIMED:
        yield from _lengths(title, last, summary, style)
    yield from _kept(summary, style)
    yield from _covered(summary)
    yield f"A median takes {FOR_MEDIAN} values, a 90th percentile {FOR_P90}; n is how many there are."


def _months(summary: Summary, style: Style) -> Iterator[str]:
    longest = max((len(group.records) for group in summary.months), default=0)
    rows = []
    for group in summary.months:
        near = f"and {_count(group.near_misses, 'near miss', 'near misses')}" if group.near_misses else ""
        rows.append(
            (group.name, str(len(group.incidents)), " ".join(filter(None, (bar(len(group.incidents), longest), near))))
        )
    yield from _table(("Month", "Incidents", ""), rows, style, right=(1,))


def _groups(title: str, groups: Sequence[Group], style: Style) -> Iterator[str]:
    rows = []
    for group in groups[:_LISTED]:
        timed = [cell for _, last in _TIMED for cell in _figures(group.lengths(last))]
        answers, factors = group.factors
        rows.append((group.name, str(len(group.incidents)), str(group.near_misses), *timed, f"{answers} of {factors}"))
    head = (
        title,
        "Incidents",
        "Near misses",
        "Detect median",
        "p90",
        "n",
        "Resolve median",
        "p90",
        "n",
        "Factors answered",
    )
    yield from _table(head, rows, style, right=range(1, len(head)))
    if len(groups) > _LISTED:
        yield f"and {len(groups) - _LISTED} more; `--format csv` has all of them"
        yield ""


def _figures(lengths: Sequence[timedelta]) -> tuple[str, str, str]:
    middle, ninth = median(lengths), p90(lengths)
    return (
        duration(middle) if middle is not None else "-",
        duration(ninth) if ninth is not None else "-",
        str(len(lengths)),
    )


def _lengths(title: str, last: str, summary: Summary, style: Style) -> Iterator[str]:
    held = [
        (name_of(period), [each.length for each in several])
        for period, several in summary.figures.lasted("started", last)
        if period.first >= summary.period.first
    ] if summary.is_last_year else [(name_of(summary.period), summary.all.lengths(last))]  # fmt: skip
    seconds = [value for _, lengths in held for value in _seconds(lengths)]
    if not seconds:
        return
    low, high = min(seconds), max(seconds)
    ends = f"{duration(timedelta(seconds=low))} to {duration(timedelta(seconds=high))}"
    rows = []
    for name, lengths in held:
        plot = line(_seconds(lengths), low, high, *(_second(figure(lengths)) for figure in (median, p90)))
        rows.append((name, *_figures(lengths), plot))
    yield from _table((title, "Median", "p90", "n", f"{ends}, logarithmic"), rows, style, right=(1, 2, 3))


def _seconds(lengths: Sequence[timedelta]) -> list[float]:
    return [max(length.total_seconds(), 1.0) for length in lengths]  # a logarithm has no nought


def _second(length: timedelta | None) -> float | None:
    return None if length is None else max(length.total_seconds(), 1.0)


def _kept(summary: Summary, style: Style) -> Iterator[str]:
    kept = summary.kept
    parts = (
        ("done in time", kept.in_time), ("done late", kept.late), ("done, day unknown", kept.undated),
        ("still open", kept.still_open),
    )  # fmt: skip
    rows = [(name, str(number), bar(number, kept.due)) for name, number in parts if number or name == "done in time"]
    dropped = f", and {kept.dropped} dropped" if kept.dropped else ""
    yield from _table((f"Actions due: {kept.due}{dropped}", "", ""), rows, style, right=(1,))
    answers, factors = summary.all.factors
    yield f"Contributing factors answered: {answers} of {factors}  {bar(answers, factors)}".rstrip()
    yield ""


def _covered(summary: Summary) -> Iterator[str]:
    without = summary.uncovered
    if without is None:
        yield "Coverage: no service catalogue is configured (`services`), so nobody knows which service is missing."
    elif without:
        known = len(summary.config.services or ())
        named = ", ".join(visible(name) for name in without[:_LISTED])
        more = f" and {len(without) - _LISTED} more" if len(without) > _LISTED else ""
        yield f"Coverage: no post-mortem ever names {len(without)} of {known} services: {named}{more}."
    else:
        yield "Coverage: every service of the catalogue has a post-mortem."
    yield ""


def comparison_lines(first: Summary, second: Summary, compared: Sequence[Comparison], style: Style) -> Iterator[str]:
    """Two periods side by side, and what the numbers allow to say."""
    one, other = names(first, second)
    rows = [
        (each.name, _value(each.first, each), str(each.first_n), _value(each.second, each), str(each.second_n), _verdict(each))
        for each in compared
    ]  # fmt: skip
    yield from _table(("", one, "n", other, "n", "Change, with its 95% interval"), rows, style, right=(1, 2, 3, 4))
    for name, each in ((one, first), (other, second)):
        if unfinished(each):
            yield f"{name} is not over; it counts up to {each.today}."
    yield f"An interval takes {ENOUGH} values on each side; incidents a month take {ENOUGH} on one."


def _verdict(each: Comparison) -> str:
    if each.interval is None or each.difference is None:
        return each.verdict
    low, high = (_signed(value, each) for value in each.interval)
    if each.verdict in ("more", "less"):
        return f"{_signed(each.difference, each)} ({low} to {high})"
    return f"{each.verdict} ({low} to {high})"


def _value(value: float | None, each: Comparison) -> str:
    if value is None:
        return "-"
    if each.unit == "s":
        return duration(timedelta(seconds=value))
    return f"{value:.0f}%" if each.unit == "%" else f"{value:.1f} a month"


def _signed(value: float, each: Comparison) -> str:
    sign = "−" if value < 0 else "+"
    if each.unit == "s":
        return sign + duration(timedelta(seconds=abs(value)))
    return f"{sign}{abs(value):.0f} points" if each.unit == "%" else f"{sign}{abs(value):.1f}"


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def _table(
    head: Sequence[str], rows: Sequence[Sequence[str]], style: Style, right: Sequence[int] = ()
) -> Iterator[str]:
    """Aligned rows under a head and an empty line behind; nothing without rows."""
    if not rows:
        return
    cells = [[visible(cell) for cell in row] for row in (head, *rows)]
    widths = [max(width(row[at]) for row in cells) for at in range(len(head))]
    for number, row in enumerate(cells):
        padded = [
            " " * (wide - width(cell)) + cell if at in right else cell + " " * (wide - width(cell))
            for at, (cell, wide) in enumerate(zip(row, widths, strict=True))
        ]
        text = "  ".join(padded).rstrip()
        yield style(text, "bold") if number == 0 else text
    yield ""
