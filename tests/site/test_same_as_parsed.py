"""What the checker saw is what the reader sees."""

from __future__ import annotations

from pathlib import Path

import pytest
from differential import differences, opened

OWN = Path(__file__).parent.parent.parent / "postmortems"


@pytest.mark.parametrize("tree", ["own", "base"])
def test_headings_items_cells_and_links_are_those_of_the_model(tree: str, base: Path) -> None:
    library = opened(OWN if tree == "own" else base / "postmortems")
    assert library.entries
    assert [f"{entry.page}: {line}" for entry in library for line in differences(entry, library)] == []


def test_the_built_pages_show_the_same(base: Path, site: Path) -> None:
    library = opened(base / "postmortems")
    for entry in library:
        built = (site / entry.page / "index.html").read_text("utf-8")
        article = built.partition('<article class="md-content__inner md-typeset">')[2].partition("</article>")[0]
        assert differences(entry, library, article) == [], entry.page


ODD = """## Timeline

Before, a list that is none of it:

1. first
2. second

   | cell | other |
   | -- | -- |
   | `a \\| b` | [link](https://x.example) |

- 2026-11-03 09:12 — change: one
  - nested

    deeper
- 09:20 — signal: **two** [[2026-11-04-odd#F1]]
<!-- splits the list -->
- 09:30 — action: three

> - quoted

### Not a section

| Time | What | Note |
| -- | -- | -- |
| 10:00 | again | own `column` |

## Contributing factors

- without an id
- **F1**: with one, *cut [here](https://y.example)* and

  a paragraph _Accepted by @ops/web:_ of no use #detection
- F1: the same again

## Action items

Read [this](https://z.example) first.

- [x] **A1** Fix: Mend it. @amara, 2026-11-03 (F1)
- [ ] Do `that`
  1. and this
"""


def test_odd_documents_lose_nothing(tmp_path: Path) -> None:
    (tmp_path / "2026").mkdir()
    (tmp_path / "2026" / "2026-11-04-odd.md").write_text(ODD, "utf-8")
    library = opened(tmp_path)
    assert differences(library.entries[0], library) == []
