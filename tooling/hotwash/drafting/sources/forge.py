"""Issues, pull and merge requests of GitHub and GitLab with their comments, and the output of `git log`."""

from __future__ import annotations

import re
from typing import Any

from hotwash.drafting.evidence import Material
from hotwash.drafting.sources.facts import Facts, moment
from hotwash.exports.located import Located, objects

_COMMIT = re.compile(r"^commit (?P<hash>[0-9a-f]{7,40})\b")
_ONE_LINE = re.compile(r"^(?:[*|\\/ ]+)?(?P<hash>[0-9a-f]{7,40})[ \t|]+(?P<when>\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?(?: ?[+-]\d\d:?\d\d|Z)?)[ \t|]+(?P<text>\S.*)$")  # fmt: skip
_LAST = re.compile(r"^(?P<when>\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?(?: ?[+-]\d\d:?\d\d|Z)?)[ \t|]+(?P<hash>[0-9a-f]{7,40})[ \t|]+(?P<text>\S.*)$")  # fmt: skip
_DATE = re.compile(r"^(?:Author|Commit)?Date:\s+(?P<when>.+?)\s*$")
_GIT_DATE = re.compile(
    r"^\w{3} (?P<month>\w{3}) (?P<day>\d{1,2}) (?P<clock>\d\d:\d\d:\d\d) (?P<year>\d{4}) (?P<zone>[+-]\d{4})$"
)


def read(name: str, values: list[Any]) -> Material | None:
    """An issue or request with what was said about it, or None where this is none."""
    facts = Facts(name, "forge")
    known = False
    for each in objects(values):
        known |= _item(each, facts)
    return facts.done() if known else None


def _item(each: Located, facts: Facts) -> bool:
    inner = (each.objects("issue") or each.objects("pull_request") or each.objects("object_attributes") or [each])[0]
    if "title" in inner and ("number" in inner or "iid" in inner) and ("body" in inner or "description" in inner):
        change = "merged_at" in inner or "mergedAt" in inner
        label = f"#{inner.text('number')}" if "number" in inner else f"{'!' if change else '#'}{inner.text('iid')}"
        created = inner.at("created_at") or inner.at("createdAt")
        facts.material.title = facts.material.title or inner.text("title")
        if change:
            facts.say(
                inner,
                inner.at("merged_at") or inner.at("mergedAt"),
                f"{label} merged: {inner.text('title')}",
                _merged(inner.text("title")),
                author="forge",
            )
        else:
            facts.say(inner, created, f"{label} opened: {inner.text('title')}", author=_author(inner), machine=False)
        facts.say(inner, created, inner.text("body") or inner.text("description"), author=_author(inner), machine=False)
        closed = inner.at("closed_at") or inner.at("closedAt")
        if closed and not change:
            facts.say(inner, closed, f"{label} closed", "result", author="forge")
        for comment in [
            *each.objects("comments"),
            *inner.objects("comments"),
            *inner.objects("comments", "nodes"),
            *each.objects("notes"),
            *inner.objects("notes"),
            *each.objects("comment"),
        ]:
            _comment(comment, facts)
        return True
    if "body" in each and (
        "issue_url" in each
        or "noteable_type" in each
        or ("user" in each and "created_at" in each and "html_url" in each)
    ):
        _comment(each, facts)
        return True
    if "sha" in each and each.text("commit", "message"):
        facts.say(
            each,
            each.at("commit", "committer", "date"),
            each.text("commit", "message").split("\n")[0],
            _merged(each.text("commit", "message")),
            author="forge",
        )
        return True
    return False


def _comment(comment: Located, facts: Facts) -> None:
    if not comment.at("system"):
        facts.say(
            comment,
            comment.at("created_at") or comment.at("createdAt"),
            comment.text("body"),
            author=_author(comment),
            machine=False,
        )


def _author(each: Located) -> str:
    return (
        each.text("user", "login")
        or each.text("author", "login")
        or each.text("author", "username")
        or each.text("author", "name")
    )


def _merged(title: str) -> str:
    return "action" if re.match(r"\W*(?:revert|rollback|hotfix|fix)", title, re.IGNORECASE) else "change"


def read_log(name: str, text: str) -> Material | None:
    """The commits of `git log`, in its own form or one commit a line with its date, or None where this is none."""
    lines = text.split("\n")
    facts = Facts(name, "git")
    if not any(_COMMIT.match(line) or _ONE_LINE.match(line) or _LAST.match(line) for line in lines[:3]):
        return None
    first, when, subject = 0, None, ""
    for number, line in enumerate([*lines, "commit 0000000"], start=1):
        single = _ONE_LINE.match(line) or _LAST.match(line)
        if single:
            text_of = single["text"].strip(" |")
            facts.say(
                number,
                moment(single["when"]),
                f"Commit `{single['hash'][:10]}`: {text_of}",
                _merged(text_of),
                author="git",
            )
        elif _COMMIT.match(line):
            if first and subject:
                found = _COMMIT.match(lines[first - 1])
                facts.say(
                    first,
                    when,
                    f"Commit `{found['hash'][:10] if found else ''}`: {subject}",
                    _merged(subject),
                    author="git",
                )
            first, when, subject = number, None, ""
        elif first and (date := _DATE.match(line)):
            git = _GIT_DATE.match(date["when"])
            written = (
                f"{git['day']} {git['month']} {git['year']}, {git['clock']} {git['zone'][:3]}:{git['zone'][3:]}"
                if git
                else date["when"]
            )
            when = moment(written)
        elif first and not subject and line.startswith("    ") and line.strip():
            subject = line.strip()
    return facts.done()
