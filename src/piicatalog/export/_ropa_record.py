"""The record of processing activities of GDPR article 30(1), from the notice, the catalog and the organisation's facts.

Each item carries where it is from, so that the record never pretends to be complete. What no scan can know, and nobody has
told, says that it is to be completed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from piicatalog.definitions.data_categories import load_data_categories
from piicatalog.export._summary import PERSONAL
from piicatalog.model.catalog import Catalog, CatalogColumn, Origin
from piicatalog.model.configuration import Organisation
from piicatalog.model.label import Label
from piicatalog.model.processing import DataCategory, Notice, ProcessingActivity, RetentionKind, RetentionRule


class Status(StrEnum):
    """Where an item of the record is from."""

    FROM_NOTICE = "from_notice"
    FROM_SCAN = "from_scan"
    DERIVED = "derived"
    """By rules; a person must review it."""
    STEWARD = "steward"
    TO_BE_COMPLETED = "to_be_completed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One statement of the record."""

    id: str
    label: Label
    status: Status
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryItem:
    """A category of personal data of an activity, with the columns that hold it and when it is erased."""

    id: str
    label: Label
    status: Status
    entity_types: tuple[str, ...]
    columns: tuple[str, ...]
    special: bool
    limits: tuple["Limit", ...]

    @property
    def is_declared(self) -> bool:
        """Whether the notice names it for the activity."""
        return self.status is Status.FROM_NOTICE


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """A time limit for erasure."""

    rule: str
    label: Label
    computable: str
    bound: str
    status: Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """One processing activity."""

    id: str
    row: int
    label: Label
    purposes: tuple[Item, ...]
    dpv: tuple[str, ...]
    legal_bases: tuple[Item, ...]
    data_subjects: tuple[Item, ...]
    categories: tuple[CategoryItem, ...]
    retention: tuple[Limit, ...]
    recipients: tuple[Item, ...]
    transfers: tuple[Item, ...]
    security: tuple[Item, ...]
    systems: tuple[str, ...]
    gaps: tuple[tuple[str, str], ...]
    """Gap id and what it is about."""
    cells: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """The whole record."""

    notice: str
    title: str
    header: tuple[str, ...]
    read: str
    """When the databases were read, ISO 8601; empty where that is not known."""
    controller: tuple[tuple[str, Item], ...]
    """By the key of its heading."""
    activities: tuple[Activity, ...]
    outside: tuple[CategoryItem, ...]
    """Personal data that no activity is known for."""


def make_record(catalog: Catalog, notice: Notice, organisation: Organisation) -> Record:
    """Return the record; a pure function of what it is given."""
    personal = [entry for entry in catalog.columns if entry.verdict.state in PERSONAL]
    categories = {each.id: each for each in (*load_data_categories(), *notice.categories)}
    return Record(
        notice=notice.id,
        title=notice.title,
        header=notice.header,
        read=catalog.scanned_at.isoformat() if catalog.scanned_at else "",
        controller=tuple(_controller(organisation)),
        activities=tuple(_activity(activity, notice, personal, categories, organisation) for activity in notice.activities),
        outside=tuple(_outside(personal, categories)),
    )


def _controller(facts: Organisation) -> Iterator[tuple[str, Item]]:
    given = {
        "name": facts.name,
        "business_id": facts.business_id,
        "contact": facts.contact,
        "joint": ", ".join(facts.joint_controllers),
        "representative": facts.representative,
        "dpo": facts.data_protection_officer,
    }
    for key, value in given.items():
        yield key, Item(id=key, label=Label(en=value), status=Status.STEWARD if value else Status.TO_BE_COMPLETED)


def _given(values: Sequence[str]) -> tuple[Item, ...]:
    items = tuple(Item(id=value, label=Label(en=value), status=Status.STEWARD) for value in values)
    return items or (Item(id="", label=Label(), status=Status.TO_BE_COMPLETED),)


def serves(entry: CatalogColumn, activity: str) -> bool:
    """Whether a column serves an activity, as far as is known: a mere candidate does not."""
    return any(each.id == activity and each.origin is not Origin.CANDIDATE for each in entry.tags.activities)


def _activity(
    activity: ProcessingActivity,
    notice: Notice,
    personal: Sequence[CatalogColumn],
    categories: dict[str, DataCategory],
    organisation: Organisation,
) -> Activity:
    own = [entry for entry in personal if serves(entry, activity.id)]
    tables = {(entry.source, entry.table.full_name) for entry in own}
    beside = [
        entry
        for entry in personal
        if (entry.source, entry.table.full_name) in tables
        and not any(each.origin is not Origin.CANDIDATE for each in entry.tags.activities)
    ]
    rules = [notice.retention_rule(rule) for rule in activity.retention]
    items = tuple(_categories(activity, own, beside, categories, rules))
    subjects = {subject.id: subject.label for subject in notice.data_subjects}
    return Activity(
        id=activity.id,
        row=activity.row,
        label=activity.label,
        purposes=tuple(Item(id=each.id, label=each.label, status=Status.FROM_NOTICE) for each in activity.purposes),
        dpv=activity.dpv,
        legal_bases=tuple(
            Item(
                id=each.basis.id,
                label=each.basis.label,
                status=Status.DERIVED if each.suggested else Status.FROM_NOTICE,
                note=" ".join(filter(None, (each.basis.gdpr, each.scope, each.qualifier))),
            )
            for each in activity.bases
        ),
        data_subjects=tuple(
            Item(id=each, label=subjects.get(each, Label(en=each)), status=Status.DERIVED) for each in activity.data_subjects
        )
        or (Item(id="", label=Label(), status=Status.TO_BE_COMPLETED),),
        categories=items,
        retention=tuple(_limit(rule) for rule in rules),
        recipients=_given(organisation.recipients),
        transfers=_given(organisation.transfers),
        security=_given(organisation.security),
        systems=tuple(sorted({entry.source for entry in own})),
        gaps=tuple(_gaps(activity, items, rules)),
        cells=activity.cells,
    )


def _limit(rule: RetentionRule) -> Limit:
    return Limit(rule=rule.id, label=rule.label, computable=rule.computable, bound=rule.bound.value, status=Status.FROM_NOTICE)


def _categories(
    activity: ProcessingActivity,
    own: Sequence[CatalogColumn],
    beside: Sequence[CatalogColumn],
    categories: dict[str, DataCategory],
    rules: Sequence[RetentionRule],
) -> Iterator[CategoryItem]:
    found: dict[str, list[CatalogColumn]] = {}
    for entry in (*own, *beside):
        for category in entry.tags.data_categories:
            found.setdefault(category, []).append(entry)
    for category in dict.fromkeys((*activity.categories, *found)):
        declared = category in activity.categories
        limits = [rule for rule in rules if not rule.applies_to or category in rule.applies_to] if declared else []
        yield _category(
            category, found.get(category, ()), categories, Status.FROM_NOTICE if declared else Status.FROM_SCAN, tuple(map(_limit, limits))
        )


def _category(
    category: str, columns: Sequence[CatalogColumn], categories: dict[str, DataCategory], status: Status, limits: tuple[Limit, ...]
) -> CategoryItem:
    known = categories.get(category)
    types = {str(finding.entity_type) for entry in columns for finding in entry.verdict.findings[:1]}
    return CategoryItem(
        id=category,
        label=known.label if known else Label(en=category),
        status=status,
        entity_types=tuple(sorted(types)),
        columns=tuple(sorted({entry.full_name for entry in columns})),
        special=bool(known and known.special),
        limits=limits,
    )


def _gaps(activity: ProcessingActivity, items: Sequence[CategoryItem], rules: Sequence[RetentionRule]) -> Iterator[tuple[str, str]]:
    for item in items:
        if not item.is_declared:
            yield "NOTICE-GAP", item.id
        elif not item.columns:
            yield "NOT-FOUND", item.id
    for rule in rules:
        if rule.kind is RetentionKind.DEPENDENT:
            yield "RET-CIRCULAR", rule.id
        elif rule.computable == "false":
            yield "RET-INDETERMINATE", rule.id
    # Article 13(1)(d) wants the interest itself; a notice's table names the basis alone.
    if any(each.basis.gdpr == "6(1)(f)" and not each.scope for each in activity.bases):
        yield "NO-INTEREST", "6(1)(f)"


def _outside(personal: Sequence[CatalogColumn], categories: dict[str, DataCategory]) -> Iterator[CategoryItem]:
    found: dict[str, list[CatalogColumn]] = {}
    for entry in personal:
        if not any(each.origin is not Origin.CANDIDATE for each in entry.tags.activities):
            for category in entry.tags.data_categories or ("",):
                found.setdefault(category, []).append(entry)
    for category, entries in sorted(found.items()):
        yield _category(category, entries, categories, Status.FROM_SCAN, ())
