"""HTML to Markdown, by the library that is made for it."""

from __future__ import annotations

import re

from hotwash.importing.error import CannotImport

_TABLE = re.compile(r"<table\b.*?</table\s*>", re.IGNORECASE | re.DOTALL)
_SILENT = re.compile(r"<(script|style|noscript|template|svg|head)\b.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
_TITLE = re.compile(r"<title[^>]*>(.*?)</title\s*>", re.IGNORECASE | re.DOTALL)


def to_markdown(html: str) -> str:
    """A page as Markdown. Scripts and styles are no words of it; its title is, where no heading says it."""
    title = _TITLE.search(html)
    body = _SILENT.sub("", html)
    text = _converted(body)
    words = " ".join(re.sub(r"<[^>]*>", " ", title[1]).split()) if title else ""
    if words and not re.search(r"^# \S", text, re.MULTILINE):
        text = f"# {words}\n\n{text}"
    return text


def tables_to_markdown(markdown: str) -> str:
    """Markdown whose HTML tables are tables of Markdown; lines keep their number where there are enough of them."""

    def converted(match: re.Match[str]) -> str:
        try:
            table = _converted(match.group()).strip("\n")
        except CannotImport:
            return match.group()
        missing = match.group().count("\n") - table.count("\n") - 4
        return f"\n\n{table}\n\n" + "\n" * max(missing, 0)

    return _TABLE.sub(converted, markdown)


def _converted(html: str) -> str:
    try:
        from markdownify import ATX, markdownify
    except ImportError:
        raise CannotImport("HTML needs the extra `import`: pip install 'hotwash[import]'") from None
    text: str = markdownify(
        html, heading_style=ATX, bullets="-", table_infer_header=True, escape_underscores=False, escape_asterisks=False
    )
    return re.sub(r"\n{3,}", "\n\n", text).strip("\n") + "\n"
