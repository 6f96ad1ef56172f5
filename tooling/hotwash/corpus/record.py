"""A document among others: when it happened, how bad it was, what is still to be done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

from hotwash.document import ActionItem, Postmortem


@dataclass(frozen=True)
class Record:
    """A document with what lists and figures ask of it."""

    postmortem: Postmortem

    def texts(self, name: str) -> tuple[str, ...]:
        """The values of a field of the frontmatter that holds a list."""
        found = self._lists.get(name)
        if found is None:
            values = self.postmortem.frontmatter.texts(name)
            found = self._lists[name] = tuple(text.text.strip() for text in values if text.text.strip())
        return found

    @cached_property
    def _lists(self) -> dict[str, tuple[str, ...]]:
        """Lists of the frontmatter that were asked for; many pages ask."""
        return {}

    def text(self, name: str) -> str:
        """The value of a field of the frontmatter, empty when absent."""
        value = self.postmortem.frontmatter.get(name)
        return value.text.strip() if value and value.kind == "scalar" else ""

    @property
    def title(self) -> str:
        return self.postmortem.title

    @property
    def severity(self) -> str:
        return self.text("severity")

    @property
    def near_miss(self) -> bool:
        return self.postmortem.kind == "near-miss"

    @property
    def retelling(self) -> bool:
        return self.postmortem.kind == "retelling"

    @cached_property
    def began(self) -> datetime | None:
        """When it started, else when it was detected."""
        return self.postmortem.instant("started") or self.postmortem.instant("detected")

    @cached_property
    def day(self) -> date | None:
        """The day it belongs to: that of its start, else the one in its name."""
        if self.began:
            return self.began.date()
        try:
            return date.fromisoformat(self.postmortem.id[:10])
        except ValueError:
            return None

    def between(self, first: str, last: str) -> timedelta | None:
        """How long from one time of the frontmatter to another; None when one is missing or they are out of order."""
        begin, end = self.postmortem.instant(first), self.postmortem.instant(last)
        return end - begin if begin and end and end >= begin else None

    @cached_property
    def open_actions(self) -> tuple[ActionItem, ...]:
        """Items that somebody still has to do. Those of a retelling are other people's."""
        if self.retelling:
            return ()
        return tuple(item for item in self.postmortem.actions if item.state in ("open", "in progress", None))
