"""For Presidio's users: our recognizers in their engine, and any of their pattern recognizers at columnar speed.

>>> from piicatalog.integrations.presidio import ColumnarRecognizer, finnish_recognizers
>>> recognizers = {recognizer.name: recognizer for recognizer in finnish_recognizers()}
>>> ColumnarRecognizer(recognizers["fi_hetu"]).analyze(["131052-308T", "131052-308G"]).to_list()  # results per value
[[type: FI_PERSONAL_IDENTITY_CODE, start: 0, end: 11, score: 1.0], []]

``analyzer.registry.add_recognizer(recognizer)`` puts each into an engine of theirs.
"""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from piicatalog.integrations.presidio_patterns import exact_forms, has_own_analyze, superset, whole_forms, written
from piicatalog.integrations.presidio_results import Found, Results, Texts
from piicatalog.profiling.shapes import kinds_of, shapes_of

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
_NO_VALIDATOR = object()
_FIND_BY_PATTERNS = frozenset({"IbanRecognizer"})
"""Recognizers of Presidio's with an ``analyze`` of their own, which looks only at what their patterns find."""


class ColumnarRecognizer:
    """A Presidio ``PatternRecognizer`` over whole columns, with the same answer value by value.

    Values that repeat are looked at once. All patterns, deny lists included, are relaxed to one that RE2 runs over
    the Arrow array in linear time. Of what passes, a value that is one match from end to end is answered at once;
    the recognizer itself is asked about the rest. A recognizer with an ``analyze`` of its own, or a pattern that
    can't be relaxed, is asked about every distinct value.
    """

    def __init__(self, recognizer: "PatternRecognizer") -> None:
        import regex  # type: ignore[import-untyped]  # Presidio's own
        from presidio_analyzer import PatternRecognizer

        self.recognizer: Any = recognizer
        self.results: dict[tuple[int, int, float], RecognizerResult] = {}
        patterns = vars(recognizer).get("patterns", ())
        flags = recognizer.global_regex_flags
        self.compiled = [(regex.compile(pattern.regex, flags=flags), float(pattern.score)) for pattern in patterns]
        own, plain = type(recognizer), PatternRecognizer
        self.invalidates = own.invalidate_result is not plain.invalidate_result
        validates = own.validate_result is not plain.validate_result and getattr(recognizer, "validator", _NO_VALIDATOR) is not None
        self.is_checked = validates or self.invalidates
        self.is_own = has_own_analyze(recognizer)
        known = not self.is_own or type(recognizer).__name__ in _FIND_BY_PATTERNS
        self.pattern, self.ascii_pattern, self.sieve = superset(recognizer) if known else (None, None, None)
        self.exact = exact_forms(recognizer) if self.pattern and not self.is_own else ()
        self.whole = whole_forms(recognizer) if self.exact else ()
        self.inside = tuple(pattern.replace("(?P<found>", "(?:") for pattern, _ in self.exact)
        self.has_plain_patterns = self.pattern is not None and not self.is_own
        self.kinds = kinds_of(written(recognizer)) if self.has_plain_patterns else None
        if self.exact:
            self.ascii_pattern = "|".join(self.inside)

    def analyze(self, values: "Iterable[str | None] | pa.Array") -> "Results":
        """Return the recognizer's results for each value, in order; none for a null. Equal results are one object."""
        return analyze_all([self], values)

    def count(self, values: "Iterable[str | None] | pa.Array", *, at_least: float = 0.0) -> int:
        """Return how many values have a result of at least this score."""
        return self.analyze(values).count(at_least)

    def analyze_distinct(self, texts: "Texts") -> "Found":
        """Return what is found in each text."""
        import numpy as np
        import pyarrow as pa
        import pyarrow.compute as pc

        indices = np.arange(len(texts.values)) if self.sieve is None else texts.builds.passing(self.sieve, whole=False)
        found = Found(self)
        if not len(indices):
            return found
        values, is_ascii = texts.values, texts.is_ascii
        if len(indices) < len(values):
            values, is_ascii = values.take(pa.array(indices)), is_ascii[indices]
        left = np.ones(len(values), bool)
        if self.whole:
            at, scores = self._wholes(values, is_ascii)
            left[at] = False
            found.add_wholes(indices[at], texts.lengths[indices[at]], scores)
        if self.pattern is not None:
            for some, pattern in ((left & is_ascii, self.ascii_pattern), (left & ~is_ascii, self.pattern)):
                if some.any():
                    part = values if some.all() else values.filter(pa.array(some))
                    left[some] = pc.match_substring_regex(part, pattern).to_numpy(zero_copy_only=False)
        if self.exact and not self.whole and left.any():
            at = np.flatnonzero(left)
            settled, scores = self._extracted(values.take(pa.array(at)), is_ascii[at])
            at = at[settled]
            left[at] = False
            found.add_wholes(indices[at], texts.lengths[indices[at]], scores)
        for some in (left & is_ascii, left & ~is_ascii):
            at = np.flatnonzero(some)
            answers = self._ask_all(values.take(pa.array(at)), by_shape=bool(is_ascii[at].all()))
            found.others |= {index: results for index, results in zip(indices[at].tolist(), answers, strict=True) if results}
        return found

    def _wholes(self, values: "pa.Array", is_ascii: "np.ndarray") -> "tuple[np.ndarray, np.ndarray]":
        """Return which ASCII values are settled, being one match from end to end that no match within can outdo, and their scores."""
        import numpy as np
        import pyarrow as pa
        import pyarrow.compute as pc

        is_whole = np.array([pc.match_substring_regex(values, pattern).to_numpy(zero_copy_only=False) for pattern in self.whole]) & is_ascii
        best = np.max([np.where(matched, score, -1.0) for matched, (_, score) in zip(is_whole, self.compiled, strict=True)], axis=0)
        at = np.flatnonzero(best >= 0)
        if not len(at):
            return at, best[at]
        verdicts = self._verdicts(values if len(at) == len(values) else values.take(pa.array(at)))
        scores = _scored(best[at], verdicts)
        if len(self.whole) > 1:
            settled = scores >= (max(score for _, score in self.compiled) if verdicts is None else 1.0)
            unsettled = np.flatnonzero(~settled)
            if len(unsettled):
                settled[unsettled] = self._only_whole(values.take(pa.array(at[unsettled])), is_whole[:, at[unsettled]])
            at, scores = at[settled], scores[settled]
        return at, scores

    def _only_whole(self, values: "pa.Array", is_whole: "np.ndarray") -> "np.ndarray":
        """Whether each pattern finds all of a value or nothing in it."""
        import numpy as np
        import pyarrow.compute as pc

        only = np.ones(len(values), bool)
        for pattern, matched in zip(self.inside, is_whole, strict=True):
            only &= matched | ~pc.match_substring_regex(values, pattern).to_numpy(zero_copy_only=False)
        return only

    def _extracted(self, values: "pa.Array", is_ascii: "np.ndarray") -> "tuple[np.ndarray, np.ndarray]":
        """Return which ASCII values each pattern either matches from end to end or not at all, and their scores."""
        import numpy as np
        import pyarrow as pa
        import pyarrow.compute as pc

        lengths = pc.binary_length(values).to_numpy()
        some, best = is_ascii.copy(), np.full(len(values), -1.0)
        for pattern, score in self.exact:
            match = pc.extract_regex(values, pattern)
            matched = pc.is_valid(match).to_numpy(zero_copy_only=False)
            size = np.where(matched, pc.fill_null(pc.binary_length(pc.struct_field(match, "found")), 0).to_numpy(zero_copy_only=False), 0)
            some &= ~matched | (size == lengths)
            best = np.where(matched, np.maximum(best, score), best)
        at = np.flatnonzero(some & (best >= 0))
        return at, _scored(best[at], self._verdicts(values.take(pa.array(at))))

    def _ask_all(self, values: "pa.Array", *, by_shape: bool) -> "Iterable[list[RecognizerResult]]":
        """Answer each text; where the patterns can't tell texts apart, they are run on the first of them alone."""
        if not self.has_plain_patterns:
            return (list(self.recognizer.analyze(text, self.recognizer.supported_entities)) for text in values.to_pylist())
        if self.kinds is None or not by_shape or not len(values):
            return (self._judged(text, self._spans(text)) for text in values.to_pylist())
        import numpy as np

        shapes = shapes_of(values, self.kinds)
        shape_of = shapes.indices.to_numpy()
        first = np.unique(shape_of, return_index=True)[1]
        spans = [self._spans(values[index].as_py()) for index in first.tolist()]
        if not self.is_checked:
            judged = [self._judged("", some) for some in spans]
            return map(judged.__getitem__, shape_of.tolist())
        return (
            self._judged(text, spans[shape]) if spans[shape] else []
            for text, shape in zip(values.to_pylist(), shape_of.tolist(), strict=True)
        )

    def _spans(self, text: str) -> list[tuple[int, int, float]]:
        """Return where the patterns match, with their scores."""
        found = []
        for compiled, score in self.compiled:
            try:
                found += [(*match.span(), score) for match in compiled.finditer(text, timeout=_TIMEOUT)]
            except TimeoutError:  # as Presidio does: the pattern is left out for this text
                continue
        return found

    def _judged(self, text: str, spans: list[tuple[int, int, float]]) -> "list[RecognizerResult]":
        """Answer as the recognizer does, without building the explanation that Presidio's engine throws away."""
        found = []
        for start, end, pattern_score in spans:
            score = pattern_score
            if self.is_checked and start < end:
                part = text[start:end]
                verdict = self.recognizer.validate_result(part)
                score = score if verdict is None else float(bool(verdict))
                score = 0.0 if score > 0 and self.recognizer.invalidate_result(part) else score
            if score > 0 and start < end:
                found.append(self.result(start, end, score))
        if len(found) < 2:
            return found
        from presidio_analyzer import EntityRecognizer

        return EntityRecognizer.remove_duplicates(found)

    def result(self, start: int, end: int, score: float) -> "RecognizerResult":
        """Return a result as the recognizer gives it; equal ones are one object."""
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

    def _verdicts(self, values: "pa.Array") -> "np.ndarray | None":
        """Return what the recognizer's own checks say of each value: 1 right, 0 wrong, -1 nothing; None where it has no checks."""
        import numpy as np

        validator = getattr(self.recognizer, "validator", None)
        if not self.is_checked:
            return None
        are_valid = getattr(validator, "are_valid", None)
        if are_valid is not None and not self.invalidates:
            return np.asarray(are_valid(values)).astype(np.int8) if len(values) else np.empty(0, np.int8)
        verdicts = np.empty(len(values), np.int8)
        validate, invalidate = self.recognizer.validate_result, self.recognizer.invalidate_result
        for index, text in enumerate(values.to_pylist()):
            valid = validate(text)
            verdicts[index] = 0 if self.invalidates and invalidate(text) else -1 if valid is None else bool(valid)
        return verdicts


def _scored(scores: "np.ndarray", verdicts: "np.ndarray | None") -> "np.ndarray":
    import numpy as np

    return scores if verdicts is None else np.where(verdicts < 0, scores, verdicts)


def analyze_all(recognizers: "Sequence[PatternRecognizer | ColumnarRecognizer]", values: "Iterable[str | None] | pa.Array") -> "Results":
    """Return, for each value, what all recognizers find in it, as Presidio's engine gives it: without duplicates.

    For many columns make each a ``ColumnarRecognizer`` once: that takes longer than a short column.
    """
    columnar = [one if isinstance(one, ColumnarRecognizer) else ColumnarRecognizer(one) for one in recognizers]
    texts = Texts(values)
    return Results(texts, [recognizer.analyze_distinct(texts) for recognizer in columnar])
