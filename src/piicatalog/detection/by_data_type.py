"""Evidence from a column's declared type: a yes-no column holds no phone number, an ``inet`` holds an address of a machine."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from piicatalog.detection import ColumnEvidence, TableView
from piicatalog.detection.lexicon import Lexicon, lexicon
from piicatalog.detection.survey import Survey
from piicatalog.model.data_type import TypeFamily, family_of, length_of
from piicatalog.model.entity_type import EntityType
from piicatalog.model.evidence import Evidence, Signal
from piicatalog.model.reason import Reason
from piicatalog.model.schema import Column

if TYPE_CHECKING:
    from piicatalog.definitions.knowledge import Knowledge

_ANYTHING = (TypeFamily.BINARY, TypeFamily.JSON)
"""Encrypted text is kept as bytes, and JSON holds what text does."""
_LONG = frozenset(
    {
        EntityType.EMAIL_ADDRESS, EntityType.PHONE_NUMBER, EntityType.STREET_ADDRESS, EntityType.BANK_ACCOUNT, EntityType.IP_ADDRESS,
        EntityType.DEVICE_ID,
    }
)  # fmt: skip
_NUMBERS = frozenset(
    {
        EntityType.NATIONAL_ID, EntityType.FI_PERSONAL_IDENTITY_CODE, EntityType.TAX_ID, EntityType.PHONE_NUMBER, EntityType.BANK_ACCOUNT,
        EntityType.CREDIT_CARD, EntityType.POSTAL_CODE, EntityType.PASSPORT_NUMBER, EntityType.DRIVING_LICENCE_NUMBER,
    }
)  # fmt: skip
_CENTS = re.compile(r",\s*[1-9]")
"""Decimals, which no number that stands for somebody has."""
_CALLED = frozenset({EntityType.USERNAME, EntityType.PASSWORD})
_LETTER = 2
_LEAST = 5
"""Characters; whatever is shorter says yes or no, or is a code: ``char(1)``, ``varchar(3)``."""


def _is_long(column: Column, words: Lexicon) -> bool:
    """Whether a secret is too long for a number: a token, unlike a PIN."""
    return words.words(column.name)[-1:] in (("token",), ("hash",), ("secret",), ("salt",))


def detect(
    view: TableView,
    first: Mapping[str, Sequence[Evidence]],
    survey: Survey,  # noqa: ARG001 - the stage's shape
    knowledge: "Knowledge",
) -> Iterator[ColumnEvidence]:
    """Yield against what the type cannot hold, and for what only this type holds."""
    allowed: dict[EntityType, set[TypeFamily]] = {}
    for detector in knowledge.detectors:
        if detector.data_types:
            allowed.setdefault(detector.entity_type, set()).update(detector.data_types)
    weights = knowledge.weights
    words = lexicon(knowledge)
    for column in view.table.columns:
        family = family_of(column.data_type)
        if family is TypeFamily.OTHER or not column.data_type:
            continue
        in_fields = {evidence.entity_type for evidence in first.get(column.key, ()) if evidence.signal is Signal.FIELDS}
        for entity in dict.fromkeys(evidence.entity_type for evidence in first.get(column.key, ())):
            families = allowed.get(entity, ())
            kept = TypeFamily.TEXT if family in _ANYTHING else family
            least = _LEAST if entity in _LONG else _LETTER if entity in _CALLED else 0
            short = family in {TypeFamily.TEXT, TypeFamily.BINARY} and 0 < length_of(column.data_type) < least
            short = short or (entity in _NUMBERS and family is TypeFamily.DECIMAL and _CENTS.search(column.data_type) is not None)
            short = short or (entity is EntityType.PASSWORD and family is TypeFamily.INTEGER and _is_long(column, words))
            if short or (families and entity not in in_fields and not {family, kept} & set(families)):
                reason = Reason("type_cannot", {"type": column.data_type})
                yield column.key, Evidence(entity_type=entity, signal=Signal.DATA_TYPE, weight=weights["type_wrong"], reason=reason)
        if family is TypeFamily.NETWORK and not column.data_type.lower().startswith("mac"):
            reason = Reason("type_network", {"type": column.data_type})
            yield (
                column.key,
                Evidence(entity_type=EntityType.IP_ADDRESS, signal=Signal.DATA_TYPE, weight=weights["type_network"], reason=reason),
            )
