"""What the columns of one table tell, gathered once for all rules."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from piicatalog.detection import reading
from piicatalog.detection.lexicon import Lexicon
from piicatalog.detection.reading import Match, Owner
from piicatalog.detection.tail import Tail
from piicatalog.model.data_type import TypeFamily, family_of
from piicatalog.model.entity_type import EntityType
from piicatalog.model.schema import Column, Table
from piicatalog.model.vocabulary import Role

FEW = 4
"""Columns; fewer tell nothing of what a table of unknown name is about."""
_TELLS_A_PERSON = frozenset(
    {
        EntityType.FIRST_NAME, EntityType.LAST_NAME, EntityType.DATE_OF_BIRTH, EntityType.FI_PERSONAL_IDENTITY_CODE, EntityType.GENDER,
        EntityType.PASSWORD, EntityType.USERNAME, EntityType.EMAIL_ADDRESS, EntityType.MARITAL_STATUS, EntityType.NATIONALITY,
        EntityType.NATIONAL_ID, EntityType.PASSPORT_NUMBER, EntityType.PHONE_NUMBER, EntityType.AGE,
    },
)  # fmt: skip
_SHOWS_A_PERSON = frozenset({EntityType.PHOTO, EntityType.VOICE, EntityType.SIGNATURE, EntityType.BIOMETRIC})
_NAMES = frozenset({EntityType.FIRST_NAME, EntityType.LAST_NAME})
_ONLY_OF_ONE = frozenset({EntityType.FI_PERSONAL_IDENTITY_CODE, EntityType.DATE_OF_BIRTH})
_ADDRESSES = frozenset({EntityType.EMAIL_ADDRESS, EntityType.USERNAME})
_CONTACTS = frozenset({EntityType.EMAIL_ADDRESS, EntityType.PHONE_NUMBER}) | _NAMES
_WHOLE_NAMES = frozenset({("full", "name"), ("fullname",), ("real", "name"), ("kokonimi",), ("helnamn",), ("fullstandigt", "namn")})
"""Nothing but a person has one."""
_CONTACT_PERSONS = frozenset({"contact", "representative", "yhteyshenkilo", "kontaktperson", "edustaja"})
_HANDLERS = frozenset({"assignedto", "assignee", "approver", "kasittelija", "hyvaksyja", "handlaggare", "attestant"})
"""Work on a row that is not about them."""
_NUMBERS = frozenset({TypeFamily.INTEGER, TypeFamily.UUID})


@dataclass(frozen=True, eq=False)
class Seen:
    """What the columns of a table tell; each answer is found when it is first asked for."""

    table: Table
    lexicon: Lexicon

    @cached_property
    def names(self) -> tuple[tuple[str, ...], ...]:
        """The words of each column's name."""
        return tuple(self.lexicon.words(column.name) for column in self.table.columns)

    @cached_property
    def words(self) -> frozenset[str]:
        """Every word of every name."""
        return frozenset(word for name in self.names for word in name)

    @cached_property
    def ends(self) -> frozenset[str]:
        """The last word of each name."""
        return frozenset(name[-1] for name in self.names if name)

    @cached_property
    def readings(self) -> tuple[tuple[Match, ...], ...]:
        """What each name speaks for."""
        return tuple(reading.matches(name, self.lexicon) for name in self.names)

    @cached_property
    def told(self) -> frozenset[EntityType]:
        """What they surely tell of a person."""
        told = frozenset(self._sure(_TELLS_A_PERSON))
        return told if _WHOLE_NAMES.isdisjoint(self.names) else told | {EntityType.PERSON}

    @cached_property
    def shown(self) -> frozenset[EntityType]:
        """What they surely show of a person: a photo, a signature."""
        return frozenset(self._sure(_SHOWS_A_PERSON))

    @cached_property
    def keys(self) -> tuple[bool, ...]:
        """Which columns are keys of a person."""
        return tuple(_is_key_of_person(*each, self.lexicon) for each in zip(self.table.columns, self.names, strict=True))

    @cached_property
    def keyed(self) -> bool:
        """Whether some column is a key of a person."""
        return any(self.keys)

    @cached_property
    def refers(self) -> bool:
        """Whether some column but the first, which is the table's own key, is a key of a person."""
        return any(self.keys[1:])

    @cached_property
    def called(self) -> bool:
        """Whether some column is what a row is called by."""
        return any(self.lexicon.has(end, Role.NAME) for end in self.ends)

    @property
    def person_names(self) -> frozenset[EntityType]:
        """A first name, a last name, or both."""
        return self.told & _NAMES

    @property
    def whole_name(self) -> bool:
        """Whether they tell a first name and a last name."""
        return self.told >= _NAMES

    @property
    def one_person(self) -> bool:
        """Whether they tell what one person alone has: a whole name, a birth date, an identity code."""
        return self.whole_name or bool(self.told & _ONLY_OF_ONE)

    @property
    def addresses(self) -> frozenset[EntityType]:
        """As what persons sign in: an e-mail address, a user name."""
        return self.told & _ADDRESSES

    @property
    def contacts(self) -> frozenset[EntityType]:
        """What somebody is called or reached by; a table that only joins persons to something holds none."""
        return self.told & _CONTACTS

    @property
    def signs_in(self) -> bool:
        """Whether they tell who signs in, and the password."""
        return EntityType.PASSWORD in self.told and bool(self.told & {EntityType.USERNAME, EntityType.PERSON})

    def _sure(self, wanted: Collection[EntityType]) -> Iterator[EntityType]:
        """Yield which of those the columns surely speak for, as somebody's own."""
        for column, name, matches in zip(self.table.columns, self.names, self.readings, strict=True):
            for match in matches:
                if (
                    match.entity_type in wanted
                    and match.strength == "strong"
                    and match.tail is Tail.NONE
                    and match.owner is not Owner.OTHER
                    and not match.setting
                    and family_of(column.data_type) is not TypeFamily.BOOLEAN
                    and not (match.entity_type in _NAMES and self._is_of_contact(name[: match.start]))
                ):
                    yield match.entity_type

    def _is_of_contact(self, before: Sequence[str]) -> bool:
        """Whether a name is of whoever is reached at what a row is of: the contact's first name of a vendor."""
        return not _CONTACT_PERSONS.isdisjoint(before) and _CONTACT_PERSONS.isdisjoint(self.lexicon.words(self.table.name))


def _is_key_of_person(column: Column, name: tuple[str, ...], words: Lexicon) -> bool:
    """Whether a column is called customer_id, or ``customer`` and holds a number."""
    if reading.is_signed_in(name, column.data_type):
        return True
    return (
        (reading.is_identifier(name, words) or (family_of(column.data_type) in _NUMBERS and not reading.is_many(column.name, name)))
        and bool(reading.key_of_person(name, words))
        and not any(words.has(word, Role.ACTOR) or word in _HANDLERS for word in name)
    )
