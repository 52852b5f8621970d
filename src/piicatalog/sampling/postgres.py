"""Random rows of PostgreSQL: TABLESAMPLE, sized by the planner's own estimate.

BERNOULLI reads every page, SYSTEM takes whole pages: a table of more than `FEW_PAGES` is drawn from some hundreds of
random pages, thinned by ``random()`` after ``setseed``, so that one page's neighbours do not fill the sample.
"""

import math
from collections.abc import Iterator

from sqlglot import exp

from piicatalog.model.sample import SampleRequest
from piicatalog.model.schema import Table, TableKind
from piicatalog.sampling import AMONG, Draw, Extent
from piicatalog.sampling.expressions import readable, render, select, shuffled, source_table

FEW_PAGES = 2_000
"""16 MB: read through in some tens of milliseconds."""
PAGES_PER_DRAW = 400
"""At least so many pages are drawn from: 3 MB of reading, spread over the table."""
_SAMPLED = (TableKind.TABLE, TableKind.MATERIALIZED_VIEW)


def with_margin(rows: int) -> int:
    """Return how many rows to expect so that a random draw gives at least ``rows`` nearly always (four deviations)."""
    return rows + math.ceil(4 * math.sqrt(rows)) + 4


def _sampled(table: Table, limit: int, seed: int, *, method: str, share: float, thin: float = 1.0) -> str:
    query = select(table, readable(table.columns), "postgres", limit=limit)
    sampled = source_table(table)
    percent = exp.Literal.number(f"{min(100.0, max(share * 100, 1e-6)):.8f}")
    sampled.set("sample", exp.TableSample(method=exp.var(method), percent=percent, seed=exp.Literal.number(seed)))
    query = query.from_(sampled, copy=False)
    if thin < 1:
        query = query.where(exp.LT(this=exp.Anonymous(this="random"), expression=exp.Literal.number(f"{thin:.8f}")), copy=False)
    return render(query, "postgres")


def draws(table: Table, request: SampleRequest, extent: Extent) -> Iterator[Draw]:
    """Yield statements that give at least ``request.rows`` random rows; of views and foreign tables among the first `AMONG` times as many."""
    wanted = request.rows or 0
    if table.kind not in _SAMPLED:
        target = with_margin(wanted)
        lot = shuffled(table, readable(table.columns), "postgres", exp.Anonymous(this="RANDOM"), among=AMONG * target, limit=target)
        yield Draw(sql=lot, whole=True)
        yield Draw(sql=render(select(table, readable(table.columns), "postgres", limit=wanted), "postgres"), whole=True)
        return
    everything = Draw(sql=render(select(table, readable(table.columns), "postgres", limit=2 * with_margin(wanted)), "postgres"), whole=True)
    target = with_margin(wanted)
    if extent.rows is None or extent.rows <= target:
        yield everything
        return
    # The estimate may be off: a draw that gives too little is followed by one four times as large.
    for factor in (1, 4):
        share = factor * target / extent.rows
        if share >= 1:
            break
        if extent.pages is not None and extent.pages > FEW_PAGES:
            pages = max(share, min(1.0, PAGES_PER_DRAW / extent.pages))
            sql = _sampled(table, 2 * factor * target, request.seed, method="SYSTEM", share=pages, thin=share / pages)
        else:
            sql = _sampled(table, 2 * factor * target, request.seed, method="BERNOULLI", share=share)
        yield Draw(sql=sql, whole=False)
    yield everything
