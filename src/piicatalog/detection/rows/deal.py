"""What deal with a person a table's rows are, where its name alone misleads: a loan of books, a ticket to a seat, an account's balance.

And whose the rows of an order or a payment are that name nobody: a person's, unless they name an organisation.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from piicatalog.detection import reading
from piicatalog.detection.about import About, Kind
from piicatalog.detection.lexicon import Lexicon
from piicatalog.detection.rows.words import GRADES
from piicatalog.model.data_type import TypeFamily, family_of
from piicatalog.model.entity_type import EntityType
from piicatalog.model.schema import Table
from piicatalog.model.vocabulary import Role

_LENT = frozenset("book isbn copy equipment tool media dvd kirja teos nide kappale valine bok exemplar utrustning".split())
_RETURNED = frozenset("return returned returning palautus palautettu aterlamning aterlamnad retur checkout checkin".split())
"""What is lent and comes back; money has sums and rates."""
_TICKETS = frozenset({"ticket", "lippu", "biljett"})
_ADMITTED = frozenset(
    "seat flight fare price passenger departure showtime screening movie concert match gate row train bus trip route journey purchase purchased"
    " paikka hinta lento matka plats pris flyg resa".split()
)
"""Beside a ticket they make it one that is bought."""
_ASKED = frozenset(
    "subject message description priority issue problem severity assignee aihe viesti kuvaus prioriteetti amne meddelande".split()
)
"""Beside a ticket they make it one of a service desk."""
_POLICIES = frozenset({"policy"})
_INSURED = frozenset({"holder", "policyholder", "insured", "premium", "coverage", "beneficiary", "insurance"})
_JUDGES = frozenset({"customer", "user", "client", "buyer", "guest", "asiakas", "kayttaja", "kund", "anvandare", "member", "reviewer"})
"""Their grades are opinions, a pupil's are not."""
_ACCOUNTS = frozenset({"account", "wallet", "tili", "kukkaro", "lompakko", "konto", "bankkonto", "planbok", "pankkitili"})
_BALANCES = frozenset({"balance", "saldo", "summa"})
_BANKED = frozenset({"iban", "bic", "swift", "bank", "pankki", "tilinumero", "kontonummer", "bankkonto", "pankkitili"})
_PARTIES: Mapping[str, EntityType] = {
    "subscriber": EntityType.PURCHASE_HISTORY,
    "guest": EntityType.PURCHASE_HISTORY,
    "buyer": EntityType.PURCHASE_HISTORY,
    "borrower": EntityType.DEBT,
    "debtor": EntityType.DEBT,
    "velallinen": EntityType.DEBT,
    "lantagare": EntityType.DEBT,
    "galdenar": EntityType.DEBT,
    "policyholder": EntityType.PAYMENT,
    "donor": EntityType.PAYMENT,
}
"""Persons who are called after their deal; their own rows hold its sums."""
_BOUGHT = frozenset({EntityType.PURCHASE_HISTORY, EntityType.PAYMENT})
_COMPANIES = frozenset(
    "company business organization organisation corporate supplier vendor partner yritys organisaatio toimittaja bolag foretag leverantor".split()
)
_OTHER_PARTIES = (Role.ORGANISATION, Role.SYSTEM, Role.PERSON)
_CARRIERS = frozenset({"carrier", "courier", "kuljettaja", "kuriiri", "transportor", "provider", "gateway", "bank"})
"""Bring what was ordered, or take what is paid."""
_LISTING = frozenset("tenant supplier vendor budget stock inventory warehouse po purchasing".split())
_SERVED = _BOUGHT | {EntityType.DELIVERY}


_SENT = frozenset({"shipping", "frakt", "rahti", "postitus"})
_PAID_OUT = frozenset({"payslip", "paycheck", "palkkalaskelma", "palkkaerittely", "lonebesked", "lonespecifikation"})
"""Nobody but a person gets one."""
_RENTED = frozenset({"lease", "tenancy", "vuokrasopimus", "hyresavtal", "hyreskontrakt"})
_CUSTOMERS = frozenset(
    {"customer", "client", "buyer", "guest", "tenant", "passenger", "asiakas", "ostaja", "kund", "kopare", "gast", "hyresgast"}
)
"""What a row that they hold costs is paid by them; an owner's or a seller's is not."""
_SUMS = frozenset(
    "amount price total subtotal sum cost fee balance rent fare premium withdrawal deposit bill stake wager gain loss payable revenue proceeds"
    " earned spent paid cents summa hinta kustannus kulut saldo vuokra panos vakuus takuuvuokra yhteensa belopp pris kostnad hyra avgift insats"
    " deposition".split()
)
_SUM_ENDS = ("hinta", "summa", "kulut", "kustannus", "belopp", "kostnad", "pris", "avgift")


def is_sum(name: Sequence[str]) -> bool:
    """Whether a name says how much money; Finnish and Swedish compounds are what their last part is."""
    return not _SUMS.isdisjoint(name) or (bool(name) and name[-1].endswith(_SUM_ENDS))


def tell(table: Table, about: About, words: Lexicon) -> About:
    """Return what the table is about, with the deal that its columns tell."""
    event = words.events.get(about.head)
    if about.words[-1:] and about.words[-1] in _SENT and about.kind is not Kind.EVENT:
        return replace(about, kind=Kind.EVENT, entity_type=EntityType.DELIVERY)
    if (about.head in _PAID_OUT and about.kind is Kind.EVENT) or (about.head in _RENTED and _is_held_by(_CUSTOMERS, table, words)):
        return replace(about, of_person=True)
    if about.kind in {Kind.THING, Kind.LOOKUP} and about.held and _is_held_by(_CUSTOMERS, table, words):
        return replace(about, deal=EntityType.PAYMENT)
    if about.kind is Kind.PERSON:
        deal = _PARTIES.get(about.head)
        return replace(about, deal=deal) if deal is not None else _of_account(table, about, words)
    if about.kind is Kind.EVENT and event is EntityType.DEBT and about.entity_type is EntityType.DEBT:
        said = _said(table, words)
        lent = not _LENT.isdisjoint(said) or not _RETURNED.isdisjoint(said)
        return replace(about, entity_type=EntityType.PURCHASE_HISTORY) if lent and not _has_sums(table, words) else about
    if about.head in _TICKETS:
        said = _said(table, words)
        if not _ADMITTED.isdisjoint(said) and _ASKED.isdisjoint(said):
            return replace(about, kind=Kind.EVENT, entity_type=EntityType.PURCHASE_HISTORY)
    if about.head in _POLICIES and len(_INSURED & _said(table, words)) > 1:
        return replace(about, kind=Kind.EVENT, entity_type=EntityType.PAYMENT, of_person=about.of_person or about.held)
    if about.head in GRADES and about.entity_type is None and _is_judged(table, words):
        return replace(about, kind=Kind.EVENT, entity_type=EntityType.COMPLAINT, of_person=True)
    if about.entity_type in _BOUGHT and _is_of_organisation(about, words):
        return replace(about, entity_type=None)
    return _of_account(table, about, words)


def presume(tables: Sequence[Table], found: dict[str, About], words: Lexicon) -> dict[str, About]:
    """Return all tables; orders and payments that name nobody are a person's, unless they or what they refer to name an organisation."""
    persons = {table.schema for table in tables if found[table.full_name].of_person}
    named = {(table.schema, found[table.full_name].words) for table in tables}
    for table in tables:
        about = found[table.full_name]
        if (
            about.kind is not Kind.EVENT
            or about.of_person
            or about.entity_type not in _SERVED
            or not _names_nobody(table, about, found, words)
        ):
            continue
        if table.schema in persons or any(_is_of_unseen(table.schema, words.words(column.name), named, words) for column in table.columns):
            found[table.full_name] = replace(about, of_person=True)
    return found


def _is_of_unseen(schema: str, name: tuple[str, ...], named: Collection[tuple[str, tuple[str, ...]]], words: Lexicon) -> bool:
    """Whether a key is of an event's rows that no table here holds, so that the schema is but a part: order_id without orders."""
    whose = name[:-1]
    return (
        bool(whose)
        and reading.is_identifier(name, words)
        and all(words.has(word, Role.EVENT) for word in whose)
        and (schema, whose) not in named
    )


def _is_held_by(persons: Collection[str], table: Table, words: Lexicon) -> bool:
    names = (words.words(column.name) for column in table.columns)
    return any(len(name) > 1 and name[-2] in persons and words.has(name[-1], Role.IDENTIFIER) for name in names)


def _said(table: Table, words: Lexicon) -> frozenset[str]:
    return frozenset(word for column in table.columns for word in words.words(column.name))


def _has_sums(table: Table, words: Lexicon) -> bool:
    return any(
        words.has(name[-1], Role.MEASURE) and not words.has(name[-1], Role.IDENTIFIER)
        for column in table.columns
        if (name := words.words(column.name)) and family_of(column.data_type) in {TypeFamily.DECIMAL, TypeFamily.INTEGER, TypeFamily.OTHER}
    )


def _is_judged(table: Table, words: Lexicon) -> bool:
    names = [words.words(column.name) for column in table.columns]
    whose = {reading.key_of_person(name, words) for name in names}
    goods = any(words.has(word, Role.GOODS, Role.THING) for name in names if len(name) > 1 for word in name[:-1])
    return bool(whose & _JUDGES) and goods


def _of_account(table: Table, about: About, words: Lexicon) -> About:
    """Return an account's rows with what its balance is, when a bank keeps it or a person has it."""
    if about.kind in {Kind.EVENT, Kind.LOOKUP, Kind.SYSTEM} or (_ACCOUNTS.isdisjoint(about.words) and about.head not in _BANKED):
        return about
    said = _said(table, words)
    if _BALANCES.isdisjoint(said) or _BANKED.isdisjoint({*said, *about.words}):
        return about
    if about.kind is Kind.PERSON:
        return replace(about, deal=EntityType.PAYMENT)
    return replace(about, kind=Kind.EVENT, entity_type=EntityType.PAYMENT, of_person=True)


def _is_of_organisation(about: About, words: Lexicon) -> bool:
    """Whether a deal is called after an organisation, and after no person: company_subscriptions."""
    return not _COMPANIES.isdisjoint(about.words) and not any(words.has(word, Role.PERSON) for word in about.words)


def _names_nobody(table: Table, about: About, found: Mapping[str, About], words: Lexicon) -> bool:
    seen = [about, *(found[target] for target in about.references.values() if target in found)]
    if any(words.has(word, *_OTHER_PARTIES) for each in seen for word in each.words):
        return False
    names = [words.words(column.name) for column in table.columns]
    if any((words.has(word, *_OTHER_PARTIES) and word not in _CARRIERS) or word in _LISTING for name in names for word in name):
        return False
    if any(len(name) == 1 and words.has(name[0], Role.NAME) for name in names):
        return False
    if about.entity_type is EntityType.DELIVERY:
        return any(words.events.get(word) is EntityType.PURCHASE_HISTORY for name in names for word in name[:-1])
    return any(words.has(name[-1], Role.MEASURE) or is_sum(name) for name in names if name)
