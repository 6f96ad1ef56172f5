"""`hotwash draft`: from a description to a document that the check takes, with what is missing asked; never over anything."""

from __future__ import annotations

import difflib
import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from hotwash.cli import main

TODAY = "2026-11-24"
TEXT = """\
Yesterday around 14:10 checkout began to throw 500s after a deploy. A customer told us at 14:20, we rolled back at 14:40 and
checkout was back to normal at 14:45. About 300 orders failed. The alert threshold was too high.
"""
PATH = "postmortems/2026/2026-11-23-checkout-began-to-throw-500s-after-a-deploy.md"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    (tmp_path / "notes.txt").write_text(TEXT)
    return tmp_path


def draft(*arguments: str, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(main, ["draft", "--today", TODAY, *arguments], input=stdin)


def test_a_description_becomes_a_draft_and_its_name_is_printed(folder: Path) -> None:
    result = draft("notes.txt")
    assert (result.exit_code, result.stdout) == (0, f"{PATH}\n")
    text = (folder / PATH).read_text()
    assert (
        "- ~2026-11-23 14:10 — change: Checkout began to throw 500s after a deploy. <!-- from: notes.txt:1 -->" in text
    )
    assert re.search(r"started: 2026-11-23T14:10Z", text)
    assert re.search(r"detected: 2026-11-23T14:20Z", text)
    assert re.search(r"resolved: 2026-11-23T14:45Z", text)


def test_the_check_takes_the_draft_and_its_questions_are_told_in_the_order_of_the_check(folder: Path) -> None:
    said = draft("notes.txt").stderr
    keys = [line.split(":")[0].strip() for line in said.splitlines() if line.startswith("  ")]
    order = ["frontmatter", "timeline", "impact", "factors", "went-well", "actions"]
    assert sorted(keys, key=order.index) == keys
    assert f"{len(keys)} questions are open" in said
    check = CliRunner().invoke(main, ["check", PATH, "--today", TODAY])
    assert check.exit_code == 0, check.stdout


def test_a_second_draft_takes_another_name_and_leaves_the_first(folder: Path) -> None:
    draft("notes.txt")
    (folder / PATH).write_text("what a person wrote\n")
    again = draft("notes.txt")
    assert again.stdout == PATH.replace(".md", "-2.md") + "\n"
    assert (folder / PATH).read_text() == "what a person wrote\n"


def test_json_gives_the_statements_with_their_lines_and_writes_nothing(folder: Path) -> None:
    found = json.loads(draft("notes.txt", "--format", "json").stdout)
    assert found["timeline"][0]["time"] == "2026-11-23T14:10+00:00"
    assert found["impact"] == [{"text": "About 300 orders failed.", "sources": [{"file": "notes.txt", "line": 2}]}]
    assert not (folder / "postmortems").exists()


def test_standard_input_and_several_files_are_read(folder: Path) -> None:
    (folder / "more.txt").write_text("There was no canary for the deploy.")
    found = json.loads(draft("-", "more.txt", "--format", "json", stdin=TEXT).stdout)
    assert {each["sources"][0]["file"] for each in found["factors"]} == {"-", "more.txt"}


def test_a_dry_run_prints_and_writes_nothing(folder: Path) -> None:
    result = draft("notes.txt", "--dry-run")
    assert result.stdout.startswith("---\ntitle: Checkout began")
    assert f"Would write {PATH}:" in result.stderr
    assert not (folder / "postmortems").exists()


def test_flags_win_over_what_the_text_says() -> None:
    result = draft("notes.txt", "--dry-run", "--title", "A bad deploy", "--severity", "SEV2", "--service", "web,cart",
                   "--author", "@amara", "--date", "2026-11-03", "--zone", "Europe/Berlin")  # fmt: skip
    assert "title: A bad deploy\n" in result.stdout
    assert "services: [web, cart]" in result.stdout
    assert "started: 2026-11-03T14:10+01:00" in result.stdout
    assert "authors: [amara]" in result.stdout
    assert "(severity)" not in result.stderr


def test_secrets_are_replaced_and_counted(folder: Path) -> None:
    (folder / "notes.txt").write_text(TEXT + "I logged in from 203.0.113.9 as ops@example.com at 14:50.\n")
    result = draft("notes.txt", "--dry-run")
    assert "203.0.113.9" not in result.stdout
    assert "redacted: 1 email, 1 ip" in result.stderr
    kept = draft("notes.txt", "--dry-run", "--no-redact")
    assert "203.0.113.9" in kept.stdout
    assert "nothing is redacted" in kept.stderr


def test_without_what_finds_secrets_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hotwash.drafting.redaction._is_installed", lambda: False)
    result = draft("notes.txt")
    assert result.exit_code == 2
    assert "pip install 'hotwash[draft]'" in result.stderr
    assert draft("notes.txt", "--no-redact", "--dry-run").exit_code == 0


def test_finish_takes_the_origins_out_of_what_a_person_has_edited(folder: Path) -> None:
    draft("notes.txt")
    file = folder / PATH
    file.write_text(file.read_text().replace("severity:", "severity: SEV2"))
    result = CliRunner().invoke(main, ["draft", "--finish", PATH])
    assert result.exit_code == 0
    assert "from: notes.txt" not in file.read_text()
    assert "severity: SEV2" in file.read_text()
    assert "nothing to take out" in CliRunner().invoke(main, ["draft", "--finish", PATH]).stderr


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "it is empty"),
        (b"  \n\n", "it is empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "binary (a PNG image)"),
        (b"text with \x00 in it", "binary (not text)"),
        (b'{"a": 1}', "JSON of an unknown shape"),
        (b"Thanks everyone!\n", "says nothing that belongs into a post-mortem"),
        (b"a " * 300_000, "are too many for a description"),
    ],
)
def test_bad_input_is_one_line_and_nothing_is_written(folder: Path, content: bytes, words: str) -> None:
    (folder / "bad.txt").write_bytes(content)
    result = draft("bad.txt")
    assert result.exit_code == 2
    assert words in result.stderr
    assert result.stderr.count("\n") == 1
    assert not (folder / "postmortems").exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["missing.txt"], "missing.txt: no such file"),
        (["notes.txt", "--date", "soon"], "--date: “soon” is no day"),
        (["notes.txt", "--zone", "Moon"], "--zone: “Moon” is no zone"),
        (["notes.txt", "--severity", "huge"], "--severity: “huge” is none of SEV1"),
        (["notes.txt", "--people", "amara"], "is no NAME=ROLE"),
    ],
)
def test_wrong_flags_say_how_to_write_them(arguments: list[str], words: str) -> None:
    result = draft(*arguments)
    assert result.exit_code == 2
    assert words in result.stderr


EARLIER = """\
---
title: Checkout unavailable after the payment certificate expired
status: published
severity: SEV2
services: [checkout]
signals: [CheckoutErrorRate]
started: 2025-03-02T09:12Z
detected: 2025-03-02T09:20Z
resolved: 2025-03-02T10:05Z
authors: [amara]
---

## Contributing factors

- **F1**: The expiry alert watched the load balancer's certificate only, not the gateways'. #detection

## Action items

| ID | Type | Action | Owner | Due | Status | Addresses |
| -- | -- | -- | -- | -- | -- | -- |
| A1 | Fix | Renew the gateway certificates | @amara | 2025-03-02 | done | F1 |
| A2 | Detect | Alert 30 days before any certificate in the fleet expires | @kenji | 2025-04-20 | open | F1 |
"""


def test_earlier_incidents_ask_whether_it_was_so_this_time(folder: Path) -> None:
    (folder / "postmortems" / "2025").mkdir(parents=True)
    (folder / "postmortems" / "2025" / "2025-03-02-checkout-certificate.md").write_text(EARLIER)
    (folder / "notes.txt").write_text(TEXT + "CheckoutErrorRate fired at 14:15.\n")
    result = draft("notes.txt", "--dry-run")
    assert (
        "In [[2025-03-02-checkout-certificate#F1]]: “The expiry alert watched the load balancer's certificate only, not the "
        "gateways'”. Was it so this time?" in result.stdout
    )
    assert "[[2025-03-02-checkout-certificate#A2]] is still open" in result.stderr
    assert "#A1]]" not in result.stderr
    assert "load balancer" not in json.dumps(json.loads(draft("notes.txt", "--format", "json").stdout)["factors"])


class TestInto:
    """More material for a document that is there."""

    @pytest.fixture
    def document(self, folder: Path) -> Path:
        draft("notes.txt")
        file = folder / PATH
        # What a person did with the draft: one line reworded, one taken out, one of their own.
        text = file.read_text().replace(
            "- 14:20 — signal: A customer told us.", "- 14:20 — signal: A customer calls support."
        )
        text = re.sub(r"- \\*\\*F1\\*\\*.*\n", "", text).replace(
            "## What went well\n", "## What went well\n\n- Somebody knew the old release.\n"
        )
        file.write_text(text)
        return file

    def test_what_is_new_goes_in_and_no_line_is_touched(self, folder: Path, document: Path) -> None:
        before = document.read_text().splitlines()
        (folder / "more.txt").write_text(
            "Yesterday at 14:25 we called the payment provider. The provider had no status page. 20 customers were charged twice. "
            "We should add a canary to the deploy."
        )
        result = draft("more.txt", "--into", str(document))
        assert result.exit_code == 0, result.stderr
        after = document.read_text().splitlines()
        assert not [line for line in difflib.ndiff(before, after) if line.startswith("-")]
        new = [line for line in after if "more.txt" in line]
        assert len(new) == 4
        clocks = re.findall(r"(?m)^- ~?(?:2026-11-23 )?(\d\d:\d\d) —", document.read_text())
        assert clocks == sorted(clocks)
        assert "| A1 | Prevent | Add a canary to the deploy <!-- from: more.txt:1 -->" in document.read_text()
        check = CliRunner().invoke(main, ["check", str(document), "--today", TODAY])
        assert check.exit_code == 0, check.stdout

    def test_the_same_material_again_changes_nothing(self, document: Path) -> None:
        before = document.read_bytes()
        result = draft("notes.txt", "--into", str(document))
        assert document.read_bytes() == before
        assert "added nothing" in result.stderr

    def test_later_lines_of_the_same_file_are_new(self, folder: Path, document: Path) -> None:
        with (folder / "notes.txt").open("a") as file:
            file.write("Yesterday at 15:30 we refunded the customers.\n")
        assert "added 1 to Timeline" in draft("notes.txt", "--into", str(document)).stderr
        assert "15:30 — action: We refunded the customers. <!-- from: notes.txt:3 -->" in document.read_text()

    def test_a_dry_run_prints_what_would_be(self, folder: Path, document: Path) -> None:
        before = document.read_bytes()
        (folder / "more.txt").write_text("There was no canary for the deploy.")
        result = draft("more.txt", "--into", str(document), "--dry-run")
        assert "There was no canary" in result.stdout
        assert "would add 1 to Contributing factors" in result.stderr
        assert document.read_bytes() == before

    def test_a_file_that_is_not_there_is_one_line(self) -> None:
        result = draft("notes.txt", "--into", "missing.md")
        assert (result.exit_code, result.stderr.count("\n")) == (2, 1)


class TestInteractive:
    """A walk through what is open: part after part, saved after every answer, to be gone on with any day."""

    def walk(self, *arguments: str, answers: list[str]) -> Result:
        return draft("--interactive", *arguments, stdin="".join(f"{each}\n" for each in answers))

    def test_answers_go_where_they_belong_and_their_questions_are_gone(self, folder: Path) -> None:
        answers = {
            "How severe": "sev2",
            "Who writes": "@amara, kenji",
            "No zone": "-",
            "Revenue": "Revenue: about 4,000 EUR",
            "Change:": "the canary stage was switched off in October",
            "What made": "The runbook has the rollback on its first page",
            "What will change": "@amara will alert on 2% errors by 2026-12-04",
        }
        draft("notes.txt")
        text = (folder / PATH).read_text()
        while True:
            asked = CliRunner().invoke(main, ["draft", "-i", "--into", PATH], input="quit\n").stderr
            question = next((line for line in asked.splitlines()[2:] if "?" in line), "")
            said = next((answer for start, answer in answers.items() if question.strip().startswith(start)), "")
            if not said:
                break
            self.walk("--into", PATH, answers=[said, "quit"])
            assert question.strip() not in (folder / PATH).read_text()
        text = (folder / PATH).read_text()
        assert "severity: SEV2" in text
        assert "authors: [amara, kenji]" in text

    def test_enter_leaves_a_question_open_and_the_end_says_how_to_go_on(self, folder: Path) -> None:
        draft("notes.txt")
        before = (folder / PATH).read_bytes()
        result = self.walk("--into", PATH, answers=[""] * 40)
        assert (folder / PATH).read_bytes() == before
        assert re.search(rf"\d+ questions are open; `hotwash draft --interactive --into {PATH}` goes on", result.stderr)

    def test_a_wrong_answer_is_explained_and_asked_again(self, folder: Path) -> None:
        draft("notes.txt")
        result = self.walk("--into", PATH, answers=["huge", "SEV3", "quit"])
        assert "“huge” is none of SEV1" in result.stderr
        assert "severity: SEV3" in (folder / PATH).read_text()

    def test_it_goes_on_where_a_draft_has_begun(self, folder: Path) -> None:
        result = self.walk("notes.txt", answers=["SEV1", "quit"])
        assert result.exit_code == 0, result.stderr
        assert "severity: SEV1" in (folder / PATH).read_text()

    @pytest.mark.parametrize("flag", [["--dry-run"], ["--format", "json"]])
    def test_it_needs_a_document_to_write(self, flag: list[str]) -> None:
        assert draft("notes.txt", "--interactive", *flag).exit_code == 2


CHAT = """\
amara [9:10 AM]
CheckoutErrorRate is firing, checkout returns 500s for customers

kenji [9:20 AM]
I rolled back the deploy of checkout

kenji [9:25 AM]
error rate is back to normal

amara [5:40 PM]
search is down, getting timeouts from the search API

kenji [5:50 PM]
I restarted the search cluster

kenji [5:55 PM]
search has recovered
"""


class TestChats:
    """Chats and exports beside descriptions, in one draft."""

    @pytest.fixture
    def chat(self, folder: Path) -> Path:
        (folder / "chat.txt").write_text(CHAT)
        return folder / "chat.txt"

    def drafted(self, *arguments: str) -> dict[str, list[dict[str, str]]]:
        found: dict[str, list[dict[str, str]]] = json.loads(draft(*arguments, "--format", "json").stdout)
        return found

    def test_a_chat_becomes_a_timeline_with_its_lines(self, chat: Path) -> None:
        found = self.drafted("chat.txt", "--date", "2026-11-03")["timeline"]
        assert [each["time"][11:16] for each in found][:3] == ["09:10", "09:20", "09:25"]
        assert [each["kind"] for each in found][:3] == ["signal", "action", "result"]
        assert "kenji" not in json.dumps(found).lower()

    def test_from_and_to_cut_one_incident_out(self, chat: Path) -> None:
        early = self.drafted("chat.txt", "--to", "10:00")["timeline"]
        late = self.drafted("chat.txt", "--from", "17:00")["timeline"]
        assert "search" not in json.dumps(early)
        assert "checkout" not in json.dumps(late).lower()
        assert len(early) == len(late) == 3

    def test_what_a_description_and_a_chat_both_tell_is_told_once(self, folder: Path, chat: Path) -> None:
        (folder / "notes.txt").write_text(
            "On 2026-11-03 at 9:20 we rolled back the deploy of checkout. 300 orders failed."
        )
        found = self.drafted("notes.txt", "chat.txt", "--date", "2026-11-03", "--to", "10:00")
        backs = [each for each in found["timeline"] if "rolled back" in each["text"]]
        assert len(backs) == 1
        assert {each["file"] for each in backs[0]["sources"]} == {"notes.txt", "chat.txt"}
        assert [each["text"] for each in found["impact"]][:1] == ["300 orders failed."]

    def test_a_time_that_is_none_is_one_line(self, chat: Path) -> None:
        result = draft("chat.txt", "--from", "soon")
        assert (result.exit_code, result.stderr) == (
            2,
            "hotwash: --from: “soon” is no time; write it as 09:30 or 2026-11-03T09:30\n",
        )
