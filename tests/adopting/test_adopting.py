"""`hotwash init` in a repository that is in use: it says what it finds, adds to it, and can be undone."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml
from adopting_repository import MKDOCS, OLD, Repository, init, run, undo_of

PAGES = {"docs/index.md": "# Handbook\n\n[On call](oncall.md)\n", "docs/oncall.md": "# On call\n"}


def build(root: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        (sys.executable, "-m", "mkdocs", "build", "--strict", *words),
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_site_is_joined_and_builds(repository: Repository) -> None:
    repository.commit({**PAGES, "mkdocs.yml": MKDOCS, "docs/requirements.txt": "mkdocs-material==9.7.0\n"})
    result = init()
    assert result.exit_code == 0
    assert "found  mkdocs.yml: a site of MkDocs\n" in result.stdout
    assert (
        "changed  mkdocs.yml: adds the plugin hotwash, and Incidents, Actions, Factors, Trends in the navigation\n"
        in result.stdout
    )
    assert "header and the search become those of the knowledge base" in result.stdout
    assert repository.read("mkdocs.yml") == MKDOCS.replace("  - search\n", "  - search\n  - hotwash\n") + (
        "  - Post-mortems:\n      - Incidents: incidents.md\n      - Actions: actions.md\n"
        "      - Factors: factors.md\n      - Trends: trends.md\n"
    )
    assert repository.read("docs/requirements.txt").startswith("mkdocs-material==9.7.0\nhotwash[site]==")
    assert tomllib.loads(repository.read("hotwash.toml"))["documents"] == "docs"
    assert "site:" not in repository.read(".github/workflows/postmortems.yml")
    built = build(repository.root)
    assert built.returncode == 0, built.stderr
    home = (repository.root / "site/index.html").read_text()
    assert "On call" in home
    assert "incidents/" in home
    assert (repository.root / "site/2026/2026-02-03-example-password-reset-mails/index.html").is_file()
    assert "Password reset" in (repository.root / "site/incidents/index.html").read_text()
    assert run("check").exit_code == 0
    assert init().stdout.endswith("Nothing to do: everything is there.\n")


def test_a_site_that_is_built_elsewhere_keeps_to_itself(repository: Repository) -> None:
    repository.commit({**PAGES, "mkdocs.yml": MKDOCS, "pyproject.toml": '[dependency-groups]\ndocs = ["mkdocs>=1"]\n'})
    result = init()
    assert (
        "kept   mkdocs.yml: the knowledge base gets a site of its own, for pyproject.toml lists the packages of this one; "
        "add `hotwash[site]` there and say `--site join` to have one\n"
    ) in result.stdout
    assert repository.read("mkdocs.yml") == MKDOCS
    workflow = yaml.safe_load(repository.read(".github/workflows/postmortems.yml"))
    assert workflow["jobs"]["site"]["steps"][3]["run"] == "hotwash site build --strict --config mkdocs-postmortems.yml"
    assert workflow["jobs"]["site"]["steps"][4]["with"]["path"] == "site-postmortems"
    built = run("site", "build", "--strict", "--config", "mkdocs-postmortems.yml")
    assert (built.exit_code, built.stdout) == (0, "the site is in site-postmortems/index.html\n")
    assert not any("site-postmortems" in line for line in repository.status())
    assert "Nothing to do" in init().stdout


def test_all_of_it_is_undone_by_the_command_that_it_gives(repository: Repository) -> None:
    repository.commit(
        {
            **PAGES,
            "mkdocs.yml": MKDOCS,
            "README.md": "x\n",
            ".gitignore": "*.pyc",
            ".pre-commit-config.yaml": "repos: []\n",
            ".github/CODEOWNERS": "* @all\n",
            "runbooks/pm/search.md": OLD,
        }
    )
    repository.write({"mine.txt": "not committed\n", "README.md": "changed\n", "docs/notes/own.md": "# Own\n"})
    before = repository.status()
    result = init("--import", "--baseline", "--team", "ops/web", "--site", "own")
    assert result.exit_code == 0, result.stdout
    assert len(repository.status()) > len(before) + 5
    repository.shell(undo_of(result))
    assert repository.status() == before
    assert repository.read("README.md") == "changed\n"


@pytest.mark.parametrize("folder", [".", "sub"])
def test_the_undo_fits_the_folder_in_which_it_is_read(
    repository: Repository, folder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.commit({"sub/a file.txt": "x", ".pre-commit-config.yaml": "repos: []\n"})
    here = repository.root / folder
    monkeypatch.chdir(here)
    result = init(str(repository.root / "kb 2"))
    assert "changed  " in result.stdout
    subprocess.run(["sh", "-c", undo_of(result)], cwd=here, check=True)
    assert repository.status() == set()


def test_old_post_mortems_are_found_by_what_they_say(repository: Repository) -> None:
    repository.commit(
        {
            "runbooks/pm/2026 search.md": OLD,
            "incidents/a.md": OLD.replace("Search", "Checkout"),
            "docs/deploy.md": "# How to deploy\n\n- 09:00 - build\n- 10:00 - ship it\n\n## Impact\n\nNone.\n",
            "CHANGELOG.md": "# Changes\n\n- 2026-01-01 - fixed the outage\n- 2026-01-02 - fixed the impact\n",
            "notes.txt": "incident impact timeline\n",
        }
    )
    result = init()
    assert "found  incidents: 1 old post-mortem\n" in result.stdout
    assert "found  runbooks/pm: 1 old post-mortem\n" in result.stdout
    assert result.stdout.count("found  ") == 2
    assert (
        "note   2 old post-mortems are left as they are, and not looked at; `--import` makes drafts of them.\n"
        in result.stdout
    )


def test_they_are_imported_once_with_a_report(repository: Repository) -> None:
    repository.commit(
        {
            "runbooks/pm/search.md": OLD,
            "pm/undated.md": OLD.replace("Date: March 10, 2026\n", "").replace("was down", "was slow"),
        }
    )
    result = init("--import")
    path = "postmortems/2026/2026-03-10-search-was-down.md"
    assert (
        f"wrote  {path}: from runbooks/pm/search.md\n       3 timeline, 1 impact, 1 factor, 1 action item\n"
        in result.stdout
    )
    assert "       note: no day is stated; it is named after today, and `hotwash rename` mends that\n" in result.stdout
    assert "kept   postmortems: gets your own documents, so no example\n" in result.stdout
    assert "Next: `hotwash check` says what the drafts lack" in result.stdout
    assert repository.read("runbooks/pm/search.md") == OLD
    assert run("check").exit_code == 0
    files = repository.status()
    again = run("init", "--import", "--today", "2026-12-24")
    assert again.stdout.endswith(
        "note   There is no old post-mortem that is not imported yet.\nNothing to do: everything is there.\n"
    )
    assert repository.status() == files


UNFINISHED = """\
---
title: Search down
status: published
severity: SEV2
services: [search]
started: 2021-05-03T09:12Z
detected: 2021-05-03T09:20Z
resolved: 2021-05-03T10:05Z
reviewed: 2021-05-04T15:00Z
authors: [ines]
---

## Timeline

All times are UTC.

- 2021-05-03 09:12 — change: the index is copied.
- 09:20 — signal: the alert pages the on-call engineer.
- 10:05 — result: search is restored.

## Impact

- Users: 300 saw an error page.

## Contributing factors

- **F1**: The copy takes the disk that the index needs.

## What went well

- The alert fired.

## Action items

| ID | Type | Action | Owner | Due | Status | Addresses |
| -- | -- | -- | -- | -- | -- | -- |
| A1 | Prevent | Copy the index to another disk | | | open | F1 |
"""


def test_documents_that_are_there_come_under_a_baseline_that_tightens(repository: Repository) -> None:
    name = "incidents/2021/2021-05-03-search-down.md"
    repository.commit({name: UNFINISHED})
    dry = init("--baseline", "--dry-run")
    assert "found  incidents: 1 document\n" in dry.stdout
    assert "findings in 1 document, known from then on" in dry.stdout
    result = init("--baseline")
    assert "wrote  hotwash-known.json: " in result.stdout
    settings = tomllib.loads(repository.read("hotwash.toml"))
    assert (settings["documents"], settings["baseline"]) == ("incidents", "hotwash-known.json")
    checked = run("check")
    assert checked.exit_code == 0
    assert "known findings are left out, as hotwash-known.json says.\n" in checked.stderr
    assert run("check", "--no-baseline").exit_code == 1
    assert run("check", name).exit_code == 0
    repository.write({name: UNFINISHED.replace("| | | open", "| @ines | | open")})
    mended = run("check")
    assert mended.exit_code == 0
    assert "gone; `hotwash check --baseline hotwash-known.json --write-baseline` drops" in mended.stderr
    assert run("check", "--baseline", "hotwash-known.json", "--write-baseline").exit_code == 0
    repository.write({name: UNFINISHED})
    worse = run("check")
    assert worse.exit_code == 1
    assert "nobody owns A1" in worse.stdout


def test_a_baseline_comes_into_a_configuration_that_is_there(repository: Repository) -> None:
    repository.commit(
        {
            "postmortems/2021/2021-05-03-search-down.md": UNFINISHED,
            "hotwash.toml": "# Ours\r\n\r\nprofile = 'strict'\r\n",
        }
    )
    result = init("--baseline")
    assert "changed  hotwash.toml: leaves out the findings that are known\n" in result.stdout
    assert (
        repository.read("hotwash.toml") == "# Ours\r\nbaseline = \"hotwash-known.json\"\r\n\r\nprofile = 'strict'\r\n"
    )
    assert run("check").exit_code == 0
    assert "Nothing to do" in init("--baseline").stdout


def test_a_baseline_that_is_gone_is_one_line_with_the_way_out(repository: Repository) -> None:
    repository.commit(
        {"postmortems/2021/2021-05-03-search-down.md": UNFINISHED, "hotwash.toml": 'baseline = "known.json"\n'}
    )
    result = run("check")
    assert result.exit_code == 2
    assert "there is no baseline" in result.stderr
    assert "--write-baseline" in result.stderr


def test_a_dry_run_and_a_diff_change_nothing(repository: Repository) -> None:
    repository.commit({**PAGES, "mkdocs.yml": MKDOCS, "pm/search.md": OLD, ".pre-commit-config.yaml": "repos: []\n"})
    dry = init("--import", "--baseline", "--dry-run")
    assert "would change  mkdocs.yml: " in dry.stdout
    assert "would write  docs/2026/2026-03-10-search-was-down.md: from pm/search.md\n" in dry.stdout
    diff = init("--import", "--diff").stdout
    assert repository.status() == set()
    patch = repository.root / ".git/patch"
    patch.write_text(diff)
    repository.git("apply", str(patch))
    applied = {line[3:]: repository.read(line[3:]) for line in repository.status()}
    repository.git("checkout", "-q", "--", ".")
    repository.git("clean", "-fdq")
    init("--import")
    assert {line[3:]: repository.read(line[3:]) for line in repository.status()} == applied


def test_pre_commit_gets_a_hook_that_it_takes(repository: Repository) -> None:
    before = "# hooks\nrepos:\n- repo: https://example.org/x # theirs\n  rev: 0123456789abcdef0123456789abcdef01234567\n  hooks:\n  - id: x\n# the end\n"
    repository.commit({".pre-commit-config.yaml": before})
    init()
    after = repository.read(".pre-commit-config.yaml")
    assert after.startswith(before.removesuffix("# the end\n") + "- repo: local\n")
    assert after.endswith("# the end\n")
    hook = yaml.safe_load(after)["repos"][1]["hooks"][0]
    assert hook["files"] == r"^postmortems/\d{4}/.*\.md$"
    done = subprocess.run(
        (sys.executable, "-m", "pre_commit", "validate-config", ".pre-commit-config.yaml"),
        cwd=repository.root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, "")


def test_pre_commit_is_written_where_it_is_asked_for(repository: Repository) -> None:
    result = init("--pre-commit")
    assert "wrote  .pre-commit-config.yaml: checks the documents of a commit\n" in result.stdout
    assert yaml.safe_load(repository.read(".pre-commit-config.yaml"))["repos"][0]["repo"] == "local"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("stages: [lint, deploy]\n", "stages: [lint, deploy]\ninclude:\n  - local: /.gitlab/postmortems.yml\n"),
        (
            "include:\n  - local: a.yml # x\njob:\n  script: x\n",
            "include:\n  - local: a.yml # x\n  - local: /.gitlab/postmortems.yml\njob:\n  script: x\n",
        ),
        (None, "include:\n  - local: /.gitlab/postmortems.yml\n"),
    ],
)
def test_gitlab_is_known_by_its_address_or_its_file(repository: Repository, before: str | None, after: str) -> None:
    if before is None:
        repository.git("remote", "add", "origin", "git@gitlab.example.org:ops/handbook.git")
    else:
        repository.commit({".gitlab-ci.yml": before})
    result = init()
    assert "wrote  .gitlab/postmortems.yml: checks every merge request and builds the site\n" in result.stdout
    assert repository.read(".gitlab-ci.yml") == after
    jobs = yaml.safe_load(repository.read(".gitlab/postmortems.yml"))
    assert jobs[".postmortems"]["stage"] == ("lint" if before and "stages" in before else "test")
    assert not (repository.root / ".github").exists()
    assert "Nothing to do" in init().stdout


def test_gitlab_s_jobs_run(repository: Repository) -> None:
    init("--ci", "gitlab", "kb/ops")
    repository.git("add", "-A")
    jobs = yaml.safe_load(repository.read(".gitlab/postmortems-kb-ops.yml"))
    assert set(jobs) == {
        ".kb-ops-postmortems",
        "kb-ops-postmortems",
        "kb-ops-postmortems-site",
        "kb-ops-postmortems-calendar",
    }
    for name in ("kb-ops-postmortems", "kb-ops-postmortems-calendar"):
        assert jobs[name]["extends"] == ".kb-ops-postmortems"
        script = "\n".join(line for line in jobs[name]["script"] if not line.startswith("pip "))
        repository.shell(f"set -e; CI_PROJECT_DIR={repository.root}; {script}")
    assert json.loads(repository.read("gl-code-quality-report.json")) == []


def test_an_include_that_is_no_list_is_left_with_the_line_to_add(repository: Repository) -> None:
    repository.commit({".gitlab-ci.yml": "include: /a.yml\n"})
    result = init()
    assert "kept   .gitlab-ci.yml: add `- local: /.gitlab/postmortems.yml` to its `include` (line 1: " in result.stdout
    assert repository.read(".gitlab-ci.yml") == "include: /a.yml\n"


def test_a_team_owns_the_documents(repository: Repository) -> None:
    repository.commit({"CODEOWNERS": "* @all\r\n"})
    assert "kept   CODEOWNERS: `--team ORG/TEAM` asks a team to review every post-mortem\n" in init().stdout
    init("--team", "@ops/web")
    assert repository.read("CODEOWNERS") == "* @all\r\n/postmortems/ @ops/web\r\n"
    assert "kept   CODEOWNERS\n" in init("--team", "ops/web").stdout
    assert (
        init("--team", "ops web").stderr
        == "hotwash: --team: `ops web` is no handle; write it as `amara` or `org/team`\n"
    )


def test_where_there_is_no_codeowners_the_team_gets_one(repository: Repository) -> None:
    init("--team", "ops/web")
    assert repository.read(".github/CODEOWNERS") == "/postmortems/ @ops/web\n"


def test_the_profile_and_the_folder_are_what_somebody_says(repository: Repository) -> None:
    assert init("--profile", "strict", "--documents", "docs/pm", "--site", "none", "--ci", "none").exit_code == 0
    settings = tomllib.loads(repository.read("hotwash.toml"))
    assert settings == {"format": 1, "profile": "strict", "documents": "docs/pm"}
    assert {line[3:] for line in repository.status()} == {
        "hotwash.toml",
        "docs/pm/2026/2026-02-03-example-password-reset-mails.md",
    }
    assert run("check").exit_code == 0
