"""Random rows of MariaDB and MySQL, which have no TABLESAMPLE.

A table of up to `FEW_ROWS` is read through with ``RAND(seed)`` below a threshold; a larger one with an integer key is
drawn by that key's index at random places, a few rows each. A larger one without is read through, within the timeout.
"""

import random
from collections.abc import Iterator

from sqlglot import exp

from piicatalog.model.sample import SampleRequest
from piicatalog.model.schema import Table, TableKind
from piicatalog.sampling import AMONG, Draw, Extent
from piicatalog.sampling.expressions import readable, render, select, shuffled
from piicatalog.sampling.postgres import with_margin

FEW_ROWS = 50_000
PLACES = 100
"""How many places of the key a large table is read at."""


def _by_key(table: Table, wanted: int, seed: int, extent: Extent) -> str:
    places = sorted(random.Random(seed).sample(range(extent.low, extent.high + 1), k=min(PLACES, wanted)))  # noqa: S311 - no secret
    each = -(-wanted // len(places))
    key = exp.column(exp.to_identifier(extent.key, quoted=True))
    base = select(table, readable(table.columns), "mysql")
    parts = []
    for place, after in zip(places, [*places[1:], None], strict=True):
        part = base.where(exp.GTE(this=key.copy(), expression=exp.Literal.number(place)))
        if after is not None:
            part = part.where(exp.LT(this=key.copy(), expression=exp.Literal.number(after)))
        parts.append("(" + render(part.order_by(key.copy()).limit(each), "mysql") + ")")
    return " UNION ALL ".join(parts)


def draws(table: Table, request: SampleRequest, extent: Extent) -> Iterator[Draw]:
    """Yield statements that give at least ``request.rows`` random rows; of views among the first `AMONG` times as many."""
    wanted = request.rows or 0
    target = with_margin(wanted)
    columns = readable(table.columns)
    random_number = exp.Anonymous(this="RAND", expressions=[exp.Literal.number(request.seed)])
    if table.kind is not TableKind.TABLE:
        yield Draw(sql=shuffled(table, columns, "mysql", random_number, among=AMONG * target, limit=target), whole=True)
        yield Draw(sql=render(select(table, columns, "mysql", limit=wanted), "mysql"), whole=True)
        return
    everything = Draw(sql=render(select(table, columns, "mysql", limit=2 * target), "mysql"), whole=True)
    # InnoDB's estimate is off by half now and then.
    if extent.rows is None or extent.rows <= target:
        yield everything
        return
    if extent.rows > FEW_ROWS and extent.key and extent.high - extent.low > 4 * target:
        yield Draw(sql=_by_key(table, target, request.seed, extent), whole=False)
    for factor in (2, 8):
        share = factor * target / extent.rows
        if share >= 1:
            break
        lot = exp.LT(this=random_number.copy(), expression=exp.Literal.number(f"{share:.8f}"))
        yield Draw(sql=render(select(table, columns, "mysql", limit=4 * factor * target).where(lot, copy=False), "mysql"), whole=False)
    yield everything
