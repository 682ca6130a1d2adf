"""Every canned timeline answers its question, as page, JSON and CSV, on a recorded log."""

import csv
import io
import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlencode

import pytest
import yaml
from datasette.app import Datasette

METADATA = yaml.safe_load((Path(__file__).parents[2] / "metadata.yml").read_text("utf-8"))
QUERIES = METADATA["databases"]["dateline"]["queries"]
STRIKE = "Northland fires at Veldt"
CHARTER = "Ruritania amends its charter"
SUMMIT = "Leaders meet at Alder Bay"
POINTS = "Ruritania cuts the river plan to 19 points"
RESIGNED = "Mara Venn resigns"
MET = "Otto Lind meets Ilya Brandt in Lowmark"
COUNCIL = "Northland to elect a council"
GUARD = "Guard force may go to Lowmark"
DENIED = "Ministry denies a leak"


async def rows(site: Datasette, query: str, **params: str) -> list[dict[str, object]]:
    response = await site.client.get(f"/dateline/{query}.json?{urlencode({**params, '_shape': 'array'})}")
    assert response.status_code == 200, response.text
    answer: list[dict[str, object]] = json.loads(response.text)
    return answer


async def headlines(site: Datasette, query: str, **params: str) -> list[str]:
    return [str(row["headline"]).split(" <")[0] for row in await rows(site, query, **params)]


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("given", ["none", "empty"])
async def test_canned_timeline_is_a_page_json_and_csv(site: Datasette, query: str, given: str) -> None:
    empty = urlencode(dict.fromkeys(QUERIES[query]["params"], "")) if given == "empty" else ""

    page = await site.client.get(f"/dateline/{query}?{empty}")
    as_json = await site.client.get(f"/dateline/{query}.json?_shape=array&{empty}")
    as_csv = await site.client.get(f"/dateline/{query}.csv?{empty}")

    assert [page.status_code, as_json.status_code, as_csv.status_code] == [200, 200, 200]
    assert QUERIES[query]["title"] in page.text
    read = list(csv.DictReader(io.StringIO(as_csv.text)))
    assert len(read) == len(as_json.json()) > 0
    assert list(read[0]) == list(as_json.json()[0])


@pytest.mark.parametrize(
    "value",
    [
        "'",
        '"',
        "%",
        "*",
        "a AND",
        "NEAR(",
        "(",
        '""',
        "-",
        "^x:",
        "2025-13-45",
        "x" * 5000,
        "é 中",
        "\\",
        "a\tb",
    ],
    ids=lambda value: str(value)[:9],
)
async def test_no_input_breaks_a_canned_timeline(site: Datasette, value: str) -> None:
    for query, described in QUERIES.items():
        response = await site.client.get(
            f"/dateline/{query}?{urlencode(dict.fromkeys(described['params'], value))}"
        )

        assert response.status_code == 200, query


@pytest.mark.parametrize("query", QUERIES)
def test_canned_timeline_says_what_it_answers(query: str) -> None:
    described = QUERIES[query]

    assert described["title"]
    assert "?" in described["description"]
    assert described["sql"] == described["sql"].strip()
    assert set(described["params"]) <= set(METADATA["plugins"]["timelines"]["fields"])


async def test_the_whole_timeline_is_in_order_and_ends_with_the_undated(site: Datasette) -> None:
    found = await headlines(site, "whole_timeline")

    assert found[0] == SUMMIT
    assert found[-1] == CHARTER
    assert len(found) == 9


async def test_the_whole_timeline_is_narrowed_by_every_field(site: Datasette) -> None:
    assert await headlines(site, "whole_timeline", type="plan revision") == [POINTS]
    assert await headlines(site, "whole_timeline", status="denied") == [DENIED]
    assert await headlines(site, "whole_timeline", actor="mara") == [RESIGNED]
    assert await headlines(site, "whole_timeline", place="BASEL") == [POINTS]
    assert await headlines(site, "whole_timeline", since="2025-12-08") == [COUNCIL]
    assert await headlines(site, "whole_timeline", until="2025-10-01") == [SUMMIT]
    assert await headlines(site, "whole_timeline", type="meeting", place="lowmark") == [MET]
    assert await headlines(site, "whole_timeline", publisher="harbour post") == [
        SUMMIT,
        POINTS,
        GUARD,
        CHARTER,
    ]
    assert await headlines(site, "whole_timeline", publisher="Morning Ledger", at_least="2") == [STRIKE, MET]
    assert await headlines(site, "whole_timeline", at_least="2") == [STRIKE, MET]
    assert await headlines(site, "whole_timeline", at_least="3") == []
    assert len(await headlines(site, "whole_timeline", at_least="1")) == 9
    assert await headlines(site, "whole_timeline", at_least="2", since="2025-11-30", actor="lind") == [MET]


@pytest.mark.parametrize(
    ("query", "params", "expected"),
    [
        ("by_type", {"type": "resignation"}, [RESIGNED]),
        ("by_type", {"type": "Plan Revision"}, [POINTS]),
        ("by_actor", {"actor": "brandt"}, [SUMMIT, MET]),
        ("by_actor", {"actor": "brand"}, [SUMMIT, MET]),
        ("by_actor", {"actor": "Ilyá Brandtt"}, [SUMMIT, MET]),
        ("by_actor", {"actor": "Nobody"}, []),
        ("by_place", {"place": "alder"}, [SUMMIT]),
        ("between", {"since": "2025-11-26", "until": "2025-11-30"}, [RESIGNED]),
        ("between", {"since": "2025-08-15", "until": "2025-08-16"}, [SUMMIT]),
        ("planned", {}, [COUNCIL]),
        ("planned", {"since": "2026-01-01"}, []),
        ("plan_revisions", {}, [POINTS]),
        ("plan_revisions", {"actor": "Northland"}, []),
        ("resignations", {}, [RESIGNED]),
        ("resignations", {"actor": "okoro"}, []),
        ("search", {"words": "charter"}, [CHARTER]),
        ("search", {"words": "lind lowmark"}, [MET]),
        ("search", {"words": "lind basel"}, []),
        ("search", {"words": "resig"}, [RESIGNED]),
        ("one_day", {"day": "2025-11-28"}, [RESIGNED]),
        ("at_a_glance", {}, [STRIKE, MET]),
        ("at_a_glance", {"since": "2025-12-01"}, [MET]),
        ("together", {"actor": "lind", "other": "Brandt"}, [MET]),
        ("together", {"actor": "okoro", "other": "Ilya Brandt"}, [SUMMIT]),
        ("together", {"actor": "lind", "other": "okoro"}, []),
        ("together", {"actor": "lind"}, [MET]),
        ("promises", {"outcome": "happened on time"}, [MET]),
        ("promises", {"outcome": "no report yet"}, [COUNCIL]),
        ("promises", {"outcome": "called off"}, []),
        ("who_said_what", {"words": "leaked"}, [DENIED]),
        ("who_said_what", {"words": "leaked", "actor": "okoro"}, []),
        ("who_said_what", {"words": "drones"}, []),
        ("disagreements", {}, [STRIKE]),
        ("disagreements", {"since": "2025-12-01"}, []),
        ("by_place", {"place": "veld"}, [STRIKE]),
    ],
    ids=str,
)
async def test_canned_timeline_finds(
    site: Datasette, query: str, params: dict[str, str], expected: list[str]
) -> None:
    assert await headlines(site, query, **params) == expected


async def test_one_day_without_a_day_is_the_latest_on_which_something_happened(site: Datasette) -> None:
    assert MET in await headlines(site, "one_day")
    assert STRIKE not in await headlines(site, "one_day")


async def test_plan_revisions_have_points_before_and_after(site: Datasette) -> None:
    [revision] = await rows(site, "plan_revisions")

    assert (revision["points_before"], revision["points_after"]) == (28, 19)


async def test_strikes_add_up_the_highest_numbers_of_each_day(site: Datasette) -> None:
    [day] = await rows(site, "strikes")

    assert day["starts"] == "2025-11-25"
    assert {name: day[name] for name in ("missiles", "drones", "killed", "wounded")} == {
        "missiles": 22,
        "drones": 464,
        "killed": 8,
        "wounded": 21,
    }


async def test_withdrawn_event_leaves_every_timeline(
    site: Datasette, withdraw: Callable[[str, datetime], None]
) -> None:
    withdraw(RESIGNED, datetime(2025, 12, 5, tzinfo=UTC))

    assert await headlines(site, "resignations") == []
    assert await headlines(site, "search", words="resigns") == []


async def test_promises_say_what_was_announced_and_what_became_of_it(site: Datasette) -> None:
    notes = {row["headline"]: row["note"] for row in await rows(site, "promises")}

    assert notes[MET] == "happened on time, reported 2025-12-02; announced 2025-11-26"
    assert notes[COUNCIL] == "no report yet; announced 2025-11-26"


async def test_disagreements_say_who_gives_which_number(site: Datasette) -> None:
    [strike] = await rows(site, "disagreements")

    assert strike["differences"] == "numbers"
    assert str(strike["said"]).startswith("19 wounded: Morning Ledger; 21 wounded: Gazette")
    assert "464 drones" not in str(strike["said"])


async def test_numbers_over_time_have_a_row_for_each_report(site: Datasette) -> None:
    killed = await rows(site, "numbers_over_time", number="killed")
    of_strike = await rows(site, "numbers_over_time", entry=str(killed[0]["entry_id"]))

    assert [(row["day"], row["qualifier"], row["value"], row["reported"]) for row in killed] == [
        ("2025-11-25", "at least", 7, "2025-11-26"),
        ("2025-11-25", None, 8, "2025-12-02"),
    ]
    assert {row["series"] for row in of_strike} == {"drones", "killed", "missiles", "wounded"}


async def test_evidence_of_an_entry_is_each_sentence_that_states_it(site: Datasette) -> None:
    [strike] = await rows(site, "disagreements")

    evidence = await rows(site, "evidence", entry=str(strike["entry_id"]))

    assert evidence[0]["publisher"] == "Morning Ledger"
    assert str(evidence[0]["headline"]).startswith("On Tuesday Northland fired 22 missiles")
    assert len(evidence) == 2


async def test_coverage_counts_articles_and_events_of_each_publisher(site: Datasette) -> None:
    found = {str(row["publisher"]).split(" <")[0]: row for row in await rows(site, "coverage")}

    assert {name: (row["articles"], row["events"]) for name, row in found.items()} == {
        "Harbour Post": (1, 4),
        "Morning Ledger": (1, 3),
        "Gazette": (1, 4),
    }


async def test_since_my_last_visit_tells_what_is_new_and_what_was_withdrawn(
    site: Datasette, withdraw: Callable[[str, datetime], None]
) -> None:
    [strike] = [row for row in await rows(site, "since_position", position="0") if row["headline"] == STRIKE]
    before_gazette = [row["headline"] for row in await rows(site, "since_position", position="9")]
    notes = {row["headline"]: row["note"] for row in await rows(site, "since_position", position="9")}
    withdraw(RESIGNED, datetime(2025, 12, 5, tzinfo=UTC))
    [gone] = await rows(site, "since_position", position="14")

    assert strike["note"] == "new"
    assert COUNCIL not in before_gazette
    assert (notes[STRIKE], notes[RESIGNED]) == ("one more report", "new")
    assert (gone["headline"], gone["note"]) == (RESIGNED, "withdrawn: misread")


async def test_a_withdrawn_report_leaves_the_coverage(
    site: Datasette, withdraw: Callable[[str, datetime], None]
) -> None:
    withdraw(RESIGNED, datetime(2025, 12, 5, tzinfo=UTC))

    assert sorted(int(str(row["events"])) for row in await rows(site, "coverage")) == [3, 3, 4]
