"""What forges read is valid by their schemas and clean by their auditors: ours, what `init` writes, what the guide shows."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner
from integration_tools import ROOT, git, program, run

from hotwash.cli import main

GUIDE = ROOT / "tooling" / "hotwash" / "site" / "guide"
BLOCKS = {
    f"{page.stem}-{number}": (found[1], found[0])
    for page in sorted(GUIDE.glob("*.md"))
    for number, found in enumerate(re.findall(r"^```yaml\n(# ([^\n]+\.ya?ml)\n.*?)^```$", page.read_text("utf-8"), re.MULTILINE | re.DOTALL), 1)
}  # fmt: skip
"""The guide's files in YAML, which say their names in their first line: name and text."""


def valid(schema: str, *files: Path) -> None:
    """Files are valid by a schema that check-jsonschema brings along."""
    more = ["--data-transform", "gitlab-ci"] if "gitlab" in schema else []
    command = program("check-jsonschema", "pip install check-jsonschema")
    run(command, "--builtin-schema", f"vendor.{schema}", *more, *files, cwd=ROOT)


def clean(folder: Path) -> None:
    """Zizmor finds nothing in a folder."""
    done = run(program("zizmor", "pip install zizmor"), "--offline", "--no-progress", folder, cwd=folder)
    assert "No findings to report" in done.stdout + done.stderr


def test_our_workflows_and_our_action_are_valid() -> None:
    valid("github-workflows", *sorted((ROOT / ".github" / "workflows").glob("*.yml")))
    valid("github-actions", ROOT / "action.yml")


def test_zizmor_finds_nothing_in_them() -> None:
    clean(ROOT)


def test_every_action_is_pinned_by_the_same_hash_everywhere() -> None:
    texts = [*sorted((ROOT / ".github/workflows").glob("*.yml")), ROOT / "action.yml", *sorted(GUIDE.glob("*.md")),
             ROOT / "tooling/hotwash/writing/starter/postmortems.yml"]  # fmt: skip
    pins: dict[str, set[str]] = {}
    for text in texts:
        for name, pin in re.findall(r"uses: ([\w-]+/[\w/-]+)@(.+)", text.read_text("utf-8")):
            pins.setdefault(name, set()).add(pin)
    assert {"actions/checkout", "actions/setup-python"} <= pins.keys()
    for name, found in pins.items():
        (pin,) = found
        assert re.fullmatch(r"[0-9a-f]{40} # v\d+\.\d+\.\d+|COMMIT", pin), name


def test_the_reusable_workflow_has_the_inputs_of_the_action() -> None:
    action = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))["inputs"]
    workflow = yaml.safe_load((ROOT / ".github/workflows/postmortems.yml").read_text("utf-8"))
    call = workflow[True]["workflow_call"]["inputs"]  # YAML 1.1 takes `on` for a truth
    assert action.keys() - call.keys() == {"token", "version", "python-version"}
    assert call.keys() - action.keys() == {"fetch-depth"}
    for name in call.keys() & action.keys():
        given = call[name]["default"]
        assert (str(given).lower() if isinstance(given, bool) else given) == action[name]["default"]
        assert call[name]["type"] == ("boolean" if action[name]["default"] in ("true", "false") else "string")
    passed = workflow["jobs"]["check"]["steps"][-1]["with"]
    assert passed == {name: f"${{{{ inputs.{name} }}}}" for name in action if name in call}


def test_the_component_of_gitlab_is_valid(tmp_path: Path) -> None:
    header, body = (ROOT / "templates" / "hotwash.yml").read_text("utf-8").split("\n---\n")
    (tmp_path / "header.yml").write_text(f"{header}\n", "utf-8")
    (tmp_path / "body.yml").write_text(body, "utf-8")
    valid("gitlab-ci", tmp_path / "header.yml", tmp_path / "body.yml")
    used = set(re.findall(r"\$\[\[ inputs\.([\w-]+) \]\]", body))
    assert used == yaml.safe_load(header)["spec"]["inputs"].keys()


@pytest.mark.parametrize("folder", [".", "docs/incidents"])
def test_what_init_writes_is_valid_and_clean(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: str) -> None:
    monkeypatch.chdir(tmp_path)
    git(tmp_path, "init", "--quiet")
    assert CliRunner().invoke(main, ["init", folder]).exit_code == 0
    valid("github-workflows", tmp_path / ".github/workflows/postmortems.yml")
    clean(tmp_path)


@pytest.mark.parametrize("name", BLOCKS)
def test_what_the_guide_shows_is_valid_and_clean(tmp_path: Path, name: str) -> None:
    path, text = BLOCKS[name]
    text = text.replace("@COMMIT", f"@{'0123456789' * 4}").replace("rev: TAG", "rev: v0.1.0")
    file = tmp_path / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")
    if path.startswith(".github/workflows/"):
        valid("github-workflows", file)
        clean(tmp_path)
    elif path == ".gitlab-ci.yml":
        valid("gitlab-ci", file)
    else:
        assert path == ".pre-commit-config.yaml"
        run(program("pre-commit", "pip install pre-commit"), "validate-config", file, cwd=tmp_path)


def test_the_guide_shows_each_kind() -> None:
    shown = [path for path, _ in BLOCKS.values()]
    assert sum(path.startswith(".github/workflows/") for path in shown) >= 4
    assert shown.count(".gitlab-ci.yml") >= 3
    assert ".pre-commit-config.yaml" in shown
