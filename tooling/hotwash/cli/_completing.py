"""What a shell offers after TAB: the names that options and arguments take.

Only a process that a shell started for this imports it; it names rules, documents and services without reading YAML
where that can be had. Nothing here may fail loudly: somebody is in the middle of typing.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

from hotwash.config import Config, ConfigError

if TYPE_CHECKING:
    from hotwash.corpus.followups import Followed

Offer = Mapping[str, str]
"""What can be written, each with a few words about it, or none."""

_RULES = Path(__file__).parents[1] / "rules"
_LEVELS = ("error", "warning", "info")
_PAGE = re.compile(r'^ {4}"""(.+?)\.?$', re.MULTILINE)
_HEADS = 300
"""So many documents, the newest, are looked into: for open items, and for services that a configuration does not name."""


class Offered(click.ParamType[str]):
    """A text of which some values are known; with `comma`, several with commas between them."""

    name = "text"

    def __init__(self, offer: Callable[[], Offer], *, comma: bool = False, anywhere: bool = False) -> None:
        self._offer = offer
        self._comma = comma
        self._anywhere = anywhere

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        before, comma, last = incomplete.rpartition(",") if self._comma else ("", "", incomplete)
        given = set(before.split(","))
        offer = {name: help_ for name, help_ in self._offer().items() if name.isprintable() and name not in given}
        chosen = [name for name in offer if name.startswith(last)]
        if self._anywhere and not chosen:
            inside = [name for name in offer if last in name]
            # Fish finds its own way among several; in the others they would take back what was typed.
            chosen = inside if len(inside) == 1 or _shell() == "fish" else []
        return [CompletionItem(f"{before}{comma}{name}", help=offer[name] or None) for name in chosen]


def attach(name: str, command: click.Command) -> None:
    """Let the parameters of the command with that name, and of those below it, offer what they take."""
    if isinstance(command, click.Group):
        for inner, below in command.commands.items():
            attach(f"{name} {inner}", below)
    for param in command.params:
        offered = _OFFERED.get((name, param.name or "")) or _OFFERED.get(("", param.name or ""))
        if offered is not None:
            param.type = offered


def described(folder: Path, names: Iterable[str]) -> dict[str, str]:
    """Commands with the words that their modules begin with, none of them imported."""
    from hotwash.cli._group import module_name

    heads = {}
    for name in names:
        with (folder / f"{module_name(name)}.py").open(encoding="utf-8") as module:
            heads[name] = module.readline().strip().strip('"').partition(": ")[2].rstrip(".")
    return heads


def rules() -> dict[str, str]:
    """Every rule with the first line of its page: both stand in its file."""
    found = {}
    for family in _families():
        for file in sorted((_RULES / family).glob("[a-z]*.py")):
            page = _PAGE.search(file.read_text("utf-8"))
            found[file.stem.replace("_", "-")] = page[1] if page else ""
    return found


def rules_and_families() -> dict[str, str]:
    """What `--select` and `--ignore` take."""
    return {**rules(), **{family.replace("_", "-"): "all rules of this family" for family in _families()}}


def _families() -> list[str]:
    return sorted(path.name for path in _RULES.iterdir() if path.is_dir() and path.name[0] not in "_.")


def conditions() -> dict[str, str]:
    """What `--fail-on` takes."""
    return {**dict.fromkeys(_LEVELS, "everything of this level or worse"), **rules()}


def documents() -> dict[str, str]:
    """The ids of the documents, the newest first."""
    return dict.fromkeys((path.stem for path in _files(_config())), "")


def open_items() -> dict[str, str]:
    """The ids of the action items that are open, those of the newest documents first, with what is to be done."""
    return {each.address: each.said for each in _items() if each.is_open}


def items_or_owner() -> dict[str, str]:
    """What `hotwash actions assign` takes, which has the owner behind the ids."""
    return {**open_items(), **handles()}


def items() -> dict[str, str]:
    """The ids of all action items, those of the newest documents first, with what was to be done."""
    return {each.address: each.said for each in _items()}


def _items() -> Iterator[Followed]:
    from hotwash.corpus import document_at, read
    from hotwash.corpus.followups import Followed
    from hotwash.corpus.record import Record

    config = _config()
    files = _files(config)
    typed = _typed().partition("#")[0]
    begun = [path for path in files if path.stem.startswith(typed)]
    for path in (begun or files)[:_HEADS]:
        record = Record(read(document_at(path, config), config))
        yield from (Followed(item, record) for item in record.postmortem.actions if item.id and not record.retelling)


def services() -> dict[str, str]:
    """The services of the configuration; without any, those that the newest documents name."""
    config = _config()
    if config.services is not None:
        return dict.fromkeys(sorted(config.services), "")
    from hotwash.document.frontmatter import read_frontmatter

    found: set[str] = set()
    for path in _files(config)[:_HEADS]:
        with suppress(OSError), path.open(encoding="utf-8", errors="replace", newline="") as file:
            frontmatter, _ = read_frontmatter(file.read(8192))
            found.update(each.text for each in frontmatter.texts("services"))
    return dict.fromkeys(sorted(found), "")


def people() -> dict[str, str]:
    """The handles of the owner directory."""
    owners = _config().owners
    return dict.fromkeys(sorted(owners.people), "") if owners else {}


def handles() -> dict[str, str]:
    """People and teams of the owner directory, with `@`."""
    owners = _config().owners
    return dict.fromkeys(sorted(f"@{name}" for name in (*owners.people, *owners.teams)), "") if owners else {}


def severities() -> dict[str, str]:
    """The configured scale, the worst first."""
    return dict.fromkeys(_config().severities, "")


def years() -> dict[str, str]:
    """The years that have documents, the latest first."""
    return dict.fromkeys((path.stem[:4] for path in _files(_config())), "")


def templates() -> dict[str, str]:
    """The team's own templates."""
    folder = _config().templates
    return dict.fromkeys(sorted(path.stem for path in folder.glob("*.md")), "") if folder else {}


def references() -> dict[str, str]:
    """Branches and tags that git knows here."""
    asked = ["git", "for-each-ref", "--format=%(refname:short)", "refs/heads", "refs/remotes", "refs/tags"]
    with suppress(OSError):
        done = subprocess.run(asked, capture_output=True, encoding="utf-8", errors="replace", check=False)
        return dict.fromkeys(done.stdout.split(), "")
    return {}


def _config() -> Config:
    """The configuration here; the defaults while it is broken."""
    from hotwash.config.load import load

    with suppress(ConfigError):
        return load(Path.cwd())
    return Config(root=Path.cwd())


def _files(config: Config) -> list[Path]:
    """The documents of the tree, the newest name first."""
    top = config.root / config.documents
    return sorted(_markdown(top), key=lambda path: path.name, reverse=True)


def _markdown(top: Path) -> Iterator[Path]:
    for folder, folders, names in os.walk(top):
        if Path(folder) == top:
            folders[:] = [name for name in folders if re.fullmatch(r"[0-9]{4}", name)]
            continue
        yield from (Path(folder, name) for name in names if name.endswith(".md"))


def _typed() -> str:
    """The word that is being typed, as the shell hands it over."""
    word = os.environ.get("COMP_CWORD", "")
    if _shell() == "fish":
        return word
    words = os.environ.get("COMP_WORDS", "").split()
    return words[int(word)] if word.isdigit() and int(word) < len(words) else ""


def _shell() -> str:
    return os.environ.get("_HOTWASH_COMPLETE", "").partition("_")[0]


_OFFERED: Mapping[tuple[str, str], Offered] = {
    ("", "select"): Offered(rules_and_families, comma=True),
    ("", "ignore"): Offered(rules_and_families, comma=True),
    ("", "fail_on"): Offered(conditions),
    ("", "changed_since"): Offered(references),
    ("", "services"): Offered(services, comma=True),
    ("list", "services"): Offered(services),
    ("", "severity"): Offered(severities),
    ("", "severities"): Offered(severities),
    ("", "authors"): Offered(people, comma=True),
    ("", "years"): Offered(years),
    ("", "template"): Offered(templates),
    ("rule", "name"): Offered(rules),
    ("rename", "old"): Offered(documents, anywhere=True),
    ("rename", "new"): Offered(documents),
    ("agenda", "document"): Offered(documents, anywhere=True),
    ("actions list", "services"): Offered(services),
    ("actions list", "owners"): Offered(handles),
    ("actions remind", "owners"): Offered(handles),
    ("actions assign", "owner"): Offered(handles),
    ("actions assign", "ids"): Offered(items_or_owner, anywhere=True),
    ("actions done", "ids"): Offered(open_items, anywhere=True),
    ("actions drop", "ids"): Offered(open_items, anywhere=True),
    ("actions due", "ids"): Offered(open_items, anywhere=True),
    ("actions show", "ids"): Offered(items, anywhere=True),
    ("", "document"): Offered(documents, anywhere=True),
    ("", "documents"): Offered(documents, anywhere=True),
}
"""By command (empty: any) and parameter."""
