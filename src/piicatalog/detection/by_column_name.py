"""Evidence from a column's own name: the words of the detector files, and whether they stand where names say what a thing is."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from piicatalog.detection import ColumnEvidence, TableView, reading
from piicatalog.detection.lexicon import lexicon
from piicatalog.detection.reading import Match, Owner
from piicatalog.detection.survey import Survey
from piicatalog.detection.tail import Tail
from piicatalog.detection.traits import (
    ADDRESSES,
    CODED,
    DATED,
    LINKED,
    NAMED,
    NEVER_OF_OTHERS,
    NUMBERED,
    OF_MONEY,
    TOLD_BY_RESULTS,
    WITH_EVENTS,
    YES_NO,
)
from piicatalog.model.data_type import TypeFamily, family_of
from piicatalog.model.evidence import Evidence, Signal
from piicatalog.model.reason import Part, Reason

if TYPE_CHECKING:
    from piicatalog.definitions.knowledge import Knowledge


def detect(view: TableView, survey: Survey, knowledge: "Knowledge") -> Iterator[ColumnEvidence]:
    """Yield what each column's name speaks for; nested fields are read with the names they are nested in."""
    words = lexicon(knowledge)
    shared = survey.about(view.table).shared
    for column in view.table.columns:
        own = column.name[2:] if len(shared) == 1 and column.name[:2].lower() == f"{shared}_" else column.name
        name = reading.key_last(words.words(own), column.data_type, words)
        for part in column.path:
            name += words.words(part)
        found = reading.matches(name, words)
        if len(name) > 1 and name[0] in _AFFIXES and any(match.strength == "strong" for match in reading.matches(name[1:], words)):
            name = name[1:]
            found = reading.matches(name, words)
        if (
            len(name) > 1
            and name[0] == shared
            and not any(match.strength == "strong" and match.start == 0 < match.end - 1 for match in found)
        ):
            name = name[1:]
            found = reading.matches(name, words)
        for match in found:
            weight, notes = weigh(match, name, family_of(column.data_type), knowledge)
            if weight:
                reason = said("name_says", {"column": column.key, "word": " ".join(name[match.start : match.end])}, notes)
                yield (
                    column.key,
                    Evidence(
                        entity_type=match.entity_type, signal=Signal.COLUMN_NAME, weight=weight, reason=reason, detector=match.detector
                    ),
                )


def weigh(match: Match, name: Sequence[str], family: TypeFamily, knowledge: "Knowledge") -> tuple[float, tuple[Reason, ...]]:
    """Return how much a match says and what in the name lowered or raised that."""
    weights = knowledge.weights
    strong = match.strength == "strong"
    weight = weights.get(f"name_{match.strength}_{match.entity_type}", weights[f"name_{match.strength}"])
    notes: list[Reason] = []
    if match.tail is not Tail.NONE and not _tail_fits(match, name, family):
        weight += weights[f"name_tail_{match.tail}"]
        notes.append(_TAIL)
    if match.setting and not (match.entity_type in YES_NO and family in _MARKS):
        weight += weights["name_setting"]
        notes.append(_SETTING)
    if match.owner is Owner.PERSON:
        weight += weights["name_owner_person" if not strong else "name_owner_person_strong"]
        notes.append(_OF_PERSON)
    elif match.owner is Owner.OTHER and not (strong and match.entity_type in NEVER_OF_OTHERS):
        weight += weights["name_owner_other" if not strong else "name_owner_other_strong"]
        notes.append(_OF_OTHER)
    elif match.owner is Owner.ADDRESSED and not strong:
        weight += weights["name_owner_addressed"]
        notes.append(_ADDRESSED)
    elif match.owner is Owner.EVENT and not strong and match.entity_type not in WITH_EVENTS - ADDRESSES:
        weight += weights["name_owner_event"]
        notes.append(_OF_EVENT)
    elif match.owner is Owner.UNKNOWN and not strong:
        weight += weights["name_owner_unknown"]
    return round(weight, 3), tuple(notes)


def said(key: str, parts: dict[str, Part], notes: tuple[Reason, ...]) -> Reason:
    """Return the sentence that a name, comment or field says it, with what lowered or raised that."""
    return Reason(f"{key}_but", {**parts, "notes": notes}) if notes else Reason(key, parts)


_TAIL = Reason("note_tail")
_SETTING = Reason("note_setting")
_OF_PERSON = Reason("note_of_person")
_OF_OTHER = Reason("note_of_other")
_ADDRESSED = Reason("note_addressed")
_OF_EVENT = Reason("note_of_event")


_AFFIXES = frozenset({"kentta", "sarake", "field", "column", "falt", "kolumn", "table", "taulu"})
"""Some schemas begin every name with what it is the name of."""
_NUMBERS = frozenset({"numero", "number", "no", "nr", "num", "code", "koodi", "tunnus", "kod"})
_MARKS = (TypeFamily.BOOLEAN, TypeFamily.INTEGER, TypeFamily.TEXT, TypeFamily.ENUM, TypeFamily.OTHER, TypeFamily.DECIMAL)


def _tail_fits(match: Match, name: Sequence[str], family: TypeFamily) -> bool:
    if match.tail is Tail.UNKNOWN:
        return match.entity_type in OF_MONEY and family is TypeFamily.DECIMAL  # principal_completed
    if match.tail is Tail.IDENTIFIER:
        return match.entity_type in CODED or (match.entity_type in NUMBERED and name[-1] in _NUMBERS)
    if match.tail is Tail.STATUS:
        return match.entity_type in YES_NO
    if match.tail is Tail.LINK:
        return match.entity_type in LINKED
    if match.tail is Tail.MOMENT:
        return match.entity_type in DATED
    if match.tail is Tail.NAME:
        return match.entity_type in NAMED
    if match.tail is Tail.MEASURE:
        return match.entity_type in OF_MONEY
    if match.tail is Tail.RESULT:
        return match.entity_type in TOLD_BY_RESULTS
    return False
