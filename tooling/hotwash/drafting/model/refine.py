"""A model asked to better an outline; whatever it does instead, the outline stays what was found without it."""

from __future__ import annotations

from collections import Counter
from datetime import date

from hotwash.config import Config
from hotwash.drafting.draft import Basis
from hotwash.drafting.model.judge import take
from hotwash.drafting.model.lines import Shown, lines_of
from hotwash.drafting.model.prompt import Prompt, prompt_for
from hotwash.drafting.model.provider import Answer, NoAnswerError, Provider
from hotwash.drafting.model.reply import ReplyError, read_reply
from hotwash.writing.outline import Outline

SECONDS = 120.0
"""How long a model may take."""
_WITHOUT = "the draft is what was found without it"


class Refiner:
    """What `Request.refine` takes: betters an outline by a model and says in its notes what became of the reply."""

    def __init__(self, model: Provider, config: Config, today: date, seconds: float = SECONDS, *, ask: bool = True):
        """Without `ask`, nothing is sent: `prompt` is what would be."""
        self._model = model
        self._config = config
        self._today = today
        self._seconds = seconds
        self._ask = ask
        self.prompt: Prompt | None = None
        """What is sent; None as long as there is nothing to ask about."""

    def __call__(self, outline: Outline, basis: Basis) -> None:
        """Better an outline. `basis` has to have a redaction: nothing leaves a machine without one."""
        if basis.redaction is None:
            raise ValueError("a model is asked with redacted lines only")
        shown = lines_of(outline, basis, basis.redaction)
        if shown.lines:
            self.prompt = prompt_for(
                outline, shown.lines, basis.redaction, self._config.themes, self._model.takes_schema
            )
        if not self._ask:
            return
        outline.notes += [self._named(each) for each in _kept_back(shown)]
        if self.prompt is None:
            outline.notes.append(self._named(f"there is no line to show it; {_WITHOUT}"))
            return
        outline.notes.append(self._named(self._better(outline, basis, shown, self.prompt)))

    def _better(self, outline: Outline, basis: Basis, shown: Shown, prompt: Prompt) -> str:
        """One line that says what became of the reply."""
        try:
            answer = self._model.ask(prompt, self._seconds)
        except NoAnswerError as error:
            return f"{error}; {_WITHOUT}"
        try:
            reply = read_reply(answer.text)
        except ReplyError as error:
            return f"{_tokens(answer)}; {error}; {_WITHOUT}"
        verdict = take(reply, outline, shown.lines, basis.people, self._config, self._today)
        if not verdict.taken:
            return f"{_tokens(answer)}; {_dropped(verdict.dropped) or 'it had nothing to add'}; {_WITHOUT}"
        taken = ", ".join(f"{count} of {part}" for part, count in verdict.taken.items())
        return "; ".join(part for part in (_tokens(answer), f"taken: {taken}", _dropped(verdict.dropped)) if part)

    def _named(self, text: str) -> str:
        return f"model {self._model.shown}: {text}"


def _kept_back(shown: Shown) -> list[str]:
    found = []
    if shown.kept_back:
        found.append(
            f"{_lines(shown.kept_back)} that speak{'s' if shown.kept_back == 1 else ''} to a language model left out"
        )
    if shown.left_out:
        found.append(f"{shown.left_out:,} messages that are far from what was found left out: there are too many")
    return found


def _lines(count: int) -> str:
    return f"{count:,} line{'' if count == 1 else 's'}"


def _tokens(answer: Answer) -> str:
    if answer.sent is None and answer.received is None:
        return "tokens not counted by its provider"
    return f"{answer.sent or 0:,} tokens sent, {answer.received or 0:,} received"


def _dropped(dropped: Counter[str]) -> str:
    if not dropped:
        return ""
    reasons = ", ".join(f"{count} {why}" for why, count in sorted(dropped.items()))
    return f"dropped {dropped.total()}: {reasons}"
