import pytest
from hypothesis import given
from hypothesis import strategies as st

from piicatalog.definitions.knowledge import load_knowledge
from piicatalog.detection import normalise, reading
from piicatalog.detection.lexicon import lexicon
from piicatalog.detection.tail import Tail
from piicatalog.model.entity_type import EntityType

WORDS = lexicon(load_knowledge())


@pytest.mark.parametrize(
    "names",
    [
        ["asiakkaan_sahkopostiosoite", "asiakkaansahkopostiosoite", "AsiakkaanSähköpostiosoite", "ASIAKKAAN-SAHKOPOSTIOSOITE"],
        ["customer_id", "customerId", "CUSTOMERID", "Customer ID"],
        ["first_name", "FirstName", "FIRSTNAME"],
        ["puhelinnumero", "puhelin_nro", "PUHELINNRO"],
        ["e_mail", "eMail", "EMAIL"],
        ["förnamn", "FORNAMN", "fÃ¶rnamn"],
        ["toimitusosoitteen_postinumero", "toimitusosoitteenPostinumero"],
    ],
)
def test_all_spellings_of_a_name_are_read_alike(names: list[str]) -> None:
    assert len({WORDS.words(name) for name in names}) == 1


@pytest.mark.parametrize(
    ("broken", "meant"), [("sÃ¤hkÃ¶posti", "sähköposti"), ("s{hk|posti", "sähköposti"), ("j‰rjestys", "järjestys"), ("√§iti", "äiti")]
)
def test_broken_encodings_are_repaired(broken: str, meant: str) -> None:
    assert normalise.repair(broken) == meant


def test_lost_letters_are_guessed_where_a_word_comes_out() -> None:
    assert WORDS.words("s?hk?posti") == WORDS.words("sähköposti")


@pytest.mark.parametrize(
    "name", ["hetki", "page", "ikkuna", "maara", "zip_file", "microphone", "description", "perinto", "toimittaja", "hotel"]
)
def test_words_match_whole_and_never_inside_others(name: str) -> None:
    assert not [match for match in reading.matches(WORDS.words(name), WORDS) if match.strength == "strong" and match.tail is Tail.NONE]


@pytest.mark.parametrize(
    ("name", "owner"),
    [
        ("asiakkaan_osoite", "person"),
        ("tuotteen_osoite", "other"),
        ("osoite", "none"),
        ("kvartsin_nimi", "unknown"),
        ("order_state", "event"),
    ],
)
def test_the_words_before_say_whose_it_is(name: str, owner: str) -> None:
    found = reading.matches(WORDS.words(name), WORDS)
    assert {
        match.owner.value for match in found if match.entity_type in {EntityType.PERSON, EntityType.ADDRESS, EntityType.STREET_ADDRESS}
    } == {owner}


@given(st.text(max_size=80))
def test_any_text_can_be_read(text: str) -> None:
    read = WORDS.words(text)
    assert WORDS.words(text) == read
    assert all(isinstance(match, reading.Match) for match in reading.matches(read, WORDS))


def test_an_unknown_beginning_hides_no_email_and_makes_no_lender() -> None:
    assert WORDS.words("queuedemail")[-1] == "email"
    assert "lender" not in WORDS.words("kalender_id")


def test_words_that_part_in_two_ways_part_before_the_longer_end() -> None:
    assert WORDS.words("palautusaika") == ("palautus", "aika")
    assert WORDS.words("medlemsepost")[-1] == "epost"
    assert WORDS.words("iplastlogin")[0] == "ip"
