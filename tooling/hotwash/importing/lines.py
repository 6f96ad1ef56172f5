"""Foreign Markdown made regular before it is parsed: what only looks like a heading becomes one.

Bold lines, bare lines with a known name, labelled list items (`- **Impact**: ...`) and fields (`**Date:** ...`). Words stay
as they are and every line knows which line of the source it was.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from hotwash.importing.fields import kind_of
from hotwash.importing.stamps import MONTH, read_stamp
from hotwash.importing.titles import SECTIONS, exactly, meaning

_NUMBERED_DAY = re.compile(rf"^(\s*(?:[-*+]\s+)?\d{{1,2}})\.(\s+{MONTH}\.?\s)", re.IGNORECASE)
"""`- 10. März`: a day, and no numbered list in a list."""
_TICKED = re.compile(r"^(\s*[-*+]\s+)(?:\\?\[?([☐▢□])|([☒☑✅✔]))\ufe0f?\s+")
"""Boxes as converters and chat tools draw them."""
_FENCE = re.compile(r"^\s*(```+(?=[^`]*$)|~~~+)")
_HEADING = re.compile(r"^ {0,3}(#{1,6})\s+(.*?)\s*#*\s*$")
_TIGHT_HEADING = re.compile(r"^(#{1,6})([^#\s!].*)$")
_BULLET = re.compile(r"^(\s*)[–—•·▪◦‣●○](\s+)")
_BOLD = re.compile(r"^\s{0,3}(?:\*\*|__)([^*_]{2,70}?)(?:\*\*\s*:?|__\s*:?|:\s*\*\*|:\s*__)\s*$")
_LABEL = re.compile(
    r"^(?P<lead>\s*(?:[-*+]\s+|\d+[.)]\s+)?)(?:\*\*|__)(?P<label>[^*_]{2,60}?)\s*(?::\s*(?:\*\*|__)|(?:\*\*|__)\s*[:–—-]|(?:\*\*|__)(?=\s*$))\s*(?P<text>.*)$"
)
_PLAIN_LABEL = re.compile(
    r"^(?P<lead>\s{0,3}(?:[-*+]\s+)?)(?P<label>[A-Z][^:*_`\[\]|.]{2,40}?)\s*:(?:\s+(?P<text>\S.*)|\s*)$"
)
_BARE = re.compile(r"^\s{0,3}(?P<title>[^\W\d_][^:.|`\[\]#*>]{1,60}?)\s*[:?]?\s*$")
_ITEM = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s")
_SETEXT = re.compile(r"^\s{0,3}(=+|-{2,})\s*$")
_UPPER_FIELD = re.compile(r"^[A-Z][A-Z /&]{3,40}$")
_KNOWN_LABELS = frozenset({*SECTIONS, "resolution", "detection", "lessons", "luck", "appendix", "people"})


@dataclass(slots=True)
class Lines:
    """Regular Markdown: its lines, and for each the number of the source's line that it came from (from 1)."""

    text: list[str] = field(default_factory=list)
    number: list[int] = field(default_factory=list)

    def add(self, text: str, number: int) -> None:
        """One more line."""
        self.text.append(text)
        self.number.append(number)

    def blank(self, number: int) -> None:
        """An empty line, unless there is one."""
        if self.text and self.text[-1].strip():
            self.add("", number)

    def heading(self, level: int, title: str, number: int) -> None:
        """A heading between empty lines."""
        self.blank(number)
        self.add(f"{'#' * min(level, 6)} {title}", number)
        self.add("", number)


def regular(lines: list[str], first: int = 1) -> Lines:
    """The lines of a body, which begins at line `first` of its file, made regular."""
    return _Reader(lines, first).read()


class _Reader:
    def __init__(self, lines: list[str], first: int) -> None:
        self.lines, self.first = lines, first
        self.out = Lines()
        self.level = 1
        self.key: str | None = None
        self.dedent: int | None = None
        self.headings = any(_HEADING.match(line) for line in lines)

    def read(self) -> Lines:
        fence, skip = "", -1
        for index, line in enumerate(self.lines):
            if index == skip:
                continue
            number = self.first + index
            line = _NUMBERED_DAY.sub(r"\1\\.\2", line.rstrip("\r\n").replace("\t", "    "))
            mark = _FENCE.match(line)
            if fence or mark:
                if not fence and mark:
                    fence = mark[1]
                elif mark and mark[1].startswith(fence) and line.strip() == mark[1]:
                    fence = ""
                self.out.add(self._dedented(line), number)
                continue
            if not self.headings and self._printed_field(line.strip(), index, number):
                skip = index + 1
                continue
            line = _TICKED.sub(lambda match: f"{match[1]}[{' ' if match[2] else 'x'}] ", _BULLET.sub(r"\1-\2", line))
            self._line(self._dedented(line), index, number)
        return self.out

    def _printed_field(self, line: str, index: int, number: int) -> bool:
        """In a printed report a field's name stands in capitals above its value: both become one line."""
        value = self.lines[index + 1].strip() if index + 1 < len(self.lines) else ""
        if not value or not _UPPER_FIELD.match(line) or not kind_of(line) or _UPPER_FIELD.match(value):
            return False
        self.out.blank(number)
        self.out.add(f"{line}: {value}", number)
        self.out.add("", number)
        return True

    def _dedented(self, line: str) -> str:
        if self.dedent is None or not line.strip():
            return line
        indent = len(line) - len(line.lstrip())
        if indent <= self.dedent:
            self.dedent = None
            return line
        return line[min(indent, self.dedent + 2) :]

    def _line(self, line: str, index: int, number: int) -> None:
        stripped = line.strip()
        heading = _HEADING.match(line) or (_TIGHT_HEADING.match(line) if not self.headings else None)
        if heading:
            self.level = len(heading[1])
            self.key = meaning(heading[2])
            self.out.blank(number)
            self.out.add(
                f"{heading[1]} {heading[2]}" if not line.lstrip().startswith(heading[1] + " ") else line, number
            )
            self.out.add("", number)
            return
        following = self.lines[index + 1] if index + 1 < len(self.lines) else ""
        if stripped and _SETEXT.match(following) and not _ITEM.match(line) and not stripped.startswith(("|", ">")):
            self.level, self.key = (1 if following.strip()[0] == "=" else 2), meaning(stripped)
        elif stripped and not stripped.startswith(("|", ">", "<")) and self._special(line, index, number):
            return
        if self._begins_entry(stripped, index):
            self.out.blank(number)
        self.out.add(line, number)

    def _special(self, line: str, index: int, number: int) -> bool:
        """Write a line that is a heading or a field in disguise; whether it was one."""
        bold = _BOLD.match(line)
        alone = self._blank_before() or self._label_before()
        if bold:
            title = bold[1].strip(": ")
            key = meaning(title)
            if key in _KNOWN_LABELS or (key and alone) or self._is_day(title):
                self._open(title, key, number)
                return True
        label = _LABEL.match(line)
        if label and not read_stamp(label["label"]):
            key = meaning(label["label"])
            if key in _KNOWN_LABELS or key == "narrative":
                return self._labelled(label, key, number)
        if self._plain_label(line, index, number, alone):
            return True
        bare = _BARE.match(line)
        if bare and alone_or_first(alone, index) and exactly(bare["title"]) and len(bare["title"].split()) <= 7:
            key = meaning(bare["title"])
            if key in _KNOWN_LABELS or key in ("narrative", "facts"):
                self._open(bare["title"].strip(), key, number)
                return True
        if bare and not self.headings and exactly(bare["title"]) in _KNOWN_LABELS and line == line.lstrip():
            # The text of a printed report has no empty lines around its headings.
            self._open(line.strip(), exactly(bare["title"]), number)
            return True
        if not _ITEM.match(line) and self._is_day(line.strip(" *_:#")) and (alone or not self.headings):
            self._open(line.strip(" *_:"), None, number)
            return True
        return False

    def _plain_label(self, line: str, index: int, number: int, alone: bool) -> bool:
        plain = _PLAIN_LABEL.match(line)
        if not plain or not alone_or_first(alone, index):
            return False
        key = exactly(plain["label"])
        strong = key in _KNOWN_LABELS and (self.key is None or self.key not in SECTIONS or self.key == "summary")
        if not strong and re.match(r"^\s{0,3}(?:User|Customer|Business|Service) impacts?\s*:", line, re.I):
            key, strong = "impact", True
        if not strong:
            return False
        return self._labelled(plain, key, number)

    def _labelled(self, label: re.Match[str], key: str | None, number: int) -> bool:
        lead = label["lead"]
        self._open(label["label"].strip(), key, number, deep=bool(lead.strip()))
        if lead.strip():
            self.dedent = len(lead) - len(lead.lstrip())
        text = (label["text"] or "").strip()
        if text:
            self.out.add(text, number)
        return True

    def _open(self, title: str, key: str | None, number: int, *, deep: bool = False) -> None:
        """A heading made of something else; `deep`: of a list item, so that every true heading ends it."""
        level = 6 if deep and self.headings else min(self.level + 1, 6) if self.headings else 2
        self.out.heading(level if key else min(level + 1, 6), title, number)
        self.key = key or self.key

    def _blank_before(self) -> bool:
        return not self.out.text or not self.out.text[-1].strip()

    def _label_before(self) -> bool:
        last = self.out.text[-1] if self.out.text else ""
        return last.endswith(("  ", "\\")) or bool(_LABEL.match(last))

    def _is_day(self, text: str) -> bool:
        stamp = read_stamp(text)
        return bool(
            stamp and stamp.day and stamp.clock is None and not stamp.unknown and stamp.end >= len(text.rstrip(" :"))
        )

    def _begins_entry(self, text: str, index: int) -> bool:
        """Whether a line of a paragraph is an entry of its own, as in a list without marks."""
        if self._blank_before() or not re.match(
            r"[\[({*_`~]{0,3}\d|[\[({*_`]{0,3}(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)",
            text,
        ):
            return False
        stamp = read_stamp(text)
        if not stamp or stamp.clock is None:
            return False
        head = text[: stamp.end].rstrip()
        if (
            head.endswith((":", "-", "–", "—", "|", "]", ")", ">"))
            or stamp.day
            or stamp.zone
            or re.search(r"[ap]\.?m\.?$", stamp.written, re.I)
        ):
            return True
        before = next((each for each in reversed(self.out.text) if not each.strip() or read_stamp(each.strip())), "")
        return bool(before.strip())


def alone_or_first(alone: bool, index: int) -> bool:
    """Whether a line stands by itself."""
    return alone or index == 0
