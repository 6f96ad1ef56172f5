"""The service catalogue from Backstage's `catalog-info.yaml`. The one module of the configuration that reads YAML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from hotwash.config.error import ConfigError, shown
from hotwash.config.files import read_text
from hotwash.witness import look, refuse

KINDS = ("Component", "System", "API")
"""The kinds of entities that are services here."""

MAX_DEPTH = 100
"""Files that are nested deeper are refused."""

# Only `compose` is used: nodes with their lines and no constructed values, so `no` stays a name and nothing is executed.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_services(pattern: str, root: Path) -> dict[str, str]:
    """All components, systems and APIs in the file, or the files, of a path or pattern below `root`: from the name to
    the team that owns it, by its name alone; empty where none is given.

    A `kind: Location` leads to further files, relative to its own; what lies behind a URL is not read. Raises
    `ConfigError`; `FileNotFoundError` when the pattern itself leads nowhere.
    """
    paths = _matching(pattern, root)
    if not paths:
        raise FileNotFoundError(pattern)
    names: dict[str, str] = {}
    seen: set[Path] = set()
    waiting = list(reversed(paths))
    while waiting:
        path = waiting.pop()
        if path.resolve() in seen:
            continue
        seen.add(path.resolve())
        for entity in _entities(path):
            kind = _scalar(_get(entity, "kind"))
            if kind in KINDS:
                names[_name(entity, path, kind)] = _owner(entity)
            elif kind == "Location":
                waiting.extend(_targets(entity, path))
    if not names:
        raise ConfigError(paths[0], None, f"names no {', '.join(KINDS[:-1])} or {KINDS[-1]}")
    return names


def _matching(pattern: str, folder: Path) -> list[Path]:
    """The files of a path, or of a pattern when it has `*`, `?` or `[`; in a stable order."""
    if not re.search(r"[*?\[]", pattern):
        path = folder / pattern
        look(path)
        return [path] if path.exists() else []
    refuse()  # a new file anywhere below could match tomorrow
    fixed = Path(pattern)
    # A pattern may climb (`../services/*/catalog-info.yaml`), which `glob` takes; an absolute one starts at its anchor.
    base = Path(fixed.anchor) if fixed.is_absolute() else folder
    relative = str(fixed.relative_to(fixed.anchor)) if fixed.is_absolute() else pattern
    try:
        return sorted(path for path in base.glob(relative) if path.is_file())
    except ValueError:  # `**` that is not a whole name
        return []


def _entities(path: Path) -> Iterator[yaml.MappingNode]:
    """The mappings of a file of one or several YAML documents; an empty document is none."""
    text = read_text(path)
    try:
        _check_depth(text, path)
        documents = list(yaml.compose_all(text, Loader=_LOADER))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        # What is never closed ends behind the last line.
        line = None if mark is None else min(mark.line + 1, max(1, len(text.splitlines())))
        raise ConfigError(path, line, f"is no readable YAML: {error.problem}") from None
    except yaml.YAMLError as error:  # characters that YAML does not have
        raise ConfigError(path, None, f"is no readable YAML: {str(error).splitlines()[0]}") from None
    for document in documents:
        if isinstance(document, yaml.MappingNode):
            yield document
        elif document is not None and not (isinstance(document, yaml.ScalarNode) and not document.value):
            raise ConfigError(path, _line(document), "is not a Backstage entity: a mapping with `kind` and `metadata`")


def _check_depth(text: str, path: Path) -> None:
    """Refuse nesting that nobody writes: the composer in C recurses, and takes the process with it when it is deep."""
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                line = None if event.start_mark is None else event.start_mark.line + 1
                raise ConfigError(path, line, "is no readable YAML: nested too deeply")
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _name(entity: yaml.MappingNode, path: Path, kind: str) -> str:
    name = _scalar(_get(entity, "metadata", "name"))
    if not name:
        raise ConfigError(path, _line(entity), f"this {kind} has no `metadata.name`")
    return name


def _owner(entity: yaml.MappingNode) -> str:
    """The owner's own name, out of a reference such as `group:default/payments-team`."""
    return re.split("[:/]", _scalar(_get(entity, "spec", "owner")))[-1]


def _targets(entity: yaml.MappingNode, path: Path) -> list[Path]:
    """The files that a Location names, the last first."""
    nodes = [_get(entity, "spec", "target")]
    several = _get(entity, "spec", "targets")
    nodes += several.value if isinstance(several, yaml.SequenceNode) else []
    found: list[Path] = []
    for node in nodes:
        target = _scalar(node)
        if node is None or not target or re.match(r"[a-z][a-z0-9+.-]*://", target, re.IGNORECASE):
            continue
        files = _matching(target, path.parent)
        if not files:
            raise ConfigError(path, _line(node), f"the location {shown(target)} leads to no file")
        found.extend(files)
    return found[::-1]


def _get(node: yaml.Node | None, *keys: str) -> yaml.Node | None:
    """The node under nested keys, if it is there."""
    for key in keys:
        if not isinstance(node, yaml.MappingNode):
            return None
        node = next((value for name, value in node.value if _scalar(name) == key), None)
    return node


def _scalar(node: yaml.Node | None) -> str:
    return str(node.value).strip() if isinstance(node, yaml.ScalarNode) else ""


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1
