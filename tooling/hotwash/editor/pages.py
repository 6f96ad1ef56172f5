"""The rules' pages for an editor: as text to hover over, and as files that a diagnostic's code links to."""

from __future__ import annotations

import re
from pathlib import Path
from tempfile import TemporaryDirectory

from hotwash.editor.workspace import uri_of
from hotwash.rules import get

_FENCE = re.compile(r'^(?P<fence>`{3,})(?P<language>\w+) title="(?P<title>\w+)"(?P<rest>[^\n]*)$', re.MULTILINE)
_PATH = re.compile(r'path="([^"]*)"')


def page_text(name: str) -> str | None:
    """A rule's page in Markdown, its headings set in bold and its examples named; None when there is no such rule."""
    rule = get(name)
    if rule is None:
        return None
    text = _FENCE.sub(_named, rule.page)
    text = re.sub(r"^## (.+)$", r"**\1**", text, flags=re.MULTILINE)
    fix = f", {rule.fix} fix" if rule.fix else ""
    return f"**{rule.name}** ({rule.family}, {rule.level}{fix})\n\n{text}"


def _named(match: re.Match[str]) -> str:
    # An editor takes all that stands behind the fence for the language.
    path = _PATH.search(match["rest"])
    return f"*{match['title']}*{f' `{path[1]}`' if path else ''}:\n\n{match['fence']}{match['language']}"


class Pages:
    """The pages as files, written when a diagnostic first links to one and gone with the server."""

    def __init__(self) -> None:
        self._folder: TemporaryDirectory[str] | None = None
        self._addresses: dict[str, str | None] = {}

    def address(self, name: str) -> str | None:
        """The URI of a rule's page; None when it cannot be written."""
        if name not in self._addresses:
            self._addresses[name] = self._write(name)
        return self._addresses[name]

    def _write(self, name: str) -> str | None:
        rule = get(name)
        if rule is None:
            return None
        try:
            if self._folder is None:
                self._folder = TemporaryDirectory(prefix="hotwash-rules-", ignore_cleanup_errors=True)
            file = Path(self._folder.name) / f"{name}.md"
            file.write_text(f"# {name}\n\n{rule.page}", "utf-8")
        except OSError:
            return None
        return uri_of(file)

    def close(self) -> None:
        """Remove the files."""
        if self._folder is not None:
            self._folder.cleanup()
