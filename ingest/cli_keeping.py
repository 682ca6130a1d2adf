"""The commands that look after a database: is it as it was recorded, and can it be kept?"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from ingest import printing, site_files
from ingest.cli_options import db_option


@click.command()
@db_option
@click.option("--expect", metavar="POSITION:HASH", help="A head that an earlier `verify` printed.")
def verify(db: Path, expect: str | None) -> None:
    """Check that nobody touched the log.

    Every record is compared with its hash, and the tables with the log. Ends with 1 when anything
    is wrong. Prints the head as position:hash; keep it elsewhere and give it to --expect later, so
    that a cut or rewritten log shows.

    \b
    Example:
      dateline verify --db data/dateline.db
    """
    from events import verification

    found = verification.verify(db, expect)
    click.echo(printing.verification_text(found))
    sys.exit(0 if found.is_clean else 1)


@click.command()
@db_option
def rebuild(db: Path) -> None:
    """Compute all tables anew from the log.

    The log itself stays as it is.

    \b
    Example:
      dateline rebuild --db data/dateline.db
    """
    from events import projections
    from events.log import Log

    site_files.require(db)
    with Log.open(db, "write") as log:
        projections.rebuild(log)
        click.echo(f"{db}: tables computed anew from {log.head().split(':')[0]} records")


COMMANDS = (verify, rebuild)
