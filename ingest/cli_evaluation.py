"""The command that measures what is read against events made by hand."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from events.errors import DatelineError

if TYPE_CHECKING:
    from events.model import Article, Event
    from ingest.gold import GoldArticle


@click.command()
@click.argument("gold", type=click.Path(path_type=Path))
@click.option(
    "--articles",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="Where they lie; else beside GOLD.",
)
@click.option("--floor", type=click.Path(path_type=Path), metavar="FILE", help="Least figures, as JSON.")
@click.option("--errors", is_flag=True, help="List what is missed and what nobody would log.")
def evaluate(gold: Path, articles: Path | None, floor: Path | None, errors: bool) -> None:
    """Measure what is read against events made by hand.

    GOLD holds a JSON file for each article, in the codebook's format. Prints precision, recall and F1 by
    type, how right the parts of the matched events are, and for each bin of confidence how many of its
    events people would log. Ends with 1 where a figure lies below its floor.

    \b
    Examples:
      dateline evaluate tests/golden/gold --articles tests/golden/articles
      dateline evaluate gold --articles articles --floor floor.json --errors
    """
    from ingest import evaluation, printing_evaluation
    from ingest import gold as gold_files

    readings = _readings(gold_files.read_gold(gold), articles or gold.parent / "articles")
    found = evaluation.evaluate(readings)
    if errors:
        click.echo("\n".join([*found.errors, ""]))
    click.echo(printing_evaluation.evaluation_text(found))
    short = evaluation.below_floor(found.figures(), _floors(floor)) if floor else []
    for line in short:
        click.echo(line, err=True)
    sys.exit(1 if short else 0)


def _readings(
    gold: Sequence[GoldArticle], folder: Path
) -> Iterator[tuple[GoldArticle, Article, Sequence[Event]]]:
    """Each gold article with its article and what is read of it, dated as by `dateline extract`.

    Raises DatelineError for an article that is missing or unreadable.
    """
    from ingest import pipeline

    files = [folder / article.article for article in gold]
    for file in files:
        if not file.is_file():
            raise DatelineError(f"{file}: no such article; --articles tells the folder where they lie")
    read = {}
    for reading in pipeline.extract(files):
        if isinstance(reading, pipeline.Unreadable):
            raise DatelineError(f"{reading.name}: {reading.reason}")
        read[reading.article.name] = (reading.article, reading.events)
    for wanted in gold:
        yield (wanted, *read[wanted.article])


def _floors(file: Path) -> Mapping[str, float]:
    """The least figures. Raises DatelineError for what is no JSON object of numbers."""
    try:
        return {str(name): float(least) for name, least in json.loads(file.read_text("utf-8")).items()}
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise DatelineError(f"{file}: not a JSON object of figures: {error}") from error


COMMANDS = (evaluate,)
