"""The commands by which people correct the record. Each decision is a fact; nothing is ever overwritten."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import click

from events.interval import Precision
from events.model import EventType, Status
from ingest import printing, printing_curation, site_files
from ingest.cli_options import Day, db_option, witness_head, witness_option

if TYPE_CHECKING:
    from events.facts import Record
    from events.log import Log
    from ingest.rereading import Difference


class Words(click.ParamType[str]):
    """A text that says something."""

    name = "text"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        return str(value).strip() or self.fail("say something", param, ctx)


def login_name() -> str:
    """Who is logged in. Raises UsageError where nobody is."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError) as error:  # which of them depends on system and Python
        raise click.UsageError("Nobody is logged in here; say who decides with --by NAME.") from error


because_option = click.option(
    "--because", required=True, type=Words(), metavar="TEXT", help="Why, for those who read the log."
)
by_option = click.option(
    "--by",
    type=Words(),
    default=login_name,
    show_default="your login name",
    metavar="NAME",
    help="Who decides.",
)


@click.command()
@click.argument("events", metavar="EVENT...", nargs=-1, required=True)
@because_option
@by_option
@db_option
@witness_option
def withdraw(events: tuple[str, ...], because: str, by: str, db: Path, witness: bool) -> None:
    """Take events back that are not so.

    An EVENT is named by the first digits of its id, four or more. The rules never bring it back, not
    even when they read it a little differently later.

    \b
    Example:
      dateline withdraw 3fa9c2 --because "the article quotes a novel"
    """
    from ingest import curation

    with _writing(db) as log:
        records = curation.withdraw(log, events, because, by)
        _finish(log, records, witness)
        for name in events:
            click.echo(printing_curation.event_row_line(curation.find_event(log, name)))


@click.command()
@click.argument("event")
@because_option
@by_option
@click.option("--start", type=Day(), metavar="DAY", help="The first day; alone, the only one.")
@click.option("--end", type=Day(), metavar="DAY", help="The last day.")
@click.option("--precision", type=click.Choice(get_args(Precision)), help="How exact the days are.")
@click.option("--undated", is_flag=True, help="Nobody can tell when.")
@click.option("--type", type=click.Choice(get_args(EventType)), help="What kind of event it is.")
@click.option("--mode", help='The finer kind; "" for none.')
@click.option("--status", type=click.Choice(get_args(Status)), help="Whether it happened.")
@click.option("--place", help='Where; "" for nowhere in particular.')
@click.option("--headline", type=Words(), help="The event in a line.")
@click.option("--actor", "actors", multiple=True, help='Who did it; again for each, "" for nobody.')
@click.option("--target", "targets", multiple=True, help='To whom; again for each, "" for nobody.')
@db_option
@witness_option
def correct(event: str, because: str, by: str, db: Path, witness: bool, **changes: Any) -> None:
    """Say what an event should have been.

    The event is withdrawn in favour of one that rests on the same words, with what you change. What
    you do not name stays. The rules never change it again.

    \b
    Examples:
      dateline correct 3fa9c2 --start 2025-11-23 --because "the Sunday before, says the communique"
      dateline correct 3fa9c2 --start 2025-11-21 --end 2025-11-23 --because "three days of talks"
      dateline correct 3fa9c2 --type meeting --mode talks --actor Osei --because "not a statement"
    """
    from ingest import curation

    if changes["undated"] and (changes["start"] or changes["end"] or changes["precision"]):
        raise click.UsageError("--undated goes without --start, --end and --precision.")
    given = {name: value for name, value in changes.items() if value not in (None, ())}
    with _writing(db) as log:
        correction = curation.correct(log, event, curation.Changes.model_validate(given), because, by)
        _finish(log, correction.records, witness)
        click.echo(f"event {printing_curation.event_line(correction.event)}")


@click.command()
@click.argument("entries", metavar="ENTRY...", nargs=-1, required=True)
@because_option
@by_option
@db_option
@witness_option
def merge(entries: tuple[str, ...], because: str, by: str, db: Path, witness: bool) -> None:
    """Say that entries tell one happening.

    An ENTRY of the timeline is named by the first digits of its id, or of the id of an event in it.

    \b
    Example:
      dateline merge 81c0 e77d --because "both tell of Sunday's talks in Oslo"
    """
    from ingest import curation

    with _writing(db) as log:
        _finish(log, curation.merge(log, entries, because, by), witness)
        _print_entries(log, entries)


@click.command()
@click.argument("events", metavar="EVENT...", nargs=-1, required=True)
@because_option
@by_option
@db_option
@witness_option
def split(events: tuple[str, ...], because: str, by: str, db: Path, witness: bool) -> None:
    """Take events out of their entry.

    The events leave the entries they are in and make one of their own together.

    \b
    Example:
      dateline split 3fa9c2 --because "this was the strike of the day before"
    """
    from ingest import curation

    with _writing(db) as log:
        _finish(log, curation.split(log, events, because, by), witness)
        _print_entries(log, events)


@click.command()
@click.argument("article")
@because_option
@by_option
@db_option
@witness_option
def redact(article: str, because: str, by: str, db: Path, witness: bool) -> None:
    """Erase the text of an article for good.

    The text and all that was quoted from it are gone from the file, and reading the article again
    records nothing. The log keeps the digest of the text and still verifies. Backups and the file
    that the article was read from are yours to erase. An ARTICLE is named by the first digits of its
    id, its file name or its title.

    \b
    Example:
      dateline redact harbour.txt --because "order of the district court, 3 December 2025"
    """
    from ingest import curation

    with _writing(db) as log:
        article_id = curation.find_article(log, article)["article_id"]
        _finish(log, curation.redact(log, str(article_id), because, by), witness)
        click.echo(f"article {article_id}: its text and its quotes are erased")


@click.command()
@click.argument("articles", metavar="[ARTICLE...]", nargs=-1)
@click.option("--dry-run", is_flag=True, help="Only show what would change.")
@db_option
@witness_option
def reread(articles: tuple[str, ...], dry_run: bool, db: Path, witness: bool) -> None:
    """Read stored articles by today's rules.

    Shows for each article what the rules read otherwise now (+ added, - withdrawn, ~ changed) and
    records it. What people recorded stays, and what they withdrew does not come back. An ARTICLE is
    named by the first digits of its id, its file name or its title; without any, all are read.

    \b
    Examples:
      dateline reread --dry-run
      dateline reread harbour.txt
    """
    from ingest import rereading

    def show(difference: Difference) -> None:
        click.echo(printing_curation.difference_text(difference))

    with _writing(db) as log:
        found = rereading.reread(log, articles, show, is_dry_run=dry_run)
        witness_head(log, witness and not dry_run)
    for failed in found.failed:
        click.echo(printing.unreadable_line(failed), err=True)
    click.echo(printing_curation.rereading_text(found, dry_run))
    sys.exit(1 if found.failed else 0)


def _writing(db: Path) -> Log:
    """The log of a database that must exist already."""
    from events.log import Log

    site_files.require(db)
    return Log.open(db, "write")


def _finish(log: Log, records: Sequence[Record], witness: bool) -> None:
    witness_head(log, witness)
    click.echo(printing_curation.recorded_line(records))


def _print_entries(log: Log, names: Sequence[str]) -> None:
    from events import timeline
    from ingest import curation

    for row in curation.entries_of(log, names):
        reports = timeline.reports_of(log, str(row["entry_id"]))
        click.echo(printing_curation.entry_line(row, len(reports)))


COMMANDS = (withdraw, correct, merge, split, redact, reread)
