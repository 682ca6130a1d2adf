"""Places to the geometry of a map: points over a net of degrees, without tiles and without a script. Pure.

Datasette executes this file without registering it as a module: no dataclasses, no imports between plugins.
"""

from collections.abc import Iterable, Mapping, Sequence
from math import ceil, cos, floor, radians, sqrt
from typing import NamedTuple

from jinja2 import Environment

from datasette import hookimpl

WIDTH, HEIGHT = 640.0, 360.0
MARGIN = 0.12  # of the span, on each side
LEAST_SPAN = 4.0  # degrees; a single town is shown with the land around it
STEPS = (0.5, 1, 2, 5, 10, 20, 30)  # degrees between the lines of the net
MOST_LINES = 8
NAME_WIDTH = 44.0  # pixels; of "179° W"
SMALLEST, LARGEST = 4.0, 16.0  # pixels; the radius of a point
MANY = 12  # entries; a place with as many may be drawn largest


class Spot(NamedTuple):
    """A place on the map: where, how large, and what it is called."""

    x: float
    y: float
    radius: float
    place: str
    entries: int
    is_right: bool  # its name is written to its left


class Line(NamedTuple):
    """A line of the net with its degrees in words; `at` counts from the left or from the top."""

    at: float
    label: str


class Map(NamedTuple):
    """The points, and the lines from north to south and from west to east."""

    width: float
    height: float
    spots: list
    meridians: list
    parallels: list


class Frame(NamedTuple):
    """The degrees that the map shows."""

    west: float
    east: float
    south: float
    north: float


def map_of(rows: Iterable[Mapping]) -> Map | None:
    """The map of rows with place, latitude, longitude and entries; None for fewer than two that are located.

    >>> lima = {"place": "Lima", "latitude": -12.0, "longitude": -77.0, "entries": 3}
    >>> drawn = map_of([lima, {**lima, "place": "Ica", "latitude": -14.0}])
    >>> [(spot.place, spot.x, spot.y) for spot in drawn.spots]
    [('Lima', 320.0, 90.0), ('Ica', 320.0, 270.0)]
    """
    located = [row for row in map(dict, rows) if row["latitude"] is not None]
    if len(located) < 2:
        return None
    frame = frame_of(located)
    most = max(row["entries"] for row in located)
    spots = [spot_of(row, frame, most) for row in sorted(located, key=lambda row: -row["entries"])]
    meridians = [meridian(at, frame) for at in net(frame.west, frame.east)]
    parallels = [Line(down(at, frame), degrees(at, "N", "S")) for at in net(frame.south, frame.north)]
    return Map(WIDTH, HEIGHT, spots, meridians, parallels)


def frame_of(rows: Sequence[Mapping]) -> Frame:
    """The degrees around all points, in the shape of the map: a degree is as long in both directions."""
    lats, lons = [row["latitude"] for row in rows], [row["longitude"] for row in rows]
    middle, centre = (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2
    shrink = max(0.2, cos(radians(middle)))  # of a degree of longitude there
    tall = max(LEAST_SPAN, (max(lats) - min(lats)) * (1 + 2 * MARGIN))
    wide = max(LEAST_SPAN, (max(lons) - min(lons)) * (1 + 2 * MARGIN) * shrink)
    tall, wide = max(tall, wide * HEIGHT / WIDTH), max(wide, tall * WIDTH / HEIGHT)
    half = wide / shrink / 2
    return Frame(centre - half, centre + half, middle - tall / 2, middle + tall / 2)


def spot_of(row: Mapping, frame: Frame, most: int) -> Spot:
    """A point whose area grows with the number of entries; where all have few, all are small."""
    radius = SMALLEST + (LARGEST - SMALLEST) * sqrt(row["entries"] / max(most, MANY))
    at = (across(row["longitude"], frame), down(row["latitude"], frame))
    return Spot(*at, round(radius, 1), row["place"], row["entries"], at[0] > WIDTH * 0.75)


def meridian(at: float, frame: Frame) -> Line:
    """A line from north to south, named where its name has room."""
    place = across(at, frame)
    return Line(place, degrees(at, "E", "W") if place < WIDTH - NAME_WIDTH else "")


def across(longitude: float, frame: Frame) -> float:
    """Pixels from the left edge."""
    return round((longitude - frame.west) / (frame.east - frame.west) * WIDTH, 1)


def down(latitude: float, frame: Frame) -> float:
    """Pixels from the upper edge."""
    return round((frame.north - latitude) / (frame.north - frame.south) * HEIGHT, 1)


def net(low: float, high: float) -> list:
    """The round degrees between two, a few of them.

    >>> net(-13.9, -10.1)
    [-13.5, -13.0, -12.5, -12.0, -11.5, -11.0, -10.5]
    """
    step = next((step for step in STEPS if (high - low) / step <= MOST_LINES), STEPS[-1])
    return [number * step for number in range(ceil(low / step), floor(high / step) + 1)]


def degrees(value: float, positive: str, negative: str) -> str:
    """Degrees in words.

    >>> degrees(-12.5, "N", "S"), degrees(0, "N", "S")
    ('12.5° S', '0°')
    """
    side = positive if value > 0 else negative
    return f"{abs(value):g}° {side}" if value else "0°"


@hookimpl
def prepare_jinja2_environment(env: Environment) -> None:
    """Give the templates the map."""
    env.filters["map_of"] = map_of
