"""`hotwash init`: the files of a new knowledge base."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from hotwash.cli._saving import near, saving
from hotwash.cli.common import fail, load_config
from hotwash.config import Config
from hotwash.corpus import documents_in
from hotwash.writing import starter
from hotwash.writing.files import create_exclusively
from hotwash.writing.starter import Starter


@click.command(name="init")
@click.argument("path", default=".", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would be written; write nothing.")
def command(path: Path, dry_run: bool) -> None:
    """Set up a knowledge base in the current folder, or in PATH.

    Writes the configuration, mkdocs.yml, a CI workflow and one guided example. Nothing that exists is touched, so it can
    be run again.
    """
    if path.exists() and not path.is_dir():
        fail(f"{near(path)} is a file; name a folder")
    config = _config(path)
    kept, missing = _plan(config)
    for name, note in kept:
        click.echo(f"kept   {name}" + (f": {note}" if note else ""))
    for file in missing:
        if not dry_run:
            with saving(file.path, "what is written stays, run it again"):
                _create(file)
        click.echo(f"{'would write' if dry_run else 'wrote'}  {near(file.path)}: {file.purpose}")
    if not missing:
        click.echo("Nothing to do: everything is there.")
    elif not dry_run:
        click.echo("Next: `hotwash check` reads the example, `hotwash new` begins a post-mortem of your own.")


def _create(file: Starter) -> None:
    try:
        create_exclusively(file.path, file.text)
    except FileExistsError:
        fail(f"{near(file.path)} has just been written by somebody else; run it again")


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


def _plan(config: Config) -> tuple[list[tuple[str, str]], list[Starter]]:
    """What is there already, each with a note on what to do about it, and what is not."""
    kept: list[tuple[str, str]] = []
    missing: list[Starter] = []
    for found, note, file in _steps(config):
        if found is not None:
            kept.append((near(found), note))
        else:
            missing.append(file)
    return kept, missing


def _steps(config: Config) -> Iterator[tuple[Path | None, str, Starter]]:
    """Each file, with what stands in its place and what would be missing there."""
    settings = starter.configuration(config)
    yield config.file or _there(settings.path), "", settings
    site = starter.site(config)
    found = _there(site.path) or _there(site.path.with_suffix(".yaml"))
    lacks = found is not None and b"hotwash" not in _bytes(found)
    yield found, f"set `docs_dir: {config.documents}` and add the plugin `hotwash` to it" if lacks else "", site
    workflow = starter.workflow(config)
    yield _there(workflow.path), "", workflow
    document = next(iter(documents_in(config.root / config.documents, config)), None)
    example = starter.example(config)
    tree = config.root / config.documents
    yield tree if document else _there(example.path), "has documents, so no example" if document else "", example
    ignored = starter.ignored(config)
    found = _there(ignored.path)
    lacks = found is not None and not any(line.strip().strip(b"/") == b"site" for line in _bytes(found).splitlines())
    yield found, "add `/site/` to it, so that the built site stays out of git" if lacks else "", ignored


def _there(path: Path) -> Path | None:
    return path if path.exists() or path.is_symlink() else None


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""
