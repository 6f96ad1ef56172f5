"""When each document was last changed, as git tells it: one `git log` for the whole tree."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_COMMIT = "\x01"
_FORMAT = f"--format={_COMMIT}%cs%x02%aN%x02%D"
_CUT_OFF = "grafted"
"""How git calls a commit behind which a shallow clone has nothing: it seems to have made every file."""


@dataclass(frozen=True, slots=True)
class Change:
    """The last change of a file."""

    day: str
    """As `2026-11-12`, in the committer's own zone."""
    author: str


class History:
    """The last changes of all files of a folder. Git begins to count at once, and is asked when somebody wants to know.

    Where there is no git, no repository, or nothing but the last commit, nothing is known, and that is no error.
    """

    def __init__(self, folder: Path) -> None:
        command = ["git", "-C", str(folder), "log", "--no-renames", "--no-merges", "--name-only", "--relative", "-z"]
        self._git: subprocess.Popen[bytes] | None = None
        self._known: Mapping[str, Change] | None = None
        try:
            self._git = subprocess.Popen(
                [*command, _FORMAT, "--", "."],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        except OSError:
            self._known = {}

    def of(self, path: str) -> Change | None:
        """The last change of a file, by its path below the folder with `/`; None when git does not know it."""
        if self._known is None:
            self._known = self._read()
        return self._known.get(path)

    def close(self) -> None:
        """End git where nobody has asked."""
        if self._git is not None and self._known is None:
            self._git.kill()
            self._git.communicate()
            self._known = {}

    def _read(self) -> Mapping[str, Change]:
        if self._git is None:
            return {}
        output, _ = self._git.communicate()
        return {} if self._git.returncode else read_log(output.decode("utf-8", "surrogateescape"))


def read_log(output: str) -> dict[str, Change]:
    """The newest change of each file in what git has written, the newest commit first."""
    known: dict[str, Change] = {}
    unknown: set[str] = set()
    change: Change | None = None
    for part in output.split("\0"):
        name = part.removeprefix("\n")
        if name.startswith(_COMMIT):
            day, author, names = name[1:].split("\x02", 2)
            change = None if _CUT_OFF in names.split(", ") else Change(day, author)
        elif not name or name in known or name in unknown:
            continue
        elif change is None:
            unknown.add(name)
        else:
            known[name] = change
    return known
