"""Keys of persons that no person's word names: what stands beside them and the table tell whose they are."""

from collections.abc import Sequence

from piicatalog.detection import normalise, reading
from piicatalog.detection.about import About, Kind
from piicatalog.detection.lexicon import Lexicon
from piicatalog.detection.tail import OTHERS
from piicatalog.model.data_type import TypeFamily, family_of, is_small
from piicatalog.model.entity_type import EntityType
from piicatalog.model.reason import Reason
from piicatalog.model.schema import Column, Table
from piicatalog.model.vocabulary import Role

_NUMBERS = frozenset({TypeFamily.INTEGER, TypeFamily.UUID})
_KEYED = _NUMBERS | {TypeFamily.TEXT}
_BETWEEN = frozenset(
    "follow like block mute friend friendship buddy match ignore favorite favourite ban wink poke crush swipe endorsement connection"
    " relationship trust foe enemy seuraaja seuranta ystava esto tykkays foljare vanner vanskap blockering gillning".split()
)
"""What persons do or are to each other; a table called so holds two of them."""
_STEM, _SHORTEST = 4, 3
"""Letters that a doer's word and what is done share at least: liker, liked; rater, rated."""
_PASSIVE = {"ja": ("tava", "tu", "ty"), "re": ("d", "t")}
"""How a doer's word ends, and what is done to another: seuraaja, seurattava; blockerare, blockerad."""
_HOSTED = frozenset(
    "room event meeting party game session listing booking stay show stream livestream broadcast call webinar dinner tournament lobby match"
    " tour episode podcast property experience space workshop gathering trip reservation quiz raid meetup gig class seminar".split()
)
"""Have a host who is a person."""
_MACHINES = frozenset("ip port hostname os cpu memory ram server uptime mac fqdn dns".split())
_LET = frozenset("lease rent rental tenancy landlord apartment flat eviction".split())
"""Where these are, a tenant rents a home; elsewhere a tenant is who has an account at a service."""
_MEMBERS = frozenset("membership member enrollment enrolment registration follow friendship attendance".split())
"""With no user beside, whoever has the account is one."""
_CHATS = frozenset({("chat", "id"), ("tg", "id"), ("telegram", "chat", "id")})
"""By which a chat service knows somebody."""
_NUMBER = frozenset({"number", "numero", "nummer"})
_COUNTED = frozenset(
    "jersey shirt kit squad back shoe seed queue sequence seq serial slot lane bib page line room cell seat bed house apartment floor unit"
    " position place lucky version batch paita peli troja troj tur plats extension phone fax mobile vat tax business education card".split()
)
"""Numbers of these are not who somebody is, or are another kind of data."""
_ELSEWHERE = frozenset({"external", "import", "legacy", "remote", "foreign", "ulkoinen", "extern"})
"""Before a key: what somebody is called by in another system."""
_ABROAD = frozenset({"tenant", "realm", "instance", "locale", "session", "site", "campaign", "election", "lab", "org", "vuokralais"})
_IDENTIFIED = frozenset({"id", "identifier", "tunnus", "tunniste"})


def told(column: Column, name: tuple[str, ...], table: Table, about: About, words: Lexicon) -> tuple[str, Reason] | None:
    """Return the name of the weight of a person's key that no person's word names, and the reason."""
    family = family_of(column.data_type)
    if not name or family not in {*_KEYED, TypeFamily.DECIMAL} or column.name in about.references:
        return None
    if family in _KEYED and _is_second(column, name, table, about, words):
        return "keys_bare", Reason("key_second", {"column": column.name})
    part = _part(name, table, about, words)
    if part:
        return "keys_given", Reason("key_of", {"column": column.name, "person": part})
    if about.kind is Kind.PERSON and name in _CHATS:
        return "keys_given", Reason("key_given", {"column": column.name})
    if about.kind is Kind.PERSON and _is_given(column, name, table, about, words):
        return "keys_given", Reason("key_given", {"column": column.name})
    return None


def _part(name: tuple[str, ...], table: Table, about: About, words: Lexicon) -> str:
    """Return the word of a key that is a person's where it stands: the host of a meeting, the tenant of a flat."""
    if name[-1] != "id" or len(name) == 1:
        return ""
    part = name[-2]
    if part == "host":
        fits = (
            len(name) == 2 and not _HOSTED.isdisjoint(word.removesuffix("s") for word in about.words) and not _has(table, _MACHINES, words)
        )
    elif part == "tenant":
        fits = len(name) == 2 and (not _LET.isdisjoint(about.words) or _has(table, _LET, words))
    elif part == "account":
        fits = len(name) == 2 and about.head in _MEMBERS and not _has_person(table, words)
    else:
        fits = part in {"professional", "official"} and about.kind in {Kind.EVENT, Kind.UNKNOWN}
    return part if fits else ""


def _is_second(column: Column, name: tuple[str, ...], table: Table, about: About, words: Lexicon) -> bool:
    """Whether a column is the key of whom somebody does something to, beside the key of who does it.

    Both are called after the same deed (liker_id, liked_id), or the table is (follow(user_id, follow_id)).
    """
    if len(name) > 2 or not (reading.is_identifier(name, words) or (len(name) == 1 and family_of(column.data_type) in _NUMBERS)):
        return False
    done = name[0]
    if len(done) < _STEM or is_small(column.data_type) or column is table.columns[0] or words.has(done, *OTHERS, Role.PERSON):
        return False
    stem = done.removesuffix("ing").removesuffix("ed").removesuffix("e")
    for other in table.columns:
        whose = reading.key_of_person(words.words(other.name), words) if other is not column else ""
        if whose and whose != done and whose.startswith(stem) and whose.endswith(("er", "or")):
            return True
        if whose and len(name) > 1 and _is_doer(normalise.split(other.name)[0], done):
            return True
        if whose and len(name) > 1 and about.head in _BETWEEN and about.head.startswith(stem):
            return True
    return False


def _is_doer(doer: str, done: str) -> bool:
    """Whether somebody does what is done to another: seuraaja, seurattava; blockerare, blockerad.

    >>> _is_doer("estaja", "estetty"), _is_doer("foljare", "foljd"), _is_doer("vuokraaja", "vuokra")
    (True, True, False)
    """
    alike = max(_SHORTEST, len(doer) - _STEM)
    ends = _PASSIVE.get(doer[-2:], ())
    return bool(ends) and done.endswith(ends) and doer[:alike] == done[:alike]


def _is_given(column: Column, name: tuple[str, ...], table: Table, about: About, words: Lexicon) -> bool:
    """Whether a column of a person's row is a number that somebody else gave that person, and no reference: matric_number, import_id."""
    if len(name) > 1 and name[0] == about.shared:
        name = name[1:]
    *stem, last = name
    if (
        not stem
        or not _COUNTED.isdisjoint(stem)
        or any(match.entity_type is not EntityType.CUSTOMER_ID for match in reading.matches(name, words))
    ):
        return False
    if len(stem) == 1 and stem[0] in _ELSEWHERE and last in {"id", "identifier", "key", "ref", "avain", "tunniste", "tunnus", "nyckel"}:
        return last != "key" or "import" not in stem
    if any(words.roles.get(word, frozenset()) - {Role.WORD, Role.NEUTRAL, Role.PERSON} for word in stem) or _is_quiet(stem, words):
        return False
    if last in _NUMBER or column.name.lower().endswith(("_no", "_nr")):
        return True
    own = table.names.get(table.primary_key[0]) if len(table.primary_key) == 1 else table.columns[0]
    return (
        last in _IDENTIFIED
        and family_of(column.data_type) is TypeFamily.TEXT
        and own is not None
        and family_of(own.data_type) in _NUMBERS
        and _ABROAD.isdisjoint(stem)
    )


def _is_quiet(stem: Sequence[str], words: Lexicon) -> bool:
    return all(len(word) == 1 or words.has(word, Role.NEUTRAL, Role.PERSON) for word in stem)


def _has_person(table: Table, words: Lexicon) -> bool:
    return any(reading.key_of_person(words.words(column.name), words) for column in table.columns)


def _has(table: Table, said: frozenset[str], words: Lexicon) -> bool:
    return any(not said.isdisjoint(words.words(column.name)) for column in table.columns)
