"""`hotwash publish`: what it says, what it leaves behind, and what it refuses."""

from __future__ import annotations

import json
from pathlib import Path

import planting
import pytest
from click.testing import CliRunner, Result

from hotwash.cli import main

DAY = ["--today", "2026-11-24"]
OTHER = "postmortems/2026/2026-05-01-slow-search.md"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "inside"
    (root / ".git").mkdir(parents=True)
    planting.write(root)
    monkeypatch.chdir(root)
    return root


def _publish(*more: str, out: str = "../out") -> Result:
    return CliRunner().invoke(main, ["publish", "--audience", "public", out, *DAY, *more])


def _edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def test_it_says_where_it_is_and_that_the_record_has_changed(here: Path) -> None:
    done = _publish()
    assert (done.exit_code, done.stderr) == (0, "")
    assert (
        done.stdout
        == "2 documents published in ../out, the site in ../out/site\npublished.txt has changed; commit it\n"
    )
    assert (here / "published.txt").read_text().splitlines()[-2:] == [
        "2026/2026-05-01-slow-search 2026-11-24",
        "2026/2026-11-03-checkout-certificate 2026-11-24",
    ]
    again = _publish("--locked")
    assert (again.exit_code, again.stdout) == (0, "2 documents published in ../out, the site in ../out/site\n")


def test_the_same_documents_give_the_same_bytes_apart_from_the_search_index(here: Path) -> None:
    assert _publish().exit_code == 0
    assert _publish(out="../other").exit_code == 0
    one, other = (
        {f.relative_to(r): f.read_bytes() for f in r.rglob("*") if f.is_file() and "pagefind" not in f.parts}
        for r in (here / "../out", here / "../other")
    )
    assert one == other


def test_the_tree_holds_nothing_but_what_was_published(here: Path) -> None:
    assert _publish().exit_code == 0
    out = here.parent / "out"
    assert sorted(each.name for each in out.iterdir()) == [
        "hotwash.toml",
        "mkdocs.yml",
        "postmortems",
        "published-by-hotwash.txt",
        "site",
    ]
    assert sorted(each.name for each in (out / "postmortems/2026").glob("*.md")) == [
        "2026-05-01-slow-search.md",
        "2026-11-03-checkout-certificate.md",
    ]
    for name in ("guide", "rules", "owners"):
        assert not (out / "site" / name).exists()
    data = json.loads((out / "site/index.json").read_text())
    assert [each["findings"] for each in data["documents"]] == [[], []]
    assert [each.name for each in here.parent.iterdir() if each.name.startswith(".")] == []


def test_a_dry_run_writes_nothing_and_names_what_is_left_out(here: Path) -> None:
    done = _publish("--dry-run")
    assert (done.exit_code, done.stderr) == (0, "")
    assert not (here.parent / "out").exists()
    assert not (here / "published.txt").exists()
    lines = done.stdout.splitlines()
    assert lines[0] == "2 documents would be published:"
    for line in (
        "  postmortems/2026/2026-11-03-checkout-certificate.md",
        "    line 17: the field `allow`",
        "    line 90: the section *Notes for us*",
        "    line 85: the columns *Tracker*, *Customer*",
        "    line 87: a person or team, `kenji`",
        "    line 53: a secret",
        "    links to status.example.org",
        "2 documents would not:",
        "  1 for the audience `internal`",
        "  1 for the audience `restricted`",
    ):
        assert line in lines, line
    assert planting.TOKEN not in done.stdout


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("status: published", "status: draft", "it is a draft"),
        ("status: published", "status: review", "it is in review"),
        ("status: published", "status: done", "its status is not `published`"),
        ("audience: public", "audience: [public]", "its audience is none of the format's"),
        ("audience: public", "audience: Public", "its audience is none of the format's"),
        ("audience: public", "audience: public\naudience: restricted", "its frontmatter is malformed (line 12)"),
    ],
)
def test_what_is_not_plainly_public_stays(here: Path, old: str, new: str, why: str) -> None:
    _edit(here / OTHER, old, new)
    done = _publish("--dry-run")
    assert f"  {OTHER}: {why}" in done.stdout.splitlines()
    assert "1 document would be published:" in done.stdout


def test_without_a_field_a_document_is_internal(here: Path) -> None:
    _edit(here / OTHER, "audience: public\n", "")
    assert "  2 for the audience `internal`" in _publish("--dry-run").stdout.splitlines()


def test_two_documents_of_one_name_both_stay(here: Path) -> None:
    (here / "postmortems/2027").mkdir()
    (here / "postmortems/2027/2026-05-01-slow-search.md").write_text((here / OTHER).read_text())
    assert _publish("--dry-run").stdout.count("another document is called 2026-05-01-slow-search as well") == 2


def test_a_leak_ends_with_1_names_its_places_and_leaves_nothing(here: Path) -> None:
    assert _publish().exit_code == 0  # what was there before goes as well
    (here / OTHER).rename(here / "postmortems/2026/2026-05-01-albatross-search.md")
    _edit(
        here / "postmortems/2026/2026-11-03-checkout-certificate.md",
        "2026-05-01-slow-search",
        "2026-05-01-albatross-search",
    )
    done = _publish("-v")
    assert (done.exit_code, done.stdout) == (1, "")
    lines = done.stderr.splitlines()
    assert lines[:2] == [
        "leak: an internal word `Albatross`",
        "  in postmortems/2026/2026-05-01-albatross-search.md (its name)",
    ]
    assert any(line.startswith("  in site/feed.xml:") for line in lines)
    assert any(
        line.startswith("  in site/pagefind/fragment/") and line.endswith(" (gzip, search index)") for line in lines
    )
    assert "  from postmortems/2026/2026-05-01-albatross-search.md (its name)" in lines
    assert lines[-2].startswith("  = help: take it out of the document, its name included")
    assert lines[-1].endswith("nothing is published, and there is no ../out")
    assert sorted(each.name for each in here.parent.iterdir()) == ["inside"]


def test_what_is_fine_outside_can_be_allowed(here: Path) -> None:
    (here / OTHER).rename(here / "postmortems/2026/2026-05-01-albatross-search.md")
    with (here / "hotwash.toml").open("a") as file:
        file.write("allow = ['Albatross']\n")
    assert _publish().exit_code == 0


def test_the_name_of_the_site_is_searched_too(here: Path) -> None:
    with (here / "hotwash.toml").open("a") as file:
        file.write("name = 'Echidna: what we learned'\n")
    done = _publish()
    assert done.exit_code == 1
    assert "leak: an internal word `Echidna`" in done.stderr
    assert not (here.parent / "out").exists()


def test_a_withdrawn_document_leaves_a_page_that_says_so_and_nothing_else(here: Path) -> None:
    assert _publish().exit_code == 0
    _edit(here / OTHER, "audience: public", "audience: internal")
    done = _publish("--locked")
    assert (done.exit_code, done.stdout.splitlines()[1]) == (0, "1 document withdrawn: 2026/2026-05-01-slow-search")
    out = here.parent / "out"
    page = (out / "site/2026/2026-05-01-slow-search/index.html").read_text()
    assert "published no longer" in page
    assert 'content="noindex"' in page
    told = {
        each.relative_to(out).as_posix()
        for each in out.rglob("*")
        if each.is_file() and b"slow-search" in each.read_bytes()
    }
    assert told == set()
    assert not [each for each in out.rglob("*") if each.is_file() and b"Search slow after" in each.read_bytes()]
    assert (here / "published.txt").read_text().count("slow-search") == 1
    assert not (out / "postmortems/2026/2026-05-01-slow-search.md").exists()


def test_a_withdrawn_document_that_is_gone_leaves_its_page_too(here: Path) -> None:
    assert _publish().exit_code == 0
    (here / OTHER).unlink()
    assert _publish().exit_code == 0
    assert (here.parent / "out/site/2026/2026-05-01-slow-search/index.html").is_file()


def test_a_renamed_document_is_found_by_its_old_address(here: Path) -> None:
    assert _publish().exit_code == 0
    (here / OTHER).rename(here / "postmortems/2026/2026-05-02-slow-search.md")
    _edit(
        here / "postmortems/2026/2026-05-02-slow-search.md", "audience:", "aliases: [2026-05-01-slow-search]\naudience:"
    )
    done = _publish()
    assert done.exit_code == 0
    assert "withdrawn" not in done.stdout
    old = (here.parent / "out/site/2026/2026-05-01-slow-search/index.html").read_text()
    assert "url=../2026-05-02-slow-search/" in old


def test_locked_fails_where_the_record_would_change(here: Path) -> None:
    done = _publish("--locked")
    assert done.exit_code == 1
    assert done.stderr.startswith(
        "hotwash: published.txt has no line for 2026/2026-05-01-slow-search, 2026/2026-11-03-checkout-certificate;"
    )
    assert not (here.parent / "out").exists()
    assert not (here / "published.txt").exists()


def test_a_broken_record_is_named_with_its_line(here: Path) -> None:
    (here / "published.txt").write_text("# x\nnonsense\n")
    done = _publish()
    assert (done.exit_code, done.stderr) == (
        2,
        "hotwash: published.txt:2: not a page and a day, as `2026/2026-11-03-checkout 2026-11-24`\n",
    )


def test_a_folder_with_something_else_is_left_alone(here: Path) -> None:
    other = here.parent / "out"
    other.mkdir()
    (other / "x").write_text("mine")
    done = _publish()
    assert (done.exit_code, done.stderr) == (
        2,
        "hotwash: ../out holds something that `hotwash publish` has not made; name a folder that is not there yet\n",
    )
    assert (other / "x").read_text() == "mine"


def test_a_git_repository_is_refused(here: Path) -> None:
    assert _publish().exit_code == 0
    (here.parent / "out/.git").mkdir()
    done = _publish()
    assert done.exit_code == 2
    assert "whose history goes outside with it" in done.stderr


@pytest.mark.parametrize("out", [".", "..", "postmortems/out"])
def test_the_documents_own_folders_are_refused(here: Path, out: str) -> None:
    done = _publish(out=out)
    assert done.exit_code == 2
    assert "holds the documents, or lies among them" in done.stderr
    assert (here / OTHER).is_file()


def test_more_is_published_when_the_team_decides_so(here: Path) -> None:
    with (here / "hotwash.toml").open("a") as file:
        file.write(
            "fields = ['title', 'status', 'severity', 'started', 'services']\nsections = ['summary', 'Notes for us']\n"
        )
        file.write("roles = {kenji = 'the commander'}\n")
    _edit(here / OTHER, "## Timeline", "## Notes for us\n\nAs @kenji says. @kenji again.\n\n## Timeline")
    assert _publish().exit_code == 0
    text = (here.parent / "out" / OTHER).read_text()
    assert text == (
        "---\ntitle: Search slow after a reindex\nstatus: published\nseverity: SEV3\nstarted: 2026-03-01T09:12Z\n"
        "services: [checkout]\naudience: public\n---\n\n"
        "## Notes for us\n\nAs the commander says. The commander again.\n"
    )


def test_the_internal_site_can_leave_out_restricted_documents(here: Path) -> None:
    done = CliRunner().invoke(main, ["site", "build", "--audience", "internal", "--output", "../site", *DAY])
    assert done.exit_code == 0
    site = here.parent / "site"
    assert (site / "2026/2026-04-01-payroll-export/index.html").is_file()
    assert not (site / "2026/2026-03-01-secret-merger").exists()
    assert "Merger data room" not in (site / "index.json").read_text().replace("[Merger data room open for a day](", "")
    done = CliRunner().invoke(main, ["site", "build", "--output", "../all", *DAY])
    assert (here.parent / "all/2026/2026-03-01-secret-merger/index.html").is_file()


def test_the_plugin_can_leave_them_out_as_well(here: Path) -> None:
    _edit(here / "mkdocs.yml", "plugins: [hotwash]", "plugins: [{hotwash: {audience: internal}}]")
    assert CliRunner().invoke(main, ["site", "build", "--output", "../site", *DAY]).exit_code == 0
    assert not (here.parent / "site/2026/2026-03-01-secret-merger").exists()


def test_a_place_that_cannot_be_written_is_named_in_one_line(here: Path) -> None:
    (here.parent / "file").write_text("x")
    done = _publish(out="../file/out")
    assert done.exit_code == 2
    assert done.stderr.startswith("hotwash: ")
    assert done.stderr.count("\n") == 1
