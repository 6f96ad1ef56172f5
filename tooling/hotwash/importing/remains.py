"""What is left of a foreign document when all that has a place in the format is taken."""

from __future__ import annotations

from collections.abc import Sequence

from hotwash.importing.entries import Timeline
from hotwash.importing.source import Foreign, Section
from hotwash.importing.statements import is_guidance
from hotwash.importing.titles import SECTIONS
from hotwash.importing.words import fenced
from hotwash.writing.outline import Rest


def details(timeline: Timeline) -> list[Rest]:
    """What belongs to entries and fits on no line, under the time of each."""
    parts = []
    for entry in timeline.entries:
        if entry.details:
            parts.append(f"### {entry.written or 'line ' + str(entry.line)}\n")
            parts += [_set(block.text) for block in entry.details]
    return [Rest("Timeline in detail", "\n".join(parts))] if parts else []


def remains(foreign: Foreign, title: str, lead: Sequence[Section], front: str) -> list[Rest]:
    """What no part of ours holds, verbatim under its own titles: sections, guidance of templates, the front matter."""
    rest: list[Rest] = []
    guidance: list[str] = []
    groups: list[tuple[int, str, list[str]]] = []
    for section in foreign.sections:
        texts = []
        for block in section.blocks:
            if block.used or block.kind == "rule":
                continue
            if (block.kind == "html" and block.text.lstrip().startswith("<!--")) or (
                block.kind == "paragraph" and is_guidance(block.text)
            ):
                guidance.append(block.text)
            else:
                texts.append(_set(block.text))
        if not texts:
            continue
        name = _title(section, title, lead)
        if groups and section.level > max(groups[-1][0], 1) and groups[-1][0]:
            groups[-1][2].append(f"### {section.title}\n")
            groups[-1][2].extend(texts)
        else:
            groups.append((section.level, name, texts))
    rest += [Rest(name, "\n".join(texts)) for _, name, texts in groups]
    if guidance:
        rest.append(Rest("Template guidance", fenced("\n\n".join(guidance))))
    if front.strip():
        rest.append(Rest("Front matter of the source", fenced(front.strip("\n"), "yaml")))
    return rest


def _title(section: Section, document: str, lead: Sequence[Section]) -> str:
    title = " ".join(section.title.split()) or "Preface"
    if section.title == document or section.level == 1:
        return (
            "Preface"
            if section.title == document or (section.key is None and section.level == 1 and section in lead)
            else title
        )
    return f"From “{title}”" if section.key in SECTIONS else title


def _set(text: str) -> str:
    return text.strip("\n") + "\n"
