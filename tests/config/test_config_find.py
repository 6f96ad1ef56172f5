"""Which file configures a document, and which folder is the root."""

from __future__ import annotations

from pathlib import Path

import pytest

from hotwash.config import Config, ConfigError
from hotwash.config.load import Configs, find, load


def write(path: Path, text: str = "") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = tmp_path / "repository"
    (folder / ".git").mkdir(parents=True)
    (folder / "postmortems/2026").mkdir(parents=True)
    return folder


def test_a_configuration_is_found_upwards_from_the_document(repository: Path) -> None:
    file = write(repository / "hotwash.toml", 'profile = "strict"')
    document = write(repository / "postmortems/2026/2026-01-01-x.md")
    for start in (document, document.parent, repository, repository / "postmortems/absent.md"):
        assert find(start) == (repository, file)
        config = load(start)
        assert (config.root, config.file, config.repository) == (repository, file, repository)
        assert config.profile == "strict"


def test_pyproject_has_a_table_of_its_own(repository: Path) -> None:
    file = write(repository / "pyproject.toml", '[project]\nname = "x"\n[tool.hotwash]\nprofile = "starter"')
    assert find(repository / "postmortems") == (repository, file)
    assert load(repository).profile == "starter"


def test_hotwash_toml_wins_over_a_pyproject_beside_it(repository: Path) -> None:
    file = write(repository / "hotwash.toml", "")
    write(repository / "pyproject.toml", '[tool.hotwash]\nprofile = "broken"')
    assert find(repository) == (repository, file)
    assert load(repository) == Config(root=repository, file=file, repository=repository)


def test_the_nearest_file_wins_and_nothing_is_merged(repository: Path) -> None:
    write(repository / "hotwash.toml", 'profile = "strict"\ntimezone = "Europe/Berlin"')
    near = write(repository / "postmortems/pyproject.toml", '[tool.hotwash]\nprofile = "starter"')
    config = load(repository / "postmortems/2026")
    assert (config.root, config.file) == (near.parent, near)
    assert (config.profile, config.timezone) == ("starter", "UTC")


@pytest.mark.parametrize(
    "text", ["[tool.ruff]", "[tool.ruff]\n# not hotwash", 'tool = "hotwash"', "[[tool]]\nhotwash = 1", "not = = toml"]
)
def test_a_pyproject_of_others_is_passed_over(repository: Path, text: str) -> None:
    file = write(repository / "hotwash.toml")
    write(repository / "postmortems/pyproject.toml", text)
    assert find(repository / "postmortems") == (repository, file)


@pytest.mark.parametrize("git", ["file", "folder"])
def test_the_search_never_leaves_the_repository(repository: Path, git: str) -> None:
    write(repository / "hotwash.toml")
    inner = repository / "inner"
    (inner / "docs").mkdir(parents=True)
    write(inner / ".git", "gitdir: ../.git/worktrees/inner") if git == "file" else (inner / ".git").mkdir()
    assert find(inner / "docs") == (inner, None)
    assert load(inner / "docs") == Config(root=inner, repository=inner)


def test_without_repository_and_file_the_current_folder_is_the_root(tmp_path: Path) -> None:
    document = write(tmp_path / "here/docs/x.md")
    assert find(document, current=tmp_path / "here") == (tmp_path / "here", None)
    assert load(document, current=tmp_path / "here") == Config(root=tmp_path / "here")


def test_a_document_outside_the_current_folder_has_its_own_as_root(tmp_path: Path) -> None:
    document = write(tmp_path / "there/x.md")
    assert find(document, current=tmp_path / "here") == (tmp_path / "there", None)


def test_the_current_folder_is_that_of_the_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    document = write(tmp_path / "docs/x.md")
    monkeypatch.chdir(tmp_path)
    assert find(Path("docs/x.md")) == (tmp_path, None)
    assert find(document) == (tmp_path, None)


def test_a_file_can_be_named(repository: Path, tmp_path: Path) -> None:
    write(repository / "hotwash.toml", 'profile = "strict"')
    file = write(tmp_path / "shared/team.toml", 'profile = "starter"')
    config = load(repository, file)
    assert (config.profile, config.root, config.file, config.repository) == ("starter", file.parent, file, None)


def test_a_named_pyproject_must_speak_of_hotwash(repository: Path) -> None:
    file = write(repository / "pyproject.toml", '[tool.hotwash]\nprofile = "starter"')
    assert load(repository, file).profile == "starter"
    file.write_text("[project]\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"pyproject.toml: has no `\[tool.hotwash\]`"):
        load(repository, file)


def test_a_named_file_that_is_none_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"absent.toml: there is no such file"):
        load(tmp_path, tmp_path / "absent.toml")
    with pytest.raises(ConfigError, match="is a folder, not a file"):
        load(tmp_path, tmp_path)


def test_links_stand_where_they_are_written(repository: Path, tmp_path: Path) -> None:
    file = write(repository / "hotwash.toml")
    elsewhere = write(tmp_path / "elsewhere/x.md")
    (repository / "postmortems/linked").symlink_to(elsewhere.parent)
    assert find(repository / "postmortems/linked/x.md") == (repository, file)


def test_many_documents_share_a_configuration(repository: Path) -> None:
    file = write(repository / "hotwash.toml", 'profile = "strict"')
    other = write(repository / "other/hotwash.toml", 'profile = "starter"')
    configs = Configs()
    one = configs.for_path(repository / "postmortems/2026/a.md")
    file.unlink()  # it was read already
    assert configs.for_path(repository / "postmortems/2026/b.md") is one
    write(file, 'profile = "starter"')
    assert configs.for_path(repository / "postmortems") is one
    assert configs.for_path(other.parent).profile == "starter"


def test_a_named_file_holds_for_all_documents(repository: Path, tmp_path: Path) -> None:
    write(repository / "hotwash.toml", 'profile = "strict"')
    file = write(tmp_path / "team.toml", 'profile = "starter"')
    configs = Configs(file)
    assert configs.for_path(repository).profile == "starter"
    assert configs.for_path(tmp_path) is configs.for_path(repository)
