"""The one error of this room."""

from __future__ import annotations


class CannotImport(Exception):  # noqa: N818 - it says what is the matter
    """Why a file cannot be imported, in one line."""
