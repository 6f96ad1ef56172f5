"""Code blocks in colour."""

from __future__ import annotations

from functools import lru_cache
from html import escape
from typing import Any

_PLAIN = frozenset(("text", "txt", "plain", "plaintext", "log"))
_LONGEST = 200_000
"""Code points; a longer block stays plain, for some lexers are slow on what they do not understand."""


def highlight(code: str, language: str) -> str:
    """Code as HTML: spans with Pygments' short classes, or plain when it knows no such language (or is not there)."""
    coloured_at_all = language and language.lower() not in _PLAIN and len(code) <= _LONGEST
    lexer = _lexer(language.lower()) if coloured_at_all else None
    if lexer is None:
        return escape(code, quote=False)
    from pygments import highlight as pygments_highlight

    coloured: str = pygments_highlight(code, lexer, _formatter())
    # Pygments ends with one line end; the block keeps its own.
    return coloured.rstrip("\n") + "\n" if code.endswith("\n") else coloured.rstrip("\n")


@lru_cache(maxsize=128)
def _lexer(language: str) -> Any:
    try:
        from pygments.lexers import get_lexer_by_name
        from pygments.util import ClassNotFound
    except ImportError:
        return None
    try:
        return get_lexer_by_name(language, stripnl=False, ensurenl=False)
    except ClassNotFound:
        return None


@lru_cache(maxsize=1)
def _formatter() -> Any:
    from pygments.formatters import HtmlFormatter

    return HtmlFormatter(nowrap=True)
