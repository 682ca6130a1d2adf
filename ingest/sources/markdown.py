"""The words of Markdown without its marks."""

from __future__ import annotations

import re

_MARKS = (
    (re.compile(r"!\[[^\]\n]{0,300}\]\([^)\n]{0,2000}\)"), ""),  # pictures
    (
        re.compile(r"\[([^\]\n]{1,500})\]\((?:https?://|/|mailto:)[^)\s]{0,2000}(?:\s\"[^\"\n]{0,300}\")?\)"),
        r"\1",
    ),
    (re.compile(r"^#{1,6}\s+|^>\s?"), ""),
    (re.compile(r"(?<![\w*])(\*\*|__)(?=\S)([^\n*_]{1,1000}?)(?<=\S)\1(?![\w*])"), r"\2"),
    (re.compile(r"(?<![\w*])\*(?=\S)([^\n*]{1,1000}?)(?<=\S)\*(?![\w*])"), r"\1"),
)


def plain_words(line: str) -> str:
    r"""One line without links, pictures and marks of headings, quotations and emphasis.

    >>> plain_words("> The **ferry** [Solvei](https://example.org/solvei) sank *off Moss*.")
    'The ferry Solvei sank off Moss.'
    >>> plain_words("It cost 3 * 4 crowns, and 5 ** 2 more.")
    'It cost 3 * 4 crowns, and 5 ** 2 more.'
    """
    for pattern, words in _MARKS:
        line = pattern.sub(words, line)
    return line
