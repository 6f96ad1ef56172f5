"""Whatever documents hold, whoever changes what, and wherever it breaks off: nothing is created twice, nothing is lost."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from random import Random

import pytest
from knowledge import Base, document
from tracker_server import Fault, GitLab

sys.path.append(str(Path(__file__).parents[1] / "followup"))
from generated import document as any_document

ROW = "| A{0} | Detect | Check certificate number {0} every night | @kenji | 2026-12-{1:02} | {2} | F1, F2, F3, F4, F5 | |\n"
BREAKS = (
    Fault(500, {"message": "no"}),
    Fault(502),
    Fault(how="cut"),
    Fault(403, {"message": "no"}),
    Fault(429, {"message": "later"}, {"Retry-After": "900"}),
)


def settled(base: Base, random: Random, server: GitLab) -> None:
    """Plan and apply until both come to an end, with breaks on the way."""
    for _ in range(12):
        if random.random() < 0.6:
            server.fail(random.choice(("POST", "PUT", "GET")), "/issues", random.choice(BREAKS), random.randint(1, 6))
        if base.run("plan", "-o", "plan.json", "--wait", "0").exit_code == 2:
            server.faults.clear()
            continue
        for _ in range(3):
            if base.run("apply", "plan.json", "--wait", "0").exit_code != 2:
                break
            server.faults.clear()
        else:
            raise AssertionError(base.run("apply", "plan.json").output)
        server.faults.clear()
        if "nothing to do" in base.run("plan").stderr:
            return
    raise AssertionError(base.run("plan").output)


@pytest.mark.parametrize("seed", range(12))
def test_both_sides_agree_in_the_end(base: Base, gitlab: GitLab, seed: int) -> None:
    random = Random(seed)  # noqa: S311 - changes, not secrets
    base.configure("gitlab", gitlab.url, more="assign = false")
    number = random.randint(2, 5)
    rows = [ROW.format(at, at + 9, random.choice(("open", "in progress", ""))) for at in range(1, number + 1)]
    file = base.write(document("".join(rows)))
    settled(base, random, gitlab)
    for _ in range(3):
        lines = file.read_text("utf-8").splitlines(keepends=True)
        mine = random.sample(range(number), random.randint(0, number // 2))
        theirs = random.sample([at for at in range(number) if at not in mine], random.randint(0, number // 2))
        for at in mine:
            spot = next(index for index, line in enumerate(lines) if line.startswith(f"| A{at + 1} "))
            lines[spot] = re.sub(r"2026-12-\d\d", f"2026-12-{random.randint(10, 28)}", lines[spot])
        file.write_text("".join(lines), "utf-8")
        for at in theirs:
            gitlab.close(at + 1)
        before = file.read_text("utf-8").splitlines()
        assert base.run("pull").exit_code == 0
        after = file.read_text("utf-8").splitlines()
        changed = {one.split("|")[1].strip() for one, other in zip(before, after, strict=True) if one != other}
        assert changed <= {f"A{at + 1}" for at in theirs}
        settled(base, random, gitlab)
    titles = [each["title"] for each in gitlab.issues]
    assert sorted(titles) == sorted(set(titles))
    assert len(titles) == number
    items = {
        line.split("|")[1].strip(): line.split("|")
        for line in file.read_text("utf-8").splitlines()
        if line.startswith("| A")
    }
    for issue in gitlab.issues:
        cells = items[re.sub(r"Check certificate number (\d+) .*", r"A\1", issue["title"])]
        assert cells[5].strip() == issue["due_date"]
        assert cells[6].strip().startswith("done") == (issue["state"] == "closed")
        assert f"/issues/{issue['iid']})" in cells[8]


@pytest.mark.parametrize("seed", range(15))
def test_documents_of_every_form_lose_no_line(base: Base, gitlab: GitLab, seed: int) -> None:
    random = Random(100 + seed)  # noqa: S311 - documents, not secrets
    base.configure("gitlab", gitlab.url, more="assign = false")
    text = any_document(random)
    file = base.write(text)
    base.run("plan", "-o", "plan.json")
    assert base.run("apply", "plan.json").exit_code == 0
    assert file.read_bytes().decode("utf-8") == text  # these tables have no place for a link
    assert base.run("plan").stderr == "nothing to do.\n"
    for number in range(1, len(gitlab.issues) + 1):
        if random.random() < 0.5:
            gitlab.close(number)
    closed = sum(each["state"] == "closed" for each in gitlab.issues)
    result = base.run("pull")
    assert result.exit_code == 0, result.output
    before, after = text.splitlines(), file.read_bytes().decode("utf-8").splitlines()
    assert sum(one != other for one, other in zip(before, after, strict=True)) == closed
    assert "nothing" in base.run("plan").stderr or "settle" in base.run("plan").stdout
