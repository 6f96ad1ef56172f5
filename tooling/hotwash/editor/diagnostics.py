"""Findings as an editor shows them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lsprotocol import types

from hotwash.checking import Finding
from hotwash.config import ConfigError
from hotwash.editor.client import Client
from hotwash.editor.workspace import OpenDocument
from hotwash.rules.base import ERROR, INFO, WARNING

SOURCE = "hotwash"
_SEVERITIES = {
    ERROR: types.DiagnosticSeverity.Error,
    WARNING: types.DiagnosticSeverity.Warning,
    INFO: types.DiagnosticSeverity.Information,
}
_NEEDLESS = frozenset(("unused-suppression", "unknown-field"))
"""What these rules find does nothing; editors grey it out."""


def diagnostics(
    document: OpenDocument, client: Client, page: Callable[[str], str | None]
) -> Iterator[types.Diagnostic]:
    """What is found in an open text; `page` gives the address of a rule's page."""
    if document.too_long:
        yield _too_long(document)
    for finding in document.findings:
        yield diagnostic(document, finding, client, page)


def diagnostic(
    document: OpenDocument, finding: Finding, client: Client, page: Callable[[str], str | None]
) -> types.Diagnostic:
    """One finding."""
    problem = finding.problem
    places = document.positions
    address = page(finding.rule)
    related = [
        types.DiagnosticRelatedInformation(types.Location(document.uri, places.range(span)), message)
        for span, message in problem.related
    ]
    return types.Diagnostic(
        range=places.range(problem.span),
        severity=_SEVERITIES[finding.level],
        code=finding.rule,
        code_description=types.CodeDescription(address) if address else None,
        source=SOURCE,
        message=f"{problem.message}\n{problem.help}" if problem.help else problem.message,
        tags=[types.DiagnosticTag.Unnecessary] if finding.rule in _NEEDLESS else None,
        related_information=related if related and client.related else None,
    )


def _too_long(document: OpenDocument) -> types.Diagnostic:
    return types.Diagnostic(
        range=types.Range(types.Position(0, 0), types.Position(0, 0)),
        severity=types.DiagnosticSeverity.Error,
        code="unreadable-file",
        source=SOURCE,
        message=f"the text has {len(document.text) / 1048576:.0f} MB, more than is read\n"
        "move logs and data into files of their own and link them",
    )


def configuration_diagnostics(error: ConfigError) -> Iterator[types.Diagnostic]:
    """What is wrong in a configuration, at its lines."""
    for each in (error, *error.others):
        line = (each.line or 1) - 1
        yield types.Diagnostic(
            range=types.Range(types.Position(line, 0), types.Position(line + 1, 0)),
            severity=types.DiagnosticSeverity.Error,
            source=SOURCE,
            message=each.message,
        )
