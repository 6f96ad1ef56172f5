"""A key of a configuration is set as an edit of its text, and formats of the configuration follow one another."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from hotwash.cli import main
from hotwash.config import upgrade
from hotwash.config.edits import CannotEdit, with_key
from hotwash.config.error import KeyPath


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", 'profile = "strict"\n'),
        ('profile = "starter" # for now\n', 'profile = "strict" # for now\n'),
        ("profile='starter'\r\n[rules]\r\n", 'profile="strict"\r\n[rules]\r\n'),
        ("# Ours.\n\n[rules]\nx = 1\n", '# Ours.\nprofile = "strict"\n\n[rules]\nx = 1\n'),
        ("[rules]\nx = 1\n", 'profile = "strict"\n[rules]\nx = 1\n'),
        ("# about x\nx = 1\n", 'profile = "strict"\n# about x\nx = 1\n'),
        ("\ufeffx = 1\r\n", '\ufeffprofile = "strict"\r\nx = 1\r\n'),
    ],
)
def test_only_the_key_s_line_changes(before: str, after: str) -> None:
    assert with_key(before, (), "profile", "strict") == after


def test_in_pyproject_it_stands_in_our_table() -> None:
    before = '[project]\nname = "x"\n\n[tool.hotwash] # ours\ndocuments = "d"\n[tool.other]\n'
    after = with_key(before, ("tool", "hotwash"), "profile", "strict")
    assert after == before.replace("# ours\n", '# ours\nprofile = "strict"\n')


@pytest.mark.parametrize("before", ['profile = """\nstarter"""\n', "[tool]\nhotwash = {}\n"])
def test_what_no_edit_of_a_line_can_change_is_refused(before: str) -> None:
    prefix: KeyPath = ("tool", "hotwash") if "tool" in before else ()
    with pytest.raises(CannotEdit):
        with_key(before, prefix, "profile", "strict")


def run(*words: str) -> Result:
    return CliRunner().invoke(main, list(words))


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """A Hotwash that is two formats further: `severities` became `scale`, then `profile` became obligatory."""

    def scale(text: str, prefix: KeyPath) -> str:
        return text.replace("severities =", "scale =")

    def profile(text: str, prefix: KeyPath) -> str:
        table = tomllib.loads(text)
        for name in prefix:
            table = table[str(name)]
        return text if "profile" in table else with_key(text, prefix, "profile", "standard")

    steps = (upgrade.Step(2, "`severities` is called `scale`", scale), upgrade.Step(3, "`profile` is said", profile))
    monkeypatch.setattr(upgrade, "STEPS", steps)
    for name in ("pending", "upgraded", "newest"):
        monkeypatch.setattr(getattr(upgrade, name), "__defaults__", (steps,))


OLD = '# Ours\r\nformat = 1 # first\r\n\r\n# The scale\r\nseverities = ["P1", "P2"] # both\r\n'


def test_today_there_is_nothing_to_do(folder: Path) -> None:
    (folder / "hotwash.toml").write_text('format = 1\nprofile = "strict"\n')
    assert run("upgrade").stdout == "Nothing to do: hotwash.toml is of format 1, the newest.\n"
    (folder / "hotwash.toml").write_text('profile = "strict"\n')
    assert run("upgrade").stdout == "Nothing to do: hotwash.toml is of format 1, the newest.\n"
    assert (folder / "hotwash.toml").read_text() == 'profile = "strict"\n'


def test_without_a_configuration_there_is_nothing_to_do() -> None:
    result = run("upgrade")
    assert (result.exit_code, result.stdout[:14]) == (0, "Nothing to do:")


@pytest.mark.parametrize("command", [("check",), ("upgrade",), ("init",)])
def test_a_configuration_of_a_newer_format_is_refused_before_its_keys_are(
    folder: Path, command: tuple[str, ...]
) -> None:
    (folder / "hotwash.toml").write_text('# ours\nformat = 7\nunheard-of = "x"\n')
    result = run(*command)
    assert result.exit_code == 2
    assert result.stderr == (
        "hotwash: hotwash.toml:2: is of format 7, and this Hotwash knows formats up to 1; "
        "install a newer one: pip install --upgrade hotwash\n"
    )


@pytest.mark.parametrize("value", ["0", '"1"', "true"])
def test_a_format_that_is_none_is_an_error(folder: Path, value: str) -> None:
    (folder / "hotwash.toml").write_text(f"format = {value}\n")
    for command in ("check", "upgrade"):
        result = run(command)
        assert result.exit_code == 2
        assert result.stderr.startswith("hotwash: hotwash.toml:1: `format` must be ")


@pytest.mark.usefixtures("later")
def test_an_older_configuration_takes_all_steps_and_keeps_all_else(folder: Path) -> None:
    (folder / "hotwash.toml").write_bytes(OLD.encode())
    result = run("upgrade")
    assert result.exit_code == 0
    assert result.stdout == (
        "did  1 to 2: `severities` is called `scale`\n"
        "did  2 to 3: `profile` is said\n"
        "hotwash.toml is of format 3 now; `git diff` shows what changed.\n"
    )
    assert (folder / "hotwash.toml").read_bytes().decode() == (
        'profile = "standard"\r\n# Ours\r\nformat = 3 # first\r\n\r\n# The scale\r\nscale = ["P1", "P2"] # both\r\n'
    )
    assert run("upgrade").stdout.startswith("Nothing to do")


@pytest.mark.usefixtures("later")
def test_it_can_be_seen_first(folder: Path) -> None:
    (folder / "hotwash.toml").write_bytes(OLD.encode())
    assert "would do  1 to 2" in run("upgrade", "--dry-run").stdout
    diff = run("upgrade", "--diff").stdout
    assert '-severities = ["P1", "P2"] # both' in diff
    assert '+scale = ["P1", "P2"] # both' in diff
    assert (folder / "hotwash.toml").read_bytes() == OLD.encode()


@pytest.mark.usefixtures("later")
def test_a_pyproject_is_upgraded_in_its_table(folder: Path) -> None:
    (folder / "pyproject.toml").write_text('[project]\nname = "x"\n[tool.hotwash]\nseverities = ["P1"]\n')
    assert run("upgrade").exit_code == 0
    assert tomllib.loads((folder / "pyproject.toml").read_text()) == {
        "project": {"name": "x"},
        "tool": {"hotwash": {"format": 3, "profile": "standard", "scale": ["P1"]}},
    }


@pytest.mark.usefixtures("later")
def test_a_folder_that_cannot_be_written_is_one_line(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from hotwash.writing import files

    def full(handle: int, data: bytes) -> None:
        raise OSError(28, "No space left on device")

    (folder / "hotwash.toml").write_bytes(OLD.encode())
    monkeypatch.setattr(files, "_write", full)
    result = run("upgrade")
    assert (result.exit_code, result.stderr) == (
        2,
        "hotwash: cannot write hotwash.toml: No space left on device; nothing was changed\n",
    )
    assert (folder / "hotwash.toml").read_bytes() == OLD.encode()
