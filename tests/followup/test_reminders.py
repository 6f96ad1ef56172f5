"""Who is reminded of what on which day, and that every form of the message can be read by what it is for."""

from __future__ import annotations

from datetime import date
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from generated import CLEAN

from hotwash.config import Config
from hotwash.config.model import Escalation, Reminders
from hotwash.corpus import DocumentFile
from hotwash.corpus.files import parse_as
from hotwash.corpus.followups import Followed
from hotwash.corpus.record import Record
from hotwash.followup.listing import items_of
from hotwash.followup.messages import mail, markdown, slack, teams
from hotwash.followup.reminders import Reminder, reminders
from hotwash.followup.workdays import next_workday, workdays

PATH = "postmortems/2026/2026-11-03-checkout-certificate.md"
XMAS = frozenset({date(2026, 12, 25)})


def items(*rows: str) -> list[Followed]:
    front, _, _ = CLEAN.partition("| A1 |")
    file = DocumentFile(PATH, Path("/kb") / PATH, Path("/kb/postmortems"))
    text = front + "".join(f"{row}\n" for row in rows)
    return items_of([Record(parse_as(file, text, Config(root=Path("/kb"))))])


def row(name: str, owner: str, due: str, status: str = "open", action: str = "Do it") -> str:
    return f"| {name} | Fix | {action} | {owner} | {due} | {status} | F1 |"


def told(day: str, decided: Reminders, *rows: str) -> dict[str, tuple[list[str], list[str], list[str]]]:
    """By owner: the ids of what is overdue, due soon, and handed up."""
    found = reminders(items(*rows), date.fromisoformat(day), decided)
    return {
        each.owner: ([item.id for item in each.overdue], [item.id for item in each.soon], [item.id for item in each.escalated])
        for each in found
    }  # fmt: skip


def test_what_is_due_in_seven_days_and_what_is_overdue_by_owner() -> None:
    assert told(
        "2026-11-24", Reminders(),
        row("A1", "@kenji", "2026-11-23"), row("A2", "@Kenji", "2026-12-01"), row("A3", "@kenji", "2026-12-02"),
        row("A4", "@ops/web", "2026-11-24"), row("A5", "", "2026-11-20"), row("A6", "@kenji", "2026-11-01", "done 2026-11-02"),
        row("A7", "@kenji", "2026-11-01", "dropped: no use"), row("A8", "@kenji", "-"),
    ) == {"@Kenji": (["A1"], ["A2"], []), "@ops/web": ([], ["A4"], []), "": (["A5"], [], [])}  # fmt: skip


@pytest.mark.parametrize(
    ("day", "soon"),
    [
        ("2026-12-17", []),
        ("2026-12-18", ["A1"]),  # a Friday: five working days with the holiday left out
        ("2026-12-21", []),
        ("2026-12-24", ["A1"]),  # the last day before a long weekend
        ("2026-12-28", ["A1"]),
    ],
)
def test_steps_before_the_due_date_count_working_days(day: str, soon: list[str]) -> None:
    decided = Reminders(before=(5, 1, 0), holidays=XMAS)
    found = told(day, decided, row("A1", "@kenji", "2026-12-28"))
    assert found == ({"@kenji": ([], soon, [])} if soon else {})


def test_a_step_that_would_fall_on_a_weekend_comes_on_the_working_day_before() -> None:
    decided = Reminders(before=(0,))
    assert told("2026-11-27", decided, row("A1", "@kenji", "2026-11-29")) == {"@kenji": ([], ["A1"], [])}


def test_overdue_items_are_told_of_again_and_handed_up_after_a_while() -> None:
    decided = Reminders(repeat=5, escalate=(Escalation(6, ("amara",)), Escalation(11, ("amara", "head"))))
    days = [date(2026, 11, day).isoformat() for day in (16, 17, 23, 24, 30)]
    item = row("A1", "@kenji", "2026-11-13")
    found = [told(day, decided, item) for day in days]
    assert found[0] == {"@kenji": (["A1"], [], [])}  # the Monday after
    assert found[1] == {}
    assert found[2] == {"@amara": ([], [], ["A1"]), "@kenji": (["A1"], [], [])}
    assert found[3] == {}
    assert found[4] == {"@amara": ([], [], ["A1"]), "@head": ([], [], ["A1"]), "@kenji": (["A1"], [], [])}


def test_nobody_is_told_of_his_own_item_twice_nor_of_what_a_tracker_knows() -> None:
    decided = Reminders(escalate=(Escalation(1, ("kenji",)),))
    assert told("2026-11-24", decided, row("A1", "@kenji", "2026-11-20")) == {"@kenji": (["A1"], [], [])}


@pytest.mark.parametrize(
    ("first", "last", "number"),
    [
        ("2026-11-20", "2026-11-20", 0), ("2026-11-20", "2026-11-22", 0), ("2026-11-20", "2026-11-23", 1), ("2026-11-21", "2026-11-23", 1),
        ("2026-11-24", "2026-12-08", 10), ("2026-12-24", "2026-12-28", 1), ("2026-11-24", "2026-11-20", 0), ("2026-01-01", "2027-01-01", 260),
    ],
)  # fmt: skip
def test_working_days(first: str, last: str, number: int) -> None:
    assert workdays(date.fromisoformat(first), date.fromisoformat(last), XMAS) == number


def test_the_next_working_day() -> None:
    assert next_workday(date(2026, 12, 25), XMAS) == date(2026, 12, 28)


ODD = r"Split `a\|b` `<img>` & *ask* @amara, 証明書 🔥"


def odd() -> Reminder:
    found = items(
        row("A1", "@zoë", "2026-11-20", action=ODD), row("A2", "@zoë", "2026-11-24"), row("A3", "@zoë", "2026-11-25")
    )
    (reminder,) = reminders(found, date(2026, 11, 24), Reminders())
    return reminder


def test_markdown_mentions_the_owner_and_nobody_else() -> None:
    text = markdown(odd())
    assert text.startswith("## Action items of @zoë, 2026-11-24\n\n### Overdue\n\n- 2026-11-20, 4 days ago: Split ")
    assert text.count("@amara") == 0
    assert "<img" not in text
    assert "### Due in the next 7 days\n\n- 2026-11-24, today: Do it (`2026-11-03-checkout-certificate#A2`" in text


def test_mail_is_read_by_pythons_parser_as_it_was_meant() -> None:
    data = mail(odd(), Reminders(addresses={"zoë": "zoe@example.org"}, sender="kb@example.org"))
    assert data.count(b"\r\n") == data.count(b"\n")
    message = message_from_bytes(data, policy=default)
    assert message.defects == []
    assert message["To"].addresses[0].addr_spec == "zoe@example.org"
    assert message["From"].addresses[0].addr_spec == "kb@example.org"
    assert message["Subject"] == "Action items: 1 overdue, 2 due soon"
    assert message["Date"].datetime.date() == date(2026, 11, 24)
    assert message["Message-ID"].isascii()
    assert "Split a|b <img> & ask @amara, 証明書 🔥" in message.get_content()
    assert data == mail(odd(), Reminders(addresses={"zoë": "zoe@example.org"}, sender="kb@example.org"))


def test_mail_without_an_address_is_to_nobody_and_names_the_owner() -> None:
    message = message_from_bytes(mail(odd(), Reminders()), policy=default)
    assert message["X-Hotwash-Owner"] == "@zoë"
    assert message["To"].addresses == ()
    assert message["To"].defects == ()


def test_slack_gets_no_more_than_it_takes_and_nothing_that_it_would_follow() -> None:
    payload = slack(odd())
    assert "&lt;img&gt; &amp;" in payload["blocks"][1]["text"]["text"]
    many = items(*(row(f"A{at}", "@zoë", "2026-11-20", action="x" * 500) for at in range(1, 400)))
    (reminder,) = reminders(many, date(2026, 11, 24), Reminders())
    blocks = slack(reminder)["blocks"]
    assert len(blocks) <= 50
    assert all(len(block["text"]["text"]) <= 3000 for block in blocks if block["type"] == "section")
    assert "More than a message holds" in blocks[-2]["text"]["text"]


def test_teams_gets_a_card_whose_words_are_no_markdown() -> None:
    attachment = teams(odd())["attachments"][0]
    assert attachment["contentType"] == "application/vnd.microsoft.card.adaptive"
    runs = [
        run["text"]
        for block in attachment["content"]["body"]
        if block["type"] == "RichTextBlock"
        for run in block["inlines"]
    ]
    assert "Split a|b <img> & ask @amara, 証明書 🔥" in runs
