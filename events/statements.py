"""The SQL that ships with dateline: the schema, and the named statements of each module."""

import re
import sqlite3
from functools import cache
from importlib import resources
from typing import Literal

_NAME = re.compile(r"^-- name: (?P<name>\w+)\n", re.MULTILINE)


@cache
def named(module: str) -> dict[str, str]:
    """The statements of `schema/queries/<module>.sql`, each under the name that its comment gives."""
    pieces = _NAME.split(_read(f"queries/{module}.sql"))[1:]
    return {name: body.strip() for name, body in zip(pieces[::2], pieces[1::2], strict=True)}


@cache
def schema(part: Literal["log", "projections"]) -> tuple[str, ...]:
    """The statements that create the log and the texts, or all that is computed from them."""
    if part == "log":
        return split(_read("log.sql"))
    views = sorted(item.name for item in _folder().joinpath("views").iterdir() if item.name.endswith(".sql"))
    files = ["tables.sql", "search.sql", *(f"views/{name}" for name in views)]
    return tuple(statement for file in files for statement in split(_read(file)))


def split(script: str) -> tuple[str, ...]:
    """Cut a script into statements, because `executescript` would commit our transaction.

    >>> split("select 1; select ';';")
    ('select 1;', "select ';';")
    """
    statements, rest = [], ""
    for piece in re.split(r"(?<=;)", script):
        rest += piece
        if sqlite3.complete_statement(rest) and _without_comments(rest):
            statements.append(_without_comments(rest))
            rest = ""
    return tuple(statements)


def _without_comments(script: str) -> str:
    return re.sub(r"^--.*\n", "", script, flags=re.MULTILINE).strip()


def _folder() -> resources.abc.Traversable:
    return resources.files("events") / "schema"


def _read(name: str) -> str:
    return _folder().joinpath(name).read_text(encoding="utf-8")
