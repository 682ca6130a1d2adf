"""Where the places that articles name lie: what contains them, their coordinates. Source: `gazetteer/`."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal, NamedTuple

from events.names import key_of


class Location(NamedTuple):
    """A known place: the keys of its state and country, degrees north and east (None for a country)."""

    key: str
    within: frozenset[str]
    country: str | None
    is_town: bool = False
    latitude: float | None = None
    longitude: float | None = None


@cache
def table(name: Literal["places", "regions", "countries"]) -> Sequence[dict[str, str]]:
    """The rows of `gazetteer/<name>.csv` by its header line."""
    text = files("events").joinpath("gazetteer", f"{name}.csv").read_text("utf-8")
    return tuple(csv.DictReader(text.splitlines()))


@lru_cache(maxsize=100_000)
def locate(place: str) -> Location | None:
    """Where a place lies, as an article names it: the first of several, the largest of one name.

    >>> locate("Abu Dhabi").country, locate("Lapland, Nowhere")
    ('United Arab Emirates', None)
    """
    named = (_locations().get(key_of(part.strip())) for part in place.split(";"))
    return next((location for location in named if location), None)


@lru_cache(maxsize=100_000)
def keys_within(place: str) -> frozenset[str]:
    """The keys of the state and the country in which a place lies; none of an unknown one.

    >>> keys_within("Kolkata") == {key_of("India")}, keys_within("Utopia")
    (True, frozenset())
    """
    location = locate(place)
    return location.within if location else frozenset()


@cache
def _locations() -> dict[str, Location]:
    """All known places by the key of each of their names; the most important of one name comes last."""
    found = {location.key: location for location in _cities_and_regions()}
    return found | {location.key: location for location in _countries()}


def _cities_and_regions() -> Iterator[Location]:
    for row in sorted((*table("regions"), *table("places")), key=_importance):
        country = _country_names().get(row["country"])
        containers = [name for name in (row["admin"], country) if name]
        within = frozenset(key_of(name) for name in containers)
        for name in (row["name"], *filter(None, row["also"].split("|"))):
            is_town = row["kind"] in ("city", "capital")
            at = (float(row["latitude"]), float(row["longitude"]))
            yield Location(key_of(name), within, country, is_town, *at)


def _importance(row: dict[str, str]) -> tuple[bool, int]:
    return row["kind"] != "city", int(row["population"] or 0)


def _countries() -> Iterator[Location]:
    for row in table("countries"):
        for name in (row["name"], *filter(None, row["aliases"].split("|"))):
            yield Location(key_of(name), frozenset(), row["name"])


@cache
def _country_names() -> dict[str, str]:
    return {row["code"]: row["name"] for row in table("countries")}
