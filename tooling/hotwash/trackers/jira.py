"""Jira Cloud, as its REST API v3 describes it: https://developer.atlassian.com/cloud/jira/platform/rest/v3/.

The note is a property of the item, which nobody sees; a label finds it again. The text is written once, for Jira gives it
back in another form than it took it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import Any

from hotwash.trackers import note as notes
from hotwash.trackers.adapter import Adapter, text, texts
from hotwash.trackers.model import Issue, Note, Values
from hotwash.trackers.trouble import TrackerError

_PROPERTY = "hotwash"
_FIELDS = ["summary", "status", "assignee", "duedate", "labels", "resolution", "resolutiondate"]
_STATES = {"new": "open", "indeterminate": "in progress", "done": "done"}
"""From a category of Jira's statuses; those have the same names everywhere."""
_LINK = re.compile(r"(?<!\\)\[([^\[\]]*)\]\((\S*)\)")
_SIGN = re.compile(r"\\([\\`*_\[\]|~$])|[`*]|\u200b")
_DROPPED = re.compile(r"won.?t|declin|duplicat|cancel|cannot|reject|obsolete", re.IGNORECASE)


class Jira(Adapter):
    """An item has the category of its status: to do, in progress, done."""

    keeps_text = False
    lags = True

    def fold(self, state: str) -> str:
        return "done" if state == "dropped" else state

    def account(self, handle: str) -> str:
        return self.tracker.owners.get(handle.removeprefix("@").lower(), "")

    def check_rights(self) -> None:
        wanted = ("BROWSE_PROJECTS", "CREATE_ISSUES", "EDIT_ISSUES", "TRANSITION_ISSUES")
        params = {"projectKey": self.tracker.project, "permissions": ",".join(wanted)}
        found = self.session.get("/rest/api/3/mypermissions", f"looking at {self.tracker.project}", params).data
        rights = found.get("permissions") if isinstance(found, dict) else None
        missing = [
            name
            for name in wanted
            if isinstance(rights, dict)
            and not (isinstance(rights.get(name), dict) and rights[name].get("havePermission"))
        ]
        if missing:
            words = ", ".join(name.lower().replace("_", " ") for name in missing)
            raise TrackerError(
                f"the token's owner may not {words} in {self.tracker.project}; give them that right, and run it again"
            )

    def all(self) -> Iterator[Issue]:
        return self._search("created ASC", f"reading the items of {self.tracker.project}")

    def newest(self) -> list[Issue]:
        return list(self._search("created DESC", f"reading the newest items of {self.tracker.project}", pages=1))

    def _search(self, order: str, doing: str, pages: int = 10_000) -> Iterator[Issue]:
        jql = f'project = "{self.tracker.project}" AND labels = "{self.tracker.labels[0]}" ORDER BY {order}'
        body: dict[str, Any] = {"jql": jql, "fields": _FIELDS, "properties": [_PROPERTY], "maxResults": 100}
        for _ in range(pages):
            found = self.session.ask("POST", "/rest/api/3/search/jql", doing, body=body).data
            if not isinstance(found, dict) or not isinstance(found.get("issues"), list):
                raise TrackerError(f"{doing}: the answer is no list; look at `url` in `tracker`")
            yield from map(self._issue, found["issues"])
            following = found.get("nextPageToken")
            if not following or found.get("isLast") or following == body.get("nextPageToken"):
                return
            body["nextPageToken"] = following

    def get(self, ref: str) -> Issue:
        params = {"fields": ",".join(_FIELDS), "properties": _PROPERTY}
        return self._issue(self.session.get(f"/rest/api/3/issue/{ref}", f"reading {ref}", params).data)

    def create(self, note: Note, values: Values, text: str) -> Issue:
        fields: dict[str, Any] = {
            "project": {"key": self.tracker.project},
            "issuetype": {"name": self.tracker.issue_type},
            "summary": values.title,
            "description": _described(text),
            "labels": list(self.tracker.labels),
        }
        if values.due:
            fields["duedate"] = values.due
        if values.owner:
            fields["assignee"] = {"accountId": values.owner}
        body = {"fields": fields, "properties": [{"key": _PROPERTY, "value": notes.data(note)}]}
        found = self.session.ask("POST", "/rest/api/3/issue", f"creating {note.item}", body=body, repeatable=False).data
        key = found.get("key") if isinstance(found, dict) else None
        if not isinstance(key, str):
            raise TrackerError("the tracker's answer is no issue; look at `url` in `tracker`")
        return Issue(
            key, self._url(key), values.title, "", (values.owner,) if values.owner else (), values.due, "open",
            labels=self.tracker.labels, note=note,
        )  # fmt: skip

    def update(self, issue: Issue, changes: Mapping[str, str], note: Note, text: str | None) -> Issue:
        doing = f"changing {issue.ref}"
        fields: dict[str, Any] = {}
        if "title" in changes:
            fields["summary"] = changes["title"]
        if "due" in changes:
            fields["duedate"] = changes["due"] or None
        if "owner" in changes:
            fields["assignee"] = {"accountId": changes["owner"]} if changes["owner"] else None
        if "state" in changes and self.fold(changes["state"]) != self.fold(issue.state):
            self._move(issue.ref, self.fold(changes["state"]), doing)
        body = {"fields": fields, "properties": [{"key": _PROPERTY, "value": notes.data(note)}]}
        self.session.ask("PUT", f"/rest/api/3/issue/{issue.ref}", doing, body=body)
        return self.get(issue.ref)

    def _move(self, ref: str, state: str, doing: str) -> None:
        """Through the first transition that leads to the category of a state; asked again it may be gone, so look first."""
        path = f"/rest/api/3/issue/{ref}/transitions"
        found = self.session.get(path, doing).data
        moves = found.get("transitions") if isinstance(found, dict) else None
        fitting = [
            each.get("id")
            for each in moves or ()
            if isinstance(each, dict) and _STATES.get(text(each, "to", "statusCategory", "key")) == state
        ]
        if not fitting:
            raise TrackerError(
                f"{doing}: no transition of its workflow leads to “{state}”; move it by hand, and run it again"
            )
        self.session.ask("POST", path, doing, body={"transition": {"id": fitting[0]}})

    def ref_of(self, cell: str) -> str | None:
        match = re.search(rf"(?<![\w-])({re.escape(self.tracker.project)}-\d+)\b", cell, re.IGNORECASE)
        return match[1].upper() if match else None

    def _url(self, key: str) -> str:
        return f"{self.tracker.url}/browse/{key}"

    def _issue(self, found: Any) -> Issue:
        key = text(found, "key")
        if not key:
            raise TrackerError("the tracker's answer is no issue; look at `url` in `tracker`")
        fields = found.get("fields") or {}
        state = _STATES.get(text(fields, "status", "statusCategory", "key"), "open")
        resolution = text(fields, "resolution", "name")
        dropped = state == "done" and bool(_DROPPED.search(resolution))
        owner = text(fields, "assignee", "accountId")
        held = found.get("properties")
        return Issue(
            ref=key,
            url=self._url(key),
            title=text(fields, "summary"),
            body="",
            owners=(owner,) if owner else (),
            due=text(fields, "duedate"),
            state="dropped" if dropped else state,
            closed=self.moment(fields.get("resolutiondate")) if state == "done" else None,
            reason=f"{resolution} in {key}" if dropped else "",
            labels=texts(fields.get("labels"), "name"),
            note=notes.from_data(held.get(_PROPERTY)) if isinstance(held, dict) else None,
        )


def _described(text: str) -> dict[str, Any]:
    """The lines of a text as a document of Atlassian's format: a paragraph for each, without Markdown's signs."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    plain = [_SIGN.sub(r"\1", _LINK.sub(r"\1 (\2)", unescape(line))) for line in lines]
    return {
        "type": "doc",
        "version": 1,
        "content": [{"type": "paragraph", "content": [{"type": "text", "text": line}]} for line in plain],
    }
