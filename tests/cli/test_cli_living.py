"""Selecting and living with findings: what `hotwash check` does beside listing them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from hotwash.cli import main
from hotwash.cli._asked import Asked, plain
from hotwash.cli._check_options import GROUPS
from hotwash.cli.check import command

CLEAN = (Path(__file__).parents[1] / "rules" / "clean.md").read_text("utf-8")
NAME = "2026-11-03-checkout-certificate.md"
PATH = f"postmortems/2026/{NAME}"
TODAY = ("--today", "2026-11-10")
OWNERLESS = CLEAN.replace("| @kenji | 2026-11-20 |", "|  | 2026-11-20 |")
RENAMED = CLEAN.replace("## Timeline", "## Chronology")


@pytest.fixture
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with one clean document; the current folder is its root."""
    (tmp_path / ".git").mkdir()
    (tmp_path / PATH).parent.mkdir(parents=True)
    (tmp_path / PATH).write_text(CLEAN, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def document(base: Path) -> Path:
    return base / PATH


def check(*arguments: str, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(main, ["check", *TODAY, *arguments], input=stdin)


def test_the_help_shows_every_option_once(base: Path) -> None:
    text = check("--help").output
    options = [option for group in GROUPS.values() for option in group]
    assert (
        {option.name for option in options} | {"paths"} == set(Asked._fields) == {each.name for each in command.params}
    )
    for option in options:
        assert text.count(f"\n  {option.opts[0]}") == 1
    for group in GROUPS:
        assert f"\n{group}:\n" in text


# Standard input


@pytest.mark.parametrize("arguments", [("--stdin-filename", PATH), ("--stdin-filename", PATH, "-"), ("-", "--stdin-filename", PATH)])  # fmt: skip
def test_standard_input_is_checked_as_the_document_of_that_name(document: Path, arguments: tuple[str, ...]) -> None:
    result = check(*arguments, "--output-format", "concise", stdin=OWNERLESS)
    assert result.exit_code == 1
    assert result.output.startswith(f"{PATH}:55:3: error[action-without-owner] nobody owns A2\n")
    assert result.output.endswith("1 document checked: 1 error.\n")
    assert document.read_text("utf-8") == CLEAN


def test_what_is_shown_is_the_given_text_and_not_the_file(document: Path) -> None:
    document.write_text("short\n", "utf-8")
    result = check("--stdin-filename", PATH, stdin=OWNERLESS)
    assert "\n55 | | A2 | Detect |" in result.output


def test_standard_input_sees_the_whole_tree(base: Path, document: Path) -> None:
    other = "postmortems/2026/2026-11-05-checkout-again.md"
    text = CLEAN.replace("tags: [", "recurs: [2026-11-03-checkout-certificate, 2026-11-04-nothing]\ntags: [")
    text = text.replace("2026-11-03T", "2026-11-05T").replace("2026-11-04T", "2026-11-05T").replace("- 2026-11-03 09", "- 2026-11-05 09")  # fmt: skip
    result = check(
        "--stdin-filename", other, "--select", "document,frontmatter", "--output-format", "concise", stdin=text
    )
    assert "2026-11-04-nothing" in result.output
    assert "1 document checked: 1 error." in result.output
    twin = check("--stdin-filename", f"postmortems/2026/deep/{NAME}", "--select", "duplicate-id", stdin=CLEAN)
    assert "duplicate-id" in twin.output
    assert not (base / other).exists()


def test_a_name_in_another_folder_takes_that_one_s_configuration(base: Path) -> None:
    (base / "team").mkdir()
    (base / "team" / "hotwash.toml").write_text('[rules]\naction-without-owner = "info"\n', "utf-8")
    result = check("--stdin-filename", "team/postmortems/2026/2026-11-03-x.md", stdin=OWNERLESS)
    assert (result.exit_code, "info[action-without-owner]" in result.output) == (0, True)


def test_without_a_name_it_is_a_document_outside_the_tree(base: Path) -> None:
    result = check("-", "--output-format", "concise", stdin=OWNERLESS)
    assert result.output.startswith("-:55:3: error[action-without-owner]")


def test_the_mended_text_goes_to_standard_output_and_the_rest_aside(document: Path) -> None:
    result = check("--stdin-filename", PATH, "--fix", "--show-fixes", stdin=RENAMED)
    assert (result.exit_code, result.stdout) == (0, CLEAN)
    assert result.stderr == f"{PATH}\n  1 × misnamed-section\n\nFixed 1 finding.\n1 document checked, nothing found.\n"


@pytest.mark.parametrize("text", [CLEAN, OWNERLESS, "\ufeff" + CLEAN.replace("\n", "\r\n")])
def test_with_fix_a_text_without_fixes_comes_out_as_it_went_in(document: Path, text: str) -> None:
    result = check("--stdin-filename", PATH, "--fix", stdin=text.encode())
    assert result.stdout_bytes == text.encode()


def test_with_fix_what_is_no_text_comes_out_as_it_went_in(document: Path) -> None:
    """An editor replaces its buffer by it."""
    result = check("--stdin-filename", PATH, "--fix", stdin=b"a\xff\n")
    assert (result.exit_code, result.stdout_bytes) == (1, b"a\xff\n")
    assert "error[unreadable-file] the file is not UTF-8 (byte 0xff in line 1)" in result.stderr


def test_too_much_is_not_read(base: Path) -> None:
    (base / "hotwash.toml").write_text("[limits]\nfile-bytes = 1000\n", "utf-8")
    result = check("--stdin-filename", PATH, stdin=CLEAN)
    assert "error[unreadable-file] the file has 0 MB, more than" in result.output


def test_the_diff_of_standard_input(document: Path) -> None:
    result = check("--stdin-filename", PATH, "--diff", stdin=RENAMED)
    assert result.exit_code == 1
    assert result.stdout.startswith(f"--- a/{PATH}\n+++ b/{PATH}\n")
    assert "-## Chronology\n+## Timeline\n" in result.stdout
    assert check("--stdin-filename", PATH, "--diff", stdin=CLEAN).exit_code == 0


def test_standard_input_with_suppressions(document: Path) -> None:
    result = check("--stdin-filename", PATH, "--add-suppressions", "nobody yet", stdin=OWNERLESS)
    assert result.exit_code == 0
    assert "<!-- hotwash: allow action-without-owner (nobody yet) --> |" in result.stdout
    assert result.stderr == "Suppressed 1 finding.\n1 document checked, nothing found.\n"
    assert document.read_text("utf-8") == CLEAN


def test_standard_input_against_a_baseline(document: Path) -> None:
    document.write_text(OWNERLESS, "utf-8")
    check("--baseline", "known.json", "--write-baseline")
    result = check("--baseline", "known.json", "--stdin-filename", PATH, stdin=OWNERLESS)
    assert (result.exit_code, result.stdout) == (0, "1 document checked, nothing found.\n")


# Statistics and exit codes


def messy(document: Path) -> None:
    text = OWNERLESS.replace("## Timeline", "## Chronology").replace("| 2026-11-14 | open |", "|  | open |")
    document.write_text(text.replace("| @ops/web |", "|  |"), "utf-8")


def test_statistics(document: Path) -> None:
    messy(document)
    result = check("--statistics")
    assert result.exit_code == 1
    assert result.output == (
        "2     action-without-owner\n"
        "1     action-without-due\n"
        "1  F  misnamed-section\n"
        "\n"
        "1 document checked: 3 errors, 1 warning.\n"
        "`--fix` mends 1 of them.\n"
    )
    document.write_text(CLEAN, "utf-8")
    assert check("--statistics").output == "1 document checked, nothing found.\n"


def test_statistics_as_data(document: Path) -> None:
    messy(document)
    data = json.loads(check("--statistics", "--output-format", "json").output)
    assert data[0] == {
        "rule": "action-without-owner", "count": 2, "levels": {"error": 2}, "fixable": 0, "unsafely_fixable": 0,
    }  # fmt: skip
    assert [each["rule"] for each in data] == ["action-without-owner", "action-without-due", "misnamed-section"]
    assert data[2]["fixable"] == 1
    document.write_text(CLEAN, "utf-8")
    assert json.loads(check("--statistics", "--output-format", "json").output) == []


def test_statistics_are_printed_and_files_hold_findings(document: Path) -> None:
    messy(document)
    result = check("--statistics", "--output-format", "json=found.json")
    assert result.output.startswith("2     action-without-owner\n")
    assert len(json.loads(Path("found.json").read_text("utf-8"))) == 4


def test_exit_zero(document: Path) -> None:
    messy(document)
    assert check("--exit-zero").exit_code == 0
    assert check("--exit-zero", "--diff").exit_code == 0
    assert check("--exit-zero", "nowhere.md").exit_code == 2


def test_max_warnings(document: Path) -> None:
    document.write_text(RENAMED, "utf-8")
    assert check("--max-warnings", "1").exit_code == 0
    result = check("--max-warnings", "0")
    assert result.exit_code == 1
    assert result.stderr == "1 warning, more than the 0 that --max-warnings allows.\n"
    assert check("--max-warnings", "0", "--fix").exit_code == 0
    assert check("--max-warnings", "-1").exit_code == 2


# Fixes


def test_show_fixes_lists_what_was_mended_by_file_and_rule(base: Path, document: Path) -> None:
    other = document.with_name("2026-10-12-gateway-restart.md")
    other.write_text(
        RENAMED.replace("| A3 | Prevent |", "| A3 | prevnt |").replace("| A1 | Fix |", "| A1 | fixx |"), "utf-8"
    )
    document.write_text(RENAMED, "utf-8")
    listed = (
        "postmortems/2026/2026-10-12-gateway-restart.md\n  1 × misnamed-section\n  2 × unknown-action-type\n"
        f"{PATH}\n  1 × misnamed-section\n"
    )
    would = check("--diff", "--show-fixes")
    assert would.stderr.startswith(f"{listed}Would fix 4 findings.\n\n")
    assert would.stdout.startswith("--- a/postmortems")
    assert (
        check("--fix", "--show-fixes").stdout == f"{listed}\nFixed 4 findings.\n2 documents checked, nothing found.\n"
    )
    assert check("--fix", "--show-fixes").stdout == "2 documents checked, nothing found.\n"


def test_show_fixes_leaves_data_alone(document: Path) -> None:
    document.write_text(RENAMED, "utf-8")
    result = check("--fix", "--show-fixes", "--output-format", "json")
    assert json.loads(result.stdout) == []
    assert "1 × misnamed-section" in result.stderr


# Suppressions for all that is left


def test_after_it_the_check_is_clean(document: Path) -> None:
    messy(document)
    result = check("--add-suppressions", "moved here\nfrom the wiki -->", "--fix")
    assert result.exit_code == 0
    assert result.stderr == "Suppressed 3 findings.\n"
    assert result.stdout == "Fixed 1 finding.\n1 document checked, nothing found.\n"
    text = document.read_text("utf-8")
    assert "## Timeline" in text
    assert "<!-- hotwash: allow action-without-owner (moved here from the wiki –>) -->" in text
    assert check().output == "1 document checked, nothing found.\n"
    again = check("--add-suppressions", "again")
    assert (again.stderr, document.read_text("utf-8")) == ("", text)


def test_the_diff_of_it_can_be_applied(base: Path, document: Path) -> None:
    messy(document)
    before = document.read_text("utf-8")
    result = check("--add-suppressions", "so be it", "--diff")
    assert result.exit_code == 1
    assert "Would suppress 4 findings." in result.stderr
    assert document.read_text("utf-8") == before
    subprocess.run(["git", "init", "-q"], cwd=base, check=True)
    subprocess.run(["git", "apply"], cwd=base, input=result.stdout.encode(), check=True)
    assert check().output == "1 document checked, nothing found.\n"
    document.write_text(before, "utf-8")
    both = check("--fix", "--add-suppressions", "so be it", "--diff")
    assert "Would suppress 3 findings." in both.stderr
    assert "+## Timeline" in both.stdout
    assert document.read_text("utf-8") == before


def test_what_a_baseline_knows_is_not_suppressed(document: Path) -> None:
    document.write_text(OWNERLESS, "utf-8")
    check("--baseline", "known.json", "--write-baseline")
    document.write_text(OWNERLESS.replace("| 2026-11-14 | open |", "|  | open |"), "utf-8")
    result = check("--baseline", "known.json", "--add-suppressions", "late")
    assert "Suppressed 1 finding." in result.stderr
    assert check("--baseline", "known.json").exit_code == 0
    assert "action-without-owner (late)" not in document.read_text("utf-8")


def test_only_selected_rules_are_suppressed(document: Path) -> None:
    messy(document)
    check("--add-suppressions", "later", "--select", "action-without-due")
    text = document.read_text("utf-8")
    assert text.count("hotwash: allow") == 1
    assert {each["rule"] for each in json.loads(check("--output-format", "json").output)} == {
        "action-without-owner",
        "misnamed-section",
    }


def test_what_cannot_be_suppressed_is_said_and_still_fails(document: Path) -> None:
    document.write_text(CLEAN.replace("title: Checkout", "title: [Checkout"), "utf-8")
    result = check("--add-suppressions", "no way", "--output-format", "concise")
    assert result.exit_code == 1
    assert "cannot be suppressed where" in result.stderr
    assert "error[malformed-frontmatter]" in result.stdout


def test_a_binary_file_stays_as_it_is(document: Path) -> None:
    document.write_bytes(b"\x00\xff")
    result = check("--add-suppressions", "it is a picture")
    assert (result.exit_code, document.read_bytes()) == (1, b"\x00\xff")
    assert "1 cannot be suppressed where it stands; mend it." in result.stderr


def test_a_document_of_another_tree_is_judged_by_that_tree(
    base: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Its name is a finding, and there is a place for it too."""
    other = tmp_path_factory.mktemp("other")
    (other / "2026").mkdir()
    (other / "2026" / "checkout.md").write_text(CLEAN, "utf-8")
    assert "misnamed-file" in check(str(other)).output
    result = check(str(other), "--add-suppressions", "the name is known elsewhere")
    assert result.output.endswith("1 document checked, nothing found.\n")
    assert check(str(other)).exit_code == 0


# What does not go together


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--show-fixes",), "--show-fixes goes with --fix or --diff"),
        (("--add-suppressions", " \n"), "--add-suppressions: say why these findings may stay"),
        (("--add-suppressions", "..."), "--add-suppressions: say why these findings may stay"),
        (("--add-suppressions", "x", "--write-baseline", "--baseline", "b"), "--write-baseline and --add-suppressions do not"),
        (("--changed-since", "main", "--write-baseline", "--baseline", "b"), "--write-baseline and --changed-since do not"),
        (("--diff", "--write-baseline", "--baseline", "b"), "--write-baseline and --diff do not go together"),
        (("--watch", "--fix"), "--watch and --fix do not go together: a watcher only looks"),
        (("--watch", "--add-suppressions", "x"), "--watch and --add-suppressions do not go together"),
        (("--watch", "--max-warnings", "0"), "--watch and --max-warnings do not go together"),
        (("--watch", "--stdin-filename", "x.md"), "--watch and standard input do not go together"),
        (("--exit-zero", "--max-warnings", "0"), "--exit-zero and --max-warnings do not go together"),
        (("--exit-zero", "--fail-on", "warning"), "--exit-zero and --fail-on do not go together"),
        (("--stdin-filename", "x.md", "--changed-since", "main"), "--changed-since and standard input do not go together"),
        (("--stdin-filename", "x.md", "postmortems"), "standard input holds one document; name no other path"),
        (("-", "postmortems"), "standard input holds one document; name no other path"),
        (("--stdin-filename", "postmortems"), "--stdin-filename: postmortems is a folder; name the document in it"),
        (("--statistics", "--output-format", "sarif"), "--statistics are printed as full, concise or json, not as sarif"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_one_line_and_exit_code_2(base: Path, arguments: tuple[str, ...], message: str) -> None:
    result = check(*arguments, stdin="")
    assert result.exit_code == 2
    assert result.output.startswith(f"hotwash: {message}")
    assert result.output.count("\n") == 1


def test_a_closed_standard_input_is_said(base: Path) -> None:
    script = f'exec "$0" -m hotwash check --stdin-filename {PATH} <&-'
    done = subprocess.run(["sh", "-c", script, sys.executable], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "hotwash: standard input is closed; give the document's text to it\n"


@pytest.mark.parametrize(
    "line",
    [
        "", "a.md", "a.md b", "a.md --no-cache", "--format concise a.md", "--output-format=json a", "--format=json --format full",
        "--today 2026-11-01 a", "--today=x", "--select a,b --select=c --ignore d", "--as draft", "--as=published a",
        "--config hotwash.toml", "--fail-on warning --fail-on=a>3d", "--exit-zero", "--statistics a b c",
        "a --no-cache b", "--format= a", "--today=", "--as x", "--as", "--no-cache=1", "--form json", "-", "--", "-- a", "--fix", "--help",
        "--format --fix", "--format -", "--select=-a", "--max-warnings 3", "--unknown", "-x", "--today", "a --watch",
    ],
)  # fmt: skip
def test_a_plain_command_line_is_read_as_click_reads_it(line: str) -> None:
    words = line.split()
    asked = plain(words)
    if asked is not None:
        given = command.make_context("check", words).params
        assert Asked(**given) == asked
    usual = not any(
        word in line
        for word in ("--as x", "=1", "--form ", "-- ", "--fix", "--help", "-x", "--unknown", "--watch", "--max")
    )
    assert (asked is not None) == (usual and line not in ("-", "--", "--as", "--today", "--format -", "--select=-a"))
