"""Who types what a page of the guide shows: every command is one, with options that it has; the first pages run whole."""

from __future__ import annotations

import re
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from hotwash.cli import main
from hotwash.site.manual import GUIDE, KINDS, guide_pages

FENCE = re.compile(r"^( *)```(\w+)(?: title=\"([^\"]+)\")?\n(.*?)^\1```$", re.MULTILINE | re.DOTALL)
ENDS = {"|", "<", ">", ">>", "&&", ";", "||"}


def blocks(page: str) -> list[tuple[str, str, str]]:
    """Language, title and text of each fence of a page."""
    text = (GUIDE / f"{page}.md").read_text("utf-8")
    return [
        (found[2], found[3] or "", re.sub(rf"^{found[1]}", "", found[4], flags=re.MULTILINE))
        for found in FENCE.finditer(text)
    ]


def commands(page: str) -> Iterator[list[str]]:
    """The words of every `hotwash` command in a page's fences, up to a pipe or redirection, and in its sentences."""
    for language, _, text in blocks(page):
        if language not in ("console", "sh", "yaml", "bash", "text"):
            continue
        for line in re.findall(
            r"^(?:\$ |.*\brun: |)(hotwash [a-z]+(?: .*)?)$", text.replace("\\\n", " "), re.MULTILINE
        ):
            if language == "console" and f"$ {line}" not in text.replace("\\\n", " "):
                continue
            if language == "text" and not re.match(r"hotwash [a-z]+( -|$)", line):
                continue
            words = shlex.split(line, comments=True)
            yield words[1 : next((at for at, word in enumerate(words) if word in ENDS), len(words))]
    prose = FENCE.sub("", (GUIDE / f"{page}.md").read_text("utf-8"))
    for span in re.findall(r"`(hotwash\s[a-z][^`]*)`", prose):
        yield shlex.split(span)[1:]


SHOWN = [(page, words) for page in sorted(file.stem for file in GUIDE.glob("*.md")) for words in commands(page)]


@pytest.mark.parametrize(("page", "words"), [case for case in SHOWN if case[0] != "commands"])
def test_each_command_has_the_options_that_a_page_gives_it(page: str, words: list[str]) -> None:
    command: click.Command = main
    context = click.Context(main, info_name="hotwash", **main.context_settings)
    while isinstance(command, click.Group) and words:
        below = command.get_command(context, words[0])
        assert below is not None, words
        command, words = below, words[1:]
        context = click.Context(command, info_name=command.name, parent=context)
    given, _, _ = command.make_parser(context).parse_args(list(words))
    for parameter in command.params:
        value = given.get(parameter.name or "")
        if isinstance(parameter.type, click.Choice) and isinstance(value, str):
            assert value in parameter.type.choices


def test_they_are_found() -> None:
    assert len(SHOWN) > 100
    assert {"first", "setup", "documents", "draft", "ci", "scheduled"} <= {page for page, _ in SHOWN}


@pytest.mark.parametrize("page", ["setup", "documents"])
def test_the_page_shows_what_is_printed(page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    subprocess.run(["git", "init", "--quiet"], cwd=tmp_path, check=True)
    monkeypatch.chdir(tmp_path)
    for language, title, text in blocks(page):
        if title:
            (tmp_path / title).parent.mkdir(exist_ok=True)
            (tmp_path / title).write_text(text, "utf-8")
        if language == "console":
            line, _, printed = text.replace("\\\n", " ").partition("\n")
            done = CliRunner().invoke(main, shlex.split(line)[2:])
            assert done.exit_code == 0
            assert printed in (done.output, done.stdout)


def test_the_first_post_mortem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    _, new, *checks = [text.replace("\\\n", " ") for language, _, text in blocks("first") if language == "console"]
    line, _, printed = new.partition("\n")
    assert CliRunner().invoke(main, shlex.split(line)[2:]).stdout == printed
    (finding,) = (text for language, _, text in blocks("first") if language == "text")
    codes = []
    for words in (shlex.split(line)[2:] for line in checks[:3]):
        done = CliRunner().invoke(main, words)
        codes.append(done.exit_code)
        if words == ["check"]:
            assert finding in done.stdout
    assert codes == [0, 1, 0]


def test_every_page_has_a_kind_and_the_index_leads_to_it() -> None:
    index = (GUIDE / "index.md").read_text("utf-8")
    for page in guide_pages().values():
        if page.path != "guide/index":
            assert page.kind in KINDS, page.path
            assert (
                f"]({page.path.removeprefix('guide/')}.md)" in index.partition("## All pages")[2].partition("\n## ")[0]
            )
