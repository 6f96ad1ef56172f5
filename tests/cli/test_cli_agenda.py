"""`hotwash agenda`: what a person sees, and what becomes of the files."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from icalendar import Calendar

from hotwash.cli import main

CLEAN = (Path(__file__).parents[1] / "rules" / "clean.md").read_text("utf-8")
BEFORE = CLEAN.replace("status: published", "status: draft").replace(
    "reviewed: 2026-11-04T15:00Z  # when the post-mortem was held\n", ""
)
ID = "2026-11-03-checkout-certificate"
DAY = ("--today", "2026-11-03")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    document(tmp_path, ID)
    return tmp_path


def document(folder: Path, name: str, text: str = BEFORE) -> Path:
    file = folder / "postmortems" / name[:4] / f"{name}.md"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text.encode())
    return file


def agenda(*words: str, code: int = 0) -> Result:
    result = CliRunner().invoke(main, ["agenda", *words])
    assert result.exit_code == code, result.output
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


class TestSheet:
    def test_it_is_printed_as_markdown(self) -> None:
        text = agenda(ID, *DAY).stdout
        assert text.startswith(
            "# Review: Checkout unavailable after the payment certificate expired\n\n"
            "**Wednesday 2026-11-04, 10:30 to 11:30 (UTC)**, 24 hours after resolution\n"
        )
        assert "| 10:33 | 1. Timeline | 15 | “this is what happened”, agreed |\n" in text
        assert text.endswith("- What did you learn that you did not know an hour ago?\n")

    @pytest.mark.parametrize("name", [f"postmortems/2026/{ID}.md", "2026-11-02-checkout"])
    def test_a_path_and_an_alias_name_it_as_well(self, folder: Path, name: str) -> None:
        document(folder, ID, BEFORE.replace("tags:", "aliases: [2026-11-02-checkout]\ntags:"))
        assert f"postmortems/2026/{ID}.md" in agenda(name, *DAY).stdout

    def test_a_draft_may_be_anywhere(self, folder: Path) -> None:
        (folder / "notes.md").write_text(BEFORE, "utf-8")
        assert "- Document: `notes.md`" in agenda("notes.md", *DAY).stdout

    def test_the_team_decides_hours_holidays_and_zone(self, folder: Path) -> None:
        (folder / "hotwash.toml").write_text(
            'timezone = "Europe/Berlin"\nreview.hours = "13:00-15:00"\nreminders.holidays = ["2026-11-04"]\n'
        )
        assert "**Thursday 2026-11-05, 13:00 to 14:00 (Europe/Berlin)**, 49 hours" in agenda(ID, *DAY).stdout

    def test_length_and_time_may_be_given(self) -> None:
        text = agenda(ID, *DAY, "--minutes", "30", "--at", "2026-11-05 16:00").stdout
        assert "**Thursday 2026-11-05, 16:00 to 16:30 (UTC)**, as asked with --at" in text
        assert "## 30 minutes" in text

    def test_the_same_day_gives_the_same_bytes_in_every_form(self) -> None:
        for form in ("markdown", "html", "ics"):
            assert agenda(ID, *DAY, "--format", form).stdout_bytes == agenda(ID, *DAY, "--format", form).stdout_bytes

    def test_without_a_day_it_is_for_the_time_to_come(self) -> None:
        (event,) = Calendar.from_ical(agenda(ID, "--format", "ics").stdout_bytes).walk("VEVENT")
        assert event["dtstart"].dt > event["dtstamp"].dt


class TestOutput:
    @pytest.mark.parametrize(
        ("name", "begins"), [("a.md", "# Review"), ("a.HTML", "<!doctype html>"), ("a.ics", "BEGIN:VCALENDAR\r\n")]
    )
    def test_the_ending_says_the_form(self, folder: Path, name: str, begins: str) -> None:
        assert agenda(ID, *DAY, "--output", name).stdout == f"{name}\n"
        assert (folder / name).read_bytes().decode().startswith(begins)

    def test_nothing_is_written_over_unless_forced(self, folder: Path) -> None:
        (folder / "a.md").write_text("mine")
        said = agenda(ID, *DAY, "--output", "a.md", code=2).stderr
        assert said == "hotwash: a.md is there already; give another name, or --force to write over it\n"
        assert (folder / "a.md").read_text() == "mine"
        agenda(ID, *DAY, "--output", "a.md", "--force")
        assert (folder / "a.md").read_text("utf-8").startswith("# Review")

    def test_a_place_that_takes_no_file_is_said(self, folder: Path) -> None:
        (folder / "file").write_text("")
        assert "cannot write file/a.md" in agenda(ID, *DAY, "--output", "file/a.md", code=2).stderr

    def test_a_new_folder_is_made(self, folder: Path) -> None:
        agenda(ID, *DAY, "--output", "reviews/november/a.md")
        assert (folder / "reviews/november/a.md").exists()


class TestDeferral:
    WHY = ("--after", "2026-11-09", "--why", "two shifts worked through the night")

    def test_the_reason_is_written_and_the_time_is_a_later_one(self, folder: Path) -> None:
        result = agenda(ID, *DAY, *self.WHY)
        assert "**Monday 2026-11-09, 09:00 to 10:00 (UTC)**, 5 days after resolution" in result.stdout
        assert "- The review was put off: two shifts worked through the night\n" in result.stdout
        assert result.stderr == f"postmortems/2026/{ID}.md: deferred, and says why\n"
        line = "deferred: two shifts worked through the night\n"
        text = (folder / "postmortems/2026" / f"{ID}.md").read_text("utf-8")
        assert text.replace(line, "", 1) == BEFORE

    def test_once_more_without_a_reason_keeps_it(self, folder: Path) -> None:
        agenda(ID, *DAY, *self.WHY)
        file = folder / "postmortems/2026" / f"{ID}.md"
        before = file.read_bytes()
        assert "Tuesday 2026-11-10, 09:00" in agenda(ID, *DAY, "--after", "2026-11-10").stdout
        assert file.read_bytes() == before

    def test_a_diff_changes_nothing(self, folder: Path) -> None:
        text = agenda(ID, *DAY, *self.WHY, "--diff").stdout
        assert "+deferred: two shifts worked through the night\n" in text
        assert (folder / "postmortems/2026" / f"{ID}.md").read_text("utf-8") == BEFORE

    def test_invitation_and_reason_in_one_go(self, folder: Path) -> None:
        result = agenda(ID, *DAY, *self.WHY, "--output", "review.ics")
        assert result.stdout == "review.ics\n"
        (event,) = Calendar.from_ical((folder / "review.ics").read_bytes()).walk("VEVENT")
        assert f"{event['dtstart'].dt:%Y-%m-%d %H:%M}" == "2026-11-09 09:00"
        assert "deferred:" in (folder / "postmortems/2026" / f"{ID}.md").read_text("utf-8")

    @pytest.mark.parametrize(
        ("words", "said"),
        [
            (["--after", "2026-11-09"], "--after: say with --why what the review waits for"),
            (["--after", "2026-11-09", "--why", "n/a"], "--why: say in a few words what the review waits for"),
            (["--after", "soon", "--why", "we rest"], "--after: `soon` is no day; write it as 2026-12-01"),
            (["--after", "2026-11-01", "--why", "we rest"], "--after: 2026-11-01 is before resolved (2026-11-03 10:05 UTC)"),
            (["--why", "we rest"], "--why goes with --after"),
            (["--diff"], "--diff goes with --after"),
            (["--after", "2026-11-09", "--at", "2026-11-09 10:00"], "--at and --after do not go together"),
        ],
    )  # fmt: skip
    def test_what_makes_no_sense_changes_nothing(self, folder: Path, words: list[str], said: str) -> None:
        result = agenda(ID, *DAY, *words, code=2)
        assert result.stderr.startswith(f"hotwash: {said}")
        assert result.stdout == ""
        assert (folder / "postmortems/2026" / f"{ID}.md").read_text("utf-8") == BEFORE

    def test_a_review_that_is_planned_can_be_put_off_and_one_that_was_held_cannot(self, folder: Path) -> None:
        document(folder, ID, CLEAN)
        assert "**Monday 2026-11-09, 09:00" in agenda(ID, *DAY, *self.WHY).stdout
        document(folder, ID, CLEAN)
        said = agenda(ID, "--today", "2026-11-06", *self.WHY, code=2).stderr
        assert said == "hotwash: --after: the review was held; for another one give the time with --at\n"

    def test_a_sheet_that_cannot_be_written_leaves_the_document_alone(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def full(source: object, target: object) -> None:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        monkeypatch.setattr("hotwash.writing.files.os.replace", full)
        monkeypatch.setattr("hotwash.writing.files.os.link", full)
        agenda(ID, *DAY, *self.WHY, "--output", "a.md", code=2)
        assert (folder / "postmortems/2026" / f"{ID}.md").read_text("utf-8") == BEFORE


class TestBadInput:
    @pytest.mark.parametrize(
        ("words", "said"),
        [
            (["2026-11-03-checkout-certifcate"], f"there is no document “2026-11-03-checkout-certifcate”; did you mean `{ID}`?"),
            (["zzz"], "there is no document “zzz”; `hotwash list` shows what there is"),
            (["gone/away.md"], "there is no document “gone/away.md”"),
            (["."], "there is no document “.”"),
            ([""], "there is no document “”"),
            ([ID, "--at", "tomorrow"], "--at: `tomorrow` is no time; write it as '2026-11-26 14:00' (UTC)"),
            ([ID, "--at", "2026-11-26"], "--at: `2026-11-26` is no time"),
            ([ID, "--at", "2026-11-03 09:00"], "--at: that is before resolved (2026-11-03 10:05 UTC); a review looks back"),
            ([ID, "--today", "never"], "--today: `never` is no day"),
        ],
    )  # fmt: skip
    def test_it_is_said_in_one_line_with_the_way_out(self, words: list[str], said: str) -> None:
        result = agenda(*words, *(() if "--today" in words else DAY), code=2)
        assert result.stderr.startswith(f"hotwash: {said}")
        assert result.stderr.count("\n") == 1

    def test_two_documents_of_one_name_are_both_named(self, folder: Path) -> None:
        other = folder / "postmortems/2025" / f"{ID}.md"
        other.parent.mkdir()
        other.write_text(BEFORE)
        said = agenda(ID, *DAY, code=2).stderr
        assert f"2 documents are called “{ID}”" in said
        assert f"postmortems/2025/{ID}.md and postmortems/2026/{ID}.md" in said
        assert f"- Document: `postmortems/2025/{ID}.md`" in agenda(f"postmortems/2025/{ID}.md", *DAY).stdout

    def test_an_incident_that_goes_on_has_a_sheet_and_no_invitation(self, folder: Path) -> None:
        document(folder, ID, BEFORE.replace("resolved: 2026-11-03T10:05Z\n", ""))
        assert "- No time is proposed: `resolved` is not known yet;" in agenda(ID, *DAY).stdout
        said = agenda(ID, *DAY, "--format", "ics", code=2).stderr
        assert said == (
            "hotwash: `resolved` is not known yet; write it into the frontmatter when it is over, "
            "or give the time of the review with `--at`\n"
        )
        agenda(ID, *DAY, "--format", "ics", "--at", "2026-11-05 10:00")

    def test_a_file_that_is_no_text_is_said(self, folder: Path) -> None:
        (folder / "x.md").write_bytes(b"\xff\xfe\x00\x01")
        assert agenda("x.md", code=2).stderr.startswith("hotwash: x.md: the file is not UTF-8")
        (folder / "postmortems/2026/2026-11-04-x.md").write_bytes(b"\0\0")
        assert "the file is binary" in agenda("2026-11-04-x", code=2).stderr

    def test_an_hour_that_clocks_skip_is_none(self, folder: Path) -> None:
        (folder / "hotwash.toml").write_text('timezone = "Europe/Berlin"\n')
        said = agenda(ID, *DAY, "--at", "2027-03-28 02:30", code=2).stderr
        assert said == "hotwash: --at: there is no 02:30 on 2027-03-28 in Europe/Berlin; clocks go forward over it\n"
        assert "2026-11-05, 09:00" in agenda(ID, *DAY, "--at", "2026-11-05T09:00+01:00").stdout

    def test_without_the_extra_the_invitation_says_what_to_install(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(__import__("sys").modules, "icalendar", None)
        assert agenda(ID, *DAY, "--format", "ics", code=2).stderr == (
            "hotwash: invitations need icalendar: pip install 'hotwash[site]'\n"
        )

    def test_an_empty_document_has_a_sheet(self, folder: Path) -> None:
        (folder / "x.md").write_text("")
        assert agenda("x.md", *DAY).stdout.startswith("# Review: x\n")
