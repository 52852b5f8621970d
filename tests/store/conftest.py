"""Stores to test: a SQLite file, and a schema of its own in PostgreSQL."""

import uuid

import pytest

from piicatalog.store.scans import Store


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def store_url(request, tmp_path):
    if request.param == "sqlite":
        yield str(tmp_path / ".piicatalog" / "store.sqlite")
        return
    import psycopg

    url = request.getfixturevalue("postgres_url")
    schema = f"store_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {schema}")
        yield f"{url}?options=-csearch_path%3D{schema}"
        connection.execute(f"DROP SCHEMA {schema} CASCADE")


@pytest.fixture
def store(store_url):
    with Store(store_url) as store:
        yield store
