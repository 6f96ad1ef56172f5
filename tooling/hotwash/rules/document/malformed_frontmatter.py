"""The rule `malformed-frontmatter`."""

from __future__ import annotations

from collections.abc import Iterator

from hotwash.document import Postmortem, Problem
from hotwash.rules.base import ERROR, Context, rule

_REFUSED = ("the anchor `", "the alias `")


@rule("malformed-frontmatter", since="0.1", level=ERROR, fix="safe")
def malformed_frontmatter(postmortem: Postmortem, context: Context) -> Iterator[Problem]:
    """Frontmatter that is not YAML, says a field twice, or says something else than it seems to.

    ## Why

    YAML reads `no` as false and `10:30` as 630, and of two equal keys some readers take the first and some
    the last. Each tool then sees another document. Anchors and aliases are refused, because a few lines of them
    can grow to gigabytes.

    ## Examples

    A colon and a blank begin a value of their own:

    ```yaml title="bad"
    title: Down: the payment certificate expired
    ```

    ```yaml title="fixed"
    title: 'Down: the payment certificate expired'
    ```

    `@` is reserved in YAML:

    ```yaml title="bad"
    authors: [@amara]
    ```

    ```yaml title="fixed"
    authors: ['@amara']
    ```

    `no` is not a word to YAML:

    ```yaml title="bad"
    tags: [certificates, no]
    ```

    ```yaml title="fixed"
    tags: [certificates, "no"]
    ```

    One key, two values:

    ```yaml title="bad"
    severity: SEV2
    severity: SEV3
    ```

    ```yaml title="good"
    title: "Down: the payment certificate expired"
    authors: ["@amara"]
    tags: [certificates, "no"]
    ```

    ## Fix

    Puts quotation marks around the value, so that it is the text that it looks like. What needs a decision
    (two values, a missing `---`) is left to you.

    ## Source

    YAML 1.1 and its types: <https://yaml.org/type/bool.html>, <https://yaml.org/type/int.html>.
    """
    refused = False
    for problem in postmortem.problems.get("malformed-frontmatter", ()):
        if problem.message.startswith(_REFUSED):
            if refused:
                continue  # a few lines of aliases are hundreds of them: to hear it once is enough
            refused = True
        yield problem
