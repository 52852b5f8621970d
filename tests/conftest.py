"""Servers to test against, and schemas judged by names and types.

Of each server a fresh database for the whole session, dropped at its end.

Without a server these tests are skipped, and say so; under CI a missing server is a failure.
"""

import os
import uuid
from collections.abc import Iterator

import pytest
from hypothesis import settings

from piicatalog.definitions.data_categories import load_data_categories
from piicatalog.definitions.knowledge import load_knowledge
from piicatalog.definitions.notice import find_notice, parse_notice
from piicatalog.pipeline import classify
from piicatalog.sources.open import open_source
from piicatalog.tagging.tag import tag

settings.register_profile("any machine", deadline=None)  # a busy one is slow now and then
settings.load_profile("any machine")

POSTGRES = os.environ.get("PIICATALOG_TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432/test")
MARIADB = os.environ.get("PIICATALOG_TEST_MARIADB", "mariadb://root@127.0.0.1:3306/test")


def _without(server: str, url: str) -> None:
    text = f"no {server} server at {url.rpartition('@')[2]}"
    if os.environ.get("CI", "").lower() == "true":
        pytest.fail(text)
    pytest.skip(text)


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """The address of an empty PostgreSQL database, with all rights."""
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


@pytest.fixture(scope="session")
def mariadb_url() -> Iterator[str]:
    """The address of an empty MariaDB database, with all rights."""
    import pymysql
    import sqlalchemy as sa

    url = sa.make_url(MARIADB)
    try:
        connection = pymysql.connect(
            host=url.host or "127.0.0.1", port=url.port or 3306, user=url.username, password=url.password or "", connect_timeout=3
        )
    except pymysql.OperationalError:
        _without("MariaDB", MARIADB)
        raise
    name = f"piicatalog_{uuid.uuid4().hex[:12]}"
    with connection, connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name} CHARACTER SET utf8mb4")
        yield f"{MARIADB.rpartition('/')[0]}/{name}"
        cursor.execute(f"DROP DATABASE {name}")


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
