"""How many minutes each part of a review has: those of the guide, fitted to what there is to speak of."""

from __future__ import annotations

from collections.abc import Mapping

OPENING, CLOSING = "opening", "closing"
INCIDENT: Mapping[str, int] = {
    OPENING: 3, "timeline": 15, "impact": 5, "factors": 18, "went-well": 5, "actions": 12, CLOSING: 2,
}  # fmt: skip
"""The sixty minutes of the guide."""
NEAR_MISS: Mapping[str, int] = {OPENING: 1, "summary": 3, "went-well": 3, "factors": 4, "actions": 3, CLOSING: 1}
READING: Mapping[str, int] = {OPENING: 2, "reading": 10, "timeline": 5, "factors": 15, "actions": 6, CLOSING: 2}
SHORTEST, LONGEST = 15, 120
"""What a person may ask for."""
_USUAL_ENTRIES, _USUAL_FACTORS, _USUAL_WORK = 20, 7, 8


def incident(entries: int, open_impact: int, factors: int, went_well: int, work: int) -> dict[str, int]:
    """The boxes of an incident's review, 60 to 90 minutes together.

    `open_impact` are the questions about the impact, `work` the action items and the factors that none answers. What
    stands already is read in less time; what that spares goes to the factors.
    """
    boxes = dict(INCIDENT)
    boxes["timeline"] += min(max(entries - _USUAL_ENTRIES, 0) // 10 * 5, 10)
    boxes["impact"] -= 0 if open_impact else 2
    boxes["factors"] += min(2 * max(factors - _USUAL_FACTORS, 0), 8)
    boxes["went-well"] -= 2 if went_well else 0
    boxes["actions"] += min(max(work - _USUAL_WORK, 0), 8)
    return _rounded(boxes)


def near_miss(factors: int, work: int) -> dict[str, int]:
    """The boxes of a near miss, 15 to 25 minutes together."""
    boxes = dict(NEAR_MISS)
    boxes["factors"] += min(max(factors - 4, 0), 5)
    boxes["actions"] += min(max(work - 3, 0), 5)
    return _rounded(boxes)


def fitted(boxes: Mapping[str, int], minutes: int) -> dict[str, int]:
    """The same parts in so many minutes, each with one at least."""
    total = sum(boxes.values())
    scaled = {key: max(1, box * minutes // total) for key, box in boxes.items()}
    by_rest = sorted(boxes, key=lambda each: -(boxes[each] * minutes % total))
    by_size = sorted(boxes, key=lambda each: -boxes[each])
    while (left := minutes - sum(scaled.values())) != 0:
        for key in (by_rest if left > 0 else by_size)[: abs(left)]:
            scaled[key] += 1 if left > 0 else -1
    return scaled


def _rounded(boxes: dict[str, int]) -> dict[str, int]:
    """What is missing to five minutes, or was spared, goes to the factors."""
    boxes["factors"] += -sum(boxes.values()) % 5
    return boxes
