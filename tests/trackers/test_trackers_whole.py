"""Plan, apply, a killed apply, apply again, pull: each request and answer held against the description of the API."""

from __future__ import annotations

import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from described import checked
from knowledge import NAME, ROWS, Base, document, rows_of
from tracker_server import GitHub, GitLab, Jira

KINDS = ("github", "gitlab", "jira")
OWNERS = {
    "github": 'owners = { "ops/web" = "web-lead" }',
    "gitlab": "",
    "jira": 'owners = { kenji = "5b10ac8d82e05b22cc7d4ef5" }',
}
PROJECTS = {"github": "larkmere/follow-ups", "gitlab": "larkmere/follow-ups", "jira": "OPS"}
REFS = {"github": "#{}", "gitlab": "#{}", "jira": "OPS-{}"}


@pytest.fixture(scope="module", params=KINDS)
def proxied(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Any, str]]:
    """A kind of tracker, its server, and the address of the proxy that checks what both sides say."""
    kind = request.param
    server: Any = (
        GitHub(request.getfixturevalue("examples")) if kind == "github" else GitLab() if kind == "gitlab" else Jira()
    )
    with server, checked(kind, server.url, tmp_path_factory.mktemp(kind)) as url:
        yield kind, server, url


@pytest.fixture
def tracked(proxied: tuple[str, Any, str], base: Base) -> tuple[str, Any, Base, Path]:
    """An empty tracker, a knowledge base that names it, and its document."""
    kind, server, url = proxied
    server.issues.clear()
    server.asked.clear()
    server.after = lambda method, path: None
    base.configure(kind, url, PROJECTS[kind], OWNERS[kind])
    return kind, server, base, base.write()


def ran(base: Base, *arguments: str, code: int = 0) -> str:
    result = base.run(*arguments)
    assert result.exit_code == code, result.output
    return result.stdout + result.stderr


def titles(server: Any) -> list[str]:
    return [each["title"] if "title" in each else each["fields"]["summary"] for each in server.issues]


def test_what_is_open_is_created_once_and_its_links_are_written_back(tracked: tuple[str, Any, Base, Path]) -> None:
    kind, server, base, file = tracked
    assert "3 to create" in ran(base, "plan", "-o", "plan.json")
    assert not server.issues
    assert "created" in ran(base, "apply", "plan.json")
    first = file.read_text("utf-8")
    assert titles(server)[0] == "Alert 30 days before any certificate in the fleet expires"
    assert [f"[{REFS[kind].format(number)}](" in row for number, row in enumerate(rows_of(file))] == [
        False,
        True,
        True,
        True,
    ]
    assert "already there" in ran(base, "apply", "plan.json")
    assert ran(base, "plan") == "nothing to do.\n"
    assert len(server.issues) == 3
    assert file.read_text("utf-8") == first
    # Each row has grown by its link, and nothing else has changed.
    assert [row.rsplit("|", 2)[0] for row in rows_of(file)] == [row.rsplit("|", 2)[0] for row in ROWS.splitlines()]


def test_a_killed_apply_is_run_again_and_nothing_is_there_twice(tracked: tuple[str, Any, Base, Path]) -> None:
    kind, server, base, file = tracked
    ran(base, "plan", "-o", "plan.json")
    for lost in (1, 2):
        # It is killed when the tracker has created the item, and has not said so yet.
        running: list[subprocess.Popen[str]] = []

        def kill(method: str, path: str, lost: int = lost, running: list[subprocess.Popen[str]] = running) -> None:
            if (
                method == "POST"
                and path.endswith("/issue" if kind == "jira" else "/issues")
                and len(server.issues) == lost
            ):
                running[0].send_signal(signal.SIGKILL)
                running[0].wait()

        server.after = kill
        running.append(base.start("apply", "plan.json"))
        running[0].communicate(timeout=60)
        assert running[0].returncode == -signal.SIGKILL
        assert len(server.issues) == lost
    server.after = lambda method, path: None
    said = ran(base, "apply", "plan.json")
    assert said.count("already there") == 2
    assert len(server.issues) == len(set(titles(server))) == 3
    assert all(f"[{REFS[kind].format(number)}](" in row for number, row in enumerate(rows_of(file)) if number)
    assert not Path("plan.json.journal").exists()
    server.close(1)
    ran(base, "pull")
    assert "| done 2026-11-24 |" in rows_of(file)[1]
    assert "| open |" in rows_of(file)[2]


def test_each_side_s_changes_reach_the_other_and_conflicts_are_left_alone(tracked: tuple[str, Any, Base, Path]) -> None:
    kind, server, base, file = tracked
    ran(base, "plan", "-o", "plan.json")
    ran(base, "apply", "plan.json")
    # The document changes one item, the tracker another, and both the third.
    text = file.read_text("utf-8")
    text = text.replace("Alert 30 days before any", "Alert 45 days before any").replace(
        "| 2026-12-04 | open", "| 2026-12-18 | done 2026-11-20"
    )
    file.write_text(text.replace("| 2026-12-11 | open", "| 2026-12-11 | dropped: A2 makes it needless"), "utf-8")
    server.close(2)
    issue = server.issues[2]
    if kind == "jira":
        issue["fields"]["summary"] = "Their own words"
    else:
        issue["title"] = "Their own words"
    file.write_text(
        file.read_text("utf-8").replace("Add a certificate check to", "Put a certificate check into"), "utf-8"
    )
    said = ran(base, "plan", "-o", "second.json", code=1)
    assert (
        "the action is “Put a certificate check into the checkout runbook” in the document and “Their own words”"
        in said
    )
    assert "the status changed from “open” to “done”" in said
    ran(base, "apply", "second.json")
    assert titles(server) == [
        "Alert 45 days before any certificate in the fleet expires",
        "Install certificates by the deploy pipeline",
        "Their own words",
    ]
    closed = [each.get("state") or each["fields"]["status"]["statusCategory"]["key"] for each in server.issues]
    assert closed == ["done"] * 3 if kind == "jira" else ["closed"] * 3
    assert "1 of 3 items changed" in ran(base, "pull")
    assert "| done 2026-11-24 |" in rows_of(file)[2]
    ran(base, "plan", "-o", "third.json", code=1)
    ran(base, "apply", "third.json")
    assert titles(server)[2] == "Their own words"
    last = ran(base, "plan", code=1)
    assert "nothing to do, 1 conflict" in last


def test_two_who_apply_at_once_leave_one_item(tracked: tuple[str, Any, Base, Path]) -> None:
    _, server, base, _ = tracked
    ran(base, "plan", "-o", "plan.json")
    Path("same.json").write_bytes(Path("plan.json").read_bytes())
    both = [base.start("apply", name) for name in ("plan.json", "same.json")]
    for process in both:
        _, said = process.communicate(timeout=120)
        assert process.returncode == 0, said
    still = [
        each
        for each in server.issues
        if each.get("state") in ("open", "opened")
        or ("fields" in each and each["fields"]["status"]["statusCategory"]["key"] == "new")
    ]
    assert len(still) == 3, titles(server)
    assert ran(base, "plan") in ("nothing to do.\n",)


def test_all_pages_are_read(tracked: tuple[str, Any, Base, Path]) -> None:
    _, server, base, file = tracked
    row = "| A{0} | Detect | Check the expiry of certificate number {0} every night | @kenji | 2026-12-04 | open | F1, F2, F3, F4, F5 | |\n"
    file.write_text(document("".join(row.format(number) for number in range(1, 8))), "utf-8")
    ran(base, "plan", "-o", "plan.json")
    ran(base, "apply", "plan.json")
    server.page = 3
    try:
        # Without their links they can only be found by the notes, on three pages.
        file.write_text(document("".join(row.format(number) for number in range(1, 8))), "utf-8")
        assert "7 to link" in ran(base, "plan")
        assert len(server.issues) == 7
    finally:
        server.page = 100


def test_what_the_tracker_owns_goes_into_the_site_s_data(tracked: tuple[str, Any, Base, Path]) -> None:
    kind, server, base, file = tracked
    config = Path("hotwash.toml")
    config.write_text(config.read_text("utf-8") + '\nstatus = "tracker"\n', "utf-8")
    ran(base, "plan", "-o", "plan.json")
    ran(base, "apply", "plan.json")
    assert "| 2026-12-04 |  | F1, F3 | [" in rows_of(file)[1]
    assert ran(base, "plan") == "nothing to do.\n"
    server.close(1)
    before = file.read_bytes()
    said = ran(base, "pull")
    assert f"{NAME}#A2: nothing -> done 2026-11-24 ({REFS[kind].format(1)})" in said
    assert file.read_bytes() == before
    listed = ran(base, "list", "--all", "--today", "2026-11-24")
    assert "done 2026-11-24" in listed
    assert "in its tracker" not in listed
    shown = ran(base, "show", f"{NAME}#A2", "--today", "2026-11-24")
    assert "  status    done 2026-11-24\n" in shown
    said = ran(base, "done", f"{NAME}#A3", code=2)
    assert f"the tracker owns its status; close {REFS[kind].format(2)} there: http" in said
    assert file.read_bytes() == before
    again = Path("tracker.json").read_bytes()
    assert "3 items of the tracker are in tracker.json" in ran(base, "pull")
    assert Path("tracker.json").read_bytes() == again
