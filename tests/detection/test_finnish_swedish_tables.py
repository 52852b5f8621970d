"""What Finnish and Swedish systems call their tables and columns, where the words alone could mean something else."""

import pytest
from tests.detection.test_by_table_and_keys import found, known, table

from piicatalog.detection.about import Kind, by_name
from piicatalog.detection.lexicon import lexicon
from piicatalog.model.schema import Column, Table


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


def test_dates_written_as_text_and_times_of_day_are_an_events_dates() -> None:
    result = found(
        table("Varaukset", "id:int asiakas_id:int alkupvm startdatum lisatiedot kpl:int yhteishinta:int"),
        table("vastaanottoajanvaraus", "id:int potilas_id:int aloitus:time"),
    )
    assert {result[f"Varaukset.{name}"] for name in ("alkupvm", "startdatum", "kpl", "yhteishinta")} == {"PURCHASE_HISTORY"}
    assert result["vastaanottoajanvaraus.aloitus"] == "HEALTH"


def test_marks_that_customers_give_are_reviews_and_those_of_pupils_are_not() -> None:
    result = found(table("betyg", "id:int kund_id:int film_id:int poang:int"), table("arvosanat", "id:int oppilas_id:int arvosana:int"))
    assert result["betyg.poang"] == "COMPLAINT"
    assert "arvosanat.arvosana" not in result


def test_postal_codes_and_their_towns_are_a_list() -> None:
    assert not found(table("postialueet", "postinro:char(5) toimipaikka"), table("orter", "id:int postnr postort"))
    assert found(table("hakemuksessa", "postinro:char(5) toimipaikka katuosoite asia"))["hakemuksessa.postinro"] == "POSTAL_CODE"


def test_a_competition_has_a_place_and_nobodys_home() -> None:
    assert "Kilpailut.paikkakunta" not in found(table("Kilpailut", "id:int nimi paikkakunta pvm:date"))
    assert found(table("Tilaukset", "id:int nimi paikkakunta katuosoite"))["Tilaukset.paikkakunta"] == "CITY"


def test_the_number_of_a_player_is_on_the_shirt() -> None:
    result = found(table("Spelare", "spelar_id:int fornamn efternamn nummer:int"), table("Pelaajat", "numero:int etunimi sukunimi"))
    assert "Spelare.nummer" not in result
    assert result["Pelaajat.numero"] == "CUSTOMER_ID"


def test_a_table_of_phones_holds_their_numbers() -> None:
    assert found(table("Mobiltelefoner", "larare_id:int nummer"))["Mobiltelefoner.nummer"] == "PHONE_NUMBER"


@pytest.mark.parametrize("name", ["kaupunginraja", "hakuraja", "hiihtomaja", "verkkopaja"])
def test_limits_huts_and_workshops_end_like_doers_and_are_none(name: str) -> None:
    assert by_name(table(name, "id:int"), lexicon(known())).kind is not Kind.PERSON


def test_recipes_beside_food_are_cooked_and_those_of_a_doctor_are_not() -> None:
    kitchen = found(
        table("resepti", "id:int nimi ohje:text kayttaja_id:int"),
        table("resepti_ainesosa", "resepti_id:int ainesosa_id:int maara:int"),
        table("arvostelu", "id:int resepti_id:int kayttaja_id:int arvosana:int"),
    )
    assert "HEALTH" not in kitchen.values()
    assert "HEALTH" not in found(table("Recept", "id:int namn beskrivning:text portioner:int anvandar_id:int")).values()
    assert found(table("resepti", "id:int potilas_id:int ohje:text ainesosa"))["resepti.ohje"] == "HEALTH"


def test_a_balance_of_whoever_signs_in_or_of_a_persons_account_is_what_they_have() -> None:
    result = found(
        table("veikkaaja", "id:int nimi salasana saldo:decimal(10,2)"),
        table("tili", "tili_id:int asiakas_id:int saldo_btc:decimal(18,8)"),
        table("varasto", "tuote_id:int saldo:int"),
    )
    assert (result["veikkaaja.saldo"], result["tili.saldo_btc"]) == ("INCOME", "INCOME")
    assert "varasto.saldo" not in result


def test_the_address_of_what_somebody_owns_is_theirs() -> None:
    result = found(table("kohteet", "id:int omistaja_id:int osoite"), table("objekt", "id:int adress"), table("halli", "id:int osoite"))
    assert result["kohteet.osoite"] == "STREET_ADDRESS"
    assert not {"objekt.adress", "halli.osoite"} & set(result)


def test_a_parcel_goes_from_somebody_to_somebody_and_its_weight_is_its_own() -> None:
    result = found(table("frakt", "id:int avsandare mottagare adress vikt:decimal(6,2)"), table("frakt_pris", "id:int adress vikt:int"))
    assert result["frakt.adress"] == "STREET_ADDRESS"
    assert "frakt.vikt" not in result


@pytest.mark.parametrize(
    ("name", "entity"),
    [
        ("sukupuolikoodi_vtj", "GENDER"),
        ("kundnr_visma", "CUSTOMER_ID"),
        ("kokemuslisa_pros", "INCOME"),
        ("vårdbidrag", "HEALTH"),
        ("TOIMOSPNO", "POSTAL_CODE"),
        ("godkänt_gdpr", "CONSENT"),
        ("Lgh nummer", "ADDRESS"),
        ("epost_text", ""),
        ("läge", ""),
        ("nettiosoite", ""),
        ("rokotuskattavuus", ""),
    ],
)
def test_a_name_alone_says_it_in_either_language(name: str, entity: str) -> None:
    one = Table(schema="", name="t1", columns=(Column(name=name, data_type=""),))
    assert found(one).get(f"t1.{name}", "") == entity
