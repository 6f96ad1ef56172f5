"""What a team can decide, and what becomes of it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from hotwash.config import Config, Limits, Override, Owners
from hotwash.config.load import load
from hotwash.config.model import SECTION_SYNONYMS, SECTION_TITLES


def configured(folder: Path, text: str) -> Config:
    (folder / "hotwash.toml").write_text(text, encoding="utf-8")
    return load(folder)


def test_nothing_configured_is_the_defaults(tmp_path: Path) -> None:
    assert configured(tmp_path, "# nothing\n") == Config(root=tmp_path, file=tmp_path / "hotwash.toml")


def test_all_simple_keys(tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    config = configured(
        tmp_path,
        """
        profile = "strict"
        documents = "./docs//incidents/"
        severities = ["P0", "P1"]
        services = ["checkout", "payments"]
        themes = ["#vendor", "people"]
        timezone = "Europe/Berlin"
        templates = "own"
        [limits]
        review-hours = 72
        file-bytes = 1000
        [rules]
        few-factors = "off"
        [[overrides]]
        paths = ["postmortems/2019"]
        profile = "starter"
        [[overrides]]
        paths = ["*.md"]
        levels = { person-named = "error" }
        """,
    )
    assert config == Config(
        root=tmp_path,
        file=tmp_path / "hotwash.toml",
        profile="strict",
        documents="docs/incidents",
        severities=("P0", "P1"),
        services=frozenset({"checkout", "payments"}),
        themes=("vendor", "people"),
        timezone="Europe/Berlin",
        templates=tmp_path / "own",
        limits=Limits(review_hours=72, file_bytes=1000),
        levels={"few-factors": "off"},
        overrides=(
            Override(("postmortems/2019",), {}, "starter"),
            Override(("*.md",), {"person-named": "error"}, None),
        ),
    )


def test_utc_needs_no_time_zones_of_the_machine(tmp_path: Path) -> None:
    assert configured(tmp_path, 'timezone = "UTC"').timezone == "UTC"


def test_a_byte_order_mark_and_crlf_are_fine(tmp_path: Path) -> None:
    assert configured(tmp_path, '\ufeffprofile = "strict"\r\n').profile == "strict"


def test_a_new_title_leaves_the_old_one_as_a_synonym(tmp_path: Path) -> None:
    names = configured(tmp_path, '[sections.factors]\ntitle = "Conditions"').sections
    assert names.titles == {**SECTION_TITLES, "factors": "Conditions"}
    assert names.by_name["conditions"] == ("factors", False)
    assert names.by_name["contributing factors"] == ("factors", True)
    assert names.by_name["root cause"] == ("factors", True)


def test_synonyms_join_the_known_ones(tmp_path: Path) -> None:
    names = configured(tmp_path, '[sections]\nimpact.synonyms = ["Damage", "Impacts"]').sections
    assert names.synonyms["impact"] == (*SECTION_SYNONYMS["impact"], "Damage")
    assert names.by_name["damage"] == ("impact", True)


def test_a_known_synonym_can_be_given_to_another_section(tmp_path: Path) -> None:
    names = configured(tmp_path, '[sections]\nsummary.synonyms = ["trigger"]\ntimeline.title = "Causes"').sections
    assert names.by_name["trigger"] == ("summary", True)
    assert names.by_name["causes"] == ("timeline", False)
    assert not {"Trigger", "Causes"} & {*names.synonyms["factors"]}


def test_titles_can_be_exchanged(tmp_path: Path) -> None:
    text = '[sections]\nsummary.title = "Impact"\nimpact.title = "Summary"'
    names = configured(tmp_path, text).sections
    assert names.by_name["impact"] == ("summary", False)
    assert names.by_name["summary"] == ("impact", False)


def test_owners_as_a_list(tmp_path: Path) -> None:
    owners = configured(tmp_path, 'owners = ["@Amara", "kenji", "@ops/web"]').owners
    assert owners == Owners(frozenset({"amara", "kenji"}), {"ops/web": ()})
    assert owners.knows("@AMARA")
    assert owners.knows("ops/Web")
    assert not owners.knows("lucia")


def test_members_of_teams_are_known(tmp_path: Path) -> None:
    owners = configured(
        tmp_path, '[owners]\npeople = ["kenji"]\n[owners.teams]\n"@Ops/Web" = ["Amara", "ops/data"]\nsre = []'
    ).owners
    assert owners == Owners(
        frozenset({"amara", "kenji"}), {"ops/web": ("amara", "ops/data"), "ops/data": (), "sre": ()}
    )


CODEOWNERS = """\
* @Amara admin@example.org   # @comment
/web/ @ops/web @kenji
^[Data and more][2] @lucia
[Empty section]
/data/ @@maintainer
"""


@pytest.mark.parametrize("place", ["CODEOWNERS", ".github/CODEOWNERS", ".gitlab/CODEOWNERS", "docs/CODEOWNERS"])
def test_codeowners_is_found_where_forges_look(tmp_path: Path, place: str) -> None:
    file = tmp_path / place
    file.parent.mkdir(exist_ok=True)
    file.write_text(CODEOWNERS, encoding="utf-8")
    owners = configured(tmp_path, "owners.codeowners = true").owners
    assert owners == Owners(frozenset({"amara", "kenji", "lucia"}), {"ops/web": ()})


def test_codeowners_of_the_repository_holds_for_a_folder_in_it(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "CODEOWNERS").write_text("* @amara\n", encoding="utf-8")
    (tmp_path / "knowledge").mkdir()
    assert configured(tmp_path / "knowledge", "owners.codeowners = true").owners == Owners(frozenset({"amara"}))


def test_codeowners_at_a_path_joins_people_and_teams(tmp_path: Path) -> None:
    (tmp_path / "OWNERS").write_text("* @amara\n", encoding="utf-8")
    text = '[owners]\npeople = ["kenji"]\ncodeowners = "OWNERS"'
    assert configured(tmp_path, text).owners == Owners(frozenset({"amara", "kenji"}))


def test_an_override_covers_its_paths() -> None:
    override = Override(("postmortems/2019", "old/**/*.md"))
    assert override.covers("postmortems/2019/2019-01-01-x.md")
    assert override.covers("old/deep/er/x.md")
    assert not override.covers("postmortems/2020/2020-01-01-x.md")


def modules_after(code: str) -> set[str]:
    """The modules that a fresh process has after some code."""
    result = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys; print(*sys.modules)"], capture_output=True, text=True, check=True
    )
    return set(result.stdout.split())


def test_the_package_and_an_absent_configuration_cost_next_to_nothing(tmp_path: Path) -> None:
    assert not {"tomllib", "yaml"} & modules_after("import hotwash.config")
    code = f"from pathlib import Path; from hotwash.config.load import load; load(Path({str(tmp_path)!r}))"
    costly = {"yaml", "zoneinfo", "difflib", "codeowners", "hotwash.config.schema", "hotwash.config.lines"}
    assert not costly & modules_after(code)


def test_a_small_configuration_imports_no_reader_of_other_files(tmp_path: Path) -> None:
    configured(tmp_path, 'profile = "starter"\nservices = ["a"]\ntimezone = "UTC"')
    code = f"from pathlib import Path; from hotwash.config.load import load; load(Path({str(tmp_path)!r}))"
    assert not {"yaml", "zoneinfo", "difflib", "codeowners", "hotwash.config.lines"} & modules_after(code)
