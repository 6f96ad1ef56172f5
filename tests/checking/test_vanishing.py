"""A file that vanishes or changes while a run goes on: quietly right, and nothing is brought back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from hotwash.checking import engine, run
from hotwash.config import Config
from hotwash.corpus import DocumentFile, read
from hotwash.document import Postmortem

CLEAN = (Path(__file__).parents[1] / "rules" / "clean.md").read_text("utf-8")
TODAY = date(2026, 11, 10)


@pytest.fixture
def config(tmp_path: Path) -> Config:
    folder = tmp_path / "postmortems" / "2026"
    folder.mkdir(parents=True)
    for name in ("a", "b", "c"):
        (folder / f"2026-11-03-{name}.md").write_text(CLEAN, "utf-8")
    return Config(root=tmp_path)


def request_of(config: Config) -> run.Request:
    return run.Request((config.root,), lambda path: config, lambda each: TODAY)


def while_reading(monkeypatch: pytest.MonkeyPatch, name: str, do: Callable[[Path], object], after: bool) -> None:
    """Do something to the document of that name right before, or after, the engine has read it."""

    def meddled(document: DocumentFile, config: Config, as_status: str | None = None) -> Postmortem:
        mine = document.file.stem.endswith(name)
        if mine and not after:
            do(document.file)
        postmortem = read(document, config, as_status)
        if mine and after:
            do(document.file)
        return postmortem

    monkeypatch.setattr(engine, "read", meddled)


def test_one_that_is_gone_before_it_is_read_is_no_document(config: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    while_reading(monkeypatch, "-b", Path.unlink, after=False)
    done = run.run(request_of(config))
    assert (done.result.findings, done.result.documents) == ((), 2)
    assert sorted(Path(path).stem[11:] for path in done.documents) == ["a", "c"]


@pytest.mark.parametrize("do", [Path.unlink, lambda file: file.write_text("", "utf-8"), lambda file: file.write_text("---\n", "utf-8")])  # fmt: skip
def test_one_that_goes_or_shrinks_after_it_was_read(
    config: Config, monkeypatch: pytest.MonkeyPatch, do: Callable[[Path], object]
) -> None:
    """Its suppressions and links stand in a text that is no longer there."""
    file = config.root / "postmortems" / "2026" / "2026-11-03-b.md"
    file.write_text(
        CLEAN.replace(
            "## Timeline", "See [it](gone.txt).\n<!-- hotwash: allow person-named (no) -->\n\n## Timeline"
        ).replace("tags: [", "allow: {late-review: no}\ntags: ["),
        "utf-8",
    )
    while_reading(monkeypatch, "-b", do, after=True)
    done = run.run(request_of(config))
    assert done.result.documents == 3
    assert {each.rule for each in done.result.findings} <= {"broken-link"}


def test_a_fix_does_not_bring_back_what_is_gone(config: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    file = config.root / "postmortems" / "2026" / "2026-11-03-b.md"
    file.write_text(CLEAN.replace("## Timeline", "## Chronology"), "utf-8")
    while_reading(monkeypatch, "-b", lambda gone: gone.unlink(missing_ok=True), after=True)
    done = run.run_with_fixes(request_of(config), unsafe=False, write=True)
    assert not file.exists()
    assert (done.changed, done.mended) == ({}, [])
