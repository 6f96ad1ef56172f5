"""`hotwash check` as the engineer and the CI meet it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from hotwash.cli import main

CLEAN = (Path(__file__).parents[1] / "rules" / "clean.md").read_text("utf-8")
NAME = "2026-11-03-checkout-certificate.md"
TODAY = ("--today", "2026-11-10")


@pytest.fixture
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with one clean document; the current folder is its root."""
    (tmp_path / ".git").mkdir()
    folder = tmp_path / "postmortems" / "2026"
    folder.mkdir(parents=True)
    (folder / NAME).write_text(CLEAN, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def document(base: Path) -> Path:
    return base / "postmortems" / "2026" / NAME


def check(*arguments: str, **env: str) -> Result:
    return CliRunner(env=env).invoke(main, ["check", *TODAY, *arguments])


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def test_a_clean_tree(base: Path) -> None:
    result = check()
    assert (result.exit_code, result.output) == (0, "1 document checked, nothing found.\n")


def test_a_finding_shows_its_line_a_caret_and_the_way_out(document: Path) -> None:
    change(document, "| @kenji | 2026-11-20 |", "|  | 2026-11-20 |")
    result = check()
    assert result.exit_code == 1
    assert result.output == (
        "error[action-without-owner] nobody owns A2\n"
        "  --> postmortems/2026/2026-11-03-checkout-certificate.md:55:3\n"
        "   |\n"
        "55 | | A2 | Detect | Alert 30 days before any certificate in the fleet expires |  | 2026-11-20 | open | F1, F3 |\n"
        "   |   ^^\n"
        "   = help: name one `@person` or `@org/team`\n"
        "\n"
        "1 document checked: 1 error.\n"
    )


def test_json_is_what_the_format_says(document: Path) -> None:
    change(document, "| @kenji | 2026-11-20 |", "|  | 2026-11-20 |")
    for option in ("--output-format", "--format"):
        (finding,) = json.loads(check(option, "json").output)
        assert finding == {
            "path": f"postmortems/2026/{NAME}", "rule": "action-without-owner", "level": "error", "line": 55, "column": 3,
            "end_line": 55, "end_column": 5, "message": "nobody owns A2",
            "help": "name one `@person` or `@org/team`", "fix": None,
        }  # fmt: skip
    change(document, "|  | 2026-11-20 |", "| @kenji | 2026-11-20 |")
    assert json.loads(check("--format", "json").output) == []


def test_json_offsets_are_code_points_of_the_text(document: Path) -> None:
    change(document, "## Summary", "<!-- 😀界é -->\n\n## Summary")
    change(document, "## Timeline", "## Chronology")
    (finding,) = json.loads(check("--format", "json").output)
    (edit,) = finding["fix"]["edits"]
    assert document.read_text("utf-8")[edit["start"] : edit["end"]] == "Chronology"
    assert edit["text"] == "Timeline"


def test_concise_is_one_line_a_finding(document: Path) -> None:
    change(document, "| @kenji | 2026-11-20 |", "| team | 2026-11-20 |")
    lines = check("--format", "concise").output.splitlines()
    assert lines[0].startswith(f"postmortems/2026/{NAME}:55:")
    assert " error[ambiguous-action-owner] " in lines[0]
    assert lines[-1] == "1 document checked: 1 error."


def test_columns_count_characters_and_the_caret_stands_below(document: Path) -> None:
    change(document, "- Users: 4,120", "- Users: 😀界é [gone](gone.txt), 4,120")
    lines = check("--select", "broken-link").output.splitlines()
    assert lines[1].endswith(":33:14")
    assert lines[3].index("[gone]") + 2 == lines[4].index("^")  # two of the characters take two columns


def test_a_draft_is_pushed_and_as_published_names_every_gap(document: Path) -> None:
    change(document, "status: published", "status: draft")
    change(document, "| @kenji | 2026-11-20 |", "|  | 2026-11-20 |")
    assert check().exit_code == 0
    assert "warning[action-without-owner]" in check().output
    assert check("--as", "published").exit_code == 1


def test_fail_on(document: Path) -> None:
    change(document, "2026-11-20 | open", "2026-11-01 | open")
    change(document, "started: 2026-11-03", "started: 2026-10-30")
    change(document, "- 2026-11-03 09:12 — change", "- 2026-10-30 09:12 — change")
    only = ("--select", "overdue-action")
    assert check(*only).exit_code == 0
    assert check(*only, "--fail-on", "warning").exit_code == 1
    assert check(*only, "--fail-on", "overdue-action").exit_code == 1
    assert check(*only, "--fail-on", "overdue-action>8d").exit_code == 1
    late = check(*only, "--fail-on", "overdue-action>8d")
    assert "--fail-on fails the check: 1 × overdue-action." in late.stderr
    assert check(*only, "--fail-on", "overdue-action>9d").exit_code == 0
    assert "--fail-on" not in check(*only, "--fail-on", "overdue-action>9d").output
    assert check(*only, "--fail-on", "stale-draft").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--fail-on", "overdue-acton"), "hotwash: --fail-on: there is no rule `overdue-acton`"),
        (("--fail-on", "late-review>3d"), "hotwash: --fail-on: findings of `late-review` have no age"),
        (("--fail-on", "!"), "hotwash: --fail-on: `!` is no condition"),
        (("--select", "few-factor"), "hotwash: there is no rule `few-factor`; did you mean `few-factors`?"),
        (("--today", "soon"), "hotwash: --today: `soon` is no day; write it as 2026-11-24"),
        (("--unsafe-fixes",), "hotwash: --unsafe-fixes goes with --fix or --diff"),
        (("nowhere.md",), "hotwash: nowhere.md: no such file or folder"),
        (("empty",), "hotwash: no documents in empty: they are .md files in folders of four digits"),
    ],
)
def test_wrong_usage_is_one_line_and_exit_code_2(base: Path, arguments: tuple[str, ...], message: str) -> None:
    (base / "empty").mkdir()
    result = check(*arguments)
    assert result.exit_code == 2
    assert result.output.startswith(message)
    assert result.output.count("\n") == 1


def test_a_broken_configuration_is_exit_code_2(base: Path) -> None:
    (base / "hotwash.toml").write_text('profil = "strict"\n[rules]\nfew-factor = "off"\n', "utf-8")
    result = check()
    assert result.exit_code == 2
    assert "hotwash.toml:1: unknown key `profil`; did you mean `profile`?" in result.output
    (base / "hotwash.toml").write_text('[rules]\nfew-factor = "off"\n', "utf-8")
    result = check()
    assert result.exit_code == 2
    assert "hotwash.toml:2: unknown rule `few-factor`; did you mean `few-factors`?" in result.output


def test_profiles_levels_and_overrides(base: Path, document: Path) -> None:
    change(document, "The runbook for checkout errors began", "The reviewer should have noticed; the runbook began")
    change(document, "- Data: none lost; no charge without an order.\n", "")

    def levels(configuration: str) -> dict[str, str]:
        (base / "hotwash.toml").write_text(configuration, "utf-8")
        return {each["rule"]: each["level"] for each in json.loads(check("--format", "json").output)}

    assert levels("") == {"missing-impact-dimension": "error", "counterfactual": "warning"}
    assert levels('profile = "starter"') == {"missing-impact-dimension": "warning", "counterfactual": "warning"}
    assert levels('profile = "strict"') == {"missing-impact-dimension": "error", "counterfactual": "error"}
    assert levels('[rules]\ncounterfactual = "info"\nmissing-impact-dimension = "off"') == {"counterfactual": "info"}
    assert levels(
        '[[overrides]]\npaths = ["postmortems/2026/**"]\nprofile = "starter"\nlevels = {counterfactual = "off"}'
    ) == {"missing-impact-dimension": "warning"}


def test_what_depends_on_the_calendar_never_fails_a_build(base: Path, document: Path) -> None:
    (base / "hotwash.toml").write_text('profile = "strict"\n[rules]\noverdue-action = "error"\n', "utf-8")
    result = check("--today", "2030-01-01")
    assert "warning[overdue-action]" in result.output
    assert result.exit_code == 0


def test_fix_mends_and_tells(document: Path) -> None:
    change(document, "## Timeline", "## Chronology")
    change(document, "| A2 | Detect |", "| A2 | Detection |")
    result = check("--fix")
    assert result.exit_code == 0
    assert "Fixed 2 findings.\n" in result.output
    assert document.read_text("utf-8") == CLEAN
    assert check("--fix").output == "1 document checked, nothing found.\n"


def test_diff_shows_and_changes_nothing(document: Path) -> None:
    change(document, "## Timeline", "## Chronology")
    before = document.read_text("utf-8")
    result = check("--diff")
    assert result.exit_code == 1
    assert "-## Chronology\n+## Timeline\n" in result.stdout
    assert document.read_text("utf-8") == before


def test_fixes_keep_line_ends_byte_order_mark_and_comments(document: Path) -> None:
    text = "\ufeff" + CLEAN.replace("## Timeline", "## Chronology").replace(
        "tags: [certificates]", "tags: [certificates] # why"
    )
    document.write_bytes(text.replace("\n", "\r\n").encode())
    assert check("--fix").exit_code == 0
    assert document.read_bytes() == text.replace("## Chronology", "## Timeline").replace("\n", "\r\n").encode()


def test_a_full_disk_leaves_the_old_content(document: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    change(document, "## Timeline", "## Chronology")
    before = document.read_bytes()

    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    result = check("--fix")
    monkeypatch.undo()
    assert result.exit_code == 2
    assert "No space left on device" in result.output
    assert document.read_bytes() == before
    assert [each.name for each in document.parent.iterdir()] == [NAME]


def test_suppressions(document: Path) -> None:
    change(document, "began with a rollback", "began with a rollback, which the reviewer should have noticed,")
    allow = "<!-- hotwash: allow counterfactual (the reviewer wrote it) -->\n"
    change(document, "- **F2**", allow + "- **F2**")
    assert check().output == "1 document checked, nothing found.\n"
    change(document, " (the reviewer wrote it)", "")
    assert "error[unexplained-suppression]" in check().output
    assert "counterfactual]" not in check().output


def test_colours_respect_the_terminal_and_the_environment(document: Path) -> None:
    change(document, "| @kenji | 2026-11-20 |", "|  | 2026-11-20 |")
    assert "\x1b[" not in check().output  # a pipe
    assert "\x1b[31;1merror" in check(FORCE_COLOR="1").output
    assert "\x1b[" not in check(FORCE_COLOR="1", NO_COLOR="1").output


def test_a_file_given_outside_the_tree_is_checked_as_a_document(base: Path) -> None:
    file = base / "notes.md"
    file.write_text(CLEAN, "utf-8")
    assert check("notes.md").output == "1 document checked, nothing found.\n"
    assert check(str(base / "postmortems" / "2026")).exit_code == 0


def test_a_folder_is_a_tree_wherever_it_stands(base: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = tmp_path_factory.mktemp("other") / "2025"
    other.mkdir()
    (other / NAME).write_text(CLEAN, "utf-8")
    (other.parent / "README.md").write_text("# no document\n", "utf-8")
    result = check("--format", "concise", str(other.parent))
    assert "1 document checked" in result.output
    assert "misnamed-file" in result.output  # in the wrong year


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0", "the file is binary"),
        ("café".encode("latin-1"), "the file is not UTF-8 (byte 0xe9 in line 1)"),
        ("# a".encode("utf-16"), "the file is not UTF-8 (UTF-16)"),
        (b"x" * (11 * 1024 * 1024), "the file has 11 MB, more than the 10 MB that are read"),
    ],
)
def test_a_file_that_is_no_text(document: Path, content: bytes, message: str) -> None:
    document.write_bytes(content)
    result = check("--format", "concise")
    assert result.exit_code == 1
    assert f"error[unreadable-file] {message}" in result.output


def test_links_out_of_the_tree_and_in_a_loop(base: Path, document: Path) -> None:
    secret = base / "secret.md"
    secret.write_text("secret words", "utf-8")
    (document.parent / "2026-01-01-out.md").symlink_to(secret)
    (document.parent / "2026-01-02-loop.md").symlink_to(document.parent / "2026-01-02-loop.md")
    (document.parent / "2026-01-03-gone.md").symlink_to(base / "gone.md")
    (document.parent / "again").symlink_to(document.parent, target_is_directory=True)
    output = check("--select", "unreadable-file").output
    assert "secret words" not in output
    assert "the file is a symbolic link out of the tree" in output
    assert "in a loop" in output
    assert "the symbolic link leads nowhere" in output
    assert "a symbolic link to a folder is not followed" in output
    assert output.count("error[unreadable-file]") == 4


def test_a_baseline_leaves_out_what_is_known(document: Path) -> None:
    change(document, "| @kenji | 2026-11-20 |", "|  | 2026-11-20 |")
    assert check("--baseline", "known.json").output == (
        "hotwash: there is no baseline known.json; write one with `--write-baseline --baseline known.json`\n"
    )
    written = check("--baseline", "known.json", "--write-baseline")
    assert (written.exit_code, written.stdout) == (0, "1 document checked, nothing found.\n")
    assert written.stderr == "1 known finding is left out, as known.json says.\n"
    change(document, "| @ops/web | 2026-11-14 |", "|  | 2026-11-14 |")
    result = check("--baseline", "known.json", "--format", "concise")
    assert result.exit_code == 1
    assert "nobody owns A4" in result.stdout
    assert "nobody owns A2" not in result.stdout
    document.write_text(CLEAN, "utf-8")
    assert "1 that it knows is gone" in check("--baseline", "known.json").stderr
    assert check("--write-baseline").exit_code == 2


def test_only_what_a_branch_changed(base: Path, document: Path) -> None:
    (base / ".git").rmdir()
    document.write_text(CLEAN.replace("| @kenji |", "| team |"), "utf-8")
    git = ("git", "-C", str(base), "-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    for arguments in (("init", "-q", "-b", "main"), ("add", "."), ("commit", "-qm", "one"), ("switch", "-qc", "work")):
        subprocess.run((*git, *arguments), check=True)
    assert check("--changed-since", "main").output == "0 documents checked, nothing found.\n"
    new = document.with_name("2026-11-04-new.md")
    new.write_text(
        CLEAN.replace("| @kenji |", "| team |").replace("tags:", f"recurs: [{document.stem}]\ntags:"), "utf-8"
    )
    output = check("--changed-since", "main", "--format", "concise").output
    assert "1 document checked: 2 errors." in output
    assert NAME not in output
    assert check("--changed-since", "nowhere").output.startswith("hotwash: --changed-since: git knows no `nowhere`")


def test_a_folder_that_cannot_be_listed_is_said(document: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.scandir

    def closed(folder: str) -> object:
        if str(folder).endswith("2026"):
            raise PermissionError(13, "Permission denied", folder)
        return real(folder)

    monkeypatch.setattr(os, "scandir", closed)
    result = check("--format", "concise")
    assert result.exit_code == 1
    assert "postmortems/2026:1:1: error[unreadable-file] the folder cannot be listed" in result.output


def test_a_repository_without_documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    result = check()
    assert result.exit_code == 2
    assert result.output.startswith("hotwash: no documents in ")


def test_a_selection_of_nothing_is_no_green_check(document: Path) -> None:
    result = check("--select", "")
    assert (result.exit_code, result.output) == (2, "hotwash: --select names no rule\n")


def test_a_misspelt_suppression_keeps_its_reason(document: Path) -> None:
    change(
        document,
        "## Summary\n\nFor",
        "## Summary\n\n<!-- hotwash: allow person-name (asked to be) -->\nKenji Tanaka noticed. For",
    )
    assert check("--fix").exit_code == 0
    assert "allow person-named (asked to be)" in document.read_text("utf-8")


def test_a_pipe_is_not_waited_for(document: Path) -> None:
    os.mkfifo(document.with_name("2026-11-04-pipe.md"))
    assert "it is no regular file" in check("--format", "concise").output


def test_a_name_with_control_characters_is_escaped(document: Path) -> None:
    odd = document.with_name("2026-11-04-a\n\x1b[31mb.md")
    odd.write_text(CLEAN.replace("status: published", "status: wrong"), "utf-8")
    output = check("--format", "concise").output
    assert "\x1b" not in output
    assert "2026-11-04-a\\n\\x1b[31mb.md:3:" in output


def test_an_unreadable_folder_or_file_is_said(document: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = open

    def forbidden(path: object, *args: object, **how: object) -> object:
        if str(path).endswith(NAME):
            raise PermissionError(13, "Permission denied", str(path))
        return real(path, *args, **how)  # type: ignore[call-overload]

    monkeypatch.setattr("builtins.open", forbidden)
    assert "the file cannot be read: Permission denied" in check("--format", "concise").output


def test_order_and_bytes_are_stable(base: Path, document: Path) -> None:
    broken = CLEAN.replace("| @kenji |", "| team |").replace("## Timeline", "## Chronology")
    for day in ("02", "10", "01"):
        document.with_name(f"2026-10-{day}-x.md").write_text(broken, "utf-8")
    first = check("--format", "json").output
    assert first == check("--format", "json", "postmortems/2026", "postmortems").output
    places = [(each["path"], each["line"], each["column"], each["rule"]) for each in json.loads(first)]
    assert places == sorted(places)


def test_the_installed_command_ends_without_a_trace_when_the_pipe_is_closed(base: Path, document: Path) -> None:
    for number in range(300):
        document.with_name(f"2026-10-01-x{number}.md").write_text(CLEAN.replace("| @kenji |", "| team |"), "utf-8")
    with subprocess.Popen(
        [sys.executable, "-m", "hotwash", "check", "--format", "concise"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=base,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline().startswith("postmortems/")
        process.stdout.close()
        assert "Traceback" not in process.stderr.read()


def hotwash(*arguments: str, **how: object) -> subprocess.CompletedProcess[str]:
    how = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **how}
    return subprocess.run([sys.executable, "-m", "hotwash", *arguments], text=True, check=False, **how)  # type: ignore[call-overload,no-any-return]


@pytest.mark.parametrize(
    "arguments",
    [("check",), ("check", "--format", "json"), ("rule",), ("list",), ("--help",), ("--version",), ("check", "--help")],
)
def test_a_full_disk_behind_the_output_is_one_line(base: Path, arguments: tuple[str, ...]) -> None:
    with Path("/dev/full").open("w") as full:
        result = hotwash(*arguments, stdout=full)
    assert (result.returncode, result.stderr) == (2, "hotwash: the output cannot be written: No space left on device\n")


@pytest.mark.parametrize("arguments", ["check --format json", "rule", "rule person-named", "--help"])
def test_a_pipe_that_nobody_reads_is_silent(document: Path, arguments: str) -> None:
    change(document, "status: published", "status: nothing")
    command = f"{sys.executable} -m hotwash {arguments} | true"
    result = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert (result.returncode, result.stderr) == (0, "")


INTERRUPTED = """
import runpy, sys

module = sys.argv[1]

class Interrupting:
    def find_spec(self, name, path=None, target=None):
        if name == module:
            raise KeyboardInterrupt

sys.meta_path.insert(0, Interrupting())
sys.argv = ["hotwash", "check"]
runpy.run_module("hotwash", run_name="__main__")
"""


@pytest.mark.parametrize(
    "module", ["hotwash.replay", "hotwash.cli.common", "hotwash.cli._checking", "pyromark", "hotwash.rules"]
)
def test_ctrl_c_is_one_line_however_early(base: Path, module: str) -> None:
    result = subprocess.run([sys.executable, "-c", INTERRUPTED, module], capture_output=True, text=True, check=False)
    assert (result.returncode, result.stderr) == (130, "\nhotwash: interrupted; nothing is half-written\n")


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("chekc", "There is no command `chekc`; did you mean `check`?"),
        ("zzz", "There is no command `zzz`; there are actions, agenda, cache, check, "),
    ],
)
def test_a_misspelt_command_suggests(written: str, said: str) -> None:
    result = CliRunner().invoke(main, [written])
    assert result.exit_code == 2
    assert said in result.stderr


def test_a_tree_without_documents_is_named_as_it_would_be_typed(base: Path, document: Path) -> None:
    document.unlink()
    result = check()
    assert result.exit_code == 2
    assert result.stderr.startswith("hotwash: no documents in postmortems: they are .md files")


def test_a_full_disk_while_mending_names_the_document(
    base: Path, document: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from hotwash.writing import files

    def full(handle: int, data: bytes) -> None:
        raise OSError(28, "No space left on device")

    change(document, "| done 2026-11-03 |", "| Done! |")
    before = document.read_bytes()
    monkeypatch.setattr(files, "_write", full)
    result = check("--fix")
    assert result.exit_code == 2
    assert result.stderr == (
        f"hotwash: postmortems/2026/{NAME} cannot be written (No space left on device); it is as it was\n"
    )
    assert document.read_bytes() == before
