"""What a document says and means, apart from comments: two texts with the same outline are the same to a reader."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from hotwash.document import Postmortem, Span, Text
from hotwash.document.html import Renderer

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


def outline(postmortem: Postmortem) -> tuple[Any, ...]:
    """The blocks and how they are nested, all words, and what was read of the typed parts; to be compared only."""
    renderer = Renderer(postmortem.markup)
    fields = {name: field.value for name, field in postmortem.frontmatter.fields.items() if name != "allow"}
    return (
        tuple(_blocks(renderer, postmortem)),
        renderer.words(),
        {name: (value.kind, value.text, len(value.items)) for name, value in fields.items()},
        [(each.time and each.time.text, _said(each.kind), _said(each.text)) for each in postmortem.timeline],
        [(each.dimension, _said(each.text)) for each in postmortem.impact],
        [
            (_said(each.id), [_said(theme) for theme in each.themes], bool(each.acceptance), _said(each.text))
            for each in postmortem.factors
        ],
        [
            tuple(map(_said, (each.id, each.type, each.action, each.owner, each.due, each.status, *each.addresses)))
            for each in postmortem.actions
        ],
    )


def _said(text: Text | None) -> str:
    return " ".join(_COMMENT.sub("", text.text).split()) if text else ""


def _blocks(renderer: Renderer, postmortem: Postmortem) -> Iterator[tuple[int, str, Any]]:
    """Every block with its depth, in order; a deep nesting takes no recursion."""
    text = postmortem.text
    pending = [(0, renderer.children(*renderer.region(Span(postmortem.markup.start, len(text)))))]
    while pending:
        depth, nodes = pending[-1]
        node = next(nodes, None)
        if node is None:
            pending.pop()
        elif node.tag == "HtmlBlock":
            html = _COMMENT.sub("", text[node.span.start : node.span.end]).split()
            if html:
                yield depth, node.tag, html
        else:
            yield depth, node.tag, node.detail
            pending.append((depth + 1, renderer.children(node.first + 1, node.last - 1)))
