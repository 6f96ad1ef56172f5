"""The language model that a draft may ask, as the options name it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

import click

from hotwash.cli.common import fail
from hotwash.config import Config

if TYPE_CHECKING:
    from hotwash.drafting.model.refine import Refiner

_Command = TypeVar("_Command", bound=Callable[..., Any])
_SECONDS = 120.0


def model_options(command: _Command) -> _Command:
    """The options `--model`, `--model-timeout` and `--show-prompt`."""
    for option in (
        click.option(
            "--show-prompt",
            is_flag=True,
            help="Print what the model would be sent, to the byte; send and write nothing.",
        ),
        click.option(
            "--model-timeout",
            type=click.FloatRange(min=0, min_open=True, max=3600),
            default=_SECONDS,
            metavar="SECONDS",
            help=f"How long the model may take; {_SECONDS:g} by default.",
        ),
        click.option(
            "--model",
            default="",
            metavar="NAME",
            envvar="HOTWASH_MODEL",
            help="Ask a language model that `llm` knows for a summary, factors and wording; or set HOTWASH_MODEL.",
        ),
    ):
        command = option(command)
    return command


def refiner(
    name: str, seconds: float, show_prompt: bool, redacted: bool, config: Config, today: date
) -> Refiner | None:
    """Who betters the draft; None where no model is asked for. Ends the command where there is no such model."""
    if not name and not show_prompt:
        return None
    from hotwash.drafting.model.provider import HOW, NotConfiguredError, Provider
    from hotwash.drafting.model.refine import Refiner

    if not name:
        fail(f"no model is configured: name one by --model or in HOTWASH_MODEL; {HOW}")
    if not redacted:
        fail(
            "--no-redact does not go with a model, which gets redacted lines only; leave it out, or draft with --model ''"
        )
    try:
        provider = Provider(name)
        if not show_prompt:
            provider.check()
    except NotConfiguredError as error:
        fail(str(error))
    if not show_prompt and sys.stderr.isatty():
        click.echo(f"asking the model {provider.shown}, for at most {seconds:g} seconds", err=True)
    return Refiner(provider, config, today, seconds, ask=not show_prompt)
