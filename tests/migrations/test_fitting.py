"""An order or dialect is checked by what comes of it: the one in which statements fit is used, and that is said."""

from collections import Counter

from piicatalog.checking.history import compare
from piicatalog.checking.snapshot import TextSnapshot
from piicatalog.migrations import fitting
from piicatalog.migrations.fitting import Choice, better
from piicatalog.migrations.replay import Options, SourceFile, replay

BY_TEXT = {
    "db/1_a.sql": "CREATE TABLE a (id int);",
    "db/10_b.sql": "CREATE TABLE b (id int);",
    "db/2_c.sql": "ALTER TABLE b ADD COLUMN hetu text;\nALTER TABLE b RENAME COLUMN id TO nro;",
}


def check(files: dict[str, str], base: dict[str, str] | None = None, dialect: str = "postgres"):
    one, other = (None if texts is None else TextSnapshot({path: text.encode() for path, text in texts.items()}) for texts in (base, files))
    assert other is not None
    (compared,) = compare(one, other, dialect=dialect)
    return compared


def columns(compared) -> dict[str, list[str]]:
    return {table.name: list(table.columns) for table in compared.head.tables.values()}


def test_the_order_in_which_statements_fit_is_used_and_said():
    compared = check(BY_TEXT)
    assert sorted(column.rpartition(".")[2] for names in columns(compared).values() for column in names) == ["hetu", "id", "nro"]
    (problem,) = compared.problems
    assert (problem.code, problem.minor, problem.place.file) == ("PII904", True, "db/2_c.sql")
    assert "0 with the order by paths" in problem.facts["what"]


def test_the_order_of_numbers_is_kept_where_it_fits():
    assert not check(
        {"db/1_a.sql": BY_TEXT["db/1_a.sql"], "db/2_b.sql": "ALTER TABLE a ADD b int;", "db/10_c.sql": "DROP TABLE a;"}
    ).problems


def test_the_base_is_arranged_as_the_head_is():
    base = {path: text for path, text in BY_TEXT.items() if "1_a" not in path}
    compared = check(BY_TEXT, base)
    assert [table.name for table in compared.head.tables.values() if table.id not in compared.base.tables] == ["a"]
    assert not check(BY_TEXT, BY_TEXT).problems


def test_a_table_that_no_file_makes_is_a_note():
    compared = check(
        {"db/1_a.sql": "CREATE TABLE a (id int);", "db/2_b.sql": "ALTER TABLE other ADD COLUMN x int;\nALTER TABLE a DROP COLUMN z;"}
    )
    told = [(problem.code, problem.minor, problem.place.line) for problem in compared.problems]
    assert told == [("PII904", False, 2), ("PII904", True, 1)]


def test_a_dialect_with_fewer_conflicts_is_chosen():
    text = 'CREATE TABLE "Person" ("Id" int);\nGO\nALTER TABLE person ADD x int;\nALTER TABLE Person DROP COLUMN id;'
    files, options = [SourceFile("db/a.sql", text.encode())], Options(layout="schema")
    first = replay(files, Options(layout="schema", dialect="generic"))
    assert better(files, options, first) == Choice("", "tsql", 0)
    assert better(files, Options(layout="schema", dialect="generic"), first) is None


def test_only_a_few_orders_and_dialects_are_tried(monkeypatch):
    count: Counter[str] = Counter()

    def counted(*arguments):
        count["replays"] += 1
        return replay(*arguments)

    monkeypatch.setattr(fitting, "replay", counted)
    files = [SourceFile(f"db/{n}.sql", f"CREATE TABLE t{n} (id int); ALTER TABLE t{n} DROP COLUMN x;".encode()) for n in range(30)]
    options = Options(layout="numbered")
    assert better(files, options, replay(files, options)) is None
    assert 0 < count["replays"] <= 4
