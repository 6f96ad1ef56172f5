"""The frontmatter: every field with its place, every trick of YAML said."""

from __future__ import annotations

import pytest
from texts import FRONT

from hotwash.document import Postmortem, apply, parse


def front(yaml: str) -> Postmortem:
    return parse(f"---\n{yaml}\n---\n\n## Summary\n\nText.\n", "2026-11-03-x.md")


def messages(postmortem: Postmortem) -> list[str]:
    source = postmortem.source
    found = postmortem.problems.get("malformed-frontmatter", ())
    return [f"{source.position(each.span.start).line}: {each.message}" for each in found]


def mended(postmortem: Postmortem) -> str:
    fixes = [each.fix for each in postmortem.problems["malformed-frontmatter"] if each.fix]
    return apply(postmortem.text, [edit for fix in fixes for edit in fix.edits])


def test_values_stand_where_they_are_written() -> None:
    postmortem = front(
        "title: 'Down: cert'   # why\nservices: [a, \"b c\"]\ntags:\n  - x\n  - y\nallow: {few-factors: small}"
    )
    source, frontmatter = postmortem.source, postmortem.frontmatter
    assert frontmatter.readable
    assert source.at(frontmatter.fields["title"].value.span).text == "'Down: cert'"
    assert source.at(frontmatter.fields["title"].value.inner).text == "Down: cert"
    assert [text.text for text in frontmatter.texts("services")] == ["a", "b c"]
    assert source.at(frontmatter.fields["tags"].value.span).text == "- x\n  - y"
    assert [(s.rule.text, s.reason, s.lines) for s in postmortem.suppressions] == [("few-factors", "small", None)]


@pytest.mark.parametrize(
    "empty", ["title:", "title: ~", "title: null", "title: ''", "title: []", "title: {}", "title: ' '"]
)
def test_an_empty_field_is_absent(empty: str) -> None:
    assert front(empty).frontmatter.get("title") is None


@pytest.mark.parametrize(
    ("yaml", "message", "fixed"),
    [
        ("title: 10:30", "YAML reads `10:30` in `title` as a number", 'title: "10:30"'),
        ("title: no", "YAML reads `no` in `title` as true or false", 'title: "no"'),
        ("tags: [a, off]", "YAML reads `off` in `tags` as true or false", 'tags: [a, "off"]'),
        ("title: 2026-11-03", "YAML reads `2026-11-03` in `title` as a date", 'title: "2026-11-03"'),
        ("title: 0123", "YAML reads `0123` in `title` as a number", 'title: "0123"'),
        ("title: 1e3", None, None),
        ("title: 1.5", "YAML reads `1.5` in `title` as a number", 'title: "1.5"'),
        ("title: '10:30'", None, None),
        ("started: 2026-11-03", None, None),
    ],
)
def test_what_yaml_would_turn_into_something_else(yaml: str, message: str | None, fixed: str | None) -> None:
    postmortem = front(yaml)
    if message is None:
        assert messages(postmortem) == []
        return
    assert messages(postmortem) == [f"2: {message}"]
    assert mended(postmortem) == postmortem.text.replace(yaml, fixed or "")


@pytest.mark.parametrize(
    ("yaml", "fixed", "field", "value"),
    [
        ("title: Down: cert", "title: 'Down: cert'", "title", "Down: cert"),
        ("title: Down: cert  # why", "title: 'Down: cert'  # why", "title", "Down: cert"),
        ("authors: [@amara, @kenji]", "authors: ['@amara', '@kenji']", "authors", "@amara"),
        ("authors:\n  - @amara", "authors:\n  - '@amara'", "authors", "@amara"),
        ("title: @home is down", "title: '@home is down'", "title", "@home is down"),
        ("title: it's: down", "title: 'it''s: down'", "title", "it's: down"),
        ("title: `cert` expired", "title: '`cert` expired'", "title", "`cert` expired"),
        ("title: 50% slower\nseverity: %x", "title: 50% slower\nseverity: '%x'", "severity", "%x"),
    ],
)
def test_what_can_be_quoted_is_read_and_mended(yaml: str, fixed: str, field: str, value: str) -> None:
    postmortem = front(yaml)
    assert len(messages(postmortem)) == 1
    assert postmortem.frontmatter.readable
    assert postmortem.frontmatter.texts(field)[0].text == value
    assert mended(postmortem) == postmortem.text.replace(yaml, fixed)
    assert messages(parse(mended(postmortem))) == []


def test_several_values_are_quoted_each_at_its_place() -> None:
    postmortem = front("title: Down: cert\nauthors: [@amara]\nservices: [checkout]\ndeferred: late: tired")
    assert [each.split(":")[0] for each in messages(postmortem)] == ["2", "3", "5"]
    assert postmortem.frontmatter.texts("services")[0].text == "checkout"
    assert postmortem.frontmatter.texts("deferred")[0].text == "late: tired"
    assert messages(parse(mended(postmortem))) == []


@pytest.mark.parametrize(
    ("yaml", "message"),
    [
        ("title: a\ntitle: b", "3: `title` stands twice"),
        ("title: &t a", "2: the anchor `&t` is not allowed"),
        ("title: &t a\ntags: *t", "3: the alias `*t` is not allowed"),
        ("allow: {a: x, a: y}", "2: `a` stands twice"),
        ("- a\n- b", "2: the frontmatter is not a mapping of fields"),
        ("just words", "2: the frontmatter is not a mapping of fields"),
        ("a: 1\n...\nb: 1", "the frontmatter"),
        ("a: [1, 2", "the frontmatter is not valid YAML"),
        ('title: "open', "the frontmatter is not valid YAML"),
        ("a:\n\tb: 1", "the frontmatter is not valid YAML"),
        ("a: " + "[" * 100 + "]" * 100, "2: the frontmatter is nested too deeply"),
        ("a: \x07", "the frontmatter is not valid YAML: a character that YAML does not allow"),
    ],
)
def test_what_is_refused(yaml: str, message: str) -> None:
    assert any(message in each for each in messages(front(yaml))), messages(front(yaml))


def test_a_duplicate_keeps_the_first_value_and_points_at_the_second() -> None:
    postmortem = front("title: a\ntitle: b")
    (problem,) = postmortem.problems["malformed-frontmatter"]
    assert postmortem.title == "a"
    assert postmortem.source.position(problem.span.start) == (3, 1)
    assert postmortem.source.position(problem.related[0][0].start) == (2, 1)


def test_hostile_yaml_ends_with_a_message() -> None:
    bomb = "a: &a [x,x]\n" + "\n".join(f"{c}: &{c} [*{p},*{p}]" for p, c in zip("abcdefgh", "bcdefghi", strict=True))
    assert any("alias" in each for each in messages(front(bomb)))
    assert messages(front("a: " + "[" * 100_000))
    assert messages(front("- " * 20_000 + "x"))
    assert messages(front("? " * 20_000 + "x"))


def test_fields_of_unparsable_yaml_are_still_known() -> None:
    postmortem = front('title: "Checkout"\nstatus: draft\nservices: [a\nseverity: SEV1')
    assert not postmortem.frontmatter.readable
    assert postmortem.title == "Checkout"
    assert postmortem.status == "draft"


def test_an_unclosed_frontmatter_is_closed_before_the_text() -> None:
    postmortem = parse("---\ntitle: a\nstatus: draft\n\n## Summary\n\nText.\n", "x.md")
    assert messages(postmortem) == ["1: the frontmatter is not closed"]
    assert postmortem.title == "a"
    assert [section.key for section in postmortem.sections] == ["summary"]
    assert mended(postmortem) == "---\ntitle: a\nstatus: draft\n---\n\n## Summary\n\nText.\n"


@pytest.mark.parametrize("text", ["", "\n---\ntitle: a\n---\n", "# Title\n", "\ufeff", "--- \nx", "----\na: b\n----\n"])
def test_frontmatter_begins_on_the_first_line_or_not_at_all(text: str) -> None:
    postmortem = parse(text, "x.md")
    assert postmortem.frontmatter.present == text.startswith("--- \n")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_and_byte_order_mark(end: str) -> None:
    text = "\ufeff" + (FRONT + "\n## Timeline\n\n- 09:12 — it *breaks*.\n").replace("\n", end)
    postmortem = parse(text, "x.md")
    assert not postmortem.problems
    assert [section.key for section in postmortem.sections] == ["timeline"]
    assert postmortem.timeline[0].text.text == "it *breaks*."
    assert postmortem.source.position(postmortem.timeline[0].span.start) == (15, 1)
    assert postmortem.timestamp("started").instant.isoformat() == "2026-11-03T09:12:00+00:00"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("written", "instant", "note"),
    [
        ("2026-11-03T09:12Z", "2026-11-03T09:12:00+00:00", ""),
        ("2026-11-03 09:12:30 +01:00", "2026-11-03T09:12:30+01:00", ""),
        ("2026-11-03T09:12:30.5-0530", "2026-11-03T09:12:30-05:30", ""),
        ("2026-11-03 09:12 UTC", "2026-11-03T09:12:00+00:00", ""),
        ("2026-11-03 09:12 PST", "2026-11-03T09:12:00-08:00", ""),
        ("2026-11-03T09:12", None, "no time zone"),
        ("2026-11-03", None, "a day without a time"),
        ("2026-13-03T09:12Z", None, "there is no day 2026-13-03"),
        ("2026-11-03T24:12Z", None, "no such time of day"),
        ("10:30", None, "not a time like `2026-11-03T09:12Z`"),
        ("yesterday", None, "not a time like `2026-11-03T09:12Z`"),
    ],
)
def test_timestamps(written: str, instant: str | None, note: str) -> None:
    stamp = front(f"started: {written}").timestamp("started")
    assert stamp is not None
    assert (stamp.instant.isoformat() if stamp.instant else None, stamp.note) == (instant, note)
    assert stamp.text == written


@pytest.mark.parametrize("mark", ['"', "'"])
def test_an_unclosed_quotation_mark_is_named_where_it_stands(mark: str) -> None:
    text = f"---\nstatus: draft\ntitle: {mark}Down\nseverity: SEV2\n---\n"
    (problem,) = parse(text).frontmatter.problems
    assert problem.message == "the frontmatter is not valid YAML: the quotation mark is not closed"
    assert problem.span.start == text.index(mark)
