"""Names that slipped from their columns, names that hold, values that hide what they stand for."""

import random

import pyarrow as pa
import pytest

from piicatalog.decision.decide import decide
from piicatalog.definitions.knowledge import load_knowledge
from piicatalog.detection import TableView
from piicatalog.detection.collect import collect
from piicatalog.detection.survey import survey
from piicatalog.model.entity_type import EntityType
from piicatalog.model.schema import Column, Table
from piicatalog.profiling.columns import profile
from piicatalog.profiling.plan import plan_of

KNOWN = load_knowledge()
R = random.Random(7)
PHONES = [f"040{R.randrange(10**7):07}" for _ in range(60)]
EMAILS = [f"asiakas{R.randrange(10**6)}@example.com" for _ in range(60)]
STREETS = [f"{R.choice(['Hämeentie', 'Kauppakatu', 'Koulukatu', 'Rantatie'])} {R.randrange(1, 150)}" for _ in range(60)]
AMOUNTS = [R.randrange(1000, 9000) for _ in range(60)]
HASHES = [f"{R.getrandbits(128):032x}" for _ in range(60)]


def confidences(name: str = "t", /, **columns: list[object]) -> dict[str, tuple[EntityType, float]]:
    """Return what stands first of each column."""
    table = Table(schema="", name=name, columns=tuple(Column(name=column) for column in columns))
    view = TableView(table=table, profiles={name: profile(pa.array(values), plan_of(KNOWN)) for name, values in columns.items()})
    verdicts = decide(view, collect(view, survey([table], KNOWN), KNOWN), KNOWN)
    return {name: (one.findings[0].entity_type, one.findings[0].confidence) for name, one in verdicts.items() if one.findings}


def test_where_names_slipped_a_name_that_no_value_speaks_for_tells_nothing() -> None:
    slipped = confidences(sahkoposti=PHONES, katuosoite=EMAILS, hinta=STREETS, kuukausipalkka=AMOUNTS)
    assert "kuukausipalkka" not in slipped
    assert {name: entity for name, (entity, _) in slipped.items()} == {
        "sahkoposti": EntityType.PHONE_NUMBER, "katuosoite": EntityType.EMAIL_ADDRESS, "hinta": EntityType.STREET_ADDRESS,
    }  # fmt: skip


def test_where_names_hold_one_wrong_name_costs_the_others_nothing() -> None:
    kept = confidences(sahkoposti=EMAILS, puhelin=PHONES, matkapuhelin=STREETS, kuukausipalkka=AMOUNTS)
    honest = confidences(sahkoposti=EMAILS, puhelin=PHONES, kuukausipalkka=AMOUNTS)
    assert kept["kuukausipalkka"] == honest["kuukausipalkka"]
    assert kept["matkapuhelin"][0] is EntityType.STREET_ADDRESS


def test_one_wrong_name_and_no_right_one_makes_the_others_doubtful() -> None:
    doubtful, alone = confidences(sahkoposti=PHONES, kuukausipalkka=AMOUNTS), confidences(kuukausipalkka=AMOUNTS)
    assert doubtful["kuukausipalkka"][0] is alone["kuukausipalkka"][0] is EntityType.INCOME
    assert 0.5 < doubtful["kuukausipalkka"][1] < alone["kuukausipalkka"][1]


@pytest.mark.parametrize("hidden", [HASHES, ["***"] * 60])
def test_pseudonyms_do_not_make_names_wrong(hidden: list[object]) -> None:
    pseudonymous, alone = confidences(sahkoposti=hidden, puhelin=hidden, kuukausipalkka=AMOUNTS), confidences(kuukausipalkka=AMOUNTS)
    assert pseudonymous["kuukausipalkka"][1] >= alone["kuukausipalkka"][1]


def test_rows_that_hold_identity_numbers_are_of_persons_whatever_they_are_called() -> None:
    illnesses = ["astma", "migreeni", "diabetes", "masennus", "ihottuma", "reuma"] * 10
    codes = [f"{day:02}0150-{number:03}" for day in range(1, 29) for number in (900, 911, 922)][:60]
    hetus = [code + "0123456789ABCDEFHJKLMNPRSTUVWXY"[int(code.replace("-", "")) % 31] for code in codes]
    found = confidences("hakemukset", c1=hetus, c2=illnesses)
    assert found["c2"][0] is EntityType.HEALTH
    assert "c2" not in confidences("hakemukset", c1=AMOUNTS, c2=illnesses)


@pytest.mark.parametrize("called", ["attr", "attribute_", "c", "field", "Column", "hash"])
def test_what_values_prove_no_word_of_a_name_takes_back(called: str) -> None:
    found = confidences(**{f"{called}{number}": values for number, values in enumerate((PHONES, EMAILS, STREETS, AMOUNTS), 10)})
    assert [entity for entity, _ in found.values()] == [EntityType.PHONE_NUMBER, EntityType.EMAIL_ADDRESS, EntityType.STREET_ADDRESS]
