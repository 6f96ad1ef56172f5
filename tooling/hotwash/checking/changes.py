"""What git says has changed."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import subprocess


class GitError(Exception):
    """Git could not answer; the message says why and the way out."""


def changed_since(reference: str, folder: Path) -> frozenset[Path]:
    """The files, absolute, that differ from where the current branch left `reference`, as they are in the work tree.

    Renamed and untracked files are among them, deleted ones are not. `folder` is any folder of the repository.
    """
    if reference.startswith("-"):
        raise GitError(f"`{reference}` is no branch, tag or commit")
    top = Path(_git(folder, "rev-parse", "--show-toplevel").strip())
    known = _run(folder, "rev-parse", "--verify", "--quiet", f"{reference}^{{commit}}")
    shallow = _git(folder, "rev-parse", "--is-shallow-repository").strip() == "true"
    deepen = (
        "the clone is shallow; fetch the history with `git fetch --unshallow`, "
        "on GitHub by `fetch-depth: 0`, on GitLab by `GIT_DEPTH: 0`"
    )
    if known.returncode:
        raise GitError(
            f"git knows no `{reference}`; " + (deepen if shallow else "name a branch, a tag or a commit that is here")
        )
    base = _run(folder, "merge-base", reference, "HEAD")
    if base.returncode:
        raise GitError(f"`{reference}` and this branch have no commit in common" + (f"; {deepen}" if shallow else ""))
    names = _git(folder, "diff", "--name-only", "-z", "--find-renames", "--diff-filter=d", base.stdout.strip(), "--")
    names += _git(top, "ls-files", "--others", "--exclude-standard", "-z")
    return frozenset(Path(os.path.abspath(top / name)) for name in names.split("\0") if name)  # noqa: PTH100 - links stay


def _git(folder: Path, *arguments: str) -> str:
    done = _run(folder, *arguments)
    if done.returncode:
        raise GitError(done.stderr.strip().removeprefix("fatal: ").partition("\n")[0] or f"git {arguments[0]} failed")
    return done.stdout


def _run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    import subprocess  # only whoever asks git pays for it

    try:
        return subprocess.run(
            ["git", "-C", str(folder), *arguments],
            capture_output=True,
            encoding="utf-8",
            errors="surrogateescape",
            check=False,
        )
    except FileNotFoundError:
        raise GitError("git is not installed") from None
