"""The net difference of two revisions: what is the same keeps its identity, whatever was done to it on the way."""

from itertools import pairwise

import pytest

from piicatalog.migrations.difference import aligned
from piicatalog.migrations.replay import Options, Replay, SourceFile, replay


def at(files: dict[str, str]) -> Replay:
    return replay([SourceFile(path, text.encode()) for path, text in files.items()], Options(dialect="postgres"))


def told(base: Replay, head: Replay) -> set[str]:
    """Return the difference in words."""
    joined = aligned(base, head)
    before = {column.id: (table, column) for table in base.state.tables.values() for column in table.columns.values()}
    after = {column.id: (table, column) for table in joined.state.tables.values() for column in table.columns.values()}
    both = [(before[key][1], after[key][1]) for key in before.keys() & after.keys()]
    old, new = ({table.id: table for table in replayed.state.tables.values()} for replayed in (base, joined))
    return {
        *(f"+ {table.full_name}.{column.name}" for key, (table, column) in after.items() if key not in before),
        *(f"- {table.full_name}.{column.name}" for key, (table, column) in before.items() if key not in after),
        *(f"{was.name} > {now.name}" for was, now in both if was.name != now.name),
        *(f"~ {now.name} {now.type_text}" for was, now in both if was.type_text != now.type_text),
        *(f"+ {new[key].full_name}" for key in new.keys() - old.keys()),
        *(f"- {old[key].full_name}" for key in old.keys() - new.keys()),
    }


V1 = "CREATE TABLE person (id int, hetu text, name text); CREATE TABLE log (a int);"
CASES = [
    pytest.param({"1": V1}, {"1": V1}, set(), id="nothing"),
    pytest.param({"1": V1}, {"1": V1, "2": "ALTER TABLE person ADD mail text;"}, {"+ person.mail"}, id="add"),
    pytest.param({"1": V1}, {"1": V1, "2": "ALTER TABLE person RENAME hetu TO ssn;"}, {"hetu > ssn"}, id="rename"),
    pytest.param({"1": V1}, {"1": V1, "2": "ALTER TABLE person RENAME hetu TO a; ALTER TABLE person RENAME a TO ssn;"}, {"hetu > ssn"}, id="a chain of renames"),
    pytest.param({"1": V1}, {"1": V1, "2": "ALTER TABLE person ADD x int;", "3": "ALTER TABLE person DROP x;"}, set(), id="added and dropped"),
    pytest.param({"1": V1}, {"1": V1, "2": "ALTER TABLE person DROP name; ALTER TABLE person ADD nimi text;"}, {"- person.name", "+ person.nimi"}, id="drop and add"),
    pytest.param({"1": V1}, {"1": V1, "2": "ALTER TABLE person DROP name; ALTER TABLE person ADD name text;"}, set(), id="made anew"),
    pytest.param(
        {"1": V1},
        {"1": V1, "2": "CREATE TABLE n (id int, hetu text, name text, mail text); INSERT INTO n (id, hetu, name) SELECT id, hetu, name FROM person; DROP TABLE person; ALTER TABLE n RENAME TO person;"},
        {"+ person.mail"},
        id="a rebuild",
    ),
    pytest.param(
        {"1": V1},
        {"1": V1, "2": "CREATE TABLE n (id int, ssn text); INSERT INTO n SELECT id, hetu FROM person; DROP TABLE person; ALTER TABLE n RENAME TO person;"},
        {"hetu > ssn", "- person.name"},
        id="a rebuild that renames",
    ),
    pytest.param({"1": V1}, {"1": V1, "2": "ALTER TABLE person RENAME TO tmp; ALTER TABLE log RENAME TO person; ALTER TABLE tmp RENAME TO log;"}, set(), id="a swap"),
    pytest.param({"1": V1}, {"1": V1, "2": "CREATE SCHEMA crm; ALTER TABLE person SET SCHEMA crm;"}, set(), id="SET SCHEMA"),
    pytest.param({"1": V1 + "CREATE TABLE child () INHERITS (person);"}, {"1": V1 + "CREATE TABLE child () INHERITS (person);", "2": "ALTER TABLE person ADD mail text;"}, {"+ person.mail", "+ child.mail"}, id="an inherited column"),
    pytest.param({"1": V1}, {"1": V1.replace("name text", "name varchar(9)")}, {"~ name varchar(9)"}, id="an old file was edited"),
    pytest.param({"1": V1, "2": "ALTER TABLE person ADD mail text;"}, {"1": V1}, {"- person.mail"}, id="a file was deleted"),
    pytest.param({"1": V1, "2": "ALTER TABLE person RENAME hetu TO ssn; ALTER TABLE person ADD mail text;"}, {"B2": "CREATE TABLE person (id int, ssn text, name text, mail text); CREATE TABLE log (a int);"}, set(), id="squashed to a baseline"),
    pytest.param({"1": V1}, {"a/1": V1}, set(), id="moved"),
    pytest.param({"1": V1}, {"1": V1, "2": "ALTER TABLE person ALTER hetu TYPE varchar(11);"}, {"~ hetu varchar(11)"}, id="another type"),
    pytest.param({"1": V1}, {"1": V1, "2": "DROP TABLE log;"}, {"- log", "- log.a"}, id="a dropped table"),
    pytest.param({"1": V1}, {"1": V1, "2": "CREATE TABLE log2 AS SELECT hetu FROM person;"}, {"+ log2", "+ log2.hetu"}, id="a copy"),
]  # fmt: skip


@pytest.mark.parametrize(("base", "head", "expected"), CASES)
def test_only_the_net_difference_is_told(base, head, expected):
    assert told(at(base), at(head)) == expected


def test_any_split_of_a_history_gives_the_same_new_columns():
    parts = [
        V1,
        "ALTER TABLE person ADD mail text;",
        "ALTER TABLE person RENAME mail TO email; CREATE TABLE n (a int);",
        "ALTER TABLE n ADD b text;",
    ]
    whole = [{str(number): text for number, text in enumerate(parts[:length])} for length in range(1, len(parts) + 1)]
    at_once = told(at(whole[0]), at(whole[-1]))
    step_by_step = [told(at(before), at(after)) for before, after in pairwise(whole)]
    assert at_once == {"+ person.email", "+ n", "+ n.a", "+ n.b"}
    assert set().union(*step_by_step) == {"+ person.mail", "mail > email", "+ n", "+ n.a", "+ n.b"}
