"""What has changed since a commit, asked of a real git."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from hotwash.checking.changes import GitError, changed_since


def git(folder: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", "-C", str(folder), *identity, *arguments], check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = tmp_path / "repository"
    folder.mkdir()
    git(folder, "init", "-q", "-b", "main")
    for name in ("same.md", "edited.md", "moved.md", "gone.md", "elsewhere.md"):
        (folder / name).write_text(f"{name}\n" * 20, "utf-8")
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "one")
    git(folder, "switch", "-qc", "work")
    return folder


def names(repository: Path, reference: str = "main") -> list[str]:
    return sorted(path.relative_to(repository).as_posix() for path in changed_since(reference, repository))


def test_edited_renamed_and_new_files_count_deleted_ones_do_not(repository: Path) -> None:
    assert names(repository) == []
    (repository / "edited.md").write_text("new\n", "utf-8")
    git(repository, "mv", "moved.md", "é new\nname.md")
    (repository / "gone.md").unlink()
    (repository / "sub").mkdir()
    (repository / "sub" / "untracked.md").write_text("x", "utf-8")
    assert names(repository) == ["edited.md", "sub/untracked.md", "é new\nname.md"]
    assert len(changed_since("main", repository / "sub")) == 3


def test_what_others_did_meanwhile_is_not_this_branch_s(repository: Path) -> None:
    (repository / "edited.md").write_text("new\n", "utf-8")
    git(repository, "commit", "-qam", "mine")
    git(repository, "switch", "-q", "main")
    (repository / "elsewhere.md").write_text("new\n", "utf-8")
    git(repository, "commit", "-qam", "theirs")
    git(repository, "switch", "-q", "work")
    assert names(repository) == ["edited.md"]


def test_what_git_cannot_answer(repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(GitError, match="git knows no `nowhere`; name a branch"):
        changed_since("nowhere", repository)
    with pytest.raises(GitError, match="`--output=x` is no branch"):
        changed_since("--output=x", repository)
    with pytest.raises(GitError, match="not a git repository"):
        changed_since("main", tmp_path)
    git(repository, "commit", "-q", "--allow-empty", "-m", "two")
    shallow = tmp_path / "shallow"
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{repository}", str(shallow))
    with pytest.raises(GitError, match="the clone is shallow; fetch the history"):
        changed_since("main", shallow)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(GitError, match="git is not installed"):
        changed_since("main", repository)


def test_branches_without_a_common_commit(repository: Path) -> None:
    git(repository, "switch", "-q", "--orphan", "alone")
    git(repository, "commit", "-q", "--allow-empty", "-m", "alone")
    with pytest.raises(GitError, match="no commit in common"):
        changed_since("main", repository)
