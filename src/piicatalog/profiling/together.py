"""Columns of several small tables summed up together, which is much faster: a pattern is compiled once for all of them."""

from dataclasses import replace
from typing import TYPE_CHECKING

from piicatalog.profiling.columns import MOST_TOGETHER, merge, profile_all

if TYPE_CHECKING:
    import pyarrow as pa

    from piicatalog.model.profile import ColumnProfile
    from piicatalog.model.sample import Sample
    from piicatalog.profiling.plan import Plan

_ENOUGH = MOST_TOGETHER * 3 // 4
"""From so many values on, more hardly make it faster."""


class Together:
    """Takes columns, batch by batch, and puts their profiles where they belong; few values wait at any time."""

    def __init__(self, plan: "Plan") -> None:
        self._plan = plan
        self._waiting: list[tuple[dict[str, ColumnProfile], str, pa.Array, bool]] = []
        self._values = self._taken = 0

    def take(self, profiles: "dict[str, ColumnProfile]", sample: "Sample") -> None:
        """Take values of a table, whose ``profiles`` by column are complete when ``finish`` has been called."""
        for key, values in zip(sample.batch.schema.names, sample.batch.columns, strict=True):
            if self._values + len(values) > MOST_TOGETHER:
                self._work()
            self._waiting.append((profiles, key, values, sample.whole_rows))
            self._values += len(values)
            self._taken += len(values)

    @property
    def has_enough(self) -> bool:
        """Whether so many values came since ``finish`` was called that no more should be waited for."""
        return self._taken >= _ENOUGH

    def finish(self) -> None:
        """Complete all profiles."""
        self._work()
        self._taken = 0

    def _work(self) -> None:
        parts = profile_all([values for _, _, values, _ in self._waiting], self._plan)
        for (profiles, key, _, whole_rows), part in zip(self._waiting, parts, strict=True):
            counted = part if whole_rows else replace(part, rows=0)
            profiles[key] = merge(profiles[key], counted) if key in profiles else counted
        self._waiting, self._values = [], 0
