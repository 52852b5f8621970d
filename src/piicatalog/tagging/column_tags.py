"""What one column is tagged with, given the activities of its table and the data categories that it holds."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from piicatalog.model.catalog import AssignedActivity, AssignedBasis, AssignedRetention, ColumnTags, Origin
from piicatalog.model.decision import ColumnDecision
from piicatalog.model.entity_type import EntityType
from piicatalog.model.processing import DataCategory, Notice, ProcessingActivity
from piicatalog.model.reason import Reason
from piicatalog.tagging.allowed import declares, keeps, violations
from piicatalog.tagging.tables import BOUND, candidates

_LAW = "6(1)(c)"
_NOTHING = ColumnTags()


@dataclass(frozen=True, kw_only=True, eq=False)
class Context:
    """Where a column stands: its notice, and what its table serves."""

    notice: Notice
    served: Sequence[AssignedActivity]
    around: Sequence[AssignedActivity]
    """What the schema or comment speaks of beside; asked for what ``served`` does not declare."""
    language: str
    """Of messages."""

    @cached_property
    def activities(self) -> Mapping[str, ProcessingActivity]:
        """All of them, by id."""
        return {each.id: self.notice.activity(each.id) for each in (*self.served, *self.around)}

    @cached_property
    def declared(self) -> frozenset[str]:
        """The data categories that they declare."""
        return frozenset(category for activity in self.activities.values() for category in activity.categories)

    def decided(self, decision: ColumnDecision) -> "Context":
        """Return the context with the activities that a person gave the very column, by their ids or those of their purposes."""
        if not decision.purposes:
            return self
        wanted = set(decision.purposes)
        who = decision.decision.who
        reason = Reason("decided_by", {"who": who}) if who else Reason("decided")
        chosen = [
            AssignedActivity(id=activity.id, origin=Origin.BOUND, confidence=BOUND, reason=reason)
            for activity in self.notice.activities
            if activity.id in wanted or wanted.intersection(purpose.id for purpose in activity.purposes)
        ]
        return replace(self, served=tuple(chosen), around=())


def tags_of(
    context: Context, held: Mapping[EntityType, Sequence[DataCategory]], standing: int, decision: ColumnDecision | None = None
) -> ColumnTags:
    """Return the tags of a column.

    Args:
        context: Where it stands.
        held: What it holds, best first, and what that is in the notice's categories.
        standing: So many of these are what the column is for; the others were met by chance.
        decision: What a person said of the column.
    """
    if not held:
        return _NOTHING
    notice = context.notice
    groups = list(held.values())
    categories = tuple(dict.fromkeys(category for group in groups for category in group))
    follows = any(category.follows_table for category in categories)
    assigned = [each for each in context.served if follows or _has(context.activities[each.id], categories, notice)]
    if not assigned:
        assigned = [each for each in context.around if _has(context.activities[each.id], categories, notice)]
    if not assigned and not context.served:
        wanted = [category.id for group in groups[:standing] or groups for category in group]
        assigned = list(candidates(notice, wanted))
    activities = [notice.activity(each.id) for each in assigned]
    condition = decision.condition if decision is not None else ""
    return ColumnTags(
        data_categories=tuple(category.id for category in categories),
        activities=tuple(assigned),
        purposes=tuple(dict.fromkeys(purpose.id for activity in activities for purpose in activity.purposes)),
        legal_bases=tuple(basis for activity in activities for basis in _bases(activity, categories, notice)),
        retention=_retention(activities, categories, notice, decision),
        violations=tuple(violations(held, list(context.activities.values()), notice, condition=condition, language=context.language)),
    )


def _has(activity: ProcessingActivity, categories: Sequence[DataCategory], notice: Notice) -> bool:
    return declares(activity, categories) or bool(keeps(activity, categories, notice))


def _bases(activity: ProcessingActivity, categories: Sequence[DataCategory], notice: Notice) -> Iterator[AssignedBasis]:
    """Yield the bases that hold for the categories; what is kept for the law's sake alone has the law as its basis."""
    ids = {category.id for category in categories}
    kept_only = bool(keeps(activity, categories, notice))
    for applied in activity.bases:
        fitting = applied.basis.gdpr == _LAW if kept_only else not applied.applies_to or ids.intersection(applied.applies_to)
        if fitting:
            yield AssignedBasis(basis=applied.basis.id, activity=activity.id, scope=applied.scope)


def _retention(
    activities: Sequence[ProcessingActivity], categories: Sequence[DataCategory], notice: Notice, decision: ColumnDecision | None
) -> tuple[AssignedRetention, ...]:
    if decision is not None and decision.retention:
        known = {rule.id: rule for rule in notice.retention_rules}
        return tuple(
            AssignedRetention(rule=rule, activity="", computable=known[rule].computable if rule in known else "true")
            for rule in decision.retention
        )
    ids = {category.id for category in categories}
    found = []
    for activity in activities:
        kept_only = bool(keeps(activity, categories, notice))
        for name in activity.retention:
            rule = notice.retention_rule(name)
            if ids.intersection(rule.applies_to) if rule.applies_to or kept_only else True:
                found.append(AssignedRetention(rule=rule.id, activity=activity.id, computable=rule.computable))
    return tuple(found)
