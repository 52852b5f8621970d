"""Words of two meanings, told apart by what stands beside them: mail_address beside mail_city, a title with no name."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from piicatalog.detection import reading
from piicatalog.detection.about import COPIES, PARTIES, About, Kind
from piicatalog.detection.lexicon import Lexicon
from piicatalog.detection.rows.domain import CUSTODY
from piicatalog.detection.tail import OTHERS
from piicatalog.detection.traits import OF_MONEY, PLACES
from piicatalog.model.data_type import TypeFamily, family_of, length_of
from piicatalog.model.entity_type import EntityType
from piicatalog.model.evidence import Evidence
from piicatalog.model.reason import Reason
from piicatalog.model.schema import Column
from piicatalog.model.vocabulary import Role


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands in the same table."""

    called: bool
    """A person's name."""
    posted: bool
    """Another part of where mail goes: mail_city."""
    signed: bool
    """A user name."""
    secret: bool
    """A password."""
    placed: bool
    """A street or town."""
    booked: bool
    """Sides, series or taxes of accounts."""
    versions: frozenset[str]
    """What there is a version of: an agent is a program then."""
    reached: frozenset[tuple[str, ...]]
    """Whose e-mail address or phone number there is, as the words before it say: submit_email."""
    asked: bool
    """A question that proves who somebody is."""
    families: frozenset[str]
    """First words of several columns of which hardly any tells of a person: of what a user may do, and of no user."""
    mailed: bool
    """Whom something is from and to, and no town or postal code of either: addresses of mail."""
    copied: bool
    """Who else gets a letter, or its answer."""
    served: bool
    """What is asked of a web server."""
    owned: bool
    """The key of whoever owns or lives in something or has it done: a work site's customer_id."""


def look(columns: Sequence[Column], first: Mapping[str, Sequence[Evidence]], words: Lexicon) -> Beside:
    """Return what stands in a table, from its columns' words and what they speak for."""
    spoken = {one.entity_type for found in first.values() for one in found if one.weight > 0}
    names = [words.words(column.name) for column in columns]
    return Beside(
        called=not _CALLED.isdisjoint(spoken),
        posted=any(name[:1] == ("mail",) and _is_place(name[1:], words) for name in names if name != _MAIL),
        signed=EntityType.USERNAME in spoken,
        secret=EntityType.PASSWORD in spoken,
        placed=not _PLACED.isdisjoint(spoken),
        versions=frozenset(name[0] for name in names if len(name) == 2 and name[1] == "version"),
        reached=frozenset(whose for name in names if (whose := _reached(name, words))),
        booked=any(not _BOOKED.isdisjoint(name) for name in names),
        asked=any(name[-1:] == ("question",) for name in names),
        families=_families(columns, names, first),
        mailed=sum(_is_party(name) for name in names) > 1 and _TOWNS.isdisjoint(spoken),
        copied=any(not COPIES.isdisjoint(name) for name in names),
        served=any("http" in name for name in names),
        owned=any(len(name) == 2 and name[0] in _OWNERS and reading.is_identifier(name, words) for name in names),
    )


def _families(columns: Sequence[Column], names: Sequence[Sequence[str]], first: Mapping[str, Sequence[Evidence]]) -> frozenset[str]:
    told: dict[str, list[bool]] = defaultdict(list)
    for column, name in zip(columns, names, strict=True):
        if len(name) > 1:
            told[name[0]].append(any(one.weight > 0 for one in first.get(column.key, ())))
    return frozenset(word for word, each in told.items() if len(each) >= _SEVERAL and sum(each) * 2 < len(each))


def _is_party(name: Sequence[str]) -> bool:
    """Whether a name says whom something is from or to by an address: from_address, to_address."""
    return len(name) == 2 and name[0] in PARTIES and name[1] == "address"


def doubt(entity: EntityType, name: Sequence[str], about: About, beside: Beside, words: Lexicon) -> str:
    """Return the name of the weight of what stands beside, when a word speaks for its other meaning there; else nothing."""
    if entity in {EntityType.OCCUPATION, EntityType.GENDER} and name == ("title",) and not beside.called:
        return "table_of_person"  # of the row, not of a person
    if about.kind is Kind.LOOKUP and set(name) <= set(about.words):
        return "table_not_of_persons"  # what is listed, and nobody's
    if entity is EntityType.PERSON and len(name) == 1 and about.head in _RUNG:
        return "table_of_person"  # an alarm's own name
    if entity is EntityType.PERSON and about.head in _GATHERINGS and set(name[:-1]) <= set(about.words) and words.has(name[-1], Role.NAME):
        return "table_of_person"
    if entity in _OF_RIGHTS and name[0] in beside.families and not words.has(name[0], Role.PERSON) and about.kind is Kind.PERSON:
        return "table_not_of_persons"  # acct_ipaddress beside acct_active: may look at accounts by address
    if entity in PLACES and about.kind is Kind.THING and beside.owned and not any(words.has(word, Role.PERSON) for word in name):
        return "table_of_person_event"  # the address of what somebody owns, or has done at home
    if entity is EntityType.HEALTH and about.entity_type is EntityType.DELIVERY:
        return "table_not_of_persons"  # a parcel's weight
    if entity is EntityType.DEBT and _is_wealth(name, about, beside):
        return "table_not_of_persons"
    if entity in PLACES and about.head in _GATHERINGS and not about.of_person and not any(words.has(word, Role.PERSON) for word in name):
        return "table_not_of_persons"  # where it takes place
    if entity in PLACES and beside.mailed and _is_party(name):
        return "table_not_of_persons"
    if entity in _TRADED and about.domain is EntityType.CRIMINAL and not CUSTODY.isdisjoint(name):
        return "table_not_of_persons"  # a booking into jail
    if entity is EntityType.PERSON and name == _AGENT and beside.served:
        return "table_of_programs"
    if entity is EntityType.EMAIL_ADDRESS and name == _MAIL and beside.posted:
        return "table_not_of_persons"
    if entity is EntityType.CRIMINAL and about.entity_type in OF_MONEY and not _CHARGED.isdisjoint(name):
        return "table_not_of_persons"  # a charge that is paid
    if entity in reading.KIN and name[0] in beside.versions and words.has(name[0], Role.PERSON):
        return "table_of_programs"
    if entity is EntityType.GENDER and name[-1] == "prefix" and len(name) > 1 and name[-2] != "name":
        return "table_not_of_persons"
    if entity is EntityType.POSTAL_CODE and name in _PINS and beside.secret and not beside.placed:
        return "table_not_of_persons"
    if entity is EntityType.CREDIT_CARD and _is_member_card(name, about):
        return "table_not_of_persons"
    if entity is EntityType.FREE_TEXT and name in _ANSWERS and beside.asked:
        return "table_not_of_persons"
    if entity in {EntityType.FREE_TEXT, EntityType.SUPPORT_MESSAGE} and about.head in _TOLD_TO_ALL and not beside.copied:
        return "table_not_of_persons"
    if entity is EntityType.FREE_TEXT and _is_journal(about, words):
        return "table_of_person"  # why a user's action was denied is not about the user
    if entity is EntityType.BANK_ACCOUNT and beside.booked and about.kind is not Kind.PERSON and not about.held and _is_ledger(name):
        return "table_not_of_persons"
    return ""


def _reached(name: Sequence[str], words: Lexicon) -> tuple[str, ...]:
    for match in reading.matches(name, words):
        if (
            match.entity_type in {EntityType.EMAIL_ADDRESS, EntityType.PHONE_NUMBER}
            and match.strength == "strong"
            and match.end == len(name)
            and not any(words.has(word, *OTHERS) for word in name[: match.start])
        ):
            return tuple(name[: match.start])
    return ()


def other(name: Sequence[str], data_type: str, about: About, beside: Beside, words: Lexicon) -> tuple[EntityType, str, Reason] | None:
    """Return what such a word says there, the name of its weight and the reason."""
    if family_of(data_type) is not TypeFamily.TEXT and _is_wealth(name, about, beside):
        return EntityType.INCOME, "table_event_measure", Reason("beside_account")
    if name == _MAIL and beside.posted:
        return EntityType.STREET_ADDRESS, "table_event_measure", Reason("beside_city")
    if beside.mailed and _is_party(name) and family_of(data_type) is TypeFamily.TEXT:
        return EntityType.EMAIL_ADDRESS, "table_event_measure", Reason("beside_parties")
    if about.entity_type is EntityType.SUPPORT_MESSAGE and beside.copied and family_of(data_type) is TypeFamily.TEXT:
        rest = set(name[1:] if name[0] == about.shared else name)
        if rest <= PARTIES | _ANSWERED and rest & PARTIES:
            return EntityType.EMAIL_ADDRESS, "table_event_measure", Reason("beside_parties")
    if name in _PINS and beside.secret and not beside.placed:
        return EntityType.PASSWORD, "table_event_measure", Reason("beside_secret")
    if name in _PASSES and beside.signed and family_of(data_type) is TypeFamily.TEXT:
        return EntityType.PASSWORD, "table_event_measure", Reason("beside_user_name")
    if name == _SIGN and beside.secret and about.kind is Kind.PERSON and family_of(data_type) is TypeFamily.TEXT:
        return EntityType.USERNAME, "table_event_measure", Reason("beside_password")
    if name in _ANSWERS and beside.asked and about.kind is Kind.PERSON:
        return EntityType.PASSWORD, "table_secret", Reason("beside_question")
    if name[-1:] == ("rank",) and family_of(data_type) is TypeFamily.TEXT and _is_ranked(name, about):
        return EntityType.OCCUPATION, "table_event_measure", Reason("beside_rank")
    if name == _SHOWN and family_of(data_type) is TypeFamily.TEXT and length_of(data_type) != _UUID:
        return EntityType.PHONE_NUMBER, "table_event_measure", Reason("shown_number")
    if beside.placed and about.kind is Kind.PERSON and set(name[1:]) <= _NAMED and _is_cut_place(name[0], words):
        return EntityType.ADDRESS, "table_event_measure", Reason("beside_cut", {"word": name[0]})
    if name[-1:] == ("name",) and family_of(data_type) is TypeFamily.TEXT:
        if tuple(name[:-1]) in beside.reached and not (about.head in _GATHERINGS and set(name[:-1]) <= set(about.words)):
            return EntityType.PERSON, "table_event_measure", Reason("beside_reached")
        if about.entity_type is EntityType.SUPPORT_MESSAGE and not PARTIES.isdisjoint(name):
            return EntityType.PERSON, "table_event_measure", Reason("row_correspondent")
    if _is_member_card(name, about):
        return EntityType.CUSTOMER_ID, "table_event_measure", Reason("member_card", {"word": about.head})
    return None


def _is_wealth(name: Sequence[str], about: About, beside: Beside) -> bool:
    """Whether a balance is what somebody has: of whoever signs in and plays or pays with it, or of a person's account."""
    if _BALANCES.isdisjoint(name) or any(
        word not in _BALANCES | _OF_ACCOUNTS and word not in about.words and len(word) > _COIN for word in name
    ):
        return False
    return (about.kind is Kind.PERSON and beside.secret) or (about.of_person and not _OF_ACCOUNTS.isdisjoint(about.words))


def _is_ranked(name: Sequence[str], about: About) -> bool:
    """Whether a rank is of somebody who serves, and not of a player or a result."""
    return name[-2] in _UNIFORMED if len(name) > 1 else about.kind is Kind.PERSON and not _UNIFORMED.isdisjoint(about.words)


def _is_place(name: Sequence[str], words: Lexicon) -> bool:
    return any(match.entity_type in PLACES for match in reading.matches(name, words))


def _is_cut_place(word: str, words: Lexicon) -> bool:
    """Whether an unknown word is what some word of addresses begins with: coun, provin."""
    if len(word) < _CUT or words.roles.get(word) or (word,) in words.phrases:
        return False
    return any(place.startswith(word) for place in words.places)


def _is_journal(about: About, words: Lexicon) -> bool:
    """Whether rows tell what programs or their users did, in a log that is called after no person and no event of one."""
    if about.head in _RUNG:
        return True
    logged = about.kind in {Kind.EVENT, Kind.UNKNOWN} and about.entity_type is None and about.of_person and not about.described
    told = [words.has(word, Role.JOURNAL) and word != "journal" for word in about.words]  # people keep journals too
    return logged and any(told) and not any(words.has(word, Role.PERSON) for word in about.words)


def _is_ledger(name: Sequence[str]) -> bool:
    """Whether a name says no more than account, which books are kept by too."""
    return name[:1] in (("account",), ("konto",), ("tili",)) and set(name[1:]) <= {"numero", "id", "code", "nummer"}


def _is_member_card(name: Sequence[str], about: About) -> bool:
    """Whether a card's number is a library's or club's, who know their people by it."""
    if tuple(name) == ("barcode",) and about.words[-1:] == ("card",):
        return about.of_person
    return name in _CARDS and about.of_person and not _CARRIERS.isdisjoint(about.words)


_CHARGED = frozenset(
    "charge charged fine penalty violation infringement rikkomus sakko seuraamus rangaistus bot bote vite forseelse overtradelse".split()
)
"""Are paid too."""
_OWNERS = frozenset(
    "omistaja asiakas haltija asukas vuokralainen tilaaja agare kund innehavare hyresgast boende bestallare"
    " owner customer client holder tenant resident occupant homeowner".split()
)
_BALANCES = frozenset({"saldo", "balance", "kontosaldo", "tilisaldo"})
_OF_ACCOUNTS = frozenset("account wallet current available cash tili pankki lompakko konto bank planbok".split())
_COIN = 4
"""Letters of a currency's short form at most: saldo_btc, balance_doge."""
_UNIFORMED = frozenset(
    "officer personnel soldier policeman cadet crew guard staff employee firefighter sailor captain pilot inspector detective veteran"
    " poliisi sotilas upseeri henkilosto tyontekija polis soldat officerare personal anstalld".split()
)
"""Have ranks."""
_GATHERINGS = frozenset(
    "contest competition tournament event conference seminar workshop webinar festival race campaign giveaway petition survey poll meetup"
    " kilpailu tapahtuma turnaus konferenssi kampanja ottelu festivaali leiri tavling evenemang turnering kampanj match festival konsert konsertti".split()
)
"""Have names themselves, and whoever runs them is reached."""
_TOLD_TO_ALL = frozenset(
    "announcement notice bulletin news newsletter article faq tiedote uutinen uutiskirje artikkeli nyhet nyhetsbrev artikel kungorelse".split()
)
"""Texts for everybody."""
_SEVERAL = 4
"""Columns that begin alike."""
_OF_RIGHTS = frozenset({EntityType.USERNAME, EntityType.IP_ADDRESS})
_TOWNS = frozenset({EntityType.CITY, EntityType.POSTAL_CODE})
_ANSWERED = frozenset({"reply"})
_AGENT = ("agent",)
_CALLED = frozenset({EntityType.FIRST_NAME, EntityType.LAST_NAME, EntityType.PERSON})
_MAIL = ("mail", "address")
_SIGN = ("tunnus",)
_ANSWERS = frozenset({("answer",), ("ans",), ("vastaus",), ("svar",)})
_SHOWN = ("caller", "id")
_UUID = 36
"""Letters of a UUID kept as text."""
_CUT = 4
"""Letters that are left of a word at least."""
_NAMED = frozenset({"code", "name", "id", "numero"})
_PINS = frozenset({("pincode",), ("pin", "code")})
"""A postal code in India, a secret elsewhere."""
_PLACED = frozenset({EntityType.STREET_ADDRESS, EntityType.CITY})
_PASSES = frozenset({("pass",), ("pin",), ("sala",)})
_CARDS = frozenset({("card", "numero"), ("kortti", "numero"), ("kort", "numero"), ("card", "id")})
_CARRIERS = frozenset("borrower patron reader member lainaaja lukija jasen lantagare lasare medlem student opiskelija".split())
_BOOKED = frozenset("debit credit debet kredit verifikation voucher tosite vat moms alv ledger saldo kontoplan tilikartta".split())
_RUNG = frozenset({"alert", "alarm", "halytys", "larm"})
_TRADED = frozenset({EntityType.PURCHASE_HISTORY, EntityType.PAYMENT})
