"""What a rule is: a name, a level, a page and a check, in one function."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from enum import IntEnum
from functools import wraps
from typing import Any, NamedTuple

from hotwash.config import Config
from hotwash.corpus import Corpus
from hotwash.document import Problem
from hotwash.rules.words import in_words_of


class Level(IntEnum):
    """How much a finding weighs; a higher value is worse."""

    INFO = 1
    WARNING = 2
    ERROR = 3

    def __str__(self) -> str:
        return self.name.lower()


ERROR, WARNING, INFO = Level.ERROR, Level.WARNING, Level.INFO


class Context(NamedTuple):
    """What a rule may know besides the document."""

    config: Config
    today: date
    corpus: Corpus
    """All documents; complete only for a rule over the corpus."""


Check = Callable[[Any, Any], Iterator[Problem]]
"""From a `Postmortem` (or `Facts`, for a rule over the corpus) to what is wrong in it."""


class Rule(NamedTuple):
    """One thing that the checker finds.

    `check` takes a `Postmortem` and the `Context`. A rule over the `corpus` takes the document's `Facts`
    instead and runs when all documents were read.
    """

    name: str
    family: str
    level: Level
    since: str
    fix: str
    """`safe`, `unsafe` or empty: the best fix that the rule offers."""
    today: bool
    """Whether findings depend on the current day (so they are never kept and never more than a warning)."""
    directory: bool
    """Whether findings depend on a catalogue of owners or services."""
    corpus: bool
    """Whether the check takes `Facts` and needs all documents."""
    check: Check
    words: tuple[str, ...] = ()
    """The word lists, by their names in the configuration, that findings depend on and a team may change."""

    @property
    def page(self) -> str:
        """The rule's page in Markdown: the docstring of its check."""
        from inspect import cleandoc  # which imports the compiler; a check shows no page

        return cleandoc(self.check.__doc__ or "") + "\n"

    @property
    def summary(self) -> str:
        """The first line of the page, without the full stop."""
        return self.page.strip().partition("\n")[0].rstrip(".")


def rule(
    name: str,
    *,
    since: str,
    level: Level,
    fix: str = "",
    today: bool = False,
    directory: bool = False,
    corpus: bool = False,
    words: tuple[str, ...] = (),
) -> Callable[[Check], Rule]:
    """Make a rule of a check; its docstring is the page, its module's folder the family.

    `words` are the word lists that it reads and a team may change: it then finds them as the team has them.
    """

    def make(check: Check) -> Rule:
        family = check.__module__.split(".")[-2].replace("_", "-")
        found = _by_own_words(check) if words else check
        return Rule(name, family, level, since, fix, today, directory, corpus, found, words)

    return make


def _by_own_words(check: Check) -> Check:
    @wraps(check)
    def checked(postmortem: Any, context: Any) -> Iterator[Problem]:
        changes = context.config.words
        if not changes:
            return check(postmortem, context)
        with in_words_of(changes):  # all at once, for what is found later would be found by somebody else's words
            return iter(list(check(postmortem, context)))

    return checked
