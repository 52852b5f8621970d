"""What the schema makes of statements about tables that it never saw made."""

import pytest

from piicatalog.migrations.replay import Options, Replay, SourceFile, replay


def of(text: str) -> Replay:
    return replay([SourceFile("a.sql", text.encode())], Options(dialect="postgres"))


def columns(result: Replay) -> dict[str, list[str]]:
    return {table.full_name: [column.name for column in table.columns.values()] for table in result.state.tables.values()}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ALTER TABLE person ADD hetu text;", {"person": ["hetu"]}),
        ("ALTER TABLE crm.person RENAME nimi TO hetu;", {"crm.person": ["hetu"]}),
        ("ALTER TABLE IF EXISTS person ADD hetu text;", {}),
        ("ALTER TABLE person DROP nimi;", {}),
        ("ALTER TABLE person ADD hetu text; CREATE TABLE person (id int);", {"person": ["id", "hetu"]}),
    ],
)
def test_what_is_added_to_a_table_that_stands_elsewhere_counts(text, expected):
    assert columns(of(text)) == expected


def test_that_it_stands_elsewhere_is_told_once():
    result = of("ALTER TABLE person ADD hetu text; ALTER TABLE person ADD mail text; ALTER TABLE person DROP nimi;")
    assert [conflict.message for conflict in result.conflicts] == ["person is changed but not known"]
