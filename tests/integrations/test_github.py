"""The GitHub action: its steps run as a runner runs them, on real pull requests of a real git repository."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from actions_runner import Job, environment, run_action
from integration_tools import BIN, CLEAN, ROOT, commit, document, git, program

BROKEN = CLEAN.replace("| A2 | Detect | Alert 30 days before any certificate in the fleet expires | @kenji |", "| A2 | detekt | Alert 30 days before any certificate in the fleet expires | |")  # fmt: skip
DRAFT = CLEAN.replace("status: published", "status: draft")
FORGE = ROOT / "tests" / "reports" / "schemas"


class Forge:
    """A repository with a main branch, and pull requests to it, checked out as a runner does."""

    def __init__(self, folder: Path, installed: Path) -> None:
        self.folder = folder
        self.origin = folder / "origin"
        self.origin.mkdir()
        self._installed = installed
        git(self.origin, "init", "--quiet", "--initial-branch", "main")
        document(self.origin, "old-and-broken", BROKEN)
        self.base = commit(self.origin, "Begin")

    def pull(self, **documents: str) -> None:
        """A branch with these documents, and its merge into a main that has moved on."""
        git(self.origin, "switch", "--quiet", "--create", "topic")
        for name, text in documents.items():
            document(self.origin, name.replace("_", "-"), text)
        self.head = commit(self.origin, "Add")
        git(self.origin, "switch", "--quiet", "main")
        document(self.origin, "by-somebody-else", BROKEN)
        commit(self.origin, "Move on")
        git(self.origin, "switch", "--quiet", "--detach")
        git(self.origin, "merge", "--quiet", "--no-ff", "--message", "Merge", "topic")
        self.merge = git(self.origin, "rev-parse", "HEAD")
        git(self.origin, "branch", "pull", self.merge)
        git(self.origin, "switch", "--quiet", "main")

    def clone(self, branch: str, depth: int) -> Path:
        """A shallow clone, as actions/checkout makes one."""
        clone = self.folder / "workspace"
        deep = ["--depth", str(depth)] if depth else []
        git(self.folder, "clone", "--quiet", *deep, "--branch", branch, self.origin.as_uri(), str(clone))
        return clone

    def check(self, event_name: str = "pull_request", depth: int = 2, **inputs: str) -> Job:
        """The job of an event."""
        draft = inputs.pop("draft", "false") == "true"
        head = inputs.pop("head", "larkmere/knowledge")
        pull = {"base": {"sha": self.base}, "draft": draft, "head": {"repo": {"full_name": head}}}
        event: dict[str, Any] = {"pull_request": pull} if event_name == "pull_request" else {}
        clone = self.clone("pull" if event_name == "pull_request" else "main", depth)
        temp = self.folder / "temp"
        temp.mkdir()
        (temp / "hotwash").symlink_to(self._installed)
        env = environment(clone, GITHUB_SHA=git(clone, "rev-parse", "HEAD"), PATH=f"{self.folder / 'bin'}{os.pathsep}{BIN}{os.pathsep}{os.environ['PATH']}")  # fmt: skip
        return _without_install(lambda: run_action(clone, temp, event_name, event, env, **inputs))


def _without_install(run: Callable[[], Job]) -> Job:
    """The installation is tried once, by `installed`."""
    with pytest.MonkeyPatch.context() as patch:
        import actions_runner

        step = actions_runner._step
        patch.setattr(actions_runner, "_step", lambda job, each: None if each.get("name") == "Install Hotwash" else step(job, each))  # fmt: skip
        return run()


@pytest.fixture
def forge(tmp_path: Path, installed: Path) -> Forge:
    return Forge(tmp_path, installed)


def test_the_action_installs_what_it_is_checked_out_as(installed: Path) -> None:
    assert (installed / "bin" / "hotwash").is_file()
    (package,) = (installed / "lib").glob("python*/site-packages/hotwash")
    ours = {file.relative_to(ROOT / "tooling" / "hotwash") for file in (ROOT / "tooling" / "hotwash").rglob("*.py")}
    assert ours <= {file.relative_to(package) for file in package.rglob("*.py")}


def test_only_the_documents_of_the_pull_request_are_checked(forge: Forge) -> None:
    forge.pull(mine=BROKEN)
    job = forge.check()
    assert job.code == 1
    errors = [line for line in job.annotations if line.startswith("::error ")]
    assert len(errors) == 2
    assert all("file=postmortems/2026/2026-11-03-mine.md,line=55," in line for line in errors)
    assert "1 document checked" in job.log
    assert job.used.keys() == {"actions/setup-python"}


def test_a_good_document_passes_whatever_the_others_are(forge: Forge) -> None:
    forge.pull(mine=CLEAN)
    job = forge.check()
    assert (job.code, [line for line in job.annotations if line.startswith("::error")]) == (0, [])
    assert job.context["steps"]["check"]["outputs"]["exit-code"] == "0"
    assert job.summary.startswith("### Post-mortems: ")


def test_a_pull_request_without_documents_passes(forge: Forge) -> None:
    forge.pull()
    job = forge.check()
    assert job.code == 0
    assert "0 documents checked" in job.log


def test_everything_is_checked_when_asked_and_on_a_push(forge: Forge) -> None:
    forge.pull(mine=CLEAN)
    job = forge.check(changed_only="false")
    assert (job.code, "3 documents checked" in job.log) == (1, True)
    shutil.rmtree(job.folder)
    shutil.rmtree(job.temp)
    job = forge.check("push", depth=1)
    assert (job.code, "2 documents checked" in job.log) == (1, True)


def test_the_summary_has_every_finding_once(forge: Forge) -> None:
    forge.pull(mine=BROKEN)
    summary = forge.check().summary
    assert summary.count("### Post-mortems: ") == 1
    assert summary.count("unknown-action-type") == 1
    assert "action-without-owner" in summary


def test_no_summary_when_none_is_wanted(forge: Forge) -> None:
    forge.pull(mine=BROKEN)
    assert forge.check(summary="false").summary == ""


class TestDrafts:
    def test_a_draft_in_a_draft_passes(self, forge: Forge) -> None:
        forge.pull(mine=DRAFT)
        assert forge.check(draft="true").code == 0

    def test_a_draft_in_a_pull_request_that_is_ready_fails_at_its_line(self, forge: Forge) -> None:
        forge.pull(mine=DRAFT)
        job = forge.check()
        assert job.code == 1
        (line,) = [line for line in job.annotations if line.startswith("::error ")]
        assert line.startswith(
            "::error file=postmortems/2026/2026-11-03-mine.md,line=3,title=draft::this is still a draft"
        )
        assert "Drafts in a pull request that is not one: 1." in job.summary

    def test_a_draft_that_the_pull_request_does_not_change_is_no_matter(self, forge: Forge) -> None:
        document(forge.origin, "older-draft", DRAFT)
        commit(forge.origin, "Add a draft")
        forge.pull(mine=CLEAN)
        assert forge.check().code == 0

    def test_a_team_may_allow_them_anywhere(self, forge: Forge) -> None:
        forge.pull(mine=DRAFT)
        assert forge.check(drafts="anywhere").code == 0

    def test_in_a_knowledge_base_below_the_top(self, forge: Forge) -> None:
        git(forge.origin, "switch", "--quiet", "--create", "move")
        (forge.origin / "docs").mkdir()
        git(forge.origin, "mv", "postmortems", "docs/postmortems")
        (forge.origin / "docs" / "hotwash.toml").write_text('profile = "starter"\n')
        commit(forge.origin, "Move")
        git(forge.origin, "switch", "--quiet", "main")
        git(forge.origin, "merge", "--quiet", "move")
        git(forge.origin, "switch", "--quiet", "--create", "topic")
        document(forge.origin / "docs", "mine", DRAFT)
        commit(forge.origin, "Add")
        git(forge.origin, "switch", "--quiet", "--detach", "main")
        git(forge.origin, "merge", "--quiet", "--no-ff", "--message", "Merge", "topic")
        git(forge.origin, "switch", "--quiet", "--create", "pull")
        forge.base = git(forge.origin, "rev-parse", "main")
        job = forge.check(working_directory="docs")
        (line,) = [line for line in job.annotations if line.startswith("::error ")]
        assert "file=docs/postmortems/2026/2026-11-03-mine.md,line=3," in line


class TestMoreThanAnnotations:
    def test_sarif_is_uploaded_when_asked(self, forge: Forge) -> None:
        forge.pull(mine=BROKEN)
        job = forge.check(sarif="true")
        upload = job.used["github/codeql-action/upload-sarif"]
        assert upload["category"] == "hotwash"
        results = json.loads(Path(upload["sarif_file"]).read_text("utf-8"))["runs"][0]["results"]
        assert {"unknown-action-type", "action-without-owner"} <= {each["ruleId"] for each in results}
        assert job.code == 1  # and the job fails all the same

    def test_safe_fixes_go_to_a_reviewdog_that_is_installed(self, forge: Forge) -> None:
        forge.pull(mine=BROKEN)
        self.reviewdog(forge)
        job = forge.check(suggestions="true")
        assert "reviewdog/action-setup" not in job.used
        told = (forge.folder / "told").read_text("utf-8")
        assert "-f=rdjson -name=hotwash -reporter=github-pr-review" in told
        assert "token: a-token" in told
        report = json.loads((forge.folder / "read").read_text("utf-8"))
        schema = json.loads((FORGE / "rdjson.json").read_text("utf-8"))
        jsonschema.validators.validator_for(schema)(schema).validate(report)
        (diagnostic,) = report["diagnostics"]
        assert diagnostic["code"]["value"] == "unknown-action-type"
        assert diagnostic["suggestions"][0]["text"] == "Detect"

    def test_reviewdog_is_installed_where_it_is_not(self, forge: Forge) -> None:
        forge.pull(mine=CLEAN)
        job = forge.check(suggestions="true")
        assert job.used["reviewdog/action-setup"]["reviewdog_version"].startswith("v")
        assert job.code == 127  # its installation is only noted here, so the next step does not find it

    @pytest.mark.parametrize("inputs", [{"suggestions": "true"}, {"sarif": "true"}])
    def test_a_fork_whose_token_may_only_read_gets_its_annotations(self, forge: Forge, inputs: dict[str, str]) -> None:
        forge.pull(mine=BROKEN)
        job = forge.check(head="stranger/knowledge", **inputs)
        assert job.used.keys() == {"actions/setup-python"}
        assert job.code == 1

    @staticmethod
    def reviewdog(forge: Forge) -> None:
        """A stand-in that writes down what it was told: the real one talks to the forge."""
        bin_ = forge.folder / "bin"
        bin_.mkdir()
        script = f'#!/bin/sh\necho "$@" "token: $REVIEWDOG_GITHUB_API_TOKEN" > {forge.folder}/told\ncat > {forge.folder}/read\n'
        (bin_ / "reviewdog").write_text(script)
        (bin_ / "reviewdog").chmod(0o755)


class TestTrouble:
    def test_a_clone_that_is_too_shallow_says_how_to_deepen_it(self, forge: Forge) -> None:
        forge.pull(mine=CLEAN)
        job = forge.check(depth=1)
        assert job.code == 2
        (line,) = [line for line in job.annotations if line.startswith("::error title=Hotwash::")]
        assert "the clone is shallow" in line
        assert "`fetch-depth: 0`" in line

    def test_the_head_of_the_branch_needs_the_history(self, forge: Forge) -> None:
        forge.pull(mine=BROKEN)
        git(forge.origin, "branch", "--force", "pull", forge.head)
        job = forge.check(depth=0)
        assert (job.code, "1 document checked" in job.log) == (1, True)

    def test_an_input_that_is_none_of_the_allowed_is_named(self, forge: Forge) -> None:
        forge.pull(mine=CLEAN)
        job = forge.check(drafts="never")
        assert job.code == 2
        assert job.annotations[-1] == "::error title=Hotwash::the input `drafts` cannot be `never`; it is one of: draft-pull-requests anywhere"  # fmt: skip

    def test_what_else_fails_can_be_said(self, forge: Forge) -> None:
        late = CLEAN.replace("reviewed: 2026-11-04T15:00Z", "reviewed: 2026-11-20T15:00Z")
        forge.pull(mine=late)
        assert forge.check(fail_on="late-review\noverdue-action>3000d\n").code == 1

    def test_a_wrong_condition_is_an_annotation(self, forge: Forge) -> None:
        forge.pull(mine=CLEAN)
        job = forge.check(fail_on="nonsense")
        assert job.code == 2
        assert job.annotations[-1].startswith("::error title=Hotwash::hotwash: --fail-on: there is no rule `nonsense`")

    def test_a_path_is_a_path_and_no_option_or_command(self, forge: Forge) -> None:
        forge.pull(mine=CLEAN)
        job = forge.check(paths="--fix\n$(touch x)")
        assert job.code == 2
        assert "--fix: no such file or folder" in job.annotations[-1]
        assert not (job.folder / "x").exists()

    def test_without_git_it_says_so(self, forge: Forge, tmp_path: Path) -> None:
        forge.pull(mine=CLEAN)
        bin_ = tmp_path / "few"
        bin_.mkdir()
        for name in ("bash", "env", "mkdir", "cat"):
            (bin_ / name).symlink_to(program(name, f"apt-get install -y {name}"))
        clone, temp = forge.clone("pull", 2), tmp_path / "temp"
        temp.mkdir()
        (temp / "hotwash").symlink_to(forge._installed)
        env = {**environment(clone, GITHUB_SHA=forge.merge), "PATH": str(bin_)}
        event = {"pull_request": {"base": {"sha": forge.base}, "draft": False, "head": {"repo": {"full_name": "x"}}}}
        job = _without_install(lambda: run_action(clone, temp, "pull_request", event, env))
        assert job.code == 2
        assert job.annotations[-1].endswith("--changed-since: git is not installed")
