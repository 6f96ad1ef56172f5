"""What the rules ask of the frontmatter and the configuration, as JSON Schema (draft 7) for other tools.

A schema judges one mapping: it cannot compare times, see other documents or know a calendar. What it can say it says as
the family `frontmatter` does, with the team's severities and services. Of a draft it asks for title and status alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from hotwash.config import Config
from hotwash.config.schema import LEVELS, json_schema
from hotwash.document.zones import NAMES
from hotwash.rules import load
from hotwash.rules.frontmatter._schema import CHOICES, LISTS, TIMES, YES_OR_NO
from hotwash.rules.frontmatter.missing_field import REQUIRED

FIELDS: Mapping[str, str] = {
    "title": "What happened, in one line: what broke, for whom or why.",
    "status": "`draft`, `review` or `published`. While it is a draft, almost nothing is more than a warning.",
    "severity": "One of the configured scale, the worst first.",
    "services": "The services that were harmed, as the catalogue names them.",
    "signals": "The names of the alerts that fired, if any.",
    "started": "First harm, with an offset: `2026-11-03T09:12Z`.",
    "detected": "The first signal that somebody noticed, with an offset.",
    "mitigated": "Harm has stopped, with an offset. May be left out.",
    "resolved": "All is as it should be, with an offset.",
    "reviewed": "When the post-mortem was held, with an offset. Asked for once the status is `published`.",
    "authors": "Who wrote it: handles, with or without `@`.",
    "tags": "Words of your own to find it by.",
    "recurs": "The ids of the incidents that this one repeats.",
    "deferred": "Why the review was held late.",
    "aliases": "Earlier ids of this document, so that old references still lead to it.",
    "audience": "`internal` (when absent), `restricted` or `public`.",
    "kind": "`near-miss`, or `retelling` of an incident of others from public sources. An incident when absent.",
    "source": "The public sources of a retelling.",
    "allow": 'Rules that this document need not follow, each with a reason: `{rule: "why"}`.',
}
"""The fields in the order in which a document has them, each with what it says."""

_DRAFT_7 = "http://json-schema.org/draft-07/schema#"
_SHIFT = r"[+\-−](?:0?\d|1[0-4])(?::?[0-5]\d)?"
_FILLED = {"not": {"anyOf": [{"enum": [None, [], {}]}, {"type": "string", "pattern": r"^\s*$"}]}}
"""An empty field is an absent one."""
_FILL = {"$ref": "#/definitions/filled"}


def frontmatter_schema(config: Config) -> dict[str, Any]:
    """The frontmatter of a document of the knowledge base with this configuration."""
    return {
        "$schema": _DRAFT_7,
        "title": "Hotwash frontmatter",
        "description": "The YAML at the head of a post-mortem",
        "type": "object",
        "properties": {name: {"description": words, **_value(name, config)} for name, words in FIELDS.items()},
        "additionalProperties": config.levels.get("unknown-field") == "off",
        "allOf": [_all_of(("title", "status")), *_demands()],
        "definitions": {"filled": _FILLED, **{f"has-{name}": _has(name) for name in _ever_required()}},
    }


def configuration_schema() -> dict[str, Any]:
    """`hotwash.toml`, or `[tool.hotwash]` of `pyproject.toml`, with the names of the rules."""
    schema = json_schema()
    levels = {name: {"description": f"{rule.summary}.", "enum": list(LEVELS)} for name, rule in load().items()}
    of_rules = {"properties": levels, "additionalProperties": False}
    schema["properties"]["rules"] |= of_rules
    schema["properties"]["overrides"]["items"]["properties"]["levels"] |= of_rules
    return schema


def _value(name: str, config: Config) -> dict[str, Any]:
    """What a field can hold; empty is fine here, `_demands` says where it is not."""
    if name in TIMES:
        return {"type": ["string", "null"], "pattern": _timestamp(), "examples": ["2026-11-03T09:12Z"]}
    if name in CHOICES:
        return {"enum": [*CHOICES[name], None, ""]}
    if name == "severity":
        return {"enum": [*config.severities, None, ""]}
    if name == "services" and config.services is not None and config.levels.get("unknown-service") != "off":
        known = [*sorted(config.services), None, ""]
        return {"anyOf": [{"type": "array", "items": {"enum": known}}, {"enum": known}]}
    if name in LISTS:
        item = {"type": ["string", "null"]}
        return {"type": ["array", "string", "null"], "items": item, "pattern": "^[^,]*$"}
    if name == "source":
        return {"type": ["string", "array", "null"], "items": {"type": "string"}}
    if name == "allow":
        rules = {rule.name: {"type": "string", "description": f"{rule.summary}."} for rule in load().values()}
        return {"type": ["object", "null"], "properties": rules, "additionalProperties": {"type": "string"}}
    if name == "deferred":
        words = "|".join(_any_case(word) for word in sorted(YES_OR_NO))
        return {"type": ["string", "null"], "pattern": rf"^(?!\s*(?:{words})\s*$)(?:\s*|[\s\S]*[A-Za-z\u00aa-\uffff][\s\S]*)$"}  # fmt: skip
    return {"type": ["string", "null"]}


def _timestamp() -> str:
    """What `read_timestamp` reads; of regions the form alone."""
    names = "|".join(_any_case(name) for name in NAMES.split("|"))
    utc = f"(?:{_any_case('UTC')}|{_any_case('GMT')})"
    region = "(?:Africa|America|Asia|Atlantic|Australia|Europe|Indian|Pacific)/[A-Za-z_]+(?:/[A-Za-z_]+)?"
    day = r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])"
    clock = r"(?:[01]\d|2[0-3]):[0-5]\d(?::\d{2}(?:[.,]\d+)?)?"
    return rf"^\s*(?:{day}(?:[Tt]|[ \t]+){clock}[ \t]*(?:{utc}\s?{_SHIFT}|{names}|{_SHIFT}|{region})\s*)?$"


def _any_case(word: str) -> str:
    return "".join(f"[{char.upper()}{char.lower()}]" if char.isalpha() else char for char in word)


def _demands() -> Iterator[dict[str, Any]]:
    """What must be there, by kind and status."""
    others = [kind for kind in REQUIRED if kind != "incident"]
    for kind, names in REQUIRED.items():
        of_kind = _is("kind", [kind]) if kind != "incident" else {"not": _is("kind", others)}
        yield {"if": {"allOf": [_is("status", ["review", "published"]), of_kind]}, "then": _all_of(names)}
        if kind == "incident":
            yield {"if": {"allOf": [_is("status", ["published"]), of_kind]}, "then": _all_of(("reviewed",))}


def _ever_required() -> list[str]:
    return [name for name in FIELDS if name == "reviewed" or any(name in names for names in REQUIRED.values())]


def _is(name: str, values: list[str]) -> dict[str, Any]:
    return {"properties": {name: {"enum": values}}, "required": [name]}


def _all_of(names: tuple[str, ...]) -> dict[str, Any]:
    return {"allOf": [{"$ref": f"#/definitions/has-{name}"} for name in names]}


def _has(name: str) -> dict[str, Any]:
    """The field is there, or the document says why it need not be."""
    excused = {"anyOf": [{"required": ["missing-field"]}, {"required": [f"missing-field.{name}"]}]}
    return {
        "if": {"properties": {"allow": {"type": "object", **excused}}, "required": ["allow"]},
        "else": {"properties": {name: _FILL}, "required": [name]},
    }
