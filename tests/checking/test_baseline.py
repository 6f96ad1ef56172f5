"""Known findings live on; new ones do not hide among them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from hotwash.checking import Checker, Finding, Options, baseline
from hotwash.config import Config
from hotwash.document import Source

CLEAN = (Path(__file__).parents[1] / "rules" / "clean.md").read_text("utf-8")
PATH = "postmortems/2026/2026-11-03-x.md"
BROKEN = CLEAN.replace("| @kenji | 2026-11-20 |", "| | 2026-11-20 |")


def findings(text: str) -> tuple[Finding, ...]:
    return Checker(Options(Config(root=Path("/nowhere")), date(2026, 11, 10))).check_text(text, PATH)


def matched(before: str, after: str, tmp_path: Path) -> baseline.Matched:
    file = tmp_path / "baseline.json"
    file.write_text(baseline.write(findings(before), lambda _: Source(before)), "utf-8")
    return baseline.match(findings(after), baseline.read(file), lambda _: Source(after), [PATH])


def counts(found: baseline.Matched) -> tuple[list[str], int, int]:
    return [each.message for each in found.new], found.known, found.gone


def test_what_is_known_is_held_back_wherever_it_has_moved(tmp_path: Path) -> None:
    assert counts(matched(BROKEN, BROKEN, tmp_path)) == ([], 1, 0)
    moved = BROKEN.replace("## Summary\n", "## Summary\n\nMore.\n")
    assert counts(matched(BROKEN, moved, tmp_path)) == ([], 1, 0)


def test_a_reworded_line_is_still_known(tmp_path: Path) -> None:
    reworded = BROKEN.replace("Alert 30 days before", "Alert 40 days before")
    assert counts(matched(BROKEN, reworded, tmp_path)) == ([], 1, 0)


def test_a_new_one_of_the_same_rule_is_told_apart(tmp_path: Path) -> None:
    more = BROKEN.replace("| @ops/web | 2026-11-14 |", "| | 2026-11-14 |")
    assert counts(matched(BROKEN, more, tmp_path)) == (["nobody owns A4"], 1, 0)


def test_what_is_gone_is_told(tmp_path: Path) -> None:
    assert counts(matched(BROKEN, CLEAN, tmp_path)) == ([], 0, 1)


def test_the_same_findings_give_the_same_bytes() -> None:
    text = baseline.write(findings(BROKEN), lambda _: Source(BROKEN))
    assert text == baseline.write(reversed(findings(BROKEN)), lambda _: Source(BROKEN))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "there is no baseline"),
        (b"\xff", "is not UTF-8"),
        (b"{\n", "baseline.json:2: the baseline is not JSON"),
        (b'{"version": 99, "findings": {}}', "is of another version of hotwash"),
        (b"[]", "is of another version of hotwash"),
        (b'{"version": 1, "findings": {"a": {"b": "c"}}}', "is not as hotwash writes it"),
        (b'{"version": 1}', "is not as hotwash writes it"),
    ],
)
def test_a_baseline_that_cannot_be_used(tmp_path: Path, content: bytes | None, message: str) -> None:
    file = tmp_path / "baseline.json"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(baseline.BaselineError, match=message):
        baseline.read(file)
