"""The command line. Each command parses, calls one function and prints; all logic lives elsewhere."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from events.errors import DatelineError
from ingest import cli_curation, cli_evaluation, cli_keeping, cli_timeline, cli_watching, printing, site_files
from ingest.addresses import Source
from ingest.cli_options import (
    Commands,
    db_option,
    paths_argument,
    places,
    private_option,
    published_option,
    witness_head,
    witness_option,
)

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar

    from ingest.engines import Extraction
    from ingest.sources.unreadable import Unreadable


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="dateline", prog_name="dateline", message="%(prog)s %(version)s")
def main() -> None:
    """Turn news articles into an append-only log of dated events, and look at it as timelines.

    \b
    Start here:
      dateline ingest data/articles
      dateline serve
    """


@main.command()
@paths_argument
@db_option
@published_option
@private_option
@witness_option
def ingest(
    paths: tuple[Source, ...], db: Path, published: date | None, allow_private: bool, witness: bool
) -> None:
    """Read articles and record their events.

    PATHS are files, folders or web addresses, or - for standard input: text, Markdown, saved pages,
    JSON and JSON Lines, RSS and Atom, ninjs, web archives (WARC), and ZIP or gzip of any of these.
    What the database knows already is recognised, also when it was saved otherwise; nothing is
    recorded twice.

    \b
    Examples:
      dateline ingest data/articles
      dateline ingest story.txt --published 2025-11-26 --db story.db
      dateline ingest https://lakeherald.example/feed.xml saved-pages.zip
    """
    from events.log import Log
    from ingest import pipeline

    files = pipeline.files_in(places(paths, allow_private))
    with Log.open(db, "write") as log, _progress(files) as bar:
        summary = pipeline.ingest(bar, log, published, workers=pipeline.suitable_workers(files))
        witness_head(log, witness)
    for unreadable in summary.unreadable:
        click.echo(printing.unreadable_line(unreadable), err=True)
    click.echo(printing.summary_text(summary, db))
    sys.exit(1 if summary.unreadable else 0)


@main.command()
@db_option
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", default=8001, show_default=True, type=click.IntRange(0, 65535), help="Port; 0 takes any."
)
@click.option(
    "--public",
    is_flag=True,
    help="For a server that strangers reach: closes the pages about the server, the download of"
    " the database and, unless --sql, SQL; lowers the limits. Needed for any --host but loopback.",
)
@click.option(
    "--sql/--no-sql",
    default=None,
    help="Let visitors write SQL of their own, which only reads. Default: yes, but no with"
    " --public, where each question may keep a processor busy for 1.5 seconds.",
)
@click.option("--open", "open_browser", is_flag=True, help="Open the timeline in the browser.")
def serve(db: Path, *, host: str, port: int, public: bool, sql: bool | None, open_browser: bool) -> None:
    """Show the timeline in the browser.

    Nothing can be written through it. Behind a proxy on the same machine, --public alone is enough.

    \b
    Examples:
      dateline serve --open
      dateline serve --db story.db --port 8010
      dateline serve --public --host 0.0.0.0
    """
    from ingest import serving

    def announce(address: str) -> None:
        click.echo(f"Your timeline is at {address} (Ctrl-C ends it)")
        if open_browser:
            click.launch(address)

    audience = serving.Audience.of(host, public, sql)
    with suppress(KeyboardInterrupt):  # the usual way to end it
        serving.serve(db, host, port, audience, announce)


@main.command()
@paths_argument
@published_option
@private_option
@click.option(
    "--with-entries",
    is_flag=True,
    help="Tell by timeline_id which events are one happening.",
)
def extract(
    paths: tuple[Source, ...], published: date | None, allow_private: bool, with_entries: bool
) -> None:
    """Print the events of articles as JSON lines.

    No database is used. Offsets count the characters of the article's text.

    \b
    Example:
      dateline extract data/articles/*.txt --published 2025-11-26 > events.jsonl
    """
    from ingest import pipeline

    readable = True
    readings = pipeline.extract(pipeline.files_in(places(paths, allow_private)), published)
    told = [*readings] if with_entries else readings
    entries = pipeline.entries_of(told) if with_entries else {}
    for reading in told:
        readable = readable and isinstance(reading, pipeline.Extraction)
        _print_reading(reading, entries)
    sys.exit(0 if readable else 1)


@main.command()
@click.argument("what", metavar="ARTICLE|ENTRY")
@published_option
@click.option(
    "--db",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    metavar="FILE",
    help="The database of the entry; or one whose articles may tell when this one was published.",
)
def explain(what: str, published: date | None, db: Path | None) -> None:
    """Show why events were found, or what makes an entry.

    Of an article first when it was published and who says so: where it does not tell, dated articles of
    the database, or else of the same folder, that tell the same story. For each event its sentence with
    the parts marked, its rule and its date; then the sentences that gave nothing.

    Of an entry (or an event in it), given by the first digits of its id, every reason that joins its
    reports, and what keeps out the reports that come nearest.

    \b
    Examples:
      dateline explain data/articles/2025-11-24-geneva-talks.txt
      dateline explain undated.txt --db story.db
      dateline explain 11e14b07
    """
    if not Path(what).exists() and printing.is_id(what):
        return _explain_entry(what, db or site_files.default_database())
    return _explain_article(Path(what), published, db)


def _explain_entry(name: str, db: Path) -> None:
    from events import joins, timeline
    from events.log import Log
    from ingest import printing_joins
    from ingest.curation import entries_of

    site_files.require(db)
    with Log.open(db) as log:
        (entry,) = entries_of(log, [name])
        entry_id = str(entry["entry_id"])
        told = timeline.reports_of(log, entry_id)
        together, apart = (find(log.connection, entry_id) for find in (joins.joins_of, joins.refusals_of))
    click.echo(printing_joins.joins_text(entry, told, together, apart), nl=False)


def _explain_article(article: Path, published: date | None, db: Path | None) -> None:
    from contextlib import nullcontext

    from events.log import Log
    from ingest import pipeline
    from ingest.explain import explain as explanation

    readable = True
    with Log.open(db) if db else nullcontext() as log:
        for reading in pipeline.read_files(pipeline.files_in([article]), published):
            if isinstance(reading, pipeline.Unreadable):
                readable = False
                click.echo(printing.unreadable_line(reading), err=True)
            else:
                dated = pipeline.date_article(reading, article, log)
                click.echo(explanation(dated, color=sys.stdout.isatty()))
    sys.exit(0 if readable else 1)


@main.command()
@click.argument("text", required=False)
@published_option
@click.option("--jsonl", is_flag=True, help="Read JSON lines with doc, text and dct on standard input.")
def timex(text: str | None, published: date | None, jsonl: bool) -> None:
    """Show which days time expressions stand for, and why.

    TEXT is read as if published on DATE; - takes it from standard input. Each expression comes with
    its TIMEX3 value, its days, how they were worked out, and from where they count: the publication
    day, another date in the text, or neither. Without --published only what needs no publication day has
    days. --jsonl prints one JSON object per expression.

    \b
    Examples:
      dateline timex "They meet on Tuesday." --published 2025-12-01
      dateline timex - --published 2025-12-01 < story.txt
      dateline timex --jsonl < documents.jsonl > timexes.jsonl
    """
    if jsonl == (text is not None):
        raise click.UsageError("Give either a TEXT or --jsonl.")
    if text is None:
        _print_timex_rows(published)
    else:
        _print_timex_blocks(_standard_input() if text == "-" else text, published)


def _print_timex_blocks(text: str, published: date | None) -> None:
    from ingest.references import read_references

    names = {
        "publication": f"the publication day, {published}",
        "text": "another date in the text",
        "none": "none",
    }
    blocks = [
        printing.timex_block(found.timex, names[found.reference])
        for found in read_references(text, published)
    ]
    click.echo("\n\n".join(blocks) or "no time expression")
    if published is None:
        click.echo("Without --published nothing that counts from the publication day has days.", err=True)


def _print_timex_rows(published: date | None) -> None:
    from ingest.timex_normalization import read_timexes

    for doc, text, dct in _documents():
        for found in read_timexes(text, published or dct):
            click.echo(json.dumps(printing.timex_row(doc, found), ensure_ascii=False))


def _standard_input() -> str:
    """All of it; raises DatelineError where it is no text."""
    try:
        return sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DatelineError(f"standard input is not UTF-8 text: {error}") from error


def _documents() -> Iterator[tuple[str, str, date | None]]:
    """The documents on standard input; raises DatelineError that names the line that is none."""
    for count, line in enumerate(sys.stdin.buffer, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            dct = row.get("dct")
            yield str(row["doc"]), str(row["text"]), date.fromisoformat(dct[:10]) if dct else None
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise DatelineError(
                f'standard input, line {count}: not a document like {{"doc","text","dct"}}: {error}'
            ) from error


@main.command()
def check() -> None:
    """Run the examples that stand in the rules.

    Each must be read as its rule says, and no counter-example may be read as an event.

    \b
    Example:
      dateline check
    """
    from ingest import checks

    failures = checks.run_checks()
    for failure in failures:
        click.echo(str(failure), err=True)
    click.echo(f"{checks.count_examples()} examples, {len(failures)} wrong")
    sys.exit(1 if failures else 0)


def _print_reading(reading: Extraction | Unreadable, entries: Mapping[str, str]) -> None:
    """The events of an article on standard output, or on standard error why there is none.

    `entries` gives the entry of the timeline to which each event belongs, if that is asked for.
    """
    from ingest import pipeline

    if isinstance(reading, pipeline.Unreadable):
        click.echo(printing.unreadable_line(reading), err=True)
        return
    for event in reading.events:
        row = printing.event_row(reading.article, event)
        entry = {"timeline_id": entries[event.event_id]} if entries else {}
        click.echo(json.dumps(row | entry, ensure_ascii=False))


def _progress(files: Sequence[Source | Unreadable]) -> ProgressBar[Source | Unreadable]:
    """A bar on a terminal, nothing elsewhere."""
    hidden = not sys.stderr.isatty()
    return click.progressbar(files, label="Reading", file=sys.stderr, hidden=hidden, show_pos=True)


for chapter in (cli_timeline, cli_watching, cli_evaluation, cli_curation, cli_keeping):
    for command in chapter.COMMANDS:
        main.add_command(command)


if __name__ == "__main__":
    main()
