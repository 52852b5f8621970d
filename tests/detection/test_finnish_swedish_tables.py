"""What Finnish and Swedish systems call their tables and columns, where the words alone could mean something else."""

import pytest
from tests.detection.test_by_table_and_keys import found, known, table

from piicatalog.detection.about import Kind, by_name
from piicatalog.detection.lexicon import lexicon


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Vedonlyojat", Kind.PERSON),
        ("Idrottare", Kind.PERSON),
        ("mainostaja", Kind.ORGANISATION),
        ("Filmbolag", Kind.ORGANISATION),
        ("drinkit", Kind.THING),
        ("Konserter", Kind.THING),
        ("ostokset", Kind.EVENT),
        ("Gästboksinlägg", Kind.EVENT),
    ],
)
def test_a_table_is_what_its_name_says_in_either_language(name: str, kind: Kind) -> None:
    assert by_name(table(name, "id:int"), lexicon(known())).kind is kind


def test_texts_of_posts_and_diaries_are_their_writers() -> None:
    result = found(table("paivakirja", "id:int merkinta:text kayttaja_id:int pvm:date"), table("Inlägg", "id:int rubrik innehall:text"))
    assert result["paivakirja.merkinta"] == "FREE_TEXT"
    assert result["Inlägg.innehall"] == "SUPPORT_MESSAGE"


def test_a_text_tunnus_beside_a_password_is_the_user_name_whatever_key_stands_beside() -> None:
    result = found(
        table("pelaajat", "numero:serial tunnus salasana"),
        table("huoltajat", "tunnus salasana", primary=("tunnus",)),
        table("meklarit", "tunnus:serial salasana"),
    )
    assert (result["pelaajat.numero"], result["pelaajat.tunnus"]) == ("CUSTOMER_ID", "USERNAME")
    assert result["huoltajat.tunnus"] == "USERNAME"
    assert result["meklarit.tunnus"] == "CUSTOMER_ID"


def test_a_user_name_that_is_a_number_is_the_users_key() -> None:
    assert found(table("tilit", "kayttajatunnus:serial salasana"))["tilit.kayttajatunnus"] == "CUSTOMER_ID"
    assert found(table("tilit", "kayttajatunnus salasana"))["tilit.kayttajatunnus"] == "USERNAME"
