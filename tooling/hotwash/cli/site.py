"""`hotwash site`: the knowledge base as a website, through the generator that the extra installs."""

from __future__ import annotations

import os
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path
from typing import NoReturn

import click

from hotwash.cli._saving import near
from hotwash.cli.common import fail, shown

_NEEDED = ("mkdocs", "material", "pagefind", "nh3", "pygments")
_INSTALL = "pip install 'hotwash[site]'"
_CONFIG = click.option(
    "--config", "config_file", type=click.Path(path_type=Path), metavar="FILE", help="This mkdocs.yml, not the nearest."
)


@click.group(name="site", short_help="Build the website, or show it while you write.")
def command() -> None:
    """Build the website of the knowledge base, or show it while you write."""


@command.command("build")
@click.option(
    "--strict", is_flag=True, help="Fail when a document cannot be read as one, or a page's link leads nowhere."
)
@click.option("--output", "-o", type=click.Path(path_type=Path), metavar="FOLDER", help="Write it there.")
@click.option(
    "--today", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="The day that it is now, as 2026-11-24."
)
@click.option(
    "--audience",
    type=click.Choice(["internal", "restricted"]),
    help="Whom it is for: `internal` leaves out the documents with `audience: restricted`.",
)
@_CONFIG
def build(strict: bool, output: Path | None, today: object, audience: str | None, config_file: Path | None) -> None:
    """Build the site and say where it is.

    For people outside there is `hotwash publish`, which takes away what must not leave.
    """
    require()
    from hotwash.site.mkdocs import SiteError, build_site

    file = _configuration(config_file)
    try:
        place = build_site(file, output, strict, today.date() if isinstance(today, datetime) else None, audience)
    except SiteError as error:
        _end(error, error.usage)
    click.echo(f"the site is in {near(place / 'index.html')}")


@command.command("serve")
@click.option("--address", metavar="HOST:PORT", help="Where to listen, 127.0.0.1:8000 by default.")
@_CONFIG
def serve(address: str | None, config_file: Path | None) -> None:
    """Show the site, and build it again when a file changes. Ctrl-C ends it."""
    require()
    from hotwash.site.mkdocs import SiteError, serve_site

    try:
        serve_site(_configuration(config_file), address)
    except SiteError as error:
        _end(error, error.usage)


def _end(error: Exception, usage: bool) -> NoReturn:
    message = shown(str(error).replace(f"{Path.cwd()}{os.sep}", ""))
    if usage:
        fail(message)
    click.echo(f"hotwash: {message}", err=True)
    raise click.exceptions.Exit(1)


def require() -> None:
    """End with the line that installs the extra when it is not there."""
    if any(find_spec(name) is None for name in _NEEDED):
        fail(f"the site needs an extra; install it with: {_INSTALL}")
    # Material and MkDocs announce each other's end on every run; nobody who builds a site can act on that.
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    os.environ.setdefault("DISABLE_MKDOCS_2_WARNING", "true")


def _configuration(given: Path | None) -> Path:
    """The generator's configuration: the given one, else the nearest upwards from here, up to the repository's root."""
    if given is not None:
        if given.is_file():
            return given
        fail(f"{shown(given)} is not there")
    here = Path.cwd()
    for folder in (here, *here.parents):
        for name in ("mkdocs.yml", "mkdocs.yaml"):
            if (folder / name).is_file():
                return folder / name
        if (folder / ".git").exists():
            break
    return fail("no mkdocs.yml here or above; `hotwash init` writes one")
