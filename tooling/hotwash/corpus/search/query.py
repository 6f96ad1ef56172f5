"""What somebody looks for: words, phrases and filters, from one line of text.

    certificate "connection pool" service:payments,checkout -severity:SEV4 after:2025 -drill

Words may be begun (`certif`), phrases stand in quotation marks. A filter is `name:value`; several values of one name,
by comma or given again, are alternatives. `-` in front excludes. `after:` and `before:` take a year, month or day.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from hotwash.corpus.words import asked

FILTERS = {
    "service": "affected this service",
    "severity": "were of this severity",
    "signal": "this alert fired in",
    "theme": "have a factor of this theme",
    "tag": "have this tag",
    "year": "are of this year",
    "status": "are draft, review or published",
    "kind": "are incident, near-miss or retelling",
    "actions": "have open, overdue or no (none) open items",
    "recurring": "repeats an earlier one, or was repeated later",
    "after": "began on this day or later: 2025, 2025-07, 2025-07-14",
    "before": "began before it",
}
"""The filters, and which documents pass each: they are the site's own, and the two for days."""
_DAYS = ("after", "before")
_MANY = {
    "services": "service", "svc": "service", "severities": "severity", "sev": "severity", "signals": "signal", "alert": "signal", "alerts": "signal",
    "themes": "theme", "tags": "tag", "years": "year", "action": "actions", "since": "after", "until": "before",
}  # fmt: skip
"""What people write for them."""
_FIXED = {
    "status": ("draft", "review", "published"),
    "kind": ("incident", "near-miss", "retelling"),
    "actions": ("open", "overdue", "none"),
    "recurring": ("repeats", "repeated"),
}
"""The filters that have few values."""
_NEAR = 0.75
_MOST, _LONGEST = 32, 64
"""So many words are looked for at once, of so many signs: more is a log, of which a line would do."""


class QueryError(Exception):
    """What is wrong with a query, and at which place of it."""

    def __init__(self, message: str, query: str, at: int) -> None:
        super().__init__(message)
        self.message = message
        self.query = query
        self.at = at


class Term(NamedTuple):
    """A word or phrase: its words as the index has them, in order."""

    written: str
    words: tuple[str, ...]
    phrase: bool = False
    excluded: bool = False


class Filter(NamedTuple):
    """A filter as it was written, its values in the form in which they are compared."""

    written: str
    name: str
    values: tuple[str, ...]
    excluded: bool = False
    day: date | None = None
    """Of `after` and `before`."""


class Query(NamedTuple):
    """What is looked for."""

    text: str
    terms: tuple[Term, ...] = ()
    filters: tuple[Filter, ...] = ()

    @property
    def wanted(self) -> tuple[Term, ...]:
        """The terms that a document is to have."""
        return tuple(term for term in self.terms if not term.excluded)


def from_arguments(arguments: tuple[str, ...]) -> str:
    """One line from the words of a command line. Of several words, one with blanks is a phrase: a shell took its marks.

    A single one is the line itself.
    """
    if len(arguments) == 1:
        return arguments[0]
    return " ".join(_marked(each) if any(sign.isspace() for sign in each) else each for each in arguments)


def _marked(argument: str) -> str:
    if '"' in argument:
        return argument
    name, colon, value = argument.partition(":")
    if colon and name.lstrip("-").lower() in {*FILTERS, *_MANY}:
        return f'{name}:"{value}"'
    return f'-"{argument[1:]}"' if argument.startswith("-") else f'"{argument}"'


def folded(value: str) -> str:
    """A value of a filter as it is compared: case and white space do not matter, `Near miss` is `near-miss`."""
    return "-".join(value.casefold().split())


def parse_query(text: str) -> Query:
    """Read a query. Raises `QueryError`."""
    text = " ".join(text.encode("utf-8", "replace").decode().split("\n"))  # what is no UTF-8 stands in no document
    terms: list[Term] = []
    filters: list[Filter] = []
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        begin, at = at, _end(text, at)
        _take(text, begin, at, terms, filters)
    if not (terms or filters):
        raise QueryError("nothing to look for: give words, or a filter such as `service:payments`", text, 0)
    return Query(text, tuple(terms), _merged(filters))


def _end(text: str, at: int) -> int:
    """Where the piece that begins at a place ends; blanks in quotation marks belong to it."""
    opened = -1
    while at < len(text) and (opened >= 0 or not text[at].isspace()):
        if text[at] == '"':
            opened = -1 if opened >= 0 else at
        at += 1
    if opened >= 0:
        raise QueryError('this `"` is not closed', text, opened)
    return at


def _take(text: str, begin: int, end: int, terms: list[Term], filters: list[Filter]) -> None:
    excluded = text[begin] == "-" and end - begin > 1
    start = begin + excluded
    piece = text[start:end]
    name, colon, value = piece.partition(":")
    key = _MANY.get(name.lower(), name.lower())
    if colon and key in FILTERS:
        filters.append(_filter(text, begin, start + len(name) + 1, end, key, excluded))
        return
    if colon and value and name.isalpha() and not value.startswith((":", "/")):
        near = _near(name.lower())
        if near:
            raise QueryError(
                f'there is no filter `{name}:`; did you mean `{near}:`? (`"{piece}"` is a phrase)', text, start
            )
    phrase = '"' in piece
    words = tuple(asked(piece))
    if words:
        if sum(len(term.words) for term in terms) + len(words) > _MOST:
            raise QueryError(f"more than {_MOST} words: give the few that matter", text, begin)
        if max(map(len, words)) > _LONGEST:
            raise QueryError(f"a word of more than {_LONGEST} signs: give a piece of it that is a word", text, begin)
        terms.append(Term(piece.strip('"'), words, phrase, excluded))
    elif excluded or phrase:
        raise QueryError("there is no word in this", text, begin)


def _near(name: str) -> str | None:
    from difflib import get_close_matches

    found = get_close_matches(name, [*FILTERS, *_MANY], n=1, cutoff=_NEAR)
    return _MANY.get(found[0], found[0]) if found else None


def _filter(text: str, begin: int, start: int, end: int, name: str, excluded: bool) -> Filter:
    written = text[begin:end]
    given = text[start:end].strip('"') if text[start:end].count('"') == 2 else text[start:end].replace('"', "")
    values = tuple(dict.fromkeys(folded(each) for each in given.split(",") if each.strip()))
    if not values:
        raise QueryError(
            f"`{name}:` needs a value behind it, without a blank between; documents that {FILTERS[name]}", text, start
        )
    if name in _DAYS:
        return Filter(written, name, values, excluded, _day(text, start, given, name))
    if name == "status":
        values = tuple("review" if value == "in-review" else value for value in values)
    for value in values:
        if value not in _FIXED.get(name, (value,)):
            known = ", ".join(f"`{name}:{each}`" for each in _FIXED[name])
            raise QueryError(f"there is no such value; there are {known}", text, start)
    return Filter(written, name, values, excluded)


def _day(text: str, at: int, given: str, name: str) -> date:
    """The first day of a year, month or day."""
    parts = given.strip().split("-")
    try:
        if (
            not all(part.isascii() and part.isdigit() for part in parts)
            or not 1 <= len(parts) <= 3
            or len(parts[0]) != 4
        ):
            raise ValueError
        return date(*(int(part) for part in (*parts, "1", "1")[:3]))
    except ValueError:
        message = f"`{name}:` takes a year, month or day: `{name}:2025`, `{name}:2025-07`, `{name}:2025-07-14`"
        raise QueryError(message, text, at) from None


def _merged(filters: list[Filter]) -> tuple[Filter, ...]:
    """Filters of one name that do not exclude as one, whose values are alternatives; those for days stay."""
    merged: dict[tuple[str, bool, date | None], Filter] = {}
    for each in filters:
        key = (each.name, each.excluded, each.day)
        known = merged.get(key)
        if known:
            values = tuple(dict.fromkeys((*known.values, *each.values)))
            merged[key] = Filter(f"{known.written} {each.written}", each.name, values, each.excluded, each.day)
        else:
            merged[key] = each
    return tuple(merged.values())
