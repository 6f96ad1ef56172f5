"""The hooks: pre-commit itself installs this repository and runs them on a commit's documents."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
import yaml
from actions_runner import environment
from integration_tools import CLEAN, ROOT, document, git, program, run

HOOKS = {hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A repository, with nothing in it yet."""
    folder = tmp_path / "kb"
    folder.mkdir()
    git(folder, "init", "--quiet")
    return folder


def try_repo(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """`pre-commit try-repo` on this repository as it is, in a home of its own: it installs with pip, as it does for anybody."""
    env = {**environment(folder), "PRE_COMMIT_HOME": str(folder.parent / "home")}
    command = program("pre-commit", "pip install pre-commit")
    return subprocess.run(
        [command, "try-repo", str(ROOT), *arguments],
        cwd=folder,
        env=env,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def test_check_says_what_is_wrong_and_fix_mends_it(folder: Path) -> None:
    file = document(folder, "checkout", CLEAN.replace("| A3 | Prevent |", "| A3 | prevnt |"))
    (folder / "README.md").write_text("# Not a post-mortem\n\nTODO\n")
    git(folder, "add", "--all")
    done = try_repo(folder, "--all-files", "--verbose")
    assert done.returncode == 1, done.stdout + done.stderr
    check, fix = done.stdout.split("hotwash check --fix....")
    assert "hotwash check......" in check
    assert "error[unknown-action-type] the type of A3, `prevnt`, is none of the four" in check
    assert "README" not in check
    assert "- files were modified by this hook" in fix
    assert "Fixed 1 finding." in fix
    assert "| A3 | Prevent |" in file.read_text("utf-8")


def test_a_commit_without_documents_runs_nothing_and_a_good_one_passes(folder: Path) -> None:
    document(folder, "checkout")
    (folder / "README.md").write_text("# Ours\n")
    git(folder, "add", "--all")
    done = try_repo(folder, "hotwash-check", "--files", "README.md")
    assert done.returncode == 0
    assert "(no files to check)" in done.stdout
    done = try_repo(folder, "hotwash-check", "--all-files")
    assert (done.returncode, "Passed" in done.stdout) == (0, True), done.stdout


def test_the_manifest_is_valid() -> None:
    run(program("pre-commit", "pip install pre-commit"), "validate-manifest", ROOT / ".pre-commit-hooks.yaml", cwd=ROOT)
    assert HOOKS.keys() == {"hotwash-check", "hotwash-fix"}


@pytest.mark.parametrize(
    ("path", "taken"),
    [
        ("postmortems/2026/2026-11-03-x.md", True),
        ("docs/postmortems/2026/q4/2026-11-03-x.md", True),
        ("postmortems/index.md", False),
        ("postmortems/2026/picture.png", False),
        ("my-postmortems/2026/2026-11-03-x.md", False),
    ],
)
def test_the_hooks_take_documents_and_nothing_else(path: str, taken: bool) -> None:
    for hook in HOOKS.values():
        assert bool(re.search(hook["files"], path)) is taken
