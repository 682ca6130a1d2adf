"""Lift facts that an older dateline recorded to what today's code understands."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from pydantic import ValidationError

from events.errors import TamperedLogError, UnknownFactError
from events.facts import FACTS, Fact, Record, parse

Data = dict[str, Any]  # parsed JSON of any shape
Upcaster = Callable[[Data], Data]


def _name_who_withdrew(data: Data) -> Data:
    """Version 1 of EventWithdrawn told who withdrew it in its reason alone."""
    before, found, extractor = str(data.get("because", "")).partition("no longer found by ")
    by_rules = found and not before and extractor
    return {**data, "by": extractor if by_rules else "hand@unknown"}


UPCASTERS: Mapping[tuple[str, int], Upcaster] = {("EventWithdrawn", 1): _name_who_withdrew}


def read_fact(record: Record, upcasters: Mapping[tuple[str, int], Upcaster] = UPCASTERS) -> Fact:
    """The fact that a record holds, lifted to its current version.

    Raises UnknownFactError for a type or version from a newer dateline, TamperedLogError for data that no
    version ever wrote.
    """
    try:
        if is_current(record):
            return parse(record.type, record.data)
        return parse(record.type, upcast(record.type, record.schema_version, _parsed(record), upcasters))
    except ValidationError as error:
        raise TamperedLogError(f"position {record.position}: {record.type} does not hold: {error}") from error


def is_current(record: Record) -> bool:
    """Whether a record's data is of the version that today's code writes."""
    return record.type in FACTS and record.schema_version == FACTS[record.type].schema_version


def upcast(type: str, version: int, data: Data, upcasters: Mapping[tuple[str, int], Upcaster]) -> Data:
    """Apply `upcasters` one version at a time until the fact is of the current version."""
    if type not in FACTS or version > FACTS[type].schema_version or version < 1:
        raise UnknownFactError(f"fact {type} of version {version} is unknown here: update dateline")
    for step in range(version, FACTS[type].schema_version):
        if (type, step) not in upcasters:
            raise UnknownFactError(f"fact {type} of version {step} has no upcaster: update dateline")
        data = upcasters[type, step](data)
    return data


def _parsed(record: Record) -> Data:
    try:
        data = json.loads(record.data)
    except ValueError as error:
        raise TamperedLogError(f"position {record.position}: data is no JSON: {error}") from error
    if not isinstance(data, dict):
        raise TamperedLogError(f"position {record.position}: data is no JSON object")
    return data
