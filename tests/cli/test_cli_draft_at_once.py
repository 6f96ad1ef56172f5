"""Several processes that add to one document: nothing of any of them is lost, and whoever waits in vain is told for whom."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

CHAT = """\
2026-11-03 09:12 <amara> checkout is down for everybody
2026-11-03 09:31 <kenji> rolled back checkout to build 41
2026-11-03 09:58 <amara> error rate on checkout is back to normal
"""
MORE = "2026-11-03 09:44 <kenji> restarted the gateway of the checkout\n"
THINGS = ("billing", "search", "mailer", "catalogue", "invoices", "sessions")


def start(folder: Path, *arguments: str) -> subprocess.Popen[str]:
    code = "import sys; from hotwash.cli import main; main(sys.argv[1:], prog_name='hotwash')"
    return subprocess.Popen(
        [sys.executable, "-c", code, "draft", *arguments],
        cwd=folder,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
    )


@pytest.fixture
def document(tmp_path: Path) -> Path:
    (tmp_path / "chat.txt").write_text(CHAT)
    process = start(tmp_path, "chat.txt", "--zone", "UTC")
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    return tmp_path / out.strip()


def test_six_that_add_at_once_lose_nothing(document: Path, tmp_path: Path) -> None:
    running = []
    for number, thing in enumerate(THINGS):
        (tmp_path / f"{thing}.txt").write_text(
            f"2026-11-03 09:4{number} <kenji> rolled back {thing} to build {number + 50}\n"
            f"2026-11-03 09:4{number} <amara> thanks\n2026-11-03 09:5{number} <amara> error rate on {thing} is back to normal\n"
        )
        running.append(start(tmp_path, f"{thing}.txt", "--zone", "UTC", "--into", str(document)))
    for process in running:
        _, err = process.communicate(timeout=120)
        assert process.returncode == 0, err
    text = document.read_text("utf-8")
    for number, thing in enumerate(THINGS):
        assert f"09:4{number} — action: Rolled back {thing} to build {number + 50}." in text
    assert [each.name for each in document.parent.iterdir()] == [document.name]


HOLD = """
import sys, time
from pathlib import Path
from hotwash.writing.files import stage
from hotwash.writing.locking import locked
path = Path(sys.argv[1])
with locked(path):
    stage(path, "half of it")
    print("held", flush=True)
    time.sleep(60)
"""


def hold(path: Path) -> subprocess.Popen[str]:
    """A process that has written aside and not yet put it into place."""
    process = subprocess.Popen([sys.executable, "-c", HOLD, str(path)], text=True, stdout=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_who_waits_in_vain_is_told_for_whom_and_changes_nothing(document: Path, tmp_path: Path) -> None:
    (tmp_path / "more.txt").write_text(MORE * 3)
    before = document.read_bytes()
    holder = hold(document)
    try:
        process = start(tmp_path, "more.txt", "--zone", "UTC", "--into", str(document))
        out, err = process.communicate(timeout=60)
    finally:
        holder.kill()
        holder.communicate()
    assert process.returncode == 2
    assert out == ""
    assert err.splitlines()[-1].endswith("is writing it; nothing was changed, try again when that has ended")
    if Path("/proc/locks").exists():
        assert f"process {holder.pid} (" in err
    assert document.read_bytes() == before


def test_a_writer_that_is_killed_leaves_the_old_document_and_no_lock(document: Path, tmp_path: Path) -> None:
    (tmp_path / "more.txt").write_text(
        "2026-11-03 09:44 <kenji> rolled back search to build 7\n2026-11-03 09:46 <kenji> anyone?\n2026-11-03 09:50 <amara> search is down again\n"
    )
    before = document.read_bytes()
    holder = hold(document)
    os.kill(holder.pid, signal.SIGKILL)
    holder.communicate()
    assert document.read_bytes() == before
    process = start(tmp_path, "more.txt", "--zone", "UTC", "--into", str(document))
    _, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    assert "Rolled back search to build 7." in document.read_text("utf-8")


def test_finishing_waits_for_its_turn_too(document: Path, tmp_path: Path) -> None:
    holder = hold(document)
    try:
        process = start(tmp_path, "--finish", str(document))
        _, err = process.communicate(timeout=60)
    finally:
        holder.kill()
        holder.communicate()
    assert process.returncode == 2
    assert "is writing it" in err
