"""What is read from a sample and made of it, as lines that a person can compare."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from hotwash.checking import Checker, Finding, Options
from hotwash.config import Config
from hotwash.drafting.chat.understand import understand
from hotwash.drafting.sources.recognise import read
from hotwash.writing.compose import compose
from hotwash.writing.outline import Outline

SAMPLES = Path(__file__).parent / "samples"
TODAY = date(2026, 11, 20)


def outline_of(name: str, data: bytes | None = None) -> Outline:
    """The outline of a sample."""
    return understand(read(name, (SAMPLES / name).read_bytes() if data is None else data))


def told(outline: Outline) -> str:
    """An outline in lines: times, names, events with their line, statements."""
    lines = [f"title: {outline.title}"]
    lines += [f"{key}: {value}" for key, value in (("severity", outline.severity), ("zone", outline.zone)) if value]
    lines += [
        f"{key}: {', '.join(value)}"
        for key, value in (("services", outline.services), ("signals", outline.signals))
        if value
    ]
    lines += [f"{key}: {when.isoformat()}" for key, when in outline.times.items()]
    for event in outline.timeline:
        when = event.when.isoformat() if event.when else event.written or "?"
        lines.append(
            f"{when} {event.kind or '-'}: {event.text} @{','.join(str(origin.line) for origin in event.origins)}"
        )
    for key, statements in outline.statements().items():
        lines += [f"{key}: {each.text} @{each.origins[0].line}" for each in statements]
    lines += [
        f"task: {each.type}|{each.text}|{each.owner}|{each.due} @{each.origins[0].line}" for each in outline.actions
    ]
    return "\n".join([*lines, *(f"note: {note}" for note in outline.notes)]) + "\n"


def findings(outline: Outline) -> list[Finding]:
    """What the checker says of the draft that is made of it."""
    text = compose(outline, Config(), TODAY)
    day = outline.times["started"].date() if "started" in outline.times else TODAY
    path = f"postmortems/{day.year}/{day}-draft.md"
    return list(Checker(Options(Config(), TODAY)).check_text(text, path))
