"""Professions: what somebody does, and what they are licensed to."""

from collections.abc import Mapping

from piicatalog.detection.about import Kind
from piicatalog.detection.neighbours.row import Asked, Row, Rule, Said
from piicatalog.model.data_type import TypeFamily
from piicatalog.model.entity_type import EntityType
from piicatalog.model.reason import Reason


def at_work(asked: Asked, row: Row) -> Said | None:
    """Among staff a role is what somebody does; among those who sign in it is what they may do."""
    rest = tuple(word for word in asked.name if word not in row.about.words and word not in {"id", "name"})
    if row.about.kind is not Kind.PERSON or len(rest) != 1 or _STAFF.isdisjoint(row.about.words) or row.surely.get(EntityType.PASSWORD):
        return None
    return Said(Reason("beside_staff"), EntityType.OCCUPATION)


def ranked(asked: Asked, row: Row) -> Said | None:
    """A rank beside a unit or a badge is of somebody who serves."""
    if asked.name != ("rank",) or asked.family is not TypeFamily.TEXT or row.about.kind is not Kind.PERSON:
        return None
    return Said(Reason("beside_rank"), EntityType.OCCUPATION) if row.words & _UNITS else None


def licensed(asked: Asked, row: Row) -> Said | None:
    """The licence of somebody who is licensed to a profession is no driver's."""
    if EntityType.DRIVING_LICENCE_NUMBER not in asked.spoken or not (_LICENSED & {*row.about.words, *asked.name} or _SPECIAL & row.words):
        return None
    return Said(Reason("beside_profession"), EntityType.OCCUPATION, refused=frozenset({EntityType.DRIVING_LICENCE_NUMBER}))


_STAFF = frozenset(
    "employee staff worker personnel crew faculty colleague coworker trainer coach teacher tutor instructor lecturer nurse doctor physician therapist"
    " volunteer officer guard clerk waiter technician mechanic researcher tyontekija henkilosto henkilokunta toimihenkilo opettaja hoitaja laakari"
    " vapaaehtoinen anstalld personal medarbetare larare lakare skoterska volontar tjansteman".split()
)
"""Are known by what they do."""
_UNITS = frozenset(
    "unit badge regiment battalion squadron brigade platoon company precinct force yksikko joukko regemente bataljon".split()
)
_LICENSED = frozenset(
    "doctor physician nurse medical dentist pharmacist pharmacy veterinarian vet surgeon psychologist psychiatrist therapist practitioner provider clinician midwife"
    " prescriber paramedic consultant counselor counsellor lawyer attorney advocate solicitor notary teacher teaching engineer architect surveyor broker"
    " realtor agent contractor electrician plumber accountant auditor laakari hoitaja psykologi apteekkari juristi lakare skoterska tandlakare veterinar"
    " advokat professional profession".split()
)
_SPECIAL = frozenset({"specialty", "speciality", "specialization", "specialisation", "erikoisala", "specialitet", "council"})

RULES: Mapping[str, tuple[Rule, ...]] = {
    **dict.fromkeys(("role", "rooli", "roll"), (at_work,)),
    "rank": (ranked,),
    **dict.fromkeys(("license", "licence"), (licensed,)),
}
