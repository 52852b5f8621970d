"""Columns that a random sample shows hardly any value of, and the statements that fill them up."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sqlglot import exp

from piicatalog.model.schema import Column, Table
from piicatalog.sampling.expressions import identifier, render, select

if TYPE_CHECKING:
    import pyarrow as pa

ENOUGH = 0.1
"""A column with this share of non-null values among the rows asked for is not filled up."""
SECONDS = 5.0
"""A column's filling up may take so long: finding a rare value means reading the table."""


def sparse_columns(batch: "pa.RecordBatch", columns: Sequence[Column], rows: int) -> tuple[tuple[Column, int], ...]:
    """Return the columns to fill up, each with how many values it lacks.

    >>> import pyarrow as pa
    >>> batch = pa.record_batch({"a": pa.array([None] * 99 + ["x"]), "b": pa.array(["y"] * 100)})
    >>> [(column.name, missing) for column, missing in sparse_columns(batch, [Column(name="a"), Column(name="b")], 100)]
    [('a', 99)]
    """
    present = [(column, batch.num_rows - values.null_count) for column, values in zip(columns, batch.columns, strict=True)]
    return tuple((column, rows - count) for column, count in present if count < ENOUGH * rows and not column.path)


def filling(table: Table, column: Column, dialect: str, limit: int) -> str:
    """Return the statement that gives up to ``limit`` non-null values of a column."""
    present = exp.Not(this=exp.Is(this=identifier(column), expression=exp.Null()))
    return render(select(table, [column], dialect, limit=limit).where(present, copy=False), dialect)
