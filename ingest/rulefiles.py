"""Read rule files: YAML that ships with the package, words as data."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import yaml

from events.errors import LexiconError

LANGUAGE = "en"


# libyaml reads the same ten times faster, where PyYAML was built with it
_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@cache
def read_yaml(name: str) -> Any:
    """Parse `ingest/rules/en/<name>` once; every scalar stays a string ("on" and "no" are words here).

    All callers share the result and none may change it.
    Raises LexiconError that names the file and, where YAML tells it, the line.
    """
    try:
        return yaml.load(_resource(name).read_text("utf-8"), Loader=_Loader)
    except (OSError, yaml.YAMLError) as error:
        raise LexiconError(f"ingest/rules/{LANGUAGE}/{name}: {error}") from error


def event_rule_files() -> list[str]:
    """Names of the files in `events/`, sorted: one per event type."""
    folder = _resource("events")
    return sorted(f"events/{item.name}" for item in folder.iterdir() if item.name.endswith(".yml"))


def _resource(name: str) -> Traversable:
    return files("ingest").joinpath("rules", LANGUAGE, *name.split("/"))
