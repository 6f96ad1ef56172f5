"""The items of documents, as the tracker is to have them; and those that it is not to have, with the reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from hotwash.config.model import Tracker
from hotwash.corpus.followups import Followed
from hotwash.corpus.record import Record
from hotwash.reports._tables import cell, code
from hotwash.reports.terminal import visible
from hotwash.trackers.adapter import Adapter
from hotwash.trackers.model import Values, Wanted
from hotwash.trackers.note import digest

_LONGEST = 240
"""The longest title that every tracker takes, with room to spare."""


class Gathered(NamedTuple):
    """What the documents want."""

    wanted: list[Wanted]
    left_out: list[str]
    """Lines on what the tracker is not to have, and why."""


def gather(records: Iterable[Record], adapter: Adapter, tracker: Tracker) -> Gathered:
    """The items of documents that are reviewed and meant for the tracker, by path and place."""
    found: list[Wanted] = []
    left: list[str] = []
    names: Counter[str] = Counter()
    paths: dict[str, list[str]] = {}
    for record in records:
        postmortem = record.postmortem
        names[postmortem.id] += 1
        paths.setdefault(postmortem.id, []).append(postmortem.path)
        number = len(postmortem.actions)
        if not number or record.retelling:
            continue
        why = _unwanted(record, tracker)
        if why:
            left.append(f"{postmortem.path}: {number} item{'' if number == 1 else 's'} of {why}")
            continue
        _of_document(record, adapter, found, left)
    twice = [name for name, number in names.items() if number > 1]
    left += [
        f"{name}: the items of {' and '.join(sorted(paths[name]))}, for both have this id; rename one" for name in twice
    ]
    return Gathered([each for each in found if each.address.partition("#")[0] not in twice], sorted(left))


def _unwanted(record: Record, tracker: Tracker) -> str:
    if record.postmortem.status == "draft":
        return "a draft; they go to the tracker once it is in review"
    audience = record.text("audience") or "internal"
    if audience not in tracker.audiences:
        return f"a document for the audience {audience}, which `audiences` in `tracker` leaves out"
    return ""


def _of_document(record: Record, adapter: Adapter, found: list[Wanted], left: list[str]) -> None:
    postmortem = record.postmortem
    ids = Counter(item.id.text.upper() for item in postmortem.actions if item.id)
    for item in postmortem.actions:
        each = Followed(item, record)
        line = postmortem.source.position(item.span.start).line
        place = f"{postmortem.path}:{line}"
        if not each.id:
            left.append(f"{place}: {item.name} has no id; give it one, such as `A{len(postmortem.actions) + 1}`")
        elif ids[each.id] > 1:
            left.append(f"{place}: {ids[each.id]} items are called {each.id}; give each an id of its own")
        else:
            found.append(_wanted(each, line, adapter))


def _wanted(each: Followed, line: int, adapter: Adapter) -> Wanted:
    item, record, tracker = each.item, each.record, adapter.tracker
    stays = each.uid.rpartition("@")[0].rpartition(".")[0]
    names = dict.fromkeys((stays, *record.texts("aliases")))
    names.pop(record.postmortem.id, None)
    keys = (*(f"{name}#{each.id}" for name in names), each.address)
    said = visible(each.said)
    title = said if len(said) <= _LONGEST else said[: _LONGEST - 1].rstrip() + "…"
    owner = adapter.account(each.owners[0]) if len(each.owners) == 1 and tracker.assign else ""
    due = item.due_date.isoformat() if item.due_date else ""
    body = "\n".join(_lines(each, tracker))
    held = item.tracker.text if item.tracker else "" if "tracker" in item.cells else None
    values = Values(title, owner, due, item.state or "open", digest(body))
    return Wanted(keys, record.postmortem.path, line, values, body, held, said, each.status)


def _lines(each: Followed, tracker: Tracker) -> list[str]:
    """What an item says of itself in the tracker; it mentions nobody."""
    item, record = each.item, each.record
    document = record.postmortem
    name = f"{each.id} of the post-mortem *{cell(record.title)}*"
    if tracker.site and document.tree_path:
        page = document.tree_path.removesuffix(".md")
        name = f"[{each.id}]({tracker.site}/{page}/#{each.id}) of the post-mortem *{cell(record.title)}*"
    lines = [cell(each.said), "", f"{name} ({code(each.address)})", ""]
    told = (
        ("Type", item.type.text if item.type else ""),
        ("Owner", ", ".join(each.owners)),
        ("Due", item.due.text if item.due else ""),
        ("Services", ", ".join(record.texts("services"))),
    )
    lines += [f"- {label}: {code(text) if label == 'Owner' else cell(text)}" for label, text in told if text]
    wanted = {text.text.upper() for text in item.addresses}
    for factor in document.factors:
        if factor.id and factor.id.text.upper() in wanted:
            lines.append(f"- Answers {factor.id.text}: {cell(document.markup.words(factor.text.span).strip())}")
    return lines


def by_key(wanted: Sequence[Wanted]) -> dict[str, Wanted]:
    """By every name that an item has or had; the one that has a name now goes before the one that had it."""
    names: dict[str, Wanted] = {}
    for each in wanted:
        names.setdefault(each.address, each)
    for each in wanted:
        for key in each.keys:
            names.setdefault(key, each)
    return names
