"""The rule `misnamed-section`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from hotwash.config.model import fold
from hotwash.document import Edit, Fix, Postmortem, Problem, Section, Span
from hotwash.document.patterns import pattern
from hotwash.rules.base import WARNING, Context, rule
from hotwash.rules.sections._layout import chapter_end, is_setext, title_of

_REST = pattern(r"\{|<!--")
_KEPT = pattern(r"\{[^{}]*\}|<!--.*?-->", re.DOTALL)


@rule("misnamed-section", since="0.1", level=WARNING, fix="safe")
def misnamed_section(postmortem: Postmortem, context: Context) -> Iterator[Problem]:
    """A section under a known synonym of its name, or at another level than the second.

    ## Why

    One name makes a section findable: in the catalogue, in a search, by an anchor like `#what-went-well`.

    ## Examples

    ```markdown title="bad"
    ## Things that went well

    - The error-rate alert fired eight minutes before the first customer report.
    ```

    ```markdown title="fixed"
    ## What went well

    - The error-rate alert fired eight minutes before the first customer report.
    ```

    ```markdown title="bad"
    # What went well

    - The error-rate alert fired eight minutes before the first customer report.
    ```

    ```markdown title="fixed"
    ## What went well

    - The error-rate alert fired eight minutes before the first customer report.
    ```

    Case and emphasis do not matter:

    ```markdown title="good"
    ## What Went *Well*

    - The error-rate alert fired eight minutes before the first customer report.
    ```

    ## Options

    `sections` gives a section another title, or further synonyms: what a team calls it is then its name.

    ## Fix

    Writes the name and the level that the format has. What stands under the heading stays as it is. A deeper heading
    that others of its level follow is left to you: one level up, it would take them in.
    """
    titles = context.config.sections.titles
    count = Counter(section.key for section in postmortem.sections)
    for section in postmortem.sections:
        # Renaming one of two would only make two of one name.
        if section.key is None or not (section.synonym or section.level != 2) or count[section.key] > 1:
            continue
        title, name = title_of(postmortem, section), titles[section.key]
        if section.synonym and "root cause" in fold(title):
            continue  # the rule root-cause-framing speaks of it, and renames it
        if section.synonym:
            message, help_ = f"{title} is called {name}", f"write `## {name}`"
        else:
            message, help_ = f"{title} is a heading of level {section.level}", f"write `## {name}`"
        yield Problem(section.heading, message, help=help_, fix=_renamed(postmortem, section, name))


def _renamed(postmortem: Postmortem, section: Section, name: str) -> Fix | None:
    """Edits of the title, where it is a synonym, and of the level, where it is not the second."""
    if section.level > 2 and section.content.end < chapter_end(postmortem, section):
        return None  # one level up, it would take in the headings that follow it in its chapter
    text, heading, title = postmortem.text, section.heading, section.title
    edits = []
    if section.level != 2 and not is_setext(text, heading):
        edits.append(Edit(Span(heading.start, heading.start + section.level), "##"))
    if section.synonym:
        edits.append(Edit(Span(title.span.start, title.span.start + _words_end(title.text)), name))
    if section.level != 2 and is_setext(text, heading):
        under = heading.end
        while text[under - 1] == "=":
            under -= 1
        edits.append(Edit(Span(under, heading.end), "-" * max(heading.end - under, 3)))
    return Fix(f"call it `## {name}`", tuple(edits))


def _words_end(title: str) -> int:
    """Where the words of a title end; its attributes and comments stay behind what replaces them."""
    rest = _REST.search(title)
    if rest and not _KEPT.sub("", title[rest.start() :]).strip():
        return len(title[: rest.start()].rstrip())
    return len(title)
