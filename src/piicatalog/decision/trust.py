"""How far a table's names can be trusted: as far as those that values can be held against turn out to be true.

In a table whose columns slipped by one, or that lost its header, most names that can be checked are wrong; then the
names that no value speaks for or against tell nothing either. One wrong name among right ones is just that.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from piicatalog.decision.weigh import log_odds
from piicatalog.detection.traits import are_kin
from piicatalog.model.entity_type import EntityType
from piicatalog.model.evidence import OF_VALUES, Evidence, Signal
from piicatalog.model.reason import Reason

if TYPE_CHECKING:
    from piicatalog.definitions.knowledge import Knowledge
    from piicatalog.model.profile import ColumnProfile

_OF_NAMES = frozenset({Signal.COLUMN_NAME, Signal.KEYS})
_HIDDEN = r"\A(?:[0-9a-fA-F-]{24,}|[A-Za-z0-9+/_=-]*\d[A-Za-z0-9+/_=-]{16,}|[*xX#-]+)\z"


def doubts(
    evidence: Mapping[str, Sequence[Evidence]], profiles: "Mapping[str, ColumnProfile]", knowledge: "Knowledge"
) -> Iterator[tuple[str, Evidence]]:
    """Yield (column's key, evidence against) for what only names speak for, in a table whose names are wrong where values tell."""
    weights = knowledge.weights
    told = [
        said
        for key, found in evidence.items()
        if (said := _is_true(found, weights)) is not None and (said or not _is_hidden(profiles.get(key)))
    ]
    wrong = told.count(False)
    if not wrong:
        return
    lost = names_lost(wrong, len(told), weights)
    most = math.log((1 - lost) / lost)
    reason = Reason("names_lost", {"wrong": wrong, "told": len(told)})
    for key, found in evidence.items():
        for entity in sorted(_named(found)):
            reasons = [one for one in found if one.entity_type is entity]
            if any(one.signal in OF_VALUES and one.weight > 0 for one in reasons):
                continue
            over = log_odds(reasons, weights) - most
            if over > 0:
                least = min((one.weight for one in reasons if one.signal is Signal.TABLE and one.weight < 0), default=0.0)
                yield key, Evidence(entity_type=entity, signal=Signal.TABLE, weight=round(least - over, 3), reason=reason)


def names_lost(wrong: int, told: int, weights: Mapping[str, float]) -> float:
    """Return how likely (0 to 1) the names of a table stand over the wrong columns, when so many of those that values tell of are wrong.

    >>> weights = {"names_lost": 0.01, "names_lost_wrong": 0.8, "names_kept_wrong": 0.03}
    >>> [round(names_lost(*case, weights), 2) for case in ((0, 3), (1, 1), (1, 5), (2, 2), (3, 4))]
    [0.0, 0.21, 0.0, 0.88, 0.98]
    """
    before, in_lost, in_kept = weights["names_lost"], weights["names_lost_wrong"], weights["names_kept_wrong"]
    lost = before * in_lost**wrong * (1 - in_lost) ** (told - wrong)
    kept = (1 - before) * in_kept**wrong * (1 - in_kept) ** (told - wrong)
    return lost / (lost + kept)


def _named(found: Sequence[Evidence]) -> set[EntityType]:
    return {one.entity_type for one in found if one.signal in _OF_NAMES and one.weight > 0}


def _is_true(found: Sequence[Evidence], weights: Mapping[str, float]) -> bool | None:
    """Whether what a column's name says most is what its values say; None where either says nothing."""
    names = [one for one in found if one.signal in _OF_NAMES and one.weight >= weights["name_strong"]]
    if not names:
        return None
    entity = max(names, key=lambda one: (one.weight, one.entity_type)).entity_type
    said = [one for one in found if one.signal in OF_VALUES]
    if any(one.weight > 0 and are_kin(one.entity_type, entity) for one in said):
        return True
    another = any(one.weight >= weights["names_proved"] for one in said)
    against = any(one.entity_type is entity and one.weight <= -weights["names_proved"] for one in said)
    return False if another or against else None


def _is_hidden(profile: "ColumnProfile | None") -> bool:
    """Whether the values are hashes or keys that stand for what the name says: such a table is not misnamed but pseudonymous."""
    if profile is None or profile.sample is None or not len(profile.sample):
        return False
    import pyarrow.compute as pc

    return int(pc.match_substring_regex(profile.sample.values, _HIDDEN).true_count) >= 0.5 * len(profile.sample)
