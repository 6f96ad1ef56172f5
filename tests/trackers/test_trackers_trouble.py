"""A tracker that refuses, hangs, breaks off or limits: one clear line, exit code 2, nothing lost, safe to run again."""

from __future__ import annotations

import fcntl
from email.utils import formatdate
from pathlib import Path
from time import time

import pytest
from knowledge import HEAD, ROWS, Base, document, rows_of
from tracker_server import Fault, GitHub, GitLab, Jira, Server

SECRETS = (Server.token, "YW1hcmFAZXhhbXBsZS5vcmc6")


def refused(base: Base, *arguments: str) -> str:
    """What a command says that ends with 2: one line, without the token."""
    result = base.run(*arguments)
    assert result.exit_code == 2, result.output
    last = result.stderr.splitlines()[-1]
    assert last.startswith("hotwash: ")
    assert "Traceback" not in result.output
    assert not any(secret in result.output for secret in SECRETS)
    return last


@pytest.mark.parametrize(
    ("fault", "said", "way_out"),
    [
        (Fault(401, {"message": "Bad credentials"}), "answers 401 (Bad credentials)", "renew GITHUB_TOKEN"),
        (Fault(403, {"message": "Resource not accessible by personal access token"}), "no right", "give the token read and write access"),
        (Fault(404, {"message": "Not Found"}), "not there, or not for this token", "look at `project`"),
        (Fault(409, {"message": "Conflict"}), "somebody else changes it", "run it again"),
        (Fault(410, {"message": "Issues are disabled for this repo"}), "Issues are disabled", "look at `project`"),
        (Fault(422, {"message": "Validation Failed", "errors": [{"field": "labels", "code": "invalid"}]}), "(Validation Failed; field labels; code invalid)", "look at `labels`"),
        (Fault(301, {"message": "Moved Permanently"}, {"Location": "https://elsewhere.example.org"}), "it has moved", "write its new place"),
        (Fault(429, {"message": "Slow down"}, {"Retry-After": "3600"}), "asks to wait 3600 s", "--wait"),
        (Fault(403, {"message": "API rate limit exceeded"}, {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "99999999999"}), "limits the rate", "--wait"),
        (Fault(200, how="raw", body="<html>Sign in</html>"), "the answer is no JSON", "look at `url`"),
        (Fault(200, {"message": "what?"}), "the answer is no list", "look at `url`"),
    ],
)  # fmt: skip
def test_a_refusal_is_one_line_with_the_way_out(
    base: Base, github: GitHub, fault: Fault, said: str, way_out: str
) -> None:
    base.configure("github", github.url)
    base.write()
    github.fail("GET", "/issues", fault, 9)
    line = refused(base, "plan", "-o", "plan.json")
    assert said in line
    assert way_out in line
    assert not Path("plan.json").exists()
    github.faults.clear()
    assert base.run("plan").exit_code == 0


@pytest.mark.parametrize("how", ["hang", "cut"])
def test_an_answer_that_does_not_come_whole_is_asked_for_again(base: Base, github: GitHub, how: str) -> None:
    base.configure("github", github.url)
    base.write()
    github.fail("GET", "/issues", Fault(how=how))
    assert base.run("plan", "--timeout", "0.4").exit_code == 0
    github.fail("GET", "/issues", Fault(how=how), 9)
    line = refused(base, "plan", "--timeout", "0.3", "--wait", "1")
    assert ("did not answer within 0.3 s" if how == "hang" else "broke off its answer") in line
    assert line.endswith("run it again")


@pytest.mark.parametrize(
    "fault", [Fault(how="hang"), Fault(how="cut"), Fault(502, {"message": "Bad gateway"}), Fault(500)]
)
def test_a_creation_that_nobody_answers_for_is_looked_up_before_it_is_repeated(
    base: Base, github: GitHub, fault: Fault
) -> None:
    base.configure("github", github.url)
    file = base.write()
    base.run("plan", "-o", "plan.json")
    github.faults.append(("POST", "/issues", fault, 2))
    result = base.run("apply", "plan.json", "--timeout", "0.5")
    assert result.exit_code == 0, result.output
    assert len({each["title"] for each in github.issues}) == len(github.issues) == 3
    assert all("[#" in row for row in rows_of(file)[1:])


@pytest.mark.parametrize("as_date", [False, True])
def test_a_limit_is_waited_for(base: Base, github: GitHub, as_date: bool) -> None:
    base.configure("github", github.url)
    base.write()
    base.run("plan", "-o", "plan.json")
    header = formatdate(time() + 1, usegmt=True) if as_date else "1"
    github.fail("POST", "/issues", Fault(429, {"message": "secondary rate limit"}, {"Retry-After": header}))
    github.fail("GET", "/issues", Fault(503, None, {"Retry-After": header}))
    assert base.run("apply", "plan.json").exit_code == 0
    assert len(github.issues) == 3


@pytest.mark.parametrize("status", [401, 403, 404, 409, 422, 429, 500])
@pytest.mark.parametrize("kind", ["github", "gitlab", "jira"])
def test_an_apply_that_is_refused_half_way_goes_on_where_it_was(
    base: Base, request: pytest.FixtureRequest, kind: str, status: int
) -> None:
    server: GitHub | GitLab | Jira = request.getfixturevalue(kind)
    base.configure(kind, server.url, "OPS" if kind == "jira" else "larkmere/follow-ups", "assign = false")
    file = base.write()
    base.run("plan", "-o", "plan.json")
    body = {"errorMessages": ["It says no"]} if kind == "jira" else {"message": "It says no"}
    fault = Fault(status, body, {"Retry-After": "900"} if status == 429 else {})
    path = "/issue$" if kind == "jira" else "/issues$"
    server.after = lambda method, asked: (
        server.fail("POST", path, fault, 9)
        if method == "POST" and asked.endswith(("/issue", "/issues")) and not server.faults
        else None
    )
    line = refused(base, "apply", "plan.json", "--wait", "0.6")
    assert "1 of 3 are done and stay so" in line
    assert "(It says no)" in line or status == 429
    assert len(server.issues) == 1
    assert "[" in rows_of(file)[1].rsplit("|", 2)[1]
    server.faults.clear()
    server.after = lambda method, asked: None
    assert base.run("apply", "plan.json").exit_code == 0
    assert len(server.issues) == 3


def test_a_token_without_rights_is_noticed_before_anything_is_created(
    base: Base, github: GitHub, gitlab: GitLab, jira: Jira
) -> None:
    base.write()
    github.permissions = {"admin": False, "maintain": False, "push": False, "triage": False, "pull": True}
    base.configure("github", github.url)
    base.run("plan", "-o", "plan.json")
    assert "the token may not set labels in larkmere/follow-ups" in refused(base, "apply", "plan.json")
    gitlab.level = 10
    base.configure("gitlab", gitlab.url)
    base.run("plan", "-o", "plan.json")
    assert "give its owner the role Reporter or higher" in refused(base, "apply", "plan.json")
    jira.missing = {"CREATE_ISSUES"}
    base.configure("jira", jira.url, "OPS")
    base.run("plan", "-o", "plan.json")
    assert "may not create issues in OPS" in refused(base, "apply", "plan.json")
    assert not github.issues
    assert not gitlab.issues
    assert not jira.issues


@pytest.mark.parametrize(
    ("kind", "name"),
    [("github", "GITHUB_TOKEN"), ("gitlab", "GITLAB_TOKEN"), ("jira", "JIRA_EMAIL"), ("jira", "JIRA_TOKEN")],
)
def test_a_missing_or_broken_token_is_named_and_never_shown(
    base: Base, monkeypatch: pytest.MonkeyPatch, kind: str, name: str
) -> None:
    base.configure(kind, "http://127.0.0.1:9", "OPS" if kind == "jira" else "larkmere/follow-ups")
    base.write()
    monkeypatch.setenv(name, f"{Server.token}\nX-Evil: 1")
    assert f"{name} holds signs that no token has" in refused(base, "plan")
    monkeypatch.delenv(name)
    assert f"the environment has no {name}" in refused(base, "plan")


def test_a_tracker_that_says_the_token_back_is_not_repeated(base: Base, github: GitHub) -> None:
    base.configure("github", github.url)
    base.write()
    github.fail("GET", "/issues", Fault(403, {"message": f"the token {Server.token} is \x1b[31mbad\nvery"}))
    line = refused(base, "plan")
    assert "the token *** is [31mbad very" in line


def test_nobody_there_is_said(base: Base) -> None:
    base.configure("github", "http://127.0.0.1:9")
    base.write()
    assert "127.0.0.1:9 cannot be reached" in refused(base, "plan", "--wait", "0")


def test_the_token_goes_to_no_other_place(base: Base, github: GitHub) -> None:
    base.configure("github", github.url)
    base.write()
    github.fail("GET", "/issues", Fault(200, [{}], {"Link": '<https://elsewhere.example.org/x>; rel="next"'}))
    github.reply("GET", "/repos/larkmere/follow-ups", {}, None)
    line = refused(base, "plan")
    assert "no issue" in line or "another address" in line


def test_a_stale_plan_is_refused_as_a_whole(base: Base, github: GitHub) -> None:
    base.configure("github", github.url)
    file = base.write()
    base.run("plan", "-o", "plan.json")
    file.write_text(document().replace("2027-01-15", "2027-02-15"), "utf-8")
    result = base.run("apply", "plan.json")
    assert result.exit_code == 2
    assert "A3 has changed since the plan was made" in result.stderr
    assert result.stderr.endswith("nothing was done; make a new plan with `hotwash actions plan --output plan.json`\n")
    assert not github.issues


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "is no plan, or half of one"),
        ('{"format": "hotwash tracker plan", "vers', "half of one"),
        ('{"format": "hotwash tracker plan", "version": 99}', "made by another version"),
        ('{"format": "hotwash tracker plan", "version": 1}', "lacks parts"),
        ('{"format": "hotwash tracker plan", "version": 1, "tracker": {"kind": "github", "url": "u", "project": "p"}, "operations": [{"do": "delete"}]}', "operation 1 cannot be read"),
        ('{"format": "hotwash tracker plan", "version": 1, "tracker": {"kind": "github", "url": "u", "project": "p"}, "operations": []}', "is a plan for p at u"),
    ],
)  # fmt: skip
def test_what_is_no_plan_is_refused(base: Base, github: GitHub, text: str, said: str) -> None:
    base.configure("github", github.url)
    base.write()
    Path("plan.json").write_text(text, "utf-8")
    assert said in refused(base, "apply", "plan.json")


def test_a_change_in_the_tracker_after_the_plan_is_not_overwritten(base: Base, github: GitHub) -> None:
    base.configure("github", github.url)
    file = base.write()
    base.run("plan", "-o", "plan.json")
    base.run("apply", "plan.json")
    file.write_text(file.read_text("utf-8").replace("Install certificates by", "Install all certificates by"), "utf-8")
    base.run("plan", "-o", "plan.json")
    github.issues[1]["title"] = "Theirs"
    result = base.run("apply", "plan.json")
    assert result.exit_code == 1
    assert "title is “Theirs” in #2, and was “Install certificates by the deploy pipeline” in the plan" in result.stdout
    assert github.issues[1]["title"] == "Theirs"


def test_what_people_write_around_our_part_of_an_item_stays(base: Base, github: GitHub) -> None:
    base.configure("github", github.url)
    file = base.write()
    base.run("plan", "-o", "plan.json")
    base.run("apply", "plan.json")
    github.issues[1]["body"] = (
        f"Mine before\r\n\r\n{github.issues[1]['body'].replace(chr(10), chr(13) + chr(10))}\r\n\r\nMine behind"
    )
    assert base.run("plan").stderr == "nothing to do.\n"
    file.write_text(file.read_text("utf-8").replace("2027-01-15", "2027-02-15"), "utf-8")
    base.run("plan", "-o", "plan.json")
    assert base.run("apply", "plan.json").exit_code == 0
    body = github.issues[1]["body"]
    assert body.startswith("Mine before\r\n\r\n<!-- hotwash: ")
    assert body.endswith("<!-- /hotwash -->\r\n\r\nMine behind")
    assert "- Due: 2027-02-15" in body


def test_two_items_for_one_are_told_and_one_is_closed(base: Base, github: GitHub) -> None:
    base.configure("github", github.url)
    base.write()
    base.run("plan", "-o", "plan.json")
    base.run("apply", "plan.json")
    twin = dict(github.issues[1], number=4, html_url="https://github.com/larkmere/follow-ups/issues/4")
    github.issues.append(twin)
    said = base.run("plan", "-o", "plan.json").stdout
    assert "close #4" in said
    assert "it was created twice; #2 stays" in said
    assert base.run("apply", "plan.json").exit_code == 0
    assert [each["state"] for each in github.issues] == ["open", "open", "open", "closed"]
    assert base.run("plan").stderr == "nothing to do.\n"


def test_a_new_item_that_a_list_shows_late_is_waited_for(base: Base, jira: Jira) -> None:
    base.configure("jira", jira.url, "OPS")
    base.write()
    base.run("plan", "-o", "plan.json")
    jira.lag = 2
    jira.fail("POST", "/issue$", Fault(how="cut"))
    assert base.run("apply", "plan.json").exit_code == 0
    assert len(jira.issues) == 3


def test_a_journal_half_written_does_no_harm(base: Base, github: GitHub) -> None:
    base.configure("github", github.url)
    base.write()
    base.run("plan", "-o", "plan.json")
    Path("plan.json.journal").write_text('{"item": "2026-11-03-checkout-certificate#A2"}\n{"item": "2026-11', "utf-8")
    assert base.run("apply", "plan.json").exit_code == 0
    assert len(github.issues) == 3


def test_what_does_not_belong_into_the_tracker_is_left_out_with_the_reason(base: Base, github: GitHub) -> None:
    base.configure("github", github.url)
    text = document()
    base.write(text.replace("status: published", "status: draft"), "2026-11-03-draft")
    base.write(text.replace("authors: [amara]", "authors: [amara]\naudience: restricted"), "2026-11-03-secret")
    base.write(text.replace("| A3 |", "| A2 |").replace("| A4 |", "| |"), "2026-11-03-ids")
    base.write(
        text.replace("F1, F3 | |", "F1, F3 | [LARK-7](https://jira.example.org/browse/LARK-7) |"),
        "2026-11-03-elsewhere",
    )
    said = base.run("plan").stdout
    assert "4 items of a draft" in said
    assert "the audience restricted" in said
    assert "2 items are called A2" in said
    assert "has no id; give it one" in said
    assert "it is tracked elsewhere: [LARK-7]" in said
    assert said.count("create  2026-11-03-elsewhere#") == 2
    assert said.count("create") == 2


def test_a_table_that_gets_its_column_later_gets_its_links_with_the_next_plan(base: Base, gitlab: GitLab) -> None:
    base.configure("gitlab", gitlab.url, more="assign = false")
    column = [line.rpartition(" |")[0].rpartition(" |")[0] + " |" for line in (HEAD + ROWS).splitlines()]
    file = base.write(document().replace(HEAD + ROWS, "\n".join(column) + "\n"))
    assert "Tracker" not in file.read_text("utf-8")
    base.run("plan", "-o", "plan.json")
    said = base.run("apply", "plan.json").stderr
    assert "Give their table a column *Tracker*, and the next plan fills it." in said
    assert said.endswith("3 of 3 done.\n")
    base.write(document())
    base.run("plan", "-o", "plan.json")
    assert base.run("apply", "plan.json").stderr == "3 of 3 done; commit the documents, they hold the links now.\n"
    assert [row.count("](https://gitlab.com/") for row in rows_of(file)] == [0, 1, 1, 1]
    assert len(gitlab.issues) == 3


def test_items_of_a_list_are_followed_without_a_link(base: Base, gitlab: GitLab) -> None:
    base.configure("gitlab", gitlab.url, more="assign = false")
    text = document().partition("## Action items")[0]
    file = base.write(
        f"{text}## Action items\n\n- **A1** Detect: Alert 30 days before expiry. @kenji, 2026-12-04, open (F1, F2, F3, F4, F5)\n"
    )
    base.run("plan", "-o", "plan.json")
    result = base.run("apply", "plan.json")
    assert "1 item has no *Tracker* cell for the link; it is found again all the same." in result.stderr
    assert base.run("plan").stderr == "nothing to do.\n"
    gitlab.close(1)
    base.run("pull")
    assert file.read_text("utf-8").endswith("expiry. @kenji, 2026-12-04, done 2026-11-24 (F1, F2, F3, F4, F5)\n")


def test_a_renamed_document_keeps_its_items(base: Base, github: GitHub) -> None:
    base.configure("github", github.url)
    file = base.write()
    base.run("plan", "-o", "plan.json")
    base.run("apply", "plan.json")
    text = file.read_text("utf-8").replace(
        "authors: [amara]", "authors: [amara]\naliases: [2026-11-03-checkout-certificate]"
    )
    file.unlink()
    base.write(
        text.replace("[#1]", "").replace("(https://github.com/larkmere/follow-ups/issues/1)", ""),
        "2026-11-03-expired-certificate",
    )
    said = base.run("plan").stdout
    assert "create" not in said
    assert "update #1" in said


def test_without_a_tracker_or_its_package_the_way_out_is_said(base: Base) -> None:
    base.write()
    assert "no tracker is configured; write `[tracker]`" in refused(base, "plan")


def test_what_is_only_asked_for_changes_nothing(base: Base, github: GitHub) -> None:
    base.configure("github", github.url)
    file = base.write()
    base.run("plan", "-o", "plan.json")
    asked = base.run("apply", "plan.json", "--dry-run")
    assert asked.stderr == "3 to create; nothing was done.\n"
    assert not github.issues
    base.run("apply", "plan.json")
    github.close(2, "not_planned")
    before = file.read_bytes()
    assert "A3: open -> dropped: closed as not planned in #2 (#2)" in base.run("pull", "--dry-run").stdout
    assert "+| A3 | Prevent" in base.run("pull", "--diff").stdout
    assert file.read_bytes() == before
    config = Path("hotwash.toml")
    config.write_text(config.read_text("utf-8") + 'status = "tracker"\n', "utf-8")
    assert '+      "state": "dropped",' in base.run("pull", "--diff").stdout
    assert "would be written to tracker.json" in base.run("pull", "--dry-run").stderr
    assert not Path("tracker.json").exists()


def test_one_plan_is_carried_out_by_one_at_a_time(base: Base, github: GitHub) -> None:
    base.configure("github", github.url)
    base.write()
    base.run("plan", "-o", "plan.json")
    with Path("plan.json").open("rb") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        assert "plan.json is being carried out by somebody else" in refused(base, "apply", "plan.json")
    assert base.run("apply", "plan.json").exit_code == 0


def test_a_broken_row_keeps_no_other_back(base: Base, github: GitHub) -> None:
    base.configure("github", github.url)
    file = base.write()
    base.run("plan", "-o", "plan.json")
    base.run("apply", "plan.json")
    file.write_text(file.read_text("utf-8").replace("| F1, F3 | [#1]", "| F1, F3 | | [#1]"), "utf-8")
    github.close(1)
    github.close(2)
    result = base.run("pull")
    assert result.exit_code == 2
    assert "the row of A2 has more cells than the table's head; mend it first" in result.stderr
    assert "A3: open -> done 2026-11-24 (#2)" in result.stdout
    assert "| done 2026-11-24 |" in rows_of(file)[2]


def test_a_ticket_that_is_gone_or_linked_by_hand_is_left_to_people(base: Base, github: GitHub) -> None:
    base.configure("github", github.url)
    file = base.write(document().replace("| F1, F3 | |", "| F1, F3 | #77 |"))
    assert "#77 is not there (any more); empty its *Tracker* cell" in base.run("plan").stdout
    github.reply("POST", "/repos/larkmere/follow-ups/issues", {}, {"title": "By hand", "labels": ["ops"]})
    file.write_text(document().replace("| F1, F3 | |", "| F1, F3 | #1 |"), "utf-8")
    said = base.run("plan", "-o", "plan.json").stdout
    assert "#1 was linked by hand, and is left as it is but for its status" in said
    assert base.run("apply", "plan.json").exit_code == 0
    assert len(github.issues) == 3
    github.close(1)
    assert "A2: open -> done 2026-11-24 (#1)" in base.run("pull").stdout
    assert github.issues[0]["title"] == "By hand"


@pytest.mark.parametrize("kind", ["github", "gitlab"])
def test_an_owner_who_has_left_holds_nothing_up(base: Base, request: pytest.FixtureRequest, kind: str) -> None:
    server: GitHub | GitLab = request.getfixturevalue(kind)
    base.configure(kind, server.url)
    file = base.write(document().replace("@kenji | 2026-12-04", "@gone | 2026-12-04"))
    base.run("plan", "-o", "plan.json")
    result = base.run("apply", "plan.json")
    assert result.exit_code == 0, result.output
    assert f"nobody is assigned: {kind} does not take the account gone; write another into `owners`" in result.stdout
    assert [len(each["assignees"]) for each in server.issues] == [0, 1, 0]
    said = base.run("plan")
    assert "the owner changed from “gone” to “nothing” in #1" in said.stdout
    assert said.stderr == "nothing to do.\n"
    file.write_text(file.read_text("utf-8").replace("@kenji | 2027", "@gone | 2027"), "utf-8")
    base.run("plan", "-o", "plan.json")
    result = base.run("apply", "plan.json")
    assert "nobody is assigned" in result.stdout
    assert result.exit_code == 0
    assert base.run("plan").stderr == "nothing to do.\n"
