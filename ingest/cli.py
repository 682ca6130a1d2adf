"""The command line. Each command parses, calls one function and prints; all logic lives elsewhere."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from events.errors import DatelineError
from ingest import printing, site_files

if TYPE_CHECKING:
    from events.model import Article
    from ingest.sources.unreadable import Unreadable


class _Commands(click.Group):
    """Prints an error that dateline explains as one line, without a traceback, and ends with 1."""

    def invoke(self, ctx: click.Context) -> Any:  # click's own signature
        try:
            return super().invoke(ctx)
        except DatelineError as error:
            raise click.ClickException(" ".join(str(error).split())) from error


class _Day(click.ParamType[date]):
    """A calendar day as people write it for programs: 2025-11-26."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        try:
            return value if isinstance(value, date) else datetime.strptime(value, "%Y-%m-%d").date()
        except ValueError:
            self.fail(f"{value!r} is no day; write it as 2025-11-26", param, ctx)


paths_argument = click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
published_option = click.option(
    "--published", type=_Day(), metavar="DATE", help="Date of articles that state none, such as 2025-11-26."
)
db_option = click.option(
    "--db",
    type=click.Path(path_type=Path, dir_okay=False),
    default=site_files.default_database,
    show_default="data/dateline.db in a checkout, else the user's data folder",
    metavar="FILE",
    help="The database to use.",
)


@click.group(
    cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
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
@published_option
def extract(paths: tuple[Path, ...], published: date | None) -> None:
    """Print the events of articles as JSON, one per line, without a database.

    \b
    Example:
      dateline extract data/articles/*.txt --published 2025-11-26 > events.jsonl
    """
    from ingest.extractors import load

    extractor, failed = load(), False
    for reading in _readings(paths, published):
        article = _article(reading)
        failed = failed or article is None
        for event in extractor.extract(article) if article else ():
            click.echo(json.dumps(printing.event_row(article, event), ensure_ascii=False))
    sys.exit(1 if failed else 0)


@main.command()
@click.argument("text", required=False)
@published_option
@click.option("--jsonl", is_flag=True, help="Read JSON lines with doc, text and dct on standard input.")
def timex(text: str | None, published: date | None, jsonl: bool) -> None:
    """Show the time expressions of a text and the days they stand for.

    \b
    Examples:
      dateline timex "They meet on Tuesday." --published 2025-12-01
      dateline timex --jsonl < documents.jsonl > timexes.jsonl
    """
    if jsonl == (text is not None):
        raise click.UsageError("Give either a TEXT or --jsonl.")
    if text is None:
        _print_timex_rows()
    else:
        _print_timex_lines(text, published)


def _print_timex_lines(text: str, published: date | None) -> None:
    from ingest.timex_normalization import read_timexes

    found = read_timexes(text, published)
    click.echo("\n".join(map(printing.timex_line, found)) or "no time expression")


def _print_timex_rows() -> None:
    from ingest.timex_normalization import read_timexes

    for doc, text, dct in _documents():
        for found in read_timexes(text, dct):
            click.echo(json.dumps(printing.timex_row(doc, found), ensure_ascii=False))


def _documents() -> Iterator[tuple[str, str, date | None]]:
    """The documents on standard input; raises DatelineError that names the line that is none."""
    for count, line in enumerate(click.get_text_stream("stdin", encoding="utf-8"), start=1):
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


def _readings(paths: tuple[Path, ...], published: date | None) -> Iterator[Article | Unreadable]:
    """Everything that the paths hold, in their order."""
    from ingest.sources import find_files, read_articles

    for found in find_files(paths):
        if isinstance(found, Path):
            yield from read_articles(found, published)
        else:
            yield found


def _article(reading: Article | Unreadable) -> Article | None:
    """The article, or None after a line on standard error that says why there is none."""
    from events.model import Article

    if isinstance(reading, Article):
        return reading
    click.echo(f"{reading.name}: {reading.reason}", err=True)
    return None


if __name__ == "__main__":
    main()
