"""Rows of text that Python reads one by one (a spreadsheet, a file in a legacy encoding), as samples."""

import random
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from piicatalog.model.sample import Sample, SampleRequest
from piicatalog.model.schema import Column
from piicatalog.sampling import CELL_CHARACTERS
from piicatalog.sampling.arrow import from_rows
from piicatalog.sources.relational.server import batches

Row = Sequence[str | None]


def samples(rows: Iterable[Row], columns: Sequence[Column], request: SampleRequest) -> Iterator[Sample]:
    """Yield all rows in batches, or a uniform random choice of ``request.rows`` of them (a seeded reservoir)."""
    fitted = (fit(row, len(columns)) for row in rows)
    if request.rows is None:
        for batch in batches(fitted, columns, request.max_bytes):
            yield Sample(batch=batch)
        return
    yield Sample(batch=from_rows(reservoir(fitted, request.rows, request.seed), columns))


def fit(row: Row, width: int) -> Row:
    """Return a row of exactly so many cells: short ones end in nulls, cells beyond are joined to the last."""
    if len(row) > width:
        row = [*row[: width - 1], " ".join(cell for cell in row[width - 1 :] if cell)]
    cut = [cell[:CELL_CHARACTERS] if cell else None for cell in row]
    return cut if len(cut) == width else [*cut, *[None] * (width - len(cut))]


def reservoir(rows: Iterator[Row], size: int, seed: int) -> list[Row]:
    """Return ``size`` rows, each with the same chance, in their order; all of fewer.

    >>> len(reservoir(iter([["a"]] * 50), 10, seed=1)), len(reservoir(iter([["a"]] * 5), 10, seed=1))
    (10, 5)
    """
    generator = random.Random(seed)  # noqa: S311 - no secret
    kept = list(enumerate(islice(rows, size)))
    for number, row in enumerate(rows, start=size):
        place = generator.randrange(number + 1)
        if place < size:
            kept[place] = (number, row)
    return [row for _, row in sorted(kept, key=lambda entry: entry[0])]
