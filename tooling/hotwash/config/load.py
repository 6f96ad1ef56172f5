"""The configuration that holds for a document: found, read, checked, typed."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from hotwash.config.error import ConfigError, KeyPath, joined, shown, suggestion
from hotwash.config.find import Found, folder_of, read, search
from hotwash.config.model import FORMAT, Config


def find(start: Path, current: Path | None = None) -> tuple[Path, Path | None]:
    """The knowledge base's root and its configuration file, if any, for a document or folder.

    From `start` upwards the nearest folder wins that has a `hotwash.toml` or a `pyproject.toml` with
    `[tool.hotwash]`; where it has both, `hotwash.toml` counts and the other is not read. Nothing is merged.
    The search ends at the repository's root, a folder with `.git`, which is the root when nothing was found. Without
    a repository it is the `current` folder (that of the process by default) if `start` lies in it, else the folder of
    `start`. Raises `ConfigError` on a file that cannot be read or is no TOML.
    """
    found = search(start, current)
    return found.root, found.file


def load(start: Path, file: Path | None = None, current: Path | None = None) -> Config:
    """The configuration for a document or folder: of `file` if it is given, else of what `find` finds.

    Raises `ConfigError` with all that is wrong in the file, in the order of its lines.
    """
    return _config(search(start, current) if file is None else read(file))


class Configs:
    """The configurations of many documents, each file read once; documents of one root share one `Config`."""

    def __init__(self, file: Path | None = None, current: Path | None = None) -> None:
        self._file = file
        self._current = current
        self._folders: dict[Path, Config] = {}
        self._roots: dict[tuple[Path, Path | None], Config] = {}

    def for_path(self, path: Path) -> Config:
        """The configuration of a document or folder; with a `file` given, always that one's. Raises `ConfigError`."""
        folder = folder_of(path)
        config = self._folders.get(folder)
        if config is None:
            found = search(path, self._current) if self._file is None else read(self._file)
            config = self._roots.get((found.root, found.file))
            if config is None:
                config = self._roots[found.root, found.file] = _config(found)
            self._folders[folder] = config
        return config


def validate_rules(config: Config, names: Iterable[str]) -> None:
    """Check that every rule to which the configuration gives a level is one of `names`.

    Raises `ConfigError` with the lines at which the others stand.
    """
    known = sorted(names)
    places: list[tuple[KeyPath, str]] = [(("rules", name), name) for name in config.levels]
    for index, override in enumerate(config.overrides):
        places += [(("overrides", index, "levels", name), name) for name in override.levels]
    unknown = [(path, name) for path, name in places if name not in known]
    if not unknown:
        return
    problems = [(path, f"unknown rule {shown(name)}{suggestion(name, known)}") for path, name in unknown]
    if config.file is None:
        raise joined([ConfigError(None, None, message) for _, message in problems])
    raise joined(_located(problems, read(config.file)))


def _config(found: Found) -> Config:
    if not found.table:
        return Config(root=found.root, file=found.file, repository=found.repository)
    # Only a file that says something pays for what follows.
    from hotwash.config.build import build
    from hotwash.config.validate import wrong

    _refuse_other_formats(found)
    problems = list(wrong(found.table))
    if problems:
        raise joined(_located(problems, found))
    config, problems, errors = build(found, found.table)
    if problems or errors:
        raise joined([*_located(problems, found), *errors])
    return config


def _refuse_other_formats(found: Found) -> None:
    """A configuration of another format is not read by guessing."""
    written = (found.table or {}).get("format", FORMAT)
    if not isinstance(written, int) or isinstance(written, bool) or written < 1 or written == FORMAT:
        return
    if written > FORMAT:
        way = f"this Hotwash knows formats up to {FORMAT}; install a newer one: pip install --upgrade hotwash"
    else:
        way = (
            f"this Hotwash reads format {FORMAT}; `hotwash upgrade` rewrites it, and `hotwash upgrade --diff` shows how"
        )
    raise joined(_located([(("format",), f"is of format {written}, and {way}")], found))


def _located(problems: list[tuple[KeyPath, str]], found: Found) -> list[ConfigError]:
    """What is wrong, each with its line in the file, in the order of the file."""
    from hotwash.config.lines import key_lines, line_at  # only a mistake pays for it

    lines = key_lines(found.text)
    errors = [ConfigError(found.file, line_at(lines, (*found.prefix, *path)), message) for path, message in problems]
    return sorted(errors, key=lambda error: error.line or 0)
