"""The service catalogue from Backstage's files."""

from __future__ import annotations

from pathlib import Path

import pytest

from hotwash.config import ConfigError
from hotwash.config.load import load

COMPONENT = "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: {}\n"


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def services(folder: Path, value: str = "catalog-info.yaml") -> set[str]:
    write(folder / "hotwash.toml", f'services = "{value}"')
    return set(load(folder).services or ())


def said(folder: Path, value: str = "catalog-info.yaml") -> str:
    with pytest.raises(ConfigError) as raised:
        services(folder, value)
    return str(raised.value).removeprefix(f"{folder}/")


def test_components_systems_and_apis_are_services(tmp_path: Path) -> None:
    write(
        tmp_path / "catalog-info.yaml",
        "kind: Component\nmetadata: {name: checkout, title: Checkout}\n---\n"
        "kind: System\nmetadata:\n  name: payments\n---\n---\n"
        "kind: API\nmetadata: {name: no}\n---\n"
        "kind: User\nmetadata: {name: amara}\n---\nkind: Group\n",
    )
    assert services(tmp_path) == {"checkout", "payments", "no"}


def test_the_owner_of_a_service_is_known_by_its_own_name(tmp_path: Path) -> None:
    write(
        tmp_path / "catalog-info.yaml",
        "kind: Component\nmetadata: {name: checkout}\nspec: {owner: group:default/payments-team}\n---\n"
        "kind: Component\nmetadata: {name: search}\nspec: {owner: search-team}\n---\n"
        "kind: API\nmetadata: {name: fares}\n",
    )
    assert services(tmp_path) == {"checkout", "search", "fares"}
    assert load(tmp_path).service_owners == {"checkout": "payments-team", "search": "search-team"}


def test_values_are_names_whatever_yaml_makes_of_them(tmp_path: Path) -> None:
    write(
        tmp_path / "catalog-info.yaml",
        "kind: Component\nmetadata:\n  name: 2026-13-45\n  when: !!python/object/apply:os.getcwd []\n",
    )
    assert services(tmp_path) == {"2026-13-45"}


def test_locations_are_followed_relative_to_their_own_file(tmp_path: Path) -> None:
    write(
        tmp_path / "docs/catalog-info.yaml",
        "kind: Location\nspec:\n  type: file\n  target: ../services/all.yaml\n  targets:\n"
        "    - ../teams/*/catalog-info.yaml\n    - https://example.org/catalog-info.yaml\n",
    )
    write(tmp_path / "services/all.yaml", "kind: Location\nspec: {targets: [./search.yaml, ../docs/catalog-info.yaml]}")
    write(tmp_path / "services/search.yaml", COMPONENT.format("search"))
    write(tmp_path / "teams/web/catalog-info.yaml", COMPONENT.format("shop"))
    write(tmp_path / "teams/data/catalog-info.yaml", COMPONENT.format("lake"))
    assert services(tmp_path, "docs/catalog-info.yaml") == {"search", "shop", "lake"}


def test_a_pattern_names_several_files(tmp_path: Path) -> None:
    write(tmp_path / "a/catalog-info.yaml", COMPONENT.format("a"))
    write(tmp_path / "b/catalog-info.yaml", COMPONENT.format("b"))
    assert services(tmp_path, "*/catalog-info.yaml") == {"a", "b"}
    assert services(tmp_path, f"{tmp_path}/[b]/catalog-info.yaml") == {"b"}
    assert services(tmp_path, f"{tmp_path}/a/catalog-info.yaml") == {"a"}


@pytest.mark.parametrize("value", ["absent.yaml", "*/absent.yaml", "a**/x.yaml"])
def test_a_path_that_leads_nowhere(tmp_path: Path, value: str) -> None:
    assert said(tmp_path, value).startswith(f"hotwash.toml:1: there is no file `{value}`")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("kind: Component\nmetadata: {\n", "catalog-info.yaml:2: is no readable YAML: "),
        ("kind: Component\nmetadata: *x\n", "catalog-info.yaml:2: is no readable YAML: found undefined alias"),
        ("a: \x00\n", "hotwash.toml:1: `catalog-info.yaml` is no readable YAML: "),
        ("kind: User\n---\n- a\n", "catalog-info.yaml:3: is not a Backstage entity"),
        ("just text", "catalog-info.yaml:1: is not a Backstage entity"),
        ("kind: User\n---\nkind: API\nmetadata: []\n", "catalog-info.yaml:3: this API has no `metadata.name`"),
        ("kind: System\nmetadata: {name: }\n", "catalog-info.yaml:1: this System has no `metadata.name`"),
        ("kind: Location\nspec:\n  targets:\n    - ./x.yaml\n", "catalog-info.yaml:4: the location `./x.yaml` leads to no file"),
        ("kind: Location\nspec: {targets: [[], {}, '']}\n", "hotwash.toml:1: `catalog-info.yaml` names no Component, System or API"),
        ("", "hotwash.toml:1: `catalog-info.yaml` names no Component, System or API"),
        ("[" * 50_000, "catalog-info.yaml:1: is no readable YAML: nested too deeply"),
        ("- - " * 60 + "a", "catalog-info.yaml:1: is no readable YAML: nested too deeply"),
    ],
)  # fmt: skip
def test_a_broken_catalogue_is_named_with_its_line(tmp_path: Path, text: str, message: str) -> None:
    write(tmp_path / "catalog-info.yaml", text)
    assert said(tmp_path).startswith(message)
    assert len(said(tmp_path).splitlines()) == 1


def test_a_folder_or_another_encoding_is_no_catalogue(tmp_path: Path) -> None:
    (tmp_path / "catalog-info.yaml").mkdir()
    assert said(tmp_path) == "hotwash.toml:1: `catalog-info.yaml` is a folder, not a file"
    (tmp_path / "other.yaml").write_bytes(b"kind: \xff")
    assert said(tmp_path, "other.yaml") == "other.yaml:1: is not UTF-8; save it in that encoding"


def test_an_alias_bomb_costs_nothing(tmp_path: Path) -> None:
    bomb = "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 30))
    write(tmp_path / "catalog-info.yaml", COMPONENT.format("checkout") + bomb)
    assert services(tmp_path) == {"checkout"}
