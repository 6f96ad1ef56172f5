"""What must not be seen is replaced, the same value by the same word, and counted."""

from __future__ import annotations

import pytest

from hotwash.drafting.redaction import Redaction

TOKEN = "ghp_" + "a1B2" * 9
KEY = "-----BEGIN RSA PRIVATE " + "KEY-----\nMIIE\nAAAA\n-----END RSA PRIVATE " + "KEY-----\n"


@pytest.mark.parametrize(
    ("text", "kind", "secret"),
    [
        (f"export GH_TOKEN={TOKEN}", "secret", TOKEN),
        ("aws key AKIA" + "IOSFODNN7EXAMPLE leaked", "secret", "AKIA" + "IOSFODNN7EXAMPLE"),
        ('password = "correct-horse-battery"', "secret", "correct-horse-battery"),
        ("postgres://app:hunter22@db/prod", "secret", "hunter22"),
        ("curl -H 'Authorization: Bearer abcdef0123456789abcdef'", "secret", "abcdef0123456789abcdef"),
        ("the password was Tr0ub4dor&3 then", "secret", "Tr0ub4dor&3"),
        ("DB_PASS=S3cretPass", "secret", "S3cretPass"),
        ("sk-" + "proj-abcdEFGH1234abcdEFGH", "secret", "abcdEFGH1234"),
        ("AIza" + "SyA1234567890abcdefghij_klmnop", "secret", "SyA1234567890"),
        ("github_pat_" + "11ABCDEFG0abcdefghijkl", "secret", "11ABCDEFG0"),
        ("eyJ" + "hbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.dozjgNryP4J3jVmN", "secret", "dozjgNryP4J3"),
        ("mysql -u root -pS3cretPass prod", "secret", "S3cretPass"),
        ("curl -u admin:S3cretPass x", "secret", "S3cretPass"),
        ("card 4111 1111 1111 1111 was used", "account", "4111 1111"),
        ("to DE89 3704 0044 0532 0130 00 twice", "account", "0532"),
        ("call (555) 123-4567", "phone", "123-4567"),
        ("mail to amara@example.com", "email", "amara@example.com"),
        ("call +49 30 901820 now", "phone", "901820"),
        ("from 203.0.113.7 only", "ip", "203.0.113.7"),
        ("from 2001:db8::8a2e:370:7334 only", "ip", "370:7334"),
    ],
)
def test_what_is_replaced(text: str, kind: str, secret: str) -> None:
    redaction = Redaction()
    clean = redaction.text(text)
    assert secret not in clean
    assert f"[{kind} 1]" in clean
    assert redaction.counts[kind] == 1


@pytest.mark.parametrize(
    "text",
    [
        "at 14:10 checkout returned 500s",
        "pod label-sync-1549660620-8nsx4 was OOMKilled",
        "commit 3f786850e387550fdab836ed7e6dc881de23001b is live",
        "image v20190208-c35c7e3, chart 4.18.2",
        "we upgraded to 1.2.3.4 of nginx",
        "the token was expired and the password reset failed",
        "the key to the fix was the rollback",
        "2,312 applications, 18,500 EUR, ticket OPS-771",
    ],
)
def test_what_a_post_mortem_needs_stays(text: str) -> None:
    assert Redaction().text(text) == text


def test_placeholders_are_stable_and_lines_stay_where_they_are() -> None:
    redaction = Redaction(["Acme"])
    text = f"ACME called\n{KEY}mail a@example.com\nmail b@example.com\nmail a@example.com for acme\n"
    clean = redaction.text(text)
    assert clean.count("\n") == text.count("\n")
    assert clean.splitlines()[-3:] == ["mail [email 1]", "mail [email 2]", "mail [email 1] for [customer 1]"]
    assert clean.startswith("[customer 1] called\n[private key 1]")
    assert redaction.counts == {"private key": 1, "email": 2, "customer": 1}
