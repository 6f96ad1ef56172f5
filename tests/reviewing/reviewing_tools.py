"""Documents before their review, and the configurations of teams."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path

from hotwash.checking.engine import Checker, Options
from hotwash.config import Config
from hotwash.config.model import Reminders
from hotwash.document import Postmortem, parse
from hotwash.reviewing.agenda import Agenda, agenda
from hotwash.reviewing.proposal import Asked

CLEAN = (Path(__file__).parents[1] / "rules" / "clean.md").read_text("utf-8")
ID = "2026-11-03-checkout-certificate"
PATH = f"postmortems/2026/{ID}.md"
TODAY = date(2026, 11, 3)
NOW = datetime(2026, 11, 3, 12, tzinfo=UTC)


def draft(changes: Mapping[str, str | None] | None = None, text: str = CLEAN) -> str:
    """The document as it is before the review, with other fields; None takes one out."""
    fields = {"status": "draft", "reviewed": None, **(changes or {})}
    lines = []
    for line in text.splitlines(keepends=True):
        name = line.partition(":")[0]
        if name not in fields or not line.startswith(f"{name}:"):
            lines.append(line)
        elif (value := fields.pop(name)) is not None:
            lines.append(f"{name}: {value}\n")
    new = "".join(f"{name}: {value}\n" for name, value in fields.items() if value is not None)
    return "".join(lines).replace("---\n\n", f"{new}---\n\n", 1)


def team(timezone: str = "UTC", holidays: frozenset[date] = frozenset(), **others: object) -> Config:
    config = Config(root=Path("/nowhere"), timezone=timezone, reminders=Reminders(holidays=holidays))
    return config._replace(**others)  # type: ignore[arg-type]


def read(text: str, config: Config | None = None) -> Postmortem:
    return parse(text, PATH, config or team())


def sheet(text: str, config: Config | None = None, minutes: int | None = None, asked: Asked | None = None) -> Agenda:
    """The run sheet of a text as the command makes it."""
    config = config or team()
    checker = Checker(Options(config, TODAY, as_status="published"))
    return agenda(read(text, config), checker.check_text(text, PATH), config, asked or Asked(NOW), minutes)


def asked_in(made: Agenda, key: str) -> tuple[str, ...]:
    return next(part.open for part in made.parts if part.key == key)
