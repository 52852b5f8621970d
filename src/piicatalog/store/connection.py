"""The store's database: SQLite in a file of its own, or PostgreSQL that a team shares.

Everything a driver says is turned into a StoreError that names the store without its password and says what to do.
"""

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from piicatalog.errors import MissingExtraError, StoreError
from piicatalog.sources.passwords import Secrets

FOLDER = ".piicatalog"
"""Its contents are kept out of git."""
BUSY_SECONDS = 60
"""How long one process waits for another that writes."""
_SETTING_UP = 0x7069_6963
"""The key of PostgreSQL's advisory lock while tables are made."""
_WRITES = "piicatalog_writes"


class Database:
    """A store's database: ``reading`` and ``writing`` give connections, each one transaction."""

    def __init__(self, url: str, *, create: bool = True) -> None:
        self._secrets = Secrets.of_url(url)
        self._is_file = "://" not in url or url.startswith("sqlite:///")
        if self._is_file:
            path = Path(url.removeprefix("sqlite:///")).expanduser()
            self.shown = str(path)
            self._engine = self._open_sqlite(path, create=create)
        elif urlsplit(url).scheme in {"postgres", "postgresql", "postgresql+psycopg"}:
            self.shown = self._secrets.scrub(url)
            self._engine = self._create_engine("postgresql+psycopg://" + url.partition("://")[2], pool_pre_ping=True)
        else:
            raise StoreError(f"{self._secrets.scrub(url)}: the store is a SQLite file or postgresql://user:password@host/database")

    def close(self) -> None:
        """Give the connections back."""
        self._engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One consistent view of the store."""
        with self._explained(), self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction: all of it is kept, or nothing; writers of a SQLite file wait for each other."""
        with self._explained(), self._engine.connect().execution_options(**{_WRITES: True}) as connection, connection.begin():
            yield connection

    @contextmanager
    def setting_up(self) -> Iterator[Connection]:
        """One transaction in which tables are made while no other process does; a file that another program uses is refused."""
        with self.writing() as connection:
            if not self._is_file:
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_SETTING_UP})")
            elif connection.exec_driver_sql(
                "SELECT 1 FROM sqlite_master WHERE name NOT LIKE '%piicatalog%' AND name NOT LIKE 'sqlite%'"
            ).first():
                raise StoreError(f"{self.shown} is a database of something else; give --store a file of its own")
            yield connection

    def damaged(self, said: str) -> StoreError:
        """Return what to tell of a store whose contents cannot be read."""
        return StoreError(
            f"{self.shown} is damaged or is no piicatalog store ({said}). Move it away, or give --store another place, and scan again: "
            "people's decisions are in decisions.yaml and are not lost."
        )

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except SQLAlchemyError as error:
            raise self._explain(str(getattr(error, "orig", None) or error)) from None

    def _explain(self, said: str) -> StoreError:
        said = next(iter(self._secrets.scrub(said).strip().splitlines()), "no reason given")
        if any(sign in said for sign in ("not a database", "malformed", "no such", "has no column", "disk I/O error")):
            return self.damaged(said)
        if "locked" in said:
            return StoreError(
                f"{self.shown}: another piicatalog has been writing it for {BUSY_SECONDS} s; try again, or give --store another place"
            )
        return StoreError(f"store {self.shown}: {said}")

    def _open_sqlite(self, path: Path, *, create: bool) -> Engine:
        if path.is_dir():
            raise StoreError(f"{path} is a folder; the store is a file, such as {path / 'store.sqlite'}")
        if not path.exists():
            if not create:
                raise StoreError(f"{path}: nothing is kept here yet; run: piicatalog scan FILE_OR_URL")
            _make_private(path)
        engine = self._create_engine(f"sqlite:///{path}", connect_args={"timeout": BUSY_SECONDS})

        @event.listens_for(engine, "connect")
        def _configure(driver: Any, _record: object) -> None:
            driver.isolation_level = None  # transactions are begun below
            for setting in ("foreign_keys = ON", "synchronous = NORMAL"):
                driver.execute(f"PRAGMA {setting}").close()

        @event.listens_for(engine, "begin")
        def _begin(connection: Connection) -> None:
            # A transaction that first reads and then writes would fail at once, instead of waiting, where another writes.
            connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get(_WRITES) else "BEGIN")

        return engine

    def _create_engine(self, url: str, **options: Any) -> Engine:
        try:
            return create_engine(url, hide_parameters=True, **options)
        except ModuleNotFoundError:
            raise MissingExtraError("A store in PostgreSQL", "postgres") from None
        except (ArgumentError, ValueError):
            raise StoreError(f"{self.shown}: write postgresql://user:password@host:5432/database, or the path of a file") from None


def _make_private(path: Path) -> None:
    """Make an empty database that only its owner can read, and where readers and a writer do not wait for each other."""
    try:
        path.parent.mkdir(parents=True, mode=0o700, exist_ok=True)
        ignore = path.parent / ".gitignore"
        if path.parent.name == FOLDER and not ignore.exists():
            ignore.write_text("*\n", encoding="utf-8")
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        with closing(sqlite3.connect(path, timeout=BUSY_SECONDS)) as connection:
            _write_ahead(connection)
    except (OSError, sqlite3.Error) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise StoreError(f"{path}: cannot be made: {reason}; give --store another place") from None


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Set the journal's mode; here SQLite by itself does not wait for another process that opens the new file."""
    end = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF not in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED} or time.monotonic() > end:
                raise
            time.sleep(0.02)
        else:
            return
