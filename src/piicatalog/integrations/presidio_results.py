"""A column's texts as every recognizer sees them, and what was found in them: arrays, and Presidio's objects once asked for."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, overload

from piicatalog.integrations.presidio_spans import Spans
from piicatalog.profiling.builds import Builds

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
        self.recognizer = recognizer
        self._singles: list[Spans] = []
        self.others: dict[int, list[RecognizerResult]] = {}
        """All results of texts with several."""

    def add(self, spans: Spans) -> None:
        """Add the only result of each of these texts."""
        if len(spans):
            self._singles.append(spans)

    @property
    def singles(self) -> Spans:
        """The results of texts with one."""
        if len(self._singles) != 1:
            self._singles = [Spans.together(self._singles)]
        return self._singles[0]


class Results(Sequence["list[RecognizerResult]"]):
    """One list of results per row; the lists are made when the first is asked for. Rows with equal results may share a list."""

    def __init__(self, texts: Texts, found: Sequence[Found]) -> None:
        self._codes, self._size = texts.codes, len(texts.values)
        alike, conflicting = _one_of_each_entity(found, self._size)
        self._singles = [(one.recognizer, spans) for one, spans in zip(found, alike, strict=True) if len(spans)]
        self._others: dict[int, list[RecognizerResult]] = {}
        """Further results, of texts of which some recognizer has several."""
        for one in found:
            for text, results in one.others.items():
                self._others[text] = [*self._others.get(text, ()), *results]
        for text, results in conflicting.items():
            self._others[text] = without_duplicates([*self._others.get(text, ()), *results])

    @cached_property
    def _lists(self) -> "np.ndarray":
        """One list per row."""
        import numpy as np
        import pyarrow as pa

        lists: list[list[RecognizerResult]] = [[]]
        list_of = np.zeros(self._size + 1, np.int64)
        for recognizer, spans in self._singles:
            kinds = _alike([spans.starts, spans.ends, spans.scores])
            results = [recognizer.result(*place) for place in zip(*spans.where(_first_of(kinds)).places(), strict=True)]
            pairs = pa.array(list_of[spans.texts] * len(results) + kinds).dictionary_encode()
            list_of[spans.texts] = pairs.indices.to_numpy().astype(np.int64) + len(lists)
            lists += [[*lists[pair // len(results)], results[pair % len(results)]] for pair in pairs.dictionary.to_pylist()]
        for text, results in self._others.items():
            lists.append([*lists[list_of[text]], *results])
            list_of[text] = len(lists) - 1
        for one in lists:
            if len(one) > 1:
                one.sort(key=_in_their_order)
        made = np.empty(len(lists), object)
        made[:] = lists
        lists_of_rows: np.ndarray = made[list_of[self._codes]]
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
        for recognizer, spans in self._singles:
            number_of_text[spans.texts] = np.arange(len(spans))
            numbers = number_of_text[self._codes]
            number_of_text[spans.texts] = -1
            rows = np.flatnonzero(numbers >= 0)
            entities = pa.repeat(recognizer.recognizer.supported_entities[0], len(rows))
            numbers = numbers[rows]
            parts.append(
                pa.table([rows, entities, spans.starts[numbers], spans.ends[numbers], spans.scores[numbers]], schema=parts[0].schema)
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
        for _, spans in self._singles:
            counts[spans.texts[spans.scores >= at_least]] = True
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


def without_duplicates(results: "list[RecognizerResult]") -> "list[RecognizerResult]":
    """Return a text's results as Presidio leaves them: of one entity type none within another."""
    from presidio_analyzer import EntityRecognizer

    return results if len(results) < 2 else EntityRecognizer.remove_duplicates(results)


def _alike(columns: "list[np.ndarray]") -> "np.ndarray":
    """Number the rows of some columns, equal ones alike, from 0 on."""
    import numpy as np
    import pyarrow as pa

    numbers = np.zeros(len(columns[0]), np.int64)
    for column in columns:
        coded = pa.array(column).dictionary_encode()
        pairs = pa.array(numbers * len(coded.dictionary) + coded.indices.to_numpy()).dictionary_encode()
        numbers = pairs.indices.to_numpy().astype(np.int64)
    return numbers


def _first_of(numbers: "np.ndarray") -> "np.ndarray":
    """Return where each number from 0 on stands first."""
    import numpy as np

    first = np.empty(numbers.max() + 1, np.int64)
    first[numbers[::-1]] = np.arange(len(numbers))[::-1]
    return first


def _one_of_each_entity(found: Sequence[Found], size: int) -> "tuple[list[Spans], dict[int, list[RecognizerResult]]]":
    """Where recognizers look for the same entity type, leave of equal results the best, and return apart those of texts with unequal ones."""
    of_entity: dict[str, list[int]] = {}
    for index, one in enumerate(found):
        for entity in one.recognizer.recognizer.supported_entities:
            of_entity.setdefault(entity, []).append(index)
    kept = [one.singles for one in found]
    conflicting: dict[int, list[RecognizerResult]] = {}
    for indices in of_entity.values():
        alike = [index for index in indices if len(kept[index]) or found[index].others]
        if len(alike) < 2:
            continue
        best, unequal = _best_of([kept[index] for index in alike], size)
        for index in alike:
            unequal[list(found[index].others)] = True
        for number, index in enumerate(alike):
            spans = kept[index]
            moved = unequal[spans.texts]
            apart = spans.where(moved)
            for text, start, end, score in zip(apart.texts.tolist(), *apart.places(), strict=True):
                conflicting.setdefault(text, []).append(found[index].recognizer.result(start, end, score))
            for text in found[index].others:
                conflicting.setdefault(text, [])
            kept[index] = spans.where(~moved & (best[spans.texts] == number))
    return kept, conflicting


def _best_of(alike: "list[Spans]", size: int) -> "tuple[np.ndarray, np.ndarray]":
    """Return the number of the spans with each text's best score, and which texts have unequal ones."""
    import numpy as np

    best = np.full(size, -1)
    starts, ends, scores = np.zeros(size, np.int64), np.zeros(size, np.int64), np.zeros(size)
    unequal = np.zeros(size, bool)
    for number, spans in enumerate(alike):
        at = spans.texts
        unequal[at] |= (best[at] >= 0) & ((starts[at] != spans.starts) | (ends[at] != spans.ends))
        better = spans.where(spans.scores > scores[at])
        best[better.texts], starts[better.texts], ends[better.texts], scores[better.texts] = (
            number,
            better.starts,
            better.ends,
            better.scores,
        )
    return best, unequal
