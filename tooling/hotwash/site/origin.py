"""Where a document comes from: who changed it last, how to change it, its Markdown, its lasting address."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from hotwash.site.history import Change
from hotwash.site.library import Entry, Library
from hotwash.site.urls import Urls
from hotwash.site.words import clock, day, h, zone_name

_EDIT = re.compile(r"\A(https?://[^?#]*?)/(?:(-/)?edit|_edit)/([^?#]+)\Z")
_YEAR = re.compile(r"\d{4}(?=-\d\d-\d\d-)")


@dataclass(frozen=True, slots=True)
class Origin:
    """What is known about the file of a document."""

    change: Change | None = None
    with_author: bool = False
    """Whether the page says who made the last change."""
    edit: str = ""
    """The forge's page to change it; empty without."""


Origins = Callable[[Entry], Origin]
"""Tells where a document comes from."""


def foot(entry: Entry, urls: Urls, origin: Origin) -> str:
    """The line at the end of a document."""
    parts = []
    if origin.change:
        by = f" by {h(origin.change.author)}" if origin.with_author and origin.change.author else ""
        parts.append(f'Last changed <time datetime="{h(origin.change.day)}">{h(origin.change.day)}</time>{by}.')
    lasting = h(urls.absolute(entry.page)) if urls.site else h(urls.link(entry.page, entry.page))
    parts.append(f'<a rel="bookmark" href="{lasting}">Permanent link</a>.')
    markdown = h(urls.file(entry.page, markdown_path(entry)))
    parts.append(f'<a data-hw-markdown href="{markdown}" type="text/markdown">As Markdown</a>.')
    history = history_of(origin.edit)
    if history:
        parts.append(f'<a href="{h(history)}">History</a>.')
    if origin.edit:
        parts.append(f'<a href="{h(origin.edit)}">Edit this page</a>.')
    return f'<p class="hw-foot small quiet hw-noprint">{" ".join(parts)}</p>\n'


def history_of(edit: str) -> str:
    """The forge's list of a file's changes, from the address to edit it: GitHub, GitLab, Gitea; empty for any other."""
    found = _EDIT.match(edit)
    if not found:
        return ""
    repository, gitlab, place = found.groups()
    if gitlab:
        return f"{repository}/-/commits/{place}"
    return f"{repository}/commits/{'branch/' if '/_edit/' in edit else ''}{place}"


def markdown_path(entry: Entry) -> str:
    """Where the Markdown of a document stands, from the site's root."""
    return f"{entry.page}.md"


def markdown(entry: Entry, urls: Urls) -> str:
    """A document as Markdown to be pasted elsewhere: title, facts, address, and the text without its comments.

    The frontmatter is not in it, nor what the author wrote for the checker.
    """
    postmortem = entry.postmortem
    about = [entry.severity or ("Near miss" if entry.near_miss else ""), entry.status]
    about += [", ".join(entry.texts("services")), ", ".join(entry.texts("signals"))]
    moments = (
        f"{name.capitalize()} {day(moment.date())} {clock(moment)} {zone_name(moment)}"
        for name in ("started", "detected", "mitigated", "resolved")
        if (moment := postmortem.instant(name))
    )
    lines = [f"# {entry.title}", " · ".join(word for word in about if word), "; ".join(moments)]
    if urls.site:
        lines.append(f"<{urls.absolute(entry.page)}>")
    text, at, parts = postmortem.text, postmortem.markup.start, []
    for comment in postmortem.markup.comments:
        if comment.span.start >= at:
            parts.append(text[at : comment.span.start])
            at = comment.span.end
    body = "".join([*parts, text[at:]]).strip()
    first = postmortem.markup.headings[0] if postmortem.markup.headings else None
    if first and first.level == 1 and first.title.text.strip() == entry.title:
        body = body.partition("\n")[2].lstrip()
    return "\n\n".join([*(line for line in lines if line), body]) + "\n"


def redirects(library: Library, urls: Urls) -> dict[str, str]:
    """Pages that lead from the older names of documents to them: path from the site's root to HTML."""
    pages = {}
    for entry in library:
        for alias in entry.texts("aliases"):
            year = _YEAR.match(alias)
            page = f"{year.group() if year else entry.year}/{alias}"
            if (
                "/" in alias
                or alias.startswith(".")
                or page in library.by_page
                or library.by_name.get(alias) is not entry
            ):
                continue
            href = h(urls.link(page, entry.page))
            path = urls.page(page)
            pages[f"{path}index.html" if path.endswith("/") else path] = (
                f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{h(entry.title)}</title>'
                f'<link rel="canonical" href="{h(urls.absolute(entry.page)) if urls.site else href}">'
                f'<meta name="robots" content="noindex"><meta http-equiv="refresh" content="0; url={href}"></head>'
                f'<body><p>This document has a new name: <a href="{href}">{h(entry.title)}</a></p></body></html>\n'
            )
    return pages
