"""The GitLab component: its script lines run in the shells of a runner, on real merge requests of a real repository."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from actions_runner import environment
from integration_tools import BIN, CLEAN, ROOT, commit, document, git, program

COMPONENT = (ROOT / "templates" / "hotwash.yml").read_text("utf-8")
BROKEN = CLEAN.replace("| A2 | Detect |", "| A2 | detekt |")
DRAFT = CLEAN.replace("status: published", "status: draft")


def jobs(**inputs: str) -> dict[str, Any]:
    """The jobs of the component with these inputs, as GitLab puts them together."""
    header, body = yaml.safe_load_all(COMPONENT)
    values = {name: about["default"] for name, about in header["spec"]["inputs"].items()}
    given = {name.replace("_", "-"): value for name, value in inputs.items()}
    assert given.keys() <= values.keys()
    text = COMPONENT.partition("\n---\n")[2]
    for name, value in (values | given).items():
        text = text.replace(f"$[[ inputs.{name} ]]", {True: "true", False: "false"}.get(value, str(value)))
    assert "$[[" not in text
    found = yaml.safe_load(text)
    assert found.keys() == body.keys()
    return {name: {**found[".hotwash"], **job} for name, job in found.items() if name[0] != "."}


class Project:
    """A project with a default branch and a merge request, checked out as a runner does."""

    def __init__(self, folder: Path, installed: Path) -> None:
        self.folder = folder / "project"
        self.folder.mkdir()
        self._installed = installed
        git(self.folder, "init", "--quiet", "--initial-branch", "main")
        document(self.folder, "old-and-broken", BROKEN)
        self.base = commit(self.folder, "Begin")
        git(self.folder, "switch", "--quiet", "--create", "topic")

    def run(
        self,
        job: str = "hotwash",
        shell: str = "bash",
        before: bool = False,
        request: dict[str, str] | None = None,
        **inputs: str,
    ) -> subprocess.CompletedProcess[str]:
        """Run a job's lines as one script; without `before`, with the Hotwash that is installed already."""
        found = jobs(**inputs)[job]
        lines = [*(found["before_script"] if before else ()), *found["script"]]
        env = environment(
            self.folder, PATH=f"{self._installed / 'bin'}{os.pathsep}{BIN}{os.pathsep}{os.environ['PATH']}"
        )
        env |= {name: str(value) for name, value in found["variables"].items()} | {"CI_PROJECT_DIR": str(self.folder)}
        env |= (
            {}
            if request is None
            else {
                "CI_MERGE_REQUEST_IID": "7",
                "CI_MERGE_REQUEST_DIFF_BASE_SHA": self.base,
                "CI_MERGE_REQUEST_TITLE": "Add one",
                **request,
            }
        )
        command = [program(shell, f"apt-get install -y {shell}"), "-e", "-c", "\n".join(lines)]
        return subprocess.run(
            command, cwd=self.folder, env=env, capture_output=True, text=True, timeout=300, check=False
        )

    def report(self) -> list[dict[str, Any]]:
        """The Code Quality report."""
        found: list[dict[str, Any]] = json.loads((self.folder / "gl-code-quality-report.json").read_text("utf-8"))
        return found


@pytest.fixture
def project(tmp_path: Path, installed: Path) -> Project:
    return Project(tmp_path, installed)


@pytest.fixture(params=["bash", "dash"])
def shell(request: pytest.FixtureRequest) -> str:
    """The shells that images have: a runner takes bash, and sh where there is none."""
    return str(request.param)


def test_the_first_lines_install_what_is_asked(project: Project) -> None:
    document(project.folder, "mine")
    commit(project.folder, "Add")
    done = project.run(before=True, request={}, install=f"{ROOT}[owners]")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "1 document checked" in done.stdout
    assert git(project.folder, "status", "--porcelain", "--untracked-files=all").split() == [
        "??",
        "gl-code-quality-report.json",
        "??",
        "hotwash.xml",
    ]


def test_only_the_documents_of_the_merge_request_are_checked(project: Project, shell: str) -> None:
    document(project.folder, "mine", BROKEN)
    commit(project.folder, "Add")
    done = project.run(shell=shell, request={})
    assert done.returncode == 1
    assert "error[unknown-action-type]" in done.stdout
    assert {each["location"]["path"] for each in project.report()} == {"postmortems/2026/2026-11-03-mine.md"}
    assert (project.folder / "hotwash.xml").read_text("utf-8").startswith("<?xml")


def test_everything_is_checked_when_asked_and_on_the_default_branch(project: Project) -> None:
    document(project.folder, "mine")
    commit(project.folder, "Add")
    assert "2 documents checked" in project.run(request={}, changed_only="false").stdout
    assert "2 documents checked" in project.run().stdout


@pytest.mark.parametrize(
    "marked",
    [
        {"CI_MERGE_REQUEST_DRAFT": "true"},
        {"CI_MERGE_REQUEST_TITLE": "Draft: add one"},
        {"CI_MERGE_REQUEST_TITLE": "[Draft] add one"},
    ],
)
def test_a_draft_in_a_draft_passes(project: Project, shell: str, marked: dict[str, str]) -> None:
    document(project.folder, "mine", DRAFT)
    commit(project.folder, "Add")
    assert project.run(shell=shell, request=marked).returncode == 0


@pytest.mark.parametrize(
    "ready", [{}, {"CI_MERGE_REQUEST_DRAFT": "false"}, {"CI_MERGE_REQUEST_TITLE": "Mend Draft: the word"}]
)
def test_a_draft_in_a_merge_request_that_is_ready_fails(project: Project, shell: str, ready: dict[str, str]) -> None:
    document(project.folder, "mine", DRAFT)
    commit(project.folder, "Add")
    done = project.run(shell=shell, request=ready)
    assert done.returncode == 1
    assert "2026-11-03-mine" in done.stdout
    assert "These are still drafts, and the merge request is not" in done.stdout
    assert project.run(shell=shell, request=ready, drafts="anywhere").returncode == 0


def test_outside_of_a_merge_request_drafts_are_fine(project: Project) -> None:
    git(project.folder, "rm", "--quiet", "-r", "postmortems")
    document(project.folder, "mine", DRAFT)
    assert project.run().returncode == 0


def test_a_clone_that_is_too_shallow_says_how_to_deepen_it(project: Project, tmp_path: Path) -> None:
    document(project.folder, "mine")
    commit(project.folder, "Add")
    git(tmp_path, "clone", "--quiet", "--depth", "1", "--branch", "topic", project.folder.as_uri(), "shallow")
    project.folder = tmp_path / "shallow"
    done = project.run(request={})
    assert done.returncode == 2
    assert "`GIT_DEPTH: 0`" in done.stderr


def test_the_calendar_fails_a_scheduled_pipeline(project: Project, shell: str) -> None:
    assert project.run("hotwash-calendar", shell).returncode == 1  # an unknown type fails anyway
    late = CLEAN.replace("2026-11-20 | open", "2026-11-04 | open").replace("2026-11-14 | open", "2099-11-14 | open")
    document(project.folder, "old-and-broken", late)
    done = project.run("hotwash-calendar", shell, overdue_days="1")
    assert done.returncode == 1
    assert "A2 is overdue by" in done.stdout
    assert project.run("hotwash-calendar", shell, overdue_days="99999").returncode == 0


def test_a_knowledge_base_below_the_top(project: Project) -> None:
    document(project.folder / "docs", "mine", BROKEN)
    (project.folder / "docs" / "hotwash.toml").write_text("")
    commit(project.folder, "Add")
    done = project.run(request={}, directory="docs")
    assert done.returncode == 1
    assert {each["location"]["path"] for each in project.report()} == {"docs/postmortems/2026/2026-11-03-mine.md"}


def test_each_pipeline_has_its_job() -> None:
    rules = {
        name: [str(rule["if"]) for rule in job["rules"] if rule.get("when") != "never"] for name, job in jobs().items()
    }
    assert '$CI_PIPELINE_SOURCE == "merge_request_event"' in rules["hotwash"]
    assert rules["hotwash-calendar"] == ['$CI_PIPELINE_SOURCE == "schedule"']
