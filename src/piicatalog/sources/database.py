"""Live databases through SQLAlchemy: PostgreSQL, MariaDB, MySQL, SQLite and, by extras, Snowflake, BigQuery, SQL Server, Oracle, Databricks.

An address is ``postgresql://user:password@host:5432/database``; our drivers are chosen for it. A SQLite file is given
as ``sqlite:///shop.sqlite`` or by its path. Sessions are read-only. No message, name or repr holds a password.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from piicatalog.errors import MissingExtraError, SourceError, SourceLostError
from piicatalog.model.reason import Reason, listed
from piicatalog.model.sample import Sample, SampleRequest
from piicatalog.model.schema import Table
from piicatalog.sampling.draw import TooSlowError, samples
from piicatalog.sources.passwords import Secrets
from piicatalog.sources.patterns import Patterns

if TYPE_CHECKING:
    import sqlalchemy as sa

    from piicatalog.sources.relational.server import Server

_SECONDS_TO_CONNECT = 10
_ODBC = "ODBC Driver 18 for SQL Server"
"""The driver of Microsoft that pyodbc uses where an address names none."""

# What an address may begin with: SQLAlchemy's dialect with our driver, sqlglot's dialect, the extra that brings it.
_DRIVERS = {
    "postgresql": ("postgresql+psycopg", "postgres", "postgres"),
    "postgres": ("postgresql+psycopg", "postgres", "postgres"),
    "mysql": ("mysql+pymysql", "mysql", "mysql"),
    "mariadb": ("mysql+pymysql", "mysql", "mysql"),
    "sqlite": ("sqlite", "sqlite", "scan"),
    "snowflake": ("snowflake", "snowflake", "snowflake"),
    "bigquery": ("bigquery", "bigquery", "bigquery"),
    "mssql": ("mssql+pyodbc", "tsql", "mssql"),
    "sqlserver": ("mssql+pyodbc", "tsql", "mssql"),
    "oracle": ("oracle+oracledb", "oracle", "oracle"),
    "databricks": ("databricks", "databricks", "databricks"),
}
ADDRESSES = tuple(_DRIVERS)
_SQLITE = b"SQLite format 3\0"
_SQLITE_SUFFIXES = {".sqlite", ".sqlite3", ".db3"}


def accepts(spec: object) -> bool:
    """Whether it is a database's address or a SQLite file."""
    if isinstance(spec, Path):
        return _is_sqlite(spec)
    if not isinstance(spec, str):
        return False
    return _scheme(spec) in _DRIVERS if "://" in spec else _is_sqlite(Path(spec))


def _scheme(address: str) -> str:
    return address.partition("://")[0].removeprefix("jdbc:").partition("+")[0].lower()


def _is_sqlite(path: Path) -> bool:
    with suppress(OSError), path.open("rb") as file:
        start = file.read(len(_SQLITE))
        return start == _SQLITE or (not start and path.suffix.lower() in _SQLITE_SUFFIXES)
    return False


def open_source(spec: object, *, include: Iterable[str] = (), exclude: Iterable[str] = (), dialect: str | None = None) -> "DatabaseSource":
    """Connect, read-only; SourceError says what is wrong with the address, MissingExtraError which driver is missing."""
    del dialect
    patterns = Patterns.of(include, exclude)
    address = str(spec)
    if "://" not in address:
        address = f"sqlite:///{address}"
    secrets = Secrets.of_url(address)
    scheme = _scheme(address)
    driver, sql, extra = _DRIVERS[scheme]
    try:
        import sqlalchemy as sa
    except ModuleNotFoundError:
        raise MissingExtraError(f"a {scheme} database", extra) from None
    try:
        url = sa.make_url(address.removeprefix("jdbc:"))
        name = _name(url)
    except (sa.exc.ArgumentError, ValueError):
        raise SourceError(f"this is no database address: {scheme}://…; write {scheme}://user:password@host:port/database") from None
    try:
        return _connected(url.set(drivername=driver), name, sql, patterns, secrets)
    except (sa.exc.NoSuchModuleError, ModuleNotFoundError):
        raise MissingExtraError(f"{name}: its driver", extra) from None
    except (sa.exc.SQLAlchemyError, OSError) as error:
        raise SourceError(f"cannot open {name}: {secrets.scrub(_first_line(error))}") from None
    except (TypeError, ValueError) as error:  # a driver's own word for a parameter of the address that it does not know
        raise SourceError(f"cannot open {name}: its driver does not take this address: {secrets.scrub(_first_line(error))}") from None


def _name(url: "sa.URL") -> str:
    """Return what the database is called everywhere: neither user nor password."""
    if url.get_backend_name() == "sqlite":
        return Path(url.database or "").name or "sqlite"
    port = f":{url.port}" if url.port else ""
    return f"{url.get_backend_name()}://{url.host or 'localhost'}{port}/{url.database or ''}"


def _connected(url: "sa.URL", name: str, sql: str, patterns: Patterns, secrets: Secrets) -> "DatabaseSource":
    import sqlalchemy as sa

    options: dict[str, Any] = {"poolclass": sa.NullPool, "hide_parameters": True}
    server: Server
    if sql == "sqlite":
        from piicatalog.sources.relational.sqlite import SQLiteServer, connect

        path = Path(url.database or "")
        if not path.is_file():
            raise SourceError(f"cannot open {url.database}: there is no such file")
        engine = sa.create_engine("sqlite://", creator=partial(connect, path), **options)
        server = SQLiteServer(engine.connect(), path)
    elif sql == "postgres":
        from piicatalog.sources.relational.postgres import PostgresServer

        engine = sa.create_engine(
            url,
            connect_args={"connect_timeout": _SECONDS_TO_CONNECT, "application_name": "piicatalog", "client_encoding": "utf8"},
            **options,
        )
        server = PostgresServer(engine.connect().execution_options(isolation_level="AUTOCOMMIT"))
    elif sql == "mysql":
        from piicatalog.sources.relational.mysql import MySQLServer

        arguments = {"connect_timeout": _SECONDS_TO_CONNECT, "charset": "utf8mb4"}
        engine = sa.create_engine(url, connect_args=arguments, **options)
        server = MySQLServer(engine.connect().execution_options(isolation_level="AUTOCOMMIT"))
    else:
        from piicatalog.sources.relational.inspected import InspectedServer

        if sql == "tsql" and "driver" not in url.query:
            url = url.update_query_dict({"driver": _ODBC})
        engine = sa.create_engine(url, **options)
        server = InspectedServer(engine.connect(), sql)
    server.prepare()
    return DatabaseSource(server, name, patterns, secrets)


def _first_line(error: Exception) -> str:
    """Return the driver's own words, without the statement that SQLAlchemy adds."""
    original = getattr(error, "orig", None) or error
    text = str(original.args[1]) if len(original.args) > 1 and isinstance(original.args[0], int) else str(original)
    return " ".join(text.split()) or type(original).__name__


class DatabaseSource:
    """The tables of one database."""

    has_values = True

    def __init__(self, server: "Server", name: str, patterns: Patterns, secrets: Secrets) -> None:
        self._server, self.name, self._patterns, self._secrets = server, name, patterns, secrets

    @property
    def problems(self) -> Sequence[str]:
        """What a reader of the results should know."""
        return tuple(self._server.notes)

    def __repr__(self) -> str:
        return f"<DatabaseSource {self.name}>"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def tables(self) -> Iterator[Table]:
        """Yield the tables asked for; SourceError when the catalog can't be read."""
        import sqlalchemy as sa

        try:
            yield from list(self._server.tables(self._patterns))
        except sa.exc.SQLAlchemyError as error:
            original = getattr(error, "orig", None)
            said = self._server.reason(original) if isinstance(original, Exception) else _first_line(error)
            raise SourceError(f"{self.name}: its tables cannot be listed: {self._secrets.scrub(said)}") from None

    def sample(self, table: Table, request: SampleRequest) -> Iterator[Sample]:
        """Draw values of a table; SourceError says why it can't be read, without any value."""
        from sqlalchemy.exc import SQLAlchemyError

        if table.columns and all(column.why_not for column in table.columns):
            raise SourceError(listed(dict.fromkeys(column.why_not for column in table.columns)))
        try:
            yield from samples(self._server, table, request)
        except TooSlowError:
            raise SourceError(Reason("too_slow", {"seconds": f"{request.timeout:g}"})) from None
        except self._server.errors() as error:
            raise self._explained(error) from None
        except SQLAlchemyError as error:
            raise self._explained(error) from None

    def _explained(self, error: Exception) -> SourceError | SourceLostError:
        """Return what to say of a driver's error: that this table can't be read, or that no more can."""
        original = getattr(error, "orig", None)
        error = original if isinstance(original, Exception) else error
        reason = self._secrets.scrub(self._server.reason(error))
        if self._server.is_lost(error):
            return SourceLostError(f"{self.name}: the connection was lost ({reason}); go on with the same command and --resume")
        return SourceError(reason)

    def state_of(self, table: Table) -> str:
        """Return a text that changes when the table's rows or columns change; empty when the server can't say."""
        from sqlalchemy.exc import SQLAlchemyError

        try:
            rows = self._server.state(table)
        except SQLAlchemyError as error:
            raise self._explained(error) from None
        if not rows:
            return ""
        shape = repr([(column.key, column.data_type, column.comment) for column in table.columns])
        return f"{rows}|{hashlib.sha256(shape.encode()).hexdigest()[:16]}"

    def interrupt(self) -> None:
        """Stop the statement that another thread has sent; where that fails, its timeout does."""
        with suppress(*self._server.errors()):
            self._server.interrupt()

    def close(self) -> None:
        """Close the connection."""
        self._server.connection.close()
        self._server.connection.engine.dispose()
