"""The commands that look after a database: is it as it was recorded, and can it be kept?"""

from __future__ import annotations

import json
import select
import signal
import sys
from contextlib import suppress
from pathlib import Path

import click

from ingest import printing, printing_keeping, site_files
from ingest.cli_options import db_option


@click.command()
@db_option
@click.option("--expect", metavar="POSITION:HASH", help="A head that an earlier `verify` printed.")
def verify(db: Path, expect: str | None) -> None:
    """Check that nobody touched the log.

    Every record is compared with its hash, and the tables with the log. Ends with 1 when anything
    is wrong. Every head in the witness file beside the database must be in the log. Prints the head
    as position:hash; keep it elsewhere and give it to --expect later, so that a cut or rewritten
    log shows even to somebody who has lost both files.

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


@click.command()
@db_option
def doctor(db: Path) -> None:
    """Check what the database depends on.

    Shows the SQLite in use and what it is known for, permissions, free disk, the size of the WAL,
    schema and head, each with what to do. Changes nothing. Ends with 1 when there is a problem, with
    0 when there are only warnings.

    \b
    Example:
      dateline doctor --db data/dateline.db
    """
    from events.doctor import examine

    checks = examine(db)
    click.echo(printing_keeping.doctor_text(checks))
    sys.exit(1 if any(check.state == "problem" for check in checks) else 0)


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@db_option
def backup(file: Path, db: Path) -> None:
    """Copy the database into a file and verify it.

    Others may go on reading and writing. FILE gets its name when the copy is verified and on the
    disk; a file that exists is never overwritten. Prints the head of the copy as position:hash.

    \b
    Example:
      dateline backup /media/usb/dateline-2025-12-01.db --db data/dateline.db
    """
    from events.backup import backup as copy

    click.echo(f"{file}: all as recorded\nhead {copy(db, file)}")


@click.command()
@click.argument("backup", type=click.Path(path_type=Path))
@db_option
def restore(backup: Path, db: Path) -> None:
    """Make the database anew from a backup.

    The backup is verified first. A database that exists is never overwritten: move it away before.
    Says how many records the backup lacks, when the witness file of the former database knows.

    \b
    Example:
      dateline restore /media/usb/dateline-2025-12-01.db --db data/dateline.db
    """
    from events.backup import restore as copy

    click.echo(printing_keeping.restored_text(copy(backup, db), db))


@click.command()
@click.option(
    "--after", metavar="POSITION", type=click.IntRange(0), default=0, help="Leave out all up to it."
)
@click.option("--follow", is_flag=True, help="Then wait, and print each new record as it is committed.")
@db_option
def log(after: int, follow: bool, db: Path) -> None:
    """Print the records as JSON lines.

    All records in their order, one per line. A program that keeps the last position it has handled
    goes on from there with --after, and misses nothing.

    \b
    Examples:
      dateline log --db data/dateline.db > records.jsonl
      dateline log --after 1200 --follow
    """
    from events import feed
    from events.log import Log

    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with suppress(KeyboardInterrupt), Log.open(db) as records:  # the usual way to end it
        for record in feed.records_after(records, after, _wait_for_more if follow else None):
            click.echo(json.dumps(feed.row(record), ensure_ascii=False))


def _wait_for_more() -> bool:
    """Half a second, or until whoever reads our output has left: then False."""
    output = select.poll()
    output.register(sys.stdout.fileno(), 0)  # a pipe without a reader reports an error unasked
    return not output.poll(500)


COMMANDS = (verify, doctor, backup, restore, log, rebuild)
