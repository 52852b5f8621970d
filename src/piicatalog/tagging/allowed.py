"""What the notice does not allow in a column: the rules that need only the column, its table's activities and the notice.

=====  ====================================================================================================
E2     a special category (GDPR article 9) or criminal data (article 10) without a condition
E3     a national identity code in a table of activities that do not declare it
E4     a photograph in a table without an activity whose basis is consent
E5     credit or debt data in a table of marketing or research
W3     a data category that the table's activities do not declare, but others do
W4     a data category that no activity of the notice declares
=====  ====================================================================================================

Nothing is held against a column whose table's activities are unknown, but for what no activity at all allows: it has candidates.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from piicatalog.model.catalog import Severity, Violation
from piicatalog.model.entity_type import EntityType
from piicatalog.model.label import short
from piicatalog.model.processing import DataCategory, Notice, ProcessingActivity

NATIONAL_IDS = frozenset({EntityType.FI_PERSONAL_IDENTITY_CODE, EntityType.NATIONAL_ID})
CREDIT = frozenset({EntityType.CREDIT_DEFAULT, EntityType.CREDIT_RATING, EntityType.DEBT})
_CONSENT = "6(1)(a)"
_NAMED = 4
"""So many activities are named in a message; the rest are counted."""
_MARKETING = ("marketing", "research", "functional.service.improve")


def violations(
    found: Mapping[EntityType, Sequence[DataCategory]], served: Sequence[ProcessingActivity], notice: Notice, *, condition: str = ""
) -> Iterator[Violation]:
    """Yield what is wrong with a column.

    Args:
        found: The column's entity types with their data categories.
        served: The activities of its table (or of the column itself), candidates aside.
        notice: The notice that declares them.
        condition: The condition of article 9(2) that a person gave for the column.
    """
    for entity_type, categories in found.items():
        violation = _violation(entity_type, categories, served, notice, condition)
        if violation is not None:
            yield violation


def declares(activity: ProcessingActivity, categories: Iterable[DataCategory]) -> bool:
    """Whether an activity declares one of the categories."""
    return any(category.id in activity.categories for category in categories)


def keeps(activity: ProcessingActivity, categories: Iterable[DataCategory], notice: Notice) -> tuple[str, ...]:
    """Return the activity's retention rules that name one of the categories, though its row does not declare it.

    The duty to keep invoicing data speaks of payments, which the row on invoicing does not list.
    """
    ids = {category.id for category in categories}
    if ids.intersection(activity.categories):
        return ()
    return tuple(rule for rule in activity.retention if ids.intersection(notice.retention_rule(rule).applies_to))


def _violation(
    entity_type: EntityType, categories: Sequence[DataCategory], served: Sequence[ProcessingActivity], notice: Notice, condition: str
) -> Violation | None:
    name = _names(categories, notice)
    declaring = [activity for activity in notice.activities if declares(activity, categories)]
    if any(category.special for category in categories):
        article = next(category.article for category in categories if category.special)
        if condition or any(activity.conditions and declares(activity, categories) for activity in served):
            return None
        return _error("E2", f"{name}: article {article} of the GDPR forbids it without a condition, and {_who(served, notice)} gives none")
    if all(category.follows_table for category in categories) or any(declares(each, categories) for each in served):
        return None
    if any(keeps(activity, categories, notice) for activity in served):
        return None
    where = f"the table serves {_who(served, notice)}"
    if entity_type in NATIONAL_IDS and (served or not declaring):
        return _error("E3", f"{name}: {_declared(declaring, notice)}; {where}")
    if not declaring:
        return Violation(rule="W4", severity=Severity.WARNING, message=f"{name}: {_declared(declaring, notice)}")
    if not served:
        return None
    if entity_type is EntityType.PHOTO and all(_needs_consent(activity) for activity in declaring):
        return _error("E4", f"{name}: {_declared(declaring, notice)}, with consent; {where}")
    if entity_type in CREDIT and any(is_marketing(activity) for activity in served):
        return _error("E5", f"{name}: credit and debt data have no place in {_who(served, notice)}")
    return Violation(rule="W3", severity=Severity.WARNING, message=f"{name}: {_declared(declaring, notice)}; {where}")


def is_marketing(activity: ProcessingActivity) -> bool:
    """Whether an activity is marketing or market research, by the terms that the notice gives it."""
    terms = [*activity.dpv, activity.fides, *(term for purpose in activity.purposes for term in (*purpose.dpv, purpose.fides))]
    return any(word in term.lower() for term in terms for word in _MARKETING)


def _needs_consent(activity: ProcessingActivity) -> bool:
    return bool(activity.bases) and all(applied.basis.gdpr == _CONSENT for applied in activity.bases)


def _error(rule: str, message: str) -> Violation:
    return Violation(rule=rule, severity=Severity.ERROR, message=message)


def _names(categories: Sequence[DataCategory], notice: Notice) -> str:
    return " / ".join(category.label.in_language(notice.language) for category in categories)


def _declared(activities: Sequence[ProcessingActivity], notice: Notice) -> str:
    """Say where the notice declares it, in the notice's own words."""
    if not activities:
        return f"no activity of the notice {notice.id} declares it"
    return f"the notice declares it for {_who(activities, notice)} alone"


def _who(activities: Sequence[ProcessingActivity], notice: Notice) -> str:
    names = [f"«{short(activity.label.in_language(notice.language))}»" for activity in activities]
    if not names:
        return f"no known activity of the notice {notice.id}"
    if len(names) > _NAMED:
        names[_NAMED - 1 :] = [f"{len(names) - _NAMED + 1} more"]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
