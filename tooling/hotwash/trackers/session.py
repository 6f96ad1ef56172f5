"""Asking a tracker over HTTP: retries, rate limits and time limits. The token goes into a header and nowhere else."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from email.utils import parsedate_to_datetime
from typing import Any, NamedTuple
from urllib.parse import urljoin, urlsplit

import httpx2

from hotwash.config.model import Tracker
from hotwash.trackers.trouble import AGAIN, TrackerError, UnsureError, refusal

_TRIES = 5
_FIRST = 0.5
"""Seconds before the second try; each further pause is twice as long."""
_SECONDARY = 60.0
"""What GitHub asks to wait when it limits without saying how long."""
_LARGEST = 50 * 1024 * 1024
_BROKEN = frozenset((408, 500, 502, 503, 504))
_NEXT = re.compile(r'<([^<>]*)>\s*;[^,]*\brel="?next"?')


class Clock(NamedTuple):
    """How time passes; all in seconds."""

    sleep: Callable[[float], None]
    ticks: Callable[[], float]
    """A clock that only goes forward."""
    now: Callable[[], float]
    """Since 1970, as rate limits count it."""


class Patience(NamedTuple):
    """How long to wait, in seconds."""

    timeout: float = 30.0
    """For one answer, from the request to its last byte."""
    wait: float = 120.0
    """In all, for a tracker that asks to wait or does not answer."""


class Answer(NamedTuple):
    """What the tracker answered: the JSON of the body (None when empty), and headers by lower-case name."""

    data: Any
    headers: Mapping[str, str]


class _Raw(NamedTuple):
    status: int
    headers: Mapping[str, str]
    body: bytes


class Session:
    """A conversation with one tracker."""

    def __init__(
        self,
        tracker: Tracker,
        headers: Mapping[str, str],
        secrets: tuple[str, ...],
        clock: Clock,
        patience: Patience,
        told: Callable[[str], None],
    ) -> None:
        """`secrets` are taken out of whatever is shown; `told` hears in a line why it takes long."""
        self.tracker = tracker
        self._secrets = secrets
        self._clock = clock
        self._patience = patience
        self._told = told
        self._client = httpx2.Client(
            headers={"User-Agent": "hotwash", "Accept": "application/json", **headers},
            timeout=httpx2.Timeout(patience.timeout, connect=min(10.0, patience.timeout)),
            follow_redirects=False,
        )

    def close(self) -> None:
        """Hang up."""
        self._client.close()

    def get(self, path: str, doing: str, params: Mapping[str, Any] | None = None) -> Answer:
        """Read something (`TrackerError`)."""
        return self.ask("GET", path, doing, params=params)

    def pages(self, path: str, doing: str, params: Mapping[str, Any]) -> Iterator[Any]:
        """The entries of a list, page by page as the header `Link` leads on."""
        answer = self.get(path, doing, params)
        while True:
            if not isinstance(answer.data, list):
                raise TrackerError(f"{doing}: the answer is no list; look at `url` in `tracker`")
            yield from answer.data
            following = _NEXT.search(answer.headers.get("link", ""))
            if following is None or not answer.data:
                return
            answer = self.get(self._same_place(urljoin(self._url(path), following[1]), doing), doing)

    def ask(
        self,
        method: str,
        path: str,
        doing: str,
        *,
        params: Mapping[str, Any] | None = None,
        body: Any = None,
        repeatable: bool = True,
    ) -> Answer:
        """Ask until there is an answer, or patience ends (`TrackerError`).

        What is not `repeatable` is asked again only if it was surely not done; otherwise it is `UnsureError`.
        """
        waited, number = 0.0, 1
        while True:
            pause = _FIRST * 2.0 ** (number - 1)
            try:
                raw = self._once(method, path, params, body)
            except (httpx2.TransportError, httpx2.DecodingError, httpx2.InvalidURL) as error:
                why = self._broken_off(error)
                if not repeatable and not isinstance(error, httpx2.ConnectError | httpx2.ConnectTimeout):
                    raise UnsureError(f"{doing}: {why}; {AGAIN}") from None
                way_out = f"look at `url` in `tracker` and at the network; {AGAIN}"
                trouble = TrackerError(f"{doing}: {why}, {number} times; {way_out}")
            else:
                if raw.status < 300:
                    return self._read(raw, doing)
                said = self._said(raw)
                asked = self._asked_to_wait(raw, said)
                if asked is not None:
                    pause = max(asked, pause)
                    why = f"the tracker limits the rate and asks to wait {round(pause)} s"
                    trouble = TrackerError(
                        f"{doing}: {why}; run it again then, nothing is lost, or give a longer `--wait`"
                    )
                elif raw.status in _BROKEN:
                    why = f"the tracker answers {raw.status}"
                    trouble = refusal(self.tracker.kind, self.tracker.project, raw.status, doing, said)
                    if not repeatable:
                        raise UnsureError(str(trouble))
                else:
                    raise refusal(self.tracker.kind, self.tracker.project, raw.status, doing, said)
            if number >= _TRIES or waited + pause > self._patience.wait:
                raise trouble
            if pause >= 2:
                self._told(f"{why}; trying again in {round(pause)} s")
            self._clock.sleep(pause)
            waited, number = waited + pause, number + 1

    def shown(self, text: str) -> str:
        """Words of others as they may be printed: on one line, not endless, without secrets."""
        for secret in self._secrets:
            text = text.replace(secret, "***")
        text = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
        return text if len(text) <= 160 else text[:159] + "…"

    def _once(self, method: str, path: str, params: Mapping[str, Any] | None, body: Any) -> _Raw:
        end = self._clock.ticks() + self._patience.timeout
        data = b""
        with self._client.stream(method, self._url(path), params=params, json=body) as response:
            for piece in response.iter_bytes():
                data += piece
                if self._clock.ticks() > end:  # the client's own limit is for each piece
                    raise httpx2.ReadTimeout("")
                if len(data) > _LARGEST:
                    raise httpx2.DecodingError("")
        return _Raw(response.status_code, {name.lower(): value for name, value in response.headers.items()}, data)

    def _url(self, path: str) -> str:
        return path if path.startswith(("http://", "https://")) else self.tracker.url + path

    def _same_place(self, url: str, doing: str) -> str:
        """An address that the tracker gave; the token goes to no other place than the configured one."""
        if urlsplit(url)[:2] != urlsplit(self.tracker.url)[:2]:
            raise TrackerError(f"{doing}: the next page lies at another address; write that as `url` in `tracker`")
        return url

    def _broken_off(self, error: Exception) -> str:
        seconds = f"{self._patience.timeout:g} s"
        place = self.shown(urlsplit(self.tracker.url).netloc)
        if isinstance(error, httpx2.ConnectError | httpx2.ConnectTimeout):
            return f"{place} cannot be reached"
        if isinstance(error, httpx2.TimeoutException):
            return f"{place} did not answer within {seconds}"
        if isinstance(error, httpx2.InvalidURL):
            return f"{place} is no address"
        return f"{place} broke off its answer"

    def _read(self, raw: _Raw, doing: str) -> Answer:
        if not raw.body.strip():
            return Answer(None, raw.headers)
        try:
            return Answer(json.loads(raw.body), raw.headers)
        except (ValueError, RecursionError):
            raise TrackerError(f"{doing}: the answer is no JSON; look at `url` in `tracker`") from None

    def _said(self, raw: _Raw) -> str:
        """What the tracker says of a refusal, wherever its kind puts that."""
        try:
            data = json.loads(raw.body)
        except (ValueError, RecursionError):
            return ""
        return self.shown("; ".join(dict.fromkeys(_messages(data))))

    def _asked_to_wait(self, raw: _Raw, said: str) -> float | None:
        """For how long a limit asks to wait; None when there is none."""
        after = raw.headers.get("retry-after")
        spent = raw.headers.get("x-ratelimit-remaining") == "0"
        limited = raw.status == 429 or (raw.status == 403 and (after or spent or "rate limit" in said.lower()))
        if not limited and not (raw.status == 503 and after):
            return None
        if after:
            return self._seconds(after)
        reset = raw.headers.get("x-ratelimit-reset") or raw.headers.get("ratelimit-reset") or ""
        if re.fullmatch(r"\d{1,12}", reset):
            return max(float(reset) - self._clock.now(), 1.0)
        return _SECONDARY if raw.status == 403 else 1.0

    def _seconds(self, text: str) -> float:
        """The header `Retry-After`: seconds, or a moment."""
        if re.fullmatch(r"\d{1,9}(\.\d+)?", text.strip()):
            return float(text)
        try:
            return max(parsedate_to_datetime(text).timestamp() - self._clock.now(), 0.0)
        except (ValueError, OverflowError):
            return _SECONDARY


def _messages(data: Any) -> Iterator[str]:
    """`message`, `error`, and what stands in `errors`, `errorMessages`: as GitHub, GitLab and Jira say it."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, list):
        for each in data[:5]:
            yield from _messages(each)
    elif isinstance(data, dict):
        for name, value in list(data.items())[:10]:
            if name in ("message", "error", "errors", "errorMessages", "error_description"):
                if isinstance(value, dict):
                    for key, inner in list(value.items())[:5]:
                        yield from (f"{key} {words}" for words in _messages(inner))
                else:
                    yield from _messages(value)
            elif name in ("field", "code", "resource"):
                yield f"{name} {value}"
