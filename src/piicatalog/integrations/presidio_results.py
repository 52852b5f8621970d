"""A column's texts as every recognizer sees them, and what was found in them: arrays, and Presidio's objects once asked for."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, overload

from piicatalog.profiling.sieve import Builds

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    from presidio_analyzer import RecognizerResult

    from piicatalog.integrations.presidio import ColumnarRecognizer

_PROBE = 1_000
"""So many values tell whether a column repeats its values."""


class Texts:
    """A column's values, each once where they repeat, with what every recognizer asks of them."""

    def __init__(self, values: "Iterable[str | None] | pa.Array") -> None:
        import numpy as np
        import pyarrow as pa
        import pyarrow.compute as pc

        array = values if isinstance(values, pa.Array) else pa.array(values, pa.large_string())
        if pa.types.is_dictionary(array.type) or len(array[:_PROBE].unique()) < 0.9 * min(len(array), _PROBE):
            coded = array.dictionary_encode()
            texts, codes = coded.dictionary, pc.fill_null(coded.indices, len(coded.dictionary)).to_numpy()
        elif array.null_count:
            texts, filled = array.drop_null(), array.is_valid().to_numpy(zero_copy_only=False)
            codes = np.where(filled, np.cumsum(filled) - 1, len(texts))
        else:
            texts, codes = array, np.arange(len(array))
        self.values = texts.cast(pa.large_string())
        self.codes = codes
        """Of each row the number of its text; of a null the one after the last."""
        self.lengths = pc.binary_length(self.values).to_numpy()
        has_empty = bool(len(self.lengths)) and not self.lengths.all()
        self.builds = Builds(pc.if_else(pc.equal(self.values, ""), " ", self.values) if has_empty else self.values)
        self.is_ascii = self.builds.in_ascii()


class Found:
    """What one recognizer found in the texts."""

    def __init__(self, recognizer: "ColumnarRecognizer") -> None:
        import numpy as np

        self.recognizer = recognizer
        self.at, self.lengths, self.scores = np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0)
        """Texts that are one match from end to end."""
        self.others: dict[int, list[RecognizerResult]] = {}
        """All results of other texts."""

    def add_wholes(self, at: "np.ndarray", lengths: "np.ndarray", scores: "np.ndarray") -> None:
        """Add texts that are one match; a score of zero is none."""
        scored = scores > 0
        self.at, self.lengths, self.scores = at[scored], lengths[scored], scores[scored]


class Results(Sequence["list[RecognizerResult]"]):
    """One list of results per row; the lists are made when the first is asked for. Rows with equal results may share a list."""

    def __init__(self, texts: Texts, found: Sequence[Found]) -> None:
        import numpy as np
        from presidio_analyzer import EntityRecognizer

        self._codes, self._size = texts.codes, len(texts.values)
        hits = np.zeros(self._size, np.int16)
        for one in found:
            hits[one.at] += 1
            hits[list(one.others)] += 1
        is_shared = hits > 1
        self._wholes = [(one.recognizer, *_left(one, is_shared)) for one in found if len(one.at)]
        self._others: dict[int, list[RecognizerResult]] = {}
        for one in found:
            for text, results in one.others.items():
                self._others[text] = [*self._others[text], *results] if text in self._others else results
            shared = np.flatnonzero(is_shared[one.at]) if len(one.at) else ()
            for index in shared:
                text, result = int(one.at[index]), one.recognizer.result(0, int(one.lengths[index]), float(one.scores[index]))
                self._others[text] = [*self._others.get(text, ()), result]
        for text in np.flatnonzero(is_shared).tolist():
            self._others[text] = EntityRecognizer.remove_duplicates(self._others[text])

    @cached_property
    def _lists(self) -> "np.ndarray":
        """One list per row."""
        import numpy as np

        of_text = np.empty(self._size + 1, object)
        of_text[:] = [[]] * (self._size + 1)
        for recognizer, at, lengths, scores in self._wholes:
            kinds, kind_of = np.unique(lengths + 1j * scores, return_inverse=True)
            lists = np.empty(len(kinds), object)
            for index, kind in enumerate(kinds.tolist()):
                lists[index] = [recognizer.result(0, int(kind.real), kind.imag)]
            of_text[at] = lists[kind_of]
        for text, results in self._others.items():
            of_text[text] = results
        lists_of_rows: np.ndarray = of_text[self._codes]
        return lists_of_rows

    def to_list(self) -> "list[list[RecognizerResult]]":
        """Return one list of results per row."""
        lists: list[list[RecognizerResult]] = self._lists.tolist()
        return lists

    def to_table(self) -> "pa.Table":
        """Return ``row``, ``entity_type``, ``start``, ``end`` and ``score`` of each result, in no order; no object is made."""
        import numpy as np
        import pyarrow as pa

        names = {"row": pa.int64(), "entity_type": pa.string(), "start": pa.int64(), "end": pa.int64(), "score": pa.float64()}
        parts = [pa.schema(names).empty_table()]
        number_of_text = np.full(self._size + 1, -1)
        for recognizer, at, lengths, scores in self._wholes:
            number_of_text[at] = np.arange(len(at))
            numbers = number_of_text[self._codes]
            number_of_text[at] = -1
            rows = np.flatnonzero(numbers >= 0)
            entities = pa.repeat(recognizer.recognizer.supported_entities[0], len(rows))
            numbers = numbers[rows]
            parts.append(
                pa.table([rows, entities, np.zeros(len(rows), np.int64), lengths[numbers], scores[numbers]], schema=parts[0].schema)
            )
        if self._others:
            number_of_text[list(self._others)] = 0
            rows = np.flatnonzero(number_of_text[self._codes] == 0)
            found = zip(rows.tolist(), map(self._others.__getitem__, self._codes[rows].tolist()), strict=True)
            lines = [(row, one.entity_type, one.start, one.end, one.score) for row, results in found for one in results]
            parts.append(pa.table([pa.array(part) for part in zip(*lines, strict=True)], schema=parts[0].schema))
        return pa.concat_tables(parts)

    def count(self, at_least: float = 0.0) -> int:
        """Return how many rows have a result of at least this score."""
        import numpy as np

        counts = np.zeros(self._size + 1, bool)
        for _, at, _, scores in self._wholes:
            counts[at[scores >= at_least]] = True
        counts[[text for text, results in self._others.items() if any(one.score >= at_least for one in results)]] = True
        return int(counts[self._codes].sum())

    def __len__(self) -> int:
        return len(self._codes)

    @overload
    def __getitem__(self, row: int) -> "list[RecognizerResult]": ...
    @overload
    def __getitem__(self, row: slice) -> "list[list[RecognizerResult]]": ...
    def __getitem__(self, row: int | slice) -> Any:
        found = self._lists[row]
        return found.tolist() if isinstance(row, slice) else found

    def __iter__(self) -> "Iterator[list[RecognizerResult]]":
        return iter(self.to_list())


def _left(one: Found, is_shared: "np.ndarray") -> "tuple[np.ndarray, np.ndarray, np.ndarray]":
    """Return the whole matches in texts where nobody else found anything."""
    if not is_shared.any():
        return one.at, one.lengths, one.scores
    alone = ~is_shared[one.at]
    return one.at[alone], one.lengths[alone], one.scores[alone]
