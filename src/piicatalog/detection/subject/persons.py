"""Rows that are persons, as their columns tell where the name of the table does not."""

from dataclasses import replace

from piicatalog.detection.about import INDIVIDUALS, About, Kind
from piicatalog.detection.subject.seen import FEW, Seen
from piicatalog.model.entity_type import EntityType
from piicatalog.model.reason import Reason
from piicatalog.model.vocabulary import Role

_WEAK_SIGNS = frozenset({EntityType.EMAIL_ADDRESS, EntityType.PHONE_NUMBER, EntityType.PASSWORD})
"""Organisations and requests have these too."""
_REACHED = frozenset({EntityType.EMAIL_ADDRESS, EntityType.PHONE_NUMBER})
_NEVER_OF_OTHERS = frozenset(
    {EntityType.GENDER, EntityType.DATE_OF_BIRTH, EntityType.FI_PERSONAL_IDENTITY_CODE, EntityType.MARITAL_STATUS, EntityType.NATIONALITY},
)
"""No organisation has these."""
_OF_ORGANISATIONS = frozenset(
    "slug domain subdomain logo website web url vat gst gstin business company industry organization registration capacity fax opening"
    " closing hour headquarters founded branch timezone plan currency subscription".split()
)
"""Words of columns that organisations have and persons hardly."""
_OF_TENANTS = frozenset("slug domain subdomain plan subscription industry logo flags limits tier".split())
"""Words of columns of an organisation that has an account at a service."""
_SHOWN = frozenset({"account", "profile", "profiili", "profil", "tili", "konto"})
"""With a face they are somebody's."""
_BARE_NAMES = frozenset({("name",), ("nimi",), ("namn",), ("nom",)})
"""Beside a first name, the last one."""
_TEACHING = "faculty"
_CROWDS = frozenset(
    {_TEACHING, "team", "board", "committee", "cabinet", "council", "squad", "cast", "tiimi", "joukkue", "styrelse", "hallitus"}
    | {"host", "provider", "organizer", "producer", "model", "tester", "scorer", "chair", "jarjestaja", "toimittaja", "malli", "frisor"}
)
"""Their rows are crowds, organisations or things, or persons."""
_OF_CROWDS = frozenset(
    "slug domain subdomain plan subscription industry logo founded headquarters capacity dean league stadium size".split()
)
"""Words of columns of the crowd itself."""
_OF_ONE_OF_THEM = frozenset(
    "position designation bio biography role photo avatar image picture portrait linkedin twitter github specialization specialisation"
    " specialty speciality credential gender npi hobby age qualification expertise rank office cabin hours salary degree experience joining nickname jersey rooli tehtava kuva roll bild".split()
)
"""Words of columns of somebody."""
_ENOUGH = 2
_HOUSEHOLDS = frozenset({"family", "household", "perhe", "kotitalous", "hushall", "familj"})


def described(about: About, seen: Seen) -> About | None:
    """Tables whose name says nothing and whose columns describe somebody: kanta(etunimi, sukunimi, hetu), account(username, password)."""
    if about.kind is not Kind.UNKNOWN:
        return None
    signs = len(seen.told - _WEAK_SIGNS) >= 2 and not seen.refers
    account = (
        bool(seen.told or (EntityType.PHOTO in seen.shown and not _SHOWN.isdisjoint(about.words)))
        and _says_nothing(about, seen)
        and not _is_tenant(seen)
    )
    first = EntityType.FIRST_NAME in seen.told and not seen.refers and any(name in _BARE_NAMES for name in seen.names)
    if not (signs or seen.one_person or seen.signs_in or account or first):
        return None
    reason = Reason("table_describes_person", {"table": seen.table.name})
    return replace(about, kind=Kind.PERSON, of_person=True, by_columns=True, reason=reason)


def reached(about: About, seen: Seen) -> About | None:
    """Whoever has a name, a phone and an e-mail address of their own: tenants of flats, and not of a cloud, that have a domain too."""
    if about.kind is not Kind.UNKNOWN or not seen.told >= _REACHED or _is_of_organisations(seen):
        return None
    own = {*about.words, about.shared}
    if not any(seen.lexicon.has(name[-1], Role.NAME) and len(name) < FEW - 1 and set(name[:-1]) <= own for name in seen.names if name):
        return None
    reason = Reason("table_reached", {"table": seen.table.name})
    return replace(about, kind=Kind.PERSON, of_person=True, by_columns=True, reason=reason)


def sole_trader(about: About, seen: Seen) -> About | None:
    """Shops, faculties and companies that have a person's name, or a birth date, as no organisation has: tbl_faculty(fname, password)."""
    if about.kind is not Kind.ORGANISATION:
        return None
    named = seen.whole_name or (seen.person_names and EntityType.PASSWORD in seen.told)
    if not named and _NEVER_OF_OTHERS.isdisjoint(seen.told):
        return None
    return replace(about, kind=Kind.PERSON, of_person=True, reason=Reason("table_describes_person", {"table": seen.table.name}))


def in_crowd(about: About, seen: Seen) -> About | None:
    """Those who are in a crowd, in a table that is called after it: faculty(name, email, office_hours), team(name, designation, bio)."""
    if about.head not in _CROWDS or about.kind not in {Kind.ORGANISATION, Kind.THING} or not seen.called:
        return None
    if seen.refers or not _OF_CROWDS.isdisjoint(seen.words) or len(about.words) > 2:
        return None
    signs = len(_OF_ONE_OF_THEM.intersection(seen.words))
    if signs + len(seen.told & _REACHED) < _ENOUGH or not (signs or about.head == _TEACHING):
        return None
    return replace(about, kind=Kind.PERSON, of_person=True, reason=Reason("table_describes_person", {"table": seen.table.name}))


def studied(about: About, seen: Seen) -> About | None:
    """Subjects of a study, and no subjects of a school: subject(subject_id, date_of_birth, gender)."""
    if about.kind is not Kind.THING or about.head not in INDIVIDUALS or _NEVER_OF_OTHERS.isdisjoint(seen.told) or about.of_animals:
        return None
    return replace(about, kind=Kind.PERSON, of_person=True, reason=Reason("table_describes_person", {"table": seen.table.name}))


def listed(about: About, seen: Seen) -> About | None:
    """Things and kinds of things that each name a person: seats(first_name, last_name, line)."""
    if about.kind not in {Kind.THING, Kind.LOOKUP} or not seen.whole_name:
        return None
    return replace(about, kind=Kind.EVENT, of_person=True, reason=Reason("table_describes_person", {"table": seen.table.name}))


def household(about: About, seen: Seen) -> About | None:
    """Those who live together: families(family_name, address_line1, phone, email)."""
    if about.head not in _HOUSEHOLDS or not seen.contacts:
        return None
    return replace(about, kind=Kind.DETAIL, of_person=True, reason=Reason("table_household", {"table": seen.table.name}))


def signing_in(about: About, seen: Seen) -> About | None:
    """Rows of an unknown name that have somebody's address or user name: rates(email, rating)."""
    if about.kind is not Kind.UNKNOWN or not seen.addresses or _is_of_organisations(seen):
        return None
    return replace(about, of_person=True)


def _says_nothing(about: About, seen: Seen) -> bool:
    """Whether the name of a table says no more than that it has rows: data, records."""
    has = seen.lexicon.has
    return all(has(word, Role.RECORD, Role.NEUTRAL) and not has(word, Role.JOURNAL) for word in about.words)


def _is_tenant(seen: Seen) -> bool:
    """Whether rows are organisations that have an account: accounts(name, domain, support_email)."""
    return seen.told <= {EntityType.EMAIL_ADDRESS} and not seen.shown and not _OF_TENANTS.isdisjoint(seen.words)


def _is_of_organisations(seen: Seen) -> bool:
    return not _OF_ORGANISATIONS.isdisjoint(seen.words)
