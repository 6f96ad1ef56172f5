"""The account of one run: from a chat to a document that passes as published, by a script of answers.

    python benchmarks/account.py

Prints each step with its machine seconds, how many questions were asked, and how many characters a person types.
It says nothing of the minutes that a person thinks.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
from pathlib import Path

_CHAT = """\
[09:12] <amara> checkout is down, customers see 500s
[09:14] <kenji> looking, 31% of checkouts fail
[09:20] <amara> thanks
[09:31] <kenji> rolled back checkout to build 41
[09:36] <kenji> the rollback changes nothing, same errors
[09:44] <amara> found it: the certificate of the payment gateways expired at 09:10, nothing watches it
[09:58] <kenji> renewed certificate is live on all gateways
[10:05] <amara> error rate is back to normal, 4120 checkouts failed
[10:09] <kenji> we should alert 30 days before a certificate expires
"""
_ANSWERS = {
    "Revenue": "about 61,000 EUR delayed, 70% retried the same day",
    "SLA": "53 minutes of the monthly 43",
    "Data": "none lost",
    "Users": "4,120 checkouts failed",
    "How severe": "SEV2",
    "Which services": "checkout, payments",
    "Who writes": "amara",
    "Change": "the renewal job reports to a mailbox that no rota reads",
    "Documentation": "the runbook for checkout errors does not mention certificates",
    "What made": "the rollback took one command",
    "What helped": "customers got an answer within two minutes",
    "In two sentences": "For 53 minutes 31% of checkouts failed, because the gateways served an expired certificate.",
    "F": "A1",
}
"""By the beginning of a question; what has none is struck."""
_WHO = "@kenji 2026-11-20"
_MOST = 60


class Account:
    """Runs commands in a folder, and adds up what they cost."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.typed = 0
        self.questions = 0

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """One step, as typed on a command line."""
        before = _seconds()
        code = "import sys; from hotwash.cli import main; main(sys.argv[1:], prog_name='hotwash')"
        done = subprocess.run(
            [sys.executable, "-c", code, *arguments], cwd=self.folder, capture_output=True, text=True, check=False
        )
        self.typed += len(" ".join(("hotwash", *arguments))) + 1
        print(f"{_seconds() - before:5.2f} s  hotwash {' '.join(arguments)}  (exit code {done.returncode})")
        return done

    def walk(self, path: Path) -> None:
        """Answer all that is open, as `hotwash draft --interactive` asks it."""
        from datetime import UTC, datetime

        from hotwash.config import Config
        from hotwash.document.zones import Zone
        from hotwash.drafting.walk import Walk

        walk = Walk(path.read_text("utf-8"), Config(), datetime(2026, 11, 4, 15, tzinfo=UTC), Zone("UTC", UTC))
        for _ in range(_MOST):
            step = next(iter(walk.steps()), None)
            if step is None:
                break
            begins = next((each for each in _ANSWERS if step.question.startswith(each)), "")
            said = _WHO if "who owns it" in step.question or "by when" in step.question else _ANSWERS.get(begins, "")
            self.questions += 1
            self.typed += len(said or "-") + 1
            if said:
                walk.answer(step, said)
            else:
                walk.drop(step)
        path.write_text(walk.text, "utf-8")


def _seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> int:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        account = Account(folder)
        (folder / "chat.txt").write_text(_CHAT)
        drafted = account.run("draft", "chat.txt", "--date", "2026-11-03", "--zone", "UTC", "--today", "2026-11-04")
        path = folder / drafted.stdout.strip()
        account.walk(path)
        account.run("draft", "--finish", drafted.stdout.strip())
        text = path.read_text("utf-8")
        for field, value in (("reviewed", "2026-11-04T15:00Z"), ("status", "published")):
            lines = [f"{field}: {value}" if line.startswith(f"{field}:") else line for line in text.splitlines()]
            text = "\n".join(lines) + "\n"
            account.typed += len(value)
        path.write_text(text, "utf-8")
        checked = account.run("check", "--today", "2026-11-04", drafted.stdout.strip())
        print(checked.stdout.splitlines()[-1])
        if checked.returncode:
            print(checked.stdout)
        print(f"{account.questions} questions answered, {account.typed} characters typed, {_seconds():.1f} CPU-seconds")
        return checked.returncode


if __name__ == "__main__":
    sys.exit(main())
