"""What the pipeline asks of the store while it scans: nothing is read twice, nothing finished is lost."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from piicatalog.model.catalog import CatalogColumn
from piicatalog.model.schema import Table
from piicatalog.store.scans import KeptTable, ScanId, Store


class ScanMemory:
    """The ``pipeline.Memory`` of one scan.

    A table that this very scan had finished before it was stopped is not read again; neither is one that an earlier scan with the
    same settings read, when its definition and the source's word on its rows are the same (unless ``fresh``).
    """

    def __init__(
        self,
        store: Store,
        scan: ScanId,
        *,
        source: str,
        settings: str,
        fresh: bool = False,
        problems: Callable[[], Sequence[str]] = tuple,
    ) -> None:
        self._store, self._scan, self._source, self._settings, self._fresh = store, scan, source, settings, fresh
        self._problems = problems
        self._before = store.problems_before(scan, source, settings)
        self._read: list[str] = []

    def recall(self, table: Table, state: str) -> tuple[CatalogColumn, ...] | None:
        """Return what was found in a table, or None when it has to be read; ``state`` may be empty."""
        kept = self._store.saved_table(self._scan, table.full_name)
        if kept is not None and _same_definition(kept, table):
            return kept.columns
        if self._fresh or not state:
            return None
        kept = self._store.previous(self._source, self._settings, table.full_name)
        if kept is None or not kept.is_in_state(state) or not _same_definition(kept, table):
            return None
        self._store.save_unchanged(self._scan, kept)
        return kept.columns

    def keep(self, table: Table, columns: Sequence[CatalogColumn], state: str) -> None:
        """Keep a finished table at once."""
        self._read.append(table.name)
        self._store.save_table(self._scan, table, columns, state, problems=self.problems())

    def problems(self) -> tuple[str, ...]:
        """Return what could not be read, now or of the tables that were not read again: a problem begins with its table or file."""
        before = [problem for problem in self._before if not problem.startswith(tuple(self._read))]
        return tuple(dict.fromkeys((*before, *self._problems())))


def _same_definition(kept: KeptTable, table: Table) -> bool:
    return replace(kept.table, row_estimate=None) == replace(table, row_estimate=None)
