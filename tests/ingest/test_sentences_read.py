"""Whole sentences through the real rules: date, status, place, headline of what hides in their clauses."""

from datetime import date

import pytest

from events.model import Article, Event
from ingest.rule_extractor import RuleExtractor
from ingest.sentences import split_sentences

PUBLISHED = date(2024, 5, 15)  # a Wednesday


def read(text: str, type: str) -> Event:
    """The first event of a type that a sentence tells."""
    article = Article(text=text, name="test", published=PUBLISHED, published_basis="given")
    return next(event for event in RuleExtractor().extract(article) if event.type == type)


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


def test_what_somebody_denies_is_denied() -> None:
    assert read("Peru denied on Sunday that it had supplied missiles to Chad.", "aid").status == "denied"


@pytest.mark.parametrize(
    ("text", "type", "place"),
    [
        ("A ferry sank off the coast of Zanzibar on Monday.", "incident", "Zanzibar"),
        ("An air strike hit a school in Beirut's northern suburbs on Monday.", "strike", "Beirut"),
    ],
)
def test_place_stands_behind_a_part_or_before_one(text: str, type: str, place: str) -> None:
    assert read(text, type).place == place


def test_country_answers_for_its_weapons() -> None:
    assert read("A Saudi drone hit a market in Aden on Monday.", "strike").actors == ("Saudi Arabia",)


def test_title_of_several_words_is_no_part_of_the_name() -> None:
    assert read("Deputy Interior Minister Mara Lis said on Monday it was over.", "statement").actors == (
        "Mara Lis",
    )


def test_speaker_behind_a_list_is_no_apposition() -> None:
    assert read("“We lost,” he told soldiers, the army said.", "statement").actors == ("army",)


@pytest.mark.parametrize(
    ("text", "type", "headline"),
    [
        (
            "A bus that crashed near Quito on Friday was carrying 40 pupils.",
            "incident",
            "A bus crashed near Quito on Friday",
        ),
        ("The truce, brokered by Qatar, took effect on Sunday.", "agreement", "The truce brokered by Qatar"),
        (
            "Governor Eva Stern said the levy was “a mistake that nobody should ever repeat” on Monday.",
            "statement",
            "Governor Eva Stern said the levy was “a mistake that nobody should ever repeat” on Monday",
        ),
        (
            "A spokeswoman for the port authority said the accounts had been audited twice.",
            "statement",
            "A spokeswoman for the port authority said the accounts had been audited twice",
        ),
    ],
    ids=["relative clause", "reduced clause", "quotation", "what is said"],
)
def test_headline_is_readable_alone(text: str, type: str, headline: str) -> None:
    assert read(text, type).headline.removeprefix("Governor ") == headline.removeprefix("Governor ")


def test_pronoun_is_no_object_of_an_infinitive() -> None:
    text = "Rosa Paz, who chose who got to see the president of Peru, quit after police searched her office."

    assert read(text, "legal_action").targets == ("Rosa Paz",)


def test_who_was_thanked_does_not_go_on_to_speak() -> None:
    told = read("Ana Paz thanked Luis Rey for his work, and said the port would close.", "statement")

    assert told.actors == ("Ana Paz",)


def test_hours_after_is_the_same_day_and_a_day_after_is_not() -> None:
    hours = read(
        "Rosa Paz resigned on Friday, just two hours after police raided her office.", "legal_action"
    )
    day = read("Rosa Paz resigned on Friday, a day after police raided her office.", "legal_action")

    assert (str(hours.interval), hours.basis) == ("2024-05-10", "context")
    assert str(day.interval) != "2024-05-10"


def test_possessive_makes_no_verb_of_a_noun() -> None:
    article = Article(
        text="Members backed the president's veto of the bill.", name="test", published=PUBLISHED
    )

    assert [event.rule for event in RuleExtractor().extract(article) if event.type == "decision"] == []


@pytest.mark.parametrize(
    ("text", "type", "status"),
    [
        ("A knife attack at a market in Brussels in May 2017 killed two people.", "strike", "occurred"),
        ("Flights were cancelled on Monday due to a strike by pilots in Lyon.", "protest", "occurred"),
        ("Fighting broke out in Gao on Monday between the army and rebels.", "fighting", "occurred"),
    ],
    ids=["May the month", "due to a noun", "past that is no participle"],
)
def test_word_that_looks_like_another_decides_nothing(text: str, type: str, status: str) -> None:
    assert read(text, type).status == status


def test_sentence_ends_at_a_plain_word() -> None:
    text = "Canada is moving troops to Latvia for drills next month. Chad sent 200 soldiers to Mali."

    assert [span.of(text) for span, *_ in split_sentences(text)] == [
        "Canada is moving troops to Latvia for drills next month.",
        "Chad sent 200 soldiers to Mali.",
    ]


@pytest.mark.parametrize(
    ("text", "type", "status"),
    [
        ("Defence minister Petra Holm ruled out sending troops to Mali on Monday.", "deployment", "denied"),
        ("Petra Holm considered sending troops to Mali on Monday.", "deployment", "possible"),
        ("Chile said it would begin withdrawing its troops from Haiti on Sunday.", "deployment", "planned"),
        ("Nurses in Leeds suspended a planned strike on Tuesday.", "protest", "denied"),
        ("Finland and Sweden are holding military drills in the Baltic Sea.", "deployment", "ongoing"),
        ("The judge adjourned the hearing until 12 June.", "legal_action", "planned"),
    ],
    ids=[
        "ruled out",
        "considered",
        "would begin",
        "suspended a planned",
        "are holding",
        "until a day to come",
    ],
)
def test_governing_verb_decides_the_status(text: str, type: str, status: str) -> None:
    assert read(text, type).status == status


def test_main_clause_goes_on_behind_what_interrupts_it() -> None:
    text = (
        "The trial of former president Alvaro Mendez, who is accused of bribery, begins on 3 June in Bogota."
    )

    event = read(text, "legal_action")

    assert (str(event.interval), event.status, event.place) == ("2024-06-03", "planned", "Bogota")
    assert event.headline == "The trial of former president Alvaro Mendez begins on 3 June in Bogota"


@pytest.mark.parametrize(
    ("text", "type", "actors", "place"),
    [
        (
            "Police searched the house on Monday after Carl Brandt resigned.",
            "resignation",
            "Carl Brandt",
            None,
        ),
        ("The army captured the town of Goma in May.", "fighting", "army", "Goma"),
        ("Rebels took Goma on Tuesday.", "fighting", "Rebels", "Goma"),
        ("A quake struck off the coast of Chile on Monday.", "incident", "", "Chile"),
        (
            "A Nairobi judge sentenced Peter Oduya to six years on Tuesday.",
            "legal_action",
            "Nairobi judge",
            "Nairobi",
        ),
        ("The ruling Mombo party won the election on Thursday.", "vote", "Mombo party", None),
        ("Rafael Torres will visit Tehran next week.", "meeting", "Rafael Torres", "Tehran"),
    ],
    ids=["behind after", "town of", "object", "coast of", "judge", "party", "visited"],
)
def test_subject_and_scene_are_found(text: str, type: str, actors: str, place: str | None) -> None:
    event = read(text, type)

    assert (", ".join(event.actors), event.place) == (actors, place)


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("The bloc agreed on Tuesday to extend sanctions on Belarus.", ["sanction"]),
        ("Germany pledged 200 million euros in aid for Sudan on Monday.", ["aid"]),
        (
            "At least 30 soldiers were killed in an ambush by militants in Burkina Faso on Thursday.",
            ["fighting"],
        ),
        ("Mayor Karl Brandt quit on Monday after the council voted to oust him.", ["resignation", "vote"]),
        (
            "Mayor Karl Brandt quit on Monday, two years after Karl Brandt was sacked as governor in 2022.",
            ["resignation", "resignation"],
        ),
    ],
    ids=[
        "agreed to do it",
        "pledge is the deed",
        "killed in an ambush",
        "ousted and so resigned",
        "left two offices",
    ],
)
def test_one_happening_is_told_once(text: str, types: list[str]) -> None:
    article = Article(text=text, name="test", published=PUBLISHED, published_basis="given")

    assert [event.type for event in RuleExtractor().extract(article)] == types


@pytest.mark.parametrize(
    "text",
    [
        "“It is over for all of us,” said Rita Osei.",
        "“It is over for all of us,” said Central Bank President Rita Osei in Lagos.",
        "The governor of the Bank of Ghana Rita Osei said: “It is over for all of us.”",
    ],
    ids=["behind the verb", "behind body and office", "behind of"],
)
def test_speaker_of_a_quotation_is_found(text: str) -> None:
    assert read(text, "statement").actors == ("Rita Osei",)


def test_sentence_in_the_middle_of_a_quotation_tells_no_event() -> None:
    text = "Rita Osei said: “We had no choice. Police arrested nine men on Monday. It was hard.”"
    article = Article(text=text, name="test", published=PUBLISHED, published_basis="given")

    assert [event.type for event in RuleExtractor().extract(article)] == ["statement"]


@pytest.mark.parametrize(
    ("text", "type", "status", "targets"),
    [
        (
            "Rita Osei was tried in absentia and sentenced on Saturday.",
            "legal_action",
            "occurred",
            "Rita Osei",
        ),
        ("Rita Osei will be recalled and charged on Saturday.", "legal_action", "planned", "Rita Osei"),
        (
            "Chile handed Rita Osei over to Peruvian police on Friday.",
            "legal_action",
            "occurred",
            "Rita Osei",
        ),
    ],
    ids=["passive shared", "future shared", "particle behind the object"],
)
def test_verb_shares_what_stands_before_another(text: str, type: str, status: str, targets: str) -> None:
    event = read(text, type)

    assert (event.status, ", ".join(event.targets)) == (status, targets)


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


@pytest.mark.parametrize(
    ("text", "type", "actors"),
    [
        ("Ministers of the bloc – Peru, Chile and Cuba – met in Lima on Monday.", "meeting", ("Ministers",)),
        ("Rita Osei, nominee of the Mombo party (MP), won the election on Sunday.", "vote", ("Rita Osei",)),
        ("On Monday Peru recalled its ambassador to Chile.", "sanction", ("Peru",)),
    ],
    ids=["between dashes", "in brackets", "date before the name"],
)
def test_subject_stands_outside_what_is_inserted(text: str, type: str, actors: tuple[str, ...]) -> None:
    assert read(text, type).actors == actors


@pytest.mark.parametrize(
    ("text", "killed", "missing"),
    [
        ("A helicopter crashed off Haiti on Thursday. All 10 aboard are missing.", None, "10"),
        ("A blaze hit a mill in Lagos on Saturday. Rain fell. The blaze killed three.", "3", None),
        ("A bus crashed near Lima on Monday. In 1986 a similar crash killed 40 people.", None, None),
        ("A bus crashed near Lima on Monday. Mayor Rosa Blanco resigned. Nine people are dead.", None, None),
    ],
    ids=["missing", "definite subject", "older days", "another happening between"],
)
def test_toll_of_a_later_sentence_joins(text: str, killed: str | None, missing: str | None) -> None:
    event = read(text, "incident")

    tolls = {quantity.name: str(quantity.value) for quantity in event.quantities}
    assert (tolls.get("killed"), tolls.get("missing")) == (killed, missing)


@pytest.mark.parametrize(
    ("text", "type", "actors"),
    [
        (
            "The World Trade Forum (WTF) and African Union (AU) have signed a deal.",
            "agreement",
            ("World Trade Forum", "African Union"),
        ),
        ("Envoys from Peru, Chile and Kenya met in Bern on Monday.", "meeting", ("Peru", "Chile", "Kenya")),
        (
            "Ron Salter, the mayor of Lusaka, Zambia, and his aide, Joe Banda, resigned on Monday.",
            "resignation",
            ("Ron Salter", "Joe Banda"),
        ),
        ("Johnson & Lund said on Monday that it was sorry.", "statement", ("Johnson & Lund",)),
    ],
    ids=["brackets", "envoys", "apposition and role", "ampersand"],
)
def test_every_doer_of_a_list_is_found(text: str, type: str, actors: tuple[str, ...]) -> None:
    assert read(text, type).actors == actors


@pytest.mark.parametrize(
    ("text", "type"),
    [
        ("During the storm, six sailors received non-life-threatening burns.", "statement"),
        ("Lima police have not commented on the report.", "statement"),
        ("Nine men drove through the US state of Ohio on Monday.", "statement"),
    ],
    ids=["hyphen", "silence", "noun like a verb"],
)
def test_what_only_looks_like_a_statement_is_none(text: str, type: str) -> None:
    with pytest.raises(StopIteration):
        read(text, type)


def test_name_that_describes_who_did_it_is_nobody() -> None:
    event = read(
        "A court will decide on bail for two Lund Lines managers who were arrested on Monday.", "legal_action"
    )

    assert "Lund Lines" not in (*event.actors, *event.targets)


def test_clause_behind_a_noun_dates_and_places_it() -> None:
    event = read(
        "Two people have died in incidents related to storms that hit England on Friday.", "incident"
    )

    assert (str(event.interval), event.place) == ("2024-05-10", "England")


def test_year_of_a_name_dates_no_statement() -> None:
    assert str(read("Rome 2024 president Ana Osei said it was ready.", "statement").interval) == "2024-05-15"


def test_subject_is_not_looked_for_in_a_clause_that_interrupts() -> None:
    event = read(
        "Paul Reyes, who decided who got to see the mayor of Lima, resigned on Friday.", "resignation"
    )

    assert event.actors == ("Paul Reyes",)


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
    article = Article(text=f"{summit}\n\n{text}", name="test", published=PUBLISHED, published_basis="given")
    events = [event for event in RuleExtractor().extract(article) if event.type == "meeting"]

    assert [str(event.interval) for event in events] == ["2024-06-18", "2024-05-14"]


@pytest.mark.parametrize(
    "text",
    [
        "Envoys promised an updated and refined draft of the plan.",
        "Ministers proposed a loan secured on Chile's frozen assets.",
    ],
)
def test_participle_that_only_describes_tells_no_event(text: str) -> None:
    article = Article(text=text, name="test", published=PUBLISHED, published_basis="given")

    assert not {"plan_revision", "sanction"} & {event.type for event in RuleExtractor().extract(article)}


@pytest.mark.parametrize(
    "text",
    ["Nobody was arrested.", "No one has been arrested.", "No suspects were arrested in Lima on Monday."],
)
def test_what_nobody_did_is_denied_and_counts_no_one(text: str) -> None:
    event = read(text, "legal_action")

    assert (event.status, event.quantities) == ("denied", ())


def test_nobody_is_no_name_said_before() -> None:
    told = read("The police have asked the army for help; nobody has been arrested.", "legal_action")

    assert (told.actors, told.targets) == ((), ())


def test_day_behind_a_verb_is_no_that_clause() -> None:
    told = read("Thousands of people, most of them young, protested that night in Oslo.", "protest")

    assert told.headline == "Thousands of people protested that night in Oslo"


def test_few_dozens_are_more_than_one() -> None:
    told = read("A few dozen people demonstrated with flags on Monday.", "protest")

    assert [f"{item.qualifier}: {item.value}" for item in told.quantities] == ["a few dozen: 24"]


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("Okafor, the army secretary, met Peruvian envoys in Lima.", ("Okafor", "Peruvian envoys")),
        ("However, the army secretary, who met Peruvian envoys, left.", ("Peruvian envoys",)),
        ("In Halvik, the army secretary, a Dane, met Peruvian envoys.", ("Peruvian envoys",)),
    ],
    ids=["surname", "opener", "town"],
)
def test_surname_that_an_office_explains_is_a_person(text: str, actors: tuple[str, ...]) -> None:
    assert read(text, "meeting").actors == actors


def test_headline_keeps_a_pronoun_behind_another_name() -> None:
    text = "Governor Eva Stern resigned. Mayor Jonas Lund wrote that her country had changed."

    assert read(text, "statement").headline == "Mayor Jonas Lund wrote that her country had changed"


@pytest.mark.parametrize(
    ("text", "type", "headline"),
    [
        (
            "Before he spoke he held a telephone call with Ana Lund.",
            "meeting",
            "He held a telephone call with Ana Lund",
        ),
        (
            "Envoys who had flown to Lima for a summit with the African Union signed the treaty on Monday.",
            "agreement",
            "Envoys signed the treaty on Monday",
        ),
        (
            "Envoys who led talks held in Lima on Monday left.",
            "meeting",
            "Envoys led talks held in Lima on Monday",
        ),
        (
            "Chad says its forces captured that town on Tuesday.",
            "fighting",
            "Forces captured that town on Tuesday",
        ),
        (
            "Peru's prime minister, Bart Banda, refused his consent at a summit in Oslo on May 2.",
            "meeting",
            "Peru's prime minister, Bart Banda, refused his consent at a summit in Oslo on May 2",
        ),
        (
            "Envoys cut the draft by half during talks in Oslo on Monday.",
            "meeting",
            "Talks in Oslo on Monday",
        ),
        (
            "The army said it had targeted depots in reply to Peruvian attacks on civilian objects in Chile.",
            "strike",
            "Peruvian attacks on civilian objects in Chile",
        ),
        ("That evening the minister resigned.", "resignation", "The minister resigned"),
    ],
    ids=[
        "fronted clause",
        "behind a relative clause",
        "participle behind a noun",
        "that town",
        "explained subject",
        "scene",
        "cause",
        "that evening",
    ],
)
def test_headline_tells_the_event_and_no_other(text: str, type: str, headline: str) -> None:
    assert read(text, type).headline == headline


def test_stranger_who_is_told_to_act_is_not_the_one_who_tells() -> None:
    text = "She said she had instructed Xand to meet Prime Minister Jonas Lund in Oslo."

    assert read(f"President Eva Stern spoke. {text}", "meeting").actors == ("Jonas Lund",)


def test_clause_of_the_thing_that_exploded_tells_what_it_was() -> None:
    text = "A court in Lima jailed six men on Monday over the truck bomb that exploded in Oslo in 2022."
    article = Article(text=text, name="test", published=PUBLISHED, published_basis="given")

    assert {event.type for event in RuleExtractor().extract(article)} == {"legal_action", "strike"}


def test_undated_article_dates_a_month_and_an_hour_by_the_day_told_before() -> None:
    text = (
        "On May 10, 2021, police in Lima arrested five people. Two ministers were dismissed in June. "
        "On July 2, 2021, Governor Eva Stern spoke, and by nightfall Mayor Jonas Lund resigned."
    )
    article = Article(text=text, name="test", published=None)
    days = [str(event.interval) for event in RuleExtractor().extract(article) if event.type == "resignation"]

    assert days == ["2021-06-01/2021-06-30", "2021-07-02"]


@pytest.mark.parametrize(
    ("text", "type", "headline", "actors"),
    [
        (
            "The energy firm Volta said 40,000 homes in Lima lost power.",
            "incident",
            "40,000 homes in Lima lost power",
            (),
        ),
        (
            "Prosecutors had charged the eight; all of them pleaded not guilty.",
            "legal_action",
            "Prosecutors had charged the eight",
            ("Prosecutors",),
        ),
        (
            "A transcript shows the envoy advising Banda, in a telephone call on May 2, how Peru might win.",
            "meeting",
            "Telephone call on May 2",
            (),
        ),
        ("The tour comes after a third day of talks in Lima.", "meeting", "Third day of talks in Lima", ()),
        (
            "A court jailed two men over the truck bomb that exploded in Oslo in 2022.",
            "strike",
            "Truck bomb that exploded in Oslo in 2022",
            (),
        ),
    ],
    ids=["reported", "part of a group", "no verb of its own", "days of talks", "described"],
)
def test_headline_and_doers_are_those_of_its_own_clause(
    text: str, type: str, headline: str, actors: tuple[str, ...]
) -> None:
    told = read(text, type)

    assert (told.headline, told.actors) == (headline, actors)


def test_quoted_name_is_a_subject_of_its_own() -> None:
    text = "At the talks, which Peru hosted, the “friends of the accord” agreed to set up a fund with Chile."
    article = Article(text=text, name="test", published=PUBLISHED, published_basis="given")

    told = [event.actors for event in RuleExtractor().extract(article) if event.type == "agreement"]
    assert all("Peru" not in actors for actors in told)


def test_adjective_of_a_country_makes_no_verb_of_a_plural() -> None:
    text = "Peru's army said it had used drones against plants in response to Chilean attacks on civilians."
    article = Article(text=text, name="test", published=PUBLISHED, published_basis="given")

    assert all(
        "Peru" not in " ".join(e.actors) for e in RuleExtractor().extract(article) if e.type == "strike"
    )


def test_place_of_another_main_clause_is_no_scene() -> None:
    text = "A second summit, in Oslo, was called off, and on Monday Chile imposed sanctions on the bank."

    assert read(text, "sanction").place is None


@pytest.mark.parametrize(
    ("text", "type", "actors", "targets"),
    [
        ("Rita Osei, sister of singer Paul Kent, was jailed on Friday.", "legal_action", "", "Rita Osei"),
        ("The president of Ghana, Rita Osei, resigned on Friday.", "resignation", "Rita Osei", ""),
        ("Rita Osei wept on hearing her son had been jailed on Friday.", "legal_action", "", ""),
        ("After capturing the town, the rebels sang. Rita Osei fled.", "fighting", "rebels", ""),
        ("Rebels shocked Paul Kent on Friday by capturing the town.", "fighting", "Rebels", ""),
    ],
    ids=["kin", "office before the name", "nobody named", "fronted gerund", "gerund"],
)
def test_name_nearby_is_no_subject(text: str, type: str, actors: str, targets: str) -> None:
    event = read(text, type)

    assert (", ".join(event.actors), ", ".join(event.targets)) == (actors, targets)


def test_headline_begins_with_the_noun_of_which_it_tells() -> None:
    told = read("Rita Osei was in Lima, insisting the plan was drafted by Peru in May.", "plan_revision")

    assert told.headline == "The plan was drafted by Peru in May"


def test_headline_of_a_gerund_tells_whose_deed_it_is() -> None:
    told = read("After capturing the town, rebels left.", "fighting")

    assert told.headline == "After capturing the town, rebels left"


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


def test_who_is_counted_in_is_not_all() -> None:
    told = read("Several aides, including Rita Osei, were sentenced by a court on Friday.", "legal_action")

    assert told.targets == ("Several aides",)


def test_result_without_a_day_is_of_the_election_told_before() -> None:
    text = "Ghana held an election on Sunday. Rita Osei won 55% of the vote."
    article = Article(text=text, name="test", published=PUBLISHED, published_basis="given")

    (event,) = RuleExtractor().extract(article)

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


@pytest.mark.parametrize(
    ("text", "type", "headline"),
    [
        (
            "Ministers met in Bern and released a joint statement.",
            "agreement",
            "Ministers released a joint statement",
        ),
        ("Rita Osei quit two days after police raided her office.", "resignation", "Rita Osei quit"),
    ],
    ids=["doer of the verb before", "length of time"],
)
def test_headline_has_a_subject_and_no_loose_end(text: str, type: str, headline: str) -> None:
    assert read(text, type).headline == headline


def test_holder_of_an_office_stands_behind_it() -> None:
    told = read("Lawmakers voted on Monday to dismiss the interior minister, Paul Kent.", "resignation")

    assert (told.actors, told.targets) == (("Paul Kent",), ("Lawmakers",))


@pytest.mark.parametrize(
    ("text", "type", "place"),
    [
        ("A mob looted shops in Peru's capital Lima on Monday.", "protest", "Lima"),
        ("A mill burned in the state of Ohio. A blast on Monday destroyed a silo.", "incident", "Ohio"),
        ("A fire hit Gao on Monday. Rita Osei lives in Lima. The fire killed two.", "incident", "Gao"),
    ],
    ids=["capital", "scene told before", "of the last of its type"],
)
def test_scene_of_the_story_is_told_before(text: str, type: str, place: str) -> None:
    article = Article(text=text, name="test", published=PUBLISHED, published_basis="given")

    assert {e.place for e in RuleExtractor().extract(article) if e.type == type} == {place}


def test_nobody_vouches_for_what_he_does_himself() -> None:
    assert (
        read("Rita Osei quit on Friday in favour, she said, of a job in Lima.", "resignation").attribution
        is None
    )


def test_number_of_two_words_counts_a_group() -> None:
    assert read("Three thousand students marched in Lima on Monday.", "protest").actors == (
        "Three thousand students",
    )


@pytest.mark.parametrize(
    ("text", "type", "actors", "headline"),
    [
        (
            "A court in Lima, Peru jailed Paul Kent on Friday.",
            "legal_action",
            "court",
            "Court in Lima, Peru jailed Paul Kent on Friday",
        ),
        (
            "The vote led Kenya to withdraw its troops on Friday.",
            "deployment",
            "Kenya",
            "The vote led Kenya to withdraw its troops on Friday",
        ),
        (
            "Staff left in January, prompting Kenya to ask Norway for help.",
            "statement",
            "Kenya",
            "Prompting Kenya to ask Norway for help",
        ),
    ],
    ids=["land of a town", "led to do", "prompted to do"],
)
def test_who_is_made_to_act_is_the_doer(text: str, type: str, actors: str, headline: str) -> None:
    event = read(text, type)

    assert (", ".join(event.actors), event.headline) == (actors, headline)


@pytest.mark.parametrize(
    ("text", "type", "status", "actors", "place"),
    [
        (
            "Leaders failed to agree on the levy at a summit in Bern last week.",
            "meeting",
            "occurred",
            "Leaders",
            "Bern",
        ),
        ("A quake struck northern Peru on Monday, killing two.", "incident", "occurred", "", "Peru"),
        (
            "Rita Osei (Lab), sister of Mayor Paul Kent, resigned on Monday.",
            "resignation",
            "occurred",
            "Rita Osei",
            None,
        ),
        (
            "Chad's army said it had struck rebel targets near Faya overnight.",
            "strike",
            "occurred",
            "Chad's army",
            "Faya",
        ),
    ],
    ids=["attended", "part of a country", "bracket before the kin", "pronoun of an army"],
)
def test_what_stands_between_hides_nothing(
    text: str, type: str, status: str, actors: str, place: str | None
) -> None:
    event = read(text, type)

    assert (event.status, ", ".join(event.actors), event.place) == (status, actors, place)


def test_visit_for_a_round_of_talks_is_one_meeting() -> None:
    text = "Rita Osei arrived in Muscat on Friday for a new round of nuclear talks with Chad."
    article = Article(text=text, name="test", published=PUBLISHED, published_basis="given")

    assert [event.type for event in RuleExtractor().extract(article)] == ["meeting"]


def test_ship_is_nobody_and_body_before_an_office_is_not_charged() -> None:
    ship = read("The USS Ana B. Okoro aircraft carrier arrived in the Gulf on Sunday.", "deployment")
    chief = read("A court charged former FBI director Paul Kent with fraud on Friday.", "legal_action")

    assert (ship.actors, chief.targets) == ((), ("Paul Kent",))


def test_plan_is_not_dated_by_the_day_on_which_somebody_tells_it() -> None:
    told = read("Peru is ready to send troops to Haiti, its envoy said on Friday.", "deployment")

    assert (told.status, told.basis) == ("planned", "published")


def test_what_somebody_denies_has_its_own_subject() -> None:
    told = read("Chad denied that the plan had been drafted by Peru.", "plan_revision")

    assert (told.status, told.headline) == ("denied", "The plan had been drafted by Peru")


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
    article = Article(text=text, name="test", published=PUBLISHED, published_basis="given")

    assert [str(e.interval) for e in RuleExtractor().extract(article) if e.type == type] == days


def test_network_named_by_a_letter_ends_a_sentence() -> None:
    text = "It is over, Rita Osei wrote on X. Chad sent 200 soldiers to Mali."

    assert [span.of(text) for span, *_ in split_sentences(text)] == [
        "It is over, Rita Osei wrote on X.",
        "Chad sent 200 soldiers to Mali.",
    ]


@pytest.mark.parametrize(
    ("text", "type"),
    [
        ("The cabinet meets every Tuesday.", "meeting"),
        ("The city marked the 80th anniversary of the bombing on Monday.", "strike"),
    ],
    ids=["habit", "anniversary"],
)
def test_what_returns_is_no_happening(text: str, type: str) -> None:
    with pytest.raises(StopIteration):
        read(text, type)


@pytest.mark.parametrize(
    ("text", "type", "headline"),
    [
        (
            "Rita Osei left in June, after the Conservative group suspended her in April.",
            "resignation",
            "Conservative group suspended Rita Osei in April",
        ),
        (
            "Rita Osei said “all of those who stood in the way have gone”, prompting protests in Lima.",
            "protest",
            "Rita Osei said “all of those who stood in the way have gone”, prompting protests in Lima",
        ),
    ],
    ids=["body without a name", "quotation before"],
)
def test_headline_tells_who_and_why(text: str, type: str, headline: str) -> None:
    assert read(text, type).headline == headline


@pytest.mark.parametrize(
    ("text", "type", "actors", "day"),
    [
        ("March 3: Rebels seize Goma.", "fighting", "Rebels", "2024-03-03"),
        ("March 4: Police arrest two men in Lima.", "legal_action", "Police", "2024-03-04"),
        ("March 5: Lawmakers approve the budget.", "decision", "Lawmakers", "2024-03-05"),
        ("March 6: Kenya and Chad sign a truce.", "agreement", "Kenya, Chad", "2024-03-06"),
        ("March 7: Rita Osei resigns.", "resignation", "Rita Osei", "2024-03-07"),
    ],
    ids=["seize", "collective", "behind a colon", "two names", "one name"],
)
def test_present_of_a_timeline_is_read(text: str, type: str, actors: str, day: str) -> None:
    event = read(text, type)

    assert (", ".join(event.actors), event.status, str(event.interval)) == (actors, "occurred", day)
