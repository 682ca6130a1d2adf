"""The rows that have coordinates as a GeoJSON FeatureCollection (RFC 7946)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import isfinite

from events.formats.json_rows import record
from events.formats.rows import Feed, Row, about, address, identified, line, to_json, uri


def render(feed: Feed, rows: Iterable[Row]) -> Iterator[str]:
    """The collection in one piece; rows without coordinates are counted, in `without_coordinates`."""
    held = [(name, row, coordinates(row)) for name, row in identified(rows)]
    features = [_feature(feed, name, row, point) for name, row, point in held if point]
    told = {
        "type": "FeatureCollection",
        "title": line(feed.title),
        "description": about(feed),
        "updated": feed.updated.isoformat(),
        "left_out": feed.left_out,
        "without_coordinates": len(held) - len(features),
        "next": uri(feed.next_url) if feed.next_url else None,
        "features": features,
    }
    yield to_json(told, indent=1) + "\n"


def coordinates(row: Row) -> tuple[float, float] | None:
    """Longitude and latitude in degrees, in this order; None unless they name a point on Earth.

    >>> coordinates({"latitude": 47.56, "longitude": "7.59"}), coordinates({"latitude": 91, "longitude": 0})
    ((7.59, 47.56), None)
    """
    longitude, latitude = _degrees(row.get("longitude"), 180), _degrees(row.get("latitude"), 90)
    return None if longitude is None or latitude is None else (longitude, latitude)


def _degrees(value: object, most: int) -> float | None:
    if not isinstance(value, int | float | str):
        return None
    try:
        degrees = float(value)
    except (ValueError, OverflowError):
        return None
    return degrees if isfinite(degrees) and abs(degrees) <= most else None


def _feature(feed: Feed, name: str, row: Row, point: tuple[float, float]) -> dict[str, object]:
    page = {"url": found} if (found := address(feed, row)) else {}
    cells = {key: value for key, value in record(row).items() if key not in ("longitude", "latitude")}
    return {
        "type": "Feature",
        "id": name,
        "geometry": {"type": "Point", "coordinates": list(point)},
        "properties": cells | page,
    }
