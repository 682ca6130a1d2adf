"""The sample articles on a site of their own, and a browser to look at it."""

from __future__ import annotations

import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.browser.chromium import Page, browse
from tests.browser.kinds import KINDS

ROOT = Path(__file__).parents[2]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
DATELINE = (sys.executable, "-c", "from ingest.cli import main; main()")


@pytest.fixture(scope="package")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample articles, read."""
    path = tmp_path_factory.mktemp("browser") / "dateline.db"
    command = [*DATELINE, "ingest", "data/articles", "--db", str(path), "--no-witness"]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=60)
    return path


@pytest.fixture(scope="package")
def site(database: Path) -> Iterator[str]:
    """The address of the site over them."""
    command = [*DATELINE, "serve", "--db", str(database), "--port", "0"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout
            found = re.search(r"http://\S+", server.stdout.readline())
            assert found
            yield found[0].rstrip("/")
        finally:
            server.terminate()


@pytest.fixture(scope="package")
def tab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """A tab that the tests share; each says how wide it is and what it opens."""
    if CHROMIUM is None:
        pytest.skip("no chromium here; on Debian: apt install chromium")
    with browse(CHROMIUM, tmp_path_factory.mktemp("profile")) as page:
        yield page


@pytest.fixture(scope="package")
def paths(database: Path) -> dict[str, str]:
    """One address of each kind of page."""
    with sqlite3.connect(database) as connection:
        busiest = "select entry_id from timeline order by articles desc limit 1"
        entry = connection.execute(busiest).fetchone()[0]
        article = connection.execute("select article_id from events limit 1").fetchone()[0]
        actor = connection.execute("select name from actors order by entries desc, name limit 1").fetchone()[
            0
        ]
        place = connection.execute(
            "select place from places order by entries desc, place limit 1"
        ).fetchone()[0]
    held = {"entry": entry, "article": article, "actor": quote(actor), "place": quote(place)}
    return {kind: path.format(**held) for kind, path in KINDS.items()}
