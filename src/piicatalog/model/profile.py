"""What is known of a column's values without keeping them: counts, shapes, hits."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from piicatalog.model.shape import count_shapes

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

    from piicatalog.model.entity_type import EntityType

SAMPLE_SIZE = 1024
"""How many distinct values a profile keeps at most: those with the smallest hashes, so a uniform draw of all distinct values."""


ALIKE = 2048
"""How many different things that texts hold are told apart at most, of each entity type."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hits:
    """How many values (by row and by distinct value) fit one value rule, and how many of those pass its check.

    Counted over the profile's sample of distinct values: over all of them while there are at most ``SAMPLE_SIZE``.
    """

    rows: int = 0
    valid_rows: int = 0
    distinct: int = 0
    valid_distinct: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """How many rows hold an entity type somewhere in their text; over all rows read."""

    rows: int = 0
    tried: int = 0
    """Rows that have the form, whether the check digit is right or not."""
    told: int = 0
    """Rows where a word near it says so too."""
    alike: Mapping[int, int] = field(default_factory=dict, repr=False)
    """Rows by a hash of what is held, for the ``ALIKE`` smallest hashes; without the rows whose text is nothing else."""


@dataclass(frozen=True, slots=True, eq=False)
class DistinctSample:
    """The distinct values with the smallest hashes, and what is known of each; ordered by hash. Never leaves memory."""

    hashes: "np.ndarray" = field(repr=False)
    """Unsigned 64-bit."""
    values: "pa.Array" = field(repr=False)
    """Texts, long ones cut."""
    rows: "np.ndarray" = field(repr=False)
    """In how many rows each occurs."""
    marks: "np.ndarray" = field(repr=False)
    """One row of booleans per mark: whether each value has it."""
    names: tuple[str, ...] = field(default=(), repr=False)
    """What the marks are called."""

    def __len__(self) -> int:
        return len(self.hashes)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, DistinctSample):
            return NotImplemented
        return (
            self.names == other.names
            and bool(len(self) == len(other))
            and bool((self.hashes == other.hashes).all() and (self.rows == other.rows).all() and (self.marks == other.marks).all())
            and bool(self.values.equals(other.values))
        )

    __hash__ = None  # type: ignore[assignment]  # arrays have none


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnProfile:
    """A column's values, summed up; small, mergeable, and without the values outside its hidden sample."""

    rows: int = 0
    non_null: int = 0
    """Rows with a value; blank text counts as none."""
    distinct: int = 0
    """Exact while the sample holds all distinct values, else an estimate (within about 6 %, 95 times of 100)."""
    hits: Mapping[str, Hits] = field(default_factory=dict)
    """By rule: ``<detector id>`` for the first value rule, ``<detector id>#2`` for the second …; and by word list (``list:first_name``)."""
    containing: "Mapping[EntityType, Held]" = field(default_factory=dict)
    """What stands somewhere in the texts."""
    bare: "Mapping[tuple[EntityType, int], int]" = field(default_factory=dict)
    """Of those, the rows whose text is nothing but a number, by the number's build (``profiling.builds.Builds.bare_numbers``)."""
    kind: str = ""
    """What the values are stored as: ``text``, ``integer``, ``decimal``, ``date``, ``timestamp``, ``boolean``, ``binary`` or ``other``."""
    sample: DistinctSample | None = field(default=None, repr=False)
    """None where no value was read."""

    @property
    def shapes(self) -> tuple[tuple[str, int], ...]:
        """The commonest shapes (``999999-999A``) with their rows, most first; of the sample."""
        if self.sample is None:
            return ()
        return count_shapes(zip(self.sample.values.to_pylist(), self.sample.rows.tolist(), strict=True))
