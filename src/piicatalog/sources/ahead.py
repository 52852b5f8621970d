"""Values read ahead: while one table is judged a second thread reads the next, so that a scan takes as long as the slower of the two.

All that is asked of the source is asked by that thread, in the order of the tables; no more than a few megabytes wait.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from threading import Condition, Thread
from typing import Generic, TypeVar

from piicatalog.errors import SourceError
from piicatalog.model.sample import Sample, SampleRequest
from piicatalog.model.schema import Table
from piicatalog.sources import Source

_BYTES, _ITEMS = 8 * 1024 * 1024, 100
"""So much may wait to be judged; a batch may be that large by itself."""
_PATIENCE = 5.0
"""How long a stopped thread may take, in seconds."""

Known = TypeVar("Known")


@dataclass(frozen=True, slots=True, kw_only=True)
class TableAhead(Generic[Known]):
    """A table whose turn it is."""

    table: Table
    state: str
    """What the source said of its rows before they were read."""
    known: Known | None
    """What an earlier scan left of it; it is not read then."""
    samples: Iterator[Sample] = field(repr=False)
    """Its values; raises SourceError where it can't be read."""
    has_come: Callable[[], bool] = field(default=lambda: True, repr=False)
    """Whether what comes next, of this table or after it, is there already."""


class _Stopped(Exception):  # noqa: N818 - no error
    """Nobody wants the rest."""


class _End:
    """Stands behind a table's last sample."""


@contextmanager
def reading_ahead(
    source: Source, tables: Iterable[Table], request: SampleRequest | None, recall: Callable[[Table, str], Known | None]
) -> Iterator[Iterator[TableAhead[Known]]]:
    """Give the tables in turn, with their values; ``request`` None reads none. Leaving the block stops the reading."""
    if request is None:
        yield (_unread(source, table, recall) for table in tables)
        return
    reader: _Reader[Known] = _Reader(source, tables, request, recall)
    reader.thread.start()
    try:
        yield reader.tables_in_turn()
    finally:
        reader.stop()


def _unread(source: Source, table: Table, recall: Callable[[Table, str], Known | None]) -> TableAhead[Known]:
    state = source.state_of(table)
    return TableAhead(table=table, state=state, known=recall(table, state), samples=iter(()))


class _Reader(Generic[Known]):
    """The thread, and what it passes on."""

    def __init__(
        self, source: Source, tables: Iterable[Table], request: SampleRequest, recall: Callable[[Table, str], Known | None]
    ) -> None:
        self._source, self._tables, self._request, self._recall = source, tables, request, recall
        self._waiting: deque[TableAhead[Known] | Sample | BaseException | _End | None] = deque()
        self._bytes = 0
        self._changed = Condition()
        self._is_stopped = False
        self.thread = Thread(target=self._work, name="piicatalog-reading", daemon=True)

    def tables_in_turn(self) -> Iterator[TableAhead[Known]]:
        """Yield each table; samples that were not taken are left out."""
        while (item := self._get()) is not None:
            assert isinstance(item, TableAhead)  # a table stands before its samples
            yield item
            with suppress(SourceError):
                for _ in item.samples:
                    pass

    def stop(self) -> None:
        """Want nothing more, and wait until the source is left alone."""
        with self._changed:
            self._is_stopped = True
            self._changed.notify_all()
        if self.thread.is_alive():
            self._source.interrupt()
        self.thread.join(_PATIENCE)

    def _samples(self) -> Iterator[Sample]:
        while not isinstance(item := self._get(), _End):
            assert isinstance(item, Sample)
            yield item

    def _has_come(self) -> bool:
        return bool(self._waiting) and not isinstance(self._waiting[0], BaseException)

    def _get(self) -> TableAhead[Known] | Sample | _End | None:
        with self._changed:
            while not self._waiting:
                self._changed.wait(1)  # woken up now and then, so that Ctrl-C is heard everywhere
            item = self._waiting.popleft()
            if isinstance(item, Sample):
                self._bytes -= item.batch.nbytes
            self._changed.notify_all()
        if isinstance(item, BaseException):
            raise item
        return item

    def _put(self, item: TableAhead[Known] | Sample | BaseException | _End | None) -> None:
        with self._changed:
            while not self._is_stopped and (self._bytes >= _BYTES or len(self._waiting) >= _ITEMS):
                self._changed.wait()
            if self._is_stopped:
                raise _Stopped
            self._waiting.append(item)
            if isinstance(item, Sample):
                self._bytes += item.batch.nbytes
            self._changed.notify_all()

    def _work(self) -> None:
        try:
            for table in self._tables:
                self._read(table)
            self._put(None)
        except _Stopped:
            pass
        except BaseException as error:  # noqa: BLE001 - it is raised where the tables are wanted
            self._pass_on(error)

    def _pass_on(self, error: BaseException) -> None:
        with suppress(_Stopped):
            self._put(error)

    def _read(self, table: Table) -> None:
        state = self._source.state_of(table)
        known = self._recall(table, state)
        self._put(TableAhead(table=table, state=state, known=known, samples=self._samples(), has_come=self._has_come))
        if known is None and table.columns:
            try:
                for sample in self._source.sample(table, self._request):
                    self._put(sample)
            except SourceError as error:
                self._put(error)  # its end
                return
        self._put(_End())
