"""For Presidio's users: our recognizers in their engine, and any of their pattern recognizers at columnar speed.

>>> from piicatalog.integrations.presidio import ColumnarRecognizer, finnish_recognizers
>>> recognizers = {recognizer.name: recognizer for recognizer in finnish_recognizers()}
>>> ColumnarRecognizer(recognizers["fi_hetu"]).analyze(["131052-308T", "131052-308G"]).to_list()  # results per value
[[type: FI_PERSONAL_IDENTITY_CODE, start: 0, end: 11, score: 1.0], []]

``analyzer.registry.add_recognizer(recognizer)`` puts each into an engine of theirs.
"""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from piicatalog.integrations.presidio_check import Check
from piicatalog.integrations.presidio_checks import known_iban
from piicatalog.integrations.presidio_patterns import forms_of, has_own_analyze, superset, written
from piicatalog.integrations.presidio_results import Found, Results, Texts, without_duplicates
from piicatalog.integrations.presidio_spans import Spans, extracted
from piicatalog.profiling.exact import Whole
from piicatalog.profiling.explosion import can_explode
from piicatalog.profiling.shapes import kinds_of, shapes_of
from piicatalog.profiling.sieve import Sieves

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    from presidio_analyzer import PatternRecognizer, RecognizerResult


def finnish_recognizers(language: str = "fi") -> "list[PatternRecognizer]":
    """Return Presidio recognizers for everything that the detector files find in running text."""
    from piicatalog.definitions.knowledge import load_knowledge
    from piicatalog.detection.by_text import recognizers_of

    return recognizers_of(load_knowledge(), language)


def registry_yaml(language: str = "fi") -> str:
    """Return the same as Presidio's registry configuration.

    A registry file knows patterns, scores and context words, no check digits and word lists: with ``finnish_recognizers``
    a match is checked too. What only a list can tell (names of persons) is left out.
    """
    import yaml

    recognizers_found: list[Any] = list(finnish_recognizers(language))
    found = [one for one in recognizers_found if not any(rule.on_list for rule in one.detector.text)]
    recognizers = [
        {
            "name": recognizer.name,
            "type": "custom",
            "enabled": True,
            "supported_entity": recognizer.supported_entities[0],
            "supported_languages": [
                {"language": language, "context": sorted({word for rule in recognizer.detector.text for word in rule.context})}
            ],
            "patterns": [pattern.to_dict() for pattern in recognizer.patterns],
        }
        for recognizer in found
    ]
    configuration = {"supported_languages": [language], "global_regex_flags": 0, "recognizers": recognizers}
    return yaml.safe_dump(configuration, allow_unicode=True, sort_keys=False)


_TIMEOUT = 60
"""Seconds that Presidio gives a pattern on one text."""
_SHORT = 1_000
"""Characters up to which a pattern that takes no exponential time needs no limit."""
_FEW_FORMS = 4
_MOST_KEPT = 10_000
_FIND_BY_PATTERNS = frozenset({"IbanRecognizer"})
"""Recognizers of Presidio's with an ``analyze`` of their own, which looks only at what their patterns find."""


class ColumnarRecognizer:
    """A Presidio ``PatternRecognizer`` over whole columns, with the same answer value by value.

    Values that repeat are looked at once, and so are the layouts that many values share. All patterns, deny lists included,
    are relaxed to one that RE2 runs over the Arrow array in linear time. What passes is searched by RE2 where the patterns
    have an exact form for it, else by the patterns themselves; then the recognizer's checks are asked, at once where they
    are known (``presidio_checks``). A recognizer with an ``analyze`` of its own, or a pattern that can't be relaxed, is
    asked about every distinct value.
    """

    def __init__(self, recognizer: "PatternRecognizer") -> None:
        import regex  # type: ignore[import-untyped]  # Presidio's own

        self.recognizer: Any = recognizer
        self.results: dict[tuple[int, int, float], RecognizerResult] = {}
        patterns = vars(recognizer).get("patterns", ())
        flags = recognizer.global_regex_flags
        self.compiled = [(regex.compile(pattern.regex, flags=flags), float(pattern.score)) for pattern in patterns]
        self.is_own = has_own_analyze(recognizer)
        self.check = Check(recognizer)
        self.known_iban = known_iban(recognizer) if self.is_own else None
        self.iban_form = forms_of(recognizer)[0].whole if self.known_iban else None
        known = not self.is_own or type(recognizer).__name__ in _FIND_BY_PATTERNS
        self.pattern, self.ascii_pattern, self.sieve = superset(recognizer) if known else (None, None, None)
        self.sieves = Sieves([[self.sieve]]) if self.sieve is not None else None
        self.has_plain_patterns = self.pattern is not None and not self.is_own
        self.forms = forms_of(recognizer) if self.has_plain_patterns else ()
        self.is_placed = all(form.placed for form in self.forms)
        self.kinds = kinds_of(written(recognizer)) if self.has_plain_patterns else None
        self.is_quick = self.has_plain_patterns and not any(can_explode(pattern, flags) for pattern, flags in written(recognizer))
        if self.forms:  # a few exact ones are each searched for anyway
            self.ascii_pattern = None if self.is_placed and len(self.forms) <= _FEW_FORMS else "|".join(form.search for form in self.forms)

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

        indices = np.arange(len(texts.values)) if self.sieves is None else next(texts.builds.passing(self.sieves, whole=False))
        found = Found(self)
        if not len(indices):
            return found
        values, is_ascii = texts.values, texts.is_ascii
        if len(indices) < len(values):
            values, is_ascii = values.take(pa.array(indices)), is_ascii[indices]
        left = np.ones(len(values), bool)
        if any(form.whole for form in self.forms):
            spans = self._wholes(values, is_ascii)
            left[spans.texts] = False
            self._add(found, spans, indices)
        if self.pattern is not None:
            for some, pattern in ((left & is_ascii, self.ascii_pattern), (left & ~is_ascii, self.pattern)):
                if pattern is not None and some.any():
                    part = values if some.all() else values.filter(pa.array(some))
                    left[some] = pc.match_substring_regex(part, pattern).to_numpy(zero_copy_only=False)
        at = np.flatnonzero(left & is_ascii)
        if len(at):
            left[at[self._search(found, values.take(pa.array(at)), indices[at])]] = False
        at = np.flatnonzero(left)
        singles = []
        for index, text in zip(indices[at].tolist(), values.take(pa.array(at)).to_pylist(), strict=True):
            results = self._ask(text)
            if len(results) == 1 and self.has_plain_patterns:
                singles.append((index, results[0].start, results[0].end, results[0].score))
            elif results:
                found.others[index] = results
        found.add(Spans.of(singles))
        return found

    def _wholes(self, values: "pa.Array", is_ascii: "np.ndarray") -> Spans:
        """Return the ASCII values that are one match from end to end which no match within can outdo."""
        import numpy as np
        import pyarrow as pa
        import pyarrow.compute as pc

        is_whole = np.array([_is_whole(values, form.whole) for form in self.forms]) & is_ascii
        best = np.max([np.where(matched, form.score, -1.0) for matched, form in zip(is_whole, self.forms, strict=True)], axis=0)
        at = np.flatnonzero(best >= 0)
        spans = Spans(at, np.zeros(len(at), np.int64), pc.binary_length(values).to_numpy()[at], best[at])
        if not len(at):
            return spans
        scores = self.check.score(spans, values)
        spans = Spans(at, spans.starts, spans.ends, scores)
        if len(self.forms) > 1:
            unsettled = np.flatnonzero(scores < (1.0 if self.check.is_checked else max(form.score for form in self.forms)))
            if len(unsettled):
                settled = np.ones(len(at), bool)
                settled[unsettled] = self._only_whole(values.take(pa.array(at[unsettled])), is_whole[:, at[unsettled]])
                spans = spans.where(settled)
        return spans

    def _only_whole(self, values: "pa.Array", is_whole: "np.ndarray") -> "np.ndarray":
        """Whether each pattern finds all of a value or nothing in it."""
        import numpy as np
        import pyarrow.compute as pc

        only = np.ones(len(values), bool)
        for form, matched in zip(self.forms, is_whole, strict=True):
            only &= matched | ~pc.match_substring_regex(values, form.search).to_numpy(zero_copy_only=False)
        return only

    def _search(self, found: "Found", values: "pa.Array", indices: "np.ndarray") -> "np.ndarray":
        """Search ASCII texts and add what is found; return which texts are settled."""
        import numpy as np
        import pyarrow as pa
        import pyarrow.compute as pc

        lengths = pc.binary_length(values).to_numpy()
        if self.known_iban is not None:
            is_whole = _is_whole(values, self.iban_form)
            at = np.flatnonzero(is_whole)
            verdicts, settled = self.known_iban(values.take(pa.array(at)))
            right = at[settled & (verdicts == 1)]
            self._add(found, Spans(right, np.zeros(len(right), np.int64), lengths[right], np.ones(len(right))), indices)
            is_whole[at] = settled
            return is_whole
        if not self.has_plain_patterns:
            return np.zeros(len(values), bool)
        settled = np.zeros(len(values), bool)
        if self.is_placed and self.sieve is not None:
            spans, settled = extracted(values, self.forms, self.sieve.least)
            self._add_searched(found, spans, values, indices)
        at = np.flatnonzero(~settled)
        if len(at):
            values = values.take(pa.array(at))
            self._add_searched(found, self._spans_in(values), values, indices[at])
        return np.ones_like(settled)

    def _spans_in(self, values: "pa.Array") -> Spans:
        """Run the patterns themselves; where they can't tell texts apart, on the first of them alone."""
        import numpy as np

        if self.kinds is None:
            return Spans.of((row, *span) for row, text in enumerate(values.to_pylist()) for span in self._spans(text))
        shape_of = shapes_of(values, self.kinds).indices.to_numpy()
        first = np.unique(shape_of, return_index=True)[1]
        of_shapes = Spans.of((shape, *span) for shape, index in enumerate(first.tolist()) for span in self._spans(values[index].as_py()))
        counts = np.bincount(of_shapes.texts, minlength=len(first))
        starts, counted = (np.cumsum(counts) - counts)[shape_of], counts[shape_of]
        rows = np.repeat(np.arange(len(values)), counted)
        spans = of_shapes.where(np.repeat(starts - np.cumsum(counted) + counted, counted) + np.arange(len(rows)))
        return Spans(rows, spans.starts, spans.ends, spans.scores)

    def _add_searched(self, found: "Found", spans: Spans, values: "pa.Array", indices: "np.ndarray") -> None:
        """Add matches in ASCII texts, checked."""
        spans = spans.where(spans.ends > spans.starts)
        spans = spans.scored(self.check.score(spans, values))
        alone, are_several = spans.alone()
        self._add(found, alone, indices)
        several = spans.where(are_several)
        of_text: dict[int, list[RecognizerResult]] = {}
        for text, start, end, score in zip(indices[several.texts].tolist(), *several.places(), strict=True):
            of_text.setdefault(text, []).append(self.result(start, end, score))
        found.others |= {text: without_duplicates(results) for text, results in of_text.items()}

    def _add(self, found: "Found", spans: Spans, indices: "np.ndarray") -> None:
        kept = spans.where(spans.scores > 0)
        found.add(Spans(indices[kept.texts], kept.starts, kept.ends, kept.scores))

    def _spans(self, text: str) -> list[tuple[int, int, float]]:
        """Return where the patterns match, with their scores."""
        timeout = None if self.is_quick and len(text) <= _SHORT else _TIMEOUT
        found = []
        for compiled, score in self.compiled:
            try:
                found += [(*match.span(), score) for match in compiled.finditer(text, timeout=timeout)]
            except TimeoutError:  # as Presidio does: the pattern is left out for this text
                continue
        return found

    def _ask(self, text: str) -> "list[RecognizerResult]":
        """Answer one text as the recognizer does, without building the explanation that Presidio's engine throws away."""
        if not self.has_plain_patterns:
            return list(self.recognizer.analyze(text, self.recognizer.supported_entities))
        found = []
        for start, end, pattern_score in self._spans(text):
            score = self.check.score_one(text[start:end], pattern_score) if start < end else 0.0
            if score > 0:
                found.append(self.result(start, end, score))
        return without_duplicates(found)

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


def _is_whole(values: "pa.Array", whole: Whole | None) -> "np.ndarray":
    """Whether each ASCII value is one match from end to end."""
    import numpy as np
    import pyarrow.compute as pc

    if whole is None:
        return np.zeros(len(values), bool)
    matched: np.ndarray = pc.match_substring_regex(values, whole.pattern).to_numpy(zero_copy_only=False)
    return matched & ~pc.match_substring_regex(values, whole.ruled_out).to_numpy(zero_copy_only=False) if whole.ruled_out else matched


def analyze_all(recognizers: "Sequence[PatternRecognizer | ColumnarRecognizer]", values: "Iterable[str | None] | pa.Array") -> "Results":
    """Return, for each value, what all recognizers find in it, as Presidio's engine gives it: without duplicates.

    For many columns make each a ``ColumnarRecognizer`` once: that takes longer than a short column.
    """
    columnar = [one if isinstance(one, ColumnarRecognizer) else ColumnarRecognizer(one) for one in recognizers]
    texts = Texts(values)
    return Results(texts, [recognizer.analyze_distinct(texts) for recognizer in columnar])
