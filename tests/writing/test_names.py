"""From titles in any script to names of files that every system and the checker accept."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotwash.config import Config
from hotwash.document import parse
from hotwash.rules import load
from hotwash.rules.base import Context
from hotwash.writing.slug import LONGEST, document_id, document_path, slugify, split_id


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Checkout unavailable", "checkout-unavailable"),
        ("  Down: the gateway's cert -- again!  ", "down-the-gateways-cert-again"),
        ("Störung der Kasse für Ærø & Łódź", "storung-der-kasse-fur-aero-lodz"),
        ("Straße", "strasse"),
        ("İstanbul DC", "istanbul-dc"),
        ("証明書の期限切れ", "証明書の期限切れ"),
        ("ガベージ", "ガベージ"),
        ("Платёж недоступен", "платёж-недоступен"),
        ("प्रमाणपत्र समाप्त", "प्रमाणपत्र-समाप्त"),
        ("ＡＰＩ ５００", "api-500"),
        ("🔥🔥🔥", "incident"),
        ("...", "incident"),
        ("../../etc/passwd", "etc-passwd"),
        ("CON", "con"),
        ("a\x00b\nc", "a-b-c"),
    ],
)
def test_a_slug_keeps_letters_and_digits_of_any_script(title: str, slug: str) -> None:
    assert slugify(title) == slug


def test_a_long_title_is_cut_between_words() -> None:
    slug = slugify("the certificate of the payment gateways expired and nobody had been told in time")
    assert slug == "the-certificate-of-the-payment-gateways-expired-and-nobody"
    assert len(slug) <= LONGEST


def test_a_script_without_blanks_is_cut_inside() -> None:
    assert slugify("API " + "証明書" * 40) == "api-" + ("証明書" * 40)[: LONGEST - 4]


@given(st.text(max_size=200))
def test_every_name_is_one_that_the_checker_accepts(title: str) -> None:
    name = document_id(date(2026, 11, 3), slugify(title))
    path = str(document_path("postmortems", name))
    context = Context(Config(), date(2026, 11, 24), None)  # type: ignore[arg-type]
    assert list(load()["misnamed-file"].check(parse("", path), context)) == []
    assert len(path.rpartition("/")[2].encode()) <= 255


@given(st.text(max_size=200))
def test_a_slug_is_its_own_slug(title: str) -> None:
    assert slugify(slugify(title)) == slugify(title)


def test_an_id_splits_into_its_day_and_slug() -> None:
    assert split_id("2026-11-03-checkout") == (date(2026, 11, 3), "checkout")
    assert split_id("2026-13-03-checkout") is None
    assert split_id("checkout") is None
    assert split_id("2026-11-03") is None
