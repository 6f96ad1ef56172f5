"""The files with which a knowledge base begins. Their texts lie beside this module, in `starter/`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from hotwash import __version__
from hotwash.config import Config
from hotwash.config.model import SECTION_TITLES
from hotwash.writing.scalars import scalar

EXAMPLE = "2026-02-03-example-password-reset-mails"
WORKFLOW = PurePosixPath(".github/workflows/postmortems.yml")


@dataclass(frozen=True, slots=True)
class Starter:
    """A file to begin with: where it goes, what it holds, what it is good for."""

    path: Path
    text: str
    purpose: str


def configuration(config: Config) -> Starter:
    """`hotwash.toml`, in profile starter."""
    return Starter(config.root / "hotwash.toml", _text("hotwash.toml"), "what your team decides, in profile starter")


def site(config: Config) -> Starter:
    """`mkdocs.yml`; the site is called after the folder."""
    name = " ".join(config.root.name.replace("-", " ").replace("_", " ").split())
    title = f"{name[:1].upper()}{name[1:]} post-mortems" if name else "Post-mortems"
    text = _text("mkdocs.yml").replace("@SITE_NAME@", scalar(title)).replace("@DOCUMENTS@", scalar(config.documents))
    return Starter(config.root / "mkdocs.yml", text, "the site")


def workflow(config: Config) -> Starter:
    """The workflow; it stands at the repository's root, where the forge looks, and works in the knowledge base."""
    top = config.repository or config.root
    folder = config.root.relative_to(top).as_posix() if config.root.is_relative_to(top) else "."
    defaults = "" if folder == "." else f"defaults:\n  run:\n    working-directory: {scalar(folder)}\n\n"
    text = _text("postmortems.yml").replace("@DEFAULTS@", defaults).replace("@VERSION@", __version__)
    text = text.replace("@FOLDER@site", "site" if folder == "." else scalar(f"{folder}/site"))
    return Starter(top / WORKFLOW, text, "checks every pull request and builds the site")


def example(config: Config) -> Starter:
    """A document that is complete, with explanations as comments; its headings are the configured ones."""
    severity = config.severities[min(2, len(config.severities) - 1)]
    text = _text("example.md").replace("@SEVERITY@", scalar(severity))
    for key, title in SECTION_TITLES.items():
        text = text.replace(f"\n## {title}\n", f"\n## {config.sections.titles[key]}\n")
    path = config.root / config.documents / EXAMPLE[:4] / f"{EXAMPLE}.md"
    return Starter(path, text, "a complete post-mortem, explained in comments")


def ignored(config: Config) -> Starter:
    """`.gitignore` for the built site."""
    return Starter(config.root / ".gitignore", "/site/\n", "the built site stays out of git")


def _text(name: str) -> str:
    return Path(__file__).with_name("starter").joinpath(name).read_text(encoding="utf-8")
