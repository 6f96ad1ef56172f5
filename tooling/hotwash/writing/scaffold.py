"""A new document: what is known filled in, what is not asked for by comments."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from string import Template

from hotwash.config import Config
from hotwash.writing import rows
from hotwash.writing.guidance import guidance
from hotwash.writing.scalars import flow, handle, scalar

TIMES = ("started", "detected", "mitigated", "resolved", "reviewed")

_WHY: Mapping[str, str] = {
    "started": "first harm",
    "detected": "first signal that somebody noticed",
    "mitigated": "harm has stopped; may be left out",
    "resolved": "back to normal",
    "reviewed": "when the post-mortem was held; needed to publish",
}
_NEAR_MISS_SECTIONS = ("summary", "factors", "went-well", "actions")


@dataclass(frozen=True, slots=True)
class Skeleton:
    """What is known of an incident when its document is begun.

    `times` are aware. `answers` fill sections by key (`summary`, `factors`, ...) instead of guidance: a line each, which
    is written as the section has it; `bodies` are finished Markdown. `fields` are further ones of the frontmatter as
    YAML, `further` sections behind ours as title and Markdown.
    """

    title: str
    severity: str = ""
    services: tuple[str, ...] = ()
    times: Mapping[str, datetime] = field(default_factory=dict)
    authors: tuple[str, ...] = ()
    near_miss: bool = False
    answers: Mapping[str, str] = field(default_factory=dict)
    bodies: Mapping[str, str] = field(default_factory=dict)
    tags: tuple[str, ...] = ()
    fields: Mapping[str, str] = field(default_factory=dict)
    further: tuple[tuple[str, str], ...] = ()

    def day(self, today: date) -> date:
        """The day that names the document: when it began, else when it was noticed, else today."""
        when = self.times.get("started") or self.times.get("detected")
        return when.date() if when else today

    @property
    def aligned(self) -> Mapping[str, datetime]:
        """The times, all at the offset of the first one.

        Bare times of the timeline are at the frontmatter's offset, which only means something when there is one.
        """
        stated = [self.times[name] for name in TIMES if name in self.times]
        return {name: when.astimezone(_fixed(stated[0])) for name, when in self.times.items()}


def scaffold(skeleton: Skeleton, config: Config, today: date) -> str:
    """The Markdown of a new draft. It parses, and the check's warnings on it are what is still to do."""
    return "---\n" + "".join(_frontmatter(skeleton)) + "---\n" + "".join(_sections(skeleton, config, today))


def fill(template: str, skeleton: Skeleton, slug: str, today: date) -> str:
    """A team's own template, with `$title` and its like replaced.

    Known are title, severity, services, authors, started, detected, mitigated, resolved, reviewed, date, slug, id and
    today. In the frontmatter a value is written as YAML, so a placeholder there stands without quotes; elsewhere it is
    plain text. What is not known is left empty, any other `$` stays as it is.
    """
    day = skeleton.day(today)
    times = skeleton.aligned
    stamps = {name: rows.stamp(times[name]) if name in times else "" for name in TIMES}
    plain = {
        "title": rows.line(skeleton.title),
        "severity": skeleton.severity,
        "services": ", ".join(skeleton.services),
        "authors": ", ".join(f"@{handle(name)}" for name in skeleton.authors),
        "date": day.isoformat(),
        "slug": slug,
        "id": f"{day.isoformat()}-{slug}",
        "today": today.isoformat(),
        **stamps,
    }
    coded = {name: scalar(value) if value else "" for name, value in plain.items()}
    coded |= stamps
    coded["date"], coded["today"] = plain["date"], plain["today"]
    coded["services"] = flow(skeleton.services)
    coded["authors"] = flow(handle(name) for name in skeleton.authors)
    front, body = _halves(template)
    return Template(front).safe_substitute(coded) + Template(body).safe_substitute(plain)


def _frontmatter(skeleton: Skeleton) -> Iterator[str]:
    times = skeleton.aligned
    yield f"title: {scalar(rows.line(skeleton.title))}\n"
    yield _explained("status: draft", "draft, then review, then published")
    if skeleton.near_miss:
        yield "kind: near-miss\n"
    if skeleton.severity or not skeleton.near_miss:
        yield f"severity: {scalar(skeleton.severity)}\n" if skeleton.severity else "severity:\n"
    yield f"services: {flow(skeleton.services)}\n"
    for name, value in skeleton.fields.items():
        yield f"{name}: {value}\n"
    for name in TIMES:
        if name in times:
            yield _explained(f"{name}: {rows.stamp(times[name])}", _WHY[name])
        elif not skeleton.near_miss or name == "detected":
            yield _explained(f"{name}:", _WHY[name])
    yield f"authors: {flow(handle(name) for name in skeleton.authors)}\n"
    yield (
        f"tags: {flow(skeleton.tags)}\n"
        if skeleton.tags
        else _explained("tags: []", "words to find it by, for example [certificates]")
    )


def _explained(line: str, why: str) -> str:
    return f"{line.ljust(28)} # {why}\n"


def _sections(skeleton: Skeleton, config: Config, today: date) -> Iterator[str]:
    titles = config.sections.titles
    times = skeleton.aligned
    for key in titles:
        if skeleton.near_miss and key not in _NEAR_MISS_SECTIONS and not skeleton.bodies.get(key):
            continue
        yield f"\n## {titles[key]}\n\n"
        if skeleton.bodies.get(key):
            yield skeleton.bodies[key]
            continue
        if skeleton.answers.get(key, "").strip():
            yield _answer(key, skeleton.answers)
            continue
        yield guidance(
            key,
            near_miss=skeleton.near_miss,
            events=_events(times, skeleton.day(today)),
            zone_hint=_zone_hint(times),
            themes=", ".join(f"#{theme}" for theme in config.themes),
            due=(today + timedelta(days=14)).isoformat(),
        )
    for title, text in skeleton.further:
        yield f"\n## {rows.line(title)}\n\n{text}"


def _answer(key: str, answers: Mapping[str, str]) -> str:
    text = answers[key]
    if key == "factors":
        return rows.factor("F1", text)
    if key == "actions":
        addresses = ("F1",) if answers.get("factors", "").strip() else ()
        return rows.ACTION_HEAD + rows.action("A1", text, addresses=addresses)
    return rows.item(text) if key == "went-well" else rows.line(text) + "\n"


def _events(times: Mapping[str, datetime], day: date) -> str:
    """Example lines for the timeline, at the incident's own times where those are known."""
    known = [
        (times[name], kind, text)
        for name, kind, text in (
            ("started", "change", "what changed, or what began to fail"),
            ("detected", "signal", "the alert or the report that was noticed first"),
            ("mitigated", "action", "what ended the harm"),
            ("resolved", "result", "how it was seen that all is back to normal"),
        )
        if name in times
    ]
    if not known:
        return f"- {day.isoformat()} 09:12 — change: what changed, or what began to fail\n"
    lines, before = [], None
    for when, kind, text in sorted(known, key=lambda each: each[0]):
        lines.append(rows.event(when, text, kind, with_day=when.date() != before))
        before = when.date()
    return "".join(lines)


def _zone_hint(times: Mapping[str, datetime]) -> str:
    if not times:
        return 'Say the zone once, as in "All times are UTC."'
    offset = rows.zone(next(iter(times.values())))
    return f"Bare times are {'UTC' if offset == 'Z' else 'at ' + offset}, like those above."


def _fixed(when: datetime) -> timezone:
    offset = when.utcoffset()
    if offset is None:
        raise ValueError("a time without a zone")
    return timezone(offset)


def _halves(template: str) -> tuple[str, str]:
    """A template's frontmatter, its closing line included, and the rest."""
    lines = template.splitlines(keepends=True)
    if lines and lines[0].lstrip("\ufeff").rstrip() == "---":
        for number, line in enumerate(lines[1:], start=2):
            if line.rstrip() == "---":
                return "".join(lines[:number]), "".join(lines[number:])
    return "", template
