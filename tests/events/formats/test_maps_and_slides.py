"""GeoJSON, TimelineJS and data packages, by the rules of their specifications."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.formats import FORMATS, Feed, render
from events.formats.data_package import described
from tests.events.formats.hostile import ATTACKS, CUT, FEED, MONTH, RAID, ROWS, TALKS, UNDATED, feeds, rows


def no_constant(name: str) -> None:
    raise AssertionError(f"{name} is no JSON")


def read(name: str, feed: Feed, told: Sequence[Any]) -> Any:
    return json.loads(render(name, feed, told).encode("utf-8"), parse_constant=no_constant)


def assert_is_geojson(collection: Any) -> None:
    """What RFC 7946 demands of a collection of points."""
    assert collection["type"] == "FeatureCollection"
    assert not {"coordinates", "geometries", "geometry", "properties"} & set(collection)
    for feature in collection["features"]:
        assert feature["type"] == "Feature"
        assert isinstance(feature["id"], str | int)
        assert isinstance(feature["properties"], dict)
        assert feature["geometry"]["type"] == "Point"
        longitude, latitude = feature["geometry"]["coordinates"]
        assert -180 <= longitude <= 180
        assert -90 <= latitude <= 90


def assert_is_timeline(timeline: Any) -> None:
    """What TimelineJS3 needs to draw slides."""
    ids = [event["unique_id"] for event in timeline["events"]]
    assert len(set(ids)) == len(ids)
    for event in timeline["events"]:
        for name in ("start_date", "end_date"):
            parts = event.get(name, {"year": 1})
            assert list(parts) in (["year"], ["year", "month"], ["year", "month", "day"])
            date(parts["year"], parts.get("month", 1), parts.get("day", 1))
        assert event["display_date"]
        tags = set(re.findall(r"<(/?\w+)", event["text"]["text"] + event["text"]["headline"]))
        assert tags <= {"a", "/a", "p", "/p", "blockquote", "/blockquote"}


def test_map_holds_what_has_coordinates_and_counts_the_rest() -> None:
    collection = read("geojson", CUT, ROWS)

    assert_is_geojson(collection)
    assert [feature["geometry"]["coordinates"] for feature in collection["features"]] == [[7.25, 47.5]] * 3
    assert collection["without_coordinates"] == 2
    assert (collection["left_out"], collection["next"]) == (1200, CUT.next_url)


def test_map_keeps_the_precision_of_days() -> None:
    [feature] = read("geojson", FEED, [MONTH | {"latitude": 0, "longitude": "-0.5"}])["features"]

    assert feature["properties"]["edtf"] == "2025-11"
    assert feature["geometry"]["coordinates"] == [-0.5, 0]
    assert feature["properties"]["url"].endswith("/entry/aaaa000000000002")


@pytest.mark.parametrize("latitude", [91, -90.1, None, "", "north", float("nan"), float("inf"), "nan"])
def test_what_is_no_latitude_is_no_place(latitude: object) -> None:
    collection = read("geojson", FEED, [RAID | {"latitude": latitude}])

    assert (collection["features"], collection["without_coordinates"]) == ([], 1)


@pytest.mark.parametrize(
    ("starts", "ends", "precision", "start", "end", "words"),
    [
        ("2025-11-25", "2025-11-25", "day", (2025, 11, 25), None, "25 November 2025"),
        ("2025-08-01", "2025-08-31", "month", (2025, 8), None, "August 2025 (month only)"),
        ("2025-03-01", "2025-05-31", "season", (2025, 3), (2025, 5), "spring 2025 (season only)"),
        ("2022-01-01", "2022-12-31", "year", (2022,), None, "2022 (year only)"),
        ("1990-01-01", "1999-12-31", "decade", (1990,), (1999,), "1990s (decade only)"),
        (
            "2025-12-01",
            "2025-12-07",
            "week",
            (2025, 12, 1),
            (2025, 12, 7),
            "1–7 December 2025 (within this week)",
        ),
    ],
)
def test_slides_have_no_more_of_a_date_than_is_known(
    *, starts: str, ends: str, precision: str, start: tuple[int, ...], end: tuple[int, ...] | None, words: str
) -> None:
    [event] = read("timelinejs", FEED, [RAID | {"starts": starts, "ends": ends, "precision": precision}])[
        "events"
    ]

    assert tuple(event["start_date"].values()) == start
    assert ("end_date" in event) == (end is not None)
    assert tuple(event.get("end_date", {}).values()) == (end or ())
    assert event["display_date"] == words


def test_slides_count_the_undated_and_name_the_next_page() -> None:
    timeline = read("timelinejs", CUT, [RAID, UNDATED])

    assert_is_timeline(timeline)
    assert timeline["_dateline"]["undated"] == 1
    assert timeline["_dateline"]["next"] == CUT.next_url
    assert "1,200 more are not in this file." in timeline["title"]["text"]["text"]
    assert "Left out as undated: 1." in timeline["title"]["text"]["text"]


def test_package_describes_every_column_of_the_csv() -> None:
    package = read("datapackage", CUT, ROWS)
    [resource] = package["resources"]
    fields = resource["schema"]["fields"]
    header, *records = csv.reader(io.StringIO(render("csv", CUT, ROWS), newline=""))

    assert re.fullmatch(r"[a-z0-9._/-]+", package["name"])
    assert re.fullmatch(r"[a-z0-9._/-]+", resource["name"])
    assert [field["name"] for field in fields] == header
    assert all(field["description"] == described()[field["name"]][1] for field in fields)
    assert package["licenses"][0]["name"] == "CC-BY-4.0"
    assert (package["left_out"], package["next"]) == (1200, CUT.next_url)
    assert "primaryKey" not in resource["schema"], "one row has no entry_id"
    for record in records:
        for cell, field in zip(record, fields, strict=True):
            if cell and field["type"] == "date":
                date.fromisoformat(cell)
            if cell and field["type"] == "number":
                float(cell)


def test_package_names_the_key_where_there_is_one() -> None:
    def key(told: Sequence[object]) -> object:
        return read("datapackage", FEED, told)["resources"][0]["schema"].get("primaryKey")

    assert key([RAID, MONTH, TALKS]) == "entry_id"
    assert key([RAID, RAID]) is None


def test_column_whose_cells_break_its_type_is_text() -> None:
    fields = read("datapackage", FEED, [RAID | {"starts": "2025-11", "points": 19}])["resources"][0][
        "schema"
    ]["fields"]
    types = {field["name"]: field["type"] for field in fields}

    assert (types["starts"], types["ends"], types["points"]) == ("string", "date", "integer")


@pytest.mark.parametrize("attack", ATTACKS)
def test_attack_on_slides_stays_text(attack: str) -> None:
    row = RAID | dict.fromkeys(("headline", "quote", "place", "actors", "sources", "type", "status"), attack)

    assert_is_timeline(read("timelinejs", FEED._replace(title=attack, description=attack), [row]))


@given(feeds, st.lists(rows, max_size=3))
def test_any_rows_make_maps_slides_and_packages(feed: Feed, told: Sequence[dict[str, object]]) -> None:
    collection, timeline = read("geojson", feed, told), read("timelinejs", feed, told)
    [resource] = read("datapackage", feed, told)["resources"]

    assert_is_geojson(collection)
    assert_is_timeline(timeline)
    assert len(collection["features"]) + collection["without_coordinates"] == len(told)
    assert len(timeline["events"]) + timeline["_dateline"]["undated"] == len(told)
    header = next(csv.reader(io.StringIO(render("csv", feed, told), newline="")))
    assert [field["name"] for field in resource["schema"]["fields"]] == header


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_takes_rows_as_they_come(name: str) -> None:
    assert render(name, CUT, iter(ROWS)) == render(name, CUT, ROWS)
    assert render(name, FEED, []) == render(name, FEED, iter(()))
