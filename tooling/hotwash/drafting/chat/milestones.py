"""The times that the frontmatter asks for, from the events."""

from __future__ import annotations

from datetime import datetime

from hotwash.drafting.chat.stages import CLOSED, OVER, STILL
from hotwash.drafting.chat.timeline import Told
from hotwash.drafting.chat.told_times import since
from hotwash.drafting.evidence import Material
from hotwash.writing.outline import Origin

Times = dict[str, datetime]
Origins = dict[str, tuple[Origin, ...]]


def milestones(told: list[Told], material: Material) -> tuple[Times, Origins]:
    """Started, detected, mitigated and resolved, as far as events with a known moment tell; what a source states wins."""
    times: Times = {}
    origins: Origins = {}

    def put(name: str, each: Told) -> None:
        if each.at is not None and each.dated and each.at.tzinfo is not None:
            times[name] = each.at
            origins[name] = tuple(dict.fromkeys(each.origins))

    place = {id(each): number for number, each in enumerate(told)}
    signals = [each for each in told if each.kind == "signal"]
    good = [each for each in told if each.kind == "result" and OVER.search(each.text) and not STILL.search(each.text)]
    if signals:
        put("started", signals[0])
        put("detected", signals[0])
        begun = [
            (when, each) for each in signals if each.at is not None and (when := since(each.text, each.at)) is not None
        ]
        if "started" in times and begun:
            when, each = min(begun, key=lambda pair: pair[0])
            if when < times["started"]:
                times["started"], origins["started"] = when, tuple(dict.fromkeys(each.origins))
        good = [each for each in good if place[id(each)] > place[id(signals[0])]]
    closed = [each for each in good if CLOSED.search(each.text)]
    if good:
        last = closed[-1] if closed else good[-1]
        put("resolved", last)
        after = [each for each in signals if each.at and last.at and place[id(each)] < place[id(last)]]
        first = next((each for each in good if not after or place[id(each)] > place[id(after[-1])]), None)
        if first is not None and first.at != last.at and place[id(first)] < place[id(last)]:
            put("mitigated", first)
    for name, (when, origin) in material.times.items():
        times[name], origins[name] = when, (origin,)
    order = [name for name in ("started", "detected", "mitigated", "resolved") if name in times]
    return {name: times[name] for name in order}, {name: origins[name] for name in order}
