"""Which articles print the same words: what their texts have in common, and who printed them first.

A text is known by its five-word sequences, of which every eighth is kept (by its hash, so that two texts keep
the same ones). Two articles are copies where at least half of the smaller sample is in the other.
"""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
from typing import NamedTuple

from events import statements

SQL = statements.named("copies")
WORDS = 5
ONE_IN = 8
ENOUGH = 50  # per cent of the smaller sample
FEWEST = 5  # hashes; about 45 words, less tells nothing
_WORD = re.compile(r"[^\W_]+")
_PROSE_WORDS = 6  # a line of fewer words is a heading, a button, a caption


class Copy(NamedTuple):
    """An article with many of the same words, and how much of the smaller sample both share (per cent)."""

    article_id: str
    shared: int


def sample(text: str) -> frozenset[int]:
    """The kept hashes of a text's five-word sequences, 63 bits each; case and punctuation do not count.

    >>> words = "The ferry from Moss sank off Horten on Monday with nine people on board. " * 9
    >>> sample(words) == sample(words.upper().replace(".", "!")), sample("Too short.")
    (True, frozenset())
    """
    words = _WORD.findall(text.casefold())
    hashes = (_hash(" ".join(words[i : i + WORDS])) for i in range(len(words) - WORDS + 1))
    return frozenset(value for value in hashes if value % ONE_IN == 0)


def prose_digest(text: str) -> str:
    """SHA-256 over the words of all lines that hold a sentence: equal for re-saves with other furniture.

    >>> prose_digest("Share this\\nThe ferry sank off Moss on Monday.") == prose_digest(
    ...     "The ferry sank off Moss  on Monday.\\nMore news")
    True
    """
    lines = [_WORD.findall(line.casefold()) for line in text.splitlines() if _is_prose(line)]
    return hashlib.sha256(" ".join(word for line in lines for word in line).encode()).hexdigest()


def _is_prose(line: str) -> bool:
    ends = line.rstrip(" \"'”’»)]")[-1:]
    return ends in {".", "!", "?", "…"} and len(line.split()) >= _PROSE_WORDS


def _hash(words: str) -> int:
    return int.from_bytes(hashlib.blake2b(words.encode(), digest_size=8).digest(), "big") >> 1


def copies_of(connection: sqlite3.Connection, article_id: str, text: str) -> tuple[Copy, ...]:
    """The known articles that print the same words as a text, most words first; not the article itself."""
    hashes = sample(text)
    if len(hashes) < FEWEST:
        return ()
    asked = {"hashes": json.dumps(sorted(hashes)), "size": len(hashes), "self": article_id}
    rows = connection.execute(SQL["copies"], asked | {"enough": ENOUGH, "fewest": FEWEST})
    return tuple(Copy(*row) for row in rows)


def put_sample(connection: sqlite3.Connection, article_id: str, text: str | None) -> None:
    """Keep what copies of an article are found by; nothing is left of one whose text was erased."""
    connection.execute(SQL["remove_sample"], (article_id,))
    hashes = sample(text or "")
    connection.executemany(SQL["add_sample"], ((value, article_id) for value in hashes))
    told = {"size": len(hashes), "prose": prose_digest(text) if text else None, "self": article_id}
    connection.execute(SQL["put_marks"], told)


def link(connection: sqlite3.Connection, one: str, other: str) -> tuple[str, ...]:
    """Let two articles be copies, and all copies of both have one origin; return these articles.

    The origin is the one that was published first, whatever the order in which they were read.
    """
    connection.executemany(SQL["add_copy"], ((one, other), (other, one)))
    return settle(connection, one)


def settle(connection: sqlite3.Connection, article_id: str) -> tuple[str, ...]:
    """Find the origin of an article and of all its copies anew; return these articles, if it has copies."""
    rows = connection.execute(SQL["cluster"], (article_id,)).fetchall()
    if len(rows) < 2:
        return ()
    origin = rows[0][0]
    for (member,) in rows:
        connection.execute(SQL["put_origin"], (None if member == origin else origin, member))
    return tuple(member for (member,) in rows)
