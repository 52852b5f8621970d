"""What a recognizer's own checks say of its matches: all at once where the check is known, else one by one."""

from typing import TYPE_CHECKING, Any

from piicatalog.integrations.presidio_checks import known_check

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    from presidio_analyzer import PatternRecognizer

    from piicatalog.integrations.presidio_spans import Spans

_NO_VALIDATOR = object()


class Check:
    """The ``validate_result`` and ``invalidate_result`` of a recognizer; a verdict is 1 right, 0 wrong, -1 nothing said."""

    def __init__(self, recognizer: "PatternRecognizer") -> None:
        from presidio_analyzer import PatternRecognizer

        own, plain = type(recognizer), PatternRecognizer
        validator = getattr(recognizer, "validator", _NO_VALIDATOR)
        self.recognizer: Any = recognizer
        self.invalidates = own.invalidate_result is not plain.invalidate_result
        self.is_checked = (own.validate_result is not plain.validate_result and validator is not None) or self.invalidates
        self.of_all = None if self.invalidates else getattr(validator, "are_valid", None)
        if self.of_all is None and self.is_checked:
            self.of_all = known_check(recognizer)

    def score(self, spans: "Spans", values: "pa.Array") -> "np.ndarray":
        """Return the score of each match in ASCII texts; 0 is none."""
        import numpy as np

        if not self.is_checked or not len(spans):
            return spans.scores
        parts = spans.parts(values)
        if self.of_all is not None:
            verdicts = np.asarray(self.of_all(parts)).astype(np.int8)
        else:
            verdicts = np.fromiter(map(self._verdict, parts.to_pylist()), np.int8, len(parts))
        return np.where(verdicts < 0, spans.scores, verdicts)

    def score_one(self, part: str, score: float) -> float:
        """Return the score of one match."""
        verdict = self._verdict(part) if self.is_checked else -1
        return score if verdict < 0 else float(verdict)

    def _verdict(self, part: str) -> int:
        valid = self.recognizer.validate_result(part)
        if valid is not None and not valid:
            return 0
        if self.invalidates and self.recognizer.invalidate_result(part):
            return 0
        return -1 if valid is None else 1
