"""`hotwash schema`: the frontmatter or the configuration as JSON Schema."""

from __future__ import annotations

import json
from pathlib import Path

import click

from hotwash.cli.common import load_config


@click.command(name="schema", short_help="Print a JSON Schema for other tools.")
@click.argument("what", type=click.Choice(["frontmatter", "config"]), default="frontmatter")
def command(what: str) -> None:
    """Print the JSON Schema of a document's frontmatter, or of the configuration.

    That of the frontmatter knows the severities and services of the configuration here.
    """
    from hotwash.rules.schema import configuration_schema, frontmatter_schema

    schema = configuration_schema() if what == "config" else frontmatter_schema(load_config(Path.cwd()))
    click.echo(json.dumps(schema, ensure_ascii=False, indent=2))
