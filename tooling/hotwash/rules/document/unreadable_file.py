"""The rule `unreadable-file`."""

from __future__ import annotations

from collections.abc import Iterator

from hotwash.document import Postmortem, Problem
from hotwash.rules.base import ERROR, Context, rule


@rule("unreadable-file", since="0.1", level=ERROR)
def unreadable_file(postmortem: Postmortem, context: Context) -> Iterator[Problem]:
    """A file that cannot be read as text: not UTF-8, binary, over 10 MB, or a symbolic link out of the tree.

    ## Why

    What the checker cannot read it cannot check, and neither the forge nor the site can show it. A file in
    another encoding looks right on one machine and garbled on the next; a link that leaves the tree shows every
    reader something that no pull request has changed.

    ## Examples

    ```markdown title="bad" encoding="windows-1252"
    For 46 minutes 31% of checkouts failed in the café's shop, because the gateways served an expired certificate.
    ```

    ```markdown title="good" encoding="utf-8"
    For 46 minutes 31% of checkouts failed in the café's shop, because the gateways served an expired certificate.
    ```

    ## Options

    `limits.file-bytes` is the size above which a file is not read; 10 MB by default.

    ## Source

    CommonMark speaks of characters, not of bytes; UTF-8 is the encoding that every forge shows:
    <https://spec.commonmark.org/0.31.2/#characters-and-lines>.
    """
    # Whoever reads the file notices; the parser keeps it with what it found itself.
    yield from postmortem.problems.get("unreadable-file", ())
