"""What single words of table and column names mean, over all languages."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from piicatalog.model.entity_type import EntityType


class Role(StrEnum):
    """What a word does in a name. Names are head-final: the last word says what a thing is, those before it say whose."""

    PERSON = "person"
    """A human being, or the part one plays: customer, sender, huoltaja."""
    GROUP = "group"
    """Human beings as a crowd, not one by one: team, class, household members' group."""
    ORGANISATION = "organisation"
    """What is not a person but has names, addresses and phones too."""
    THING = "thing"
    EVENT = "event"
    """What a person does or has done to them: order, payment, visit. Its rows are about the person they refer to."""
    LOOKUP = "lookup"
    """Makes a table a list of codes when it stands last: type, status, category."""
    RECORD = "record"
    """Adds nothing to the word before it in a table name: customer *details*, henkilö*tiedot*."""
    SYSTEM = "system"
    """Of the software itself: configuration, migration, job."""
    NEUTRAL = "neutral"
    """Says nothing of what a column is: old, current, home, 2."""
    STATE = "state"
    """As the last word, makes a column something *about* the thing: e-mail *verified*, phone *type*, password *length*."""
    SETTING = "setting"
    """As the first word, makes a column a setting or a mark: *show* e-mail, *is* public."""
    IDENTIFIER = "identifier"
    """A key or number of the word before it: id, numero, tunnus."""
    NAME = "name"
    """The name of the word before it."""
    ADDRESSED = "addressed"
    """Makes a place one where somebody is reached: *billing* city, *koti*kunta, *leverans*ort."""
    MOMENT = "moment"
    """When something was: date, at, pvm."""
    JOURNAL = "journal"
    """As the last word of a table, makes its rows what happened to the thing before it: history, log, muutokset."""
    ACTOR = "actor"
    """Who did something to a row: created by, muokkaaja."""
    GOODS = "goods"
    """What an order is of: product, article."""
    RESULT = "result"
    """What a record of health says: code, value, severity."""
    SECRET = "secret"  # noqa: S105 - what words do
    """Makes the codes and keys of a table proofs of who somebody is: token, login, reset."""
    MEASURE = "measure"
    """How much or how many: amount, price, määrä."""
    NUMBERED = "numbered"
    """Has a number of its own, which is nobody's phone: *tilaus* 0450123456, *article* no. 040-1234567."""
    WORD = "word"
    """An ordinary word that compounds are made with and that must not be split or read as anything else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """Words by role, folded (``sahkoposti``), in their base form."""

    words: Mapping[Role, frozenset[str]] = field(default_factory=dict)
    events: Mapping[str, EntityType] = field(default_factory=dict)
    """What the rows of an event say of a person: an order is purchase history."""
    abbreviations: Mapping[str, str] = field(default_factory=dict)
    """Short forms to what they stand for; ``_`` between words: ``asnro: asiakas_numero``."""
    forms: Mapping[str, str] = field(default_factory=dict)
    """Inflected forms that no rule gives: ``lapsen: lapsi``."""
    marked: frozenset[str] = frozenset()
    """Words with their å, ä and ö, as spelled: systems that lose these letters leave ``shkposti``."""

    def has(self, word: str, role: Role) -> bool:
        """Whether a base form can play a role."""
        return word in self.words.get(role, ())
