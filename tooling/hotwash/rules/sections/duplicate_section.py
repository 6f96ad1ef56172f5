"""The rule `duplicate-section`."""

from __future__ import annotations

from collections.abc import Iterator

from hotwash.config.model import fold
from hotwash.document import Postmortem, Problem, Section
from hotwash.rules.base import ERROR, Context, rule
from hotwash.rules.sections._layout import title_of


@rule("duplicate-section", since="0.1", level=ERROR)
def duplicate_section(postmortem: Postmortem, context: Context) -> Iterator[Problem]:
    """A section that stands twice, be it under another name.

    ## Why

    Who looks for the impact reads the first section of that name and believes to have seen it all. Links to the
    second one depend on the first.

    ## Examples

    ```markdown title="bad" section="What went well"
    - The error-rate alert fired eight minutes before the first customer report.

    ## What went well

    - The renewed certificate was found within minutes.
    ```

    A synonym is the same section:

    ```markdown title="bad" section="What went well"
    - The error-rate alert fired eight minutes before the first customer report.

    ## Things that went well

    - The renewed certificate was found within minutes.
    ```

    ```markdown title="good" section="What went well"
    - The error-rate alert fired eight minutes before the first customer report.
    - The renewed certificate was found within minutes.
    ```
    """
    first: dict[str, Section] = {}
    for section in postmortem.sections:
        name = section.key or fold(title_of(postmortem, section))
        if not section.key and section.level != 2:
            continue  # a document may have several titles; only sections are meant
        earlier = first.setdefault(name, section)
        if earlier is section or not name:
            continue
        title, known = title_of(postmortem, section), title_of(postmortem, earlier)
        line = postmortem.source.position(earlier.heading.start).line
        canonical = context.config.sections.titles.get(section.key or "", known)
        same = fold(title) == fold(canonical)
        means = f"the section {canonical}" if same else f"{title} means {canonical}, which"
        called = "" if fold(known) == fold(canonical) else f" as {known}"
        yield Problem(
            section.heading,
            f"{means} stands already on line {line}{called}",
            help="put the two together, or give this one a name of its own",
            related=((earlier.heading, "the first one"),),
        )
