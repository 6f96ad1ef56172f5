"""The configuration as the rest of the program sees it: typed, complete, immutable."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from hotwash.config.globs import covers

PROFILES = ("starter", "standard", "strict")

SECTION_TITLES: Mapping[str, str] = {
    "summary": "Summary",
    "timeline": "Timeline",
    "impact": "Impact",
    "factors": "Contributing factors",
    "went-well": "What went well",
    "actions": "Action items",
}
"""The canonical sections, in order; the keys are what the model and the configuration call them."""

SECTION_SYNONYMS: Mapping[str, tuple[str, ...]] = {
    "summary": (),
    "timeline": ("Key events", "Chronology", "Timeline of events"),
    "impact": ("Impacts", "Severity and impact", "Blast radius"),
    "factors": ("Root cause", "Root causes", "Causes", "Why did it happen", "What went wrong", "Trigger"),
    "went-well": ("Things that went well", "What worked"),
    "actions": (
        "Actions", "Review actions", "Corrective measures", "Remediation", "Next steps", "Follow-up",
    ),
}  # fmt: skip

THEMES = (
    "capacity", "change", "configuration", "dependency", "detection",
    "documentation", "handover", "process", "testing", "tooling",
)  # fmt: skip

PROMPTS: Mapping[str, str] = {
    "capacity": "What ran out, or would have?",
    "change": "What let this reach production without being noticed?",
    "configuration": "Which setting was it, and who could see it?",
    "dependency": "What else had to be as it was for this to spread?",
    "detection": "What would have shown this earlier, and why did it not?",
    "documentation": "What did the runbook say, and what was missing from it?",
    "handover": "What was known to somebody who was not there?",
    "process": "What made the wrong thing easy, or the right thing hard?",
    "testing": "Which test could have met it first?",
    "tooling": "Which tool made it slow or easy to get wrong?",
}
"""What is asked by each of our themes: in the checker's help, in drafts, in the review."""

_NOTHING: Mapping[str, Any] = {}

HTML_TAGS = tuple(
    "a abbr b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption figure"
    " h1 h2 h3 h4 h5 h6 hr i img input ins kbd li mark ol p pre q rp rt ruby s samp section small span strong sub summary sup"
    " table tbody td tfoot th thead time tr u ul var wbr".split()
)
"""The tags that raw HTML in a document may keep on the site: none of them runs, loads from elsewhere, or sends anything."""

SEVERITIES = ("SEV1", "SEV2", "SEV3", "SEV4")


PUBLIC_FIELDS = ("title", "status", "severity", "started", "detected", "mitigated", "resolved", "kind", "source")
"""The fields of the frontmatter that are published when nobody has decided."""


class Limits(NamedTuple):
    """The thresholds that rules name. Hours and days are as in the keys' names."""

    review_hours: int = 48
    """A review held later than this after resolution is late; Saturdays and Sundays do not count."""
    draft_days: int = 14
    """A draft older than this is stale."""
    min_factors: int = 3
    """Fewer contributing factors than this is a warning."""
    good_factors: int = 5
    """Fewer than this is advice."""
    file_bytes: int = 10 * 1024 * 1024
    """A larger file is not read."""


class Escalation(NamedTuple):
    """Who else is told of an overdue item, and after how many working days."""

    after: int
    to: tuple[str, ...]
    """Handles, without `@`."""


class Reminders(NamedTuple):
    """When owners are reminded of their action items, and where mail for them goes."""

    ahead: int = 7
    """What is due within so many days is in a message."""
    before: tuple[int, ...] = ()
    """Only on so many working days before the due date; none: whenever it is due within `ahead`."""
    repeat: int = 1
    """What is overdue is told of again every so many working days."""
    escalate: tuple[Escalation, ...] = ()
    holidays: frozenset[date] = frozenset()
    """Days off besides Saturdays and Sundays."""
    addresses: Mapping[str, str] = _NOTHING
    """Handle, without `@` and in lower case, to an address for mail."""
    sender: str = "hotwash@localhost"


class Review(NamedTuple):
    """How reviews are held."""

    begin: int = 9 * 60
    """When the working day begins and ends in the configured zone, in minutes after midnight."""
    end: int = 17 * 60
    prompts: Mapping[str, str] = PROMPTS
    """Theme to the question that is asked by it."""

    def prompt(self, theme: str) -> str:
        """The question by a theme; a theme of the team's own has a general one until the team writes its own."""
        return self.prompts.get(theme, "What about it made this possible, larger, longer, or harder to see?")


AUDIENCES = ("restricted", "internal", "public")
"""Whom a document or a site is for, from those who may read everything on."""
TRACKER_KINDS = ("github", "gitlab", "jira")
TRACKER_URLS: Mapping[str, str] = {"github": "https://api.github.com", "gitlab": "https://gitlab.com"}
"""Where a tracker is unless the configuration says otherwise; every Jira has its own address."""


class Tracker(NamedTuple):
    """The tracker that action items go to, and who owns their status."""

    kind: str
    """One of `TRACKER_KINDS`."""
    project: str
    """`owner/name` on GitHub, `group/name` on GitLab, a project's key on Jira."""
    url: str = ""
    """The address of the API (GitHub) or of the server, without a slash at its end."""
    labels: tuple[str, ...] = ("post-mortem",)
    """What every item gets; by the first of them they are found again."""
    owners: Mapping[str, str] = _NOTHING
    """Handle, without `@` and in lower case, to an account of the tracker."""
    assign: bool = True
    """Whether items are assigned to their owners' accounts."""
    status: str = "document"
    """Who owns the status: `document` or `tracker`."""
    data: str = "tracker.json"
    """Where `pull` writes what a tracker that owns the status says; relative to the root."""
    audiences: tuple[str, ...] = ("internal", "public")
    """The documents whose items go to the tracker."""
    site: str = ""
    """Where the site is, for links in the items; empty without."""
    issue_type: str = "Task"
    """Jira's type of what is created."""


class Publish(NamedTuple):
    """What of the documents with `audience: public` may leave, and what may not be said outside."""

    name: str = "Post-mortems"
    """What the site is called outside."""
    url: str = ""
    """The address of the published site; empty when it is not known."""
    fields: tuple[str, ...] = PUBLIC_FIELDS
    sections: tuple[str, ...] = tuple(SECTION_TITLES)
    """Keys of sections, and titles of sections of a team's own."""
    hosts: tuple[str, ...] = ()
    """Domains of the inside, in lower case; what lies below them as well."""
    words: tuple[str, ...] = ()
    """Words and phrases that nobody outside may read."""
    roles: Mapping[str, str] = _NOTHING
    """A person's or team's handle or name, without `@`, to the role that stands in its place."""
    allow: tuple[str, ...] = ()
    """What is fine outside, although it looks like something internal."""
    record: str = "published.txt"
    """The file, relative to the root, that says what was ever published."""


class SectionNames:
    """Titles and synonyms by section key."""

    def __init__(
        self,
        titles: Mapping[str, str] = SECTION_TITLES,
        synonyms: Mapping[str, tuple[str, ...]] = SECTION_SYNONYMS,
    ) -> None:
        self.titles = titles
        self.synonyms = synonyms

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, SectionNames):
            return NotImplemented
        return self.titles == other.titles and self.synonyms == other.synonyms

    def __hash__(self) -> int:
        return hash((*self.titles.items(), *self.synonyms.items()))

    @cached_property
    def by_name(self) -> Mapping[str, tuple[str, bool]]:
        """From a title in `fold`ed form to its key and whether it is a synonym."""
        names = {fold(name): (key, True) for key, known in self.synonyms.items() for name in known}
        names.update({fold(SECTION_TITLES[key]): (key, True) for key in self.titles})
        names.update({fold(title): (key, False) for key, title in self.titles.items()})
        return names


class Owners(NamedTuple):
    """The owner directory: who may own an action item. Handles stand without `@`, in lower case."""

    people: frozenset[str] = frozenset()
    teams: Mapping[str, tuple[str, ...]] = _NOTHING
    """Team handle (`org/team`) to its members, which may be empty."""

    def knows(self, handle: str) -> bool:
        """Whether a handle, with or without `@` and in any case, is a person or a team of the directory."""
        name = handle.removeprefix("@").lower()
        return name in self.people or name in self.teams


class Override(NamedTuple):
    """Other levels for some paths: glob patterns relative to the root, and what changes there."""

    paths: tuple[str, ...]
    levels: Mapping[str, str] = _NOTHING
    profile: str | None = None

    def covers(self, path: str) -> bool:
        """Whether it holds for a document, whose path is relative to the root, with `/`."""
        return any(covers(pattern, path) for pattern in self.paths)


class WordChanges(NamedTuple):
    """What a team adds to one of the word lists, and what it takes away."""

    add: frozenset[str] = frozenset()
    remove: frozenset[str] = frozenset()


FORMAT = 1
"""The format of the configuration that this version reads; an older one is brought to it by `hotwash upgrade`."""


class Config(NamedTuple):
    """All that a team decides. The defaults are a knowledge base without any configuration."""

    root: Path = Path()
    """The knowledge base's root: the folder of the configuration file, else of git, else the current one."""
    file: Path | None = None
    """The file that it was read from, if any."""
    repository: Path | None = None
    """Git's root, if there is one: what a forge's paths are relative to."""
    documents: str = "postmortems"
    """The tree of documents, relative to the root."""
    profile: str = "standard"
    severities: tuple[str, ...] = SEVERITIES
    """Severity names, the worst first."""
    services: frozenset[str] | None = None
    """The service catalogue; None when there is none."""
    service_owners: Mapping[str, str] = _NOTHING
    """Service to the team that owns it, where the catalogue says so."""
    owners: Owners | None = None
    """The owner directory; None when there is none."""
    sections: SectionNames = SectionNames()
    themes: tuple[str, ...] = THEMES
    limits: Limits = Limits()
    words: Mapping[str, WordChanges] = _NOTHING
    """Word list to what the team changes in it; given names as they are written, all others in lower case."""
    timezone: str = "UTC"
    """An IANA name: the zone of "today" and of times that a person types."""
    levels: Mapping[str, str] = _NOTHING
    """Rule name to `error`, `warning`, `info` or `off`."""
    overrides: tuple[Override, ...] = ()
    html: frozenset[str] | None = None
    """The tags that raw HTML in a document keeps on the site; None for all of `HTML_TAGS`."""
    templates: Path | None = None
    """A folder with templates of the team's own for `hotwash new`."""
    reminders: Reminders = Reminders()
    review: Review = Review()
    tracker: Tracker | None = None
    """Where action items are followed up; None without a tracker."""
    mechanisms: Mapping[str, tuple[str, ...]] = _NOTHING
    """Further mechanisms by which incidents are compared, each with its patterns."""
    publish: Publish = Publish()
    baseline: str | None = None
    """A file of findings that do not count, relative to the root."""


def fold(title: str) -> str:
    """A section title as it is compared: case, surrounding white space, a closing colon and `&` do not matter."""
    return " ".join(title.replace("&", " and ").casefold().split()).rstrip(" :.?")
