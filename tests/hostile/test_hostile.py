"""Each hostile document ends with a reason or the right article, and the next one is read.

How long that takes, bench/hostile.py tells.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from events.model import Article
from ingest.pipeline import Extraction, extract, files_in
from ingest.sources.unreadable import Unreadable
from tests.hostile.corpus import CASES, STORY, Case

MOST_MB = 1024


@pytest.mark.parametrize("make", CASES.values(), ids=CASES)
def test_case_ends_with_a_reason_or_the_right_article(tmp_path: Path, make: Callable[[], Case]) -> None:
    case = make()
    (tmp_path / case.file).write_bytes(case.data)
    (tmp_path / "good.txt").write_text(f"{STORY}\n", "utf-8")

    read = list(extract(files_in([tmp_path / case.file, tmp_path / "good.txt"])))

    articles = [one.article for one in read if isinstance(one, Extraction)]
    reasons = [one.reason for one in read if isinstance(one, Unreadable)]
    hostile = [article for article in articles if article.name != "good.txt"]
    assert [article.name for article in articles if article not in hostile] == ["good.txt"]
    assert all(reasons)
    assert not any("mistake in dateline" in reason for reason in reasons)
    assert_right(case, hostile)


def assert_right(case: Case, hostile: list[Article]) -> None:
    """What must be read was read, without marks; what must be refused was not."""
    if case.reads is None:
        assert hostile == []
        return
    assert any(case.reads in article.text for article in hostile)
    assert not any("<script" in (article.title or "") + article.text for article in hostile)


def test_there_are_at_least_forty_cases() -> None:
    assert len(CASES) >= 40


MEASURED = """
import resource, subprocess, sys
code = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL).returncode
print("peak", resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024, file=sys.stderr)
sys.exit(code)
"""


def test_whole_corpus_stays_small(tmp_path: Path) -> None:
    for number, make in enumerate(CASES.values()):
        case = make()
        (tmp_path / f"{number:02}-{case.file}").write_bytes(case.data)
    # In a process of its own, whose children are these alone: other tests start larger ones, a browser.
    command = [sys.executable, "-c", MEASURED, sys.executable, "-m", "ingest.cli", "extract", str(tmp_path)]

    finished = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)

    told, _, peak = finished.stderr.rpartition("peak ")
    assert finished.returncode == 1
    assert "Traceback" not in told
    assert int(peak) < MOST_MB
