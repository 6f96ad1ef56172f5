"""The summary and the comparison of periods as data: for JSON, and in rows for CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

from hotwash.corpus.statistics import median, p90
from hotwash.numbers.compare import Comparison, names, unfinished
from hotwash.numbers.periods import name_of
from hotwash.numbers.summary import Group, Summary

LENGTHS = (("time_to_detect", "detected"), ("time_to_resolve", "resolved"))
"""What is timed from `started` on, and the time of the frontmatter that ends it."""


def as_data(summary: Summary) -> dict[str, Any]:
    """All figures; lengths are in seconds, and null where there are too few for a figure."""
    kept = summary.kept
    return {
        "today": summary.today.isoformat(),
        "period": name_of(summary.period),
        "unfinished": unfinished(summary),
        "all": _group(summary.all),
        "months": [_group(each) for each in summary.months],
        "services": [_group(each) for each in summary.services],
        "severities": [_group(each) for each in summary.severities],
        "actions_due": {
            "due": kept.due,
            "in_time": kept.in_time,
            "late": kept.late,
            "day_unknown": kept.undated,
            "open": kept.still_open,
            "dropped": kept.dropped,
        },
        "services_without": None if summary.uncovered is None else list(summary.uncovered),
    }


def _group(group: Group) -> dict[str, Any]:
    answers, factors = group.factors
    lengths = {name: _lengths(group.lengths(last)) for name, last in LENGTHS}
    return {
        "name": group.name,
        "incidents": len(group.incidents),
        "near_misses": group.near_misses,
        **lengths,
        "factors": {"n": factors, "answered": answers},
    }


def _lengths(values: Sequence[timedelta]) -> dict[str, int | None]:
    return {"n": len(values), "median": _seconds(median(values)), "p90": _seconds(p90(values))}


def _seconds(length: timedelta | None) -> int | None:
    return None if length is None else int(length.total_seconds())


def as_csv(summary: Summary) -> str:
    """A row for each figure: what it is of, what it measures, and its value, empty where there are too few."""
    return _csv(("by", "name", "measure", "value"), _rows(summary))


def _rows(summary: Summary) -> Iterator[tuple[Any, ...]]:
    data = as_data(summary)
    groups = [("all", [data["all"]]), *((name[:-1] if name != "severities" else "severity", data[name]) for name in ("months", "services", "severities"))]  # fmt: skip
    for by, several in groups:
        for each in several:
            name = each["name"]
            yield by, name, "incidents", each["incidents"]
            yield by, name, "near_misses", each["near_misses"]
            for length, _ in LENGTHS:
                for figure, value in each[length].items():
                    yield by, name, f"{length}_{figure}", value
            yield by, name, "factors_n", each["factors"]["n"]
            yield by, name, "factors_answered", each["factors"]["answered"]
    for name, value in data["actions_due"].items():
        yield "all", "all", f"actions_{name}", value
    for name in data["services_without"] or ():
        yield "service", name, "incidents_ever", 0


def comparison_data(first: Summary, second: Summary, compared: Sequence[Comparison]) -> dict[str, Any]:
    """Two periods and what changed between them."""
    one, other = names(first, second)
    return {
        "first": one,
        "second": other,
        "unfinished": [name for name, each in ((one, first), (other, second)) if unfinished(each)],
        "measures": [each.as_data() for each in compared],
    }


def comparison_csv(compared: Sequence[Comparison]) -> str:
    """A row for each measure."""
    head = ("measure", "unit", "first", "first_n", "second", "second_n", "difference", "low", "high", "verdict")
    rows = []
    for each in compared:
        data = each.as_data()
        low, high = data.pop("interval") or (None, None)
        rows.append([*list(data.values())[:-1], low, high, data["verdict"]])
    return _csv(head, rows)


def _csv(head: Sequence[str], rows: Any) -> str:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(rows)
    return stream.getvalue()
