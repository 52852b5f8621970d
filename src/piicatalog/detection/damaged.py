"""Names whose letters were lost: cut off at a field's length, without ä ö å, with the last word shortened to two letters.

Each is read only where no file knows the name as it stands, and only as what is left after its loss could have been:
``SAHKOPOST``, ``LHIOSOITE``, ``s_hk_posti``, ``PHONENO``.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from piicatalog.model.entity_type import EntityType
from piicatalog.model.vocabulary import Role

if TYPE_CHECKING:
    from piicatalog.detection.lexicon import Lexicon

Words = tuple[str, ...]

_SHORTEST_CUT = 6
"""Fields of the oldest systems have six letters; shorter beginnings could be of anything."""
_LONGEST_LOSS = 6
_SMALL_LOSS = 2
_LEAST_LEFT = 0.6
"""Of a name that was cut; with less, English words begin Finnish names."""
_ENDS = {"no": "number", "nr": "number", "cd": "code", "kd": "koodi", "nm": "name", "dt": "date"}
"""The last word of a name in systems that spare letters: PHONENO, ZIPCD."""
_SHORTEST_LACKING = 7
_CLIP = 3
"""Letters that are left at least of a word that was cut."""
_LONGEST_CLIPPED = 12
"""Longer names had no need to be cut."""
_OF_ANYTHING = (Role.NAME, Role.IDENTIFIER, Role.MOMENT, Role.STATE, Role.MEASURE, Role.RECORD)
_PIECES = 5
"""A word with three lost letters lies in four pieces: k_ytt_j_tunnus, with its second word the fifth."""


def read(token: str, pieces: Words, lexicon: "Lexicon") -> Words:
    """Return the words of a token that lost letters, or else the pieces that it seems to be made of.

    Pieces that tell nothing give way to a word that lacks two letters at most: ``SAHKOPOST`` is no sahko and post.
    """
    if pieces:
        return pieces if pieces[-1] == "id" or _strong(pieces, lexicon) else _cut(token, lexicon, loss=_SMALL_LOSS) or pieces
    return (
        _without_letters(token, lexicon)
        or _shortened(token, lexicon)
        or _cut(token, lexicon)
        or _clipped(token, lexicon)
        or _lacking(token, lexicon)
    )


def person(start: str, lexicon: "Lexicon") -> Words:
    """Return the person's word that begins so, when everything known that begins so is a person or a person's: velall of velallinen."""
    if start.endswith("ed"):
        return ()  # assigned, and not the beginning of whom something is assigned to
    owners: list[str] = []
    for spelling in lexicon.bases.beginning(start):
        word = lexicon.known(spelling)[:1]
        if word and lexicon.has(word[0], Role.PERSON):
            owners.append(spelling)
        elif not owners or not spelling.startswith(tuple(owners)):  # potilaskertomus is a potilas' own
            return ()
    return lexicon.known(owners[0])[:1] if owners else ()


def in_pieces(tokens: Sequence[str], lexicon: "Lexicon") -> tuple[int, Words]:
    """Return how many of the first tokens are one word whose lost letters stand as separators, and its words; else 0 and none.

    A piece that is a word by itself may only be the last: ``s_hk_posti``.
    """
    for number in range(2, min(len(tokens), _PIECES) + 1):
        if lexicon.knows(tokens[number - 2]) or tokens[number - 2] in lexicon.expansions or tokens[number - 2].isdigit():
            break
        together = "".join(tokens[:number])
        words = lexicon.known(together) or _without_letters(together, lexicon)
        if _strong(words, lexicon):
            return number, words
    return 0, ()


def _without_letters(token: str, lexicon: "Lexicon") -> Words:
    for guess in sorted(_put_back(token, lexicon)):
        base = lexicon.bases.get(guess)
        words = (base,) if base is not None else lexicon.compound(guess)
        if words:
            return words
    return ()


def _put_back(token: str, lexicon: "Lexicon") -> set[str]:
    """Return what the token may have been with the letters of one or two words put back."""
    found: set[str] = set()
    before = {token}
    for _ in range(2):
        before = {
            name.replace(lost, whole, 1) for name in before for lost, whole in lexicon.lost.items() if lost in name and whole not in name
        }
        found |= before
    return found


def _shortened(token: str, lexicon: "Lexicon") -> Words:
    end = _ENDS.get(token[-2:])
    if end is None or len(token) < 5:
        return ()
    stem = lexicon.expansions.get(token[:-2]) or lexicon.known(token[:-2])
    if not stem:
        return ()
    words = lexicon.joined((*stem, end))
    told = _strong(words, lexicon) or _strong(stem, lexicon) or lexicon.has(stem[-1], Role.PERSON)
    return words if told else ()


def _cut(token: str, lexicon: "Lexicon", *, loss: int = _LONGEST_LOSS) -> Words:
    """Read the beginning of a detector's word, when every word that it could be the beginning of says the same."""
    if len(token) < _SHORTEST_CUT:
        return ()
    longest = min(len(token) + loss, int(len(token) / _LEAST_LEFT))
    beginning = [spelling for spelling in lexicon.bases.beginning(token) if len(spelling) <= longest]
    could = {spelling: _strong(lexicon.known(spelling), lexicon) for spelling in beginning}
    rests = {spelling[len(token) :] for spelling in could if spelling in lexicon.told}
    if any(len(rest) > _SMALL_LOSS and rest in lexicon.roles for rest in rests):
        return ()  # a whole word, not a cut one: liittyma of liittymanumero
    if any(not said and spelling not in lexicon.told for spelling, said in could.items()):
        return ()  # another word begins so too
    telling = {spelling: said for spelling, said in could.items() if said}
    if not telling or not set.intersection(*telling.values()):
        return ()
    return lexicon.known(min(telling, key=lambda spelling: (len(spelling), spelling)))


def _clipped(token: str, lexicon: "Lexicon") -> Words:
    """Read a compound of which the first word is cut, and maybe the last: AIDKIELI, KREDUPPL; when all that it could be says the same."""
    if not _SHORTEST_CUT <= len(token) <= _LONGEST_CLIPPED:
        return ()
    could: dict[str, set[EntityType]] = {}
    for at in range(_CLIP, len(token) - _CLIP + 1):
        first, last = token[:at], token[at:]
        for known in lexicon.seams().get(first[:_CLIP] + last[:_CLIP], "").splitlines():
            start, end = known.split(" ")
            whole = len(last) == len(end)
            if (at > _CLIP or (whole and len(last) > _CLIP)) and at < len(start) and start.startswith(first) and end.startswith(last):
                could[start + end] = _strong(lexicon.known(start + end), lexicon)
    if not could or not set.intersection(*could.values()):
        return ()
    return lexicon.known(min(could, key=lambda spelling: (len(spelling), spelling)))


def _lacking(token: str, lexicon: "Lexicon") -> Words:
    """Read a telling word of which one letter is left out: PUHELINUMERO, SUKPUOLI."""
    if len(token) < _SHORTEST_LACKING:
        return ()
    could: dict[str, set[EntityType]] = {}
    for spelling in lexicon.by_ends().get(token[:_CLIP] + token[-_CLIP:], ()):
        if len(spelling) == len(token) + 1 and any(
            spelling[:at] + spelling[at + 1 :] == token for at in range(_CLIP, len(spelling) - _CLIP)
        ):
            could[spelling] = _strong(lexicon.known(spelling), lexicon)
    if not could or not set.intersection(*could.values()):
        return ()
    return lexicon.known(min(could, key=lambda spelling: (len(spelling), spelling)))


def seams(lexicon: "Lexicon") -> dict[str, str]:
    """Return the telling compounds, one a line, with a space before their last words, by the first letters of both.

    A last word that any thing has (name, number, date) tells nothing beside a first that is cut.
    """
    found: dict[str, list[str]] = {}
    for spelling in sorted(lexicon.told):
        for seam in range(_CLIP + 1, len(spelling) - _CLIP + 1):
            start, end = spelling[:seam], spelling[seam:]
            last = lexicon.bases.get(end)
            if last is not None and not lexicon.has(last, *_OF_ANYTHING) and lexicon.known(start):
                found.setdefault(start[:_CLIP] + end[:_CLIP], []).append(f"{start} {end}")
    return {letters: "\n".join(known) for letters, known in found.items()}


def _strong(words: Words, lexicon: "Lexicon") -> set[EntityType]:
    return {term.entity_type for term in lexicon.phrases.get(words, ()) if term.strength == "strong"}
