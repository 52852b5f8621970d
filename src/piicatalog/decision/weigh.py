"""Evidence to findings: log-odds add up, and the sum is stretched to a confidence that means what it says."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping

from piicatalog.model.entity_type import EntityType
from piicatalog.model.evidence import Evidence, Signal
from piicatalog.model.finding import Finding


def weigh(evidence: Iterable[Evidence], weights: Mapping[str, float]) -> tuple[Finding, ...]:
    """Return one finding per entity type that anything speaks for, best first.

    Of each signal only the strongest reason for and the strongest against count: ten guesses of one kind are one guess.
    """
    by_entity: dict[EntityType, list[Evidence]] = defaultdict(list)
    for one in evidence:
        by_entity[one.entity_type].append(one)
    findings = [
        Finding(entity_type=entity, confidence=confidence(log_odds(reasons, weights), weights), evidence=_strongest_first(reasons))
        for entity, reasons in by_entity.items()
        if any(one.weight > 0 for one in reasons)
    ]
    return tuple(sorted(findings, key=lambda finding: (-finding.confidence, finding.entity_type)))


def log_odds(evidence: Iterable[Evidence], weights: Mapping[str, float]) -> float:
    """Return the prior plus what counts of the evidence."""
    return weights["prior"] + math.fsum(counting((one.signal, one.weight) for one in evidence))


def counting(evidence: Iterable[tuple[Signal, float]]) -> tuple[float, ...]:
    """Return the weights that count: of each signal its strongest for and its strongest against."""
    most: dict[Signal, float] = {}
    least: dict[Signal, float] = {}
    for signal, weight in evidence:
        if weight > most.get(signal, 0.0):
            most[signal] = weight
        if weight < least.get(signal, 0.0):
            least[signal] = weight
    return (*most.values(), *least.values())


def confidence(odds: float, weights: Mapping[str, float]) -> float:
    """Return the share of right answers (0 to 1) among findings with such log-odds; the stretch is fitted, see weights.yaml.

    >>> confidence(0.0, {"calibration_slope": 1.0, "calibration_most": 0.999})
    0.5
    """
    share = 1.0 / (1.0 + math.exp(-max(-50.0, min(50.0, weights["calibration_slope"] * odds))))
    return round(min(share, weights["calibration_most"]), 4)


def _strongest_first(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    return tuple(sorted(evidence, key=lambda one: (-abs(one.weight), one.signal, one.reason)))
