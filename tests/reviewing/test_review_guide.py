"""The guide's page on the review, word for word: who types what it shows sees what it shows."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner
from icalendar import Calendar
from reviewing_tools import ID, draft

from hotwash.cli import main

PAGE = (Path(__file__).parents[2] / "tooling/hotwash/site/guide/review.md").read_text("utf-8")


def played(block: str) -> str:
    """The block as it comes out when its commands are typed: each with what it prints, errors behind the rest."""
    shown = ""
    for line in block.splitlines(keepends=True):
        if line.startswith("$ hotwash "):
            result = CliRunner().invoke(main, shlex.split(line.removeprefix("$ hotwash ")))
            shown += line + result.stdout + result.stderr
    return shown


def blocks(kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


def test_who_follows_the_page_sees_what_it_shows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    file = tmp_path / "postmortems/2026" / f"{ID}.md"
    file.parent.mkdir(parents=True)
    file.write_text(draft().replace("runbook | @ops/web |", "runbook | |"), "utf-8")
    found = blocks("console")
    assert len(found) == 3
    for block in found:
        assert played(block) == block
    sheet = (tmp_path / "review.md").read_text("utf-8")
    first, last = blocks('markdown title="review.md, [^"]*"')
    assert sheet.startswith(first)
    assert last in sheet
    (event,) = Calendar.from_ical((tmp_path / "review.ics").read_bytes()).walk("VEVENT")
    assert f"{event['dtstart'].dt:%Y-%m-%d %H:%M}" == "2026-11-09 09:00"
    file.write_text(draft({"resolved": None}), "utf-8")
    (said,) = (block for block in blocks("text") if block.startswith("hotwash: "))
    assert CliRunner().invoke(main, ["agenda", ID, "--format", "ics"]).stderr == said
