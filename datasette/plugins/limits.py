"""What a visitor's SQL may do and how much it may take, on every connection that it reaches.

Datasette stops a query between two steps of SQLite's machine. What grows within a single step is stopped
here: by SQLite's own limits, by functions that refuse what would take long, by a budget for each answer.
"""

import math
import re
import sqlite3
import weakref

from datasette import hookimpl

COMPARED = 10_000_000  # letters that one call of a function compares, at worst
SHORT = 3_000  # letters; two such texts are compared at once
LENGTH = 250_000  # bytes in one value; the page of an article lifts it for the text that it shows
CELLS_IN_ROW = 80  # an answer may hold this many times `max_returned_rows`, however they lie
LETTERS_IN_ROW = 20_000  # likewise; four times as many for who is not a stranger
LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: LENGTH,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 100_000,
    sqlite3.SQLITE_LIMIT_COLUMN: 200,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 100,
    sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 50,
    sqlite3.SQLITE_LIMIT_VDBE_OP: 25_000,
    sqlite3.SQLITE_LIMIT_FUNCTION_ARG: 60,
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 200,
    sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER: 8_000,  # Datasette asks for the labels of a whole page at once
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
    sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH: 1,
    sqlite3.SQLITE_LIMIT_WORKER_THREADS: 0,
}
REFUSED = " " * (LENGTH + 1)  # "string or blob too big": an exception would fill the log with its traceback
# In C, the time of each of these is the product of two lengths.
PRODUCTS = {
    "instr": (2,), "replace": (3,), "trim": (2,), "ltrim": (2,), "rtrim": (2,),
    "like": (2, 3), "glob": (2,), "json_patch": (2,), "jsonb_patch": (2,),
}  # fmt: skip
# The two that our own queries call for every row; Python is as exact, and quicker than asking SQLite again.
QUICK = {
    "instr": lambda text, part: text.find(part) + 1,
    "replace": lambda text, old, new: text.replace(old, new) if old else text,
}
READING = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_RECURSIVE}
SCHEMA = {"table_info", "table_xinfo", "foreign_key_list", "index_list", "index_info", "index_xinfo"}
# Datasette and the full-text index ask these; as tables, which is how visitors could, they stay closed.
ASKED = {*SCHEMA, "schema_version", "database_list", "data_version"}
CLOSED_TABLES = {"dbstat", "sqlite_stmt", "sqlite_dbpage", "bytecode", "tables_used", "fts3tokenize", "fsdir"}
CLOSED_FUNCTIONS = {
    *("load_extension", "fts3_tokenizer", "fts5", "readfile", "writefile", "edit", "sqlite_log"),
    *("sqlite_version", "sqlite_source_id", "sqlite_compileoption_get", "sqlite_compileoption_used"),
    *("fts5_source_id", "matchinfo", "optimize", "rtreecheck", "rtreedepth", "rtreenode", "randomblob"),
}
OPERATOR_TABLES = {"polls", "poll_items"}  # addresses and folders that `dateline watch` reads


@hookimpl(trylast=True)  # what other plugins set up is no question of a visitor
def prepare_connection(conn, database, datasette):  # type: ignore[no-untyped-def]
    """Limit what can be asked on a connection; what Datasette keeps for itself is left as it is."""
    if database == "_internal" or (database == "_memory" and database not in datasette.databases):
        return
    # What is sorted fills no disk, and counts as the heap that `dateline serve` limits.
    conn.execute("pragma temp_store = memory")
    is_public = bool((datasette.plugin_config("safety") or {}).get("public"))
    unread = index_tables(conn) | (OPERATOR_TABLES if is_public else set())
    for limit, value in LIMITS.items():
        conn.setlimit(limit, value)
    plain = sqlite3.connect(":memory:", check_same_thread=False)
    plain.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LENGTH)
    for name, counts in PRODUCTS.items():
        for count in counts:
            conn.create_function(name, count, guarded(plain, name), deterministic=True)
    for name in ("printf", "format"):
        conn.create_function(name, -1, printing(plain, name), deterministic=True)
    rows = datasette.setting("max_returned_rows")
    conn.row_factory = budgeted(rows * CELLS_IN_ROW, rows * LETTERS_IN_ROW * (1 if is_public else 4))
    conn.set_authorizer(reader(unread))


def index_tables(conn: sqlite3.Connection) -> set:
    """The tables in which a full-text index keeps words, also those of texts that were erased since."""
    listed = conn.execute("pragma table_list").fetchall()
    shadows = {table["name"] for table in listed if table["type"] == "shadow"}
    return {name for name in shadows if name.endswith("_data")}


def reader(unread: set):  # type: ignore[no-untyped-def]
    """An authorizer that lets through what only reads; columns of the `unread` tables read as null."""

    def authorize(action: int, first: str | None, second: str | None, *_: object) -> int:
        if action == sqlite3.SQLITE_READ and first in unread:
            return sqlite3.SQLITE_IGNORE
        return sqlite3.SQLITE_OK if may(action, first or "", second or "") else sqlite3.SQLITE_DENY

    return authorize


def may(action: int, first: str, second: str) -> bool:
    """Whether readers need an action. A pragma is asked for by name; as a table it is `pragma_name`.

    >>> [may(sqlite3.SQLITE_READ, table, "file") for table in ("timeline", "pragma_database_list")]
    [True, False]
    >>> may(sqlite3.SQLITE_FUNCTION, "", "LOAD_EXTENSION"), may(sqlite3.SQLITE_ATTACH, "other.db", "")
    (False, False)
    """
    if action == sqlite3.SQLITE_FUNCTION:
        return second.lower() not in CLOSED_FUNCTIONS
    if action == sqlite3.SQLITE_PRAGMA:
        return first.lower() in ASKED
    if action == sqlite3.SQLITE_UPDATE:  # asked when json_each is first met; SQLite itself refuses to do it
        return first == "sqlite_master"
    if action not in READING:
        return False
    table = first.lower()
    return table not in CLOSED_TABLES and (
        not table.startswith("pragma_") or table.removeprefix("pragma_") in SCHEMA
    )


def guarded(plain: sqlite3.Connection, name: str):  # type: ignore[no-untyped-def]
    """SQLite's function of that name, which refuses what would keep it busy: nothing could stop it.

    `plain` is a connection on which the name still means the function itself.
    """
    quick = QUICK.get(name)

    def guarded_call(*values: object) -> object:
        if quick and all(type(value) is str and len(value) < SHORT for value in values):
            return quick(*values)
        lengths = [len(value) for value in values[:2] if isinstance(value, str | bytes)]
        if math.prod(lengths) > COMPARED:
            return REFUSED
        return called(plain, name, values)

    return guarded_call


def printing(plain: sqlite3.Connection, name: str):  # type: ignore[no-untyped-def]
    """The same for printf, which counts to a width before it finds that there is no room for it."""

    def printed(*values: object) -> object:
        layout = str(values[0]) if values else ""
        if "*" in layout or sum(int(digits[:9]) for digits in re.findall(r"\d+", layout)) > LENGTH:
            return REFUSED
        return called(plain, name, values)

    return printed


def called(plain: sqlite3.Connection, name: str, values: tuple) -> object:
    """What SQLite's own function makes of the values."""
    try:
        return plain.execute(f"select {name}({', '.join('?' * len(values))})", values).fetchone()[0]
    except sqlite3.DataError:
        return REFUSED


def budgeted(most_cells: int, most_letters: int):  # type: ignore[no-untyped-def]
    """A row factory that ends an answer which holds more.

    Drawing it would take long, and its memory is Python's, where no limit of SQLite reaches.
    """
    cursor_of: weakref.ref | None = None  # the rows of one cursor are one answer
    cells = letters = 0

    def row(cursor: sqlite3.Cursor, values: tuple) -> sqlite3.Row:
        nonlocal cursor_of, cells, letters
        if cursor_of is None or cursor_of() is not cursor:
            cursor_of, cells, letters = weakref.ref(cursor), 0, 0
        cells += len(values)
        letters += sum(len(value) for value in values if isinstance(value, str | bytes))
        if cells > most_cells or letters > most_letters:
            raise sqlite3.OperationalError("this answer is too large: ask for fewer rows or columns")
        return sqlite3.Row(cursor, values)

    return row
