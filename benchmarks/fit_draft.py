"""Fits how much each thing noticed of a sentence says about whether it is an event, and of which kind.

    python benchmarks/fit_draft.py [--corpus FOLDER] [--write]

Learns from the labelled chats of the tests that are not held back and, where a FOLDER is given, from its annotated ones
(`draft-annotations.jsonl`); prints what it gets right of each chat when it learns from all others, and with `--write` writes
`tooling/hotwash/drafting/chat/weights.py`. Needs numpy.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np

from hotwash.drafting.chat.candidates import Candidate, candidates
from hotwash.drafting.chat.clock import set_clock
from hotwash.drafting.chat.features import features
from hotwash.drafting.chat.stages import place
from hotwash.drafting.sources.recognise import read

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests/drafting/chat"))
import labelled  # noqa: E402

KINDS = {"change": "c", "signal": "s", "action": "a", "result": "r"}
SPREAD = 2.0
"""How strongly weights are held near nothing."""
LABELS = {"event:change": "c", "event:signal": "s", "event:action": "a", "event:result": "r"}
Sample = tuple[dict[str, float], str]


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    chats = [samples(case.name, case.text, case.labels) for case in map(labelled.case, labelled.names(held_back=False))]
    if options.corpus:
        chats += [samples(*each) for each in annotated(options.corpus)]
    columns = {
        name: at for at, name in enumerate(sorted({name for chat in chats for found, _ in chat for name in found}))
    }
    hits = kinds = events = told = 0.0
    for chat in chats:
        others = [sample for other in chats if other is not chat for sample in other]
        chance, kind = learn(others, columns)
        for found, label in chat:
            is_event = bool(set(label) & set("csar"))
            says = value(found, chance) > labelled_threshold()
            told += says
            events += is_event
            hits += says and is_event
            if is_event:
                kinds += KINDS[max(kind, key=lambda each: value(found, kind[each]))] in label
    print(
        f"left out: events {events:.0f}, found {hits / events:.2f} of them, right {hits / told:.2f}, kinds {kinds / events:.2f}"
    )
    if options.write:
        chance, kind = learn([sample for chat in chats for sample in chat], columns)
        path = ROOT / "tooling/hotwash/drafting/chat/weights.py"
        path.write_text(written(chance, kind), encoding="utf-8")


def labelled_threshold() -> float:
    """Where an event is likelier than the cost of a wrong one: a chance of 0.4."""
    return float(np.log(0.4 / 0.6))


def samples(name: str, text: str, labels: dict[int, str]) -> list[Sample]:
    """What is noticed of each sentence of a chat, with its label."""
    material = read(f"{name}.txt", text.encode())
    found = candidates(material.messages, set_clock(material, None, "", material.messages))
    place(found)
    return [(dict(features(each)), label(each, labels)) for each in found]


def label(each: Candidate, labels: dict[int, str]) -> str:
    """The label of a sentence; a question that was answered with yes is a finding."""
    return "r" if each.answer is not None else labels.get(each.unit.line, "").lower()


def annotated(corpus: Path) -> Iterable[tuple[str, str, dict[int, str]]]:
    """The chats of an annotated corpus."""
    for line in (corpus / "draft-annotations.jsonl").read_text("utf-8").splitlines():
        doc: dict[str, Any] = json.loads(line)
        path = corpus / doc["source"]
        labels = {
            int(at): "".join(LABELS.get(part, "-") for part in parts.split("+")) for at, parts in doc["lines"].items()
        }
        yield path.stem, path.read_text("utf-8"), labels


def learn(chat: list[Sample], columns: dict[str, int]) -> tuple[dict[str, float], dict[str, dict[str, float]]]:
    """The weights for being an event, and for each kind among events."""
    events = [sample for sample in chat if set(sample[1]) & set("csar")]
    chance = fit(chat, [bool(set(label) & set("csar")) for _, label in chat], columns)
    return chance, {
        kind: fit(events, [letter in label for _, label in events], columns) for kind, letter in KINDS.items()
    }


def fit(chat: list[Sample], wanted: list[bool], columns: dict[str, int]) -> dict[str, float]:
    """A logistic regression by Newton's method, its weights held near nothing."""
    rows = np.zeros((len(chat), len(columns)))
    for at, (found, _) in enumerate(chat):
        for name, amount in found.items():
            rows[at, columns[name]] = amount
    held = np.full(len(columns), SPREAD)
    held[columns["one"]] = 0.05
    weights = np.zeros(len(columns))
    for _ in range(50):
        chance = 1 / (1 + np.exp(-(rows @ weights)))
        slope = rows.T @ (chance - np.array(wanted, float)) + held * weights
        curve = (rows * (chance * (1 - chance))[:, None]).T @ rows + np.diag(held)
        weights -= np.linalg.solve(curve, slope)
    return {name: float(weights[at]) for name, at in columns.items()}


def value(found: dict[str, float], weights: dict[str, float]) -> float:
    return sum(amount * weights.get(name, 0.0) for name, amount in found.items())


def written(chance: dict[str, float], kind: dict[str, dict[str, float]]) -> str:
    """The module of the weights."""

    def table(weights: dict[str, float], indent: str) -> str:
        kept = [(name, round(weight, 2)) for name, weight in sorted(weights.items()) if abs(weight) >= 0.05]
        return "".join(f'{indent}"{name}": {weight},\n' for name, weight in kept)

    kinds = "".join(f'    "{name}": {{\n{table(weights, "        ")}    }},\n' for name, weights in kind.items())
    return (
        '"""How much each thing noticed of a sentence says; written by `benchmarks/fit_draft.py`, changed by nobody else."""\n\n'
        f"EVENT = {{\n{table(chance, '    ')}}}\n"
        '"""For being an event, as the logarithm of the odds."""\n'
        f"KIND = {{\n{kinds}}}\n"
        '"""For each kind, among events."""\n'
    )


if __name__ == "__main__":
    main()
