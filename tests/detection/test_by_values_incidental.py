"""Sparse personal data: what stands in a few values of a column that is for something else, and what only looks so by chance."""

import random

import pyarrow as pa
import pytest

from piicatalog.decision.decide import decide
from piicatalog.definitions.knowledge import load_knowledge
from piicatalog.detection import TableView, incidental
from piicatalog.model.finding import ColumnState
from piicatalog.model.schema import Column, Table
from piicatalog.profiling.columns import merge, profile
from piicatalog.profiling.plan import plan_of

KNOWLEDGE = load_knowledge()
PLAN = plan_of(KNOWLEDGE)
ALPHABET = "0123456789ABCDEFHJKLMNPRSTUVWXY"
R = random.Random(3)


def found(values) -> dict[str, int]:
    return {str(one.entity_type): one.values for one in incidental.find(profile(pa.array(values), PLAN), KNOWLEDGE)}


def hetu(r: random.Random) -> str:
    digits = f"{r.randint(1, 28):02}{r.randint(1, 12):02}{r.randint(30, 99):02}{r.randint(900, 999)}"
    return f"{digits[:6]}-{digits[6:]}{ALPHABET[int(digits) % 31]}"


HETUS = [hetu(R) for _ in range(1000)]


def test_one_hetu_in_ten_thousand_notes_is_found() -> None:
    notes = [f"toimitus {n} sovittu, palataan asiaan" for n in range(10_000)]
    notes[4321] += " hetu 131052-308T"
    assert found(notes) == {"FI_PERSONAL_IDENTITY_CODE": 1}


def test_one_hetu_typed_into_a_column_of_names_is_found() -> None:
    assert found([*(["Aino", "Eero", "Helmi"] * 300), "131052-308T"]) == {"FI_PERSONAL_IDENTITY_CODE": 1}


def test_the_digits_of_a_hetu_are_no_phone_number_and_no_foreign_identity_number() -> None:
    assert set(found(HETUS)) == {"FI_PERSONAL_IDENTITY_CODE"}


def test_a_hetu_beside_a_phone_number_is_both() -> None:
    assert found([f"hetu {code}, puh 040 123 4567" for code in HETUS[:20]]) == {"FI_PERSONAL_IDENTITY_CODE": 20, "PHONE_NUMBER": 20}


def test_numbers_that_look_like_phones_or_pass_a_check_by_chance_are_left_alone() -> None:
    for length in (8, 9, 10, 11, 16):
        assert found([f"{R.randrange(10**length):0{length}}" for _ in range(3000)]) == {}


@pytest.mark.parametrize(
    ("entity", "text"),
    [
        ("PHONE_NUMBER", "soittaa puhelimeen 09 123 4567 aamulla"),
        ("PHONE_NUMBER", "vastasi puhelinnumerosta (014) 123 456"),
        ("PHONE_NUMBER", "puh.0401234567"),
        ("PASSPORT_NUMBER", "tunnistautui passilla FP1234567"),
        ("PASSPORT_NUMBER", "FP1234567 (passi) tarkastettu"),
        ("DATE_OF_BIRTH", "syntymäajaksi merkitty 13.5.1962"),
        ("VEHICLE_PLATE", "rekisterinumerolla ABC-123 pysäköity"),
        ("BANK_ACCOUNT", "palautus tililtä FI21 1234 5600 0007 85"),
        ("PERSON", "puhuin Maija Virtasen kanssa"),
        ("PERSON", "Kunden Lars Lindström ringde"),
        ("STREET_ADDRESS", "asuu nyt Kauppakadulla 5"),
    ],
)
def test_a_form_counts_beside_a_word_in_any_of_its_forms(entity, text) -> None:
    assert found([f"toimitus {n} sovittu" for n in range(500)] + [text]) == {entity: 1}


@pytest.mark.parametrize(
    "text",
    [
        "viite 09 123 4567 maksettu",
        "ostotilaus 0450123456 kuitattu",
        "työnro. 0400123456",
        "serial no 811228-9874",
        "tuote FP1234567",
        "kompassi FX1234567 huolto",
        "passeli KT1234567",
        "syntyi virhe 12.05.2024",
        "Tuotetie 3",
        "toimitus 13.5.2024",
        "malli ABC-123 loppui",
        "Sininen Kahvikuppi tilattu",
        "ajoi Valtatie 4 pohjoiseen",
    ],
)
def test_a_mere_form_without_its_word_is_nothing(text) -> None:
    assert found([text]) == {}


def test_what_stands_in_row_after_row_is_the_companys_own() -> None:
    notes = [f"Tapaus {n} käsitelty. Asiakaspalvelu 040 123 4567, info@example.fi" for n in range(3000)]
    assert found(notes) == {}
    notes[7] = f"Soita 040 765 4321. {notes[7]}"
    notes[8] += " ja maija@example.com"
    assert found(notes) == {"PHONE_NUMBER": 1, "EMAIL_ADDRESS": 1}


def test_right_check_digits_are_chance_where_look_alikes_are_many_unless_a_word_says_otherwise() -> None:
    r = random.Random(5)
    codes = [f"lukko {r.randrange(10**6):06}-{r.randrange(1000):03}{r.choice(ALPHABET[10:])} kiinni" for _ in range(9000)]
    assert found(codes) == {}
    assert found([*codes[:600], "koodi 131052-308T"])["FI_PERSONAL_IDENTITY_CODE"] >= 1
    assert found([*codes, "hetulla 131052-308T"]) == {"FI_PERSONAL_IDENTITY_CODE": 1}


def test_a_column_of_pictures_is_not_called_clean() -> None:
    knowledge, table = load_knowledge(), Table(schema="", name="t", columns=(Column(name="c1"),))
    view = TableView(table=table, profiles={"c1": profile(pa.array([b"\xff\xfe", b"\x89PNG"]), PLAN)})
    verdict = decide(view, {}, knowledge)["c1"]
    assert verdict.state is ColumnState.NOT_CHECKED
    assert "no text" in str(verdict.checked.why_not)


def test_batches_put_together_are_counted_as_one() -> None:
    values = [f"{R.randrange(10**10):010}" for _ in range(2000)] + ["soita 040 123 4567", "131052-308T"]
    R.shuffle(values)
    whole = profile(pa.array(values), PLAN)
    parts = [profile(pa.array(values[start : start + 300]), PLAN) for start in range(0, len(values), 300)]
    R.shuffle(parts)
    merged = parts[0]
    for part in parts[1:]:
        merged = merge(merged, part)
    assert incidental.find(merged, KNOWLEDGE) == incidental.find(whole, KNOWLEDGE)
    assert {str(one.entity_type): one.values for one in incidental.find(whole, KNOWLEDGE)} == {
        "FI_PERSONAL_IDENTITY_CODE": 1,
        "PHONE_NUMBER": 1,
    }
