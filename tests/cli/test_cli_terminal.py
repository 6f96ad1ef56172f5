"""A real terminal: questions are asked there, and Ctrl-C ends them without a trace."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from terminal import Terminal


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    terminal = Terminal(tmp_path, "new", "--severity", "SEV2", "--author", "amara")
    yield terminal
    terminal.close()


def test_what_no_flag_says_is_asked(terminal: Terminal, tmp_path: Path) -> None:
    terminal.answer("Title", "Checkout down")
    terminal.answer("Services", "checkout")
    terminal.answer("Started", "someday")
    terminal.answer("is not a time", "yesterday 09:12")
    terminal.answer("Detected", "yesterday 09:20")
    terminal.answer("Resolved", "")
    assert terminal.ended() == 0
    assert "says what is still missing" in terminal.shown
    assert [path.name[10:] for path in tmp_path.rglob("*.md")] == ["-checkout-down.md"]


def test_ctrl_c_ends_it_without_a_trace(terminal: Terminal, tmp_path: Path) -> None:
    terminal.answer("Title", "Checkout down")
    terminal.wait_for("Services")
    terminal.interrupt()
    assert terminal.ended() == 130
    assert "interrupted" in terminal.shown
    assert "Traceback" not in terminal.shown
    assert list(tmp_path.iterdir()) == []
