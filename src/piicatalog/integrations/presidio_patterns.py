"""The patterns of a Presidio recognizer as RE2 can run them: a superset for the pass, exact forms where there are any."""

import re
import warnings
from typing import TYPE_CHECKING, NamedTuple

from piicatalog.profiling.exact import Placed, Whole, bounded, placed, whole
from piicatalog.profiling.relax import relax
from piicatalog.profiling.sieve import Sieve, any_of, sieve_of

if TYPE_CHECKING:
    from presidio_analyzer import PatternRecognizer

# What Presidio's ``regex`` reads otherwise than ``re``: POSIX classes and fuzzy matching.
_ONLY_REGEX = re.compile(r"\[\[:|\{[^}]*[a-z<=]")


def has_own_analyze(recognizer: "PatternRecognizer") -> bool:
    """Whether it looks at a text in another way than a plain pattern recognizer."""
    from presidio_analyzer import PatternRecognizer

    return type(recognizer).analyze is not PatternRecognizer.analyze


def superset(recognizer: "PatternRecognizer") -> tuple[str | None, str | None, Sieve | None]:
    """Return an RE2 pattern that finds whatever any pattern of the recognizer finds, a closer one for ASCII, and what a match must hold.

    All are None when there is no such pattern.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    patterns = written(recognizer)
    wholes = []
    for in_ascii in (False, True):
        parts = [_relaxed(pattern, flags, in_ascii=in_ascii) for pattern, flags in patterns]
        if None in parts:
            return None, None, None
        whole = "|".join(f"(?:{part})" for part in parts)
        try:
            pc.match_substring_regex(pa.array([""]), whole)
        except pa.ArrowInvalid:  # too large for RE2
            return None, None, None
        wholes.append(whole)
    return wholes[0], wholes[1], any_of([sieve_of(pattern, flags, with_layouts=True) for pattern, flags in patterns])


def written(recognizer: "PatternRecognizer") -> list[tuple[str, int]]:
    """Return the recognizer's patterns as ``re`` reads them, with their flags."""
    found = [_without_inner_flags(pattern.regex) for pattern in vars(recognizer)["patterns"]]
    return [(pattern, _flags(recognizer) | more) for pattern, more in found]


def _without_inner_flags(pattern: str) -> tuple[str, int]:
    """Return a pattern without ``(?i)`` behind its beginning, which ``regex`` takes for the whole pattern and ``re`` refuses, and its flag."""
    if "(?i)" in pattern[1:]:
        return pattern.replace("(?i)", ""), int(re.IGNORECASE)
    return pattern, 0


class Form(NamedTuple):
    """RE2 patterns for ASCII texts that stand for one of a recognizer's."""

    search: str
    """Finds a match wherever the pattern does."""
    placed: Placed | None
    whole: Whole | None
    score: float


def forms_of(recognizer: "PatternRecognizer") -> tuple[Form, ...]:
    """Return the forms of a recognizer's patterns, all of which can be relaxed."""
    import pyarrow as pa
    import pyarrow.compute as pc

    forms = []
    for pattern, (text, flags) in zip(vars(recognizer)["patterns"], written(recognizer), strict=True):
        found, place = bounded(text, flags), placed(text, flags)
        try:
            for one in place or ():
                pc.extract_regex(pa.array([""]), f"(?P<all>{one or ''})")
        except pa.ArrowInvalid:  # too large for RE2
            found = place = None
        search = found.replace("(?P<found>", "(?:") if found else relax(text, flags, in_ascii=True) or ""
        forms.append(Form(search, place, whole(text, flags), float(pattern.score)))
    return tuple(forms)


def _flags(recognizer: "PatternRecognizer") -> int:
    """Return the flags that have the same number in ``regex`` and ``re``; others only make a class narrower."""
    return int(recognizer.global_regex_flags or 0) & (re.IGNORECASE | re.MULTILINE | re.DOTALL | re.VERBOSE)


def _relaxed(pattern: str, flags: int, *, in_ascii: bool) -> str | None:
    if _ONLY_REGEX.search(pattern):
        return None
    with warnings.catch_warnings():
        warnings.simplefilter("error", FutureWarning)  # a set in a set: ``re`` and ``regex`` read it differently
        try:
            return relax(pattern, flags, in_ascii=in_ascii)
        except FutureWarning:
            return None
