"""A check that would see what the last one saw is not run again; one that would see anything else is."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
import terminal
from terminal import Terminal

import hotwash
from hotwash.replay import _NAMES, _PREFIXES
from hotwash.reports import formats

PACKAGE = Path(hotwash.__file__).parent
CLEAN = (Path(__file__).parents[1] / "rules" / "clean.md").read_text("utf-8")
REFERRING = CLEAN.replace(
    "an expired certificate.",
    "an expired certificate. See [the log](log.txt), [the graph](graph.png), "
    "[the other](../2025/2025-10-12-gateway.md#the-bare-facts) and [[2025-10-12-gateway]].",
)
OTHER = CLEAN.replace("## Summary", "## Summary\n\n### The bare facts")
CONFIG = """
services = "catalog-info.yaml"
owners = {codeowners = true, people = ["@amara", "@kenji"]}
timezone = "Europe/Berlin"
[rules]
overdue-action = "info"
"""
CATALOGUE = "\n---\n".join(
    f"kind: Component\nmetadata:\n  name: {name}" for name in ("checkout", "payments", "unheard-of")
)
DOCUMENT = "postmortems/2026/2026-11-03-checkout-certificate.md"
# The program, and beside its output whether it had to be run: the checker is imported only then. `DAY` is what the clock says.
LAUNCHER = """
import os, sys
os._exit = sys.exit  # so that there is an end to write beside
if "DAY" in os.environ:
    import datetime, time_machine
    time_machine.travel(datetime.datetime.fromisoformat(os.environ["DAY"]), tick=False).start()
from hotwash.__main__ import main
try:
    main()
finally:
    open(os.environ["RAN"], "w").write("ran" if "hotwash.checking" in sys.modules else "")
"""


class Ended(NamedTuple):
    out: str
    err: str
    code: int
    ran: bool


class Base:
    """A knowledge base whose files have been at rest for a while, and a command line that checks a part of it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.env = {
            **os.environ,
            "HOTWASH_CACHE_DIR": str(folder / "kept"),
            "RAN": str(folder / "ran"),
            "PYTHONPATH": str(PACKAGE.parent),
        }
        self.words = ["check", DOCUMENT, "--today", "2027-11-05"]
        self.where = folder / "repo"

    def check(self, *words: str) -> Ended:
        done = subprocess.run(
            [sys.executable, "-P", "-c", LAUNCHER, *self.words, *words],
            cwd=self.where, env=self.env, capture_output=True, text=True, check=False,
        )  # fmt: skip
        return Ended(done.stdout, done.stderr, done.returncode, (self.folder / "ran").read_text() == "ran")

    def path(self, name: str) -> Path:
        return self.folder / "repo" / name

    def change(self, name: str, old: str, new: str) -> None:
        text = self.path(name).read_text("utf-8")
        assert old in text
        self.path(name).write_text(text.replace(old, new), "utf-8")

    def kept(self) -> list[Path]:
        return [path for path in (self.folder / "kept").rglob("*") if path.is_file()]


def lay_out(folder: Path) -> None:
    repo = folder / "repo"
    for name, text in {
        DOCUMENT: REFERRING,
        "postmortems/2025/2025-10-12-gateway.md": OTHER,
        "postmortems/2025/2025-10-13-other.md": CLEAN,
        "postmortems/2026/log.txt": "",
        "hotwash.toml": CONFIG,
        "catalog-info.yaml": CATALOGUE,
        "docs/CODEOWNERS": "* @ops/web\n",
        ".git/HEAD": "",
    }.items():
        (repo / name).parent.mkdir(parents=True, exist_ok=True)
        (repo / name).write_text(text, "utf-8")
    (repo / "postmortems/2024").mkdir()
    (repo / "postmortems/2024/2024-11-04-unreadable.md").write_bytes(b"\xff")


def at_rest() -> None:
    """Wait until what was written before is old enough to be trusted."""
    time.sleep(2.2)


Change = Callable[[Base], object]
CHANGES: dict[str, Change] = {
    "the document": lambda base: base.change(DOCUMENT, "@kenji", "@nobody"),
    "the document, its size and time of change as before": lambda base: same_size_and_time(base),
    "a document that it refers to": lambda base: base.change("postmortems/2025/2025-10-12-gateway.md", "The bare", "A"),
    "a document that it refers to is gone": lambda base: base.path("postmortems/2025/2025-10-12-gateway.md").unlink(),
    "a new document of the same name": lambda base: shutil.copy(
        base.path(DOCUMENT), base.path("postmortems/2025") / Path(DOCUMENT).name
    ),
    "an alias in another document": lambda base: base.change(
        "postmortems/2025/2025-10-13-other.md", "tags:", f"aliases: [{Path(DOCUMENT).stem}]\ntags:"
    ),
    "the configuration": lambda base: base.change("hotwash.toml", "[rules]", "[rules]\nbroken-link = 'off'"),
    "the configuration is gone": lambda base: base.path("hotwash.toml").unlink(),
    "a broken configuration": lambda base: base.path("hotwash.toml").write_text("[[["),
    "a nearer configuration": lambda base: base.path("postmortems/hotwash.toml").write_text("profile = 'strict'"),
    "a nearer pyproject.toml": lambda base: base.path("postmortems/pyproject.toml").write_text(
        "[tool.hotwash]\nprofile = 'strict'"
    ),
    "a nearer repository": lambda base: base.path("postmortems/2026/.git").mkdir(),
    "the catalogue of services": lambda base: base.change("catalog-info.yaml", "payments", "billing"),
    "CODEOWNERS": lambda base: base.change("docs/CODEOWNERS", "@ops/web", "@ops/net"),
    "a CODEOWNERS that comes first": lambda base: base.path("CODEOWNERS").write_text("* @ops/net"),
    "a linked file is gone": lambda base: base.path("postmortems/2026/log.txt").unlink(),
    "a linked file is there": lambda base: base.path("postmortems/2026/graph.png").touch(),
    "a file with a nearer name": lambda base: base.path("postmortems/2026/graph1.png").touch(),
    "another day": lambda base: base.words.append("--today=2028-11-06"),
    "colours": lambda base: base.env.update(FORCE_COLOR="1"),
    "the format": lambda base: base.words.append("--format=concise"),
    "a folder above": lambda base: above(base),
    "another word list": lambda base: base.change(
        "hotwash.toml", "[rules]", "[words.names]\nadd=['checkout']\n[rules]"
    ),
}


def same_size_and_time(base: Base) -> None:
    before = base.path(DOCUMENT).stat()
    base.change(DOCUMENT, "@kenji", "@kenia")
    os.utime(base.path(DOCUMENT), ns=(before.st_atime_ns, before.st_mtime_ns))
    after = base.path(DOCUMENT).stat()
    assert (after.st_size, after.st_mtime_ns) == (before.st_size, before.st_mtime_ns)


def above(base: Base) -> None:
    base.where = base.folder
    base.words[1] = f"repo/{DOCUMENT}"


@pytest.fixture(scope="module")
def bases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Base]:
    """Many of the same, all written before anything is checked, so that one wait is enough."""
    folders = [tmp_path_factory.mktemp("base") for _ in range(70)]
    for folder in folders:
        lay_out(folder)
    at_rest()
    return iter(map(Base, folders))


@pytest.fixture
def base(bases: Iterator[Base]) -> Base:
    return next(bases)


def test_the_same_check_is_not_run_again(base: Base) -> None:
    first = base.check()
    assert first.ran
    assert first.code == 0
    assert "there is no file" in first.out
    assert base.check() == first._replace(ran=False)
    assert base.check("--no-cache") == first


def test_what_failed_fails_again_without_running(base: Base) -> None:
    base.words += ["--max-warnings", "0"]
    first = base.check()
    assert first.code == 1
    assert "more than the 0 that --max-warnings allows" in first.err
    assert base.check() == first._replace(ran=False)


@pytest.mark.parametrize("name", CHANGES)
def test_it_is_run_again_after_a_change_of(name: str, base: Base) -> None:
    first = base.check()
    assert not base.check().ran
    CHANGES[name](base)
    after = base.check()
    assert after.ran
    assert after == base.check("--no-cache")
    assert after[:3] != first[:3] or name == "a folder above"


@pytest.mark.parametrize("part", ["rules/actions/overdue_action.py", "rules/language/words/roles.txt"])
def test_it_is_run_again_after_a_change_of_the_program(part: str, base: Base) -> None:
    package = base.folder / "program" / "hotwash"
    shutil.copytree(PACKAGE, package, ignore=shutil.ignore_patterns("__pycache__", "site", "overrides"))
    base.env["PYTHONPATH"] = str(package.parent)
    base.check()
    at_rest()
    assert base.check().ran
    assert not base.check().ran
    with (package / part).open("a") as file:
        file.write("\n")
    assert base.check().ran


def test_it_is_run_again_at_midnight_of_the_configured_zone(base: Base) -> None:
    base.words = ["check", DOCUMENT]
    base.env["DAY"] = "2027-11-05T22:59:59+00:00"  # a second before midnight in Berlin
    base.check()
    assert not base.check().ran
    base.env["DAY"] = "2027-11-05T23:00:00+00:00"
    assert base.check().ran
    base.env["DAY"] = "2027-11-06T22:59:59+00:00"
    assert not base.check().ran


def test_a_terminal_gets_its_colours(base: Base, monkeypatch: pytest.MonkeyPatch) -> None:
    piped = base.check()
    monkeypatch.setattr(terminal, "COMMAND", (sys.executable, "-P", "-c", LAUNCHER))
    for name, value in {**base.env, "TERM": "xterm"}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("NO_COLOR", raising=False)
    shown = []
    for ran in ("ran", ""):
        at = Terminal(base.where, *base.words)
        assert at.ended() == 0
        at.close()
        assert (base.folder / "ran").read_text() == ran
        shown.append(at.shown.rpartition("\x1b[K")[2])  # behind the bar of a run that took its time
    assert shown[0] == shown[1] != piped.out
    assert "\x1b[" in shown[0]


def test_a_file_that_has_just_changed_is_not_trusted(base: Base) -> None:
    base.change(DOCUMENT, "@kenji", "@nobody")
    assert base.check().ran
    assert base.check().ran
    assert base.kept() == []


def test_symbolic_links_and_patterns_are_looked_at_anew(base: Base) -> None:
    base.path("link.md").symlink_to(base.path(DOCUMENT))
    at_rest()
    base.words[1] = "link.md"
    assert base.check().ran
    assert base.check().ran
    base.words[1] = DOCUMENT
    base.change("hotwash.toml", "catalog-info.yaml", "catalog-*.yaml")
    at_rest()
    assert base.check().ran
    assert base.check().ran


@pytest.mark.parametrize(
    "words",
    [
        ("--no-cache",),
        ("--fix",),
        ("--diff",),
        ("--add-suppressions", "They may stay"),
        ("--baseline", "b.json", "--write-baseline"),
        ("--format", "json=found.json"),
        ("--format", "full", "--format", "json=found.json"),
    ],
)
def test_what_does_more_than_to_print_is_done_every_time(words: tuple[str, ...], base: Base) -> None:
    assert base.check(*words).ran
    assert base.check(*words).ran
    assert base.kept() == []


def test_a_summary_of_a_step_is_written_every_time(base: Base) -> None:
    base.env["GITHUB_STEP_SUMMARY"] = str(base.folder / "summary.md")
    assert base.check("--format", "github").ran
    assert base.check("--format", "github").ran


@pytest.mark.parametrize("cut", [b"", b"x", b"\0" * 9, b"deadbeefhotwash run 1", None])
def test_what_is_kept_and_broken_counts_for_nothing(cut: bytes | None, base: Base) -> None:
    first = base.check()
    (file,) = base.kept()
    data = file.read_bytes()
    file.write_bytes(data.replace(b"there is no file", b"there is a file") if cut is None else cut)
    assert base.check() == first
    assert base.check() == first._replace(ran=False)


def test_a_cache_that_cannot_be_written_is_done_without(base: Base) -> None:
    (base.folder / "kept").write_text("")
    first = base.check()
    assert first.code == 0
    assert base.check() == first


def test_clearing_the_cache_clears_it(base: Base) -> None:
    base.check()
    assert len(base.kept()) == 1
    words, base.words = base.words, ["cache", "clear"]
    assert base.check().out.startswith("1 file removed")
    base.words = words
    assert base.check().ran


def test_whole_trees_are_replayed_too(base: Base) -> None:
    for number in range(40):
        base.path(f"postmortems/2026/2026-11-03-checkout-{number}.md").write_text(CLEAN, "utf-8")
    at_rest()
    base.words.remove(DOCUMENT)
    first = base.check()
    assert base.check() == first._replace(ran=False)
    base.change("postmortems/2026/2026-11-03-checkout-7.md", "@kenji", "@nobody")
    after = base.check()
    assert after.ran
    assert after == base.check("--no-cache")
    assert after.out != first.out


def test_output_that_cannot_be_written_ends_it_as_any_run(base: Base) -> None:
    base.check()
    command = [sys.executable, "-P", "-c", LAUNCHER, *base.words]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(command, cwd=base.where, env=base.env, stdout=full, stderr=subprocess.PIPE, check=False)
    assert (done.returncode, done.stderr) == (2, b"hotwash: the output cannot be written: No space left on device\n")
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(command, cwd=base.where, env=base.env, stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)
    assert (done.returncode, done.stderr) == (1, b"")


# What the check asks of the system, by whatever way: calls into the file system, and variables of the environment.
SPY = """
import json, os, sys

sys.argv[0] = "hotwash"
os._exit = sys.exit
asked, variables, off = set(), set(), []

def note(path):
    if isinstance(path, (str, bytes, os.PathLike)) and not off:
        asked.add(os.path.abspath(os.fsdecode(path)))

def spying(name):
    call = getattr(os, name)
    def spy(path=".", *args, **named):
        note(path)
        return call(path, *args, **named)
    setattr(os, name, spy)

for name in ("stat", "scandir", "listdir", "readlink"):
    spying(name)
sys.addaudithook(lambda event, args: note(args[0]) if event == "open" else None)

class Environment(type(os.environ)):
    def __getitem__(self, name):
        if not off:
            variables.add(name)
        return super().__getitem__(name)

    def items(self):
        off.append(True)
        found = list(super().items())
        off.pop()
        return found

os.environ.__class__ = Environment
from hotwash import replay
from hotwash.__main__ import main
import runpy
keep = replay.keep
def kept(said):
    off.append(True)
    keep(said)
replay.keep = kept
try:
    main()
finally:
    off.append(True)
    json.dump([sorted(asked), sorted(variables)], open(os.environ["RAN"], "w"))
"""


@pytest.mark.parametrize(
    "words",
    [(DOCUMENT,), (), ("postmortems/2025", DOCUMENT), ("--statistics",), *((DOCUMENT, "--format", name) for name in formats())],
)  # fmt: skip
def test_all_that_a_check_asks_of_the_system_is_compared(words: tuple[str, ...], base: Base) -> None:
    done = subprocess.run(
        [sys.executable, "-P", "-c", SPY, "check", *words, "--today", "2027-11-05"],
        cwd=base.where, env=base.env, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "Traceback" not in done.stderr
    asked, variables = json.loads((base.folder / "ran").read_text())
    (file,) = base.kept()
    fields = file.read_text("utf-8").split("\0")
    seen = {os.path.normpath(base.where / path) for path in fields[7::2]}
    program = (str(PACKAGE), sys.prefix, sys.base_prefix, *map(os.path.realpath, (sys.prefix, sys.base_prefix)))
    own = (str(base.folder / "kept"), "/proc", "/sys", "/dev", "/usr/share/zoneinfo", "/etc")
    others = [path for path in asked if not path.startswith((*program, *own))]
    assert DOCUMENT in str(others)
    assert [path for path in others if path not in seen] == []
    assert [name for name in variables if name not in _NAMES and not name.startswith(_PREFIXES)] == []
