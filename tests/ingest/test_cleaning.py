"""Page furniture is told from the story, by rules that run their own examples."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.cleaning import (
    dateline_place,
    find_furniture,
    furniture_rules,
    furniture_spans,
    is_headline,
    match_line,
    match_rule,
    publisher_of,
    title_of,
)
from ingest.rulefiles import read_yaml

_STORY = (
    "Farmers blocked the road to the capital on Monday and demanded a higher price for maize, "
    "which the government had promised them before the last election."
)


def _rules() -> list[dict[str, Any]]:
    rules: list[dict[str, Any]] = read_yaml("furniture.yml")["rules"]
    return rules


def _examples(key: str) -> Iterator[Any]:
    for rule in _rules():
        for number, example in enumerate(rule[key]):
            yield pytest.param(rule["name"], example, id=f"{rule['name']}-{number}")


@pytest.mark.parametrize(("name", "example"), list(_examples("examples")))
def test_rule_takes_its_example(name: str, example: str | dict[str, str]) -> None:
    line, takes = (example, example) if isinstance(example, str) else (example["line"], example["takes"])
    rule = next(rule for rule in furniture_rules() if rule.name == name)

    match = match_rule(rule, line)

    assert match is not None
    assert match.group() == takes


@pytest.mark.parametrize(("name", "example"), list(_examples("never")))
def test_rules_leave_the_counter_example(name: str, example: str) -> None:
    hit = match_line(example)

    assert hit is None or hit[0].then, f"{hit[0].name} takes it"


def test_every_rule_has_examples_and_counter_examples() -> None:
    lacking = [rule["name"] for rule in _rules() if not rule.get("examples") or not rule.get("never")]

    assert lacking == []


def test_rule_names_are_unique() -> None:
    names = [rule.name for rule in furniture_rules()]

    assert len(names) == len(set(names))


@pytest.mark.parametrize("line", read_yaml("furniture.yml")["headline"]["examples"])
def test_headline_is_recognised(line: str) -> None:
    assert is_headline(line)


@pytest.mark.parametrize("line", read_yaml("furniture.yml")["headline"]["never"])
def test_other_line_is_no_headline(line: str) -> None:
    assert not is_headline(line)


def _taken(text: str) -> list[str]:
    return [span.of(text) for span in furniture_spans(text)]


def test_page_is_cleaned_around_its_story() -> None:
    text = (
        "A farmer standing beside a burning tyre on the road.\n\nFarmers block road to the capital\n\n"
        f"By Amina Banda\nLUSAKA — March 5, 2024\n\n{_STORY}\n\nA second day\n\n{_STORY}\n\n"
        "Leave a Comment\n\nYour email address will not be published.\n"
    )

    assert _taken(text) == [
        "A farmer standing beside a burning tyre on the road.",
        "Farmers block road to the capital",
        "By Amina Banda",
        "LUSAKA — March 5, 2024",
        "Leave a Comment\n\nYour email address will not be published.",
    ]


def test_section_heading_is_no_furniture() -> None:
    text = f"{_STORY}\nRoads stay closed\n{_STORY}"

    assert _taken(text) == []


def test_story_without_furniture_is_left_whole() -> None:
    assert _taken(f"{_STORY}\n{_STORY}\n") == []


def test_dateline_leaves_the_sentence_behind_it() -> None:
    text = f"LUSAKA, Zambia (AP) — {_STORY}"

    assert _taken(text) == ["LUSAKA, Zambia (AP) — "]


def test_label_and_dateline_are_both_taken() -> None:
    text = f"UPDATE 2 - LUSAKA (Reuters) - {_STORY}"

    assert "".join(_taken(text)) == "UPDATE 2 - LUSAKA (Reuters) - "


def test_comment_link_above_the_story_does_not_swallow_it() -> None:
    text = f"Farmers block road to the capital\n\nLeave a comment\n\n{_STORY}\n\n{_STORY}"

    assert _taken(text) == ["Farmers block road to the capital", "Leave a comment"]


def test_comments_below_the_form_are_taken_with_it() -> None:
    text = f"{_STORY}\n" * 9 + f"Comments (2)\n{_STORY}"

    assert _taken(text) == [f"Comments (2)\n{_STORY}"]


def test_related_headlines_are_taken_up_to_the_next_sentence() -> None:
    text = f"{_STORY}\nRelated articles\nBridge reopens after flood\nBank cuts its rate\n{_STORY}"

    assert _taken(text) == ["Related articles\nBridge reopens after flood\nBank cuts its rate"]


def test_header_block_is_furniture() -> None:
    text = f"title: Farmers block road\ndate: 2024-03-05\n\n{_STORY}"

    assert _taken(text) == ["title: Farmers block road\ndate: 2024-03-05"]


def test_byline_late_in_the_text_makes_no_paragraph_a_caption() -> None:
    text = f"{_STORY}\n{_STORY}\nRoads stay closed\n{_STORY}\nBy Amina Banda"

    assert _taken(text) == ["By Amina Banda"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("LUSAKA — March 5, 2024\n\nFarmers came.", "Lusaka"),
        ("NEW HAVEN, Conn. — A jury took four hours.", "New Haven"),
        ("Farmers block road\n\nBy Amina Banda\n\nLUSAKA (AP) — Farmers came.", "Lusaka"),
        ("Lusaka, Zambia (AFP) – Farmers came.", "Lusaka"),
        ("Farmers came to Lusaka — and left.", None),
        ("NATO — the alliance — will send two ships.", None),
        ("", None),
    ],
    ids=["dated", "state", "below-byline", "mixed-case", "in-a-sentence", "acronym", "empty"],
)
def test_dateline_gives_its_place(text: str, place: str | None) -> None:
    assert dateline_place(text) == place


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"Farmers block road\n\n{_STORY}", "Farmers block road"),
        (f"# Farmers block road\n\n{_STORY}", "Farmers block road"),
        (f"Lakeshore Public Radio\n\nFarmers block road\n\n{_STORY}", "Farmers block road"),
        (f"ADVERTISEMENT\nFarmers block road\n\n{_STORY}", "Farmers block road"),
        (_STORY, None),
        ("Farmers who had come from all over the country blocked the\nroad to the capital.\n", None),
        (f"Minister Takes New Post\n\n{_STORY}", "Minister Takes New Post"),
    ],
    ids=["first-line", "markdown", "masthead", "below-ad", "none", "wrapped-text", "no-masthead"],
)
def test_headline_becomes_the_title(text: str, title: str | None) -> None:
    assert title_of(text) == title


@pytest.mark.parametrize(
    ("text", "publisher"),
    [
        (f"(The Lake Herald) – {_STORY}", "The Lake Herald"),
        (f"{_STORY}\n© 2024 Lakeshore Public Radio", "Lakeshore Public Radio"),
        (
            f"LUSAKA (AP) — {_STORY}\n\nCopyright 2024 The Lake Herald. All rights reserved.",
            "The Lake Herald",
        ),
        (f"NEW You can now listen to Lake Herald articles!\n\n{_STORY}", "Lake Herald"),
        (f"LUSAKA, March 5 (Lake Wire) — {_STORY}", "Lake Wire"),
        (_STORY, None),
    ],
    ids=["lead", "copyright", "paper-before-agency", "banner", "agency", "none"],
)
def test_publisher_is_taken_where_the_page_names_it(text: str, publisher: str | None) -> None:
    assert publisher_of(text) == publisher


_KNOWN = [
    *[_STORY, "By Amina Banda", "LUSAKA (AP) — Farmers came.", "Leave a Comment", "Share", ""],
    *["Roads stay closed", "title: Farmers", "---", "© 2024 The Lake Herald", "Related articles"],
    *["date 2024-03-05 NEW", "Lakeshore Public Radio", "Published March 5, 2024", "Comments"],
]
_LINES = st.lists(st.sampled_from(_KNOWN) | st.text(max_size=40), max_size=20)


@given(_LINES, st.sampled_from(["\n", "\r\n", "\n\n", "\r"]))
def test_spans_are_ordered_apart_and_inside_the_text(lines: list[str], end: str) -> None:
    text = end.join(lines)

    spans = furniture_spans(text)

    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(0 <= item.start < item.end <= len(text) for item in find_furniture(text))
