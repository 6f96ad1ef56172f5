"""The generator's part: what is built, what is left out, what stops it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from reading import read_html

from conftest import TODAY, write_base
from hotwash.site.mkdocs import SiteError, build_site

QUIET = os.environ | {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}


def generate(generator: str, config: Path, out: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", generator, "build", "--quiet", "-f", str(config), "-d", str(out), *options]
    return subprocess.run(command, capture_output=True, text=True, env=QUIET, check=False)


def tree(site: Path) -> dict[str, str]:
    """The pages of a site by path, without what names the generator and the day."""
    noise = re.compile(r'<meta name="generator"[^>]*>')
    return {page.relative_to(site).as_posix(): noise.sub("", page.read_text("utf-8")) for page in site.rglob("*.html")}


def test_a_strict_build_has_nothing_to_say(base: Path, tmp_path: Path) -> None:
    done = generate("mkdocs", base / "mkdocs.yml", tmp_path / "out", "--strict")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_properdocs_builds_the_same_pages(base: Path, site: Path, tmp_path: Path) -> None:
    done = generate("properdocs", base / "mkdocs.yml", tmp_path / "out", "--strict")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert tree(tmp_path / "out") == tree(site)


def test_the_same_input_gives_the_same_bytes(base: Path, site: Path, tmp_path: Path) -> None:
    again = build_site(base / "mkdocs.yml", tmp_path / "out")
    assert {page: text for page, text in tree(again).items() if "404" not in page} == {
        page: text for page, text in tree(site).items() if "404" not in page
    }


def test_every_part_of_a_knowledge_base_is_there(site: Path) -> None:
    pages = [
        "",
        "incidents",
        "actions",
        "2026",
        "2026/2026-11-03-checkout-certificate",
        "guide",
        "rules",
        "rules/missing-field",
    ]
    assert all((site / page / "index.html").is_file() for page in pages)
    index = json.loads((site / "pagefind" / "pagefind-entry.json").read_text("utf-8"))
    guide, rules = (len(list((site / name).rglob("index.html"))) for name in ("guide", "rules"))
    assert (
        index["languages"]["en"]["page_count"] == 4 + 1 + guide + rules - 1
    )  # an alert is in it, the list of rules is not


def test_no_page_asks_another_host_for_anything(site: Path) -> None:
    for file in site.rglob("*.html"):
        page = read_html(file.read_text("utf-8"), balanced=False)
        sources = [each.attributes.get("src", "") for each in page.all("script", "img", "iframe")]
        sources += [each.attributes.get("href", "") for each in page.all("link")]
        assert not [each for each in sources if each.startswith(("http", "//"))], file


def test_only_what_a_document_shows_is_published_beside_it(site: Path) -> None:
    assert (site / "2024" / "2024-graph.png").is_file()
    assert not (site / "2024" / "2024-customers.csv").exists()


def test_names_and_titles_are_text_wherever_they_stand(site: Path) -> None:
    for file in site.rglob("*.html"):
        text = file.read_text("utf-8")
        assert "<drained>" not in text, file
        assert "<b>bold" not in text, file
        assert 'href="javascript:' not in text, file
        assert "<script>alert" not in text, file
        assert not re.search(r"<[^>]*\son[a-z]+=", text), file
    assert not [path for path in site.rglob("*") if path.name in ("x", "..x")]


def test_an_unreadable_document_stops_a_strict_build_with_the_checkers_words(tmp_path: Path) -> None:
    config = write_base(tmp_path)
    (tmp_path / "postmortems" / "2026" / "2026-11-05-binary.md").write_bytes(b"\0\1\2")
    done = generate("mkdocs", config, tmp_path / "out", "--strict")
    assert done.returncode == 1
    assert "2026/2026-11-05-binary.md:1: the file is binary (unreadable-file)" in done.stderr
    assert "Traceback" not in done.stderr
    lenient = generate("mkdocs", config, tmp_path / "out")
    assert lenient.returncode == 0
    assert not (tmp_path / "out" / "2026" / "2026-11-05-binary").exists()


def test_drafts_and_documents_with_findings_are_published_with_a_notice(site: Path) -> None:
    page = read_html((site / "2026/2026-11-21-order-mails/index.html").read_text("utf-8"), balanced=False)
    notices = [each.text() for each in page.all("div", where=lambda each: each.has("hw-notice"))]
    assert notices[0] == "Draft, not reviewed yet. Facts and times may still change."
    assert "findings." in notices[1]
    links = {each.attributes["href"] for each in page.all("a", where=lambda each: each.within("hw-notice"))}
    assert {"../../rules/missing-section/", "#A2"} <= links


def test_documents_are_in_no_navigation(site: Path) -> None:
    page = read_html((site / "guide/index.html").read_text("utf-8"), balanced=False)
    addresses = [each.attributes["href"] for each in page.all("a", where=lambda each: each.has("md-nav__link"))]
    assert not [each for each in addresses if "2026" in each]


def test_pages_of_the_teams_own_stand_beside_ours_and_before_them(tmp_path: Path) -> None:
    config = write_base(tmp_path)
    (tmp_path / "postmortems" / "on-call.md").write_text(
        "# On call\n\nSee [it](2026/2026-11-03-checkout-certificate.md#A2).\n", "utf-8"
    )
    (tmp_path / "postmortems" / "actions.md").write_text("# Our actions\n", "utf-8")
    built = build_site(config, tmp_path / "out", strict=True)
    assert "Our actions</h1>" in (built / "actions/index.html").read_text("utf-8")
    own = (built / "on-call/index.html").read_text("utf-8")
    assert 'href="../2026/2026-11-03-checkout-certificate/#A2"' in own
    assert 'class="md-tabs__link" aria-current="page">On call</a>' in own


@pytest.mark.parametrize(
    ("config", "complaint"),
    [
        ("site_name: x\nplugins: [hotwash]\ntheme: mkdocs\n", "write `theme: {name: material}`"),
        ("site_name: x\nplugins: [search]\ntheme: material\n", "write `plugins: [hotwash]`"),
        ("site_name: [x\n", "mkdocs.yml"),
    ],
)
def test_a_wrong_configuration_is_said_in_one_line(tmp_path: Path, config: str, complaint: str) -> None:
    (tmp_path / "docs").mkdir()
    file = tmp_path / "mkdocs.yml"
    file.write_text(config, "utf-8")
    with pytest.raises(SiteError, match=re.escape(complaint)):
        build_site(file, tmp_path / "out", today=TODAY)


def test_an_empty_knowledge_base_says_how_to_begin(tmp_path: Path) -> None:
    (tmp_path / "postmortems").mkdir()
    config = tmp_path / "mkdocs.yml"
    config.write_text("site_name: x\ndocs_dir: postmortems\nplugins: [hotwash]\ntheme: material\n", "utf-8")
    built = build_site(config, tmp_path / "out", strict=True)
    for page in ("index.html", "incidents/index.html"):
        assert "<code>hotwash new</code>" in (built / page).read_text("utf-8")
    assert "Nothing is open." in (built / "actions/index.html").read_text("utf-8")
