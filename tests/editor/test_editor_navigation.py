"""Hover, definition, references, rename and symbols."""

from __future__ import annotations

from pathlib import Path

import pytest
from editor_client import CLEAN, NAME, Editor
from lsprotocol import types
from pygls.exceptions import JsonRpcException

pytestmark = pytest.mark.asyncio

F1 = "The expiry alert watched the load balancer's certificate only, not the gateways'."
A2 = "Alert 30 days before any certificate in the fleet expires"
ROW = "| A2 | Detect |"


async def test_hover_on_a_finding_shows_the_rules_page(editor: Editor, document: Path) -> None:
    uri = editor.open(document, CLEAN.replace("| @kenji | 2026-11-20 |", "|  | 2026-11-20 |"))
    text = await editor.hover(uri, editor.position(uri, "A2", "| -- |\n"))
    assert text.startswith(
        f"**A2**: {A2}\n\n---\n\n**action-without-owner** (actions, error)\n\nAn action item that nobody owns."
    )
    assert "*bad*:\n\n```markdown\n" in text


async def test_hover_on_an_answered_factor_shows_its_text(editor: Editor, document: Path) -> None:
    uri = editor.open(document)
    assert await editor.hover(uri, editor.position(uri, "F1, F3", ROW)) == f"**F1**: {F1}"


async def test_hover_on_an_owner_shows_teams_and_open_items(editor: Editor, document: Path, other: Path) -> None:
    uri = editor.open(document)
    kenji = await editor.hover(uri, editor.position(uri, "@kenji", ROW, 3))
    assert kenji.startswith("**@kenji**: in the owner directory\n\n4 open action items:\n")
    assert f"- {NAME}#A2: {A2}" in kenji
    assert (await editor.hover(uri, editor.position(uri, "@ops/web"))).startswith("**@ops/web**: team of @amara, @lena")
    assert (await editor.hover(uri, editor.position(uri, "amara]"))).startswith("**@amara**: of @ops/web")


async def test_hover_on_a_reference_shows_the_other_document(editor: Editor, other: Path) -> None:
    uri = editor.open(other)
    title = "**Checkout unavailable after the payment certificate expired**\n\n"
    expected = f"{title}`{NAME}` (published, 2026-11-03 09:12 UTC)"
    assert await editor.hover(uri, editor.position(uri, f"[[{NAME}]]", within=5)) == expected
    assert await editor.hover(uri, editor.position(uri, NAME, "recurs: [")) == expected
    assert await editor.hover(uri, editor.position(uri, "#A2]]", within=2)) == f"**A2**: {A2}"


async def test_hover_on_a_field_says_what_it_is_for(editor: Editor, document: Path) -> None:
    uri = editor.open(document)
    assert (await editor.hover(uri, editor.position(uri, "mitigated"))).startswith("**mitigated**: Harm has stopped")


async def test_hover_on_prose_shows_nothing(editor: Editor, document: Path) -> None:
    uri = editor.open(document)
    assert await editor.hover(uri, editor.position(uri, "46 minutes")) == ""


async def test_an_answered_factor_leads_to_the_factor(editor: Editor, document: Path) -> None:
    uri = editor.open(document)
    (found,) = await editor.definitions(uri, editor.position(uri, "F1, F3", ROW))
    assert (found.uri, found.range) == (uri, editor.range(uri, "F1"))


async def test_references_lead_into_other_documents(editor: Editor, document: Path, other: Path) -> None:
    uri = editor.open(other)
    editor.texts[document.as_uri()] = CLEAN
    (item,) = await editor.definitions(uri, editor.position(uri, f"{NAME}#A2]]", within=len(NAME) + 2))
    assert (item.uri, item.range) == (document.as_uri(), editor.range(document.as_uri(), "A2", "| -- |\n| A1"))
    (factor,) = await editor.definitions(uri, editor.position(uri, ".md#F1", within=4))
    assert editor.words(document.as_uri(), factor.range) == "F1"
    for place in (editor.position(uri, f"[[{NAME}]]", within=4), editor.position(uri, NAME, "recurs: [")):
        (whole,) = await editor.definitions(uri, place)
        assert (
            editor.words(document.as_uri(), whole.range) == "Checkout unavailable after the payment certificate expired"
        )


async def test_a_reference_to_a_heading_leads_to_it(editor: Editor, document: Path) -> None:
    uri = editor.open(
        document, CLEAN.replace("because the gateways", f"(see [[{NAME}#what-went-well]]) because the gateways")
    )
    (found,) = await editor.definitions(uri, editor.position(uri, "#what-went", within=3))
    assert editor.words(uri, found.range) == "What went well"


async def test_what_leads_nowhere_leads_nowhere(editor: Editor, document: Path) -> None:
    uri = editor.open(
        document, CLEAN.replace("because the gateways", "as in [[2020-01-01-gone#A1]] because the gateways")
    )
    assert await editor.definitions(uri, editor.position(uri, "[[2020", within=5)) == []
    assert await editor.definitions(uri, editor.position(uri, "46 minutes")) == []


async def test_a_factors_references_are_what_answers_it_and_what_links_to_it(
    editor: Editor, document: Path, other: Path
) -> None:
    uri = editor.open(document)
    editor.texts[other.as_uri()] = other.read_text("utf-8")
    found = await editor.references(uri, editor.position(uri, "F1"))
    assert {editor.words(each.uri, each.range) for each in found} == {"F1"}
    assert [(Path(each.uri).stem, each.range.start.line) for each in found] == [
        (NAME, editor.position(uri, "**F1**").line),
        (NAME, editor.position(uri, "| A1 |").line),
        (NAME, editor.position(uri, "| A2 |").line),
        (other.stem, editor.position(other.as_uri(), ".md#F1").line),
    ]


async def test_a_documents_references_are_links_and_recurrences(editor: Editor, document: Path, other: Path) -> None:
    uri = editor.open(document)
    editor.texts[other.as_uri()] = other.read_text("utf-8")
    found = await editor.references(uri, editor.position(uri, "Checkout unavailable"))
    assert [editor.words(each.uri, each.range) for each in found] == [
        "Checkout unavailable after the payment certificate expired",
        NAME, f"[[{NAME}]]", f"[[{NAME}#A2]]", f"[F1](./{NAME}.md#F1)",
    ]  # fmt: skip


async def test_an_id_is_renamed_wherever_it_is_named(editor: Editor, document: Path, other: Path) -> None:
    uri, referring = editor.open(document), editor.open(other)
    start = await editor.text_document_prepare_rename_async(
        types.PrepareRenameParams(types.TextDocumentIdentifier(uri), editor.position(uri, "F1, F3", ROW))
    )
    assert isinstance(start, types.PrepareRenamePlaceholder)
    assert (start.range, start.placeholder) == (editor.range(uri, "F1", "in the fleet expires"), "F1")
    editor.apply(await editor.rename(uri, editor.position(uri, "F1, F3", ROW), "F8"))
    assert "- **F8**: The expiry alert" in editor.texts[uri]
    assert "| F8, F3 |" in editor.texts[uri]
    assert "F1" not in editor.texts[uri]
    assert f"[F1](./{NAME}.md#F8)" in editor.texts[referring]
    assert list(await editor.found(uri)) == []
    assert list(await editor.found(referring)) == []


async def test_an_item_is_renamed_from_another_document(editor: Editor, document: Path, other: Path) -> None:
    """Also where its own document is not open."""
    referring = editor.open(other)
    edit = await editor.rename(referring, editor.position(referring, "#A2]]", within=1), "A12")
    assert edit is not None
    changed = {Path(each.text_document.uri).stem: each for each in edit.document_changes or ()}  # type: ignore[union-attr]
    assert changed.keys() == {NAME, other.stem}
    own = changed[NAME]
    assert isinstance(own, types.TextDocumentEdit)
    assert own.text_document.version is None
    assert [each.new_text for each in own.edits] == ["A12"]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("F2", "there is a F2 already"),
        ("A9", "write it as F and a number, as `F7`"),
        ("the alert", "write it as F and a number"),
    ],
)
async def test_a_name_that_cannot_be_is_refused(editor: Editor, document: Path, name: str, why: str) -> None:
    uri = editor.open(document)
    with pytest.raises(JsonRpcException, match=why):
        await editor.rename(uri, editor.position(uri, "F1"), name)


async def test_only_ids_are_renamed(editor: Editor, document: Path) -> None:
    uri = editor.open(document)
    place = types.PrepareRenameParams(types.TextDocumentIdentifier(uri), editor.position(uri, "46 minutes"))
    assert await editor.text_document_prepare_rename_async(place) is None


async def test_an_id_used_twice_is_renamed_where_the_cursor_stands(editor: Editor, document: Path) -> None:
    uri = editor.open(document, CLEAN.replace("| A3 | Prevent |", "| A2 | Prevent |"))
    editor.apply(await editor.rename(uri, editor.position(uri, "A2 | Prevent"), "A3"))
    assert editor.texts[uri] == CLEAN


async def test_the_outline_has_sections_with_what_is_in_them(editor: Editor, document: Path) -> None:
    uri = editor.open(document)
    found = await editor.text_document_document_symbol_async(
        types.DocumentSymbolParams(types.TextDocumentIdentifier(uri))
    )
    symbols = [each for each in found or () if isinstance(each, types.DocumentSymbol)]
    assert [each.name for each in symbols] == [
        "Summary", "Timeline", "Impact", "Contributing factors", "What went well", "Action items",
    ]  # fmt: skip
    assert [each.name for each in symbols[3].children or ()][:1] == [f"F1 {F1}"[:59] + "…"]
    assert next(each.name for each in symbols[5].children or ()) == "A1 Renew the gateway certificates"
    assert len(symbols[1].children or ()) == 6


async def test_the_outline_is_flat_where_it_must_be(modest: Editor, document: Path) -> None:
    uri = modest.open(document)
    found = await modest.text_document_document_symbol_async(
        types.DocumentSymbolParams(types.TextDocumentIdentifier(uri))
    )
    flat = [each for each in found or () if isinstance(each, types.SymbolInformation)]
    assert [(each.name, each.container_name) for each in flat][-4] == (
        "A1 Renew the gateway certificates",
        "Action items",
    )


async def test_documents_and_items_are_found_by_their_words(editor: Editor, document: Path, other: Path) -> None:
    editor.open(document)
    found = await editor.workspace_symbol_async(types.WorkspaceSymbolParams("lost gateway"))
    assert [(each.name, each.container_name) for each in found or ()] == [("Payments lost their gateway", other.stem)]
    found = await editor.workspace_symbol_async(types.WorkspaceSymbolParams("pipeline install"))
    assert [each.name for each in found or ()] == ["A3 Install certificates by the deploy pipeline"] * 2
