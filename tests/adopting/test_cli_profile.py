"""`hotwash profile` says what the next profile would cost, before anybody makes the step."""

from __future__ import annotations

import json

import pytest
from adopting_repository import Repository, run
from test_adopting import UNFINISHED

NAME = "postmortems/2021/2021-05-03-search-down.md"
SETTINGS = "# ours\nprofile = 'starter' # for now\n"


@pytest.fixture(autouse=True)
def documents(repository: Repository) -> None:
    owned = UNFINISHED.replace("| | | open", "| @ines | 2021-06-01 | open")
    repository.commit({"hotwash.toml": SETTINGS, NAME: owned.replace("open | F1", "open | ")})


def profile(*words: str) -> str:
    result = run("profile", "--today", "2026-11-24", *words)
    assert result.exit_code == 0, result.stderr
    return result.stdout


def test_the_next_profile_is_told_by_rule_and_document() -> None:
    assert profile() == (
        "The profile is starter. In profile standard, of 1 document:\n\n"
        "  4 findings would be errors, in 1 document\n\n"
        "  3  missing-impact-dimension  in 1 document\n"
        "  1  unaddressed-factor        in 1 document\n\n"
        f"  4  {NAME}\n\n"
        "`hotwash profile standard --set` makes the step.\n"
    )


def test_it_is_what_the_check_then_says(repository: Repository) -> None:
    told = json.loads(profile("strict", "--format", "json"))
    assert (told["documents"], told["drafts"], told["known"]) == (1, 0, 0)
    assert run("check", "--today", "2026-11-24").exit_code == 0
    assert profile("strict", "--set") == "hotwash.toml: the profile is strict now, starter before.\n"
    assert repository.read("hotwash.toml") == '# ours\nprofile = "strict" # for now\n'
    found = json.loads(run("check", "--today", "2026-11-24", "--format", "json").stdout)
    assert sum(each["level"] == "error" for each in found) == told["errors"] > 4
    assert profile() == "The profile is strict. There is no stricter one.\n"


def test_drafts_are_asked_for_nothing_until_they_are_judged_as_published(repository: Repository) -> None:
    repository.write({NAME: repository.read(NAME).replace("status: published", "status: draft")})
    said = profile()
    assert "nothing would be an error that is none today" in said
    assert "1 document is a draft, of which no profile asks anything yet; `--as published` judges them as well." in said
    assert "  4 findings would be errors" in profile("--as", "published")


def test_what_the_baseline_knows_costs_nothing(repository: Repository) -> None:
    assert run("check", "--baseline", "known.json", "--write-baseline").exit_code == 0
    repository.write({"hotwash.toml": f"{SETTINGS}baseline = 'known.json'\n"})
    said = profile()
    assert "nothing would be an error that is none today" in said
    assert "4 findings more are known in known.json and would not count.\n" in said


def test_without_documents_or_a_name_it_says_so(repository: Repository) -> None:
    result = run("profile", "--set")
    assert (result.exit_code, result.stderr) == (
        2,
        "hotwash: --set goes with the name of a profile: starter, standard or strict\n",
    )
    (repository.root / NAME).unlink()
    assert profile() == "The profile is starter. There is no document yet, so standard costs nothing.\n"
    assert profile("starter", "--set") == "Nothing to do: the profile is starter.\n"
    (repository.root / "hotwash.toml").unlink()
    assert run("profile", "strict", "--set").stderr.startswith("hotwash: there is no configuration to write it into")
