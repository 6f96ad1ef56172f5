"""`hotwash init`: the files of a knowledge base, beside what a repository has already."""

from __future__ import annotations

from pathlib import Path

import click

from hotwash.cli._saving import near
from hotwash.cli.common import day_of, fail, load_config, today_in
from hotwash.config import Config


@click.command(name="init", short_help="Set up a knowledge base, in an empty folder or in a repository that is in use.")
@click.argument("path", default=".", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what is found and what would be written; write nothing.")
@click.option("--diff", is_flag=True, help="Print what would be written as a diff; write nothing.")
@click.option(
    "--import/--no-import", "bring", default=None, help="Turn the old post-mortems that are found into drafts."
)
@click.option(
    "--baseline/--no-baseline",
    default=None,
    help="Let the check pass today: what it finds now is known, what is new counts.",
)
@click.option("--profile", type=click.Choice(["starter", "standard", "strict"]), help="How much is demanded; starter.")
@click.option("--documents", metavar="FOLDER", help="Where the documents are to be, from PATH.")
@click.option(
    "--site",
    type=click.Choice(["join", "own", "none"]),
    help="Be part of the site that mkdocs.yml builds, have one of its own, or none.",
)
@click.option(
    "--ci", type=click.Choice(["github", "gitlab", "none"]), help="The forge that checks; the one that is found."
)
@click.option("--pre-commit", is_flag=True, help="Write a configuration of pre-commit also where there is none.")
@click.option("--team", metavar="HANDLE", help="Who owns the post-mortems in CODEOWNERS: a person, or `org/team`.")
@click.option("--yes", "-y", is_flag=True, help="Ask nothing: what is not given is decided by what is found.")
@click.option("--today", metavar="DAY", help="The day that it is now; for scripts.")
def command(
    path: Path,
    dry_run: bool,
    diff: bool,
    bring: bool | None,
    baseline: bool | None,
    profile: str | None,
    documents: str | None,
    site: str | None,
    ci: str | None,
    pre_commit: bool,
    team: str | None,
    yes: bool,
    today: str | None,
) -> None:
    """Set up a knowledge base in the current folder, or in PATH.

    It looks at what is there, says what it found and what it writes: the configuration, the site, a CI workflow, and in an
    empty folder one guided example. A file that exists only ever gets an addition, and only where git can take it back;
    the last line says how. It can be run again: then it writes what is missing, or nothing.
    """
    from hotwash.adopting.git import is_bare
    from hotwash.adopting.sites import SiteError
    from hotwash.adopting.surroundings import look
    from hotwash.adopting.wish import Wish

    if path.exists() and not path.is_dir():
        fail(f"{near(path)} is a file; name a folder")
    config = _config(path)
    if config.repository is None and is_bare(config.root):
        fail(f"{near(path)} is a bare repository, which has no files; clone it, and run it in the clone")
    day = day_of(today) or today_in(config)
    try:
        around = look(config)
    except SiteError as error:
        place = near(error.file) + (f":{error.line}" if error.line else "")
        fail(f"{place}: {error.message}; nothing was changed")
    if team is not None:
        team = _handle(team)
    wish = Wish(profile, documents, site, ci, team, pre_commit, bring, baseline)
    from hotwash.cli import _adopting

    _adopting.adopt(around, wish, day, write=not (dry_run or diff), diff=diff, ask=not (yes or dry_run or diff))


def _handle(text: str) -> str:
    import re

    from hotwash.config.schema import HANDLE

    if not re.fullmatch(HANDLE.pattern, text):
        fail(f"--team: `{text}` is no handle; write it as `amara` or `org/team`")
    return text


def _config(path: Path) -> Config:
    """The configuration of the folder; one from further up already governs it, and then there is nothing to begin."""
    folder = path.absolute()
    here = folder
    while not here.is_dir():
        here = here.parent
    config = load_config(here)
    if config.file is not None and config.root.resolve() != folder.resolve():
        fail(f"{near(path)} belongs to the knowledge base of {near(config.file)}; run it in that folder")
    if config.file is not None:
        return config
    return Config(root=folder, repository=config.repository)
