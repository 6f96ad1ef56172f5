"""The page of all action items, and how one stands in a row: what is to be done, since when, until when."""

from __future__ import annotations

from datetime import date

from hotwash.corpus.followups import is_late
from hotwash.site import marks
from hotwash.site.explorer import Column, Explorer, Facet, facet_of, fixed_facet
from hotwash.site.followups import FollowUp, all_items
from hotwash.site.items import cell, due_date
from hotwash.site.library import Library
from hotwash.site.page import Body, Contents
from hotwash.site.urls import Urls
from hotwash.site.words import count, days, h

_PAGE = "actions"
_STATES = ("overdue", "in progress", "open", "done", "dropped")
_WHOLE = 100
"""So many open items stand on the page itself."""
_CLOSED = 2_000
"""So many closed items are in the table; the others stand on their documents' pages."""
_BEFORE, _AFTER = 180, 90
"""The days that a drawn line shows, before today and after."""


def explorer(library: Library, urls: Urls) -> Explorer:
    """All open items and the last closed ones as a table to be narrowed, sorted and searched."""
    items, _ = _shown(library)
    today = library.today
    states = [each.state(today) for each in items]
    types = [(each.item.type.text.strip().capitalize(),) if each.item.type else () for each in items]
    facets: tuple[Facet, ...] = (
        fixed_facet("status", "Status", marks.states(), [(state,) for state in states], keep=_STATES),
        facet_of("type", "Type", types),
        facet_of("service", "Service", [each.entry.texts("services") for each in items]),
        facet_of("theme", "Theme", [_themes(each) for each in items]),
        facet_of("year", "Year", [(each.entry.year,) for each in items], newest_first=True),
    )
    ages = [-each.began.toordinal() if each.is_open and each.began else None for each in items]
    columns = (
        Column("Status", "status", "Overdue first", "Dropped first", [_STATES.index(state) for state in states]),
        Column("Action", "action", "Action, A to Z", "Action, Z to A", [each.words.casefold() for each in items]),
        Column("Type", "type", "Type, A to Z", "Type, Z to A", [each[0] if each else None for each in types]),
        Column("Owner"),
        Column("Due", "due", "Earliest day first", "Latest day first", [each.item.due_date for each in items]),
        Column("Age and deadline", "age", "Youngest first", "Oldest first", ages, down_first=True),
    )
    return Explorer(
        "actions", "item", "items", "Words of an action or its incident",
        columns, facets,
        [row(each, library, urls, _PAGE) for each in items],
        texts=[_text(each) for each in items],
        order="Open first, by due date",
    )  # fmt: skip


def _shown(library: Library) -> tuple[list[FollowUp], int]:
    """The items of the table, and how many are left out."""
    items = all_items(library)
    still = sum(each.is_open for each in items)
    return items[: still + _CLOSED], max(len(items) - still - _CLOSED, 0)


def _themes(each: FollowUp) -> tuple[str, ...]:
    names = {name.text.upper() for name in each.item.addresses}
    factors = (factor for factor in each.entry.postmortem.factors if factor.id and factor.id.text.upper() in names)
    return tuple(dict.fromkeys(theme.text for factor in factors for theme in factor.themes))


def _text(each: FollowUp) -> str:
    return "\n".join((each.text, each.id, each.entry.title, each.entry.postmortem.id, *each.entry.texts("services")))


def actions_body(library: Library, urls: Urls, table: Explorer | None = None) -> Body:
    """The page of all action items."""
    items, left_out = _shown(library)
    title = '<h1 id="actions">Actions</h1>\n'
    if not items:
        return Body(
            f'{title}<div class="hw-empty"><p><b>Nothing is open.</b></p><p>No action item is written yet.</p></div>\n'
        )
    table = table or explorer(library, urls)
    still = sum(each.is_open for each in items)
    late = sum(is_late(each.item, library.today) for each in items)
    if still:
        said = count(still, "open item") + (f", {late} of them overdue" if late else "")
        lede = f'<p class="hw-lede">{said}. What is due first stands first.</p>\n'
    else:
        told = f"All {count(len(items) + left_out, 'action item')} are done or dropped with a reason."
        lede = f'<div class="hw-empty"><p><b>Nothing is open.</b></p><p>{told}</p></div>\n'
    owners = h(urls.link(_PAGE, "owners/index"))
    own = "" if library.outside else f'<p class="small"><a href="{owners}">Your own list and calendar</a></p>\n'
    bodies = f"<tbody>{''.join(table.rows[:_WHOLE])}</tbody>"
    framed = table.frame(urls, _PAGE, bodies, "hw-t--todo")
    html = f"{title}{lede}{own}{framed}{_key()}{_cut(len(items), left_out)}"
    return Body(html, (Contents("Actions", "actions"),))


def _key() -> str:
    return (
        '<p class="quiet small">A line shows since when an item is promised and until when: the upright is today, '
        "before it are six months and behind it three; an arrow at an end means further.</p>\n"
    )


def _cut(number: int, left_out: int) -> str:
    parts = []
    if number > _WHOLE:
        parts.append(
            f'<p class="quiet small hw-unscripted">The first {_WHOLE} of {number:,} items stand above; each stands on the '
            "page of its incident too.</p>\n"
        )
    if left_out:
        parts.append(
            f'<p class="quiet small">And {count(left_out, "earlier item")} that {"is" if left_out == 1 else "are"} closed, '
            "each on the page of its incident.</p>\n"
        )
    return "".join(parts)


def row(each: FollowUp, library: Library, urls: Urls, page: str, owner: bool = True) -> str:
    """An item as a row of a table; on the list of its owner the owner is not said again."""
    item = each.item
    source = f' <span class="sub">{h(each.id) + " of " if each.id else ""}{h(each.entry.title)}</span>'
    return (
        "<tr>"
        + cell(marks.status(item, library.today))
        + cell(
            f'<a class="ttl" href="{h(each.href(urls, page))}">{each.words}</a>{source}',
            attributes=' class="wide-cell"',
        )
        + cell(h(item.type.text) if item.type else "")
        + (cell(h(item.owner.text) if item.owner else "") if owner else "")
        + cell(due_date(item), "due")
        + cell(_age(each, library.today), attributes=' class="hw-age"')
        + "</tr>"
    )


def _age(each: FollowUp, today: date) -> str:
    """The age of an open item and its deadline, drawn and in words; how long a closed one took."""
    began = each.began
    if began is None:
        return ""
    if not each.is_open:
        done = each.item.done_on
        return f'<span class="sub">took {days((done - began).days)}</span>' if done and done >= began else ""
    age = max((today - began).days, 0)
    return (
        f'{_drawn(began, each.item.due_date, today, is_late(each.item, today))}<span class="sub">{days(age)} old</span>'
    )


def _drawn(began: date, due: date | None, today: date, late: bool) -> str:
    start, end = _place(began, today), _place(due, today) if due else None
    now = _place(today, today)
    # An arrow has its place at the end of a line that is cut.
    parts = [_line("past", max(start, 3), now)]
    if late and end is not None:
        parts.append(_line("over", max(end, start, 3), now))
    elif end is not None and end > now:
        parts.append(_line("left", now, min(end, 97)))
    parts.append(f'<line class="now" x1="{now:.0f}%" x2="{now:.0f}%" y1="1" y2="13"/>')
    if start < 0:
        parts.append('<path d="M5 3 1 7l4 4"/>')
    if end is not None and end > 100:
        parts.append('<svg x="100%" overflow="visible"><path d="M-5 3-1 7l-4 4"/></svg>')
    elif end is not None and end >= 0:
        parts.append(f'<circle cx="{end:.1f}%" cy="7" r="3"/>')
    kind = "hw-line late" if late else "hw-line"
    return f'<svg class="{kind}" aria-hidden="true" focusable="false">{"".join(parts)}</svg>'


def _place(day: date, today: date) -> float:
    """Where a day stands on a drawn line, in percent; outside of it when less than 0 or more than 100."""
    return ((day - today).days + _BEFORE) / (_BEFORE + _AFTER) * 100


def _line(kind: str, first: float, last: float) -> str:
    return f'<line class="{kind}" x1="{first:.1f}%" x2="{last:.1f}%" y1="7" y2="7"/>'
