"""Whatever happens to a file on its way, reading it gives articles or reasons, and never an error of ours."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest

from events.model import Article
from ingest.sources import read_articles
from ingest.sources.unreadable import Unreadable
from tests.ingest.formats import FORMATS

SAMPLES = {f"{kind}: {name}": (name, data) for kind, files in FORMATS.items() for name, data in files.items()}
ODD = (
    b"\0",
    b"\xff",
    b"<",
    b">",
    b"&#1;",
    b"]]>",
    b'"',
    b"{",
    b"}",
    b"\r\n\r\n",
    b"%s",
    b"\xed\xa0\x80",
    b"9" * 40,
)


def damaged(data: bytes, luck: random.Random) -> bytes:
    """The bytes with some of them changed, doubled, lost, or replaced by what parsers stumble over."""
    changed = bytearray(data)
    for _ in range(luck.randint(1, 8)):
        at, size = luck.randrange(len(changed) + 1), luck.choice((1, 1, 2, 8, 64, 512))
        match luck.randrange(5):
            case 0:
                changed[at : at + size] = luck.randbytes(size)
            case 1:
                del changed[at : at + size]
            case 2:
                changed[at:at] = changed[at : at + size] * luck.randint(1, 4)
            case 3:
                changed[at : at + luck.randint(0, 4)] = luck.choice(ODD)
            case _ if luck.random() < 0.2:
                del changed[at:]
    return bytes(changed)


@pytest.fixture
def seconds(request: pytest.FixtureRequest) -> float:
    return float(request.config.getoption("--fuzz-seconds"))


def test_any_damage_gives_articles_or_reasons(tmp_path: Path, seconds: float) -> None:
    luck, until = random.Random(20260403), time.monotonic() + seconds

    while time.monotonic() < until:
        name, data = luck.choice(list(SAMPLES.values()))
        (tmp_path / name).write_bytes(damaged(data, luck))

        for item in read_articles(tmp_path / name):
            assert isinstance(item, Article | Unreadable)
            assert not isinstance(item, Unreadable) or item.reason
