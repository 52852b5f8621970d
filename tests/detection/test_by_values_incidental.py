"""Sparse personal data: what stands in a few values of a column that is for something else, and what only looks so by chance."""

import random

import pyarrow as pa

from piicatalog.decision.decide import decide
from piicatalog.definitions.knowledge import load_knowledge
from piicatalog.detection import TableView, incidental
from piicatalog.model.finding import ColumnState
from piicatalog.model.schema import Column, Table
from piicatalog.profiling.columns import merge, profile
from piicatalog.profiling.plan import plan_of

PLAN = plan_of(load_knowledge())
ALPHABET = "0123456789ABCDEFHJKLMNPRSTUVWXY"
R = random.Random(3)


def found(values) -> dict[str, int]:
    return {str(one.entity_type): one.values for one in incidental.find(profile(pa.array(values), PLAN))}


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


def test_a_column_of_pictures_is_not_called_clean() -> None:
    knowledge, table = load_knowledge(), Table(schema="", name="t", columns=(Column(name="c1"),))
    view = TableView(table=table, profiles={"c1": profile(pa.array([b"\xff\xfe", b"\x89PNG"]), PLAN)})
    verdict = decide(view, {}, knowledge)["c1"]
    assert verdict.state is ColumnState.NOT_CHECKED
    assert "no text" in verdict.checked.why_not


def test_batches_put_together_are_counted_as_one() -> None:
    values = [f"{R.randrange(10**10):010}" for _ in range(2000)] + ["soita 040 123 4567", "131052-308T"]
    R.shuffle(values)
    whole = profile(pa.array(values), PLAN)
    parts = [profile(pa.array(values[start : start + 300]), PLAN) for start in range(0, len(values), 300)]
    R.shuffle(parts)
    merged = parts[0]
    for part in parts[1:]:
        merged = merge(merged, part)
    assert incidental.find(merged) == incidental.find(whole)
    assert {str(one.entity_type): one.values for one in incidental.find(whole)} == {"FI_PERSONAL_IDENTITY_CODE": 1, "PHONE_NUMBER": 1}
