"""From an outage to a reminder: one incident, followed through every part by the people who meet it.

`make story` prints it. What happens is real: git and its server, the workflow that `hotwash init` and the guide give, the
language server, the site in a browser, a tracker with state.
"""

from __future__ import annotations

import asyncio
import functools
import os
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from editor_client import make_editor
from forge import WORKFLOW, Forge
from integration_tools import git
from lsprotocol import types
from pytest_lsp import client_capabilities
from telling import Story, example, sections
from tracker_server import GitHub

if TYPE_CHECKING:
    from playwright.sync_api import Browser

TITLE = "Checkout failed after the gateway certificate expired"
ANSWERS: dict[str, Any] = {"full-repository": {"value": {}}, "issue": {"value": {"user": {}}}}


@pytest.mark.browser
def test_from_an_outage_to_a_reminder(tmp_path: Path, browser: Browser) -> None:
    story = Story(tmp_path, datetime.now(UTC).date())
    forge = Forge(tmp_path / "forge", story.tell)
    kb = tmp_path / "kb"

    story.chapter("A team sets up its knowledge base")
    git(tmp_path, "clone", "--quiet", forge.origin.as_uri(), str(kb))
    git(kb, "switch", "--quiet", "--create", "main")
    said = story.run("hotwash", "init")
    assert WORKFLOW in said
    story.run("hotwash", "check")
    _push(story, "main", "Begin the knowledge base")
    assert {name: job.code for name, job in forge.push().items()} == {"check": 0, "site": 0}

    story.chapter("It decides on its rules, and to be told in pull requests what has happened before")
    _decide(kb)
    earlier = _name(story, -112, "partner-api-certificate")
    _write(kb, earlier, story.dated("partner-api.md"))
    next((kb / "postmortems").rglob("*-example-*.md")).unlink()
    story.run("hotwash", "check")
    _push(story, "main", "Decide, and bring an earlier incident along")

    story.chapter("The morning after: an engineer drafts from the chat")
    (kb / "channel.txt").write_text(story.dated("channel.txt"), "utf-8")
    git(kb, "switch", "--quiet", "--create", "checkout-certificate")
    story.run("cat", "channel.txt")
    said = story.run(
        "hotwash", "draft", "channel.txt", "--date", "yesterday", "--zone", "UTC", "--title", TITLE,
        "--severity", "SEV2", "--service", "checkout,payments", "--author", "amara",
    )  # fmt: skip
    document = kb / said.splitlines()[0]
    assert document.is_file()
    assert f"Answer there, or one by one: hotwash draft --interactive --into {document.relative_to(kb)}" in said
    (kb / "channel.txt").unlink()
    story.run("cat", str(document.relative_to(kb)))

    story.chapter("In a hurry it goes to review as it is, in a pull request")
    _edit(document, "status: draft  ", "status: review ")
    _edit(document, "| | | open | |", f"| | {(story.today + timedelta(4)).strftime('%d %b %Y')} | open | |")
    _push(story, "checkout-certificate", f"Post-mortem: {TITLE}")
    jobs = forge.pull_request(1, "checkout-certificate")
    errors = [line for line in jobs["check"].annotations if line.startswith("::error ")]
    assert jobs["check"].code == 1
    assert {"action-without-owner", "unaddressed-factor", "missing-impact-dimension"} <= {
        _rule(line) for line in errors
    }
    assert all(f"file={document.relative_to(kb)},line=" in line for line in errors)
    assert not list(forge.comments.iterdir())
    story.tell(f"The summary of the job:\n\n{jobs['check'].summary}")

    story.chapter("They complete it in the editor")
    # In a thread of its own: the browser that other tests share has a loop running in this one.
    with ThreadPoolExecutor(1) as apart:
        apart.submit(asyncio.run, _complete(story, kb, document)).result()
    story.run("hotwash", "check", "--changed-since", "main")

    story.chapter("CI passes, and says that this has happened before")
    _push(story, "checkout-certificate", "Complete it")
    jobs = forge.pull_request(1, "checkout-certificate")
    assert jobs["check"].code == 0
    comment = (forge.comments / "1.md").read_text("utf-8")
    story.tell(f"The comment on the pull request:\n\n{comment}")
    assert comment.startswith("### This has happened before\n")
    assert f"`{earlier}`" in comment
    assert f"write `recurs: [{earlier}]`" in comment
    assert f"still open (@kenji, due {story.today - timedelta(40)}): `{earlier}#A1`" in comment

    story.chapter("The review is held; it is published and merged")
    _edit(document, "status: review ", "status: published ")
    _edit(document, "reviewed:  ", f"reviewed: {story.today}T08:00Z ")
    _edit(document, "authors: [amara]", f"authors: [amara]\nrecurs: [{earlier}]")
    assert "nothing found" in story.run("hotwash", "check", "--changed-since", "main")
    _push(story, "checkout-certificate", "Hold the review")
    git(kb, "switch", "--quiet", "main")
    story.run("git", "merge", "--no-ff", "--message", "Merge pull request #1", "checkout-certificate")
    git(kb, "push", "--quiet", "origin", "main")
    assert {name: job.code for name, job in forge.push().items()} == {"check": 0, "site": 0}

    story.chapter("A reader finds it, by words and by the alert that fires")
    with _served(forge.artifacts / "site") as address:
        _read(story, browser, address)

    story.chapter("The tracker gets its items")
    with GitHub(ANSWERS) as tracker:
        _configure(kb, tracker)
        env = {"GITHUB_TOKEN": tracker.token}
        said = story.run("hotwash", "actions", "plan", "--output", "plan.json", env=env)
        assert "4 to create" in said
        assert "commit the documents" in story.run("hotwash", "actions", "apply", "plan.json", env=env)
        assert [each["title"] for each in tracker.issues][1:] == [
            "Alert 30 days before any certificate in the fleet expires", "Install certificates by the deploy pipeline",
            "Add a certificate check to the checkout runbook",
        ]  # fmt: skip
        assert [[user["login"] for user in each["assignees"]] for each in tracker.issues][1:] == [
            ["kenji"],
            ["kenji"],
            ["web-lead"],
        ]
        assert document.read_text("utf-8").count("](https://github.com/larkmere/follow-ups/issues/") == 3
        (kb / "plan.json").unlink()
        story.run("git", "diff", "--unified=0", "--", "postmortems")
        assert "nothing to do" in story.run("hotwash", "actions", "plan", env=env)
    _push(story, "main", "Link the tickets")

    story.chapter("The reminder goes out")
    day = story.today + timedelta(max(0, 7 - story.today.isoweekday()) + 1 if story.today.isoweekday() > 5 else 0)
    story.run("hotwash", "actions", "remind", "--output-format", "eml", "--output", "mails", "--today", str(day))
    mail = message_from_bytes((kb / "mails" / "kenji.eml").read_bytes(), policy=policy.default)
    body = mail.get_body(("plain",))
    assert body is not None
    assert mail["To"] == "kenji <kenji@larkmere.example>"
    story.tell(f"To: {mail['To']}\nSubject: {mail['Subject']}\n\n{body.get_content()}")
    assert "Alert 30 days before any certificate in the fleet expires" in body.get_content()
    assert "Send the failures of the renewal job to the on-call queue" in body.get_content()


def _name(story: Story, days: int, slug: str) -> str:
    return f"{story.today + timedelta(days)}-{slug}"


def _write(kb: Path, name: str, text: str) -> None:
    file = kb / "postmortems" / name[:4] / f"{name}.md"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")


def _edit(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert text.count(old) == 1, (old, text)
    file.write_text(text.replace(old, new), "utf-8")


def _push(story: Story, branch: str, message: str) -> None:
    for command in (
        ("add", "--all"),
        ("commit", "--quiet", "--message", message),
        ("push", "--quiet", "origin", branch),
    ):
        story.run("git", *command)


def _rule(annotation: str) -> str:
    return annotation.partition("title=")[2].partition(" ")[0]


def _decide(kb: Path) -> None:
    """What the team decides: the profile, and the check of the guide in the place of the generated one."""
    _edit(kb / "hotwash.toml", 'profile = "starter"', 'profile = "standard"')
    with (kb / "hotwash.toml").open("a", encoding="utf-8") as file:
        file.write(
            '\n[reminders]\naddresses = { kenji = "kenji@larkmere.example", "ops/web" = "web@larkmere.example" }\n'
        )
    workflow = yaml.safe_load((kb / WORKFLOW).read_text("utf-8"))
    check = yaml.safe_load(example("github.md", "# .github/workflows/postmortems-action.yml"))["jobs"]["check"]
    (action,) = [each for each in check["steps"] if each["uses"].startswith("ORGANISATION/hotwash@")]
    action.update({"id": "hotwash", "with": {"recurrence": True}})
    check["steps"] += yaml.safe_load(example("recurrence.md", "- run: gh pr comment"))
    workflow["jobs"]["check"] = {"if": workflow["jobs"]["check"]["if"], **check}
    workflow["on"] = workflow.pop(True)
    (kb / WORKFLOW).write_text(yaml.safe_dump(workflow, sort_keys=False, allow_unicode=True), "utf-8")


def _configure(kb: Path, tracker: GitHub) -> None:
    text = f'\n[tracker]\nkind = "github"\nurl = "{tracker.url}"\nproject = "larkmere/follow-ups"\nowners = {{ "ops/web" = "web-lead" }}\n'
    with (kb / "hotwash.toml").open("a", encoding="utf-8") as file:
        file.write(text)


async def _complete(story: Story, kb: Path, document: Path) -> None:
    """Open it, take what the editor mends, answer what it asks, save."""
    editor = make_editor()
    await editor.start_io(sys.executable, "-m", "hotwash", "server", "--stdio", cwd=kb, env={**os.environ})
    folder = types.WorkspaceFolder(kb.as_uri(), kb.name)
    await editor.initialize_session(types.InitializeParams(
        capabilities=client_capabilities("visual-studio-code"), root_uri=kb.as_uri(), workspace_folders=[folder],
    ))  # fmt: skip
    uri = editor.open(document)
    for each in await editor.found(uri):
        story.tell(_shown(each))
    due = next(each for each in await editor.found(uri) if each.code == "invalid-action-due")
    fix = next(each for each in await editor.actions(uri, due.range) if each.is_preferred)
    story.tell(f"\nquick fix in line {due.range.start.line + 1}: {fix.title}")
    editor.apply(fix.edit)
    assert str(story.today + timedelta(4)) in editor.texts[uri]
    for heading, text in sections(story.dated("completed.md")).items():
        editor.replace(
            uri, sections(editor.texts[uri])[heading], text if "Action items" in heading else f"{text.rstrip()}\n\n"
        )
    assert "signals: [CheckoutErrorRate]\n" in editor.texts[uri]
    editor.replace(uri, "mitigated: ", f"mitigated: {story.today - timedelta(1)}T09:58Z ")
    story.tell("typed: the answers, section by section")
    left = await editor.found(uri)
    for each in left:
        story.tell(_shown(each))
    assert not [each for each in left if each.severity == types.DiagnosticSeverity.Error]
    document.write_text(editor.texts[uri], "utf-8")
    await editor.shutdown_session()
    await editor.stop()


def _shown(found: types.Diagnostic) -> str:
    return f"{found.range.start.line + 1:4}  {found.code}: {found.message}"


@contextmanager
def _served(site: Path) -> Iterator[str]:
    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=site)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def _read(story: Story, browser: Browser, address: str) -> None:
    from playwright.sync_api import expect

    page = browser.new_page()
    page.goto(address)
    page.keyboard.press("f")
    page.keyboard.type("expired certificate on the gateways")
    results = page.locator("#hw-results")
    link = results.get_by_role("link", name=TITLE).first
    expect(link).to_be_visible()
    story.tell(f"search: expired certificate on the gateways\n\n{results.inner_text()}\n")
    link.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    page.goto(f"{address}signal/CheckoutErrorRate/")
    main = page.get_by_role("main")
    expect(main.get_by_role("link", name=TITLE).first).to_be_visible()
    story.tell(f"/signal/CheckoutErrorRate/\n\n{main.inner_text()}\n")
    page.close()
