"""`hotwash search` finds what happened before, in whatever state the cache is."""

from __future__ import annotations

import fcntl
import json
import os
import re
import resource
import shlex
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from terminal import COMMAND, Terminal

from hotwash.cli import main
from hotwash.corpus.search import store

CLEAN = (Path(__file__).parents[1] / "rules" / "clean.md").read_text("utf-8")
PAGE = Path(__file__).parents[2] / "tooling/hotwash/site/guide/searching.md"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOTWASH_CACHE_DIR", str(tmp_path / "cache"))
    root = tmp_path / "kb"
    (root / ".git").mkdir(parents=True)
    monkeypatch.chdir(root)
    write(root, "2026-11-03-checkout-certificate", CLEAN)
    return root


def write(root: Path, name: str, text: str, old: bool = True) -> Path:
    file = root / "postmortems" / name[:4] / f"{name}.md"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")
    if old:
        os.utime(file, (time.time() - 60, time.time() - 60))
    return file


def other(**changes: str) -> str:
    """A document like the guide's with other words and fields."""
    text = CLEAN
    for old, new in changes.items():
        text = text.replace(old, new)
    return text


def search(*words: str, code: int = 0) -> Result:
    result = CliRunner().invoke(main, ["search", "--today", "2026-11-24", *words])
    assert result.exit_code == code, result.output
    return result


def found(*words: str, code: int = 0) -> list[str]:
    return [each["id"] for each in data(*words, code=code)["results"]]


def data(*words: str, code: int = 0) -> dict[str, object]:
    return json.loads(search("--format", "json", *words, code=code).stdout)  # type: ignore[no-any-return]


def index_folder(here: Path) -> Path:
    (folder,) = (here.parent / "cache" / "search").iterdir()
    return folder


def test_who_follows_the_guide_sees_what_it_shows(here: Path) -> None:
    blocks = re.findall(r"^```console\n(.*?)^```$", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    assert len(blocks) == 4
    for block in blocks:
        shown = ""
        for line in block.splitlines(keepends=True):
            if line.startswith("$ hotwash "):
                result = CliRunner().invoke(main, shlex.split(line.removeprefix("$ hotwash ")))
                shown += line + result.output
        assert shown == block


def test_every_filter_narrows(here: Path) -> None:
    write(here, "2024-05-01-search-slow", other(
        checkout="search", SEV2="SEV4", CheckoutErrorRate="SearchSlow", certificates="indexing", detection="capacity",
        published="draft", **{"2026-11-": "2024-05-", "open": "done", "2027-01-15": "2024-06-01", "authors:": "recurs: [2026-11-03-checkout-certificate]\nauthors:"},
    ))  # fmt: skip
    new, old = ["2026-11-03-checkout-certificate"], ["2024-05-01-search-slow"]
    for query in (
        "service:checkout", "severity:SEV2", "severity:sev2,SEV3", "signal:checkouterrorrate", "tag:certificates",
        "theme:detection", "year:2026", "status:published", "actions:open", "actions:overdue", "recurring:repeated",
        "after:2025", "after:2026-11", "-service:search", "payments CheckoutErrorRate", "signal:CheckoutErrorRate",
    ):  # fmt: skip
        assert found(query) == new, query
    for query in (
        "service:search", "severity:SEV4", "theme:capacity", "year:2024", "status:draft", "actions:none",
        "recurring:repeats", "before:2025", "before:2024-06", "-recurring:repeated",
    ):  # fmt: skip
        assert found(query) == old, query
    assert found("kind:incident") == new + old, "without words the latest comes first"
    assert found("service:payments kind:near-miss", code=1) == []


def test_the_title_counts_more_than_prose_and_words_side_by_side_more_than_apart(here: Path) -> None:
    write(here, "2025-01-01-a", other(**{"Checkout unavailable after the payment certificate expired": "Mailbox full"}))
    assert found("mailbox")[0] == "2025-01-01-a"
    assert data("mailbox -nowhere")["found"] == 2


def test_a_phrase_is_exact_and_a_word_is_not(here: Path) -> None:
    assert found('"renewal job"')
    assert found("gateway renewals certificate")
    result = data('"job renewal"')
    assert result["notes"] == ["no document has these words side by side; these have all of them"]
    assert found('"renewals job" -certificate', code=1) == []


def test_a_misspelt_word_finds_what_was_meant_and_a_word_too_many_is_named(here: Path) -> None:
    result = data("certifcate")
    assert result["notes"] == ["no exact match; showing “certificate” for “certifcate”"]
    assert [each["exact"] for each in result["results"]] == [False]  # type: ignore[attr-defined]
    assert data("mailbox firewall")["notes"] == ["no document has “firewall”; these have the rest"]


def test_nothing_found_says_what_to_loosen_and_is_exit_code_1(here: Path) -> None:
    result = search("mailbox", "service:chekout", "-renewal", code=1)
    assert result.stdout == ""
    assert "no document has the service “chekout”; did you mean `service:checkout`?" in result.stderr
    assert "the filters alone" not in result.stderr
    assert "without `-renewal` there is 1 document" in search("mailbox", "-renewal", code=1).stderr


def test_options_are_options_and_words_may_begin_with_a_minus(here: Path) -> None:
    assert found("mailbox", "-drill") == ["2026-11-03-checkout-certificate"]
    assert found("mailbox", "-nowhere", "-n", "1") == ["2026-11-03-checkout-certificate"]
    assert "No such option" in search("mailbox", "--limt", "5", code=2).output
    assert "nothing to look for" in search(code=2).output


def test_each_part_is_named_with_its_line(here: Path) -> None:
    lines = CLEAN.splitlines()
    for query, part, label in (
        ("mailbox", "factor", "F3"), ("fleet", "action", "A2"), ("rolls", "event", "09:31 action"),
        ("SLA monthly", "impact", "Impact"), ("eight minutes", "went-well", "What went well"), ("CheckoutErrorRate", "name", "signal"),
    ):  # fmt: skip
        (result,) = data(query)["results"]  # type: ignore[misc]
        (match,) = result["matches"]
        assert (match["part"], match["label"]) == (part, label)
        for start, end in match["marks"]:
            assert match["text"][start:end].lower() in lines[match["line"] - 1].lower()


def test_what_is_said_in_any_script_and_any_spelling_is_found(here: Path) -> None:
    write(here, "2025-02-02-b", other(**{"that no rota reads": "証明書を自動で更新する — Größe überschritten"}))
    for query in ("更新", "grosse" if False else "große", "uberschritten", "ÜBERSCHRITTEN"):
        assert found(query) == ["2025-02-02-b"], query


def test_what_a_document_holds_cannot_take_over_the_terminal(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(
        here,
        "2025-03-03-c",
        CLEAN.replace("title: Checkout", 'title: "Wipe\\e[2J\\u202e\\x07" #').replace(
            "mailbox", "mail\x1b]0;owned\x07box \x1b[31m quokka"
        ),
    )
    monkeypatch.setenv("FORCE_COLOR", "1")
    result = search("quokka")
    assert re.sub(r"\x1b\[[\d;]*m", "", result.stdout).replace("\n", "").isprintable()
    assert "\\x1b" in result.stdout
    monkeypatch.delenv("FORCE_COLOR")
    assert "\x1b" not in search("quokka").stdout
    json.loads(search("quokka", "--format", "json").stdout)
    assert "\x1b" not in search("--path", "postmortems", "x\x1b[2J:servce", "severty:\x1b[2J", code=2).output


def test_a_terminal_gets_colours_and_a_pipe_does_not(here: Path) -> None:
    terminal = Terminal(here, "search", "mailbox")
    assert terminal.ended() == 0
    assert "\x1b[1;31mmailbox\x1b[0m" in terminal.shown
    terminal.close()


def test_what_changes_is_found_and_what_goes_is_not(here: Path) -> None:
    search("certificate")
    file = write(here, "2025-04-04-d", CLEAN.replace("mailbox", "quokka"), old=False)
    assert found("quokka") == ["2025-04-04-d"]
    write(here, "2025-04-04-d", CLEAN.replace("mailbox", "numbat"), old=False)
    assert found("numbat") == ["2025-04-04-d"]
    assert found("quokka", code=1) == []
    file.rename(file.with_name("2025-04-05-e.md"))
    assert found("numbat") == ["2025-04-05-e"]
    file.with_name("2025-04-05-e.md").unlink()
    assert found("numbat", code=1) == []
    assert data("certificate")["documents"] == 1


def test_only_what_has_changed_is_read(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from hotwash.corpus.search import reading

    write(here, "2025-04-04-d", CLEAN)
    time.sleep(2.1)  # what changed just now is looked at again
    read: list[str] = []
    once = reading._read
    monkeypatch.setattr(
        reading, "_read", lambda document, *others: read.append(document.path) or once(document, *others)
    )
    for _ in range(2):
        search("certificate")
    assert len(read) == 2
    write(here, "2025-04-04-d", CLEAN.replace("mailbox", "quokka"))
    assert found("quokka")
    assert read[2:] == ["postmortems/2025/2025-04-04-d.md"]


def test_many_documents_are_read_by_several_processes_and_found_all_the_same(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from hotwash.corpus.search import reading

    for number in range(60):
        write(here, f"2025-01-01-many-{number:02}", CLEAN.replace("mailbox", f"mailbox quokka{number:02}"))
    monkeypatch.setattr(reading, "_SHARE", 10)
    monkeypatch.setattr(reading, "_processors", lambda: 2)
    assert found("quokka37") == ["2025-01-01-many-37"]
    assert data("mailbox")["found"] == 61


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("head.json", b"{"), ("head.json", b"[]"), ("head.json", b"null"), ("head.json", b"\xff\x00"),
        ("files.json", b"{}x"), ("index", b""), ("index", b"rubbish"), ("head", b"9"), ("changing", b""), ("gone", b""), ("outside", b""),
    ],
)  # fmt: skip
def test_whatever_is_wrong_with_the_index_it_is_made_anew(here: Path, name: str, content: bytes) -> None:
    search("certificate")
    folder = index_folder(here)
    head = json.loads((folder / "head.json").read_bytes())
    if name == "index":
        for file in (folder / head["folder"]).iterdir():
            file.write_bytes(content)
    elif name == "gone":
        shutil.rmtree(folder / head["folder"])
    elif name in ("head", "changing", "outside"):
        changed = {"head": {"format": 9}, "changing": {"changing": True}, "outside": {"folder": "../../../kb"}}[name]
        (folder / "head.json").write_text(json.dumps(head | changed))
    else:
        (folder / name).write_bytes(content)
    write(here, "2025-04-04-d", CLEAN.replace("mailbox", "quokka"))
    result = search("quokka")
    assert "2025-04-04-d" in result.stdout
    assert result.stderr == ""
    assert len(list(folder.glob("index-*"))) == 1


def test_a_killed_search_leaves_nothing_wrong(here: Path) -> None:
    for number in range(150):
        write(here, f"2025-01-01-many-{number:03}", CLEAN)
    for delay in (0.3, 0.5, 0.8, 1.2):
        process = subprocess.Popen((*COMMAND, "search", "mailbox"), stdout=subprocess.DEVNULL)
        time.sleep(delay)
        process.kill()
        process.wait()
    assert data("mailbox")["found"] == 151


def test_searches_at_once_all_find(here: Path) -> None:
    for number in range(100):
        write(here, f"2025-01-01-many-{number:03}", CLEAN)
    processes = [
        subprocess.Popen(
            (*COMMAND, "search", "mailbox", "--format", "json"), stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        for _ in range(4)
    ]
    for process in processes:
        out, err = process.communicate(timeout=120)
        assert (json.loads(out)["found"], err) == (101, b"")


def test_a_search_does_not_wait_for_ever(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    search("certificate")
    monkeypatch.setattr(store, "WAIT", 0.1)
    monkeypatch.setattr(store.open_index, "__defaults__", (None, 0.1))
    write(here, "2025-04-04-d", CLEAN.replace("mailbox", "quokka"))
    with (index_folder(here) / "lock").open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        result = search("mailbox")
        assert "another search is bringing the index up to date; this one knows it as it was before" in result.stderr
        assert "2026-11-03-checkout-certificate" in result.stdout
        (index_folder(here) / "head.json").unlink()
        result = search("quokka")
        assert "2025-04-04-d" in result.stdout
        assert "(another search is making it); all documents were read for this search alone" in result.stderr


def test_without_a_folder_to_write_in_it_searches_all_the_same(here: Path) -> None:
    (here.parent / "cache").write_text("a file, no folder")
    result = search("mailbox")
    assert "2026-11-03-checkout-certificate" in result.stdout
    assert "the index cannot be kept in" in result.stderr
    assert "(Not a directory); all documents were read for this search alone" in result.stderr


def apart(here: Path, *words: str, limit: int | None = None) -> subprocess.CompletedProcess[str]:
    """A search in a process that may write files of so many bytes only, and that no permission passes over."""
    command: tuple[str, ...] = (*COMMAND, "search", *words)
    if os.geteuid() == 0:  # root writes wherever it likes, without this
        assert shutil.which("setpriv"), "setpriv is missing: apt-get install util-linux"
        command = ("setpriv", "--bounding-set=-dac_override,-dac_read_search", *command)
    limited = (lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))) if limit else None
    return subprocess.run(command, cwd=here, capture_output=True, text=True, check=False, preexec_fn=limited)


def test_a_disk_that_takes_no_more_stops_no_search(here: Path) -> None:
    for number in range(40):
        write(here, f"2025-01-01-many-{number:03}", CLEAN)
    for limit in (1, 2_000, 8_000):
        result = apart(here, "mailbox", limit=limit)
        assert "41 of 41 documents" in result.stdout
        assert "(File too large)" in result.stderr
        assert not list((here.parent / "cache" / "search").glob("*/index-*"))
    assert search("mailbox").stderr == ""
    write(here, "2025-04-04-d", CLEAN.replace("mailbox", "quokka"))
    assert "2025-04-04-d" in apart(here, "quokka", limit=200).stdout
    assert found("quokka") == ["2025-04-04-d"]


def test_a_folder_that_may_only_be_read_stops_no_search(here: Path) -> None:
    search("mailbox")
    time.sleep(2.1)
    assert search("mailbox").stderr == ""
    folders = [here.parent / "cache", *(path for path in (here.parent / "cache").rglob("*"))]
    for path in folders:
        path.chmod(0o555 if path.is_dir() else 0o444)
    assert apart(here, "mailbox").stderr == "", "an index that is of the documents as they are needs no writing"
    write(here, "2025-04-04-d", CLEAN.replace("mailbox", "quokka"))
    result = apart(here, "quokka")
    assert "2025-04-04-d" in result.stdout
    assert "(Permission denied)" in result.stderr
    for path in folders:
        path.chmod(0o755 if path.is_dir() else 0o644)


def test_a_document_that_cannot_be_read_is_said_and_the_others_are_found(here: Path) -> None:
    file = write(here, "2025-05-05-f", CLEAN)
    file.write_bytes(b"\xff\xfe" + CLEAN.encode("utf-16-le"))
    for _ in range(2):
        result = search("mailbox")
        assert "hotwash: postmortems/2025/2025-05-05-f.md: the file is not UTF-8 (UTF-16)" in result.stderr
        assert "1 of 2 documents" in result.stdout
    file.write_text(CLEAN, "utf-8")
    assert data("mailbox")["found"] == 2


def test_open_starts_the_editor_at_the_line(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = here.parent / "said"
    folder = here.parent / "bin"
    folder.mkdir()
    for name in ("nvim", "code", "hx"):
        editor = folder / name
        editor.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > {said}\n')
        editor.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:{os.environ['PATH']}")
    monkeypatch.delenv("VISUAL", raising=False)
    file = str(here / "postmortems/2026/2026-11-03-checkout-certificate.md")
    for editor, words in (
        ("nvim", ["+42", file]),
        ("code --wait", ["--wait", "--goto", f"{file}:42"]),
        ("hx", [f"{file}:42"]),
    ):
        monkeypatch.setenv("EDITOR", editor)
        search("mailbox", "--open")
        assert said.read_text().splitlines() == words
    search("--open", "mailbox")
    assert "only 1 document was found" in search("mailbox", "--open", "2", code=2).stderr
    monkeypatch.setenv("EDITOR", "no-such-editor")
    assert "set EDITOR" in search("mailbox", "--open", code=2).stderr


def test_the_extra_is_named_where_it_is_missing(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "tantivy", None)
    assert "pip install 'hotwash[search]'" in search("mailbox", code=2).stderr


def test_the_same_search_prints_the_same_whatever_came_before(here: Path) -> None:
    for number in range(30):
        write(here, f"2025-01-01-many-{number:03}", CLEAN)
    first = search("mailbox").stdout
    write(here, "2025-04-04-d", CLEAN)
    search("mailbox")
    (here / "postmortems/2025/2025-04-04-d.md").unlink()
    assert search("mailbox").stdout == first


def test_names_and_queries_that_are_no_utf8_do_no_harm(here: Path) -> None:
    write(here, "2025-06-06-x\udcff", CLEAN.replace("mailbox", "quokka"))
    for query, number in (("quokka", 1), ("year:\udcff quokka", 0), ("\udcff quokka", 1)):
        done = subprocess.run((*COMMAND, "search", query), cwd=here, capture_output=True, check=False)
        assert (done.returncode, b"Traceback" in done.stderr) == (0 if number else 1, False), done.stderr
    write(here, "2025-06-06-x\udcff", CLEAN.replace("mailbox", "numbat"))
    assert found("quokka", code=1) == []
    assert len(found("numbat")) == 1


QUERY = st.lists(st.sampled_from([*'"-:, \\', "service:", "after:2025", "certificate", "mailbxo", "証明書", "🔥", ".*", "(", "kind:incident", "x" * 30, "İ", "\x1b[2J"])).map("".join)  # fmt: skip


@given(query=QUERY)
@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_query_is_answered_or_pointed_at(query: str, here: Path) -> None:
    result = CliRunner().invoke(main, ["search", "--", query])
    assert result.exit_code in (0, 1, 2)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert "\x1b" not in result.output


def test_an_empty_knowledge_base_says_so(here: Path) -> None:
    shutil.rmtree(here / "postmortems")
    assert "No documents in postmortems yet" in search("mailbox", code=1).stderr


def test_a_check_imports_nothing_of_it(here: Path) -> None:
    code = "import sys; from hotwash.__main__ import main\ntry: main()\nfinally: print([m for m in sys.modules if 'tantivy' in m or 'search' in m])"
    code = code.replace("main()\nfinally", "import hotwash.cli._checking, hotwash.checking\nfinally")
    done = subprocess.run((sys.executable, "-c", code), capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
