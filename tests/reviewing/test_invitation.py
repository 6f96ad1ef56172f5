"""The invitation, as calendars read it: icalendar, which wrote it, and vobject, which did not."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import vobject
from dateutil.tz import tzical
from icalendar import Calendar
from reviewing_tools import NOW, TODAY, draft, read, sheet, team

from hotwash.config import Config
from hotwash.config.model import Reminders
from hotwash.reviewing.error import ReviewError
from hotwash.reviewing.invitation import invitation
from hotwash.reviewing.proposal import Asked

ZONES = ("UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "America/St_Johns", "Pacific/Chatham")  # fmt: skip


def invited(text: str, config: Config | None = None, asked: Asked | None = None) -> bytes:
    config = config or team()
    return invitation(sheet(text, config, asked=asked), read(text, config), config, TODAY)


def event(data: bytes) -> Any:
    (found,) = Calendar.from_ical(data).walk("VEVENT")
    return found


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("after", [None, date(2027, 3, 26), date(2027, 7, 12)])
def test_two_parsers_read_the_same_moment(zone: str, after: date | None) -> None:
    data = invited(draft({"deferred": "we rest"}), team(zone), Asked(NOW, after=after))
    ours = event(data)
    (theirs,) = vobject.readOne(data.decode()).vevent_list
    begin = ours["dtstart"].dt
    assert begin.astimezone(UTC) == theirs.dtstart.value.astimezone(UTC)
    assert theirs.dtend.value - theirs.dtstart.value == timedelta(minutes=60)
    local = begin.astimezone(ZoneInfo(zone))
    assert (9, 0) <= (local.hour, local.minute) <= (16, 0)
    assert local.weekday() < 5


# Of Morocco vobject asks pytz, and sets its offset of 1913; dateutil reads what is written.
@pytest.mark.parametrize("zone", [*ZONES[1:], "Africa/Casablanca", "Europe/Dublin"])
def test_the_time_zone_is_written_out_and_right_on_every_day(
    zone: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    data = invited(draft(), team(zone))
    file = tmp_path_factory.mktemp("zone") / "review.ics"
    file.write_bytes(data)
    written, real = tzical(str(file)).get(zone), ZoneInfo(zone)
    assert written is not None
    hour = datetime(2026, 1, 2, tzinfo=UTC)
    while hour < datetime(2027, 12, 31, tzinfo=UTC):
        assert hour.astimezone(written).utcoffset() == hour.astimezone(real).utcoffset(), hour
        hour += timedelta(hours=31)


def test_it_has_all_that_a_calendar_wants() -> None:
    data = invited(draft())
    found = event(data)
    assert str(found["uid"]) == "2026-11-03-checkout-certificate.review@hotwash"
    assert found["dtstamp"].dt == datetime(2026, 11, 3, tzinfo=UTC)
    assert b"DTSTART:20261104T103000Z\r\n" in data
    assert str(found["summary"]) == "Review: Checkout unavailable after the payment certificate expired"
    assert "15 min  1. Timeline: “this is what happened”, agreed" in str(found["description"])
    assert str(found["status"]) == "TENTATIVE"
    assert not Calendar.from_ical(data).errors
    assert data.count(b"\n") == data.count(b"\r\n")
    assert max(map(len, data.split(b"\r\n"))) <= 75
    vobject.readOne(data.decode()).validate(raiseException=True)


def test_the_same_document_gives_the_same_bytes() -> None:
    assert invited(draft(), team("Europe/Berlin")) == invited(draft(), team("Europe/Berlin"))


def test_a_review_that_moves_stays_the_same_event_and_counts_on() -> None:
    first, later = (
        event(invited(draft())),
        event(invited(draft({"deferred": "we rest"}), asked=Asked(NOW, after=date(2026, 11, 12)))),
    )
    renamed = event(invited(draft({"aliases": "[2026-11-02-checkout]"})))
    assert first["uid"] == later["uid"]
    assert str(renamed["uid"]) == "2026-11-02-checkout.review@hotwash"
    assert (int(first["sequence"]), int(later["sequence"])) == (0, 7)


def test_who_has_an_address_is_asked_to_come() -> None:
    known = Reminders(addresses={"amara": "amara@example.org", "ops/web": "web@example.org"}, sender="pm@example.org")
    data = invited(draft(), team()._replace(reminders=known))
    calendar, found = Calendar.from_ical(data), event(data)
    assert str(calendar["method"]) == "REQUEST"
    assert str(found["organizer"]) == "mailto:pm@example.org"
    assert [(str(each), each.params["CN"], each.params["RSVP"]) for each in found["attendee"]] == [
        ("mailto:amara@example.org", "@amara", "TRUE"), ("mailto:web@example.org", "@ops/web", "TRUE"),
    ]  # fmt: skip
    assert len(vobject.readOne(data.decode()).vevent.attendee_list) == 2
    assert "method" not in Calendar.from_ical(invited(draft()))


def test_a_restricted_review_is_no_business_of_others() -> None:
    assert str(event(invited(draft({"audience": "restricted"})))["class"]) == "CONFIDENTIAL"


def test_hostile_titles_stay_titles() -> None:
    text = draft({"title": '"Down\\r\\nATTENDEE:mailto:x@example.org; a,b"'})
    found = event(invited(text))
    assert "attendee" not in found
    assert str(found["summary"]).startswith("Review: Down")


def test_without_a_time_there_is_no_invitation() -> None:
    with pytest.raises(ReviewError, match="`resolved` is not known yet"):
        invited(draft({"resolved": None}))
