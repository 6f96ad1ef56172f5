"""A knowledge base with something internal in every corner, each of its own, so that it can be told which one got out."""

from __future__ import annotations

import base64
import gzip
import io
import struct
import zlib
from datetime import date
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from PIL import Image, PngImagePlugin

TODAY = date(2026, 11, 24)


class Plant(NamedTuple):
    """Something internal and the place where it was put."""

    where: str
    secret: str
    """What nobody outside may read, as it is known at home."""
    rendered: str = ""
    """How it is written there, where that is another way."""


DIRECTORY = ("amara", "kenji", "ottokar", "larkmere/quokka", "brunhilde", "zofia.lind", "hildegard")
HOSTS = ("corp.example", "quetzal.example")
WORDS = (
    "Albatross", "Bandicoot", "Capybara", "Dormouse", "Echidna", "Firefinch", "Gharial", "Hoatzin", "Ibexhorn", "Jackdaw", "Kestrel",
    "Lemming", "Marmoset", "Narwhal", "Ocelot", "Pangolin", "Quollcat", "Redstart", "Sandpiper", "Tapirhead", "Umbrellabird", "Vaquita",
    "Wolverine", "Xerusrat", "Yellowjack", "Zebrafinch", "Axolotl", "Bluethroat", "Cassowary", "Dunnockbird", "Ermineweasel", "Fossacat",
    "Gerenuk", "Hyraxrock", "Indrilemur", "Project Juniper", "Kookaburra", "Lorikeet", "Muntjac", "Nightjar", "Oryxhorn", "Peccary",
    "Margay", "Saola", "Tamandua",
)  # fmt: skip
TOKEN = "ghp_" + "k3Jd92mXq81LpZ0vTn4RbW7sYc5HuEgA6fQi"
AWS_KEY = "AKIA" + "Q7X2M9LT4WZR8BVN"
PASSWORD = "hunter2-" + "Zx81-Correct"


def base64_of(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def plants() -> list[Plant]:
    """All of them; the document of `write` holds each."""
    return [
        Plant("a field that everybody knows", "Albatross"),
        Plant("a field that nobody knows", "Bandicoot"),
        Plant("the title", "Capybara"),
        Plant("a comment in a line", "Dormouse"),
        Plant("a comment of many lines", "Echidna"),
        Plant("a cell of a table", "Firefinch"),
        Plant("a column of the team's own", "Gharial"),
        Plant("an alternative text", "Hoatzin"),
        Plant("the target of a link", "x.quetzal.example"),
        Plant("the title of a link", "Ibexhorn"),
        Plant("a definition of a link that nobody uses", "Jackdaw"),
        Plant("a definition of a link in a list", "Kestrel"),
        Plant("a footnote", "Lemming"),
        Plant("the name of a footnote", "Marmoset"),
        Plant("a footnote that nobody refers to", "Narwhal"),
        Plant("a block of code", "Ocelot"),
        Plant("the info string of a fence", "Pangolin"),
        Plant("code in a line", "Quollcat"),
        Plant("a diagram", "Redstart"),
        Plant("the name of an image's file", "Sandpiper"),
        Plant("the text of a PNG", "Tapirhead"),
        Plant("the packed text of a PNG", "Umbrellabird"),
        Plant("the Exif of a JPEG", "Vaquita"),
        Plant("the comment of a JPEG", "Wolverine"),
        Plant("behind the end of a PNG", "Xerusrat"),
        Plant("the comment of a GIF", "Yellowjack"),
        Plant("the XMP of a WebP", "Zebrafinch"),
        Plant("the comment of an SVG", "Axolotl"),
        Plant("the text of an SVG", "Bluethroat"),
        Plant("an attribute of an SVG", "Cassowary"),
        Plant("a tag", "Dunnockbird"),
        Plant("an alert", "Ermineweasel"),
        Plant("the reason of a suppression in the text", "Fossacat"),
        Plant("the reason of a suppression in the frontmatter", "Gerenuk"),
        Plant("a section of the team's own", "Hyraxrock"),
        Plant("the text above the first section", "Indrilemur"),
        Plant("a phrase on two lines", "Project Juniper", "Project\nJuniper"),
        Plant("split by raw HTML", "Kookaburra", "Kooka<b>burra</b>"),
        Plant("split by emphasis", "Lorikeet", "Lori**keet**"),
        Plant("with entities", "Muntjac", "&#77;unt&#x6a;ac"),
        Plant("with percent signs", "Nightjar", "%4Eightjar"),
        Plant("in base64", "Oryxhorn", base64_of("the Oryxhorn cluster")),
        Plant("with invisible characters", "Peccary", "Pec\u200bca\u00adry"),
        Plant("with letters of another script", "Margay", "M\u0430rg\u0430y"),
        Plant("with accents apart", "Saola", "Sao\u0301la"),
        Plant("in hexadecimal", "Tamandua", b"the Tamandua cluster".hex()),
        Plant("an owner", "kenji"),
        Plant("a team", "larkmere/quokka"),
        Plant("an author", "amara"),
        Plant("a handle in the text", "brunhilde"),
        Plant("a name in the text", "hildegard", "Hildegard"),
        Plant("a handle with a dot", "zofia.lind"),
        Plant("a handle of a factor's acceptance", "ottokar"),
        Plant("a host of the inside", "grafana.corp.example"),
        Plant("a host without a domain", "wikihost", "http://wikihost/page"),
        Plant("a private address", "10.31.7.9"),
        Plant("a mail address", "pager@outside.example"),
        Plant("the link of a tracker", "https://tracker.example/browse/OPS-4711"),
        Plant("the key of a tracker", "OPS-4711"),
        Plant("a token", TOKEN),
        Plant("a key of a cloud", AWS_KEY),
        Plant("a password", PASSWORD),
        Plant("the id of a restricted document", "2026-03-01-secret-merger"),
        Plant("the title of a restricted document", "Merger data room open for a day"),
        Plant("the title of an internal document", "Payroll export went to everybody"),
        Plant("the alias of a restricted document", "2026-03-01-old-merger-name"),
    ]


PUBLIC = "2026/2026-11-03-checkout-certificate"


def write(root: Path) -> None:
    """The knowledge base in a folder."""
    tree = root / "postmortems"
    folder = tree / "2026"
    folder.mkdir(parents=True)
    (root / "hotwash.toml").write_text(
        f"owners = {list(DIRECTORY)!r}\n[publish]\nurl = 'https://status.example.org/'\nhosts = {list(HOSTS)!r}\nwords = {list(WORDS)!r}\n",
        "utf-8",
    )
    (root / "mkdocs.yml").write_text(
        "site_name: Inside\ndocs_dir: postmortems\ntheme: {name: material}\nplugins: [hotwash]\n"
    )
    (folder / "2026-03-01-secret-merger.md").write_text(
        _other("Merger data room open for a day", "restricted"), "utf-8"
    )
    (folder / "2026-04-01-payroll-export.md").write_text(
        _other("Payroll export went to everybody", "internal"), "utf-8"
    )
    (folder / "2026-05-01-slow-search.md").write_text(_other("Search slow after a reindex", "public"), "utf-8")
    (tree / f"{PUBLIC}.md").write_text(_document(), "utf-8")
    images(folder)


def images(folder: Path) -> None:
    """Images with metadata of every kind."""
    about = PngImagePlugin.PngInfo()
    about.add_text("Author", "Tapirhead")
    about.add_text("Description", "Umbrellabird " * 20, zip=True)
    made = io.BytesIO()
    Image.new("RGB", (8, 8), "navy").save(made, "PNG", pnginfo=about)
    (folder / "Sandpiper-graph.png").write_bytes(made.getvalue() + b"Xerusrat")
    exif = Image.Exif()
    exif[0x010E] = "Vaquita"
    exif[0x0112] = 6
    Image.new("RGB", (16, 8), "green").save(folder / "photo.jpg", "JPEG", exif=exif, comment=b"Wolverine")
    Image.new("P", (8, 8), 3).save(folder / "moving.gif", "GIF", comment=b"Yellowjack")
    Image.new("RGB", (8, 8), "red").save(folder / "shot.webp", "WEBP", xmp=b"<x:xmpmeta>Zebrafinch</x:xmpmeta>")
    (folder / "drawing.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:i="http://www.inkscape.org/x" viewBox="0 0 9 9"><!-- Axolotl -->'
        '<text x="1" y="2">to <tspan>Blue</tspan>throat</text><rect i:label="Cassowary" width="3" height="3"/></svg>',
        "utf-8",
    )


def _other(title: str, audience: str) -> str:
    aliases = "aliases: [2026-03-01-old-merger-name]\n" if audience == "restricted" else ""
    return f"""---
title: {title}
status: published
severity: SEV3
services: [checkout]
started: 2026-03-01T09:12Z
detected: 2026-03-01T09:20Z
resolved: 2026-03-01T10:05Z
reviewed: 2026-03-02T10:05Z
authors: [amara]
audience: {audience}
{aliases}signals: [Ermineweasel]
---

## Timeline

All times are UTC.

- 2026-03-01 09:12 — change: something changes.

## Contributing factors

- **F1**: One thing. #testing

## Action items

| ID | Type | Action | Owner | Due | Status | Addresses |
| -- | -- | -- | -- | -- | -- | -- |
| A1 | Prevent | Do it, as after [[2026-11-03-checkout-certificate]] | @kenji | 2026-12-01 | open | F1 |
"""


def _document() -> str:
    at = {plant.where: plant.rendered or plant.secret for plant in plants()}
    return f"""---
title: Checkout refused cards at {at["the title"]}
status: published
severity: SEV2
services: [{at["a field that everybody knows"]}]
signals: [{at["an alert"]}]
started: 2026-11-03T09:12Z
detected: 2026-11-03T09:20Z
mitigated: 2026-11-03T09:58Z
resolved: 2026-11-03T10:05Z
reviewed: 2026-11-04T15:00Z
authors: [amara]
tags: [{at["a tag"]}]
audience: public
recurs: [2026-03-01-secret-merger]
customer: {at["a field that nobody knows"]}
allow: {{missing-impact-dimension: "{at["the reason of a suppression in the frontmatter"]}"}}
---

Fictional, at {at["the text above the first section"]}.

## Summary

Checkout failed <!-- {at["a comment in a line"]} --> for 46 minutes, {at["split by raw HTML"]} and {at["split by emphasis"]} too.
<!-- hotwash: allow person-named ({at["the reason of a suppression in the text"]}) -->

<!--
{at["a comment of many lines"]}
-->

It was like {at["a phrase on two lines"]} and {at["with entities"]}, see {at["with percent signs"]}, {at["in base64"]},
{at["with invisible characters"]}, {at["with letters of another script"]}, {at["with accents apart"]}, {at["in hexadecimal"]}.

[unused]: https://ok.example/{at["a definition of a link that nobody uses"]}

See [the dashboard](https://{at["the target of a link"]}/d) and [status](https://status.example.org/ "{at["the title of a link"]}"),
[[2026-03-01-secret-merger]], [[2026-03-01-old-merger-name]], [Merger data room open for a day](2026-03-01-secret-merger.md),
and what was called *Payroll export went to everybody*, or [[2026-05-01-slow-search#A1]] and [slow](2026-05-01-slow-search.md).[^{at["the name of a footnote"]}]

[^{at["the name of a footnote"]}]: It was {at["a footnote"]}.

[^lonely]: Nobody refers to {at["a footnote that nobody refers to"]}.

## Timeline

All times are UTC.

- 2026-11-03 09:12 — change: the certificate expires on {at["a host of the inside"]} ({at["a private address"]}).

  [inner]: https://ok.example/{at["a definition of a link in a list"]}
- 09:20 — signal: the alert pages @{at["a handle in the text"]}, who asks {at["a name in the text"]} and {at["a handle with a dot"]}.
- 09:58 — action: `export GITHUB_TOKEN={at["a token"]}` on {at["a host without a domain"]}; mail goes to {at["a mail address"]}.
- 10:05 — result: over.

```sh title="{at["the info string of a fence"]}"
ssh {at["a block of code"]}
aws configure set aws_access_key_id {at["a key of a cloud"]}
password = "{at["a password"]}"
```

## Impact

- Users: 4,120 checkouts failed at `{at["code in a line"]}`.

![A graph of {at["an alternative text"]}]({quote("Sandpiper-graph.png")} "graph") ![photo](photo.jpg) ![moving](moving.gif)
![shot](shot.webp) ![drawing](drawing.svg) ![inline](data:image/png;base64,{base64_of("Oryxhorn picture")})

```mermaid
graph LR
  A[{at["a diagram"]}] --> B
```

## Contributing factors

- **F1**: The expiry alert watched the load balancer only. #detection
- **F2**: Nobody reads the mailbox. _Accepted by @{at["a handle of a factor's acceptance"]} until 2027-01-01:_ it goes away.

## What went well

- The alert fired.

## Action items

| ID | Type | Action | Owner | Due | Status | Addresses | Tracker | Customer |
| -- | -- | -- | -- | -- | -- | -- | -- | -- |
| A1 | Fix | Renew it for {at["a cell of a table"]} | @kenji | 2026-11-03 | open | F1 | [OPS-4711]({at["the link of a tracker"]}) | {at["a column of the team's own"]} |
| A2 | Detect | Alert before, as in {at["the key of a tracker"]} | @larkmere/quokka | 2026-11-20 | open | F1 | | |

## Notes for us

{at["a section of the team's own"]} is not for outside.
"""


def packed(text: str) -> bytes:
    return gzip.compress(text.encode(), mtime=0)


def png_with(chunk: bytes, body: bytes) -> bytes:
    """A PNG with one more chunk."""
    made = io.BytesIO()
    Image.new("RGB", (2, 2)).save(made, "PNG")
    data = made.getvalue()
    added = struct.pack(">I", len(body)) + chunk + body + struct.pack(">I", zlib.crc32(chunk + body))
    return data[:33] + added + data[33:]
