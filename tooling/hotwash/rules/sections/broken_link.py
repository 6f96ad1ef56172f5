"""The rule `broken-link`."""

from __future__ import annotations

import os.path
import posixpath
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from hotwash.corpus import Facts
from hotwash.document import Problem, Reference
from hotwash.document.patterns import pattern
from hotwash.rules.base import WARNING, Context, rule
from hotwash.rules.suggest import nearest
from hotwash.witness import look

_ELSEWHERE = pattern(r"[A-Za-z][A-Za-z0-9+.-]*:|/|\\")
"""Another site, a mail address, or a path from the site's root, which only the site knows."""


@rule("broken-link", since="0.1", level=WARNING, corpus=True)
def broken_link(facts: Facts, context: Context) -> Iterator[Problem]:
    """A relative link, an anchor or an image that is not there.

    ## Why

    The graph or the log that a sentence points at is its evidence. A link that was right in one folder breaks
    when a file moves, and nobody notices before the next reader does.

    ## Examples

    ```markdown title="bad"
    For 46 minutes 31% of checkouts failed. See [the log](no-such-file.txt).
    ```

    ```markdown title="bad"
    For 46 minutes 31% of checkouts failed, as [the figures](#impacts) say.
    ```

    The document is there, the heading is not:

    ```markdown title="bad"
    For 46 minutes 31% of checkouts failed, as [last time](2026-10-12-gateway-restart.md#causes).
    ```

    ```markdown title="good"
    For 46 minutes 31% of checkouts failed, as [the figures](#impact) say and as
    [last time](2026-10-12-gateway-restart.md#action-items).
    ```

    ```markdown title="file" path="postmortems/2026/2026-10-12-gateway-restart.md"
    ## Action items

    | ID | Type | Action | Owner | Due |
    | -- | -- | -- | -- | -- |
    | A1 | Detect | Alert when a gateway restarts twice in an hour | @kenji | 2026-11-20 |
    ```

    ## Options

    Links to other sites are not followed: what the network answers today says nothing about the document.
    """
    for reference in facts.references:
        if reference.wiki or _ELSEWHERE.match(reference.target):
            continue
        target = unquote(reference.target.partition("?")[0])
        if not target:
            if reference.fragment:
                yield from _anchor(reference, facts)
            continue
        path = posixpath.normpath(posixpath.join(posixpath.dirname(facts.path), target))
        other = context.corpus.at(path)
        if other is not None:
            if reference.fragment:
                yield from _anchor(reference, other)
        elif _is_missing(context.config.root, path):
            what = "image" if reference.image else "file"
            yield Problem(reference.span, f"there is no {what} {path}", help=_advice(context.config.root, path, what))


def _anchor(reference: Reference, facts: Facts) -> Iterator[Problem]:
    """What is wrong with the part behind `#`, which may be a heading's anchor or the id of a factor or item."""
    wanted = unquote(reference.fragment)
    # `#top` and `#` are the top of any page; `#:~:text=` asks the browser to search.
    if wanted.casefold() in ("", "top") or wanted.startswith(":~:"):
        return
    if wanted.casefold() not in {part.casefold() for part in facts.parts}:
        near = nearest(wanted, facts.parts)
        yield Problem(
            reference.span,
            f"{facts.id} has no heading or id #{wanted}",
            help=f"did you mean `#{near}`?" if near else "write the heading's words in lower case, joined by hyphens",
        )


def _is_missing(root: Path, path: str) -> bool:
    """Whether a path, relative to the root, is not there; what lies outside of the repository cannot be told."""
    if path.startswith("../") and not _is_inside(root, path):
        return False
    file = os.path.join(root, path)  # noqa: PTH118 - unlike Path, it takes a NUL
    look(file)
    return not os.path.exists(file)  # noqa: PTH110 - as above


def _is_inside(root: Path, path: str) -> bool:
    """Whether a path that leaves the root stays in git's."""
    for folder in (root.absolute(), *root.absolute().parents):
        look(folder / ".git")
        if (folder / ".git").exists():
            return os.path.normpath(root.absolute() / path).startswith(str(folder) + os.sep)
    return False


def _advice(root: Path, path: str, what: str) -> str:
    """The nearest name in that folder, if it has one."""
    folder = root / posixpath.dirname(path)
    look(folder)
    try:
        near = nearest(posixpath.basename(path), [each.name for each in folder.iterdir()])
    except (OSError, ValueError):
        near = None
    if near:
        return f"did you mean `{near}`?"
    return f"add the {what}, or write its path from this document's folder"
