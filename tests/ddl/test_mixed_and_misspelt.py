"""A folder may hold the schemas of several databases; what looks like a schema statement and is none is said."""

import pytest

from piicatalog.ddl.dialects import DIALECTS
from piicatalog.ddl.reading import read
from piicatalog.ddl.schema_of_texts import read_texts

TEXTS = {
    "a.sql": "CREATE TABLE [dbo].[Asiakas] ([Id] INT IDENTITY(1,1), [Hetu] NVARCHAR(11))\nGO\nCREATE TABLE [dbo].[Tilaus] ([Id] INT)\nGO\n",
    "b.sql": "CREATE TABLE `henkilo` (`id` int(11) AUTO_INCREMENT, `hetu` varchar(11), PRIMARY KEY (`id`)) ENGINE=InnoDB;\n",
    "c.sql": "CREATE TABLE potilas (id bigserial, hetu text, data jsonb, luotu timestamptz DEFAULT now());\n"
    "CREATE TABLE muu (id bigserial, a jsonb, b bytea, c timestamptz);\n",
    "d.sql": "CREATE TABLE lasku (id int, iban varchar(34));\n",
}


@pytest.mark.parametrize("one", sorted(TEXTS))
def test_a_file_is_read_the_same_alone_and_beside_other_dialects(one):
    alone = read_texts([(one, TEXTS[one].encode())])
    mixed = read_texts([(path, text.encode()) for path, text in sorted(TEXTS.items())])
    wanted = {(table.name, tuple(column.name.lower() for column in table.columns.values())) for table in alone.tables}
    assert wanted <= {(table.name, tuple(column.name.lower() for column in table.columns.values())) for table in mixed.tables}
    assert not mixed.problems


def test_a_weak_sign_does_not_change_a_files_dialect():
    plain = "CREATE TABLE IF NOT EXISTS b (id int);\n"
    texts = [("a.sql", TEXTS["b.sql"].encode()), ("b.sql", plain.encode())]
    assert read_texts(texts).dialect.name == "mysql"


@pytest.mark.parametrize(
    "text",
    [
        "CREATE TBLE broken (;",
        "ALTER TABEL a ADD COLUMN x int;",
        "DROP TALBE a;",
        "CRAETE TABLE a (id int);",
        "CREATE RECORDS a (hetu varchar(11));",
    ],
)
def test_what_looks_like_a_schema_statement_is_said(text):
    reading = read(f"{text}\nCREATE TABLE ok (id int);", DIALECTS["postgres"])
    assert [problem.code for problem in reading.problems] == ["PII901"]
    assert len(reading.events) == 1
    assert reading.schema_statements == 2


@pytest.mark.parametrize(
    "text",
    [
        "CREATE UNIQUE INDEX CONCURRENTLY a ON b (c);",
        "CREATE STATISTICS s (ndistinct) ON a, b FROM t;",
        "CREATE AGGREGATE total(int) (SFUNC = f, STYPE = int);",
        "CREATE TABLESPACE fast LOCATION '/x';",
        "DROP ROLE reader;",
        "TRUNCATE TABLE a;",
        "ANALYZE TABLE a;",
        "REFRESH MATERIALIZED VIEW a;",
    ],
)
def test_other_objects_are_quiet(text):
    assert not read(text, DIALECTS["postgres"]).problems
