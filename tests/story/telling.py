"""How the story is told: each step with its command and what came of it, as a person sees it in a terminal."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

from integration_tools import ENVIRONMENT, ROOT

GUIDE = ROOT / "tooling" / "hotwash" / "site" / "guide"


class Story:
    """A folder in which things happen, and the day on which they do."""

    def __init__(self, folder: Path, today: date) -> None:
        self.folder, self.today = folder, today
        self._chapters = 0

    def chapter(self, title: str) -> None:
        """Begin a step."""
        self._chapters += 1
        self.tell(f"\n\n=== {self._chapters}. {title} ===\n")

    def tell(self, text: str) -> None:
        """Print it, without the folder of this run."""
        print(text.replace(f"{self.folder}{os.sep}", ""), flush=True)

    def run(self, *command: str, code: int = 0, env: Mapping[str, str] | None = None) -> str:
        """Run a command in the engineer's clone and show it; all that it printed."""
        self.tell(f"$ {shlex.join(command)}")
        done = subprocess.run(
            command, cwd=self.folder / "kb", env={**ENVIRONMENT, "HOTWASH_CACHE_DIR": str(self.folder / "cache"), **(env or {})},
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", timeout=120, check=False,
        )  # fmt: skip
        if done.stdout:
            self.tell(done.stdout)
        assert done.returncode == code, done.stdout
        return done.stdout

    def dated(self, name: str) -> str:
        """The text of a file beside this one, its `{D-1}` and `{D+4}` as days before and after today."""
        text = Path(__file__).with_name(name).read_text("utf-8")
        return re.sub(r"\{D([+-]\d+)\}", lambda found: str(self.today + timedelta(int(found[1]))), text)


def example(page: str, begins: str) -> str:
    """The one code block of a page of the guide that begins so, without its fences."""
    blocks = re.findall(r"^```\w+[^\n]*\n(.*?)^```$", (GUIDE / page).read_text("utf-8"), re.MULTILINE | re.DOTALL)
    (found,) = [each for each in blocks if each.startswith(begins)]
    return found


def sections(text: str) -> dict[str, str]:
    """The sections of a document, each from its heading on."""
    parts = re.split(r"^(?=## )", text, flags=re.MULTILINE)[1:]
    return {each.partition("\n")[0]: each for each in parts}
