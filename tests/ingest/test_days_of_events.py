"""The day that each event of a sentence gets, among several verbs and several days."""

import pytest

from tests.ingest.reading import PUBLISHED, events_of, read


@pytest.mark.parametrize(
    ("text", "type", "day"),
    [
        ("The director resigned on Monday and was replaced by Jane Wu.", "appointment", "2024-05-13"),
        ("Norway imposed tariffs on steel on Monday, accusing Peru of dumping.", "statement", "2024-05-13"),
        ("The High Court on Monday upheld the ban on the party.", "legal_action", "2024-05-13"),
        (
            "Teachers began a strike on Monday after talks with the ministry collapsed.",
            "protest",
            "2024-05-13",
        ),
        ("Rebels withdrew from Goma on Monday under a deal brokered by Angola.", "fighting", "2024-05-13"),
        ("Judge Eva Stern resigned after the 2022 invasion.", "resignation", "2022-01-01/2022-12-31"),
        (
            "Peru will sign the treaty “in the coming days,” Mayor Jonas Lund said.",
            "agreement",
            "2024-05-16/2024-05-22",
        ),
        ("Parliament passed a law in March banning the party.", "decision", "2024-03-01/2024-03-31"),
        (
            "Police detained a man suspected of planting a bomb that killed 20 people in 2015.",
            "legal_action",
            "2024-05-08/2024-05-15",
        ),
    ],
    ids=[
        "joined verb",
        "participle",
        "day before the verb",
        "day before after",
        "day before a reduced clause",
        "day of what it followed",
        "day that cannot be that of saying",
        "day before a gerund",
        "day of another verb",
    ],
)
def test_verb_without_a_day_of_its_own_takes_that_of_the_verb_before(text: str, type: str, day: str) -> None:
    assert str(read(text, type).interval) == day


def test_day_of_what_is_reported_is_not_that_of_the_report() -> None:
    told = read("The ministry said it would close nine mines by the end of the year.", "statement")

    assert (str(told.interval), told.basis) == (str(PUBLISHED), "published")


def test_hours_after_is_the_same_day_and_a_day_after_is_not() -> None:
    hours = read(
        "Rosa Paz resigned on Friday, just two hours after police raided her office.", "legal_action"
    )
    day = read("Rosa Paz resigned on Friday, a day after police raided her office.", "legal_action")

    assert (str(hours.interval), hours.basis) == ("2024-05-10", "context")
    assert str(day.interval) != "2024-05-10"


def test_crime_has_another_date_than_the_verdict() -> None:
    event = read("Rita Osei was convicted of taking bribes from 2008 to 2011.", "legal_action")

    assert str(event.interval) == "2024-05-08/2024-05-15"


@pytest.mark.parametrize(
    ("text", "type", "day"),
    [
        ("Two men were held on Monday after rebels bombed a market in Gao.", "strike", "2024-05-13"),
        ("Hours before the jet crashed on Sunday, Peru launched missiles at a base.", "strike", "2024-05-12"),
        (
            "Osei's house was raided two weeks after she resigned on Monday.",
            "legal_action",
            "2024-05-08/2024-05-15",
        ),
        ("Villages were evacuated on Monday due to flooding in Piura.", "incident", "2024-05-13"),
        ("At dawn on Monday, a quake struck southern Peru.", "incident", "2024-05-13"),
    ],
    ids=["after what was dated", "before what is dated", "a stretch of time between", "cause", "fronted"],
)
def test_day_is_taken_from_the_clause_that_is_tied_to_it(text: str, type: str, day: str) -> None:
    assert str(read(text, type).interval) == day


def test_clause_behind_a_noun_dates_and_places_it() -> None:
    event = read(
        "Two people have died in incidents related to storms that hit England on Friday.", "incident"
    )

    assert (str(event.interval), event.place) == ("2024-05-10", "England")


def test_year_of_a_name_dates_no_statement() -> None:
    assert str(read("Rome 2024 president Ana Osei said it was ready.", "statement").interval) == "2024-05-15"


@pytest.mark.parametrize(
    ("text", "type", "day"),
    [
        (
            "Parliament reached a deal to end imports of gas by late 2027.",
            "agreement",
            "2024-05-08/2024-05-15",
        ),
        ("Mayor Jonas Lund asked the union to answer by Friday.", "statement", "2024-05-15"),
        ("Leaders agreed to build a joint port on Monday.", "agreement", "2024-05-13"),
        ("The ministry extended the deadline to June 30.", "deadline", "2024-06-30"),
    ],
    ids=["years ahead", "end of a term", "weekday of the news", "a deadline lies ahead"],
)
def test_what_has_happened_does_not_lie_ahead(text: str, type: str, day: str) -> None:
    assert str(read(text, type).interval) == day


def test_clause_that_describes_talks_dates_them() -> None:
    text = "Of the Lima talks, which began on Tuesday, a joint account said only that they went on."
    summit = "Ministers will settle the matter at their summit on June 18."
    events = [event for event in events_of(f"{summit}\n\n{text}") if event.type == "meeting"]

    assert [str(event.interval) for event in events] == ["2024-06-18", "2024-05-14"]


def test_day_behind_a_verb_is_no_that_clause() -> None:
    told = read("Thousands of people, most of them young, protested that night in Oslo.", "protest")

    assert told.headline == "Thousands of people protested that night in Oslo"


def test_undated_article_dates_a_month_and_an_hour_by_the_day_told_before() -> None:
    text = (
        "On May 10, 2021, police in Lima arrested five people. Two ministers were dismissed in June. "
        "On July 2, 2021, Governor Eva Stern spoke, and by nightfall Mayor Jonas Lund resigned."
    )
    days = [str(event.interval) for event in events_of(text, published=None) if event.type == "resignation"]

    assert days == ["2021-06-01/2021-06-30", "2021-07-02"]


@pytest.mark.parametrize(
    ("text", "type", "day"),
    [
        ("On Monday, Rita Osei spoke of the shelling of a school in Gao.", "strike", "2024-05-13"),
        (
            "On Monday, Rita Osei commented on the shelling of a school in Gao.",
            "strike",
            "2024-05-08/2024-05-15",
        ),
        ("On Monday Peru offered help following a flood in Chile.", "incident", "2024-05-08/2024-05-15"),
        (
            "A bus crashed on Sunday. On Monday, Rita Osei said the crash was no accident.",
            "incident",
            "2024-05-12",
        ),
        ("Families fled after the Russian invasion, and in May half of them returned.", "fighting", "None"),
        ("Families fled after the Russian invasion in May 2022.", "fighting", "2022-05-01/2022-05-31"),
    ],
    ids=[
        "no words",
        "day of the words",
        "day of the offer",
        "told of again",
        "day of the return",
        "its own day",
    ],
)
def test_day_of_words_about_it_is_not_its_own(text: str, type: str, day: str) -> None:
    assert str(read(text, type).interval) == day


def test_result_without_a_day_is_of_the_election_told_before() -> None:
    text = "Ghana held an election on Sunday. Rita Osei won 55% of the vote."
    (event,) = events_of(text)

    assert (str(event.interval), event.type, [str(q.value) for q in event.quantities]) == (
        "2024-05-12",
        "vote",
        ["55"],
    )


@pytest.mark.parametrize(
    ("text", "type", "day", "status"),
    [
        ("The senate votes on Tuesday on the levy.", "vote", "2024-05-21", "planned"),
        ("The senate voted on Tuesday on the levy.", "vote", "2024-05-14", "occurred"),
        ("The trial of Rita Osei begins on Monday.", "legal_action", "2024-05-20", "planned"),
        ("The trial of Rita Osei began on Monday.", "legal_action", "2024-05-13", "occurred"),
        ("The talks in Bern resume on Monday.", "meeting", "2024-05-20", "planned"),
        ("Rita Osei resigned on June 23.", "resignation", "2023-06-23", "occurred"),
        ("On June 23, Rita Osei resigned.", "resignation", "2023-06-23", "occurred"),
        ("The ministry extended the deadline to June 30.", "deadline", "2024-06-30", "occurred"),
        (
            "Rita Osei will appear before a tribunal for its hearing on Friday.",
            "legal_action",
            "2024-05-17",
            "planned",
        ),
        (
            "On Sunday, Rita Osei demanded an answer, prompting clashes that killed two soldiers.",
            "fighting",
            "2024-05-12",
            "occurred",
        ),
    ],
    ids=[
        "present for a weekday",
        "past",
        "begins",
        "began",
        "resume",
        "a day of last year",
        "fronted",
        "moved to a day ahead",
        "before a court",
        "prompted",
    ],
)
def test_tense_tells_on_which_side_a_day_lies(text: str, type: str, day: str, status: str) -> None:
    event = read(text, type)

    assert (str(event.interval), event.status) == (day, status)


@pytest.mark.parametrize(
    ("text", "type", "day"),
    [
        ("Rita Osei quit on Monday, a day after parliament approved the budget.", "decision", "2024-05-12"),
        ("A day after parliament approved the budget, Rita Osei quit on Monday.", "decision", "2024-05-12"),
        ("Rita Osei quit two days after police raided her office on Monday.", "resignation", "2024-05-15"),
        ("Rita Osei quit on Friday, a week before Paul Kent was sacked.", "resignation", "2024-05-10"),
    ],
    ids=["days after", "fronted", "of the main clause", "ahead of publication"],
)
def test_days_between_two_clauses_are_counted(text: str, type: str, day: str) -> None:
    assert str(read(text, type).interval) == day


def test_plan_is_not_dated_by_the_day_on_which_somebody_tells_it() -> None:
    told = read("Peru is ready to send troops to Haiti, its envoy said on Friday.", "deployment")

    assert (told.status, told.basis) == ("planned", "published")


@pytest.mark.parametrize(
    ("text", "type", "days"),
    [
        (
            "A storm hit Haiti on Monday. The storm was moving on towards Cuba on Tuesday.",
            "incident",
            ["2024-05-13"],
        ),
        (
            "A storm hit Haiti on Monday. The storm on Tuesday left Cuba without power.",
            "incident",
            ["2024-05-13", "2024-05-14"],
        ),
        (
            "Rita Osei resigned on Monday. The premier, Paul Kent, accepted the resignation.",
            "resignation",
            ["2024-05-13"],
        ),
        (
            "Rita Osei was charged in March and jailed.",
            "legal_action",
            ["2024-03-01/2024-03-31", "2024-03-01/2024-03-31"],
        ),
    ],
    ids=["moves on", "another", "accepted", "joined verbs"],
)
def test_what_is_told_further_is_no_happening_of_another_day(text: str, type: str, days: list[str]) -> None:
    assert [str(e.interval) for e in events_of(text) if e.type == type] == days
