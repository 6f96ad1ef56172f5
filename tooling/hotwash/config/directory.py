"""The owner directory: people, teams, and whom the repository's CODEOWNERS names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from hotwash.config.error import ConfigError
from hotwash.config.files import read_text
from hotwash.config.model import Owners
from hotwash.config.schema import HANDLE
from hotwash.witness import look

CODEOWNERS = ("CODEOWNERS", ".github/CODEOWNERS", ".gitlab/CODEOWNERS", "docs/CODEOWNERS")
"""Where forges look for the file, from the repository's root."""


def read_owners(value: list[str] | dict[str, Any], root: Path, repository: Path | None) -> Owners:
    """The directory that a validated `owners` describes.

    A member of a team is known as a person, a handle with `/` as a team. `root` is the configuration's folder,
    `repository` git's. Raises `ConfigError` with no file where the key itself is at fault, `FileNotFoundError` where
    there is no CODEOWNERS.
    """
    table: dict[str, Any] = value if isinstance(value, dict) else {"people": value}
    teams = {_plain(name): tuple(map(_plain, members)) for name, members in table.get("teams", {}).items()}
    handles = {*map(_plain, table.get("people", ())), *(member for members in teams.values() for member in members)}
    codeowners: str | bool = table.get("codeowners", False)
    if codeowners is not False:
        handles.update(_code_owners(_codeowners_file(codeowners, root, repository)))
    for handle in sorted(handles):
        if "/" in handle:
            teams.setdefault(handle, ())
    people = frozenset(handle for handle in handles if handle not in teams)
    if not people and not teams:
        raise ConfigError(None, None, "`owners` names nobody; leave it out, or name at least one handle")
    return Owners(people, teams)


def _plain(handle: str) -> str:
    return handle.removeprefix("@").lower()


def _codeowners_file(value: str | bool, root: Path, repository: Path | None) -> Path:
    folders = dict.fromkeys((root, repository or root))
    names: Iterable[str] = CODEOWNERS if value is True else (str(value),)
    bases = folders if value is True else (root,)
    for path in (base / name for base in bases for name in names):
        look(path)
        if path.exists():
            return path
    raise FileNotFoundError(value)


def _code_owners(path: Path) -> set[str]:
    """The handles that a CODEOWNERS file names, whatever for; e-mail addresses are none."""
    try:
        from codeowners import CodeOwners
    except ImportError:
        raise ConfigError(
            None, None, "`owners.codeowners` needs one more package: pip install 'hotwash[owners]'"
        ) from None
    # Two things that forges take and the library does not: the default owners of a section, and comments behind a rule.
    lines = (re.sub(r"^\s*\^?\[[^\]\n]*\](\[\d+\])?(?=\s+@)", "*", line) for line in read_text(path).splitlines())
    text = "\n".join(re.sub(r"\s#.*", "", line) for line in lines)
    try:
        rules = CodeOwners(text).paths
    except (ValueError, re.error) as error:
        raise ConfigError(path, None, f"is no readable CODEOWNERS: {error}") from None
    names = {name for rule in rules for kind, name in rule[2] if kind != "EMAIL"}
    return {_plain(name) for name in names if re.fullmatch(HANDLE.pattern, name)}
