"""The questions that readers ask of a log, by name; rows come out as dictionaries in a fixed order."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from datetime import date

from events import statements
from events.log import Log
from events.names import key_of

SQL = statements.named("timeline")
Row = dict[str, str | int | float | None]


def articles(log: Log) -> list[Row]:
    """All articles by publication date, each with the number of its standing `events`."""
    return _rows(log, "articles")


def find_articles(log: Log, words: str) -> list[Row]:
    """The articles whose id begins with `words`, four digits or more, or whose name or title they are."""
    return _rows(log, "find_articles", {"words": words})


def search_articles(log: Log, words: str) -> list[Row]:
    """A few articles that have `words` somewhere in their file name or title."""
    return _rows(log, "search_articles", {"words": words})


def find_events(log: Log, prefix: str) -> list[Row]:
    """All events ever recorded whose id begins so; `until` is null for those that stand."""
    return _rows(log, "find_events", {"prefix": prefix})


def find_entries(log: Log, prefix: str) -> list[Row]:
    """The entries of the timeline whose id begins so."""
    return _rows(log, "find_entries", {"prefix": prefix})


def article_ids(log: Log) -> Iterator[str]:
    """The ids of all articles; the log may be written to between two of them."""
    after = ""
    while page := [str(row["article_id"]) for row in _rows(log, "article_ids", {"after": after})]:
        yield from page
        after = page[-1]


def count_words(log: Log) -> int:
    """How many words all articles hold together."""
    return int(log.connection.execute(SQL["count_words"]).fetchone()[0])


def undated_articles(log: Log) -> list[Row]:
    """The articles whose publication date nobody could tell."""
    return _rows(log, "undated_articles")


def count_surely_dated(log: Log) -> int:
    """How many articles have a day of publication that was not inferred."""
    return int(log.connection.execute(SQL["count_surely_dated"]).fetchone()[0])


def surely_dated_naming(log: Log, name: str, beside: str, most: int) -> list[Row]:
    """Articles other than `beside` with a day that was not inferred, whose standing events name somebody."""
    return _rows(log, "surely_dated_naming", {"name": name, "beside": beside, "most": most})


def open_articles_naming_like(log: Log, after: int, most: int) -> list[str]:
    """The ids of articles up to a position that state no day and share a name with events recorded later."""
    rows = _rows(log, "open_articles_naming_like", {"after": after, "most": most})
    return [str(row["article_id"]) for row in rows]


def entries(
    log: Log,
    *,
    type: str | None = None,
    actor: str | None = None,
    place: str | None = None,
    since: date | None = None,
    until: date | None = None,
) -> list[Row]:
    """The rows of the timeline, in time; undated ones come last, and only when no day is asked for."""
    first, last = since.isoformat() if since else None, until.isoformat() if until else None
    asked = {"type": type, "place": place, "since": first, "until": last}
    return _rows(log, "entries", asked | {"actor": actor, "actor_key": key_of(actor or "")})


def reports_of(log: Log, entry_id: str) -> list[Row]:
    """The reports of one entry, first published first."""
    return _rows(log, "reports_of_entry", (entry_id,))


def counts_by_type(log: Log) -> dict[str, int]:
    """How many events of each type stand, most frequent first."""
    return {str(row["type"]): int(row["events"] or 0) for row in _rows(log, "counts_by_type")}


def known_at(log: Log, position: int) -> list[str]:
    """The ids of the events that stood just after the record at `position`."""
    return [str(row["event_id"]) for row in _rows(log, "known_at", {"position": position})]


def position_at(log: Log, day: date) -> int:
    """The last position that was recorded by the end of `day`, UTC; 0 when nothing was."""
    # Text sorts the hour 24 after every time of the day, also on the calendar's last one.
    return int(log.connection.execute(SQL["position_at"], (f"{day.isoformat()}T24",)).fetchone()[0])


def _rows(
    log: Log, question: str, parameters: tuple[str, ...] | Mapping[str, str | int | None] = ()
) -> list[Row]:
    cursor = log.connection.cursor()
    cursor.row_factory = sqlite3.Row
    return [dict(row) for row in cursor.execute(SQL[question], parameters)]
