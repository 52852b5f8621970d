"""Rows that say something of a patient's health."""

from dataclasses import replace

from piicatalog.detection import reading
from piicatalog.detection.about import LIVING, PATIENTS, About, Kind
from piicatalog.detection.subject.seen import Seen
from piicatalog.detection.tail import Tail
from piicatalog.model.entity_type import EntityType
from piicatalog.model.vocabulary import Role

_NEVER = frozenset({Kind.PERSON, Kind.SYSTEM, Kind.ORGANISATION})
_ADVISED = frozenset({"consultation", "konsultaatio", "konsultation"})
_ADVISERS = frozenset(
    "lawyer attorney advocate solicitor barrister advisor adviser consultant tutor teacher mentor expert juristi advokat jurist".split()
)
"""Whoever consults these is no patient."""
_FINDINGS = 3
"""Columns that name a finding of health; fewer may stand beside anything."""
_ONE_IN = 8
_PATIENT_NUMBER = ("p", "id")
_OF_MANY = (Role.GROUP, Role.STATE, Role.SETTING, Role.WORD)


def advice(about: About, seen: Seen) -> About | None:
    """Consultations with others than doctors: consultation(lawyer_id, client_id, fee)."""
    if about.entity_type is EntityType.HEALTH and about.kind not in _NEVER and _is_advice(about, seen):
        return replace(about, entity_type=None)
    return None


def findings(about: About, seen: Seen) -> About | None:
    """Forms with so many findings that a row is a patient's, whatever it is called: form_reviewofs(fever, hepatitis, glaucoma, asthma)."""
    if about.kind in _NEVER or about.entity_type not in {None, EntityType.HEALTH} or _is_advice(about, seen):
        return None
    found = sum(
        any(match.entity_type is EntityType.HEALTH and match.strength == "strong" and match.tail is Tail.NONE for match in matches)
        for matches in seen.readings
    )
    if found < _FINDINGS or found * _ONE_IN < len(seen.names) or not LIVING.isdisjoint(about.words):
        return None
    return replace(about, kind=Kind.EVENT, entity_type=EntityType.HEALTH, of_person=True, recorded=True)


def of_patient(about: About, seen: Seen) -> About | None:
    """What is named after health and has a patient's number: vitals(pid, bps, bpd), prescription(patient_id, drug)."""
    if about.entity_type is not EntityType.HEALTH or about.kind in _NEVER:
        return None
    return replace(about, of_person=True) if _PATIENT_NUMBER in seen.names or _names_a_patient(seen) else None


def visit(about: About, seen: Seen) -> About | None:
    """Whatever happens to a patient, and notes and reports on one: appointment(patient_id, starts_at), report(patient_id, text)."""
    happens = about.kind in {Kind.EVENT, Kind.UNKNOWN} or (about.kind is Kind.THING and reading.is_text(about.head, seen.lexicon))
    if not happens or about.entity_type not in {None, EntityType.PURCHASE_HISTORY} or not _names_a_patient(seen):
        return None
    return replace(about, kind=Kind.EVENT, of_person=True, entity_type=EntityType.HEALTH)


def _names_a_patient(seen: Seen) -> bool:
    """Whether a column is of one patient: patient_count and patient_group are of many."""
    if PATIENTS.isdisjoint(seen.words):
        return False
    return any(
        word in PATIENTS and not any(seen.lexicon.has(after, *_OF_MANY) for after in name[place:])
        for name in seen.names
        for place, word in enumerate(name, 1)
    )


def _is_advice(about: About, seen: Seen) -> bool:
    return about.head in _ADVISED and not _ADVISERS.isdisjoint(seen.words)
