"""A run sheet in Markdown, for an editor or an issue."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from hotwash.reports._tables import code
from hotwash.reports.terminal import visible
from hotwash.reviewing.agenda import Agenda, Part
from hotwash.reviewing.proposal import Proposal, name_of

_MARKS = re.compile(r"[\\*<>]|(?<!\[)\[(?!\[)|(?<!\])\](?!\])|(?<!\w)_|_(?!\w)|&(?=#?\w+;)|~~")

_MENDED = 6
"""So many findings are named; who has more of them to mend looks at all of them."""


def markdown(sheet: Agenda) -> str:
    """The sheet as a document of its own."""
    return "\n".join(_lines(sheet)) + "\n"


def _lines(sheet: Agenda) -> Iterator[str]:
    yield f"# {_text(sheet.heading)}"
    yield ""
    if isinstance(sheet.when, Proposal):
        yield f"**{_text(when_words(sheet.when))}**, {_text(sheet.when.why)}"
        yield ""
    yield f"- Document: {code(sheet.path)}"
    if sheet.facts:
        yield f"- {_text(sheet.facts[:1].upper() + sheet.facts[1:])}"
    yield from (f"- {_text(note)}" for note in sheet.notes)
    yield from ("", "## Who is needed", "")
    yield from (f"- [ ] {_text(each.who)}: {_text(each.why)}" for each in sheet.people)
    yield from ("", "## Before", "")
    yield from (f"- [ ] {_text(each)}" for each in before(sheet))
    yield from ("", "## Ground rules", "")
    yield from (f"{number}. {rule}" for number, rule in enumerate(sheet.rules, 1))
    yield from (
        "",
        f"## {sheet.minutes} minutes",
        "",
        "| Time | Part | Minutes | Ends with |",
        "| -- | -- | --: | -- |",
    )
    for part in sheet.parts:
        title = _text(part.title).replace("|", r"\|")
        yield f"| {clock(sheet, part)} | {title} | {part.minutes} | {_text(part.ends)} |"
    for part in sheet.parts:
        yield from _part(part)


def _part(part: Part) -> Iterator[str]:
    yield from ("", f"## {_text(part.title)} ({_minutes(part.minutes)})", "", part.how)
    if part.open:
        yield from ("", f"{part.label}:", "")
        yield from (f"- [ ] {_text(each)}" for each in part.open)
    if part.further:
        yield from ("", _text(part.further))
    if part.prompts:
        yield ""
        yield from (f"- [ ] {_text(each.question)} `#{each.theme}`" for each in part.prompts)
    if part.asks:
        yield from ("", "Ask:", "")
        yield from (f"- {_text(each)}" for each in part.asks)


def before(sheet: Agenda) -> list[str]:
    """What is done before the review."""
    if sheet.kind == "retelling":
        return ["Send the document and its sources to whoever comes"]
    left = len(sheet.before) - _MENDED
    return [
        "Send the draft the day before: the hour is for talking, not for reading aloud",
        "A word with whoever was closest to it: how they are, and what they fear",
        *(f"Mend {each}" for each in sheet.before[:_MENDED]),
        *([f"Mend {left} more: `hotwash check --as published {sheet.path}`"] if left > 0 else []),
    ]


def when_words(when: Proposal) -> str:
    """`Wednesday 2026-11-25, 09:00 to 10:00 (Europe/Berlin)`."""
    zone = when.begin.tzinfo
    until = f"{when.end:%H:%M}" if when.end.date() == when.begin.date() else f"{when.end:%Y-%m-%d %H:%M}"
    return f"{when.begin:%A %Y-%m-%d, %H:%M} to {until} ({name_of(zone) if zone else ''})"


def clock(sheet: Agenda, part: Part) -> str:
    """When a part begins: by the clock, or by the minutes since the beginning."""
    if isinstance(sheet.when, Proposal):
        return f"{sheet.when.begin + timedelta(minutes=part.begin):%H:%M}"
    return f"0:{part.begin:02}" if part.begin < 60 else f"{part.begin // 60}:{part.begin % 60:02}"


def _minutes(number: int) -> str:
    return "1 minute" if number == 1 else f"{number} minutes"


def _text(text: str) -> str:
    """Text that stays what it is: code stays code, what is no mark is shown."""
    parts = visible(text).split("`")
    if len(parts) % 2 == 0:  # a backtick without its fellow
        return _MARKS.sub(r"\\\g<0>", visible(text)).replace("`", r"\`")
    return "`".join(part if at % 2 else _MARKS.sub(r"\\\g<0>", part) for at, part in enumerate(parts))
