"""What the rules of contributing factors share: ids, and how a factor is called."""

from __future__ import annotations

from hotwash.document import Factor, Postmortem
from hotwash.document.patterns import pattern

_NUMBERED = pattern(r"[Ff](\d{1,9})")


def name_of(factor: Factor) -> str:
    """The id, else the first words."""
    if factor.id:
        return factor.id.text
    words = factor.text.text.split()
    return "“" + " ".join(words[:6]) + ("…" if len(words) > 6 else "") + "”"


def next_ids(postmortem: Postmortem, how_many: int) -> list[str]:
    """The next ids `F<n>` that no factor has and no action item addresses, behind the highest one."""
    addressed = {reference.text.upper() for item in postmortem.actions for reference in item.addresses}
    used = [
        int(match[1]) for factor in postmortem.factors if factor.id and (match := _NUMBERED.fullmatch(factor.id.text))
    ]
    number = max(used, default=0)
    found: list[str] = []
    while len(found) < how_many:
        number += 1
        if f"F{number}" not in addressed:
            found.append(f"F{number}")
    return found
