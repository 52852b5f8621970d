"""Data in memory, from Python: a pandas DataFrame, a PyArrow Table, RecordBatch or RecordBatchReader."""

import random
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Self

from piicatalog.errors import SourceError
from piicatalog.model.sample import Sample, SampleRequest
from piicatalog.model.schema import Table, TableKind
from piicatalog.sampling import CELL_CHARACTERS
from piicatalog.sampling.arrow import BATCH_BYTES
from piicatalog.sampling.expressions import readable
from piicatalog.sources.nested import columns_of, flatten
from piicatalog.sources.patterns import Patterns

if TYPE_CHECKING:
    import pyarrow as pa

_KINDS = {("pandas", "DataFrame"), ("pyarrow", "Table"), ("pyarrow", "RecordBatch"), ("pyarrow", "RecordBatchReader")}
NAME = "dataframe"


def accepts(spec: object) -> bool:
    """Whether it is a data frame; asked without importing pandas or PyArrow."""
    return (type(spec).__module__.partition(".")[0], type(spec).__name__) in _KINDS


def open_source(spec: object, *, include: Iterable[str] = (), exclude: Iterable[str] = (), dialect: str | None = None) -> "DataFrameSource":
    """Return the source of one table, called ``dataframe``."""
    del dialect
    return DataFrameSource(spec, Patterns.of(include, exclude))


class DataFrameSource:
    """One table in memory; a reader of batches can be sampled once, as its batches are then gone."""

    name = NAME
    has_values = True
    problems: tuple[str, ...] = ()

    def __init__(self, data: Any, patterns: Patterns) -> None:
        import pyarrow as pa

        self._patterns = patterns
        self._data: pa.Table | pa.RecordBatchReader
        if type(data).__name__ == "DataFrame":
            self._data = _from_pandas(data)
        elif isinstance(data, pa.RecordBatch):
            self._data = pa.Table.from_batches([data])
        else:
            self._data = data

    def __repr__(self) -> str:
        return "<DataFrameSource>"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def tables(self) -> Iterator[Table]:
        """Yield the one table."""
        if self._patterns.wants("", NAME):
            rows = getattr(self._data, "num_rows", None)
            yield Table(schema="", name=NAME, kind=TableKind.DATAFRAME, columns=columns_of(self._data.schema), row_estimate=rows)

    def sample(self, table: Table, request: SampleRequest) -> Iterator[Sample]:
        """Draw values; of a reader of batches every batch gives some."""
        import pyarrow as pa

        columns = readable(table.columns)
        generator = random.Random(request.seed)  # noqa: S311 - no secret
        if isinstance(self._data, pa.Table):
            data = self._data
            if request.rows is not None and data.num_rows > request.rows:
                data = data.take(sorted(generator.sample(range(data.num_rows), k=request.rows)))
                data = data.combine_chunks()
            wide = max(1, data.nbytes // max(1, data.num_rows))
            batches: Iterable[pa.RecordBatch] = data.to_batches(max_chunksize=max(1, min(50_000, BATCH_BYTES // wide)))
        else:
            batches = self._data if request.rows is None else _drawn(self._data, request.rows, generator)
        for batch in batches:
            yield Sample(batch=_cut(flatten(batch, columns)))

    def state_of(self, table: Table) -> str:
        """Return nothing: memory has no state that outlives the process."""
        del table
        return ""

    def interrupt(self) -> None:
        """Let it end: memory is read fast."""

    def close(self) -> None:
        """Leave the data to its owner."""


def _drawn(batches: "pa.RecordBatchReader", rows: int, generator: random.Random) -> Iterator["pa.RecordBatch"]:
    """Yield a uniform choice of rows: each batch's rows enter by the reservoir's rule, and are taken out at the end."""
    import pyarrow as pa

    kept: list[tuple[int, int]] = []
    seen: list[pa.RecordBatch] = []
    number = 0
    for batch in batches:
        taken: dict[int, int] = {}
        for row in range(batch.num_rows):
            place = number if number < rows else generator.randrange(number + 1)
            number += 1
            if place < rows:
                taken[place] = row
        if taken:
            chosen = sorted(set(taken.values()))
            seen.append(batch.take(chosen))
            places = {row: position for position, row in enumerate(chosen)}
            for place, row in taken.items():
                entry = (len(seen) - 1, places[row])
                if place < len(kept):
                    kept[place] = entry
                else:
                    kept.append(entry)
    by_batch: dict[int, list[int]] = {}
    for part, row in kept:
        by_batch.setdefault(part, []).append(row)
    for part, chosen in sorted(by_batch.items()):
        yield seen[part].take(sorted(chosen))


def _from_pandas(data: Any) -> "pa.Table":
    """Convert column by column: one of mixed objects becomes text."""
    import pyarrow as pa

    columns, names = [], []
    for number, name in enumerate(data.columns):
        values = data.iloc[:, number]
        try:
            column = pa.Array.from_pandas(values)
        except (pa.ArrowInvalid, pa.ArrowTypeError, pa.ArrowNotImplementedError):
            column = pa.array([None if _is_missing(value) else str(value) for value in values], pa.large_string())
        columns.append(column)
        text = str(name)
        names.append(text if text not in names else f"{text}_{number + 1}")
    if not columns:
        raise SourceError("the data frame has no columns")
    return pa.Table.from_arrays(columns, names=names)


def _is_missing(value: object) -> bool:
    return value is None or (isinstance(value, float) and value != value)  # noqa: PLR0124 - NaN is not itself


def _cut(batch: "pa.RecordBatch") -> "pa.RecordBatch":
    """Cut long texts, as the databases do."""
    import pyarrow as pa
    import pyarrow.compute as pc

    arrays = [
        pc.utf8_slice_codeunits(values, 0, CELL_CHARACTERS)
        if pa.types.is_string(values.type) or pa.types.is_large_string(values.type)
        else values
        for values in batch.columns
    ]
    return pa.RecordBatch.from_arrays(arrays, names=batch.schema.names)
