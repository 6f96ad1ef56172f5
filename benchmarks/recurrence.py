"""How well `hotwash recur` knows a failure that happened before, beside plain BM25 and rootecho.

    python benchmarks/recurrence.py pairs PAIRS.jsonl REPOSITORIES [--rootecho PYTHON]
    python benchmarks/recurrence.py generated KNOWLEDGE_BASE [--rootecho PYTHON]

`pairs` takes lines of `{"a": {"repo", "commit", "path"}, "b": {...}, "recurs": bool}`, `a` the earlier document, and a
folder of git directories named OWNER+NAME (or OWNER+NAME/repo). The distractors are the other documents of the same folder
of the same commit. It prints in how many of the true pairs the earlier document is among the first five, and how well the
score of each pair alone separates the true ones from those that only look alike (area under the curve); the latter once
more without each organisation in turn, so that one of them does not make the figure.

`generated` takes a knowledge base with a `recurrences.jsonl` of `{"id", "recurs": [ids]}` and hides from the documents what they
say of it themselves: the field `recurs` and the section "Related incidents". It prints precision and recall over all pairs of
documents, and for a score that has no threshold of its own those at the threshold where both come nearest.

`--rootecho` is a Python with rootecho from PyPI in it: python -m venv /tmp/r && /tmp/r/bin/pip install rootecho
"""

from __future__ import annotations

import argparse
import json
import math
import re
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from hotwash.config import Config
from hotwash.corpus import documents_in
from hotwash.corpus.account import Account, account_of
from hotwash.corpus.files import parse_as
from hotwash.corpus.mechanisms import mechanisms
from hotwash.corpus.recurrence import Collection, pair
from hotwash.importing.accounts import accounts_in
from hotwash.importing.error import CannotImport
from hotwash.importing.material import Assumed
from hotwash.importing.reading import SUFFIXES

_WORD = re.compile(r"[a-z0-9]+")
_FIRST = 5
_ECHO = (
    "import json,sys\nfrom rootecho.core import similarity\nd=json.load(sys.stdin)\n"
    "print(json.dumps([similarity({'root_cause':d['texts'][a]},{'root_cause':d['texts'][b]}) for a,b in d['pairs']]))"
)
Score = Callable[[str, str], float]


class Bm25:
    """Okapi BM25 over whole texts, k1 1.5 and b 0.75; the later document is the query."""

    def __init__(self, texts: dict[str, str]) -> None:
        self._counts = {name: Counter(_WORD.findall(text.lower())) for name, text in texts.items()}
        self._lengths = {name: sum(counts.values()) for name, counts in self._counts.items()}
        self._mean = sum(self._lengths.values()) / max(len(texts), 1)
        self._documents = Counter(word for counts in self._counts.values() for word in counts)

    def score(self, query: str, document: str) -> float:
        """The score of a document for all words of another, as a share of what that one scores for itself."""
        return self._plain(query, document) / (self._plain(query, query) or 1)

    def _plain(self, query: str, document: str) -> float:
        counts, length, number = self._counts[document], self._lengths[document], len(self._counts)
        total = 0.0
        for word in self._counts[query]:
            if word in counts:
                rarity = math.log(1 + (number - self._documents[word] + 0.5) / (self._documents[word] + 0.5))
                total += rarity * counts[word] * 2.5 / (counts[word] + 1.5 * (0.25 + 0.75 * length / self._mean))
        return total


def rootecho(python: str, causes: dict[str, str], pairs: Sequence[tuple[str, str]]) -> dict[tuple[str, str], float]:
    """What rootecho says of pairs of causes."""
    names = list(causes)
    places = {name: at for at, name in enumerate(names)}
    asked = {"texts": [causes[name] for name in names], "pairs": [(places[a], places[b]) for a, b in pairs]}
    done = subprocess.run([python, "-c", _ECHO], input=json.dumps(asked), capture_output=True, text=True, check=True)
    return dict(zip(pairs, json.loads(done.stdout), strict=True))


def cause_of(account: Account) -> str:
    """What a person would type into a field "root cause": the factors, else the summary, else the title."""
    return " ".join(each.text for each in account.factors) or account.summary or account.title


def under_curve(scores: Iterable[float], truths: Iterable[bool]) -> float:
    """The chance that a true pair scores higher than one that only looks alike."""
    both = list(zip(scores, truths, strict=True))
    true, false = [score for score, truth in both if truth], [score for score, truth in both if not truth]
    return sum((a > b) + 0.5 * (a == b) for a in true for b in false) / (len(true) * len(false) or 1)


def pairs_of(lines: Path, repositories: Path, python: str | None) -> None:
    """Measure real pairs."""
    rows = [json.loads(line) for line in lines.read_text("utf-8").splitlines()]
    known = mechanisms()
    folders = {
        (end["repo"], end["commit"], end["path"].rpartition("/")[0]) for row in rows for end in (row["a"], row["b"])
    }
    texts: dict[str, dict[str, str]] = {}
    accounts: dict[str, Account] = {}
    for repository, commit, folder in sorted(folders):
        group = texts.setdefault(repository, {})
        for name, data in _files(repositories, repository, commit, folder):
            key = f"{repository}/{name}"
            try:
                accounts[key] = accounts_in(data, name.rpartition("/")[2], key, Assumed())[0]
            except CannotImport:
                continue
            group[key] = data.decode("utf-8", "replace")
    names = [(f"{row['b']['repo']}/{row['b']['path']}", f"{row['a']['repo']}/{row['a']['path']}") for row in rows]
    every = [(later, other) for later, _ in names for other in texts[_owner(later, texts)] if other != later]
    ours = {(b, a): pair(accounts[b], accounts[a], known)[1].likeness for b, a in names}
    pool = Bm25({name: text for group in texts.values() for name, text in group.items()})
    measured: dict[str, tuple[Score, Score]] = {}
    collections = {name: Collection([accounts[key] for key in group], known) for name, group in texts.items()}
    ranked = {
        later: [each.account.path for each in collections[_owner(later, texts)].like(collections[_owner(later, texts)].compared(accounts[later]), all_of_them=True)]
        for later in dict(names)
    }  # fmt: skip
    measured["hotwash"] = (lambda b, a: ours[b, a].score, lambda b, a: -float(ranked[b].index(a)))
    measured["its words alone"] = (lambda b, a: ours[b, a].words, pool.score)
    measured["its mechanisms alone"] = (lambda b, a: ours[b, a].mechanism, pool.score)
    measured["BM25"] = (pool.score, pool.score)
    if python:
        causes = {name: cause_of(account) for name, account in accounts.items()}
        echo = rootecho(python, causes, sorted(set(every)))
        measured["rootecho"] = (lambda b, a: echo[b, a], lambda b, a: echo[b, a])
    truths = [bool(row["recurs"]) for row in rows]
    print(f"{len(rows)} pairs, {sum(truths)} true; {len(accounts)} documents of {len(texts)} organisations")
    print(f"{'':<22}{'first five':>11}{'first':>7}{'AUC':>7}   AUC without one organisation")
    for name, (score, rank) in measured.items():
        places = [
            _place(rank, b, a, texts[_owner(b, texts)]) for (b, a), truth in zip(names, truths, strict=True) if truth
        ]
        scores = [score(b, a) for b, a in names]
        rest = [
            under_curve(*zip(*((s, t) for s, t, (b, _) in zip(scores, truths, names, strict=True) if _owner(b, texts) != group), strict=True))
            for group in texts
        ]  # fmt: skip
        first = "" if name.startswith("its ") else f"{sum(place <= _FIRST for place in places)} of {len(places)}"
        one = "" if name.startswith("its ") else f"{sum(place == 1 for place in places)}"
        print(f"{name:<22}{first:>11}{one:>7}{under_curve(scores, truths):>7.3f}   {min(rest):.3f} to {max(rest):.3f}")
    said = [ours[names_].recurs for names_ in names]
    right = sum(s and t for s, t in zip(said, truths, strict=True))
    print(
        f"`recurs` of a pair alone: {right} of {sum(truths)} true ones, and {sum(said) - right} of {len(rows) - sum(truths)} others"
    )


def _owner(key: str, texts: dict[str, Any]) -> str:
    return next(name for name in texts if key.startswith(f"{name}/"))


def _place(score: Score, later: str, earlier: str, group: dict[str, str]) -> int:
    own = score(later, earlier)
    return 1 + sum(score(later, other) > own for other in group if other not in (later, earlier))


def _files(repositories: Path, repository: str, commit: str, folder: str) -> Iterable[tuple[str, bytes]]:
    git = repositories / repository.replace("/", "+")
    git = git / "repo" if (git / "repo").is_dir() else git

    def run(*arguments: str) -> bytes:
        return subprocess.run(["git", "--git-dir", str(git), *arguments], capture_output=True, check=True).stdout

    for name in run("ls-tree", "-r", "--name-only", "-z", commit, f"{folder}/").decode().split("\0"):
        if name.endswith(SUFFIXES):
            yield name, run("show", f"{commit}:{name}")


def generated(base: Path, python: str | None) -> None:
    """Measure planted recurrences."""
    truth = {
        (row["id"], earlier)
        for row in map(json.loads, (base / "recurrences.jsonl").read_text("utf-8").splitlines())
        for earlier in row["recurs"]
    }
    accounts, texts = [], {}
    config = Config(root=base, documents="postmortems")
    for file in documents_in(base / "postmortems", config):
        text = hidden(file.file.read_text("utf-8"))
        account = account_of(parse_as(file, text, config))
        accounts.append(account)
        texts[account.id] = text
    started = time.process_time()
    collection = Collection(accounts, mechanisms())
    found = {
        (collection.members[at].account.id, collection.members[other].account.id)
        for at in range(len(collection.members))
        for other, _ in collection.again(at)
    }
    spent = time.process_time() - started
    print(f"{len(accounts)} documents, {len(truth)} pairs that repeat; {spent:.2f} CPU seconds")
    print(f"{'':<22}{'precision':>11}{'recall':>9}")
    right = len(found & truth)
    print(f"{'hotwash':<22}{right / max(len(found), 1):>11.3f}{right / len(truth):>9.3f}")
    ids = [each.id for each in collection.accounts]
    every = [(later, earlier) for at, later in enumerate(ids) for earlier in ids[:at]]
    pool = Bm25(texts)
    _nearest("BM25", {both: pool.score(*both) for both in every}, truth)
    if python:
        causes = {each.id: cause_of(each) for each in accounts}
        _nearest("rootecho", rootecho(python, causes, every), truth)


def _nearest(name: str, scores: dict[tuple[str, str], float], truth: set[tuple[str, str]]) -> None:
    """Precision and recall at the threshold where they come nearest: as many pairs as are true."""
    best = sorted(scores, key=lambda both: -scores[both])[: len(truth)]
    right = len(truth.intersection(best))
    print(f"{name:<22}{right / len(best):>11.3f}{right / len(truth):>9.3f}")


def hidden(text: str) -> str:
    """A document without what it says itself of earlier incidents."""
    text = re.sub(r"^recurs:.*\n", "", text, count=1, flags=re.MULTILINE)
    return re.sub(r"\n## Related incidents\n.*?(?=\n## |\Z)", "\n", text, flags=re.DOTALL)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    commands = parser.add_subparsers(dest="command", required=True)
    real = commands.add_parser("pairs")
    real.add_argument("lines", type=Path)
    real.add_argument("repositories", type=Path)
    planted = commands.add_parser("generated")
    planted.add_argument("base", type=Path)
    for each in (real, planted):
        each.add_argument("--rootecho", metavar="PYTHON")
    options = parser.parse_args()
    if options.command == "pairs":
        pairs_of(options.lines, options.repositories, options.rootecho)
    else:
        generated(options.base, options.rootecho)


if __name__ == "__main__":
    main()
