"""A forge on this machine: a bare repository, its pull requests, and a runner that reads the repository's own workflow.

Real are git, every script of the workflow and of `action.yml`, pip, and the package that it installs (built from this checkout,
with its dependencies taken from this environment, so no network is needed). What GitHub does itself is as small as can
be: checking out, keeping a comment and an artifact. A step that this runner does not know fails the story.
"""

from __future__ import annotations

import os
import shutil
import sys
import sysconfig
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml
from actions_runner import Job, _filled, _step, _value, environment, run_action
from integration_tools import ROOT, git, run

WORKFLOW = ".github/workflows/postmortems.yml"
_GH = """#!/bin/sh
test "$1 $2" = "pr comment" || { echo "gh $1 $2 is not known here" >&2; exit 1; }
for last; do :; done
cp "$last" "$COMMENTS/$3.md"
echo "commented on #$3"
"""


class Forge:
    """One repository with what a forge keeps beside it; `tell` hears what the runner does."""

    def __init__(self, folder: Path, tell: Callable[[str], None]) -> None:
        self.origin, self.comments, self.artifacts = (folder / name for name in ("kb.git", "comments", "artifacts"))
        self._folder, self._tell, self._jobs = folder, tell, 0
        for each in (self.origin, self.comments, self.artifacts, folder / "bin"):
            each.mkdir(parents=True)
        git(self.origin, "init", "--quiet", "--bare", "--initial-branch", "main")
        (folder / "bin" / "gh").write_text(_GH, "utf-8")
        (folder / "bin" / "gh").chmod(0o755)
        run(sys.executable, "-m", "pip", "wheel", "--quiet", "--disable-pip-version-check", "--no-deps", "--no-index", "--no-build-isolation", "--wheel-dir", folder / "index", ROOT, cwd=folder)  # fmt: skip

    def pull_request(self, number: int, branch: str) -> dict[str, Job]:
        """The jobs of a pull request of this branch to main, on the trial merge of the two."""
        base, head = (git(self.origin, "rev-parse", name) for name in ("main", branch))
        tree = git(self.origin, "merge-tree", "--write-tree", base, head)
        merge = git(self.origin, "commit-tree", tree, "-p", base, "-p", head, "-m", f"Merge {head} into {base}")
        git(self.origin, "update-ref", f"refs/pull/{number}/merge", merge)
        pull = {"base": {"sha": base}, "draft": False, "head": {"repo": {"full_name": "larkmere/knowledge"}}}
        return self._run("pull_request", {"number": number, "pull_request": pull}, merge)

    def push(self) -> dict[str, Job]:
        """The jobs of a push to main."""
        return self._run("push", {}, git(self.origin, "rev-parse", "main"))

    def _run(self, event_name: str, event: dict[str, Any], commit: str) -> dict[str, Job]:
        workflow = yaml.safe_load(git(self.origin, "show", f"{commit}:{WORKFLOW}"))
        assert event_name in workflow.get("on", workflow.get(True))
        return {
            name: job
            for name, about in workflow["jobs"].items()
            if (job := self._job(name, about, event_name, event, commit)) is not None
        }

    def _job(self, name: str, about: dict[str, Any], event_name: str, event: dict[str, Any], commit: str) -> Job | None:
        """A job on a machine of its own, its steps in order; None where its condition does not hold."""
        self._jobs += 1
        machine = self._folder / "machines" / f"{self._jobs}-{name}"
        workspace, temp = machine / "workspace", machine / "temp"
        workspace.mkdir(parents=True)
        temp.mkdir()
        env = environment(
            workspace, GITHUB_SHA=commit, COMMENTS=str(self.comments),
            PATH=os.pathsep.join((str(self._folder / "bin"), str(machine / "python" / "bin"), os.environ["PATH"])),
            PIP_NO_INDEX="1", PIP_FIND_LINKS=str(self._folder / "index"), PIP_NO_DEPS="1", PIP_IGNORE_INSTALLED="1",
            PIP_NO_BUILD_ISOLATION="0", PIP_DISABLE_PIP_VERSION_CHECK="1", HOTWASH_CACHE_DIR=str(machine / "cache"),
        )  # fmt: skip
        # What the package needs is there; the package itself is not, for an editable one is known to its environment only.
        env["PYTHONPATH"] = sysconfig.get_path("purelib")
        github = {"event": event, "event_name": event_name, "repository": "larkmere/knowledge", "token": "a-token"}
        job = Job({"github": github, "steps": {}}, workspace, temp, env)
        if "if" in about and not _value(job, about["if"]):
            return None
        self._tell(f"[job {name}]")
        for step in about["steps"]:
            if job.code == 0 and ("if" not in step or _value(job, step["if"])):
                self._one(job, step, machine, commit)
        self._tell(f"[job {name}: {'failed' if job.code else 'passed'}]\n")
        return job

    def _one(self, job: Job, step: dict[str, Any], machine: Path, commit: str) -> None:
        given = {name: _filled(job, _written(value)) for name, value in step.get("with", {}).items()}
        used = step.get("uses", "").partition("@")[0]
        said = len(job.log)
        if "run" in step:
            self._tell(f"$ {step['run'].strip()}")
            _step(job, {"name": step["run"], "shell": "bash", **step})
        elif used == "actions/checkout":
            git(job.folder, "init", "--quiet")
            depth = given.get("fetch-depth", "1")
            deep = [] if depth == "0" else ["--depth", depth]
            git(self.origin, "update-ref", f"refs/heads/run/{machine.name}", commit)
            git(job.folder, "fetch", "--quiet", *deep, self.origin.as_uri(), f"refs/heads/run/{machine.name}")
            git(job.folder, "checkout", "--quiet", "--detach", "FETCH_HEAD")
            git(self.origin, "update-ref", "-d", f"refs/heads/run/{machine.name}")
        elif used == "actions/setup-python":
            run(sys.executable, "-m", "venv", "--without-pip", machine / "python", cwd=machine)
        elif used == "actions/upload-artifact":
            shutil.copytree(job.folder / given["path"], self.artifacts / given["name"], dirs_exist_ok=True)
            self._tell(f"kept {given['path']} as the artifact {given['name']}")
        elif used == "ORGANISATION/hotwash":
            self._tell(
                f"uses Hotwash's action.yml with {', '.join(f'{name}: {value}' for name, value in given.items())}"
            )
            inputs = {name.replace("-", "_"): value for name, value in given.items()}
            event_name, event = job.context["github"]["event_name"], job.context["github"]["event"]
            inner = run_action(job.folder, job.temp, event_name, event, job.env, **inputs)
            outputs = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))["outputs"]
            told = {name: _filled(inner, about["value"]) for name, about in outputs.items()}
            job.context["steps"][step.get("id", "")] = {"outputs": told}
            job.log, job.code = job.log + inner.log, inner.code
        else:
            raise AssertionError(f"this runner does not know the step {step}")
        if job.log[said:].strip():
            self._tell(job.log[said:].strip())


def _written(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
