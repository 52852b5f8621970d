"""Weights fitted to labels, and checked on sources that the fit has not seen.

Evidence is sought once, with numbers that remember their names (``trace``); then the weights are moved, by gradient
descent, so that the stated confidence of every candidate becomes more likely given the labels. What is fitted stays near
what it was (the ridge), keeps its sign, and only weights that speak often enough move at all.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from piicatalog.decision.weigh import counting
from piicatalog.detection import TableView
from piicatalog.detection.collect import collect
from piicatalog.detection.lexicon import keep, lexicon
from piicatalog.detection.survey import survey
from piicatalog.evaluation.findings import by_names
from piicatalog.evaluation.labels import LabelledColumn, tables_of
from piicatalog.evaluation.score import Evaluation, evaluate
from piicatalog.evaluation.trace import Traced, traced, value_of
from piicatalog.model.entity_type import EntityType
from piicatalog.model.evidence import Evidence, Signal
from piicatalog.model.finding import Finding

if TYPE_CHECKING:
    from piicatalog.definitions.knowledge import Knowledge

FOLDS = 5
STEPS = 120
STEP = 0.05
RIDGE = 0.002
"""Pull towards the old value, per candidate: one weight unit costs as much as 0.1 % of the candidates being very wrong."""
LEAST = 20
"""Candidates that a weight must speak in before it is moved."""
FIXED = frozenset({"prior"})
"""Agreed between the stages."""
Parts = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Case:
    """One entity type that something spoke for in one column."""

    source: str
    right: bool
    evidence: tuple[tuple[Signal, Parts], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """Proposed weights, and how they do on sources that were left out."""

    weights: Mapping[str, float]
    spoke: Mapping[str, int]
    """In how many candidates each weight spoke."""
    before: Evaluation
    after: Evaluation
    """Each source judged with weights fitted without it."""
    loss_before: float
    loss_after: float
    """Mean log loss of the candidates, likewise."""


def fit(columns: Sequence[LabelledColumn], knowledge: "Knowledge") -> Fit:
    """Fit the weights of names and types to labelled columns, with cross-validation by source."""
    found = cases(columns, knowledge)
    spoke = Counter(name for case in found for name in {name for _, parts in case.evidence for name in parts})
    unseen: dict[LabelledColumn, tuple[Finding, ...]] = {}
    losses: list[tuple[float, int]] = []
    for left_out in _folds(columns):
        weights = fitted([case for case in found if case.source not in left_out], knowledge.weights)
        held = [case for case in found if case.source in left_out]
        losses.append((loss(held, weights), len(held)))
        unseen.update(by_names([column for column in columns if column.source in left_out], _with(knowledge, weights)))
    return Fit(
        weights=fitted(found, knowledge.weights),
        spoke=spoke,
        before=evaluate(by_names(columns, knowledge)),
        after=evaluate(unseen),
        loss_before=loss(found, knowledge.weights),
        loss_after=sum(one * number for one, number in losses) / max(1, sum(number for _, number in losses)),
    )


def cases(columns: Sequence[LabelledColumn], knowledge: "Knowledge") -> list[Case]:
    """Return the candidates of all columns that are sure, each with its evidence by the names of weights."""
    tracing = _with(knowledge, traced(knowledge.weights))
    labelled = {(column.source, column.table, column.column): column for column in columns if column.sure}
    found: list[Case] = []
    for source, tables in tables_of(columns).items():
        about = survey(tables, tracing)
        for table in tables:
            for key, evidence in collect(TableView(table=table), about, tracing).items():
                column = labelled.get((source, table.name, key))
                if column is not None:
                    found.extend(_candidates(column, evidence))
    return found


def _candidates(column: LabelledColumn, evidence: Iterable[Evidence]) -> Iterable[Case]:
    by_entity: dict[EntityType, list[Evidence]] = {}
    for one in evidence:
        by_entity.setdefault(one.entity_type, []).append(one)
    for entity, reasons in sorted(by_entity.items()):
        if any(one.weight > 0 for one in reasons):
            yield Case(column.source, entity in column.labels, tuple((one.signal, _parts(one.weight)) for one in reasons))


def _parts(weight: float) -> Parts:
    return weight.parts if isinstance(weight, Traced) else {}


def _with(knowledge: "Knowledge", weights: Mapping[str, float]) -> "Knowledge":
    changed = replace(knowledge, weights=weights)
    keep(changed, lexicon(knowledge))
    return changed


def _folds(columns: Sequence[LabelledColumn]) -> list[frozenset[str]]:
    """Return the sources in groups of about the same number of columns, so that no source is on both sides."""
    sizes = Counter(column.source for column in columns)
    folds: list[list[str]] = [[] for _ in range(min(FOLDS, len(sizes)))]
    for source, _ in sorted(sizes.items(), key=lambda item: (-item[1], item[0])):
        min(folds, key=lambda fold: (sum(sizes[each] for each in fold), fold)).append(source)
    return [frozenset(fold) for fold in folds]


def probability(case: Case, weights: Mapping[str, float]) -> tuple[float, list[Parts]]:
    """Return the stated confidence of a candidate and the evidence that counts for it."""
    valued = [(signal, Traced(value_of(parts, weights), parts)) for signal, parts in case.evidence]
    counted = counting(valued)
    odds = weights["prior"] + math.fsum(counted)
    share = 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, weights["calibration_slope"] * odds))))
    return share, [_parts(one) for one in counted]


def loss(found: Sequence[Case], weights: Mapping[str, float]) -> float:
    """Return the mean log loss: 0 is certain and right, 0.69 says nothing."""
    total = 0.0
    for case in found:
        share, _ = probability(case, weights)
        share = min(share, weights["calibration_most"])
        total -= math.log(max(1e-6, share if case.right else 1.0 - share))
    return total / max(1, len(found))


def fitted(found: Sequence[Case], start: Mapping[str, float]) -> dict[str, float]:
    """Return weights under which the labels are likelier, by gradient descent with a step of its own for each weight (Adam)."""
    spoke = Counter(name for case in found for name in {name for _, parts in case.evidence for name in parts})
    moving = sorted(name for name, number in spoke.items() if number >= LEAST and name not in FIXED)
    weights = {name: float(value) for name, value in start.items()}
    first = dict.fromkeys(moving, 0.0)
    second = dict.fromkeys(moving, 0.0)
    for step in range(1, STEPS + 1):
        slope = dict.fromkeys(moving, 0.0)
        for case in found:
            share, counted = probability(case, weights)
            error = share - case.right
            for parts in counted:
                for name, factor in parts.items():
                    if name in slope:
                        slope[name] += error * factor
        for name in moving:
            gradient = slope[name] / len(found) + RIDGE * (weights[name] - start[name])
            first[name] = 0.9 * first[name] + 0.1 * gradient
            second[name] = 0.99 * second[name] + 0.01 * gradient * gradient
            pace = (first[name] / (1 - 0.9**step)) / (math.sqrt(second[name] / (1 - 0.99**step)) + 1e-8)
            moved = weights[name] - STEP * pace
            weights[name] = moved if moved * start[name] > 0 else weights[name]
    return {name: round(value, 2) if name in first else start[name] for name, value in weights.items()}
