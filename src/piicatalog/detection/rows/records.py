"""What a column of unknown words says in rows of a special domain: of a patient's health, of an inmate's crimes.

In such rows nearly every column says something of the domain, whatever its words, unless it is technical: a key, a state of
processing, who made the row and when, a unit, a file. How sure that is differs by what kind of column it is.
"""

from collections.abc import Sequence

from piicatalog.detection.about import About, Kind
from piicatalog.detection.lexicon import Lexicon
from piicatalog.detection.rows import domain
from piicatalog.detection.rows.told import Told
from piicatalog.detection.rows.words import CODES
from piicatalog.model.data_type import TypeFamily, family_of
from piicatalog.model.entity_type import EntityType
from piicatalog.model.evidence import Evidence
from piicatalog.model.reason import Reason
from piicatalog.model.schema import Column
from piicatalog.model.vocabulary import Role

_REASONS = {EntityType.HEALTH: Reason("record_health"), EntityType.CRIMINAL: Reason("record_criminal")}
_MOMENTS = frozenset({TypeFamily.DATE, TypeFamily.TIMESTAMP, TypeFamily.TIME})
_NUMBERS = frozenset({TypeFamily.INTEGER, TypeFamily.DECIMAL})
_TEXTS = frozenset({TypeFamily.TEXT, TypeFamily.ENUM, TypeFamily.JSON, TypeFamily.OTHER, TypeFamily.ARRAY})
_SAID_ANYWAY = frozenset(
    {
        EntityType.FREE_TEXT, EntityType.CREDIT_RATING, EntityType.COMPLAINT, EntityType.HEALTH, EntityType.CRIMINAL,
        EntityType.PURCHASE_HISTORY, EntityType.PAYMENT,
    },
)  # fmt: skip
"""What a word may speak for besides, and the column still says something of the domain: a risk level, a charge."""
_SUMS = frozenset(
    "cost price fee paid total bill billed invoice copay deductible hinta maksu kustannus lasku omavastuu pris avgift belopp kostnad faktura"
    " montant prix tarif betrag preis kosten importe precio".split()
)
"""Of a decimal in a patient's row: what was paid for it."""
_SAYING = 2.0
"""What a weak word weighs; less is what is left of one that something takes back."""
_KEYS = frozenset({"id", "pk", "fk", "uuid", "guid", "oid", "key"})
_ASKING = frozenset({"is", "has", "was", "are", "had", "did", "on"})
"""Begin marks of what somebody or something is, and no settings."""
_TECHNICAL = frozenset(
    "queue index unit yksikko enhet currency valuutta valuta reminder notification email sms phone template mime file filename url uri path link"
    " image photo picture document attachment hash checksum token uuid tenant metadata payload embedding vector liite tiedosto bilaga fil".split()
)
"""Of a file, of a message about the row, or of how its numbers are written; not of whoever it is about."""
_PROCESSED = frozenset(
    "status state tila version versio source lahde kalla label sort order sequence format only default shared external internal public private"
    " active inactive enabled disabled deleted removed visible hidden locked archived published draft read unread seen sent synced sync verified"
    " signed confirmed approved completed processed paid billed invoiced printed exported imported uploaded reviewed voided cancelled canceled"
    " curated edited notified meta raw size"
    " allekirjoitettu vahvistettu hyvaksytty kasitelty lahetetty luettu tulostettu poistettu laskutettu maksettu aktiivinen julkinen oletus"
    " signerad bekraftad godkand hanterad skickad last utskriven borttagen fakturerad betald aktiv publik".split()
)
"""As the last word: how far whoever works on the row has come, or where it is from."""
_HANDLED = frozenset(
    "created updated modified deleted inserted changed synced uploaded downloaded imported exported processed signed reviewed approved verified"
    " confirmed archived published sent read seen notified submitted entered registered registration login expires expiry expiration valid"
    " timestamp stamp".split()
)
"""Of a date: when something was done to the row."""


def told(column: Column, about: About, words: Lexicon, found: Sequence[Evidence], *, first: bool) -> Told | None:
    """Return the domain of the table's rows, when the column may say anything of it.

    ``found``: what its name and keys speak for; ``first``: the table begins with it.
    """
    if about.domain is None or column.path or any(one.entity_type not in _SAID_ANYWAY and one.weight >= _SAYING for one in found):
        return None
    name = words.words(column.name)
    if about.domain is EntityType.HEALTH and not _SUMS.isdisjoint(name) and family_of(column.data_type) is TypeFamily.DECIMAL:
        return EntityType.PAYMENT, "table_event_measure", Reason("record_sum", {"column": column.name})
    kind = _kind(
        column, [word for word in (name[1:] if name[:1] == (about.shared,) else name) if not word.isdigit()], about, words, first=first
    )
    if not kind:
        return None
    return about.domain, kind if about.kind is Kind.EVENT else f"{kind}_person", _REASONS[about.domain]


def taken_back(entity: EntityType, about: About, found: Sequence[Evidence]) -> float:
    """Return how much a name's last words take back of the domain that its others speak for: the row says it still."""
    return -min((one.weight for one in found if one.entity_type is entity is about.domain and one.weight < 0), default=0.0)


def _kind(column: Column, name: Sequence[str], about: About, words: Lexicon, *, first: bool) -> str:
    """Return what the column is, as the name of a weight; nothing where it is technical."""
    if not name or _is_of_the_row(name, words):
        return ""
    family, last, criminal = family_of(column.data_type), name[-1], about.domain is EntityType.CRIMINAL
    if family in _MOMENTS or (words.has(last, Role.MOMENT) and family in _TEXTS):
        handled = any(word in _HANDLED or (words.has(word, Role.ACTOR) and word != "last") for word in name)
        return "" if handled else "record_value"
    if _is_of_others(name, about, words) or (words.has(last, Role.MEASURE) and not criminal):
        return ""
    if words.has(last, Role.IDENTIFIER):
        if last in CODES and not any(words.has(word, Role.ORGANISATION) for word in name):
            return "record_value"
        return "record_number" if criminal and last not in _KEYS and not first else ""
    if family is TypeFamily.BOOLEAN or name[0] in _ASKING:
        return "record_mark"
    key = family is TypeFamily.INTEGER and column.name in about.references
    return "record_value" if family in _TEXTS | _NUMBERS and not key else ""


def _is_of_the_row(name: Sequence[str], words: Lexicon) -> bool:
    """Whether a name says how a row is worked on or kept: its status, its file, a setting."""
    if words.has(name[-1], Role.ACTOR) or name[-1] in _PROCESSED or not _TECHNICAL.isdisjoint(name):
        return True
    return len(name) > 1 and words.has(name[0], Role.SETTING) and name[0] not in _ASKING


def _is_of_others(name: Sequence[str], about: About, words: Lexicon) -> bool:
    """Whether a name says something of another person than the row is of, or of an organisation."""
    own = domain.SUBJECTS[about.domain] if about.domain else ()
    if any(words.has(word, Role.PERSON) and word not in own for word in name):
        return True
    if words.has(name[-1], Role.NAME) and (about.kind is Kind.PERSON or about.described):
        return True
    others = (Role.SYSTEM, Role.GROUP) if about.domain is EntityType.CRIMINAL else (Role.SYSTEM, Role.GROUP, Role.ORGANISATION)
    whose = name[-2:][0] if words.has(name[-1], Role.NAME) else name[-1]
    return words.has(whose, *others) and not (whose == name[-1] and len(name) > 1 and words.has(whose, Role.LOOKUP))
