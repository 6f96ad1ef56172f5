"""The rule `image-without-text`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hotwash.document import Postmortem, Problem, Span
from hotwash.document.patterns import pattern
from hotwash.rules.base import WARNING, Context, rule

_TAG = pattern(r"<!--.*?(?:-->|\Z)|(?P<tag><img\b(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>)", re.IGNORECASE | re.DOTALL)
_ALT = pattern(r"\salt\s*=", re.IGNORECASE)


@rule("image-without-text", since="0.1", level=WARNING)
def image_without_text(postmortem: Postmortem, context: Context) -> Iterator[Problem]:
    """An image without alternative text.

    ## Why

    A graph says something to those who see it: "errors rise at 09:12". Who listens to the page, searches it, or
    reads it in three years when the image is gone, has only the words.

    ## Examples

    ```markdown title="bad"
    For 46 minutes 31% of checkouts failed. ![](https://example.com/error-rate.png)
    ```

    ```markdown title="bad"
    For 46 minutes 31% of checkouts failed. <img src="https://example.com/error-rate.png" width="400">
    ```

    ```markdown title="good"
    For 46 minutes 31% of checkouts failed.
    ![The error rate rises to 31% at 09:12 and falls at 09:58](https://example.com/error-rate.png)
    ```

    ## Source

    Web Content Accessibility Guidelines, 1.1.1: <https://www.w3.org/WAI/WCAG22/Understanding/non-text-content>.
    """
    for link in postmortem.markup.links:
        if link.image and not postmortem.text[link.text.start : link.text.end].strip(" \t\r\n[]"):
            yield Problem(
                link.span,
                "the image has no alternative text",
                help="say in the square brackets what it shows, as `![errors rise at 09:12](graph.png)`",
            )
    if "<img" in postmortem.prose.raw:
        yield from _in_html(postmortem)


def _in_html(postmortem: Postmortem) -> Iterator[Problem]:
    """`<img>` without `alt`; an empty one says that there is nothing to tell."""
    markup = postmortem.markup
    for event, where in markup.events:
        if event.__class__ is not dict or not ("InlineHtml" in event or event.get("Start") == "HtmlBlock"):
            continue
        span = markup.place(where)
        for tag in _TAG.finditer(postmortem.text, *span):
            if tag["tag"] and not _ALT.search(tag["tag"]):
                yield Problem(
                    Span(*tag.span()),
                    "the image has no alternative text",
                    help='say what it shows, as `alt="errors rise at 09:12"`',
                )
