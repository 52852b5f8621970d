"""Words to know an activity's tables by, taken from its own name, for a notice that gives none: ``palkanmaksu`` from «Palkanmaksu».

A compound gives itself, its beginnings, and its first word (``palkka``, ``työterveys``); other words give themselves. What says
only that something is done with data, and what names people, tells nothing.
"""

from collections.abc import Iterator, Mapping, Sequence

from piicatalog.detection import normalise
from piicatalog.detection.guessed import UNKNOWN
from piicatalog.detection.lexicon import Lexicon
from piicatalog.model.processing import Notice, ProcessingActivity
from piicatalog.model.vocabulary import Role

_SHORTEST = 5
_EMPTY = frozenset(
    """hallinnointi hallinta hoitaminen hoito jarjestaminen toteuttaminen toteutus kasittely kayttaminen kaytto lahettaminen tayttaminen
    toimittaminen tuottaminen yllapito yllapitaminen seuranta kehittaminen varmistaminen tarjoaminen tarkoitus liittyva muut mukaan lukien
    esimerkiksi suorittaminen noudattaminen velvoite velvollisuus palvelu palvelut toiminta tehtava
    hantering behandling forvaltning genomforande uppfyllande anvandning administration skotsel tillhandahallande andra inklusive exempel
    management managing processing administration administering handling using providing provision fulfilling fulfilment performance
    including other example related maintaining maintenance purposes purpose activities activity operation operations service services
    sending delivering carrying conducting keeping personal information general legal""".split()
)


def label_words(notice: Notice, lexicon: Lexicon) -> Mapping[str, Sequence[tuple[str, ...]]]:
    """Return phrases by activity, for those without words of their own; a phrase that two activities have tells neither."""
    phrases = {activity.id: list(dict.fromkeys(_phrases(activity, lexicon))) for activity in notice.activities if not _has_words(activity)}
    owners: dict[tuple[str, ...], set[str]] = {}
    for name, found in phrases.items():
        for phrase in found:
            owners.setdefault(phrase, set()).add(name)
    return {name: [phrase for phrase in found if len(owners[phrase]) == 1] for name, found in phrases.items()}


def _has_words(activity: ProcessingActivity) -> bool:
    words = activity.table_words
    return bool(words.fi or words.sv or words.en or words.persons or words.data)


def _phrases(activity: ProcessingActivity, lexicon: Lexicon) -> Iterator[tuple[str, ...]]:
    labels = [activity.label, *(purpose.label for purpose in activity.purposes)]
    for text in dict.fromkeys(text for label in labels for text in (label.fi, label.sv, label.en) if text):
        for token in normalise.split(text):
            words = tuple(word for word in lexicon.words(token) if word != UNKNOWN)
            if len(words) > 1:
                yield from (words[:end] for end in range(len(words), 1, -1))
            for word in (*words[:1], *_beginning(token, lexicon)):
                if token not in _EMPTY and _tells(word, lexicon):
                    yield (word,)


def _beginning(token: str, lexicon: Lexicon) -> Iterator[str]:
    """Yield the longest known word that a token goes on from: ``palkka`` of ``palkanlaskenta``."""
    for end in range(len(token) - 3, _SHORTEST - 1, -1):
        base = lexicon.bases.get(token[:end])
        if base is not None:
            yield base
            return


def _tells(word: str, lexicon: Lexicon) -> bool:
    known = word in lexicon.roles
    return (
        len(word) >= _SHORTEST
        and word not in _EMPTY
        and (not known or lexicon.has(word, Role.EVENT))
        and not lexicon.has(word, Role.PERSON)
    )
