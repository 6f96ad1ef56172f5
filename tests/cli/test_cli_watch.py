"""`hotwash check --watch` and the progress bar, at a real terminal and in a pipe."""

from __future__ import annotations

import re
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from terminal import COMMAND, Terminal

CLEAN = (Path(__file__).parents[1] / "rules" / "clean.md").read_text("utf-8")
NAME = "2026-11-03-checkout-certificate.md"
OTHER = "2026-10-12-gateway-restart.md"
TODAY = ("--today", "2026-11-10")
WAITING = "Waiting for changes; Ctrl-C ends."
CLEAR = "\x1b[2J"


@pytest.fixture(autouse=True)
def plain(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without colours, the lines are what they say."""
    monkeypatch.setenv("NO_COLOR", "1")


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """A knowledge base of three clean documents."""
    (tmp_path / ".git").mkdir()
    folder = tmp_path / "postmortems" / "2026"
    folder.mkdir(parents=True)
    (folder / NAME).write_text(CLEAN, "utf-8")
    for number, name in enumerate((OTHER, "2026-09-01-queue-full.md")):
        (folder / name).write_text(CLEAN.replace("title: Checkout", f"title: {number} Checkout"), "utf-8")
    return tmp_path


@pytest.fixture
def document(base: Path) -> Path:
    return base / "postmortems" / "2026" / NAME


Start = Callable[..., Terminal]


@pytest.fixture
def start(base: Path) -> Iterator[Start]:
    """Starts a watcher at a terminal, and waits until it waits."""
    started: list[Terminal] = []

    def begin(*arguments: str) -> Terminal:
        terminal = Terminal(base, "check", "--watch", *TODAY, "--output-format", "concise", *arguments)
        started.append(terminal)
        terminal.wait_for(WAITING)
        return terminal

    yield begin
    for terminal in started:
        terminal.close()


def after(terminal: Terminal, change: Callable[[], object]) -> str:
    """What is on the screen once a change was looked at."""
    terminal.shown = ""
    change()
    terminal.wait_for(WAITING)
    return terminal.shown.replace("\r\n", "\n")


def replaced(file: Path, old: str, new: str) -> Callable[[], object]:
    text = file.read_text("utf-8")
    assert old in text
    return lambda: file.write_text(text.replace(old, new), "utf-8")


def test_only_what_changed_is_looked_at_again(start: Start, document: Path) -> None:
    terminal = start()
    assert "3 documents checked, nothing found." in terminal.shown
    assert re.search(r"Looked at 3 documents in \d+\.\d\d s\. Waiting", terminal.shown)
    shown = after(terminal, replaced(document, "| @kenji | 2026-11-20 |", "|  | 2026-11-20 |"))
    assert CLEAR in shown
    assert "error[action-without-owner] nobody owns A2" in shown
    assert re.search(rf"postmortems/2026/{NAME} changed\. Looked at 1 of 3 documents in \d+\.\d\d s\.", shown)
    shown = after(terminal, lambda: document.write_text(CLEAN, "utf-8"))
    assert "3 documents checked, nothing found." in shown


def test_findings_in_one_document_follow_another(start: Start, document: Path) -> None:
    """A document that was renamed, made or taken away is what others link to."""
    other = document.with_name(OTHER)
    document.write_text(
        CLEAN.replace("## Timeline", f"See [the restart]({OTHER}#action-items).\n\n## Timeline"), "utf-8"
    )
    terminal = start()
    assert "nothing found" in terminal.shown
    shown = after(terminal, lambda: other.rename(other.with_name("2026-10-12-gateway-moved.md")))
    assert f"there is no file postmortems/2026/{OTHER}" in shown
    assert "Looked at 1 of 3 documents" in shown
    shown = after(terminal, lambda: other.with_name("2026-10-12-gateway-moved.md").rename(other))
    assert "3 documents checked, nothing found." in shown
    shown = after(terminal, other.unlink)
    assert "2 documents checked: 1 warning." in shown
    assert "Looked at 0 of 2 documents" in shown
    shown = after(terminal, lambda: other.write_text(CLEAN.replace("## Action items", "## Next steps"), "utf-8"))
    assert f"warning[broken-link] {OTHER[:-3]} has no heading or id #action-items" in shown


def test_what_a_document_links_to_is_watched_too(start: Start, document: Path) -> None:
    document.write_text(CLEAN.replace("## Timeline", "![errors a minute](graph.png)\n\n## Timeline"), "utf-8")
    graph = document.with_name("graph.png")
    terminal = start()
    assert "there is no image postmortems/2026/graph.png" in terminal.shown
    assert "nothing found" in after(terminal, lambda: graph.write_bytes(b"x"))
    assert "there is no image" in after(terminal, graph.unlink)


def test_a_configuration_that_changes_concerns_all(start: Start, base: Path) -> None:
    terminal = start()
    config = base / "hotwash.toml"
    shown = after(terminal, lambda: config.write_text("[limits]\nmin-factors = 7\ngood-factors = 9\n", "utf-8"))
    assert "The configuration or the day changed. Looked at 3 documents" in shown
    assert shown.count("warning[few-factors]") == 3
    shown = after(terminal, lambda: config.write_text("[limits\n", "utf-8"))
    assert "hotwash.toml:1" in shown
    assert "few-factors" not in shown
    assert "nothing found" in after(terminal, config.unlink)


def test_a_named_document_that_goes_and_comes_back(start: Start, document: Path) -> None:
    terminal = start(f"postmortems/2026/{NAME}")
    shown = after(terminal, document.unlink)
    assert f"hotwash: postmortems/2026/{NAME}: no such file or folder" in shown
    assert "1 document checked, nothing found." in after(terminal, lambda: document.write_text(CLEAN, "utf-8"))


def test_ctrl_c_leaves_cleanly(start: Start) -> None:
    terminal = start()
    terminal.interrupt()
    assert terminal.ended() == 0
    assert terminal.shown.rstrip().endswith(WAITING)


def test_in_a_pipe_the_screen_is_left_alone(base: Path, document: Path) -> None:
    process = subprocess.Popen(
        (*COMMAND, "check", "--watch", *TODAY, "--statistics"),
        cwd=base,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    assert process.stderr
    assert WAITING in process.stderr.readline()
    replaced(document, "| @kenji | 2026-11-20 |", "|  | 2026-11-20 |")()
    assert "changed. Looked at 1 of 3 documents" in process.stderr.readline()
    time.sleep(0.3)  # Python loses a signal that arrives in the instant before it begins to wait
    process.send_signal(signal.SIGINT)
    out, _ = process.communicate(timeout=30)
    assert process.returncode == 0
    assert "\x1b" not in out
    assert out == ("3 documents checked, nothing found.\n1     action-without-owner\n\n3 documents checked: 1 error.\n")


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A knowledge base that takes longer than half a second."""
    base = tmp_path_factory.mktemp("large")
    (base / ".git").mkdir()
    folder = base / "postmortems" / "2026"
    folder.mkdir(parents=True)
    for number in range(1500):
        (folder / f"2026-11-03-incident-{number}.md").write_text(CLEAN, "utf-8")
    return base


def test_a_long_run_shows_how_far_it_is_and_leaves_no_trace(large: Path) -> None:
    terminal = Terminal(large, "check", *TODAY)
    assert terminal.ended() == 0
    terminal.close()
    bars = re.findall(r"\r[█░]+ ([\d,]+) of 1,500", terminal.shown)
    assert bars
    assert sorted(bars, key=lambda each: int(each.replace(",", ""))) == bars
    assert terminal.shown.endswith("\r\x1b[K1,500 documents checked, nothing found.\r\n")


def test_a_short_run_shows_no_bar(base: Path) -> None:
    terminal = Terminal(base, "check", *TODAY)
    assert terminal.ended() == 0
    terminal.close()
    assert terminal.shown == "3 documents checked, nothing found.\r\n"


def test_a_pipe_gets_no_bar(large: Path) -> None:
    done = subprocess.run((*COMMAND, "check", *TODAY), cwd=large, capture_output=True, encoding="utf-8", check=True)
    assert (done.stdout, done.stderr) == ("1,500 documents checked, nothing found.\n", "")


def test_a_dumb_terminal_gets_no_bar(large: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "dumb")
    terminal = Terminal(large, "check", *TODAY)
    assert terminal.ended() == 0
    terminal.close()
    assert terminal.shown == "1,500 documents checked, nothing found.\r\n"
