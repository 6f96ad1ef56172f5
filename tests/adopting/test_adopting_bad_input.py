"""Whatever a repository is like, `hotwash init` says so in a line, and writes nothing or all of it."""

from __future__ import annotations

import errno
import os
import subprocess
from pathlib import Path

import pytest
from adopting_repository import MKDOCS, OLD, Repository, init, run
from click.testing import CliRunner

from hotwash.cli import main
from hotwash.writing import files

PAGES = {"docs/index.md": "# Handbook\n", "docs/oncall.md": "# On call\n"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("site_name: x\nnav: [\n", "mkdocs.yml:3: is no readable YAML: "),
        ("site_name: x\nsite_name\n", "mkdocs.yml:3: is no readable YAML: "),
        ("- a\n", "mkdocs.yml:1: is no mapping of keys to values"),
        ("site_name: x\nINHERIT: ../base.yml\n", "mkdocs.yml:2: inherits from ../base.yml, which is not there"),
        ("INHERIT: mkdocs.yml\n", "mkdocs.yml:1: inherits from itself"),
    ],
)
def test_a_broken_site_is_named_with_its_line_and_nothing_is_changed(
    repository: Repository, text: str, said: str
) -> None:
    repository.commit({"mkdocs.yml": text})
    result = init()
    assert result.exit_code == 2
    assert result.stderr.startswith(f"hotwash: {said}")
    assert result.stderr.endswith("; nothing was changed\n")
    assert result.stderr.count("\n") == 1
    assert repository.status() == set()


def test_a_bare_repository_is_no_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    subprocess.run(["git", "init", "-q", "--bare", str(tmp_path / "x.git")], check=True)
    monkeypatch.chdir(tmp_path / "x.git")
    before = sorted(Path.cwd().iterdir())
    result = init()
    assert (result.exit_code, result.stderr) == (
        2,
        "hotwash: . is a bare repository, which has no files; clone it, and run it in the clone\n",
    )
    assert sorted(Path.cwd().iterdir()) == before


def test_without_git_nothing_that_exists_is_touched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", "")
    mine = {"mkdocs.yml": MKDOCS, ".pre-commit-config.yaml": "repos: []\n", "pm/search.md": OLD}
    for name, text in mine.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    result = init("--import")
    assert result.exit_code == 0
    assert "kept   mkdocs.yml: set `docs_dir: postmortems` and add the plugin `hotwash` to it\n" in result.stdout
    assert "Undo: " not in result.stdout
    assert all((tmp_path / name).read_text() == text for name, text in mine.items())
    assert (tmp_path / "postmortems/2026/2026-03-10-search-was-down.md").is_file()


@pytest.mark.parametrize("state", ["changed", "untracked"])
def test_what_git_could_not_bring_back_is_not_touched(repository: Repository, state: str) -> None:
    files = {**PAGES, "mkdocs.yml": MKDOCS, ".pre-commit-config.yaml": "repos: []\n"}
    if state == "changed":
        repository.commit({name: f"# older\n{text}" for name, text in files.items()})
    repository.write(files)
    result = init()
    assert result.exit_code == 0
    assert (
        "kept   mkdocs.yml: the knowledge base gets a site of its own, for it has changes that are not committed\n"
        in result.stdout
    )
    assert (
        "kept   .pre-commit-config.yaml: has changes that are not committed; commit them and run it again, or add"
        in result.stdout
    )
    assert {name: repository.read(name) for name in files} == files
    refused = init("--site", "join", str(repository.root))
    assert refused.exit_code == 0 or "cannot be joined" in refused.stderr


def test_a_folder_that_cannot_be_written_stays_as_it_is(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*words: object, **more: object) -> tuple[int, str]:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(repository.root / ".hotwash-x.tmp"))

    repository.commit({".pre-commit-config.yaml": "repos: []\n"})
    monkeypatch.setattr(files.tempfile, "mkstemp", refused)
    result = init()
    assert result.exit_code == 2
    assert result.stderr.startswith("hotwash: cannot write ")
    assert result.stderr.endswith(": Permission denied; nothing was changed; run it again\n")
    assert repository.status() == set()
    assert {path.name for path in repository.root.iterdir()} == {".git", ".pre-commit-config.yaml"}


@pytest.mark.parametrize("at", range(1, 7))
def test_ctrl_c_at_any_write_leaves_nothing_half_written(repository: Repository, at: int) -> None:
    repository.commit({**PAGES, "mkdocs.yml": MKDOCS, ".pre-commit-config.yaml": "repos: []\n"})
    real, calls = files._write, []

    def write(handle: int, data: bytes) -> None:
        calls.append(handle)
        if len(calls) == at:
            real(handle, data[: len(data) // 2])
            raise KeyboardInterrupt
        real(handle, data)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(files, "_write", write)
        result = init()
    if len(calls) >= at:
        assert result.exit_code == 130
        assert "interrupted; nothing is half-written" in result.stderr
        assert repository.status() == set()
        assert not (repository.root / ".github").exists()
    assert init().exit_code == 0
    assert "Nothing to do" in init().stdout


def test_ctrl_c_between_two_files_is_completed_by_another_run(repository: Repository) -> None:
    repository.commit({".pre-commit-config.yaml": "repos: []\n"})
    real, calls = files.Staged.commit_new, []

    def commit(staged: files.Staged) -> None:
        calls.append(staged)
        if len(calls) == 3:
            raise KeyboardInterrupt
        real(staged)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(files.Staged, "commit_new", commit)
        assert init().exit_code == 130
    assert len(repository.status()) == 2
    assert init().exit_code == 0
    assert run("check").exit_code == 0
    assert "Nothing to do" in init().stdout


def test_a_baseline_that_the_configuration_cannot_name_is_not_written(repository: Repository) -> None:
    repository.write({"postmortems/2021/2021-05-03-x.md": "# x\n", "hotwash.toml": "# not committed\n"})
    result = init("--baseline")
    assert (
        "kept   hotwash.toml: has changes that are not committed; commit them and run it again, or add `baseline = "
        in result.stdout
    )
    assert not (repository.root / "hotwash-known.json").exists()


def test_windows_line_ends_stay(repository: Repository) -> None:
    repository.git("config", "core.autocrlf", "false")
    windows = {
        "mkdocs.yml": MKDOCS.replace("\n", "\r\n"),
        ".pre-commit-config.yaml": "repos:\r\n  - repo: local\r\n    hooks: []\r\n",
        ".gitignore": "*.pyc\r\n",
        "docs/requirements.txt": "mkdocs-material\r\n",
        **PAGES,
    }
    repository.commit(windows)
    init()
    changed = [name for name in windows if repository.read(name) != windows[name]]
    assert set(changed) == {"mkdocs.yml", ".pre-commit-config.yaml", "docs/requirements.txt"}
    for name in changed:
        text = repository.read(name)
        assert text.count("\n") == text.count("\r\n")
    assert repository.git("diff", "--numstat").count("\t0\t") == len(changed)


def test_several_sites_of_a_monorepo_are_named(repository: Repository) -> None:
    repository.commit({"a/mkdocs.yml": MKDOCS, "b/mkdocs.yml": MKDOCS})
    result = init("--dry-run")
    assert (
        "found  a/mkdocs.yml, b/mkdocs.yml: several sites; name a folder to join one, `hotwash init FOLDER`\n"
        in result.stdout
    )
    assert "would write  mkdocs.yml: the site\n" in result.stdout


def test_two_knowledge_bases_of_a_monorepo_do_not_share_a_workflow(repository: Repository) -> None:
    for folder in ("a", "b"):
        assert init(folder).exit_code == 0
    repository.git("add", "-A")
    workflows = sorted(path.name for path in (repository.root / ".github/workflows").iterdir())
    assert workflows == ["postmortems-b.yml", "postmortems.yml"]
    assert "working-directory: b" in repository.read(".github/workflows/postmortems-b.yml")
    assert "Nothing to do" in init("a").stdout
    assert "Nothing to do" in init("b").stdout


def test_one_site_below_is_joined_from_the_top(repository: Repository) -> None:
    repository.commit({f"web/{name}": text for name, text in {**PAGES, "mkdocs.yml": MKDOCS}.items()})
    result = init()
    assert "changed  web/mkdocs.yml: adds the plugin hotwash" in result.stdout
    assert 'documents = "web/docs"' in repository.read("hotwash.toml")
    assert run("site", "build", "--strict", "--config", "web/mkdocs.yml").exit_code == 0


@pytest.mark.parametrize(
    ("base", "own", "expected"),
    [
        ("plugins:\n  - search\n", "", None),
        ("plugins:\n  search: {}\n", "", "INHERIT: base.yml\nsite_name: x\nplugins:\n  hotwash: {}\n"),
        (
            "extra: {}\n",
            "plugins:\n  - search\n",
            "INHERIT: base.yml\nsite_name: x\nplugins:\n  - search\n  - hotwash\n",
        ),
    ],
)
def test_a_site_that_inherits(repository: Repository, base: str, own: str, expected: str | None) -> None:
    repository.commit(
        {**PAGES, "base.yml": f"theme: material\n{base}", "mkdocs.yml": f"INHERIT: base.yml\nsite_name: x\n{own}"}
    )
    result = init()
    assert result.exit_code == 0
    if expected is None:
        assert "for its plugins are a list in base.yml, which an own list here would replace\n" in result.stdout
        assert (repository.root / "mkdocs-postmortems.yml").is_file()
        return
    assert repository.read("mkdocs.yml") == expected
    assert run("site", "build", "--strict").exit_code == 0


@pytest.mark.parametrize(
    ("site", "pages", "why"),
    [
        ("site_name: x\n", PAGES, "its theme is mkdocs, and ours stands on Material"),
        (
            MKDOCS,
            {**PAGES, "docs/incidents/index.md": "# Ours\n"},
            "its page incidents/index.md stands where ours goes",
        ),
        (MKDOCS, {**PAGES, "docs/2021/news.md": "# News\n"}, "its page 2021/news.md would be taken for a post-mortem"),
        (MKDOCS + "docs_dir: !ENV DOCS\n", PAGES, "its `docs_dir` is no plain path"),
    ],
)
def test_a_site_that_cannot_be_joined_says_why(
    repository: Repository, site: str, pages: dict[str, str], why: str
) -> None:
    repository.commit({**pages, "mkdocs.yml": site})
    assert f"for {why}\n" in init("--dry-run").stdout
    refused = init("--site", "join")
    assert (refused.exit_code, refused.stderr) == (
        2,
        f"hotwash: mkdocs.yml cannot be joined: {why}; `--site own` writes one beside it\n",
    )
    assert repository.status() == set()


def test_documents_of_a_submodule_are_its_own(repository: Repository, tmp_path_factory: pytest.TempPathFactory) -> None:
    inner = Repository(tmp_path_factory.mktemp("inner"))
    inner.git("init", "-q")
    inner.commit({"search.md": OLD})
    repository.git("-c", "protocol.file.allow=always", "submodule", "add", "-q", str(inner.root), "theirs")
    repository.commit({})
    result = init("--import", "--dry-run")
    assert "found  theirs: a submodule; its documents are a knowledge base of their own\n" in result.stdout
    assert "search-was-down" not in result.stdout


def test_a_linked_configuration_is_not_written_through(repository: Repository) -> None:
    repository.commit({"shared/hooks.yaml": "repos: []\n"})
    (repository.root / ".pre-commit-config.yaml").symlink_to("shared/hooks.yaml")
    repository.commit({})
    assert "kept   .pre-commit-config.yaml: add the hook" in init().stdout
    assert repository.read("shared/hooks.yaml") == "repos: []\n"


@pytest.mark.parametrize("broken", ["repos: [\n", "- x\n", "repos: x\n", "\x01"])
def test_a_broken_file_of_hooks_is_left_with_a_word(repository: Repository, broken: str) -> None:
    repository.commit({".pre-commit-config.yaml": broken})
    result = init()
    assert result.exit_code == 0
    assert "kept   .pre-commit-config.yaml: " in result.stdout
    assert repository.read(".pre-commit-config.yaml") == broken


@pytest.mark.parametrize("folder", ["/abs", "../up"])
def test_documents_stay_below_the_folder(repository: Repository, folder: str) -> None:
    result = init("--documents", folder)
    assert (result.exit_code, result.stderr) == (
        2,
        f"hotwash: --documents names a folder below this one, not {folder}\n",
    )


def test_names_that_would_confuse_a_terminal_are_escaped(repository: Repository) -> None:
    repository.commit({"pm/\x1b[31msearch.md": OLD})
    result = CliRunner().invoke(main, ["init", "--import"])
    assert result.exit_code == 0
    assert "\x1b" not in result.stdout
