"""What an assistant is told: in the common form, with commands that there are, and what the team has decided."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import frontmatter
import pytest
from click import Context
from click.testing import CliRunner, Result

from hotwash.assistant.skill import BEGIN, END, section, skill
from hotwash.cli import main
from hotwash.config import Config

CLEAN = (Path(__file__).parents[1] / "rules" / "clean.md").read_text("utf-8")
ID = "2026-11-03-checkout-certificate"
NOTES = (
    "Yesterday at 14:10 UTC checkout began to fail after a deploy. We rolled back at 14:40. About 300 orders failed.\n"
)
STANDS_FOR = {
    "SERVICE": "checkout", "WORDS": "certificate", "RULE": "vague-action", "NOTES": "notes.txt", "MORE": "more.txt", "OLD": "old.md",
    "FILE": f"postmortems/2026/{ID}.md", "ID": ID, "TITLE": "'Search slow'", "SEVERITY": "SEV2", "AUTHOR": "amara",
}  # fmt: skip
"""What stands in capital letters in the commands, as an assistant fills it in."""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    file = tmp_path / "postmortems/2026" / f"{ID}.md"
    file.parent.mkdir(parents=True)
    file.write_text(CLEAN, "utf-8")
    (tmp_path / "notes.txt").write_text(NOTES)
    (tmp_path / "more.txt").write_text("At 14:20 UTC a customer told us.\n")
    (tmp_path / "old.md").write_text("# Mail delayed\n\n2025-03-01\n\n## Root cause\n\nThe queue was full.\n")
    return tmp_path


def run(*words: str, code: int = 0) -> Result:
    result = CliRunner().invoke(main, list(words))
    assert result.exit_code == code, result.output
    return result


def commands(text: str) -> list[str]:
    """Every command that is shown."""
    fences = re.findall(r"^```sh\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    lines = [line.partition("  #")[0].strip() for fence in fences for line in fence.splitlines()]
    return [line for line in lines if line.startswith("hotwash ")]


COMMANDS = main.list_commands(Context(main))
SHOWN = commands(skill(Config(), COMMANDS))


class TestForm:
    def test_it_is_as_the_specification_has_it(self, folder: Path) -> None:
        assert run("skill", "--output", ".agents/skills").stdout == ".agents/skills/hotwash/SKILL.md\n"
        file = folder / ".agents/skills/hotwash/SKILL.md"
        head = frontmatter.loads(file.read_text("utf-8")).metadata
        assert head["name"] == file.parent.name
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", str(head["name"]))
        assert 1 <= len(str(head["description"])) <= 1024
        assert "Use when" in str(head["description"])
        assert len(str(head["compatibility"])) <= 500
        assert set(head) <= {"name", "description", "license", "compatibility", "metadata", "allowed-tools"}
        assert all(isinstance(value, str) for value in head["metadata"].values())  # type: ignore[attr-defined]

    def test_it_is_short_enough_to_be_read_whole(self) -> None:
        text = run("skill").stdout
        assert len(text.splitlines()) < 200
        assert len(text) / 4 < 5000  # tokens, as far as one can tell

    def test_the_same_configuration_gives_the_same_bytes(self) -> None:
        assert run("skill").stdout_bytes == run("skill").stdout_bytes


class TestCommands:
    def test_those_of_a_draft_a_check_and_the_questions_are_shown(self) -> None:
        assert {line.split()[1] for line in SHOWN} >= {
            "draft",
            "import",
            "new",
            "check",
            "rule",
            "agenda",
            "list",
            "actions",
        }

    @pytest.mark.parametrize("line", SHOWN)
    def test_each_of_them_runs(self, line: str) -> None:
        words = [STANDS_FOR.get(word, word) for word in line.split()]
        result = CliRunner().invoke(main, shlex.split(" ".join(words))[1:], input="quit\n")
        assert result.exit_code in (0, 1), result.output
        assert result.exception is None or isinstance(result.exception, SystemExit)
        assert not re.search(r"[A-Z]{4,}", line.replace("--", "")) or words != line.split()

    def test_what_stands_in_the_text_as_code_is_there_as_well(self) -> None:
        text = skill(Config(), ["draft", "check"])
        for name in re.findall(r"`hotwash (\w+)", text):
            assert name in COMMANDS
        options = set(re.findall(r"`(--[\w-]+)", text))
        helped = "".join(run(name, "--help").stdout for name in ("draft", "check"))
        assert options
        assert all(option in helped for option in options)

    def test_nobody_is_told_of_a_command_that_is_not_there(self) -> None:
        assert {line.split()[1] for line in commands(skill(Config(), ["check", "rule"]))} == {"check", "rule"}


class TestContent:
    def test_it_says_what_the_team_has_decided(self, folder: Path) -> None:
        (folder / "hotwash.toml").write_text(
            'documents = "incidents"\nseverities = ["P1", "P2"]\nservices = ["shop", "mail"]\nthemes = ["vendor"]\n'
            'timezone = "Europe/Berlin"\n[sections.factors]\ntitle = "Conditions"\n[rules]\nperson-named = "off"\n'
        )
        text = run("skill").stdout
        for said in (
            "`incidents/YEAR/DAY-SLUG.md`", "`P1`, `P2`", "`mail`, `shop`. No others.", "`#vendor`", "Europe/Berlin",
            "Summary, Timeline, Impact, Conditions,",
        ):  # fmt: skip
            assert said in text
        assert "person-named" not in text

    def test_what_it_says_of_rules_is_theirs(self) -> None:
        from hotwash.rules import load

        text = run("skill").stdout
        for rule in (each for each in load().values() if each.family == "language"):
            assert f"- `{rule.name}`: {rule.summary[:1].lower()}{rule.summary[1:]}.\n" in text

    def test_it_binds_to_the_material_and_leaves_decisions_to_people(self) -> None:
        text = run("skill").stdout
        for said in ("**Never invent.**", "**Cite.**", "**People decide.**", "orders", "--no-redact"):
            assert said in text

    def test_the_marks_of_origin_are_those_that_a_draft_writes(self, folder: Path) -> None:
        from hotwash.writing.compose import ORIGIN

        marks = re.findall(r"`(<!-- from: [^`]*-->)`", run("skill").stdout)
        assert len(marks) == 2
        assert all(ORIGIN.fullmatch(mark) for mark in marks)
        drafted = run("draft", "--dry-run", "notes.txt", "--today", "2026-11-24").stdout
        assert "<!-- from: notes.txt:1 -->" in drafted


class TestFiles:
    def test_what_somebody_wrote_is_not_written_over(self, folder: Path) -> None:
        file = folder / "skills/hotwash/SKILL.md"
        run("skill", "-o", "skills")
        run("skill", "-o", "skills")  # the same again is no change
        file.write_text("mine")
        said = run("skill", "-o", "skills", code=2).stderr
        assert said == "hotwash: skills/hotwash/SKILL.md is there and says something else; --force writes over it\n"
        assert file.read_text() == "mine"
        run("skill", "-o", "skills", "--force")
        assert file.read_text("utf-8").startswith("---\nname: hotwash\n")

    @pytest.mark.parametrize("before", [None, "", "# Our house\n\nBe kind.", "# Our house\r\n\r\nBe kind.\r\n"])
    def test_a_section_joins_an_agents_md_and_is_renewed_in_its_place(self, folder: Path, before: str | None) -> None:
        file = folder / "AGENTS.md"
        if before is not None:
            file.write_bytes(before.encode())
        run("skill", "--format", "agents", "--output", "AGENTS.md")
        first = file.read_bytes().decode()
        assert first.startswith(before or BEGIN)
        assert first.endswith(f"{END}\n")
        file.write_bytes((first + "\nBehind.\n").encode())
        (folder / "hotwash.toml").write_text('severities = ["P1"]\n')
        run("skill", "--format", "agents", "--output", "AGENTS.md")
        second = file.read_bytes().decode()
        assert second.startswith(before or BEGIN)
        assert second.endswith(f"{END}\n\nBehind.\n")
        assert second.count(BEGIN) == 1
        assert "`P1`" in second

    def test_marks_that_are_broken_are_said(self, folder: Path) -> None:
        (folder / "AGENTS.md").write_text(f"{END}\n{BEGIN}\n")
        said = run("skill", "--format", "agents", "-o", "AGENTS.md", code=2).stderr
        assert said.startswith("hotwash: AGENTS.md: the marks")
        assert (folder / "AGENTS.md").read_text() == f"{END}\n{BEGIN}\n"

    def test_a_section_has_headings_below_one_of_its_own(self) -> None:
        text = re.sub(r"^```sh\n.*?^```$", "", section(Config(), COMMANDS), flags=re.MULTILINE | re.DOTALL)
        headings = re.findall(r"^(#+) ", text, re.MULTILINE)
        assert headings[0] == "##"
        assert set(headings[1:]) == {"###"}

    def test_a_file_in_the_way_is_said(self, folder: Path) -> None:
        (folder / "skills").write_text("")
        assert "cannot write skills/hotwash/SKILL.md" in run("skill", "-o", "skills", code=2).stderr
        (folder / "AGENTS.md").write_bytes(b"\xff")
        assert "cannot be read as text" in run("skill", "--format", "agents", "-o", "AGENTS.md", code=2).stderr


def test_who_follows_the_guide_sees_what_it_shows(folder: Path) -> None:
    page = (Path(__file__).parents[2] / "tooling/hotwash/site/guide/assistants.md").read_text("utf-8")
    blocks = re.findall(r"^```(?:console|sh)\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    assert len(blocks) == 3
    for block in blocks:
        line, _, shown = block.partition("\n")
        result = run(*shlex.split(line.removeprefix("$ "))[1:])
        assert result.stdout == shown or not shown
    assert (folder / ".agents/skills/hotwash/SKILL.md").exists()
    assert (folder / "AGENTS.md").read_text("utf-8").startswith(BEGIN)
