"""The `hotwash` command: a group that imports a command's module only when it is called."""

from __future__ import annotations

import importlib
import os
from pathlib import Path
from typing import Any

import click

from hotwash import __version__


class LazyGroup(click.Group):
    """Commands are the modules of this folder: each is found by its name and has an object `command`."""

    def invoke(self, ctx: click.Context) -> Any:
        """Ctrl-C ends any command in one line and with exit code 130; what it was writing lies aside and is gone."""
        try:
            return super().invoke(ctx)
        except (KeyboardInterrupt, click.Abort):
            click.echo("\nhotwash: interrupted; nothing is half-written", err=True)
            ctx.exit(130)

    def list_commands(self, ctx: click.Context) -> list[str]:
        names = (name.removesuffix(".py") for name in os.listdir(Path(__file__).parent) if name.endswith(".py"))  # noqa: PTH208 - cheaper
        return sorted(name.replace("_", "-") for name in names if name[0] != "_" and name not in _NOT_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        module = importlib.import_module(f"hotwash.cli.{cmd_name.replace('-', '_')}")
        command: click.Command = module.command
        return command


_NOT_COMMANDS = {"main", "common"}


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="hotwash")
def main() -> None:
    """Blameless post-mortems as code."""
