"""Writing into a document where an item is followed up: its *Tracker* cell, and nothing else of the file."""

from __future__ import annotations

from hotwash.config import Config
from hotwash.corpus.files import parse_as
from hotwash.followup.changes import Change, changed
from hotwash.followup.register import Target
from hotwash.trackers.model import Issue


def linked(target: Target, issue: Issue, config: Config) -> str | None:
    """The document's text with the link in place; None when nothing is to be written (`FollowUpError`).

    Where the tracker owns the status, the document no longer says one.
    """
    item = target.item
    if "tracker" not in item.cells:
        return None
    tracker = config.tracker
    assert tracker is not None  # noqa: S101 - who asks has one
    link = f"[{issue.ref}]({issue.url})" if issue.url else issue.ref
    text = target.postmortem.text
    if item.tracker is None:
        text = _with(target, "tracker", link, config, text)
    elif issue.ref.lower() not in item.tracker.text.lower() and issue.url not in item.tracker.text:
        return None  # it names another one: a person's decision
    if tracker.status == "tracker" and item.status is not None and item.state in ("open", "in progress"):
        again = Target(target.file, parse_as(target.file, text, config), target.at)
        text = _with(again, "status", "", config, text)
    return text if text != target.postmortem.text else None


def _with(target: Target, field: str, value: str, config: Config, text: str) -> str:
    result = changed([Change(target, field, value)], config)
    return result[0].text if result else text
