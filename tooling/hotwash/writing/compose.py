"""An outline written as a document of the format: what is known in its place, what is not asked for by comments."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from typing import NamedTuple

from hotwash.config import Config
from hotwash.writing import rows
from hotwash.writing.outline import Event, Origin, Outline, Statement, Task
from hotwash.writing.scaffold import Skeleton, scaffold
from hotwash.writing.scalars import flow

_FROM = "from:"
ORIGIN = re.compile(rf"[ \t]*<!-- {_FROM} [^>\n]*-->")
"""The comment that tells where a line comes from."""
_PERHAPS = "Perhaps; take over what is right:"
_COMMENT = re.compile(
    rf"(?P<open>^<!--[ \t]*\r?\n)(?P<perhaps>{_PERHAPS}[ \t]*\r?\n)?(?P<lines>(?:(?![^\n]*-->)[^\n]*+\n)*+)(?P<close>-->[ \t]*(?:\r?\n(?:[ \t]*\r?\n)?)?)",
    re.MULTILINE,
)
"""A comment of several lines, with the blank line behind it."""
_OFFER = re.compile(rf"- (?P<text>.*?) \({_FROM} .*:\d+\)\s*$")
_TAKEN = re.compile(rf"[ \t]+\({_FROM} [^\n]*?:\d+\)(?=[ \t]*\r?$)", re.MULTILINE)
"""The origin of an offer that somebody took over."""
_QUESTION = re.compile(r"^<!-- [^\n]*\? -->[ \t]*\r?$", re.MULTILINE)
_HANDLE = re.compile(r"@?[A-Za-z0-9][\w.-]*(?:/[\w.-]+)?")
_COMMENT_END = re.compile(r"--+!?>|<!--")
_CODE = re.compile(r"(`+[^`]+`+)")
_OPENS = re.compile(r"<(?=[A-Za-z/!?])(?!https?:|mailto:)")
UNKNOWN = "??:??"
"""A time that nobody has written down; the checker asks for it."""


def compose(outline: Outline, config: Config, today: date, *, origins: bool = True) -> str:
    """The Markdown of a draft; with `origins`, each line says where it comes from."""
    return scaffold(skeleton(outline, origins=origins), config, today)


def skeleton(outline: Outline, *, origins: bool = True) -> Skeleton:
    """The outline as the scaffold takes it."""
    fields = {"signals": flow(outline.signals)} if outline.signals else {}
    bodies = {
        "summary": _summary(outline, origins),
        "timeline": _timeline(outline, origins),
        "impact": "".join(statement_lines("impact", outline.impact, origins=origins)),
        "factors": "".join(statement_lines("factors", outline.factors, origins=origins)),
        "went-well": "".join(statement_lines("went-well", outline.went_well, origins=origins)),
        "actions": (rows.ACTION_HEAD if outline.actions else "")
        + "".join(action_lines(outline.actions, origins=origins)),
    }
    asked = {key: _asked(outline.questions.get(key, ()), outline.perhaps.get(key, ()), origins) for key in bodies}
    return Skeleton(
        title=outline.title,
        severity=outline.severity,
        services=outline.services,
        times=outline.times,
        authors=outline.authors,
        tags=outline.tags,
        near_miss=outline.near_miss,
        fields={**fields, **outline.fields},
        bodies={key: "\n".join(part for part in (bodies[key], asked[key]) if part) for key in bodies},
        further=tuple((each.title, each.text.strip("\n") + "\n") for each in outline.rest),
    )


class Finished(NamedTuple):
    """A document without what only a draft needs, and what that was."""

    text: str
    origins: int
    """So many comments with origins were taken out."""
    offers: tuple[str, ...]
    """The statements that were offered as perhaps, and not taken over."""
    questions: int
    """So many lines of questions still stand in comments."""


def finished(text: str) -> Finished:
    """A document without the comments that tell where its lines come from, and without what was only offered.

    The questions stay, they are what is left to do; so does a line that somebody wrote below the offers.
    """
    offers: list[str] = []
    asked = 0

    def without_offers(match: re.Match[str]) -> str:
        nonlocal asked
        lines = match["lines"].splitlines(keepends=True)
        if not match["perhaps"]:
            asked += sum(line.rstrip().endswith("?") for line in lines)
            return match[0]
        mine = []
        for line in lines:
            offer = _OFFER.match(line)
            if offer:
                offers.append(offer["text"])
            else:
                mine.append(line)
        if not "".join(mine).strip():
            return ""
        return f"{match['open']}{''.join(mine)}{match['close']}"

    left, origins = ORIGIN.subn("", _COMMENT.sub(without_offers, text))
    left, taken = _TAKEN.subn("", left)
    origins += taken
    asked += len(_QUESTION.findall(left))
    return Finished(left, origins, tuple(offers), asked)


def comment(text: str) -> str:
    """Text as an HTML comment: what would end it is taken apart."""
    inner = _COMMENT_END.sub("–", text).strip(" >-")
    return f"<!--\n{inner}\n-->\n" if "\n" in inner else f"<!-- {inner} -->\n"


def plain(text: str) -> str:
    """Text on one line that opens no tag and no comment: what was said is shown as it was said."""
    parts = _CODE.split(rows.line(text))
    return "".join(
        part if at % 2 else _OPENS.sub("&lt;", part).replace("-->", "--&gt;") for at, part in enumerate(parts)
    )


def escape(outline: Outline) -> None:
    """Make all texts of an outline plain: it is for what people said, not for Markdown that somebody wrote."""
    for key, found in outline.texts().items():
        for index, text in enumerate(found):
            outline.reword(key, index, plain(text))


def _from(origins: Iterable[Origin], shown: bool) -> str:
    names = ", ".join(dict.fromkeys(_COMMENT_END.sub("–", str(each)) for each in origins)) if shown else ""
    return f" <!-- {_FROM} {names} -->" if names else ""


def _summary(outline: Outline, origins: bool) -> str:
    if any("\n" in each.text for each in outline.summary):
        # Blocks of Markdown, as they stand in an imported document.
        return "\n".join(each.text.strip("\n") + "\n" for each in outline.summary)
    return "".join(statement_lines("summary", outline.summary, origins=origins))


def _timeline(outline: Outline, origins: bool) -> str:
    if not outline.timeline:
        return ""
    stated = f"All times are {outline.zone}.\n\n" if outline.zone else ""
    return stated + "".join(event_lines(outline.timeline, origins=origins))


def event_lines(events: Iterable[Event], *, origins: bool = True) -> Iterator[str]:
    """Lines of the timeline; the first one says its day, and each that lies on another."""
    day: date | None = None
    for each in events:
        text = each.text + _from(each.origins, origins)
        kind = f"{each.kind}: " if each.kind else ""
        if isinstance(each.when, datetime):
            line = rows.event(each.when, text, each.kind, with_day=each.when.date() != day)
            yield line.replace("- ", "- ~", 1) if each.approximate else line
            day = each.when.date()
        elif isinstance(each.when, time):
            about = "~" if each.approximate else ""
            yield f"- {about}{each.when:%H:%M} — {kind}{rows.line(text)}\n"
        elif each.when is not None:
            yield f"- {each.when.isoformat()} {UNKNOWN} — {kind}{rows.line(text)}\n"
            day = each.when
        else:
            yield f"- {each.written or UNKNOWN} — {kind}{rows.line(text)}\n"


def statement_lines(
    key: str, statements: Iterable[Statement], first: int = 1, *, origins: bool = True
) -> Iterator[str]:
    """Lines of a section of plain statements; factors have ids from `first` on."""
    for number, each in enumerate(statements, start=first):
        text = each.text + _from(each.origins, origins)
        if key == "factors":
            yield rows.factor(f"F{number}", text, each.themes)  # themes stand at the end, behind the comment
        else:
            yield rows.line(text) + "\n" if key == "summary" else rows.item(text)


def action_lines(actions: Iterable[Task], first: int = 1, *, origins: bool = True) -> Iterator[str]:
    """Rows of the table of action items, with ids from `first` on."""
    for number, each in enumerate(actions, start=first):
        due = _day(each.due)
        # A day or an owner in other words than the format's is kept beside the action, where a person sees it.
        owner = each.owner if _HANDLE.fullmatch(each.owner) else ""
        left = [
            each.owner if each.owner and not owner and each.owner not in each.text else "",
            each.due if each.due and due is None and each.due not in each.text else "",
            each.tracker,
        ]
        beside = "; ".join(part for part in left if part)
        yield rows.action(
            f"A{number}",
            each.text + (f" ({beside})" if beside else "") + _from(each.origins, origins),
            type=each.type,
            owner=owner,
            due=due,
            status=each.status or "open",
            addresses=each.addresses,
        )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _asked(questions: Iterable[str], perhaps: Iterable[Statement], origins: bool) -> str:
    parts = [comment("\n".join(questions))] if questions else []
    lines = [f"- {rows.line(each.text)}{_origin_words(each.origins, origins)}" for each in perhaps]
    if lines:
        parts.append(comment(f"{_PERHAPS}\n" + "\n".join(lines)))
    return "\n".join(parts)


def _origin_words(origins: Iterable[Origin], shown: bool) -> str:
    names = ", ".join(dict.fromkeys(map(str, origins))) if shown else ""
    return f" ({_FROM} {names})" if names else ""
