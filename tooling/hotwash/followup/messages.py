"""A reminder as a message: Markdown, mail, and what Slack and Teams take. Nothing here sends anything."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, time
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Any

from hotwash.config.model import Reminders
from hotwash.corpus.followups import Followed
from hotwash.followup.listing import days_late
from hotwash.followup.reminders import Reminder
from hotwash.reports._tables import cell, code
from hotwash.writing.names import file_name

_WAY_OUT = (
    "Close an item, move its day or hand it over: `hotwash actions done ID`, `due ID DATE`, `assign ID @owner`, "
    "or `drop ID --why TEXT`."
)
_SECTION = 2900
"""Characters of a Slack section, which takes 3,000."""
_SECTIONS = 45
"""A Slack message takes 50 blocks."""


def _parts(reminder: Reminder) -> Iterator[tuple[str, Sequence[Followed]]]:
    """The headings of a message with their items; those without are left out."""
    days = f"{reminder.ahead} day{'' if reminder.ahead == 1 else 's'}"
    far = any(
        each.item.due_date and (each.item.due_date - reminder.today).days > reminder.ahead for each in reminder.soon
    )
    named = (
        ("Overdue", reminder.overdue),
        ("Due soon" if far else f"Due in the next {days}", reminder.soon),
        ("Overdue for long, and owned by others", reminder.escalated),
    )
    return ((title, items) for title, items in named if items)


def _when(each: Followed, reminder: Reminder) -> str:
    due = each.item.due_date
    late = days_late(each, reminder.today)
    if late:
        return f"{due}, {late} day{'' if late == 1 else 's'} ago"
    return f"{due}, today" if due == reminder.today else f"{due}"


def _about(each: Followed, escalated: bool) -> str:
    owner = ", ".join(each.owners) or "nobody"
    return f"{each.record.title}" + (f"; owner: {owner}" if escalated else "")


def subject(reminder: Reminder) -> str:
    """The message in one line: `Action items: 1 overdue, 2 due soon`."""
    late = len(reminder.overdue) + len(reminder.escalated)
    counts = [f"{late} overdue"] if late else []
    counts += [f"{len(reminder.soon)} due soon"] if reminder.soon else []
    return f"Action items: {', '.join(counts)}"


def markdown(reminder: Reminder) -> str:
    """The message for a forge, a chat or a wiki; it mentions the one who is reminded, and nobody else."""
    lines = [f"## Action items {_name(reminder)}, {reminder.today}", ""]
    for title, items in _parts(reminder):
        lines += [f"### {title}", ""]
        for each in items:
            about = _about(each, items is reminder.escalated)
            lines.append(f"- {_when(each, reminder)}: {_plain(each.said)} ({code(each.address)}, {_plain(about)})")
        lines.append("")
    return "\n".join((*lines, _WAY_OUT, ""))


def _name(reminder: Reminder) -> str:
    if not reminder.owner:
        return "that nobody owns"
    return f"of {reminder.owner if reminder.owner.startswith('@') else _plain(reminder.owner)}"


def _plain(text: str) -> str:
    return cell(text.replace("`", "'"))


def text(reminder: Reminder) -> str:
    """The message as plain text."""
    lines = [f"Action items {f'of {reminder.owner}' if reminder.owner else 'that nobody owns'}, {reminder.today}", ""]
    for title, items in _parts(reminder):
        lines += [title, ""]
        for each in items:
            lines += [
                f"* {_when(each, reminder)}: {each.said}",
                f"  {each.address}",
                f"  {_about(each, items is reminder.escalated)}",
            ]
        lines.append("")
    return "\n".join((*lines, _WAY_OUT.replace("`", ""), ""))


def mail(reminder: Reminder, decided: Reminders) -> bytes:
    """The message as a file `.eml`, which a mail program opens as a draft and a mail server takes as it is.

    An owner without an address in the configuration stands in `X-Hotwash-Owner` only, and nobody in `To`.
    """
    message = EmailMessage(policy=SMTP)
    message["From"] = Address("Hotwash", addr_spec=decided.sender)
    address = decided.addresses.get(reminder.key)
    message["To"] = (
        Address(reminder.owner.removeprefix("@"), addr_spec=address) if address else "undisclosed-recipients:;"
    )
    message["Subject"] = subject(reminder)
    message["Date"] = format_datetime(datetime.combine(reminder.today, time(), UTC))
    host = decided.sender.rpartition("@")[2]
    message["Message-ID"] = f"<{reminder.today}.{_ascii(reminder.key)}.actions@{host}>"
    message["X-Hotwash-Owner"] = reminder.owner or "nobody"
    message["Auto-Submitted"] = "auto-generated"
    message["X-Unsent"] = "1"
    message.set_content(text(reminder))
    return message.as_bytes()


def _ascii(key: str) -> str:
    """A handle as part of a message's id."""
    return file_name(key or "nobody").encode("punycode").decode("ascii").strip("-")


def slack(reminder: Reminder) -> dict[str, Any]:
    """What an incoming webhook of Slack takes: blocks, and a text for notifications."""
    blocks: list[dict[str, Any]] = [
        {"type": "header", "text": {"type": "plain_text", "text": f"{subject(reminder)}"[:150], "emoji": False}}
    ]
    for title, items in _parts(reminder):
        lines = [f"*{title}*"]
        for each in items:
            about = _about(each, items is reminder.escalated)
            lines.append(_slack(f"• {_when(each, reminder)}: {each.said} ({each.address}, {about})")[:_SECTION])
        blocks += ({"type": "section", "text": {"type": "mrkdwn", "text": part}} for part in _pieces(lines))
    if len(blocks) > _SECTIONS:
        more = {"type": "mrkdwn", "text": "_More than a message holds; `hotwash actions list` shows all._"}
        blocks = [*blocks[:_SECTIONS], {"type": "section", "text": more}]
    blocks.append({"type": "context", "elements": [{"type": "mrkdwn", "text": _WAY_OUT}]})
    return {"text": f"{_slack(reminder.owner or 'nobody')}: {subject(reminder)}", "blocks": blocks}


def _slack(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _pieces(lines: Sequence[str]) -> Iterator[str]:
    """Lines joined into texts that each fit into a section."""
    piece = ""
    for line in lines:
        if piece and len(piece) + 1 + len(line) > _SECTION:
            yield piece
            piece = ""
        piece = f"{piece}\n{line}" if piece else line
    if piece:
        yield piece


def teams(reminder: Reminder) -> dict[str, Any]:
    """What a webhook of a Teams workflow takes: a message with an adaptive card."""
    body: list[dict[str, Any]] = [
        {"type": "TextBlock", "text": subject(reminder), "size": "Large", "weight": "Bolder", "wrap": True},
        {
            "type": "TextBlock",
            "text": f"{reminder.owner or 'nobody'}, {reminder.today}",
            "isSubtle": True,
            "wrap": True,
        },
    ]
    for title, items in _parts(reminder):
        body.append({"type": "TextBlock", "text": title, "weight": "Bolder", "wrap": True, "separator": True})
        for each in items:
            about = _about(each, items is reminder.escalated)
            # No text block of a card: there, brackets and stars would be read as Markdown.
            runs: list[dict[str, Any]] = [{"type": "TextRun", "text": f"{_when(each, reminder)}: ", "weight": "Bolder"}]
            runs += [{"type": "TextRun", "text": each.said}, {"type": "TextRun", "text": f" ({each.address}, {about})", "isSubtle": True}]  # fmt: skip
            body.append({"type": "RichTextBlock", "inlines": runs})
    card = {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.4",
        "body": body,
    }
    return {
        "type": "message",
        "attachments": [
            {"contentType": "application/vnd.microsoft.card.adaptive", "contentUrl": None, "content": card}
        ],
    }
