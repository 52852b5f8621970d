"""Tags are read wherever they stand and go along with renames, rebuilds and copies."""

from datetime import date
from pathlib import Path

import pytest

from piicatalog.checking import known
from piicatalog.checking.history import compare
from piicatalog.checking.run import Settings, run
from piicatalog.checking.snapshot import TextSnapshot
from piicatalog.detection import kept

KNOWLEDGE = kept.knowledge((), None)
PURPOSES = known.purposes(known.Configured(), "", Path("none"), None)
HETU = "FI_PERSONAL_IDENTITY_CODE"
COLLECTION = "debt_collection_credit_control"


def checked(base, head, dialect="postgres", decisions=""):
    def files(texts):
        return TextSnapshot({f"db/migration/V{number}__s.sql": text.encode() for number, text in enumerate(texts, 1)})

    compared = compare(files(base), files([*base, *head]), dialect=dialect)
    purposes = known.with_decisions_text(PURPOSES, decisions, known.Configured()) if decisions else PURPOSES
    return run(compared, KNOWLEDGE, purposes, Settings(today=date(2026, 11, 24)))


def found(*arguments, **options):
    return {(finding.rule, finding.subject) for finding in checked(*arguments, **options).report.open}


def column(done, name):
    table, _, own = name.rpartition(".")
    return done.changes[0].names[table].column(own)


@pytest.mark.parametrize(
    ("dialect", "text"),
    [
        ("postgres", f"CREATE TABLE t (a char(11)); -- pii: {HETU} purpose={COLLECTION}"),
        ("postgres", f"CREATE TABLE t (\n  -- pii: {HETU} purpose={COLLECTION}\n  a char(11)\n);"),
        ("postgres", f"CREATE TABLE t (a char(11) /* pii: {HETU} purpose={COLLECTION} */, b int);"),
        ("postgres", f"CREATE TABLE t (a char(11));\nCOMMENT ON COLUMN t.a IS 'Tunnus. [pii: {HETU}; purpose={COLLECTION}]';"),
        ("postgres", f"CREATE TABLE t (a char(11));\nCOMMENT ON COLUMN t.a IS E'Tunnus.\\n' '[pii: {HETU}; ' 'purpose={COLLECTION}]';"),
        ("mysql", f"CREATE TABLE t (a char(11) COMMENT '[pii: {HETU}; purpose={COLLECTION}]') ENGINE=InnoDB;"),
        ("bigquery", f"CREATE TABLE t (a STRING OPTIONS(description='[pii: {HETU}; purpose={COLLECTION}]'));"),
        (
            "snowflake",
            f"CREATE TABLE t (a VARCHAR);\nALTER TABLE t MODIFY COLUMN a SET TAG gov.pii = '{HETU}', gov.purpose = '{COLLECTION}';",
        ),
        ("snowflake", f"CREATE TABLE t (a VARCHAR WITH TAG (pii = '{HETU}', purpose = '{COLLECTION}'));"),
        (
            "databricks",
            f"CREATE TABLE t (a STRING) USING DELTA;\nALTER TABLE t ALTER COLUMN a SET TAGS ('piicatalog_entity' = '{HETU}', 'piicatalog_purpose' = '{COLLECTION}');",
        ),
        (
            "tsql",
            (
                "CREATE TABLE dbo.t (a nvarchar(11));\nGO\n"
                f"EXEC sp_addextendedproperty N'MS_Description', N'[pii: {HETU}; purpose={COLLECTION}]', N'SCHEMA', N'dbo', N'TABLE', N't', N'COLUMN', N'a';"
            ),
        ),
    ],
)
def test_a_tag_is_read(dialect, text):
    done = checked([], [text], dialect)
    name = "dbo.t.a" if dialect == "tsql" else "t.a"
    known_as = {table.lower(): table for table in done.changes[0].names}
    tagged = done.changes[0].names[known_as[name.rpartition(".")[0]]].column("a")
    assert (tagged.entity_type, tagged.purposes) == (HETU, (COLLECTION,))
    assert not {rule for rule, subject in {(f.rule, f.subject) for f in done.report.open} if subject.lower() == name} & {"PII001", "PII003"}


def test_sql_servers_classification_counts_where_the_name_tells_nothing():
    text = "CREATE TABLE dbo.t (a nvarchar(11));\nGO\nADD SENSITIVITY CLASSIFICATION TO dbo.t.a WITH (LABEL='Confidential', INFORMATION_TYPE='National ID');"
    assert ("PII001", "dbo.t.a") in found([], [text], "tsql")


def test_a_tables_own_comment_and_tags_give_purposes():
    text = "CREATE TABLE asiakas (id int, sahkoposti text, luotu date);\nCOMMENT ON TABLE asiakas IS 'Asiakkaat [pii: purpose=web_shop]';"
    assert found([], [text]) == set()
    snow = "CREATE TABLE asiakas (id int, sahkoposti varchar, luotu date);\nALTER TABLE asiakas SET TAG purpose = 'web_shop';"
    assert found([], [snow], "snowflake") == set()


def test_the_nearest_wins():
    text = "CREATE TABLE asiakas (id int, x1 text, luotu date); -- pii: EMAIL_ADDRESS purpose=web_shop".replace(
        "x1 text,", "x1 text, -- pii: EMAIL_ADDRESS purpose=web_shop\n"
    )
    decisions = "columns:\n  - {column: asiakas.x1, decision: confirm, entity_type: PHONE_NUMBER, purposes: [delivery]}\n"
    done = checked([], [f"{text}\nCOMMENT ON COLUMN asiakas.x1 IS '[pii: PERSON; purpose=invoicing]';"], decisions=decisions)
    assert (column(done, "asiakas.x1").entity_type, column(done, "asiakas.x1").purposes) == ("PHONE_NUMBER", ("delivery",))
    without = checked([], [f"{text}\nCOMMENT ON COLUMN asiakas.x1 IS '[pii: PERSON; purpose=invoicing]';"])
    assert (column(without, "asiakas.x1").entity_type, column(without, "asiakas.x1").purposes) == ("PERSON", ("invoicing",))


TAGGED = f"CREATE TABLE t (id int PRIMARY KEY,\n  a char(11), -- pii: {HETU} purpose={COLLECTION}\n  luotu date);"


@pytest.mark.parametrize(
    ("dialect", "change", "name"),
    [
        ("postgres", "ALTER TABLE t RENAME COLUMN a TO b;", "t.b"),
        ("postgres", "ALTER TABLE t RENAME COLUMN a TO b;\nALTER TABLE t RENAME COLUMN b TO c;\nALTER TABLE t RENAME TO u;", "u.c"),
        ("postgres", "CREATE SCHEMA x;\nALTER TABLE t SET SCHEMA x;", "x.t.a"),
        (
            "sqlite",
            "CREATE TABLE t_new (id int PRIMARY KEY, b text, luotu date);\nINSERT INTO t_new (id, b, luotu) SELECT id, a, luotu FROM t;\nDROP TABLE t;\nALTER TABLE t_new RENAME TO t;",
            "t.b",
        ),
        ("mysql", "ALTER TABLE t CHANGE a b varchar(20);", "t.b"),
        ("tsql", "EXEC sp_rename 't.a', 'b', 'COLUMN';", "t.b"),
    ],
)
def test_a_rename_keeps_tag_and_purpose(dialect, change, name):
    done = checked([TAGGED], [change], dialect)
    kept = column(done, name)
    assert (kept.entity_type, kept.purposes) == (HETU, (COLLECTION,))
    assert {f.rule for f in done.report.open} <= {"PII101", "PII102", "PII105"}


@pytest.mark.parametrize(
    ("dialect", "change"),
    [
        ("postgres", "CREATE TABLE u (LIKE t);"),
        ("postgres", "CREATE TABLE u AS SELECT * FROM t;"),
        ("postgres", "CREATE TABLE u (id int, a text);\nINSERT INTO u SELECT id, a FROM t;"),
        ("postgres", "CREATE TABLE u (id int, a text);\nUPDATE u SET a = t.a FROM t WHERE t.id = u.id;"),
        ("postgres", "CREATE TABLE u () INHERITS (t);"),
        ("tsql", "SELECT id, a INTO u FROM t;"),
        ("snowflake", "CREATE TABLE u CLONE t;"),
        ("mysql", "CREATE TABLE u LIKE t;"),
        ("postgres", "CREATE TEMP TABLE w AS SELECT * FROM t;\nCREATE TABLE u AS SELECT id, a FROM w;"),
    ],
)
def test_a_copy_keeps_the_kind_and_asks_for_its_own_purpose(dialect, change):
    done = checked([TAGGED], [change], dialect)
    copied = column(done, "u.a")
    assert copied.entity_type == HETU
    assert {f.rule for f in done.report.open if f.subject == "u.a"} & {"PII001", "PII202"} or copied.purposes


def test_a_tag_taken_away_is_told():
    snow = ["CREATE TABLE t (a VARCHAR);\nALTER TABLE t MODIFY COLUMN a SET TAG pii = 'EMAIL_ADDRESS', purpose = 'web_shop';"]
    assert ("PII106", "t.a") in found(snow, ["ALTER TABLE t MODIFY COLUMN a UNSET TAG pii, purpose;"], "snowflake")
