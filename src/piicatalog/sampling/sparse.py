"""Columns that a random sample shows hardly any value of, and the statements that fill them up."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sqlglot import exp

from piicatalog.model.schema import Column, Table
from piicatalog.sampling.expressions import identifier, render, select, source_table, value

if TYPE_CHECKING:
    import pyarrow as pa

ENOUGH = 0.1
"""A column with this share of non-null values among the rows asked for is not filled up."""
AMONG = 20
"""Values are chosen among the first so many times as many: the oldest rows of a table are often unlike the others."""
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


def filling(table: Table, column: Column, dialect: str, limit: int, seed: int) -> str:
    """Return the statement that gives ``limit`` random non-null values of a column, among the first `AMONG` times as many.

    Where the dialect has no repeatable order at random, all of these come, to be thinned.
    """
    present = exp.Not(this=exp.Is(this=identifier(column), expression=exp.Null()))
    found = exp.select(identifier(column)).from_(source_table(table)).where(present).limit(AMONG * limit).subquery("piicatalog_present")
    query = exp.Select(expressions=[exp.alias_(value(column, dialect), column.name, quoted=True)]).from_(found, copy=False)
    match dialect:
        case "postgres":
            query = query.order_by(exp.Anonymous(this="RANDOM")).limit(limit)
        case "mysql":
            query = query.order_by(exp.Anonymous(this="RAND", expressions=[exp.Literal.number(seed)])).limit(limit)
        case "duckdb":
            found.set("sample", exp.TableSample(method=exp.var("RESERVOIR"), size=exp.Literal.number(limit), seed=exp.Literal.number(seed)))
        case _:
            query = select(table, [column], dialect, limit=AMONG * limit).where(present)
    return render(query, dialect)
