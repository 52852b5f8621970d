"""The shape of a database server, and what is the same for all."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

from piicatalog.model.data_type import TypeFamily, family_of
from piicatalog.model.reason import Reason, Words
from piicatalog.model.sample import SampleRequest
from piicatalog.model.schema import Column, Table
from piicatalog.sampling import Draw, Extent
from piicatalog.sampling.arrow import BATCH_BYTES, BATCH_ROWS, from_rows
from piicatalog.sampling.draw import TooSlowError
from piicatalog.sampling.expressions import BINARY
from piicatalog.sources.patterns import Patterns

if TYPE_CHECKING:
    import pyarrow as pa
    import sqlalchemy as sa

NO_PERMISSION = Reason("no_permission")


class Server(ABC):
    """One open, read-only connection to a database server, and how that server is asked."""

    dialect: str
    """sqlglot's name of the dialect."""

    def __init__(self, connection: "sa.Connection") -> None:
        self.connection = connection
        self.driver: Any = connection.connection.driver_connection
        """The driver's own connection: rows come from it without a detour."""
        self.notes: list[str] = []
        self._stopped = False
        self._seconds: float | None = -1.0

    def ask(self, sql: str, **parameters: object) -> list[Any]:
        """Return the rows of a query on the server's catalog; parameters are ``:name``."""
        import sqlalchemy as sa

        return list(self.connection.execute(sa.text(sql), parameters).all())

    def prepare(self) -> None:  # noqa: B027 - a server may have nothing to set
        """Make the session read-only."""

    def set_timeout(self, seconds: float | None) -> None:
        """Stop any later statement after so many seconds; None: never."""
        if seconds != self._seconds:
            self._seconds = seconds
            self.limit_statements(seconds)

    def limit_statements(self, seconds: float | None) -> None:  # noqa: B027 - a server may have no such limit
        """Tell the server so."""

    @abstractmethod
    def tables(self, patterns: Patterns) -> Iterator[Table]:
        """Yield the tables asked for, read by a few set-based queries."""

    def extent(self, table: Table) -> Extent:
        """Return how big a table is."""
        return Extent(rows=table.row_estimate)

    @abstractmethod
    def draws(self, table: Table, request: SampleRequest, extent: Extent) -> Iterator[Draw]:
        """Yield statements that give random rows."""

    def errors(self) -> tuple[type[Exception], ...]:
        """Return the base of the errors that the driver raises."""
        return (self.connection.dialect.loaded_dbapi.Error,)

    def fetch(self, sql: str, columns: Sequence[Column], max_bytes: int, *, seed: int = 0) -> Iterator["pa.RecordBatch"]:
        """Yield a statement's rows in batches of about ``max_bytes``; raises TooSlowError when the timeout stops it."""
        try:
            if not self._stopped:
                yield from self.rows(sql, columns, max_bytes, seed=seed)
        except self.errors() as error:
            if self.is_timeout(error) and not self._stopped:
                raise TooSlowError from None
            raise

    def rows(self, sql: str, columns: Sequence[Column], max_bytes: int, *, seed: int) -> Iterator["pa.RecordBatch"]:  # noqa: ARG002 - seed sets a server's random numbers
        """Yield a statement's rows as the driver brings them."""
        cursor = self.driver.cursor()
        try:
            cursor.execute(sql)
            yield from batches(cursor, columns, max_bytes)
        finally:
            cursor.close()

    def is_timeout(self, error: Exception) -> bool:  # noqa: ARG002 - a server may have no timeouts
        """Whether the error says that a statement took too long."""
        return False

    def interrupt(self) -> None:
        """Stop the statement that another thread has sent, and send no more."""
        self._stopped = True
        self.stop_statement()

    def stop_statement(self) -> None:  # noqa: B027 - a server may have no such thing
        """Stop the statement that another thread has sent."""

    def is_lost(self, error: Exception) -> bool:
        """Whether the connection is gone with this error."""
        return self.connection.invalidated or self.connection.dialect.is_disconnect(error, self.driver, None)  # type: ignore[arg-type] # the driver's own error

    def state(self, table: Table) -> str:  # noqa: ARG002 - a server may not know
        """Return a text that changes when the table's rows change; empty when unknown."""
        return ""

    def reason(self, error: Exception) -> str:
        """Say what is wrong without any value of the data: the error's kind alone, where its text could hold one."""
        return type(error).__name__


def batches(rows: Iterable[Any], columns: Sequence[Column], max_bytes: int) -> Iterator["pa.RecordBatch"]:
    """Yield rows as they arrive in batches, of fewer rows when they are large."""
    rows = iter(rows)
    count = 500
    while taken := list(islice(rows, count)):
        batch = from_rows(taken, columns)
        yield batch
        count = max(1, min(BATCH_ROWS, min(max_bytes, BATCH_BYTES) // max(1, batch.nbytes // len(taken))))


def why_not_read(data_type: str, *, permitted: bool = True) -> Words:
    """Say why a column's values are not read; empty when they are."""
    if not permitted:
        return NO_PERMISSION
    return BINARY if family_of(data_type) is TypeFamily.BINARY else ""


def by_table(rows: Iterable[Any]) -> dict[Any, list[Any]]:
    """Gather rows under their first cell."""
    found: dict[Any, list[Any]] = {}
    for row in rows:
        found.setdefault(row[0], []).append(row)
    return found


def key_of(columns: Iterable[Column], primary_key: Sequence[str]) -> str:
    """Return the one integer column of the primary key, or an empty text."""
    if len(primary_key) != 1:
        return ""
    families = {column.name: family_of(column.data_type) for column in columns}
    return primary_key[0] if families.get(primary_key[0]) is TypeFamily.INTEGER else ""
