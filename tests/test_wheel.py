"""The main job with nothing but the wheel: no checkout, no development tools."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
BUILT_FROM = ("events", "ingest", "datasette", "pyproject.toml", "metadata.yml", "README.md", "LICENSE")
TIMEOUT_S = 300

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def dateline(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `dateline` command of a clean environment that holds the wheel and what it says it depends on."""
    folder = tmp_path_factory.mktemp("wheel")
    wheel = build_wheel(folder)
    run(sys.executable, "-m", "venv", "--without-pip", folder / "env")
    pins = folder / "pins.txt"
    pins.write_text(pins_without_hashes(), "utf-8")
    python = folder / "env" / "bin" / "python"
    run(sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "-c", pins, wheel)
    return folder / "env" / "bin" / "dateline"


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """A folder outside the checkout, with two articles in it."""
    articles = tmp_path / "articles"
    articles.mkdir()
    (articles / "harbour.txt").write_text(
        "Harbour chief quits\n\nHALVERSUND — March 3, 2025\n\n"
        "Harbour director Marta Lindqvist resigned on Monday after an audit of the port's accounts. "
        "The city council will vote on her successor on March 17.\n",
        "utf-8",
    )
    (articles / "dockers.txt").write_text(
        "Dockers walk out\n\nHALVERSUND — March 5, 2025\n\n"
        "About 400 dockers went on strike on Tuesday over pay. Police arrested two men on Wednesday.\n",
        "utf-8",
    )
    return tmp_path


def test_wheel_ingests_verifies_and_serves_outside_the_checkout(dateline: Path, elsewhere: Path) -> None:
    database = elsewhere / "own.db"

    ingest = run(dateline, "ingest", "articles", "--db", database, cwd=elsewhere)
    verify = run(dateline, "verify", "--db", database, cwd=elsewhere)
    check = run(dateline, "check", cwd=elsewhere)

    assert "new" in ingest.stdout
    assert verify.returncode == check.returncode == 0
    for address in serve(dateline, database, elsewhere):
        page = fetch(address)
        rows = fetch(f"{address}own/timeline.json?_shape=array")
        assert "Traceback" not in page
        assert "resign" in rows


def test_wheel_holds_the_site_and_the_rules(dateline: Path) -> None:
    packages = next((dateline.parent.parent / "lib").glob("python3.*/site-packages/ingest"))

    shipped = {file.relative_to(packages).as_posix() for file in packages.rglob("*") if file.is_file()}
    expected = {
        *("site/" + name.removeprefix("datasette/") for name in committed("datasette")),
        *("rules/" + name.removeprefix("ingest/rules/") for name in committed("ingest/rules")),
        "site/metadata.yml",
    }
    assert expected <= shipped


def build_wheel(folder: Path) -> Path:
    """Build from a copy, so that nothing is written into the checkout."""
    copy = folder / "source"
    copy.mkdir()
    for name in BUILT_FROM:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, copy / name)
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder / "dist", copy)
    return next((folder / "dist").glob("dateline-*.whl"))


def pins_without_hashes() -> str:
    """The versions alone: with hashes pip would want one for the wheel too."""
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    return "\n".join(line.rstrip(" \\") for line in lines if "==" in line)


def serve(dateline: Path, database: Path, cwd: Path) -> Iterator[str]:
    """The address of a running site; the server ends with the loop."""
    command = [str(part) for part in (dateline, "serve", "--db", database, "--port", "0")]
    with subprocess.Popen(command, cwd=cwd, env=clean_env(), stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            found = re.search(r"http://\S+/", server.stdout.readline())
            assert found, "the server ended without an address"
            yield found.group()
        finally:
            server.terminate()


def fetch(address: str) -> str:
    with urllib.request.urlopen(address, timeout=TIMEOUT_S) as answer:
        return str(answer.read().decode())


def run(*command: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=clean_env(),
        capture_output=True,
        text=True,
        timeout=TIMEOUT_S,
        check=False,
    )
    assert done.returncode == 0, f"{command}: {done.stdout}\n{done.stderr}"
    return done


def clean_env() -> dict[str, str]:
    """The environment without what would lead Python back to the checkout."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}


def committed(folder: str) -> list[str]:
    listed = subprocess.run(
        ["git", "ls-files", "--", folder], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return listed.stdout.split()
