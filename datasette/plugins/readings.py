"""The time expressions of an article and the days that each is read as, by the rules in force now.

They are worked out when the page is asked for: the log holds events, and many an expression dates none.
"""

import asyncio
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from jinja2 import Environment

from datasette import hookimpl
from ingest.timex_normalization import read_timexes

LONGEST = 100_000  # letters; a longer text takes seconds
KEPT = 64  # articles


class Reading(NamedTuple):
    """A time expression: where it stands, its words, its days (None where it names none) and the reason."""

    starts_at: int
    ends_at: int
    words: str
    starts: str | None
    ends: str | None
    precision: str
    why: str


@lru_cache(maxsize=KEPT)
def readings_of(text: str, published: str | None) -> tuple:
    """Every time expression of a text that was published on an ISO day, left to right.

    >>> [reading.starts for reading in readings_of("They met on Tuesday for two hours.", "2025-11-26")]
    ['2025-11-25', None]
    """
    return tuple(
        Reading(
            found.span.start,
            found.span.end,
            " ".join(found.text.split()),
            str(found.interval.start) if found.interval else None,
            str(found.interval.end) if found.interval else None,
            found.precision,
            found.why,
        )
        for found in read_timexes(text, date.fromisoformat(published) if published else None)
    )


async def time_expressions(text: str | None, published: str | None, language: str | None) -> tuple:
    """The same for a page; nothing of a text that is not read into events, or too long."""
    if not text or len(text) > LONGEST or (language or "en") != "en":
        return ()
    return await asyncio.to_thread(readings_of, text, published)


@hookimpl
def prepare_jinja2_environment(env: Environment) -> None:
    """Give the templates this function; Jinja awaits it."""
    env.globals["time_expressions"] = time_expressions
