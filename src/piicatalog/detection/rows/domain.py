"""The special domain of a table's rows: a patient's health, an inmate's crimes.

In such rows nearly every column says something of it, whatever its words. A domain is told by the person that the rows
are of or refer to, by what the table is called with a column that agrees, or by the rows that they are parts of.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from piicatalog.detection import reading
from piicatalog.detection.about import PATIENTS, About, Kind
from piicatalog.detection.lexicon import Lexicon
from piicatalog.detection.rows.kitchens import RECIPES
from piicatalog.detection.tail import Tail
from piicatalog.detection.traits import OF_ANY_PERSON
from piicatalog.model.entity_type import EntityType
from piicatalog.model.schema import Table
from piicatalog.model.vocabulary import Role

PRISONERS = frozenset(
    "inmate prisoner suspect offender convict detainee arrestee defendant accused parolee probationer felon criminal perpetrator"
    " vanki epailty tuomittu rikoksentekija"
    " fange misstankt tilltalad brottsling garningsman".split()
)
"""Whoever refers to these does it for what they did, or are said to have done."""
CUSTODY = frozenset("charge booking booked book case hearing sentence bail bond hold release custody detention incident statement".split())
"""Of an inmate or suspect: not bought, and not paid."""
SUBJECTS = {EntityType.HEALTH: PATIENTS, EntityType.CRIMINAL: PRISONERS}
_ROWS = frozenset({Kind.EVENT, Kind.UNKNOWN})
_AMBIGUOUS = frozenset(
    "admission observation procedure condition consultation screening encounter operation triage resepti recept remiss sentence warrant".split()
)
"""Tables called so are as often of something else: recipes, admissions to a school, sentences of a language."""
_ARRESTED = frozenset("arrest arresting mugshot incarceration imprisonment pidatys vangitseminen gripande haktning".split())
"""Only persons are; an offence beside these has an offender."""
_DONORS = frozenset({"donor", "luovuttaja", "givare", "blodgivare"})
_BLOOD = frozenset({"blood", "veri", "blod", "plasma"})
CARERS = frozenset(
    "doctor physician therapist psychologist psychiatrist nurse dentist surgeon laakari terapeutti psykologi psykiatri hammaslaakari hoitaja"
    " fysioterapeutti lakare terapeut psykolog psykiater tandlakare sjukskoterska".split()
)
"""Whoever meets these does it for their health."""
_MET = frozenset("appointment visit session meeting note booking kaynti ajanvaraus varaus istunto besok mote bokning samtal".split())
_CLINICAL = frozenset(
    "test sample specimen medicine drug plan program lab panel chart round level koe nayte laake suunnitelma prov lakemedel".split()
)
"""With a key of a patient, what was done or given to that patient, and no list of what there is."""
_ANSWERED = frozenset(
    "answer response score note evaluation form questionnaire survey measurement vastaus svar matning muistiinpano".split()
)
"""As parts of other rows they say the same of the person."""
_AGREEING = 2
"""Columns with words of the domain, where the table's name does not say it or they are not sure."""
_WIDE = 8
"""Columns to one that says something of the domain; in wider tables it stands among others."""
_BELIEFS = frozenset({EntityType.RELIGION, EntityType.ETHNICITY, EntityType.SEX_LIFE, EntityType.POLITICAL, EntityType.TRADE_UNION})
"""Beside findings of health they make the row one of many things, as for diversity."""
_OF_PERSONS = (OF_ANY_PERSON | _BELIEFS) - reading.KIN
_PERSONAL = 1
"""Columns of what any person's row holds; with more it is a person's row, and not a record of health."""


def tell(table: Table, about: About, words: Lexicon) -> About:
    """Return what the table is about with the domain that its name and columns tell."""
    clinical = about.kind is Kind.THING and about.head in _CLINICAL
    if about.kind not in _ROWS | {Kind.PERSON} and not clinical:
        return about
    names = [words.words(column.name) for column in table.columns]
    said = {word for name in names for word in name}
    if about.of_animals:
        return replace(about, entity_type=None) if about.entity_type is EntityType.HEALTH else about
    for domain, subjects in SUBJECTS.items():
        if about.kind is Kind.PERSON:
            if _are_subjects(domain, about, said):
                return replace(about, domain=domain)
            named = about.by_columns and not subjects.isdisjoint(said)
            if named or (_is_keyed(subjects, names, said, words) and not _describes(names, words)):
                return _turned(about, domain)
        elif clinical:
            if domain is EntityType.HEALTH and _is_keyed(subjects, names, said, words):
                return _turned(about, domain)
        elif _is_of(domain, about, names, said, words):
            return _turned(about, domain, recorded=about.entity_type is None and not _is_keyed(subjects, names, said, words))
    if about.entity_type is EntityType.HEALTH and not RECIPES.isdisjoint(about.words):
        return replace(about, entity_type=None)
    return about


def spread(found: dict[str, About]) -> dict[str, About]:
    """Return all tables, with the domain of the rows that those of no domain are parts of."""
    rows = [name for name, about in found.items() if about.domain is None and about.kind in _ROWS and about.references]
    while parts := {name: domain for name in rows if (domain := _inherited(found[name], found)) is not None}:
        found |= {name: _turned(found[name], domain) for name, domain in parts.items()}
        rows = [name for name in rows if name not in parts]
    return found


def _turned(about: About, domain: EntityType, *, recorded: bool = False) -> About:
    entity = about.entity_type if recorded else domain  # workouts with heart rates make no scores of archery health
    return replace(about, recorded=about.recorded or recorded, domain=domain, entity_type=entity, kind=Kind.EVENT, of_person=True)


def _inherited(about: About, found: Mapping[str, About]) -> EntityType | None:
    for target in about.references.values():
        whole = found.get(target)
        if whole is not None and whole.domain is not None and not whole.recorded and _may_be(whole.domain, about):
            return whole.domain
    return None


def _may_be(domain: EntityType, about: About) -> bool:
    """Whether rows that refer to some of a domain are of it too, and no payment or message."""
    if about.entity_type is domain or (about.entity_type is None and (about.kind is Kind.UNKNOWN or about.head in _ANSWERED)):
        return True
    return domain is EntityType.CRIMINAL and about.head in CUSTODY


def _are_subjects(domain: EntityType, about: About, said: set[str]) -> bool:
    """Whether the rows are persons of a domain: patients, inmates, donors of blood, whoever was photographed by the police."""
    if domain is EntityType.CRIMINAL:
        return not PRISONERS.isdisjoint(about.words) or "mugshot" in said
    return not PATIENTS.isdisjoint(about.words) or not (_DONORS.isdisjoint(about.words) or _BLOOD.isdisjoint(said))


def _is_keyed(subjects: frozenset[str], names: Sequence[tuple[str, ...]], said: set[str], words: Lexicon) -> bool:
    """Whether a column refers to a person of the domain, or names one."""
    return not subjects.isdisjoint(said) and any(reading.key_of_person(name, words) in subjects for name in names)


def _describes(names: Sequence[tuple[str, ...]], words: Lexicon) -> bool:
    """Whether the columns call persons by name: a table of doctors with the patient they treat, and no rows of that patient."""
    return any(words.has(name[-1], Role.NAME) for name in names if name) or _surely(names, _OF_PERSONS, words) > 0


def _is_of(domain: EntityType, about: About, names: Sequence[tuple[str, ...]], said: set[str], words: Lexicon) -> bool:
    """Whether rows are of a domain: by whom they refer to, by the table's name, by their columns."""
    if _is_keyed(SUBJECTS[domain], names, said, words) and _may_be(domain, about):
        return True
    arrested = domain is EntityType.CRIMINAL and not _ARRESTED.isdisjoint(said.union(about.words))
    if about.entity_type is domain and arrested:
        return True
    if domain is EntityType.HEALTH and about.of_person and _is_treated(about, names, said, words):
        return True
    if not about.of_person or about.entity_type not in {domain, None}:
        return False
    if about.recorded:
        return not _surely(names, _BELIEFS, words)
    if about.entity_type is domain and about.head not in _AMBIGUOUS:
        return True
    strong, weak = _speaking(domain, names, words)
    if about.entity_type is domain:
        return strong > 0 or weak >= _AGREEING
    return strong + weak >= _AGREEING and (strong + weak) * _WIDE >= len(names) and _surely(names, _OF_PERSONS, words) <= _PERSONAL


def _is_treated(about: About, names: Sequence[tuple[str, ...]], said: set[str], words: Lexicon) -> bool:
    """Whether rows are of somebody's meetings with a doctor or therapist: therapy_sessions, appointments(customer_id, doctor_id)."""
    if about.head not in _MET or about.entity_type not in {None, EntityType.PURCHASE_HISTORY}:
        return False
    if any(words.events.get(word) is EntityType.HEALTH and word not in _AMBIGUOUS for word in about.words[:-1]):
        return True
    persons = {reading.key_of_person(name, words) for name in names[1:]} - {""} if not CARERS.isdisjoint(said) else set()
    return not CARERS.isdisjoint(persons) and bool(persons - CARERS)


def _speaking(domain: EntityType, names: Sequence[tuple[str, ...]], words: Lexicon) -> tuple[int, int]:
    """Return how many columns surely say something of a domain, and how many may."""
    strong = weak = 0
    for name in names:
        matches = [match for match in reading.matches(name, words) if match.entity_type is domain and match.tail is Tail.NONE]
        if any(match.strength == "strong" for match in matches):
            strong += 1
        elif matches or any(words.events.get(word) is domain for word in name):
            weak += 1
    return strong, weak


def _surely(names: Sequence[tuple[str, ...]], told: frozenset[EntityType], words: Lexicon) -> int:
    """Return how many columns surely hold something of these types."""
    return sum(
        any(match.entity_type in told and match.strength == "strong" and match.tail is Tail.NONE for match in reading.matches(name, words))
        for name in names
    )
