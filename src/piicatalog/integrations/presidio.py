"""For Presidio's users: our recognizers in their engine, and any of their pattern recognizers at columnar speed.

>>> from piicatalog.integrations.presidio import ColumnarRecognizer, finnish_recognizers
>>> recognizers = {recognizer.name: recognizer for recognizer in finnish_recognizers()}
>>> ColumnarRecognizer(recognizers["fi_hetu"]).analyze(["131052-308T", "131052-308G"])  # one list of results per value
[[type: FI_PERSONAL_IDENTITY_CODE, start: 0, end: 11, score: 1.0], []]

``analyzer.registry.add_recognizer(recognizer)`` puts each into an engine of theirs.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from piicatalog.integrations.presidio_patterns import exact_forms, has_own_analyze, superset
from piicatalog.profiling.sieve import Builds

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    from presidio_analyzer import PatternRecognizer, RecognizerResult


def finnish_recognizers(language: str = "fi") -> "list[PatternRecognizer]":
    """Return Presidio recognizers for everything that the detector files find in running text."""
    from piicatalog.definitions.knowledge import load_knowledge
    from piicatalog.detection.by_text import recognizers_of

    return recognizers_of(load_knowledge().detectors, language)


def registry_yaml(language: str = "fi") -> str:
    """Return the same as Presidio's registry configuration.

    A registry file knows patterns, scores and context words, no check digits: with ``finnish_recognizers`` a
    match is checked too.
    """
    import yaml

    found: list[Any] = list(finnish_recognizers(language))
    recognizers = [
        {
            "name": recognizer.name,
            "type": "custom",
            "enabled": True,
            "supported_entity": recognizer.supported_entities[0],
            "supported_languages": [{"language": language, "context": list(recognizer.context or ())}],
            "patterns": [pattern.to_dict() for pattern in recognizer.patterns],
        }
        for recognizer in found
    ]
    configuration = {"supported_languages": [language], "global_regex_flags": 0, "recognizers": recognizers}
    return yaml.safe_dump(configuration, allow_unicode=True, sort_keys=False)


_TIMEOUT = 60
"""Seconds that Presidio gives a pattern on one text."""
_MOST_KEPT = 10_000
_FIND_BY_PATTERNS = frozenset({"IbanRecognizer"})
"""Recognizers of Presidio's with an ``analyze`` of their own, which looks only at what their patterns find."""


class ColumnarRecognizer:
    """A Presidio ``PatternRecognizer`` over whole columns, with the same answer value by value.

    Each distinct value is looked at once. All patterns, deny lists included, are relaxed to one that RE2 runs over
    the Arrow array in linear time. Of what passes, a value that is one match from end to end is answered at once;
    the recognizer itself is asked about the rest. A recognizer with an ``analyze`` of its own, or a pattern that
    can't be relaxed, is asked about every distinct value.
    """

    def __init__(self, recognizer: "PatternRecognizer") -> None:
        import regex  # type: ignore[import-untyped]  # Presidio's own

        self.recognizer: Any = recognizer
        self.results: dict[tuple[int, int, float], RecognizerResult] = {}
        patterns = vars(recognizer).get("patterns", ())
        flags = recognizer.global_regex_flags
        self.compiled = [(regex.compile(pattern.regex, flags=flags), float(pattern.score)) for pattern in patterns]
        self.is_own = has_own_analyze(recognizer)
        known = not self.is_own or type(recognizer).__name__ in _FIND_BY_PATTERNS
        self.pattern, self.ascii_pattern, self.sieve = superset(recognizer) if known else (None, None, None)
        self.exact = exact_forms(recognizer) if self.pattern and not self.is_own else ()
        if self.exact:
            self.ascii_pattern = "|".join(pattern.replace("(?P<found>", "(?:") for pattern, _ in self.exact)

    def analyze(self, values: "Iterable[str | None] | pa.Array") -> "list[list[RecognizerResult]]":
        """Return the recognizer's results for each value, in order; none for a null. Equal results are one object."""
        return _spread([self], values)

    def count(self, values: "Iterable[str | None] | pa.Array", *, at_least: float = 0.0) -> int:
        """Return how many values have a result of at least this score."""
        return sum(any(result.score >= at_least for result in results) for results in self.analyze(values) if results)

    def analyze_distinct(self, texts: "_Texts") -> "dict[int, list[RecognizerResult]]":
        """Return the results of each text that has any, by its index."""
        import numpy as np
        import pyarrow as pa
        import pyarrow.compute as pc

        indices = np.arange(len(texts.values)) if self.sieve is None else texts.builds.passing(self.sieve, whole=False)
        values = texts.values.take(pa.array(indices))
        if self.pattern is not None and len(values):
            is_ascii = texts.is_ascii[indices]
            passed = np.zeros(len(values), bool)
            for some, pattern in ((is_ascii, self.ascii_pattern), (~is_ascii, self.pattern)):
                if some.any():
                    part = values if some.all() else values.filter(pa.array(some))
                    passed[some] = pc.match_substring_regex(part, pattern).to_numpy(zero_copy_only=False)
            indices, values = indices[passed], values.filter(pa.array(passed))
        found: dict[int, list[RecognizerResult]] = {}
        left = np.ones(len(values), bool)
        if self.exact and len(values):
            for at, results in self._whole(values, texts.is_ascii[indices]):
                left[at] = False
                if results:
                    found[int(indices[at])] = results
        remaining = np.flatnonzero(left)
        for index, text in zip(indices[remaining].tolist(), values.take(pa.array(remaining)).to_pylist(), strict=True):
            results = self._ask(text)
            if results:
                found[index] = results
        return found

    def _whole(self, values: "pa.Array", is_ascii: "np.ndarray") -> "Iterator[tuple[int, list[RecognizerResult]]]":
        """Answer ASCII values that each pattern either matches from end to end or not at all."""
        import numpy as np
        import pyarrow.compute as pc

        lengths = pc.binary_length(values).to_numpy()
        some, best = is_ascii.copy(), np.full(len(values), -1.0)
        for pattern, score in self.exact:
            match = pc.extract_regex(values, pattern)
            matched = pc.is_valid(match).to_numpy(zero_copy_only=False)
            size = np.where(matched, pc.fill_null(pc.binary_length(pc.struct_field(match, "found")), 0).to_numpy(zero_copy_only=False), 0)
            some &= ~matched | (size == lengths)
            best = np.where(matched, np.maximum(best, score), best)
        at = np.flatnonzero(some)
        verdicts = self._verdicts(values, at)
        known: dict[tuple[int, float, bool | None], list[RecognizerResult]] = {}
        for index, length, score, verdict in zip(at.tolist(), lengths[at].tolist(), best[at].tolist(), verdicts, strict=True):
            key = (length, score, verdict)
            if key not in known:
                known[key] = self._ask(values[index].as_py())
            yield index, known[key]

    def _ask(self, text: str) -> "list[RecognizerResult]":
        """Answer as the recognizer does, without building the explanation that Presidio's engine throws away."""
        from presidio_analyzer import EntityRecognizer

        if self.pattern is None or self.is_own:
            return list(self.recognizer.analyze(text, self.recognizer.supported_entities))
        found = []
        for compiled, pattern_score in self.compiled:
            try:
                for match in compiled.finditer(text, timeout=_TIMEOUT):
                    part = match.group()
                    if not part:
                        continue
                    verdict = self.recognizer.validate_result(part)
                    score = pattern_score if verdict is None else float(bool(verdict))
                    if score > 0 and not self.recognizer.invalidate_result(part):
                        found.append((match.start(), match.end(), score))
            except TimeoutError:  # as Presidio does: the pattern is left out for this text
                continue
        results = [self._result(*span) for span in found]
        return EntityRecognizer.remove_duplicates(results) if len(results) > 1 else results

    def _result(self, start: int, end: int, score: float) -> "RecognizerResult":
        from presidio_analyzer import RecognizerResult

        kept = self.results.get((start, end, score))
        if kept is None:
            named = {
                RecognizerResult.RECOGNIZER_NAME_KEY: self.recognizer.name,
                RecognizerResult.RECOGNIZER_IDENTIFIER_KEY: self.recognizer.id,
            }
            kept = RecognizerResult(self.recognizer.supported_entities[0], start, end, score, recognition_metadata=named)
            if len(self.results) < _MOST_KEPT:
                self.results[start, end, score] = kept
        return kept

    def _verdicts(self, values: "pa.Array", at: "np.ndarray") -> "list[bool | None]":
        """Return what the recognizer's own checks say of each value: right, wrong, or nothing."""
        import pyarrow as pa
        from presidio_analyzer import PatternRecognizer

        own, plain = type(self.recognizer), PatternRecognizer
        chosen = values.take(pa.array(at))
        if own.validate_result is plain.validate_result and own.invalidate_result is plain.invalidate_result:
            return [None] * len(at)
        are_valid = getattr(getattr(self.recognizer, "validator", None), "are_valid", None)
        if are_valid is not None and len(chosen):
            return [bool(valid) for valid in are_valid(chosen).tolist()]
        verdicts: list[bool | None] = []
        for text in chosen.to_pylist():
            valid = self.recognizer.validate_result(text)
            verdicts.append(False if self.recognizer.invalidate_result(text) else valid)
        return verdicts


class _Texts:
    """Distinct texts with what every recognizer asks of them."""

    def __init__(self, values: "pa.Array") -> None:
        import pyarrow as pa
        import pyarrow.compute as pc

        self.values = values.cast(pa.large_string())
        self.is_ascii = pc.string_is_ascii(self.values).to_numpy(zero_copy_only=False)
        has_empty = bool(len(values)) and pc.min(pc.binary_length(self.values)).as_py() == 0
        self.builds = Builds(pc.if_else(pc.equal(self.values, ""), " ", self.values) if has_empty else self.values)


def _spread(columnar: "Sequence[ColumnarRecognizer]", values: "Iterable[str | None] | pa.Array") -> "list[list[RecognizerResult]]":
    """Ask each recognizer about the distinct values, and give each row its value's answer."""
    import pyarrow as pa
    import pyarrow.compute as pc
    from presidio_analyzer import EntityRecognizer

    array = values if isinstance(values, pa.Array) else pa.array(values, pa.large_string())
    coded = array.dictionary_encode()
    texts = _Texts(coded.dictionary)
    found: dict[int, list[RecognizerResult]] = {}
    several: set[int] = set()
    for recognizer in columnar:
        for index, results in recognizer.analyze_distinct(texts).items():
            if index in found:
                several.add(index)
                found[index] = [*found[index], *results]
            else:
                found[index] = results
    if len(columnar) > 1:
        for index in several:
            found[index] = EntityRecognizer.remove_duplicates(found[index])
    nothing: list[RecognizerResult] = []
    of_code = [nothing] * (len(coded.dictionary) + 1)  # the last is for nulls
    for code, results in found.items():
        of_code[code] = results
    codes = pc.fill_null(coded.indices, len(coded.dictionary)).to_numpy()
    return list(map(of_code.__getitem__, codes.tolist()))


def analyze_all(
    recognizers: "Sequence[PatternRecognizer | ColumnarRecognizer]", values: "Iterable[str | None] | pa.Array"
) -> "list[list[RecognizerResult]]":
    """Return, for each value, what all recognizers find in it, as Presidio's engine gives it: without duplicates.

    For many columns make each a ``ColumnarRecognizer`` once: that takes longer than a short column.
    """
    return _spread([one if isinstance(one, ColumnarRecognizer) else ColumnarRecognizer(one) for one in recognizers], values)
