"""How reminders are printed, or written to a folder."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path

import click

from hotwash.cli._saving import near, saving
from hotwash.cli.common import fail, shown
from hotwash.config import Config
from hotwash.corpus.followups import Followed
from hotwash.followup import messages
from hotwash.followup.reminders import Reminder, reminders
from hotwash.followup.workdays import is_workday, next_workday
from hotwash.writing.files import write_all
from hotwash.writing.names import file_name

_ENDINGS = {"markdown": "md", "eml": "eml", "slack": "json", "teams": "json"}
_PAYLOADS = {"slack": messages.slack, "teams": messages.teams}


def remind_all(
    items: Sequence[Followed],
    today: date,
    config: Config,
    owners: Sequence[str],
    days: int | None,
    output_format: str,
    folder: Path | None,
) -> None:
    """Print the messages of a day, or write each to a file of its owner's name; on a day off only say so."""
    decided = config.reminders._replace(ahead=days) if days else config.reminders
    if not is_workday(today, decided.holidays):
        to = next_workday(today + timedelta(days=1), decided.holidays)
        click.echo(f"{today} is a day off, and nobody is reminded; the next working day is {to}.", err=True)
        return
    told = reminders(items, today, decided)
    if owners:
        wanted = {name.removeprefix("@").casefold() for name in owners}
        told = [each for each in told if each.key in wanted]
    zone = f"{today} ({config.timezone})"
    if not told:
        click.echo(f"Nobody is to be reminded of anything on {zone}.", err=True)
        return
    if folder is None and output_format == "eml" and len(told) > 1:
        names = ", ".join(each.owner or "nobody" for each in told)
        fail(f"a mail for each of {names}: give --output FOLDER for the files, or one --owner")
    if folder is None:
        blank = "\n" if output_format == "markdown" else ""
        click.echo(blank.join(_printed(each, output_format, config) for each in told), nl=False)
        _tell_homeless(told, output_format, decided.addresses)
        return
    texts = {
        folder / f"{file_name(each.key or 'nobody')}.{_ENDINGS[output_format]}": _text(each, output_format, config)
        for each in told
    }
    with saving(folder):
        folder.mkdir(parents=True, exist_ok=True)
        write_all(texts)
    for path in texts:
        click.echo(near(path))
    _tell_homeless(told, output_format, decided.addresses)


def _tell_homeless(told: Sequence[Reminder], output_format: str, addresses: Mapping[str, str]) -> None:
    """Name those whose mail goes to nobody, and where their address is to be written."""
    homeless = [each for each in told if each.owner and each.key not in addresses]
    if output_format == "eml" and homeless:
        names = ", ".join(shown(each.owner) for each in homeless)
        key = homeless[0].key
        click.echo(
            f"hotwash: no address of {names} is known, and such a mail is addressed to nobody; write "
            f'`addresses = {{ {json.dumps(key, ensure_ascii=False)} = "..." }}` under `[reminders]` in hotwash.toml',
            err=True,
        )


def _printed(reminder: Reminder, output_format: str, config: Config) -> str:
    """A message as it is printed; a payload alone would not say whom it is for."""
    if output_format not in _PAYLOADS:
        return _text(reminder, output_format, config)
    payload = _PAYLOADS[output_format](reminder)
    return json.dumps({"owner": reminder.owner, "payload": payload}, ensure_ascii=False) + "\n"


def _text(reminder: Reminder, output_format: str, config: Config) -> str:
    if output_format == "markdown":
        return messages.markdown(reminder)
    if output_format == "eml":
        return messages.mail(reminder, config.reminders).decode("ascii")
    return json.dumps(_PAYLOADS[output_format](reminder), ensure_ascii=False, indent=2) + "\n"
