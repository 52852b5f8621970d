"""Servers to test against: a fresh database of each for the whole session, dropped at its end.

Without a server these tests are skipped, and say so; under CI a missing server is a failure.
"""

import os
import uuid
from collections.abc import Iterator

import pytest

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
