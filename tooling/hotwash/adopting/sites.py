"""The site of a project that has one: whether the knowledge base can join it, and the text of its `mkdocs.yml` then."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from hotwash import __version__
from hotwash.adopting.git import Git
from hotwash.document.yaml_edits import YamlError, YamlFile
from hotwash.writing.files import read_exactly

NAMES = ("mkdocs.yml", "mkdocs.yaml")
_PAGES = ("incidents", "actions", "factors", "trends")
"""Pages of ours that the navigation leads to."""
_TITLES = ", ".join(name.capitalize() for name in _PAGES)
_PACKAGES = re.compile(r"^\s*mkdocs(?![\w.-]*\.ya?ml)[\w-]*\s*(?:\[|[=<>~!;#@]|$)", re.MULTILINE)
_OTHERS = ("pyproject.toml", "uv.lock", "poetry.lock", "Pipfile", "environment.yml", "environment.yaml", "tox.ini")


class SiteError(Exception):
    """A `mkdocs.yml` that cannot be read."""

    def __init__(self, file: Path, line: int | None, message: str) -> None:
        super().__init__(file, line, message)
        self.file, self.line, self.message = file, line, message


class Site(NamedTuple):
    """A project's site as its `mkdocs.yml` tells it."""

    file: Path
    yaml: YamlFile
    docs: Path | None
    """The folder of its pages, where it is written as a plain path."""
    has_us: bool
    """Whether the plugin is there already."""
    obstacles: tuple[str, ...]
    """Why the knowledge base cannot join it."""
    others: tuple[Path, ...] = ()
    """Further files of the kind, which are left alone."""


def find(root: Path, names: Iterable[str], git: Git) -> Site | None:
    """The site of the folder: its own `mkdocs.yml`, else the only one below it. Raises `SiteError`.

    `names` are the files below the folder, relative to it; without git nobody looks below.
    """
    own = [root / name for name in NAMES if (root / name).is_file()]
    below = sorted(
        root / name for name in names if PurePosixPath(name).name in NAMES and 1 < len(PurePosixPath(name).parts) <= 4
    )
    file = own[0] if own else below[0] if len(below) == 1 else None
    if file is None:
        return None
    others = (*own[1:], *(below if own else ()))
    return _read(file, root)._replace(others=others)


def several(root: Path, names: Iterable[str]) -> list[str]:
    """The sites of a monorepo that has none at its top, where it has more than one."""
    below = sorted(name for name in names if PurePosixPath(name).name in NAMES)
    return below if len(below) > 1 and not any((root / name).is_file() for name in NAMES) else []


def _read(file: Path, root: Path) -> Site:
    yaml = _yaml(file)
    chain = list(_chain(file, yaml))
    docs = next((value for _, each in chain if (value := each.get("docs_dir")) is not None), "docs")
    plain = isinstance(docs, str)
    folder = Path(_joined(file.parent, docs)) if plain else None
    obstacles = []
    if folder is None:
        obstacles.append("its `docs_dir` is no plain path")
    elif not folder.is_relative_to(root):
        obstacles.append("its `docs_dir` lies outside this folder")
    else:
        obstacles += _in_the_way(folder)
    theme = next((value for _, each in chain if (value := each.get("theme")) is not None), "mkdocs")
    name = theme.get("name") if isinstance(theme, dict) else theme
    if name != "material":
        obstacles.append(f"its theme is {name if isinstance(name, str) else 'its own'}, and ours stands on Material")
    has_us = any("hotwash" in _plugins(each) for _, each in chain)
    if len(chain) > 1 and isinstance(yaml.get("plugins"), type(None)) and isinstance(chain[1][1].get("plugins"), list):
        obstacles.append(f"its plugins are a list in {chain[1][0].name}, which an own list here would replace")
    return Site(file, yaml, folder, has_us, tuple(obstacles))


def _yaml(file: Path) -> YamlFile:
    try:
        return YamlFile(read_exactly(file))
    except YamlError as error:
        raise SiteError(file, error.line, error.message) from None
    except UnicodeDecodeError:
        raise SiteError(file, None, "is not UTF-8") from None
    except OSError as error:
        raise SiteError(file, None, f"cannot be read: {(error.strerror or '').lower()}") from None


def _chain(file: Path, yaml: YamlFile) -> Iterable[tuple[Path, YamlFile]]:
    """The file, and those that it inherits from."""
    seen = {file}
    while True:
        yield file, yaml
        parent = yaml.get("INHERIT")
        if not isinstance(parent, str):
            return
        above = Path(_joined(file.parent, parent))
        if not above.is_file():
            raise SiteError(file, yaml.line("INHERIT"), f"inherits from {parent}, which is not there")
        if above in seen:
            raise SiteError(file, yaml.line("INHERIT"), "inherits from itself")
        seen.add(above)
        file, yaml = above, _yaml(above)


def _joined(folder: Path, path: str) -> str:
    import os.path

    return os.path.normpath(folder / path)


def _plugins(yaml: YamlFile) -> list[Any]:
    plugins = yaml.get("plugins")
    if isinstance(plugins, dict):
        return list(plugins)
    return [next(iter(each), "") if isinstance(each, dict) else each for each in plugins or ()]


def _in_the_way(docs: Path) -> list[str]:
    """Pages of theirs that stand where ours go."""
    found = [f"{name}.md" for name in _PAGES if (docs / f"{name}.md").is_file()]
    found += [f"{name}/index.md" for name in _PAGES if (docs / name / "index.md").is_file()]
    return [f"its page {name} stands where ours goes" for name in found]


def merged(site: Site, before: str) -> tuple[str, list[str]]:
    """The text of the `mkdocs.yml` with our plugin and pages, and what was added. Raises `YamlError`."""
    yaml, said = YamlFile(before), ["the plugin hotwash"]
    asked = any(
        "//" in str(each) for key in ("extra_javascript", "extra_css") for each in (yaml.get(key) or ()) if each
    )
    plugins = yaml.get("plugins")
    inherits = yaml.get("INHERIT") is not None
    if isinstance(plugins, dict) or (plugins is None and inherits):
        options = "\n    hotwash:\n      policy: false\n" if asked else "{}"
        if isinstance(plugins, dict):
            text = yaml.with_key(("plugins", "hotwash"), "      policy: false\n" if asked else "{}")
        else:
            text = yaml.with_key(("plugins",), options.lstrip("\n") if asked else "  hotwash: {}\n")
    else:
        text = yaml.with_item(("plugins",), "hotwash:\n      policy: false" if asked else "hotwash")
    if asked:
        said[0] += " (without its content policy, for pages ask other hosts for scripts or styles)"
    if isinstance(yaml.get("nav"), list):
        pages = "".join(f"\n    - {name.capitalize()}: {name}.md" for name in _PAGES)
        text = YamlFile(text).with_item(("nav",), f"Post-mortems:{pages}")
        said.append(f"{_TITLES} in the navigation")
    return text, said


def packages(root: Path, names: Sequence[str], git: Git) -> tuple[Path | None, str | None]:
    """Where the packages stand with which the site is built: a file that a line can be added to, or one that cannot."""
    for name in names:
        path = PurePosixPath(name)
        if path.suffix == ".txt" and "requirements" in name.lower() and _PACKAGES.search(_text(root / name)):
            if "--hash=" in _text(root / name) or not git.undoes(root / name):
                return None, name
            return root / name, None
    for name in names:
        if PurePosixPath(name).name in _OTHERS and re.search(r"\bmkdocs\b", _text(root / name)):
            return None, name
    return None, None


def with_package(text: str) -> str:
    """A list of requirements with ours at its end."""
    end = "\r\n" if "\r\n" in text else "\n"
    gap = "" if text.endswith("\n") else end
    return f"{text}{gap}hotwash[site]=={__version__}{end}"


def _text(path: Path) -> str:
    try:
        return read_exactly(path)
    except (OSError, UnicodeDecodeError):
        return ""
