"""What goes wrong between here and a tracker, each in one line with the way out."""

from __future__ import annotations

_TOKENS = {"github": "GITHUB_TOKEN", "gitlab": "GITLAB_TOKEN", "jira": "JIRA_EMAIL and JIRA_TOKEN"}
_RIGHTS = {
    "github": "give the token read and write access to the issues of {project}",
    "gitlab": "give the token the scope `api`, and its owner the role Reporter or higher in {project}",
    "jira": "let the token's owner browse, create, edit, assign and move issues in {project}",
}
AGAIN = "nothing is lost, run it again"


class TrackerError(Exception):
    """The tracker does not do what was asked; as text one line that says why and how to go on."""

    def __init__(self, line: str, *, value: bool = False) -> None:
        super().__init__(line)
        self.value = value
        """Whether it does not take a value, such as an account that nothing can be assigned to."""


class GoneError(TrackerError):
    """What was asked for is not there, or not for this token."""


class UnsureError(TrackerError):
    """Nobody knows whether the tracker did what it was asked, for its answer did not come whole."""


def refusal(kind: str, project: str, status: int, doing: str, said: str) -> TrackerError:
    """What an answer that is no success means. `doing` is what was asked, `said` what the tracker said of it."""
    token, rights = _TOKENS[kind], _RIGHTS[kind].format(project=project)
    words = f" ({said})" if said else ""
    head = f"{doing}: {kind} answers {status}{words}"
    if status == 401:
        return TrackerError(
            f"{head}: the token is wrong or has expired; renew {token} and run it again; nothing is lost"
        )
    if status == 403:
        return TrackerError(f"{head}: the token has no right to do that; {rights}, and run it again; nothing is lost")
    if status in (404, 410):
        return GoneError(
            f"{head}: it is not there, or not for this token; look at `project` and `url` in `tracker`, or {rights}"
        )
    if status == 409:
        return TrackerError(f"{head}: somebody else changes it at the same time; {AGAIN}")
    if status in (400, 422):
        return TrackerError(
            f"{head}: it does not take a value; look at `labels`, `owners` and `issue-type` in `tracker`, and run it again",
            value=True,
        )
    if 300 <= status < 400:
        return TrackerError(f"{head}: it has moved; write its new place as `project` or `url` in `tracker`")
    if status >= 500:
        return TrackerError(f"{head}: it is broken on that side; wait a little, {AGAIN}")
    return TrackerError(f"{head}: it does not take the request; look at `url` in `tracker`")
