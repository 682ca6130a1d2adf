"""The day of publication comes from what says so, in a fixed order, and is never invented."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.dating import date_article, read_day, read_url_day

_STORY = "Farmers blocked the road on Monday. A court had ruled on 3 February 2024 that they may."
_URL = "https://lakeherald.example/world/2024/03/07/farmers"
_DAY = date(2024, 3, 5)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2024-03-05", _DAY),
        ("2024-03-05T23:59:59-05:00", _DAY),
        ("2024-03-05 23:59:59", _DAY),
        ("2024/3/5", _DAY),
        ("20240305T101500Z", _DAY),
        ("20240305", _DAY),
        ("20240305101500", _DAY),
        ("Tue, 05 Mar 2024 23:59:59 -0500", _DAY),
        ("Tuesday, March 5, 2024", _DAY),
        ("Mar. 5, 2024, 4:22 p.m. ET", _DAY),
        ("5th March 2024", _DAY),
        ("5-Mar-2024", _DAY),
        ("Published: 5 Sept. 2024 10:31 GMT", date(2024, 9, 5)),
        ("25/03/2024", date(2024, 3, 25)),
        ("03/25/2024", date(2024, 3, 25)),
        ("25.03.2024", date(2024, 3, 25)),
        ("05/05/2024", date(2024, 5, 5)),
        ("05/03/2024", None),
        ("Monday, March 5, 2024", None),
        ("March 5", None),
        ("2024-02-30", None),
        ("0001-01-01T00:00:00", None),
        ("1970-01-01T00:00:00Z", None),
        ("2 hours ago", None),
        ("true", None),
        ("1709640000", None),
        ("", None),
    ],
)
def test_stamp_is_read_as_the_day_it_writes(words: str, day: date | None) -> None:
    assert read_day(words) == day


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://lakeherald.example/2024/03/05/farmers", _DAY),
        ("https://lakeherald.example/2024/mar/05/farmers", _DAY),
        ("https://lakeherald.example/world/2024-03-05/farmers", _DAY),
        ("https://lakeherald.example/farmers-20240305.html", _DAY),
        ("https://lakeherald.example/2024/03/farmers", None),
        ("https://lakeherald.example/2024/13/45/farmers", None),
        ("https://lakeherald.example/id/120240305123", None),
    ],
)
def test_address_gives_a_day_only_where_it_is_whole(url: str, day: date | None) -> None:
    assert read_url_day(url) == day


def test_given_day_wins() -> None:
    published = date_article(_STORY, given=_DAY, header=["2024-03-06"], url=_URL)

    assert (published.value, published.basis) == (_DAY, "given")


def test_header_comes_before_metadata_dateline_and_address() -> None:
    text = f"LUSAKA — March 6, 2024\n\n{_STORY}"

    published = date_article(text, header=["5 March 2024"], metadata=["2024-03-08"], url=_URL)

    assert (published.value, published.basis, published.evidence) == (_DAY, "header", "5 March 2024")


def test_metadata_comes_before_the_dateline() -> None:
    published = date_article(f"LUSAKA — March 6, 2024\n\n{_STORY}", metadata=["2024-03-05T10:00:00Z"])

    assert (published.value, published.basis, published.evidence) == (
        _DAY,
        "metadata",
        "2024-03-05T10:00:00Z",
    )


def test_dateline_comes_before_the_address() -> None:
    published = date_article(f"LUSAKA — March 5, 2024\n\n{_STORY}", url=_URL)

    assert (published.value, published.basis, published.evidence) == (
        _DAY,
        "dateline",
        "LUSAKA — March 5, 2024",
    )


def test_address_is_used_where_nothing_else_tells() -> None:
    published = date_article(_STORY, url=_URL)

    assert (published.value, published.basis, published.evidence) == (date(2024, 3, 7), "url", _URL)


def test_line_above_the_story_is_a_header() -> None:
    published = date_article(f"Farmers block road\nPublished March 5, 2024 at 1:40 PM EST\n\n{_STORY}")

    assert (published.value, published.basis) == (_DAY, "header")


def test_first_publication_wins_over_the_update() -> None:
    text = (
        f"Farmers block road\nUpdated March 6, 2024 at 9 AM\nPublished March 5, 2024 at 1:40 PM\n\n{_STORY}"
    )

    assert date_article(text).value == _DAY


def test_banner_of_a_saved_page_is_a_header() -> None:
    published = date_article(f" date 2024-03-05 NEW You can now listen to Lake Herald articles!\n\n{_STORY}")

    assert (published.value, published.basis) == (_DAY, "header")
    assert published.evidence == "date 2024-03-05 NEW You can now listen to Lake Herald articles!"


def test_wire_dateline_takes_its_year_from_the_address() -> None:
    published = date_article(f"LUSAKA, March 5 (Reuters) - {_STORY}", url="https://wire.example/2024/farmers")

    assert (published.value, published.basis) == (_DAY, "dateline")


def test_wire_dateline_takes_its_year_from_the_copyright_line() -> None:
    assert date_article(f"LUSAKA, March 5 (Reuters) - {_STORY}\n\n© 2024 Lake Wire").value == _DAY


def test_wire_dateline_without_any_year_dates_nothing() -> None:
    assert date_article(f"LUSAKA, March 5 (Reuters) - {_STORY}").value is None


def test_wire_dateline_takes_its_year_from_its_weekday_and_the_latest_full_date() -> None:
    published = date_article(f"LUSAKA, Tuesday, March 5 (Lake Wire) - {_STORY}")

    assert (published.value, published.basis, published.confidence) == (_DAY, "dateline", "likely")
    assert "its weekday" in (published.evidence or "")


def test_weekday_of_no_year_near_the_latest_full_date_dates_nothing() -> None:
    assert date_article(f"LUSAKA, Sunday, March 5 (Lake Wire) - {_STORY}").value is None


@pytest.mark.parametrize("lead", ["NEW DELHI: ", "LUSAKA. ", "LUSAKA (Lake Wire) — ", "LUSAKA, Zambia — "])
def test_dateline_without_a_day_neither_dates_nor_disturbs(lead: str) -> None:
    assert date_article(lead + _STORY).basis == "unknown"
    assert date_article(lead + _STORY, url=_URL).basis == "url"
    assert date_article(f"Published March 5, 2024\n\n{lead}{_STORY}").value == _DAY


def test_weekday_that_contradicts_the_year_dates_nothing() -> None:
    text = f"LUSAKA, Friday, March 5 (Reuters) - {_STORY}\n\n© 2024 Lake Wire"

    assert date_article(text).value is None


def test_date_in_the_story_is_never_taken() -> None:
    published = date_article(_STORY)

    assert (published.value, published.basis, published.evidence) == (None, "unknown", None)


def test_story_that_opens_with_a_date_is_not_dated_by_it() -> None:
    assert date_article("March 5, 2024 was the day on which the dam broke. Nobody died.").value is None


@pytest.mark.parametrize(
    "text",
    [
        f"How the blockade grew\n\nMarch 5, 2024\n{_STORY}\n\nMarch 7, 2024\n{_STORY}",
        f"{_STORY * 3}\n\nMarch 5, 2024\n{_STORY}",
    ],
    ids=["several", "below-the-story"],
)
def test_headings_of_a_chronology_date_nothing(text: str) -> None:
    assert date_article(text).value is None


def test_unreadable_header_falls_through() -> None:
    assert date_article(_STORY, header=["yesterday"], url=_URL).basis == "url"


def test_utc_stamp_yields_to_the_same_instant_in_the_publishers_zone() -> None:
    stamps = ["2024-03-06T02:30:00Z", "2024-03-05T21:30:00-05:00"]

    published = date_article(_STORY, metadata=stamps)

    assert (published.value, published.evidence) == (_DAY, "2024-03-05T21:30:00-05:00")


def test_utc_stamp_yields_to_the_day_in_the_address_when_a_zone_explains_it() -> None:
    url = "https://lakeherald.example/2024/03/05/farmers"

    assert date_article(_STORY, metadata=["2024-03-06T02:30:00Z"], url=url).value == _DAY
    assert date_article(_STORY, metadata=["2024-03-06T22:30:00Z"], url=url).value == date(2024, 3, 6)


@given(st.dates(min_value=date(1700, 1, 1), max_value=date(2199, 12, 31)))
def test_iso_day_is_read_back(day: date) -> None:
    expected = None if day == date(1970, 1, 1) else day

    assert read_day(day.isoformat()) == expected


@given(st.text(max_size=200))
def test_no_text_breaks_the_reading(words: str) -> None:
    read_day(words)
    read_url_day(words)
    date_article(words, header=[words], metadata=[words], url=words)
