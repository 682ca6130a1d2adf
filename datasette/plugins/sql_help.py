"""SQL for people: what may be asked, beside the editor, and a query of one's own kept as a timeline."""

import textwrap
from collections.abc import Iterable
from typing import Any, NamedTuple

import yaml
from datasette.app import Datasette
from datasette.database import Database
from jinja2 import Environment

from datasette import hookimpl

DEPTH = 6  # under `databases: dateline: queries:` in metadata.yml


class Relation(NamedTuple):
    """A table or view with what its columns mean."""

    name: str
    is_view: bool
    description: str
    columns: list


class Block(str):
    """Text that YAML writes as a block of lines, where it can."""

    __slots__ = ()


class Dumper(yaml.SafeDumper):
    """Writes blocks as blocks, and lists one step to the right of their name."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """Lists are indented, as metadata.yml has them."""
        super().increase_indent(flow, False)


def block(dumper: yaml.SafeDumper, text: Block) -> yaml.ScalarNode:
    """A block scalar; PyYAML falls back to quotes for text that none can hold."""
    return dumper.represent_scalar("tag:yaml.org,2002:str", str(text), style="|")


Dumper.add_representer(Block, block)


def as_canned(sql: str, parameters: Iterable[str]) -> str:
    """The lines of metadata.yml that make a query a canned timeline.

    >>> print(as_canned("select *\\r\\nfrom timeline\\r\\nwhere place = :place", ["place"]))
          my_timeline:
            title: My timeline
            description: What does it answer?
            hide_sql: true
            params:
              - place
            sql: |-
              select *
              from timeline
              where place = :place
    """
    lines = (line.rstrip() for line in sql.strip().rstrip(";").expandtabs(2).splitlines())
    told = {
        "title": "My timeline",
        "description": "What does it answer?",
        "hide_sql": True,
        "params": list(parameters),
        "sql": Block("\n".join(lines)),
    }
    text = yaml.dump({"my_timeline": told}, Dumper=Dumper, sort_keys=False, allow_unicode=True, width=10**6)
    return textwrap.indent(text, " " * DEPTH).rstrip("\n")


async def relations(datasette: Datasette, db: Database) -> list:
    """The views and tables that are not hidden, in the order of metadata.yml; views come first."""
    told = datasette.metadata("tables", database=db.name, fallback=False) or {}
    views, hidden = await db.view_names(), await db.hidden_table_names()
    internal = {name for name, about in told.items() if about.get("hidden")}.union(hidden)
    rank = {name: place for place, name in enumerate(told)}
    names = [name for name in (*views, *await db.table_names()) if name not in internal]
    names.sort(key=lambda name: (name not in views, rank.get(name, len(rank)), name))
    return [
        Relation(name, name in views, about.get("description") or "", columns)
        for name in names
        for about in [told.get(name, {})]
        for meanings in [about.get("columns") or {}]
        for columns in [[(column, meanings.get(column, "")) for column in await db.table_columns(name)]]
    ]


@hookimpl
def prepare_jinja2_environment(env: Environment) -> None:
    """Give the templates these functions."""
    env.globals["as_canned"] = as_canned


@hookimpl
def extra_template_vars(datasette, template, database) -> dict[str, Any]:  # type: ignore[no-untyped-def]
    """Let the page of a query ask what else may be asked."""
    if database not in datasette.databases or not (template or "").startswith("query"):
        return {}

    async def schema() -> list:
        return await relations(datasette, datasette.get_database(database))

    return {"schema": schema}
