"""Stage 2: how values are drawn: pushed down per dialect, random, non-null per column, bounded, read-only.

Pure functions that sources call: ``expressions`` (what is asked of one column), one module per dialect
(``draws(table, request, extent) -> Iterator[Draw]``: the statements that give random rows), ``arrow`` (what a
driver gives, as Arrow), ``thinning`` (exactly as many rows as asked for) and ``sparse`` (columns to fill up).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from piicatalog.model.sample import SampleRequest
from piicatalog.model.schema import Table

CELL_CHARACTERS = 10_000
"""Longer cells are cut here by the database: enough for any identifier, and a bound on what one row can weigh."""


AMONG = 100
"""Where nothing can be drawn at random (a view, a foreign table) the choice is made among the first rows, so many times as many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extent:
    """How big a table is, as far as its source knows without reading it."""

    rows: int | None = None
    """An estimate; None where there is none."""
    pages: int | None = None
    """Storage pages, where a dialect samples by pages."""
    key: str = ""
    """An integer column whose ranges can be read by an index; empty where there is none."""
    low: int = 0
    """The smallest key."""
    high: int = -1
    """The largest key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draw:
    """One statement that gives rows of a table."""

    sql: str
    whole: bool
    """Whether it gives all rows, as long as it gives fewer than asked for."""


class Draws(Protocol):
    """The shape of each dialect's module: statements to try in turn, until one gives enough rows."""

    def __call__(self, table: Table, request: SampleRequest, extent: Extent) -> Iterator[Draw]:
        """Yield statements, best first."""
        ...
