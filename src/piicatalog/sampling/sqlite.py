"""Random rows of SQLite: random row ids, which it finds by its tree without reading the rest."""

import random
from collections.abc import Iterator

from sqlglot import exp

from piicatalog.model.sample import SampleRequest
from piicatalog.model.schema import Table, TableKind
from piicatalog.sampling import AMONG, Draw, Extent
from piicatalog.sampling.expressions import readable, render, select
from piicatalog.sampling.postgres import with_margin


def draws(table: Table, request: SampleRequest, extent: Extent) -> Iterator[Draw]:
    """Yield statements that give at least ``request.rows`` random rows.

    Of views, and of tables WITHOUT ROWID (their extent has no key), they are chosen among the first `AMONG` times as many.
    """
    wanted = request.rows or 0
    target = with_margin(wanted)
    columns = readable(table.columns)
    span = extent.high - extent.low + 1
    if extent.key and span > 2 * target:
        key = exp.column(exp.to_identifier(extent.key, quoted=True))
        generator = random.Random(request.seed)  # noqa: S311 - no secret
        # Deleted rows leave gaps in the row ids: the second draw looks at eight times as many.
        for factor in (1, 8):
            if factor * target >= span:
                break
            ids = sorted(generator.sample(range(extent.low, extent.high + 1), k=factor * target))
            lot = exp.In(this=key.copy(), expressions=[exp.Literal.number(row) for row in ids])
            yield Draw(sql=render(select(table, columns, "sqlite").where(lot, copy=False), "sqlite"), whole=False)
    yield Draw(sql=render(select(table, columns, "sqlite", limit=AMONG * target), "sqlite"), whole=True)
    if table.kind is not TableKind.TABLE:
        yield Draw(sql=render(select(table, columns, "sqlite", limit=wanted), "sqlite"), whole=True)
