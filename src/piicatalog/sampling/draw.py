"""One table's values by a reader of its dialect: random rows, exactly as many as asked for, and sparse columns filled up."""

import time
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Protocol

from piicatalog.model.sample import Sample, SampleRequest
from piicatalog.model.schema import Column, Table
from piicatalog.sampling import Draw, Extent
from piicatalog.sampling.arrow import together
from piicatalog.sampling.expressions import everything, readable
from piicatalog.sampling.sparse import SECONDS, filling, sparse_columns
from piicatalog.sampling.thinning import thin

if TYPE_CHECKING:
    import pyarrow as pa


_PLAIN = 10.0
"""So long may the first rows take, in seconds, when a random choice took too long."""


class TooSlowError(Exception):
    """A statement ran into its timeout."""


class Reader(Protocol):
    """What sends statements and brings rows."""

    dialect: str
    notes: list[str]
    """What a reader of the results should know of how values were drawn."""

    def set_timeout(self, seconds: float | None) -> None:
        """Stop any later statement after so many seconds; None: never."""
        ...

    def extent(self, table: Table) -> Extent:
        """Return how big a table is."""
        ...

    def draws(self, table: Table, request: SampleRequest, extent: Extent) -> Iterator[Draw]:
        """Yield statements that give random rows, best first."""
        ...

    def fetch(self, sql: str, columns: Sequence[Column], max_bytes: int, *, seed: int = 0) -> Iterator["pa.RecordBatch"]:
        """Yield a statement's rows; raises TooSlowError when the timeout stops it."""
        ...


def samples(reader: Reader, table: Table, request: SampleRequest) -> Iterator[Sample]:
    """Yield the values of a table: one sample of whole rows and what fills up sparse columns, or all rows in batches.

    The driver's errors rise as they are; TooSlowError when not even the first rows came in time.
    """
    columns = readable(table.columns)
    if not columns:
        return
    if request.rows is None:
        reader.set_timeout(None)
        for batch in reader.fetch(everything(table, columns, reader.dialect), columns, request.max_bytes):
            yield Sample(batch=batch)
        return
    reader.set_timeout(request.timeout)
    extent = reader.extent(table)
    batch, whole = _drawn(reader, table, columns, request, extent)
    if batch is None:
        return
    whole = whole and batch.num_rows <= request.rows
    batch = thin(batch, request.rows, request.seed)
    yield Sample(batch=batch)
    if not whole:
        yield from _filled(reader, table, columns, request, batch)


def _drawn(
    reader: Reader,
    table: Table,
    columns: Sequence[Column],
    request: SampleRequest,
    extent: Extent,
) -> tuple["pa.RecordBatch | None", bool]:
    """Try the statements in turn until one gives enough; after one that is too slow those that read the first rows."""
    best: pa.RecordBatch | None = None
    slow = False
    for draw in reader.draws(table, request, extent):
        if slow and not draw.whole:
            continue
        try:
            batch = together(list(_bounded(reader.fetch(draw.sql, columns, request.max_bytes, seed=request.seed), request.max_bytes)))
        except TooSlowError:
            slow = True
            reader.set_timeout(min(_PLAIN, request.timeout))
            continue
        if slow and draw.whole:
            reader.notes.append(
                f"{table.full_name}: a random choice took longer than {request.timeout:g} seconds; its first rows were read"
            )
        if draw.whole or (batch is not None and batch.num_rows >= (request.rows or 0)):
            return batch, draw.whole
        best = batch if batch is not None else best
    if slow and best is None:
        raise TooSlowError
    return best, False


def _bounded(batches: Iterator["pa.RecordBatch"], max_bytes: int) -> Iterator["pa.RecordBatch"]:
    total = 0
    for batch in batches:
        yield batch
        total += batch.nbytes
        if total >= max_bytes:
            return


def _filled(reader: Reader, table: Table, columns: Sequence[Column], request: SampleRequest, batch: "pa.RecordBatch") -> Iterator[Sample]:
    """Look for values of sparse columns for some seconds in all; one that isn't found in time is left as it is."""
    end = time.monotonic() + min(SECONDS, request.timeout)
    for column, missing in sparse_columns(batch, columns, request.rows or 0):
        left = end - time.monotonic()
        if left <= 0:
            return
        reader.set_timeout(left)
        try:
            sql = filling(table, column, reader.dialect, missing, request.seed)
            more = together(list(_bounded(reader.fetch(sql, [column], request.max_bytes, seed=request.seed), request.max_bytes)))
            if more is not None:
                yield Sample(batch=thin(more, missing, request.seed), whole_rows=False)
        except TooSlowError:
            continue
