"""What a post-mortem is: the typed parts of a parsed document.

Every value stands with its span. A value that is wrong stays as written, so that rules can speak of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from hotwash.document.problem import Problem
from hotwash.document.source import Source, Span, Text

if TYPE_CHECKING:
    from hotwash.document.frontmatter import Frontmatter
    from hotwash.document.markup import Markup
    from hotwash.document.prose import Prose


_NO_CELLS: Mapping[str, Span] = {}


class Timestamp(NamedTuple):
    """A point in time as a document states it.

    `instant` is aware, or None when the text is no time, is unknown (`14:??`) or has no zone to be had.
    `day` and `zone` tell what was settled even where `instant` is None.
    """

    span: Span
    text: str
    instant: datetime | None = None
    day: date | None = None
    stated_day: bool = False
    """The text itself names the day."""
    stated_zone: bool = False
    """The text itself names a zone or an offset."""
    approximate: bool = False
    """`~16:05` or `after 16:05`."""
    unknown: bool = False
    """A time that says it is not known, as `14:??` or `--:--`."""
    bare_date: bool = False
    """A date without a time of day."""
    note: str = ""
    """Why `instant` is None, or what was assumed (a skipped or repeated hour of a time change)."""


class Section(NamedTuple):
    """A heading and what stands under it.

    `key` is the canonical name (`timeline`, `impact`, ...) or None for a section of the document's own.
    `span` runs from the heading to the next section, `content` is it without the heading.
    """

    key: str | None
    title: Text
    level: int
    heading: Span
    content: Span
    synonym: bool = False
    """The title is a known synonym of the canonical name, not the name itself."""

    @property
    def span(self) -> Span:
        return Span(self.heading.start, self.content.end)


class TimelineEntry(NamedTuple):
    """One event of the timeline, from a list item or a table row.

    `text` is the description, without time and kind. `kind` is the word as written (`signal`, `Action`).
    """

    span: Span
    text: Text
    time: Timestamp | None = None
    kind: Text | None = None
    row: bool = False
    """Whether it is a table row."""

    @property
    def kind_name(self) -> str | None:
        """`change`, `signal`, `action` or `result`."""
        return self.kind.text.lower() if self.kind else None


class Timeline(NamedTuple):
    """What the timeline's sections hold."""

    entries: tuple[TimelineEntry, ...] = ()
    zones: tuple[Text, ...] = ()
    zone: str | None = None


class ImpactItem(NamedTuple):
    """A list item, row or paragraph of the impact; `label` is what stands before the colon, if a dimension is named."""

    span: Span
    text: Text
    label: Text | None = None
    dimension: str | None = None
    """`users`, `revenue`, `sla` or `data`."""


class Acceptance(NamedTuple):
    """`_Accepted by @owner until 2027-02-01:_ why` at the end of a factor."""

    span: Span
    owner: Text | None
    until: Text | None
    why: Text | None

    @property
    def until_date(self) -> date | None:
        return iso_date(self.until)


class Factor(NamedTuple):
    """A contributing factor. `text` is the condition, without id, themes and acceptance."""

    span: Span
    text: Text
    id: Text | None = None
    themes: tuple[Text, ...] = ()
    """As written, without the `#`."""
    acceptance: Acceptance | None = None


class ActionItem(NamedTuple):
    """An action item, from a table row or a list item. A cell that is absent or empty (`-`) is None."""

    span: Span
    action: Text
    id: Text | None = None
    type: Text | None = None
    owner: Text | None = None
    due: Text | None = None
    status: Text | None = None
    addresses: tuple[Text, ...] = ()
    tracker: Text | None = None
    row: bool = False
    """Whether it is a table row."""
    cells: Mapping[str, Span] = _NO_CELLS
    """Where each column's cell stands in the row, empty cells included; keys are the field names above."""

    @property
    def label(self) -> Span:
        """Where to point when a part of the item is missing: its id, else the whole."""
        return self.id.span if self.id else self.span

    @property
    def name(self) -> str:
        """The id, else the first words of the action."""
        if self.id:
            return self.id.text
        words = self.action.text.split()
        return "“" + " ".join(words[:6]) + ("…" if len(words) > 6 else "") + "”"

    @property
    def due_date(self) -> date | None:
        return iso_date(self.due)

    @property
    def state(self) -> str | None:
        """`open`, `in progress`, `done` or `dropped`; None when the status is none of them."""
        return _state(self.status.text) if self.status else "open"

    @property
    def done_on(self) -> date | None:
        """The day in `done 2026-11-03`."""
        if self.state != "done" or self.status is None:
            return None
        return _iso(self.status.text.strip()[4:].strip())

    @property
    def drop_reason(self) -> str:
        """What stands after `dropped:`."""
        return self.status.text.partition(":")[2].strip() if self.state == "dropped" and self.status else ""


class Reference(NamedTuple):
    """A link to another document or one of its parts: `[[id]]`, `[[id#A2]]` or a relative link.

    `target` is the id or path as written, `fragment` what stands after the `#`.
    """

    span: Span
    target: str
    fragment: str = ""
    wiki: bool = False
    image: bool = False
    text: str = ""
    """A link's own words, or an image's alternative text."""


class Suppression(NamedTuple):
    """`<!-- hotwash: allow rule (why) -->`, or a key of the frontmatter's `allow`.

    It covers findings whose line is in `lines` (first, last; both included); None is the whole document.
    """

    rule: Text
    reason: str
    span: Span
    lines: tuple[int, int] | None = None


class Postmortem:
    """A parsed document. Whatever the text holds, there is one; what is wrong in it is in `problems`."""

    def __init__(
        self,
        *,
        path: str,
        source: Source,
        frontmatter: Frontmatter,
        markup: Markup,
        sections: tuple[Section, ...],
        timeline: Timeline,
        impact: tuple[ImpactItem, ...],
        factors: tuple[Factor, ...],
        went_well: tuple[Text, ...],
        actions: tuple[ActionItem, ...],
        references: tuple[Reference, ...],
        suppressions: tuple[Suppression, ...],
        problems: Mapping[str, tuple[Problem, ...]],
        tree_path: str | None = None,
        as_status: str | None = None,
    ) -> None:
        self.path = path
        """As given to the parser; relative to the knowledge base's root, with `/`."""
        self.id = document_id(path)
        self.source = source
        self.frontmatter = frontmatter
        self.markup = markup
        self.sections = sections
        self.timeline = timeline.entries
        self.timeline_zones = timeline.zones
        """The zones stated for the timeline as a whole, in paragraphs and column heads (an entry's own zone is not one)."""
        self.timeline_zone = timeline.zone
        """The zone in force for bare times: a name or offset, as stated or as the frontmatter's offsets agree; None without."""
        self.impact = impact
        self.factors = factors
        self.went_well = went_well
        self.actions = actions
        self.references = references
        self.suppressions = suppressions
        self.problems = problems
        """What parsing found, by rule name."""
        self.tree_path = tree_path
        """The path inside the tree of documents, as `2026/2026-11-03-x.md`; None for a document that stands in none."""
        self.as_status = as_status
        """The status to judge it by, whatever the frontmatter says."""

    @property
    def timeline_kinds(self) -> bool:
        """Whether any entry says its kind."""
        return any(entry.kind for entry in self.timeline)

    @property
    def text(self) -> str:
        return self.source.text

    @cached_property
    def prose(self) -> Prose:
        """The shared view of sentences and words; code, comments and link targets are not in it."""
        from hotwash.document.prose import Prose

        return Prose(self)

    def forget(self) -> None:
        """Let go of what takes most room and is made again from the text when it is asked for: events and the prose.

        For whoever holds thousands of documents.
        """
        self.markup.forget()
        self.__dict__.pop("prose", None)

    @cached_property
    def anchors(self) -> frozenset[str]:
        """What can follow `#` in a link to the document: the headings' anchors, factor and item ids."""
        from hotwash.document.anchors import heading_anchors

        return frozenset((*self.part_ids, *heading_anchors(self.markup)))

    @property
    def part_ids(self) -> tuple[str, ...]:
        """The ids of factors and action items, as written, in order."""
        labels = (*(factor.id for factor in self.factors), *(item.id for item in self.actions))
        return tuple(label.text for label in labels if label)

    def section(self, key: str) -> Section | None:
        """The first section with that canonical name."""
        return next((section for section in self.sections if section.key == key), None)

    @property
    def kind(self) -> str:
        """`incident`, `near-miss` or `retelling`; a value that is none of them counts as an incident."""
        field = self.frontmatter.get("kind")
        text = field.text if field else ""
        return text if text in ("near-miss", "retelling") else "incident"

    @property
    def status(self) -> str:
        """`draft`, `review` or `published`; a value that is none of them counts as published."""
        if self.as_status:
            return self.as_status
        field = self.frontmatter.get("status")
        text = field.text if field else ""
        return text if text in ("draft", "review") else "published"

    @property
    def title(self) -> str:
        """The frontmatter's title, else the id."""
        field = self.frontmatter.get("title")
        return field.text if field and field.text else self.id

    def timestamp(self, name: str) -> Timestamp | None:
        """The frontmatter's time `name` (`started`, `detected`, `mitigated`, `resolved`, `reviewed`); None when absent."""
        return self.frontmatter.times.get(name)

    def instant(self, name: str) -> datetime | None:
        """That time as an aware datetime; None when absent or unreadable."""
        stamp = self.frontmatter.times.get(name)
        return stamp.instant if stamp else None


_BOXES = {"[ ]": "open", "[x]": "done"}
"""A list item's tick box is its status where none is written."""


def document_id(path: str) -> str:
    """What other documents call the document at a path: its file's name without the suffix."""
    name = path.rpartition("/")[2]
    dot = name.rfind(".")
    return name[:dot] if 0 < dot < len(name) - 1 else name


def iso_date(value: Text | None) -> date | None:
    """The ISO date that a value is, else None."""
    return _iso(value.text.strip()) if value else None


@lru_cache(maxsize=1024)
def _state(status: str) -> str | None:
    word = status.strip().lower()
    if word in ("open", "in progress"):
        return word
    if word in _BOXES:
        return _BOXES[word]
    if word == "done" or word.startswith("done "):
        return "done" if word == "done" or _iso(word[5:].strip()) is not None else None
    if word == "dropped" or word.startswith("dropped:"):
        return "dropped"
    return None


@lru_cache(maxsize=1024)
def _iso(text: str) -> date | None:
    # date.fromisoformat also takes 20261103 and 2026-W45-2, which the format does not.
    if len(text) != 10 or text[4] != "-" or text[7] != "-" or not text.isascii():
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
