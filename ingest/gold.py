"""Events made by hand after the codebook, one JSON file for each article, to measure what is read."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import Field, ValidationError

from events.errors import DatelineError
from events.interval import Precision
from events.model import Basis, EventType, Status
from events.value import Value


class GoldEvent(Value):
    """One event as an annotator writes it; `start` and `end` are inclusive days, both null where undated."""

    type: EventType
    mode: str | None = None
    status: Status
    attribution: str | None = None
    start: date | None = None
    end: date | None = None
    precision: Precision
    basis: Basis
    actors: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    place: str | None = None
    quantities: Mapping[str, Any] = {}
    evidence: tuple[str, ...] = Field(min_length=1)
    optional: bool = False
    happening: str | None = None


class GoldArticle(Value):
    """The events of one article; `article` is the name of its file."""

    article: str
    published: date | None = None
    published_basis: str | None = None
    title: str | None = None
    publisher: str | None = None
    events: tuple[GoldEvent, ...]


def read_gold(folder: Path) -> Sequence[GoldArticle]:
    """The gold files of a folder, by name. Raises DatelineError that names the file and its fault."""
    files = sorted(folder.glob("*.json")) if folder.is_dir() else []
    if not files:
        raise DatelineError(f"{folder}: no gold files; a gold file is NAME.json in the codebook's format")
    return [_read(file) for file in files]


def _read(file: Path) -> GoldArticle:
    try:
        return GoldArticle.model_validate(json.loads(file.read_text("utf-8")))
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise DatelineError(f"{file}: {place}: {first['msg']}") from error
    except (OSError, ValueError) as error:
        raise DatelineError(f"{file}: not a gold file: {error}") from error
