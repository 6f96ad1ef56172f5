"""How much of labelled chats the understanding has, on those it was made with and on those held back."""

from __future__ import annotations

from collections import Counter

import pytest
from labelled import case, names, score

from hotwash.drafting.chat.understand import understand
from hotwash.drafting.sources.recognise import read
from hotwash.writing.outline import as_data


def shares(chosen: list[str]) -> dict[str, float]:
    total: dict[str, Counter[str]] = {}
    for name in chosen:
        chat = case(name)
        material = read(f"{name}.txt", chat.text.encode())
        starts = {
            line: each.first
            for each in material.messages
            for line in (each.first, *(number for number, _ in each.lines))
        }
        for key, found in score(chat, as_data(understand(material)), starts).items():
            total.setdefault(key, Counter()).update(found)
    return {key: round(found["hit"] / found["of"], 3) for key, found in total.items() if found["of"]}


def test_the_chats_it_was_made_with_are_understood() -> None:
    found = shares(names(held_back=False))
    least = {"timeline recall": 0.85, "timeline precision": 0.8, "kinds": 0.8, "impact recall": 0.8, "factors recall": 0.8, "actions recall": 0.8,
             "went_well recall": 0.8, "impact precision": 0.6, "factors precision": 0.6, "actions precision": 0.8}  # fmt: skip
    assert {key: share for key, share in found.items() if share < least.get(key, 0)} == {}
    assert found["noise"] <= 0.03


@pytest.mark.parametrize("name", names(held_back=False) + names(held_back=True))
def test_every_word_and_figure_of_a_statement_stands_in_the_lines_it_names(name: str) -> None:
    chat = case(name)
    lines = chat.text.splitlines()
    outline = understand(read(f"{name}.txt", chat.text.encode()))
    for each in [*outline.timeline, *outline.impact, *outline.factors, *outline.went_well, *outline.actions]:
        said = " ".join(lines[origin.line - 1] for origin in each.origins).lower()
        words = [word.strip(".,:;!?“”\"'()[]`").lower() for word in each.text.split()]
        # An answered question is told as “asked …, the answer is yes”.
        strange = [word for word in words if len(word) > 3 and word not in said and word not in ("asked", "answer")]
        assert len(strange) <= max(1, len(words) // 10), (each.text, strange)
        figures = [word for word in words if any(char.isdigit() for char in word)]
        assert [word for word in figures if word not in said] == []
