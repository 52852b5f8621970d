"""Names that were cut, bent or put together so that no file knows them are read as what they were, or left alone."""

import pytest

from piicatalog.definitions.knowledge import load_knowledge
from piicatalog.detection.inflection import forms
from piicatalog.detection.lexicon import lexicon
from piicatalog.evaluation.examples import judge_name
from piicatalog.model.entity_type import EntityType

KNOWLEDGE = load_knowledge()
WORDS = lexicon(KNOWLEDGE)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("AIDKIELI", ("aiti", "kieli")),
        ("KONTPERS", ("kontaktperson",)),
        ("KANSALASUUS", ("kansalaisuus",)),
        ("HYRESGNAMN", ("hyresgast", "namn")),
        ("POTILNIMI", ("potilas", "nimi")),
        ("djurägarens_namn", ("agare", "namn")),
        ("Kutsumanimi (alleviivaa)", ("kutsumanimi",)),
        ("Osoite (katu)", ("osoite", "katu")),
    ],
)
def test_what_was_left_out_is_read(name: str, words: tuple[str, ...]) -> None:
    assert WORDS.words(name) == words


@pytest.mark.parametrize("name", ["passage", "vacation", "asianro", "sahkotyo", "analysnamn", "TOIMITNIMI", "laakekaappi", "joukkuenimi"])
def test_whole_words_are_not_taken_for_what_is_left_of_others(name: str) -> None:
    assert judge_name(name, KNOWLEDGE).findings == ()


@pytest.mark.parametrize(
    ("name", "entity_type"),
    [
        ("luottoluokka_hlo", EntityType.CREDIT_RATING),
        ("sjukskriven_from", EntityType.HEALTH),
        ("alder_vid_besok", EntityType.AGE),
        ("vankeus_alku", EntityType.CRIMINAL),
        ("shipping_nimi", EntityType.PERSON),
        ("hoitava_laakari", EntityType.PERSON),
        ("noutoosoite_asiakas", EntityType.STREET_ADDRESS),
        ("HENKILO_BK", EntityType.CUSTOMER_ID),
        ("FK_ASIAKAS", EntityType.CUSTOMER_ID),
    ],
)
def test_words_beside_say_whose_and_when(name: str, entity_type: EntityType) -> None:
    assert [finding.entity_type for finding in judge_name(name, KNOWLEDGE).findings] == [entity_type]


@pytest.mark.parametrize(
    ("word", "form"),
    [
        ("laina", "lainojen"),
        ("osoite", "osoitteesi"),
        ("tunnus", "tunnuksesi"),
        ("nimi", "nimesi"),
        ("sotamies", "sotamiehen"),
        ("alder", "aldern"),
    ],
)
def test_words_are_bent(word: str, form: str) -> None:
    assert form in set(forms(word))
