"""Histories against what a database holds after it has run them: names, types, comments, nullability and places of columns."""

import os
import re
import shutil
import sqlite3
import subprocess
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import pytest

from piicatalog.ddl.state import Column, Table
from piicatalog.migrations.discover import discover
from piicatalog.migrations.replay import Options, Replay, SourceFile, replay

HISTORIES = Path(__file__).parent / "histories"
DOWN = re.compile(r"^--[ \t]*(?:migrate:down|\+goose Down|\+migrate Down).*", re.MULTILINE | re.DOTALL)

Key = tuple[str, str, str]


class Held(NamedTuple):
    """A column as a database has it."""

    in_view: bool
    type: str
    nullable: bool
    comment: str


class Case(NamedTuple):
    """A history, and what of it is known only to the database: a routine or a type makes it."""

    folder: str
    dialect: str
    columns: int
    told: frozenset[Key] = frozenset()
    codes: frozenset[str] = frozenset()


CASES = [
    Case(
        "flyway_postgres",
        "postgres",
        220,
        frozenset({("", "typed", "country"), ("", "hidden_t", "a"), ("", "static_in_fn", "b")}),
        frozenset({"PII901", "PII902"}),
    ),
    Case("numbered_postgres", "postgres", 121, codes=frozenset({"PII905"})),
    Case("goose_postgres", "postgres", 9),
    Case("prisma_postgres", "postgres", 8),
    Case("sqitch_postgres", "postgres", 9),
    Case("dump_postgres", "postgres", 8),
    Case("popx", "postgres", 8),
    Case(
        "golang_migrate_mariadb",
        "mysql",
        80,
        frozenset({("", "orders", "via_proc"), ("", "v2", "via_proc")}),
        frozenset({"PII902"}),
    ),
    Case(
        "numbered_mariadb",
        "mysql",
        90,
        frozenset({("", "t3", "added"), ("", "t3", "viaconcat")}),
        frozenset({"PII902", "PII905"}),
    ),
    Case("folders_mariadb", "mysql", 3),
    Case("dump_mariadb", "mysql", 6),
    Case("popx", "mysql", 8),
    Case("dbmate_sqlite", "sqlite", 14),
    Case("diesel_sqlite", "sqlite", 8),
    Case("popx", "sqlite", 8),
]


def replayed(folder: Path, dialect: str) -> tuple[Replay, list[str]]:
    """Replay the history of a dialect in a folder; return its texts too, as far as a database goes forward with them."""
    paths = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    histories = discover(paths, lambda wanted: {path: (folder / path).read_bytes() for path in wanted if (folder / path).is_file()})
    (history,) = (history for history in histories if history.dialect in ("", dialect))
    files = [SourceFile(path, (folder / path).read_bytes()) for path in history.paths]
    result = replay(files, Options(layout=history.layout, dialect=dialect))
    return result, [DOWN.sub("", file.content.decode()) for file in files]


# What the databases say


def run(client: str, *arguments: str, text: str = "") -> str:
    """Run a database's own client: only it knows ``\\copy``, COPY's rows and DELIMITER."""
    if shutil.which(client) is None:
        reason = f"there is no {client}"
        if os.environ.get("CI", "").lower() == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    done = subprocess.run([client, *arguments], input=text, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "ERROR" not in done.stderr
    return done.stdout


_POSTGRES = """
SELECT n.nspname, c.relname, c.relkind IN ('v', 'm'), a.attname, format_type(a.atttypid, a.atttypmod), NOT a.attnotnull, coalesce(col_description(c.oid, a.attnum), '')
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid
WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r', 'p', 'v', 'm', 'f') AND n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\\_%'
AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = c.oid AND deptype = 'e')
"""


def in_postgres(url: str, texts: list[str], types: set[str]) -> tuple[dict[Key, Held], dict[str, str]]:
    """Run texts in an emptied database; return its columns, and what it calls the types."""
    tidy = "SELECT format('DROP SCHEMA %I CASCADE', nspname) FROM pg_namespace WHERE nspname NOT LIKE 'pg\\_%' AND nspname <> 'information_schema' \\gexec"
    run("psql", url, "-qX", text=f"{tidy}\nDROP FOREIGN DATA WRAPPER IF EXISTS fdw CASCADE;\nCREATE SCHEMA public;")
    for text in texts:
        run("psql", url, "-qX", "-v", "ON_ERROR_STOP=1", text=text)
    rows = run("psql", url, "-qXAt", "-F", "\x1f", "-R", "\x1e", "-c", _POSTGRES).removesuffix("\n")
    found = {}
    for row in rows.split("\x1e"):
        schema, table, in_view, column, type_name, nullable, comment = row.split("\x1f")
        found["" if schema == "public" else schema, table, column] = Held(in_view == "t", type_name, nullable == "t", comment)
    names = {}
    for text in types:
        ask = f"CREATE TABLE zz_type (c {text});\nSELECT format_type(atttypid, atttypmod) FROM pg_attribute WHERE attrelid = 'zz_type'::regclass AND attname = 'c';\nDROP TABLE zz_type;"
        names[text] = run("psql", url, "-qXAt", text=ask).strip()
    return found, names


def in_mariadb(url: str, texts: list[str], types: set[str]) -> tuple[dict[Key, Held], dict[str, str]]:
    """The same in MariaDB."""
    parts = urlsplit(url)
    database = parts.path.strip("/")
    login = [
        "-h",
        parts.hostname or "127.0.0.1",
        "-P",
        str(parts.port or 3306),
        "-u",
        parts.username or "root",
        "--default-character-set=utf8mb4",
    ]
    login += [f"--password={parts.password}"] if parts.password else []
    run("mariadb", *login, text=f"DROP DATABASE {database}; CREATE DATABASE {database} CHARACTER SET utf8mb4;")
    for text in texts:
        run("mariadb", *login, database, text=text)
    ask = f"SELECT t.table_name, t.table_type = 'VIEW', column_name, column_type, is_nullable = 'YES', column_comment FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name) WHERE c.table_schema = '{database}'"
    found = {}
    for row in run("mariadb", *login, "-NB", "--raw", "-e", ask).splitlines():
        table, in_view, column, type_name, nullable, comment = row.split("\t")
        found["", table.lower(), column.lower()] = Held(in_view == "1", type_name, nullable == "1", comment)
    names = {}
    for text in types:
        ask = f"CREATE TABLE zz_type (c {text}); SELECT column_type FROM information_schema.columns WHERE table_schema = '{database}' AND table_name = 'zz_type'; DROP TABLE zz_type;"
        names[text] = run("mariadb", *login, "-NB", "--raw", database, "-e", ask).strip()
    return found, names


def in_sqlite(texts: list[str]) -> dict[Key, Held]:
    """The same in SQLite, which keeps types as they are written."""
    connection = sqlite3.connect(":memory:")
    for text in texts:
        connection.executescript(text)
    found = {}
    tables = connection.execute(
        "SELECT name, type FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name NOT LIKE 'fts\\_%' ESCAPE '\\'"
    )
    for table, kind in tables.fetchall():
        for _, column, type_name, not_null, _, key, hidden in connection.execute(f"SELECT * FROM pragma_table_xinfo('{table}')").fetchall():
            if hidden != 1:  # SQLite lets a primary key be null, which nobody means
                found["", table.lower(), column.lower()] = Held(kind == "view", type_name, not not_null and not key, "")
    connection.close()
    return found


def held(case: Case, texts: list[str], types: set[str], request: pytest.FixtureRequest) -> tuple[dict[Key, Held], dict[str, str]]:
    if case.dialect == "postgres":
        return in_postgres(request.getfixturevalue("postgres_url"), texts, types)
    if case.dialect == "mysql":
        return in_mariadb(request.getfixturevalue("mariadb_url"), texts, types)
    return in_sqlite(texts), {}


# The comparison


def columns(result: Replay, dialect: str) -> dict[Key, tuple[Table, Column]]:
    def key(name: str) -> str:
        return name if dialect == "postgres" else name.lower()

    return {
        (key(schema), key(name), key(column_key)): (table, column)
        for (schema, name), table in result.state.tables.items()
        for column_key, column in table.columns.items()
    }


def stands_there(column: Column, table: Table, text: str) -> bool:
    """Whether a column's place holds its name, or is its table's where the column comes from elsewhere."""
    if column.origin[:3] == table.origin[:3]:
        return True
    word = text[column.origin.offset : column.origin.offset + column.origin.end - column.origin.column]
    line = text.split("\n")[column.origin.line - 1]
    return word.strip("\"`[]'").replace('""', '"') == column.name and line[column.origin.column - 1 :].startswith(word)


@pytest.mark.parametrize("case", CASES, ids=[f"{case.folder}-{case.dialect}" for case in CASES])
def test_the_replay_gives_what_the_database_holds(case, request):
    result, texts = replayed(HISTORIES / case.folder, case.dialect)
    ours = columns(result, case.dialect)
    stored = {key: (table, column) for key, (table, column) in ours.items() if not table.query}
    truth, type_names = held(case, texts, {column.type_text for _, column in stored.values() if column.type_text}, request)
    assert len(truth) >= case.columns
    assert set(truth) - set(ours) == case.told
    assert {problem.code for problem in result.problems} >= case.codes
    assert set(ours) - set(truth) == set()
    shared = {key: (*stored[key], truth[key]) for key in stored.keys() & truth.keys()}
    dynamic = {("", "in_do", "a")}  # its type is changed by a statement that is put together, which is told
    types = {key: (column.type_text, one.type) for key, (_, column, one) in shared.items() if key not in dynamic and column.type_text}
    assert {key: pair for key, pair in types.items() if _plain(type_names.get(pair[0], pair[0])) != _plain(pair[1])} == {}
    assert {key for key, (_, column, one) in shared.items() if column.type_text and column.nullable != one.nullable} == set()
    assert {key: column.comment for key, (_, column, one) in shared.items() if column.comment != one.comment} == {}
    assert {
        key: column.origin for key, (table, column) in ours.items() if not stands_there(column, table, result.texts[column.origin.file])
    } == {}


def _plain(type_name: str) -> str:
    return re.sub(r"^integer$", "int", type_name.lower().replace(" ", ""))
