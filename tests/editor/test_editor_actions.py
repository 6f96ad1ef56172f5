"""Findings are mended, or allowed with a reason, by a click."""

from __future__ import annotations

from pathlib import Path

import pytest
from editor_client import CLEAN, Editor
from lsprotocol import types

pytestmark = pytest.mark.asyncio

FIX_ALL = "source.fixAll.hotwash"
ALL = "Mend all that can be mended safely"


async def test_a_quick_fix_mends_its_finding(editor: Editor, document: Path) -> None:
    uri = editor.open(document, CLEAN.replace("| A3 | Prevent |", "| A3 | prevnt |"))
    (found,) = await editor.found(uri)
    assert found.code == "unknown-action-type"
    fix = next(each for each in await editor.actions(uri, found.range) if each.is_preferred)
    assert [each.code for each in fix.diagnostics or ()] == ["unknown-action-type"]
    editor.apply(fix.edit)
    assert editor.texts[uri] == CLEAN
    assert list(await editor.found(uri)) == []


async def test_an_unsafe_fix_says_so_and_is_not_preferred(editor: Editor, document: Path) -> None:
    text = CLEAN.replace("| A3 | Prevent |", "| A2 | Prevent |")
    uri = editor.open(document, text)
    (found,) = await editor.found(uri)
    assert found.code == "duplicate-action-id"
    (fix,) = [each for each in await editor.actions(uri, found.range) if "look at it" in each.title]
    assert not fix.is_preferred
    editor.apply(fix.edit)
    assert list(await editor.found(uri)) == []


async def test_fix_all_mends_what_is_safe_in_one_go(editor: Editor, document: Path) -> None:
    text = CLEAN.replace("| A3 | Prevent |", "| A3 | prevnt |").replace("## What went well", "## Things that went well")
    uri = editor.open(document, text)
    assert len(await editor.found(uri)) == 2
    whole = types.Range(types.Position(0, 0), types.Position(0, 0))
    action = await editor.action(uri, whole, ALL, [FIX_ALL])
    assert action.kind == FIX_ALL
    editor.apply(action.edit)
    assert editor.texts[uri] == CLEAN


async def test_fix_all_is_part_of_what_an_editor_does_on_save(editor: Editor, document: Path) -> None:
    uri = editor.open(document, CLEAN.replace("| A3 | Prevent |", "| A3 | prevnt |"))
    await editor.found(uri)
    whole = types.Range(types.Position(0, 0), types.Position(0, 0))
    assert [each.title for each in await editor.actions(uri, whole, ["source.fixAll"])] == [ALL]
    assert [each.title for each in await editor.actions(uri, whole, ["source.organizeImports"])] == []


async def test_fix_all_keeps_windows_line_ends(editor: Editor, document: Path) -> None:
    text = CLEAN.replace("| A3 | Prevent |", "| A3 | prevnt |").replace(
        "## What went well\n", "## Things that went well\n\n"
    )
    uri = editor.open(document, text.replace("\n", "\r\n"))
    await editor.found(uri)
    whole = types.Range(types.Position(0, 0), types.Position(0, 0))
    action = await editor.action(uri, whole, ALL, [FIX_ALL])
    assert action.edit is not None
    (change,) = action.edit.document_changes or ()
    assert isinstance(change, types.TextDocumentEdit)
    (edit,) = change.edits
    assert isinstance(edit, types.TextEdit)
    assert "\n" not in edit.new_text.replace("\r\n", "")


async def test_a_clean_document_offers_nothing(editor: Editor, document: Path) -> None:
    uri = editor.open(document)
    await editor.found(uri)
    assert await editor.actions(uri, types.Range(types.Position(0, 0), types.Position(80, 0))) == []


@pytest.mark.parametrize(
    ("old", "new", "rule", "line"),
    [
        pytest.param(
            "The error-rate alert fired", "Amara Okafor noticed it, as the alert fired", "person-named",
            "<!-- hotwash: allow person-named (reason) -->\n- Amara Okafor noticed it", id="a list item: the line above",
        ),
        pytest.param(
            "| @kenji | 2026-11-20 |", "|  | 2026-11-20 |", "action-without-owner",
            "certificate in the fleet expires <!-- hotwash: allow action-without-owner (reason) --> |", id="a row: in it",
        ),
        pytest.param(
            "severity: SEV2 ", "severity: SEV9 ", "invalid-field",
            'allow: {invalid-field: "reason"}\n---\n', id="the frontmatter: a field",
        ),
        pytest.param(
            "For 46 minutes 31% of checkouts failed because", "For 46 minutes checkouts failed, for\nAmara Okafor left, because",
            "person-named", "an expired certificate. <!-- hotwash: allow person-named (reason) -->\n",
            id="within a paragraph: behind the line",
        ),
    ],
)  # fmt: skip
async def test_a_suppression_stands_where_it_works(
    editor: Editor, document: Path, old: str, new: str, rule: str, line: str
) -> None:
    uri = editor.open(document, CLEAN.replace(old, new))
    (found,) = await editor.found(uri)
    assert found.code == rule
    editor.apply((await editor.action(uri, found.range, f"Allow {rule} here, with a reason")).edit)
    assert line in editor.texts[uri]
    assert list(await editor.found(uri)) == []


async def test_a_second_suppression_joins_the_first_in_the_frontmatter(editor: Editor, document: Path) -> None:
    text = CLEAN.replace("severity: SEV2 ", "severity: SEV9 ").replace(
        "tags: [", "allow:\n  late-review: we travelled\ntags: ["
    )
    uri = editor.open(document, text)
    found = [each for each in await editor.found(uri) if each.code == "invalid-field"]
    editor.apply((await editor.action(uri, found[0].range, "Allow invalid-field here, with a reason")).edit)
    assert '  late-review: we travelled\n  invalid-field: "reason"\ntags: [' in editor.texts[uri]


async def test_an_editor_that_cannot_ask_later_gets_the_edits_at_once(modest: Editor, document: Path) -> None:
    uri = modest.open(document, CLEAN.replace("| A3 | Prevent |", "| A3 | prevnt |"))
    (found,) = await modest.found(uri)
    actions = await modest.actions(uri, found.range)
    assert [each.title for each in actions] == [
        "Write Prevent", "Allow unknown-action-type here, with a reason", ALL,
    ]  # fmt: skip
    assert all(each.edit and each.edit.changes for each in actions)
    modest.apply(actions[-1].edit)
    assert modest.texts[uri] == CLEAN


async def test_an_action_chosen_after_further_edits_changes_nothing(editor: Editor, document: Path) -> None:
    """Its places are those of an older text."""
    uri = editor.open(document, CLEAN.replace("| A3 | Prevent |", "| A3 | prevnt |"))
    (found,) = await editor.found(uri)
    (action,) = [each for each in await editor.actions(uri, found.range) if each.title == ALL]
    editor.replace(uri, "## Summary\n", "## Summary\n\n")
    assert (await editor.code_action_resolve_async(action)).edit is None
