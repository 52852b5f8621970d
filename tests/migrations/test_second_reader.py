"""The two readers agree on what both understand; where they differ, that is said with both readings."""

from pathlib import Path

import pytest

from piicatalog.ddl.dialects import find_dialect
from piicatalog.ddl.events import ColumnDefinition, CreateTable
from piicatalog.ddl.reading import read
from piicatalog.migrations.second_reader import disagreements

HISTORIES = Path(__file__).parent / "histories"


@pytest.mark.parametrize(
    ("dialect", "folder"),
    [
        ("postgres", "flyway_postgres"),
        ("postgres", "numbered_postgres"),
        ("mysql", "golang_migrate_mariadb"),
        ("mysql", "numbered_mariadb"),
        ("sqlite", "dbmate_sqlite"),
    ],
)
def test_both_readers_agree(dialect, folder):
    for path in sorted((HISTORIES / folder).rglob("*.sql")):
        text = path.read_text(encoding="utf-8")
        assert list(disagreements(text, read(text, find_dialect(dialect)), find_dialect(dialect))) == []


def test_partition_columns_of_hive_are_columns_for_both():
    text = "CREATE TABLE t (a STRING) PARTITIONED BY (day STRING)"
    assert list(disagreements(text, read(text, find_dialect("databricks")), find_dialect("databricks"))) == []


def test_where_they_differ_both_readings_are_told():
    text, dialect = "CREATE TABLE t (a int, b text)", find_dialect("postgres")
    reading = read(text, dialect)
    (placed,) = reading.events
    assert isinstance(placed.event, CreateTable)
    wrong = placed.event._replace(columns=(*placed.event.columns, ColumnDefinition("c", "c", placed.spot)))
    (problem,) = disagreements(text, reading._replace(events=(placed._replace(event=wrong),)), dialect)
    assert (problem.code, problem.message) == ("PII903", "columns +a, +b, +c; by sqlglot +a, +b")
