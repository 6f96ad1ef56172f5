"""A runner of composite actions, as far as `action.yml` needs one: it runs the `run:` steps and notes the others."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from integration_tools import ENVIRONMENT, ROOT

_EXPRESSION = re.compile(r"\$\{\{\s*(.*?)\s*\}\}")
_TOKEN = re.compile(r"\s*('(?:[^']|'')*'|==|!=|&&|\|\||[()]|[\w.-]+)")


@dataclass
class Job:
    """What a job has so far: its context, the actions it used with their inputs, and all that was printed."""

    context: dict[str, Any]
    folder: Path
    temp: Path
    env: Mapping[str, str]
    used: dict[str, dict[str, str]] = field(default_factory=dict)
    ran: list[str] = field(default_factory=list)
    log: str = ""
    code: int = 0

    @property
    def summary(self) -> str:
        """What the job's summary holds."""
        file = self.temp / "summary"
        return file.read_text("utf-8") if file.exists() else ""

    @property
    def annotations(self) -> list[str]:
        """The workflow commands that were printed."""
        return [line for line in self.log.splitlines() if line.startswith("::")]


def run_action(
    folder: Path, temp: Path, event_name: str, event: Mapping[str, Any], env: Mapping[str, str], **inputs: str
) -> Job:
    """Run `action.yml` in a folder, for this event; inputs have `_` for `-`."""
    action = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
    given = {name.replace("_", "-"): value for name, value in inputs.items()}
    assert given.keys() <= action["inputs"].keys()
    github = {"event": event, "event_name": event_name, "repository": "larkmere/knowledge", "token": "a-token"}
    job = Job({"github": github, "steps": {}, "inputs": {}}, folder, temp, env)
    for name, about in action["inputs"].items():
        job.context["inputs"][name] = given.get(name, _filled(job, str(about["default"])))
    for step in action["runs"]["steps"]:
        if job.code == 0 and ("if" not in step or _value(job, step["if"])):
            _step(job, step)
    return job


def _step(job: Job, step: Mapping[str, Any]) -> None:
    if "uses" in step:
        job.used[step["uses"].partition("@")[0]] = {
            name: _filled(job, str(value)) for name, value in step.get("with", {}).items()
        }
        return
    assert step["shell"] == "bash"
    assert "${{" not in step["run"]  # values come by the environment, so that they cannot become code
    script, output = job.temp / "step.sh", job.temp / "output"
    script.write_text(step["run"], "utf-8")
    output.write_text("")
    env = {
        **job.env, **{name: _filled(job, str(value)) for name, value in step.get("env", {}).items()},
        "GITHUB_OUTPUT": str(output), "GITHUB_STEP_SUMMARY": str(job.temp / "summary"), "RUNNER_TEMP": str(job.temp),
        "GITHUB_EVENT_NAME": job.context["github"]["event_name"], "GITHUB_ACTION_PATH": str(ROOT), "CI": "true", "GITHUB_ACTIONS": "true",
    }  # fmt: skip
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)],
        cwd=job.folder / _filled(job, step.get("working-directory", ".")), env=env,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", timeout=300, check=False,
    )  # fmt: skip
    job.ran.append(step["name"])
    job.log += done.stdout
    job.code = done.returncode
    if "id" in step:
        pairs = (line.partition("=") for line in output.read_text("utf-8").splitlines())
        job.context["steps"][step["id"]] = {"outputs": {name: value for name, _, value in pairs}}


def _filled(job: Job, text: str) -> str:
    return _EXPRESSION.sub(lambda found: _text(_value(job, found[1])), text)


def _text(value: Any) -> str:
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def _value(job: Job, expression: str) -> Any:
    """The value of a GitHub expression of comparisons, `&&` and `||`, with a missing property as nothing."""
    words, at = [], 0
    text = expression.strip()
    while at < len(text):
        token = _TOKEN.match(text, at)
        assert token, text[at:]
        word, at = token[1], token.end()
        operators = {"&&": "and", "||": "or", "==": "==", "!=": "!=", "(": "(", ")": ")"}
        words.append(operators.get(word) or (word if word[0] == "'" else repr(_found(job.context, word))))
    return eval(" ".join(words), {"__builtins__": {}})  # noqa: S307 - made of literals and operators only


def _found(context: Any, name: str) -> Any:
    for part in name.split("."):
        context = context.get(part) if isinstance(context, Mapping) else None
    return context


def environment(folder: Path, **more: str) -> dict[str, str]:
    """The environment of a runner whose workspace is this folder; this checkout of Hotwash is not on Python's path."""
    env = {**ENVIRONMENT, "GITHUB_WORKSPACE": str(folder), **more}
    return {name: value for name, value in env.items() if name != "PYTHONPATH"}
