"""A run sheet as one page of HTML that needs nothing else, for a screen in the room and for paper of any size."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape

from hotwash.reports.terminal import visible
from hotwash.reviewing.agenda import Agenda, Part
from hotwash.reviewing.boxes import CLOSING, OPENING
from hotwash.reviewing.markdown import before, clock, when_words
from hotwash.reviewing.proposal import Proposal

_EMPHASIS = re.compile(r"\*([^*\s][^*]*)\*")

_STYLE = """\
:root { color-scheme: light dark; --ink: #1c1e21; --soft: #5a5f66; --line: #c9cdd2; --page: #fff; --mark: #0b5fa5; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6e8ea; --soft: #a9afb6; --line: #454b52; --page: #17191c; --mark: #7cb8ee; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.5rem 1rem 4rem; max-width: 46rem; background: var(--page); color: var(--ink);
  font: 1rem/1.5 system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; overflow-wrap: break-word; }
h1 { margin: 0 0 .5rem; font-size: 1.6rem; line-height: 1.25; text-wrap: balance; }
h2 { margin: 2rem 0 .5rem; padding-top: .75rem; border-top: 2px solid var(--line); font-size: 1.2rem; line-height: 1.3;
  display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 1rem; }
h2 .minutes { color: var(--mark); font-variant-numeric: tabular-nums; white-space: nowrap; }
h3 { margin: .75rem 0 .25rem; font-size: .95rem; }
p { margin: .4rem 0; }
.when { font-size: 1.15rem; font-weight: 600; }
.when small, .facts, .theme { color: var(--soft); font-weight: 400; }
.theme { font-size: .85em; white-space: nowrap; }
ul, ol { margin: .4rem 0; padding-left: 1.4rem; }
li { margin: .2rem 0; }
ul.open { padding-left: 0; list-style: none; }
ul.open li { padding-left: 1.7rem; text-indent: -1.7rem; }
ul.open input { width: 1rem; height: 1rem; margin: 0 .7rem 0 0; vertical-align: -.12rem; accent-color: var(--mark); }
code { font: .9em ui-monospace, "Cascadia Mono", Menlo, Consolas, monospace; }
table { width: 100%; border-collapse: collapse; }
th, td { padding: .3rem .5rem .3rem 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
td.number, th.number { text-align: right; padding-right: 1rem; font-variant-numeric: tabular-nums; }
.notes { display: none; }
@media (max-width: 30rem) {
  table { font-size: .875rem; }
  th, td, td.number, th.number { padding-right: .35rem; }
  td { overflow-wrap: anywhere; hyphens: auto; }
  td.number { overflow-wrap: normal; }
}
@media print {
  @page { margin: 15mm 16mm; }
  :root { color-scheme: light; --ink: #000; --soft: #444; --line: #999; --page: #fff; --mark: #000; }
  body { max-width: none; padding: 0; font-size: 10pt; line-height: 1.35; }
  h1 { font-size: 16pt; }
  h2 { margin-top: 12pt; padding-top: 6pt; font-size: 12.5pt; break-after: avoid; }
  h3, p.further { break-after: avoid; }
  li, tr, section, .notes { break-inside: avoid; }
  ul.open input { appearance: none; border: 1px solid #000; border-radius: 1pt; background: none; }
  .notes { display: block; break-before: avoid; }
  .notes::before, .notes::after { content: ""; display: block; height: 18pt; border-bottom: 1px solid #bbb; }
}
"""


def page(sheet: Agenda) -> str:
    """The sheet as a document of its own."""
    return "\n".join(_lines(sheet)) + "\n"


def _lines(sheet: Agenda) -> Iterator[str]:
    title = escape(visible(sheet.heading))
    yield "<!doctype html>"
    yield '<html lang="en">'
    yield '<head>\n<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f'<meta name="generator" content="Hotwash">\n<title>{title}</title>'
    yield f"<style>\n{_STYLE}</style>\n</head>\n<body>\n<header>"
    yield f"<h1>{title}</h1>"
    if isinstance(sheet.when, Proposal):
        yield f'<p class="when">{_text(when_words(sheet.when))} <small>{_text(sheet.when.why)}</small></p>'
    facts = f"{_text(sheet.facts[:1].upper() + sheet.facts[1:])}<br>" if sheet.facts else ""
    yield f'<p class="facts">{facts}<code>{escape(visible(sheet.path))}</code></p>'
    yield from (f"<p>{_text(note)}</p>" for note in sheet.notes)
    yield "</header>\n<main>"
    yield from _section("Who is needed", _boxes(f"{each.who}: {each.why}" for each in sheet.people))
    yield from _section("Before", _boxes(before(sheet)))
    rules = ("<ol>", *(f"<li>{_text(rule)}</li>" for rule in sheet.rules), "</ol>")
    yield from _section("Ground rules", rules)
    yield from _section(f"{sheet.minutes} minutes", _table(sheet))
    for part in sheet.parts:
        yield from _part(part)
    yield "</main>\n</body>\n</html>"


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    yield f"<section>\n<h2>{_text(title)}</h2>"
    yield from lines
    yield "</section>"


def _table(sheet: Agenda) -> Iterator[str]:
    yield '<table>\n<thead><tr><th scope="col">Time</th><th scope="col">Part</th>'
    yield '<th scope="col" class="number">Minutes</th><th scope="col">Ends with</th></tr></thead>\n<tbody>'
    for part in sheet.parts:
        yield (
            f'<tr><td class="number">{clock(sheet, part)}</td><td>{_text(part.title)}</td>'
            f'<td class="number">{part.minutes}</td><td>{_text(part.ends)}</td></tr>'
        )
    yield "</tbody>\n</table>"


def _part(part: Part) -> Iterator[str]:
    minutes = "1 minute" if part.minutes == 1 else f"{part.minutes} minutes"
    yield f'<section>\n<h2>{_text(part.title)} <span class="minutes">{minutes}</span></h2>'
    yield f"<p>{_text(part.how)}</p>"
    if part.open:
        yield f"<h3>{part.label}</h3>"
        yield from _boxes(part.open)
    if part.further:
        yield f'<p class="further">{_text(part.further)}</p>'
    if part.prompts:
        yield '<ul class="open">'
        for each in part.prompts:
            theme = f'<span class="theme">#{escape(visible(each.theme))}</span>'
            yield f"<li>{_box(_text(each.question) + ' ' + theme)}</li>"
        yield "</ul>"
    if part.asks:
        yield "<h3>Ask</h3>\n<ul>"
        yield from (f"<li>{_text(each)}</li>" for each in part.asks)
        yield "</ul>"
    if part.key not in (OPENING, CLOSING):
        yield '<div class="notes"></div>'
    yield "</section>"


def _boxes(texts: Iterable[str]) -> Iterator[str]:
    yield '<ul class="open">'
    yield from (f"<li>{_box(_text(each))}</li>" for each in texts)
    yield "</ul>"


def _box(html: str) -> str:
    return f'<label><input type="checkbox">{html}</label>'


def _text(text: str) -> str:
    """A text with its code and emphasis."""
    parts = visible(text).split("`")
    if len(parts) % 2 == 0:  # a backtick without its fellow
        return escape(visible(text))
    return "".join(
        f"<code>{escape(part)}</code>" if at % 2 else _EMPHASIS.sub(r"<em>\1</em>", escape(part))
        for at, part in enumerate(parts)
    )
