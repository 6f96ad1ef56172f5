"""Chats of fictional companies with the meaning of each line, and how much of it an outline has.

A line of a case is `LABELS|text`. Labels: `c s a r` a change, signal, action or result, `i f w t` impact, a factor, what went
well, a follow-up, `-` talk, `n` noise, `.` no text of a message. A capital says that a good post-mortem has it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CASES = Path(__file__).parent / "cases"
HELD_BACK = ("two-channels", "irc-dns", "gpu-slack", "stream-irc", "sso-slack")
"""Written with the others and not looked at while the patterns were made."""
_KINDS = {"c": "change", "s": "signal", "a": "action", "r": "result"}
_SECTIONS = {"impact": "i", "factors": "f", "went_well": "w", "actions": "t"}


@dataclass(frozen=True)
class Case:
    """A chat and the labels of its lines, from 1."""

    name: str
    text: str
    labels: dict[int, str]


def case(name: str) -> Case:
    """The case of that name."""
    labels: dict[int, str] = {}
    lines = []
    for number, line in enumerate((CASES / f"{name}.txt").read_text("utf-8").splitlines(), start=1):
        label, _, text = line.partition("|")
        labels[number] = label
        lines.append(text)
    return Case(name, "\n".join(lines) + "\n", labels)


def names(*, held_back: bool) -> list[str]:
    """The cases for tuning, or those held back."""
    return sorted(path.stem for path in CASES.glob("*.txt") if (path.stem in HELD_BACK) is held_back)


def score(case: Case, data: dict[str, Any], starts: dict[int, int]) -> dict[str, Counter[str]]:
    """Hits and totals of each figure; `starts` is the line that begins the message of each line."""

    def lines(entry: dict[str, Any]) -> set[int]:
        cited = {source["line"] for source in entry["sources"]}
        return {line for line in case.labels if line in cited or (starts.get(line) in cited and starts[line] != line)}

    def message(line: int) -> int:
        return starts.get(line, line)

    found: dict[str, Counter[str]] = {}

    def count(name: str, hit: int, total: int) -> None:
        found.setdefault(name, Counter()).update(hit=hit, of=total)

    timeline = [(entry, lines(entry)) for entry in data["timeline"]]
    wanted = {line: label for line, label in case.labels.items() if set(label) & set("CSAR")}
    for line, label in wanted.items():
        got = [entry for entry, cited in timeline if message(line) in map(message, cited)]
        count("timeline recall", bool(got), 1)
        kinds = {_KINDS[each.lower()] for each in label if each.lower() in _KINDS}
        if got:
            count("kinds", any(entry["kind"] in kinds for entry in got), 1)
    for _, cited in timeline:
        count("timeline precision", any(set(case.labels[line].lower()) & set("csar") for line in cited), 1)
    for key, letter in _SECTIONS.items():
        entries = [lines(entry) for entry in data[key]]
        for line, label in case.labels.items():
            if letter.upper() in label:
                hit = any(message(line) in map(message, cited) for cited in entries)
                count(f"{key} recall", hit, 1)
        for cited in entries:
            count(f"{key} precision", any(letter in case.labels[line].lower() for line in cited), 1)
    everything = [*timeline, *((entry, lines(entry)) for key in _SECTIONS for entry in data[key])]
    for _, cited in everything:
        count("noise", all(case.labels[line] in ("n", ".") for line in cited), 1)
    return found
