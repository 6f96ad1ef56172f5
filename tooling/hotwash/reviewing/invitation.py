"""The invitation to a review: one event for any calendar."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time

from hotwash.config import Config
from hotwash.config.model import Reminders
from hotwash.corpus.record import Record
from hotwash.document import Postmortem
from hotwash.reviewing.agenda import Agenda
from hotwash.reviewing.error import ReviewError
from hotwash.reviewing.markdown import before
from hotwash.reviewing.people import handles
from hotwash.reviewing.proposal import Proposal
from hotwash.reviewing.vtimezone import vtimezone

_STEM = re.compile(r"\d{4}-\d\d-\d\d-")
_MARKS = re.compile(r"[*`]")


def invitation(sheet: Agenda, postmortem: Postmortem, config: Config, today: date) -> bytes:
    """The review as an iCalendar object. `ReviewError` where it has no time.

    It is a request to those whose addresses the configuration knows, if it knows a sender; else an event to be put into a
    calendar. Whoever imports a later one sees the same event moved.
    """
    if not isinstance(sheet.when, Proposal):
        raise ReviewError(sheet.when)
    try:
        from icalendar import Calendar, Event, vCalAddress
    except ImportError:
        raise ReviewError("invitations need icalendar: pip install 'hotwash[site]'") from None
    event = Event()
    event.add("uid", identity(postmortem))
    event.add("dtstamp", datetime.combine(today, time(), UTC))
    event.add("sequence", sheet.when.moved)
    event.add("dtstart", sheet.when.begin)
    event.add("dtend", sheet.when.end)
    event.add("summary", sheet.heading)
    event.add("description", _description(sheet))
    event.add("categories", ["Post-mortem"])
    event.add("status", "TENTATIVE")
    event.add("transp", "OPAQUE")
    if sheet.restricted:
        event.add("class", "CONFIDENTIAL")
    feed = Calendar()
    feed.add("prodid", "-//Hotwash//Review//EN")
    feed.add("version", "2.0")
    invited = _invited(postmortem, config)
    if invited:
        feed.add("method", "REQUEST")
        event.add("organizer", vCalAddress(f"mailto:{config.reminders.sender}"))
    for handle, address in invited:
        attendee = vCalAddress(f"mailto:{address}")
        attendee.params["cn"] = handle
        attendee.params["role"] = "REQ-PARTICIPANT"
        attendee.params["partstat"] = "NEEDS-ACTION"
        attendee.params["rsvp"] = "TRUE"
        event.add("attendee", attendee)
    begin = sheet.when.begin
    if begin.tzinfo is not UTC and begin.tzinfo is not None:
        feed.add_component(vtimezone(begin.tzinfo, config.timezone, begin))
    feed.add_component(event)
    return bytes(feed.to_ical())


def identity(postmortem: Postmortem) -> str:
    """What calendars know the review by: it outlives a new time, a new title, and a new name of the document."""
    stems = (name for name in Record(postmortem).texts("aliases") if _STEM.match(name))
    return f"{next(stems, postmortem.id)}.review@hotwash"


def _invited(postmortem: Postmortem, config: Config) -> list[tuple[str, str]]:
    """The handles that have an address, if there is somebody to send the invitation."""
    known = config.reminders
    if known.sender == Reminders().sender:
        return []
    found = ((handle, known.addresses.get(handle.removeprefix("@").lower())) for handle in handles(postmortem))
    return [(handle, address) for handle, address in found if address]


def _description(sheet: Agenda) -> str:
    """The plan alone: what the document tells is read there."""
    lines = [sheet.path, *(_MARKS.sub("", note) for note in sheet.notes), ""]
    lines += [f"{part.minutes} min  {part.title}: {part.ends}" for part in sheet.parts]
    lines += ["", *(f"- {each.who}: {each.why}" for each in sheet.people)]
    lines += ["", *(_MARKS.sub("", rule) for rule in sheet.rules)]
    lines += ["", *(f"- {_MARKS.sub('', each)}" for each in before(sheet)[:2])]
    return "\n".join(lines)
