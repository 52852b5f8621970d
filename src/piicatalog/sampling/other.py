"""Random rows of the warehouses that are not tested against a real server: their own sample clause, else some rows."""

from collections.abc import Iterator

from sqlglot import exp

from piicatalog.model.sample import SampleRequest
from piicatalog.model.schema import Table, TableKind
from piicatalog.sampling import Draw, Extent
from piicatalog.sampling.expressions import readable, render, select, source_table
from piicatalog.sampling.postgres import with_margin

_BY_ROWS = {"snowflake", "databricks", "tsql"}
_BY_PERCENT = {"bigquery": "SYSTEM", "oracle": ""}
_SEEDED = {"databricks", "tsql", "oracle"}
"""Snowflake takes a seed for a share of rows only, BigQuery none."""


def draws(table: Table, request: SampleRequest, extent: Extent, *, dialect: str) -> Iterator[Draw]:
    """Yield statements that give at least ``request.rows`` rows, random where the dialect can."""
    wanted = request.rows or 0
    target = with_margin(wanted)
    query = select(table, readable(table.columns), dialect, limit=2 * target)
    everything = Draw(sql=render(query, dialect), whole=True)
    if table.kind is TableKind.TABLE and (extent.rows is None or extent.rows > target):
        seed = exp.Literal.number(request.seed) if dialect in _SEEDED else None
        sample = None
        if dialect in _BY_ROWS:
            sample = exp.TableSample(size=exp.Literal.number(target), seed=seed)
        elif dialect in _BY_PERCENT and extent.rows:
            method = exp.var(_BY_PERCENT[dialect]) if _BY_PERCENT[dialect] else None
            percent = exp.Literal.number(f"{100 * target / extent.rows:.6f}")
            sample = exp.TableSample(method=method, percent=percent, seed=seed)
        if sample is not None:
            sampled = source_table(table)
            sampled.set("sample", sample)
            yield Draw(sql=render(query.from_(sampled, copy=False), dialect), whole=False)
    yield everything
