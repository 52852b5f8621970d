"""A column's profile: what is counted, and that profiles merge in any order."""

import datetime as dt
import decimal

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from piicatalog.definitions.knowledge import load_knowledge
from piicatalog.model.profile import SAMPLE_SIZE
from piicatalog.profiling.columns import merge, profile, profile_all
from piicatalog.profiling.facts import SHAPES
from piicatalog.profiling.plan import plan_of

PLAN = plan_of(load_knowledge())
VALUES = st.lists(
    st.one_of(st.none(), st.sampled_from(["131052-308T", "Matti Virtanen", "00100", "", " ", "a@example.fi"]), st.text(max_size=12)),
    max_size=30,
)


def of(values, data_type=None):
    return profile(pa.array(values, data_type), PLAN)


@settings(max_examples=60, deadline=None)
@given(VALUES, VALUES, VALUES)
def test_merging_is_associative_commutative_and_as_good_as_reading_at_once(a, b, c) -> None:
    first, second, third = (of(values, pa.string()) for values in (a, b, c))
    assert merge(first, second) == merge(second, first)
    assert merge(merge(first, second), third) == merge(first, merge(second, third))
    assert merge(merge(first, second), third) == of(a + b + c, pa.string())


@settings(max_examples=30, deadline=None)
@given(st.integers(1500, 4000), st.integers(1, 9))
def test_a_large_column_in_batches_is_the_column_at_once(size, batches) -> None:
    values = pa.array([f"{number * 7919 % 100_003:06}" for number in range(size)])
    step = -(-size // batches)
    parts = [profile(values.slice(start, step), PLAN) for start in range(0, size, step)]
    merged = parts[-1]
    for part in parts[:-1]:
        merged = merge(part, merged)
    assert merged == profile(values, PLAN)
    assert len(merged.sample) == SAMPLE_SIZE
    assert abs(merged.distinct - size) < 0.15 * size


def test_columns_together_are_columns_apart() -> None:
    columns = [pa.array(["131052-308T", None]), pa.array([1, 2, 2]), pa.array(["Turku"]), pa.array([], pa.string())]
    assert profile_all(columns, PLAN) == [profile(column, PLAN) for column in columns]


LIKE_SHAPES = st.one_of(
    st.sampled_from(
        ["2024-05-05 10:00:00", "5. toukokuuta 1999", "5 élan 1999", "May 5, 2001", "05.05.24", "1-jan-24", "1 234 567", "0", "٣"]
    ),
    st.dates().map(lambda day: f"{day:%d%m%Y}"),
    st.dates().map(lambda day: f"{day:%m/%d/%Y}"),
    st.from_regex(r"[0-9 .,:T/-]{1,14}", fullmatch=True),
    st.text(max_size=12),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(LIKE_SHAPES, min_size=1, max_size=20))
def test_a_shape_is_marked_wherever_its_pattern_matches(values) -> None:
    sample = of(values, pa.string()).sample
    for shape, pattern in SHAPES.items():
        matches = pc.match_substring_regex(sample.values, pattern).to_pylist()
        assert sample.marks[sample.names.index(shape)].tolist() == matches, shape


@pytest.mark.parametrize(
    ("values", "data_type", "kind", "hit"),
    [
        ([401234567.0, None, 501234567.0], pa.float64(), "integer", "fi_phone#5"),
        ([decimal.Decimal("401234567.00")], pa.decimal128(12, 2), "integer", "fi_phone#5"),
        ([401234567], pa.int64(), "integer", "fi_phone#5"),
        (["401234567.0"], pa.string(), "text", "fi_phone#5"),
        ([b"131052-308T"], pa.binary(), "text", "fi_hetu"),
        ([["131052-308T"], []], pa.list_(pa.string()), "text", "fi_hetu"),
        (["131052–308T"], pa.large_string(), "text", "fi_hetu"),
        (["131052\u00a0-308T".replace("\u00a0", "")], pa.string_view(), "text", "fi_hetu"),
        (["040\u00a0123 4567"], pa.string(), "text", "fi_phone#2"),
        (['" 131052-308T"'], pa.string(), "text", "fi_hetu"),
        (["'00100'"], pa.string(), "text", "fi_postal_code"),
    ],
)
def test_values_of_any_type_are_read_as_text(values, data_type, kind, hit) -> None:
    found = of(values, data_type)
    assert found.kind == kind
    assert hit in found.hits


@pytest.mark.parametrize(
    "values", [[True, False], [dt.date(2024, 1, 31)], [dt.datetime(2024, 1, 31, 12)], [dt.time(12)], [None], [{"a": 1}], [b"\xff\xd8\xff"]]
)
def test_other_types_are_counted_without_error(values) -> None:
    assert of(values).rows == len(values)


def test_dictionaries_count_rows() -> None:
    found = profile(pa.array(["a@example.fi", "b@example.fi", "a@example.fi", None]).dictionary_encode(), PLAN)
    assert (found.rows, found.non_null, found.distinct) == (4, 3, 2)
    assert found.hits["any_email_form"].rows == 3


def test_blank_cells_are_no_values() -> None:
    found = of(["", "  ", "\t", None, "x"])
    assert (found.rows, found.non_null, found.distinct) == (5, 1, 1)


def test_one_hetu_among_ten_thousand_notes_is_counted() -> None:
    notes = [f"tilaus {number} toimitettu" for number in range(10_000)]
    notes[77] += " hetu 131052-308T"
    notes[78] += " hetu 131052-308H"
    (held,) = of(notes).containing.values()
    assert (held.rows, held.told, held.tried, list(held.alike.values())) == (1, 1, 2, [1])


def test_a_profile_shows_no_value() -> None:
    found = of(["131052-308T"])
    assert "131052" not in repr(found)
    assert "131052" not in repr(found.sample)
    assert found.shapes == (("999999-999A", 1),)
