"""Servers that are read through SQLAlchemy's Inspector: the reading against SQLite, the words of each against its grammar."""

import pytest
import sqlalchemy as sa
from sqlalchemy.dialects import oracle
from sqlglot import parse_one

from piicatalog.model.sample import SampleRequest
from piicatalog.model.schema import Column, Table, TableKind
from piicatalog.sampling import Extent, other
from piicatalog.sampling.draw import samples
from piicatalog.sampling.expressions import everything
from piicatalog.sampling.sparse import filling
from piicatalog.sources.patterns import Patterns
from piicatalog.sources.relational.inspected import ESTIMATES, InspectedServer

DIALECTS = ["snowflake", "bigquery", "tsql", "oracle", "databricks"]
TYPES = ["varchar(80)", "integer", "decimal(10,2)", "date", "timestamp", "json", "uuid"]


@pytest.fixture
def server():
    engine = sa.create_engine("sqlite://", poolclass=sa.StaticPool)
    with engine.connect() as connection:
        for statement in (
            "CREATE TABLE asiakas (id integer PRIMARY KEY, nimi varchar(80) NOT NULL, email text, kuva blob)",
            "CREATE TABLE tilaus (id integer PRIMARY KEY, asiakas integer REFERENCES asiakas (id))",
            "CREATE VIEW nimet AS SELECT nimi FROM asiakas",
            "INSERT INTO asiakas (nimi, email) VALUES ('Aino', 'a@example.com'), ('Eeva', NULL)",
        ):
            connection.exec_driver_sql(statement)
        yield InspectedServer(connection, "sqlite")
    engine.dispose()


def test_tables_columns_and_keys_are_listed(server):
    tables = {table.name: table for table in server.tables(Patterns.of(exclude=["*.ei"]))}
    assert set(tables) == {"asiakas", "tilaus", "nimet"}
    assert [(column.name, column.data_type, column.nullable) for column in tables["asiakas"].columns][:3] == [
        ("id", "INTEGER", True),
        ("nimi", "VARCHAR(80)", False),
        ("email", "TEXT", True),
    ]
    assert "binary" in str(tables["asiakas"].names["kuva"].why_not)
    assert tables["asiakas"].primary_key == ("id",)
    (key,) = tables["tilaus"].foreign_keys
    assert (key.columns, key.table, key.referred_columns) == (("asiakas",), "asiakas", ("id",))
    assert tables["nimet"].kind is TableKind.VIEW


def test_only_what_is_asked_for_is_listed(server):
    assert [table.name for table in server.tables(Patterns.of(include=["main.til*"]))] == ["tilaus"]
    assert list(server.tables(Patterns.of(include=["muu.*"]))) == []


def test_values_are_drawn(server):
    (table,) = server.tables(Patterns.of(include=["*.asiakas"]))
    (whole,) = samples(server, table, SampleRequest())
    assert whole.batch.select(["nimi", "email"]).to_pylist() == [
        {"nimi": "Aino", "email": "a@example.com"},
        {"nimi": "Eeva", "email": None},
    ]


def test_an_error_of_the_driver_is_known_as_one(server):
    gone = Table(schema="main", name="ei_ole", columns=(Column(name="nimi", data_type="text"),))
    with pytest.raises(server.errors()):
        list(samples(server, gone, SampleRequest()))


def test_names_are_as_the_server_has_them(server):
    class Connection:
        dialect = oracle.dialect()
        connection = server.connection.connection

    real = InspectedServer(Connection(), "oracle")._real
    assert [real(name) for name in ("asiakas", "Asiakas", "väli lyönti")] == ["ASIAKAS", "Asiakas", "väli lyönti"]


@pytest.mark.parametrize("dialect", DIALECTS)
def test_every_statement_is_one_of_the_dialect(dialect):
    table = Table(schema="kauppa", name="asiakas", columns=tuple(Column(name=f"c {kind}", data_type=kind) for kind in TYPES))
    statements = [draw.sql for draw in other.draws(table, SampleRequest(), Extent(rows=10**6), dialect=dialect)]
    statements += [everything(table, table.columns, dialect), filling(table, table.columns[0], dialect, 100, 1)]
    for sql in statements:
        assert parse_one(sql, dialect=dialect).key == "select", sql
        assert "LIMIT" not in sql or dialect not in {"tsql", "oracle"}


@pytest.mark.parametrize("dialect", ESTIMATES)
def test_every_estimate_is_a_query_of_the_dialect(dialect):
    assert len(parse_one(ESTIMATES[dialect], dialect=dialect).expressions) == 2
