"""GitLab Issues, as its REST API v4 describes them: https://docs.gitlab.com/api/issues/."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

from hotwash.trackers import note as notes
from hotwash.trackers.adapter import Adapter, text, texts
from hotwash.trackers.model import Issue, Note, Values
from hotwash.trackers.trouble import TrackerError

_REF = re.compile(r"(?:\[)?(?:(?P<project>[\w.-]+(?:/[\w.-]+)+))?#(?P<number>\d+)\b")
_URL = re.compile(r"https?://[^/\s]+/(?P<project>[\w.-]+(?:/[\w.-]+)+?)(?:/-)?/(?:issues|work_items)/(?P<number>\d+)\b")
_REPORTER = 20
"""The access level from which on labels and owners can be set."""


class GitLab(Adapter):
    """An item is open or closed, whatever the reason."""

    def fold(self, state: str) -> str:
        return {"in progress": "open", "dropped": "done"}.get(state, state)

    @property
    def _project(self) -> str:
        return f"/api/v4/projects/{quote(self.tracker.project, safe='')}"

    def check_rights(self) -> None:
        found = self.session.get(self._project, f"looking at {self.tracker.project}").data
        if not isinstance(found, dict):
            raise TrackerError("the tracker's answer is no project; look at `url` in `tracker`")
        if found.get("archived") or found.get("issues_access_level") == "disabled":
            why = "is archived" if found.get("archived") else "has no issues"
            raise TrackerError(
                f"{self.tracker.project} {why}; change that in its settings, or name another `project` in `tracker`"
            )
        rights = found.get("permissions")
        held = (
            [each.get("access_level") for each in rights.values() if isinstance(each, dict)]
            if isinstance(rights, dict)
            else []
        )
        if held and max((level for level in held if isinstance(level, int)), default=0) < _REPORTER:
            raise TrackerError(
                f"the token may not set labels in {self.tracker.project}, and without them no item is found again; "
                "give its owner the role Reporter or higher, and run it again"
            )

    def all(self) -> Iterator[Issue]:
        params = {
            "labels": self.tracker.labels[0],
            "scope": "all",
            "per_page": 100,
            "order_by": "created_at",
            "sort": "asc",
        }
        doing = f"reading the items of {self.tracker.project}"
        for found in self.session.pages(f"{self._project}/issues", doing, params):
            yield self._issue(found)

    def newest(self) -> list[Issue]:
        params = {
            "labels": self.tracker.labels[0],
            "scope": "all",
            "per_page": 100,
            "order_by": "created_at",
            "sort": "desc",
        }
        doing = f"reading the newest items of {self.tracker.project}"
        return [self._issue(each) for each in self.session.get(f"{self._project}/issues", doing, params).data or ()]

    def get(self, ref: str) -> Issue:
        return self._issue(self.session.get(self._at(ref), f"reading {ref}").data)

    def create(self, note: Note, values: Values, text: str) -> Issue:
        body: dict[str, Any] = {
            "title": values.title,
            "description": notes.written(note, text),
            "labels": ",".join(self.tracker.labels),
        }
        if values.due:
            body["due_date"] = values.due
        if values.owner:
            body["assignee_ids"] = [self._user(values.owner)]
        answer = self.session.ask(
            "POST", f"{self._project}/issues", f"creating {note.item}", body=body, repeatable=False
        )
        return self._issue(answer.data)

    def update(self, issue: Issue, changes: Mapping[str, str], note: Note, text: str | None) -> Issue:
        described = notes.noted(issue.body, note) if text is None else notes.written(note, text, issue.body)
        body: dict[str, Any] = {"description": described}
        if "title" in changes:
            body["title"] = changes["title"]
        if "due" in changes:
            body["due_date"] = changes["due"]
        if "owner" in changes:
            owners = self.owners_after(issue, changes["owner"])
            body["assignee_ids"] = [self._user(name) for name in owners] or [0]
        if "state" in changes and self.fold(changes["state"]) != self.fold(issue.state):
            body["state_event"] = "close" if self.fold(changes["state"]) == "done" else "reopen"
        return self._issue(self.session.ask("PUT", self._at(issue.ref), f"changing {issue.ref}", body=body).data)

    def ref_of(self, cell: str) -> str | None:
        match = _URL.search(cell) or _REF.search(cell)
        if match is None:
            return None
        project = self.tracker.project.lower()
        if match["project"] and not project.isdigit() and match["project"].lower() != project:
            return None
        return f"#{match['number']}"

    def _at(self, ref: str) -> str:
        return f"{self._project}/issues/{ref.removeprefix('#')}"

    def _user(self, name: str) -> int:
        """The number of an account, which an item is assigned by."""
        known = self.__dict__.setdefault("_users", {})
        if name not in known:
            found = self.session.get("/api/v4/users", f"looking for the account {name}", {"username": name}).data
            numbers = [each.get("id") for each in found or () if isinstance(each, dict)]
            if not numbers or not isinstance(numbers[0], int):
                raise TrackerError(
                    f"gitlab has no account {name}; write the right one into `owners` in `tracker`, and run it again",
                    value=True,
                )
            known[name] = numbers[0]
        number: int = known[name]
        return number

    def _issue(self, found: Any) -> Issue:
        if not isinstance(found, dict) or not isinstance(found.get("iid"), int):
            raise TrackerError("the tracker's answer is no issue; look at `url` in `tracker`")
        body = text(found, "description")
        note, now = notes.read(body)
        closed = found.get("state") == "closed"
        return Issue(
            ref=f"#{found['iid']}",
            url=text(found, "web_url"),
            title=text(found, "title"),
            body=body,
            owners=texts(found.get("assignees"), "username"),
            due=text(found, "due_date"),
            state="done" if closed else "open",
            closed=self.moment(found.get("closed_at")) if closed else None,
            labels=texts(found.get("labels"), "name"),
            note=note,
            text=now,
        )
