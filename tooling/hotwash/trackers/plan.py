"""A plan: what is to be done in the tracker, as a file for `apply` and as text for whoever reviews it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from hotwash.config.model import Tracker
from hotwash.trackers.model import FIELDS, STATES, Values, Wanted

VERSION = 1
KINDS = ("create", "update", "close", "link", "settle")
"""`link`: the item is there, and its document does not say where. `settle`: both sides agree, and the note does not know."""
_FORMAT = "hotwash tracker plan"


class PlanError(Exception):
    """A file that is no plan which can be carried out; as text one line."""


@dataclass(frozen=True)
class Operation:
    """One thing to do."""

    do: str
    """One of `KINDS`."""
    item: str
    """The item of the document, by its present name."""
    document: str
    """Its path."""
    says: str
    """A digest of what the document says of it; another one means that the plan is out of date."""
    title: str
    ref: str = ""
    """The item of the tracker; empty when it is to be created."""
    url: str = ""
    changes: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """By field, what the tracker has and what it is to have."""
    why: str = ""


@dataclass(frozen=True)
class Plan:
    """What is to be done, and what is only to be known."""

    kind: str
    url: str
    project: str
    operations: tuple[Operation, ...] = ()
    conflicts: tuple[str, ...] = ()
    """Changed on both sides: a person decides."""
    there: tuple[str, ...] = ()
    """Changed in the tracker only: `pull` brings the status."""
    left_out: tuple[str, ...] = ()

    def is_for(self, tracker: Tracker) -> bool:
        """Whether it was made for that tracker."""
        return (self.kind, self.url, self.project) == (tracker.kind, tracker.url, tracker.project)


def says(wanted: Wanted, tracker: Tracker) -> str:
    """A digest of what a document says of an item, the link to the tracker aside, for `apply` writes that itself."""
    values = wanted.values if tracker.status == "document" else wanted.values._replace(state="")
    text = json.dumps([wanted.address, *values, wanted.body], ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def as_json(plan: Plan) -> str:
    """The plan as a file; the same plan gives the same bytes."""
    data = {
        "format": _FORMAT,
        "version": VERSION,
        "tracker": {"kind": plan.kind, "url": plan.url, "project": plan.project},
        "operations": [_operation(each) for each in plan.operations],
        "conflicts": list(plan.conflicts),
        "changed_in_tracker": list(plan.there),
        "left_out": list(plan.left_out),
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _operation(operation: Operation) -> dict[str, Any]:
    data = {name: value for name, value in asdict(operation).items() if value}
    if operation.changes:
        data["changes"] = {name: {"from": each[0], "to": each[1]} for name, each in operation.changes.items()}
    return data


def from_json(text: str) -> Plan:
    """The plan in a file (`PlanError`)."""
    again = "make one with `hotwash actions plan --output FILE`"
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        raise PlanError(f"is no plan, or half of one; {again}") from None
    if not isinstance(data, dict) or data.get("format") != _FORMAT:
        raise PlanError(f"is no plan; {again}")
    if data.get("version") != VERSION:
        raise PlanError("was made by another version of hotwash; make it anew, or use that version")
    place = data.get("tracker")
    names = [place.get(name) if isinstance(place, dict) else None for name in ("kind", "url", "project")]
    operations = data.get("operations")
    if not all(isinstance(name, str) for name in names) or not isinstance(operations, list):
        raise PlanError(f"lacks parts of a plan; {again}")
    read = tuple(_read(each, number, again) for number, each in enumerate(operations, 1))
    return Plan(str(names[0]), str(names[1]), str(names[2]), read)


def _read(data: Any, number: int, again: str) -> Operation:
    wrong = PlanError(f"its operation {number} cannot be read; {again}")
    if not isinstance(data, dict) or data.get("do") not in KINDS:
        raise wrong
    held = {name: data.get(name, "") for name in ("do", "item", "document", "says", "title", "ref", "url", "why")}
    changes = data.get("changes", {})
    if not all(isinstance(value, str) for value in held.values()) or not isinstance(changes, dict):
        raise wrong
    if not held["item"] or (held["do"] != "create" and not held["ref"]):
        raise wrong
    read: dict[str, tuple[str, str]] = {}
    for name, each in changes.items():
        pair = (each.get("from"), each.get("to")) if isinstance(each, dict) else (None, None)
        if name not in FIELDS or not isinstance(pair[0], str) or not isinstance(pair[1], str):
            raise wrong
        if name == "state" and pair[1] not in STATES:
            raise wrong
        read[name] = (pair[0], pair[1])
    return Operation(changes=read, **held)


def as_text(plan: Plan) -> list[str]:
    """The plan for a person, a line for each thing."""
    lines: list[str] = []
    for each in plan.operations:
        ref = f" {each.ref}" if each.ref else ""
        lines.append(f"{each.do}{ref}  {each.item}  {each.title}")
        lines += [f"    {name}: {_shown(name, *pair)}" for name, pair in each.changes.items()]
        if each.why:
            lines.append(f"    {each.why}")
    for title, several in (
        ("Conflicts, changed on both sides, left as they are:", plan.conflicts),
        ("Changed in the tracker:", plan.there),
        ("Left out:", plan.left_out),
    ):
        if several:
            lines += ["", title] if lines else [title]
            lines += [f"  {line}" for line in several]
    return lines


def _shown(name: str, before: str, after: str) -> str:
    if name == "text":
        return "what the document says besides"
    return f"{before or 'nothing'} -> {after or 'nothing'}"


def counted(plan: Plan) -> str:
    """`2 to create, 1 to close`; `nothing to do` when there is nothing."""
    words = {"create": "create", "update": "update", "close": "close", "link": "link", "settle": "settle"}
    numbers = [(sum(each.do == kind for each in plan.operations), word) for kind, word in words.items()]
    return ", ".join(f"{number:,} to {word}" for number, word in numbers if number) or "nothing to do"


def values_of(operation: Operation, base: Values) -> Values:
    """The values of an item once its changes are made."""
    return base._replace(**{name: pair[1] for name, pair in operation.changes.items()})
