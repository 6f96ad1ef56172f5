"""Action items of foreign documents: lists, checkboxes, tables, headings and paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from hotwash.importing.source import Block, Foreign, Grid, Item, Section, split
from hotwash.importing.stamps import find_days, read_stamp
from hotwash.importing.statements import is_guidance, is_housekeeping, is_nothing
from hotwash.writing.outline import Origin, Task

_HEADS = {
    "text": r"action(?: items?)?|actions?|task|item|description|what|todo|to do|improvement|measure|follow[- ]?ups?|title|maßnahme|recommendation|corrective action|preventive action|remediation|work item|summary",
    "owner": r"owners?|assignees?|assigned(?: to)?|responsible|who|dri|team|lead|person|verantwortlich|point of contact|poc|actioner",
    "due": r"due(?: date)?|deadline|eta|target(?: date)?|by when|when|date|timeline|target completion|complete by|fällig|bis",
    "status": r"status|state|done|progress|completed?",
    "type": r"type|category|kind",
    "tracker": r"ticket|tracker|issue|bug|jira|link|tracking|pr|issue/pr|reference|url|work item link",
    "id": r"id|#|no\.?|nr\.?|number",
}  # fmt: skip
_TYPES = (("Prevent", r"prevent|avoid"), ("Detect", r"detect|monitor|alert"), ("Fix", r"^fix|repair|recover|remediat|correct"), ("Respond", r"respon|process|mitigat|runbook|document"))  # fmt: skip
_DONE = re.compile(r"(?:[\[(\s*_]|^)(?:done|completed?|fixed|closed|resolved|implemented|finished)[\])\s*_.!]*$|✅|✔|☑|^~~.*~~$|\b(?:already|has been|have been|was|were) (?:done|completed|implemented|fixed|resolved|added|set)\b", re.I)  # fmt: skip
_OPEN = re.compile(
    r"^(?:open|to ?do|not started|pending|new|in progress|wip|ongoing|started|backlog|planned|❌|⏳|no|☐).*$", re.I
)
_OWNER = re.compile(
    r"[\s,;–—-]*+(?:[\[(]\s*+)?[*_]{0,2}(?:owners?|assignees?|assigned(?: to)?|responsible|dri|lead|who)[*_]{0,2}\s{0,4}:?[*_]{0,2}\s{0,4}:?\s+(?P<owner>@?[\w][\w ./&'-]{0,40}?(?:,\s*@[\w-]+)*)\s*[*_]{0,2}\s*[\])]?(?=\s*(?:[,;.)\]|–—]|$|due\b|by\b|deadline\b|eta\b|status\b|-\s))",
    re.I,
)
_DUE = re.compile(
    r"[\s,;–—-]*+(?:[\[(]\s*+)?[*_]{0,2}\b(?P<word>due(?! to)(?: date| by| on)?|deadline|eta|target(?: date)?|by|complete by|bis)[*_]{0,2}\s{0,4}:?[*_]{0,2}\s{0,4}:?\s*+"
    r"(?P<due>(?=\w)(?:(?:[A-Z][a-z]{2,8}\.? \d{1,2}(?:st|nd|rd|th)?|\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]{2,8}\.?),? \d{4}|[^()\[\],;|*]{2,30}?))\s*[*_]{0,2}\s*[\])]?\s*(?=$|[,;.)\]|–—])",
    re.IGNORECASE,
)
_DASHED = re.compile(
    r"\s[-–—]\s(?P<owner>@?[A-Z][\w.]*(?: [A-Z][\w.]*)?)\s(?:[-–—]|,)\s(?P<due>[\w/.-]{6,12}|[A-Z][a-z]{2,8} \d{1,2},? \d{4})\s*$"
    r"|\s\((?P<owner2>@?[A-Z][\w.]*(?: [A-Z][\w.]*)?),\s(?P<due2>\d[\w/.-]{5,11}|[A-Z][a-z]{2,8} \d{1,2},? \d{4})\)\s*$"
)
"""`Add a linter - Bob - 2024-01-15`, `Add a linter (Bob, 2024-01-15)`"""
_BOTH = re.compile(
    r"\s*[\[(](?P<owner>@?[^\W\d_][\w .'-]{1,30}?),\s*(?:due|by|deadline|eta|bis)\s*:?\s*(?P<due>[^()\[\]]{3,20})[\])]\s*\.?\s*$",
    re.IGNORECASE,
)
_MENTION = re.compile(r"(?:^|[\s(\[–—:-])(@[A-Za-z][\w.-]*(?:/[\w.-]+)?)[\])]?\s*[.:]?\s*(?:$|(?=[:–—-]\s))")
_BRACKET = re.compile(
    r"\s(?:\[(?P<name>[A-Z][\w.'-]*(?: [A-Z][\w.'-]*){0,2})\]|\((?P<team>[\w&/-]+(?: [\w&/-]+)? [Tt]eam)\))\s*\.?\s*$"
)
_SUBJECT = re.compile(r"^(?:the )?((?:[\w/&-]+ ){0,4}(?:team|squad|group|department|engineers?|admins?|SREs?|developers?))\s+(?:should|will|to|must|needs? to|shall|has to|have to|is going to)\b", re.I)  # fmt: skip
_ACTIVE = re.compile(
    r"^(?:[\s*_\[\]]*)(?:we (?:should|will|need|must|want|plan|are going|have to|intend|'ll|(?:are|['’]re) (?:working|considering|planning|looking))|we’ll|need(?:s)? to|should|consider|add|fix|improve|implement|create|update|document|investigate|review|monitor|set|setup|ensure|make|move"
    r"|change|remove|use|write|build|automate|test|enable|disable|increase|reduce|migrate|evaluate|explore|define|establish|provide|check|find|look|schedule|train|upgrade|replace|configure|extend|introduce|prevent|develop|design|deploy|discuss|follow|keep"
    r"|don['’]t|do not|switch|spike|try|start|stop|rewrite|refactor|alert|notify|validate|verify|run|allow|require|avoid|put|get|have|give|work|continue|bump|limit|isolate|separate|clean|tune|track|communicate|teach|identify|figure|ask|bring|align|split|re-?\w+e)\b"
    r"|\b(?:should|need to|needs to|will|must|have to|going to|want to|plan to)\b",
    re.I,
)
_TO_DO = re.compile(
    _ACTIVE.pattern.rsplit("|\\b(?:should", 1)[0]
    + r"|\b(?:we|team|teams|engineers?) (?:should|will|need to|must|want to|have to|plan to|are going to|intend to)\b|\b(?:should|must|needs? to|has to|have to) be\b|\bproper fix\b",
    re.IGNORECASE,
)
_PROMISE = re.compile(
    r"\b(?:we|the team|our team|engineers) (?:will|plan to|intend to|are going to|are planning to)\s(?!not\b|be sharing|share|keep you|post|publish|continue to (?:monitor|update))\w+"
    r"|^to (?:prevent|avoid) (?:this|such|a similar|similar|it)\b",
    re.IGNORECASE,
)
_STATUS = re.compile(
    r"[\s,;|–—-]*[*_]{0,2}\bstatus[*_]{0,2}\s*:\s*[*_]{0,2}\s*(?P<status>\w[\w ]{1,20}?)[*_]{0,2}\s*(?=$|[.,;|)])",
    re.IGNORECASE,
)
_STATES = ("DONE", "TODO", "WIP", "OPEN", "FIXED", "CLOSED", "P0", "P1", "P2", "P3")
_SAID_DONE = re.compile(r"(?:this )?(?:has been|was|is|already) (?:done|completed|implemented)", re.IGNORECASE)
_NAMED = re.compile(
    r"[*_]*(?P<name>owner|assignee|assigned to|responsible|due(?: date)?|deadline|eta|status)[*_]*\s*:[*_]*\s*(?P<value>.+)$",
    re.IGNORECASE,
)
_URL_ONLY = re.compile(r"^[\s<(\[#\w\]]*<?https?://\S+>?[\s)]*$")


def read_actions(foreign: Foreign) -> list[Task]:
    """The action items of a document, each once. Blocks that are wholly taken are marked as used."""
    sections = foreign.keyed("actions")
    found: list[Task] = []
    for section in sections:
        found += _section(section, foreign.name, sections)
    for section in foreign.sections:
        if section.key != "actions":
            for block in section.blocks:
                if (
                    block.grid
                    and not block.used
                    and (columns := columns_of(block.grid))
                    and ("owner" in columns or "due" in columns)
                ):
                    found += _table(block, block.grid, columns, foreign.name)
    if not found:
        for section in foreign.keyed("lessons"):
            if any(block.kind == "list" for block in section.blocks):
                found += _section(section, foreign.name, [])
    if not found:
        found = list(_promises(foreign))
    return _once(found)


def _promises(foreign: Foreign) -> Iterator[Task]:
    """What the text says will be done, where no section of a document says so."""
    for section in foreign.sections:
        if section.key in ("appendix", "timeline", "people", "facts"):
            continue
        for block in section.blocks:
            if block.kind == "paragraph":
                yield from (
                    _task(text, block.line, foreign.name) for text in split(block.text) if _PROMISE.search(text)
                )


def columns_of(grid: Grid) -> dict[str, int] | None:
    """Which column of a table holds what; None when it is no table of action items."""
    columns: dict[str, int] = {}
    for index, head in enumerate(grid.heads):
        name = head.strip(" *_:").lower()
        for key, pattern in _HEADS.items():
            if key not in columns and re.fullmatch(pattern, name):
                columns[key] = index
                break
    return columns if "text" in columns else None


def _section(section: Section, file: str, siblings: Sequence[Section]) -> Iterator[Task]:
    lists = [block for block in section.blocks if block.kind == "list" or block.grid]
    paragraphs = [block for block in section.blocks if block.kind == "paragraph"]
    elsewhere = lists or any(block.kind == "list" or block.grid for each in siblings for block in each.blocks)
    deeper = section.own is None and len(siblings) > 1 and section.title
    if (
        deeper
        and not lists
        and paragraphs
        and not all(is_nothing(block.text) for block in paragraphs)
        and _ACTIVE.search(section.title)
    ):
        text = " ".join([section.title, *(" ".join(block.text.split()) for block in paragraphs)])
        yield _task(section.title + ": " + text[len(section.title) :].strip(), section.line, file)
        for block in paragraphs:
            block.used = True
        return
    for block in section.blocks:
        if block.used:
            continue
        if block.kind == "list":
            if is_housekeeping(block.items):
                continue
            for item in block.items:
                yield from _items(item, file)
            block.used = True
        elif block.grid:
            columns = columns_of(block.grid)
            if columns is None and block.grid.heads:
                longest = max(
                    range(len(block.grid.heads)),
                    key=lambda index: (
                        sum(len(row[index]) for row in block.grid.rows if index < len(row)) if block.grid else 0
                    ),
                )
                columns = {"text": longest}
            if columns:
                yield from _table(block, block.grid, columns, file)
        elif block.kind == "paragraph" and not is_nothing(block.text) and not is_guidance(block.text):
            yield from _paragraph(block, file, alone=not elsewhere)


def _paragraph(block: Block, file: str, *, alone: bool) -> Iterator[Task]:
    """A paragraph as one action item, or one for each sentence that says what is to be done."""
    if block.text.rstrip().endswith(":") or (not alone and not _ACTIVE.match(block.text)):
        return
    groups: list[str] = []
    for sentence in split(block.text):
        if groups and not _TO_DO.search(sentence):
            groups[-1] += " " + sentence
        else:
            groups.append(sentence)
    if len(groups) > 1 and not _TO_DO.search(groups[0]):
        groups[:2] = [" ".join(groups[:2])]
    for group in groups:
        yield _task(group, block.line, file)
    block.used = True


def _items(item: Item, file: str) -> Iterator[Task]:
    text = " ".join(item.text.split())
    if is_nothing(text) or is_guidance(text):
        return
    label = (
        text.endswith(":")
        or (item.children and len(text.split()) <= 3 and not _ACTIVE.match(text))
        or (not text and item.children)
    )
    if item.children and label and not _fields_below(item):
        for child in item.children:
            yield from _items(child, file)
        return
    own: list[Item] = []
    apart: list[Item] = []
    for child in item.children:
        (
            apart
            if _ACTIVE.match(child.text)
            and not _fields_below(item)
            and len(child.text.split()) > 3
            and child.task is None
            else own
        ).append(child)
    done = item.task
    if done is None and any(_SAID_DONE.match(child.text) for child in own):
        done = True
    first, *columns = re.split(r"\s\|\s", text)
    task = _task(first, item.line, file, done)
    for part in columns:
        task = _with(task, part)
    for part in (" ".join(each.text.split()) for child in own for each in child.walk()):
        task = _with(task, part)
    yield task
    for child in apart:
        yield from _items(child, file)


def _with(task: Task, part: str) -> Task:
    """An action item with a nested item: a field of it (`Owner: ...`), or more of its text."""
    named = _NAMED.match(part)
    value = named["value"].strip(" *_") if named else ""
    name = named["name"].lower() if named else ""
    if value and name in ("owner", "assignee", "assigned to", "responsible") and not task.owner:
        return task._replace(owner=value)
    if value and name in ("due", "due date", "deadline", "eta") and not task.due:
        return task._replace(due=_day(value) or value)
    if value and name == "status" and not task.status:
        return task._replace(status="done" if _DONE.search(" " + value) else "open" if _OPEN.match(value) else "")
    between = " " if task.text.endswith((".", ":", ";", "!")) or _URL_ONLY.match(part) else "; "
    return task._replace(text=task.text + between + part)


def _fields_below(item: Item) -> bool:
    return any(
        re.match(r"[*_]*(?:owner|assignee|due|deadline|eta|status|priority|ticket)\b", child.text, re.I)
        for child in item.children
    )


def _task(text: str, line: int, file: str, done: bool | None = None) -> Task:
    owner = due = ""
    both = _BOTH.search(text)
    if both:
        owner, due = both["owner"].strip(), _day(both["due"]) or both["due"].strip()
        text = text[: both.start()]
    dashed = None if both else _DASHED.search(text)
    if dashed and (day := _day(dashed["due"] or dashed["due2"]) or _loose(dashed["due"] or dashed["due2"])):
        both, owner, due = dashed, dashed["owner"] or dashed["owner2"], day
        text = text[: dashed.start()]
    match = None if both else _OWNER.search(text)
    if match and not re.match(r"(?:is|are|was|of|to|the|and|for)\b", match["owner"], re.I):
        owner = match["owner"].strip()
        text = _without(text, match)
    match = None if due else _DUE.search(text)
    if match and (day := _day(match["due"])):
        due = day
        text = _without(text, match)
    elif match and re.match(r"[\s,;(\[–—*_-]*(?:due|deadline|eta|target)", match.group(), re.I):
        due = match["due"].strip(" *_")
        text = _without(text, match)
    said = _STATUS.search(text)
    if said and done is None:
        text = _without(text, said)
    if not owner and (match := _MENTION.search(text)):
        owner = match[1]
        text = _without(text, match) if match.end() >= len(text) else text
    if not owner and (match := _BRACKET.search(text)):
        name = match["name"] or match["team"]
        if name.upper() not in _STATES:
            owner = name
            text = _without(text, match)
    if not owner and (match := _SUBJECT.match(text)):
        owner = match[1].strip()
    status = ("done" if done else "open") if done is not None else "done" if _DONE.search(text) else ""
    if said and done is None:
        status = "done" if _DONE.search(" " + said["status"]) else "open" if _OPEN.match(said["status"]) else status
    return Task(text.strip(), owner=owner, due=due, status=status, origins=(Origin(file, line),))


def _without(text: str, match: re.Match[str]) -> str:
    rest = (text[: match.start()].rstrip(" ,;–—-([") + " " + text[match.end() :].lstrip(" ,;)]")).strip()
    rest = re.sub(r"(?:\s*[.,;]){2,}", ".", rest)
    return rest if re.search(r"\w{3}", rest) else text


def _table(block: Block, grid: Grid, columns: dict[str, int], file: str) -> Iterator[Task]:
    def cell(row: list[str], key: str) -> str:
        index = columns.get(key, -1)
        value = row[index].strip() if 0 <= index < len(row) else ""
        return "" if re.fullmatch(r"[-–—?\s]*|n/?a|none|tbd", value, re.I) else value

    for row, line in zip(grid.rows, grid.lines, strict=True):
        text = cell(row, "text")
        if not text or is_nothing(text):
            continue
        kind = next((name for name, pattern in _TYPES if re.search(pattern, cell(row, "type"), re.I)), "")
        status = cell(row, "status") or _state_in(cell(row, "tracker"))
        state = (
            "done"
            if _DONE.search(" " + status) or re.fullmatch(r"yes|x|\[x\]|done\.?", status, re.I)
            else (
                "in progress"
                if re.search(r"progress|started|wip|ongoing", status, re.I)
                else "open"
                if _OPEN.match(status)
                else ""
            )
        )
        due = cell(row, "due")
        taken = {index for key, index in columns.items() if key in ("text", "owner", "due")}
        taken |= {columns["type"]} if kind and "type" in columns else set()
        taken |= {columns["status"]} if state and "status" in columns else set()
        taken |= {columns["id"]} if "id" in columns else set()
        beside = [value.strip() for index, value in enumerate(row) if index not in taken and value.strip(" -–—")]
        base = _task(text, line, file)
        yield base._replace(
            text=base.text + (f" ({'; '.join(beside)})" if beside else ""),
            type=kind,
            owner=" ".join(cell(row, "owner").split()) or base.owner,
            due=_day(due) or due or base.due,
            status=state or base.status,
        )
    block.used = True


def _state_in(text: str) -> str:
    """A state that stands in a column of tickets: `n/a **DONE**`."""
    match = re.search(r"\b(?:done|todo|open|closed|fixed|in progress)\b", text, re.IGNORECASE)
    return match.group() if match else ""


def _loose(text: str) -> str:
    """A day in figures as it is written, where it may be read in two ways."""
    return text if re.fullmatch(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}", text) else ""


def _day(text: str) -> str:
    """The ISO day that a text is, or says with a year; empty otherwise."""
    text = text.strip(" .*_")
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        pass
    stamp = read_stamp(text)
    day = stamp.day if stamp and stamp.end >= len(text) else None
    if day is None:
        days = find_days(text)
        day = days[0][2] if len(days) == 1 and len(text) < 20 else None
    found = (
        day.date(False)
        if day and day.year and (day.first is None or (day.first > 12) != ((day.second or 0) > 12))
        else None
    )
    return found.isoformat() if found else ""


def _once(tasks: list[Task]) -> list[Task]:
    seen: dict[str, Task] = {}
    for task in tasks:
        key = " ".join(re.findall(r"\w+", task.text.lower()))
        if key and key not in seen:
            seen[key] = task
    return list(seen.values())
