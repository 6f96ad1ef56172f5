"""The rule `missing-frontmatter`."""

from __future__ import annotations

from collections.abc import Iterator

from hotwash.document import Edit, Fix, Postmortem, Problem, Span
from hotwash.document.frontmatter import read_frontmatter
from hotwash.document.patterns import pattern
from hotwash.rules.base import ERROR, Context, rule

_SURROGATE = pattern("[\ud800-\udfff]")
_ID = pattern(r"\d{4}-\d{2}-\d{2}-")


@rule("missing-frontmatter", since="0.1", level=ERROR, fix="safe")
def missing_frontmatter(postmortem: Postmortem, context: Context) -> Iterator[Problem]:
    """A document without frontmatter.

    ## Why

    The frontmatter is what makes a document findable: severity, services and the times from which the time to
    detect and the time to resolve are reckoned. Without it a post-mortem is a page like any other.

    ## Examples

    ```markdown title="bad" frontmatter="none"
    # Checkout unavailable after the payment certificate expired

    ## Summary

    For 46 minutes 31% of checkouts failed because the gateways served an expired certificate.
    ```

    ```markdown title="fixed" frontmatter="own"
    ---
    title: Checkout unavailable after the payment certificate expired
    ---

    # Checkout unavailable after the payment certificate expired

    ## Summary

    For 46 minutes 31% of checkouts failed because the gateways served an expired certificate.
    ```

    A blank line in front of it makes it text:

    ```markdown title="bad" frontmatter="own"

    ---
    title: Checkout unavailable after the payment certificate expired
    ---

    ## Summary

    For 46 minutes 31% of checkouts failed because the gateways served an expired certificate.
    ```

    ```yaml title="good"
    title: Checkout unavailable after the payment certificate expired
    status: published
    ```

    ## Fix

    Writes what the file itself tells: the title, from its first heading or its name. The fields that are still
    missing are then named one by one, the status among them: whether it is a draft is for you to say. Blank lines
    before a frontmatter that is there are deleted.

    ## Source

    Frontmatter as static site generators know it: <https://jekyllrb.com/docs/front-matter/>.
    """
    if postmortem.frontmatter.present:
        return
    text = postmortem.text
    at = 1 if text.startswith("\ufeff") else 0
    blank = len(text) - len(text[at:].lstrip(" \t\r\n\ufeff"))
    if blank > at and text.startswith("---", blank) and read_frontmatter(text[blank:])[0].fields:
        yield Problem(
            postmortem.source.line_of(blank).span,
            "something blank stands before the frontmatter, so that it is none",
            help="begin the file with the line `---`",
            fix=Fix("delete the blank before the frontmatter", (Edit(Span(at, blank), ""),)),
        )
        return
    fix = None
    # Front matter in another language (TOML, JSON) has to be translated, not preceded.
    if not text.lstrip("\ufeff \t\r\n").startswith(("+++", "{", "---")):
        from hotwash.writing.scalars import scalar  # only on the way to a fix

        end = "\r\n" if "\r\n" in text else "\n"
        lines = ("---", f"title: {scalar(_title(postmortem))}", "---", "", "")
        fix = Fix("write the frontmatter that is known", (Edit(Span(at, at), end.join(lines)),))
    yield Problem(
        postmortem.source.line(1).span,
        "the document has no frontmatter",
        help="begin it with a line `---`, fields such as `title: …` and `severity: SEV2`, and a line `---`",
        fix=fix,
    )


def _title(postmortem: Postmortem) -> str:
    """The words of the first heading that is not a section, else of the file's name."""
    sections = {section.heading.start for section in postmortem.sections if section.key}
    for heading in postmortem.markup.headings:
        if heading.level == 1 and heading.span.start not in sections:
            words = _SURROGATE.sub("\ufffd", postmortem.markup.words(heading.title.span))
            if words:
                return words
    words = _ID.sub("", postmortem.id).replace("-", " ").replace("_", " ").strip()
    words = " ".join("".join(each if each.isprintable() else " " for each in words).split())
    return words[:1].upper() + words[1:] or "Untitled"
