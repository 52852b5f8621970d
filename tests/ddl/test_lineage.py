"""Where the columns of views and copies come from, and how."""

import pytest

from piicatalog.migrations.replay import Options, SourceFile, replay

TABLES = """
CREATE TABLE person (id int, hetu text, name text, doc jsonb, boss int);
CREATE TABLE visit (id int, person_id int, place text, price int);
"""


def flows(text: str, *, dialect: str = "postgres", problems: bool = False) -> set[str]:
    """Return the flows of a text after the tables: ``person.hetu > v.ssn copy``."""
    result = replay([SourceFile("a.sql", (TABLES + text).encode())], Options(dialect=dialect))
    assert bool(result.problems) == problems, result.problems
    names = {table.id: table.name for table in result.state.tables.values()}
    columns = {column.id: column.name for table in result.state.tables.values() for column in table.columns.values()}
    return {
        f"{names.get(one.source[0], '?')}.{columns.get(one.source[1], one.source[1])} > {names[one.target[0]]}.{columns[one.target[1]]} {one.kind}"
        for one in result.flows
    }


CASES = [
    pytest.param("CREATE VIEW v AS SELECT hetu AS ssn FROM person;", {"person.hetu > v.ssn copy"}, id="copy"),
    pytest.param("CREATE VIEW v AS SELECT * FROM visit;", {f"visit.{name} > v.{name} copy" for name in ("id", "person_id", "place", "price")}, id="star"),
    pytest.param("CREATE VIEW v AS SELECT p.hetu, v.place FROM person p JOIN visit v ON v.person_id = p.id;", {"person.hetu > v.hetu copy", "visit.place > v.place copy"}, id="join"),
    pytest.param("CREATE VIEW v AS SELECT upper(hetu) AS a, name || 'x' AS b FROM person;", {"person.hetu > v.a transform", "person.name > v.b transform"}, id="transform"),
    pytest.param("CREATE VIEW v AS WITH x AS (SELECT hetu AS h FROM person) SELECT h FROM x;", {"person.hetu > v.h copy"}, id="CTE"),
    pytest.param("CREATE VIEW v AS WITH RECURSIVE x AS (SELECT id, boss, name FROM person UNION ALL SELECT p.id, p.boss, p.name FROM person p JOIN x ON x.id = p.boss) SELECT name FROM x;", {"person.name > v.name copy"}, id="recursive"),
    pytest.param("CREATE VIEW v AS SELECT hetu AS a FROM person UNION SELECT place FROM visit;", {"person.hetu > v.a copy", "visit.place > v.a copy"}, id="union"),
    pytest.param("CREATE VIEW v AS SELECT q.place FROM person p, LATERAL (SELECT place FROM visit WHERE person_id = p.id LIMIT 1) q;", {"visit.place > v.place copy"}, id="lateral"),
    pytest.param("CREATE VIEW v AS SELECT (SELECT max(place) FROM visit WHERE person_id = p.id) AS a FROM person p;", {"visit.place > v.a transform", "visit.person_id > v.a condition", "person.id > v.a condition"}, id="subquery"),
    pytest.param("CREATE VIEW v AS SELECT to_jsonb(p) AS a FROM person p;", {f"person.{name} > v.a transform" for name in ("id", "hetu", "name", "doc", "boss")}, id="whole row"),
    pytest.param("CREATE VIEW v AS SELECT json_agg(p) AS a FROM person p;", {f"person.{name} > v.a transform" for name in ("id", "hetu", "name", "doc", "boss")}, id="rows together"),
    pytest.param("CREATE VIEW v AS SELECT x.a FROM visit v, f(v.place) x;", {"visit.place > v.a transform"}, id="a function of a row"),
    pytest.param("CREATE VIEW v AS SELECT e.value FROM person p CROSS JOIN LATERAL jsonb_array_elements(p.doc) e;", {"person.doc > v.value transform"}, id="elements"),
    pytest.param("CREATE VIEW v AS SELECT doc ->> 'socialSecurityNumber' AS a FROM person;", {"person.doc > v.a transform"}, id="JSON path"),
    pytest.param("CREATE VIEW v AS SELECT CASE WHEN hetu IS NULL THEN name ELSE 'x' END AS a FROM person;", {"person.hetu > v.a condition", "person.name > v.a transform"}, id="CASE"),
    pytest.param("CREATE VIEW v AS SELECT row_number() OVER (PARTITION BY hetu ORDER BY name) AS a FROM person;", {"person.hetu > v.a condition", "person.name > v.a condition"}, id="window"),
    pytest.param("CREATE VIEW v AS SELECT count(hetu) AS a, max(name) AS b FROM person;", {"person.hetu > v.a aggregate", "person.name > v.b transform"}, id="aggregate"),
    pytest.param("CREATE VIEW v AS SELECT hetu IS NOT NULL AS a FROM person;", {"person.hetu > v.a condition"}, id="test"),
    pytest.param("CREATE VIEW a AS SELECT hetu FROM person; CREATE VIEW b AS SELECT hetu AS h FROM a;", {"person.hetu > a.hetu copy", "a.hetu > b.h copy"}, id="view on view"),
    pytest.param("CREATE VIEW v AS SELECT hetu AS a FROM person; ALTER TABLE person RENAME hetu TO ssn; ALTER TABLE person RENAME TO people;", {"people.ssn > v.a copy"}, id="renamed since"),
    pytest.param("CREATE TABLE t AS SELECT hetu AS a FROM person;", {"person.hetu > t.a copy"}, id="CTAS"),
    pytest.param("INSERT INTO visit (place) SELECT hetu FROM person;", {"person.hetu > visit.place copy"}, id="INSERT SELECT"),
    pytest.param("INSERT INTO visit SELECT id, boss, lower(name) FROM person;", {"person.id > visit.id copy", "person.boss > visit.person_id copy", "person.name > visit.place transform"}, id="INSERT SELECT by position"),
    pytest.param("WITH x AS (SELECT hetu FROM person) INSERT INTO visit (place) SELECT hetu FROM x;", {"person.hetu > visit.place copy"}, id="WITH INSERT"),
    pytest.param("UPDATE visit SET place = p.hetu FROM person p WHERE p.id = visit.person_id;", {"person.hetu > visit.place copy"}, id="UPDATE FROM"),
    pytest.param("UPDATE person SET name = hetu;", {"person.hetu > person.name copy"}, id="UPDATE"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_a_flow_is_told_with_its_kind(text, expected):
    assert flows(text) == expected


def test_where_the_sources_are_not_known_every_column_counts_and_it_is_said():
    assert flows("CREATE VIEW v AS SELECT x.a FROM person p JOIN missing m USING (id);", problems=True) >= {"person.hetu > v.a transform"}


def test_a_view_of_a_table_that_is_not_there_is_said():
    result = replay([SourceFile("a.sql", b"CREATE VIEW v AS SELECT a, b FROM missing;")], Options(dialect="postgres"))
    assert [problem.code for problem in result.problems] == ["PII905"]
    (view,) = result.state.tables.values()
    assert list(view.columns) == ["a", "b"]
