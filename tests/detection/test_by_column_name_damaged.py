"""Names that lost letters are read as what they were, and whole words that only begin alike are not."""

import pytest

from piicatalog.definitions.knowledge import load_knowledge
from piicatalog.detection import damaged
from piicatalog.detection.lexicon import lexicon
from piicatalog.model.vocabulary import Role

WORDS = lexicon(load_knowledge())


@pytest.mark.parametrize(
    ("damaged", "whole"),
    [
        ("LHIOSOITE", "lähiosoite"),
        ("TYPUHELIN", "työpuhelin"),
        ("KNNYKK", "kännykkä"),
        ("HENKILTUNNUS", "henkilötunnus"),
        ("FRNAMN", "förnamn"),
        ("s_hk_posti", "sähköposti"),
        ("k_ytt_j_tunnus", "käyttäjätunnus"),
        ("henkil_tunnus", "henkilötunnus"),
    ],
)
def test_dropped_letters_are_put_back(damaged: str, whole: str) -> None:
    assert WORDS.words(damaged) == WORDS.words(whole)


@pytest.mark.parametrize(
    ("cut", "whole"),
    [
        ("SAHKOPOST", "sahkoposti"),
        ("KUTSUMANIM", "kutsumanimi"),
        ("KATUOSOI", "katuosoite"),
        ("SUKUPUOL", "sukupuoli"),
        ("HENKNIM", "henkilon_nimi"),
        ("MAKSUHAIR", "maksuhairio"),
    ],
)
def test_a_name_cut_at_a_fields_length_is_completed(cut: str, whole: str) -> None:
    assert WORDS.words(cut) == WORDS.words(whole)


@pytest.mark.parametrize("word", ["liittyma", "palkki", "custom", "middle", "social", "syntymap", "casino", "puhelu", "laakari"])
def test_the_beginning_of_several_words_or_a_word_by_itself_is_no_cut_name(word: str) -> None:
    assert WORDS.words(word) == (word,)


@pytest.mark.parametrize(("short", "whole"), [("PHONENO", "phone_number"), ("ZIPCD", "zip_code"), ("STUDNO", "student_number")])
def test_a_last_word_of_two_letters_is_read(short: str, whole: str) -> None:
    assert WORDS.words(short) == WORDS.words(whole)


def test_pieces_that_are_words_are_not_put_together() -> None:
    assert damaged.in_pieces(("sahko", "posti"), WORDS) == (0, ())
    assert damaged.in_pieces(("2", "hk", "posti"), WORDS) == (0, ())


@pytest.mark.parametrize(("name", "owner"), [("ASOSOITE", "asiakas"), ("ASKOODI", "asiakas"), ("HAKOSOITE", "hakija")])
def test_a_persons_short_form_stands_before_what_is_the_persons(name: str, owner: str) -> None:
    first = WORDS.words(name)[0]
    assert first == owner
    assert WORDS.has(first, Role.PERSON)


def test_a_short_form_of_one_letter_more_ends_no_compound() -> None:
    assert WORDS.words("hotellnamn")[-1] == "namn"
