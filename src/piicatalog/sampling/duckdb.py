"""Random rows of DuckDB, the same for the same seed.

Of its own tables by random row ids, which it finds without reading the rest; of Parquet by random row numbers within
some row groups; of all else, views too, by a reservoir over everything.
"""

import random
from collections.abc import Iterator, Sequence

from sqlglot import exp

from piicatalog.model.sample import SampleRequest
from piicatalog.model.schema import Table, TableKind
from piicatalog.sampling import Draw, Extent
from piicatalog.sampling.expressions import readable, render, select, source_table
from piicatalog.sampling.postgres import with_margin

ROW_NUMBER = "file_row_number"
"""What DuckDB calls a row's place in its Parquet file."""
_GROUP = 122_880
"""Rows of a usual row group."""
_GROUPS = 8


def batch_rows(columns: int, max_bytes: int) -> int:
    """Return how many rows of so many columns a batch may have, at 50 bytes a cell."""
    return max(1_000, min(50_000, max_bytes // (50 * max(1, columns))))


def draws(table: Table, request: SampleRequest, extent: Extent) -> Iterator[Draw]:
    """Yield statements that give at least ``request.rows`` random rows."""
    wanted = request.rows or 0
    target = with_margin(wanted)
    columns = readable(table.columns)
    plain = Draw(
        sql=render(select(table, columns, "duckdb", limit=wanted if table.kind is TableKind.VIEW else 2 * target), "duckdb"), whole=True
    )
    span = extent.high - extent.low + 1
    if extent.key and span > 2 * target:
        for factor in (1, 8):
            if factor * target < span:
                ids = sorted(_ids(extent, factor * target, request.seed))
                listed = exp.select(
                    exp.Anonymous(this="UNNEST", expressions=[exp.Array(expressions=[exp.Literal.number(row) for row in ids])])
                )
                key = exp.column(exp.to_identifier(extent.key, quoted=True))
                chosen = select(table, columns, "duckdb").where(exp.In(this=key, query=listed.subquery()))
                # Several threads find them, in any order.
                yield Draw(sql=render(chosen.order_by(key.copy()), "duckdb"), whole=False)
    elif table.kind in {TableKind.FILE, TableKind.VIEW} and (extent.rows is None or extent.rows > 2 * target):
        sample = exp.TableSample(method=exp.var("RESERVOIR"), size=exp.Literal.number(target), seed=exp.Literal.number(request.seed))
        sampled = source_table(table)
        sampled.set("sample", sample)
        yield Draw(sql=render(select(table, columns, "duckdb").from_(sampled, copy=False), "duckdb"), whole=False)
    yield plain


def _ids(extent: Extent, count: int, seed: int) -> Sequence[int]:
    generator = random.Random(seed)  # noqa: S311 - no secret
    everything = range(extent.low, extent.high + 1)
    groups = range(extent.low // _GROUP, extent.high // _GROUP + 1)
    if extent.key != ROW_NUMBER or len(groups) <= _GROUPS:
        return generator.sample(everything, k=count)
    chosen = [
        row
        for group in generator.sample(groups, k=_GROUPS)
        for row in range(max(group * _GROUP, extent.low), min((group + 1) * _GROUP, extent.high + 1))
    ]
    return generator.sample(chosen, k=min(count, len(chosen)))
