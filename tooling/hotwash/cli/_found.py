"""What a search has found, for a person and for a program."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from hotwash.cli.common import fail, shown
from hotwash.corpus.search.excerpt import Excerpt
from hotwash.corpus.search.find import Answer, Result
from hotwash.corpus.search.parts import CODE, TEXT
from hotwash.corpus.search.query import QueryError
from hotwash.reports.terminal import Style, cut, visible, width

Marks = Iterable[tuple[int, int]]

_AROUND = 60
"""So many characters of a query are shown on either side of what is wrong with it."""
_STOP = 160
"""So many characters of what stopped it are shown."""
_SAYS = {
    "factor": "factor", "summary": "summary", "action": "action item", "impact": "impact", "went-well": "went well",
    "event": "timeline", "code": "code", "name": "", "title": "title",
}  # fmt: skip
_LINE = {
    "vi",
    "vim",
    "nvim",
    "gvim",
    "mvim",
    "view",
    "nano",
    "pico",
    "emacs",
    "emacsclient",
    "micro",
    "kak",
    "ne",
    "joe",
    "jed",
    "mg",
    "ed",
}
"""Editors that take `+LINE` in front of the file."""
_COLON = {"hx", "helix", "subl", "sublime_text", "zed", "zeditor", "mate"}
"""Editors that take `FILE:LINE`."""
_CODE = {"code", "code-insiders", "codium", "cursor", "windsurf"}
"""Editors that take `--goto FILE:LINE`."""


def as_text(answer: Answer, total: int, style: Style, edge: int | None) -> list[str]:
    """The results as lines, counted below."""
    lines: list[str] = []
    for number, result in enumerate(answer.results, 1):
        lines += [cut(line, edge) if not style.colours else line for line in _lines(number, result, style, edge)]
        lines.append("")
    left = answer.number - len(answer.results)
    known = f"{answer.number:,} of {total:,} {'document' if total == 1 else 'documents'}"
    return [*lines, f"{known}; {left:,} more with `--limit {answer.number}`." if left > 0 else f"{known}."]


def _lines(number: int, result: Result, style: Style, edge: int | None) -> list[str]:
    about = result.about
    title = _marked(about["title"], result.title_marks, style, "bold")
    facts = [about["date"], about["severity"] or about["kind"].replace("-", " "), ", ".join(about["services"])]
    if about["severity"] and about["kind"] != "incident":
        facts.insert(2, about["kind"].replace("-", " "))
    if about["status"] != "published":
        facts.append("in review" if about["status"] == "review" else about["status"])
    if about["audience"] == "restricted":
        facts.append("restricted")
    place = f"{about['path']}:{_line(result)}"
    lines = [f"{number}. {title}", f"   {style('  '.join(visible(fact) for fact in facts if fact), 'dim')}"]
    lines.append(f"   {style(visible(place), 'cyan')}")
    for match in result.matches:
        if match.part.kind != "title":
            lines += _wrapped(_label(match), match.text, match.marks, style, edge)
    if about["stopped_by"]:
        text = about["stopped_by"]
        text = text if len(text) <= _STOP else f"{text[:_STOP].rsplit(' ', 1)[0]} …"
        lines += _wrapped("stopped by", text, (), style, edge)
    return lines


def _label(match: Excerpt) -> str:
    """What the part that matched is called: `factor F2`, `timeline 09:31 action`, the title of its section."""
    part = match.part
    if part.kind == TEXT or (part.kind == CODE and part.label):
        return part.label or "text"
    return " ".join(
        filter(None, (_SAYS[part.kind], part.label if part.kind not in ("summary", "impact", "went-well") else ""))
    )


def _line(result: Result) -> int:
    return result.matches[0].part.line if result.matches else 1


def _wrapped(label: str, text: str, marks: Marks, style: Style, edge: int | None) -> list[str]:
    """A label and a text; on a terminal in lines of its width, for a pipe in one."""
    label = visible(label)
    begin = f"   {label}: "
    if edge is None or edge < 40:
        return [f"   {style(label, 'dim')}: {_marked(text, marks, style)}"]
    lines: list[str] = []
    at, room = 0, edge - width(begin)
    while at < len(text):
        end = _fits(text, at, room)
        inside = [(max(start, at) - at, min(stop, end) - at) for start, stop in marks if start < end and stop > at]
        painted = _marked(text[at:end].rstrip(), inside, style)
        lines.append(f"   {style(label, 'dim')}: {painted}" if not lines else f"     {painted}")
        at, room = end, edge - 5
        while at < len(text) and text[at] == " ":
            at += 1
    return lines


def _fits(text: str, at: int, room: int) -> int:
    """Up to where a text fits into so many columns, at a blank if there is one."""
    used, end = 0, at
    while end < len(text):
        used += width(visible(text[end]))
        if used > room:
            break
        end += 1
    if end == len(text) or text[end] == " ":
        return end
    blank = text.rfind(" ", at, end)
    return blank if blank > at else max(end, at + 1)


def _marked(text: str, marks: Marks, style: Style, *others: str) -> str:
    """A text that is safe to print, what was looked for in colour."""
    pieces, at = [], 0
    for start, end in marks:
        pieces += [style(visible(text[at:start]), *others) if others else visible(text[at:start])]
        pieces.append(style(visible(text[start:end]), "bold", "red"))
        at = end
    rest = visible(text[at:])
    return "".join([*pieces, style(rest, *others) if others else rest])


def as_json(answer: Answer, query: str, total: int) -> str:
    """The results as one object."""
    from hotwash.reports._data import dumps

    return dumps(
        {
            "query": query,
            "documents": total,
            "found": answer.number,
            "notes": list(answer.notes),
            "results": [_data(result) for result in answer.results],
        },
        indent=2,
    )


def _data(result: Result) -> dict[str, Any]:
    about = result.about
    return {
        **{key: about[key] for key in ("id", "path")},
        "line": _line(result),
        **{key: about[key] for key in ("title", "date", "severity", "status", "kind", "services", "signals", "audience")},
        "stopped_by": about["stopped_by"] or None,
        "exact": result.exact,
        "matches": [
            {"part": match.part.kind, "label": match.part.label, "line": match.part.line, "text": match.text, "marks": match.marks}
            for match in result.matches
        ],
    }  # fmt: skip


def pointed(error: QueryError) -> str:
    """What is wrong with a query, with a line that points at the place."""
    first = max(error.at - _AROUND, 0)
    query = error.query[first : error.at + _AROUND]
    before, after = "…" if first else "", "…" if error.at + _AROUND < len(error.query) else ""
    at = len(before) + width(shown(error.query[first : error.at]))
    return f"{shown(error.message)}\n  {before}{shown(query)}{after}\n  {' ' * at}^"


def open_result(result: Result, root: Path) -> int:
    """Open a document where it matched, in the editor that `VISUAL` or `EDITOR` names, else in `vi`; its exit code."""
    chosen = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
    try:
        words = shlex.split(chosen)
    except ValueError:
        words = []
    if not words or shutil.which(words[0]) is None:
        fail(
            f"there is no editor {shown(words[0] if words else chosen)}; set EDITOR to one, as in `export EDITOR=nano`"
        )
    sys.stdout.flush()
    return subprocess.run(
        [*words, *_at(Path(words[0]).name, str(root / result.about["path"]), _line(result))], check=False
    ).returncode


def _at(editor: str, file: str, line: int) -> Sequence[str]:
    name = editor.removesuffix(".exe")
    if name in _LINE:
        return (f"+{line}", file)
    if name in _COLON:
        return (f"{file}:{line}",)
    if name in _CODE:
        return ("--goto", f"{file}:{line}")
    return (file,)
