"""Material in other languages: its days and times are read, every sentence stands as it was said, and the draft says so."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from hotwash.config import Config
from hotwash.document.zones import read_zone
from hotwash.drafting.draft import Draft, Request, draft
from hotwash.drafting.languages import other_language
from hotwash.drafting.several import two_incidents

TODAY = date(2026, 11, 24)
CHATS = {
    "German": (
        "Anna Müller, 3. November 2026 um 09:10 Uhr\nDer Checkout ist ausgefallen, alle Kunden sehen Fehler 500\n\n"
        "Jens Vogel, 3. November 2026 um 09:20 Uhr\nIch habe Version 41 wieder eingespielt\n\n"
        "Anna Müller, 3. November 2026 um 09:31 Uhr\nAlles läuft wieder, 300 Bestellungen sind verloren\n"
    ),
    "French": (
        "3 novembre 2026 à 09h10 Zoé: le paiement est en panne, erreurs 500 partout\n"
        "3 novembre 2026 à 09h20 Luc: retour à la version 41\n"
        "3 novembre 2026 à 09h31 Zoé: tout fonctionne à nouveau, 300 commandes perdues\n"
    ),
    "Spanish": (
        "Lucía — 3 de noviembre de 2026 a las 09:10\nel pago está caído, errores 500 en todas partes\n\n"
        "Pablo — 3 de noviembre de 2026 a las 09:20\nvolvimos a la versión 41\n\n"
        "Lucía — 3 de noviembre de 2026 a las 09:31\ntodo funciona de nuevo, 300 pedidos perdidos\n"
    ),
    "Japanese": (
        "2026年11月3日(火) 09:10 佐藤: チェックアウトが停止しました。500エラー\n"
        "2026年11月3日(火) 09:20 鈴木: バージョン41にロールバックしました\n"
        "2026年11月3日(火) 09:31 佐藤: 正常に戻りました\n"
    ),
}  # fmt: skip
TOLD = {
    "German": "Gegen 14:10 Uhr begann der Checkout mit Fehlern 500 nach einem Deploy. Ein Kunde hat uns um 14.20 Uhr angerufen. Um 14:45 Uhr war alles wieder normal. Etwa 300 Bestellungen gingen verloren.",
    "French": "Vers 14h10 le paiement a commencé à renvoyer des erreurs 500. Un client nous a prévenus à 14h20. Tout était normal à 14h45. Environ 300 commandes ont échoué dans les boutiques.",
    "Spanish": "Sobre las 14:10 el pago empezó a devolver errores 500. Un cliente nos avisó a las 14:20. A las 14:45 todo estaba normal. Unos 300 pedidos se perdieron por el fallo.",
    "Japanese": "14時10分頃、チェックアウトが500エラーを返し始めました。14時20分に顧客から連絡がありました。14時45分に正常に戻りました。約300件の注文が失敗しました。",
}  # fmt: skip


def drafted(text: str, name: str = "chat.txt") -> Draft:
    zone = read_zone("UTC")
    return draft(Request(Config(root=Path()), TODAY, {name: text.encode()}, zone=zone, redact=False))


@pytest.mark.parametrize("language", CHATS)
def test_each_message_of_a_chat_stands_with_its_time_and_without_a_kind(language: str) -> None:
    outline = drafted(CHATS[language]).outline
    assert [f"{event.when:%Y-%m-%d %H:%M}" for event in outline.timeline] == [
        "2026-11-03 09:10",
        "2026-11-03 09:20",
        "2026-11-03 09:31",
    ]
    assert {event.kind for event in outline.timeline} == {""}
    assert all(event.text in CHATS[language] for event in outline.timeline)
    assert outline.title == outline.timeline[0].text
    (note,) = [each for each in outline.notes if f"written in {language}" in each]
    assert "--model" in note


@pytest.mark.parametrize("language", TOLD)
def test_each_sentence_of_a_description_stands_as_it_was_told(language: str) -> None:
    done = drafted(TOLD[language], "notes.txt")
    outline = done.outline
    assert [f"{event.when:%H:%M}" for event in outline.timeline] == ["14:10", "14:20", "14:45"]
    assert len(outline.summary) == 1
    assert "300" in outline.summary[0].text
    said = " ".join([*(each.text for each in outline.timeline), *(each.text for each in outline.summary)])
    assert "".join(said.split()) == "".join(TOLD[language].split())
    assert done.dropped == []


@pytest.mark.parametrize(
    "text",
    [
        "Around 14:10 checkout began to throw 500s after a deploy, a customer told us, we rolled back at 14:40.",
        "kubectl rollout undo deploy/checkout\nerror rate 5%\nok",
        "Die Hard alert: das-keyboard is down and the pods die on start, we roll back to v41",
        "14:10 500s\n14:20 rb v41\n14:30 ok",
        "",
    ],
)
def test_english_and_what_is_no_language_is_read_as_before(text: str) -> None:
    assert other_language(text) == ""


LOG = """\
2026-11-03 09:10 <amara> checkout is down, 500s everywhere
2026-11-03 09:20 <kenji> rolled back checkout to v41
2026-11-03 09:30 <amara> error rate back to normal
2026-11-03 09:31 <amara> incident resolved, all clear
2026-11-03 12:00 <lee> lunch?
2026-11-03 15:10 <lee> login is failing for everybody, 503s
2026-11-03 15:20 <kenji> restarted the auth pods
2026-11-03 15:30 <lee> logins work again, error rate is back to normal
"""


def test_two_incidents_of_one_day_are_said_with_the_options_that_part_them() -> None:
    (note,) = [each for each in drafted(LOG).outline.notes if "two incidents" in each]
    assert "`--to 2026-11-03T09:31` keeps the first, `--from 2026-11-03T15:10` the second" in note


def test_a_quiet_hour_within_an_incident_parts_nothing() -> None:
    log = LOG.replace("09:30 <amara> error rate back to normal", "09:30 <amara> still seeing 500s").replace(
        "incident resolved, all clear", "waiting for the provider"
    )
    assert two_incidents(drafted(log).outline.timeline) == ""
