"""What the crash tests draw from: how often, and with which luck."""

from __future__ import annotations

import pytest


@pytest.fixture(scope="session")
def crashes(request: pytest.FixtureRequest) -> int:
    """How many writers are killed."""
    return int(request.config.getoption("--crashes"))


@pytest.fixture(scope="session")
def crash_seed(request: pytest.FixtureRequest) -> int:
    """From which all moments of killing follow."""
    return int(request.config.getoption("--crash-seed"))
