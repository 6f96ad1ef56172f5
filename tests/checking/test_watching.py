"""What a watcher sees, and what is remembered between two looks."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from hotwash.checking import Checker, Options
from hotwash.checking.memory import Memory
from hotwash.checking.run import Request, Run, run
from hotwash.checking.watching import Eye
from hotwash.config import Config
from hotwash.config.load import Configs
from hotwash.corpus import Facts
from hotwash.document import parse

CLEAN = (Path(__file__).parents[1] / "rules" / "clean.md").read_text("utf-8")
NAME = "2026-11-03-checkout-certificate.md"
TODAY = date(2026, 11, 10)


def on(day: date) -> Callable[[Config], date]:
    return lambda config: day


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a year with two documents; the current folder is the root."""
    (tmp_path / ".git").mkdir()
    folder = tmp_path / "postmortems" / "2026"
    folder.mkdir(parents=True)
    (folder / NAME).write_text(CLEAN, "utf-8")
    (folder / "2026-10-12-other.md").write_text(CLEAN, "utf-8")
    monkeypatch.chdir(tmp_path)
    return folder


def test_it_sees_documents_that_change_come_and_go(folder: Path) -> None:
    eye = Eye((), on(TODAY))
    before = eye.look()
    assert eye.look() == before
    new = folder / "deep" / "2026-01-01-new.md"
    new.parent.mkdir()
    new.write_text("x", "utf-8")
    (folder / NAME).unlink()
    with (folder / "2026-10-12-other.md").open("a") as file:
        file.write("\n")
    (folder / "notes.txt").write_text("no document", "utf-8")
    (folder.parent / "index.md").write_text("none either", "utf-8")
    changed = [Path(name).name for name in eye.look().changed_since(before)]
    assert sorted(changed) == ["2026-01-01-new.md", "2026-10-12-other.md", NAME]


def test_it_sees_the_configuration_and_what_it_names(folder: Path) -> None:
    eye = Eye((), on(TODAY))
    seen = [eye.look()]
    config = Path("hotwash.toml")
    for text in ('profile = "strict"\n', "[owners]\ncodeowners = true\n", "[owners\n"):
        config.write_text(text, "utf-8")
        seen.append(eye.look())
    config.write_text("[owners]\ncodeowners = true\n", "utf-8")
    Path("CODEOWNERS").write_text("* @amara\n", "utf-8")
    seen.append(eye.look())
    Path("CODEOWNERS").write_text("* @kenji\n", "utf-8")
    seen.append(eye.look())
    assert all(one != other for index, one in enumerate(seen) for other in seen[:index])
    config.write_text("# nothing that matters\n[owners]\ncodeowners = true\n", "utf-8")
    assert eye.look() == seen[-1]


def test_it_sees_that_a_day_has_passed(folder: Path) -> None:
    days = [TODAY]
    eye = Eye((), lambda config: days[0])
    before = eye.look()
    days[0] = date(2026, 11, 11)
    assert eye.look() != before


def test_it_sees_what_documents_link_to_once_it_was_told(folder: Path) -> None:
    eye = Eye((), on(TODAY))
    graph = folder / "graph.png"
    before = eye.follow([str(graph), "\0"], eye.look())
    assert eye.look() == before
    graph.write_bytes(b"x")
    assert eye.look().changed_since(before) == [str(graph)]


def test_a_named_file_or_folder_elsewhere_is_seen_with_the_tree(folder: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere" / "2025"
    elsewhere.mkdir(parents=True)
    (tmp_path / "draft.md").write_text("x", "utf-8")
    eye = Eye((Path("draft.md"), elsewhere.parent), on(TODAY))
    before = eye.look()
    (tmp_path / "draft.md").write_text("longer", "utf-8")
    (elsewhere / "2025-01-01-a.md").write_text("x", "utf-8")
    (folder / NAME).unlink()
    assert len(eye.look().changed_since(before)) == 3


def test_a_folder_that_cannot_be_listed_is_seen(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    eye = Eye((), on(TODAY))
    before = eye.look()
    scandir = os.scandir

    def denied(path: str) -> object:
        if str(path) == str(folder):
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", denied)
    assert eye.look() != before


def again(memory: Memory) -> tuple[int, Run]:
    memory.anew = 0
    done = run(Request((), Configs().for_path, on(TODAY), memory=memory))
    return memory.anew, done


def test_with_a_memory_the_findings_are_the_same(folder: Path) -> None:
    """Also those of suppressions, which are used up anew in every run."""
    text = CLEAN.replace("| @kenji | 2026-11-20 |", "|  | 2026-11-20 |").replace(
        "## Timeline",
        "<!-- hotwash: allow broken-link, person-named (the log is gone) -->\nSee [the log](log.txt).\n\n## Timeline",
    )
    (folder / NAME).write_text(text, "utf-8")
    memory = Memory()
    first = again(memory)
    assert first[0] == 2
    assert [each.rule for each in first[1].result.findings] == ["unused-suppression", "action-without-owner"]
    for _ in range(2):
        anew, done = again(memory)
        assert (anew, done.result) == (0, first[1].result)
    (folder / "log.txt").write_text("x", "utf-8")
    anew, done = again(memory)
    assert anew == 0
    assert [each.rule for each in done.result.findings] == [
        "unused-suppression", "unused-suppression", "action-without-owner",
    ]  # fmt: skip


def test_what_changed_is_looked_at_anew_even_with_the_same_size_and_time(folder: Path) -> None:
    memory = Memory()
    again(memory)
    before = (folder / NAME).stat()
    (folder / NAME).write_text(CLEAN.replace("| @kenji | 2026-11-20 |", "| @k, @a | 2026-11-20 |"), "utf-8")
    os.utime(folder / NAME, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert (folder / NAME).stat().st_size == before.st_size
    anew, done = again(memory)
    assert anew == 1
    assert [each.rule for each in done.result.findings] == ["ambiguous-action-owner"]


def test_what_cannot_be_read_is_not_remembered(folder: Path) -> None:
    (folder / NAME).write_bytes(b"\xff")
    memory = Memory()
    again(memory)
    assert again(memory)[0] == 1


def test_links_are_where_they_lead(folder: Path) -> None:
    (folder / NAME).write_text(
        CLEAN.replace(
            "## Timeline", "[a](../a%20b.txt?x#y) ![c](c.png) [[d]] [e](https://e.org) [f](#impact)\n\n## Timeline"
        ),
        "utf-8",
    )
    memory = Memory()
    again(memory)
    assert memory.links() == {str(folder.parent / "a b.txt"), str(folder / "c.png")}


def test_the_first_round_asks_the_cache_and_the_next_ones_do_not(folder: Path) -> None:
    """From 32 documents on a check remembers; a watcher begins where the last check ended."""
    for number in range(40):
        (folder / f"2026-01-01-{number}.md").write_text(CLEAN, "utf-8")
    first = Memory()
    assert again(first)[0] == 42
    second = Memory()
    anew, done = again(second)
    assert (anew, done.result) == (0, again(first)[1].result)
    (folder / NAME).write_text(CLEAN + "\n", "utf-8")
    assert [again(second)[0], again(second)[0]] == [1, 0]
    assert second.behind is None


def test_the_corpus_with_one_document_replaced_knows_its_names(folder: Path) -> None:
    config = Configs().for_path(Path())
    checker = Checker(Options(config, TODAY))
    corpus = checker.corpus()
    path = f"postmortems/2026/{NAME}"

    def facts(text: str) -> Facts:
        return Facts.of(parse(text, path, config))

    aliased = corpus.including(facts(CLEAN.replace("tags: [", "aliases: [old-name]\ntags: [")))
    assert [each.path for each in aliased.named("old-name")] == [path]
    assert corpus.named("old-name") == []
    assert [each.path for each in aliased.including(facts(CLEAN)).named("old-name")] == []
    renamed = corpus.including(facts(CLEAN.replace("title: Checkout", "title: New")))
    assert [renamed.at(path).title[:3], corpus.at(path).title[:3]] == ["New", "Che"]  # type: ignore[union-attr]
    assert (renamed.paths, renamed.names(), len(renamed)) == (corpus.paths, corpus.names(), 2)
    new = corpus.including(Facts.of(parse(CLEAN, "postmortems/2026/2026-11-09-new.md", config)))
    assert len(new) == 3
    assert new.get("2026-11-09-new") is not None
