"""The schema is the one source of keys: the model's defaults, the JSON Schema and the guide agree with it."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

import hotwash
from hotwash.config import Config
from hotwash.config.load import load
from hotwash.config.model import SECTION_SYNONYMS
from hotwash.config.schema import LEVELS, Place, json_schema, places

PLACES = {place.name: place for place in places()}
GUIDE = (Path(hotwash.__file__).parent / "site/guide/configuration.md").read_text(encoding="utf-8")


def toml(value: Any) -> str:
    """A default as it is written in TOML."""
    return json.dumps(value, ensure_ascii=False)


def test_the_defaults_are_the_model_s(tmp_path: Path) -> None:
    plain = [place for place in PLACES.values() if place.key.default is not None and "overrides[]" not in place.name]
    # A tracker is none without its kind. The empty directory is not one, and a table of owners that says nothing is a mistake.
    text = "\n".join(
        f"{p.name} = {toml(p.key.default)}" for p in plain if not p.name.startswith(("owners.", "tracker."))
    )
    (tmp_path / "hotwash.toml").write_text(text, encoding="utf-8")
    assert load(tmp_path) == Config(root=tmp_path, file=tmp_path / "hotwash.toml")


def test_every_key_says_what_it_decides_on_one_line() -> None:
    for place in PLACES.values():
        assert re.fullmatch(r"[^\n]+\.", place.key.doc), place.name


def test_no_usual_mistake_is_a_key_beside_the_right_one() -> None:
    for place in PLACES.values():
        beside = {other.key.name for other in PLACES.values() if other.parents == place.parents}
        assert not beside & set(place.key.mistaken)


def test_the_json_schema_has_every_key_with_its_default() -> None:
    schema = json.loads(json.dumps(json_schema()))
    for place in PLACES.values():
        node = schema
        for name in place.name.replace("[]", ".[]").split("."):
            tables = [node, *node.get("anyOf", ())]
            node = next(
                found
                for table in tables
                if (found := table.get("items") if name == "[]" else table.get("properties", {}).get(name))
            )
        assert node["description"] == place.key.doc
        assert node.get("default") == place.key.default


def test_the_json_schema_is_strict_about_tables_and_choices() -> None:
    schema = json_schema()
    assert schema["additionalProperties"] is False
    assert schema["properties"]["rules"]["additionalProperties"] == {"enum": list(LEVELS)}
    assert schema["properties"]["limits"]["properties"]["min-factors"]["minimum"] == 0
    assert schema["properties"]["overrides"]["items"]["required"] == ["paths"]
    assert {"type": "boolean"} in schema["properties"]["owners"]["anyOf"][1]["properties"]["codeowners"]["anyOf"]
    handle = schema["properties"]["owners"]["anyOf"][0]["items"]["pattern"]
    assert re.search(handle, "@ops/web")
    assert not re.search(handle, "amara@example.org")


# The guide's page.

SECTIONS = [place for place in PLACES.values() if place.parents == ("sections",)]


def on_the_page(place: Place) -> str:
    if place.key.required:
        return "required"
    return "none" if place.key.default is None else f"`{toml(place.key.default)}`"


@pytest.mark.parametrize(
    "place",
    [p for p in PLACES.values() if p.name != "limits" and not p.name.startswith(("sections", "words"))],
    ids=lambda place: place.name,
)
def test_the_guide_has_every_key_with_its_default(place: Place) -> None:
    assert f"| `{place.name.replace('[]', '')}` | {on_the_page(place)} | " in GUIDE


@pytest.mark.parametrize("place", SECTIONS, ids=lambda place: place.key.name)
def test_the_guide_has_every_section_with_its_names(place: Place) -> None:
    title = PLACES[f"{place.name}.title"].key.default
    synonyms = ", ".join(SECTION_SYNONYMS[place.key.name])
    assert f"| `{place.name}` | {title} | {synonyms} |".replace("|  |", "| |") in GUIDE
    assert {"`title`", "`synonyms`"} <= set(re.findall(r"`[a-z]+`", GUIDE))


@pytest.mark.parametrize(
    "place", [p for p in PLACES.values() if p.parents == ("words",)], ids=lambda place: place.key.name
)
def test_the_guide_has_every_word_list(place: Place) -> None:
    assert f"| `{place.name}` | ours | " in GUIDE
    assert {"`add`", "`remove`"} <= set(re.findall(r"`[a-z]+`", GUIDE))


def test_the_guide_names_no_key_that_is_not_there() -> None:
    rows = re.findall(r"^\| `([\w.-]+)` \|", GUIDE, re.MULTILINE)
    assert set(rows) <= {name.replace("[]", "") for name in PLACES}
    assert len(rows) == len(set(rows))


EXAMPLES = re.findall(r'^```toml title="([\w.]+)"\n(.*?)^```$', GUIDE, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize(("name", "text"), EXAMPLES, ids=range(len(EXAMPLES)))
def test_every_example_of_the_guide_loads_and_changes_something(tmp_path: Path, name: str, text: str) -> None:
    component = "kind: Component\nmetadata: {name: checkout}\n"
    (tmp_path / "incidents/templates").mkdir(parents=True)
    (tmp_path / "services/checkout").mkdir(parents=True)
    (tmp_path / "catalog-info.yaml").write_text(component, encoding="utf-8")
    (tmp_path / "services/checkout/catalog-info.yaml").write_text(component, encoding="utf-8")
    (tmp_path / "CODEOWNERS").write_text("* @lucia\n", encoding="utf-8")
    (tmp_path / name).write_text(text, encoding="utf-8")
    config = load(tmp_path)
    assert config.file == tmp_path / name
    assert config != Config(root=tmp_path, file=tmp_path / name)


def test_every_key_is_in_an_example() -> None:
    used: set[str] = set()

    def walk(value: Any, name: str) -> None:
        for key, inner in value.items():
            used.add(f"{name}{key}")
            if isinstance(inner, dict):
                walk(inner, f"{name}{key}.")
            elif isinstance(inner, list):
                for table in inner:
                    if isinstance(table, dict):
                        walk(table, f"{name}{key}[].")

    for name, text in EXAMPLES:
        table = tomllib.loads(text)
        walk(table["tool"]["hotwash"] if name == "pyproject.toml" else table, "")
    exempt = {
        name for name in PLACES if name.startswith(("sections.", "limits.")) or name == "words.outcome-verbs.remove"
    }
    assert set(PLACES) - exempt <= used


def test_all_toml_of_the_guide_is_among_the_examples() -> None:
    assert len(EXAMPLES) == GUIDE.count("```toml") > 10
