"""What a column of no telling words says in rows of one deal with a person: a purchase, a payment, a loan, a salary, a consent.

Such rows hold few kinds of columns: what it was about, when it was, how much it was of; the rest is technical. Which kind
a column is, is told by its data type and its last word; the deal says of what.
"""

from collections.abc import Mapping, Sequence

from piicatalog.detection.about import LINES, About, Kind
from piicatalog.detection.lexicon import Lexicon
from piicatalog.detection.rows.deal import is_sum
from piicatalog.detection.rows.told import Told
from piicatalog.detection.rows.words import DAYS, GIVEN, HANDLED, JOURNALS, RATES, TERMS, WRITTEN, is_whole
from piicatalog.model.data_type import TypeFamily, family_of, length_of
from piicatalog.model.entity_type import EntityType
from piicatalog.model.evidence import Evidence
from piicatalog.model.reason import Reason
from piicatalog.model.schema import Column
from piicatalog.model.vocabulary import Role

_SAYS: Mapping[EntityType, frozenset[str]] = {
    EntityType.PURCHASE_HISTORY: frozenset({"sum", "moment", "thing", "goods"}),
    EntityType.PAYMENT: frozenset({"sum", "moment", "means", "thing", "goods", "reference", "party"}),
    EntityType.DEBT: frozenset({"sum", "moment"}),
    EntityType.INCOME: frozenset({"sum"}),
    EntityType.DELIVERY: frozenset({"moment", "state"}),
    EntityType.CONSENT: frozenset({"mark", "moment", "kind"}),
    EntityType.COMPLAINT: frozenset({"opinion"}),
}
_NOTHING: frozenset[str] = frozenset()
_OWN = frozenset({"sum", "moment"})
_CALLED = frozenset({"sum"})
"""Where rows are no event's, what is called a sum."""
_STAYED = frozenset("checkin checkout arrival departure saapumis lahto ankomst avresa".split())
"""Of a date in a guest's own row: when they come and go."""
_NUMBERS = frozenset({TypeFamily.DECIMAL, TypeFamily.INTEGER})
_TEXTS = frozenset({TypeFamily.TEXT, TypeFamily.ENUM, TypeFamily.OTHER})
_MOMENTS = frozenset({TypeFamily.DATE, TypeFamily.TIMESTAMP})
_KEYS = frozenset({TypeFamily.INTEGER, TypeFamily.UUID, TypeFamily.TEXT, TypeFamily.DECIMAL})


def told(column: Column, about: About, words: Lexicon, found: Sequence[Evidence]) -> Told | None:
    """Return what a column says of a deal with a person, when the deal's rows hold such columns."""
    own = about.kind is Kind.PERSON
    deal = _deal(about)
    says = _OWN if own else _SAYS.get(deal, _NOTHING) if deal is not None and about.kind is Kind.EVENT else _CALLED
    if deal is None or column.path or any(one.weight > _NAMED and one.entity_type is not deal for one in found):
        return None
    name = words.words(column.name)
    rest = name[1:] if len(name) > 1 and name[0] == about.shared else name
    kind = kind_of(column, rest, about, words) if rest else ""
    if kind not in says or (says is _CALLED and not _is_called(column, rest)) or (own and kind == "moment" and _STAYED.isdisjoint(name)):
        return None
    entity = EntityType.PURCHASE_HISTORY if kind in {"thing", "goods"} else deal
    return entity, "table_event_measure", Reason("row_event", {"word": about.words[-1] if about.words else "event"})


def _is_called(column: Column, name: Sequence[str]) -> bool:
    """Whether a number is called a sum where rows are no deal's; a total of kids or a cost in points is no money."""
    return family_of(column.data_type) is TypeFamily.DECIMAL and is_sum(name)


def _deal(about: About) -> EntityType | None:
    """Return what the sums of a row are: of a person's event; of whoever a person's row, or a thing's that a customer holds, is called after."""
    if about.kind is Kind.EVENT:
        return about.entity_type if about.of_person else None
    return EntityType.PAYMENT if about.kind is Kind.UNKNOWN and about.of_person else about.deal


def kind_of(column: Column, name: Sequence[str], about: About, words: Lexicon) -> str:
    """Return what kind of column it is: sum, moment, thing, means, state, mark, kind, opinion; nothing where it is technical."""
    family = family_of(column.data_type)
    if any(words.has(word, Role.ACTOR) and not words.has(word, Role.EVENT) for word in name):
        return ""
    if family in _MOMENTS or (family in _TEXTS | {TypeFamily.INTEGER} and _is_day(name[-1])):
        return "moment" if _is_moment(name, about, words) else ""
    if family in _NUMBERS:
        if about.entity_type is EntityType.COMPLAINT and len(name) == 1 and name[0] in _VALUES:
            return "opinion"
        if _is_sum(column, name, words):
            return "sum"
        return "thing" if _is_thing(column, name, about, words) else ""
    if family is TypeFamily.BOOLEAN:
        return "mark" if name[-1] in _GIVEN or set(name) <= set(about.words) else ""
    if family is TypeFamily.JSON:
        return "goods" if name[-1] in LINES - {"detail", "detalj"} else ""
    if family in _TEXTS | {TypeFamily.UUID}:
        return _of_text(column, name, about, words)
    return ""


def _of_text(column: Column, name: Sequence[str], about: About, words: Lexicon) -> str:
    if len(name) == 1:
        said = next((kind for kind, said in _TOLD_BY_ONE.items() if name[0] in said), "")
        if said:
            return said
    if name[-1] in _PARTIES and set(name[:-1]) <= set(about.words):
        return "party"
    if family_of(column.data_type) is TypeFamily.TEXT and _is_reference(column, name, about, words):
        return "reference"
    if name[-1] in _DESCRIBED and any(words.has(word, Role.GOODS) and word not in about.words for word in name[:-1]):
        return "goods"
    return "thing" if _is_thing(column, name, about, words) else ""


def _is_day(word: str) -> bool:
    """Whether a word says a day, however it is kept; Finnish and Swedish compounds are what their last part is."""
    return word in _DAYS or word.endswith(_DAY_ENDS)


def _is_moment(name: Sequence[str], about: About, words: Lexicon) -> bool:
    """Whether a date is one of the deal, and neither of how its row is worked on nor of a journal's entry."""
    if not _HANDLED.isdisjoint(name) or not JOURNALS.isdisjoint(about.words) or name in WRITTEN:
        return False
    if any(words.has(word, Role.MOMENT) for word in name) or _is_day(name[-1]) or name[-1] in _GIVEN:
        return True
    return words.events.get(name[-1]) is about.entity_type


def _is_sum(column: Column, name: Sequence[str], words: Lexicon) -> bool:
    """Whether a number is how much the deal was of: called so, or one with decimals that is no rate and no measure of a thing."""
    if (
        not _RATES.isdisjoint(name)
        or name[-1].endswith(_RATE_ENDS)
        or words.has(name[-1], Role.IDENTIFIER)
        or (words.has(name[0], Role.LOOKUP, Role.STATE) and not words.has(name[0], Role.MEASURE))
    ):
        return False
    if is_sum(name):
        return True
    return (
        family_of(column.data_type) is TypeFamily.DECIMAL
        and not is_whole(column.data_type)
        and not any(words.has(word, *_NO_SUMS) for word in name)
    )


def _is_thing(column: Column, name: Sequence[str], about: About, words: Lexicon) -> bool:
    """Whether a key of a thing that no table of the schema lists says what was bought."""
    if len(name) < 2 or column.name in about.references or name[-1] not in _KEY_ENDS or name[-2] in LINES - {"book"}:
        return False
    if not _NOT_BOUGHT.isdisjoint(name) or set(name[:-1]) & set(about.words):
        return False
    if about.entity_type is not EntityType.PURCHASE_HISTORY or family_of(column.data_type) not in _KEYS:
        return False
    return words.has(name[-2], Role.THING, Role.GOODS) and not any(words.has(word, *_NO_THINGS) for word in name[:-1])


def _is_reference(column: Column, name: Sequence[str], about: About, words: Lexicon) -> bool:
    """Whether a text is the number that a bank or a payment service gave a payment: transaction_id; a UUID is a row's."""
    if len(name) != len(_REFERENCE) or name[-1] not in _REFERENCE or name[0] in about.words[:1] or length_of(column.data_type) == _UUID:
        return False
    return words.events.get(name[0]) is EntityType.PAYMENT


_REFERENCE = ("id", "reference")
_UUID = 36
_PARTIES = frozenset({"category", "merchant", "payee", "counterparty", "beneficiary", "kategoria", "saaja", "kategori", "mottagare"})
"""Of a payment: to whom, and for what kind of thing."""
_DESCRIBED = frozenset({"description", "kuvaus", "beskrivning", "desc", "benamning"})
_NAMED = 3.0
"""Weight of evidence for something else: a column of a telling name is what its name says."""
_NO_SUMS = (Role.IDENTIFIER, Role.PERSON, Role.MOMENT, Role.SYSTEM, Role.ORGANISATION, Role.RECORD)
_NO_THINGS = (Role.ORGANISATION, Role.GROUP, Role.SYSTEM, Role.EVENT, Role.RECORD, Role.PERSON, Role.LOOKUP)
_KEY_ENDS = frozenset({"id", "uuid", "guid", "fk", "key", "numero", "no"})
_NOT_BOUGHT = frozenset(
    "currency valuutta valuta plan event tapahtuma marketing campaign coupon voucher language template file workflow session sequence position".split()
)
"""Rows of these stand beside what is bought."""
_GIVEN = GIVEN | frozenset("accepted agreed signed opted myonnetty hyvaksytty godkand beviljad".split())
"""Said of a consent: given, or taken back."""
_TOLD_BY_ONE = {
    "means": frozenset({"method", "mode", "means", "tapa", "maksutapa", "satt", "metod"}),
    "state": frozenset({"status", "tila", "state"}),
    "kind": frozenset({"type", "purpose", "scope", "tyyppi", "tarkoitus", "laji", "typ", "andamal"}),
    "opinion": frozenset(
        {
            "betyg",
            "rating",
            "arvosana",
            "sentiment",
            "title",
            "headline",
            "arvio",
            "otsikko",
            "rubrik",
            "verdict",
            "opinion",
            "mielipide",
            "omdome",
        }
    ),
}
"""Last words of texts, by what kind of column they make."""
_VALUES = frozenset({"value", "arvo", "varde"})
_DAYS = DAYS | {"datetime", "paiva", "paivays"}
_DAY_ENDS = ("pvm", "paiva", "datum")
_RATES = (
    RATES
    | TERMS
    | frozenset(
        "lng score point currency vat alv moms tax vikt kurs procent size volume length width height distance duration term share"
        " version position index order sort".split()
    )
)
"""Numbers with decimals that are no sums."""
_RATE_ENDS = ("pros", "prosentti", "procent", "kurssi", "kurs")
_HANDLED = HANDLED | frozenset("processed synced imported exported notified".split())
"""Of a date: how far whoever handles the row has come."""
