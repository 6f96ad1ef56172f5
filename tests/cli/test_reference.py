"""The guide's page of commands is what the commands say of themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator

import click
import pytest

from hotwash.cli import _reference, main
from hotwash.site.manual import guide_pages

PAGE = _reference.PAGE.read_text("utf-8")


def commands(command: click.Command, context: click.Context) -> Iterator[tuple[str, click.Command]]:
    """Every command below, by the words that call it."""
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            assert below is not None
            inner = click.Context(below, info_name=name, parent=context)
            yield inner.command_path.removeprefix("hotwash "), below
            yield from commands(below, inner)


ALL = dict(commands(main, click.Context(main, info_name="hotwash", **main.context_settings)))


def test_the_page_is_current() -> None:
    assert _reference.page(PAGE, _reference.shown_in()) == PAGE, "run `make docs` and commit what it writes"


def test_what_is_written_by_hand_stays() -> None:
    head, start, _ = PAGE.partition(_reference.START)
    assert start
    changed = _reference.page(head.replace("Exit codes", "Our exit codes") + start + "\n\nold", {})
    assert "Our exit codes are the same everywhere" in changed
    assert "\nold" not in changed


@pytest.mark.parametrize("name", ALL)
def test_each_command_is_there_with_every_option(name: str) -> None:
    (section,) = re.findall(rf"^###? {name}\n(.*?)(?=^##|\Z)", PAGE, re.MULTILINE | re.DOTALL)
    assert f"hotwash {name} " in section
    for option in ALL[name].params:
        if isinstance(option, click.Option) and not option.hidden:
            (row,) = [line for line in section.splitlines() if line.startswith("| `") and f"`{option.opts[0]}`" in line]
            assert all(f"`{each}`" in row.split(" | ")[0] for each in option.opts)
            if isinstance(option.type, click.Choice):
                assert all(f"`{choice}`" in row for choice in option.type.choices)
            if option.default in (10, 30.0, 120.0):  # as it is read, not as Python has it
                assert row.endswith(f"| `{option.default:g}` |")


def test_what_is_markup_in_a_help_text_is_shown_as_it_is_written() -> None:
    assert r"postmortems/\<year>/\<date>-\<slug>.md" in PAGE


def test_each_command_leads_to_a_page_that_shows_its_use() -> None:
    named = {name for page in guide_pages().values() for name in page.commands}
    assert named == {name for name in ALL if " " not in name}
