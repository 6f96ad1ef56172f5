"""The examples on the rules' pages, read with the project's own parser and put into documents.

A page's fenced blocks say by `title=` what they are: `bad`, `fixed` (what becomes of the bad block before it),
`good`, or `file` (another file of the tree, for all examples of the page). An example replaces its part of the clean
document `clean.md`; see `Example.document`. Further words of the info string:

- `path=` the document's path; `today=`; `config=` a line of configuration, may be repeated;
- `section=` the section whose content a block without a heading replaces;
- `status=` the document's status; `frontmatter=none` leaves the frontmatter out, `frontmatter=own` takes the block's own
  and puts only its sections into the clean document;
- `encoding=` how the file is written; `at=` the beginning of a line outside of the example where the finding stands.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from hotwash.checking import Checker, Finding, Options
from hotwash.config.load import load as load_config
from hotwash.corpus import document_at
from hotwash.document import Postmortem, parse
from hotwash.rules import load
from hotwash.rules.base import Rule

CLEAN = Path(__file__).with_name("clean.md").read_text("utf-8")
TODAY = date(2026, 11, 10)
PATH = "postmortems/2026/2026-11-03-checkout-certificate.md"

TYPICAL_SECTION = {
    "timeline": "timeline",
    "impact": "impact",
    "factors": "factors",
    "went-well": "went-well",
    "actions": "actions",
}
"""The section that an example of a family is about when it does not say so; the summary for the others."""

OF_THE_FILE = frozenset(("misnamed-file", "missing-frontmatter", "unreadable-file", "duplicate-id", "missing-section"))
"""Rules that may speak of line 1: the file as a whole, or what should stand before everything else."""


@dataclass(frozen=True)
class Block:
    """A fenced block of a page."""

    language: str
    text: str
    options: dict[str, list[str]]

    @property
    def kind(self) -> str:
        return self.option("title")

    def option(self, name: str, default: str = "") -> str:
        return self.options.get(name, [default])[0]


@dataclass(frozen=True)
class Placed:
    """A whole document made of an example, and the lines (from 1) where the example's findings may stand."""

    text: str
    lines: frozenset[int]


@dataclass(frozen=True)
class Example:
    """A bad or good block of a rule's page, with the block that says what its fix makes of it."""

    rule: Rule
    number: int
    block: Block
    fixed: Block | None = None
    files: tuple[Block, ...] = field(default=(), repr=False)

    @property
    def name(self) -> str:
        return f"{self.rule.name}-{self.block.kind}-{self.number}"

    @property
    def path(self) -> str:
        return self.block.option("path", PATH)

    @property
    def today(self) -> date:
        given = self.block.option("today")
        return date.fromisoformat(given) if given else TODAY

    @property
    def family_section(self) -> str:
        return TYPICAL_SECTION.get(self.rule.family, "summary")

    def document(self) -> Placed:
        """The document that the example stands for."""
        return place(self.block, self.block, self.family_section)

    def mended(self) -> str:
        """The document that the fix is to make of it."""
        assert self.fixed is not None
        return place(self.fixed, self.block, self.family_section).text

    def checker(self, root: Path) -> Checker:
        """A checker for the example's tree, which is written below `root`."""
        config = "\n".join(self.block.options.get("config", []))
        _write(root / "hotwash.toml", config)
        for file in self.files:
            text = file.text if file.text.startswith("---\n") else place(file, file, self.family_section).text
            _write(root / file.option("path"), text)
        _write(root / self.path, self.document().text, self.block.option("encoding", "utf-8"))
        return Checker(Options(load_config(root / self.path), self.today))

    def findings(self, root: Path) -> tuple[Finding, ...]:
        """What the checker says of the example's file."""
        checker = self.checker(root)
        document = document_at(root / self.path, checker.options.config)
        return checker.check([document]).findings


def examples() -> Iterator[Example]:
    """Every bad and good example of every rule, in the rules' order."""
    for rule in load().values():
        yield from of_rule(rule)


def of_rule(rule: Rule) -> Iterator[Example]:
    """The bad and good examples of a rule's page."""
    found = blocks(rule.page)
    files = tuple(block for block in found if block.kind == "file")
    shown = [block for block in found if block.kind != "file"]
    counts: dict[str, int] = {}
    for block, after in zip(shown, [*shown[1:], None], strict=True):
        if block.kind in ("bad", "good"):
            counts[block.kind] = counts.get(block.kind, 0) + 1
            fixed = after if after is not None and after.kind == "fixed" and block.kind == "bad" else None
            yield Example(rule, counts[block.kind], block, fixed, files)


def blocks(page: str) -> list[Block]:
    """The fenced blocks of a page, as the parser of documents finds them."""
    found = []
    for span in parse(page).markup.code:
        opening, _, rest = page[span.start : span.end].partition("\n")
        fence = re.match(r"[`~]+", opening)
        assert fence, f"a code block that is not fenced: {opening}"
        language, *words = shlex.split(opening[fence.end() :]) or [""]
        options: dict[str, list[str]] = {}
        for word in words:
            name, _, value = word.partition("=")
            options.setdefault(name, []).append(value)
        text = rest[: rest.rstrip().rfind("\n") + 1] if "\n" in rest.rstrip() else ""
        found.append(Block(language, text, options))
    return found


def place(block: Block, main: Block, family_section: str) -> Placed:
    """Put a block into the clean document; `main` is the block whose options hold (a fixed one has those of the bad one)."""
    text = block.text
    if block.language == "yaml":
        placed = _with_fields(text)
    elif block.option("frontmatter") == "own":
        start = parse(text).frontmatter.span.end
        body_text = text[start:].lstrip("\n")
        bare = _without_frontmatter(_with_sections(body_text, parse(body_text)))
        front = f"{text[:start]}\n"
        more = front.count("\n")
        placed = Placed(front + bare.text, frozenset(range(1, more)) | {line + more for line in bare.lines})
    elif re.match(r"---\n(?s:.*?)\n---\n.*\S", text, re.DOTALL):
        return Placed(text, frozenset(range(1, text.count("\n") + 2)))
    else:
        body = parse(text)
        if body.sections and not text[: body.sections[0].heading.start].strip():
            placed = _with_sections(text, body)
        else:
            key = main.option("section")
            placed = _with_content(text, _section_key(key) if key else family_section)
    if main.option("status"):
        placed = _with_status(placed, main.option("status"))
    if block.option("frontmatter") == "none":
        placed = _without_frontmatter(placed)
    if main.option("at"):
        lines = placed.text.split("\n")
        at = {number for number, line in enumerate(lines, 1) if line.startswith(main.option("at"))}
        placed = Placed(placed.text, placed.lines | at)
    return placed


def _section_key(title: str) -> str:
    key = parse(f"## {title}\n").sections[0].key
    assert key, f"there is no section {title}"
    return key


def _without_frontmatter(placed: Placed) -> Placed:
    rest = placed.text[parse(placed.text).frontmatter.span.end :].lstrip("\n")
    gone = placed.text.count("\n") - rest.count("\n")
    return Placed(rest, frozenset(line - gone for line in placed.lines))


def _with_fields(lines: str) -> Placed:
    """The clean document with these lines of frontmatter instead of its own; `# no authors` leaves that field out."""
    groups: list[tuple[str, str]] = []
    for line in lines.splitlines(keepends=True):
        name = re.match(r"(?:# no )?([\w-]+)\s*(?::|$)", line)
        if name:
            groups.append((name[1], line))
        elif groups:
            groups[-1] = (groups[-1][0], groups[-1][1] + line)
        else:
            groups.append(("", line))
    front, body = re.match(r"---\n(.*?\n)---\n(.*)\Z", CLEAN, re.DOTALL).groups()
    mine = [text for name, text in groups if not text.startswith("# no ")]
    absent = len(mine) < len(groups)
    names = [name for name, _ in groups]
    written: list[tuple[str, bool]] = []
    used: set[str] = set()
    for line in front.splitlines(keepends=True):
        name = line.partition(":")[0]
        if name not in names:
            written.append((line, False))
        elif name not in used:
            used.add(name)
            written += [(text, True) for known, text in groups if known == name and text in mine]
    written += [(text, True) for known, text in groups if known not in used and text in mine]
    text = "---\n" + "".join(line for line, _ in written) + "---\n" + body
    allowed, number = set(), 2
    for line, own in written:
        count = line.count("\n")
        if own:
            allowed.update(range(number, number + count))
        number += count
    # A missing field is reported on the closing `---`.
    return Placed(text, frozenset(allowed | ({number} if absent else set())))


def _with_sections(text: str, body: Postmortem) -> Placed:
    """The clean document with the block's sections instead of those of the same key; others follow the one before."""
    clean = parse(CLEAN, PATH)
    parts: dict[str, list[tuple[str, bool]]] = {"": [(CLEAN[: clean.sections[0].heading.start], False)]}
    for section in clean.sections:
        assert section.key
        parts[section.key] = [(CLEAN[section.span.start : section.span.end], False)]
    replaced: set[str] = set()
    key = "" if body.sections[0].level == 1 else "actions"
    for section in body.sections:
        piece = text[section.span.start : section.span.end].rstrip("\n") + "\n\n"
        if section.key and section.key not in replaced:
            key = section.key
            replaced.add(key)
            parts[key] = [(piece, True)]
        else:
            parts[key].append((piece, True))
    return _joined([part for each in parts.values() for part in each])


def _with_content(text: str, key: str) -> Placed:
    """The clean document with the text below the heading of that section."""
    section = parse(CLEAN, PATH).section(key)
    assert section
    heading = CLEAN[section.heading.start : section.heading.end]
    return _joined(
        [
            (CLEAN[: section.heading.start], False),
            # What is absent from a section is reported on its heading.
            (f"{heading}\n\n{text.strip(chr(10))}\n\n", True),
            (CLEAN[section.content.end :], False),
        ]
    )


def _joined(parts: list[tuple[str, bool]]) -> Placed:
    lines: set[int] = set()
    number = 1
    for text, own in parts:
        count = text.count("\n")
        if own:
            lines.update(range(number, number + count))
        number += count
    return Placed("".join(text for text, _ in parts).rstrip("\n") + "\n", frozenset(lines))


def _with_status(placed: Placed, status: str) -> Placed:
    return Placed(re.sub(r"(?m)^status: .*$", f"status: {status}", placed.text, count=1), placed.lines)


def _write(file: Path, text: str, encoding: str = "utf-8") -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text.encode(encoding))


def lines_of(finding: Finding) -> range:
    """The lines that a finding's span touches."""
    return range(finding.start.line, max(finding.end.line, finding.start.line) + 1)
