"""A knowledge base whose items are followed up in a tracker."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner, Result

from hotwash.cli import main

CLEAN = (Path(__file__).parents[1] / "rules" / "clean.md").read_text("utf-8")
NAME = "2026-11-03-checkout-certificate"
HEAD = (
    "| ID | Type | Action | Owner | Due | Status | Addresses | Tracker |\n| -- | -- | -- | -- | -- | -- | -- | -- |\n"
)
ROWS = """\
| A1 | Fix | Renew the gateway certificates | @amara | 2026-11-03 | done 2026-11-03 | F1 | |
| A2 | Detect | Alert 30 days before any certificate in the fleet expires | @kenji | 2026-12-04 | open | F1, F3 | |
| A3 | Prevent | Install certificates by the deploy pipeline | @kenji | 2027-01-15 | open | F4 | |
| A4 | Respond | Add a certificate check to the checkout runbook | @ops/web | 2026-12-11 | open | F2, F5 | |
"""


def document(rows: str = ROWS) -> str:
    """The clean document with these items."""
    head, _, _ = CLEAN.partition("## Action items\n")
    return f"{head}## Action items\n\n{HEAD}{rows}"


@dataclass
class Base:
    """The folder of a knowledge base."""

    folder: Path

    def configure(self, kind: str, url: str, project: str = "larkmere/follow-ups", more: str = "") -> None:
        """Name the tracker."""
        text = f'[tracker]\nkind = "{kind}"\nurl = "{url}"\nproject = "{project}"\n{more}\n'
        (self.folder / "hotwash.toml").write_text(text, "utf-8")

    def write(self, text: str | None = None, name: str = NAME) -> Path:
        """Write a document."""
        file = self.folder / "postmortems" / name[:4] / f"{name}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(document() if text is None else text, "utf-8", newline="")
        return file

    def run(self, *arguments: str) -> Result:
        """`hotwash actions`, in this process."""
        return CliRunner().invoke(main, ["actions", *arguments])

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        """The same in a process of its own, which can be killed."""
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
        command = [sys.executable, "-m", "hotwash", "actions", *arguments]
        return subprocess.Popen(
            command, cwd=self.folder, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )


def rows_of(file: Path) -> list[str]:
    """The rows of the table of items."""
    return [line for line in file.read_text("utf-8").splitlines() if line.startswith("| A")]
