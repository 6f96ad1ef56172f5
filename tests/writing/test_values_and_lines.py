"""What is written is read again as what it was."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from hotwash.document import parse
from hotwash.writing import rows
from hotwash.writing.scalars import flow, handle, scalar

WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1, max_size=60)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("Checkout unavailable", "Checkout unavailable"),
        ("証明書の期限切れ", "証明書の期限切れ"),
        ("2026-11-03-checkout", "2026-11-03-checkout"),
        ("Down: cert", '"Down: cert"'),
        ("no", '"no"'),
        ("Off", '"Off"'),
        ("null", '"null"'),
        ("10:30", '"10:30"'),
        ("2026-11-03", '"2026-11-03"'),
        ("0o17", '"0o17"'),
        ("1e3", '"1e3"'),
        ('say "no"', '"say \\"no\\""'),
        ("@amara", '"@amara"'),
        ("a #1", '"a #1"'),
        ("a, b", '"a, b"'),
        ("- a", '"- a"'),
        ("", '""'),
        ("a\x85b\x7f", '"a\\u0085b\\u007f"'),
    ],
)
def test_a_value_is_bare_only_where_that_is_safe(value: str, written: str) -> None:
    assert scalar(value) == written


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=80))
def test_any_string_survives_yaml(value: str) -> None:
    assert yaml.safe_load(f"key: {scalar(value)}") == {"key": value}
    assert yaml.safe_load(f"key: {flow([value, value])}") == {"key": [value, value]}


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=80))
def test_any_string_survives_the_frontmatter(value: str) -> None:
    document = parse(f"---\ntitle: {scalar(value)}\nauthors: {flow([value])}\n---\n")
    assert document.frontmatter.readable
    assert not document.problems.get("malformed-frontmatter")
    assert document.frontmatter.fields["title"].value.text == value
    assert [item.text for item in document.frontmatter.fields["authors"].value.items] == [value]


def test_a_bare_value_is_found_in_no_time() -> None:
    assert scalar("a" * 100_000 + ":").startswith('"')


def test_text_that_is_no_unicode_is_refused() -> None:
    with pytest.raises(UnicodeEncodeError):
        scalar("\udcff")


def test_a_handle_stands_without_at() -> None:
    assert [handle(" @amara "), handle("ops/web")] == ["amara", "ops/web"]


def test_a_time_without_a_zone_is_never_stored() -> None:
    with pytest.raises(ValueError, match="without a zone"):
        rows.stamp(datetime(2026, 11, 3, 9, 12))


@given(WORDS, st.sampled_from(["", "change", "signal", "action", "result"]))
def test_an_event_reads_as_itself(text: str, kind: str) -> None:
    when = datetime(2026, 11, 3, 9, 12, tzinfo=timezone(timedelta(hours=1)))
    line = rows.event(when, f"the word {text}", kind, with_day=True)
    document = parse(f"---\nstarted: 2026-11-03T09:12+01:00\n---\n\n## Timeline\n\n{line}")
    entry = document.timeline[0]
    assert entry.time is not None
    assert (entry.time.instant, entry.kind_name) == (when, kind or None)


def test_a_factor_reads_as_itself() -> None:
    line = rows.factor("F1", "the alert watched\nthe wrong thing", ["detection", "tooling"])
    factor = parse(f"## Contributing factors\n\n{line}").factors[0]
    assert factor.id is not None
    assert factor.id.text == "F1"
    assert factor.text.text == "the alert watched the wrong thing"
    assert [theme.text for theme in factor.themes] == ["detection", "tooling"]


@given(st.text(st.sampled_from("ab |\\`*"), min_size=1, max_size=30).filter(str.strip))
def test_a_cell_never_breaks_its_row(text: str) -> None:
    row = rows.action("A1", text, type="Fix", owner="amara", due=date(2026, 11, 3), addresses=["F1", "F2"])
    items = parse(f"## Action items\n\n{rows.ACTION_HEAD}{row}").actions
    assert len(items) == 1
    item = items[0]
    assert item.owner is not None
    assert (item.owner.text, item.due_date, item.state) == ("@amara", date(2026, 11, 3), "open")
    assert [factor.text for factor in item.addresses] == ["F1", "F2"]


def test_what_is_not_known_of_an_action_stays_empty() -> None:
    assert rows.action("A1", "Renew it") == "| A1 | | Renew it | | | open | |\n"


def test_a_reference_reads_as_itself() -> None:
    reference = parse(rows.reference("2026-11-03-checkout", "A2")).references[0]
    assert (reference.target, reference.fragment, reference.wiki) == ("2026-11-03-checkout", "A2", True)
