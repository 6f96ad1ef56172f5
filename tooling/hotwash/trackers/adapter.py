"""What every tracker can do for Hotwash; a module beside this one says how, for each."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from hotwash.config.model import Tracker
from hotwash.trackers.model import Issue, Note, Values
from hotwash.trackers.session import Clock, Patience, Session
from hotwash.trackers.trouble import TrackerError


class Adapter(ABC):
    """One tracker's project."""

    has_due = True
    """Whether an item has a due date of its own."""
    keeps_text = True
    """Whether a text can be read again as it was written."""
    lags = False
    """Whether what was just created may be missing from a list for some seconds."""

    def __init__(self, tracker: Tracker, session: Session) -> None:
        self.tracker = tracker
        self.session = session

    @abstractmethod
    def check_rights(self) -> None:
        """Raise `TrackerError` when the token cannot do what `apply` does, before anything is done."""

    @abstractmethod
    def all(self) -> Iterator[Issue]:
        """Every item with the first label, open or closed."""

    @abstractmethod
    def newest(self) -> list[Issue]:
        """Those of them that were created last, the last first: what somebody else has created meanwhile."""

    @abstractmethod
    def get(self, ref: str) -> Issue:
        """One item (`GoneError` when it is not there)."""

    @abstractmethod
    def create(self, note: Note, values: Values, text: str) -> Issue:
        """A new item; `UnsureError` when nobody knows whether there is one now."""

    @abstractmethod
    def update(self, issue: Issue, changes: Mapping[str, str], note: Note, text: str | None) -> Issue:
        """Change fields of an item, its note, and with `text` what Hotwash wrote into it.

        `changes` are values by field, `owner` for those who own it instead of the one that Hotwash put there.
        """

    @abstractmethod
    def ref_of(self, cell: str) -> str | None:
        """The item that a *Tracker* cell names; None when it names none of this project."""

    def fold(self, state: str) -> str:
        """A state as far as the tracker can tell it from others."""
        return state

    def account(self, handle: str) -> str:
        """The account of a handle; empty when none is known."""
        name = handle.removeprefix("@")
        known = self.tracker.owners.get(name.lower())
        return known or ("" if "/" in name else name)

    @staticmethod
    def owners_after(issue: Issue, owner: str) -> list[str]:
        """The accounts that own an item, with the one that Hotwash put there exchanged for another."""
        before = issue.note.values.owner.lower() if issue.note else ""
        others = [name for name in issue.owners if name.lower() not in (before, owner.lower())]
        return [owner, *others] if owner else others

    @staticmethod
    def moment(text: object) -> datetime | None:
        """A moment as trackers write it, with its zone."""
        try:
            found = datetime.fromisoformat(str(text))
        except ValueError:
            return None
        return found if found.tzinfo else found.replace(tzinfo=UTC)


def open_adapter(
    tracker: Tracker, environ: Mapping[str, str], clock: Clock, patience: Patience, told: Callable[[str], None]
) -> Adapter:
    """The adapter of a configured tracker, with the token that the environment holds (`TrackerError`)."""
    if tracker.kind == "github":
        from hotwash.trackers.github import GitHub

        token = _token(environ, "GITHUB_TOKEN", "a token with read and write access to the issues")
        headers = {
            "Authorization": f"Bearer {token}",
            "Accept": "application/vnd.github+json",
            "X-GitHub-Api-Version": "2022-11-28",
        }
        return GitHub(tracker, Session(tracker, headers, (token,), clock, patience, told))
    if tracker.kind == "gitlab":
        from hotwash.trackers.gitlab import GitLab

        token = _token(environ, "GITLAB_TOKEN", "a token with the scope `api`")
        return GitLab(tracker, Session(tracker, {"PRIVATE-TOKEN": token}, (token,), clock, patience, told))
    from base64 import b64encode

    from hotwash.trackers.jira import Jira

    mail = _token(environ, "JIRA_EMAIL", "the mail address of the token's owner")
    token = _token(environ, "JIRA_TOKEN", "an API token of Atlassian")
    basic = b64encode(f"{mail}:{token}".encode()).decode()
    return Jira(tracker, Session(tracker, {"Authorization": f"Basic {basic}"}, (token, basic), clock, patience, told))


def _token(environ: Mapping[str, str], name: str, what: str) -> str:
    value = environ.get(name, "").strip()
    if not value:
        raise TrackerError(f"the environment has no {name}; set it to {what}")
    if not value.isascii() or not value.isprintable() or " " in value:
        raise TrackerError(f"{name} holds signs that no token has; copy {what} again")
    return value


def texts(value: Any, name: str) -> tuple[str, ...]:
    """The strings of a list, or those that its objects have under a name."""
    if not isinstance(value, list):
        return ()
    found = (each.get(name) if isinstance(each, dict) else each for each in value)
    return tuple(each for each in found if isinstance(each, str))


def text(value: Any, *names: str) -> str:
    """A string deep in an object; empty when it is not there."""
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    return value if isinstance(value, str) else ""
