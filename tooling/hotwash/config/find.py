"""Where the configuration is: upwards from a document, the nearest file wins, never beyond the repository's root."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any, NamedTuple

from hotwash.config.error import ConfigError, KeyPath
from hotwash.config.files import decode, read_bytes
from hotwash.witness import look

OWN = "hotwash.toml"
SHARED = "pyproject.toml"


class Found(NamedTuple):
    """A root and, if there is one, the file that makes it the root."""

    root: Path
    repository: Path | None
    file: Path | None = None
    text: str = ""
    table: dict[str, Any] | None = None
    """The content of `[tool.hotwash]`, or of all of `hotwash.toml`."""
    prefix: KeyPath = ()
    """Where the table stands in the file."""


def search(start: Path, current: Path | None = None) -> Found:
    """What holds for a document or folder, see `hotwash.config.load.find`."""
    folder = folder_of(start)
    repository = _repository(folder)
    for candidate in (folder, *folder.parents):
        found = _here(candidate, repository)
        if found is not None:
            return found
        if candidate == repository:
            return Found(candidate, repository)
    current = Path(os.path.abspath(current or Path.cwd()))  # noqa: PTH100 - without following symbolic links
    return Found(current if folder.is_relative_to(current) else folder, None)


def read(file: Path) -> Found:
    """A file that somebody named; its folder is the root. Raises `ConfigError`, also when it does not speak of Hotwash."""
    file = Path(os.path.abspath(file))  # noqa: PTH100 - without following symbolic links
    repository = _repository(file.parent)
    text = decode(read_bytes(file), file)
    table = _parse(text, file)
    if file.name != SHARED:
        return Found(file.parent, repository, file, text, table)
    section = _section(table, file, text)
    if section is None:
        raise ConfigError(file, None, "has no `[tool.hotwash]`")
    return Found(file.parent, repository, file, text, section, ("tool", "hotwash"))


def folder_of(path: Path) -> Path:
    """A folder itself, or the folder of a file, absolute; symbolic links stay as they are written."""
    path = Path(os.path.abspath(path))  # noqa: PTH100 - resolving would leave the tree that a link stands in
    look(path)
    return path if path.is_dir() else path.parent


def _repository(folder: Path) -> Path | None:
    """The nearest folder with `.git`; a worktree or submodule has a file of that name."""
    for candidate in (folder, *folder.parents):
        look(candidate / ".git")
        if os.path.exists(candidate / ".git"):  # noqa: PTH110 - an unsearchable folder is no repository, and no error
            return candidate
    return None


def _here(folder: Path, repository: Path | None) -> Found | None:
    """The configuration in one folder: `hotwash.toml`, else a `pyproject.toml` with `[tool.hotwash]`."""
    own = folder / OWN
    look(own)
    if os.path.isfile(own):  # noqa: PTH113 - as above
        text = decode(read_bytes(own), own)
        return Found(folder, repository, own, text, _parse(text, own))
    shared = folder / SHARED
    look(shared)
    if os.path.isfile(shared):  # noqa: PTH113 - as above
        data = read_bytes(shared)
        if b"hotwash" in data:  # a file that is not about us is not read at all, be it broken or not
            text = decode(data, shared)
            section = _section(_parse(text, shared), shared, text)
            if section is not None:
                return Found(folder, repository, shared, text, section, ("tool", "hotwash"))
    return None


def _parse(text: str, file: Path) -> dict[str, Any]:
    import tomllib  # only a file pays for it

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message, line = str(error), text.rstrip().count("\n") + 1
        place = re.search(r" \(at (?:line (\d+), column \d+|end of document)\)$", message)
        if place is not None:
            message = message[: place.start()]
            line = int(place[1] or line)
        raise ConfigError(file, line, f"is no readable TOML: {message[:1].lower()}{message[1:]}") from None
    except RecursionError:
        raise ConfigError(file, None, "is no readable TOML: nested too deeply") from None


def _section(table: dict[str, Any], file: Path, text: str) -> dict[str, Any] | None:
    tools = table.get("tool")
    section = tools.get("hotwash") if isinstance(tools, dict) else None
    if section is not None and not isinstance(section, dict):
        from hotwash.config.lines import key_lines  # only a mistake pays for it

        line = key_lines(text)["tool", "hotwash"]
        raise ConfigError(file, line, "`tool.hotwash` must be a table, written `[tool.hotwash]`")
    return section
