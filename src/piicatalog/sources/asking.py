"""Send a query of aggregates to an open source: what the retention audit needs beyond tables and samples.

The source's own connection is used, so it is read-only, and its errors are scrubbed as its own are.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any

from piicatalog.errors import SourceError
from piicatalog.model.sample import SampleRequest
from piicatalog.sources import Source
from piicatalog.sources.database import DatabaseSource
from piicatalog.sources.duckdb_database import DuckDBSource
from piicatalog.sources.files import FileSource

Ask = Callable[[str], Sequence[Sequence[Any]]]


def asking(source: Source, *, timeout: float | None = None) -> tuple[Ask, str]:
    """Return a function that gives a query's rows, and sqlglot's name of the dialect to write it in.

    ``timeout`` is for one query, in seconds (databases only). Raises SourceError for a source that has no SQL.
    """
    if isinstance(source, DatabaseSource):
        return _of_database(source, timeout), source._server.dialect  # noqa: SLF001 - the same package
    if isinstance(source, FileSource):
        _make_views(source)
    if isinstance(source, DuckDBSource | FileSource):
        reader = source._reader  # noqa: SLF001 - the same package
        return reader.ask, reader.dialect
    raise SourceError(f"{source.name} cannot be asked: it is no database and no file with rows")


def _make_views(source: FileSource) -> None:
    """Look at each table once, since some files are no view before; one that DuckDB cannot read stays unknown to its SQL."""
    for table in tuple(source.tables()):
        if not table.why_not:
            with suppress(SourceError):
                next(source.sample(table, SampleRequest(rows=1)), None)


def _of_database(source: DatabaseSource, timeout: float | None) -> Ask:
    server, secrets = source._server, source._secrets  # noqa: SLF001 - the same package

    def ask(sql: str) -> Sequence[Sequence[Any]]:
        server.set_timeout(timeout)
        cursor = server.driver.cursor()
        try:
            cursor.execute(sql)
            return list(cursor.fetchall())
        except server.errors() as error:
            why = f"it took longer than {timeout:g} seconds" if timeout and server.is_timeout(error) else server.reason(error)
            raise SourceError(secrets.scrub(why)) from None
        finally:
            cursor.close()

    return ask
