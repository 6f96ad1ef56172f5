"""`hotwash list`: what there is, the latest first, in any script, and nothing that could take over a terminal."""

from __future__ import annotations

import json
from pathlib import Path
from subprocess import run

import pytest
from click.testing import CliRunner, Result

from hotwash.cli import main
from hotwash.reports.terminal import width

DOCUMENTS = {
    "2026/2026-11-03-checkout.md": "title: Checkout down\nstatus: published\nseverity: SEV2\nservices: [checkout, payments]\nstarted: 2026-11-03T09:12Z\nresolved: 2026-11-03T10:05Z\n",
    "2026/2026-12-01-証明書.md": "title: 証明書の期限切れ\nstatus: draft\nseverity: SEV1\nservices: [search]\nstarted: 2026-12-01T23:30-08:00\n",
    "2025/2025-05-05-nearly.md": "title: Nearly\nkind: near-miss\nstatus: review\nservices: checkout\n",
}


@pytest.fixture(autouse=True)
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for path, fields in DOCUMENTS.items():
        file = tmp_path / "postmortems" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"---\n{fields}---\n")
    (tmp_path / "postmortems/index.md").write_text("# A page\n")
    return tmp_path / "postmortems"


def listed(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["list", *arguments])


def ids(*arguments: str) -> list[str]:
    return [each["id"] for each in json.loads(listed("--format", "json", *arguments).stdout)]


def test_a_table_the_latest_first_aligned_in_any_script() -> None:
    result = listed()
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "Date        Severity  Status     Kind       ID                   Title",
        "2026-12-01  SEV1      draft      incident   2026-12-01-証明書    証明書の期限切れ",
        "2026-11-03  SEV2      published  incident   2026-11-03-checkout  Checkout down",
        "2025-05-05  -         review     near-miss  2025-05-05-nearly    Nearly",
    ]
    before_title = {width(line[: line.rindex("  ")]) for line in result.stdout.splitlines() if "Nearly" not in line}
    assert len(before_title) <= 3


def test_as_json_with_all_that_is_known() -> None:
    data = json.loads(listed("--output-format", "json", "--service", "payments").stdout)
    assert data == [
        {
            "path": "postmortems/2026/2026-11-03-checkout.md",
            "id": "2026-11-03-checkout",
            "title": "Checkout down",
            "date": "2026-11-03",
            "severity": "SEV2",
            "status": "published",
            "kind": "incident",
            "services": ["checkout", "payments"],
            "started": "2026-11-03T09:12Z",
            "detected": None,
            "mitigated": None,
            "resolved": "2026-11-03T10:05Z",
        }
    ]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--service", "CHECKOUT"], ["2026-11-03-checkout", "2025-05-05-nearly"]),
        (["--severity", "sev1"], ["2026-12-01-証明書"]),
        (["--severity", "SEV1", "--severity", "SEV2"], ["2026-12-01-証明書", "2026-11-03-checkout"]),
        (["--status", "Draft"], ["2026-12-01-証明書"]),
        (["--year", "2025"], ["2025-05-05-nearly"]),
        (["--kind", "near-miss"], ["2025-05-05-nearly"]),
        (["--service", "checkout", "--year", "2026"], ["2026-11-03-checkout"]),
        (["postmortems/2025"], ["2025-05-05-nearly"]),
        (["postmortems/2026/2026-11-03-checkout.md"], ["2026-11-03-checkout"]),
        (["--year", "1999"], []),
    ],
)
def test_filters_narrow_the_list(arguments: list[str], expected: list[str]) -> None:
    assert ids(*arguments) == expected


def test_nothing_that_matches_says_so() -> None:
    result = listed("--year", "1999")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "None of the 3 documents is like that." in result.stderr


def test_an_empty_folder_says_how_to_begin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    monkeypatch.chdir(empty)
    result = listed()
    assert (result.exit_code, result.stdout) == (0, "")
    assert "`hotwash new` begins one" in result.stderr


def test_a_folder_that_is_not_there_is_one_line() -> None:
    result = listed("nowhere")
    assert (result.exit_code, result.stderr) == (2, "hotwash: nowhere: no such file or folder\n")


def test_control_characters_are_escaped(tree: Path) -> None:
    (tree / "2026/2026-01-01-a\n\x1b[31mb.md").write_text('---\ntitle: "x\\e[2Jy"\n---\n')
    result = listed()
    assert "\x1b" not in result.stdout
    assert "2026-01-01-a\\n\\x1b[31mb" in result.stdout
    assert "x\\x1b[2Jy" in result.stdout


def test_a_name_that_is_no_unicode_is_escaped(tree: Path) -> None:
    (tree / "2026/2026-01-01-\udcff.md").write_text("---\ntitle: x\n---\n")
    assert "2026-01-01-\\udcff" in listed().stdout
    assert "2026-01-01-\udcff" in ids()


def test_what_cannot_be_read_is_named_after_the_rest(tree: Path) -> None:
    (tree / "2026/2026-01-01-binary.md").write_bytes(b"\xff\xfe\xfd")
    result = listed()
    assert result.exit_code == 2
    assert "2026-11-03-checkout" in result.stdout
    assert result.stderr.startswith("hotwash: postmortems/2026/2026-01-01-binary.md: the file is not UTF-8")


class TestChangedSince:
    @pytest.fixture(autouse=True)
    def repository(self, tree: Path) -> None:
        git("init", "--initial-branch", "main")
        git("add", "--all")
        git("commit", "--message", "Begin")
        git("switch", "--create", "topic")

    def test_only_what_the_branch_changed_and_has_still(self, tree: Path) -> None:
        assert listed("--changed-since", "main").stderr == "No document has changed since main.\n"
        (tree / "2025/2025-05-05-nearly.md").unlink()
        file = tree / "2026/2026-11-03-checkout.md"
        file.rename(tree / "2026/2026-11-03-cards.md")
        (tree / "2026/2026-12-02-new.md").write_text("---\ntitle: New\nstatus: draft\n---\n")
        git("add", "--all")
        git("commit", "--message", "Change")
        assert ids("--changed-since", "main") == ["2026-12-02-new", "2026-11-03-cards"]
        assert ids("--changed-since", "main", "--status", "draft") == ["2026-12-02-new"]

    def test_a_reference_that_is_not_there(self) -> None:
        result = listed("--changed-since", "nonsense")
        assert result.exit_code == 2
        assert (
            result.stderr
            == "hotwash: --changed-since: git knows no `nonsense`; name a branch, a tag or a commit that is here\n"
        )


def git(*arguments: str) -> None:
    author = ("-c", "user.name=Amara", "-c", "user.email=amara@example.org")
    run(["git", *author, *arguments], check=True, capture_output=True)
