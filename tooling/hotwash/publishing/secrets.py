"""Secrets and personal data in a text, by the same detectors that keep them out of drafts."""

from __future__ import annotations

import re

from hotwash.drafting.redaction import Redaction, RedactionError

_GONE = re.compile(r"[\W_]*(?:removed\b[\W_]*)+\Z")
"""What stands where a secret was."""
KINDS = {
    "secret": "a secret",
    "private key": "a private key",
    "phone": "a phone number",
    "account": "an account number",
}


class SecretsError(Exception):
    """What finds secrets is not installed; the message says how to."""


def ready() -> None:
    """Raises `SecretsError` where the detectors are not there."""
    try:
        Redaction()
    except RedactionError:
        raise SecretsError("what finds secrets is not installed: pip install 'hotwash[publish]'") from None


def secrets(text: str, *, data: bool = False) -> list[tuple[str, str]]:
    """The secrets in a text, as kind and value; in `data` only those that are secrets by their shape."""
    redaction = Redaction()
    redaction.text(text, data=data)
    return [(KINDS[kind], value) for kind, value in redaction.found if kind in KINDS and not _GONE.match(value)]
