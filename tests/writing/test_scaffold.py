"""A fresh document: valid whatever is typed, and its findings are the list of what is still to do."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from hotwash.config import Config
from hotwash.config.model import SECTION_TITLES, SectionNames
from hotwash.document import parse
from hotwash.writing.scaffold import Skeleton, fill, scaffold

TODAY = date(2026, 11, 10)
STARTED = datetime(2026, 11, 3, 9, 12, tzinfo=UTC)
SKELETON = Skeleton(
    "Checkout unavailable",
    "SEV2",
    ("checkout", "payments"),
    {"started": STARTED, "detected": STARTED + timedelta(minutes=8), "resolved": STARTED + timedelta(minutes=53)},
    ("@amara",),
)


def test_what_is_known_is_filled_in() -> None:
    document = parse(scaffold(SKELETON, Config(), TODAY))
    front = document.frontmatter
    assert document.status == "draft"
    assert document.title == "Checkout unavailable"
    assert document.instant("started") == STARTED
    assert document.instant("resolved") == STARTED + timedelta(minutes=53)
    assert [text.text for text in front.texts("services")] == ["checkout", "payments"]
    assert [text.text for text in front.texts("authors")] == ["amara"]
    assert front.get("reviewed") is None


def test_the_sections_stand_in_order_under_the_configured_names_and_are_empty() -> None:
    titles = SECTION_TITLES | {"factors": "Conditions"}
    config = Config(sections=SectionNames(titles=titles))
    document = parse(scaffold(SKELETON, config, TODAY), config=config)
    assert [section.title.text for section in document.sections] == list(titles.values())
    assert [section.key for section in document.sections] == list(titles)
    parts = (document.timeline, document.impact, document.factors, document.went_well, document.actions)
    assert not any(parts)


def test_the_guidance_shows_the_incident_s_own_times() -> None:
    text = scaffold(SKELETON, Config(), TODAY)
    assert "- 2026-11-03 09:12 — change:" in text
    assert "\n- 09:20 — signal:" in text
    assert "Bare times are UTC" in text
    assert "| 2026-11-24 | open |" in text  # a fortnight from today


def test_all_times_get_the_offset_of_the_first_so_that_bare_ones_mean_something() -> None:
    berlin = timezone(timedelta(hours=1))
    skeleton = Skeleton("x", times={"started": STARTED.astimezone(berlin), "resolved": STARTED + timedelta(hours=1)})
    document = parse(scaffold(skeleton, Config(), TODAY))
    assert document.timeline_zone is not None
    assert "resolved: 2026-11-03T11:12+01:00" in document.text
    assert "at +01:00" in document.text


def test_a_near_miss_is_shorter_and_takes_the_answers() -> None:
    answers = {
        "summary": "A dry run wanted to delete it all.",
        "went-well": "The dry run.",
        "factors": "No limit.",
        "actions": "A limit | a cap",
    }
    skeleton = Skeleton("Nearly", services=("db",), times={"detected": STARTED}, near_miss=True, answers=answers)
    document = parse(scaffold(skeleton, Config(), TODAY))
    assert document.kind == "near-miss"
    assert [section.key for section in document.sections] == ["summary", "factors", "went-well", "actions"]
    assert document.factors[0].text.text == "No limit."
    assert document.went_well[0].text == "The dry run."
    assert document.actions[0].action.text == "A limit \\| a cap"
    assert [factor.text for factor in document.actions[0].addresses] == ["F1"]
    assert document.frontmatter.get("severity") is None


def test_the_day_of_the_name_is_that_of_the_start_where_it_happened() -> None:
    pacific = timezone(timedelta(hours=-8))
    assert Skeleton("x", times={"started": datetime(2026, 11, 3, 23, 0, tzinfo=pacific)}).day(TODAY) == date(
        2026, 11, 3
    )
    assert Skeleton("x", times={"detected": STARTED}).day(TODAY) == date(2026, 11, 3)
    assert Skeleton("x").day(TODAY) == TODAY


UNICODE = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


@given(UNICODE.filter(str.strip), st.lists(UNICODE.filter(str.strip), max_size=3), UNICODE, st.booleans())
def test_whatever_is_typed_the_document_reads_back(
    title: str, names: list[str], severity: str, near_miss: bool
) -> None:
    skeleton = Skeleton(title, severity, tuple(names), {"started": STARTED}, near_miss=near_miss)
    document = parse(scaffold(skeleton, Config(), TODAY))
    assert document.frontmatter.readable
    assert not document.problems.get("malformed-frontmatter")
    assert document.title == (" ".join(title.split()) or document.id)
    assert [item.text for item in document.frontmatter.fields["services"].value.items] == names
    assert {section.key for section in document.sections} <= set(SECTION_TITLES)
    assert len(document.sections) == (4 if near_miss else 6)


def test_a_template_is_filled_as_yaml_in_front_and_as_text_behind() -> None:
    template = "---\ntitle: $title\nservices: $services\nstarted: $started\nresolved: $resolved\n---\n\n# $title\n\n$services cost $5, ${date} $unknown\n"
    skeleton = Skeleton("Down: cert", services=("a", "b"), times={"started": STARTED})
    assert fill(template, skeleton, "down-cert", TODAY) == (
        '---\ntitle: "Down: cert"\nservices: [a, b]\nstarted: 2026-11-03T09:12Z\nresolved: \n---\n\n'
        "# Down: cert\n\na, b cost $5, 2026-11-03 $unknown\n"
    )


def test_a_template_keeps_its_line_ends() -> None:
    text = fill("---\r\ntitle: $title\r\n---\r\n\r\n$id\r\n", Skeleton("a: b"), "a-b", TODAY)
    assert text == '---\r\ntitle: "a: b"\r\n---\r\n\r\n2026-11-10-a-b\r\n'
