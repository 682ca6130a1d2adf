"""The examples in the plugins hold; Datasette runs these files, and nothing imports them."""

import doctest
from pathlib import Path

import pytest
from datasette.utils import module_from_path

PLUGINS = Path(__file__).parents[2] / "datasette" / "plugins"


@pytest.mark.parametrize(
    "name", ["limits", "public", "headers", "caching", "time_travel", "strips", "streams", "readings"]
)
def test_examples_in_a_plugin_hold(name: str) -> None:
    result = doctest.testmod(module_from_path(str(PLUGINS / f"{name}.py"), f"{name}_under_test"))

    assert result.attempted
    assert not result.failed
