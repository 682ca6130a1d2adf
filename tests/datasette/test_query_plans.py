"""Every canned timeline finds its rows along an index: none walks through a table that grows with news."""

import re
import sqlite3
from pathlib import Path

import pytest
import yaml

from events.names import key_of

METADATA = yaml.safe_load((Path(__file__).parents[2] / "metadata.yml").read_text("utf-8"))
QUERIES = METADATA["databases"]["dateline"]["queries"]
# What grows with the news; the names of actors and places are far fewer, and are searched for a part of them.
LARGE = (
    *("records", "events", "standings", "evidence", "event_actors", "event_quantities", "event_relations"),
    *("entries", "entry_reports", "entry_actors", "entry_numbers", "entry_sources", "promises", "articles"),
)
# Those that hold only what is asked for, in the order in which it is shown; or a row per article and no more.
SHORT = ("entries_told_twice", "articles_by_publisher")


@pytest.mark.parametrize("name", QUERIES)
def test_no_large_table_is_walked_through(written: Path, name: str) -> None:
    query = QUERIES[name]
    with sqlite3.connect(written) as connection:
        connection.create_function("name_key", 1, lambda text: key_of(text or ""), deterministic=True)
        empty = dict.fromkeys(query["params"], "")

        plan = [row[3] for row in connection.execute(f"explain query plan {query['sql']}", empty)]

    walked = [step for step in plan if re.match(rf"SCAN ({'|'.join(LARGE)})\b", step)]
    assert [step for step in walked if not step.endswith(SHORT)] == []


def test_a_walk_would_be_seen(written: Path) -> None:
    with sqlite3.connect(written) as connection:
        plan = [
            row[3] for row in connection.execute("explain query plan select * from entries where quote = ''")
        ]

    assert plan == ["SCAN entries"]
