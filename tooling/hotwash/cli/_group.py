"""The `hotwash` command: a group that imports a command's module only when it is called."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from keyword import iskeyword
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from hotwash import __version__
from hotwash.cli.common import in_one_line

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


class LazyGroup(click.Group):
    """Commands are the modules of this folder: each is found by its name and has an object `command`."""

    def make_context(self, *args: Any, **kwargs: Any) -> click.Context:
        with _in_one_line():
            return super().make_context(*args, **kwargs)

    def invoke(self, ctx: click.Context) -> Any:
        with _in_one_line():
            return super().invoke(ctx)

    def list_commands(self, ctx: click.Context) -> list[str]:
        names = (name.removesuffix(".py") for name in os.listdir(Path(__file__).parent) if name.endswith(".py"))  # noqa: PTH208 - cheaper
        return sorted(
            name.rstrip("_").replace("_", "-") for name in names if name[0] != "_" and name not in _NOT_COMMANDS
        )

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] not in self.list_commands(ctx) and not args[0].startswith("-"):
            from difflib import get_close_matches

            near = get_close_matches(args[0], self.list_commands(ctx), n=1)
            hint = f"did you mean `{near[0]}`?" if near else f"there are {', '.join(self.list_commands(ctx))}."
            ctx.fail(f"There is no command `{args[0]}`; {hint}")
        return super().resolve_command(ctx, args)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        module = importlib.import_module(f"hotwash.cli.{module_name(cmd_name)}")
        command: click.Command = module.command
        if _completing():
            from hotwash.cli._completing import attach

            attach(cmd_name, command)
        return command

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Commands as a shell offers them, without importing any of them; options as usual."""
        from click.shell_completion import CompletionItem

        from hotwash.cli._completing import described

        names = [name for name in self.list_commands(ctx) if name.startswith(incomplete)]
        items = [CompletionItem(name, help=words) for name, words in described(Path(__file__).parent, names).items()]
        return [*items, *click.Command.shell_complete(self, ctx, incomplete)]

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run the command; for a shell that completes, in silence whatever happens: somebody is typing there."""
        if _completing():
            sys.stderr = Path(os.devnull).open("w")  # noqa: SIM115 - until the process ends
        return super().main(*args, **kwargs)


def module_name(command: str) -> str:
    """The module of a command: one called like a keyword of Python has an underscore behind it."""
    name = command.replace("-", "_")
    return f"{name}_" if iskeyword(name) else name


@contextmanager
def _in_one_line() -> Iterator[None]:
    """As `in_one_line`; to leave a question counts as Ctrl-C."""
    with in_one_line():
        try:
            yield
        except click.Abort:
            raise KeyboardInterrupt from None


def _completing() -> bool:
    return os.environ.get("_HOTWASH_COMPLETE", "").endswith("_complete")


_NOT_COMMANDS = {"common"}


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="hotwash")
def main() -> None:
    """Blameless post-mortems as code."""
