"""Documents with action items in every form that the format has, made from a seed."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from random import Random

CLEAN = (Path(__file__).parents[1] / "rules" / "clean.md").read_text("utf-8")
TODAY = date(2026, 11, 10)
COLUMNS = ("ID", "Type", "Action", "Owner", "Due", "Status", "Addresses")
ACTIONS = (
    "Alert 30 days before any certificate in the fleet expires", r"Split `a\|b` into two queues", "Page the on-call engineer for a *failed* renewal",
    r"Write the limits of x\|y into the runbook", "Install certificates by the deploy pipeline, not by hand", "証明書を自動で更新する",
    "Add [the check](https://example.org/runbook?a=b) to the checkout runbook", "Test the renewal of 🔥 gateways every night",
)  # fmt: skip
OWNERS = ("@amara", "@kenji", "@ops/web", "@zoë.k")
STATES = ("open", "in progress", "", "-", "**open**", "done 2026-11-05", "dropped: A1 covers it", "Open")
REASONS = (
    "A1 covers it",
    "the queue a|b is gone",
    "see `x|y`, and (F1)",
    "no use; too late, too dear",
    "重複",
    "it is 100% done elsewhere",
)


def document(random: Random) -> str:
    """A document that the checker finds nothing wrong with."""
    number = random.randint(2, 6)
    make = _table if random.random() < 0.6 else _list
    head, _, _ = CLEAN.partition("## Action items\n")
    text = head + "## Action items\n\n" + make(random, number)
    if random.random() < 0.5:
        text += "\n## Notes\n\n- **A1** is explained here, | as | a | table | would | be |.\n"
    if random.random() < 0.2:
        text = text.rstrip("\n")
    if random.random() < 0.3:
        text = text.replace("\n", "\r\n")
    return ("\ufeff" if random.random() < 0.3 else "") + text


def _values(random: Random, at: int, number: int) -> dict[str, str]:
    factors = ["F1", "F2", "F3", "F4", "F5"]
    return {
        "ID": f"A{at}",
        "Type": random.choice(("Prevent", "Detect", "Respond", "prevent")),
        "Action": random.choice(ACTIONS),
        "Owner": random.choice(OWNERS),
        "Due": (TODAY + timedelta(days=random.randint(0, 90))).isoformat(),
        "Status": random.choice(STATES) if at < number else "open",
        "Addresses": ", ".join(factors if at == number else factors[: random.randint(1, 3)]),
    }


def _table(random: Random, number: int) -> str:
    columns = list(COLUMNS)
    if random.random() < 0.5:
        random.shuffle(columns)
    outer, padded = random.random() < 0.8, random.random() < 0.3
    rows = [dict(zip(COLUMNS, COLUMNS, strict=True)), dict.fromkeys(COLUMNS, "--")]
    rows += [_values(random, at, number) for at in range(1, number + 1)]
    widths = {name: max(len(row[name]) for row in rows) if padded else 0 for name in columns}
    if not outer and columns[-1] == "Status":
        columns[0], columns[-1] = columns[-1], columns[0]
    lines = []
    for row in rows:
        cells = [row[name].ljust(widths[name]) for name in columns]
        if not outer and not row[columns[0]].strip():
            cells[0] = "-"
        line = " | ".join(cells)
        lines.append(f"| {line} |" if outer else line)
    return "\n".join(lines) + "\n"


def _list(random: Random, number: int) -> str:
    bullet = random.choice(("-", "*", "1."))
    boxes = random.random() < 0.3
    lines = []
    for at in range(1, number + 1):
        values = _values(random, at, number)
        status = values["Status"] if values["Status"] not in ("", "-", "**open**") else ""
        box = f"[{'x' if status.startswith('done') else ' '}] " if boxes else ""
        kind = values["Type"].capitalize()
        tail = ", ".join(filter(None, (values["Owner"], values["Due"], status)))
        factors = f" ({values['Addresses']})"
        lines.append(f"{bullet} {box}**{values['ID']}** {kind}: {values['Action']}. {tail}{factors}")
    return "\n".join(lines) + "\n"
