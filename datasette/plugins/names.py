"""Names in any spelling: `name_key('Zelensky')` in SQL is the key that the tables of actors hold."""

import sqlite3

from datasette import hookimpl
from events.names import key_of


@hookimpl
def prepare_connection(conn: sqlite3.Connection) -> None:
    """Let queries look a name up by what all its spellings have in common."""
    conn.create_function("name_key", 1, lambda name: key_of(name or ""), deterministic=True)
