"""Pages that are no articles are told from those that are, each with its reason."""

import pytest

from ingest.walls import wall_of, walls

EXAMPLES = [(wall.reason, text) for wall in walls() for text in wall.examples]
NEVER = [text for wall in walls() for text in wall.never]
STORY = "The ferry Solvei sank off Moss on Monday, and nine people drowned, the police said. " * 30


@pytest.mark.parametrize(("reason", "text"), EXAMPLES)
def test_example_is_refused_with_its_reason(reason: str, text: str) -> None:
    assert wall_of(text) == reason


@pytest.mark.parametrize("text", NEVER)
def test_counter_example_is_an_article(text: str) -> None:
    assert wall_of(text) is None


def test_every_kind_has_examples_and_counter_examples() -> None:
    assert all(wall.examples and wall.never for wall in walls())


@pytest.mark.parametrize("title", ["Just a moment...", "404 Not Found", "Access Denied"])
def test_title_alone_tells(title: str) -> None:
    assert wall_of("Please go on. It will not take long.", title) is not None


def test_long_article_with_a_notice_is_an_article() -> None:
    assert wall_of(f"{STORY}\nWe use cookies to count our readers.\nAlready a subscriber? Log in.") is None


def test_headlines_without_sentences_are_a_list() -> None:
    headlines = "\n".join(f"Ferry {number} sinks off Moss" for number in range(12))

    assert "list of links" in (wall_of(headlines) or "")
    assert wall_of(f"{headlines}\n{STORY}") is None
