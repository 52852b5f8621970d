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
        self._others: dict[int, list[RecognizerResult]] = {}
        """Results of texts that are not one match from end to end, and of those that need Presidio's removal of duplicates."""
        is_shared = _with_one_entity_twice(found, self._size)
        for one in found:
            for text, results in one.others.items():
                self._others[text] = [*self._others[text], *results] if text in self._others else results
        self._wholes = [one for one in found if len(one.at)]
        if is_shared.any():
            self._wholes = [self._without(one, is_shared) for one in self._wholes]
            for text in np.flatnonzero(is_shared).tolist():
                self._others[text] = EntityRecognizer.remove_duplicates(self._others[text])

    def _without(self, one: Found, is_shared: "np.ndarray") -> Found:
        """Move the whole matches of these texts to the other results."""
        left = Found(one.recognizer)
        moved = is_shared[one.at]
        for text, length, score in zip(one.at[moved].tolist(), one.lengths[moved].tolist(), one.scores[moved].tolist(), strict=True):
            self._others[text] = [*self._others.get(text, ()), one.recognizer.result(0, length, score)]
        left.add_wholes(one.at[~moved], one.lengths[~moved], one.scores[~moved])
        return left

    @cached_property
    def _lists(self) -> "np.ndarray":
        """One list per row."""
        import numpy as np

        of_text = np.empty(self._size + 1, object)
        of_text[:] = [[]] * (self._size + 1)
        is_filled = np.zeros(self._size, bool)
        several: dict[int, list[RecognizerResult]] = {}
        for one in self._wholes:
            kinds, kind_of = np.unique(one.lengths + 1j * one.scores, return_inverse=True)
            lists = np.empty(len(kinds), object)
            for index, kind in enumerate(kinds.tolist()):
                lists[index] = [one.recognizer.result(0, int(kind.real), kind.imag)]
            lists = lists[kind_of]
            again = is_filled[one.at]
            for text, results in zip(one.at[again].tolist(), lists[again].tolist(), strict=True):
                several[text] = [*several.get(text, of_text[text]), *results]
            of_text[one.at] = lists
            is_filled[one.at] = True
        for text, results in self._others.items():
            if is_filled[text]:
                several[text] = [*several.get(text, of_text[text]), *results]
            else:
                of_text[text] = results
        for text, results in several.items():
            of_text[text] = sorted(results, key=_in_their_order)
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
        for one in self._wholes:
            number_of_text[one.at] = np.arange(len(one.at))
            numbers = number_of_text[self._codes]
            number_of_text[one.at] = -1
            rows = np.flatnonzero(numbers >= 0)
            entities = pa.repeat(one.recognizer.recognizer.supported_entities[0], len(rows))
            numbers = numbers[rows]
            parts.append(
                pa.table([rows, entities, np.zeros(len(rows), np.int64), one.lengths[numbers], one.scores[numbers]], schema=parts[0].schema)
            )
        if self._others:
            number_of_text[list(self._others)] = 0
            rows = np.flatnonzero(number_of_text[self._codes] == 0)
            results_of = zip(rows.tolist(), map(self._others.__getitem__, self._codes[rows].tolist()), strict=True)
            lines = [(row, one.entity_type, one.start, one.end, one.score) for row, results in results_of for one in results]
            parts.append(pa.table([pa.array(part) for part in zip(*lines, strict=True)], schema=parts[0].schema))
        return pa.concat_tables(parts)

    def count(self, at_least: float = 0.0) -> int:
        """Return how many rows have a result of at least this score."""
        import numpy as np

        counts = np.zeros(self._size + 1, bool)
        for one in self._wholes:
            counts[one.at[one.scores >= at_least]] = True
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


def _in_their_order(result: "RecognizerResult") -> tuple[float, int, int, str]:
    """Order results of different entity types as Presidio's removal of duplicates does."""
    return -result.score, result.start, result.start - result.end, result.entity_type


def _with_one_entity_twice(found: Sequence[Found], size: int) -> "np.ndarray":
    """Whether two recognizers that look for the same entity type both found something in a text."""
    import numpy as np

    of_entity: dict[str, list[Found]] = {}
    for one in found:
        for entity in one.recognizer.recognizer.supported_entities:
            of_entity.setdefault(entity, []).append(one)
    is_shared = np.zeros(size, bool)
    for alike in of_entity.values():
        hits = np.zeros(size if len(alike) > 1 else 0, np.int16)
        for one in alike if len(alike) > 1 else ():
            hits[one.at] += 1
            hits[list(one.others)] += 1
        is_shared[: len(hits)] |= hits > 1
    return is_shared
