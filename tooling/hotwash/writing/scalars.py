"""Values for a frontmatter, written so that they are read again as what they are."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

# What YAML 1.1 takes for a boolean or for nothing when it stands bare.
_WORDS = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})
# Letters of any script, digits, and marks that mean nothing to YAML in the middle of a value.
_PLAIN = re.compile(
    r"[^\W\d_][^\W_]*(?:(?: [_.()/+%&;’–—-]?|[_.()/+%&;’–—-])[^\W_]+)*[.)?]?"
    r"|[0-9]{4}-[0-9]{2}-[0-9]{2}-[^\W_]+(?:-[^\W_]+)*"
)
_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def scalar(value: str) -> str:
    """A string as a YAML value, in block or flow context: bare where that is safe, else in double quotes.

    Lone surrogates have no place in UTF-8 and raise `UnicodeEncodeError`.
    """
    value.encode("utf-8")
    if _PLAIN.fullmatch(value) and value.lower() not in _WORDS:
        return value
    # JSON's string is YAML's, but for the characters that YAML does not let stand.
    return _ESCAPED.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(value, ensure_ascii=False))


def flow(values: Iterable[str]) -> str:
    """A list of strings on one line: `[checkout, payments]`."""
    return f"[{', '.join(scalar(value) for value in values)}]"


def handle(text: str) -> str:
    """A handle as the format has it in a frontmatter: without `@`, without blanks around it."""
    return text.strip().removeprefix("@").strip()
