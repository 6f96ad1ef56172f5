"""The prose of a document: what counts as telling, and how it falls into sentences and words."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotwash.document import Postmortem, parse
from hotwash.document.prose import Cues, Prose

DOCUMENT = """---
title: The careless certificate
authors: [amara]
---

## Summary

The `careless` gateway read [the careless page](https://example.com/careless). See https://example.com/careless too.

<!-- careless -->

```
careless
```

> The careless operator, says the provider.

She said “the careless operator” and "careless again", but it's the gateways' own *care*.

## Timeline

All times are UTC.

- 09:20 — signal: the alert pages the on-call engineer.

| Time | Kind | Event |
| -- | -- | -- |
| 09:31 | action | the deploy is rolled back |

## Contributing factors

- **F1**: The alert watched one host. #detection
- **F2**: The host was old. _Accepted by @lucia until 2027-02-01:_ it is retired then.

## Action items

| ID | Type | Action | Owner | Due | Status | Addresses |
| -- | -- | -- | -- | -- | -- | -- |
| A1 | Fix | Renew the certificate | @amara | 2026-11-03 | open | F1 |
"""


@cache
def document(text: str) -> Postmortem:
    """A document, kept: its prose holds on to it only weakly."""
    return parse(text, path="postmortems/2026/2026-11-03-checkout.md")


def prose(text: str) -> Prose:
    return document(text).prose


def sentences(text: str) -> list[str]:
    view = prose(text)
    return [
        view.narrative[span.start : span.end] for passage in view.passages() for span in view.sentences(passage.span)
    ]


def words(text: str) -> list[str]:
    view = prose(text)
    return [word.text for passage in view.passages() for word in view.words(passage.span)]


def test_every_text_has_the_length_of_the_document() -> None:
    view = prose(DOCUMENT)
    assert len(view.text) == len(view.narrative) == len(view.lower) == len(view.raw) == len(DOCUMENT)


def test_code_comments_link_targets_addresses_and_frontmatter_are_no_prose() -> None:
    view = prose(DOCUMENT)
    assert view.text.count("careless") == 4  # the link's words, the block quote and the two quotations
    assert "example.com" not in view.text
    assert "title" not in view.text
    assert "*" not in view.text


def test_quoted_speech_is_prose_and_not_the_author_s_telling() -> None:
    narrative = prose(DOCUMENT).narrative
    assert narrative.count("careless") == 1
    assert "says the provider" not in narrative
    assert "it's the gateways' own" in narrative


def test_typed_values_are_no_telling() -> None:
    narrative = prose(DOCUMENT).narrative
    for value in (
        "09:20",
        "signal",
        "09:31",
        "F1",
        "A1",
        "@amara",
        "2026-11-03",
        "open",
        "@lucia",
        "2027-02-01",
        "detection",
    ):
        assert value not in narrative
    for words_ in ("the alert pages the on-call engineer", "Renew the certificate", "it is retired then"):
        assert words_ in narrative


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("He said “no” twice.", "He said      twice."),
        ("He said «no» twice.", "He said      twice."),
        ("He said „no“ twice.", "He said      twice."),
        ('He said "no" twice.', "He said      twice."),
        ('The 3" disk and the 5" disk.', 'The 3" disk and the 5" disk.'),
        ("The hosts' and it's and don't.", "The hosts' and it's and don't."),
        ('An open " mark.', 'An open " mark.'),
    ],
)
def test_quotation_marks_in_pairs_hold_quoted_speech(text: str, left: str) -> None:
    assert prose(text).narrative == left


def test_a_quotation_ends_with_its_block() -> None:
    view = prose("- a “quotation that nobody closed\n- another” item\n")
    assert "quotation" in view.narrative
    assert "another" in view.narrative


def test_lower_case_keeps_the_length_and_straightens_apostrophes() -> None:
    view = prose("İstanbul didn’t ANSWER.")
    assert view.lower == "İstanbul didn't answer."
    assert view.raw == view.lower


def test_passages_know_their_section_and_kind() -> None:
    view = prose(DOCUMENT)
    assert [(passage.kind, passage.section) for passage in view.passages("timeline")] == [
        ("heading", "timeline"), ("paragraph", "timeline"), ("item", "timeline"), *[("cell", "timeline")] * 6,
    ]  # fmt: skip
    assert {passage.section for passage in view.passages()} == {"summary", "timeline", "factors", "actions"}
    assert prose("Before any heading.").passages()[0].section is None


def test_an_offset_leads_to_its_passage_and_sentence() -> None:
    text = "First one. Second one.\n\nThird one.\n"
    view = prose(text)
    at = view.sentence_at(text.index("Second"))
    assert at is not None
    assert at.text == "Second one."
    assert view.sentence_at(text.index("\n\n")) is None
    assert view.sentence_at(text.index(" Second")) is None
    assert prose("").sentence_at(0) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It failed. It was mended.", ["It failed.", "It was mended."]),
        ("It failed! Was it mended? Yes.", ["It failed!", "Was it mended?", "Yes."]),
        ("Some caches, e.g. Redis, were full.", ["Some caches, e.g. Redis, were full."]),
        ("Caches, queues, etc. were full.", ["Caches, queues, etc. were full."]),
        ("Caches, queues, etc. They were full.", ["Caches, queues, etc.", "They were full."]),
        ("Version 3.7 took 1.5 seconds.", ["Version 3.7 took 1.5 seconds."]),
        ("It ran approx. 40 minutes.", ["It ran approx. 40 minutes."]),
        ("It stopped at 9 a.m. The rest ran.", ["It stopped at 9 a.m.", "The rest ran."]),
        ("J. Doe wrote it.", ["J. Doe wrote it."]),
        ("It was full… and then empty.", ["It was full… and then empty."]),
        ("It was full... Then it was empty.", ["It was full...", "Then it was empty."]),
        ("It failed (again.) Then it ran.", ["It failed (again.)", "Then it ran."]),
        ("It ran on host.example.com today.", ["It ran on host.example.com today."]),
        ("It failed.\nkubelet was restarted.", ["It failed.", "kubelet was restarted."]),
        ("It took 40 min. and more.", ["It took 40 min. and more."]),
        ("The last one has no stop", ["The last one has no stop"]),
    ],
)
def test_sentences_end_at_their_marks_and_not_at_abbreviations(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_what_is_longer_than_a_sentence_can_be_is_looked_at_in_parts() -> None:
    found = sentences("word " * 500)
    assert len(found) == 3
    assert " ".join(found) == " ".join(["word"] * 500)
    assert [len(part) for part in sentences("x" * 2500)] == [1000, 1000, 500]


def test_words_keep_apostrophes_hyphens_and_inner_stops() -> None:
    assert words("The on-call didn't read e.g. pod.yaml, v1.2 or 1,200 lines (help@example.com, @ops/web).") == [
        "The", "on-call", "didn't", "read", "e.g", "pod.yaml", "v1.2", "or", "1,200", "lines", "help@example.com", "@ops/web",
    ]  # fmt: skip


def test_tokens_are_words_and_punctuation_with_their_place() -> None:
    text = "It failed, twice."
    view = prose(text)
    tokens = view.tokens(view.passages()[0].span)
    assert [token.text for token in tokens] == ["It", "failed", ",", "twice", "."]
    assert all(text[token.span.start : token.span.end] == token.text for token in tokens)
    assert [token.word for token in tokens] == [True, True, False, True, False]


def test_the_vocabulary_holds_every_word_of_the_prose() -> None:
    vocabulary = prose("**Root**-cause/effect: the *on-call* didn't—so (e.g.) `code`.").vocabulary
    assert {"root", "cause", "effect", "the", "on", "call", "didn", "t", "so", "code"} <= vocabulary


class TestCues:
    """What a rule looks for first."""

    def found(self, text: str, cues: Cues, section: str | None = None) -> list[str]:
        return [sentence.text for sentence in prose(text).with_any(cues, section)]

    def test_sentences_with_a_cue_come_once_and_in_order(self) -> None:
        text = "One careless act. Nothing here. A sloppy and careless act.\n"
        assert self.found(text, Cues(["careless", "sloppy"])) == ["One careless act.", "A sloppy and careless act."]

    def test_a_cue_is_a_whole_word_of_the_telling(self) -> None:
        assert self.found("It is carelessness, `careless` and “careless”.", Cues(["careless"])) == []

    def test_a_bound_cue_needs_its_neighbour(self) -> None:
        cues = Cues(near={"failed": ["to"]})
        assert self.found("The pod failed.", cues) == []
        assert self.found("The team failed to see it.", cues) == ["The team failed to see it."]

    def test_a_phrase_is_looked_for_as_it_is(self) -> None:
        cues = Cues(phrases=["no one"])
        assert self.found("One of no two.", cues) == []
        assert self.found("There was no one.", cues) == ["There was no one."]

    def test_a_section_may_be_asked_for(self) -> None:
        text = "## Summary\n\nCareless.\n\n## Timeline\n\n- Careless too.\n"
        assert self.found(text, Cues(["careless"]), "timeline") == ["Careless too."]
        assert self.found(text, Cues(["careless"]), "impact") == []

    def test_cues_add_up(self) -> None:
        both = Cues(["a"], near={"b": ["c"]}) | Cues(["b", "d"], near={"e": ["f"]}, phrases=["g h"])
        assert both.words == {"a", "b", "d", "e"}
        assert both.near == {"e": {"f"}}
        assert both.phrases == {"g h": {"g", "h"}}

    def test_a_document_without_cues_costs_no_view_of_its_prose(self) -> None:
        view = prose("Nothing to see.")
        assert list(view.with_any(Cues(["careless"]))) == []
        assert "narrative" not in view.__dict__


@given(st.text(alphabet=st.sampled_from("aB .!?…\"“”«»’'*_`[]()<>@#-|\n\tİß1,:/"), max_size=120))
def test_any_text_has_sentences_and_words_inside_their_passages(text: str) -> None:
    view = prose(text)
    assert len(view.narrative) == len(view.lower) == len(text)
    for passage in view.passages():
        end = passage.span.start
        for sentence in view.of(passage):
            assert end <= sentence.span.start < sentence.span.end <= passage.span.end
            end = sentence.span.end
            for token in sentence.tokens:
                assert sentence.span.start <= token.span.start < token.span.end <= sentence.span.end
