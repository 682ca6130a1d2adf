"""Patterns are tried only where they could begin, which finds what trying them everywhere finds."""

import re
from collections.abc import Iterator

from hypothesis import example, given, settings
from hypothesis import strategies as st

from ingest.rulefiles import read_yaml
from ingest.timex_found import Found
from ingest.timex_openings import could_open, openings, plain
from ingest.timex_recognition import _is_written_as_name, _patterns, _search

RULES = read_yaml("times_examples.yml")
SENTENCES = [row[0].replace("[", "").replace("]", "") for rows in RULES["examples"].values() for row in rows]
SENTENCES += [text for texts in RULES["traps"].values() for text in texts]


def everywhere(text: str) -> Iterator[Found]:
    """The slow way: every pattern at every place."""
    for name, pattern in _patterns():
        matches = pattern.finditer(text)
        yield from (Found(name, match) for match in matches if _is_written_as_name(match))


def places(found: Iterator[Found]) -> list[tuple[str, tuple[int, int]]]:
    return sorted((item.name, item.span) for item in found)


@settings(max_examples=40)  # the slow way is slow
@given(st.lists(st.sampled_from(SENTENCES) | st.text(max_size=12), max_size=4).map(" ".join))
@example(" ".join(SENTENCES))
@example("On Tueſday, at 5 p.m., ٣ days ago; İn 1999\n— early\u00a0May.")
def test_nothing_is_missed_and_nothing_added(text: str) -> None:
    assert places(_search(text)) == places(everywhere(text))


@given(st.text(max_size=8))
def test_text_that_a_pattern_matches_opens_as_it_can(text: str) -> None:
    for _, pattern in _patterns():
        if match := pattern.match(text):
            begins = "".join(map(plain, match.group()[:3]))
            assert could_open(openings(pattern), begins) or len(match.group()) < 3


def test_pattern_that_could_begin_with_anything_is_always_tried() -> None:
    assert could_open(openings(re.compile(r".*May")), "xyz")
