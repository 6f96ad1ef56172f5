"""Whether a TOML table has the keys and types of the schema, and what is wrong where it has not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from hotwash.config.error import KeyPath, nearest, shown, suggestion
from hotwash.config.schema import (
    ROOT,
    Choice,
    Either,
    Flag,
    Items,
    Key,
    Named,
    Number,
    Table,
    Text,
    Type,
    places,
)

Wrong = tuple[KeyPath, str]
"""Where something is wrong, and a message about it."""


def wrong(value: Any, kind: Type = ROOT, path: KeyPath = ()) -> Iterator[Wrong]:
    """All that is wrong with a value, its keys and its elements."""
    if not _fits(value, kind):
        yield path, f"{name_of(path)} must be {_what(kind)}, not {_what_toml(value)}"
        return
    match kind:
        case Text(pattern=pattern, what=what) if not re.fullmatch(pattern, value):
            yield path, f"{name_of(path)} must be {what}, not {shown(value) if value else 'empty'}"
        case Choice(options=options) if value not in options:
            hint = suggestion(value, list(options), among="it is one of")
            yield path, f"{name_of(path)} cannot be {shown(value)}{hint}"
        case Number(minimum=minimum) if value < minimum:
            yield path, f"{name_of(path)} must be at least {minimum}, not {value}"
        case Items():
            yield from _wrong_items(value, kind, path)
        case Table():
            yield from _wrong_table(value, kind, path)
        case Named(of=of):
            for name, inner in value.items():
                home = _home(name) if path == ("rules",) else None
                if home is not None:
                    yield (*path, name), f"{shown(name)} stands in `rules`; it belongs {home}"
                else:
                    yield from wrong(inner, of, (*path, name))
        case Either(types=types):
            yield from wrong(value, next(one for one in types if _fits(value, one)), path)


def _wrong_items(value: list[Any], kind: Items, path: KeyPath) -> Iterator[Wrong]:
    if len(value) < kind.minimum:
        yield path, f"{name_of(path)} is empty; leave it out, or name at least one"
    seen: list[Any] = []
    for index, item in enumerate(value):
        if item in seen and not isinstance(item, dict):
            yield (*path, index), f"{name_of(path)} has {shown(str(item))} twice"
        else:
            seen.append(item)
            yield from wrong(item, kind.of, (*path, index))


def _wrong_table(value: dict[str, Any], kind: Table, path: KeyPath) -> Iterator[Wrong]:
    known = {key.name: key for key in kind.keys}
    for name, inner in value.items():
        if name in known:
            yield from wrong(inner, known[name].type, (*path, name))
        else:
            yield (*path, name), f"unknown key {shown(name)}{_in(path)}{_meant(name, list(kind.keys), path)}"
    for key in kind.keys:
        if key.required and key.name not in value:
            yield path, f"{name_of(path)} has no `{key.name}`"


def _meant(name: str, keys: list[Key], path: KeyPath) -> str:
    names = [key.name for key in keys]
    mistaken = {usual: key.name for key in keys for usual in key.mistaken}
    if nearest(name, names, mistaken) is None and not path and name == "tool":
        return "; in `hotwash.toml` the keys of `[tool.hotwash]` stand at the top"
    home = _home(name) if name not in mistaken else None
    if home is not None:
        return f"; it belongs {home}"
    return suggestion(name, names, mistaken)


def _home(name: str) -> str | None:
    """Where a key that stands in the wrong table belongs, if the schema has it elsewhere."""
    for place in places():
        if place.key.name == name and "[]" not in "".join(place.parents):
            inside = ".".join(place.parents)
            return f"in `{inside}`" if inside else "at the top, above the tables"
    return None


def _fits(value: Any, kind: Type) -> bool:
    match kind:
        case Text() | Choice():
            return isinstance(value, str)
        case Number():
            return isinstance(value, int) and not isinstance(value, bool)
        case Flag():
            return isinstance(value, bool)
        case Items():
            return isinstance(value, list)
        case Table() | Named():
            return isinstance(value, dict)
        case Either(types=types):
            return any(_fits(value, one) for one in types)


def _what(kind: Type) -> str:
    match kind:
        case Text(what=what):
            return what
        case Choice(options=options):
            return "one of " + ", ".join(f'"{option}"' for option in options)
        case Number():
            return "a whole number"
        case Flag():
            return "true or false"
        case Items(of=Table()):
            return "an array of tables"
        case Items(of=Number()):
            return "an array of whole numbers"
        case Items():
            return "an array of strings"
        case Table() | Named():
            return "a table"
        case Either(types=types):
            return " or ".join(_what(one) for one in types)


def _what_toml(value: Any) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return "a string"
        case int() | float():
            return f"the number {value}"
        case list():
            return "an array"
        case dict():
            return "a table"
        case _:
            return "a date or time"


def name_of(path: KeyPath) -> str:
    """A key as a message names it: `` `limits.draft-days` ``, `` `overrides[1].paths` ``, the first being 1."""
    name = ""
    for part in path:
        name += f"[{part + 1}]" if isinstance(part, int) else f"{'.' if name else ''}{part}"
    return shown(name, 100)


def _in(path: KeyPath) -> str:
    return f" in {name_of(path)}" if path else ""
