"""The rules about sections, placeholders and links on the cases that their pages do not show."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

import pytest
from checks import PATH, all_said, findings, front, helped, marked, mended, said
from examples import CLEAN

from hotwash.config import Config, SectionNames
from hotwash.document import parse
from hotwash.rules.base import ERROR

SECTIONS = "## Timeline\n\nt\n\n## Impact\n\ni\n\n## Contributing factors\n\nf\n\n## What went well\n\nw\n\n## Action items\n\na\n"
"""All required sections, each with one letter of text."""


def titled(**titles: str) -> Config:
    names = SectionNames()
    return Config(root=Path("/nowhere"), sections=SectionNames({**names.titles, **titles}, names.synonyms))


class TestMissingSection:
    @pytest.mark.parametrize(
        ("kind", "asked"),
        [
            (None, ["Timeline", "Impact", "Contributing factors", "What went well", "Action items"]),
            ("near-miss", ["Contributing factors", "What went well", "Action items"]),
            ("retelling", ["Timeline", "Impact", "Contributing factors"]),
        ],
    )
    def test_each_kind_needs_its_own_sections(self, kind: str | None, asked: list[str]) -> None:
        found = said("missing-section", front(kind=kind))

        assert found == [f"1: the section {title} is missing" for title in asked]

    @pytest.mark.parametrize(
        "heading", ["## timeline", "## **Timeline**", "## Timeline {#t}", "# Timeline", "### Timeline", "## Chronology", "Timeline\n---"]
    )  # fmt: skip
    def test_a_section_under_any_known_name_or_level_is_there(self, heading: str) -> None:
        assert said("missing-section", front(SECTIONS.replace("## Timeline", heading))) == []

    @pytest.mark.parametrize("hidden", ["```\n{}```\n", "<!--\n{}-->\n", "> {}", "- {}"])
    def test_a_heading_in_code_comment_quote_or_list_is_none(self, hidden: str) -> None:
        body = SECTIONS.replace("## Impact\n\ni\n\n", hidden.format("## Impact\n") + "\n")

        assert [each.partition(": ")[2] for each in said("missing-section", front(body))] == [
            "the section Impact is missing"
        ]

    @pytest.mark.parametrize("title", ["Timeline", "Impact", "Contributing factors", "What went well", "Action items"])
    def test_the_fix_puts_it_where_it_belongs(self, title: str) -> None:
        letter = {
            "Timeline": "t",
            "Impact": "i",
            "Contributing factors": "f",
            "What went well": "w",
            "Action items": "a",
        }
        block = f"## {title}\n\n{letter[title]}\n"
        body = SECTIONS.replace(block + "\n", "") if block + "\n" in SECTIONS else SECTIONS.replace("\n" + block, "")
        result = mended("missing-section", front("\n" + body))
        document = parse(result, PATH)

        assert [section.key for section in document.sections] == [
            "timeline", "impact", "factors", "went-well", "actions",
        ]  # fmt: skip
        assert said("missing-section", result) == []
        assert "\n\n\n" not in result
        assert result.endswith("\n")

    def test_the_fix_of_all_at_once_makes_all_in_order(self) -> None:
        result = mended("missing-section", front())

        assert [section.title.text for section in parse(result).sections] == [
            "Timeline", "Impact", "Contributing factors", "What went well", "Action items",
        ]  # fmt: skip
        assert len(findings("empty-section", result)) == 5

    @pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
    def test_the_fix_keeps_the_line_ends(self, end: str) -> None:
        result = mended("missing-section", front("\n## Impact\n\ni\n").replace("\n", end))

        assert result.replace(end, "").count("\n") == 0
        assert len(parse(result).sections) == 5

    @pytest.mark.parametrize("tail", ["```\ncode", "```\ncode\n``", "~~~\n```\n", "<!-- never closed"])
    def test_nothing_is_added_inside_what_is_not_closed(self, tail: str) -> None:
        text = front(SECTIONS.replace("## Action items\n\na\n", tail))

        assert len(said("missing-section", text)) == 1
        assert mended("missing-section", text) == text

    @pytest.mark.parametrize(
        "tail", ["```\ncode\n```", "~~~\n```\n~~~~\n", "<!-- closed -->", "    indented", "```\ncode\n```\nwords"]
    )
    def test_what_is_closed_is_no_obstacle(self, tail: str) -> None:
        text = front(SECTIONS.replace("## Action items\n\na\n", tail))

        assert said("missing-section", mended("missing-section", text)) == []

    def test_a_section_in_a_chapter_keeps_its_neighbours(self) -> None:
        body = "## Timeline\n\nt\n\n## Impact\n\ni\n\n## Causes\n\nf\n\n## Lessons\n\n### What went well\n\nw\n\n### Luck\n\nl\n\n## Links\n\nx\n"
        result = mended("missing-section", front(body))

        assert "### Luck\n\nl\n\n## Action items\n" in result
        assert result.endswith("## Links\n\nx\n")

    def test_a_byte_order_mark_stays_in_front(self) -> None:
        result = mended("missing-section", "\ufeff## Impact\n\ni\n")

        assert result.startswith("\ufeff## Timeline\n")

    def test_the_teams_own_title_is_used(self) -> None:
        config = titled(**{"went-well": "Bright spots"})
        result = mended("missing-section", front(SECTIONS.replace("## What went well\n\nw\n\n", "")), config=config)

        assert "## Bright spots\n" in result


class TestSectionThatWasMeant:
    @pytest.mark.parametrize(
        "heading",
        [
            "##Impact",
            "##\u00a0Impact",
            "## 💥 Impact",
            "## Impact 💥️",
            "## :boom: Impact",
            "## Im\u200bpact",
            "### >Impact<",
            "##Blast radius",
        ],
    )
    def test_a_slip_of_the_keyboard_is_mended_safely(self, heading: str) -> None:
        text = CLEAN.replace("## Impact", heading)
        shown = heading.replace("\u00a0", "\\xa0").replace("\u200b", "\\u200b")
        (found,) = findings("missing-section", text)

        assert (found.message, found.start.line) == ("the section Impact is missing", 20)
        assert found.problem.help == f"did you mean `## Impact` by `{shown}` on line 31?"
        assert mended("missing-section", text) == CLEAN

    @pytest.mark.parametrize("heading", ["## Imapct", "## Impcat", "## Іmpact", "#Imapct"])
    def test_a_typo_is_mended_on_request(self, heading: str) -> None:
        text = CLEAN.replace("## Impact", heading)

        assert helped("missing-section", text)[0].startswith("did you mean `## Impact` by `")
        assert mended("missing-section", text) == text
        assert mended("missing-section", text, unsafe=True) == CLEAN

    @pytest.mark.parametrize("heading", ["## Customer impact", "## Impact on customers and partners"])
    def test_a_longer_title_is_asked_about_and_gets_no_empty_twin(self, heading: str) -> None:
        text = CLEAN.replace("## Impact", heading)

        assert helped("missing-section", text) == [f"did you mean `## Impact` by `{heading}` on line 31?"]
        assert mended("missing-section", text, unsafe=True) == text

    def test_a_heading_underlined_keeps_its_line(self) -> None:
        text = CLEAN.replace("## Impact", "💥 Impact\n---------")
        assert mended("missing-section", text) == CLEAN.replace("## Impact", "Impact\n---------")

    @pytest.mark.parametrize(
        "heading", ["## Background", "# Impact of an expired certificate", "> ##Impact", "`##Impact`"]
    )
    def test_what_means_something_else_is_left_alone(self, heading: str) -> None:
        text = CLEAN.replace("## Impact", heading)
        assert helped("missing-section", text)[0].startswith("add `## Impact`: ")

    def test_a_link_in_a_heading_is_markup(self) -> None:
        assert all_said(CLEAN.replace("## Impact", "## [Impact](#timeline)")) == []


class TestEmptySection:
    @pytest.mark.parametrize(
        "content",
        ["", "\n\n", "<!-- guidance -->", "<!-- a\n\nb -->\n\n<!-- c -->", "### Only a heading", "-", "- \n- ", "1.", "- [ ]", "—", "***", "> ", "| | |\n|-|-|\n| | |"],
    )  # fmt: skip
    def test_what_says_nothing(self, content: str) -> None:
        text = front(SECTIONS.replace("\n\nw\n", f"\n\n{content}\n"))

        assert [each.partition(": ")[2] for each in said("empty-section", text)] == [
            "the section What went well is empty"
        ]
        assert marked("empty-section", text) == ["## What went well"]

    @pytest.mark.parametrize(
        "content",
        [
            "Nothing.",
            "n/a",
            "- 7",
            "![x](y.png)",
            "```\ncode\n```",
            "<!-- c --> text",
            "text <!-- c -->",
            "### H\n\ntext",
            "?",
        ],
    )
    def test_what_says_something(self, content: str) -> None:
        assert said("empty-section", front(SECTIONS.replace("\n\nw\n", f"\n\n{content}\n"))) == []

    @pytest.mark.parametrize(("kind", "found"), [(None, 5), ("near-miss", 3), ("retelling", 3)])
    def test_only_required_sections_must_say_something(self, kind: str | None, found: int) -> None:
        empty = "## Summary\n## Timeline\n## Impact\n## Contributing factors\n## What went well\n## Action items\n## Links\n"

        assert len(said("empty-section", front(empty, kind=kind))) == found


class TestPlaceholder:
    @pytest.mark.parametrize(
        ("text", "place"),
        [
            ("All is TBD for now.", "TBD"),
            ("FIXME later", "FIXME"),
            ("Up **TODO** down", "TODO"),
            ("Lorem ipsum dolor sit amet.", "Lorem ipsum"),
            ("- Users: XXX", "XXX"),
            ("- tbd", "tbd"),
            ("- (to be determined)", "(to be determined)"),
            ("...", "..."),
            ("- ???", "???"),
            ("Because of [insert cause here] it failed.", "[insert cause here]"),
            ("On [YYYY-MM-DD] it failed.", "[YYYY-MM-DD]"),
            ("It hit {{ service name }} hard.", "{{ service name }}"),
            ("It hit <your service> hard.", "<your service>"),
            ("It hit <service name> hard.", "<service name>"),
            ("<describe what happened>", "<describe what happened>"),
            ("Describe the impact in one paragraph.", "Describe the impact in one paragraph."),
            ("*Briefly summarise what happened and why.*", "*Briefly summarise what happened and why.*"),
            ("[Fill in the details]", "[Fill in the details]"),
        ],
    )
    def test_what_holds_the_place_of_a_text(self, text: str, place: str) -> None:
        assert marked("placeholder", front(f"## Summary\n\n{text}\n")) == [place]

    @pytest.mark.parametrize(
        "text",
        [
            "There was much to do in the todo list service.",
            "A TODO comment in the source said so, and the TODO was old.",
            "TODOs are not read. TODO_LIST neither, nor MY-TODO.",
            "`TODO: rotate` was in the code.",
            "<!-- TODO: ask the team -->",
            "```\nTODO\n```",
            "See [TODO](https://example.com/TODO) and https://example.com/TBD.".replace("[TODO]", "[the list]"),
            "The operator did as the [runbook](#impact) [1] says: [x] done.",
            "[the figures][figures]\n\n[figures]: https://example.com/name",
            "<details><summary>More</summary>\n\nText\n\n</details>",
            "The list `<your service>` and `[insert cause]` are code.",
            "Requests with a < b and c > d failed.",
            "<https://example.com/your-service>",
            "<!-- <your service> -->",
            "They could not describe the failure.",
            "> Describe the impact in one paragraph.",
            "None.",
            "n/a",
        ],
    )
    def test_what_is_a_text(self, text: str) -> None:
        assert marked("placeholder", front(f"## Summary\n\n{text}\n")) == []

    def test_an_action_may_ask_to_describe_something(self) -> None:
        assert said("placeholder", front("## Action items\n\nDescribe the rotation in the runbook.\n")) == []

    def test_a_typed_cell_is_left_to_its_own_rule(self) -> None:
        head = "## Action items\n\n| ID | Type | Action | Owner | Due | Status |\n| -- | -- | -- | -- | -- | -- |\n"
        typed = head + "| A1 | TBD | Renew it | TBD | TODO | tbd |\n"
        action = head + "| A1 | Fix | TBD | @amara | 2026-11-20 | open |\n"

        assert said("placeholder", front(typed)) == []
        assert marked("placeholder", front(action)) == ["TBD"]

    def test_an_action_line_is_left_to_its_own_rules_too(self) -> None:
        body = "## Action items\n\n- **A1** Fix: Renew the certificate. TBD, 2026-11-20, open\n"

        assert said("placeholder", front(body)) == []

    def test_the_time_of_a_row_is_left_to_the_timeline(self) -> None:
        body = "## Timeline\n\n| Time | Event |\n| -- | -- |\n| TBD | it fails |\n| 09:20 | TBD |\n"

        assert [each.start.line for each in findings("placeholder", front(body))] == [17]

    def test_each_tag_that_is_none_is_named(self) -> None:
        text = front("## Summary\n\nIn <your team> and <the service>, <em>not</em> <b>here</b>.\n")

        assert marked("placeholder", text) == ["<your team>", "<the service>"]

    def test_two_marks_in_one_place_are_one_finding(self) -> None:
        assert len(said("placeholder", front("## Summary\n\n[insert TODO here]\n"))) == 1

    def test_columns_count_characters(self) -> None:
        (found,) = findings("placeholder", front("## Summary\n\n🔥証明書 TODO now\n"))

        assert (found.start.line, found.start.column) == (14, 6)


class TestPlaceholderInFrontmatter:
    @pytest.mark.parametrize(
        ("fields", "found"),
        [
            ({"title": "TODO"}, ["2: “TODO” only holds the place of title"]),
            ({"title": '"???"'}, ["2: “???” only holds the place of title"]),
            ({"title": "Checkout down (TBD)"}, ["2: TBD was left in the text"]),
            ({"title": "<incident title>"}, ["2: <incident title> holds the place of a text"]),
            ({"title": '"{{ title }}"'}, ["2: {{ title }} holds the place of a text"]),
            ({"authors": "[TBD]"}, ["10: “TBD” only holds the place of authors"]),
            ({"authors": "[amara, '?']"}, ["10: “?” only holds the place of authors"]),
            ({"services": "todo"}, ["5: “todo” only holds the place of services"]),
            ({"deferred": "tbd"}, ["11: “tbd” only holds the place of deferred"]),
        ],
    )
    def test_a_field_that_takes_any_text_is_looked_at(self, fields: dict[str, str], found: list[str]) -> None:
        assert said("placeholder", front("", **fields)) == found

    @pytest.mark.parametrize(
        "fields",
        [
            {"title": "The TODO service was down"},
            {"title": "To do lists were lost"},
            {"title": "Checkout [EU] down"},
            {"tags": "[todo-app]"},
            {"authors": "[]"},
        ],
    )
    def test_what_names_something_is_none(self, fields: dict[str, str]) -> None:
        assert said("placeholder", front("", **fields)) == []

    def test_a_typed_field_has_its_own_finding(self) -> None:
        text = front("", status="TBD", started="TODO", severity="'?'")
        assert said("placeholder", text) == []
        assert len(said("invalid-field", text)) == 3


class TestMisplacedSection:
    @pytest.mark.parametrize(
        ("order", "messages"),
        [
            ("tifwa", []),
            ("itfwa", ["Impact belongs after Timeline"]),
            ("atifw", ["Action items belongs after What went well"]),
            ("ifwat", ["Timeline belongs before Impact"]),
            ("tiwfa", ["Contributing factors belongs after Impact"]),
        ],
    )
    def test_as_few_sections_as_possible_are_out_of_place(self, order: str, messages: list[str]) -> None:
        text = front("\n" + self.ordered(order))

        assert [each.partition(": ")[2] for each in said("misplaced-section", text)] in (messages, self.other(messages))

    def ordered(self, order: str) -> str:
        parts = dict(zip("tifwa", SECTIONS.rstrip("\n").split("\n\n## "), strict=True))
        return "\n\n".join("## " + parts[each].removeprefix("## ") for each in order) + "\n"

    def other(self, messages: list[str]) -> list[str]:
        """Of two neighbours that changed places, either may be said to be misplaced."""
        return (
            {
                "Impact belongs after Timeline": ["Timeline belongs before Impact"],
                "Contributing factors belongs after Impact": ["What went well belongs after Contributing factors"],
            }.get(messages[0], messages)
            if messages
            else messages
        )

    @pytest.mark.parametrize("order", ["itfwa", "atifw", "ifwat", "tiwfa", "awfit", "fatiw", "wtiaf"])
    @pytest.mark.parametrize("end", ["\n", "\r\n"])
    def test_the_fix_orders_them_and_loses_nothing(self, order: str, end: str) -> None:
        text = front("\n" + self.ordered(order)).replace("\n", end)
        result = mended("misplaced-section", text, unsafe=True)

        assert result == front("\n" + SECTIONS).replace("\n", end)

    def test_it_is_applied_on_request_only(self) -> None:
        text = front("\n" + self.ordered("itfwa"))

        assert mended("misplaced-section", text) == text

    def test_sections_of_the_documents_own_stay_where_they_are(self) -> None:
        text = front(SECTIONS.replace("## Impact", "## Detection\n\nd\n\n## Impact") + "\n## Links\n\nl\n")

        assert said("misplaced-section", text) == []

    def test_without_a_final_line_end(self) -> None:
        text = front("\n" + self.ordered("ifwat")).rstrip("\n")

        assert mended("misplaced-section", text, unsafe=True).rstrip("\n") == front("\n" + SECTIONS).rstrip("\n")

    @pytest.mark.parametrize(
        "body",
        [
            "## Impact\n\ni\n\n## Timeline\n\n```\nnever closed\n",
            "## Lessons\n\n### Impact\n\ni\n\n### Timeline\n\nt\n",
            "## Impact\n\ni\n\n## Timeline\n\nt\n\n## Impact\n\nmore\n",
        ],
    )
    def test_what_cannot_be_moved_safely_is_only_reported(self, body: str) -> None:
        assert len(said("misplaced-section", front(body))) == 1
        assert mended("misplaced-section", front(body), unsafe=True) == front(body)

    def test_the_second_of_two_is_not_misplaced(self) -> None:
        assert said("misplaced-section", front(SECTIONS + "\n## Impact\n\nmore\n")) == []


class TestDuplicateSection:
    @pytest.mark.parametrize(
        ("added", "message"),
        [
            ("## Impact", "the section Impact stands already on line 16"),
            ("# IMPACT", "the section Impact stands already on line 16"),
            ("## Blast radius", "Blast radius means Impact, which stands already on line 16"),
        ],
    )
    def test_at_the_second(self, added: str, message: str) -> None:
        text = front(SECTIONS + f"\n{added}\n\nmore\n")
        (found,) = findings("duplicate-section", text)

        assert found.message == message
        assert marked("duplicate-section", text) == [added]

    def test_under_two_synonyms(self) -> None:
        (message,) = said("duplicate-section", front("## Root causes\n\na\n\n## Trigger\n\nb\n"))

        assert message == "16: Trigger means Contributing factors, which stands already on line 12 as Root causes"

    @pytest.mark.parametrize(
        ("body", "found"),
        [
            ("## Links\n\na\n\n## Links\n\nb\n", 1),
            ("# Title\n\na\n\n# Title\n\nb\n", 0),
            ("## Day\n\n### 09:00\n\na\n\n### 09:00\n\nb\n", 0),
            ("##\n\na\n\n##\n\nb\n", 0),
        ],
    )
    def test_sections_of_the_documents_own(self, body: str, found: int) -> None:
        assert len(said("duplicate-section", front(body))) == found


class TestSectionBesideTheOneItMayStandFor:
    @pytest.mark.parametrize("title", ["What went wrong", "Trigger", "2. What went *wrong*?", "Next steps"])
    def test_it_is_a_section_of_its_own(self, title: str) -> None:
        more = f"## {title}\n\n- The alert came late.\n- Nobody knew the gateways.\n"
        assert all_said(f"{CLEAN}\n{more}") == []
        assert all_said(CLEAN.replace("## What went well", f"{more}\n## What went well")) == []

    def test_alone_it_is_the_section(self) -> None:
        text = CLEAN.replace("## Contributing factors", "## What went wrong")
        assert [each.split(": ")[1] for each in all_said(text)] == ["misnamed-section"]

    def test_another_synonym_is_the_section_twice(self) -> None:
        text = CLEAN.replace("## What went well", "## Causes\n\n- **F6**: Nobody knew.\n\n## What went well")
        assert "duplicate-section" in [each.split(": ")[1] for each in all_said(text)]


class TestMisnamedSection:
    @pytest.mark.parametrize(
        ("heading", "fixed"),
        [
            ("## Key events", "## Timeline"),
            ("# Timeline", "## Timeline"),
            ("### Timeline", "## Timeline"),
            ("#### Chronology", "## Timeline"),
            ("## **Chronology** {#then}", "## Timeline {#then}"),
            ("## Chronology <!-- c --> ##", "## Timeline <!-- c --> ##"),
            ("  # Timeline #", "  ## Timeline #"),
            ("Timeline\n========", "Timeline\n--------"),
            ("Timeline\n=", "Timeline\n---"),
            ("Chronology\n----", "Timeline\n----"),
            ("Chronology\n====  ", "Timeline\n----  "),
        ],
    )
    def test_name_and_level_are_mended(self, heading: str, fixed: str) -> None:
        text = front(SECTIONS.replace("## Timeline", heading))
        result = mended("misnamed-section", text)

        assert result == front(SECTIONS.replace("## Timeline", fixed))
        assert said("misnamed-section", result) == []

    @pytest.mark.parametrize(
        "heading",
        [
            "## TIMELINE",
            "## Timeline:",
            "## `Timeline`",
            "## 1. Timeline",
            "Timeline\n---",
            "## Root cause",
            "# Root causes",
        ],
    )
    def test_fine_or_anothers_finding(self, heading: str) -> None:
        assert said("misnamed-section", front(f"{heading}\n\nt\n")) == []

    def test_a_deeper_heading_with_neighbours_is_left_to_a_person(self) -> None:
        text = front("## Lessons\n\n### What went well\n\nw\n\n### Luck\n\nl\n")

        assert said("misnamed-section", text) == ["14: What went well is a heading of level 3"]
        assert mended("misnamed-section", text) == text

    def test_one_of_two_is_not_renamed_to_the_other(self) -> None:
        assert said("misnamed-section", front("## Trigger\n\na\n\n## Contributing factors\n\nb\n")) == []

    def test_the_teams_own_title_is_the_name(self) -> None:
        config = titled(**{"went-well": "Bright spots"})

        assert mended("misnamed-section", front("## What went well\n\nw\n"), config=config) == front(
            "## Bright spots\n\nw\n"
        )


class TestBrokenLink:
    @pytest.fixture
    def root(self, tmp_path: Path) -> Path:
        (tmp_path / ".git").mkdir()
        folder = tmp_path / "kb/postmortems/2026"
        folder.mkdir(parents=True)
        (folder / "error rate.png").touch()
        (folder / "log.txt").touch()
        (tmp_path / "kb/notes").mkdir()
        (tmp_path / "README.md").touch()
        return tmp_path / "kb"

    OTHERS: ClassVar = {
        "postmortems/2026/2026-10-12-other.md": front("## Impact\n\n## Action items\n\n- **A1** Fix: It. @kenji\n")
    }

    @pytest.mark.parametrize(
        "link",
        [
            "[x](log.txt)",
            "[x](./log.txt#L12)",
            "[x](log.txt?raw=1)",
            "![x](error%20rate.png)",
            "![x](<error rate.png>)",
            "[x](../../notes)",
            "[x](../../../README.md)",
            "[x](../../../../anywhere/else.md)",
            "[x](2026-10-12-other.md)",
            "[x](2026-10-12-other.md#impact)",
            "[x](2026-10-12-other.md#a1)",
            "[x](#summary)",
            "[x](#Summary)",
            "[x](#top)",
            "[x](#)",
            "[x](#:~:text=failed)",
            "[x](2026-11-03-checkout-certificate.md#summary)",
            "[x](/absolute/path.md)",
            "[x](https://example.com/a.md)",
            "[x](mailto:a@example.com)",
            "[x](C:\\\\logs)",
            "<https://example.com>",
            "[x](?q=1)",
            "`[x](no.md)`",
            "[[2026-10-12-other]]",
        ],
    )
    def test_what_is_there_or_cannot_be_told(self, link: str, root: Path) -> None:
        text = front(f"## Summary\n\nSee {link}.\n")

        assert said("broken-link", text, config=Config(root=root), others=self.OTHERS) == []

    @pytest.mark.parametrize(
        ("link", "message", "help_"),
        [
            ("[x](logs.txt)", "there is no file postmortems/2026/logs.txt", "did you mean `log.txt`?"),
            (
                "![x](../img/zzz.png)",
                "there is no image postmortems/img/zzz.png",
                "add the image, or write its path from this document's folder",
            ),
            (
                "[x](../../../zzz.md)",
                "there is no file ../zzz.md",
                "add the file, or write its path from this document's folder",
            ),
            ("[x](2026-10-12-othr.md)", "there is no file postmortems/2026/2026-10-12-othr.md", None),
            ("[x](2026-10-12-other.md#impacts)", "2026-10-12-other has no heading or id #impacts", "did you mean `#impact`?"),
            (
                "[x](#zzz)",
                "2026-11-03-checkout-certificate has no heading or id #zzz",
                "write the heading's words in lower case, joined by hyphens",
            ),
            ("[x](a%00b.md)", "there is no file postmortems/2026/a\0b.md", None),
        ],
    )  # fmt: skip
    def test_what_is_not_there(self, link: str, message: str, help_: str | None, root: Path) -> None:
        text = front(f"## Summary\n\nSee {link}.\n")
        (found,) = findings("broken-link", text, config=Config(root=root), others=self.OTHERS)

        assert found.message == message
        assert marked("broken-link", text, config=Config(root=root), others=self.OTHERS) == [link]
        if help_:
            assert found.problem.help == help_

    def test_without_a_repository_nothing_outside_is_judged(self, tmp_path: Path) -> None:
        text = front("## Summary\n\n[x](../../../zzz.md)\n")

        assert said("broken-link", text, config=Config(root=tmp_path)) == []

    @pytest.mark.parametrize(("link", "found"), [("there.txt", 0), ("gone.txt", 1)])
    def test_a_document_outside_of_the_root_has_neighbours_too(self, link: str, found: int, tmp_path: Path) -> None:
        (tmp_path / "there.txt").touch()
        text = front(f"## Summary\n\n[x]({link})\n")
        how = {"path": f"{tmp_path.as_posix()}/x.md", "config": Config(root=tmp_path / "kb")}

        assert len(said("broken-link", text, **how)) == found


class TestImageWithoutText:
    @pytest.mark.parametrize(
        "image", ["![](a.png)", "![ ](a.png)", "![](https://example.com/a.png)", "![][ref]", "[![](a.png)](b.md)"]
    )
    def test_no_words(self, image: str) -> None:
        text = front(f"## Summary\n\n{image}\n\n[ref]: a.png\n")

        assert len(findings("image-without-text", text)) == 1

    @pytest.mark.parametrize(
        "image", ["![a graph](a.png)", "![*a graph*](a.png)", "![a graph][ref]", "`![](a.png)`", "[](a.png)"]
    )
    def test_words_or_no_image(self, image: str) -> None:
        assert said("image-without-text", front(f"## Summary\n\n{image}\n\n[ref]: a.png\n")) == []


def test_the_clean_document_has_no_finding_of_these_rules() -> None:
    for rule in ("missing-section", "empty-section", "placeholder", "misplaced-section", "duplicate-section",
                 "misnamed-section", "broken-link", "image-without-text"):  # fmt: skip
        assert said(rule, CLEAN) == []


def test_missing_and_empty_sections_are_errors_in_profile_starter() -> None:
    starter = Config(root=Path("/nowhere"), profile="starter")

    assert {each.level for each in findings("missing-section", front(), config=starter)} == {ERROR}
    assert {each.level for each in findings("empty-section", front("## Impact\n"), config=starter)} == {ERROR}
    assert helped("empty-section", front("## Impact\n")) == [
        "say what users, revenue, SLA and data took, each with a figure, as `- Users: 4,120 checkouts failed (31%)`"
    ]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ('<img src="a.png">', 1),
        ('Before <IMG\nsrc="a.png"/> and <img src=b.png>.', 2),
        ('<p align="center">\n<img src="a.png" width="4">\n</p>', 1),
        ('<img src="a.png" alt="errors rise">', 0),
        ('<img alt src="a.png">', 1),
        ('<img src="rule.png" alt="">', 0),
        ('<img src="a.png" title="alt=x">', 1),
        ('`<img src="a.png">`', 0),
        ('<!-- <img src="a.png"> -->', 0),
        ('<!--\n<img src="a.png">\n-->', 0),
        ('<p>\n<img\nsrc="a.png">\n</p>', 1),
        ('```html\n<img src="a.png">\n```', 0),
    ],
)
def test_images_in_html_are_looked_at(body: str, found: int) -> None:
    assert len(said("image-without-text", front(f"\n## Summary\n\n{body}\n"))) == found
