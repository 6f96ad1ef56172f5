"""A mistake in `[tracker]` names the line and what to write, like any other."""

from __future__ import annotations

from pathlib import Path

import pytest

from hotwash.config import ConfigError
from hotwash.config.load import load

GITHUB = '[tracker]\nkind = "github"\nproject = "larkmere/follow-ups"\n'
JIRA = '[tracker]\nkind = "jira"\nproject = "OPS"\nurl = "https://example.atlassian.net/"\n'


def said(folder: Path, text: str) -> str:
    (folder / "hotwash.toml").write_text(text, "utf-8")
    with pytest.raises(ConfigError) as raised:
        load(folder)
    return str(raised.value)


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        (GITHUB.replace("project", "repository"), 3, "unknown key `repository` in `tracker`; did you mean `project`?"),
        (GITHUB + 'label = "x"', 4, "unknown key `label` in `tracker`; did you mean `labels`?"),
        (GITHUB.replace("github", "gitub"), 2, "`tracker.kind` cannot be `gitub`; did you mean `github`?"),
        ('[tracker]\nkind = "github"\n', 1, "`tracker` has no `project`"),
        (GITHUB.replace("larkmere/", ""), 3, "`follow-ups` is no project of github; write `owner/name`"),
        (JIRA.replace("OPS", "o/p"), 3, "`o/p` is no project of jira; write its key, such as `OPS`"),
        (JIRA.partition("url")[0], 1, "`tracker` has no `url`; every Jira has its own, such as `https://example.atlassian.net`"),
        (JIRA.replace("https", "http"), 4, "would show the token to the network; write `https://`"),
        (GITHUB + 'url = "https://token@api.github.com"', 4, "`tracker.url` must be an address such as `https://example.org`"),
        (GITHUB + 'status = "site"', 4, "`tracker.status` cannot be `site`; it is one of `document`, `tracker`"),
        (GITHUB + "status = true", 4, '`tracker.status` must be one of "document", "tracker", not true'),
        (GITHUB + 'data = "../x.json"', 4, "`tracker.data` must lie below the root, not at `../x.json`"),
        (GITHUB + 'labels = ["a\\"b"]', 4, "must be a label without comma, quotation mark or backslash"),
        (GITHUB + "labels = []", 4, "`tracker.labels` is empty; leave it out, or name at least one"),
        (JIRA + 'labels = ["post mortem"]', 5, "a label of Jira has no spaces, not `post mortem`"),
        (GITHUB + 'audiences = ["internal", "secret"]', 4, "cannot be `secret`"),
        (GITHUB + 'owners = ["amara"]', 4, "`tracker.owners` must be a table, not an array"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_its_line(tmp_path: Path, text: str, line: int, message: str) -> None:
    error = said(tmp_path, text)
    assert f"hotwash.toml:{line}: " in error
    assert message in error


def test_what_is_written_is_what_is_known(tmp_path: Path) -> None:
    more = 'owners = { "@Amara" = "5b10" }\nassign = false\nstatus = "tracker"\nsite = "https://example.org/pm/"\n'
    (tmp_path / "hotwash.toml").write_text(JIRA + more, "utf-8")
    tracker = load(tmp_path).tracker
    assert tracker is not None
    assert (tracker.url, tracker.site) == ("https://example.atlassian.net", "https://example.org/pm")
    assert tracker.owners == {"amara": "5b10"}
    assert (tracker.assign, tracker.status, tracker.labels) == (False, "tracker", ("post-mortem",))
    (tmp_path / "hotwash.toml").write_text(GITHUB, "utf-8")
    found = load(tmp_path).tracker
    assert found is not None
    assert found.url == "https://api.github.com"
    (tmp_path / "hotwash.toml").write_text("", "utf-8")
    assert load(tmp_path).tracker is None
