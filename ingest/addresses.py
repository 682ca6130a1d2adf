"""Where articles come from: a file, a folder, standard input or a web address."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple


class Address(NamedTuple):
    """An http or https address, and whether it may lie in a private network."""

    url: str
    allow_private: bool = False


def is_address(words: str) -> bool:
    """Whether what somebody names is a web address, not a file.

    >>> is_address("https://lakeherald.example/a"), is_address("https.txt")
    (True, False)
    """
    return words.lower().startswith(("http://", "https://"))


Source = Path | Address
