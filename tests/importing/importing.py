"""What the tests of imports share: reading a sample, checking a document as a person would."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from hotwash.cli import main
from hotwash.config import Config
from hotwash.importing.material import Assumed
from hotwash.importing.reading import sources
from hotwash.importing.result import Source, document
from hotwash.writing.outline import as_data

SAMPLES = Path(__file__).parent / "samples"
TODAY = date(2026, 11, 24)


def run(*arguments: str | Path) -> Result:
    """`hotwash import` on a fixed day."""
    return CliRunner().invoke(main, ["import", "--today", TODAY.isoformat(), *map(str, arguments)])


def read(text: str, name: str = "incident.md", zone: str = "UTC") -> dict[str, Any]:
    """What is found in a text, as `--format json` says it."""
    return as_data(source(text, name, zone).outline)


def source(text: str, name: str = "incident.md", zone: str = "UTC") -> Source:
    """The one incident of a text."""
    (found,) = sources(text.encode(), name, Assumed(zone))
    return found


def written(found: Source) -> str:
    """The document of a source."""
    return document(found, Config(), TODAY)


def times(text: str, name: str = "incident.md") -> list[str]:
    """The times of a text's timeline."""
    return [entry["time"] for entry in read(text, name)["timeline"]]


def errors(path: Path) -> list[dict[str, Any]]:
    """What `hotwash check` calls an error in a document."""
    result = CliRunner().invoke(main, ["check", "--today", TODAY.isoformat(), "--format", "json", str(path)])
    return [finding for finding in json.loads(result.stdout) if finding["level"] == "error"]
