"""What `hotwash new` has to know, from flags or by asking."""

from __future__ import annotations

import getpass
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import TypeVar

import click

from hotwash.cli.common import fail, shown
from hotwash.config import Config
from hotwash.document.zones import Zone
from hotwash.rules.suggest import listed, nearest_of_scale
from hotwash.writing.guidance import QUESTIONS
from hotwash.writing.rows import line, stamp
from hotwash.writing.scaffold import Skeleton
from hotwash.writing.scalars import handle
from hotwash.writing.times import TimeError, read_time

T = TypeVar("T")

OPEN = ("", "-", "unknown", "not yet")
"""What stands for a time that is not known yet: the field stays empty."""

_TIME_QUESTIONS: Mapping[str, str] = {
    "started": "Started (first harm)",
    "detected": "Detected (first signal noticed)",
    "resolved": "Resolved (Enter: not yet)",
}


@dataclass(frozen=True, slots=True)
class Flags:
    """The flags as typed; None and () for those that were not given."""

    title: str | None
    severity: str | None
    services: tuple[str, ...]
    authors: tuple[str, ...]
    times: Mapping[str, str | None]
    near_miss: bool

    @property
    def missing(self) -> list[str]:
        """The flags without which there is nobody to ask, in the order of the document."""
        given = {"title": bool(line(self.title or "")), "severity": bool(self.severity), "service": any(self.services)}
        given |= {name: self.times[name] is not None for name in _TIME_QUESTIONS}
        given["author"] = any(self.authors)
        optional = ("severity", "started", "resolved") if self.near_miss else ()
        return [f"--{name}" for name, there in given.items() if not there and name not in optional]


@dataclass(frozen=True, slots=True)
class Answers:
    """Reads what was typed, by flag or at a prompt, against the configuration."""

    config: Config
    now: datetime
    zone: Zone
    times: dict[str, datetime] = field(default_factory=dict)

    def severity(self, text: str) -> str:
        """The configured severity that is meant; a `click.BadParameter` names the nearest otherwise."""
        for known in self.config.severities:
            if known.casefold() == text.strip().casefold():
                return known
        near = nearest_of_scale(text.strip(), self.config.severities)
        hint = f"did you mean `{near}`?" if near else f"it is {listed(self.config.severities)}"
        raise click.BadParameter(f"there is no severity “{shown(text)}”; {hint}")

    def time(self, name: str, text: str) -> datetime | None:
        """The instant, also kept in `times`; None for one that is not known yet."""
        if text.strip().lower() in OPEN:
            return None
        try:
            when = read_time(text, self.now, self.zone)
        except TimeError as error:
            raise click.BadParameter(shown(str(error))) from None
        self._ordered(name, when)
        self.times[name] = when
        return when

    def services(self, texts: tuple[str, ...]) -> tuple[str, ...]:
        """Names of services, each once; several may stand in one text, by commas."""
        names = [line(name) for text in texts for name in text.split(",")]
        return tuple(dict.fromkeys(filter(None, names)))

    def _ordered(self, name: str, when: datetime) -> None:
        earlier = [other for other in ("started", "detected") if other in self.times] if name == "resolved" else []
        for other in earlier:
            if when < self.times[other]:
                raise click.BadParameter(f"resolved ({stamp(when)}) is before {other} ({stamp(self.times[other])})")


def interactive() -> bool:
    """Whether somebody sits at a terminal who can be asked."""
    return sys.stdin.isatty()


def from_flags(flags: Flags, answers: Answers) -> Skeleton:
    """What the flags say; those that are missing are listed all at once, with exit code 2."""
    if flags.missing:
        names = flags.missing
        hint = "; a time may be `unknown`" if {"--started", "--detected", "--resolved"} & set(names) else ""
        fail(f"there is no terminal to ask at: add {', '.join(names)}{hint}")
    for name, text in flags.times.items():
        if text is not None:
            _checked(f"--{name}", partial(_given, answers, name), text)
    severity = _checked("--severity", answers.severity, flags.severity) if flags.severity else ""
    return Skeleton(
        line(flags.title or ""),
        severity or "",
        answers.services(flags.services),
        answers.times,
        _handles(flags.authors),
        flags.near_miss,
    )


def by_asking(flags: Flags, answers: Answers) -> Skeleton:
    """What the flags say, and for the rest what somebody at the terminal answers."""
    near = flags.near_miss
    title = line(flags.title or "") or _ask("Title (what broke, and why)", _some)
    severity = ""
    if flags.severity:
        severity = _checked("--severity", answers.severity, flags.severity) or ""
    elif not near:
        severity = _ask(f"Severity ({', '.join(answers.config.severities)})", answers.severity)
    services = flags.services or (_ask("Services, by comma", _some),)
    for name, question in _TIME_QUESTIONS.items():
        text = flags.times[name]
        if text is not None:
            _checked(f"--{name}", partial(_given, answers, name), text)
        elif not near or name == "detected":
            needed = name != "resolved"
            _ask(question, partial(answers.time, name), default=None if needed else "")
    authors = flags.authors or (_ask("Author", _some, default=_me()),)
    sections = (
        {key: line(_ask(f"{words} (Enter: later)", str, default="")) for key, words in QUESTIONS.items()}
        if near
        else {}
    )
    return Skeleton(title, severity, answers.services(services), answers.times, _handles(authors), near, sections)


def _given(answers: Answers, name: str, text: str) -> datetime | None:
    """A time from a flag; an empty one, as a variable that is not set leaves it, is no answer."""
    if not text.strip():
        raise click.BadParameter("it is empty; give a time, or `unknown`")
    return answers.time(name, text)


def _ask(question: str, read: Callable[[str], T], default: str | None = None) -> T:
    """Ask until `read` takes the answer; what it says against one is shown."""
    answer: T = click.prompt(question, default=default, value_proc=read, show_default=bool(default), err=True)
    return answer


def _some(text: str) -> str:
    if not line(text).strip(","):
        raise click.BadParameter("it cannot be empty")
    return line(text)


def _checked(flag: str, read: Callable[[str], T], text: str) -> T:
    try:
        return read(text)
    except click.BadParameter as error:
        fail(f"{flag}: {error.message}")


def _handles(texts: tuple[str, ...]) -> tuple[str, ...]:
    names = [handle(name) for text in texts for name in text.split(",")]
    return tuple(dict.fromkeys(filter(None, names)))


def _me() -> str | None:
    """A handle to propose: the local part of git's address, else the login."""
    try:
        asked = subprocess.run(["git", "config", "user.email"], capture_output=True, text=True, timeout=5, check=False)
        address = asked.stdout.strip()
    except (OSError, ValueError, subprocess.TimeoutExpired):
        address = ""
    name = re.sub(r"^[0-9]+\+", "", address.partition("@")[0])  # the forges' no-reply addresses are `123+name@…`
    try:
        return name or getpass.getuser()
    except (OSError, KeyError):  # no such user, as in a container
        return None
