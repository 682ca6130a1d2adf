"""The pages of an actor and of a place, and the map on them."""

import doctest
import importlib.util
import re
from pathlib import Path

import pytest
from datasette.app import Datasette

PLUGIN = Path(__file__).parents[2] / "datasette" / "plugins" / "maps.py"
spec = importlib.util.spec_from_file_location("maps_under_test", PLUGIN)
assert spec is not None
assert spec.loader is not None
MAPS = importlib.util.module_from_spec(spec)
spec.loader.exec_module(MAPS)


async def page(site: Datasette, path: str, status: int = 200) -> str:
    response = await site.client.get(path)
    assert response.status_code == status, response.text[:300]
    return str(response.text)


@pytest.mark.parametrize("name", ["Ilya Brandt", "ilya brandt", "Ilyá Brandtt"])
async def test_an_actor_has_a_page_under_every_spelling(site: Datasette, name: str) -> None:
    html = await page(site, f"/dateline/actor/{name}".replace(" ", "~20").replace("á", "~C3~A1"))

    assert "<h1>Ilya Brandt</h1>" in html
    assert "Leaders meet at Alder Bay" in html
    assert "Otto Lind meets Ilya Brandt in Lowmark" in html
    assert re.search(r'/actor/Grace\+Okoro">Grace Okoro</a>\s*1', html)
    assert "Northland" not in html.partition("<main")[2]


async def test_a_place_has_a_page_with_who_was_there(site: Datasette) -> None:
    html = await page(site, "/dateline/place/Veldt")

    assert "<h1>Veldt</h1>" in html
    assert "Northland fires at Veldt" in html
    assert re.search(r'/actor/Northland">Northland</a>\s*1', html)
    assert "Leaders meet" not in html


async def test_a_country_holds_its_towns(site: Datasette) -> None:
    town, country = await page(site, "/dateline/place/Basel"), await page(site, "/dateline/place/Switzerland")

    assert "in Switzerland" in town
    assert "Ruritania cuts the river plan to 19 points" in country


def test_places_are_points_on_a_map() -> None:
    rows = [
        {"place": "Basel", "latitude": 47.56, "longitude": 7.57, "entries": 4},
        {"place": "<b>Ica", "latitude": 46.2, "longitude": 6.15, "entries": 1},
        {"place": "Nowhere", "latitude": None, "longitude": None, "entries": 9},
    ]

    drawn = MAPS.map_of(rows)

    assert [spot.place for spot in drawn.spots] == ["Basel", "<b>Ica"]
    assert drawn.spots[0].x > drawn.spots[1].x
    assert drawn.spots[0].y < drawn.spots[1].y
    assert drawn.spots[0].radius > drawn.spots[1].radius
    assert all(0 < spot.x < drawn.width and 0 < spot.y < drawn.height for spot in drawn.spots)
    assert MAPS.map_of(rows[:1]) is None


@pytest.mark.parametrize("path", ["/dateline/actor/Nobody", "/dateline/place/Nowhere", "/nothing/actor/X"])
async def test_what_is_not_named_is_not_found(site: Datasette, path: str) -> None:
    await page(site, path, status=404)


async def test_names_are_escaped_and_lead_back_to_their_page(site: Datasette) -> None:
    html = await page(site, "/dateline/whole_timeline")
    addresses = sorted(set(re.findall(r'href="(/dateline/actor/[^"]+)"', html)))

    assert len(addresses) > 5
    for address in addresses:
        assert "<script>alert" not in await page(site, address)


def test_examples_in_the_map_hold() -> None:
    assert doctest.testmod(MAPS).failed == 0
