"""What one table is about, told from its name and its columns, before any column is judged."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from piicatalog.detection import reading
from piicatalog.detection.lexicon import Lexicon
from piicatalog.detection.traits import ADDRESSES
from piicatalog.model.entity_type import EntityType
from piicatalog.model.reason import Reason
from piicatalog.model.schema import Table
from piicatalog.model.vocabulary import Role


class Kind(StrEnum):
    """What a row of a table is."""

    PERSON = "person"
    DETAIL = "detail"
    """A part of a person's data in a table of its own: addresses, phones."""
    EVENT = "event"
    ORGANISATION = "organisation"
    THING = "thing"
    LOOKUP = "lookup"
    SYSTEM = "system"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What one table is about."""

    kind: Kind
    words: tuple[str, ...] = ()
    head: str = ""
    """The word of the name that says it."""
    of_person: bool = False
    """Its rows belong to a person, directly or through the rows they refer to."""
    entity_type: EntityType | None = None
    """What an event's rows say of a person: a payment, a purchase, health."""
    shared: str = ""
    """The first word of nearly all its columns; it says nothing."""
    alone: bool = False
    """It has hardly any other column that could tell what it is about."""
    by_columns: bool = False
    """Only its columns tell what it is about, its name does not."""
    held: bool = False
    """It has a key of a person: what was paid for a meter with a customer_id was paid by the customer."""
    described: bool = False
    """An event whose own columns tell whose it is (a message with an e-mail address), or individuals that are persons by theirs."""
    recorded: bool = False
    """Its columns are findings of a patient's health, so that one of no known name is another."""
    of_animals: bool = False
    """Its name or columns speak of animals."""
    deal: EntityType | None = None
    """What the sums in a person's own row are of: the debt of a borrower, the money on an account."""
    domain: EntityType | None = None
    """What nearly all of its columns say of the person: a patient's health, an inmate's crimes."""
    programs: bool = False
    """Its clients are programs that sign in, not persons."""
    reason: Reason | None = None
    references: Mapping[str, str] = field(default_factory=dict)
    """Column to the full name of the table it refers to."""


NOTHING = About(kind=Kind.UNKNOWN)
"""Of a table that was not looked at."""

LINES = frozenset(
    {
        "line",
        "rivi",
        "rad",
        "row",
        "product",
        "item",
        "article",
        "service",
        "detail",
        "detalj",
        "drug",
        "medicine",
        "book",
        "tuote",
        "artikkeli",
        "nimike",
        "produkt",
        "artikel",
        "vara",
    }
)
"""As the last word after an event, they make the rows of one: order product."""
_WEB = frozenset({"web", "http", "php", "db", "app", "active", "browser", "mobile", "push", "trusted", "django"})
LIVING = frozenset(
    "animal pet dog cat cats horse cow cattle bird goat sheep pig pigs hen hens rabbit hamster ferret reptile snake turtle tortoise parrot falcon"
    " hawk eagle owl owls chicken rooster duck goose heifer buffalo camel stallion mare foal panda elephant whale dolphin livestock poultry lamb"
    " piglet donkey deer reindeer hedgehog calf puppy kitten wildlife lynx otter tiger gorilla chimpanzee monkey leopard rhino giraffe elain"
    " lemmikki koira kissa hevonen lintu lehma nauta sika lammas vuohi kana kukko ankka hanhi kani hamsteri marsu poni tamma varsa vasikka sonni"
    " hieho karitsa porsas emakko poro karhu susi ilves kettu hylje norppa kotka haukka pollo pentu kotielain tuotantoelain petoelain riistaelain"
    " djur hund katt hast notkreatur gris fagel kanin marsvin ponny hingst kalv tjur kviga bjorn uggla valp kattunge boskap husdjur"
    " sallskapsdjur lantbruksdjur forsoksdjur vilddjur lodjur hons".split()
)
"""Are born and have parents too, and are no persons."""
_REACHED, _HOW = frozenset({"contact", "kontakt"}), frozenset({"detail", "info", "information", "data", "uppgift", "tieto"})
"""Contact details are how somebody is reached, and nobody."""
INDIVIDUALS = frozenset({"individual", "yksilo", "individ", "subject"})
"""Persons or animals."""
_HELD_BY_PERSONS = frozenset({EntityType.BANK_ACCOUNT, EntityType.CREDIT_CARD})
TREE = frozenset({"parent", "child"})
"""Rows of anything can have these."""
SESSIONS = frozenset({"session", "istunto"})
_TABLES = frozenset({"t", "tb", "tbl"})
"""Say of a table's name that it is one."""
_NOT_BOUGHT = frozenset({"job", "work", "sort", "court"})
"""Before an order: nobody buys anything."""
_ATTACHED = frozenset({"photo", "image", "picture", "document", "attachment"})
"""Of a person one row each: customer_photo holds pictures of customers, and is no table of customers."""
MAIL = frozenset({"email", "mail", "sahkoposti", "epost"})
"""With a subject, letters; without one, addresses."""
PARTIES = frozenset(
    "from to sender send recipient receiver dest destination cc bcc replyto lahettaja vastaanottaja avsandare mottagare".split()
)
"""Whoever wrote a letter or gets it."""
COPIES = frozenset({"cc", "bcc", "replyto"})
"""Who else gets a letter, or its answer."""
PATIENTS = frozenset({"potilas", "patient", "vardtagare"})
"""Whoever refers to these does it for their health."""


def by_name(table: Table, words: Lexicon, *, prefix: str = "") -> About:
    """Return what a table's name says of its rows; ``prefix`` are letters that the names of its schema begin with."""
    name = words.words(table.name[len(prefix) :] if table.name.lower().startswith(prefix) else table.name)
    if len(name) > 1 and name[0] in _TABLES:
        name = name[1:]
    significant = list(name)
    journal = pictures = False
    while len(significant) > 1 and _adds_nothing(significant[-1], words):
        last = significant.pop()
        journal = words.has(last, Role.JOURNAL) or journal
        pictures = last in _ATTACHED or pictures
    if len(significant) > 1 and significant[-1] in TREE and words.has(significant[-2], Role.THING, Role.RECORD, Role.LOOKUP):
        significant.pop()  # auth_item_child
    head = significant[-1] if significant else ""
    before = significant[:-1]
    kind = _kind(head, before, words)
    entity = next((words.events[word] for word in (head, *before[-1:]) if word in words.events), None) if kind is Kind.EVENT else None
    if kind is Kind.THING and head in LINES and any(words.has(word, Role.EVENT) for word in before):
        kind = Kind.EVENT
        entity = next((words.events[word] for word in reversed(before) if word in words.events), None)
    if entity is EntityType.PURCHASE_HISTORY and before[-1:] and before[-1] in _NOT_BOUGHT:
        entity = None
    if _is_health(significant, kind, words):
        kind, entity = Kind.EVENT, EntityType.HEALTH
    if kind is Kind.UNKNOWN and _is_place(name, words):
        kind = Kind.LOOKUP
    owned = any(words.has(word, Role.PERSON) for word in before) and kind in {Kind.EVENT, Kind.DETAIL}
    owned = owned or (kind is Kind.EVENT and entity is EntityType.COMPLAINT)  # only people complain
    if entity is EntityType.DEVICE_ID and any(
        words.roles.get(word) and not words.has(word, Role.PERSON, Role.SECRET, Role.SYSTEM) and word not in _WEB for word in before
    ):
        entity = None  # an exam session is no browser's
    if kind is Kind.THING and not before and words.events.get(head) is EntityType.DEVICE_ID:
        kind, entity = Kind.EVENT, EntityType.DEVICE_ID
    if (journal and kind is not Kind.EVENT) or (pictures and kind is Kind.PERSON):
        kind, owned = Kind.EVENT, owned or kind is Kind.PERSON
    if kind in {Kind.UNKNOWN, Kind.ORGANISATION}:
        for match in reading.matches(significant, words):
            taken = kind is Kind.UNKNOWN or (match.strength == "strong" and match.end - match.start > 1)  # kotikunta is no kunta
            if (
                taken
                and match.end == len(significant)
                and (match.entity_type in ADDRESSES or any(words.has(word, Role.PERSON) for word in before))
            ):
                kind, owned = Kind.DETAIL, any(words.has(word, Role.PERSON) for word in before)
    if kind is Kind.ORGANISATION and any(
        match.entity_type in _HELD_BY_PERSONS and match.end == len(name) > match.start + 1 for match in reading.matches(name, words)
    ):
        kind = Kind.DETAIL  # bank_account is no bank
    if kind is Kind.PERSON and head in _REACHED and name[-1] in _HOW:
        kind, owned = Kind.DETAIL, True
    reason = Reason("table_says", {"table": table.name, "word": head}) if kind is not Kind.UNKNOWN else None
    return About(kind=kind, words=name, head=head, entity_type=entity, of_person=owned or kind is Kind.PERSON, reason=reason)


def is_own_key(name: Sequence[str], about: About) -> bool:
    """Whether a key is called after all that the table is: user_client_id in ip_user_clients."""
    stem = tuple(name[1:-1] if name[0] in _TABLES else name[:-1])
    return len(stem) > 1 and name[-1] == "id" and about.words[-len(stem) :] == stem


def _is_place(name: Sequence[str], words: Lexicon) -> bool:
    """Whether a table is a list of towns or postal codes: postitoimipaikka(postinumero, nimi)."""
    return any(term.entity_type in {EntityType.CITY, EntityType.POSTAL_CODE} for term in words.phrases.get(tuple(name), ()))


def _is_health(name: Sequence[str], kind: Kind, words: Lexicon) -> bool:
    """Whether a table is named after something of a person's health; a thing is, when the health word takes in its last word."""
    found = [match for match in reading.matches(name, words) if match.entity_type is EntityType.HEALTH]
    if kind is Kind.THING:
        return any(match.strength == "strong" and match.end == len(name) > 1 for match in found)
    return kind in {Kind.UNKNOWN, Kind.EVENT} and bool(found)


def _adds_nothing(word: str, words: Lexicon) -> bool:
    quiet = words.has(word, Role.RECORD, Role.NEUTRAL, Role.IDENTIFIER, Role.JOURNAL) and not words.has(word, Role.PERSON)
    return word.isdigit() or (quiet and (words.has(word, Role.JOURNAL) or not words.has(word, Role.EVENT)))


def _kind(head: str, before: Sequence[str], words: Lexicon) -> Kind:
    if words.has(head, Role.PERSON):
        return Kind.PERSON
    if words.has(head, Role.LOOKUP) and (before or not words.has(head, Role.EVENT)):
        return Kind.LOOKUP
    for role, kind in (
        (Role.SYSTEM, Kind.SYSTEM),
        (Role.EVENT, Kind.EVENT),
        (Role.ORGANISATION, Kind.ORGANISATION),
        (Role.THING, Kind.THING),
        (Role.GROUP, Kind.THING),
    ):
        if words.has(head, role):
            return kind
    return Kind.UNKNOWN
