"""The parts of a review: what each is for, how it goes, what a facilitator asks. The guide's page on the review has
the same words, and more of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from hotwash.reviewing import boxes
from hotwash.writing.guidance import QUESTIONS

GROUND_RULES = (
    "We are here to find out how this happened, so that our systems get better. We are not here to find out who.",
    "Everybody who acted did what made sense with what they knew at that moment. We know the end now; they did not.",
    "We ask *what* and *how*, and leave out *should have*.",
    "Who was part of it is the expert here. Who was not asks; the document names roles.",
    "We look for conditions, five to seven of them, not for one cause. Ideas for remedies come last.",
)

READING_RULES = (
    "We read it to find out what it tells of our own systems. We are not here to find out who.",
    *GROUND_RULES[1:3],
    "Nobody here was there. What the sources do not say, we do not know.",
    GROUND_RULES[4],
)


class Kind(NamedTuple):
    """What a part of a review always has."""

    title: str
    """Empty where it is the section's own."""
    ends: str
    """With what it ends."""
    how: str
    asks: tuple[str, ...] = ()


INCIDENT: Mapping[str, Kind] = {
    boxes.OPENING: Kind("Opening", "everybody knows what this is for", "Read the ground rules aloud. Say who writes."),
    "timeline": Kind(
        "", "“this is what happened”, agreed",
        "Go through the entries in order. Nobody explains, nobody proposes.",
        (
            "What did you see at this point? Where did you see it?",
            "What did you expect to happen next?",
            "What was tried, and what came of it?",
        ),
    ),
    "impact": Kind(
        "", "a figure for each dimension, or a name and a day",
        "Read the four lines. For each: is it a figure, and where does it come from?",
        ("Who felt it, and how?", "How do we know that the data is right?"),
    ),
    "factors": Kind(
        "", "five to seven, each one sentence",
        "Five minutes of silence first: each writes down three conditions. Then collect, and put together what is the same.",
        ("What made it larger, or longer, or harder to see?", "What has been like this for a long time?", "Why was it not worse?"),
    ),
    "went-well": Kind(
        "", "at least one thing to keep",
        "What limited the harm is a defence that worked, and it is kept only if it is known.",
        ("What caught it? What would have caught it next?", "What did somebody do that is in no runbook?"),
    ),
    "actions": Kind(
        "", "each factor answered; owners who agreed",
        "Take the factors one by one: what would take this condition away, or make it harmless, or show it sooner?",
        ("Which of these would have helped most?", "How will somebody else see that it is done?"),
    ),
    boxes.CLOSING: Kind(
        "Closing", "who finishes the document, and when",
        "Say who completes the document and until when, and set `reviewed:` to now.",
        ("What did you learn that you did not know an hour ago?",),
    ),
}  # fmt: skip

NEAR_MISS: Mapping[str, Kind] = {
    boxes.OPENING: INCIDENT[boxes.OPENING]._replace(how="Read the ground rules aloud. Thank whoever reported it."),
    "summary": Kind(
        QUESTIONS["summary"], "what was close, in a sentence", "Whoever reported it tells it, without being interrupted.",
        ("How far did it get? Which defences did it pass, and which were left?", "How often?"),
    ),
    "went-well": Kind(
        QUESTIONS["went-well"], "the defence that worked, by name", "This is the heart of it.",
        ("Is it a check that is always there, or did somebody happen to look?",),
    ),
    "factors": Kind(
        QUESTIONS["factors"], "the conditions, each one sentence", "Collect first, and put together what is the same.",
        ("What has been like this for a long time?",),
    ),
    "actions": Kind(
        QUESTIONS["actions"], "each factor answered; owners who agreed", "Take the factors one by one.",
        ("How will somebody else see that it is done?",),
    ),
    boxes.CLOSING: Kind("Closing", "who finishes the document, and when", "Set `reviewed:` to now, and thank the writer."),
}  # fmt: skip

READING: Mapping[str, Kind] = {
    boxes.OPENING: Kind("Opening", "everybody has the document open", "Nobody here was there. We read it for what we can learn at home."),
    "reading": Kind("Read", "everybody has read it", "In silence, each alone; the sources as far as one likes."),
    "timeline": Kind(
        "What happened", "somebody has told it in two minutes", "One of you tells it, the others fill in.",
        ("Where would you have looked first?",),
    ),
    "factors": Kind(
        "Which of its conditions do we have?", "a yes, a no, or a name that finds out, for each",
        "Take the conditions one by one, and look at your own systems.",
        ("What would have shown it to us?", "What would have stopped it at ours?"),
    ),
    "actions": Kind(
        "What we do about it", "one item with an owner and a day, or none", "A retelling has no action items of yours; your backlog has.",
        ("Which of its remedies would help us as well?",),
    ),
    boxes.CLOSING: Kind("Closing", "what you read next", "Ask whether it was worth the time.", ("What did you learn that you did not know an hour ago?",)),
}  # fmt: skip
