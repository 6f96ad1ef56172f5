"""`hotwash skill`: instructions for an assistant, in the form that assistants share."""

from __future__ import annotations

from pathlib import Path

import click

from hotwash.cli.common import fail, load_config, shown


@click.command(name="skill", short_help="Write the instructions for an assistant that writes post-mortems.")
@click.option(
    "--output-format",
    "--format",
    "output_format",
    type=click.Choice(["skill", "agents"]),
    default="skill",
    help="skill: a folder with a SKILL.md; agents: a section for an AGENTS.md.",
)
@click.option(
    "--output",
    "-o",
    "output",
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="The folder of your assistant's skills, as .agents/skills; with agents, the AGENTS.md.",
)
@click.option("--force", is_flag=True, help="Write over a SKILL.md that says something else.")
def command(output_format: str, output: Path | None, force: bool) -> None:
    """Write the instructions for an assistant that writes post-mortems.

    They name the commands to use and what this team has configured, so that text from an assistant is held to the same
    checks as a person's. Without --output they are printed.
    """
    from hotwash.assistant.skill import NAME, section, skill

    config = load_config(Path())
    commands = _commands()
    if output_format == "agents":
        new = section(config, commands)
        if output is not None:
            _into(output, new)
            return
        click.echo(new, nl=False)
        return
    text = skill(config, commands)
    if output is None:
        click.echo(text, nl=False)
        return
    file = output / NAME / "SKILL.md"
    if file.is_symlink() or (file.exists() and not force and not _is(file, text)):
        fail(f"{shown(file)} is there and says something else; --force writes over it")
    _write(file, text)


def _commands() -> list[str]:
    """The commands of this program: what it cannot do, nobody is told to do."""
    context = click.get_current_context().find_root()
    return context.command.list_commands(context) if isinstance(context.command, click.Group) else []


def _into(file: Path, new: str) -> None:
    """Put the section into an AGENTS.md, which keeps all that it says besides."""
    from hotwash.assistant.skill import SkillError, put
    from hotwash.cli._saving import near
    from hotwash.writing.files import read_exactly

    if file.is_dir():
        file = file / "AGENTS.md"
    try:
        before = read_exactly(file) if file.exists() else ""
    except (OSError, UnicodeDecodeError):
        fail(f"{near(file)} cannot be read as text; it is as it was")
    try:
        after = put(before, new)
    except SkillError as error:
        fail(f"{near(file)}: {error}")
    _write(file, after)


def _is(file: Path, text: str) -> bool:
    try:
        return file.read_bytes() == text.encode()
    except OSError:
        return False


def _write(file: Path, text: str) -> None:
    from hotwash.cli._saving import near, saving
    from hotwash.writing.files import write_atomically

    with saving(file):
        file.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(file, text)
    click.echo(near(file))
