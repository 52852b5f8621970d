"""What a driver gives, as Arrow columns, column by column and without touching a cell in Python where that can be."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from piicatalog.model.data_type import TypeFamily, family_of
from piicatalog.model.schema import Column

if TYPE_CHECKING:
    import pyarrow as pa

BATCH_ROWS = 20_000
BATCH_BYTES = 8 * 1024 * 1024
"""A batch of all rows is about so large at most: several are in memory at once, one of them being looked at."""


def from_rows(rows: Sequence[Sequence[Any]], columns: Sequence[Column]) -> "pa.RecordBatch":
    """Return rows of values as a batch: integers of integer columns, text for all else.

    >>> from_rows([("Äijä", "1"), (None, "2")], [Column(name="nimi"), Column(name="n", data_type="int")]).to_pydict()
    {'nimi': ['Äijä', None], 'n': [1, 2]}
    """
    import pyarrow as pa

    cells = list(zip(*rows, strict=True)) if rows else [()] * len(columns)
    arrays = [_array(values, column) for values, column in zip(cells, columns, strict=True)]
    return pa.RecordBatch.from_arrays(arrays, names=[column.key for column in columns])


def _is_integer(column: Column) -> bool:
    """Integers come as such: that a code lost its leading zeros is known by the type."""
    return family_of(column.data_type) is TypeFamily.INTEGER and "zerofill" not in column.data_type.lower()


def _array(values: Sequence[Any], column: Column) -> "pa.Array":
    import pyarrow as pa

    if _is_integer(column):
        try:
            return pa.array(values, pa.int64())
        except (pa.ArrowInvalid, pa.ArrowTypeError, OverflowError):  # text from the driver, or more than 63 bits
            pass
    try:
        texts = pa.array(values, pa.string())
    except (pa.ArrowInvalid, pa.ArrowTypeError, UnicodeError):
        texts = pa.array([_as_text(value) for value in values], pa.string())
    return _typed(texts, column)


def _typed(values: "pa.Array", column: Column) -> "pa.Array":
    import pyarrow as pa

    if not _is_integer(column):
        return values
    try:
        return values.cast(pa.int64())
    except pa.ArrowInvalid:  # SQLite keeps text in any column
        return values


def _as_text(value: object) -> str | None:
    if value is None:
        return None
    if isinstance(value, bytes | bytearray | memoryview):
        return bytes(value).decode("utf-8", errors="replace")
    return str(value).encode("utf-8", errors="replace").decode("utf-8")


def together(batches: Sequence["pa.RecordBatch"]) -> "pa.RecordBatch | None":
    """Return batches as one; None for none. A column that came as integers once and as text once becomes text."""
    import pyarrow as pa

    if len(batches) <= 1:
        return batches[0] if batches else None
    arrays = []
    for parts in zip(*(batch.columns for batch in batches), strict=True):
        same = len({str(part.type) for part in parts}) == 1
        arrays.append(pa.concat_arrays(parts if same else [part.cast(pa.string()) for part in parts]))
    return pa.RecordBatch.from_arrays(arrays, names=batches[0].schema.names)
