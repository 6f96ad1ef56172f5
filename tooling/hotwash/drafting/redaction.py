"""What must not leave a machine by way of a draft, replaced by stable placeholders: `[secret 1]`, `[email 2]`.

Secrets are found by detect-secrets' detectors of known shapes, phone numbers by phonenumbers' grammar; addresses and
names by their own. The same value has the same placeholder everywhere.
"""

from __future__ import annotations

import ipaddress
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.util import find_spec

_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_IP = re.compile(r"(?<![\w.:-])(?:\d{1,3}(?:\.\d{1,3}){3}|(?:[0-9a-fA-F]{0,4}:){2,7}[0-9a-fA-F]{0,4})(?![\w:]|\.\d)")
_VERSION = re.compile(r"(?i)\b(?:version|v|release|upgraded to|update to|updated to|tag|build)\s*$")
_KEY = re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(?:-----END [A-Z ]*PRIVATE KEY-----|\Z)", re.DOTALL)
_PHONE = re.compile(r"(?<![\w.:-])(?:\+\d[\d ()./-]{6,}\d|\(\d{3}\) ?\d{3}-\d{4}(?!\d)|0\d{2,4}[ /-]\d{5,8}(?!\d))")
_ACCOUNT = re.compile(
    r"(?<![\w-])(?:[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?|\d{4}([ -])\d{4}\1\d{4}\1\d{1,4})(?![\w-])"
)
"""International bank account numbers, and card numbers in groups."""
_TOKENS = re.compile(
    r"(?<![\w-])(?:eyJ[\w-]{6,}\.[\w-]{6,}(?:\.[\w-]+)?|(?:gh[opusr]|github_pat|glpat|npm|pypi|xox[abprs]|dop_v1|shpat|sq0\w{3})[_-][\w-]{10,}"
    r"|sk-[\w-]{16,}|[sr]k_(?:live|test)_\w{10,}|AIza[\w-]{20,}|(?:AKIA|ASIA)[A-Z0-9]{12,}|SG\.[\w-]{10,}\.[\w-]{10,}|hooks\.slack\.com/services/[\w/]+)"
)
"""Tokens that say by their beginning what they are."""
_SAID = (
    re.compile(r"(?i)\b(?:bearer|authorization:\s*\w+)\s+([\w.~+/-]{8,}=*)"),
    re.compile(r"(?<=://)([^\s/:@]+:[^\s/@]+)(?=@)"),
    re.compile(r"(?i)(?<![\w-])(?:-u|--user)[ =]+[^\s:]+:(\S+)"),
    re.compile(r"(?<![\w-])-p(?=\S*[A-Z0-9])(\S{6,})"),
    re.compile(
        r"(?i)\b\w*(?:passw(?:or)?d|passphrase|pass|secret|api[_ -]?key|access[_ -]?key|private[_ -]?key|token|pwd)\w*\b[\"']?(?:\s*[:=]\s*|\s+(?:is|was|to|used|be)\s+)[\"']?(?=\S*\d|\S*[^\w\s.,!?;)\"'])([^\s\"',;]{6,})"
    ),
    re.compile(
        r"(?i)\b\w*(?:passw(?:or)?d|passphrase|secret|api[_-]?key|token|pwd|_pass)\w*[\"']?\s*=\s*[\"']?([^\s\"',;]{4,})"
    ),
)
"""What somebody calls a secret, behind its name."""
_SIGN = re.compile(r"(?i)pass|secret|token|key|auth|credential|pwd|BEGIN|AKIA|ASIA|bearer|://|[A-Za-z0-9+/_-]{20,}")
"""A line without any of these holds no secret."""
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
        if not _is_installed():
            raise RedactionError(
                "what finds secrets is not installed: pip install 'hotwash[draft]'; --no-redact goes without"
            )
        self.counts: Counter[str] = Counter()
        """How many different values of each kind were replaced."""
        self._known: dict[str, str] = {}
        words = "|".join(re.escape(name) for name in sorted(filter(None, names), key=len, reverse=True))
        self._names = re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE) if words else None

    def text(self, text: str, *, data: bool = False) -> str:
        """A text with placeholders; as many lines as before, so that origins stay right.

        In `data` (JSON) what is called a key may be an id: only what is a secret by its shape is replaced.
        """
        text = _KEY.sub(lambda match: self._of("private key", match[0]) + "\n" * match[0].count("\n"), text)
        return "".join([self._line(line, data) for line in text.splitlines(keepends=True)])

    @property
    def found(self) -> list[tuple[str, str]]:
        """What was replaced, as kind and value."""
        pairs = (key.split("\n", 1) for key in self._known)
        return [(kind, value) for kind, value in pairs]

    def _line(self, line: str, data: bool) -> str:
        if _SIGN.search(line):
            line = _TOKENS.sub(lambda match: self._of("secret", match[0]), line)
            if not data:
                for said in _SAID:
                    line = said.sub(
                        lambda match: (
                            match[0].replace(match[1], self._of("secret", match[1]))
                            if not match[1].startswith("[")
                            else match[0]
                        ),
                        line,
                    )
                for secret in sorted(set(_secrets(line)), key=len, reverse=True):
                    line = line.replace(secret, self._of("secret", secret))
        if "@" in line:
            line = _EMAIL.sub(lambda match: self._of("email", match[0]), line)
        line = _IP.sub(
            lambda match: (
                self._of("ip", match[0])
                if _is_address(match[0]) and not _VERSION.search(line[: match.start()])
                else match[0]
            ),
            line,
        )
        line = _ACCOUNT.sub(lambda match: self._of("account", match[0]), line)
        if _PHONE.search(line):
            line = self._phones(line)
        if self._names is not None:
            line = self._names.sub(lambda match: self._of("customer", match[0].lower()), line)
        return line

    def _phones(self, line: str) -> str:
        from phonenumbers import PhoneNumberMatcher

        for match in reversed(list(PhoneNumberMatcher(line, None))):
            line = line[: match.start] + self._of("phone", match.raw_string) + line[match.end :]
        return _PHONE.sub(lambda match: self._of("phone", match[0]), line)

    def _of(self, kind: str, value: str) -> str:
        key = f"{kind}\n{value}"
        if key not in self._known:
            number = 1 + sum(each.startswith(f"{kind}\n") for each in self._known)
            self._known[key] = f"[{kind} {number}]"
            self.counts[kind] += 1
        return self._known[key]


@cache
def _is_installed() -> bool:
    return find_spec("detect_secrets") is not None and find_spec("phonenumbers") is not None


def _is_address(text: str) -> bool:
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return False
    return address.version == 4 or text.count(":") > 2


def _secrets(line: str) -> Iterator[str]:
    from detect_secrets.core.scan import scan_line
    from detect_secrets.settings import transient_settings

    with transient_settings({"plugins_used": [{"name": name} for name in _SHAPES]}):
        for found in scan_line(line):
            value = found.secret_value
            # A part of the token only: the whole word is what must go.
            if value and len(value) < 8 and found.type != "Secret Keyword":
                word = re.search(rf"\S*{re.escape(value)}\S*", line)
                value = word[0] if word else value
            if value and len(value) >= 6 and "[" not in value:
                yield value
