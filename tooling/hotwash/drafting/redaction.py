"""What must not leave a machine by way of a draft, replaced by stable placeholders: `<secret 1>`, `<email 2>`.

Secrets are found by detect-secrets' detectors of known shapes, phone numbers by phonenumbers' grammar; addresses and
names by their own. The same value has the same placeholder everywhere.
"""

from __future__ import annotations

import ipaddress
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from importlib.util import find_spec

_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_IP = re.compile(r"(?<![\w.:-])(?:\d{1,3}(?:\.\d{1,3}){3}|(?:[0-9a-fA-F]{0,4}:){2,7}[0-9a-fA-F]{0,4})(?![\w:]|\.\d)")
_KEY = re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(?:-----END [A-Z ]*PRIVATE KEY-----|\Z)", re.DOTALL)
_BEARER = re.compile(r"(?i)\b(?:bearer|authorization:\s*\w+)\s+([A-Za-z0-9._~+/-]{12,}=*)")
_NAMED = re.compile(
    r"""(?ix)\b(?:passwor[dt]|passwd|pwd|passphrase|passcode|secret|token|api[ _-]?key|access[ _-]?key)\b["'`]?
    (?: \s*[:=]\s*["'`]?([^\s"'`<]{6,}) | \s+(?:is|was)\s+(?:now\s+)?["'`]?(?=[^\s"'`]*\d)([^\s"'`<]{6,}) )"""
)
"""What is called a secret, in the words of a chat; detect-secrets looks for quotation marks around it."""
_URL_LOGIN = re.compile(r"(?<=://)([^\s/:@]+:[^\s/@]+)(?=@)")
_PHONE = re.compile(r"(?<![\w.:-])\+\d[\d ()./-]{6,}\d")
_SHAPES = (
    "ArtifactoryDetector", "AWSKeyDetector", "AzureStorageKeyDetector", "BasicAuthDetector", "CloudantDetector", "DiscordBotTokenDetector",
    "GitHubTokenDetector", "GitLabTokenDetector", "IbmCloudIamDetector", "JwtTokenDetector", "KeywordDetector", "MailchimpDetector", "NpmDetector",
    "OpenAIDetector", "PrivateKeyDetector", "PypiTokenDetector", "SendGridDetector", "SlackDetector", "SoftlayerDetector",
    "SquareOAuthDetector", "StripeDetector", "TelegramBotTokenDetector", "TwilioKeyDetector",
)  # fmt: skip
"""Detectors of known shapes. Those of random strings take pods, commits and words for secrets."""


class RedactionError(Exception):
    """What finds secrets is not installed; the message says how to."""


class Redaction:
    """Replaces what must not be seen, and counts it."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        """`names` are words to be replaced as well. Raises `RedactionError`."""
        if find_spec("detect_secrets") is None or find_spec("phonenumbers") is None:
            raise RedactionError(
                "what finds secrets is not installed: pip install 'hotwash[draft]'; --no-redact goes without"
            )
        self.counts: Counter[str] = Counter()
        """How many different values of each kind were replaced."""
        self._known: dict[str, str] = {}
        words = "|".join(re.escape(name) for name in sorted(filter(None, names), key=len, reverse=True))
        self._names = re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE) if words else None

    def text(self, text: str) -> str:
        """A text with placeholders; as many lines as before, so that origins stay right."""
        text = _KEY.sub(lambda match: self._of("private key", match[0]) + "\n" * match[0].count("\n"), text)
        lines = [self._line(line) for line in text.splitlines(keepends=True)]
        return "".join(lines)

    def _line(self, line: str) -> str:
        line = _URL_LOGIN.sub(lambda match: self._of("secret", match[1]), line)
        for secret in sorted(set(_secrets(line)), key=len, reverse=True):
            line = line.replace(secret, self._of("secret", secret))
        line = _BEARER.sub(lambda match: match[0].replace(match[1], self._of("secret", match[1])), line)
        line = _NAMED.sub(self._named, line)
        line = _EMAIL.sub(lambda match: self._of("email", match[0]), line)
        line = _IP.sub(lambda match: self._of("ip", match[0]) if _is_address(match[0]) else match[0], line)
        if _PHONE.search(line):
            line = self._phones(line)
        if self._names is not None:
            line = self._names.sub(lambda match: self._of("customer", match[0].lower()), line)
        return line

    def _named(self, match: re.Match[str]) -> str:
        value = (match[1] or match[2]).rstrip(".,;:!?)]}")
        return match[0].replace(value, self._of("secret", value)) if len(value) >= 6 else match[0]

    def _phones(self, line: str) -> str:
        from phonenumbers import PhoneNumberMatcher

        for match in reversed(list(PhoneNumberMatcher(line, None))):
            line = line[: match.start] + self._of("phone", match.raw_string) + line[match.end :]
        return line

    def _of(self, kind: str, value: str) -> str:
        key = f"{kind}\n{value}"
        if key not in self._known:
            number = 1 + sum(each.startswith(f"{kind}\n") for each in self._known)
            self._known[key] = f"<{kind} {number}>"
            self.counts[kind] += 1
        return self._known[key]


def _is_address(text: str) -> bool:
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return False
    return address.version == 4 or text.count(":") > 2


def _secrets(line: str) -> Iterator[str]:
    if not re.search(r"[A-Za-z0-9_/+=-]{8,}|[Pp]ass|[Ss]ecret|[Tt]oken|[Kk]ey", line):
        return
    from detect_secrets.core.scan import scan_line
    from detect_secrets.settings import transient_settings

    with transient_settings({"plugins_used": [{"name": name} for name in _SHAPES]}):
        for found in scan_line(line):
            value = found.secret_value
            # A part of the token only: the whole word is what must go.
            if value and len(value) < 8 and found.type != "Secret Keyword":
                word = re.search(rf"\S*{re.escape(value)}\S*", line)
                # A mark behind it is the sentence's: the same secret has to have the same placeholder.
                value = word[0].rstrip(".,;:!?)]}'\"") if word else value
            if value and len(value) >= 6:
                yield value
