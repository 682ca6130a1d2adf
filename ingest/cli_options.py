"""What the commands of every chapter share: how errors are printed, days, and common options."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from events.errors import DatelineError
from ingest import site_files
from ingest.addresses import Address, Source, is_address

if TYPE_CHECKING:
    from events.log import Log


class Commands(click.Group):
    """Prints an error that dateline explains as one line, without a traceback, and ends with 1."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order below, which is that of use."""
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> Any:  # click's own signature
        try:
            return super().invoke(ctx)
        except sqlite3.DatabaseError as error:
            told = f"the database cannot be read: {error}; `dateline verify` tells what is damaged"
            raise click.ClickException(told) from error
        except DatelineError as error:
            raise click.ClickException(" ".join(str(error).split())) from error


class Day(click.ParamType[date]):
    """A calendar day as people write it for programs: 2025-11-26."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        try:
            return value if isinstance(value, date) else datetime.strptime(value, "%Y-%m-%d").date()
        except ValueError:
            self.fail(f"{value!r} is no day; write it as 2025-11-26", param, ctx)


class Place(click.ParamType[Source]):
    """A file, a folder, "-" or a web address."""

    name = "path"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Source:
        return Address(value) if isinstance(value, str) and is_address(value) else Path(value)


paths_argument = click.argument("paths", nargs=-1, required=True, type=Place())
private_option = click.option(
    "--allow-private", is_flag=True, help="Fetch web addresses in private networks and on this machine, too."
)


def places(paths: Sequence[Source], allow_private: bool) -> list[Source]:
    """The paths, with what is allowed of the addresses among them."""
    return [
        path._replace(allow_private=allow_private) if isinstance(path, Address) else path for path in paths
    ]


published_option = click.option(
    "--published",
    type=Day(),
    metavar="DATE",
    help="The day the articles were published, such as 2025-11-26; it wins over what they say.",
)
db_option = click.option(
    "--db",
    type=click.Path(path_type=Path, dir_okay=False),
    default=site_files.default_database,
    show_default="data/dateline.db in a checkout, else the user's data folder",
    metavar="FILE",
    help="The database to use.",
)
witness_option = click.option(
    "--witness/--no-witness",
    default=True,
    help="Keep the log's new head in the file FILE.witness beside the database (the default), or do not.",
)


def witness_head(log: Log, witness: bool) -> None:
    """Keep the head of a log that was just written beside its database, unless that is not wanted."""
    from events import witness as witness_file

    if witness:
        witness_file.append(log.path, log.head())
