"""The timeline depends on the articles alone, not on the order in which they came."""

import random
from pathlib import Path

import pytest

from events import projections
from events.facts import EntriesMerged, EntrySplit
from events.log import Log
from ingest.pipeline import files_in, ingest

ROOT = Path(__file__).parents[2]
GOLDEN = sorted((ROOT / "tests" / "golden" / "articles").glob("*.txt"))
SAMPLES = [
    next((ROOT / "data" / "articles").glob(pattern))
    for pattern in ("*geneva-talks.txt", "*geneva-19-points.html", "*kyiv-strikes.txt", "*corrected.txt")
]
ORDERS = 20
# Two strikes of different days that are two happenings, and two reports of the plan that is cut to 19 points.
STRIKES = "select min(event_id) from events where type = 'strike' group by starts order by starts limit 2"
TOLD_TWICE = """
select event_id from events join event_quantities using (event_id)
where type = 'plan_revision' and name = 'points_after' order by event_id limit 2
"""
TABLES = ("entries", "entry_reports", "entry_actors")  # the others tell positions, which are the order


def timeline(folder: Path, files: list[Path], runs: int) -> dict[str, str]:
    """Digests of the entries after the files were read in this order, in so many runs, and people decided."""
    with Log.open(folder / "test.db", "write") as log:
        for start in range(runs):
            ingest(files_in(files[start::runs]), log)
            decide(log)
        told = projections.digests(log.connection)
        projections.rebuild(log)
        assert projections.digests(log.connection) == told
    return {table: told[table] for table in TABLES}


def decide(log: Log) -> None:
    """Merge two entries and take an entry apart, as soon as all that they name is there."""
    strikes, split = (found(log, query) for query in (STRIKES, TOLD_TWICE))
    if len(strikes) == len(split) == 2:
        merged = EntriesMerged(event_ids=strikes, because="one night", by="hand@ana")
        log.append("curation", [merged, EntrySplit(event_ids=split[:1], because="another", by="hand@ana")])


def found(log: Log, query: str) -> tuple[str, ...]:
    return tuple(str(event_id) for (event_id,) in log.connection.execute(query))


def test_what_people_decided_holds_in_any_order(tmp_path: Path) -> None:
    timeline(tmp_path, [*GOLDEN, *SAMPLES], 1)

    with Log.open(tmp_path / "test.db") as log:
        strikes, split = (found(log, query) for query in (STRIKES, TOLD_TWICE))
        entries = dict(log.connection.execute("select event_id, entry_id from entry_reports").fetchall())

    assert entries[strikes[0]] == entries[strikes[1]]
    assert entries[split[0]] != entries[split[1]]


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return timeline(tmp_path_factory.mktemp("sorted"), [*GOLDEN, *SAMPLES], 1)


@pytest.mark.parametrize("seed", range(ORDERS))
def test_any_order_gives_the_same_entries(tmp_path: Path, seed: int, expected: dict[str, str]) -> None:
    luck = random.Random(seed)
    files = [*GOLDEN, *SAMPLES]
    luck.shuffle(files)

    assert timeline(tmp_path, files, luck.randint(1, 3)) == expected
