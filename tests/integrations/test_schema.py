"""`hotwash schema`: what a schema's reader says of a frontmatter or a configuration is what the checker says."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from check_jsonschema import main as check_jsonschema
from click.testing import CliRunner
from integration_tools import CLEAN, ROOT, program, run

from hotwash.checking import Checker, Options
from hotwash.cli import main
from hotwash.config import Config
from hotwash.config.load import load as load_config
from hotwash.document.frontmatter import read_frontmatter
from hotwash.rules import load
from hotwash.rules.frontmatter._schema import FIELDS as KNOWN
from hotwash.rules.schema import FIELDS, configuration_schema, frontmatter_schema

Agree = Callable[..., bool]

SPOKEN = ("missing-field", "invalid-field", "time-without-zone", "unknown-field", "unknown-service")
"""The rules whose findings a schema can make too."""


def front(text: str) -> str:
    """The YAML between the marks."""
    frontmatter, _ = read_frontmatter(text)
    return text[text.index("\n") + 1 : frontmatter.closing.start]


def refused(folder: Path, schema: dict[str, Any], texts: dict[str, str]) -> set[str]:
    """The names of the YAML texts that check-jsonschema refuses."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "schema.json").write_text(json.dumps(schema), "utf-8")
    for name, text in texts.items():
        (folder / f"{name}.yaml").write_text(text, "utf-8")
    files = [str(folder / f"{name}.yaml") for name in texts]
    done = CliRunner().invoke(
        check_jsonschema, ["--output-format", "json", "--schemafile", str(folder / "schema.json"), *files]
    )
    report = json.loads(done.stdout)
    assert report.get("parse_errors", []) == []
    bad = {Path(error["filename"]).stem for error in report.get("errors", [])}
    assert done.exit_code == (1 if bad else 0)
    return bad


def checked(text: str, config: Config) -> set[str]:
    """The rules, among those that a schema can follow, that the checker finds broken."""
    checker = Checker(Options(config, date(2026, 11, 10), select=frozenset(SPOKEN)))
    path = "postmortems/2026/2026-11-03-checkout-certificate.md"
    return {finding.rule for finding in checker.check_text(text, path, checker.corpus())}


@pytest.fixture
def agree(tmp_path: Path) -> Agree:
    """Whether a document is right, on which schema and checker agree."""

    def both(text: str, config: Config = Config()) -> bool:  # noqa: B008 - frozen
        valid = not refused(tmp_path / "yaml", frontmatter_schema(config), {"document": front(text)})
        assert valid == (not checked(text, config)), (valid, checked(text, config))
        return valid

    return both


def test_every_document_of_this_repository_fits_and_none_of_the_bad_ones(tmp_path: Path) -> None:
    documents = {file.stem: front(file.read_text("utf-8")) for file in (ROOT / "postmortems").glob("2*/*.md")}
    assert len(documents) > 15
    bad = {
        f"{name}-bad": re.sub(r"(?m)^detected: .*|^started: .*", "started: yesterday", text, count=1)
        for name, text in documents.items()
    }
    schema = frontmatter_schema(load_config(ROOT / "postmortems"))
    assert refused(tmp_path, schema, documents | bad) == set(bad)


def test_what_init_and_new_write_fits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    invoke = CliRunner().invoke
    assert invoke(main, ["init"]).exit_code == 0
    new = ["new", "--title", "Search: slow", "--severity", "SEV3", "--service", "search", "--author", "amara"]
    assert invoke(main, [*new, "--started", "2026-11-03 09:12 UTC", "--detected", "2026-11-03 09:12 UTC", "--resolved", "unknown"]).exit_code == 0  # fmt: skip
    written = {file.stem: front(file.read_text("utf-8")) for file in tmp_path.rglob("2*-*.md")}
    assert len(written) == 2
    schema = json.loads(invoke(main, ["schema", "frontmatter"]).stdout)
    assert refused(tmp_path / "yaml", schema, written) == set()


def test_the_examples_of_the_rules_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "tests" / "rules"))
    from examples import examples  # type: ignore[import-not-found]

    by_config: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for example in examples():
        good = example.block.kind == "good"
        if (good or example.rule.name in SPOKEN) and example.block.option("encoding", "utf-8") == "utf-8":
            config = "\n".join(example.block.options.get("config", []))
            by_config[config][example.name] = front(example.document().text)
    assert sum(len(texts) for texts in by_config.values()) > 70
    for number, (config, texts) in enumerate(by_config.items()):
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / "hotwash.toml").write_text(config, "utf-8")
        bad = {name for name in texts if "-bad-" in name}
        assert refused(folder / "yaml", frontmatter_schema(load_config(folder)), texts) == bad, config


TIMES = {
    "2026-11-03T09:12Z": True, "2026-11-03T09:12+01:00": True, "2026-11-03 09:12:30 UTC": True, "2026-11-03T09:12:30.25z": True,
    "2026-11-03T09:12 cet": True, "2026-11-03 09:12 Europe/Berlin": True, "2026-11-03T09:12-0330": True, "2026-11-03 09:12 PT": True,
    "2026-11-03T09:12 UTC+2": True, "2026-11-03T24:00Z": False, "2026-11-03T09:12": False, "2026-11-03": False,
    "2026-13-03T09:12Z": False, "2026-11-03T09:72Z": False, "2026-11-03T9:12Z": False, "yesterday": False, "2026-11-03T09:12+15:00": False,
    "2026-11-03T09:12 XYZ": False, "2026-11-03T09:12Z or so": False,
}  # fmt: skip


@pytest.mark.parametrize(("written", "fits"), TIMES.items())
def test_times(agree: Agree, written: str, fits: bool) -> None:
    assert agree(CLEAN.replace("started: 2026-11-03T09:12Z", f"started: {written}")) is fits


CHANGES = {
    "severity: SEV2": {"severity: sev2": False, "severity:": False, "severity: [SEV2]": False},
    "services: [checkout, payments]": {"services: checkout": True, "services: checkout, payments": False, "services: []": False, "services: {a: b}": False, "services: [{a: b}]": False},
    "authors: [amara]": {"authors: amara": True, "authors:": False, "author: [amara]": False},
    "tags: [certificates]": {"tags:": True, "tags: a, b": False, "deferred: the team had to recover": True, "deferred: n/a": False, "deferred: '12'": False, "audience: public": True, "audience: everybody": False, "aliases: [2026-11-03-x]": True, "recurs:": True, "weather: rain": False, "allow: {person-named: she asked for it}": True, "allow: [person-named]": False},
    "reviewed: 2026-11-04T15:00Z": {"": False, "reviewed:": False, "allow: {missing-field.reviewed: before we kept records}": True, "allow: {missing-field: all lost}": True, "allow: {missing-field.title: why}": False},
    "detected: 2026-11-03T09:20Z": {"": False, "kind: retelling\nsource: https://example.com/x": True, "kind: retelling": False},
    "resolved: 2026-11-03T10:05Z": {"": False, "kind: near-miss": True},
    "status: published": {"status: review": True, "status: done": False},
}  # fmt: skip
CASES = [(old, new, fits) for old, all_ in CHANGES.items() for new, fits in all_.items()]


@pytest.mark.parametrize(("old", "new", "fits"), CASES)
def test_fields(agree: Agree, old: str, new: str, fits: bool) -> None:
    assert f"\n{old}" in CLEAN
    line = re.search(rf"\n{re.escape(old)}[^\n]*", CLEAN)
    assert line is not None
    assert agree(CLEAN.replace(line[0], f"\n{new}" if new else "", 1)) is fits


def test_a_draft_is_asked_for_title_and_status_alone() -> None:
    schema = jsonschema.Draft7Validator(frontmatter_schema(Config()))
    assert schema.is_valid({"title": "Search is slow", "status": "draft", "severity": None, "services": []})
    assert not schema.is_valid({"title": "Search is slow", "status": "review"})
    assert not schema.is_valid({"status": "draft"})


def test_the_team_s_configuration_is_followed(agree: Agree, tmp_path: Path) -> None:
    (tmp_path / "hotwash.toml").write_text('severities = ["P1", "P2"]\nservices = ["checkout", "payments", "search"]\n')
    config = load_config(tmp_path)
    ours = CLEAN.replace("severity: SEV2", "severity: P2")
    assert not agree(CLEAN, config)
    assert agree(ours, config)
    assert not agree(ours.replace("[checkout, payments]", "[checkout, paiments]"), config)
    (tmp_path / "hotwash.toml").write_text('[rules]\nunknown-field = "off"\n')
    config = load_config(tmp_path)
    assert agree(CLEAN.replace("tags:", "weather: rain\ntags:"), config)
    (tmp_path / "hotwash.toml").write_text('services = ["search"]\n[rules]\nunknown-service = "off"\n')
    assert agree(CLEAN, load_config(tmp_path))


def test_every_field_says_what_it_is() -> None:
    assert set(FIELDS) == KNOWN
    schema = frontmatter_schema(Config())
    jsonschema.Draft7Validator.check_schema(schema)
    assert {name: field["description"] for name, field in schema["properties"].items()} == dict(FIELDS)


class TestConfiguration:
    @staticmethod
    def refused(folder: Path, text: str) -> bool:
        (folder / "schema.json").write_text(CliRunner().invoke(main, ["schema", "config"]).stdout, "utf-8")
        (folder / "hotwash.toml").write_text(text, "utf-8")
        command = program("check-jsonschema", "pip install check-jsonschema")
        code = run(command, "--schemafile", "schema.json", "hotwash.toml", cwd=folder, code=None).returncode
        assert code in (0, 1)
        return code == 1

    @pytest.mark.parametrize(
        ("text", "bad"),
        [
            ("", False),
            ('profile = "strict"\nseverities = ["P1"]\n[rules]\nfew-factors = "off"\n', False),
            ('[[overrides]]\npaths = ["postmortems/2019"]\nlevels = {few-factors = "off"}\n', False),
            ('[rules]\nfew-factor = "off"\n', True),
            ('[rules]\nfew-factors = "never"\n', True),
            ('[[overrides]]\npaths = ["x"]\nlevels = {nonsense = "off"}\n', True),
            ('profil = "strict"\n', True),
            ('severities = "P1"\n', True),
        ],
    )
    def test_it_refuses_what_the_checker_refuses(self, tmp_path: Path, text: str, bad: bool) -> None:
        assert self.refused(tmp_path, text) is bad
        assert (run("hotwash", "check", cwd=tmp_path, code=None).stderr.count("hotwash.toml:") > 0) is bad

    def test_it_knows_every_rule(self) -> None:
        schema = configuration_schema()
        jsonschema.Draft7Validator.check_schema(schema)
        assert set(schema["properties"]["rules"]["properties"]) == set(load())


def test_a_broken_configuration_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("hotwash.toml").write_text("profile = ")
    result = CliRunner().invoke(main, ["schema"])
    assert result.exit_code == 2
    assert result.stderr.startswith("hotwash: hotwash.toml:1: ")
    assert CliRunner().invoke(main, ["schema", "config"]).exit_code == 0  # it does not depend on it
