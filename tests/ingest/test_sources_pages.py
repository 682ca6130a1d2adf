"""Pages in the markup habits of publishers: the right title, the right day, and the story alone."""

import re
from collections import Counter

import pytest

from ingest.rulefiles import read_yaml
from ingest.sources.html import read_page
from tests.ingest.pages import SAMPLES, Sample

FURNITURE = ("cookies", "newsletter", "Photo:", "Advertisement", "Read more", "First!", "All rights reserved")


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text.casefold()))


def f1(found: str, wanted: str) -> float:
    """Token F1 of two texts as bags of words."""
    one, other = words(found), words(wanted)
    shared = (one & other).total()
    return 2 * shared / (one.total() + other.total())


@pytest.mark.parametrize("sample", SAMPLES.values(), ids=SAMPLES)
def test_title_and_day_are_right(sample: Sample) -> None:
    article = read_page(sample.page, "page.html")

    assert (article.title, article.published) == (sample.title, sample.day)
    assert article.publisher in {"Lake Herald", None}


@pytest.mark.parametrize("sample", SAMPLES.values(), ids=SAMPLES)
def test_body_is_the_story_alone(sample: Sample) -> None:
    text = read_page(sample.page, "page.html").text

    assert f1(text, "\n".join(sample.body)) >= 0.95
    assert [word for word in FURNITURE if word in text] == []
    assert sample.title not in text


def test_classes_of_boxes_match_their_examples_alone() -> None:
    boxes = read_yaml("furniture.yml")["boxes"]
    pattern = re.compile(boxes["pattern"])

    assert [name for name in boxes["examples"] if not pattern.search(name)] == []
    assert [name for name in boxes["never"] if pattern.search(name)] == []
