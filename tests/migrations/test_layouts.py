"""Each framework's folder is found, and ordered as the framework runs it."""

import textwrap

import pytest

from piicatalog.migrations.discover import History, discover


def found(files: dict[str, str], **options: str) -> list[History]:
    """Return the histories of a repository that holds these files."""
    texts = {path: textwrap.dedent(text).encode() for path, text in files.items()}
    return discover(sorted(texts), lambda paths: {path: texts[path] for path in paths if path in texts}, **options)


def only(files: dict[str, str], **options: str) -> History:
    """Return the one history that there is."""
    histories = found(files, **options)
    assert len(histories) == 1, [(history.layout, history.root) for history in histories]
    return histories[0]


def names(history: History) -> list[str]:
    """Return the history's files without its root."""
    return [path.removeprefix(history.root).lstrip("/") for path in history.paths]


def test_flyway_compares_versions_as_numbers_and_runs_repeatable_ones_last():
    listed = ["V1__a.sql", "V1_1__b.sql", "V1.2__c.sql", "V2__d.sql", "V10__e.sql", "R__views.sql", "R__a_functions.sql", "U2__undo.sql"]
    history = only({f"src/main/resources/db/migration/{name}": "" for name in reversed(listed)})
    assert history.layout == "flyway"
    assert names(history) == ["V1__a.sql", "V1_1__b.sql", "V1.2__c.sql", "V2__d.sql", "V10__e.sql", "R__a_functions.sql", "R__views.sql"]
    assert [path.rpartition("/")[2] for path in history.skipped] == ["U2__undo.sql"]


def test_a_flyway_baseline_stands_for_the_versions_up_to_it():
    history = only({f"db/migration/{name}": "" for name in ("V1__a.sql", "V2__b.sql", "B2__base.sql", "V3__c.sql", "B1__old.sql")})
    assert names(history) == ["B2__base.sql", "V3__c.sql"]
    assert {path.rpartition("/")[2] for path in history.skipped} == {"V1__a.sql", "V2__b.sql", "B1__old.sql"}


def test_flyway_folders_by_dialect_are_histories_of_their_own():
    histories = found(
        {f"db/migration/{vendor}/V1__a.sql": "" for vendor in ("mysql", "postgresql")} | {"db/migration/common/V2__b.sql": ""}
    )
    assert {history.dialect: names(history) for history in histories} == {
        "mysql": ["mysql/V1__a.sql", "common/V2__b.sql"],
        "postgres": ["postgresql/V1__a.sql", "common/V2__b.sql"],
    }


def test_golang_migrate_goes_up_by_number():
    history = only(
        {f"migrations/{name}": "" for name in ("10_c.up.sql", "9_b.up.sql", "9_b.down.sql", "1_a.up.sql", "1_a.down.sql", "10_c.down.sql")}
    )
    assert history.layout == "golang_migrate"
    assert names(history) == ["1_a.up.sql", "9_b.up.sql", "10_c.up.sql"]


def test_popx_files_of_a_dialect_take_the_place_of_the_plain_one():
    listed = [
        "1_a.up.sql",
        "1_a.down.sql",
        "2_b.up.sql",
        "2_b.mysql.up.sql",
        "2_b.sqlite3.up.sql",
        "3_c.postgres.autocommit.up.sql",
        "2_b.cockroach.up.sql",
    ]
    histories = found({f"persistence/sql/migrations/{name}": "" for name in listed})
    assert {history.dialect: names(history) for history in histories} == {
        "mysql": ["1_a.up.sql", "2_b.mysql.up.sql"],
        "postgres": ["1_a.up.sql", "2_b.up.sql", "3_c.postgres.autocommit.up.sql"],
        "sqlite": ["1_a.up.sql", "2_b.sqlite3.up.sql"],
    }


def test_diesel_and_prisma_have_a_folder_for_each_migration():
    diesel = only(
        {f"migrations/{name}/{part}.sql": "" for name in ("2019-02-01-000000_b", "2019-01-01-000000_a") for part in ("up", "down")}
    )
    assert names(diesel) == ["2019-01-01-000000_a/up.sql", "2019-02-01-000000_b/up.sql"]
    files = {f"prisma/migrations/{name}/migration.sql": "" for name in ("20240201_b", "20240101_a")}
    prisma = only(files | {"prisma/migrations/migration_lock.toml": 'provider = "postgresql"'})
    assert (prisma.layout, prisma.dialect, names(prisma)) == (
        "prisma",
        "postgres",
        ["20240101_a/migration.sql", "20240201_b/migration.sql"],
    )


def test_numbered_folders_count_before_the_files_in_them():
    history = only({f"migrations/{name}": "" for name in ("2/01_a.up.sql", "10/01_b.up.sql", "1/02_c.up.sql", "1/01_d.up.sql")})
    assert names(history) == ["1/01_d.up.sql", "1/02_c.up.sql", "2/01_a.up.sql", "10/01_b.up.sql"]


@pytest.mark.parametrize(
    ("folder", "listed"),
    [
        pytest.param("db/migrations", ["20240101000000_a.sql", "20240102000000_b.sql"], id="dbmate"),
        pytest.param("sql/migrations", ["00001_a.sql", "00002_b.sql", "00010_c.sql"], id="goose"),
        pytest.param("supabase/migrations", ["20240101000000_a.sql", "20240102000000_b.sql"], id="supabase"),
        pytest.param("migrations", ["1-a.sql", "2-b.sql", "10-c.sql"], id="sql-migrate"),
        pytest.param("knex/migrations", ["20240101_a.up.sql", "20240102_b.up.sql"], id="knex raw SQL"),
        pytest.param("sql", ["001.sql", "002_b.sql", "010-c.sql"], id="plain numbered"),
    ],
)
def test_numbered_sql_runs_by_number(folder, listed):
    history = only({f"{folder}/{name}": "CREATE TABLE a (b int);" for name in reversed(listed)})
    assert names(history) == listed


def test_sqitch_follows_its_plan_and_a_reworked_change_stands_twice():
    history = only(
        {
            "sqitch.plan": "%syntax-version=1.0.0\n%project=x\n\nb 2024-01-01T00:00:00Z A <a@example.com> # first\na [b] 2024-01-02T00:00:00Z A <a@example.com>\n@v1 2024-01-03T00:00:00Z A <a@example.com>\nb [b@v1] 2024-01-04T00:00:00Z A <a@example.com>\n",
            "sqitch.conf": "[core]\n  engine = pg\n",
            "deploy/a.sql": "",
            "deploy/b.sql": "",
            "deploy/b@v1.sql": "",
            "revert/a.sql": "",
            "verify/a.sql": "",
        }
    )
    assert (history.layout, history.dialect, list(history.paths)) == (
        "sqitch",
        "postgres",
        ["deploy/b@v1.sql", "deploy/a.sql", "deploy/b.sql"],
    )


def test_alembic_runs_parents_first_whatever_the_files_are_called():
    def revision(name: str, parents: str) -> str:
        return f"revision = {name!r}\ndown_revision = {parents}\ndef upgrade():\n    pass\n"

    history = only(
        {
            "alembic/versions/z_first.py": revision("r1", "None"),
            "alembic/versions/b_left.py": revision("r2", "'r1'"),
            "alembic/versions/c_right.py": revision("r3", "'r1'"),
            "alembic/versions/a_merge.py": revision("r4", "('r2', 'r3')"),
            "alembic/env.py": "",
        }
    )
    assert history.layout == "alembic"
    assert names(history) == ["z_first.py", "b_left.py", "c_right.py", "a_merge.py"]


def test_django_apps_wait_for_each_other_and_a_squashed_migration_stands_for_others():
    def migration(dependencies: str, replaces: str = "[]") -> str:
        return f"from django.db import migrations\nclass Migration(migrations.Migration):\n    dependencies = {dependencies}\n    replaces = {replaces}\n    operations = []\n"

    history = only(
        {
            "app/a/migrations/0001_initial.py": migration("[('b', '__first__')]"),
            "app/a/migrations/0002_x.py": migration("[('a', '0001_initial')]"),
            "app/a/migrations/0001_squashed_0002.py": migration("[('b', '0001_initial')]", "[('a', '0001_initial'), ('a', '0002_x')]"),
            "app/a/migrations/0003_y.py": migration("[('a', '0002_x')]"),
            "app/b/migrations/0001_initial.py": migration("[]"),
            "app/b/migrations/__init__.py": "",
        }
    )
    assert history.layout == "django"
    assert names(history) == ["b/migrations/0001_initial.py", "a/migrations/0001_squashed_0002.py", "a/migrations/0003_y.py"]


def test_liquibase_follows_its_includes():
    history = only(
        {
            "src/main/resources/db/changelog/db.changelog-master.yaml": """
                databaseChangeLog:
                  - include:
                      file: db/changelog/second.xml
                  - include: {file: first.sql, relativeToChangelogFile: true}
                  - includeAll:
                      path: db/changelog/all/
            """,
            "src/main/resources/db/changelog/second.xml": "<databaseChangeLog><changeSet id='1' author='a'/></databaseChangeLog>",
            "src/main/resources/db/changelog/first.sql": "--liquibase formatted sql\n--changeset a:1\nCREATE TABLE a (b int);\n",
            "src/main/resources/db/changelog/all/b.json": '{"databaseChangeLog": []}',
            "src/main/resources/db/changelog/all/a.xml": "<databaseChangeLog/>",
            "src/main/resources/application.yaml": "spring: {}",
        }
    )
    assert history.layout == "liquibase"
    assert [path.rpartition("changelog/")[2] for path in history.paths] == [
        "db.changelog-master.yaml",
        "second.xml",
        "first.sql",
        "all/a.xml",
        "all/b.json",
    ]


def test_changes_after_the_includes_run_after_them():
    text = "<databaseChangeLog><include file='a.xml'/><changeSet id='1' author='a'/></databaseChangeLog>"
    history = only({"db/master.xml": text, "db/a.xml": "<databaseChangeLog><changeSet id='1' author='a'/></databaseChangeLog>"})
    assert list(history.paths) == ["db/a.xml", "db/master.xml"]


def test_a_dump_of_rails_is_the_schema_and_its_ruby_is_not_read():
    histories = found({"db/structure.sql": "CREATE TABLE a (b int);", "db/migrate/20240101000000_create_a.rb": "class CreateA; end"})
    assert sorted((history.layout, history.paths) for history in histories) == [("code", ()), ("dump", ("db/structure.sql",))]
    assert [problem.code for history in histories for problem in history.problems] == ["PII909"]


def test_a_dump_beside_numbered_files_is_compared_with_them():
    histories = found({"db/migrations/20240101000000_a.sql": "CREATE TABLE a (b int);", "db/schema.sql": "CREATE TABLE a (b int);"})
    by_layout = {history.layout: history for history in histories}
    assert list(by_layout["numbered"].paths) == ["db/migrations/20240101000000_a.sql"]
    assert list(by_layout["numbered"].beside) == ["db/schema.sql"]
    assert "dump" not in by_layout


def test_yoyo_waits_for_what_a_file_depends_on():
    history = only(
        {
            "migrations/b.sql": "-- depends: a\nCREATE TABLE b (c int);",
            "migrations/a.sql": "-- depends:\nCREATE TABLE a (c int);",
            "migrations/a.rollback.sql": "DROP TABLE a;",
            "migrations/0-last.py": "from yoyo import step\n__depends__ = {'b'}\nsteps = [step('ALTER TABLE b ADD d int')]\n",
        }
    )
    assert (history.layout, names(history)) == ("yoyo", ["a.sql", "b.sql", "0-last.py"])


def test_a_folder_of_tables_is_one_schema():
    history = only({f"Shop.Database/dbo/Tables/{name}.sql": "CREATE TABLE [dbo].[x] ([a] int)" for name in ("Person", "Order")})
    assert history.layout == "schema"
    assert names(history) == ["Order.sql", "Person.sql"]


def test_a_single_file_is_a_schema():
    assert only({"schema.sql": "CREATE TABLE a (b int);"}).layout == "schema"


def test_dbt_models_are_read_beside_their_project():
    history = only(
        {
            "dbt_project.yml": "name: x",
            "models/a.sql": "select 1 as a",
            "models/staging/b.sql": "select 2 as b",
            "macros/m.sql": "{% macro m() %}{% endmacro %}",
        }
    )
    assert (history.layout, list(history.paths)) == ("dbt", ["models/a.sql", "models/staging/b.sql"])


@pytest.mark.parametrize(
    "path",
    [
        "knex/migrations/20240101_a.js",
        "src/migrations/1700000000000-CreateA.ts",
        "priv/repo/migrations/20240101_a.exs",
        "database/migrations/2024_01_01_000000_create_a.php",
        "src/main/java/db/migration/V1__A.java",
        "internal/migrations/0001_a.go",
        "Data/Migrations/20240101_A.cs",
    ],
)
def test_migrations_in_programs_are_said_and_not_read(path):
    history = only({path: "x"})
    assert (history.layout, list(history.paths), [problem.code for problem in history.problems]) == ("code", [], ["PII909"])


def test_a_layout_that_is_asked_for_is_the_only_one_looked_for():
    files = {"a/V1__x.sql": "", "b/1_x.up.sql": ""}
    assert [history.layout for history in found(files, layout="flyway")] == ["flyway"]
    assert [history.layout for history in found(files, layout="golang-migrate")] == ["golang_migrate"]
