"""Findings appear as one writes."""

from __future__ import annotations

from pathlib import Path

import pytest
from editor_client import CLEAN, NAME, Editor
from lsprotocol import types

pytestmark = pytest.mark.asyncio


async def test_a_clean_document_has_none(editor: Editor, document: Path) -> None:
    assert list(await editor.found(editor.open(document))) == []


async def test_what_is_typed_is_found_at_its_place_with_the_way_out(editor: Editor, document: Path) -> None:
    uri = editor.open(document)
    editor.replace(uri, "| @kenji | 2026-11-20 |", "|  | 2026-11-20 |")
    (found,) = await editor.found(uri)
    assert found.code == "action-without-owner"
    assert found.source == "hotwash"
    assert found.severity is types.DiagnosticSeverity.Error
    assert found.message == "nobody owns A2\nname one `@person` or `@org/team`"
    assert editor.words(uri, found.range) == "A2"


async def test_it_is_the_open_text_that_counts_not_the_file(editor: Editor, document: Path) -> None:
    uri = editor.open(document, CLEAN.replace("severity: SEV2", "severity: SEV9"))
    assert [each.code for each in await editor.found(uri)] == ["invalid-field"]


async def test_a_code_links_to_the_rules_page(editor: Editor, document: Path) -> None:
    uri = editor.open(document, CLEAN.replace("| @kenji | 2026-11-20 |", "|  | 2026-11-20 |"))
    (found,) = await editor.found(uri)
    assert found.code_description is not None
    page = Path(found.code_description.href.removeprefix("file://")).read_text("utf-8")
    assert page.startswith("# action-without-owner\n\nAn action item that nobody owns.")


async def test_severity_follows_the_level(editor: Editor, document: Path) -> None:
    text = CLEAN.replace("status: published", "status: draft").replace("severity: SEV2 ", "severity: SEV9 ")
    (found,) = await editor.found(editor.open(document, text))
    assert (found.code, found.severity) == ("invalid-field", types.DiagnosticSeverity.Warning)


async def test_what_does_nothing_is_greyed_out(editor: Editor, document: Path) -> None:
    text = CLEAN.replace("## Impact\n", "<!-- hotwash: allow vague-quantity (no figures) -->\n## Impact\n")
    (found,) = await editor.found(editor.open(document, text))
    assert (found.code, found.tags) == ("unused-suppression", (types.DiagnosticTag.Unnecessary,))


async def test_the_whole_tree_is_in_view(editor: Editor, document: Path, other: Path) -> None:
    """A reference is judged by what another document holds, as it stands in the editor when it is open there."""
    referring = editor.open(other)
    assert list(await editor.found(referring)) == []
    referred = editor.open(document)
    editor.replace(referred, "| A2 | Detect |", "| A9 | Detect |")
    (found,) = await editor.until(referring, "dangling-document-reference")
    assert found.message.startswith(f"{NAME} has no A2")
    editor.close(referred)
    await editor.until(referring)


async def test_files_that_change_on_disk_are_seen(editor: Editor, document: Path, other: Path) -> None:
    assert {each.method for each in editor.registrations} <= {types.WORKSPACE_DID_CHANGE_WATCHED_FILES}
    referring = editor.open(other)
    assert list(await editor.found(referring)) == []
    document.unlink()
    gone = types.FileEvent(document.as_uri(), types.FileChangeType.Deleted)
    editor.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([gone]))
    found = await editor.until(
        referring,
        "dangling-document-reference",
        "dangling-document-reference",
        "dangling-document-reference",
        "broken-link",
    )
    assert found[0].message.startswith(f"there is no document {NAME}")


async def test_saving_a_document_refreshes_the_tree(modest: Editor, document: Path, other: Path) -> None:
    """Also for an editor that does not watch files."""
    referring = modest.open(other)
    assert list(await modest.found(referring)) == []
    document.write_text(CLEAN.replace("| A2 | Detect |", "| A9 | Detect |"), "utf-8")
    modest.text_document_did_save(types.DidSaveTextDocumentParams(types.TextDocumentIdentifier(referring)))
    await modest.until(referring, "dangling-document-reference")


async def test_a_changed_configuration_holds_at_once(editor: Editor, root: Path, document: Path) -> None:
    uri = editor.open(document)
    assert list(await editor.found(uri)) == []
    file = root / "hotwash.toml"
    file.write_text('services = ["search"]\n', "utf-8")
    changed = types.DidChangeWatchedFilesParams([types.FileEvent(file.as_uri(), types.FileChangeType.Changed)])
    editor.workspace_did_change_watched_files(changed)
    await editor.until(uri, "unknown-service", "unknown-service")


async def test_a_broken_configuration_is_shown_at_its_line(editor: Editor, root: Path, document: Path) -> None:
    """Until it is mended, the last one that could be used holds."""
    uri = editor.open(document)
    assert list(await editor.found(uri)) == []
    file = root / "hotwash.toml"
    whole = file.read_text("utf-8")
    event = types.DidChangeWatchedFilesParams([types.FileEvent(file.as_uri(), types.FileChangeType.Changed)])
    file.write_text(whole + '[rules]\nvague-quantitty = "off"\n', "utf-8")
    editor.workspace_did_change_watched_files(event)
    while not editor.messages:
        await editor.news()
    (wrong,) = editor.published[file.as_uri()][-1].diagnostics
    assert wrong.range.start.line == 5
    assert wrong.message == "unknown rule `vague-quantitty`; did you mean `vague-quantity`?"
    assert "hotwash.toml:6: unknown rule" in editor.messages[-1].message
    file.write_text(whole, "utf-8")
    editor.workspace_did_change_watched_files(event)
    while editor.published[file.as_uri()][-1].diagnostics:
        await editor.news()
    assert list(await editor.found(uri)) == []


async def test_other_markdown_is_left_alone(editor: Editor, root: Path, document: Path) -> None:
    readme = root / "README.md"
    readme.write_text("# About\n\nThe engineer should have known.\n", "utf-8")
    uri = editor.open(readme)
    await editor.found(editor.open(document))
    assert uri not in editor.published
    assert await editor.hover(uri, types.Position(0, 0)) == ""


async def test_without_configuration_and_git_the_open_folder_is_the_root(
    editor: Editor, root: Path, document: Path
) -> None:
    (root / "hotwash.toml").unlink()
    (root / ".git").rmdir()
    uri = editor.open(document, CLEAN.replace("severity: SEV2", "severity: SEV9"))
    assert [each.code for each in await editor.found(uri)] == ["invalid-field"]


async def test_a_new_buffer_is_left_alone(editor: Editor, document: Path) -> None:
    item = types.TextDocumentItem("untitled:Untitled-1", "markdown", 1, "---\n")
    editor.text_document_did_open(types.DidOpenTextDocumentParams(item))
    await editor.found(editor.open(document))
    assert "untitled:Untitled-1" not in editor.published


async def test_closing_takes_the_findings_back(editor: Editor, document: Path) -> None:
    uri = editor.open(document, CLEAN.replace("severity: SEV2", "severity: SEV9"))
    assert await editor.found(uri)
    editor.close(uri)
    await editor.until(uri)


WIDE = CLEAN.replace("| Alert 30 days", "| 🔥𝒳é Alert 30 days").replace("| F1, F3 |", "| F1, F9 |")


async def test_columns_count_as_the_editor_counts(editor: Editor, document: Path) -> None:
    uri = editor.open(document, WIDE)
    found = await editor.found(uri)
    assert "F9" in {editor.words(uri, each.range) for each in found}
    editor.replace(uri, "F9", "F3")
    assert list(await editor.found(uri)) == []


async def test_columns_count_in_bytes_for_an_editor_that_prefers_them(modest: Editor, document: Path) -> None:
    uri = modest.open(document, WIDE)
    found = await modest.found(uri)
    assert "F9" in {modest.words(uri, each.range) for each in found}
    modest.replace(uri, "F9", "F3")
    assert list(await modest.found(uri)) == []
