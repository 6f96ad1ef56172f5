"""Small trackers with real state, which lose, delay and cut their answers when a test asks for it."""

from __future__ import annotations

import json
import re
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple, Self
from urllib.parse import parse_qs, quote, unquote, urlsplit

NOW = "2026-11-24T09:30:00Z"


class Fault(NamedTuple):
    """What goes wrong with a request."""

    status: int = 0
    """Answered instead; 0: the request is carried out."""
    body: Any = None
    headers: Mapping[str, str] = {}
    how: str = "answer"
    """`answer`, `hang` (say nothing), `cut` (break off in the middle), `raw` (the body as it is)."""


class Reply(NamedTuple):
    status: int
    data: Any
    headers: Mapping[str, str] = {}


class Server(ABC):
    """One tracker on a port of this machine."""

    token = "a-token-that-nobody-sees"  # noqa: S105 - of no tracker

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self.faults: list[tuple[str, str, Fault, int]] = []
        """Method, pattern of the path, what goes wrong, and how often still."""
        self.asked: list[tuple[str, str]] = []
        self.page = 100
        self.after: Callable[[str, str], None] = lambda method, path: None
        """Called once a request is carried out."""
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *args: object) -> None:
                pass

            def answer(self) -> None:
                outer.handle(self)

            do_GET = do_POST = do_PATCH = do_PUT = answer  # noqa: N815 - the library's names

        class Quiet(ThreadingHTTPServer):
            daemon_threads = True
            block_on_close = False

            def handle_error(self, *args: object) -> None:
                pass  # who asks may go away

        self._server = Quiet(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *args: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def fail(self, method: str, pattern: str, fault: Fault, times: int = 1) -> None:
        """Let the next requests of a kind go wrong."""
        self.faults.append((method, pattern, fault, times))

    def _fault(self, method: str, path: str) -> Fault:
        for at, (wanted, pattern, fault, times) in enumerate(self.faults):
            if wanted == method and re.search(pattern, path):
                self.faults[at : at + 1] = [(wanted, pattern, fault, times - 1)] if times > 1 else []
                return fault
        return Fault()

    def handle(self, request: BaseHTTPRequestHandler) -> None:
        parts = urlsplit(request.path)
        length = int(request.headers.get("Content-Length") or 0)
        body = json.loads(request.rfile.read(length) or b"null")
        query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
        with self.lock:
            self.asked.append((request.command, request.path))
            fault = self._fault(request.command, request.path)
            if fault.status:
                reply = Reply(fault.status, fault.body, fault.headers)
            elif not self.knows(request.headers):
                reply = self.refused()
            else:
                reply = self.reply(request.command, parts.path, query, body)
        if not fault.status:
            self.after(request.command, request.path)
        if fault.how == "hang":
            time.sleep(30)
            return
        text = (
            fault.body.encode()
            if fault.how == "raw"
            else b""
            if reply.data is None
            else json.dumps(reply.data).encode()
        )
        request.send_response(reply.status)
        for name, value in reply.headers.items():
            request.send_header(name, value)
        request.send_header("Content-Type", "application/json")
        request.send_header("Content-Length", str(len(text) + (50 if fault.how == "cut" else 0)))
        request.end_headers()
        request.wfile.write(text)
        if fault.how == "cut":
            request.close_connection = True

    def knows(self, headers: Any) -> bool:
        return self.token in str(headers.get("Authorization") or headers.get("PRIVATE-TOKEN"))

    def refused(self) -> Reply:
        return Reply(
            401, {"message": "Bad credentials", "documentation_url": "https://docs.example.org", "status": "401"}
        )

    @abstractmethod
    def reply(self, method: str, path: str, query: Mapping[str, str], body: Any) -> Reply:
        """What the tracker answers."""

    def paged(self, found: list[Any], path: str, query: Mapping[str, str]) -> Reply:
        """A page of a list, with the header that leads to the next one."""
        size, number = min(int(query.get("per_page", 30)), self.page), int(query.get("page", 1))
        more = len(found) > size * number
        others = "&".join(f"{name}={value}" for name, value in query.items() if name != "page")
        link = {"Link": f'<{self.public}{path}?{others}&page={number + 1}>; rel="next"'} if more else {}
        return Reply(200, found[size * (number - 1) : size * number], link)

    public = ""
    """The address by which others reach it, where that is another one; empty for addresses without a host."""


class GitHub(Server):
    """Issues of one repository, in the shape of the description's own examples."""

    def __init__(self, examples: Mapping[str, Any], repository: str = "larkmere/follow-ups") -> None:
        super().__init__()
        self.repository = repository
        self.examples = examples
        self.issues: list[dict[str, Any]] = []
        self.logins = {"amara", "kenji", "web-lead"}
        self.permissions = {"admin": False, "maintain": False, "push": True, "triage": True, "pull": True}

    def reply(self, method: str, path: str, query: Mapping[str, str], body: Any) -> Reply:
        base = f"/repos/{self.repository}"
        if path == base:
            return Reply(
                200,
                {
                    **self.examples["full-repository"]["value"],
                    "permissions": self.permissions,
                    "has_issues": True,
                    "has_discussions": False,
                    "archived": False,
                },
            )
        if path == f"{base}/issues" and method == "GET":
            found = [each for each in self.issues if query["labels"] in [label["name"] for label in each["labels"]]]
            return self.paged(found[::-1] if query.get("direction") == "desc" else found, path, query)
        if path == f"{base}/issues":
            return self._create(body)
        match = re.fullmatch(re.escape(base) + r"/issues/(\d+)", path)
        if match is None or int(match[1]) > len(self.issues):
            return Reply(
                404, {"message": "Not Found", "documentation_url": "https://docs.example.org", "status": "404"}
            )
        issue = self.issues[int(match[1]) - 1]
        return Reply(200, issue) if method == "GET" else self._change(issue, body)

    def _create(self, body: Any) -> Reply:
        if wrong := self._wrong(body):
            return wrong
        number = len(self.issues) + 1
        issue = {
            **self.examples["issue"]["value"],
            "number": number, "id": number, "title": body["title"], "body": body.get("body"), "state": "open", "state_reason": None,
            "html_url": f"https://github.com/{self.repository}/issues/{number}",
            "labels": [{"id": 1, "node_id": "x", "url": "https://example.org", "name": name, "description": None, "color": "fff", "default": False} for name in body.get("labels", [])],
            "assignees": [self._user(name) for name in body.get("assignees", [])], "assignee": None, "closed_at": None, "closed_by": None,
            "created_at": NOW, "updated_at": NOW,
        }  # fmt: skip
        issue.pop("pull_request", None)
        self.issues.append(issue)
        return Reply(201, issue)

    def _wrong(self, body: Any) -> Reply | None:
        wrong = [name for name in body.get("assignees", []) if name not in self.logins]
        return self._invalid(f"assignees {wrong[0]} cannot be assigned to this issue") if wrong else None

    def _change(self, issue: dict[str, Any], body: Any) -> Reply:
        if wrong := self._wrong(body):
            return wrong
        issue.update({name: body[name] for name in ("title", "body", "state", "state_reason") if name in body})
        if "assignees" in body:
            issue["assignees"] = [self._user(name) for name in body["assignees"]]
        if body.get("state") == "closed":
            issue["closed_at"] = NOW
        return Reply(200, issue)

    def _user(self, login: str) -> dict[str, Any]:
        return {**self.examples["issue"]["value"]["user"], "login": login}

    def _invalid(self, said: str) -> Reply:
        return Reply(
            422,
            {
                "message": "Validation Failed",
                "documentation_url": "https://docs.example.org",
                "errors": [{"resource": "Issue", "field": "assignees", "code": "invalid", "message": said}],
            },
        )

    def close(self, number: int, reason: str = "completed", day: str = NOW) -> None:
        """As a person closes an item."""
        self.issues[number - 1].update(state="closed", state_reason=reason, closed_at=day)


class GitLab(Server):
    """Issues of one project."""

    def __init__(self, project: str = "larkmere/follow-ups") -> None:
        super().__init__()
        self.project = project
        self.issues: list[dict[str, Any]] = []
        self.users = {"amara": 11, "kenji": 12}
        self.level = 30

    def refused(self) -> Reply:
        return Reply(401, {"message": "401 Unauthorized"})

    def reply(self, method: str, path: str, query: Mapping[str, str], body: Any) -> Reply:
        path = unquote(path)
        base = f"/api/v4/projects/{self.project}"
        if path == base:
            rights = {"project_access": {"access_level": self.level, "notification_level": 3}, "group_access": None}
            return Reply(
                200,
                {
                    "id": 7,
                    "path_with_namespace": self.project,
                    "archived": False,
                    "issues_access_level": "enabled",
                    "permissions": rights,
                },
            )
        if path == "/api/v4/users":
            name = query["username"]
            return Reply(200, [self._user(name)] if name in self.users else [])
        if path == f"{base}/issues" and method == "GET":
            found = [each for each in self.issues if query["labels"] in each["labels"]]
            return self.paged(
                found[::-1] if query.get("sort") == "desc" else found,
                path.replace(self.project, quote(self.project, safe="")),
                query,
            )
        if path == f"{base}/issues":
            return self._create(body)
        match = re.fullmatch(re.escape(base) + r"/issues/(\d+)", path)
        if match is None or int(match[1]) > len(self.issues):
            return Reply(404, {"message": "404 Not found"})
        issue = self.issues[int(match[1]) - 1]
        return Reply(200, issue) if method == "GET" else self._change(issue, body)

    def _create(self, body: Any) -> Reply:
        number = len(self.issues) + 1
        issue = {
            "id": 1000 + number, "iid": number, "project_id": 7, "title": body["title"], "description": body.get("description"), "state": "opened",
            "created_at": NOW, "updated_at": NOW, "closed_at": None, "labels": body.get("labels", "").split(","), "assignees": [], "due_date": body.get("due_date"),
            "web_url": f"https://gitlab.com/{self.project}/-/issues/{number}",
        }  # fmt: skip
        self.issues.append(issue)
        self._assign(issue, body)
        return Reply(201, issue)

    def _change(self, issue: dict[str, Any], body: Any) -> Reply:
        issue.update({name: body[name] for name in ("title", "description") if name in body})
        if "due_date" in body:
            issue["due_date"] = body["due_date"] or None
        self._assign(issue, body)
        if "state_event" in body:
            closes = body["state_event"] == "close"
            issue.update(state="closed" if closes else "opened", closed_at=NOW if closes else None)
        return Reply(200, issue)

    def _assign(self, issue: dict[str, Any], body: Any) -> None:
        names = {number: name for name, number in self.users.items()}
        if "assignee_ids" in body:
            issue["assignees"] = [self._user(names[each]) for each in body["assignee_ids"] if each]

    def _user(self, name: str) -> dict[str, Any]:
        return {
            "id": self.users[name],
            "username": name,
            "name": name,
            "state": "active",
            "web_url": f"https://gitlab.com/{name}",
        }

    def close(self, number: int, reason: str = "", day: str = NOW) -> None:
        self.issues[number - 1].update(state="closed", closed_at=day)


class Jira(Server):
    """Issues of one project with the usual three statuses. A new one is in no list until it was asked for `lag` times."""

    def __init__(self, project: str = "OPS") -> None:
        super().__init__()
        self.project = project
        self.issues: list[dict[str, Any]] = []
        self.lag = 0
        self.missing: set[str] = set()
        self.categories = {"11": ("new", "To Do"), "21": ("indeterminate", "In Progress"), "31": ("done", "Done")}

    def knows(self, headers: Any) -> bool:
        return str(headers.get("Authorization", "")).startswith("Basic ")

    def reply(self, method: str, path: str, query: Mapping[str, str], body: Any) -> Reply:
        if path == "/rest/api/3/mypermissions":
            names = query["permissions"].split(",")
            rights = {
                name: {
                    "id": "1",
                    "key": name,
                    "name": name,
                    "type": "PROJECT",
                    "description": "",
                    "havePermission": name not in self.missing,
                }
                for name in names
            }
            return Reply(200, {"permissions": rights})
        if path == "/rest/api/3/search/jql":
            return self._search(body)
        if path == "/rest/api/3/issue":
            return self._create(body)
        match = re.fullmatch(r"/rest/api/3/issue/([A-Z]+)-(\d+)(/transitions)?", path)
        if match is None or match[1] != self.project or int(match[2]) > len(self.issues):
            return Reply(
                404, {"errorMessages": ["Issue does not exist or you do not have permission to see it."], "errors": {}}
            )
        issue = self.issues[int(match[2]) - 1]
        if match[3]:
            return self._transitions(issue, body) if method == "POST" else Reply(200, {"expand": "transitions", "transitions": [
                {"id": number, "name": name, "to": self._status(number)} for number, (_, name) in self.categories.items()]})  # fmt: skip
        if method == "GET":
            return Reply(200, self._bare(issue))
        issue["fields"].update(body.get("fields", {}))
        issue["properties"].update({each["key"]: each["value"] for each in body.get("properties", ())})
        return Reply(204, None)

    def _bare(self, issue: dict[str, Any]) -> dict[str, Any]:
        """As it is answered: without what this server keeps for itself."""
        return {name: value for name, value in issue.items() if name != "lag"}

    def _search(self, body: Any) -> Reply:
        label = re.search(r'labels = "([^"]*)"', body["jql"])
        assert label is not None
        shown = []
        for issue in self.issues:
            if issue["lag"] > 0:
                issue["lag"] -= 1
            elif label[1] in issue["fields"]["labels"]:
                shown.append(issue)
        if "DESC" in body["jql"]:
            shown.reverse()
        start, size = int(body.get("nextPageToken", 0)), min(body["maxResults"], self.page)
        more = {"nextPageToken": str(start + size), "isLast": False} if len(shown) > start + size else {"isLast": True}
        bare = [self._bare(each) for each in shown[start : start + size]]
        return Reply(200, {"issues": bare, **more})

    def _create(self, body: Any) -> Reply:
        number = len(self.issues) + 1
        fields = {**body["fields"], "status": self._status("11"), "resolution": None, "resolutiondate": None}
        fields.setdefault("assignee", None)
        fields.setdefault("duedate", None)
        key = f"{self.project}-{number}"
        held = {each["key"]: each["value"] for each in body.get("properties", ())}
        self.issues.append(
            {
                "id": str(10000 + number),
                "key": key,
                "self": f"{self.url}/rest/api/3/issue/{number}",
                "fields": fields,
                "properties": held,
                "lag": self.lag,
            }
        )
        return Reply(201, {"id": str(10000 + number), "key": key, "self": f"{self.url}/rest/api/3/issue/{number}"})

    def _transitions(self, issue: dict[str, Any], body: Any) -> Reply:
        issue["fields"]["status"] = self._status(body["transition"]["id"])
        done = body["transition"]["id"] == "31"
        issue["fields"].update(resolution={"name": "Done"} if done else None, resolutiondate=NOW if done else None)
        return Reply(204, None)

    def _status(self, number: str) -> dict[str, Any]:
        key, name = self.categories[number]
        return {"id": number, "name": name, "statusCategory": {"id": int(number), "key": key, "name": name}}

    def close(self, number: int, reason: str = "Done", day: str = "2026-11-24T09:30:00.000+0000") -> None:
        self.issues[number - 1]["fields"].update(
            status=self._status("31"), resolution={"name": reason}, resolutiondate=day
        )
