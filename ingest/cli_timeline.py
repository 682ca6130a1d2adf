"""The command that prints the timeline."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import date
from pathlib import Path
from typing import get_args

import click

from ingest import printing_timeline
from ingest.cli_options import Day, db_option


@click.command()
@click.option("--actor", metavar="NAME", help="Only what somebody did or took part in, in any spelling.")
@click.option("--type", metavar="TYPE", help="Only one type, such as meeting or strike.")
@click.option("--place", metavar="PLACE", help="Only what happened in a place.")
@click.option("--since", type=Day(), metavar="DATE", help="Only what happened on or after a day.")
@click.option("--until", type=Day(), metavar="DATE", help="Only what happened on or before a day.")
@click.option("--as-of", type=Day(), metavar="DATE", help="As it was recorded by the end of a day (UTC).")
@click.option("--reported-by", type=Day(), metavar="DATE", help="As it was published by the end of a day.")
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "json", "csv", "md"]),
    default="text",
    show_default=True,
    help="For people, for programs, for spreadsheets, or as Markdown.",
)
@db_option
def timeline(
    *,
    actor: str | None,
    type: str | None,
    place: str | None,
    since: date | None,
    until: date | None,
    as_of: date | None,
    reported_by: date | None,
    style: str,
    db: Path,
) -> None:
    """Print the timeline.

    One line for each happening, however many articles tell it, under the day on which it happened.

    \b
    Examples:
      dateline timeline --actor Zelensky --since 2025-11-20
      dateline timeline --type strike --format csv > strikes.csv
      dateline timeline --reported-by 2025-11-24
    """
    from events import snapshots
    from events import timeline as questions
    from events.log import Log
    from events.model import EventType

    if type is not None and type not in get_args(EventType):
        raise click.UsageError(f"{type!r} is no type; one of: {', '.join(get_args(EventType))}")
    with Log.open(db) as log:
        moment = snapshots.opened(log, as_of, reported_by) if as_of or reported_by else nullcontext(log)
        with moment as known:
            rows = questions.entries(known, type=type, actor=actor, place=place, since=since, until=until)
    click.echo(printing_timeline.STYLES[style](rows), nl=False)


COMMANDS = (timeline,)
