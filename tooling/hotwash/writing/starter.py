"""The files with which a knowledge base begins. Their texts lie beside this module, in `starter/`."""

from __future__ import annotations

import json
import re
import shlex
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from hotwash import __version__
from hotwash.config import Config
from hotwash.config.model import FORMAT, SECTION_TITLES
from hotwash.writing.scalars import scalar
from hotwash.writing.slug import slugify

EXAMPLE = "2026-02-03-example-password-reset-mails"
WORKFLOW = PurePosixPath(".github/workflows/postmortems.yml")


class SiteJob(NamedTuple):
    """What CI builds: the generator's configuration, and the folder that it writes; both relative to the root."""

    config: str = "mkdocs.yml"
    folder: str = "site"


USUAL = SiteJob()


@dataclass(frozen=True, slots=True)
class Starter:
    """A file to begin with: where it goes, what it holds, what it is good for."""

    path: Path
    text: str
    purpose: str


def configuration(config: Config) -> Starter:
    """`hotwash.toml` with what the configuration says of the profile, the documents and the baseline."""
    more = "".join(
        f"\n# {about}\n{name} = {json.dumps(value, ensure_ascii=False)}\n"
        for name, value, usual, about in (
            ("documents", config.documents, "postmortems", "The folder of the documents."),
            ("baseline", config.baseline, None, "Findings that are known, and do not count until somebody mends them."),
        )
        if value != usual
    )
    text = _text("hotwash.toml").replace("@FORMAT@", str(FORMAT)).replace("@PROFILE@", json.dumps(config.profile))
    text = text.replace("@MORE@", more)
    return Starter(config.root / "hotwash.toml", text, f"what your team decides, in profile {config.profile}")


def site(config: Config, name: str = "mkdocs.yml", folder: str = "site") -> Starter:
    """`mkdocs.yml`, or one of another name beside it; the site is called after the folder."""
    words = " ".join(config.root.name.replace("-", " ").replace("_", " ").split())
    title = f"{words[:1].upper()}{words[1:]} post-mortems" if words else "Post-mortems"
    text = _text("mkdocs.yml").replace("@SITE_NAME@", scalar(title)).replace("@DOCUMENTS@", scalar(config.documents))
    text = text.replace("@SITE_DIR@", "" if folder == "site" else f"site_dir: {scalar(folder)}\n")
    text = text.replace("@CONFIG@", "" if name == "mkdocs.yml" else f" --config {name}")
    return Starter(config.root / name, text, "the site")


def workflow(config: Config, name: str = WORKFLOW.name, site: SiteJob | None = USUAL) -> Starter:
    """The workflow; it stands at the repository's root, where the forge looks, and works in the knowledge base."""
    top, folder = _top(config)
    defaults = "" if folder == "." else f"defaults:\n  run:\n    working-directory: {scalar(folder)}\n\n"
    text = _text("postmortems.yml")
    if site is None:
        text = re.sub(r"(?ms)^  site:\n.*?\n\n(?=  #)", "", text).replace(", builds the site,", "")
    text = _filled(text.replace("@DEFAULTS@", defaults), folder, site)
    about = "checks every pull request and builds the site" if site else "checks every pull request"
    return Starter(top / WORKFLOW.parent / name, text, about)


def gitlab(config: Config, stage: str, name: str = "postmortems.yml", site: SiteJob | None = USUAL) -> Starter:
    """The jobs for GitLab, which its `.gitlab-ci.yml` includes."""
    top, folder = _top(config)
    text = _text("gitlab.yml").replace("@STAGE@", scalar(stage))
    text = text.replace("@CD@", "" if folder == "." else f"    - cd {json.dumps(shlex.quote(folder))[1:-1]}\n")
    if site is None:
        text = re.sub(r"(?ms)^postmortems-site:\n.*?\n\n(?=#)", "", text).replace(", builds the site,", "")
    if folder != ".":  # the jobs of another knowledge base of the repository have names of their own
        text = re.sub(r"(?m)(^|: )(\.?)postmortems\b", rf"\1\2{slugify(folder.replace('/', ' '))}-postmortems", text)
    about = "checks every merge request and builds the site" if site else "checks every merge request"
    return Starter(top / ".gitlab" / name, _filled(text, folder, site), about)


def _top(config: Config) -> tuple[Path, str]:
    top = config.repository or config.root
    return top, config.root.relative_to(top).as_posix() if config.root.is_relative_to(top) else "."


def _filled(text: str, folder: str, site: SiteJob | None) -> str:
    text = text.replace("@VERSION@", __version__)
    if site is not None:
        place = site.folder if folder == "." else f"{folder}/{site.folder}"
        config = "" if site.config == "mkdocs.yml" else f" --config {shlex.quote(site.config)}"
        text = text.replace("@CONFIG@", config).replace("@SITE@", scalar(place))
    return text


def example(config: Config) -> Starter:
    """A document that is complete, with explanations as comments; its headings are the configured ones."""
    severity = config.severities[min(2, len(config.severities) - 1)]
    text = _text("example.md").replace("@SEVERITY@", scalar(severity))
    for key, title in SECTION_TITLES.items():
        text = text.replace(f"\n## {title}\n", f"\n## {config.sections.titles[key]}\n")
    path = config.root / config.documents / EXAMPLE[:4] / f"{EXAMPLE}.md"
    return Starter(path, text, "a complete post-mortem, explained in comments")


def _text(name: str) -> str:
    return Path(__file__).with_name("starter").joinpath(name).read_text(encoding="utf-8")
