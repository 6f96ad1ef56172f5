"""Which incidents are called related, and that the reason is one that can be named."""

from __future__ import annotations

from hotwash.corpus.related import REPEATED, REPEATS, SIBLING, Related, Relations
from hotwash.document import Postmortem, parse


def incident(name: str, fields: str = "", *factors: str) -> Postmortem:
    listed = "".join(f"- **F{at}**: {text}\n" for at, text in enumerate(factors, 1))
    text = f"---\ntitle: {name}\nstatus: published\n{fields}\n---\n\n## Contributing factors\n\n{listed}"
    return parse(text, f"2026/{name}.md")


def related(*postmortems: Postmortem, at: int = 0) -> tuple[Related, ...]:
    return Relations(postmortems).of(at)


def test_a_stated_repetition_comes_first_in_both_directions_and_by_older_names() -> None:
    documents = (
        incident("c", "recurs: [old]\nservices: [web]"),
        incident("b", "recurs: [a]"),
        incident("a", "aliases: [old]"),
        incident("x", "services: [web]\nsignals: [S]"),
    )
    relations = Relations(documents)
    assert [(each.other, each.stated) for each in relations.of(0)] == [(2, REPEATS), (1, SIBLING)]
    assert [(each.other, each.stated) for each in relations.of(2)] == [(1, REPEATED), (0, REPEATED)]


def test_signals_count_whatever_their_case_and_are_named_as_written() -> None:
    (found,) = related(incident("b", "signals: [HighLoad]"), incident("a", "signals: [highload, Other]"))
    assert found.signals == ("HighLoad",)


def test_a_service_alone_is_no_reason_with_a_theme_it_is() -> None:
    alone = related(incident("b", "services: [web]"), incident("a", "services: [web]"))
    assert alone == ()
    (found,) = related(
        incident("b", "services: [web]", "One thing. #detection"),
        incident("a", "services: [web]", "Another. #detection"),
    )
    assert (found.services, found.themes, found.factors) == (("web",), ("detection",), None)


def test_factors_that_read_alike_are_found_without_anything_else_in_common() -> None:
    (found,) = related(
        incident("b", "", "The queue had no limit.", "The renewal job reports to a mailbox that no rota reads."),
        incident("a", "", "Renewal reports go to the mailbox; no rota reads them."),
        incident("z", "", "The disk was replaced by hand."),
    )
    assert (found.other, found.factors) == (1, (1, 0))


def test_what_everybody_has_is_no_likeness() -> None:
    documents = [incident(f"d{at}", "", "The deploy pipeline skipped the canary stage.") for at in range(30)]
    assert Relations(documents).of(0) == ()


def test_no_document_is_compared_with_all_others() -> None:
    documents = [incident(f"d{at}", "services: [web]\nsignals: [S]", f"Condition {at}.") for at in range(300)]
    relations = Relations(documents)
    compared = []
    original = relations._compared
    relations._compared = lambda at, other: compared.append(other) or original(at, other)  # type: ignore[method-assign]
    assert len(relations.of(150)) == 4
    assert len(compared) < 20
    assert {each.other for each in relations.of(150)} <= set(range(130, 171))


def test_languages_without_spaces_and_empty_documents_do_no_harm() -> None:
    words = "証明書の期限が切れていた"
    documents = (incident("b", "services: [web]", words), incident("a", "services: [web]", words), parse(""))
    assert [[each.factors for each in Relations(documents).of(at)] for at in range(3)] == [[(0, 0)], [(0, 0)], []]
