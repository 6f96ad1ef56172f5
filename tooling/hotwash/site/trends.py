"""The page of trends: what a year of documents shows, how much there is of it, and what may not be concluded."""

from __future__ import annotations

from hotwash.site import charts, trend_actions, trend_counts, trend_lengths
from hotwash.site.figures import Figures
from hotwash.site.incidents import empty
from hotwash.site.library import Library
from hotwash.site.page import Body
from hotwash.site.trend_parts import PAGE, Sheet, month_name
from hotwash.site.urls import Urls
from hotwash.site.words import count

_PARTS = (
    trend_counts.months, trend_lengths.resolve, trend_lengths.detect,
    trend_actions.kept, trend_actions.ages, trend_counts.repeats, trend_counts.years,
)  # fmt: skip


def trends_body(library: Library, urls: Urls, figures: Figures | None = None) -> Body:
    """The article: a chart for each question, each with its n and its numbers as a table."""
    if not library.entries:
        return Body(f"<h1>Trends</h1>\n{empty(urls, PAGE, library)}")
    figures = figures or Figures(library)
    sheet = Sheet(figures, urls)
    months = tuple(figures.months)
    said = count(figures.incidents, "incident")
    said += f" and {count(figures.near_misses, 'near miss', 'near misses')}" if figures.near_misses else ""
    lede = f"{month_name(months[0])} to {month_name(months[-1])}: {said}. Drafts and retellings are not counted."
    shapes = dict.fromkeys(kind.shape for kind in sheet.kinds.values())
    drawn = "".join(part(sheet) for part in _PARTS)
    head = f'<h1>Trends</h1>\n<p class="hw-lede">{lede}</p>\n{charts.symbols(shapes)}'
    return Body(f"{head}{drawn}", tuple(sheet.contents))
