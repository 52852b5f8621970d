"""Which recognizers are surely those whose checks stand in this package."""

import inspect
import sys
from collections.abc import Callable, Mapping
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING

from piicatalog.integrations.presidio_checks.dates import DATES
from piicatalog.integrations.presidio_checks.digits import DIGITS
from piicatalog.integrations.presidio_checks.formats import FORMATS
from piicatalog.integrations.presidio_checks.iban import verdicts_of_ibans
from piicatalog.integrations.presidio_checks.iterated import ITERATED
from piicatalog.integrations.presidio_checks.letters import LETTERS

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    from presidio_analyzer import PatternRecognizer

CHECKS = {**DATES, **DIGITS, **FORMATS, **ITERATED, **LETTERS}

# ``fingerprint`` of the recognizers of presidio-analyzer 2.2.364 to 2.2.366; the test of it names those that have another.
FINGERPRINTS = frozenset(
    """
    03a5a4804bd3361c 0960b7853f211dbc 0f26f60ba86d6915 1247c3ea023b8492 173470b481c501eb 2a9c7a9c66eb2484 31524ce5721c0e91
    3199128d23dd6b55 34326ed8461aabe9 37bf4b12e27cd70b 38b0f8d932529a11 3a445d24933612b6 3cc925d1a22e4f10 3cecd78f470cf315
    3f255851528ffe56 43a4efc87e420c9a 463721af3bc25c5d 4ba8a23106c443c4 4c9630a5c3c1a018 4e2a60743af911a8 53c73eaf230d2ec4
    5cee12425d8b94c6 62df1cf2856d2a86 696e10e4cac3ac1e 69a495c5f0e4a90c 6b441b4393c8586a 6c0dfa1bd953b2f2 7172e2a7d0ec3b4c
    718a8226d4d8ed0b 7ab04f02264ee420 7cfc4a6b85adcb90 7e5b59fb5934fc69 7f2d8f1f666696c0 80407f033b48bf6a 863bedad12ee6de9
    8d4c15b23be82236 8dbc81c21e98aae0 967a3ca0e25ea694 9db3fef7e23f878c ac479b4d07be735a b49df794da98b05b b789296d4c07739f
    d04e643c1e603394 d38e1846a21661cc d7bcca4dfd46f3b2 dd7153b7928c9c67 e6d7c8387df14653 f456d596d6bda57d f5946e1a275a2263
    fde21728d156197c
    """.split(),
)
_PARAMETERS = ("BOSEOS", "_id_validator", "global_regex_flags", "replacement_pairs", "strict_checksum")
_PLAIN = ("invalidate_result", "sanitize_value", "validate_result")
_NO_MATTER = frozenset({"CONTEXT", "COUNTRY_CODE", "PATTERNS", "__init__", "_abc_impl"})


def known_check(recognizer: "PatternRecognizer") -> "Callable[[pa.Array], np.ndarray] | None":
    """Return what gives the recognizer's verdicts, or None when it isn't surely known.

    It takes ASCII texts (``large_string``, none null or empty), each matched by one of the recognizer's patterns, and
    returns for each, as int8, 1: it is right; 0: it is no result; -1: its pattern's score stands.
    """
    check = CHECKS.get(type(recognizer).__name__)
    return check if check and fingerprint(recognizer) in FINGERPRINTS else None


def known_iban(recognizer: "PatternRecognizer") -> "Callable[[pa.Array], tuple[np.ndarray, np.ndarray]] | None":
    """Return what gives the answers of Presidio's ``IbanRecognizer``, or None when it isn't surely that.

    It takes ASCII texts (``large_string``, none null or empty), each matched from end to end, and returns verdicts and
    which are settled. Of those, 1: the only result is the whole text, with score 1.0; 0: there is no result. In the
    others a part of the text may be one.
    """
    if type(recognizer).__name__ != "IbanRecognizer" or fingerprint(recognizer) not in FINGERPRINTS:
        return None
    forms = forms_of(recognizer).values()
    return lambda texts: verdicts_of_ibans(texts, forms)


def fingerprint(recognizer: "PatternRecognizer") -> str | None:
    """Return 16 hexadecimal digits for all that decides the recognizer's verdicts.

    That is its methods, constants, patterns and parameters. None for a class that isn't Presidio's or has no source.
    """
    from presidio_analyzer import PatternRecognizer

    own = type(recognizer)
    if not own.__module__.startswith("presidio_analyzer."):
        return None
    classes = own.__mro__[: own.__mro__.index(PatternRecognizer)]
    names = {name for one in classes for name in vars(one) if not name.startswith("__")}.union(_PLAIN, _PARAMETERS) - _NO_MATTER
    try:
        parts = [f"{name} {_written(getattr(recognizer, name, None))}" for name in sorted(names)]
    except (OSError, TypeError):  # no source
        return None
    patterns = [pattern.regex for pattern in vars(recognizer)["patterns"]]
    return sha256(f"{own.__name__} {patterns} {forms_of(recognizer)} {parts}".encode()).hexdigest()[:16]


def _written(value: object) -> str | None:
    from presidio_analyzer import PatternRecognizer

    if inspect.isroutine(value):
        return _source(getattr(value, "__func__", value))
    if isinstance(value, PatternRecognizer):
        return fingerprint(value)
    if isinstance(value, set | frozenset):
        return repr(sorted(value))
    return repr(int(value) if isinstance(value, int) else value)  # the name of a flag differs between versions of Python


@cache
def _source(function: Callable[..., object]) -> str:
    return inspect.getsource(function)


def forms_of(recognizer: "PatternRecognizer") -> Mapping[str, str]:
    """Return the form of each country's IBAN, which stands in a module of its own."""
    forms: Mapping[str, str] = getattr(sys.modules[type(recognizer).__module__], "regex_per_country", {})
    return forms
