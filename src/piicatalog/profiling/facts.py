"""How the values of a column are distributed: as numbers, as dates, as texts. Taken from the profile's sample.

What is asked of every column (``SHAPES``) is marked for all columns of a table at once; the rest is looked at when asked for.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from piicatalog.model.profile import ColumnProfile, DistinctSample
from piicatalog.profiling.re2 import of_any_letters

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

_ISO_DATE = r"\A(?P<year>1[89]\d\d|20\d\d)[-/.]?(?:0[1-9]|1[0-2])[-/.]?(?:0[1-9]|[12]\d|3[01])(?P<time>[ T].*)?\z"
_LOCAL_DATE = r"\A(?:[0-3]?\d[./-][01]?\d[./-])(?P<year>1[89]\d\d|20\d\d)(?P<time>[ ,T].*)?\z"
_DIGITS_DATE = r"\A(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?P<year>19\d\d|20\d\d)(?P<time>)\z"
_AMERICAN_DATE = r"\A(?:0?[1-9]|1[0-2])/(?:1[3-9]|2\d|3[01])/(?P<year>19\d\d|20\d\d)(?P<time>[ ,T].*)?\z"
"""Those that are no dates when read the other way round."""
_ORACLE_DATE = r"\A[0-3]?\d-(?i:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)-(?P<year>\d\d)(?P<time>[ ,T].*)?\z"
_SHORT_DATE = r"\A[0-3]\d\.[01]\d\.(?P<year>\d\d)(?P<time>[ ,T].*)?\z"
_WORD_DATE = of_any_letters(
    r"\A(?:\d{1,2}(?:st|nd|rd|th|\.)?[ -]\pL{3,10}[.,]?[ -]|\pL{3,9}\.? \d{1,2},? )(?P<year>1[89]\d\d|20\d\d)(?P<time>,? \d\d?[.:].*)?\z"
)
_DATES = {
    f"shape:date {number}": pattern
    for number, pattern in enumerate((_ISO_DATE, _LOCAL_DATE, _AMERICAN_DATE, _DIGITS_DATE, _ORACLE_DATE, _SHORT_DATE, _WORD_DATE), 1)
}
_NUMBER, _LEADING_ZERO, _DECIMAL, _DEGREES = "shape:number", "shape:leading zero", "shape:decimal", "shape:degrees"
SHAPES: Mapping[str, str] = {
    _NUMBER: r"\A-?(?:\d{1,18}|\d{1,3}(?: \d{3}){1,5})\z",
    _LEADING_ZERO: r"\A0\d(?s:.*)\z",
    _DECIMAL: r"\A-?\d{1,12}[.,]\d{1,12}\z",
    _DEGREES: r"\A\d{1,2}[.,]\d{3,}\z",
    **_DATES,
}
"""Marks of a value, each with its pattern for RE2, over the whole value."""
_ROAD = r"(?i)\A(?:valta|kanta|seutu|yhdys|moottori)tie \d{1,5}\z|\A(?:riksv[aä]g|l[aä]nsv[aä]g|stamv[aä]g|motorway|highway) \d{1,5}\z"
_COMPANY = r"(?i)\A(?:as(?:unto)?[. -]*oy|bost(?:ads)?[. -]*ab|kiint(?:eistö)?[. -]*oy|fastighets ?ab|koy|brf) |[ ,](?:oyj?|ab|ky|ry)\z"
_NOTHING = r"(?i)\A(?:ei|ei mitään|ei ole|en halua (?:sanoa|kertoa)|muu|muut|nej|ingen|inget|inga|annan|annat|no|none|other|n/a|-)\z"
_MANY_NUMBERS = 30
_NEXT_CENTURY = 30
"""A year of two digits below is after 2000."""
_FIRST_UNIX_TIME, _LAST_UNIX_TIME = 946_000_000, 2_200_000_000
"""2000 to 2039, in seconds; what begins with a zero is a number that is dialled."""


_VOCABULARY, _VOCABULARY_SHARE = 15, 0.85
"""So many different words are no vocabulary any more; so large a share of the rows the words have, the rest being dirt."""


@dataclass(frozen=True)
class Facts:
    """What the sample of distinct values shows; computed when asked for."""

    profile: ColumnProfile
    sample: DistinctSample

    @property
    def distinct(self) -> int:
        """Distinct values in the sample."""
        return len(self.sample)

    def share(self, name: str) -> float:
        """What share (0 to 1) of the distinct values fits a rule or stands on a list."""
        hits = self.profile.hits.get(name)
        return hits.distinct / self.distinct if hits else 0.0

    def having(self, shape: str) -> "np.ndarray":
        """Whether each distinct value has one of the ``SHAPES``."""
        having: np.ndarray = self.sample.marks[self.sample.names.index(shape)]
        return having

    def row_share(self, name: str) -> float:
        """What share (0 to 1) of the rows, as far as the sample shows."""
        hits = self.profile.hits.get(name)
        return hits.rows / max(1, int(self.sample.rows.sum())) if hits else 0.0

    @cached_property
    def repeats(self) -> float:
        """How often a value occurs, on average."""
        return int(self.sample.rows.sum()) / max(1, self.distinct)

    @cached_property
    def words_again(self) -> float:
        """How often each of a few values is used that make up the column but for some dirt; 0 where more values do.

        A status, a category: not what differs from person to person.
        """
        import numpy as np

        rows = np.sort(self.sample.rows)[::-1]
        few = rows[: _VOCABULARY - 1]
        return float(few.mean()) if few.sum() >= _VOCABULARY_SHARE * rows.sum() and len(few) else 0.0

    @property
    def is_vocabulary(self) -> bool:
        """Whether a few values are used again and again."""
        return self.words_again >= 8

    @cached_property
    def words_per_value(self) -> float:
        """How many different words there are for each distinct value: 2 of names, far below 1 where a few words are combined."""
        import pyarrow.compute as pc

        words = pc.split_pattern_regex(pc.utf8_lower(self.sample.values), r"[ ,./-]+").flatten()
        return int(pc.count_distinct(words).as_py()) / self.distinct

    @cached_property
    def lengths(self) -> "np.ndarray":
        """Characters of each value."""
        import pyarrow.compute as pc

        return np_of(pc.utf8_length(self.sample.values))

    @cached_property
    def numbers(self) -> "np.ndarray":
        """The values that are whole numbers of at most 18 digits, also grouped by thousands with spaces."""
        import numpy as np
        import pyarrow as pa
        import pyarrow.compute as pc

        having = self.having(_NUMBER)
        if self.profile.kind not in {"integer", "decimal", "text", "other"} or not having.any():
            return np.empty(0, np.int64)
        return np_of(pc.replace_substring(self.sample.values.filter(pa.array(having)), " ", "").cast(pa.int64()))

    @cached_property
    def number_share(self) -> float:
        """What share of the distinct values is whole numbers."""
        return len(self.numbers) / self.distinct

    @cached_property
    def rounded_share(self) -> float:
        """What share of the numbers of five digits is multiples of 50; 0 of fewer than 30 distinct ones."""
        numbers = self.numbers[self.numbers >= 10_000]
        return float((numbers % 50 == 0).mean()) if len(numbers) >= _MANY_NUMBERS else 0.0

    @cached_property
    def leading_zeros(self) -> float:
        """What share of the distinct values begins with a zero and a digit."""
        return int(self.having(_LEADING_ZERO).sum()) / self.distinct

    @cached_property
    def decimal_share(self) -> float:
        """What share of the distinct values is numbers with decimals."""
        return int(self.having(_DECIMAL).sum()) / self.distinct

    @cached_property
    def degrees(self) -> "pa.Array":
        """The values that are numbers below 100 with three decimals and more."""
        import pyarrow as pa

        return self.sample.values.filter(pa.array(self.having(_DEGREES)))

    @cached_property
    def small_share(self) -> float:
        """What share of the distinct values has letters, and small ones only."""
        import pyarrow.compute as pc

        return int(pc.utf8_is_lower(self.sample.values).true_count) / self.distinct

    @cached_property
    def road_share(self) -> float:
        """What share of the distinct values is numbered roads, which are called like streets: Valtatie 4."""
        import pyarrow.compute as pc

        return int(pc.match_substring_regex(self.sample.values, _ROAD).true_count) / self.distinct

    @cached_property
    def company_share(self) -> float:
        """What share of the distinct values begins or ends with a company's form: As Oy Rantatie 5 is called by its address."""
        import pyarrow.compute as pc

        return int(pc.match_substring_regex(self.sample.values, _COMPANY).true_count) / self.distinct

    @cached_property
    def nothing_share(self) -> float:
        """What share of the rows answers that it is none of those asked for, or another one."""
        import pyarrow.compute as pc

        nothing = np_of(pc.match_substring_regex(self.sample.values, _NOTHING))
        return int(self.sample.rows[nothing].sum()) / max(1, int(self.sample.rows.sum()))

    @cached_property
    def running_share(self) -> float:
        """What share of the distinct values is four words and more."""
        import pyarrow.compute as pc

        return int(pc.match_substring_regex(self.sample.values, r"\A(?:\S+\s+){3,}\S+").true_count) / self.distinct

    @cached_property
    def years(self) -> "np.ndarray":
        """The years of the values that are dates without a time of day (or with midnight)."""
        import numpy as np

        return np.array([year for year, timed in self._dates if not timed], np.int64)

    @cached_property
    def date_share(self) -> float:
        """What share of the distinct values is dates, with or without a time, or unix times."""
        import numpy as np

        if self.profile.kind in {"date", "timestamp"}:
            return 1.0
        numbers = np.empty(0, np.int64) if self.leading_zeros > 0.5 else self.numbers
        unix = np.concatenate([numbers, numbers // 1000, numbers // 1_000_000])
        stamps = int(((unix >= _FIRST_UNIX_TIME) & (unix <= _LAST_UNIX_TIME)).sum())
        return (len(self._dates) + stamps) / self.distinct

    @cached_property
    def _dates(self) -> list[tuple[int, bool]]:
        import pyarrow as pa
        import pyarrow.compute as pc

        found: list[tuple[int, bool]] = []
        for shape, pattern in _DATES.items():
            having = self.having(shape)
            if having.any():
                parts = pc.extract_regex(self.sample.values.filter(pa.array(having)), pattern)
                times = parts.field("time")
                timed = pc.and_(pc.not_equal(times, ""), pc.invert(pc.match_substring_regex(times, r"\A[ T]00:00(?::00(?:\.0+)?)?")))
                years = (int(year) if len(year) > 2 else _of_century(int(year)) for year in parts.field("year").to_pylist())
                found += zip(years, timed.to_pylist(), strict=True)
        return found

    @cached_property
    def is_sequence(self) -> bool:
        """Whether the numbers lie so dense that they are counted up: ids, order numbers."""
        numbers = self.numbers
        if len(numbers) < 5 or self.number_share < 0.9:
            return False
        spread = int(numbers.max()) - int(numbers.min()) + 1
        return spread <= max(self.profile.distinct, len(numbers)) * 20


def _of_century(year: int) -> int:
    return 2000 + year if year < _NEXT_CENTURY else 1900 + year


def facts_of(profile: ColumnProfile) -> Facts | None:
    """Return the facts of a profile, or None when no value was read."""
    if profile.sample is None or not len(profile.sample):
        return None
    return Facts(profile, profile.sample)


def np_of(array: "pa.Array") -> "np.ndarray":
    """Return an Arrow array of numbers as numpy."""
    result: np.ndarray = array.to_numpy(zero_copy_only=False)
    return result
