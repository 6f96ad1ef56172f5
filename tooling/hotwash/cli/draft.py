"""`hotwash draft`: a post-mortem begun from what there is."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import click

from hotwash.cli._draft_options import day_given, limit, listed, people_given, sources_of, zone_given
from hotwash.cli._draft_writing import add_to, begin_document, finish_draft, tell
from hotwash.cli._modelling import model_options, refiner
from hotwash.cli.common import day_of, fail, load_config, shown, today_in
from hotwash.config import Config


@click.command(name="draft", short_help="Draft a post-mortem from notes, chats and alerts.")
@click.argument("sources", nargs=-1, metavar="[SOURCE]...")
@click.option("--title", default="", help="What broke and why, in one line; taken from the material otherwise.")
@click.option("--severity", default="", help="One of the configured scale.")
@click.option("--service", "services", multiple=True, help="An affected service; repeat it, or separate by commas.")
@click.option("--author", "authors", multiple=True, help="Who writes it; repeat it, or separate by commas.")
@click.option("--date", "day", metavar="DAY", help="The day of times that state none, as 2026-11-03 or `yesterday`.")
@click.option("--zone", metavar="ZONE", help="The zone of times that state none, as `UTC`, `CET` or `Europe/Berlin`.")
@click.option(
    "--from", "begin", metavar="TIME", help="Leave out what a chat or export says before, as 09:30 or 2026-11-03T09:30."
)
@click.option("--to", "end", metavar="TIME", help="Leave out what it says after.")
@click.option("--people", metavar="NAME=ROLE", multiple=True, help="Call a person by a role; repeat it.")
@click.option(
    "--redact",
    "names",
    metavar="WORD",
    multiple=True,
    help="Replace this word as well, as a customer's name; repeat it.",
)
@click.option("--no-redact", is_flag=True, help="Keep secrets, addresses and phone numbers as they are.")
@click.option(
    "--format",
    "--output-format",
    "output_format",
    type=click.Choice(["markdown", "json"]),
    default="markdown",
    help="`json` prints the statements with their lines and writes no file.",
)
@click.option("--dry-run", is_flag=True, help="Print the document; write nothing.")
@click.option(
    "--finish",
    "finish",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Take the origins and the offers of Perhaps out of a draft, and do nothing else; the questions stay.",
)
@click.option(
    "--into",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Add what is new in the material to this document; what stands there stays as it is.",
)
@click.option(
    "--interactive",
    "-i",
    is_flag=True,
    help="Then ask what is open, in the order of the review; with --into and no source, only that.",
)
@model_options
@click.option("--today", metavar="DAY", help="The current day; for scripts.")
def command(
    sources: tuple[str, ...],
    title: str,
    severity: str,
    services: tuple[str, ...],
    authors: tuple[str, ...],
    day: str | None,
    zone: str | None,
    begin: str | None,
    end: str | None,
    people: tuple[str, ...],
    names: tuple[str, ...],
    no_redact: bool,
    output_format: str,
    dry_run: bool,
    finish: Path | None,
    into: Path | None,
    interactive: bool,
    model: str,
    model_timeout: float,
    show_prompt: bool,
    today: str | None,
) -> None:
    """Draft a post-mortem from what there is: a description in your own words, chats, alerts, exports.

    Give files of any kind together, folders of a Slack export, `-` for standard input, or type when there is a terminal.
    Every statement of the draft names the line it comes from; what the material does not say is asked where the answer
    goes. It works without a network; a language model is asked only where you name one.
    """
    if finish is not None:
        finish_draft(finish)
        return
    from hotwash.drafting.draft import Request, draft
    from hotwash.drafting.evidence import Window
    from hotwash.drafting.redaction import RedactionError
    from hotwash.drafting.sources.errors import SourceError

    config = load_config(Path.cwd())
    now = day_of(today) or today_in(config)
    if interactive and (dry_run or output_format == "json"):
        fail("--interactive writes a document: leave out --dry-run and --format json")
    if interactive and into is not None and not sources:
        _walk(into, config, zone)
        return
    if severity and severity not in config.severities:
        fail(f"--severity: “{shown(severity)}” is none of {', '.join(config.severities)}")
    better = refiner(model, model_timeout, show_prompt, not no_redact, config, now)
    request = Request(
        config=config,
        today=now,
        sources=sources_of(sources),
        day=day_given(day, now),
        zone=zone_given(zone, config),
        assumed_zone="" if zone else config.timezone,
        window=Window(limit("--from", begin), limit("--to", end)) if begin or end else None,
        itself=into.stem if into else "",
        title=title.strip(),
        severity=severity,
        services=listed(services),
        authors=listed(authors),
        people=people_given(people),
        redact=not no_redact,
        names=names,
        refine=better,
    )
    if no_redact:
        click.echo("hotwash: nothing is redacted; look for secrets and addresses before you share the draft", err=True)
    try:
        done = draft(request)
    except (RedactionError, SourceError) as error:
        fail(str(error))
    if better is not None and show_prompt:
        click.echo(better.prompt.shown() if better.prompt else "", nl=False)
        return
    outline = done.outline
    if not (
        outline.timeline
        or outline.summary
        or outline.impact
        or outline.factors
        or outline.actions
        or outline.went_well
        or outline.perhaps
    ):
        fail("the material says nothing that belongs into a post-mortem; tell what happened, when, and what was done")
    from hotwash.writing.compose import escape

    if output_format == "json":
        from hotwash.writing.outline import as_data

        click.echo(json.dumps(as_data(outline), ensure_ascii=False, indent=2))
        return
    escape(outline)
    if into is not None:
        add_to(into, outline, config, dry_run)
        path = into
    else:
        path = begin_document(outline, request, dry_run)
    tell(done, None if dry_run else path, interactive)
    if interactive:
        _walk(path, config, zone)


def _walk(path: Path, config: Config, zone: str | None) -> None:
    from hotwash.cli._walking import walk
    from hotwash.drafting.walk import Walk

    walk(path, config, lambda text: Walk(text, config, datetime.now(UTC), zone_given(zone, config)))
