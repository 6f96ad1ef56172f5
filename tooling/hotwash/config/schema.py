"""Every key of the configuration: its name, type, default and what it decides. The one place that knows them.

`validate` checks a file against it, `json_schema` gives it to editors, the guide's page is held to it by a test.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from hotwash.config.model import (
    AUDIENCES,
    FORMAT,
    HTML_TAGS,
    PROFILES,
    SECTION_SYNONYMS,
    SECTION_TITLES,
    SEVERITIES,
    THEMES,
    TRACKER_KINDS,
    Limits,
    Publish,
    Reminders,
    Tracker,
)

LEVELS = ("error", "warning", "info", "off")

# Named tuples, since every check of a configured knowledge base makes these classes anew: dataclasses take 4 ms more.


class Text(NamedTuple):
    """A string that matches the pattern as a whole; `what` names it in messages."""

    what: str = "a string"
    pattern: str = r"\S([^\n]*\S)?"


class Choice(NamedTuple):
    """One string of a few."""

    options: tuple[str, ...]


class Number(NamedTuple):
    """A whole number, at least `minimum`."""

    minimum: int


class Flag(NamedTuple):
    """`true` or `false`."""


class Items(NamedTuple):
    """An array of one type; no value stands in it twice, and it is empty only where that says something."""

    of: Type
    minimum: int = 1


class Table(NamedTuple):
    """A table with known keys."""

    keys: tuple[Key, ...]


class Named(NamedTuple):
    """A table whose keys are names: `names` says of what."""

    names: str
    of: Type


class Either(NamedTuple):
    """One of several types, told apart by what TOML says of the value."""

    types: tuple[Type, ...]


Type = Text | Choice | Number | Flag | Items | Table | Named | Either


class Key(NamedTuple):
    """One key. `default` is None where its absence means something of its own, as `doc` says."""

    name: str
    type: Type
    doc: str
    default: Any = None
    required: bool = False
    mistaken: tuple[str, ...] = ()
    """Names, in lower case and with `-`, that people write for it."""


HANDLE = Text("a handle such as `amara` or `ops/web`", r"@?[A-Za-z0-9][\w.-]*(/[\w.-]+)*")
NAME = Text("a name")
TITLE = Text("a title on one line")
PATH = Text("a path")
GLOB = Text("a path pattern")
THEME = Text("a theme such as `detection`", r"#?\w[\w-]*")

QUESTION = Text("a question on one line")
HOURS = Text("working hours such as `09:00-17:00`", r"([01]\d|2[0-3]):[0-5]\d-(([01]\d|2[0-3]):[0-5]\d|24:00)")
FIELD = Text("a field such as `services`", r"[A-Za-z_][\w-]*")
DOMAIN = Text("a domain such as `corp.example`", r"\.?[^\W_]([\w-]*[^\W_])?(\.[^\W_]([\w-]*[^\W_])?)*")
DAY = Text("a day such as `2026-12-25`", r"\d{4}-\d{2}-\d{2}")
ADDRESS = Text("a mail address", r'[^\s@<>,;:"]+@[^\s@<>,;:"]+')

URL = Text("an address such as `https://example.org`", r"https?://[^\s/?#@]+(/[^\s?#]*)?")
ACCOUNT = Text("an account of the tracker")
LABEL = Text("a label without comma, quotation mark or backslash", r'[^\s,"\\](?:[^,"\\\n]*[^\s,"\\])?')

WORD = Text("a single word", r"[^\s\d,;:!?()@/][^\s,;:!?()@/]+")
GIVEN_NAME = Text("a single given name with a capital letter", r"[^\s\da-z,;:!?()@/][^\s,;:!?()@/]+")

_LIMITS = Limits()
_REMINDERS = Reminders()
_TRACKER = Tracker("", "")


_PUBLISH = Publish()

OVERRIDE = Table((
    Key("paths", Items(GLOB), "The documents: patterns relative to the root. `*` stays within one name, `**` is any number of folders, a folder covers what lies in it.", required=True, mistaken=("path", "files", "include")),
    Key("profile", Choice(PROFILES), "The profile for these documents, instead of the general one.", mistaken=("preset",)),
    Key("levels", Named("rule", Choice(LEVELS)), "Levels of rules for these documents, over the general ones.", {}, mistaken=("rules", "level", "severity")),
))  # fmt: skip


def _words(name: str, what: str, mistaken: tuple[str, ...], kind: Text = WORD) -> Key:
    return Key(
        name,
        Table((
            Key("add", Items(kind, 0), "Words that join the list.", [], mistaken=("added", "extend", "additions", "include")),
            Key("remove", Items(kind, 0), "Words that leave it.", [], mistaken=("removed", "delete", "drop", "exclude", "allow", "trim")),
        )),
        what,
        mistaken=mistaken,
    )  # fmt: skip


def _section(key: str) -> Key:
    title, synonyms = SECTION_TITLES[key], SECTION_SYNONYMS[key]
    known = f" Known besides: {', '.join(synonyms)}." if synonyms else ""
    usual = "-".join(title.lower().split())
    return Key(
        key,
        Table((
            Key("title", TITLE, f"The heading of the section; `{title}` stays known as a synonym.", title, mistaken=("name", "heading")),
            Key("synonyms", Items(TITLE, 0), f"Further headings that mean this section.{known}", [], mistaken=("synonym", "aliases", "names")),
        )),
        f"The section *{title}*.",
        mistaken=(usual,) if usual != key else (),
    )  # fmt: skip


ROOT = Table((
    Key("format", Number(1), "The format of the configuration itself; `hotwash upgrade` brings an older one to that of the installed version.", FORMAT, mistaken=("version", "schema", "config-version")),
    Key("profile", Choice(PROFILES), "How much is demanded: `starter` few errors, `standard` the levels of the rules' pages, `strict` nearly all.", "standard", mistaken=("preset", "mode", "level")),
    Key("documents", PATH, "The folder of the documents, relative to the root.", "postmortems", mistaken=("docs", "docs-dir", "folder", "path", "postmortems")),
    Key("severities", Items(NAME), "The severity scale, the worst first.", list(SEVERITIES), mistaken=("severity", "severity-scale")),
    Key("services", Either((Items(NAME), PATH)), "The service catalogue: names, or the path of a Backstage `catalog-info.yaml` (or a pattern of several). Absent, every service is fine.", mistaken=("catalog", "catalogue", "service")),
    Key(
        "owners",
        Either((
            Items(HANDLE),
            Table((
                Key("people", Items(HANDLE), "Handles that may own an action item.", [], mistaken=("users", "members", "handles")),
                Key("teams", Named("team", Items(HANDLE, 0)), "Team handles with the handles of their members, who are known by that as well.", {}, mistaken=("team", "groups")),
                Key("codeowners", Either((Flag(), PATH)), "`true` to take in everybody whom the repository's CODEOWNERS names, or the path of such a file.", False, mistaken=("code-owners",)),
            )),
        )),
        "The owner directory: handles, or a table of people, teams and CODEOWNERS. Absent, every handle is fine.",
        mistaken=("owner", "people", "directory"),
    ),
    Key("sections", Table(tuple(_section(key) for key in SECTION_TITLES)), "Names of the sections.", mistaken=("section", "headings")),
    Key("themes", Items(THEME), "The themes of contributing factors, written `#detection` in a document.", list(THEMES), mistaken=("theme", "tags")),
    Key(
        "limits",
        Table((
            Key("review-hours", Number(1), "A review held more hours than this after resolution is late; Saturdays and Sundays do not count.", _LIMITS.review_hours),
            Key("draft-days", Number(1), "A draft older than this many days is stale.", _LIMITS.draft_days),
            Key("min-factors", Number(0), "Fewer contributing factors than this is a warning.", _LIMITS.min_factors),
            Key("good-factors", Number(0), "Fewer contributing factors than this is advice.", _LIMITS.good_factors),
            Key("file-bytes", Number(1), "A larger file is not read.", _LIMITS.file_bytes, mistaken=("max-file-size", "file-size")),
        )),
        "Thresholds.",
        mistaken=("limit", "thresholds"),
    ),
    Key(
        "words",
        Table((
            _words("given-names", "Given names, by which `person-named` and the language rules know a person.", ("names", "first-names", "people"), GIVEN_NAME),
            _words("roles", "Nouns for people who act, in the singular.", ("role", "persons", "person-words")),
            _words("blaming-words", "Words that judge whoever they are said of; a further one is found wherever it stands.", ("blame", "blaming", "judgements", "blaming-language")),
            _words("opinions", "Words of comment, which the timeline does not want.", ("opinion", "comments", "evaluations", "opinion-in-timeline")),
            _words("vague-quantities", "Words that count without a figure.", ("quantities", "quantity", "vague-quantity", "amounts")),
            _words("vague-verbs", "Verbs that end with no result, in their plain form.", ("verbs", "vague-actions", "vague-action", "open-verbs")),
            _words("outcome-verbs", "Verbs whose result somebody else can see, in their plain form.", ("outcomes", "outcome-verb", "strong-verbs", "result-verbs")),
        )),
        "Changes of the word lists of the language rules.",
        mistaken=("word", "word-lists", "wordlists", "vocabulary", "language", "lists"),
    ),
    Key("mechanisms", Named("mechanism", Items(Text("a pattern of words"), 0)), "Further ways in which your systems fail, by which `hotwash similar` and `recur` know that an incident happened before. Each is a list of patterns; the words of a pattern stand in one sentence, `a|b` is either, `expir*` any word that begins so.", {}, mistaken=("mechanism", "recurrence", "failure-modes")),
    Key("timezone", Text("an IANA time zone"), "The IANA zone of \"today\" and of the times that a person types.", "UTC", mistaken=("time-zone", "tz", "zone")),
    Key(
        "reminders",
        Table((
            Key("ahead", Number(1), "What is due within so many days is in a message.", _REMINDERS.ahead, mistaken=("days", "days-ahead", "window")),
            Key("before", Items(Number(0), 0), "Remind on so many working days before the due date, and on no others. An empty list: whenever it is due within `ahead`.", [], mistaken=("steps", "days-before", "before-due")),
            Key("repeat", Number(1), "Remind of what is overdue again every so many working days.", _REMINDERS.repeat, mistaken=("every", "interval", "overdue-every")),
            Key(
                "escalate",
                Items(Table((
                    Key("after", Number(1), "So many working days after the due date.", required=True, mistaken=("days", "overdue")),
                    Key("to", Items(HANDLE), "The handles that are told as well.", required=True, mistaken=("owners", "who", "people")),
                )), 0),
                "Who else is told of what is overdue, and when.",
                [],
                mistaken=("escalation", "escalations"),
            ),
            Key("holidays", Items(DAY, 0), "Days off, besides Saturdays and Sundays, on which nobody is reminded and no review is proposed.", [], mistaken=("holiday", "days-off", "closed")),
            Key("addresses", Named("handle", ADDRESS), "The mail addresses of handles.", {}, mistaken=("emails", "mail", "mails", "to")),
            Key("sender", ADDRESS, "The address that mail comes from.", _REMINDERS.sender, mistaken=("from", "from-address")),
        )),
        "When owners are reminded of their action items.",
        mistaken=("reminder", "remind", "notifications"),
    ),
    Key(
        "review",
        Table((
            Key("hours", HOURS, "The working hours, in `timezone`, inside which `hotwash agenda` proposes the review.", "09:00-17:00", mistaken=("working-hours", "office-hours", "time", "times")),
            Key("prompts", Named("theme", QUESTION), "The question that is asked by a theme, in the review, in drafts and by `few-factors`. Ours are asked by the themes that are not named.", {}, mistaken=("questions", "prompt", "themes", "theme-questions")),
        )),
        "How reviews are held.",
        mistaken=("reviews", "agenda", "meeting"),
    ),
    Key(
        "tracker",
        Table((
            Key("kind", Choice(TRACKER_KINDS), "Which tracker it is.", required=True, mistaken=("type", "tracker", "provider", "name")),
            Key("project", Text("a project"), "`owner/name` on GitHub, `group/name` on GitLab, the project's key on Jira.", required=True, mistaken=("repository", "repo", "key", "project-id")),
            Key("url", URL, "The address of its API (GitHub) or of the server. Absent, that of github.com or gitlab.com; Jira needs it.", mistaken=("host", "server", "base-url", "api", "endpoint")),
            Key("labels", Items(LABEL), "The labels of every item; by the first one items are found again.", list(_TRACKER.labels), mistaken=("label", "tags")),
            Key("owners", Named("handle", ACCOUNT), "The accounts of handles; GitHub and GitLab know others by the handle itself, Jira wants account ids.", {}, mistaken=("owner", "people", "users", "assignees", "accounts", "map")),
            Key("assign", Flag(), "Whether items are assigned to their owners.", _TRACKER.assign, mistaken=("assignee",)),
            Key("status", Choice(("document", "tracker")), "Who owns the status of an item: the document, or the tracker.", _TRACKER.status, mistaken=("owns-status", "status-owner", "source")),
            Key("data", PATH, "The file for what a tracker that owns the status says; the site reads it.", _TRACKER.data, mistaken=("file", "cache", "output")),
            Key("audiences", Items(Choice(AUDIENCES)), "The documents whose items go to the tracker, by their `audience`.", list(_TRACKER.audiences), mistaken=("audience",)),
            Key("site", URL, "The address of the site, for links in the items. Absent, items have no link.", mistaken=("site-url", "link", "homepage")),
            Key("issue-type", NAME, "The type of what is created in Jira.", _TRACKER.issue_type, mistaken=("issuetype", "type-of-issue")),
        )),
        "The tracker in which action items are followed up.",
        mistaken=("trackers", "issues", "issue-tracker", "jira", "github", "gitlab"),
    ),
    Key(
        "publish",
        Table((
            Key("name", TITLE, "What the published site is called.", _PUBLISH.name, mistaken=("site-name", "title")),
            Key("url", URL, "The address of the published site. Absent, there are no feeds.", mistaken=("site-url", "address")),
            Key("fields", Items(FIELD), "The fields of the frontmatter that are published; no others are.", list(_PUBLISH.fields), mistaken=("field", "frontmatter", "allowed-fields")),
            Key("sections", Items(TITLE), "The sections that are published, by key (`factors`), or by title for one of your own; no others are.", list(_PUBLISH.sections), mistaken=("section", "headings", "allowed-sections")),
            Key("hosts", Items(DOMAIN, 0), "Domains of the inside. Links to them, and their names, are taken out.", [], mistaken=("host", "domains", "internal-hosts", "suffixes")),
            Key("words", Items(TITLE, 0), "Words and phrases that nobody outside may read: names of projects, customers, systems.", [], mistaken=("word", "internal-words", "terms", "deny")),
            Key("roles", Named("handle or name", TITLE), "What stands outside in place of a person or team, by handle or name.", {}, mistaken=("role", "people", "names")),
            Key("allow", Items(TITLE, 0), "What may stand outside although it looks internal, letter for letter.", [], mistaken=("allowed", "ignore", "except", "exceptions")),
            Key("record", PATH, "The file that says what was ever published; it is committed.", _PUBLISH.record, mistaken=("record-file", "published")),
        )),
        "What `hotwash publish` lets out.",
        mistaken=("publication", "publishing", "public", "outside"),
    ),
    Key("templates", PATH, "A folder with templates of your own for `hotwash new`. Absent, the built-in ones are used.", mistaken=("template", "templates-dir", "template-folder")),
    Key("baseline", PATH, "A file of findings that are known: `hotwash check` leaves them out, as with `--baseline`. Absent, every finding counts.", mistaken=("known", "known-findings", "baseline-file")),
    Key("html", Items(Choice(HTML_TAGS), 0), "The tags that raw HTML in documents keeps on the site; of others the text stays. An empty list: none. Absent, all that are harmless.", mistaken=("html-tags", "allowed-tags", "tags-allowed", "raw-html")),
    Key("rules", Named("rule", Choice(LEVELS)), "Levels of single rules, over the profile.", {}, mistaken=("rule", "levels", "per-rule-levels", "severity-overrides", "select", "ignore")),
    Key("overrides", Items(OVERRIDE, 0), "Other levels for some documents; a later entry wins over an earlier one.", [], mistaken=("override", "per-file-ignores", "per-path-overrides")),
))  # fmt: skip
"""`[tool.hotwash]` of `pyproject.toml`, or all of `hotwash.toml`."""


class Place(NamedTuple):
    """A key with its dotted name: `overrides[].paths`, `sections.factors.title`."""

    name: str
    key: Key
    parents: tuple[str, ...]


def places(table: Table = ROOT, parents: tuple[str, ...] = ()) -> Iterator[Place]:
    """Every key of a table and of the tables in it, a table before its keys."""
    for key in table.keys:
        yield Place(".".join((*parents, key.name)), key, parents)
        for inner, suffix in _tables(key.type):
            yield from places(inner, (*parents, key.name + suffix))


def _tables(kind: Type) -> Iterator[tuple[Table, str]]:
    match kind:
        case Table():
            yield kind, ""
        case Items(of=Table() as inner):
            yield inner, "[]"
        case Either(types=types):
            for one in types:
                yield from _tables(one)


def json_schema() -> dict[str, Any]:
    """The configuration as a JSON Schema (draft 7), which editors use to complete and check TOML."""
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Hotwash",
        "description": "`[tool.hotwash]` of pyproject.toml, or hotwash.toml",
        **_described(ROOT),
    }


def _described(kind: Type) -> dict[str, Any]:
    match kind:
        case Text(pattern=pattern):
            return {"type": "string", "pattern": f"^{pattern}$"}
        case Choice(options=options):
            return {"enum": list(options)}
        case Number(minimum=minimum):
            return {"type": "integer", "minimum": minimum}
        case Flag():
            return {"type": "boolean"}
        case Items(of=of, minimum=minimum):
            return {"type": "array", "items": _described(of), "minItems": minimum, "uniqueItems": True}
        case Named(of=of):
            return {"type": "object", "additionalProperties": _described(of)}
        case Either(types=types):
            return {"anyOf": [_described(one) for one in types]}
        case Table(keys=keys):
            described: dict[str, Any] = {"type": "object", "additionalProperties": False}
            described["properties"] = {key.name: _property(key) for key in keys}
            required = [key.name for key in keys if key.required]
            return described | ({"required": required} if required else {})


def _property(key: Key) -> dict[str, Any]:
    default = {} if key.default is None else {"default": key.default}
    return {"description": key.doc, **default, **_described(key.type)}
