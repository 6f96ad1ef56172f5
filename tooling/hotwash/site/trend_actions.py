"""What became of what was promised: action items done in time, and the age of those that are open. Nobody is counted."""

from __future__ import annotations

from hotwash.site import charts
from hotwash.site.charts import Bar
from hotwash.site.figures import Aged
from hotwash.site.trend_parts import PAGE, Sheet, named, state, swatch, table
from hotwash.site.words import count, day, h

_AGES = {
    "under 1 month": "< 1 month", "1 to 3 months": "1–3 months", "3 to 6 months": "3–6 months",
    "6 to 12 months": "6–12 months", "over a year": "> 1 year",
}  # fmt: skip


def kept(sheet: Sheet) -> str:
    """By the quarter in which items were due."""
    quarters = sheet.figures.kept
    title = "Action items done in time"
    say = "By the quarter in which they were due, up to today; dropped items are left out. Items are counted, never people."
    number = sum(each.due for each in quarters)
    if not number:
        return sheet.figure(
            "intime", title, say, state("No item was due in these twelve months."), "Actions done in time"
        )
    undated = any(each.undated for each in quarters)
    parts = [("in_time", "hw-bar-done", "done in time"), ("late", "hw-bar-late", "done late")]
    parts += [("undated", "hw-bar-undated", "done, the day is not written down")] if undated else []
    parts += [("still_open", "hw-bar-open", "still open")]
    rows = [
        Bar(
            charts.short_name(each.period),
            [(css, getattr(each, name)) for name, css, _ in parts],
            f"{each.in_time:,} of {each.due:,}" if each.due else "none due",
        )
        for each in quarters
    ]
    height, drawn = charts.bars(rows)
    picture = charts.chart(
        "intime", f"{title} by the quarter they were due; the table below has the numbers", height, drawn
    )
    key = charts.key(swatch(css, words) for _, css, words in parts)
    heads = (
        "Quarter",
        "Due",
        "In time",
        "Late",
        *(("Day not written down",) if undated else ()),
        "Open",
        "Dropped",
    )
    behind = table(
        "Action items by the quarter in which they were due",
        heads,
        [
            (
                named(each.period), f"{each.due:,}", *(f"{getattr(each, name):,}" for name, _, _ in parts), f"{each.dropped:,}",
            )
            for each in reversed(quarters)
        ],
    )  # fmt: skip
    return sheet.figure("intime", title, say, f"{picture}{key}{behind}", "Actions done in time")


def ages(sheet: Sheet) -> str:
    """Open items by age."""
    groups = sheet.figures.ages
    number = sum(each.all for each in groups)
    title = "Age of open actions"
    say = (
        f"On {day(sheet.figures.today)}, {count(number, 'item')} {'is' if number == 1 else 'are'} open, counted from the day of the review. "
        "An old item may be a large one with a late date; one that is overdue asks for a new date or for being dropped with a reason."
    )
    if not number:
        return sheet.figure("ages", title, "Counted from the day of the review.", state("Nothing is open."))
    undated = any(each.undated for each in groups)
    parts = [("overdue", "hw-bar-overdue", "overdue"), ("later", "hw-bar-later", "due later")]
    parts += [("undated", "hw-bar-open", "without a date")] if undated else []
    rows = [
        Bar(
            _AGES[each.age],
            [(css, getattr(each, name)) for name, css, _ in parts],
            f"{each.all:,}{_late(each)}",
        )
        for each in groups
    ]
    height, drawn = charts.bars(rows, left=22)
    picture = charts.chart("ages", f"{title}; the table below has the numbers", height, drawn)
    key = charts.key(swatch(css, words) for _, css, words in parts)
    heads = ("Age", "Open", *(words.capitalize() for _, _, words in parts))
    lines = [
        (each.age.capitalize(), f"{each.all:,}", *(f"{getattr(each, name):,}" for name, _, _ in parts))
        for each in groups
    ]
    behind = table("Open action items by age", heads, lines)
    href = h(sheet.urls.link(PAGE, "actions"))
    return sheet.figure(
        "ages", title, say, f'{picture}{key}<p class="after"><a href="{href}">All open items</a></p>\n{behind}'
    )


def _late(group: Aged) -> str:
    if not group.overdue:
        return ""
    return ", overdue" if group.overdue == group.all else f", {group.overdue:,} overdue"
