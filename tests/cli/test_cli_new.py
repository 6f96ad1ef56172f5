"""`hotwash new`: a draft from flags or from answers, never over anything, and the check's warnings are its to-do list."""

from __future__ import annotations

import errno
import json
import os
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from hotwash.cli import _asking, main
from hotwash.document import parse
from hotwash.writing import files

NOW = "2026-11-03 12:00"
FLAGS = {
    "--title": "Checkout unavailable after the certificate expired",
    "--severity": "sev2",
    "--service": "checkout,payments",
    "--started": "09:12",
    "--detected": "10:20 CET",
    "--resolved": "2h ago",
    "--author": "@amara",
}
PATH = "postmortems/2026/2026-11-03-checkout-unavailable-after-the-certificate-expired.md"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def new(*more: str, stdin: str | None = None, without: tuple[str, ...] = (), **changed: str) -> Result:
    flags = FLAGS | {f"--{name}": value for name, value in changed.items()}
    arguments = [part for flag, value in flags.items() if flag not in without for part in (flag, value)]
    return CliRunner().invoke(main, ["new", "--today", NOW, *arguments, *more], input=stdin)


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_asking, "interactive", lambda: True)
    monkeypatch.setattr("hotwash.cli.new.interactive", lambda: True)
    monkeypatch.setattr(_asking, "_me", lambda: "kenji")


def check(*arguments: str) -> list[dict[str, object]]:
    result = CliRunner().invoke(main, ["check", "--today", "2026-11-03", "--format", "json", *arguments])
    findings: list[dict[str, object]] = json.loads(result.stdout)
    assert result.exit_code == (1 if any(each["level"] == "error" for each in findings) else 0)
    return findings


def test_flags_make_a_draft_and_the_path_is_printed(folder: Path) -> None:
    result = new()
    assert result.exit_code == 0
    assert result.stdout == PATH + "\n"
    assert f"`hotwash check {PATH}`" in result.stderr
    document = parse((folder / PATH).read_text())
    assert document.status == "draft"
    times = [str(document.instant(name)) for name in ("started", "detected", "resolved")]
    assert times == ["2026-11-03 09:12:00+00:00", "2026-11-03 09:20:00+00:00", "2026-11-03 10:00:00+00:00"]


def test_a_fresh_draft_passes_and_its_warnings_are_the_review_in_order() -> None:
    new()
    findings = check()
    assert {each["level"] for each in findings} == {"warning"}
    assert [(each["rule"], each["message"]) for each in findings] == [
        ("empty-section", "the section Timeline is empty"),
        ("empty-section", "the section Impact is empty"),
        ("empty-section", "the section Contributing factors is empty"),
        ("empty-section", "the section What went well is empty"),
        ("empty-section", "the section Action items is empty"),
    ]


def test_as_published_names_every_gap() -> None:
    new(resolved="unknown")
    findings = check("--as", "published")
    assert {each["level"] for each in findings} == {"error"}
    assert [each["message"] for each in findings] == [
        "resolved is empty",
        "reviewed is empty",
        "the section Timeline is empty",
        "the section Impact is empty",
        "the section Contributing factors is empty",
        "the section What went well is empty",
        "the section Action items is empty",
    ]


def test_without_a_terminal_all_missing_flags_are_listed_at_once(folder: Path) -> None:
    result = new(without=("--severity", "--started", "--author"))
    assert result.exit_code == 2
    assert "add --severity, --started, --author" in result.stderr
    assert result.stderr.count("\n") == 1
    assert list(folder.iterdir()) == []


@pytest.mark.usefixtures("terminal")
def test_at_a_terminal_what_is_missing_is_asked_until_it_is_right(folder: Path) -> None:
    answers = ["Down", "sev9", "sev1", "checkout, payments", "soon", "09:12", "09:13", "08:00", "", ""]
    result = new(without=tuple(FLAGS), stdin="\n".join(answers) + "\n")
    assert result.exit_code == 0
    assert "did you mean `SEV4`?" in result.stderr or "SEV1" in result.stderr
    assert "“soon” is not a time" in result.stderr
    assert "resolved (2026-11-03T08:00Z) is before started" in result.stderr
    document = parse((folder / "postmortems/2026/2026-11-03-down.md").read_text())
    assert document.frontmatter.get("resolved") is None
    assert [author.text for author in document.frontmatter.texts("authors")] == ["kenji"]


@pytest.mark.usefixtures("terminal")
def test_a_near_miss_asks_four_questions(folder: Path) -> None:
    answers = ["It nearly went away.", "A reviewer.", "No limit on the batch.", "Cap the batch."]
    result = new("--near-miss", without=("--severity", "--started", "--resolved"), stdin="\n".join(answers) + "\n")
    assert result.exit_code == 0
    questions = ["What happened, nearly?", "What caught it?", "What made it possible?", "What will change?"]
    assert [question for question in questions if question in result.stderr] == questions
    document = parse((folder / PATH).read_text())
    assert document.kind == "near-miss"
    assert document.went_well[0].text == "A reviewer."
    assert document.actions[0].action.text == "Cap the batch."
    assert {(each["rule"], each["level"]) for each in check()} >= {("action-without-owner", "warning")}


def test_a_near_miss_needs_less() -> None:
    assert new("--near-miss", without=("--severity", "--started", "--resolved")).exit_code == 0
    assert [each["rule"] for each in check()] == ["empty-section"] * 3


@pytest.mark.parametrize(
    ("flag", "value", "message"),
    [
        ("severity", "SEV7", "--severity: there is no severity “SEV7”; it is `SEV1`, `SEV2`"),
        ("started", "", "--started: it is empty; give a time, or `unknown`"),
        ("resolved", " ", "--resolved: it is empty; give a time, or `unknown`"),
        ("started", "14:10", "--started: “14:10” is still to come today"),
        ("detected", "then", "--detected: “then” is not a time"),
        ("resolved", "2026-11-02 09:00", "is before started"),
        (
            "slug",
            "../../evil",
            "--slug: “../../evil” is a path; folder and day come from the incident, give the words: --slug evil",
        ),
        ("slug", "2026-11-03-evil", "--slug: “2026-11-03-evil” begins with a day; folder and day"),
        ("slug", "!!!", "--slug: “!!!” has no letter or digit"),
        ("template", "short", "--template: no folder of templates is configured"),
        ("title", "a\udcff", "is not UTF-8"),
    ],
)
def test_what_is_wrong_is_one_line_and_writes_nothing(folder: Path, flag: str, value: str, message: str) -> None:
    result = new(**{flag: value})
    assert result.exit_code == 2
    assert message in result.stderr
    assert result.stderr.count("\n") == 1
    assert list(folder.iterdir()) == []


def test_it_never_overwrites_and_proposes_another_name(folder: Path) -> None:
    new()
    (folder / PATH).write_text("mine")
    result = new()
    assert result.exit_code == 2
    assert "is there already; choose another name, such as --slug checkout" in result.stderr
    assert "expired-2" in result.stderr
    assert (folder / PATH).read_text() == "mine"
    assert new(slug="other").stdout == "postmortems/2026/2026-11-03-other.md\n"


def test_a_name_that_differs_in_case_only_is_taken(folder: Path) -> None:
    (folder / PATH).parent.mkdir(parents=True)
    (folder / PATH).with_name("2026-11-03-Down.md").write_text("")
    result = new(title="down")
    assert result.exit_code == 2
    assert "2026-11-03-Down.md is there already" in result.stderr


def test_an_alias_of_another_document_is_taken() -> None:
    new()
    CliRunner().invoke(main, ["rename", PATH, "shorter"])
    result = new()
    assert result.exit_code == 2
    assert "is an alias of postmortems/2026/2026-11-03-shorter.md" in result.stderr


@pytest.mark.usefixtures("terminal")
def test_at_a_terminal_a_taken_name_is_asked_again(folder: Path) -> None:
    new()
    result = new(without=("--author",), stdin="\n\n")
    assert result.exit_code == 0
    assert result.stdout == PATH.replace(".md", "-2.md") + "\n"


def test_two_branches_merge(folder: Path) -> None:
    def git(*arguments: str) -> None:
        name = ("-c", "user.name=x", "-c", "user.email=x@example.com")
        subprocess.run(["git", *name, *arguments], check=True, capture_output=True)

    git("init", "-b", "main")
    git("commit", "--allow-empty", "-m", "start")
    for branch, title in (("one", "Checkout down"), ("two", "Search down")):
        git("checkout", "-b", branch, "main")
        assert new(title=title).exit_code == 0
        git("add", ".")
        git("commit", "-m", branch)
    git("merge", "one")
    assert len(list(folder.glob("postmortems/2026/*.md"))) == 2
    assert {each["level"] for each in check()} == {"warning"}


@pytest.mark.parametrize(
    "title",
    ["Down: cert", "no", "\"quoted\" 'twice'", "証明書の期限切れ", "# [x] {y} | z", "*emph* <b>", "a --> b", "10:30"],
)
def test_any_title_gives_a_document_that_passes_as_a_draft(folder: Path, title: str) -> None:
    assert new(title=title).exit_code == 0
    document = parse(next(folder.glob("postmortems/2026/*.md")).read_text())
    assert document.title == title
    assert {each["rule"] for each in check()} == {"empty-section"}


def test_a_dry_run_prints_the_file_and_writes_nothing(folder: Path) -> None:
    result = new("--dry-run")
    assert result.exit_code == 0
    assert result.stderr == f"Would write {PATH}:\n"
    assert parse(result.stdout).status == "draft"
    assert list(folder.iterdir()) == []


def test_the_configuration_decides_tree_zone_and_scale(folder: Path) -> None:
    (folder / "hotwash.toml").write_text(
        'documents = "docs/incidents"\ntimezone = "Europe/Berlin"\nseverities = ["P1", "P2"]\nservices = ["checkout"]\n'
    )
    result = new(severity="p2", service="chekout", detected="09:20", resolved="2026-11-03 10:00")
    assert result.exit_code == 0
    assert "“chekout” is not in the service catalogue; did you mean `checkout`?" in result.stderr
    text = next((folder / "docs/incidents/2026").iterdir()).read_text()
    assert "severity: P2" in text
    assert "started: 2026-11-03T09:12+01:00" in text


def test_it_finds_the_knowledge_base_from_a_folder_below(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "hotwash.toml").write_text("")
    below = folder / "src"
    below.mkdir()
    monkeypatch.chdir(below)
    assert new(title="down").exit_code == 0
    assert (folder / "postmortems/2026/2026-11-03-down.md").is_file()


def test_a_broken_configuration_is_one_line(folder: Path) -> None:
    (folder / "hotwash.toml").write_text("profle = 'strict'\n")
    result = new()
    assert result.exit_code == 2
    assert "hotwash.toml:1" in result.stderr
    assert "profile" in result.stderr


class TestTemplates:
    @pytest.fixture(autouse=True)
    def templates(self, folder: Path) -> Path:
        (folder / "hotwash.toml").write_text('templates = "templates"\n')
        templates = folder / "templates"
        templates.mkdir()
        (templates / "short.md").write_text(
            "---\ntitle: $title\nservices: $services\n---\n\n## Notes\n\n$title ($id)\n"
        )
        return templates

    def test_one_of_one_s_own_is_filled(self, folder: Path) -> None:
        assert new("--template", "short", title="Down: cert").exit_code == 0
        assert (folder / "postmortems/2026/2026-11-03-down-cert.md").read_text() == (
            '---\ntitle: "Down: cert"\nservices: [checkout, payments]\n---\n\n## Notes\n\nDown: cert (2026-11-03-down-cert)\n'
        )

    def test_the_built_in_one_stays_the_default(self, folder: Path) -> None:
        new()
        assert "## Timeline" in (folder / PATH).read_text()

    def test_one_called_incident_replaces_the_built_in_one(self, folder: Path, templates: Path) -> None:
        (templates / "incident.md").write_text("---\ntitle: $title\n---\n\nOurs.\n")
        new(title="down")
        assert (folder / "postmortems/2026/2026-11-03-down.md").read_text().endswith("Ours.\n")

    @pytest.mark.parametrize("name", ["shrt", "../hotwash", "", "sub/short"])
    def test_an_unknown_one_names_those_that_are_there(self, name: str) -> None:
        result = new("--template", name)
        assert result.exit_code == 2
        assert "there are short" in result.stderr

    @pytest.mark.parametrize("text", ["title: x\n", "---\ntitle: [\n---\n", "---\n- a\n---\n"])
    def test_one_that_makes_no_document_is_refused(self, folder: Path, templates: Path, text: str) -> None:
        (templates / "bad.md").write_text(text)
        result = new("--template", "bad")
        assert result.exit_code == 2
        assert "the template “bad” makes no document: line" in result.stderr
        assert not (folder / "postmortems").exists()

    def test_one_that_cannot_be_read_is_one_line(self, templates: Path) -> None:
        (templates / "bad.md").write_bytes(b"\xff\xfe\x00")
        result = new("--template", "bad")
        assert result.exit_code == 2
        assert "cannot read the template templates/bad.md: it is not UTF-8" in result.stderr


def test_edit_opens_the_file(folder: Path) -> None:
    editor = folder / "editor"
    editor.write_text('#!/bin/sh\necho edited >> "$1"\n')
    editor.chmod(0o755)
    result = CliRunner(env={"VISUAL": str(editor)}).invoke(
        main, ["new", "--today", NOW, *(part for pair in FLAGS.items() for part in pair), "--edit"]
    )
    assert result.exit_code == 0
    assert (folder / PATH).read_text().endswith("edited\n")


def test_an_editor_that_does_not_start_loses_nothing(folder: Path) -> None:
    result = CliRunner(env={"VISUAL": "/nonexistent-editor"}).invoke(
        main, ["new", "--today", NOW, *(part for pair in FLAGS.items() for part in pair), "--edit"]
    )
    assert result.exit_code == 2
    assert "is written, but no editor came up" in result.stderr
    assert (folder / PATH).is_file()


def test_a_full_disk_is_one_line_and_leaves_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def write(handle: int, data: bytes) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(files, "_write", write)
    result = new()
    assert result.exit_code == 2
    assert result.stderr == f"hotwash: cannot write {PATH}: No space left on device; nothing was changed\n"
    assert [path for path in folder.rglob("*") if path.is_file()] == []


def test_a_read_only_folder_is_one_line(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def mkdir(self: Path, *arguments: object, **options: object) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(self))

    monkeypatch.setattr(Path, "mkdir", mkdir)
    result = new()
    assert result.exit_code == 2
    assert result.stderr == (
        f"hotwash: cannot write {PATH}: Permission denied (postmortems/2026); nothing was changed\n"
    )


def test_a_file_where_a_folder_should_be_is_one_line(folder: Path) -> None:
    (folder / "postmortems").write_text("")
    result = new()
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1
    assert "cannot write" in result.stderr


def test_ctrl_c_is_one_line_and_leaves_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fsync(handle: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(files.os, "fsync", fsync)
    result = new()
    assert result.exit_code == 130
    assert "interrupted" in result.stderr
    assert [path for path in folder.rglob("*") if path.is_file()] == []


@pytest.mark.usefixtures("terminal")
def test_ctrl_c_at_a_question_leaves_nothing(folder: Path) -> None:
    result = new(without=("--title",), stdin="")
    assert result.exit_code == 130
    assert list(folder.iterdir()) == []
