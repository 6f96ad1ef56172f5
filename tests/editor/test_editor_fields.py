"""The editor speaks of the fields that the checker knows."""

from __future__ import annotations

from hotwash.editor.fields import FIELDS
from hotwash.rules.frontmatter import _schema


def test_the_fields_are_the_schemas() -> None:
    assert set(FIELDS) == _schema.FIELDS
