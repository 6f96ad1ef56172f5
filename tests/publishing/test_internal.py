"""What counts as internal in a sentence, and what is an ordinary word."""

from __future__ import annotations

import pytest

from hotwash.publishing.internal import Internal, Needle

INTERNAL = Internal(
    [
        Needle("an internal word", "Albatross"),
        Needle("an internal word", "Gnu"),
        Needle("an internal host", "corp.example"),
        Needle("a person or team", "will"),
        Needle("a person or team", "max"),
        Needle("a person or team", "amara"),
        Needle("a person or team", "ops/web"),
        Needle("the id of a document that is not published", "2026-01-01-slow"),
        Needle("the title of a document that is not published", "Slow search"),
    ],
    ["10.0.0.1", "slow search again"],
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It will be, and it. Will it be? The max is 3.", []),
        ("We asked Will, and @max; then @will.", ["Will", "@max", "@will"]),
        ("Amara's AMARA amara@", ["Amara", "AMARA", "amara"]),
        ("the Albatrosses and ALBATROSS_KEY of the gnus; the GNU", ["Albatross", "ALBATROSS", "GNU"]),
        ("grafana.corp.example, corp.example, incorp.example", ["grafana.corp.example", "corp.example"]),
        ("x.internal, printer.local, the internal one, settings.py", ["x.internal", "printer.local"]),
        ("http://wiki/x, http://localhost:8080, http://example.org", ["wiki"]),
        ("10.0.0.1, 10.0.0.2, 8.8.8.8, 127.0.0.1, 172.20.1.1, version 10.2.3", ["10.0.0.2", "172.20.1.1"]),
        ("2026-01-01-slow, 2026-01-01-slow-thing, 2026-01-01-slow#A1", ["2026-01-01-slow", "2026-01-01-slow"]),
        ("the Ops/Web team of the web ops", ["Ops/Web"]),
        ("someone@elsewhere.example wrote to @nobody-known", ["someone@elsewhere.example", "@nobody-known"]),
    ],
)
def test_what_is_found_in(text: str, found: list[str]) -> None:
    assert [text[hit.start : hit.end] for hit in INTERNAL.find(text)] == found
