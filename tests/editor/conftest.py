"""A knowledge base of two documents, and an editor that has it open."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_lsp
from editor_client import CLEAN, COMMAND, NAME, Editor, make_editor
from lsprotocol import types
from pytest_lsp import ClientServerConfig, client_capabilities

OTHER = CLEAN.replace(
    "title: Checkout unavailable after the payment certificate expired", "title: Payments lost their gateway"
).replace(
    "For 46 minutes 31% of checkouts failed",
    f"As in [[{NAME}]], which left [[{NAME}#A2]] and [F1](./{NAME}.md#F1) open, 31% of checkouts failed for 46 minutes",
).replace("tags: [certificates]", f"tags: [certificates]\nrecurs: [{NAME}]")  # fmt: skip
OTHER_NAME = "2026-11-03-gateway-restart"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository with a configuration, the clean document, and one that refers to it."""
    root = tmp_path / "knowledge base"
    (root / ".git").mkdir(parents=True)
    (root / "hotwash.toml").write_text(
        'services = ["checkout", "payments", "search"]\n'
        "[owners]\n"
        'people = ["amara", "kenji", "lena"]\n'
        'teams = { "ops/web" = ["amara", "lena"] }\n',
        "utf-8",
    )
    folder = root / "postmortems" / "2026"
    folder.mkdir(parents=True)
    (folder / f"{NAME}.md").write_text(CLEAN, "utf-8")
    (folder / f"{OTHER_NAME}.md").write_text(OTHER, "utf-8")
    return root


@pytest.fixture
def document(root: Path) -> Path:
    return root / "postmortems" / "2026" / f"{NAME}.md"


@pytest.fixture
def other(root: Path) -> Path:
    return root / "postmortems" / "2026" / f"{OTHER_NAME}.md"


def session(root: Path, capabilities: types.ClientCapabilities) -> types.InitializeParams:
    folder = types.WorkspaceFolder(root.as_uri(), root.name)
    return types.InitializeParams(capabilities=capabilities, root_uri=root.as_uri(), workspace_folders=[folder])


@pytest_lsp.fixture(config=ClientServerConfig(server_command=COMMAND, client_factory=make_editor))
async def editor(lsp_client: Editor, root: Path) -> AsyncIterator[None]:
    """An editor with all the abilities of VS Code."""
    await lsp_client.initialize_session(session(root, client_capabilities("visual-studio-code")))
    yield
    await lsp_client.shutdown_session()


@pytest_lsp.fixture(config=ClientServerConfig(server_command=COMMAND, client_factory=make_editor))
async def modest(lsp_client: Editor, root: Path) -> AsyncIterator[None]:
    """An editor that can do nothing that it need not, and counts columns in bytes."""
    general = types.GeneralClientCapabilities(
        position_encodings=[types.PositionEncodingKind.Utf8, types.PositionEncodingKind.Utf16]
    )
    lsp_client.utf8 = True
    await lsp_client.initialize_session(session(root, types.ClientCapabilities(general=general)))
    yield
    await lsp_client.shutdown_session()
