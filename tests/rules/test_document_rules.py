"""The rules about the file as a whole on the cases that their pages do not show."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from checks import PATH, TODAY, findings, front, helped, marked, mended, said
from examples import CLEAN

from hotwash.checking import Checker, Options, fixes
from hotwash.config import Config
from hotwash.corpus import document_at
from hotwash.document import Source, Span, Suppression, Text, parse
from hotwash.rules.base import ERROR
from hotwash.rules.document import unused_suppression


class TestUnreadableFile:
    @pytest.mark.parametrize(
        ("data", "message"),
        [
            (b"caf\xe9\n", "not UTF-8"),
            (b"a\0b\n", "binary"),
            ("a\n".encode("utf-16"), "not UTF-8"),
            (b"x" * 200, "more than"),
        ],
    )
    def test_a_file_that_is_no_text_gives_that_and_nothing_else(
        self, data: bytes, message: str, tmp_path: Path
    ) -> None:
        file = tmp_path / PATH
        file.parent.mkdir(parents=True)
        file.write_bytes(data)
        config = Config(root=tmp_path)
        if message == "more than":
            config = Config(root=tmp_path, limits=type(config.limits)(file_bytes=100))

        found = Checker(Options(config, TODAY)).check([document_at(file, config)]).findings

        assert [each.rule for each in found] == ["unreadable-file"]
        assert message in found[0].message
        assert found[0].level is ERROR


class TestMissingFrontmatter:
    @pytest.mark.parametrize(
        ("text", "written"),
        [
            ("# Down: cert & *more*\n", '"Down: cert & more"'),
            ("# Timeline\n\n# Real title\n", "Real title"),
            ("## Summary\n", "Checkout certificate"),
            ("", "Checkout certificate"),
            ("Title\n=====\n\ntext\n", "Title"),
            ("# \n", "Checkout certificate"),
            ("# no\n", '"no"'),
            ('# Say "yes" \\\\ or C:\\dir\n', '"Say \\"yes\\" \\\\ or C:\\\\dir"'),
        ],
    )
    def test_the_title_comes_from_the_heading_or_the_name(self, text: str, written: str) -> None:
        result = mended("missing-frontmatter", text)

        assert result == f"---\ntitle: {written}\n---\n\n{text}"
        assert parse(result).frontmatter.readable

    @pytest.mark.parametrize(
        ("path", "title"),
        [
            ("notes/one.md", "One"),
            ("postmortems/2026/2026-11-03-.md", "Untitled"),
            ("postmortems/2026/2026-11-03-証明書.md", "証明書"),
            ("a\x07b.md", "A b"),
        ],
    )
    def test_a_title_from_the_name(self, path: str, title: str) -> None:
        result = mended("missing-frontmatter", "text\n", path=path)

        assert parse(result).title == title

    def test_line_ends_and_byte_order_mark_stay(self) -> None:
        assert mended("missing-frontmatter", "\ufeff# T\r\n") == ("\ufeff---\r\ntitle: T\r\n---\r\n\r\n# T\r\n")

    def test_a_lone_surrogate_in_the_heading_is_survived(self) -> None:
        assert parse(mended("missing-frontmatter", "# a\udc80b\n")).title == "a\ufffdb"

    @pytest.mark.parametrize("text", ['+++\ntitle = "x"\n+++\n', '{"title": "x"}\n', "\n---\n\nText.\n"])
    def test_front_matter_of_another_kind_is_not_mended(self, text: str) -> None:
        assert said("missing-frontmatter", text) == ["1: the document has no frontmatter"]
        assert mended("missing-frontmatter", text) == text

    @pytest.mark.parametrize("blank", ["\n", "\r\n \r\n", " ", "\t\n"])
    @pytest.mark.parametrize("mark", ["", "\ufeff"])
    def test_a_blank_in_front_of_the_frontmatter_is_named_and_deleted(self, blank: str, mark: str) -> None:
        text = f"{mark}{blank}{CLEAN}"
        (found,) = findings("missing-frontmatter", text)

        assert found.message == "something blank stands before the frontmatter, so that it is none"
        assert found.start.line == 1 + blank.count("\n")
        assert mended("missing-frontmatter", text) == mark + CLEAN

    def test_mending_leaves_a_red_document_red(self) -> None:
        checker = Checker(Options(Config(root=Path("/nowhere")), TODAY))
        text, _ = fixes.mend("# Checkout down\n\nIt broke.\n", lambda changed: checker.check_text(changed, PATH))
        left = {each.rule for each in checker.check_text(text, PATH) if each.level is ERROR}

        assert text.startswith("---\ntitle: Checkout down\n---\n")
        assert left >= {"missing-field", "empty-section"}

    def test_frontmatter_that_does_not_parse_is_there(self) -> None:
        assert said("missing-frontmatter", "---\n[\n---\n") == []


class TestMisnamedFile:
    @pytest.mark.parametrize(
        "path",
        [
            "postmortems/2026/2026-11-03-checkout.md",
            "postmortems/2026/2026-11-03-1.md",
            "postmortems/2026/2026-11-03-über-größe.md",
            "postmortems/2026/2026-11-03-支払い.md",
            "postmortems/2026/2026-11-03-हिन्दी.md",
            "notes/anything at all.md",
            "/elsewhere/Checkout.md",
            "../Checkout.md",
            "",
        ],
    )
    def test_good_names_and_files_elsewhere(self, path: str) -> None:
        assert said("misnamed-file", front(), path=path) == []

    @pytest.mark.parametrize(
        ("path", "message", "proposal"),
        [
            ("2026/checkout.md", "the file name `checkout.md` is not a day and a slug", "2026/2026-11-03-checkout.md"),
            ("2026/2026-11-03.md", "the file name `2026-11-03.md` is not a day and a slug", "2026/2026-11-03-2026-11-03.md"),
            ("2026/2026-11-03-x.MD", "the file name `2026-11-03-x.MD` is not a day and a slug", None),
            ("2026/2026-13-03-x.md", "the file name's 2026-13-03 is no day", "2026/2026-11-03-x.md"),
            (
                "2026/2026-11-03-Big_Outage.md",
                "`Big_Outage` is not made of lower-case letters, digits and single hyphens",
                "2026/2026-11-03-big-outage.md",
            ),
            (
                "2026/2026-11-03--x.md",
                "`-x` is not made of lower-case letters, digits and single hyphens",
                "2026/2026-11-03-x.md",
            ),
            ("2025/2026-11-03-x.md", "a document of 2026 stands in the folder 2025", "2026/2026-11-03-x.md"),
            ("2026/web/2026-11-03-x.md", "a document of 2026 stands in the folder 2026/web", "2026/2026-11-03-x.md"),
            ("2026-11-03-x.md", "it is not in the folder 2026", "2026/2026-11-03-x.md"),
            ("2026/2026-11-03-!.md", "`!` is not made of lower-case letters, digits and single hyphens", "2026/2026-11-03-slug.md"),
        ],
    )  # fmt: skip
    def test_what_is_wrong_and_a_right_name(self, path: str, message: str, proposal: str | None) -> None:
        assert said("misnamed-file", front(), path=f"postmortems/{path}") == [f"1: {message}"]
        if proposal:
            assert helped("misnamed-file", front(), path=f"postmortems/{path}") == [f"call it `postmortems/{proposal}`"]

    def test_without_any_time_the_proposal_says_what_goes_there(self) -> None:
        (help_,) = helped("misnamed-file", "text\n", path="postmortems/2026/x.md")

        assert help_ == "call it `postmortems/YYYY/YYYY-MM-DD-x.md`"

    @pytest.mark.parametrize("documents", [".", "", "./docs/incidents/", "docs/incidents"])
    def test_the_tree_is_the_configured_one(self, documents: str) -> None:
        config = Config(root=Path("/nowhere"), documents=documents)
        prefix = "docs/incidents/" if "docs" in documents else ""

        assert said("misnamed-file", front(), path=f"{prefix}2026/2026-11-03-x.md", config=config) == []
        assert said("misnamed-file", front(), path=f"{prefix}2026/x.md", config=config) != []


class TestDuplicateId:
    @pytest.mark.parametrize(
        ("mine", "path", "theirs", "messages"),
        [
            (None, "a/x.md", None, ["1: the id x is also that of b/x.md"]),
            (None, "a/y.md", None, []),
            ("[x]", "a/y.md", None, ["11: the alias x is also that of b/x.md"]),
            (None, "a/y.md", "[y]", ["1: the id y is also that of b/x.md"]),
            ("[z]", "a/y.md", "[z]", ["11: the alias z is also that of b/x.md"]),
            ("[y, y]", "a/y.md", None, []),
            ("[x, x]", "a/y.md", None, ["11: the alias x is also that of b/x.md"]),
        ],
    )
    def test_ids_and_aliases(self, mine: str | None, path: str, theirs: str | None, messages: list[str]) -> None:
        others = {"b/x.md": front(aliases=theirs)}

        assert said("duplicate-id", front(aliases=mine), path=path, others=others) == messages


class TestUnexplainedSuppression:
    @pytest.mark.parametrize(
        ("comment", "found"),
        [
            ("<!-- hotwash: allow person-named -->", 1),
            ("<!-- hotwash: allow person-named () -->", 1),
            ("<!-- hotwash: allow person-named ( ) -->", 1),
            ("<!-- hotwash: allow person-named, counterfactual -->", 2),
            ("<!-- hotwash: allow person-named (asked for it) -->", 0),
            ("<!--hotwash:allow person-named (two\nlines)-->", 0),
            ("<!-- a comment on hotwash -->", 0),
            ("`<!-- hotwash: allow person-named -->`", 0),
        ],
    )
    def test_a_comment(self, comment: str, found: int) -> None:
        assert len(said("unexplained-suppression", front(f"## Summary\n\n{comment}\n"))) == found

    def test_the_frontmatter(self) -> None:
        text = front(allow='{person-named: "", counterfactual: "quoted"}')

        assert said("unexplained-suppression", text) == ["11: nothing says why person-named is allowed here"]
        assert helped("unexplained-suppression", text) == ["say why in the frontmatter: `person-named: the reason`"]

    def test_it_still_suppresses(self) -> None:
        text = front("## Summary\n\n<!-- hotwash: allow placeholder -->\nTODO: write it.\n")

        assert said("placeholder", text) == []


class TestUnusedSuppression:
    def left(self, text: str, *names: str) -> str:
        """The text after deleting the suppressions of those rules (all without names)."""
        unused = [each for each in parse(text).suppressions if not names or each.rule.text in names]
        return self.delete(text, unused)

    def delete(self, text: str, unused: list[Suppression]) -> str:
        while unused:
            problem = next(iter(unused_suppression.problems(text, unused)))
            assert problem.fix
            for edit in problem.fix.edits:
                text = text[: edit.span.start] + edit.text + text[edit.span.end :]
            names = {each.rule.text for each in unused[1:]}
            remaining = [each for each in parse(text).suppressions if each.rule.text in names]
            unused = remaining[: len(unused) - 1]
        return text

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            ("a\n<!-- hotwash: allow broken-link (x) -->\nb\n", "a\nb\n"),
            ("a\r\n<!-- hotwash: allow broken-link (x) -->\r\nb\r\n", "a\r\nb\r\n"),
            ("a\n\n<!-- hotwash: allow broken-link (x) -->\n\nb\n", "a\n\nb\n"),
            ("<!-- hotwash: allow broken-link (x) -->\n\nb\n", "b\n"),
            ("a\n\n<!-- hotwash: allow broken-link (x) -->", "a\n\n"),
            ("a <!-- hotwash: allow broken-link (x) -->\nb\n", "a\nb\n"),
            ("a <!-- hotwash: allow broken-link (x) --> b\n", "a b\n"),
            ("- <!-- hotwash: allow broken-link (x) --> b\n", "- b\n"),
            ("a\n  <!-- hotwash: allow broken-link\n  (x) -->  \nb\n", "a\nb\n"),
            ("<!-- hotwash: allow broken-link, placeholder (x) -->\nb\n", "b\n"),
            ("---\nstatus: draft\nallow: {broken-link: x}\n---\nb\n", "---\nstatus: draft\n---\nb\n"),
            (
                "---\nallow:\n  broken-link: x\n  placeholder: y # why\nstatus: draft\n---\n",
                "---\nstatus: draft\n---\n",
            ),
        ],
    )
    def test_the_fix_deletes_all_that_is_left_over(self, before: str, after: str) -> None:
        assert self.left(before) == after

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            ("<!-- hotwash: allow broken-link, placeholder (x) -->\n", "<!-- hotwash: allow placeholder (x) -->\n"),
            ("<!-- hotwash: allow placeholder, broken-link (x) -->\n", "<!-- hotwash: allow placeholder (x) -->\n"),
            ("<!-- hotwash: allow placeholder broken-link -->\n", "<!-- hotwash: allow placeholder -->\n"),
            ("---\nallow: {broken-link: x, placeholder: y}\n---\n", "---\nallow: {placeholder: y}\n---\n"),
            ('---\nallow: {placeholder: "y", "broken-link": "x"}\n---\n', '---\nallow: {placeholder: "y"}\n---\n'),
            ("---\nallow:\n  broken-link: x # why\n  placeholder: y\n---\n", "---\nallow:\n  placeholder: y\n---\n"),
            (
                "---\nallow:\n  placeholder: y\n  broken-link: |\n    x\n    y\n---\n",
                "---\nallow:\n  placeholder: y\n---\n",
            ),
        ],
    )
    def test_the_fix_deletes_only_what_is_left_over(self, before: str, after: str) -> None:
        result = self.left(before, "broken-link")

        assert result == after
        assert [each.rule.text for each in parse(result).suppressions] == ["placeholder"]

    def test_a_rule_that_does_not_exist_is_named(self) -> None:
        text = "<!-- hotwash: allow broken-links (x) -->\n<!-- hotwash: allow xyzzy (x) -->\n"
        found = list(unused_suppression.problems(text, parse(text).suppressions))

        assert [each.message for each in found] == ["there is no rule broken-links", "there is no rule xyzzy"]
        assert [each.help for each in found] == ["did you mean `broken-link`?", "`hotwash rule` lists all rules"]

    @pytest.mark.parametrize("text", ["text", "---\nallow: {other: x}\n---\n"])
    def test_a_suppression_that_the_text_does_not_hold_has_no_fix(self, text: str) -> None:
        stranger = Suppression(Text("broken-link", Span(0, 0)), "why", Span(0, 0))

        (found,) = unused_suppression.problems(text, [stranger])

        assert found.fix is None

    def test_the_finding_stands_on_the_rules_name(self) -> None:
        text = front("## Summary\n\nAll well. <!-- hotwash: allow placeholder (x) -->\n")
        checker = Checker(Options(Config(root=Path("/nowhere")), TODAY))
        found = [each for each in checker.check_text(text, PATH) if each.rule == "unused-suppression"]

        assert [text[each.problem.span.start : each.problem.span.end] for each in found] == ["placeholder"]

    @pytest.mark.parametrize(("name", "told"), [("stale-draft", 0), ("placeholder", 1), ("no-such-rule", 1)])
    def test_rules_that_depend_on_today_are_not_judged(self, name: str, told: int) -> None:
        text = front(f"## Summary\n\nAll well. <!-- hotwash: allow {name} (x) -->\n")
        checker = Checker(Options(Config(root=Path("/nowhere")), date(2026, 11, 5)))

        assert sum(each.rule == "unused-suppression" for each in checker.check_text(text, PATH)) == told


class TestMalformedFrontmatter:
    @pytest.mark.parametrize(
        ("line", "fixed"),
        [
            ("title: Down: cert", "title: 'Down: cert'"),
            ("authors: [@amara, @kenji]", "authors: ['@amara', '@kenji']"),
            ("authors: @amara", "authors: '@amara'"),
            ("tags: [on, 10:30, 0x1F, 2026-11-03]", 'tags: ["on", "10:30", "0x1F", "2026-11-03"]'),
            ("title: 1.5e+3", 'title: "1.5e+3"'),
        ],
    )
    def test_what_can_be_quoted_is(self, line: str, fixed: str) -> None:
        assert (
            mended("malformed-frontmatter", f"---\nstatus: draft\n{line}\n---\n")
            == f"---\nstatus: draft\n{fixed}\n---\n"
        )

    @pytest.mark.parametrize(
        ("text", "where"),
        [
            ("---\nstatus: draft\nstatus: review\n---\n", "status"),
            ("---\ntitle: &a x\nsource: *a\n---\n", "&a x"),
            ("---\ntitle: [\n---\n", None),
            ("---\n- a\n---\n", "- a"),
        ],
    )
    def test_what_needs_a_decision_is_left(self, text: str, where: str | None) -> None:
        assert mended("malformed-frontmatter", text) == text
        if where:
            assert marked("malformed-frontmatter", text)[0] == where

    def test_the_second_of_two_keys_is_meant(self) -> None:
        text = "---\nstatus: draft\nstatus: review\n---\n"
        (found,) = findings("malformed-frontmatter", text)

        assert found.start.line == 3
        assert [Source(text).position(span.start).line for span, _ in found.problem.related] == [2]

    def test_an_unclosed_frontmatter_is_closed(self) -> None:
        text = "---\ntitle: x\nstatus: draft\n\n## Summary\n\ntext\n"
        result = mended("malformed-frontmatter", text)

        assert result == "---\ntitle: x\nstatus: draft\n---\n\n## Summary\n\ntext\n"
        assert said("malformed-frontmatter", result) == []


def test_of_many_anchors_and_aliases_the_first_is_enough() -> None:
    bomb = "tags: &a [x, x]\nservices: &b [*a, *a, *a]\nsignals: [*b, *b]\nseverity: SEV2\nseverity: SEV3\n"
    assert said("malformed-frontmatter", f"---\ntitle: x\n{bomb}---\n") == [
        "3: the anchor `&a` is not allowed",
        "7: `severity` stands twice",
    ]
