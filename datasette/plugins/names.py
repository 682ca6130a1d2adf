"""Names in any spelling: `name_key('Zelensky')` in SQL is the key that the tables of actors hold."""

import sqlite3

from datasette import hookimpl
from events.names import key_of

LONGEST = 200  # letters; a longer text is no name, and reading it would keep a query busy


@hookimpl
def prepare_connection(conn: sqlite3.Connection) -> None:
    """Let queries look a name up by what all its spellings have in common."""
    conn.create_function("name_key", 1, lambda name: key_of(str(name or "")[:LONGEST]), deterministic=True)
