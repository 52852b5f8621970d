"""The answers of Presidio's own ``validate_result`` and ``invalidate_result`` for whole columns, where their code is known.

>>> import pyarrow as pa
>>> from presidio_analyzer.predefined_recognizers import CreditCardRecognizer
>>> from piicatalog.integrations.presidio_checks import known_check
>>> check = known_check(CreditCardRecognizer())
>>> check(pa.array(["4000 0000 0000 0002", "4000000000000003"], pa.large_string())).tolist()
[1, 0]

Known is a recognizer of Presidio's own class whose methods, constants, patterns and parameters have a fingerprint that
stands in a table; any other is for its caller to ask.
"""

from piicatalog.integrations.presidio_checks.known import known_check, known_iban

__all__ = ["known_check", "known_iban"]
