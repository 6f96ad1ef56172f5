"""Text to model. Whatever the text holds, a `Postmortem` comes out."""

from __future__ import annotations

import re
from functools import cache

from hotwash.config.model import Config
from hotwash.document.actions import read_actions
from hotwash.document.frontmatter import Frontmatter, read_frontmatter
from hotwash.document.markup import Markup
from hotwash.document.model import Postmortem, Reference, Section, Suppression
from hotwash.document.parts import read_factors, read_impact, read_went_well
from hotwash.document.patterns import pattern
from hotwash.document.problem import Problem
from hotwash.document.sections import read_sections
from hotwash.document.source import Source, Span, Text
from hotwash.document.timeline import read_timeline

_ABSOLUTE = pattern(r"[A-Za-z][A-Za-z0-9+.-]*:|//|/")
_WIKI = pattern(
    r"\[\[\s*+([^\[\]#|\s]++(?:[^\S\r\n]++[^\[\]#|\s]++)*+)\s*+(?:#\s*+((?:[^\[\]|\s]++(?:[^\S\r\n]++[^\[\]|\s]++)*+)?+)\s*+)?+\]\]"
)
_ALLOW = pattern(
    r"<!--\s*+hotwash:\s*+allow\b\s*+(?P<rules>(?:(?:(?!-->)[\w.,-])++(?:[ \t]++(?=(?!-->)[\w.,-]))?+)*+)\s*+(?:\((?P<reason>.*)\)\s*+)?+-->\Z",
    re.DOTALL,
)
_RULE_NAME = pattern(r"[a-z][\w.-]*")


def parse(
    text: str,
    path: str = "",
    config: Config | None = None,
    as_status: str | None = None,
    tree_path: str | None = None,
) -> Postmortem:
    """Parse a document's text.

    `path` is relative to the knowledge base's root, with `/`; its stem is the document's id. `as_status` judges
    the document by another status than its own. `tree_path` is its path in its tree where that is not the configured
    one. Never raises on content: what cannot be read is in the result's `problems`.
    """
    config = config or _default()
    frontmatter, start = read_frontmatter(text)
    markup = Markup(text, start)
    sections = read_sections(markup, config.sections)
    by_key: dict[str, list[Section]] = {}
    for section in sections:
        if section.key:
            by_key.setdefault(section.key, []).append(section)
    timeline = read_timeline(markup, by_key.get("timeline", []), frontmatter)
    source = Source(text)
    problems: dict[str, tuple[Problem, ...]] = {}
    if frontmatter.problems:
        problems["malformed-frontmatter"] = frontmatter.problems
    return Postmortem(
        path=path,
        source=source,
        frontmatter=frontmatter,
        markup=markup,
        sections=sections,
        timeline=timeline,
        impact=read_impact(markup, by_key.get("impact", [])),
        factors=read_factors(markup, by_key.get("factors", [])),
        went_well=read_went_well(markup, by_key.get("went-well", [])),
        actions=read_actions(markup, by_key.get("actions", [])),
        references=_references(markup),
        suppressions=_suppressions(source, frontmatter, markup),
        problems=problems,
        tree_path=tree_path or _in_tree(path, config),
        as_status=as_status,
    )


def _in_tree(path: str, config: Config) -> str | None:
    folder = config.documents.strip("/").removeprefix("./")
    if folder in ("", "."):
        return None if path.startswith(("/", "../")) else path
    inside = path.removeprefix(f"{folder}/")
    return inside if inside != path else None


@cache
def _default() -> Config:
    return Config()


def _references(markup: Markup) -> tuple[Reference, ...]:
    """Links to other documents and files: `[[id#part]]` in prose, relative links, images."""
    text = markup.text
    found = []
    for link in markup.links:
        if link.automatic or _ABSOLUTE.match(link.target) or not link.target:
            continue
        target, _, fragment = link.target.partition("#")
        words = text[link.text.start : link.text.end] if link.text.end > link.text.start else ""
        found.append(Reference(link.span, target, fragment, False, link.image, words))
    if "[[" in text:
        found += [
            Reference(Span(*match.span()), match[1], match[2] or "", True)
            for match in _WIKI.finditer(markup.plain)
            if not _is_escaped(text, match.start())
        ]
        found.sort(key=lambda reference: reference.span)
    return tuple(found)


def _is_escaped(text: str, at: int) -> bool:
    """Whether an odd number of backslashes stands in front of a character."""
    before = at
    while before and text[before - 1] == "\\":
        before -= 1
    return (at - before) % 2 == 1


def _suppressions(source: Source, frontmatter: Frontmatter, markup: Markup) -> tuple[Suppression, ...]:
    found = []
    allowed = frontmatter.get("allow")
    for key, value in allowed.pairs if allowed else ():
        end = max(value.span.end, key.span.end)
        reason = value.text.strip() if value.kind == "scalar" and not value.empty else ""
        found.append(Suppression(key, reason, Span(key.span.start, end)))
    for comment in markup.comments:
        if "hotwash" not in comment.text:
            continue
        match = _ALLOW.match(comment.text)
        if not match:
            continue
        first = source.position(comment.span.start).line
        last = source.position(comment.span.end).line
        reason = " ".join((match["reason"] or "").split())
        begin = comment.span.start + match.start("rules")
        for name in _RULE_NAME.finditer(match["rules"]):
            span = Span(begin + name.start(), begin + name.end())
            found.append(Suppression(Text(name.group(), span), reason, comment.span, (first, last + 1)))
    return tuple(found)
