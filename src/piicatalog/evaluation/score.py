"""Scores of findings against labels: per entity type, over all columns, and whether confidence means what it says."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from piicatalog.evaluation.labels import LabelledColumn
from piicatalog.model.entity_type import EntityType
from piicatalog.model.finding import Finding

BUCKETS = (0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0)
"""Borders of the reliability table, as shares from 0 to 1."""
Found = Mapping[LabelledColumn, tuple[Finding, ...]]
"""What stands for each labelled column, best first; empty where nothing does."""


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of one kind of answer."""

    right: int = 0
    wrong: int = 0
    """Found and not labelled."""
    hit: int = 0
    """Labelled columns for which one of their labels was found."""
    labelled: int = 0

    @property
    def precision(self) -> float:
        """Share of findings that are right, 0 to 1."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 0.0

    @property
    def recall(self) -> float:
        """Share of labelled columns that were hit, 0 to 1."""
        return self.hit / self.labelled if self.labelled else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Bucket:
    """Findings whose stated confidence lies between two borders."""

    low: float
    high: float
    number: int
    stated: float
    """Their mean stated confidence."""
    right: float
    """The share of them that is right."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """One column that was judged wrongly."""

    column: LabelledColumn
    found: EntityType | None
    confidence: float
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """All scores of one set of findings."""

    columns: int
    unsure: int
    """Labelled as arguable and left out."""
    micro: Score
    personal: Score
    """Whether a column is personal at all."""
    by_type: Mapping[EntityType, Score]
    reliability: tuple[Bucket, ...]
    mistakes: tuple[Mistake, ...]
    """The worst first: sure of something wrong, then missed."""
    by_source: Mapping[str, tuple[float, float]]
    """Of each source the F1 of the entity type and of personal or not; sources that hold nothing personal are left out."""

    @property
    def macro_f1(self) -> float:
        """Mean F1 of the entity types that are labelled at all."""
        scores = [score.f1 for score in self.by_type.values() if score.labelled]
        return sum(scores) / len(scores) if scores else 0.0

    @property
    def mean_f1(self) -> tuple[float, float]:
        """Means over the sources, in which a big one counts no more than a small one: entity type, personal or not."""
        number = len(self.by_source) or 1
        return sum(micro for micro, _ in self.by_source.values()) / number, sum(
            personal for _, personal in self.by_source.values()
        ) / number


def without(found: Found, types: Collection[EntityType]) -> Found:
    """Leave out the columns that are labelled as one of the entity types, and the findings of those."""
    return {
        column: tuple(finding for finding in findings if finding.entity_type not in types)
        for column, findings in found.items()
        if not set(column.labels) & set(types)
    }


def evaluate(found: Found) -> Evaluation:
    """Return how right findings are; columns whose labels are not sure are left out.

    A finding is right when it is any of the column's labels. A missed column counts against its first label.
    """
    sure = {column: findings for column, findings in found.items() if column.sure}
    micro, personal, by_type = _scores(sure)
    return Evaluation(
        columns=len(sure),
        unsure=len(found) - len(sure),
        micro=micro,
        personal=personal,
        by_type=by_type,
        reliability=_reliability(sure),
        mistakes=_mistakes(sure),
        by_source=_by_source(sure),
    )


def _scores(found: Found) -> tuple[Score, Score, Mapping[EntityType, Score]]:
    """Return the scores of the entity type, of personal or not, and of each entity type."""
    right, wrong, hit, labelled = (Counter[EntityType]() for _ in range(4))
    personal = Counter[tuple[bool, bool]]()
    for column, findings in found.items():
        types = {finding.entity_type for finding in findings}
        for entity in types:
            (right if entity in column.labels else wrong)[entity] += 1
        if column.labels:
            labelled[column.labels[0]] += 1
            hit[column.labels[0]] += bool(types & set(column.labels))
        personal[bool(column.labels), bool(types)] += 1
    both = personal[True, True]
    return (
        Score(right.total(), wrong.total(), hit.total(), labelled.total()),
        Score(both, personal[False, True], both, both + personal[True, False]),
        {
            entity: Score(right[entity], wrong[entity], hit[entity], labelled[entity])
            for entity in EntityType
            if right[entity] or wrong[entity] or labelled[entity]
        },
    )


def _by_source(found: Found) -> Mapping[str, tuple[float, float]]:
    sources: dict[str, dict[LabelledColumn, tuple[Finding, ...]]] = {}
    for column, findings in found.items():
        sources.setdefault(column.source, {})[column] = findings
    scores = {source: _scores(columns) for source, columns in sorted(sources.items())}
    return {source: (micro.f1, personal.f1) for source, (micro, personal, _) in scores.items() if micro.labelled}


def _reliability(found: Found) -> tuple[Bucket, ...]:
    buckets = []
    for low, high in pairwise(BUCKETS):
        inside = [
            (finding.confidence, finding.entity_type in column.labels)
            for column, findings in found.items()
            for finding in findings
            if low <= finding.confidence < high or (high == BUCKETS[-1] and finding.confidence == high)
        ]
        if inside:
            stated = sum(confidence for confidence, _ in inside) / len(inside)
            buckets.append(Bucket(low, high, len(inside), stated, sum(ok for _, ok in inside) / len(inside)))
    return tuple(buckets)


def _mistakes(found: Found) -> tuple[Mistake, ...]:
    mistakes = []
    for column, findings in found.items():
        wrong: Sequence[Finding] = [finding for finding in findings if finding.entity_type not in column.labels]
        if wrong:
            reasons = tuple(str(evidence.reason) for evidence in wrong[0].evidence[:3])
            mistakes.append(Mistake(column, wrong[0].entity_type, wrong[0].confidence, reasons))
        elif column.labels and not findings:
            mistakes.append(Mistake(column, None, 0.0))
    return tuple(sorted(mistakes, key=lambda mistake: (-mistake.confidence, mistake.column.name)))
