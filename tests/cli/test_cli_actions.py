"""`hotwash actions`: what a person sees of items, and what becomes of the files."""

from __future__ import annotations

import csv
import errno
import io
import json
import os
import subprocess
import sys
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from icalendar import Calendar

from hotwash.cli import main

CLEAN = (Path(__file__).parents[1] / "rules" / "clean.md").read_text("utf-8")
ID = "2026-11-03-checkout-certificate"
DAY = ("--today", "2026-11-24")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    document(tmp_path, ID)
    return tmp_path


def document(folder: Path, name: str, text: str = CLEAN) -> Path:
    file = folder / "postmortems" / name[:4] / f"{name}.md"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text.encode())
    return file


def actions(*words: str, code: int = 0) -> Result:
    result = CliRunner().invoke(main, ["actions", *words])
    assert result.exit_code == code, result.output
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


def ids(*words: str) -> list[str]:
    return [each["item"] for each in json.loads(actions("list", *DAY, "--format", "json", *words).stdout)]


class TestList:
    def test_what_is_overdue_comes_first_and_the_day_is_said(self) -> None:
        result = actions("list", *DAY)
        assert result.stdout.splitlines() == [
            "Due         State               ID                                  Type     Owner     Action",
            f"2026-11-14  overdue by 10 days  {ID}#A4  Respond  @ops/web  Add a certificate check to the checkout runbook",
            f"2026-11-20  overdue by 4 days   {ID}#A2  Detect   @kenji    Alert 30 days before any certificate in the fleet expires",
            f"2027-01-15  open                {ID}#A3  Prevent  @kenji    Install certificates by the deploy pipeline",
        ]
        assert result.stderr == "3 of 4 items; 3 open, 2 of them overdue on 2026-11-24 (UTC).\n"

    @pytest.mark.parametrize(
        ("words", "expected"),
        [
            (["--all"], ["A4", "A2", "A3", "A1"]),
            (["--status", "done"], ["A1"]),
            (["--status", "overdue"], ["A4", "A2"]),
            (["--owner", "KENJI"], ["A2", "A3"]),
            (["--owner", "@ops/web"], ["A4"]),
            (["--owner", "none"], []),
            (["--type", "detect", "--type", "respond"], ["A4", "A2"]),
            (["--service", "payments"], ["A4", "A2", "A3"]),
            (["--service", "search"], []),
            (["--due", "7d"], ["A4", "A2"]),
            (["--due", "2026-11-15"], ["A4"]),
            (["--due", "2026-11-15..2026-12-31"], ["A2"]),
            (["--due", "2026-12-01.."], ["A3"]),
            (["--due", "none"], []),
            (["--document", ID], ["A4", "A2", "A3"]),
            (["--document", f"postmortems/2026/{ID}.md"], ["A4", "A2", "A3"]),
        ],
    )  # fmt: skip
    def test_filters_narrow_it(self, words: list[str], expected: list[str]) -> None:
        assert ids(*words) == expected

    def test_json_has_all_that_is_known(self) -> None:
        (item,) = json.loads(actions("list", *DAY, "--status", "done", "--format", "json").stdout)
        assert item == {
            "id": f"{ID}#A1", "item": "A1", "document": ID, "path": f"postmortems/2026/{ID}.md", "line": 54,
            "title": "Checkout unavailable after the payment certificate expired", "services": ["checkout", "payments"],
            "type": "Fix", "action": "Renew the gateway certificates", "owners": ["@amara"], "due": "2026-11-03",
            "status": "done 2026-11-03", "state": "done", "days_overdue": 0, "done": "2026-11-03", "reason": None,
            "addresses": ["F1"], "tracker": None, "orphaned": False,
        }  # fmt: skip

    def test_csv_is_read_back(self) -> None:
        rows = list(csv.DictReader(io.StringIO(actions("list", *DAY, "--format", "csv").stdout)))
        assert (rows[0]["id"], rows[0]["owners"], rows[0]["days_overdue"]) == (f"{ID}#A4", "@ops/web", "10")

    def test_a_calendar_is_taken_by_icalendar(self) -> None:
        events = Calendar.from_ical(actions("list", *DAY, "--format", "ics").stdout_bytes).walk("VEVENT")
        assert [(str(each["uid"]), str(each.decoded("dtstart"))) for each in events] == [
            (f"{ID}.A4@hotwash", "2026-11-14"), (f"{ID}.A2@hotwash", "2026-11-20"), (f"{ID}.A3@hotwash", "2027-01-15"),
        ]  # fmt: skip

    def test_markdown_mentions_nobody(self) -> None:
        text = actions("list", *DAY, "--format", "markdown").stdout
        assert f"| 2026-11-14 | overdue by 10 days | `{ID}#A4` | Respond |" in text
        assert "@kenji" not in text

    def test_an_owner_who_left_is_orphaned(self, folder: Path) -> None:
        (folder / "hotwash.toml").write_text('owners = ["amara", "ops/web"]\n')
        assert ids("--orphaned") == ["A2", "A3"]
        assert "@kenji (orphaned)" in actions("list", *DAY).stdout

    def test_an_age_fails_a_scheduled_job(self) -> None:
        assert (
            "1 item overdue by more than 9 days"
            in actions("list", *DAY, "--fail-on", "overdue-action>9d", code=1).stderr
        )
        actions("list", *DAY, "--fail-on", "overdue-action>30d")
        assert "no condition" in actions("list", "--fail-on", "x y", code=2).stderr
        assert "`hotwash check`" in actions("list", "--fail-on", "stale-draft", code=2).stderr

    def test_what_cannot_be_read_is_said(self, folder: Path) -> None:
        (folder / "postmortems/2026/2026-01-01-binary.md").write_bytes(b"\0\0")
        result = actions("list", *DAY, code=2)
        assert f"{ID}#A2" in result.stdout
        assert "2026-01-01-binary.md: the file is binary" in result.stderr

    def test_items_of_others_and_of_trackers(self, folder: Path) -> None:
        document(
            folder,
            "2026-11-01-told",
            CLEAN.replace("status:", "kind: retelling\nsource: https://example.org\nstatus:", 1),
        )
        head, _, _ = CLEAN.partition("| ID | Type")
        document(
            folder,
            "2026-11-02-tracked",
            f"{head}| ID | Action | Owner | Due | Tracker |\n|--|--|--|--|--|\n| A9 | Do it | @kenji | 2026-11-01 | OPS-1 |\n",
        )
        assert ids() == ["A4", "A2", "A9", "A3"]
        assert "in its tracker" in actions("list", *DAY).stdout
        assert ids("--document", "2026-11-01-told") == ["A4", "A2", "A3"]

    def test_a_wrong_time_says_how_to_write_one(self) -> None:
        assert "`soon` is no time; write `7d`" in actions("list", "--due", "soon", code=2).stderr


class TestShow:
    def test_it_has_the_factors_that_it_answers(self) -> None:
        text = actions("show", f"{ID}#a2", *DAY).stdout
        assert text.startswith(f"{ID}#A2  Alert 30 days before any certificate in the fleet expires\n")
        assert f"place     postmortems/2026/{ID}.md:55" in text
        assert "answers   F3: The renewal job reports to a mailbox that no rota reads." in text


class TestChange:
    def test_several_at_once_touch_one_line_each(self, folder: Path) -> None:
        file = document(folder, ID, "\ufeff" + CLEAN.replace("\n", "\r\n"))
        result = actions("done", f"{ID}#A2", f"{ID}#A4", "--on", "2026-11-23", *DAY)
        assert result.stdout.splitlines() == [f"{ID}#A2: open -> done 2026-11-23", f"{ID}#A4: open -> done 2026-11-23"]
        expected = CLEAN.replace("| 2026-11-20 | open |", "| 2026-11-20 | done 2026-11-23 |")
        expected = expected.replace("| 2026-11-14 | open |", "| 2026-11-14 | done 2026-11-23 |")
        assert file.read_bytes().decode() == "\ufeff" + expected.replace("\n", "\r\n")

    @pytest.mark.parametrize(
        ("words", "before", "after"),
        [
            (["done", "A2", *DAY], "| 2026-11-20 | open |", "| 2026-11-20 | done 2026-11-24 |"),
            (["drop", "A2", "--why", "A3 covers a|b"], "| 2026-11-20 | open |", "| 2026-11-20 | dropped: A3 covers a\\|b |"),
            (["assign", "A4", "ops/sre"], "| @ops/web |", "| @ops/sre |"),
            (["due", "A4", "2026-12-24"], "| 2026-11-14 |", "| 2026-12-24 |"),
        ],
    )  # fmt: skip
    def test_each_command_writes_its_field(self, folder: Path, words: list[str], before: str, after: str) -> None:
        file = folder / f"postmortems/2026/{ID}.md"
        actions(*words, "--document", ID, "--diff")
        assert file.read_text("utf-8") == CLEAN
        diff = actions(*words, "--document", ID, "--diff").stdout
        actions(*words, "--document", ID)
        assert file.read_text("utf-8") == CLEAN.replace(before, after)
        file.write_text(CLEAN, "utf-8")
        subprocess.run(["patch", "-p1", "--quiet"], input=diff, text=True, cwd=folder, check=True)
        assert file.read_text("utf-8") == CLEAN.replace(before, after)

    def test_a_second_time_changes_nothing(self, folder: Path) -> None:
        file = folder / f"postmortems/2026/{ID}.md"
        assert "is done already, since 2026-11-03" in actions("done", f"{ID}#A1").stdout
        assert "stays as it is: @amara" in actions("assign", f"{ID}#A1", "@amara").stdout
        assert file.read_text("utf-8") == CLEAN

    def test_a_list_with_boxes_is_ticked(self, folder: Path) -> None:
        text = (
            CLEAN.partition("| ID | Type")[0]
            + "- [ ] **A1** Fix: Do it. @amara, 2026-11-20 (F1)\n- [ ] **A2** Detect: Look. @kenji\n"
        )
        file = document(folder, ID, text)
        assert actions("done", f"{ID}#A1", *DAY).stdout == f"{ID}#A1: open -> done 2026-11-24\n"
        assert file.read_text("utf-8") == text.replace("- [ ] **A1**", "- [x] **A1**").replace(
            "2026-11-20 (F1)", "2026-11-20, done 2026-11-24 (F1)"
        )

    def test_an_alias_names_a_document_too(self, folder: Path) -> None:
        file = document(folder, ID, CLEAN.replace("authors:", "aliases: [2026-11-02-old]\nauthors:"))
        actions("done", "2026-11-02-old#A2", *DAY)
        assert "done 2026-11-24" in file.read_text("utf-8")

    @pytest.mark.parametrize(
        ("words", "why"),
        [
            (["done", "2026-11-03-checkout-certificte#A2"], f"there is no document “2026-11-03-checkout-certificte”; did you mean `{ID}`?"),
            (["done", f"{ID}#A22"], "there is no item A22; did you mean A2?"),
            (["done", f"{ID}#zz"], "there is no item zz; it has A1, A2, A3, A4"),
            (["done", "A2"], f"“A2” of which document? write it whole, as `{ID}#A2`, or give `--document`"),
            (["done", ID], f"“{ID}” is a document; name one of its items, as `{ID}#A1`"),
            (["done", f"{ID}#A2", "--on", "2026-12-24", *DAY], "--on: 2026-12-24 is still to come"),
            (["done", f"{ID}#A2", "--on", "yesterday"], "--on: `yesterday` is no day; write it as 2026-11-24"),
            (["drop", f"{ID}#A2", "--why", " - "], "--why: say in a few words"),
            (["assign", f"{ID}#A2", "the team"], "“the team” is no owner; name one `@person` or `@org/team`"),
            (["assign", f"{ID}#A2", "TBD"], "“TBD” is no owner"),
            (["due", f"{ID}#A2", "2026-02-30"], "DATE: `2026-02-30` is no day"),
            (["due", f"{ID}#A2", "2026-11-01"], f"{ID}#A2: 2026-11-01 is before the incident, which began on 2026-11-03"),
        ],
    )  # fmt: skip
    def test_what_is_wrong_is_a_line_and_nothing_is_written(self, folder: Path, words: list[str], why: str) -> None:
        result = actions(*words, code=2)
        assert why in result.stderr
        assert result.stderr.count("\n") == 1
        assert (folder / f"postmortems/2026/{ID}.md").read_text("utf-8") == CLEAN

    def test_one_wrong_id_stops_all(self, folder: Path) -> None:
        result = actions("done", f"{ID}#A2", f"{ID}#A8", "2025-01-01-x#A1", code=2)
        assert result.stderr.count("\n") == 2
        assert (folder / f"postmortems/2026/{ID}.md").read_text("utf-8") == CLEAN

    def test_an_id_that_two_documents_use(self, folder: Path) -> None:
        (folder / "postmortems/2026/deep").mkdir()
        (folder / f"postmortems/2026/deep/{ID}.md").write_text(CLEAN, "utf-8")
        error = actions("done", f"{ID}#A2", code=2).stderr
        assert f"2 documents are called “{ID}”: postmortems/2026/{ID}.md and postmortems/2026/deep/{ID}.md" in error
        actions("done", f"postmortems/2026/{ID}.md#A2", *DAY)
        assert "done 2026-11-24" in (folder / f"postmortems/2026/{ID}.md").read_text("utf-8")

    def test_an_id_that_stands_twice_in_a_document(self, folder: Path) -> None:
        document(folder, ID, CLEAN.replace("| A3 |", "| A2 |"))
        assert "2 items are called A2 (lines 55 and 56)" in actions("done", f"{ID}#A2", code=2).stderr

    def test_a_table_that_is_broken_by_hand(self, folder: Path) -> None:
        file = document(folder, ID, CLEAN.replace("| -- | -- | -- | -- | -- | -- | -- |\n", ""))
        before = file.read_bytes()
        error = actions("done", f"{ID}#A2", code=2).stderr
        assert f"postmortems/2026/{ID}.md:54: A2 stands here, but not as an action item" in error
        file = document(folder, ID, CLEAN.replace("| 2026-11-20 | open | F1, F3 |", "| 2026-11-20 |"))
        assert "the row of A2 has no cell for *Status*; mend it first" in actions("done", f"{ID}#A2", code=2).stderr
        assert "nothing was changed" in actions("done", f"{ID}#A2", code=2).stderr
        assert before != file.read_bytes()

    def test_an_owner_whom_nobody_knows_is_said_and_written(self, folder: Path) -> None:
        (folder / "hotwash.toml").write_text('owners = ["amara", "kenji"]\n')
        result = actions("assign", f"{ID}#A2", "@kenij")
        assert result.stderr == "hotwash: @kenij is not in the owner directory; did you mean @kenji?\n"
        assert "@kenij" in (folder / f"postmortems/2026/{ID}.md").read_text("utf-8")

    def test_a_full_disk_leaves_every_file_as_it_was(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        document(folder, "2026-11-04-other")

        def full(handle: int, data: object) -> int:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        monkeypatch.setattr(os, "write", full)
        error = actions("done", f"{ID}#A2", "2026-11-04-other#A2", code=2).stderr
        assert "No space left on device; nothing was changed" in error
        assert [file.read_text("utf-8") for file in sorted((folder / "postmortems/2026").iterdir())] == [CLEAN, CLEAN]


class TestRemind:
    def test_a_message_for_each_owner(self) -> None:
        text = actions("remind", *DAY).stdout
        assert text.startswith(
            "## Action items of @kenji, 2026-11-24\n\n### Overdue\n\n- 2026-11-20, 4 days ago: Alert 30 days"
        )
        assert "\n\n## Action items of @ops/web, 2026-11-24\n" in text

    def test_files_are_named_after_owners(self, folder: Path) -> None:
        names = actions("remind", *DAY, "--format", "eml", "--output", "mail").stdout.splitlines()
        assert names[0] == "mail/kenji.eml"
        mails = [message_from_bytes((folder / name).read_bytes(), policy=default) for name in names]
        assert [each["X-Hotwash-Owner"] for each in mails] == ["@kenji", "@ops/web"]
        names = actions("remind", *DAY, "--format", "slack", "--output", "chat").stdout.splitlines()
        assert set(json.loads((folder / names[0]).read_text())) == {"text", "blocks"}

    def test_printed_payloads_say_whom_they_are_for(self) -> None:
        lines = actions("remind", *DAY, "--format", "teams").stdout.splitlines()
        assert [json.loads(line)["owner"] for line in lines] == ["@kenji", "@ops/web"]

    def test_one_owner_s_mail_is_printed_and_several_need_a_folder(self) -> None:
        assert (
            "Subject: Action items: 1 overdue" in actions("remind", *DAY, "--format", "eml", "--owner", "kenji").stdout
        )
        assert "give --output FOLDER" in actions("remind", *DAY, "--format", "eml", code=2).stderr

    def test_a_mail_to_nobody_is_named_with_the_way_to_an_address(self, folder: Path) -> None:
        said = actions("remind", *DAY, "--format", "eml", "--output", "mail").stderr
        assert said.startswith("hotwash: no address of @kenji, @ops/web is known")
        assert 'write `addresses = { "kenji" = "..." }` under `[reminders]` in hotwash.toml' in said
        (folder / "hotwash.toml").write_text(
            '[reminders]\naddresses = { "kenji" = "k@example.org", "ops/web" = "w@example.org" }\n'
        )
        result = actions("remind", *DAY, "--format", "eml", "--output", "mail")
        assert result.stderr == ""
        to = message_from_bytes((folder / "mail" / "kenji.eml").read_bytes(), policy=default)["To"]
        assert to == "kenji <k@example.org>"

    def test_a_day_off_says_when_the_next_working_day_is(self, folder: Path) -> None:
        (folder / "hotwash.toml").write_text('[reminders]\nholidays = ["2026-11-30"]\n')
        result = actions("remind", "--today", "2026-11-28")
        assert (result.stdout, result.stderr) == ("", "2026-11-28 is a day off, and nobody is reminded; the next working day is 2026-12-01.\n")  # fmt: skip

    def test_an_age_fails_it(self) -> None:
        assert actions("remind", "--today", "2026-12-22", "--fail-on", "overdue-action>30d", code=1).stdout


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("hotwash actions do", ["done"]),
        (f"hotwash actions done {ID}#", [f"{ID}#A2", f"{ID}#A3", f"{ID}#A4"]),
        ("hotwash actions done A3", [f"{ID}#A3"]),
        ("hotwash actions show A1", [f"{ID}#A1"]),
        ("hotwash actions list --document 2026", [ID]),
        ("hotwash actions assign A2 @k", ["@kenji"]),
        ("hotwash actions list --owner @k", ["@kenji"]),
    ],
)
def test_a_shell_completes_ids(folder: Path, line: str, answer: list[str]) -> None:
    (folder / "hotwash.toml").write_text('owners = ["amara", "kenji"]\n')
    words = line.split(" ")
    env = {**os.environ, "_HOTWASH_COMPLETE": "fish_complete", "COMP_WORDS": line, "COMP_CWORD": words[-1]}
    code = "from hotwash.cli import main; main(prog_name='hotwash')"
    done = subprocess.run(
        [sys.executable, "-c", code], env=env, cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.stderr == ""
    assert [item.partition(",")[2].partition("\t")[0] for item in done.stdout.splitlines()] == answer


def test_help_reads_no_document_and_no_yaml() -> None:
    code = (
        "import atexit, sys\n"
        "atexit.register(lambda: print(sorted({'yaml', 'pyromark', 'icalendar', 'email', 'hotwash.rules'} & set(sys.modules))))\n"
        "from hotwash.cli import main\nmain(['actions', '--help'])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
