"""What is offered while one writes."""

from __future__ import annotations

from pathlib import Path

import pytest
from editor_client import CLEAN, NAME, Editor
from lsprotocol import types

pytestmark = pytest.mark.asyncio


async def offered(editor: Editor, file: Path, old: str, new: str) -> dict[str, str]:
    """What is offered at the `^` of a text in which `old` is replaced by `new`."""
    assert old in CLEAN
    before, cursor, behind = CLEAN.replace(old, new, 1).partition("^")
    assert cursor
    uri = editor.open(file, before + behind)
    end = before.rpartition("\n")[2]
    position = editor.position(uri, end + behind.partition("\n")[0], before[: len(before) - len(end)][-40:], len(end))
    return await editor.offered(uri, position)


async def test_keys_of_the_frontmatter_that_are_not_there_yet(editor: Editor, document: Path) -> None:
    found = await offered(editor, document, "tags: [certificates]\n", "rec^\n")
    assert found["recurs"] == "recurs: "
    assert "tags" in found
    assert "status" not in found


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("status: published ", "status: ^ ", ["draft", "review", "published"]),
        ("severity: SEV2 ", "severity: S^ ", ["SEV1", "SEV2", "SEV3", "SEV4"]),
        ("tags: [certificates]", "audience: ^", ["internal", "restricted", "public"]),
        ("tags: [certificates]", "kind: ^", ["near-miss", "retelling"]),
        ("services: [checkout, payments]", "services: [checkout, ^]", ["payments", "search"]),
        ("services: [checkout, payments]", "services:\n  - ^\n", ["checkout", "payments", "search"]),
        ("authors: [amara]", "authors: [amara, l^]", ["kenji", "lena", "ops/web"]),
    ],
)
async def test_values_of_the_frontmatter(
    editor: Editor, document: Path, old: str, new: str, expected: list[str]
) -> None:
    assert list(await offered(editor, document, old, new)) == expected


async def test_anything_goes_in_a_title(editor: Editor, document: Path) -> None:
    assert await offered(editor, document, "title: Checkout", "title: s^ Checkout") == {}


async def test_recurrences_are_documents(editor: Editor, document: Path, other: Path) -> None:
    found = await offered(editor, document, "tags: [certificates]", "recurs: [2026^]")
    assert list(found) == [other.stem, NAME]


async def test_services_without_a_catalogue_are_those_of_other_documents(
    editor: Editor, root: Path, document: Path, other: Path
) -> None:
    (root / "hotwash.toml").unlink()
    uri = editor.open(other)
    await editor.found(uri)
    editor.replace(uri, "services: [checkout, payments]", "services: [ledger]")
    await editor.found(uri)
    found = await offered(editor, document, "services: [checkout, payments]", "services: [^]")
    assert "ledger" in found


async def test_documents_behind_two_brackets(editor: Editor, document: Path, other: Path) -> None:
    found = await offered(editor, document, "because the gateways", "as in [[2026-11^ because the gateways")
    assert found == {other.stem: other.stem}


async def test_parts_of_a_document_behind_its_id(editor: Editor, document: Path, other: Path) -> None:
    found = await offered(editor, document, "because the gateways", f"as in [[{other.stem}#^]] because the gateways")
    assert list(found)[:9] == ["F1", "F2", "F3", "F4", "F5", "A1", "A2", "A3", "A4"]
    assert "what-went-well" in found


ROW = "| A4 | Respond | Add a certificate check to the checkout runbook | @ops/web | 2026-11-14 | open | F2, F5 |\n"


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("| ^", ["A5"]),
        ("| A5 | P^", ["Fix", "Prevent", "Detect", "Respond"]),
        ("| A5 | Fix | Renew | @^ | | |", ["@amara", "@kenji", "@lena", "@ops/web"]),
        ("| A5 | Fix | Renew | @lena | 2026-11-20 | ^ | |", ["open", "in progress", "done", "dropped:"]),
        ("| A5 | Fix | Renew | @lena | 2026-11-20 | open | F1, ^ |", ["F2", "F3", "F4", "F5"]),
        ("| A5 | Fix | Renew \\| replace | @lena | 2026-11-20 | open | ^", ["F1", "F2", "F3", "F4", "F5"]),
        ("\n- **A5** Fix: Renew. @le^", ["@amara", "@kenji", "@lena", "@ops/web"]),
        ("\n- **A5** Fix: Renew. @lena, 2026-11-20, open (F1, ^)", ["F1", "F2", "F3", "F4", "F5"]),
    ],
)
async def test_cells_of_the_action_items(editor: Editor, document: Path, row: str, expected: list[str]) -> None:
    assert list(await offered(editor, document, ROW, f"{ROW}{row}\n")) == expected


async def test_a_factor_is_offered_with_its_words(editor: Editor, document: Path) -> None:
    uri = editor.open(document, CLEAN.replace("| F2, F5 |", "| F |"))
    found = await editor.text_document_completion_async(
        types.CompletionParams(types.TextDocumentIdentifier(uri), editor.position(uri, "| F |", within=3))
    )
    assert isinstance(found, types.CompletionList)
    assert found.items[2].label == "F3"
    assert found.items[2].detail == "The renewal job reports to a mailbox that no rota reads."


async def test_headings_that_are_missing(editor: Editor, document: Path) -> None:
    found = await offered(editor, document, "## What went well\n", "## ^\n")
    assert list(found) == ["What went well"]


async def test_owners_where_a_factor_is_accepted(editor: Editor, document: Path) -> None:
    found = await offered(editor, document, "that no rota reads.", "that no rota reads. _Accepted by @^")
    assert list(found) == ["@amara", "@kenji", "@lena", "@ops/web"]


async def test_themes_at_the_end_of_a_factor(editor: Editor, document: Path) -> None:
    found = await offered(editor, document, "that no rota reads.", "that no rota reads. #^")
    assert "handover" in found


async def test_kinds_of_events(editor: Editor, document: Path) -> None:
    found = await offered(editor, document, "- 10:05 — result:", "- 10:04 — ^\n- 10:05 — result:")
    assert list(found.values()) == ["change: ", "signal: ", "action: ", "result: "]


async def test_rules_in_a_suppression(editor: Editor, document: Path) -> None:
    found = await offered(editor, document, "## Impact\n", "<!-- hotwash: allow pers^\n## Impact\n")
    assert "person-named" in found
    found = await offered(editor, document, "tags: [certificates]", "allow: {late^}")
    assert found["late-review"] == 'late-review: ""'


async def test_nothing_in_prose(editor: Editor, document: Path) -> None:
    assert await offered(editor, document, "because the gateways", "because ^the gateways") == {}
