"""What the editor offers to do about findings: mend one, mend all, allow one with a reason."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from lsprotocol import types

from hotwash.checking import Finding
from hotwash.checking.allowing import allow
from hotwash.checking.candidates import Look
from hotwash.checking.fixes import mend
from hotwash.document import Edit, Postmortem, Span, parse
from hotwash.editor.client import Client
from hotwash.editor.diagnostics import diagnostic
from hotwash.editor.edits import text_edits, workspace_edit
from hotwash.editor.tree import KnowledgeBase
from hotwash.editor.workspace import OpenDocument, Workspace

FIX_ALL = "source.fixAll.hotwash"
_QUICK = types.CodeActionKind.QuickFix
_MOST = 5
"""So many suppressions are worked out at once for an editor that cannot ask later."""


class Actions:
    """The code actions of a workspace for one client."""

    def __init__(self, workspace: Workspace, client: Client, page: Callable[[str], str | None]) -> None:
        self._workspace = workspace
        self._client = client
        self._page = page

    def offered(self, document: OpenDocument, where: Span, only: Sequence[str] | None) -> Iterator[types.CodeAction]:
        """The actions for a part of a text; `only` are the kinds that the editor wants."""
        if _wants(only, _QUICK):
            here = [each for each in document.findings if _touches(each.problem.span, where)]
            for finding in here:
                if finding.problem.fix:
                    yield self._fix(document, finding)
            for finding in here[: None if self._client.late_edits else _MOST]:
                yield from self._allow(document, finding)
        if _wants(only, FIX_ALL) and any(each.problem.fix and each.problem.fix.safe for each in document.findings):
            yield from self._fix_all(document)

    def resolved(self, action: types.CodeAction) -> types.CodeAction:
        """An action with its edit, worked out now that it was chosen; unchanged when the text has moved on."""
        data: dict[str, Any] = action.data if isinstance(action.data, dict) else {}
        found = self._workspace.get(str(data.get("uri", "")))
        if found is None or found[0].version != data.get("version"):
            return action
        document, base, postmortem = found
        index = data.get("finding")
        if index is None:
            action.edit = self._mended(document, base, postmortem)
        elif isinstance(index, int) and 0 <= index < len(document.findings):
            action.edit = self._allowed(document, base, postmortem, document.findings[index])
        return action

    def _fix(self, document: OpenDocument, finding: Finding) -> types.CodeAction:
        fix = finding.problem.fix
        if fix is None:
            raise AssertionError(finding.rule)
        return types.CodeAction(
            title=_title(fix.title) if fix.safe else f"{_title(fix.title)} (look at it afterwards)",
            kind=_QUICK,
            diagnostics=[diagnostic(document, finding, self._client, self._page)],
            is_preferred=fix.safe,
            edit=self._edit(document, fix.edits),
        )

    def _allow(self, document: OpenDocument, finding: Finding) -> Iterator[types.CodeAction]:
        action = types.CodeAction(
            title=f"Allow {finding.rule} here, with a reason",
            kind=_QUICK,
            diagnostics=[diagnostic(document, finding, self._client, self._page)],
            is_preferred=False,
        )
        if self._client.late_edits:
            action.data = {
                "uri": document.uri, "version": document.version, "finding": document.findings.index(finding),
            }  # fmt: skip
            yield action
        elif document.base and document.postmortem:
            action.edit = self._allowed(document, document.base, document.postmortem, finding)
            if action.edit:
                yield action

    def _allowed(
        self, document: OpenDocument, base: KnowledgeBase, postmortem: Postmortem, finding: Finding
    ) -> types.WorkspaceEdit | None:
        look = Look(
            lambda text: parse(text, postmortem.path, base.config),
            lambda candidate: base.checker.check_document(candidate, base.corpus),
        )
        edit = allow(look, postmortem, document.findings, finding, "reason")
        return self._edit(document, (edit,)) if edit else None

    def _fix_all(self, document: OpenDocument) -> Iterator[types.CodeAction]:
        action = types.CodeAction(title="Mend all that can be mended safely", kind=FIX_ALL)
        if self._client.late_edits:
            action.data = {"uri": document.uri, "version": document.version}
            yield action
        elif document.base and document.postmortem:
            action.edit = self._mended(document, document.base, document.postmortem)
            if action.edit:
                yield action

    def _mended(
        self, document: OpenDocument, base: KnowledgeBase, postmortem: Postmortem
    ) -> types.WorkspaceEdit | None:
        """The whole text mended, as one edit of what differs."""
        old = document.text
        new, _ = mend(old, lambda text: base.checker.check_text(text, postmortem.path, base.corpus))
        if new == old:
            return None
        start = _common(old, new)
        end = _common(old[start:][::-1], new[start:][::-1])
        # No editor has a place between the two characters of a line end.
        start -= old[start - 1 : start] == "\r"
        end -= old[len(old) - end :][:1] == "\n"
        return self._edit(document, (Edit(Span(start, len(old) - end), new[start : len(new) - end]),))

    def _edit(self, document: OpenDocument, edits: Sequence[Edit]) -> types.WorkspaceEdit:
        return workspace_edit({document.uri: text_edits(document.positions, edits)}, self._workspace, self._client)


def _wants(only: Sequence[str] | None, kind: str) -> bool:
    return not only or any(kind == each or kind.startswith(f"{each}.") for each in only)


def _touches(span: Span, where: Span) -> bool:
    return span.start <= where.end and where.start <= span.end


def _title(text: str) -> str:
    return text[:1].upper() + text[1:]


def _common(one: str, other: str) -> int:
    """How many characters two texts have in common at their beginning."""
    for index, (a, b) in enumerate(zip(one, other, strict=False)):
        if a != b:
            return index
    return min(len(one), len(other))
