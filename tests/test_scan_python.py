"""The same from Python: whatever holds a table is scanned, and wrong arguments say so."""

import duckdb
import pandas as pd
import pyarrow as pa
import pytest

import piicatalog

PEOPLE = pd.DataFrame(
    {
        "hetu": ["010594Y9032", "131052-308T", None] * 50,
        "email": [f"n{number}@example.com" for number in range(150)],
        "maara": range(150),
        "osoite": [{"katu": f"Koivukuja {number}"} for number in range(150)],
        7: [1.5] * 150,
    }
)
FOUND = {"hetu": "FI_PERSONAL_IDENTITY_CODE", "email": "EMAIL_ADDRESS", "maara": None, "7": None}


def found(catalog):
    table = catalog.to_pandas()
    return {row.column: row.entity_type if isinstance(row.entity_type, str) else None for row in table.itertuples()}


@pytest.mark.parametrize(
    "made",
    [
        lambda: PEOPLE,
        lambda: pa.Table.from_pandas(PEOPLE.rename(columns=str)),
        lambda: pa.Table.from_pandas(PEOPLE.rename(columns=str)).combine_chunks().to_batches()[0],
        lambda: pa.Table.from_pandas(PEOPLE.rename(columns=str)).to_reader(max_chunksize=20),
    ],
    ids=["DataFrame", "Table", "RecordBatch", "RecordBatchReader"],
)
@pytest.mark.parametrize("rows", [40, 1000, "all"])
def test_what_is_in_memory_is_scanned(made, rows):
    catalog = piicatalog.scan(made(), rows=rows)
    assert FOUND.items() <= found(catalog).items()
    assert "osoite.katu" in found(catalog)
    assert repr(catalog).startswith("<Catalog of 5 columns")


def test_a_duckdb_connection_is_scanned_and_stays_open():
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE asiakas AS SELECT 'a@example.com' AS email, 1 AS maara")
        assert found(piicatalog.scan(connection)) == {"email": "EMAIL_ADDRESS", "maara": None}
        assert connection.execute("SELECT count(*) FROM asiakas").fetchall() == [(1,)]


def test_the_same_seed_gives_the_same_catalog():
    assert piicatalog.scan(PEOPLE, rows=30) == piicatalog.scan(PEOPLE, rows=30)


def test_one_pattern_needs_no_list():
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE asiakas AS SELECT 'a@example.com' AS email; CREATE TABLE tuote AS SELECT 'kuppi' AS nimi")
        assert list(found(piicatalog.scan(connection, include="*.asiakas"))) == ["email"]
        assert list(found(piicatalog.scan(connection, exclude="asiakas"))) == ["nimi"]


def test_an_empty_table_was_not_checked():
    catalog = piicatalog.scan(PEOPLE.head(0)[["maara"]])
    (entry,) = catalog.columns
    assert (str(entry.verdict.state), str(entry.verdict.checked.why_not)) == ("not_checked", "the table is empty")


@pytest.mark.parametrize("rows", [0, -1, "kaikki", 1.5])
def test_rows_are_a_number_or_all(rows):
    with pytest.raises(piicatalog.UsageError, match="neither a number of rows nor"):
        piicatalog.scan(PEOPLE, rows=rows)


@pytest.mark.parametrize("source", [3, None, [], pd.DataFrame()])
def test_what_is_no_source_is_one_clear_error(source):
    with pytest.raises(piicatalog.SourceError):
        piicatalog.scan(source)
