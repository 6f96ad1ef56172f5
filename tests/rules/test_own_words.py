"""A team's own words: what it adds to a list is found, what it removes is not, and no other knowledge base is touched."""

from __future__ import annotations

from pathlib import Path

import pytest
from checks import all_said, front, marked, said

from hotwash.cli import main
from hotwash.config import Config, ConfigError, WordChanges
from hotwash.config.load import load as load_config
from hotwash.config.schema import places
from hotwash.rules import load
from hotwash.rules.words import OWN, verbs, words

FLAWED = {
    "person-named": ("given-names", "## Timeline\n\n- 09:31 — action: {} rolls back the last deploy.\n", "Zedekiah", "Astrid"),
    "blaming-language": ("blaming-words", "## Summary\n\nThe {} operator restarted it.\n", "muppetish", "careless"),
    "opinion-in-timeline": ("opinions", "## Timeline\n\n- 09:31 — result: a {} rollback.\n", "classic", "terrible"),
    "vague-quantity": ("vague-quantities", "## Impact\n\n- Users: {} users saw errors.\n", "umpteen", "several"),
    "vague-action": ("vague-verbs", "## Action items\n\n- **A1** Fix: {} the queue. @amara, 2026-11-20, open\n", "socialise", "study"),
}  # fmt: skip


def changed(name: str, add: str = "", remove: str = "") -> Config:
    words = {name: WordChanges(frozenset(add.split()), frozenset(remove.split()))}
    return Config(root=Path("/nowhere"), words=words)


@pytest.mark.parametrize("rule", FLAWED)
def test_an_added_word_is_found_and_a_removed_one_is_not(rule: str) -> None:
    name, text, unknown, known = FLAWED[rule]
    without = front(text.format(unknown))
    with_known = front(text.format(known))
    assert said(rule, without) == []
    assert said(rule, with_known) != []
    assert unknown in " ".join(marked(rule, without, config=changed(name, add=unknown)))
    assert said(rule, with_known, config=changed(name, remove=known)) == []
    # And nothing of it stays.
    assert said(rule, without) == []
    assert said(rule, with_known) != []


def test_a_word_that_no_rule_looked_for_before_is_found_behind_other_rules() -> None:
    text = front("## Summary\n\nThe quixotic operator carelessly restarted it.\n\nA quixotic engineer.\n")
    found = all_said(text, config=changed("blaming-words", add="quixotic"))
    assert len([line for line in found if "“quixotic” judges a person" in line]) == 2


def test_a_compound_is_one_word() -> None:
    text = front("## Summary\n\nA half-baked plan.\n")
    assert said("blaming-language", text, config=changed("blaming-words", add="half-baked")) != []
    assert said("blaming-language", front("## Summary\n\nA half-hearted operator.\n")) != []


def test_a_role_of_the_team_s_own_is_a_person() -> None:
    text = front("## Summary\n\nThe pharmacist should have checked the label.\n")
    assert said("counterfactual", text) == []
    assert said("counterfactual", text, config=changed("roles", add="pharmacist")) != []
    program = front("## Summary\n\nThe operator failed to notice the new label.\n")
    assert said("counterfactual", program) != []
    assert said("counterfactual", program, config=changed("roles", remove="operator")) == []


def test_an_outcome_verb_of_the_team_s_own_closes_an_item() -> None:
    text = front("## Action items\n\n- **A1** Fix: Review the alerts and tabulate them. @amara, 2026-11-20, open\n")
    assert said("vague-action", text) != []
    assert said("vague-action", text, config=changed("outcome-verbs", add="tabulate")) == []


def test_to_remove_a_verb_removes_what_begins_with_it() -> None:
    text = front("## Action items\n\n- **A1** Fix: Look into the queue. @amara, 2026-11-20, open\n")
    assert said("vague-action", text) != []
    assert said("vague-action", text, config=changed("vague-verbs", remove="look")) == []


def test_two_knowledge_bases_differ_in_turns() -> None:
    rule = load()["blaming-language"]
    text = front("## Summary\n\nThe muppetish operator was careless.\n")
    ours = changed("blaming-words", add="muppetish", remove="careless")
    for _ in range(2):
        assert marked(rule.name, text, config=ours) == ["muppetish"]
        assert marked(rule.name, text) == ["careless"]


# The configuration.


def read(folder: Path, text: str) -> Config:
    (folder / "hotwash.toml").write_text(text, encoding="utf-8")
    return load_config(folder)


def test_words_are_read_without_case_but_names(tmp_path: Path) -> None:
    text = (
        'words.given-names = { add = ["Zed", "O’Neil"] }\nwords.roles = { add = ["SRE-lead"], remove = ["Operator"] }\n'
    )
    assert read(tmp_path, text).words == {
        "given-names": WordChanges(frozenset(["Zed", "O'Neil"])),
        "roles": WordChanges(frozenset(["sre-lead"]), frozenset(["operator"])),
    }


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('givenname = { add = ["Zed"] }', "2: unknown key `givenname` in `words`; did you mean `given-names`?"),
        ('opinion = { add = ["bah"] }', "2: unknown key `opinion` in `words`; did you mean `opinions`?"),
        ('roles = { ad = ["chef"] }', "2: unknown key `ad` in `words.roles`; did you mean `add`?"),
        ('roles = ["chef"]', "2: `words.roles` must be a table, not an array"),
        ('roles = { add = ["line cook"] }', "2: `words.roles.add[1]` must be a single word, not `line cook`"),
        ('given-names = { add = ["zed"] }', "2: `words.given-names.add[1]` must be a single given name with a capital letter, not `zed`"),
        ('roles = { add = ["chef"], remove = ["Chef"] }', "2: `words.roles` both adds and removes `chef`"),
    ],
)  # fmt: skip
def test_a_mistake_names_its_line_and_the_way_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str, message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ConfigError) as raised:
        read(tmp_path, f"[words]\n{line}\n")
    assert str(raised.value) == f"hotwash.toml:{message}"


def test_an_unknown_list_stops_the_check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: object) -> None:
    from click.testing import CliRunner

    monkeypatch.chdir(tmp_path)
    (tmp_path / "hotwash.toml").write_text('[words]\nblame = { add = ["muppet"] }\n', encoding="utf-8")
    result = CliRunner().invoke(main, ["check"])
    assert result.exit_code == 2
    assert "hotwash.toml:2: unknown key `blame` in `words`; did you mean `blaming-words`?" in result.stderr


def test_the_schema_has_the_lists_that_the_rules_read() -> None:
    configurable = {place.key.name for place in places() if place.parents == ("words",)}
    assert configurable == set(OWN)
    assert {name for rule in load().values() for name in rule.words} == set(OWN)
    for names in OWN.values():
        for name in names:
            assert words(name) or verbs(name)


def test_every_page_names_the_lists_of_its_rule() -> None:
    for rule in load().values():
        for name in rule.words[:1]:
            assert f"`words.{name}`" in rule.page.partition("## Options")[2]
