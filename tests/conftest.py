"""A machine that is the same for everyone, servers to test against, and schemas judged by names and types.

Tests neither read nor write what is the user's own: home folder, caches, git's settings, variables of the shell.

Of each server a fresh database for the whole session, dropped at its end.
Without a server these tests are skipped, and say so; under CI a missing server is a failure.
"""

import os
import shutil
import signal
import tempfile
import uuid
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from piicatalog.definitions.data_categories import load_data_categories
from piicatalog.definitions.knowledge import load_knowledge
from piicatalog.definitions.notice import find_notice, parse_notice
from piicatalog.pipeline import classify
from piicatalog.sources.open import open_source
from piicatalog.tagging.tag import tag

if TYPE_CHECKING:
    import pymysql

IN_CI = os.environ.get("CI", "").lower() == "true"

# A busy machine is slow now and then. In CI the examples are the same each time; on people's own machines always new ones.
settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", settings.get_profile("any machine"), derandomize=True, database=None, print_blob=True)
settings.load_profile("ci" if IN_CI else "any machine")

POSTGRES = os.environ.get("PIICATALOG_TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432/test")
MARIADB = os.environ.get("PIICATALOG_TEST_MARIADB", "mariadb://root@127.0.0.1:3306/test")


def pytest_configure(config: pytest.Config) -> None:
    """Give the session a home of its own; the workers of a parallel run take it from their parent."""
    if hasattr(config, "workerinput"):
        return
    for name in list(os.environ):
        if name.startswith("GIT_") or name == "PIICATALOG_STORE":
            del os.environ[name]
    home = tempfile.mkdtemp(prefix="piicatalog-home-")
    config.add_cleanup(lambda: shutil.rmtree(home, ignore_errors=True))
    os.environ.update(
        HOME=home,
        USERPROFILE=home,
        LOCALAPPDATA=os.path.join(home, "cache"),  # noqa: PTH118 - a text is wanted
        XDG_CACHE_HOME=os.path.join(home, "cache"),  # noqa: PTH118 - the same
        XDG_CONFIG_HOME=os.path.join(home, "config"),  # noqa: PTH118 - the same
    )


@pytest.fixture(autouse=True, scope="session")
def _ctrl_c_reaches_the_programs_we_start() -> None:
    """A shell that runs tests in the background has SIGINT ignored, and whatever they start inherits that."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def _without(server: str, url: str) -> None:
    text = f"no {server} server at {url.rpartition('@')[2]}"
    if IN_CI:
        pytest.fail(text)
    pytest.skip(text)


@pytest.fixture(scope="session")
def postgres_database() -> Iterator[str]:
    """The address of a PostgreSQL database of this session, with all rights."""
    import psycopg

    try:
        connection = psycopg.connect(POSTGRES, autocommit=True, connect_timeout=3)
    except psycopg.OperationalError:
        _without("PostgreSQL", POSTGRES)
        raise
    name = f"piicatalog_{uuid.uuid4().hex[:12]}"
    with connection:
        connection.execute(f"CREATE DATABASE {name}")
        yield f"{POSTGRES.rpartition('/')[0]}/{name}"
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def postgres_url(postgres_database: str) -> Iterator[str]:
    """The address of a PostgreSQL database that each test finds empty."""
    import psycopg
    from psycopg import sql

    yield postgres_database
    with psycopg.connect(postgres_database, autocommit=True) as connection:
        connection.execute("SET lock_timeout = '20s'")
        connection.execute("CREATE SCHEMA IF NOT EXISTS public")
        used = (
            "SELECT nspname FROM pg_namespace n WHERE nspname NOT LIKE 'pg\\_%' AND nspname <> 'information_schema' "
            "AND (nspname <> 'public' OR EXISTS (SELECT FROM pg_depend WHERE refclassid = 'pg_namespace'::regclass AND refobjid = n.oid))"
        )
        for (name,) in connection.execute(used).fetchall():
            connection.execute(sql.SQL("DROP SCHEMA {} CASCADE").format(sql.Identifier(name)))
        connection.execute("CREATE SCHEMA IF NOT EXISTS public")


def _mariadb() -> "pymysql.Connection":
    import pymysql
    import sqlalchemy as sa

    url = sa.make_url(MARIADB)
    return pymysql.connect(
        host=url.host or "127.0.0.1", port=url.port or 3306, user=url.username, password=url.password or "", connect_timeout=3
    )


@pytest.fixture(scope="session")
def mariadb_database() -> Iterator[str]:
    """The address of a MariaDB database of this session, with all rights."""
    import pymysql

    try:
        connection = _mariadb()
    except pymysql.OperationalError:
        _without("MariaDB", MARIADB)
        raise
    name = f"piicatalog_{uuid.uuid4().hex[:12]}"
    with connection, connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name} CHARACTER SET utf8mb4")
        yield f"{MARIADB.rpartition('/')[0]}/{name}"
        cursor.execute(f"DROP DATABASE {name}")


@pytest.fixture
def mariadb_url(mariadb_database: str) -> Iterator[str]:
    """The address of a MariaDB database that each test finds empty."""
    yield mariadb_database
    name = mariadb_database.rpartition("/")[2]
    with _mariadb() as connection, connection.cursor() as cursor:
        if cursor.execute("SELECT 1 FROM information_schema.tables WHERE table_schema = %s", [name]):
            cursor.execute(f"DROP DATABASE {name}")
            cursor.execute(f"CREATE DATABASE {name} CHARACTER SET utf8mb4")


OTHER = """\
id: tyontekijat
title: Työntekijöiden henkilötiedot
legal_bases:
  legal_obligation: {fi: Lakisääteinen velvollisuus, gdpr: "6(1)(c)"}
data_categories:
  name: {fi: Nimi, entities: [PERSON, FIRST_NAME, LAST_NAME]}
retention_rules:
  ten_years: {fi: 10 vuotta, kind: fixed, period: P10Y}
purposes:
  - row: 1
    id: payroll
    fi: Palkanlaskenta
    data: [name]
    bases: [{id: legal_obligation}]
    retention: [ten_years]
    table_words: {fi: [palkka]}
"""


@pytest.fixture(scope="session")
def knowledge():
    return load_knowledge()


@pytest.fixture(scope="session")
def notice():
    return find_notice("kuluttaja-asiakkaat")


@pytest.fixture(scope="session")
def other_notice():
    return parse_notice(OTHER, "tyontekijat.yaml")


@pytest.fixture(scope="session")
def judged(knowledge, tmp_path_factory):
    """DDL to the columns of its tables, judged by names and types."""

    def judge(ddl):
        path = tmp_path_factory.mktemp("ddl") / "schema.sql"
        path.write_text(ddl, encoding="utf-8")
        return classify(open_source(path, dialect="postgres"), knowledge, request=None)

    return judge


@pytest.fixture(scope="session")
def tagged(knowledge, notice, judged):
    """DDL to tagged columns by their full names."""

    def tag_all(ddl, *, notices=(), **options):
        columns = tag(judged(ddl), [notice, *notices], load_data_categories(), knowledge, **options)
        return {entry.full_name: entry for entry in columns}

    return tag_all


EMPLOYEES = """\
id: henkilosto
title: Työntekijät
language: fi
legal_bases:
  legal_obligation: {fi: Lakisääteinen velvollisuus, gdpr: "6(1)(c)"}
  contract: {fi: Sopimus, gdpr: "6(1)(b)"}
data_categories:
  name: {fi: Nimi, entities: [PERSON, FIRST_NAME, LAST_NAME]}
  hetu: {fi: Henkilötunnus, entities: [FI_PERSONAL_IDENTITY_CODE]}
  bank: {fi: Pankkiyhteystiedot, entities: [BANK_ACCOUNT]}
  salary: {fi: Palkkatiedot, entities: [INCOME]}
  health: {fi: Terveystiedot, entities: [HEALTH], article: 9}
  email: {fi: Sähköposti, entities: [EMAIL_ADDRESS]}
retention_rules:
  ten_years: {fi: 10 vuotta, kind: fixed, period: P10Y}
purposes:
  - {row: 1, id: payroll, fi: Palkanmaksu, sv: Löneutbetalning, en: Payroll, data: [name, hetu, bank, salary], bases: [{id: legal_obligation}], retention: [ten_years]}
  - {row: 2, id: employment, fi: Työsuhteen hallinnointi, en: Management of employment, data: [name, hetu], bases: [{id: contract}], retention: [ten_years]}
  - {row: 3, id: health_care, fi: Työterveyshuollon järjestäminen, en: Occupational health care, data: [name, hetu, health], bases: [{id: legal_obligation}], retention: [ten_years], conditions: ["9(2)(h)"]}
  - {row: 4, id: recruitment, fi: Rekrytointi, sv: Rekrytering, en: Recruitment, data: [name, email], bases: [{id: contract}], retention: [ten_years]}
"""
"""A notice that gives no words of tables."""


@pytest.fixture(scope="session")
def tagged_by(knowledge, judged):
    """DDL to columns tagged by a notice for employees, by their full names."""
    notice = parse_notice(EMPLOYEES, "henkilosto.yaml")

    def tag_all(ddl):
        return {entry.full_name: entry for entry in tag(judged(ddl), [notice], load_data_categories(), knowledge)}

    return tag_all
