"""All words of the definition files as one lexicon, and every name read through it to the same base words.

``asiakkaansahkopostiosoite``, ``ASIAKAS_SAHKOPOSTIOS`` and ``asiakkaanSahkopostiosoite`` come out alike, so that a phrase
of a detector file matches all of them; words match whole, never as parts of other words.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from piicatalog.detection import damaged, guessed, normalise
from piicatalog.detection.forms import Forms
from piicatalog.model.entity_type import EntityType
from piicatalog.model.vocabulary import Role

if TYPE_CHECKING:
    from piicatalog.definitions.knowledge import Knowledge

LONGEST_PHRASE = 5
_MAX_LENGTH = 64
"""Longer tokens are not compounds that a person wrote."""


@dataclass(frozen=True, slots=True)
class Term:
    """One phrase of a detector file."""

    entity_type: EntityType
    strength: str
    """``strong``, ``weak`` or ``negative``."""
    detector: str


@dataclass(slots=True, eq=False, weakref_slot=True)
class Lexicon:
    """Words and phrases; names read through it are remembered."""

    bases: Forms = field(default_factory=Forms, init=False)
    """Every form of every word to its base, and how everything else known is spelled as one token."""
    expansions: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Abbreviations, to the words they stand for."""
    roles: dict[str, frozenset[Role]] = field(default_factory=dict)
    events: Mapping[str, EntityType] = field(default_factory=dict)
    phrases: dict[tuple[str, ...], tuple[Term, ...]] = field(default_factory=dict)
    heads: frozenset[str] = frozenset()
    """Words that alone tell an entity type, worth finding at the end of a half-known compound."""
    openers: frozenset[str] = frozenset()
    """Words that tell a special category whatever follows them in a compound: rokotetilanne."""
    short: frozenset[str] = frozenset()
    """A letter and a word that says something else: snimi, saika."""
    tells: frozenset[str] = frozenset()
    """Words of three letters that alone tell an entity type: gsm, fax."""
    places: frozenset[str] = frozenset()
    """Words that alone may tell a part of an address."""
    lost: Mapping[str, str] = field(default_factory=dict)
    """Words without their ä ö å, to the words: shk is what is left of sahko."""
    seamed: Mapping[str, str] = field(default_factory=dict)
    """The telling compounds with a space before their last words, by the first letters of both; made when first asked for."""
    ended: dict[str, list[str]] = field(default_factory=dict, init=False)
    """The telling words by their first and last letters; made when first asked for."""
    told: frozenset[str] = frozenset()
    """The words that alone tell an entity type, as one token each: sukunimi, huoltajannimi; not the shortest."""
    said: frozenset[str] = frozenset()
    """Every word that some phrase is made of: known, though it may mean nothing by itself."""
    read_names: dict[str, tuple[str, ...]] = field(default_factory=dict, init=False)
    read_tokens: dict[str, tuple[str, ...]] = field(default_factory=dict, init=False)
    identifiers: dict[tuple[str, ...], bool] = field(default_factory=dict, init=False)
    """Whether names end as keys do, as far as it was asked."""
    matched: dict[tuple[str, ...], Any] = field(default_factory=dict, init=False)
    """What names speak for, as ``reading.matches`` tells it, as far as it was asked."""

    def words(self, name: str) -> tuple[str, ...]:
        """Return a name's base words; an unknown token stays as it is."""
        known = self.read_names.get(name)
        if known is None:
            known = self.read_names[name] = self._read(name)
        return known

    def has(self, word: str, *roles: Role) -> bool:
        """Whether a base word can play one of the roles."""
        played = self.roles.get(word)
        return played is not None and not played.isdisjoint(roles)

    def knows(self, token: str) -> bool:
        """Whether a token is a known word in some form, or made up of known words."""
        return token in self.bases or bool(self.compound(token))

    def known(self, token: str) -> tuple[str, ...]:
        """Return the words of a token that is a known word in some form, a short form, or made up of known words; else none."""
        base = self.bases.get(token)
        return self.expansions.get(token) or ((base,) if base is not None else self.compound(token))

    def seams(self) -> Mapping[str, str]:
        """Return the telling compounds, one a line, with a space before their last words, by the first letters of both."""
        if not self.seamed:
            self.seamed = damaged.seams(self)
        return self.seamed

    def by_ends(self) -> dict[str, list[str]]:
        """Return the telling words by their first three and last three letters."""
        if not self.ended:
            for spelling in sorted(self.told):
                self.ended.setdefault(spelling[:3] + spelling[-3:], []).append(spelling)
        return self.ended

    def _read(self, name: str) -> tuple[str, ...]:
        for guess in normalise.guesses(name) if normalise.LOST_LETTER in name or "\ufffd" in name else ():
            words = self.joined(normalise.split(guess))
            if all(word in self.roles or (word,) in self.phrases for word in words):
                return words
        outside, inside = normalise.without_remarks(name)
        if not inside:
            return self.joined(normalise.split(name))
        remark = self.joined(normalise.split(inside))
        if not all(word in self.roles or word in self.said for word in remark):
            remark = tuple(word for word in remark if self.has(word, Role.PERSON))
        return self.joined(normalise.split(outside)) + remark

    def joined(self, tokens: Sequence[str]) -> tuple[str, ...]:
        """Read tokens from the left; those that only together make a word (e-mail, post_code) are taken together."""
        found: list[str] = []
        plain = [self._plain(token) for token in tokens]
        at = 0
        while at < len(tokens):
            for end in range(min(len(tokens), at + 3), at + 1, -1):
                together = next((word for word in ("".join(tokens[at:end]), "".join(plain[at:end])) if self.bases.get(word) == word), "")
                if together:
                    found.append(together)
                    at = end
                    break
            else:
                number, words = damaged.in_pieces(tokens[at:], self) if self.heads else (0, ())
                found.extend(words or self._token(tokens[at]))
                at += number or 1
        if len(found) > 1 and found[-1] == "no":  # "customer no", not the answer no
            found[-1] = "numero"
        if len(found) > 1 and tokens[-1] == "yht":  # "ostot yht" is how much together, "yht puh" where one is reached
            found[-1] = "yhteensa"
        return tuple(found)

    def _plain(self, token: str) -> str:
        """Return what a token is short for, where that is one word: zip_cd is a zipcode too."""
        full = self.expansions.get(token, ())
        return full[0] if len(full) == 1 else token

    def _token(self, token: str) -> tuple[str, ...]:
        words = self.read_tokens.get(token)
        if words is None:
            words = self.read_tokens[token] = self._split(token)
        return words

    def _split(self, token: str) -> tuple[str, ...]:
        if token in self.expansions:
            return self.expansions[token]
        base = self.bases.get(token)
        if base is not None:
            return (base,)
        if len(token) > _MAX_LENGTH or token.isdigit():
            return (token,)
        pieces = self.compound(token) or guessed.owned(token, self)
        if self.heads and token not in self.said:  # while the files' own words are read, nothing is guessed
            pieces = damaged.read(token, pieces, self)
        if pieces:
            return guessed.whose_end(pieces, self) if self.heads else pieces
        for key in ("id", "oid"):  # idemployee, as some tools name keys
            if token.startswith(key) and self.knows(token[len(key) :]):
                return (*self._split(token[len(key) :]), key)
        return guessed.read(token, self) if self.heads else (token,)

    def compound(self, token: str) -> tuple[str, ...]:
        """Return the fewest known words that make up the whole token, or none."""
        best: list[tuple[str, ...] | None] = [()] + [None] * len(token)
        bent = [0] * (len(token) + 1)
        for start in range(len(token) - 1):
            before = best[start]
            if before is None:
                continue
            for end in range(start + 2, len(token) + 1):
                part = token[start:end]
                words = self._piece(part, first=start == 0, last=end == len(token))
                if not words:
                    continue
                known = best[end]
                size, forms = len(before) + len(words), bent[start] + (words != (part,))
                if known is None or size < len(known) or (size == len(known) and (known[-1] in self.short or forms < bent[end])):
                    best[end], bent[end] = before + words, forms  # palautus and aika, not a palautu's saika; a street, not offices' tree
        return best[-1] or ()

    def _piece(self, part: str, *, first: bool, last: bool) -> tuple[str, ...]:
        if first and last:
            return ()
        if part == "id" or (part == "ip" and last):
            return (part,) if not first else ()
        if part == "of":
            return ("of",) if not first and not last else ()
        base = self.bases.get(part)
        if base is None:
            expansion = self.expansions.get(part, ()) if len(part) > 2 else ()
            if not expansion or (last and part[1:] in self.bases):
                return ()  # lnamn is short for a surname, but hotell and namn make hotellnamn
            return expansion if len(part) >= 4 or last or self._is_person(expansion) or (first and part in _BEGINNINGS) else ()
        if len(part) >= 4:
            return (base,)
        if last:
            ends = self.has(base, Role.IDENTIFIER, Role.MOMENT, Role.ADDRESSED) and part not in _NO_ENDING
            return (base,) if ends or part in _TELLING_ENDS else ()
        starts = self.has(base, *_FIRST) or base in self.tells or (first and part in _BEGINNINGS)
        return (base,) if starts and (len(part) == 3 or part in _BEGINNINGS) else ()

    def _is_person(self, words: Sequence[str]) -> bool:
        return len(words) == 1 and self.has(words[0], Role.PERSON)


_FIRST = (Role.THING, Role.PERSON, Role.EVENT, Role.ADDRESSED)
"""What three letters at the start of a compound may be."""
_BEGINNINGS = frozenset({"ip", "alt", "new", "old", "own", "paa", "oma", "tel"})
"""Short words that begin no others: altphone, iplastlogin."""
_NO_ENDING = frozenset(
    {"no", "on", "at", "dt", "ts", "ar", "tid", "day", "num", "ref", "pk", "fk", "sk", "ids", "uid", "gid", "xid", "dag"}
)
"""Short words that end too many other words."""
_TELLING_ENDS = frozenset({"gsm", "fax", "zip", "dob", "ssn", "pro", "pin"})
"""Short words that end no others."""


_KEPT: dict[int, tuple["Knowledge", Lexicon]] = {}


def keep(knowledge: "Knowledge", built: Lexicon) -> None:
    """Use a lexicon that was built for an equal knowledge before: building takes most of a short check."""
    _KEPT.clear()
    _KEPT[id(knowledge)] = (knowledge, built)


@lru_cache(maxsize=2)  # one takes 25 MB, and a process that scans again reads its files again
def lexicon(knowledge: "Knowledge") -> Lexicon:
    """Return the lexicon of a knowledge; made once for the last ones."""
    kept = _KEPT.pop(id(knowledge), None)
    if kept is not None:
        return kept[1]
    from piicatalog.detection.build import build

    return build(knowledge)
