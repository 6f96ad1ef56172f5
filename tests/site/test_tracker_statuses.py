"""Where a tracker owns the status of items, the site's pages say what it said last, without a change to any document."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from hotwash.cli import main
from hotwash.config.load import load
from hotwash.corpus import documents_in
from hotwash.corpus.statuses import Status, StatusesError, as_json, load_statuses
from hotwash.site.actions import actions_body
from hotwash.site.document import document_body
from hotwash.site.library import Library, open_library
from hotwash.site.urls import Urls

TODAY = date(2026, 11, 24)
NAME = "2026-11-03-checkout-certificate"
CLEAN = (Path(__file__).parents[1] / "rules" / "clean.md").read_text("utf-8")
SAID = {
    f"{NAME}#A2": Status("done", date(2026, 11, 20), "", "#1", "https://github.com/o/r/issues/1"),
    f"{NAME}#A3": Status("dropped", None, "closed as not planned in #2 | <b>", "#2", "https://github.com/o/r/issues/2"),
    f"{NAME}#A4": Status("in progress"),
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    tracker = '[tracker]\nkind = "github"\nproject = "o/r"\nstatus = "tracker"\n'
    (tmp_path / "hotwash.toml").write_text(tracker, "utf-8")
    file = tmp_path / f"postmortems/2026/{NAME}.md"
    file.parent.mkdir(parents=True)
    file.write_text(CLEAN, "utf-8")
    (tmp_path / "tracker.json").write_text(as_json(SAID), "utf-8")
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: Larkmere\ndocs_dir: postmortems\ntheme: {name: material}\nplugins: [hotwash]\n", "utf-8"
    )
    return tmp_path


def opened(root: Path) -> Library:
    config = load(root)
    return open_library(documents_in(root / "postmortems", config), "postmortems", config, TODAY)


def statuses(html: str) -> list[str]:
    return [re.sub("<[^>]*>", "", each) for each in re.findall(r'<span class="hw-st .*?</span>', html)]


def test_the_actions_page_and_the_document_s_page_say_what_the_tracker_says(root: Path) -> None:
    library = opened(root)
    urls = Urls()
    (entry,) = library
    everywhere = actions_body(library, urls).html
    own = document_body(entry, library, urls).html
    for html in (everywhere, own):
        assert "Done 20 Nov" in html
        assert "Dropped: closed as not planned in #2" in html
        assert "&lt;b&gt;" in html
        assert "Overdue by 10 days" in html or "In progress" in html
    assert statuses(own[own.index("action-items") :])[:4][1] == "Done 20 Nov"
    assert "1 open item" in everywhere
    assert [item.state for item in entry.open_actions] == ["in progress"]


def test_the_list_and_the_figures_say_the_same(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root)
    listed = CliRunner().invoke(main, ["actions", "list", "--all", "--today", "2026-11-24"]).stdout
    assert "done 2026-11-20" in listed
    assert listed.count("overdue") == 1
    figures = CliRunner().invoke(main, ["stats", "--format", "json", "--today", "2026-11-24"])
    assert figures.exit_code == 0, figures.output
    exported = CliRunner().invoke(main, ["export", "--table", "actions", "--format", "csv"])
    assert "done,2026-11-20" in exported.output, exported.output


def test_nothing_changes_where_the_document_owns_the_status_or_nobody_has_pulled(root: Path) -> None:
    (root / "tracker.json").unlink()
    assert load_statuses(load(root)) == {}
    (root / "tracker.json").write_text(as_json(SAID), "utf-8")
    (root / "hotwash.toml").write_text('[tracker]\nkind = "github"\nproject = "o/r"\n', "utf-8")
    (entry,) = opened(root)
    assert [item.state for item in entry.postmortem.actions] == ["done", "open", "open", "open"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"format": "hotwash tracker statuses", "ver', "is half written"),
        ("", "is half written"),
        ("[]", "is half written"),
        ('{"format": "hotwash tracker statuses", "version": 2, "items": {}}', "was written by another version"),
        (
            '{"format": "hotwash tracker statuses", "version": 1, "items": {"x#A1": {"state": "gone"}}}',
            "is half written",
        ),
        (
            '{"format": "hotwash tracker statuses", "version": 1, "items": {"x#A1": {"state": "done", "day": 7}}}',
            "is half",
        ),
    ],
)
def test_a_broken_file_is_said_in_one_line(root: Path, monkeypatch: pytest.MonkeyPatch, text: str, said: str) -> None:
    monkeypatch.chdir(root)
    (root / "tracker.json").write_text(text, "utf-8")
    with pytest.raises(StatusesError, match=said):
        load_statuses(load(root))
    for command in (["actions", "list"], ["stats"]):
        result = CliRunner().invoke(main, command)
        assert result.exit_code == 2
        assert f"tracker.json {said}" in result.output
        assert "run `hotwash actions pull`" in result.output


def test_a_broken_file_stops_the_site_in_one_line(root: Path) -> None:
    (root / "tracker.json").write_text("{", "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "hotwash", "site", "build"], cwd=root, capture_output=True, text=True, timeout=120,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )  # fmt: skip
    assert done.returncode == 2
    last = done.stderr.splitlines()[-1]
    assert (
        last
        == "hotwash: tracker.json is half written or no file of statuses; run `hotwash actions pull` to write it anew"
    )
