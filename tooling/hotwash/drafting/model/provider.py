"""The model itself, through the `llm` library: any provider or local model that it knows."""

from __future__ import annotations

import json
from importlib.util import find_spec
from queue import Empty, SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, Any, NamedTuple

from hotwash.drafting.model.prompt import Prompt

if TYPE_CHECKING:
    import llm

HOW = "`llm models` lists those that are known, `llm keys set` stores a key, `llm install` adds providers and local models"
"""How to configure a model, for messages."""


class NotConfiguredError(Exception):
    """There is no such model here; the message says how to get one."""


class NoAnswerError(Exception):
    """The model could not be asked; the message says what it did instead."""


class Answer(NamedTuple):
    """What a model wrote; tokens are those that its provider counted, None where it did not."""

    text: str
    sent: int | None = None
    received: int | None = None


class Provider:
    """One model."""

    def __init__(self, name: str) -> None:
        """The model of a name or alias. Raises `NotConfiguredError`."""
        self.shown = _printable(name)
        """The name as it may be printed."""
        self._model = _find(name)
        self.takes_schema = bool(self._model.supports_schema)

    def check(self) -> None:
        """Whether it can be asked, as far as that is known without asking. Raises `NotConfiguredError`."""
        get_key = getattr(self._model, "get_key", None)
        if not self._model.needs_key or get_key is None:
            return
        try:
            get_key()
        except Exception:
            key = _printable(str(self._model.needs_key))
            raise NotConfiguredError(f"there is no key for the model {self.shown}: `llm keys set {key}`") from None

    def ask(self, prompt: Prompt, seconds: float) -> Answer:
        """What the model answers within so many seconds. Raises `NoAnswerError`."""
        answers: SimpleQueue[Answer | Exception] = SimpleQueue()

        def run() -> None:
            try:
                answers.put(self._ask(prompt))
            except Exception as error:  # a provider's plugin may raise anything
                answers.put(error)

        # A daemon: a provider that hangs for ever does not keep the process.
        Thread(target=run, name="hotwash-model", daemon=True).start()
        try:
            found = answers.get(timeout=seconds)
        except Empty:
            raise NoAnswerError(f"it did not answer within {seconds:g} seconds") from None
        if isinstance(found, Exception):
            raise NoAnswerError(_told(found)) from None
        return found

    def _ask(self, prompt: Prompt) -> Answer:
        extra: dict[str, Any] = {"schema": json.loads(prompt.schema)} if prompt.schema else {}
        response = self._model.prompt(prompt.text, system=prompt.system, stream=False, **extra)
        text = response.text()
        usage = response.usage()
        return Answer(text, usage.input, usage.output)


def _find(name: str) -> llm.Model:
    if find_spec("llm") is None or find_spec("jsonschema") is None:
        raise NotConfiguredError("what speaks to language models is not installed: pip install 'hotwash[llm]'")
    import llm

    try:
        return llm.get_model(name)
    except llm.UnknownModelError:
        raise NotConfiguredError(f"no model “{_printable(name)}” is configured; {HOW}") from None
    except Exception as error:  # a broken file of the user's, or a broken plugin
        raise NotConfiguredError(f"llm cannot be used ({_short(error)}); {HOW}") from None


def _told(error: Exception) -> str:
    """What went wrong, in words; the status is that of HTTP where a provider has one."""
    status = getattr(error, "status_code", None)
    if status == 429:
        return "it is over its rate limit (429)"
    if status in (401, 403):
        return f"it does not take the key ({status})"
    if isinstance(status, int):
        return f"its provider failed ({status})" if status >= 500 else f"its provider refused the request ({status})"
    return f"it could not be asked ({_short(error)})"


def _short(error: Exception) -> str:
    lines = str(error).strip().splitlines()
    return _printable(f"{type(error).__name__}: {lines[0]}" if lines else type(error).__name__)[:160]


def _printable(text: str) -> str:
    return "".join(char if char.isprintable() else " " for char in text)
