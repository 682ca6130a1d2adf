"""The pages of an actor and of a place, and the map on them."""

import re

import pytest
from datasette.app import Datasette


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


async def test_a_known_place_is_on_a_map_and_its_country_holds_it(site: Datasette) -> None:
    town, country = await page(site, "/dateline/place/Basel"), await page(site, "/dateline/place/Switzerland")

    assert "in Switzerland" in town
    for html in (town, country):
        assert html.count('class="map-spot"') == 1
        assert "Ruritania cuts the river plan to 19 points" in html
        assert "GeoNames" in html


@pytest.mark.parametrize("path", ["/dateline/actor/Nobody", "/dateline/place/Nowhere", "/nothing/actor/X"])
async def test_what_is_not_named_is_not_found(site: Datasette, path: str) -> None:
    await page(site, path, status=404)


async def test_names_are_escaped_and_lead_back_to_their_page(site: Datasette) -> None:
    html = await page(site, "/dateline/whole_timeline")
    addresses = sorted(set(re.findall(r'href="(/dateline/actor/[^"]+)"', html)))

    assert len(addresses) > 5
    for address in addresses:
        assert "<script>alert" not in await page(site, address)
