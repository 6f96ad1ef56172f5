"""`hotwash site`: one line that says where the site is, or what is missing."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from conftest import write_base
from hotwash.cli import main, site


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_build_says_where_the_site_is(here: Path) -> None:
    write_base(here)
    done = CliRunner().invoke(main, ["site", "build", "--strict", "--output", "out", "--today", "2026-11-12"])
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == "the site is in out/index.html\n"
    actions = (here / "out" / "actions" / "index.html").read_text("utf-8")
    assert "Overdue by 2 days" in actions
    assert "Overdue by 14 days" not in actions


def test_the_configuration_is_found_from_a_folder_below(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_base(here)
    monkeypatch.chdir(here / "postmortems" / "2026")
    done = CliRunner().invoke(main, ["site", "build"])
    assert done.exit_code == 0
    assert (here / "site" / "index.html").is_file()


def test_without_a_configuration_init_is_named(here: Path) -> None:
    (here / ".git").mkdir()
    done = CliRunner().invoke(main, ["site", "build"])
    assert done.exit_code == 2
    assert done.stderr == "hotwash: no mkdocs.yml here or above; `hotwash init` writes one\n"


def test_a_configuration_that_is_not_there_is_named(here: Path) -> None:
    done = CliRunner().invoke(main, ["site", "build", "--config", "gone.yml"])
    assert (done.exit_code, done.stderr) == (2, "hotwash: gone.yml is not there\n")


def test_without_the_extra_the_line_that_installs_it_is_printed(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(site, "find_spec", lambda name: None)
    done = CliRunner().invoke(main, ["site", "build"])
    assert done.exit_code == 2
    assert done.stderr == "hotwash: the site needs an extra; install it with: pip install 'hotwash[site]'\n"


def test_an_unreadable_document_fails_a_strict_build_and_no_other(here: Path) -> None:
    write_base(here)
    (here / "postmortems" / "2026" / "2026-11-05-binary.md").write_bytes(b"\0\1\2")
    assert CliRunner().invoke(main, ["site", "build"]).exit_code == 0
    assert CliRunner().invoke(main, ["site", "build", "--strict"]).exit_code == 1


def test_a_broken_configuration_of_the_team_is_one_line_and_exit_code_2(here: Path) -> None:
    write_base(here)
    (here / "hotwash.toml").write_text("profil = 'strict'\n", "utf-8")
    done = CliRunner().invoke(main, ["site", "build"])
    assert done.exit_code == 2
    assert "hotwash.toml:1" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("site_name: [\n", 'while parsing a flow node expected the node content, but found \'<stream end>\' in "mkdocs.yml", line 2, column 1'),
        ("site_name: x\nplugins: [hotwash]\n", "`docs_dir`: The path 'docs' isn't an existing directory."),
        ("plugins: [hotwash]\ndocs_dir: postmortems\n", "`site_name`: Required configuration not provided."),
        ("site_name: x\ndocs_dir: postmortems\n", "the plugin is not there; write `plugins: [hotwash]`"),
        ("- site_name\n", "The configuration is invalid."),
    ],
)  # fmt: skip
def test_a_broken_configuration_of_the_generator_is_one_line(here: Path, text: str, said: str) -> None:
    write_base(here)
    (here / "mkdocs.yml").write_text(text, "utf-8")
    done = CliRunner().invoke(main, ["site", "build"])
    assert done.exit_code == 2
    assert done.stderr.startswith(f"hotwash: mkdocs.yml: {said}")
    assert done.stderr.count("\n") == 1
