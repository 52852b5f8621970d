"""Statements and draws: names are only ever names, the form is each dialect's own, slow draws fall back."""

import sqlite3
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlglot import exp, parse_one

from piicatalog.model.sample import SampleRequest
from piicatalog.model.schema import Column, Table, TableKind
from piicatalog.sampling import Extent, duckdb, mysql, other, postgres, sqlite
from piicatalog.sampling.draw import TooSlowError, samples
from piicatalog.sampling.expressions import render, select
from piicatalog.sources.open import open_source

DIALECTS = ["postgres", "mysql", "sqlite", "duckdb", "snowflake", "bigquery", "tsql", "oracle", "databricks"]
NAMES = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=20)
REQUEST = SampleRequest(rows=1000, seed=7)


def table(*types, name="asiakas", schema="kauppa", kind=TableKind.TABLE):
    return Table(
        schema=schema, name=name, kind=kind, columns=tuple(Column(name=f"c{number}", data_type=text) for number, text in enumerate(types))
    )


@pytest.mark.parametrize("dialect", DIALECTS)
@given(schema=NAMES, name=NAMES, column=NAMES)
def test_a_name_is_only_ever_a_name(dialect, schema, name, column):
    if dialect == "bigquery":  # it has no names with dots
        schema, name, column = (text.replace(".", "_") for text in (schema, name, column))
    hostile = Table(schema=schema, name=name, columns=(Column(name=column, data_type="varchar(20)"),))
    parsed = parse_one(render(select(hostile, hostile.columns, dialect, limit=5), dialect), dialect=dialect)
    (found,) = parsed.find_all(exp.Table)
    assert (found.db, found.name) == (schema, name)
    assert {identifier.name for identifier in parsed.find_all(exp.Column)} == {column}


@given(name=NAMES, column=NAMES)
def test_sqlite_reads_tables_of_any_name(name, column):
    connection = sqlite3.connect(":memory:")
    quoted = ['"' + text.replace('"', '""') + '"' for text in (name, column)]
    try:
        connection.execute(f"CREATE TABLE {quoted[0]} ({quoted[1]} text)")
    except sqlite3.OperationalError:  # "sqlite_…" is the library's own
        return
    connection.execute(f"INSERT INTO {quoted[0]} VALUES ('x')")
    made = Table(schema="", name=name, columns=(Column(name=column, data_type="text"),))
    assert connection.execute(render(select(made, made.columns, "sqlite"), "sqlite")).fetchall() == [("x",)]


@pytest.mark.parametrize(
    ("dialect", "clause"),
    [
        ("snowflake", 'FROM "kauppa"."asiakas" TABLESAMPLE (1131 ROWS) LIMIT 2262'),
        ("databricks", "FROM `kauppa`.`asiakas` TABLESAMPLE (1131 ROWS) REPEATABLE (7) LIMIT 2262"),
        ("bigquery", "FROM `kauppa`.`asiakas` TABLESAMPLE SYSTEM (1.131000 PERCENT) LIMIT 2262"),
        ("oracle", 'FROM "kauppa"."asiakas" SAMPLE (1.131000) SEED (7) FETCH FIRST 2262 ROWS ONLY'),
    ],
)
def test_other_warehouses_are_asked_in_their_own_words(dialect, clause):
    first, last = other.draws(table("integer", "varchar(20)"), REQUEST, Extent(rows=100_000), dialect=dialect)
    assert first.sql.endswith(clause)
    assert not first.whole
    assert last.whole


def test_sql_server_is_asked_in_its_own_words():
    first, _ = other.draws(table("integer"), REQUEST, Extent(rows=100_000), dialect="tsql")
    assert first.sql == "SELECT TOP 2262 [c0] FROM [kauppa].[asiakas] TABLESAMPLE (1131 ROWS) REPEATABLE (7)"


@pytest.mark.parametrize("draws", [postgres.draws, mysql.draws, sqlite.draws, duckdb.draws])
def test_a_view_that_is_too_slow_for_a_random_choice_is_asked_for_some_rows(draws):
    first, last = draws(table("text", kind=TableKind.VIEW), REQUEST, Extent(rows=10**9))
    assert first.sql != last.sql
    assert last.sql.endswith("LIMIT 1000")
    assert last.whole


@pytest.mark.parametrize("draws", [postgres.draws, mysql.draws])
def test_a_table_no_larger_than_the_sample_is_read_whole(draws):
    (only,) = draws(table("text"), REQUEST, Extent(rows=900))
    assert only.whole


def test_long_cells_are_cut_by_the_database():
    assert 'LEFT("c0", 10000)' in next(postgres.draws(table("text"), REQUEST, Extent())).sql
    assert "LEFT(`c0`, 10000)" in next(mysql.draws(table("longtext"), REQUEST, Extent())).sql


class Slow:
    """A reader of a table on which nothing but the plainest statement comes in time."""

    dialect = "postgres"

    def __init__(self, *, hopeless: bool = False) -> None:
        self.notes: list[str] = []
        self.hopeless = hopeless

    def set_timeout(self, seconds: float | None) -> None:
        """Keep no time."""

    def extent(self, table: Table) -> Extent:  # noqa: ARG002 - the protocol's shape
        return Extent(rows=10**9, pages=10**7)

    def draws(self, table: Table, request: SampleRequest, extent: Extent):
        return postgres.draws(table, request, extent)

    def fetch(self, sql, columns, max_bytes, *, seed=0) -> Iterator:  # noqa: ARG002 - the protocol's shape
        import pyarrow as pa

        if self.hopeless or "TABLESAMPLE" in sql:
            raise TooSlowError
        yield pa.record_batch({"c0": ["x"] * 1000})


def test_a_draw_that_is_too_slow_is_followed_by_the_first_rows_and_noted():
    reader = Slow()
    (sample,) = samples(reader, table("text"), REQUEST)
    assert sample.batch.num_rows == 1000
    assert reader.notes == ["kauppa.asiakas: a random choice took longer than 60 seconds; its first rows were read"]


def test_a_table_that_never_answers_in_time_is_an_error():
    with pytest.raises(TooSlowError):
        list(samples(Slow(hopeless=True), table("text"), REQUEST))


def test_a_sample_stops_at_its_bound_of_bytes(tmp_path):
    path = tmp_path / "a.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE t (teksti text)")
        connection.executemany("INSERT INTO t VALUES (?)", [("x" * 20_000,)] * 3000)
    connection.close()
    with open_source(path) as source:
        (found,) = source.tables()
        (sample,) = source.sample(found, SampleRequest(rows=2500, max_bytes=8_000_000))
        assert sample.batch.nbytes < 16_000_000
        assert len(sample.batch.column(0)[0].as_py()) == 10_000


def test_gaps_between_row_ids_do_not_empty_a_sample(tmp_path):
    path = tmp_path / "a.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE t (id integer PRIMARY KEY)")
        connection.executemany("INSERT INTO t VALUES (?)", [(number * 1000,) for number in range(2000)])
    connection.close()
    with open_source(path) as source:
        (found,) = source.tables()
        (sample,) = source.sample(found, SampleRequest(rows=500))
        assert sample.batch.num_rows == 500
        assert sum(number > 1_000_000 for number in sample.batch.column("id").to_pylist()) > 150
