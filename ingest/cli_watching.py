"""The command that goes on reading what feeds and folders bring."""

from __future__ import annotations

import re
import signal
from datetime import timedelta
from pathlib import Path
from threading import Event as Signal
from typing import Any

import click

from ingest import printing_watching
from ingest.addresses import Source
from ingest.cli_options import db_option, paths_argument, places, private_option, witness_head, witness_option

_UNITS = {"s": "seconds", "m": "minutes", "h": "hours"}


class Length(click.ParamType[timedelta]):
    """A length of time as people write it for programs: 90s, 15m, 2h."""

    name = "length"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> timedelta:
        match = re.fullmatch(r"(\d{1,6})([smh])", str(value).strip())
        if match is None or int(match[1]) == 0:
            self.fail(f"{value!r} is no length of time; write it as 90s, 15m or 2h", param, ctx)
        return timedelta(**{_UNITS[match[2]]: int(match[1])})


@click.command()
@paths_argument
@click.option("--every", type=Length(), default="15m", show_default=True, help="How often a feed is asked.")
@db_option
@private_option
@witness_option
def watch(paths: tuple[Source, ...], every: timedelta, db: Path, allow_private: bool, witness: bool) -> None:
    """Go on recording what feeds and folders bring.

    PATHS are RSS or Atom feeds, web pages and folders. A feed is asked only for what has changed; an
    entry that is a teaser is read from its page. After a failure a feed is left alone for longer and
    longer, or as long as it asks. A folder is looked at every ten seconds. What was read is
    remembered in the database, so that a later run goes on where this one ended. Ctrl-C ends it.

    \b
    Example:
      dateline watch https://lakeherald.example/feed.xml inbox --every 5m
    """
    from events.log import Log
    from ingest.watching import watch as watch_sources

    stop = Signal()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    with Log.open(db, "write") as log:
        for told in watch_sources(places(paths, allow_private), log, every, stop):
            click.echo(printing_watching.round_text(told))
            witness_head(log, witness and told.summary is not None)


COMMANDS = (watch,)
