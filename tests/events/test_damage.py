"""A damaged file is named as such, by reader, writer and verification; nothing else comes out."""

from contextlib import suppress
from pathlib import Path

import pytest

from events.errors import LogError
from events.log import Log
from events.verification import verify
from tests.events.samples import article, clock, event, extracted

PAGE = 4096


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "log.db"
    with Log.open(path, "write", clock) as log:
        for number in range(3):
            source = article(f"Paper {number}")
            log.record(source, [extracted(source, event(source))])
    return path


def pages(path: Path) -> range:
    return range(path.stat().st_size // PAGE)


def test_writer_on_any_damaged_page_records_nothing_or_all(path: Path) -> None:
    sound = path.read_bytes()
    late = article("Evening Star")

    for page in pages(path):
        path.write_bytes(sound[: page * PAGE] + b"\xff" * PAGE + sound[(page + 1) * PAGE :])
        with suppress(LogError), Log.open(path, "write", clock) as log:  # any other error ends the test
            log.record(late, [extracted(late, event(late))])
        for file in path.parent.glob("log.db-*"):
            file.unlink()


def test_verification_of_any_damaged_page_finds_it(path: Path) -> None:
    sound = path.read_bytes()

    for page in pages(path):
        path.write_bytes(sound[: page * PAGE] + b"\xff" * PAGE + sound[(page + 1) * PAGE :])
        with suppress(LogError):
            assert not verify(path).is_clean, page
