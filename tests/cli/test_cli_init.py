"""`hotwash init`: all that a knowledge base needs, nothing touched that is there, and it can be repeated."""

from __future__ import annotations

import errno
import os
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from hotwash.cli import main
from hotwash.writing import files

EXAMPLE = "postmortems/2026/2026-02-03-example-password-reset-mails.md"
WRITTEN = {"hotwash.toml", "mkdocs.yml", ".github/workflows/postmortems.yml", EXAMPLE, ".gitignore"}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def init(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["init", *arguments])


def contents(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text()
        for path in folder.rglob("*")
        if path.is_file() and ".git/" not in path.as_posix()
    }


def test_an_empty_folder_becomes_a_knowledge_base(folder: Path) -> None:
    result = init()
    assert result.exit_code == 0
    assert contents(folder).keys() == WRITTEN
    for name in WRITTEN:
        assert f"wrote  {name}: " in result.stdout
    assert "Next: `hotwash check`" in result.stdout
    assert tomllib.loads((folder / "hotwash.toml").read_text()) == {"format": 1, "profile": "starter"}
    site = yaml.safe_load((folder / "mkdocs.yml").read_text())
    assert site["docs_dir"] == "postmortems"
    assert "hotwash" in site["plugins"]
    workflow = yaml.safe_load((folder / ".github/workflows/postmortems.yml").read_text())
    assert "hotwash check --output-format github" in [step.get("run") for step in workflow["jobs"]["check"]["steps"]]
    assert "--fail-on stale-draft" in workflow["jobs"]["calendar"]["steps"][-1]["run"]


@pytest.mark.parametrize("profile", ["starter", "standard", "strict"])
def test_the_example_is_complete_in_every_profile(folder: Path, profile: str) -> None:
    init()
    (folder / "hotwash.toml").write_text(f'profile = "{profile}"\n')
    result = CliRunner().invoke(main, ["check", "--as", "published", "--fail-on", "info"])
    assert (result.exit_code, result.stdout) == (0, "1 document checked, nothing found.\n")


def test_the_example_follows_the_configured_names(folder: Path) -> None:
    (folder / "hotwash.toml").write_text(
        'profile = "strict"\ndocuments = "docs"\nseverities = ["P1", "P2"]\n[sections.factors]\ntitle = "Conditions"\n'
    )
    init()
    assert "\n## Conditions\n" in (folder / EXAMPLE.replace("postmortems", "docs", 1)).read_text()
    result = CliRunner().invoke(main, ["check"])
    assert (result.exit_code, result.stdout) == (0, "1 document checked, nothing found.\n")


def test_a_second_run_has_nothing_to_do(folder: Path) -> None:
    init()
    before = contents(folder)
    result = init()
    assert result.exit_code == 0
    assert "Nothing to do: everything is there." in result.stdout
    assert "wrote" not in result.stdout
    assert contents(folder) == before


def test_nothing_that_exists_is_touched(folder: Path) -> None:
    mine = {
        "hotwash.toml": 'profile = "strict"\n',
        "mkdocs.yml": "site_name: ours\n",
        ".gitignore": "*.pyc\n",
        "README.md": "ours",
    }
    for name, text in mine.items():
        (folder / name).write_text(text)
    result = init()
    assert result.exit_code == 0
    assert mine.items() <= contents(folder).items()
    assert "kept   hotwash.toml\n" in result.stdout
    assert "kept   mkdocs.yml: set `docs_dir: postmortems` and add the plugin `hotwash` to it\n" in result.stdout
    assert "kept   .gitignore: add `/site/` to it" in result.stdout
    assert contents(folder).keys() == WRITTEN | {"README.md"}


def test_a_project_that_is_configured_in_pyproject_keeps_that(folder: Path) -> None:
    (folder / "pyproject.toml").write_text('[tool.hotwash]\nprofile = "strict"\n')
    result = init()
    assert "kept   pyproject.toml\n" in result.stdout
    assert not (folder / "hotwash.toml").exists()


def test_a_project_with_another_pyproject_gets_its_own_file(folder: Path) -> None:
    (folder / "pyproject.toml").write_text('[project]\nname = "x"\n')
    init()
    assert (folder / "hotwash.toml").is_file()
    assert (folder / "pyproject.toml").read_text() == '[project]\nname = "x"\n'


def test_where_documents_are_there_is_no_example(folder: Path) -> None:
    document = folder / "postmortems/2020/2020-01-01-ours.md"
    document.parent.mkdir(parents=True)
    document.write_text("ours")
    result = init()
    assert "kept   postmortems: has documents, so no example" in result.stdout
    assert not (folder / EXAMPLE).exists()


def test_a_folder_of_a_repository_has_its_workflow_at_the_top(folder: Path) -> None:
    subprocess.run(["git", "init", "-q"], check=True)
    assert init("docs/incidents").exit_code == 0
    assert (folder / "docs/incidents/hotwash.toml").is_file()
    assert not (folder / "docs/incidents/.github").exists()
    workflow = yaml.safe_load((folder / ".github/workflows/postmortems.yml").read_text())
    assert workflow["defaults"]["run"]["working-directory"] == "docs/incidents"
    assert workflow["jobs"]["site"]["steps"][-1]["with"]["path"] == "docs/incidents/site"
    assert "Nothing to do" in init("docs/incidents").stdout


def test_a_folder_inside_a_knowledge_base_is_refused(folder: Path) -> None:
    init()
    (folder / "sub").mkdir()
    result = init("sub")
    assert result.exit_code == 2
    assert result.stderr == "hotwash: sub belongs to the knowledge base of hotwash.toml; run it in that folder\n"


def test_a_dry_run_says_what_it_would_write(folder: Path) -> None:
    result = init("--dry-run")
    assert result.exit_code == 0
    assert result.stdout.count("would write") == len(WRITTEN)
    assert list(folder.iterdir()) == []


def test_a_file_is_no_folder(folder: Path) -> None:
    (folder / "x").write_text("")
    result = init("x")
    assert (result.exit_code, result.stderr) == (2, "hotwash: x is a file; name a folder\n")


def test_a_broken_configuration_is_one_line(folder: Path) -> None:
    (folder / "hotwash.toml").write_text("profile = ")
    result = init()
    assert result.exit_code == 2
    assert result.stderr.startswith("hotwash: hotwash.toml:1: ")
    assert result.stderr.count("\n") == 1


def test_a_full_disk_is_one_line_and_another_run_completes_it(folder: Path) -> None:
    real, calls = files._write, []

    def write(handle: int, data: bytes) -> None:
        calls.append(handle)
        if len(calls) == 2:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        real(handle, data)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(files, "_write", write)
        result = init()
    assert result.exit_code == 2
    assert result.stderr == (
        "hotwash: cannot write .github/workflows/postmortems.yml: No space left on device; nothing was changed; run it again\n"
    )
    assert list(folder.iterdir()) == []
    init()
    assert contents(folder).keys() == WRITTEN


@pytest.mark.parametrize("name", ["no", "a: b", "x'y\"z", "日本"])
def test_the_site_is_called_after_the_folder_whatever_its_name(folder: Path, name: str) -> None:
    assert init(name).exit_code == 0
    title = yaml.safe_load((folder / name / "mkdocs.yml").read_text())["site_name"]
    assert title == f"{name[0].upper()}{name[1:]} post-mortems"
