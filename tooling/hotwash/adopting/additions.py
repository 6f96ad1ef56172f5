"""Lines that are added to files of a repository: hooks, owners, what git ignores, what GitLab includes."""

from __future__ import annotations

import json
import re
from pathlib import Path

from hotwash import __version__
from hotwash.document.yaml_edits import YamlError, YamlFile

CODEOWNERS = ("CODEOWNERS", ".github/CODEOWNERS", ".gitlab/CODEOWNERS", "docs/CODEOWNERS")
PRE_COMMIT = ".pre-commit-config.yaml"
GITLAB = ".gitlab-ci.yml"


def with_hook(before: str, tree: str) -> str:
    """A configuration of pre-commit with our check of the documents in `tree`, a path from git's root. `YamlError`."""
    pattern = "^" + re.escape(tree).replace("\\-", "-").replace("/", "/") + r"/\d{4}/.*\.md$"
    if tree == ".":
        pattern = r"^\d{4}/.*\.md$"
    item = (
        "repo: local\n"
        "  hooks:\n"
        "    - id: hotwash-check\n"
        "      name: hotwash check\n"
        "      entry: hotwash check\n"
        "      language: python\n"
        f'      additional_dependencies: ["hotwash=={__version__}"]\n'
        f"      files: {_quoted(pattern)}\n"
        "      require_serial: true"
    )
    return YamlFile(before).with_item(("repos",), item)


def has_hook(before: str) -> bool:
    """Whether our check is there already. Raises `YamlError`."""
    repos = YamlFile(before).get("repos")
    hooks = [
        hook
        for repo in (repos if isinstance(repos, list) else ())
        if isinstance(repo, dict) and isinstance(repo.get("hooks"), list)
        for hook in repo["hooks"]
        if isinstance(hook, dict)
    ]
    return any("hotwash" in f"{hook.get('id')} {hook.get('entry')}" for hook in hooks)


def _quoted(text: str) -> str:
    return text if re.fullmatch(r"[\w^$/\\{}.*-]+", text) else json.dumps(text, ensure_ascii=False)


def with_include(before: str, path: str) -> str:
    """A `.gitlab-ci.yml` that includes a file of the repository as well. Raises `YamlError`."""
    yaml = YamlFile(before)
    include = yaml.get("include")
    if isinstance(include, str | dict):
        raise YamlError(yaml.line("include"), f"`include` is no list; make it one, and add `- local: {path}` to it")
    return yaml.with_item(("include",), f"local: {_quoted(path)}")


def stage_in(before: str) -> str:
    """The stage of a pipeline in which a check belongs."""
    stages = YamlFile(before).get("stages")
    names = [each for each in stages if isinstance(each, str)] if isinstance(stages, list) else []
    return next((name for name in ("test", "check", "lint", "verify", *names) if name in names), "test")


def codeowners(top: Path) -> Path | None:
    """The CODEOWNERS that the forge reads, if there is one."""
    return next((top / name for name in CODEOWNERS if (top / name).is_file()), None)


def with_owner(before: str, tree: str, team: str) -> str:
    """A CODEOWNERS in which a team owns the documents. The last line that fits counts, so it goes to the end."""
    end = "\r\n" if "\r\n" in before else "\n"
    gap = "" if not before or before.endswith("\n") else end
    path = "/" if tree == "." else f"/{tree}/".replace(" ", "\\ ")
    return f"{before}{gap}{path} @{team.removeprefix('@')}{end}"


def has_owner(before: str, tree: str) -> bool:
    """Whether a line speaks of the folder already."""
    wanted = tree.strip("/")
    lines = (line.split()[0] for line in before.splitlines() if line.strip() and not line.lstrip().startswith("#"))
    return any(path.rstrip("*").strip("/") == wanted for path in lines)


def with_ignored(before: str, folder: str) -> str:
    """A `.gitignore` with the folder of the built site."""
    end = "\r\n" if "\r\n" in before else "\n"
    gap = "" if not before or before.endswith("\n") else end
    return f"{before}{gap}/{folder}/{end}"


def ignores(before: str, folder: str) -> bool:
    """Whether a `.gitignore` names the folder."""
    return any(line.strip().strip("/") == folder for line in before.splitlines())
