"""The timeline depends on the articles alone, not on the order in which they came."""

import random
from pathlib import Path

import pytest

from events import projections
from events.log import Log
from ingest.pipeline import files_in, ingest

ROOT = Path(__file__).parents[2]
GOLDEN = sorted((ROOT / "tests" / "golden" / "articles").glob("*.txt"))
SAMPLES = [
    next((ROOT / "data" / "articles").glob(pattern))
    for pattern in ("*geneva-talks.txt", "*geneva-19-points.html", "*kyiv-strikes.txt", "*corrected.txt")
]
ORDERS = 20
TABLES = ("entries", "entry_reports", "entry_actors")  # the others tell positions, which are the order


def timeline(folder: Path, files: list[Path], runs: int) -> dict[str, str]:
    """Digests of the entries after the files were read in this order, in so many runs."""
    with Log.open(folder / "test.db", "write") as log:
        for start in range(runs):
            ingest(files_in(files[start::runs]), log)
        told = projections.digests(log.connection)
        projections.rebuild(log)
        assert projections.digests(log.connection) == told
    return {table: told[table] for table in TABLES}


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return timeline(tmp_path_factory.mktemp("sorted"), [*GOLDEN, *SAMPLES], 1)


@pytest.mark.parametrize("seed", range(ORDERS))
def test_any_order_gives_the_same_entries(tmp_path: Path, seed: int, expected: dict[str, str]) -> None:
    luck = random.Random(seed)
    files = [*GOLDEN, *SAMPLES]
    luck.shuffle(files)

    assert timeline(tmp_path, files, luck.randint(1, 3)) == expected
