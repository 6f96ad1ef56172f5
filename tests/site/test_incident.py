"""What somebody in an incident is told: the box above a document, the pages of alerts, where a document comes from."""

from __future__ import annotations

import subprocess
from datetime import date
from pathlib import Path

import pytest
import yaml
from reading import Element, read_html

from conftest import CLEAN, TODAY
from hotwash.config import Config
from hotwash.corpus import documents_in
from hotwash.site.document import Setting, document_body
from hotwash.site.history import Change, History, read_log
from hotwash.site.library import Library, open_library
from hotwash.site.manual import GUIDE
from hotwash.site.mkdocs import build_site
from hotwash.site.origin import Origin, history_of, markdown, redirects
from hotwash.site.pages import made_pages
from hotwash.site.shared import Shared
from hotwash.site.signals import signal_pages
from hotwash.site.urls import Urls, signal_page

CLEAN_TEXT = CLEAN.read_text("utf-8")


def opened(root: Path, today: date = TODAY, **documents: str) -> Library:
    for name, text in documents.items():
        file = root / "postmortems" / name[1:5] / f"{name[1:].replace('_', '-')}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    config = Config(root=root)
    return open_library(documents_in(root / "postmortems", config), "postmortems", config, today)


def document(timeline: str = "", fields: str = "", rest: str = "", title: str = "Login fails") -> str:
    return (
        f"---\ntitle: {title}\nstatus: draft\nseverity: SEV2\nservices: [login]\nauthors: [noor]\n{fields}\n---\n\n"
        f"## Timeline\n\nAll times are UTC.\n\n{timeline}\n{rest}"
    )


def page(library: Library, at: int = 0) -> Element:
    return read_html(document_body(library.entries[at], library, Urls()).html)


def box(element: Element) -> dict[str, str]:
    (section,) = element.all("section", where=lambda each: each.has("hw-now"))
    return {row.all("dt")[0].text(): row.all("dd")[0].text() for row in section.all("div") if row.all("dt")}


def test_the_box_answers_in_the_words_of_the_document(tmp_path: Path) -> None:
    library = opened(tmp_path, _2026_11_03_checkout_certificate=CLEAN_TEXT)
    shown = page(library)
    assert box(shown) == {
        "It showed as": "09:20 the checkout error-rate alert pages the on-call engineer. 4,120 checkouts failed (31% of attempts) in 46 minutes.",
        "It stopped when": "09:58 the renewed certificate goes live on all gateways.",
        "Tried before that": "09:31 the on-call engineer rolls back the last deploy. Then: the rollback changes nothing.",
        "Still open": "A4 Add a certificate check to the checkout runbook, overdue by 10 days A2 Alert 30 days before any certificate in the fleet expires, overdue by 4 days and 1 more",
    }  # fmt: skip
    (section,) = shown.all("section", where=lambda each: each.has("hw-now"))
    assert [each.attributes["href"] for each in section.all("a")] == ["#t0920", "#t0958", "#t0931", "#A4", "#A2", "#A3"]


def test_the_box_stands_right_under_the_title_and_what_the_checker_says_below_it(tmp_path: Path) -> None:
    html = document_body((library := opened(tmp_path, _2026_11_20_x=document())).entries[0], library, Urls()).html
    places = [html.index(each) for each in ("<h1", "<b>Draft</b>", "hw-now", "finding", "hw-facts")]
    assert places == sorted(places)


def test_an_incident_that_goes_on_says_so(tmp_path: Path) -> None:
    library = opened(
        tmp_path,
        _2026_11_23_login=document(
            "- 2026-11-23 13:02 — signal: pages answer 502.\n- 13:10 — action: a host is restarted.\n",
            "started: 2026-11-23T13:00Z\ndetected: 2026-11-23T13:02Z",
        ),
    )
    shown = page(library)
    assert box(shown) == {
        "It showed as": "13:02 pages answer 502.", "It stopped when": "It has not stopped yet.",
        "Tried before that": "13:10 a host is restarted.", "Still open": "No action items yet.",
    }  # fmt: skip
    assert "Still going on. Started 2026-11-23 13:00 UTC; this page was built on 2026-11-24." in shown.text()
    assert "responding, no end recorded" in shown.text()
    later = opened(tmp_path, date(2027, 1, 1))
    assert "No end is recorded. Started 2026-11-23 13:00 UTC." in page(later).text()


def test_without_kinds_only_the_first_and_the_last_row_stand(tmp_path: Path) -> None:
    library = opened(
        tmp_path,
        _2026_11_20_login=document(
            "- 2026-11-20 08:00 — it breaks.\n- 08:10 — a customer calls.\n- 09:00 — it works.\n",
            "started: 2026-11-20T08:00Z\ndetected: 2026-11-20T08:10Z\nresolved: 2026-11-20T09:00Z",
            "## Impact\n\n- Users: 12 of 30 could not log in.\n\n## Action items\n\n- **A1** Fix: Mend it. @noor, 2026-11-21, done\n",
        ),
    )
    assert box(page(library)) == {
        "It showed as": "08:10 a customer calls. 12 of 30 could not log in.", "Still open": "Nothing is open.",
    }  # fmt: skip


def test_without_mitigated_the_last_action_before_the_end_stopped_it(tmp_path: Path) -> None:
    library = opened(
        tmp_path,
        _2026_11_20_login=document(
            "- 2026-11-20 08:00 — change: x.\n- 08:01 — action: before anybody knew.\n- 08:10 — signal: y.\n"
            + "".join(f"- 08:{20 + at} — action: try {at}.\n" for at in range(5))
            + "- 09:30 — action: tidied up.\n",
            "started: 2026-11-20T08:00Z\ndetected: 2026-11-20T08:10Z\nresolved: 2026-11-20T09:00Z",
        ),
    )
    said = box(page(library))
    assert said["It stopped when"] == "08:24 try 4."
    assert said["Tried before that"] == "08:20 try 0. 08:21 try 1. 08:22 try 2. and 1 more"


def test_a_near_miss_says_what_caught_it(base: Path) -> None:
    config = Config(root=base)
    library = open_library(documents_in(base / "postmortems", config), "postmortems", config, TODAY)
    near = read_html(document_body(library.by_name["2025-08-09-identity-certificate"], library, Urls()).html)
    assert list(box(near)) == ["What caught it", "Still open"]
    assert box(near)["What caught it"].startswith("The morning check caught it, as in A2 of Checkout unavailable")


def test_a_long_entry_is_cut_and_says_so(tmp_path: Path) -> None:
    words = "the region is drained host by host " * 20
    library = opened(
        tmp_path,
        _2026_11_20_login=document(
            f"- 2026-11-20 08:10 — signal: `{'x' * 400}` & <b>{words}</b>.\n- 08:20 — action: {words}\n",
            "started: 2026-11-20T08:00Z\ndetected: 2026-11-20T08:10Z\nresolved: 2026-11-20T09:00Z",
        ),
    )
    said = box(page(library))
    assert said["It stopped when"].endswith("…")
    assert all(len(each) < 200 for each in said.values())


ALERTS = ["CheckoutErrorRate", "checkouterrorrate", "disk/full", "disk full", "../x", "..", "index", "CON", "a" * 300, "Über-Last", "a.b", "証明書", "<script>"]  # fmt: skip


def test_every_alert_has_a_safe_page_of_its_own() -> None:
    pages = [signal_page(name) for name in ALERTS]
    assert len(set(pages)) == len(pages)
    assert pages[0] == "signal/CheckoutErrorRate"
    assert "signal/a.b" in pages
    assert "signal/Über-Last" in pages
    for each in pages:
        folder, _, name = each.partition("/")
        assert folder == "signal"
        assert not set(name) & set('/\\<>:"|?* ')
        assert not name.startswith(".")
        assert name.casefold() not in ("index", "con", "..")
        assert len(name.encode()) < 120


def test_odd_alerts_make_a_whole_site(tmp_path: Path) -> None:
    names = ", ".join(f'"{name}"' for name in ALERTS)
    opened(tmp_path, _2026_11_20_login=document("", f"started: 2026-11-20T08:00Z\nsignals: [{names}]"))
    config = tmp_path / "mkdocs.yml"
    config.write_text("site_name: X\ndocs_dir: postmortems\ntheme:\n  name: material\nplugins:\n  - hotwash:\n      search: false\n", "utf-8")  # fmt: skip
    site = build_site(config, tmp_path / "out", today=TODAY)
    assert sorted(each.name for each in (tmp_path).iterdir()) == ["mkdocs.yml", "out", "postmortems"]
    folder = site / "signal"
    assert {each.parent.parent for each in folder.rglob("index.html")} == {site, folder}
    listed = read_html((folder / "index.html").read_text("utf-8"), balanced=False)
    links = listed.all("a", where=lambda each: each.has("t"))
    assert len(links) == len(ALERTS) - 1  # two spellings are one alert
    shown = read_html((site / "2026/2026-11-20-login/index.html").read_text("utf-8"), balanced=False)
    (facts,) = shown.all("dl", where=lambda each: each.has("hw-facts"))
    hrefs = [each.attributes["href"] for each in facts.all("a") if "signal/" in each.attributes["href"]]
    from urllib.parse import unquote

    assert all((site / "2026/2026-11-20-login" / unquote(href) / "index.html").is_file() for href in hrefs)
    assert len(hrefs) == len(ALERTS)


def test_spellings_that_differ_in_case_are_one_alert_at_both_addresses(tmp_path: Path) -> None:
    library = opened(
        tmp_path,
        _2026_11_20_a=document(fields="signals: [HighLoad]\nstarted: 2026-11-20T08:00Z", title="A"),
        _2026_11_21_b=document(fields="signals: [HighLoad, highload]\nstarted: 2026-11-21T08:00Z", title="B"),
    )
    pages = {each.path: each.render().html for each in signal_pages(library, Urls())}
    assert set(pages) == {"signal/index", "signal/HighLoad", "signal/highload"}
    for name in ("HighLoad", "highload"):
        shown = read_html(pages[f"signal/{name}"])
        assert shown.all("h1")[0].text() == "HighLoad"
        assert (
            "Fired in 2 incidents since November 2026, most recently 3 days ago. Also written highload." in shown.text()
        )
        assert [each.text() for each in shown.all("h2")][:2] == ["B", "A"]
        assert f"/signal/{name}/" in shown.text()


def test_an_alert_tells_what_happened_each_time_drafts_marked(tmp_path: Path) -> None:
    library = opened(
        tmp_path,
        _2026_11_03_checkout_certificate=CLEAN_TEXT,
        _2026_11_19_schema=document(
            "- 2026-11-19 10:00 — signal: `CheckoutErrorRate` fires.\n- 10:20 — action: the schema change is taken back.\n",
            "started: 2026-11-19T10:00Z\ndetected: 2026-11-19T10:00Z\nresolved: 2026-11-19T10:30Z\nsignals: [CheckoutErrorRate]",
        ),
    )
    body = next(
        each for each in signal_pages(library, Urls(site="https://kb.example/")) if each.title == "CheckoutErrorRate"
    ).render()
    shown = read_html(body.html)
    first, second = shown.all("section", where=lambda each: each.has("hw-occ"))
    assert "Draft" in first.text()
    assert "It stopped when 10:20 the schema change is taken back." in first.text()
    assert "Draft" not in second.text()
    assert "Still open A4" in second.text()
    assert [each.title for each in body.contents] == [
        "2026-11-19 the schema change is taken back.", "2026-11-03 the renewed certificate goes live on all gateways.",
    ]  # fmt: skip
    assert "past_incidents: https://kb.example/signal/CheckoutErrorRate/" in shown.text()
    assert body.record is not None
    assert body.record.answer == "Stopped by: the schema change is taken back."


def test_an_alert_that_fires_all_the_time_lists_the_older_incidents(tmp_path: Path) -> None:
    library = opened(
        tmp_path,
        **{f"_2026_01_{at // 24 + 1:02}_n{at}": document(fields=f"signals: [Noise]\nstarted: 2026-01-{at // 24 + 1:02}T{at % 24:02}:00Z", title=f"N{at}") for at in range(60)},
    )  # fmt: skip
    shown = read_html(next(each for each in signal_pages(library, Urls()) if each.title == "Noise").render().html)
    assert len(shown.all("section", where=lambda each: each.has("hw-occ"))) == 40
    assert "20 older incidents" in shown.text()
    assert sum(each.text().startswith("N") for each in shown.all("a")) == 60


def test_a_knowledge_base_without_alerts_says_how_to_name_them(tmp_path: Path) -> None:
    library = opened(tmp_path, _2026_11_20_a=document())
    (index,) = signal_pages(library, Urls())
    assert "No document names an alert yet." in index.render().html


def test_the_rule_of_the_guide_leads_to_the_page_of_its_alert(tmp_path: Path) -> None:
    text = (GUIDE / "alerts.md").read_text("utf-8")
    rules = yaml.safe_load(text.partition("```yaml\n")[2].partition("```")[0])["groups"][0]["rules"]
    library = opened(tmp_path, _2026_11_03_checkout_certificate=CLEAN_TEXT)
    urls = Urls(site="https://postmortems.example.org/")
    pages = {urls.absolute(each.path) for each in made_pages(Shared(library, urls))}
    for rule in rules:
        assert rule["annotations"]["past_incidents"] == urls.absolute(signal_page(rule["alert"]))
        assert rule["annotations"]["past_incidents"] in pages


def test_related_incidents_say_why_and_mentions_say_where(tmp_path: Path) -> None:
    factors = (
        "## Contributing factors\n\n- **F1**: The renewal job reports to a mailbox that no rota reads. #detection\n"
    )
    library = opened(
        tmp_path,
        _2026_11_20_a=document(fields="recurs: [2026-11-10-b]\nstarted: 2026-11-20T08:00Z", rest=factors, title="A"),
        _2026_11_10_b=document(
            fields="signals: [S]\nstarted: 2026-11-10T08:00Z", title="B",
            rest=factors.replace("The renewal job reports to a mailbox", "Renewal reports go to the mailbox"),
        ),
        _2026_11_01_c=document(
            "- 2026-11-01 08:00 — result: as in [[2026-11-20-a#F1]].\n", "started: 2026-11-01T08:00Z\nsignals: [S]",
            "## Summary\n\nSee [there](2026-11-20-a.md#f1), and [old](../2025/2026-11-20-a.md).\n", title="C",
        ),
    )  # fmt: skip
    first = page(library)
    (section,) = first.all("section", where=lambda each: each.has("hw-rel"))
    assert section.all("p")[0].text() == (
        "Its factor F1 is like F1: Renewal reports go to the mailbox that no rota reads. "
        "This incident repeats it; same service, login; same theme, detection."
    )
    assert [each.attributes["href"] for each in section.all("p")[0].all("a")] == ["../2026-11-10-b/#F1", "#F1"]
    assert section.all("h3")[0].text() == "Mentioned in"
    assert section.text().endswith("Mentioned in C (Timeline, Summary)")
    reasons = [each.text() for each in page(library, 1).all("p") if "same" in each.text()]
    assert reasons[0].endswith("It repeats this incident; same service, login; same theme, detection.")
    assert reasons[1] == "Same signal, S; same service, login."


def test_the_foot_says_when_and_only_if_wanted_by_whom(tmp_path: Path) -> None:
    library = opened(tmp_path, _2026_11_03_checkout_certificate=CLEAN_TEXT)
    edit = "https://github.com/o/r/edit/main/postmortems/2026/x.md"

    def foot(origin: Origin, urls: Urls = Urls()) -> Element:  # noqa: B008 - it is frozen
        html = document_body(library.entries[0], library, urls, Setting(origin=lambda entry: origin)).html
        return read_html(html).all("p", where=lambda each: each.has("hw-foot"))[0]

    assert foot(Origin()).text() == "Permanent link. As Markdown."
    change = Change("2026-11-12", "Nö <b>")
    assert foot(Origin(change)).text().startswith("Last changed 2026-11-12. Permanent")
    shown = foot(Origin(change, True, edit), Urls(site="https://kb.example/"))
    assert shown.text() == "Last changed 2026-11-12 by Nö <b>. Permanent link. As Markdown. History. Edit this page."
    assert [each.attributes["href"] for each in shown.all("a")] == [
        "https://kb.example/2026/2026-11-03-checkout-certificate/", "../2026-11-03-checkout-certificate.md",
        "https://github.com/o/r/commits/main/postmortems/2026/x.md", edit,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("edit", "history"),
    [
        ("https://gitlab.example/g/r/-/edit/main/x.md", "https://gitlab.example/g/r/-/commits/main/x.md"),
        ("https://git.example/o/r/_edit/main/x.md", "https://git.example/o/r/commits/branch/main/x.md"),
        ("https://bitbucket.org/o/r/src/main/x.md?mode=edit", ""),
        ("javascript:alert(1)/edit/x", ""),
        ("", ""),
    ],
)
def test_the_history_is_that_of_the_forge(edit: str, history: str) -> None:
    assert history_of(edit) == history


def test_a_document_as_markdown_has_its_facts_and_nothing_that_the_page_hides(tmp_path: Path) -> None:
    text = CLEAN_TEXT.replace(
        "## Summary",
        "# Checkout unavailable after the payment certificate expired\n\n## Summary\n\n<!-- to be kept from customers -->",
    )
    library = opened(tmp_path, _2026_11_03_checkout_certificate=text)
    said = markdown(library.entries[0], Urls(site="https://kb.example/"))
    assert said.startswith(
        "# Checkout unavailable after the payment certificate expired\n\nSEV2 · Published · checkout, payments · CheckoutErrorRate\n\n"
        "Started 2026-11-03 09:12 UTC; Detected 2026-11-03 09:20 UTC; Mitigated 2026-11-03 09:58 UTC; Resolved 2026-11-03 10:05 UTC\n\n"
        "<https://kb.example/2026/2026-11-03-checkout-certificate/>\n\n## Summary"
    )
    assert "customers" not in said
    assert said.count("# Checkout unavailable") == 1
    assert "| A2 | Detect |" in said


def test_older_names_lead_to_a_renamed_document(tmp_path: Path) -> None:
    library = opened(
        tmp_path,
        _2026_11_20_new=document(fields="aliases: [2026-11-19-old, ../../evil, 2026-11-21-other]", title="<New>"),
        _2026_11_21_other=document(),
    )
    pages = redirects(library, Urls())
    assert list(pages) == ["2026/2026-11-19-old/index.html"]
    assert 'url=../2026-11-20-new/"' in pages["2026/2026-11-19-old/index.html"]
    assert "&lt;New&gt;" in pages["2026/2026-11-19-old/index.html"]


def git(folder: Path, *arguments: str, day: str = "2026-11-01") -> None:
    when = f"{day}T12:00:00Z"
    environment = {"GIT_COMMITTER_DATE": when, "GIT_AUTHOR_DATE": when, "PATH": "/usr/bin:/bin", "HOME": str(folder)}
    names = ["-c", "user.name=Amara", "-c", "user.email=amara@example.org"]
    subprocess.run(["git", "-C", str(folder), *names, *arguments], check=True, capture_output=True, env=environment)


def test_git_is_asked_once_for_the_whole_tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tree = tmp_path / "repo" / "post mortems"
    tree.mkdir(parents=True)
    git(tree.parent, "init", "-q", "-b", "main")
    (tree / "a.md").write_text("1", "utf-8")
    (tree / "ü.md").write_text("1", "utf-8")
    git(tree, "add", "-A")
    git(tree, "commit", "-qm", "one")
    (tree / "a.md").write_text("2", "utf-8")
    git(tree, "commit", "-qam", "two", day="2026-11-12")
    started = []
    real = subprocess.Popen
    monkeypatch.setattr(subprocess, "Popen", lambda *args, **more: started.append(args) or real(*args, **more))
    history = History(tree)
    assert history.of("a.md") == Change("2026-11-12", "Amara")
    assert history.of("ü.md") == Change("2026-11-01", "Amara")
    assert history.of("b.md") is None
    assert len(started) == 1


def test_a_shallow_clone_does_not_take_its_last_commit_for_the_change_of_every_file(tmp_path: Path) -> None:
    tree = tmp_path / "repo"
    tree.mkdir()
    git(tree, "init", "-q", "-b", "main")
    for name, day in (("a.md", "2026-11-01"), ("b.md", "2026-11-02"), ("c.md", "2026-11-03")):
        (tree / name).write_text("1", "utf-8")
        git(tree, "add", "-A")
        git(tree, "commit", "-qm", name, day=day)
    git(tmp_path, "clone", "-q", "--depth", "2", f"file://{tree}", "clone")
    history = History(tmp_path / "clone")
    assert history.of("c.md") == Change("2026-11-03", "Amara")
    assert history.of("a.md") is None
    assert history.of("b.md") is None


def test_without_git_or_repository_nothing_is_known_and_nothing_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    assert History(tmp_path).of("a.md") is None
    monkeypatch.setenv("PATH", str(tmp_path))
    history = History(tmp_path)
    assert history.of("a.md") is None
    history.close()
    assert capfd.readouterr() == ("", "")


def test_a_log_is_read_from_the_newest_commit_on() -> None:
    log = "\x012026-11-12\x02A\x02HEAD -> main\0\nx.md\0y.md\0\x012026-11-01\x02B\x02\0\nx.md\0z.md\0"
    assert read_log(log) == {"x.md": Change("2026-11-12", "A"), "y.md": Change("2026-11-12", "A"), "z.md": Change("2026-11-01", "B")}  # fmt: skip
