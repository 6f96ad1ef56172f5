"""Figures that somebody can work out by hand, and comparisons that say no more than the numbers do."""

from __future__ import annotations

import json
import math
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner
from yearly import TODAY, records, two_years

from hotwash.cli import main
from hotwash.config import Config
from hotwash.corpus.record import Record
from hotwash.corpus.statistics import Period
from hotwash.numbers.compare import Comparison, compare
from hotwash.numbers.periods import days_of, name_of, read_period
from hotwash.numbers.plots import bar, line
from hotwash.numbers.summary import Summary


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("years")
    two_years(folder)
    return folder


@pytest.fixture(scope="module")
def told(root: Path) -> list[Record]:
    return records(root)


def summary(told: list[Record], period: str, config: Config | None = None) -> Summary:
    return Summary(told, config or Config(), TODAY, read_period(period))


def compared(told: list[Record], first: str, second: str) -> dict[str, Comparison]:
    return {each.name: each for each in compare(summary(told, first), summary(told, second))}


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2026", Period(2026 * 12, 12)), ("2026Q1", Period(2026 * 12, 3)), ("2026-q4", Period(2026 * 12 + 9, 3)),
        ("2026H2", Period(2026 * 12 + 6, 6)), ("2026-03", Period(2026 * 12 + 2)),
    ],
)  # fmt: skip
def test_periods_have_names(text: str, period: Period) -> None:
    assert read_period(text) == period
    assert read_period(name_of(period)) == period


@pytest.mark.parametrize(
    "text", ["", "26", "2026Q5", "2026Q0", "2026H3", "2026-13", "2026-00", "Q1", "2026Q1x", "0000"]
)
def test_what_is_no_period_says_how_to_write_one(text: str) -> None:
    with pytest.raises(ValueError, match="write `2026`"):
        read_period(text)


def test_days_of_a_period_end_today() -> None:
    assert days_of(read_period("2026Q1"), TODAY) == 90
    assert days_of(read_period("2026-11"), TODAY) == 24
    assert days_of(read_period("2027"), TODAY) == 0
    assert days_of(read_period("9999"), date(9999, 12, 31)) == 365


def test_drafts_and_retellings_are_not_counted(told: list[Record]) -> None:
    year = summary(told, "2026").all
    assert (len(year.incidents), year.near_misses) == (12, 1)


def test_figures_by_month_service_and_severity(told: list[Record]) -> None:
    year = summary(told, "2025")
    assert [(group.name, len(group.incidents)) for group in year.months] == [
        (f"2025-{month:02}", 2) for month in range(1, 13)
    ]
    assert [(group.name, len(group.incidents)) for group in year.severities] == [("SEV1", 8), ("SEV2", 8), ("SEV3", 8)]
    assert [(group.name, len(group.records)) for group in year.services] == [("checkout", 24)]
    assert sorted(year.all.lengths("resolved")) == [timedelta(minutes=60 + at) for at in range(24)]
    assert [group.name for group in summary(told, "2026").months][-1] == "2026-11"  # none that is still to come


def test_items_in_time_and_factors_answered(told: list[Record]) -> None:
    year = summary(told, "2025")
    assert (year.kept.due, year.kept.in_time, year.kept.late) == (24, 12, 12)
    assert year.all.factors == (48, 72)


def test_coverage_is_told_only_where_there_is_a_catalogue(told: list[Record]) -> None:
    assert summary(told, "2026").uncovered is None
    config = Config(services=frozenset({"checkout", "payments", "search"}))
    assert summary(told, "2026", config).uncovered == ("search",)


def test_a_clear_change_is_said_with_its_interval(told: list[Record]) -> None:
    found = compared(told, "2025", "2026")
    resolve = found["time to resolve, median"]
    assert (resolve.first, resolve.second) == (71.5 * 60, 25.5 * 60)
    assert resolve.verdict == "less"
    assert resolve.interval is not None
    low, high = resolve.interval
    assert low <= resolve.second - resolve.first <= high < 0  # type: ignore[operator]
    assert found["actions done in time"].verdict == "more"
    assert found["factors answered"].verdict == "no change that these numbers show"
    assert compared(told, "2025", "2026") == found  # a fixed seed


def test_a_period_against_itself_has_not_changed(told: list[Record]) -> None:
    assert {each.verdict for each in compared(told, "2025", "2025").values()} == {"no change that these numbers show"}


def test_too_few_are_called_too_few(told: list[Record]) -> None:
    found = compared(told, "2025Q1", "2026Q1")
    assert {each.verdict for name, each in found.items() if name != "factors answered"} == {"too few"}
    assert all(each.interval is None for each in found.values() if each.verdict == "too few")


def test_chance_alone_is_seldom_called_a_change() -> None:
    from statistics import median

    from hotwash.numbers.compare import _interval

    random = Random(1)  # noqa: S311 - simulated lengths
    wrong = 0
    for _ in range(60):
        one, other = ([math.exp(random.gauss(4, 1)) for _ in range(25)] for _ in range(2))
        low, high = _interval(one, other, median)
        wrong += not low <= 0 <= high
    assert wrong <= 6  # one in twenty is what 95% promises; of sixty, three


def test_plots() -> None:
    assert [bar(value, 8, 4) for value in (0, 1, 2, 8)] == ["", "▌", "█", "████"]
    assert bar(1, 10_000) == "▏"
    plot = line([1, 10, 10, 100], 1, 100, 10, 100)
    assert (plot[0], plot[-1], plot.strip("·").count("M")) == ("·", "9", 1)
    assert line([5.0], 5.0, 5.0, None, None) == "·"


def stats(root: Path, monkeypatch: pytest.MonkeyPatch, *words: str, code: int = 0) -> str:
    monkeypatch.chdir(root)
    (root / ".git").mkdir(exist_ok=True)
    result = CliRunner().invoke(main, ["stats", "--today", TODAY.isoformat(), *words])
    assert result.exit_code == code, result.output
    return result.output


def test_the_command_shows_no_mean_and_every_n(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = stats(root, monkeypatch, "--period", "2025")
    assert text.startswith("2025: 24 incidents, 0 near misses\n")
    assert "2025-01          2  ████████████████████████" in text
    assert "SEV1              8            0" in text
    assert "mean" not in text.lower()
    assert "Actions due: 24" in text


def test_json_and_csv_say_the_same(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = json.loads(stats(root, monkeypatch, "--period", "2025", "--format", "json"))
    assert data["all"]["time_to_resolve"] == {"n": 24, "median": 4290, "p90": 81 * 60}
    assert data["months"][0]["time_to_resolve"] == {"n": 2, "median": None, "p90": None}
    rows = stats(root, monkeypatch, "--period", "2025", "--format", "csv").splitlines()
    assert "all,all,time_to_resolve_median,4290" in rows
    assert "severity,SEV1,time_to_detect_n,8" in rows
    assert "month,2025-01,time_to_resolve_median," in rows
    assert len({row.rpartition(",")[0] for row in rows}) == len(rows)


def test_a_comparison_in_every_format(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = stats(root, monkeypatch, "--compare", "2025", "2026")
    assert "2026 is not over; it counts up to 2026-11-24." in text
    assert "time to resolve, median" in text
    data = json.loads(stats(root, monkeypatch, "--compare", "2025", "2026", "--format", "json"))
    assert data["unfinished"] == ["2026"]
    assert [each["verdict"] for each in data["measures"]][2] == "less"
    rows = stats(root, monkeypatch, "--compare", "2025", "2026", "--format", "csv").splitlines()
    assert rows[0] == "measure,unit,first,first_n,second,second_n,difference,low,high,verdict"
    assert len(rows) == 6


def test_what_is_wrong_is_a_line(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "`2026Q7` is no period" in stats(root, monkeypatch, "--period", "2026Q7", code=2)
    assert "not both" in stats(root, monkeypatch, "--period", "2026", "--compare", "2025", "2026", code=2)
    assert "no such file" in stats(root, monkeypatch, "nowhere", code=2)


def test_nothing_is_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = stats(tmp_path, monkeypatch)
    assert text.startswith("2025-12 to 2026-11: 0 incidents, 0 near misses\n")
    assert "too few" in stats(tmp_path, monkeypatch, "--compare", "2027", "2026")
