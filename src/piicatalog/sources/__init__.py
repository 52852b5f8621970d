"""Stage 1: where tables come from. One file per kind of source, each with ``open_source(spec) -> Source``."""

from collections.abc import Iterator, Sequence
from typing import Protocol

from piicatalog.model.sample import Sample, SampleRequest
from piicatalog.model.schema import Table


class Source(Protocol):
    """Something with tables. Read-only; closed by leaving its ``with`` block."""

    @property
    def name(self) -> str:
        """What is shown and stored: a database or file name, never a password."""
        ...

    @property
    def has_values(self) -> bool:
        """Whether ``sample`` can give values; DDL has none."""
        ...

    @property
    def problems(self) -> Sequence[str]:
        """What could not be read so far, in words with file:line."""
        ...

    def tables(self) -> Iterator[Table]:
        """Yield every table asked for, in a stable order, with its columns; a table that can't be listed says ``why_not``."""
        ...

    def sample(self, table: Table, request: SampleRequest) -> Iterator[Sample]:
        """Draw values of a table in one or more batches; raises SourceError when this table can't be read."""
        ...

    def state_of(self, table: Table) -> str:
        """Return a text that changes when the table's rows change (size, modification counters), or empty when unknown."""
        ...

    def interrupt(self) -> None:
        """Stop what another thread reads from it now; its ``sample`` raises some error there."""
        ...

    def close(self) -> None:
        """Give back connections and files."""
        ...
