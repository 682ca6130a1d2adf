"""Who does it and to whom: over appositions, clauses in between, pronouns, and names that are not meant."""

import pytest

from tests.ingest.reading import events_of, read


def test_country_answers_for_its_weapons() -> None:
    assert read("A Saudi drone hit a market in Aden on Monday.", "strike").actors == ("Saudi Arabia",)


def test_title_of_several_words_is_no_part_of_the_name() -> None:
    assert read("Deputy Interior Minister Mara Lis said on Monday it was over.", "statement").actors == (
        "Mara Lis",
    )


def test_speaker_behind_a_list_is_no_apposition() -> None:
    assert read("“We lost,” he told soldiers, the army said.", "statement").actors == ("army",)


def test_pronoun_is_no_object_of_an_infinitive() -> None:
    text = "Rosa Paz, who chose who got to see the president of Peru, quit after police searched her office."

    assert read(text, "legal_action").targets == ("Rosa Paz",)


def test_who_was_thanked_does_not_go_on_to_speak() -> None:
    told = read("Ana Paz thanked Luis Rey for his work, and said the port would close.", "statement")

    assert told.actors == ("Ana Paz",)


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


def test_name_that_describes_who_did_it_is_nobody() -> None:
    event = read(
        "A court will decide on bail for two Lund Lines managers who were arrested on Monday.", "legal_action"
    )

    assert "Lund Lines" not in (*event.actors, *event.targets)


def test_subject_is_not_looked_for_in_a_clause_that_interrupts() -> None:
    event = read(
        "Paul Reyes, who decided who got to see the mayor of Lima, resigned on Friday.", "resignation"
    )

    assert event.actors == ("Paul Reyes",)


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


def test_stranger_who_is_told_to_act_is_not_the_one_who_tells() -> None:
    text = "She said she had instructed Xand to meet Prime Minister Jonas Lund in Oslo."

    assert read(f"President Eva Stern spoke. {text}", "meeting").actors == ("Jonas Lund",)


def test_quoted_name_is_a_subject_of_its_own() -> None:
    text = "At the talks, which Peru hosted, the “friends of the accord” agreed to set up a fund with Chile."
    told = [event.actors for event in events_of(text) if event.type == "agreement"]
    assert all("Peru" not in actors for actors in told)


def test_adjective_of_a_country_makes_no_verb_of_a_plural() -> None:
    text = "Peru's army said it had used drones against plants in response to Chilean attacks on civilians."
    assert all("Peru" not in " ".join(e.actors) for e in events_of(text) if e.type == "strike")


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


def test_who_is_counted_in_is_not_all() -> None:
    told = read("Several aides, including Rita Osei, were sentenced by a court on Friday.", "legal_action")

    assert told.targets == ("Several aides",)


def test_holder_of_an_office_stands_behind_it() -> None:
    told = read("Lawmakers voted on Monday to dismiss the interior minister, Paul Kent.", "resignation")

    assert (told.actors, told.targets) == (("Paul Kent",), ("Lawmakers",))


def test_nobody_vouches_for_what_he_does_himself() -> None:
    assert (
        read("Rita Osei quit on Friday in favour, she said, of a job in Lima.", "resignation").attribution
        is None
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


def test_ship_is_nobody_and_body_before_an_office_is_not_charged() -> None:
    ship = read("The USS Ana B. Okoro aircraft carrier arrived in the Gulf on Sunday.", "deployment")
    chief = read("A court charged former FBI director Paul Kent with fraud on Friday.", "legal_action")

    assert (ship.actors, chief.targets) == ((), ("Paul Kent",))


def test_what_somebody_denies_has_its_own_subject() -> None:
    told = read("Chad denied that the plan had been drafted by Peru.", "plan_revision")

    assert (told.status, told.headline) == ("denied", "The plan had been drafted by Peru")
