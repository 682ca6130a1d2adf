"""Sentences: where they end, and what is no running prose."""

from events.model import Span
from ingest.sentences import split_sentences


def pieces(text: str, furniture: tuple[Span, ...] = ()) -> list[tuple[str, str]]:
    return [(s.kind, s.span.of(text)) for s in split_sentences(text, furniture)]


def test_abbreviations_do_not_end_a_sentence() -> None:
    text = "Rep. Lena Ortiz, D-Ohio, met Gen. Paul Reyes at 5 p.m. on Friday. The U.S. envoy left."

    assert [piece for _, piece in pieces(text)] == [
        "Rep. Lena Ortiz, D-Ohio, met Gen. Paul Reyes at 5 p.m. on Friday.",
        "The U.S. envoy left.",
    ]


def test_a_short_line_without_end_mark_is_a_heading() -> None:
    assert (
        pieces("Harbour reopens after blast\nThe harbour of Port Lune reopened on Monday.")[0][0] == "heading"
    )


def test_a_bulleted_line_is_an_item() -> None:
    assert [kind for kind, _ in pieces("• lower tariffs on steel\n- a joint patrol of the strait.")] == [
        "item",
        "item",
    ]


def test_whole_sentences_behind_bullets_tell_news_as_in_a_live_summary() -> None:
    text = "• The miners' union and Norland Coal reached an agreement on Thursday.\n14:20 Osei left for Lomé."

    assert pieces(text) == [
        ("prose", "The miners' union and Norland Coal reached an agreement on Thursday."),
        ("prose", "Osei left for Lomé."),
    ]


def test_points_of_a_plan_behind_bullets_are_items_unless_they_name_a_day() -> None:
    point = "• The army of Sudria shall have no more than 600 men."
    news = "• Members of the union will vote on the deal on Saturday."

    assert [kind for kind, _ in pieces(f"{point}\n{news}")] == ["item", "prose"]


def test_sentences_glued_without_a_space_are_parted() -> None:
    text = "The ministers left on Sunday.Talks resume in March."

    assert [piece for _, piece in pieces(text)] == ["The ministers left on Sunday.", "Talks resume in March."]


def test_furniture_is_left_out_even_inside_a_line() -> None:
    text = "LISTEN to this story! The dam broke on Sunday."

    assert [piece for _, piece in pieces(text, (Span(start=0, end=21),))] == ["The dam broke on Sunday."]


def test_every_span_slices_its_text() -> None:
    text = "  One day later, it rained.  \r\n\r\n“Stop,” she said. “Now!”\n"

    for sentence in split_sentences(text):
        assert sentence.span.of(text).strip() == sentence.span.of(text) != ""
