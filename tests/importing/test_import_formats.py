"""HTML, Word documents, front matter, tables in HTML, guidance of templates: what carries a post-mortem is no obstacle."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from hotwash.importing.material import Assumed
from hotwash.importing.reading import sources
from hotwash.importing.words import words
from importing import errors, read, source, written

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TYPES = (
    f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
    '<Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/></Types>'
)
RELATIONS = (
    f'{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>'
)
DOCUMENT_RELATIONS = (
    f'{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>'
)
STYLES = f'{HEAD}<w:styles {WORD}>' + "".join(
    f'<w:style w:type="paragraph" w:styleId="Heading{level}"><w:name w:val="heading {level}"/></w:style>' for level in (1, 2)
) + "</w:styles>"  # fmt: skip


def docx(*parts: str | list[list[str]]) -> bytes:
    """A Word document: `# ` and `## ` begin headings, a list of rows is a table."""
    body = "".join(_table(part) if isinstance(part, list) else _paragraph(part) for part in parts)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", TYPES)
        file.writestr("_rels/.rels", RELATIONS)
        file.writestr("word/_rels/document.xml.rels", DOCUMENT_RELATIONS)
        file.writestr("word/styles.xml", STYLES)
        file.writestr("word/document.xml", f"{HEAD}<w:document {WORD}><w:body>{body}</w:body></w:document>")
    return made.getvalue()


def _paragraph(text: str) -> str:
    level = len(text) - len(text.lstrip("#"))
    style = f'<w:pPr><w:pStyle w:val="Heading{level}"/></w:pPr>' if level else ""
    return f'<w:p>{style}<w:r><w:t xml:space="preserve">{escape(text.lstrip("# "))}</w:t></w:r></w:p>'


def _table(rows: list[list[str]]) -> str:
    cells = ("".join(f"<w:tc>{_paragraph(cell)}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


REPORT: tuple[str | list[list[str]], ...] = (
    "# Freezer door left open",
    "## Summary",
    "The freezer of the canteen was open for 3 hours; 40 kg of vegetables thawed.",
    "## Timeline",
    "All times in CET.",
    [
        ["Time", "Event"],
        ["2026-01-20 08:00", "Delivery ends, the door stays ajar"],
        ["11:05", "The cook notices water & closes it"],
    ],
    "## Root cause",
    "The door has no spring.",
    "## Action items",
    "Fit a spring to the door. Owner: Ilse. Due: 2026-02-01",
)


def test_a_word_document_is_read_with_headings_and_tables(tmp_path: Path) -> None:
    (found,) = sources(docx(*REPORT), "freezer.docx", Assumed())
    outline = found.outline
    assert outline.title == "Freezer door left open"
    assert [(event.when.isoformat() if event.when else "", event.text) for event in outline.timeline] == [
        ("2026-01-20T08:00:00+01:00", "Delivery ends, the door stays ajar"),
        ("2026-01-20T11:05:00+01:00", "The cook notices water & closes it"),
    ]
    assert [(task.text, task.owner, task.due) for task in outline.actions] == [
        ("Fit a spring to the door.", "Ilse", "2026-02-01")
    ]
    text = written(found)
    flat = "\n".join("\n".join(" ".join(row) for row in part) if isinstance(part, list) else part for part in REPORT)
    assert not words(flat) - words(text)
    path = tmp_path / "postmortems" / "2026" / "2026-01-20-freezer.md"
    path.parent.mkdir(parents=True)
    path.write_text(text, "utf-8")
    assert errors(path) == []


@pytest.mark.parametrize(
    "front",
    [
        "---\ntitle: Pump\nseverity: SEV1\nauthors: [ida]\nstarted: 2026-03-10T10:00:00Z\n---\n",
        '+++\ntitle = "Pump"\nseverity = "SEV1"\nauthors = ["ida"]\nstarted = 2026-03-10T10:00:00Z\n+++\n',
        '{\n  "title": "Pump", "severity": "SEV1", "authors": ["ida"],\n  "started": "2026-03-10T10:00:00Z"\n}\n',
    ],
    ids=["yaml", "toml", "json"],
)
def test_front_matter_of_three_kinds_says_the_same(front: str) -> None:
    found = source(f"{front}\nThe pump stopped.\n")
    outline = found.outline
    assert (outline.title, outline.severity, outline.authors) == ("Pump", "SEV1", ("ida",))
    assert outline.times["started"].isoformat() == "2026-03-10T10:00:00+00:00"
    assert outline.summary[0].text.strip() == "The pump stopped."
    assert not words(front) - words(written(found))


def test_a_broken_front_matter_is_text_and_not_lost() -> None:
    text = "---\ntitle: [unclosed\nowner: ida\n---\n\n# Pump stopped\n\nIt stopped.\n"
    found = source(text)
    assert found.outline.title == "Pump stopped"
    assert not words(text) - words(written(found))


def test_a_table_in_html_within_markdown_is_a_table() -> None:
    found = read(
        "# Pump stopped on 2026-03-10\n\n## Timeline\n\n<table>\n<tr><th>Time (UTC)</th><th>What</th></tr>\n"
        "<tr><td>10:00</td><td>The <b>pump</b> stops</td></tr>\n<tr><td>10:20</td><td>It runs again</td></tr>\n</table>\n\n"
        "## Root cause\n\n- Rust\n"
    )
    assert [(entry["time"], entry["text"]) for entry in found["timeline"]] == [
        ("2026-03-10T10:00+00:00", "The **pump** stops"),
        ("2026-03-10T10:20+00:00", "It runs again"),
    ]
    assert [each["text"] for each in found["factors"]] == ["Rust"]


def test_guidance_that_was_left_in_is_no_content_and_is_kept() -> None:
    found = source(
        "# Pump stopped on 2026-03-10\n\n## Impact\n\n<!-- who noticed? -->\n\n_What did users see?_\n\n[Describe the impact here]\n\n"
        "20 houses had no water.\n\n## Root cause\n\nTBD\n\n## Action items\n\n- [ ] TODO\n- [ ] Paint the pump\n"
    )
    outline = found.outline
    assert [each.text for each in outline.impact] == ["20 houses had no water."]
    assert outline.factors == []
    assert [task.text for task in outline.actions] == ["Paint the pump"]
    text = written(found)
    assert "## Template guidance" in text
    for kept in ("who noticed?", "What did users see?", "Describe the impact here", "TBD", "TODO"):
        assert kept in text


def test_a_checklist_about_the_document_is_no_list_of_actions() -> None:
    found = read(
        "# Pump\n\n## Action items\n\n- [ ] Paint the pump\n\n## Actions\n\n- [x] All sections above are filled out\n"
        "- [x] Incident title and after-action report is cleaned up\n"
    )
    assert [each["text"] for each in found["actions"]] == ["Paint the pump"]


def test_links_by_reference_still_lead_somewhere() -> None:
    found = source("# Pump\n\n## Root cause\n\n- Rust, see [the photo][p]\n\n[p]: https://photos.example/1\n")
    assert "[p]: https://photos.example/1" in written(found).splitlines()


def test_blocks_that_fit_on_no_line_of_the_timeline_stand_behind_it() -> None:
    found = source(
        "# Pump\n\n## Timeline\n\n### 2026-03-10 10:00 UTC\n\nThe pump stops:\n\n```\nrpm 0\n```\n\n![curve](curve.png)\n\n### 10:20\n\nIt runs.\n"
    )
    assert [event.text for event in found.outline.timeline] == ["The pump stops:", "It runs."]
    text = written(found)
    assert "## Timeline in detail\n\n### 2026-03-10 10:00 UTC\n\n" in text
    assert "```\nrpm 0\n```" in text


def test_a_title_is_the_heading_or_the_name_of_the_file_and_never_a_section() -> None:
    assert read("# Pump stopped\n\ntext\n")["title"] == "Pump stopped"
    assert read("## Summary\n\ntext\n", "2026-pump-stopped.md")["title"] == "pump stopped"
    assert read("# Title:\n\n### Pump stopped\n\n# Timeline\n\ntext\n")["title"] == "Pump stopped"


def test_a_missing_extra_is_one_line_that_installs_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    import sys

    from importing import run

    monkeypatch.setitem(sys.modules, "markdownify", None)
    (tmp_path / "a.html").write_text("<html><body><p>text</p></body></html>")
    result = run(tmp_path / "a.html")
    assert result.exit_code == 2
    assert "HTML needs the extra `import`: pip install 'hotwash[import]'" in result.stderr
