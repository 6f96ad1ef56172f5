"""From a table that fits the schema to the typed configuration."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any

from hotwash.config.error import ConfigError, KeyPath, shown, suggestion
from hotwash.config.find import Found
from hotwash.config.model import (
    PROMPTS,
    SECTION_SYNONYMS,
    SECTION_TITLES,
    THEMES,
    TRACKER_URLS,
    Config,
    Escalation,
    Limits,
    Override,
    Publish,
    Reminders,
    Review,
    SectionNames,
    Tracker,
    WordChanges,
    fold,
)
from hotwash.witness import look

Report = Callable[[KeyPath, str], None]
"""Takes what is wrong with a key."""


def build(found: Found, table: dict[str, Any]) -> tuple[Config, list[tuple[KeyPath, str]], list[ConfigError]]:
    """The configuration, what is wrong with its values, and what is wrong in the files that it names."""
    problems: list[tuple[KeyPath, str]] = []
    errors: list[ConfigError] = []

    def report(path: KeyPath, message: str) -> None:
        problems.append((path, message))

    given: dict[str, Any] = {
        key: table[key] for key in ("profile", "timezone") if key in table
    }  # what the schema has checked fully
    if "documents" in table:
        given["documents"] = _documents(table["documents"], report)
    if "timezone" in table:
        _check_timezone(table["timezone"], report)
    if "severities" in table:
        given["severities"] = tuple(table["severities"])
    if "themes" in table:
        given["themes"] = tuple(dict.fromkeys(theme.removeprefix("#") for theme in table["themes"]))
    if "limits" in table:
        given["limits"] = Limits(**{key.replace("-", "_"): value for key, value in table["limits"].items()})
    if "words" in table:
        given["words"] = _words(table["words"], report)
    if "mechanisms" in table:
        given["mechanisms"] = {name: tuple(patterns) for name, patterns in table["mechanisms"].items()}
    if "sections" in table:
        given["sections"] = _sections(table["sections"], report)
    if "rules" in table:
        given["levels"] = dict(table["rules"])
    if "overrides" in table:
        given["overrides"] = tuple(_override(each, index, report) for index, each in enumerate(table["overrides"]))
    if "html" in table:
        given["html"] = frozenset(table["html"])
    if "reminders" in table:
        given["reminders"] = _reminders(table["reminders"], report)
    if "review" in table:
        given["review"] = _review(table["review"], given.get("themes", THEMES), report)
    if "tracker" in table:
        given["tracker"] = _tracker(table["tracker"], report)
    if "publish" in table:
        given["publish"] = _publish(table["publish"], report)
    if "templates" in table:
        given["templates"] = _templates(table["templates"], found.root, report)
    if "baseline" in table:
        given["baseline"] = _baseline(table["baseline"], report)
    for key, read in (("services", _services), ("owners", _owners)):
        if key in table:
            try:
                given |= read(table[key], found, report)
            except ConfigError as error:
                if error.line is not None:  # that line is the place to look at, else the key that led there
                    errors.append(error)
                else:
                    report((key,), _about(error, found.root))
    return Config(root=found.root, file=found.file, repository=found.repository, **given), problems, errors


def _about(error: ConfigError, root: Path) -> str:
    """What is wrong with a whole file, as a message about the key that names it."""
    if error.path is None:
        return error.message
    path = error.path.relative_to(root) if error.path.is_relative_to(root) else error.path
    return f"{shown(str(path))} {error.message}"


def _documents(value: str, report: Report) -> str:
    path = PurePosixPath(value)
    if path.is_absolute() or ".." in path.parts:
        report(("documents",), f"`documents` must lie below the root, not at {shown(value)}")
    return str(path)


def _baseline(value: str, report: Report) -> str:
    path = PurePosixPath(value)
    if path.is_absolute() or ".." in path.parts:
        report(("baseline",), f"`baseline` must lie below the root, not at {shown(value)}")
    return str(path)


def _check_timezone(name: str, report: Report) -> None:
    if name == "UTC":
        return  # known without the zones of the machine, and without the import
    import zoneinfo

    try:
        zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        known = sorted(zoneinfo.available_timezones())
        if not known:
            report(("timezone",), "this machine has no time zones: pip install tzdata, or use `UTC`")
            return
        cities = {zone.rpartition("/")[2].lower().replace("_", "-"): zone for zone in known}
        hint = suggestion(name, known, cities) or "; an example is `Europe/Berlin`"
        report(("timezone",), f"unknown time zone {shown(name)}{hint}")


def _words(table: dict[str, dict[str, list[str]]], report: Report) -> dict[str, WordChanges]:
    """What changes in which word list; a list of which nothing changes is none."""
    changes = {}
    for name, changed in table.items():
        # Only names are told by their capital letter.
        read = {
            key: [word if name == "given-names" else word.lower() for word in given] for key, given in changed.items()
        }
        added, removed = read.get("add", []), read.get("remove", [])
        for index, word in enumerate(removed):
            if word in added:
                report(("words", name, "remove", index), f"`words.{name}` both adds and removes {shown(word)}")
        if added or removed:
            words = ({word.replace("’", "'") for word in each} for each in (added, removed))
            changes[name] = WordChanges(*map(frozenset, words))
    return changes


def _sections(table: dict[str, Any], report: Report) -> SectionNames:
    """Titles and synonyms; a name that is given explicitly no longer means another section by default."""
    titles = {key: table.get(key, {}).get("title", title) for key, title in SECTION_TITLES.items()}
    added = {key: tuple(table.get(key, {}).get("synonyms", ())) for key in SECTION_TITLES}
    taken: dict[str, str] = {}
    for key, title in titles.items():
        if taken.setdefault(fold(title), key) != key:
            other = taken[fold(title)]
            at = key if "title" in table.get(key, {}) else other
            report(("sections", at, "title"), f"the sections `{other}` and `{key}` are both called {shown(title)}")
    for key, title in SECTION_TITLES.items():
        taken.setdefault(fold(title), key)  # what a section is called by default still means it
    for key, names in added.items():
        for index, name in enumerate(names):
            other = taken.setdefault(fold(name), key)
            if other != key:
                where: KeyPath = ("sections", key, "synonyms", index)
                report(where, f"{shown(name)} already means the section `{other}`, it cannot mean `{key}` too")
    synonyms = {
        key: tuple(dict.fromkeys((*(name for name in known if taken.get(fold(name), key) == key), *added[key])))
        for key, known in SECTION_SYNONYMS.items()
    }
    return SectionNames(titles, synonyms)


def _override(table: dict[str, Any], index: int, report: Report) -> Override:
    for position, pattern in enumerate(table["paths"]):
        path = PurePosixPath(pattern)
        if path.is_absolute() or ".." in path.parts:
            where: KeyPath = ("overrides", index, "paths", position)
            report(where, f"a path pattern is relative to the root and stays in it, not {shown(pattern)}")
    if "profile" not in table and not table.get("levels"):
        report(("overrides", index), "this override changes nothing; give it a `profile` or `levels`")
    return Override(tuple(table["paths"]), dict(table.get("levels", {})), table.get("profile"))


def _reminders(table: dict[str, Any], report: Report) -> Reminders:
    given = {key: table[key] for key in ("ahead", "repeat", "sender") if key in table}
    days = []
    for index, text in enumerate(table.get("holidays", ())):
        try:
            days.append(date.fromisoformat(text))
        except ValueError:
            report(("reminders", "holidays", index), f"there is no day {shown(text)}")
    addresses = {name.removeprefix("@").lower(): address for name, address in table.get("addresses", {}).items()}
    steps = [
        Escalation(each["after"], tuple(name.removeprefix("@") for name in each["to"]))
        for each in table.get("escalate", ())
    ]
    return Reminders(
        before=tuple(sorted(table.get("before", ()), reverse=True)),
        escalate=tuple(sorted(steps)),
        holidays=frozenset(days),
        addresses=addresses,
        **given,
    )


def _review(table: dict[str, Any], themes: tuple[str, ...], report: Report) -> Review:
    given: dict[str, Any] = {}
    if "hours" in table:
        begin, end = (int(each[:2]) * 60 + int(each[3:]) for each in table["hours"].split("-"))
        if end <= begin:
            report(("review", "hours"), f"`review.hours` end before they begin: {shown(table['hours'])}")
        given |= {"begin": begin, "end": end}
    prompts = {}
    for name, question in table.get("prompts", {}).items():
        theme = name.removeprefix("#")
        if theme not in themes:
            hint = suggestion(theme, list(themes), among="the themes are")
            report(("review", "prompts", name), f"there is no theme {shown(theme)}{hint}")
        prompts[theme] = question
    if prompts:
        given["prompts"] = {**PROMPTS, **prompts}
    return Review(**given)


_PROJECTS = {
    "github": (r"[\w.-]+/[\w.-]+", "`owner/name`"),
    "gitlab": (r"\d+|[\w.-]+(/[\w.-]+)+", "`group/name` or its number"),
    "jira": (r"[A-Za-z][A-Za-z0-9_]+", "its key, such as `OPS`"),
}


def _tracker(table: dict[str, Any], report: Report) -> Tracker:
    kind = table["kind"]
    pattern, what = _PROJECTS[kind]
    if not re.fullmatch(pattern, table["project"]):
        report(("tracker", "project"), f"{shown(table['project'])} is no project of {kind}; write {what}")
    url = table.get("url", TRACKER_URLS.get(kind, "")).rstrip("/")
    if not url:
        report(("tracker",), "`tracker` has no `url`; every Jira has its own, such as `https://example.atlassian.net`")
    elif not re.match(r"https://|http://(localhost|127\.0\.0\.1|\[::1\])[:/]", f"{url}/"):
        report(("tracker", "url"), f"{shown(url)} would show the token to the network; write `https://`")
    for index, label in enumerate(table.get("labels", ())):
        if kind == "jira" and " " in label:
            report(("tracker", "labels", index), f"a label of Jira has no spaces, not {shown(label)}")
    data = PurePosixPath(table.get("data", "tracker.json"))
    if data.is_absolute() or ".." in data.parts:
        report(("tracker", "data"), f"`tracker.data` must lie below the root, not at {shown(str(data))}")
    given = {key.replace("-", "_"): table[key] for key in ("assign", "status", "issue-type") if key in table}
    given |= {key: tuple(table[key]) for key in ("labels", "audiences") if key in table}
    owners = {name.removeprefix("@").lower(): account for name, account in table.get("owners", {}).items()}
    site = table.get("site", "").rstrip("/")
    return Tracker(kind, table["project"], url, owners=owners, data=str(data), site=site, **given)


def _publish(table: dict[str, Any], report: Report) -> Publish:
    given: dict[str, Any] = {key: tuple(table[key]) for key in ("fields", "sections", "words", "allow") if key in table}
    given |= {key: table[key] for key in ("name", "url", "record") if key in table}
    path = PurePosixPath(given.get("record", ""))
    if path.is_absolute() or ".." in path.parts:
        report(("publish", "record"), f"`publish.record` must lie below the root, not at {shown(str(path))}")
    return Publish(
        hosts=tuple(name.lower().strip(".") for name in table.get("hosts", ())),
        roles={name.removeprefix("@"): role for name, role in table.get("roles", {}).items()},
        **given,
    )


def _templates(value: str, root: Path, report: Report) -> Path:
    folder = root / value
    look(folder)
    if not folder.is_dir():
        report(("templates",), f"there is no folder {shown(value)} in the folder of this file")
    return folder


def _services(value: list[str] | str, found: Found, report: Report) -> dict[str, Any]:
    if isinstance(value, list):
        return {"services": frozenset(value)}
    from hotwash.config.catalogue import read_services  # imports YAML

    try:
        owners = read_services(value, found.root)
    except FileNotFoundError:
        report(("services",), f"there is no file {shown(value)}; name a `catalog-info.yaml`, or list the services")
        return {}
    return {"services": frozenset(owners), "service_owners": {name: who for name, who in owners.items() if who}}


def _owners(value: list[str] | dict[str, Any], found: Found, report: Report) -> dict[str, Any]:
    from hotwash.config.directory import CODEOWNERS, read_owners

    try:
        return {"owners": read_owners(value, found.root, found.repository)}
    except FileNotFoundError as error:
        asked = error.args[0]
        what = f"at {', '.join(f'`{name}`' for name in CODEOWNERS)}" if asked is True else shown(asked)
        report(("owners", "codeowners"), f"there is no CODEOWNERS file {what}")
        return {}
