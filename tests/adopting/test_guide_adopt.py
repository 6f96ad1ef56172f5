"""The guide's page "Adopt it in an afternoon", typed word for word."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

from adopting_repository import MKDOCS, OLD, Repository

import hotwash

PAGE = (Path(hotwash.__file__).parent / "site/guide/adopt.md").read_text("utf-8")
BLOCKS = re.findall(r"^```console\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)

HANDBOOK = {
    "mkdocs.yml": MKDOCS,
    "docs/index.md": "# Handbook\n",
    "docs/oncall.md": "# On call\n",
    "docs/requirements.txt": "mkdocs-material\n",
    ".pre-commit-config.yaml": (
        "repos:\n  - repo: https://github.com/pre-commit/pre-commit-hooks\n    rev: v6.0.0\n    hooks:\n"
        "      - id: check-yaml # and nothing else\n"
    ),
    ".github/CODEOWNERS": "* @ops/all\n",
    "runbooks/pm/search.md": OLD.replace("March 10, 2026", "March 10, 2021"),
    "runbooks/pm/mail.md": OLD.replace("March 10, 2026", "May 3, 2021").replace("Search was down", "Mail was late"),
}


def typed(repository: Repository, block: str) -> str:
    """What the commands of a block print, in the order of the page."""
    shown = ""
    for line in re.findall(r"^\$ (.*)$", block, re.MULTILINE):
        done = subprocess.run(
            ["sh", "-c", line], cwd=repository.root, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
            env={**os.environ, "GIT_PAGER": "cat"},
        )  # fmt: skip
        shown += f"$ {line}\n{done.stdout}{done.stderr}"
    return re.sub(r"(?m)^index .*\n", "", shown).replace(hotwash.__version__, "VERSION")


def test_every_command_prints_what_the_page_shows(repository: Repository) -> None:
    repository.commit(HANDBOOK)
    for name, value in (("user.name", "Ines"), ("user.email", "ines@example.org")):
        repository.git("config", name, value)
    assert len(BLOCKS) == 11
    for block in BLOCKS:
        assert typed(repository, block) == block
