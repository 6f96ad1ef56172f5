"""The guide's pages on integrations: who follows them word for word sees what they show."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import yaml
from actions_runner import environment
from click.testing import CliRunner
from integration_tools import CLEAN, ROOT, commit, document, git, run
from test_github import Forge
from test_gitlab import COMPONENT, Project

from hotwash.cli import main

GUIDE = ROOT / "tooling" / "hotwash" / "site" / "guide"
DONE = re.sub(r"\| open \|", "| done 2026-11-18 |", CLEAN)
"""A document that stays clean whatever day it is."""
INCOMPLETE = (ROOT / "tests" / "incomplete.md").read_text("utf-8").replace("| open |", "| done 2026-11-24 |")


def page(name: str) -> str:
    return (GUIDE / f"{name}.md").read_text("utf-8")


def blocks(text: str, language: str) -> list[str]:
    """What stands in the fences of a language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def table(text: str) -> dict[str, str]:
    """The table of inputs: names, and their defaults as they are written."""
    return dict(re.findall(r"^\| `([\w-]+)` \| (?:`([^`]*)`|[^|]*) \|", text.partition("## Inputs")[2], re.MULTILINE))


class TestPreCommit:
    def test_from_the_first_commit_to_the_last(self, tmp_path: Path) -> None:
        origin, folder = tmp_path / "hotwash", tmp_path / "kb"
        origin.mkdir()
        for name in run("git", "ls-files", "--cached", "--others", "--exclude-standard", "-z", "tooling", "overrides", "pyproject.toml", "README.md",
                        "LICENSE", ".pre-commit-hooks.yaml", cwd=ROOT).stdout.strip("\0").split("\0"):  # fmt: skip
            if (ROOT / name).is_file():
                (origin / name).parent.mkdir(parents=True, exist_ok=True)
                (origin / name).write_bytes((ROOT / name).read_bytes())
        git(origin, "init", "--quiet")
        commit(origin, "Begin")
        git(origin, "tag", "v0.1.0")
        folder.mkdir()
        git(folder, "init", "--quiet")
        env = {**environment(folder), "PRE_COMMIT_HOME": str(tmp_path / "home")}
        first, own, local = (
            text.replace("https://github.com/ORGANISATION/hotwash", origin.as_uri()).replace("TAG", "v0.1.0")
            for text in blocks(page("pre-commit"), "yaml")
        )
        (folder / ".pre-commit-config.yaml").write_text(first)
        run("pre-commit", "install", cwd=folder, env=env)
        file = document(folder, "checkout", DONE.replace("| A3 | Prevent |", "| A3 | prevnt |"))
        git(folder, "add", "--all")

        shown = [block for block in blocks(page("pre-commit"), "console") if "git commit" in block]
        assert len(shown) == 4
        for block in shown[:2]:
            self.follow(block, folder, env)
        assert "| A3 | Prevent |" in file.read_text("utf-8")
        (folder / "README.md").write_text("# Ours\n")
        git(folder, "add", "README.md")
        self.follow(shown[2], folder, env)

        self.configure(folder, first.replace("hotwash-fix", "hotwash-check"))
        file.write_text(DONE.replace("| A3 | Prevent |", "| A3 | prevnt |"), "utf-8")
        git(folder, "add", "--all")
        self.follow(shown[3], folder, env)
        (folder / "hotwash.toml").write_text(
            "[owners]\ncodeowners = true\n"
        )  # which takes the dependency that `own` adds
        (folder / "CODEOWNERS").write_text("* @amara @kenji @ops/web\n")
        for config in (own, local):
            self.configure(folder, config.replace("incidents/", "postmortems/"))
            done = run("pre-commit", "run", "--all-files", cwd=folder, env=env, code=1)
            assert "[unknown-action-type] the type of A3, `prevnt`, is none of the four" in done.stdout, done.stdout
        (folder / "hotwash.toml").unlink()
        self.configure(folder, first.replace("hotwash-fix", "hotwash-check"))
        git(folder, "add", "--all")
        git(folder, "commit", "--quiet", "--no-verify", "--message", "Leave it")
        (command,) = re.findall(r"\$ (pre-commit run .*)", page("pre-commit"))
        since = shlex.split(command.replace("origin/main", "HEAD^"))
        assert "prevnt" in run(*since, cwd=folder, env=env, code=1).stdout

    @staticmethod
    def configure(folder: Path, text: str) -> None:
        """What pre-commit runs by has to be staged."""
        (folder / ".pre-commit-config.yaml").write_text(text)
        git(folder, "add", ".pre-commit-config.yaml")

    @staticmethod
    def follow(block: str, folder: Path, env: dict[str, str]) -> None:
        """Type the commands of a block; the last one prints what the block shows, before git's own words."""
        *_, last = commands = re.findall(r"^\$ (.*)$", block, re.MULTILINE)
        for command in commands:
            done = run(*shlex.split(command), cwd=folder, env=env, code=None)
        expected = block.partition(f"$ {last}\n")[2]
        seen = "".join(line for line in done.stderr.splitlines(keepends=True) if not line.startswith("[INFO]"))
        assert seen.strip() == expected.strip()
        assert done.returncode == ("Failed" in expected)


class TestGitHub:
    def test_what_it_prints(self, tmp_path: Path, installed: Path) -> None:
        findings, draft = (text for text in blocks(page("github"), "text") if "file=" in text)
        (tmp_path / "one").mkdir()
        job = self.pull(Forge(tmp_path / "one", installed), INCOMPLETE)
        assert (job.code, job.log) == (1, findings)
        (tmp_path / "two").mkdir()
        job = self.pull(Forge(tmp_path / "two", installed), INCOMPLETE.replace("status: review", "status: draft"))
        assert (job.code, job.log[-len(draft) :]) == (1, draft)

    def test_how_it_refuses_an_input(self, tmp_path: Path, installed: Path) -> None:
        (refused,) = (text for text in blocks(page("github"), "text") if "file=" not in text)
        assert self.pull(Forge(tmp_path, installed), CLEAN, drafts="never").log == refused

    def test_the_table_has_every_input_with_its_default(self) -> None:
        action = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))["inputs"]
        written = {name: "" if name == "token" else about["default"] for name, about in action.items()}
        assert table(page("github")) == {**written, "fetch-depth": "2"}

    @staticmethod
    def pull(forge: Forge, text: str, **inputs: str) -> Any:
        """The action on a pull request with this document."""
        git(forge.origin, "switch", "--quiet", "--create", "early")
        forge.pull()
        git(forge.origin, "switch", "--quiet", "topic")
        (forge.origin / "postmortems/2026/2026-11-23-checkout-refused-cards.md").write_text(text, "utf-8")
        commit(forge.origin, "Tell of the cards")
        git(forge.origin, "switch", "--quiet", "--detach", "main")
        git(forge.origin, "merge", "--quiet", "--no-ff", "--message", "Merge", "topic")
        git(forge.origin, "branch", "--force", "pull", "HEAD")
        return forge.check(**inputs)


class TestGitLab:
    def test_what_it_prints(self, tmp_path: Path, installed: Path) -> None:
        findings, draft = blocks(page("gitlab"), "text")
        project = Project(tmp_path, installed)
        file = project.folder / "postmortems/2026/2026-11-23-checkout-refused-cards.md"
        file.write_text(INCOMPLETE, "utf-8")
        commit(project.folder, "Tell of the cards")
        assert project.run(request={}).stdout == findings
        file.write_text(INCOMPLETE.replace("status: review", "status: draft"), "utf-8")
        commit(project.folder, "Take it back")
        assert project.run(request={}).stdout.endswith(draft)

    def test_the_table_has_every_input_with_its_default(self) -> None:
        inputs = next(yaml.safe_load_all(COMPONENT))["spec"]["inputs"]
        written = {name: str(about["default"]) for name, about in inputs.items()}
        assert table(page("gitlab")) == {
            name: value.lower() if value in ("True", "False") else value for name, value in written.items()
        }


class TestOnceAWeek:
    @pytest.fixture(autouse=True)
    def folder(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        document(tmp_path, "checkout-expired-certificate")
        monkeypatch.chdir(tmp_path)

    def test_what_it_prints_and_that_three_weeks_earlier_it_passes(self) -> None:
        (shown,) = blocks(page("scheduled"), "console")
        command, _, output = shown.partition("\n")
        arguments = shlex.split(command.removeprefix("$ hotwash"))
        done = CliRunner().invoke(main, arguments)
        assert (done.exit_code, done.output) == (1, output)
        earlier = CliRunner().invoke(main, ["2026-11-30" if each == "2026-12-21" else each for each in arguments])
        assert (earlier.exit_code, earlier.output.count("warning[overdue-action]")) == (0, 2)

    def test_every_command_in_it_runs(self) -> None:
        commands = re.findall(r"hotwash (check .*)$", "".join(blocks(page("scheduled"), "(?:yaml|text)")), re.MULTILINE)
        assert len(commands) == 3
        for command in commands:
            assert CliRunner().invoke(main, [*shlex.split(command), "--today", "2026-11-30"]).exit_code == 0
            assert CliRunner().invoke(main, [*shlex.split(command), "--today", "2026-12-21"]).exit_code == 1


def test_the_schema_in_ci(tmp_path: Path) -> None:
    make, check, *_ = blocks(page("schema"), "console")
    (file,) = (text for text in blocks(page("schema"), "yaml") if "severity: SEV9" in text)
    (tmp_path / "export").mkdir()
    (tmp_path / "export" / "checkout.yaml").write_text(file)
    for command in re.findall(r"^\$ (hotwash .*)$", make, re.MULTILINE):
        run("sh", "-c", command, cwd=tmp_path)
    run("check-jsonschema", "--check-metaschema", "frontmatter.schema.json", "hotwash.schema.json", cwd=tmp_path)
    _, command, output = re.split(r"^\$ (check-jsonschema .*)\n", check, flags=re.MULTILINE)
    assert run("sh", "-c", command, cwd=tmp_path, code=1).stdout == output
