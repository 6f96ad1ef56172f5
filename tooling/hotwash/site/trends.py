"""The page of trends: what a year of documents shows, how much there is of it, and what may not be concluded."""

from __future__ import annotations

from collections.abc import Sequence

from hotwash.corpus.statistics import FOR_MEDIAN, FOR_P90, Period, median, p90
from hotwash.site import charts
from hotwash.site.charts import Bar, Column, Kind, Point
from hotwash.site.figures import NEAR_MISS, OTHER, Figures, Lasted
from hotwash.site.incidents import empty
from hotwash.site.library import Entry, Library
from hotwash.site.page import Body, Contents
from hotwash.site.urls import Urls
from hotwash.site.words import MONTHS, count, day, duration, h, spelt

PAGE = "trends"
_MARKS = 8
"""So many documents of a month are drawn as a mark each; where a month has more, bars with numbers are."""
_LONGEST = 5
_MANY = 100
"""From so many incidents in each window on, a large change would show: the error of a median is then about a tenth."""
_REPEATS = 10
_VOID = "https://www.thevoid.community/report"


def trends_body(library: Library, urls: Urls, figures: Figures | None = None) -> Body:
    """The article: a chart for each question, each with its n and its numbers as a table."""
    figures = figures or Figures(library)
    if not library.entries:
        return Body(f"<h1>Trends</h1>\n{empty(urls, PAGE)}")
    return _Page(figures, urls).body()


class _Page:
    def __init__(self, figures: Figures, urls: Urls) -> None:
        self.figures = figures
        self.urls = urls
        self.kinds = {name: self._kind(name) for name in figures.categories}
        self.contents: list[Contents] = []

    def _kind(self, name: str) -> Kind:
        scale = self.figures.library.config.severities
        if name == NEAR_MISS:
            return Kind("s0", "hw-near", name)
        if name == OTHER:
            return Kind("acc", "hw-none", name)
        rank = min(scale.index(name) + 1, 4)
        return Kind(f"s{rank}", f"hw-sev-{rank}", name)

    def body(self) -> Body:
        figures = self.figures
        first, last = list(figures.months)[0], list(figures.months)[-1]
        said = count(figures.incidents, "incident")
        said += f" and {count(figures.near_misses, 'near miss', 'near misses')}" if figures.near_misses else ""
        lede = f"{_month(first)} to {_month(last)}: {said}. Drafts and retellings are not counted."
        shapes = dict.fromkeys(kind.shape for kind in self.kinds.values())
        parts = ["<h1>Trends</h1>\n", f'<p class="hw-lede">{lede}</p>\n', charts.symbols(shapes)]
        parts += [self._months(), self._resolve(), self._detect(), self._kept(), self._ages(), self._repeats(), self._years()]
        return Body("".join(parts), tuple(self.contents))

    def _figure(self, anchor: str, title: str, say: str, drawn: str, short: str = "") -> str:
        self.contents.append(Contents(short or title, anchor))
        return f'<section class="hw-fig"><h2 id="{anchor}">{h(title)}</h2>\n<p class="say">{say}</p>\n{drawn}</section>\n'

    def _link(self, entry: Entry) -> str:
        return f'<a href="{h(self.urls.link(PAGE, entry.page))}">{h(entry.title)}</a>'

    # Counts.

    def _months(self) -> str:
        figures = self.figures
        months = list(figures.months)
        title = "Incidents and near misses by month"
        say = "A month with more marks may be a month in which more was written down."
        if not figures.incidents and not figures.near_misses:
            drawn = _state("Nothing in these twelve months.", "All years stand at the end of this page.")
            return self._figure("months", title, "Counted by the day on which they began.", drawn, "By month")
        table = _table(
            "Incidents and near misses by month",
            ("Month", *self.kinds, "All"),
            [
                (f"{month.begin[0]:04}-{month.begin[1]:02}", *self._numbers(entries), f"{len(entries):,}")
                for month, entries in reversed(figures.months.items())
            ],
        )
        if max(len(entries) for entries in figures.months.values()) <= _MARKS:
            height, drawn = charts.marks_by_month([
                (month, [(self.kinds[figures.category(entry)], _told(entry)) for entry in entries])
                for month, entries in figures.months.items()
            ])
            say = f"One mark is one document. {say}"
            key = charts.key(kind.key() for kind in self.kinds.values())
        else:
            rows = []
            for name, kind in self.kinds.items():
                numbers = [sum(figures.category(entry) == name for entry in entries) for entries in figures.months.values()]
                if any(numbers):
                    rows.append((kind, numbers))
            height, drawn = charts.rows_by_month(months, rows)
            say = f"All rows have the same scale. {say.replace('more marks', 'higher bars')}"
            key = ""
        picture = charts.chart("months", f"{title}; the table below has the numbers", height, drawn)
        return self._figure("months", title, say, f"{picture}{key}{table}", "By month")

    def _numbers(self, entries: Sequence[Entry]) -> list[str]:
        return [f"{sum(self.figures.category(entry) == name for entry in entries):,}" for name in self.kinds]

    def _years(self) -> str:
        years = self.figures.by_year
        rows = [
            (f"{year:04}", *(f"{counts[name]:,}" for name in self.kinds), f"{counts.total():,}") for year, counts in years.items()
        ]
        say = "What was written down, by the day on which it began. Early years often have fewer documents, not fewer incidents."
        if not rows:
            return self._figure("years", "All years", say, _state("Nothing to count yet.", "Drafts and retellings are not counted."))
        return self._figure("years", "All years", say, _bare("Incidents and near misses by year", ("Year", *self.kinds, "All"), rows))

    # Durations.

    def _resolve(self) -> str:
        say = (
            "From first harm to the end. Durations are skewed: most are short and a few are very long, so there is no average "
            "here. {few} Nor does a short incident mean a harmless one. The VOID compared thousands of public reports: averages "
            f'of durations mislead, and duration and severity <a href="{_VOID}">are not correlated</a>.'
        )
        return self._durations("resolve", "Time to resolve", "resolved", say)

    def _detect(self) -> str:
        say = (
            "From first harm to the first signal that somebody noticed. The start is often found later and rounded, and what is "
            "not looked for is never late. {few}"
        )
        return self._durations("detect", "Time to detect", "detected", say)

    def _durations(self, anchor: str, title: str, last: str, say: str) -> str:
        held = self.figures.lasted("started", last)
        found = [each for _, several in held for each in several]
        missing = self.figures.incidents - len(found)
        after = ""
        if missing:
            why = "still going on, or its times are not written down" if last == "resolved" else "its times are not written down"
            after = f'<p class="after">{count(missing, "incident")} of these twelve months {"has" if missing == 1 else "have"} none: {why}.</p>\n'
        lower = title.lower()
        if len(found) < FOR_MEDIAN:
            say = say.format(few="").replace("  ", " ")
            return self._figure(anchor, title, say.strip(), _too_few(found, lower) + after)
        say = say.format(few=_caution(held))
        columns = [self._column(period, several) for period, several in held]
        height, drawn = charts.durations(columns)
        per = _PERIODS[held[0][0].months]
        has_p90 = any(column.p90 for column in columns)
        told = f"{title} of each incident on a logarithmic scale, with median{' and 90th percentile' if has_p90 else ''} of each {per}; the table below has the numbers"
        picture = charts.chart(anchor, told, height, drawn)
        used = dict.fromkeys(self.figures.category(each.entry) for each in found)
        key = charts.key([*(kind.key() for name, kind in self.kinds.items() if name in used), *charts.LINES[: 1 + has_p90]])
        table = _table(
            f"{title} by {per}",
            (per.capitalize(), "n", "Median", "90th percentile", "Longest"),
            [
                (
                    _named(column.period), f"{len(column.points):,}", _or_none(column.median), _or_none(column.p90),
                    duration(max(point.length for point in column.points)),
                )
                for column in reversed(columns)
            ],
            f'<p class="after">The 90th percentile is the shortest time that nine of ten do not exceed. The longest were:</p>\n{self._longest(found)}',
        )  # fmt: skip
        return self._figure(anchor, title, say, f"{picture}{key}{after}{table}")

    def _column(self, period: Period, several: Sequence[Lasted]) -> Column:
        lengths = [each.length for each in several]
        points = [
            Point(self.kinds[self.figures.category(each.entry)], period.share(each.day), each.length, f"{duration(each.length)}: {_told(each.entry)}")
            for each in several
        ]
        return Column(period, points, median(lengths), p90(lengths))

    def _longest(self, found: Sequence[Lasted]) -> str:
        longest = sorted(found, key=lambda each: (each.length, each.entry.order), reverse=True)[:_LONGEST]
        rows = "".join(f"<li>{duration(each.length)}: {self._link(each.entry)}, {day(each.day)}</li>" for each in longest)
        return f'<ul class="hw-long">{rows}</ul>\n'

    # Follow-ups.

    def _kept(self) -> str:
        kept = self.figures.kept
        title = "Action items done in time"
        say = "By the quarter in which they were due, up to today; dropped items are left out. Items are counted, never people."
        number = sum(each.due for each in kept)
        if not number:
            return self._figure("intime", title, say, _state("No item was due in these twelve months.", ""), "Actions done in time")
        undated = any(each.undated for each in kept)
        parts = [("in_time", "hw-bar-done", "done in time"), ("late", "hw-bar-late", "done late")]
        parts += [("undated", "hw-bar-undated", "done, the day is not written down")] if undated else []
        parts += [("still_open", "hw-bar-open", "still open")]
        rows = [
            Bar(charts.short_name(each.period), [(css, getattr(each, name)) for name, css, _ in parts], f"{each.in_time:,} of {each.due:,}")
            for each in kept
        ]
        height, drawn = charts.bars(rows)
        picture = charts.chart("intime", f"{title} by the quarter they were due; the table below has the numbers", height, drawn)
        key = charts.key(_bar(css, words) for _, css, words in parts)
        heads = ("Quarter", "Due", "In time", "Late", *(("Day not written down",) if undated else ()), "Open", "Dropped")
        table = _table(
            "Action items by the quarter in which they were due",
            heads,
            [
                (
                    _named(each.period), f"{each.due:,}", *(f"{getattr(each, name):,}" for name, _, _ in parts), f"{each.dropped:,}",
                )
                for each in reversed(kept)
            ],
        )  # fmt: skip
        return self._figure("intime", title, say, f"{picture}{key}{table}", "Actions done in time")

    def _ages(self) -> str:
        ages = self.figures.ages
        number = sum(each.all for each in ages)
        title = "Age of open actions"
        say = (
            f"{_as_of(self.figures)} {count(number, 'item')} {'is' if number == 1 else 'are'} open, counted from the day of the review. "
            "An old item may be a large one with a late date; one that is overdue asks for a new date or for being dropped with a reason."
        )
        if not number:
            return self._figure("ages", title, "Counted from the day of the review.", _state("Nothing is open.", ""))
        undated = any(each.undated for each in ages)
        parts = [("overdue", "hw-bar-overdue", "overdue"), ("later", "hw-bar-later", "due later")]
        parts += [("undated", "hw-bar-open", "without a date")] if undated else []
        rows = [
            Bar(_AGES[each.age], [(css, getattr(each, name)) for name, css, _ in parts], f"{each.all:,}" + (f", {each.overdue:,} overdue" if each.overdue else ""))
            for each in ages
        ]
        height, drawn = charts.bars(rows, left=21)
        picture = charts.chart("ages", f"{title}; the table below has the numbers", height, drawn)
        key = charts.key(_bar(css, words) for _, css, words in parts)
        heads = ("Age", "Open", *(words.capitalize() for _, _, words in parts))
        lines = [(each.age.capitalize(), f"{each.all:,}", *(f"{getattr(each, name):,}" for name, _, _ in parts)) for each in ages]
        table = _table("Open action items by age", heads, lines)
        href = h(self.urls.link(PAGE, "actions"))
        return self._figure("ages", title, say, f'{picture}{key}<p class="after"><a href="{href}">All open items</a></p>\n{table}')

    def _repeats(self) -> str:
        figures = self.figures
        title = "Recurrence"
        say = (
            "Only what a document says in <code>recurs</code> is counted. Few may mean that little came back, or that nobody looked."
        )
        all_of_them = figures.incidents + figures.near_misses
        repeats = figures.repeats
        if not repeats:
            told = "None of these twelve months says that it repeats an earlier one." if all_of_them else "Nothing in these twelve months."
            return self._figure("recurrence", title, say, _state(told, ""))
        quarters: dict[Period, list[int]] = {Period(period.first, 3): [0, 0] for period in list(figures.months)[::3]}
        again = {entry.page for entry, _ in repeats}
        for quarter, numbers in quarters.items():
            for month, entries in figures.months.items():
                if quarter.first <= month.first < quarter.first + quarter.months:
                    numbers[0] += sum(entry.page in again for entry in entries)
                    numbers[1] += len(entries)
        rows = [
            Bar(charts.short_name(quarter), [("hw-bar-again", some), ("hw-bar-rest", every - some)], f"{some:,} of {every:,}")
            for quarter, (some, every) in quarters.items()
        ]
        height, drawn = charts.bars(rows)
        picture = charts.chart("recurrence", "Incidents and near misses that repeat an earlier one, by quarter; the table below has the numbers", height, drawn)
        key = charts.key((_bar("hw-bar-again", "repeats an earlier one"), _bar("hw-bar-rest", "does not say so")))
        lines = [(_named(quarter), f"{every:,}", f"{some:,}") for quarter, (some, every) in reversed(quarters.items())]
        table = _table("Incidents and near misses that repeat an earlier one, by quarter", ("Quarter", "n", "Repeat an earlier one"), lines)
        return self._figure("recurrence", title, say, f"{picture}{key}{self._repeated(repeats)}{table}")

    def _repeated(self, repeats: Sequence[tuple[Entry, tuple[Entry, ...]]]) -> str:
        rows = "".join(
            f'<li>{self._link(entry)} <span class="quiet">repeats {", ".join(self._link(each) for each in earlier)}</span></li>'
            for entry, earlier in repeats[:_REPEATS]
        )
        more = len(repeats) - _REPEATS
        rest = f'<p class="after">And {count(more, "earlier one")}.</p>\n' if more > 0 else ""
        return f'<ul class="hw-long">{rows}</ul>\n{rest}'


_PERIODS = {1: "month", 3: "quarter", 6: "half-year", 12: "year"}
_AGES = {
    "under 1 month": "< 1 month", "1 to 3 months": "1–3 months", "3 to 6 months": "3–6 months",
    "6 to 12 months": "6–12 months", "over a year": "> 1 year",
}  # fmt: skip


def _month(period: Period) -> str:
    year, month = period.begin
    return f"{MONTHS[month - 1]} {year}"


def _named(period: Period) -> str:
    """`June to November 2026`, with both years where they differ."""
    if period.months == 1:
        return _month(period)
    (first_year, first), (last_year, last) = period.begin, period.end
    year = f" {first_year}" if first_year != last_year else ""
    return f"{MONTHS[first - 1]}{year} to {MONTHS[last - 1]} {last_year}"


def _told(entry: Entry) -> str:
    """A mark's own words: `2026-11-03, SEV2, Checkout unavailable`."""
    kind = "near miss" if entry.near_miss else entry.severity
    return ", ".join(each for each in (day(entry.day) if entry.day else "", kind, entry.title) if each)


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
        return _state(f"No incident of these twelve months has a {what}.", "")
    listed = ", ".join(duration(each.length) for each in found)
    said = f"{spelt(len(found))} incident{' has' if len(found) == 1 else 's have'} a {what}: {listed}."
    return _state("Too few to draw.", f"{said} A median is shown from {_word(FOR_MEDIAN)} on, a 90th percentile from {_word(FOR_P90)}.")


def _word(number: int) -> str:
    return spelt(number).lower()


def _state(fact: str, more: str) -> str:
    rest = f"<p>{h(more)}</p>" if more else ""
    return f'<div class="hw-empty"><p><b>{h(fact)}</b></p>{rest}</div>\n'


def _as_of(figures: Figures) -> str:
    return f"On {day(figures.today)},"


def _or_none(length: object) -> str:
    from datetime import timedelta

    return duration(length) if isinstance(length, timedelta) else "–"


def _bar(css: str, words: str) -> str:
    return charts.swatch(f'<rect class="{css}" x="1" y="1" width="85%" height="10"/>', words)


def _bare(caption: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table of numbers: the first column names the row."""
    head = "".join(f'<th scope="col"{" class=r" if at else ""}>{h(name)}</th>' for at, name in enumerate(heads))
    lines = "".join(
        f'<tr><th scope="row">{h(row[0])}</th>{"".join(f"<td class=r>{h(each)}</td>" for each in row[1:])}</tr>' for row in rows
    )
    return (
        f'<div class="hw-wrap"><table class="hw-t hw-t--num"><caption>{h(caption)}</caption><thead><tr>{head}</tr></thead>'
        f"<tbody>{lines}</tbody></table></div>\n"
    )


def _table(caption: str, heads: Sequence[str], rows: Sequence[Sequence[str]], more: str = "") -> str:
    """The numbers behind a chart, folded away on a screen and written out on paper."""
    return f'<details class="hw-numbers"><summary>The numbers as a table</summary>\n{_bare(caption, heads, rows)}{more}</details>\n'
