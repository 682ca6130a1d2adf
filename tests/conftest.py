"""Articles of our own that several areas of the tests read."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# A test says what must hold, never how quickly: the machine may be busy.
settings.register_profile(
    "patient",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("patient")

HARBOUR = """\
Harbour chief quits

HALVERSUND — March 3, 2025

Harbour director Marta Lindqvist resigned on Monday after an audit of the port's accounts. The city council \
will vote on her successor on March 17.
"""
DOCKERS = """\
Dockers walk out

HALVERSUND — March 5, 2025

About 400 dockers went on strike on Tuesday over pay. Police arrested two men on Wednesday.
"""
UNDATED = "Mayor Ole Brandt met the dockers on Thursday. He promised an answer within a week.\n"


def pytest_configure() -> None:
    """Let what tests start hear Ctrl-C also where a shell runs the tests in the background, deaf to it."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_addoption(parser: pytest.Parser) -> None:
    """How hard tests/durability and tests/hostile try."""
    parser.addoption("--crashes", type=int, default=50, help="how many writers are killed (50)")
    parser.addoption("--crash-seed", type=int, default=1, help="from which the moments of the kills follow")
    parser.addoption("--fuzz-seconds", type=float, default=5, help="how long damaged files are read (5)")


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """A folder with two dated articles and one that nobody can date."""
    folder = tmp_path / "articles"
    folder.mkdir()
    for name, text in {"harbour.txt": HARBOUR, "dockers.txt": DOCKERS, "talks.txt": UNDATED}.items():
        (folder / name).write_text(text, "utf-8")
    return folder


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """Where a database of the test may be made."""
    return tmp_path / "own" / "test.db"
