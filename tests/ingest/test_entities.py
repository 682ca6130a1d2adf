# ruff: noqa: E501 - a case of a table reads best on one line
"""Who and where: each case is one invented article of a few sentences."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.model import Entity, Span
from ingest.entities import find_entities
from ingest.sentences import split_sentences


def _entities(text: str) -> tuple[Entity, ...]:
    return find_entities(text, [sentence.span for sentence in split_sentences(text)])


def _found(text: str) -> set[str]:
    """Entities as "kind: words", with " = name" where the full name differs."""
    return {
        f"{e.kind}: {e.span.of(text)}" + (f" = {e.name}" if e.name != e.span.of(text) else "")
        for e in _entities(text)
    }


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # people
        ("President Amara Okoro resigned on Friday.", {"person: Amara Okoro"}),
        ("Amara Okoro resigned. Okoro had led the party since 2019.", {"person: Okoro = Amara Okoro"}),
        ("The envoy met Mr. Lindqvist. Nils Lindqvist declined to talk.", {"person: Lindqvist = Nils Lindqvist"}),
        ("Secretary of State Dana Whitfield arrived late.", {"person: Dana Whitfield"}),
        ("The Minister for Home Affairs, Tomasz Zielny, stepped down.", {"person: Tomasz Zielny"}),
        ("High Commissioner for Human Rights Ines Vargo spoke.", {"person: Ines Vargo"}),
        ("Rep. Carl Dunmore, D-Ohio, opposed the bill.", {"person: Carl Dunmore"}),
        ("Gen. Ibrahim al-Tarek ordered the advance.", {"person: Ibrahim al-Tarek"}),
        ("Ibrahim al-Tarek fled. Tarek was tried in absentia.", {"person: Tarek = Ibrahim al-Tarek"}),
        ("Ursula van der Meer won the vote.", {"person: Ursula van der Meer"}),
        ("Judge Jean-Pierre N'Dour adjourned the trial.", {"person: Jean-Pierre N'Dour"}),
        ("The bishop, A. Joseph Maddern, denied it.", {"person: A. Joseph Maddern"}),
        ("Zorba Quillfeather, 54, was charged with fraud.", {"person: Zorba Quillfeather"}),
        ("Wendeline Astor, chair of the port authority, quit.", {"person: Wendeline Astor"}),
        ("UAE President Martha Keane signed the order.", {"person: Martha Keane"}),
        ("French Foreign Minister Luc Moreau and his aide left.", {"person: Luc Moreau"}),
        ("Downing Street envoy Peter Stahl flew home.", {"person: Peter Stahl"}),
        ("The summit ended after Elena Petrescu and Rui Salgado signed.", {"person: Elena Petrescu", "person: Rui Salgado"}),
        # governments and places
        ("Nairobi rejects the offer.", {"government: Nairobi = Kenya"}),
        ("Kenya and Ghana signed the treaty.", {"government: Kenya", "government: Ghana"}),
        ("The Blue House said it would wait.", {"government: Blue House = South Korea"}),
        ("Beijing and Tokyo agreed to talk.", {"government: Beijing = China", "government: Tokyo = Japan"}),
        ("Talks took place in Nairobi.", {"place: Nairobi"}),
        ("Missiles fell on Khartoum overnight.", {"place: Khartoum"}),
        ("The minister travelled to Ankara on Sunday.", {"place: Ankara"}),
        ("The offer was seen as favourable to Tehran.", {"government: Tehran = Iran"}),
        ("A blaze broke out in Berlin, Germany, on Monday.", {"place: Berlin", "place: Germany"}),
        ("The U.K. halted the loan.", {"government: U.K. = United Kingdom"}),
        ("Leaders of the EU and the UAE met.", {"government: EU = European Union", "government: UAE = United Arab Emirates"}),
        ("Floods killed dozens in Bangladesh.", {"place: Bangladesh"}),
        ("The king paid a visit to Peru.", {"place: Peru"}),
        ("The trawler sank in the Barents Sea off Tromso Island.", {"place: Barents Sea", "place: Tromso Island"}),
        ("A mine collapsed near Mombozi, Zambia.", {"place: Mombozi", "place: Zambia"}),
        ("Voters in Georgia, Ohio and Texas go to the polls.", {"place: Georgia", "place: Ohio", "place: Texas"}),
        ("Strikes hit Aleppo and Idlib.", {"place: Aleppo", "place: Idlib"}),
        ("MOMBASA, Kenya — The port reopened.", {"place: MOMBASA = Mombasa", "place: Kenya"}),
        ("The flood reached the city of Marodi. Marodi is cut off.", {"place: Marodi"}),
        ("They took Marodi, a mining town in the north.", {"place: Marodi"}),
        ("The blaze began in the capital, Bamako.", {"place: Bamako"}),
        ("Brussels wants Budapest to repay it.", {"government: Brussels = European Union", "government: Budapest = Hungary"}),
        ("Shelling hit Khartoum's northern outskirts.", {"place: Khartoum"}),
        # groups and bodies
        ("Kenyan police fired tear gas.", {"group: Kenyan police"}),
        ("Senior Turkish diplomats left the hall.", {"group: Senior Turkish diplomats"}),
        ("UK and Ghanaian negotiators met.", {"group: UK = UK negotiators", "group: Ghanaian negotiators"}),
        ("Two cabinet ministers were dismissed.", {"group: Two cabinet ministers"}),
        ("Several Chilean senators objected.", {"group: Several Chilean senators"}),
        ("Prosecutors charged him.", {"group: Prosecutors"}),
        ("The central bank raised rates.", {"organisation: central bank"}),
        ("Poland's parliament passed the law.", {"organisation: Poland's parliament"}),
        ("Brazil’s defence ministry denied it.", {"organisation: Brazil’s defence ministry"}),
        ("A Chilean military court freed her.", {"organisation: Chilean military court"}),
        ("NATO and the World Bank warned of delays.", {"organisation: NATO", "organisation: World Bank"}),
        ("The Ministry of Health and Social Services closed the clinic.", {"organisation: Ministry of Health and Social Services"}),
        ("The Fire and Rescue Agency sent crews.", {"organisation: Fire and Rescue Agency"}),
        ("Zambezi Airways cancelled flights.", {"organisation: Zambezi Airways"}),
        ("The Constitutional Court annulled the vote.", {"organisation: Constitutional Court"}),
        ("The Harlow County Sheriff's Department arrested two men.", {"organisation: Harlow County Sheriff's Department"}),
        ("The Home Office told the Daily Telegraph so.", {"organisation: Home Office", "organisation: Daily Telegraph"}),
        ("The Mining Workers Union called a strike.", {"organisation: Mining Workers Union"}),
        ("The Lake Basin Authority (LBA) sued. The LBA lost.", {"organisation: LBA = Lake Basin Authority"}),
        ("A Lagos court freed them.", {"organisation: Lagos court"}),
        ("The Treasury sold bonds.", {"organisation: Treasury"}),
        ("The Peruvian statistics agency erred.", {"organisation: Peruvian statistics agency"}),
        ("Fighters of al-Shabaab fled.", {"organisation: al-Shabaab"}),
        ("Peruvian President Ana Duarte flew home. The Peruvian president was ill.", {"person: Peruvian president = Ana Duarte"}),
        ("Duarte Quits Over Bridge Scandal\nPresident Ana Duarte resigned.", {"person: Duarte = Ana Duarte"}),
        ("According to Reuters, rebels took the town.", {"organisation: Reuters", "group: rebels"}),
    ],
)  # fmt: skip
def test_entities_are_found_with_kind_and_full_name(text: str, wanted: set[str]) -> None:
    assert wanted <= _found(text)


@pytest.mark.parametrize(
    ("text", "unwanted"),
    [
        ("Most of the aid arrived.", "Most"),
        ("Reading the verdict took an hour.", "Reading"),
        ("Nice weather brought crowds.", "Nice"),
        ("Mobile phones were seized.", "Mobile"),
        ("The talks resume in March.", "March"),
        ("UAE President Martha Keane signed the order.", "UAE"),
        ("The UK-backed plan failed.", "UK"),
        ("Downing Street envoy Peter Stahl flew home.", "Downing Street"),
        ("The donor paid US$400 for it.", "US"),
        ("The decree that forces Chad to pay is void.", "forces"),
        ("The police station was shut.", "police"),
        ("An opposition member walked out.", "opposition"),
        ("A UH-60JA aircraft was lost.", "JA"),
        ("The Climate Plan was approved.", "Climate Plan"),
        ("Former Danish minister Lars Winther died.", "Former Danish"),
    ],
)
def test_words_that_are_no_entity_stay_out(text: str, unwanted: str) -> None:
    assert unwanted not in {entity.span.of(text) for entity in _entities(text)}


def test_the_first_full_name_of_two_with_one_surname_wins() -> None:
    text = "Ana Duarte voted. Her brother Rui Duarte did not. Duarte left early."

    assert _entities(text)[-1].name == "Ana Duarte"


def test_a_person_called_like_a_city_is_a_person() -> None:
    text = "Singer Paris Delgado performed. Delgado thanked the crowd."

    assert {(e.kind, e.name) for e in _entities(text)} == {("person", "Paris Delgado")}


def test_a_surname_that_is_also_a_town_is_the_person() -> None:
    text = "Senator Rita Phoenix lost. Phoenix conceded in Phoenix."

    assert [(e.kind, e.name) for e in _entities(text)] == [
        ("person", "Rita Phoenix"),
        ("person", "Rita Phoenix"),
        ("place", "Phoenix"),
    ]


def test_places_know_their_country() -> None:
    text = "The ship docked in Mombasa."

    assert [(e.name, e.country) for e in _entities(text)] == [("Mombasa", "KE")]


def test_nothing_is_found_in_nothing() -> None:
    assert find_entities("", []) == ()


@given(st.lists(st.sampled_from([
    "President", "Ana", "Okoro", "in", "Lima", "'s", "police", "two", "Kenyan", ",", ".", "-", "U.S.", "al", "the", "and",
    "of", "Ministry", "Bank", "(", "\"", "said", "San", "Mount", "$", "E.U.", "Prime", "St", "J", "é", "Łódź",
]), max_size=30))  # fmt: skip
def test_entities_are_ordered_apart_and_inside_the_text(words: list[str]) -> None:
    text = " ".join(words)
    sentences = [Span(start=0, end=len(text))] if text else []

    spans = [entity.span for entity in find_entities(text, sentences)]

    assert spans == sorted(spans, key=lambda span: span.start)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert all(span.of(text).strip() == span.of(text) != "" for span in spans)
