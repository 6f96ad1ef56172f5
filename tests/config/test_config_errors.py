"""A mistake in the configuration names the file, the line and what to write."""

from __future__ import annotations

import os
import sys
import zoneinfo
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hotwash.config import Config, ConfigError, Override
from hotwash.config.error import joined, shown
from hotwash.config.load import find, load, validate_rules
from hotwash.config.schema import ROOT, places


@pytest.fixture(autouse=True)
def _in_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def said(text: str | bytes, name: str = "hotwash.toml") -> str:
    """The error that a configuration in the current folder gives."""
    Path(name).write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(ConfigError) as raised:
        load(Path())
    return str(raised.value)


def test_a_misspelt_key() -> None:
    text = "[project]\n" + "#\n" * 11 + '[tool.hotwash]\nprofil = "starter"\n'
    assert said(text, "pyproject.toml") == "pyproject.toml:14: unknown key `profil`; did you mean `profile`?"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        # unknown keys
        ('\nprofil = "x"', "2: unknown key `profil`; did you mean `profile`?"),
        ("severity = []", "1: unknown key `severity`; did you mean `severities`?"),
        ("[limits]\nreview_hours = 1", "2: unknown key `review_hours` in `limits`; did you mean `review-hours`?"),
        ("review-hours = 1", "1: unknown key `review-hours`; it belongs in `limits`"),
        ('[limits]\ntimezone = "UTC"', "2: unknown key `timezone` in `limits`; it belongs at the top, above the tables"),
        ('[rules]\ntimezone = "UTC"', "2: `timezone` stands in `rules`; it belongs at the top, above the tables"),
        ("[rules]\ndraft-days = 3", "2: `draft-days` stands in `rules`; it belongs in `limits`"),
        ("[tool.hotwash]", "1: unknown key `tool`; in `hotwash.toml` the keys of `[tool.hotwash]` stand at the top"),
        ("[limits]\nx = 1", "2: unknown key `x` in `limits`; known are `review-hours`, `draft-days`, `min-factors`, `good-factors`, `file-bytes`"),
        ("[sections]\n'action-items'.title = 'X'", "2: unknown key `action-items` in `sections`; did you mean `actions`?"),
        ('"a\\u0007b" = 1', "1: unknown key `a\\x07b`; known are"),
        ("[[overrides]]\npaths = ['x']\n\nrules = {}", "4: unknown key `rules` in `overrides[1]`; did you mean `levels`?"),
        # types
        ("profile = 1", '1: `profile` must be one of "starter", "standard", "strict", not the number 1'),
        ("severities = 'SEV1'", "1: `severities` must be an array of strings, not a string"),
        ("services = true", "1: `services` must be an array of strings or a path, not true"),
        ("owners = 2020-01-01", "1: `owners` must be an array of strings or a table, not a date or time"),
        ("owners.codeowners = []", "1: `owners.codeowners` must be true or false or a path, not an array"),
        ("limits = []", "1: `limits` must be a table, not an array"),
        ("limits.draft-days = 1.5", "1: `limits.draft-days` must be a whole number, not the number 1.5"),
        ("limits.draft-days = true", "1: `limits.draft-days` must be a whole number, not true"),
        ("timezone = {}", "1: `timezone` must be an IANA time zone, not a table"),
        ("[overrides]\npaths = []", "1: `overrides` must be an array of tables, not a table"),
        ("[rules]\nfew-factors = false", '2: `rules.few-factors` must be one of "error", "warning", "info", "off", not false'),
        ("themes = [\n  'a',\n  3,\n]", "3: `themes[2]` must be a theme such as `detection`, not the number 3"),
        # values
        ("profile = 'strickt'", "1: `profile` cannot be `strickt`; did you mean `strict`?"),
        ("profile = 'all'", "1: `profile` cannot be `all`; it is one of `starter`, `standard`, `strict`"),
        ("[rules]\nfew-factors = 'Warn'", "2: `rules.few-factors` cannot be `Warn`; did you mean `warning`?"),
        ("limits.draft-days = 0", "1: `limits.draft-days` must be at least 1, not 0"),
        ("severities = []", "1: `severities` is empty; leave it out, or name at least one"),
        ("severities = ['a',\n'b', 'a']", "2: `severities` has `a` twice"),
        ("themes = ['two words']", "1: `themes[1]` must be a theme such as `detection`, not `two words`"),
        ("owners = ['amara@example.org']", "1: `owners[1]` must be a handle such as `amara` or `ops/web`, not `amara@example.org`"),
        ("owners = {}", "1: `owners` names nobody; leave it out, or name at least one handle"),
        ("documents = ''", "1: `documents` must be a path, not empty"),
        ("documents = '../elsewhere'", "1: `documents` must lie below the root, not at `../elsewhere`"),
        ("documents = '/srv/postmortems'", "1: `documents` must lie below the root, not at `/srv/postmortems`"),
        ("timezone = 'Berlin'", "1: unknown time zone `Berlin`; did you mean `Europe/Berlin`?"),
        ("timezone = 'New York'", "1: unknown time zone `New York`; did you mean `America/New_York`?"),
        ("timezone = '/etc/passwd'", "1: unknown time zone `/etc/passwd`; an example is `Europe/Berlin`"),
        ("timezone = 'Europe'", "1: unknown time zone `Europe`; did you mean"),
        ("templates = 'absent'", "1: there is no folder `absent` in the folder of this file"),
        ("services = 'absent.yaml'", "1: there is no file `absent.yaml`; name a `catalog-info.yaml`, or list the services"),
        ("\n[owners]\npeople = ['a']\ncodeowners = 'absent'", "4: there is no CODEOWNERS file `absent`"),
        ("owners.codeowners = true", "1: there is no CODEOWNERS file at `CODEOWNERS`, `.github/CODEOWNERS`, `.gitlab/CODEOWNERS`, `docs/CODEOWNERS`"),
        ("review.hours = '9-17'", "1: `review.hours` must be working hours such as `09:00-17:00`, not `9-17`"),
        ("review.hours = '17:00-09:00'", "1: `review.hours` end before they begin: `17:00-09:00`"),
        ("[review.prompts]\nchange = 'A?'\ndetecton = 'B?'", "3: there is no theme `detecton`; did you mean `detection`?"),
        ("reminders.holidays = ['2026-02-30']", "1: there is no day `2026-02-30`"),
        # sections
        ("sections.impact.title = 'Timeline'", "1: the sections `timeline` and `impact` are both called `Timeline`"),
        ("sections.summary.title = 'impact:'", "1: the sections `summary` and `impact` are both called `Impact`"),
        ("[sections]\nimpact.synonyms = [\n'timeline']", "3: `timeline` already means the section `timeline`, it cannot mean `impact` too"),
        ("[sections]\nimpact.synonyms = ['X']\nfactors.synonyms = ['x']", "3: `x` already means the section `impact`, it cannot mean `factors` too"),
        ("[sections.summary]\ntitle = ' padded '", "2: `sections.summary.title` must be a title on one line, not ` padded `"),
        # overrides
        ("profile = 'strict'\n[[overrides]]\nprofile = 'starter'", "2: `overrides[1]` has no `paths`"),
        ("[[overrides]]\npaths = ['a']", "1: this override changes nothing; give it a `profile` or `levels`"),
        ("[[overrides]]\nprofile = 'strict'\npaths = ['a', '../b']", "3: a path pattern is relative to the root and stays in it, not `../b`"),
        ("[[overrides]]\nprofile = 'strict'\npaths = ['/b']", "3: a path pattern is relative to the root and stays in it, not `/b`"),
        # TOML
        ("profile = 'strict'\n\nprofile", "3: is no readable TOML: expected '=' after a key"),
        ("profile = 'a'\nprofile = 'b'", "2: is no readable TOML: cannot overwrite a value"),
        ("themes = [\n'a'\n\n", "2: is no readable TOML: unclosed array"),
        ("a = " + "[" * 5000 + "]" * 5000, " is no readable TOML: nested too deeply"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_where_it_stands(text: str, message: str) -> None:
    lines = said(text).splitlines()
    assert len(lines) == 1
    assert lines[0].startswith(f"hotwash.toml:{message}")


def test_in_pyproject_the_table_is_a_table() -> None:
    assert said("[tool]\nhotwash = 1", "pyproject.toml") == (
        "pyproject.toml:2: `tool.hotwash` must be a table, written `[tool.hotwash]`"
    )


def test_a_broken_pyproject_that_speaks_of_hotwash_is_an_error() -> None:
    assert said("[tool.hotwash\n", "pyproject.toml").startswith("pyproject.toml:1: is no readable TOML: ")


def test_all_mistakes_are_named_in_the_order_of_the_file() -> None:
    text = "profil = 1\n\n[limits]\ndraft-days = 'x'\n[[overrides]]\nlevels = { a = 'b' }\n"
    assert [line.partition(": ")[0] for line in said(text).splitlines()] == [
        "hotwash.toml:1", "hotwash.toml:4", "hotwash.toml:5", "hotwash.toml:6",
    ]  # fmt: skip


def test_mistakes_in_values_are_collected_too() -> None:
    Path("catalog-info.yaml").write_text("kind: [", encoding="utf-8")
    text = "timezone = 'Nowhere/At/All'\ntemplates = 'absent'\nservices = 'catalog-info.yaml'\n"
    places_ = [line.partition(": ")[0] for line in said(text).splitlines()]
    assert places_ == ["hotwash.toml:1", "hotwash.toml:2", "catalog-info.yaml:1"]


def test_a_file_that_is_not_utf8() -> None:
    assert said(b"# caf\xc3\xa9\nprofile = '\xe9'\n") == "hotwash.toml:2: is not UTF-8; save it in that encoding"


def test_a_file_that_cannot_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("hotwash.toml").touch()

    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(ConfigError, match=r"^hotwash.toml: cannot be read: permission denied$"):
        find(Path())


def test_a_loop_of_links_is_no_configuration(tmp_path: Path) -> None:
    Path("hotwash.toml").symlink_to("hotwash.toml")
    assert find(Path()) == (tmp_path, None)


def test_a_machine_without_time_zones_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(key: str) -> zoneinfo.ZoneInfo:
        raise zoneinfo.ZoneInfoNotFoundError(key)

    monkeypatch.setattr(zoneinfo, "ZoneInfo", absent)
    monkeypatch.setattr(zoneinfo, "available_timezones", set)
    assert said("timezone = 'Europe/Berlin'") == (
        "hotwash.toml:1: this machine has no time zones: pip install tzdata, or use `UTC`"
    )


def test_codeowners_without_its_library_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("CODEOWNERS").write_text("* @amara\n", encoding="utf-8")
    monkeypatch.setitem(sys.modules, "codeowners", None)
    assert said("\nowners.codeowners = true") == (
        "hotwash.toml:2: `owners.codeowners` needs one more package: pip install 'hotwash[owners]'"
    )


def test_a_broken_codeowners_is_named() -> None:
    Path("CODEOWNERS").write_text("/a[bc @amara\n", encoding="utf-8")
    assert said("owners.codeowners = true").startswith("hotwash.toml:1: `CODEOWNERS` is no readable CODEOWNERS: ")


def test_a_path_elsewhere_is_shown_in_full_and_printable(tmp_path: Path) -> None:
    folder = tmp_path / "new\nline"
    folder.mkdir()
    (folder / "hotwash.toml").write_text("x = 1", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"^new\\nline/hotwash.toml:1: unknown key"):
        load(folder)
    os.chdir(folder)
    (tmp_path / "hotwash.toml").write_text("x = 1", encoding="utf-8")
    with pytest.raises(ConfigError) as raised:
        load(tmp_path)
    assert str(raised.value).startswith(f"{tmp_path}/hotwash.toml:1: ")
    assert (raised.value.path, raised.value.line) == (tmp_path / "hotwash.toml", 1)


def test_an_error_without_file_is_its_message() -> None:
    assert str(joined([ConfigError(None, None, "one"), ConfigError(None, 3, "two")])) == "one\ntwo"


def test_a_long_value_is_cut() -> None:
    assert shown("x" * 100) == f"`{'x' * 59}…`"


class TestRules:
    names = ("few-factors", "person-named", "late-review")

    def test_known_names_pass(self) -> None:
        Path("hotwash.toml").write_text(
            "[rules]\nfew-factors = 'off'\n[[overrides]]\npaths = ['a']\nlevels.person-named = 'off'", encoding="utf-8"
        )
        validate_rules(load(Path()), self.names)

    def test_unknown_names_are_errors_where_they_stand(self) -> None:
        text = (
            "[tool.hotwash.rules]\nfew-factor = 'off'\n[[tool.hotwash.overrides]]\npaths = ['a']\n"
            "levels = { person-named = 'off', zzz = 'off' }\n"
        )
        Path("pyproject.toml").write_text(text, encoding="utf-8")
        with pytest.raises(ConfigError) as raised:
            validate_rules(load(Path()), self.names)
        assert raised.value.lines == (
            "pyproject.toml:2: unknown rule `few-factor`; did you mean `few-factors`?",
            "pyproject.toml:5: unknown rule `zzz`; known are `few-factors`, `late-review`, `person-named`",
        )

    def test_of_many_rules_not_all_are_listed(self) -> None:
        config = Config(overrides=(Override(("a",), {"zzz": "off"}),))
        with pytest.raises(ConfigError, match=r"^unknown rule `zzz`$"):
            validate_rules(config, [f"rule-{number}" for number in range(60)])


names = st.sampled_from([*(place.key.name for place in places()), "x", "few-factors", "", "ops/web"])
values = st.recursive(
    st.one_of(
        st.sampled_from(["", "strict", "off", "a", "/", "../x", "UTC", "\x00", "Europe/Berlin", "x" * 300, "[", "**"]),
        st.integers(-1, 5), st.booleans(), st.floats(allow_nan=False), st.dates(),
    ),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=4),
    max_leaves=12,
)  # fmt: skip


def written(value: object) -> str:
    """A value as TOML, tables inline."""
    match value:
        case bool():
            return str(value).lower()
        case str():
            return '"' + "".join(f"\\U{ord(char):08x}" for char in value) + '"'
        case dict():
            return "{" + ", ".join(f"{written(key)} = {written(inner)}" for key, inner in value.items()) + "}"
        case list():
            return "[" + ", ".join(map(written, value)) + "]"
        case float():
            return repr(value) if "e" in repr(value) or "." in repr(value) else f"{value}"
        case _:
            return str(value)


@given(st.dictionaries(st.sampled_from([key.name for key in ROOT.keys]), values, min_size=1, max_size=4))
@settings(deadline=None)
def test_whatever_stands_there_gives_a_configuration_or_an_error_with_its_line(table: dict[str, object]) -> None:
    Path("hotwash.toml").write_text(
        "\n".join(f"{key} = {written(value)}" for key, value in table.items()), encoding="utf-8"
    )
    try:
        load(Path())
        errors = []
    except ConfigError as error:
        errors = [error, *error.others]
    for each in errors:
        assert each.line in range(1, len(table) + 1)
        assert all(line.isprintable() for line in each.lines)
