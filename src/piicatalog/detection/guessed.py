"""Tokens of which no file knows all: an owner's short form before a known word, a known end or beginning, the ending of a doer's word."""

import re
from typing import TYPE_CHECKING

from piicatalog.detection import damaged
from piicatalog.detection.traits import ADDRESSES
from piicatalog.model.vocabulary import Role

if TYPE_CHECKING:
    from piicatalog.detection.lexicon import Lexicon

Words = tuple[str, ...]

UNKNOWN = "?"
"""Stands for the part of a compound that no file knows."""
_LONGEST_INITIALS = 4
_AFTER_LETTERS = frozenset({"name", "address", "phone", "mobile", "email", "salary", "gender", "birthdate", "password"})
_AFTER_A_LETTER = _AFTER_LETTERS | frozenset({"addr", "contact", "city", "street", "sex", "dob", "bdate", "ssn", "age", "id", "no", "num"})
"""What textbook tables begin with the table's letter; hardly another word ends so."""
_OF_OWNERS = frozenset({"nimi", "namn", "nro", "num", "nr"})
"""Behind a short form of a person's word: ttnimi, vhnr."""
_PLACES = frozenset({"osoite", "osoitteen", "adress"})
"""Tell where, though not of whom, at the end of a compound that no file knows: upphamtningsadress."""
_SHORTEST_OWNER, _LONGEST_OWNER = 5, 8
"""Letters of a person's word that was cut."""
_SHORTEST_OPENER = 6
_DOER = re.compile(
    r"(?!soft|hard|firm|mal|middle|spy|ad|wel|squ|comp|prep|decl|tid|sen|vid)(?!.*(?:raja|maja|paja|(?<!i)vaja)(?:[nt]|id|nro|numero|tunnus|nimi)?$)(?:[a-z]{2,}(?:[^oeuiy]a|[a-z]i)ja[nt]?|[a-z]{4,}(?<![cw])(?<!sh)(?<!qu)are[ns]?)(?P<key>id|nro|numero|tunnus|nimi|namn|nummer)?"
)
"""Not software and its kin, nor Swedish comparisons such as tidigare, nor Finnish limits, huts, workshops and sheds."""
_ONE_OF = re.compile(r"(?:[a-z]{3,}lais(?:en|ten)|[a-z]{3,}[ae]ndes)(?P<key>id|nro|numero|tunnus|nimi|namn|nummer|pnr)?")
"""Whose it is, when the word for it says that somebody takes part or does something: talkoolaisen, koandes."""


def read(token: str, lexicon: "Lexicon") -> Words:
    """Return the words of a token that is no known word, or the token."""
    for start in range(2, len(token) - 3):
        end = token[start:]
        base = lexicon.bases.get(end)
        near = start == 2 and (len(end) <= 5 or lexicon.has(base or "", Role.PERSON))  # kalender is no lender
        if (base in lexicon.heads and not near) or end in lexicon.told or end in _PLACES:
            return (UNKNOWN, *lexicon.known(end))
    return _opened(token, lexicon) or _doer(token, lexicon) or _initialled(token, lexicon) or (token,)


def _initialled(token: str, lexicon: "Lexicon") -> Words:
    """Read a word behind the first letter or letters of the table that it stands in: ename, ssex, dno; acctaddress.

    A letter alone says nothing of whose the word is, letters that no file knows are some owner's.
    """
    for length in range(1, min(_LONGEST_INITIALS, len(token) - 2) + 1):
        end = token[length:]
        if end in (_AFTER_A_LETTER if length == 1 else _AFTER_LETTERS):
            return (token[0] if length == 1 else UNKNOWN, *(lexicon.known(end) or (end,)))
    return ()


def whose_end(pieces: Words, lexicon: "Lexicon") -> Words:
    """Return the last word of a compound for somebody who has, does or is in something: djuragare, autonkuljettaja."""
    if not lexicon.has(pieces[-1], Role.PERSON) or len(pieces) < 2 or any(lexicon.phrases.get(pieces[at:]) for at in range(len(pieces))):
        return pieces
    return pieces[-1:] if all(lexicon.has(word, Role.THING, Role.ORGANISATION) for word in pieces[:-1]) else pieces


def _opened(token: str, lexicon: "Lexicon") -> Words:
    """Read a compound of which only the first word is known, when that tells a special category; the longest known one counts."""
    for end in range(len(token) - 3, _SHORTEST_OPENER - 1, -1):
        base = lexicon.bases.get(token[:end]) or lexicon.bases.get(f"{token[:end]}a")  # smart- of smarta
        if base is not None:
            return (base, UNKNOWN) if base in lexicon.openers else ()
    return ()


def _doer(token: str, lexicon: "Lexicon") -> Words:
    """Read a doer's word that no file knows: Finnish -ja and Swedish -are say that somebody does something."""
    found = _DOER.fullmatch(token) or _ONE_OF.fullmatch(token)
    if found is None:
        return ()
    return (UNKNOWN, "henkilo", *(lexicon.known(found["key"]) if found["key"] else ()))


def owned(token: str, lexicon: "Lexicon") -> Words:
    """Read a short form of a person's word before a word that tells something of a person: ASPUHNRO, ASOSOITE, ASKOODI."""
    for length in range(2, min(5, len(token) - 2)):
        owner = lexicon.expansions.get(token[:length], ())
        if len(owner) == 1 and lexicon.has(owner[0], Role.PERSON):
            rest = lexicon.joined((token[length:],))
            if _tells(rest, lexicon) or (len(token) - length > 4 and _is_key(rest, lexicon)) or token[length:] in _OF_OWNERS:
                return owner + rest
    return _cut_owner(token, lexicon) if lexicon.heads else ()


def _cut_owner(token: str, lexicon: "Lexicon") -> Words:
    """Read the beginning of a person's word before a known word of a person: VELALLNIMI, HYRESGNAMN."""
    for length in range(min(_LONGEST_OWNER, len(token) - 2), _SHORTEST_OWNER - 1, -1):
        rest = lexicon.known(token[length:])
        if rest and (_tells(rest, lexicon) or _is_key(rest, lexicon) or lexicon.has(rest[0], Role.NAME)):
            owner = damaged.person(token[:length], lexicon)
            if owner:
                return owner + rest
    return ()


def _tells(words: Words, lexicon: "Lexicon") -> bool:
    """Whether words tell something of whoever stands before them."""
    terms = lexicon.phrases.get(words, ())
    return any(term.strength == "strong" or (term.strength == "weak" and term.entity_type in ADDRESSES) for term in terms)


def _is_key(words: Words, lexicon: "Lexicon") -> bool:
    return len(words) == 1 and lexicon.has(words[0], Role.IDENTIFIER)
