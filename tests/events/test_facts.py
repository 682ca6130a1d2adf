"""Facts as stored: one way to write them, and every way they were ever written can be read."""

import json
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events import facts
from events.canonical import canonical_json
from events.errors import TamperedLogError, UnknownFactError
from events.facts import FACTS, EventWithdrawn, Fact, Record
from events.log import hash_of
from events.upcasters import UPCASTERS, read_fact, upcast
from tests.events.samples import article, event, extracted

HISTORY = sorted((Path(__file__).parents[1] / "history").glob("*.json"))
PLAIN = st.none() | st.booleans() | st.integers() | st.text()
JSON = st.recursive(PLAIN, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=12)


def record(type: str = "EventWithdrawn", version: int = 1, data: str = "{}") -> Record:
    return Record(
        position=9,
        stream="article-x",
        version=1,
        type=type,
        schema_version=version,
        data=data,
        recorded_at="2025-12-03T10:30:00.000000Z",
        previous_hash=bytes(32),
        hash=bytes(32),
    )


@given(JSON)
def test_canonical_json_reads_back_as_it_was(data: Any) -> None:  # any JSON
    assert json.loads(canonical_json(data)) == data


@given(st.dictionaries(st.text(), st.integers()))
def test_canonical_json_does_not_depend_on_order(data: dict[str, int]) -> None:
    backwards = dict(reversed(list(data.items())))

    assert canonical_json(backwards) == canonical_json(data)


@pytest.mark.parametrize("data", [1.5, {"a": [1, {"b": 0.1}]}, float("nan")], ids=["bare", "nested", "nan"])
def test_floats_are_refused(data: object) -> None:
    with pytest.raises(TypeError, match="float"):
        canonical_json(data)


@pytest.mark.parametrize("fact", FACTS.values(), ids=FACTS.keys())
def test_no_fact_has_room_for_a_float(fact: type[Fact]) -> None:
    schema = fact.model_json_schema(mode="serialization")

    assert '"number"' not in json.dumps(schema)


def test_canonical_json_keeps_every_letter() -> None:
    assert canonical_json({"name": "Łódź — “x”\u2028"}) == '{"name":"Łódź — “x”\u2028"}'


def test_fact_reads_back_as_it_was() -> None:
    source = article()
    fact = extracted(source, event(source))

    assert read_fact(record("EventExtracted", 1, fact.data())) == fact


def test_event_id_in_a_fact_is_that_of_its_event() -> None:
    source = article()
    fact = extracted(source, event(source))

    again = read_fact(record("EventExtracted", 1, fact.data()))

    assert isinstance(again, facts.EventExtracted)
    assert again.event.event_id == again.event_id


@pytest.mark.parametrize("file", HISTORY, ids=lambda file: file.stem)
def test_fact_of_every_version_can_be_read(file: Path) -> None:
    stored = json.loads(file.read_text("utf-8"))

    fact = read_fact(record(stored["type"], stored["schema_version"], canonical_json(stored["data"])))

    assert fact.type == stored["type"]


@pytest.mark.parametrize(
    ("because", "by"),
    [("no longer found by rules@1", "rules@1"), ("the director only offered to go", "hand@unknown")],
)
def test_withdrawal_of_the_first_version_tells_who_withdrew(because: str, by: str) -> None:
    data = canonical_json({"event_id": "x", "because": because, "replaced_by": None})

    fact = read_fact(record("EventWithdrawn", 1, data))

    assert isinstance(fact, EventWithdrawn)
    assert fact.by == by


def test_hash_is_that_of_the_first_records_for_ever() -> None:
    columns = (2, "article-x", 1, "ArticleRead", 1, '{"a":"é"}', "2025-12-03T10:30:00.000000Z")
    preimage = '1:29:article-x1:111:ArticleRead1:110:{"a":"é"}27:2025-12-03T10:30:00.000000Z'

    before_runs = hash_of((*columns, None, None, bytes(32)))
    with_run = hash_of((*columns, "run-1", 1, bytes(32)))

    assert before_runs == sha256(preimage.encode() + b"32:" + bytes(32)).digest()
    assert with_run == sha256(preimage.encode() + b"5:run-11:132:" + bytes(32)).digest()


def test_history_holds_every_type_and_version() -> None:
    held = {file.stem for file in HISTORY}

    assert {
        f"{name}-{version}" for name, fact in FACTS.items() for version in range(1, fact.schema_version + 1)
    } <= held


def test_every_older_version_has_an_upcaster() -> None:
    steps = {(name, version) for name, fact in FACTS.items() for version in range(1, fact.schema_version)}

    assert set(UPCASTERS) == steps


@pytest.mark.parametrize(
    ("type", "version"), [("PlanetDiscovered", 1), ("EventWithdrawn", 3), ("EventWithdrawn", 0)]
)
def test_unknown_fact_is_refused_by_name(type: str, version: int) -> None:
    with pytest.raises(UnknownFactError, match=f"{type} of version {version}"):
        read_fact(record(type, version))


@pytest.mark.parametrize("data", ["{}", "[]", "no json", '{"event_id": "x", "because": "y", "mood": 1}'])
def test_data_that_no_version_wrote_is_refused_with_its_position(data: str) -> None:
    with pytest.raises(TamperedLogError, match="position 9"):
        read_fact(record(data=data))


def test_upcasters_lift_one_version_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    class Renamed(Fact):
        schema_version = 3
        because: str

    def split_reason(data: Mapping[str, Any]) -> dict[str, Any]:  # parsed JSON
        return {"reason": " ".join(data["words"])}

    def rename_reason(data: Mapping[str, Any]) -> dict[str, Any]:  # parsed JSON
        return {"because": data["reason"]}

    monkeypatch.setitem(FACTS, "Renamed", Renamed)
    steps = {("Renamed", 1): split_reason, ("Renamed", 2): rename_reason}

    assert upcast("Renamed", 1, {"words": ["a", "b"]}, steps) == {"because": "a b"}
    assert upcast("Renamed", 2, {"reason": "a"}, steps) == {"because": "a"}
    with pytest.raises(UnknownFactError, match="no upcaster"):
        upcast("Renamed", 1, {}, {})


def test_withdrawal_without_a_reason_is_refused() -> None:
    with pytest.raises(ValueError, match="because"):
        EventWithdrawn(event_id="x", because="", by="hand@ana")
