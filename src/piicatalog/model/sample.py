"""Values drawn from a table: the only place where they live, and only in memory."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleRequest:
    """How much to read of a table.

    ``rows`` None means all of them, streamed. The same seed over the same data draws the same rows.
    """

    rows: int | None = 1000
    seed: int = 0
    max_bytes: int = 64 * 1024 * 1024
    """What one table's sample may take in memory, in bytes; with ``rows`` None, what one batch may take."""
    timeout: float = 60.0
    """For one statement, in seconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """Some values of a table, columns named by ``Column.key``.

    ``whole_rows`` False: values of only some columns, nulls left out (drawn to fill up sparse columns), so
    that null shares and row counts are taken from whole rows alone.
    """

    batch: "pa.RecordBatch" = field(repr=False)
    whole_rows: bool = True
