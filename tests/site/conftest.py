"""A small knowledge base with every kind of document, its built site, and a browser to read it with."""

from __future__ import annotations

import functools
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from many import write_many
from poison import write_poison

from hotwash.site.mkdocs import build_site

if TYPE_CHECKING:
    pass

CLEAN = Path(__file__).parent.parent / "rules" / "clean.md"
TODAY = date(2026, 11, 24)
MKDOCS_YML = "site_name: Larkmere\ndocs_dir: postmortems\ntheme:\n  name: material\nplugins:\n  - hotwash:\n      today: 2026-11-24\n"

DRAFT = """---
title: Order mails delayed while the queue <drained> & grew
status: draft
severity: SEV1
services: [mail, ../x]
started: 2026-11-21T22:50+01:00
detected: 2026-11-21T23:10+01:00
resolved: 2026-11-22T01:30+01:00
authors: [noor]
---

## Timeline

| Time | Kind | Event | Seen by |
| -- | -- | -- | -- |
| 2026-11-21 22:50 | change | the `consumer` count is lowered | deploy |
| 23:10 | signal | `MailQueueAge` fires | pager |
| ~00:40 | action | consumers are scaled from 4 to 12 | on-call |
| 01:30 | result | the queue is empty | dashboard |

## Contributing factors

- **F1**: The queue had no limit. #capacity
  - It was never asked for.

## Action items

- **A1** Prevent: Give the queue a limit. @noor, 2026-12-01, open (F1)
  - with an alert
- **A2** Detect: Alert on [age](https://queue.example/age), not length. @sven, 2026-11-10, in progress
"""

NEAR_MISS = """---
title: Identity certificate noticed six hours before expiry
kind: near-miss
status: published
services: [identity, payments]
detected: 2025-08-09T06:00Z
authors: [amara]
---

## Contributing factors

- **F1**: Its expiry stood in no list. #detection _Accepted by @ops/web until 2027-02-01:_ the vendor drops it.

## What went well

- The morning check caught it, as in [[2026-11-03-checkout-certificate#A2]].

## Action items

| ID | Type | Action | Owner | Due | Status | Addresses |
| -- | -- | -- | -- | -- | -- | -- |
| A1 | Detect | List every certificate | @amara | 2025-09-01 | dropped: A2 replaces it | F1 |
| A2 | Detect | Scan the fleet for certificates | @kenji | 2025-10-01 | done 2025-09-28 | F1 |
"""

RETELLING = """---
title: A retold outage
kind: retelling
source: [https://status.example/1, "javascript:alert(1)"]
status: published
severity: SEV2
services: [network]
started: 2024-03-01T10:00Z
authors: [hotwash]
tags: ["<b>bold</b>"]
---

# Timeline

- 2024-03-01 10:00 — change: it breaks.
- after 11:00 — result: it works again.

## Pictures and code

![The graph](2024-graph.png) and ![unseen](../../secret.png), [their words](https://status.example/2).

> [!NOTE]
> Retold.

- [x] read
- [ ] understood

```python
def f(): return "<script>"
```

<details><summary>More</summary>

Hidden text[^1].

</details><script>alert(1)</script>

[^1]: A note.

## Action items

| ID | Type | Action | Status |
| -- | -- | -- | -- |
| A1 | Fix | Mend it | open |
"""


def write_base(root: Path) -> Path:
    """The knowledge base under `root`; the result is its `mkdocs.yml`."""
    documents = {
        "2026/2026-11-03-checkout-certificate.md": CLEAN.read_text("utf-8"),
        "2026/2026-11-21-order-mails.md": DRAFT,
        "2025/2025-08-09-identity-certificate.md": NEAR_MISS,
        "2024/2024-03-01-retold.md": RETELLING,
    }
    for name, text in documents.items():
        file = root / "postmortems" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    (root / "postmortems" / "2024" / "2024-graph.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (root / "postmortems" / "2024" / "2024-customers.csv").write_text("name\n", "utf-8")
    config = root / "mkdocs.yml"
    config.write_text(MKDOCS_YML, "utf-8")
    return config


@pytest.fixture(scope="session")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The knowledge base as written; not to be changed."""
    root = tmp_path_factory.mktemp("base")
    write_base(root)
    return root


@pytest.fixture(scope="session")
def site(base: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its built site."""
    return build_site(base / "mkdocs.yml", tmp_path_factory.mktemp("site") / "kb", strict=True)


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """The site's own page for what is not there, as hosts of static files show it."""
        pages = list(Path(self.directory).glob("*/404.html"))
        if code != 404 or not pages or "text/html" not in self.headers.get("Accept", ""):
            super().send_error(code, message, explain)
            return
        body = pages[0].read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def served(site: Path) -> Iterator[str]:
    """A site served below a path of its own, as on a forge's pages; the address ends with a slash."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=site.parent))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/{site.name}/"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """The small site, served."""
    with served(site) as address:
        yield address


@pytest.fixture(scope="session")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site of sixty documents with odd names."""
    config = write_many(tmp_path_factory.mktemp("many"))
    return build_site(config, tmp_path_factory.mktemp("many-site") / "kb", strict=True)


@pytest.fixture(scope="session")
def many_address(many: Path) -> Iterator[str]:
    """The same, served."""
    with served(many) as address:
        yield address


@pytest.fixture(scope="session")
def poison(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site of documents that try to do harm."""
    config = write_poison(tmp_path_factory.mktemp("poison"))
    return build_site(config, tmp_path_factory.mktemp("poison-site") / "team")


@pytest.fixture(scope="session")
def poison_address(poison: Path) -> Iterator[str]:
    """The same, served where its configuration says that it is."""
    with served(poison) as address:
        yield address
