"""What the parts of the page of trends share: the figures, how categories are drawn, tables of numbers."""

from __future__ import annotations

from collections.abc import Sequence

from hotwash.corpus.statistics import Period
from hotwash.site import charts
from hotwash.site.charts import Kind
from hotwash.site.figures import NEAR_MISS, OTHER, Figures
from hotwash.site.library import Entry
from hotwash.site.page import Contents
from hotwash.site.urls import Urls
from hotwash.site.words import MONTHS, day, h

PAGE = "trends"


class Sheet:
    """The page under construction."""

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

    def figure(self, anchor: str, title: str, say: str, drawn: str, short: str = "") -> str:
        """A part of the page: its heading, a sentence on what it shows and what it does not, the chart."""
        self.contents.append(Contents(short or title, anchor))
        return (
            f'<section class="hw-fig"><h2 id="{anchor}">{h(title)}</h2>\n<p class="say">{say}</p>\n{drawn}</section>\n'
        )

    def link(self, entry: Entry) -> str:
        """A document by its title."""
        return f'<a href="{h(self.urls.link(PAGE, entry.page))}">{h(entry.title)}</a>'


def month_name(period: Period) -> str:
    """`June 2026`, of a period's first month."""
    year, month = period.begin
    return f"{MONTHS[month - 1]} {year}"


def named(period: Period) -> str:
    """`June to November 2026`, with both years where they differ."""
    if period.months == 1:
        return month_name(period)
    (first_year, first), (last_year, last) = period.begin, period.end
    year = f" {first_year}" if first_year != last_year else ""
    return f"{MONTHS[first - 1]}{year} to {MONTHS[last - 1]} {last_year}"


def told(entry: Entry) -> str:
    """A mark's own words: `2026-11-03, SEV2, Checkout unavailable`."""
    kind = "near miss" if entry.near_miss else entry.severity
    return ", ".join(each for each in (day(entry.day) if entry.day else "", kind, entry.title) if each)


def state(fact: str, more: str = "") -> str:
    """What stands where there is nothing to draw: the fact, and what else to know."""
    rest = f"<p>{h(more)}</p>" if more else ""
    return f'<div class="hw-empty"><p><b>{h(fact)}</b></p>{rest}</div>\n'


def swatch(css: str, words: str) -> str:
    """A part of a bar in the key."""
    return charts.swatch(f'<rect class="{css}" x="1" y="1" width="85%" height="10"/>', words)


def numbers(caption: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table of numbers: the first column names the row."""
    right = ' class="r"'
    head = "".join(f'<th scope="col"{right if at else ""}>{h(name)}</th>' for at, name in enumerate(heads))
    lines = "".join(
        f'<tr><th scope="row">{h(row[0])}</th>{"".join(f"<td{right}>{h(each)}</td>" for each in row[1:])}</tr>'
        for row in rows
    )
    return (
        f'<div class="hw-wrap"><table class="hw-t hw-t--num"><caption>{h(caption)}</caption><thead><tr>{head}</tr></thead>'
        f"<tbody>{lines}</tbody></table></div>\n"
    )


def table(caption: str, heads: Sequence[str], rows: Sequence[Sequence[str]], more: str = "") -> str:
    """The numbers behind a chart, folded away on a screen and written out on paper."""
    return f'<details class="hw-numbers"><summary>The numbers as a table</summary>\n{numbers(caption, heads, rows)}{more}</details>\n'
