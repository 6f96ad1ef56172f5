"""GitHub Issues, as its REST API of 2022-11-28 describes them: https://docs.github.com/rest/issues."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from hotwash.trackers import note as notes
from hotwash.trackers.adapter import Adapter, text, texts
from hotwash.trackers.model import Issue, Note, Values
from hotwash.trackers.trouble import GoneError, TrackerError

_REF = re.compile(r"(?:\[)?(?:(?P<project>[\w.-]+/[\w.-]+))?#(?P<number>\d+)\b")
_URL = re.compile(r"https?://[^/\s]+/(?P<project>[\w.-]+/[\w.-]+)/issues/(?P<number>\d+)\b")


class GitHub(Adapter):
    """An item is open, closed as completed, or closed as not planned; it has no due date but in its text."""

    has_due = False

    def fold(self, state: str) -> str:
        return "open" if state == "in progress" else state

    @property
    def _repository(self) -> str:
        return f"/repos/{self.tracker.project}"

    def check_rights(self) -> None:
        found = self.session.get(self._repository, f"looking at {self.tracker.project}").data
        rights = found.get("permissions") if isinstance(found, dict) else None
        if isinstance(found, dict) and (found.get("archived") or found.get("has_issues") is False):
            why = "is archived" if found.get("archived") else "has no issues"
            raise TrackerError(
                f"{self.tracker.project} {why}; change that in its settings, or name another `project` in `tracker`"
            )
        # Who may not push or triage may create items, but their labels are silently left out.
        if isinstance(rights, dict) and not any(rights.get(name) for name in ("triage", "push", "maintain", "admin")):
            raise TrackerError(
                f"the token may not set labels in {self.tracker.project}, and without them no item is found again; "
                "give it read and write access to its issues, and run it again"
            )

    def all(self) -> Iterator[Issue]:
        params = {"labels": self.tracker.labels[0], "state": "all", "per_page": 100, "direction": "asc"}
        doing = f"reading the items of {self.tracker.project}"
        for found in self.session.pages(f"{self._repository}/issues", doing, params):
            if isinstance(found, dict) and "pull_request" not in found:
                yield self._issue(found)

    def newest(self) -> list[Issue]:
        params = {"labels": self.tracker.labels[0], "state": "all", "per_page": 100, "sort": "created"}
        doing = f"reading the newest items of {self.tracker.project}"
        found = self.session.get(f"{self._repository}/issues", doing, {**params, "direction": "desc"}).data
        return [self._issue(each) for each in found or () if isinstance(each, dict) and "pull_request" not in each]

    def get(self, ref: str) -> Issue:
        found = self.session.get(f"{self._repository}/issues/{ref.removeprefix('#')}", f"reading {ref}").data
        if not isinstance(found, dict) or "pull_request" in found:
            raise GoneError(f"{ref} of {self.tracker.project} is no issue; name one in the document, or nothing")
        return self._issue(found)

    def create(self, note: Note, values: Values, text: str) -> Issue:
        body: dict[str, Any] = {
            "title": values.title,
            "body": notes.written(note, text),
            "labels": list(self.tracker.labels),
        }
        if values.owner:
            body["assignees"] = [values.owner]
        answer = self.session.ask(
            "POST", f"{self._repository}/issues", f"creating {note.item}", body=body, repeatable=False
        )
        return self._issue(answer.data)

    def update(self, issue: Issue, changes: Mapping[str, str], note: Note, text: str | None) -> Issue:
        body: dict[str, Any] = {
            "body": notes.noted(issue.body, note) if text is None else notes.written(note, text, issue.body)
        }
        if "title" in changes:
            body["title"] = changes["title"]
        if "state" in changes:
            state = changes["state"]
            body["state"] = "closed" if state in ("done", "dropped") else "open"
            reasons = {"done": "completed", "dropped": "not_planned"}
            body["state_reason"] = reasons.get(state, "reopened")
        if "owner" in changes:
            body["assignees"] = self.owners_after(issue, changes["owner"])
        answer = self.session.ask(
            "PATCH", f"{self._repository}/issues/{issue.ref.removeprefix('#')}", f"changing {issue.ref}", body=body
        )
        return self._issue(answer.data)

    def ref_of(self, cell: str) -> str | None:
        match = _URL.search(cell) or _REF.search(cell)
        if match is None or (match["project"] or self.tracker.project).lower() != self.tracker.project.lower():
            return None
        return f"#{match['number']}"

    def _issue(self, found: Any) -> Issue:
        if not isinstance(found, dict) or not isinstance(found.get("number"), int):
            raise TrackerError("the tracker's answer is no issue; look at `url` in `tracker`")
        body = text(found, "body")
        note, now = notes.read(body)
        closed = found.get("state") == "closed"
        dropped = closed and found.get("state_reason") in ("not_planned", "duplicate")
        ref = f"#{found['number']}"
        return Issue(
            ref=ref,
            url=text(found, "html_url"),
            title=text(found, "title"),
            body=body,
            owners=texts(found.get("assignees"), "login"),
            due="",
            state="dropped" if dropped else "done" if closed else "open",
            closed=self.moment(found.get("closed_at")) if closed else None,
            reason=f"closed as {text(found, 'state_reason').replace('_', ' ')} in {ref}" if dropped else "",
            labels=texts(found.get("labels"), "name"),
            note=note,
            text=now,
        )
