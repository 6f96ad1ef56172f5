"""Whatever a document holds, a change either touches its item's lines alone or is refused in a line."""

from __future__ import annotations

from pathlib import Path
from random import Random

from generated import TODAY, document

from hotwash.config import Config
from hotwash.corpus import DocumentFile
from hotwash.corpus.files import parse_as
from hotwash.followup.changes import Change, changed, done_on, dropped
from hotwash.followup.register import FollowUpError, Target

PATH = "postmortems/2026/2026-11-03-checkout-certificate.md"
FILE = DocumentFile(PATH, Path("/kb") / PATH, Path("/kb/postmortems"))
CONFIG = Config(root=Path("/kb"))
PIECES = (
    "|", "||", r"\|", "`", "``", "\n", "\r", "\n\n", "- ", "  - ", "> ", "<!--", "-->", "<br>", "*", "**", "_", "[", "](x)", "[ ] ", "[x] ",
    "@", "@amara", ", ", ". ", "open", "done", "dropped: x", "2026-11-20", "(F1)", "A1", "```\n", "~~~", "| -- |", "\t", "\x0c", "\u2028", "🔥",
)  # fmt: skip
VALUES = (
    ("status", done_on(TODAY)), ("status", dropped("no use | at all")), ("status", dropped("as `x|y` says, (F1). Really")), ("status", dropped("<!-- **")),
    ("owner", "@ops/web"), ("due", "2027-01-15"),
)  # fmt: skip


def mangled(random: Random) -> str:
    """A document with pieces put into its action items, and taken out of them."""
    text = document(random)
    first = text.index("## Action items")
    for _ in range(random.randint(1, 6)):
        at = random.randint(first, len(text))
        if random.random() < 0.7:
            text = text[:at] + random.choice(PIECES) + text[at:]
        else:
            text = text[:at] + text[at + random.randint(1, 6) :]
    return text


def test_broken_documents_are_changed_in_one_place_or_not_at_all() -> None:
    random = Random(7)  # noqa: S311 - documents, not secrets
    done = 0
    refused: list[str] = []
    for _ in range(600):
        text = mangled(random)
        postmortem = parse_as(FILE, text, CONFIG)
        if not postmortem.actions:
            continue
        at = random.randrange(len(postmortem.actions))
        field, value = random.choice(VALUES)
        try:
            result = changed([Change(Target(FILE, postmortem, at), field, value)], CONFIG)
        except FollowUpError as error:
            refused += error.lines
            continue
        if not result:
            continue
        done += 1
        span = postmortem.actions[at].span
        after = result[0].text
        assert after[: span.start] == text[: span.start]
        tail = len(text) - span.end
        assert after[len(after) - tail :] == text[len(text) - tail :]
        items = parse_as(FILE, after, CONFIG).actions
        assert len(items) == len(postmortem.actions)
    assert done > 300
    assert len(refused) > 8
    assert all("\n" not in line and line.startswith(PATH) for line in refused)
