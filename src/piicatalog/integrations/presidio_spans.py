"""Where patterns match in texts: arrays of spans, found by RE2 where a pattern has an exact form for it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

    from piicatalog.integrations.presidio_patterns import Form


@dataclass(frozen=True, slots=True)
class Spans:
    """Matches: the number of the text, from where to where in characters, and the pattern's score. Four arrays of one length."""

    texts: "np.ndarray"
    starts: "np.ndarray"
    ends: "np.ndarray"
    scores: "np.ndarray"

    @classmethod
    def of(cls, found: "Iterable[tuple[int, int, int, float]]") -> "Spans":
        """Make them of (text, start, end, score)."""
        import numpy as np

        lines = list(found)
        columns = zip(*lines, strict=True) if lines else ((), (), (), ())
        texts, starts, ends, scores = columns
        return cls(np.array(texts, np.int64), np.array(starts, np.int64), np.array(ends, np.int64), np.array(scores, np.float64))

    @classmethod
    def together(cls, parts: "Sequence[Spans]") -> "Spans":
        """Put spans together, in the order of their texts."""
        import numpy as np

        if not parts:
            return cls.of(())
        texts = np.concatenate([part.texts for part in parts])
        order = np.argsort(texts, kind="stable")
        starts, ends, scores = (np.concatenate([getattr(part, name) for part in parts])[order] for name in ("starts", "ends", "scores"))
        return cls(texts[order], starts, ends, scores)

    def __len__(self) -> int:
        return len(self.texts)

    def where(self, chosen: "np.ndarray") -> "Spans":
        """Return the spans that a mask or indices choose."""
        return Spans(self.texts[chosen], self.starts[chosen], self.ends[chosen], self.scores[chosen])

    def places(self) -> tuple[list[int], list[int], list[float]]:
        """Return the starts, ends and scores as lists."""
        return self.starts.tolist(), self.ends.tolist(), self.scores.tolist()

    def scored(self, scores: "np.ndarray") -> "Spans":
        """Return the spans with other scores; those of zero are none."""
        return Spans(self.texts, self.starts, self.ends, scores).where(scores > 0)

    def parts(self, values: "pa.Array") -> "pa.Array":
        """Return what they span, of ASCII texts (large_string)."""
        import numpy as np
        import pyarrow as pa

        offsets = np.frombuffer(values.buffers()[1], np.int64)[values.offset :]
        if (self.starts == 0).all() and (self.ends == np.diff(offsets[: len(values) + 1])[self.texts]).all():
            return values if len(self) == len(values) else values.take(pa.array(self.texts))  # of each text there is one such span
        data = np.frombuffer(values.buffers()[2] or b"", np.uint8)
        ends = np.concatenate([[0], np.cumsum(self.ends - self.starts)])
        at = np.arange(ends[-1]) + np.repeat(offsets[self.texts] + self.starts - ends[:-1], self.ends - self.starts)
        return pa.LargeStringArray.from_buffers(len(self), pa.py_buffer(ends), pa.py_buffer(data[at]))

    def alone(self) -> "tuple[Spans, np.ndarray]":
        """Return, of each text whose spans are all the same, that one with its best score; and which spans are of other texts.

        The spans are in the order of their texts.
        """
        import numpy as np

        if not len(self):
            return self, np.zeros(0, bool)
        first = np.flatnonzero(np.diff(self.texts, prepend=-1))
        counts = np.diff(np.append(first, len(self)))
        if counts.max() == 1:
            return self, np.zeros(len(self), bool)
        same = (self.starts == np.repeat(self.starts[first], counts)) & (self.ends == np.repeat(self.ends[first], counts))
        is_alone = np.logical_and.reduceat(same, first)
        best = Spans(self.texts[first], self.starts[first], self.ends[first], np.maximum.reduceat(self.scores, first))
        return best.where(is_alone), ~np.repeat(is_alone, counts)


def extracted(values: "pa.Array", forms: "Sequence[Form]", least: int) -> "tuple[Spans, np.ndarray]":
    """Find all matches in ASCII texts, and return them with which texts are settled.

    A text is settled when each pattern's first match is told and what is left of the text behind it is shorter than any
    match (``least``, in bytes).
    """
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    lengths = pc.binary_length(values).to_numpy()
    settled = np.ones(len(values), bool)
    found = []
    for form in forms:
        assert form.placed is not None
        at = np.flatnonzero(_matches(values, form.search))
        match = pc.extract_regex(values.take(pa.array(at)), form.placed.pattern)
        is_found = match.is_valid()
        at, match = at[is_found.to_numpy(zero_copy_only=False)], match.filter(is_found)
        if not len(at):
            continue
        starts = pc.binary_length(match.field("before")).to_numpy()
        spans = Spans(at, starts, starts + pc.binary_length(match.field("found")).to_numpy(), np.full(len(at), form.score))
        told = (lengths[at] - spans.ends < least) & (spans.ends > starts)
        for unwanted, begins in ((form.placed.ruled_out, starts), (form.placed.after, spans.ends)):
            if unwanted is not None:
                told &= ~_matches(Spans(at, begins, lengths[at], spans.scores).parts(values), unwanted)
        settled[at] &= told
        found.append(spans)
    spans = Spans.together(found)
    return spans.where(settled[spans.texts]), settled


def _matches(values: "pa.Array", pattern: str) -> "np.ndarray":
    import pyarrow.compute as pc

    matched: np.ndarray = pc.match_substring_regex(values, pattern).to_numpy(zero_copy_only=False)
    return matched
