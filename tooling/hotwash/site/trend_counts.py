"""How often: incidents and near misses by month and by year, and what came back."""

from __future__ import annotations

from collections.abc import Sequence

from hotwash.corpus.statistics import Period
from hotwash.site import charts
from hotwash.site.charts import Bar
from hotwash.site.library import Entry
from hotwash.site.trend_parts import Sheet, named, numbers, state, swatch, table, told
from hotwash.site.words import count

_MARKS = 8
"""So many documents of a month are drawn as a mark each; where a month has more, bars with numbers are."""
_REPEATS = 10


def months(sheet: Sheet) -> str:
    """The last twelve months, by severity."""
    figures = sheet.figures
    title = "Incidents and near misses by month"
    say = "A month with more marks may be a month in which more was written down."
    if not figures.incidents and not figures.near_misses:
        drawn = state("Nothing in these twelve months.", "All years stand at the end of this page.")
        return sheet.figure("months", title, "Counted by the day on which they began.", drawn, "By month")
    behind = table(
        "Incidents and near misses by month",
        ("Month", *sheet.kinds, "All"),
        [
            (f"{month.begin[0]:04}-{month.begin[1]:02}", *_row(sheet, entries), f"{len(entries):,}")
            for month, entries in reversed(tuple(figures.months.items()))
        ],
    )
    if max(len(entries) for entries in figures.months.values()) <= _MARKS:
        height, drawn = charts.marks_by_month(
            [
                (month, [(sheet.kinds[figures.category(entry)], told(entry)) for entry in entries])
                for month, entries in figures.months.items()
            ]
        )
        say = f"One mark is one document. {say}"
        key = charts.key(kind.key() for kind in sheet.kinds.values())
    else:
        rows = []
        for name, kind in sheet.kinds.items():
            per_month = [
                sum(figures.category(entry) == name for entry in entries) for entries in figures.months.values()
            ]
            if any(per_month):
                rows.append((kind, per_month))
        height, drawn = charts.rows_by_month(list(figures.months), rows)
        say = f"All rows have the same scale. {say.replace('more marks', 'higher bars')}"
        key = ""
    picture = charts.chart("months", f"{title}; the table below has the numbers", height, drawn)
    return sheet.figure("months", title, say, f"{picture}{key}{behind}", "By month")


def _row(sheet: Sheet, entries: Sequence[Entry]) -> list[str]:
    return [f"{sum(sheet.figures.category(entry) == name for entry in entries):,}" for name in sheet.kinds]


def years(sheet: Sheet) -> str:
    """All years as a table."""
    rows = [
        (f"{year:04}", *(f"{counts[name]:,}" for name in sheet.kinds), f"{counts.total():,}")
        for year, counts in sheet.figures.by_year.items()
    ]
    say = "What was written down, by the day on which it began. Early years often have fewer documents, not fewer incidents."
    if not rows:
        return sheet.figure(
            "years", "All years", say, state("Nothing to count yet.", "Drafts and retellings are not counted.")
        )
    return sheet.figure(
        "years", "All years", say, numbers("Incidents and near misses by year", ("Year", *sheet.kinds, "All"), rows)
    )


def repeats(sheet: Sheet) -> str:
    """What says of itself that it repeats an earlier one."""
    figures = sheet.figures
    title = "Recurrence"
    say = "Only what a document says in <code>recurs</code> is counted. Few may mean that little came back, or that nobody looked."
    all_of_them = figures.incidents + figures.near_misses
    found = figures.repeats
    if not found:
        fact = (
            "None of these twelve months says that it repeats an earlier one."
            if all_of_them
            else "Nothing in these twelve months."
        )
        return sheet.figure("recurrence", title, say, state(fact))
    quarters: dict[Period, list[int]] = {Period(period.first, 3): [0, 0] for period in list(figures.months)[::3]}
    again = {entry.page for entry, _ in found}
    for quarter, both in quarters.items():
        for month, entries in figures.months.items():
            if quarter.first <= month.first < quarter.first + quarter.months:
                both[0] += sum(entry.page in again for entry in entries)
                both[1] += len(entries)
    rows = [
        Bar(
            charts.short_name(quarter),
            [("hw-bar-again", some), ("hw-bar-rest", every - some)],
            f"{some:,} of {every:,}" if every else "none",
        )
        for quarter, (some, every) in quarters.items()
    ]
    height, drawn = charts.bars(rows)
    picture = charts.chart(
        "recurrence",
        "Incidents and near misses that repeat an earlier one, by quarter; the table below has the numbers",
        height,
        drawn,
    )
    key = charts.key((swatch("hw-bar-again", "repeats an earlier one"), swatch("hw-bar-rest", "does not say so")))
    lines = [(named(quarter), f"{every:,}", f"{some:,}") for quarter, (some, every) in reversed(quarters.items())]
    behind = table(
        "Incidents and near misses that repeat an earlier one, by quarter",
        ("Quarter", "n", "Repeat an earlier one"),
        lines,
    )
    return sheet.figure("recurrence", title, say, f"{picture}{key}{_repeated(sheet, found)}{behind}")


def _repeated(sheet: Sheet, found: Sequence[tuple[Entry, tuple[Entry, ...]]]) -> str:
    rows = "".join(
        f'<li>{sheet.link(entry)} <span class="quiet">repeats {", ".join(sheet.link(each) for each in earlier)}</span></li>'
        for entry, earlier in found[:_REPEATS]
    )
    more = len(found) - _REPEATS
    rest = f'<p class="after">And {count(more, "earlier one")}.</p>\n' if more > 0 else ""
    return f'<ul class="hw-long">{rows}</ul>\n{rest}'
