"""The record of processing activities of GDPR article 30(1), from the notice, the catalog and the organisation's facts.

Each item carries where it is from, so that the record never pretends to be complete. What no scan can know, and nobody has
told, says that it is to be completed.
"""

from collections.abc import Iterator, Mapping, Sequence

from piicatalog.definitions.data_categories import load_data_categories
from piicatalog.export._ropa_items import Activity, CategoryItem, Feasible, Holding, Item, Limit, Record, Status
from piicatalog.export._summary import PERSONAL
from piicatalog.model.catalog import Catalog, CatalogColumn, Origin
from piicatalog.model.configuration import Organisation
from piicatalog.model.finding import ColumnState
from piicatalog.model.label import LANGUAGES, Label
from piicatalog.model.processing import AppliedBasis, DataCategory, Notice, ProcessingActivity, RetentionKind, RetentionRule


def make_record(catalog: Catalog, notice: Notice, organisation: Organisation, feasible: Feasible) -> Record:
    """Return the record; ``feasible`` says of each activity and rule what it is counted from and what is open."""
    personal = [entry for entry in catalog.columns if entry.verdict.state in PERSONAL]
    categories = {each.id: each for each in (*load_data_categories(), *notice.categories)}
    return Record(
        notice=notice.id,
        title=notice.title,
        header=notice.header,
        read=catalog.scanned_at.isoformat(timespec="seconds") if catalog.scanned_at else "",
        controller=tuple(_controller(organisation)),
        activities=tuple(_activity(activity, notice, personal, categories, organisation, feasible) for activity in notice.activities),
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
    feasible: Feasible,
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
    limits = {rule.id: _limit(rule, *feasible.get((activity.id, rule.id), ((), ()))) for rule in rules}
    items = tuple(_categories(activity, own, beside, categories, rules, limits))
    subjects = {subject.id: subject.label for subject in notice.data_subjects}
    return Activity(
        id=activity.id,
        row=activity.row,
        label=activity.label,
        purposes=tuple(Item(id=each.id, label=each.label, status=Status.FROM_NOTICE) for each in activity.purposes),
        dpv=activity.dpv,
        legal_bases=tuple(_basis(each, notice.language) for each in activity.bases),
        data_subjects=tuple(
            Item(id=each, label=subjects.get(each, Label(en=each)), status=Status.DERIVED) for each in activity.data_subjects
        )
        or (Item(id="", label=Label(), status=Status.TO_BE_COMPLETED),),
        categories=items,
        retention=tuple(limits.values()),
        recipients=_given(organisation.recipients),
        transfers=_given(organisation.transfers),
        security=_given(organisation.security),
        systems=tuple(sorted({entry.source for entry in own})),
        gaps=tuple(_gaps(activity, items, rules, limits)),
        cells=activity.cells,
    )


def _basis(applied: AppliedBasis, language: str) -> Item:
    """Return a legal basis: in the notice's language in its own words, in others by its name and what it is for."""
    label = applied.basis.label
    named = {each: ": ".join(filter(None, (label.in_language(each), applied.scope))) for each in LANGUAGES}
    if applied.text:
        named[language] = applied.text
    elif applied.qualifier:
        named = {each: f"{text} ({applied.qualifier_label.in_language(each) or applied.qualifier})" for each, text in named.items()}
    return Item(
        id=applied.basis.id,
        label=Label(**named),
        status=Status.DERIVED if applied.suggested else Status.FROM_NOTICE,
        note=applied.basis.gdpr,
        scope=applied.scope or applied.qualifier,
    )


def _limit(rule: RetentionRule, anchors: tuple[str, ...], questions: tuple[str, ...]) -> Limit:
    return Limit(
        rule=rule.id,
        label=rule.label,
        computable=rule.computable,
        bound=rule.bound.value,
        status=Status.FROM_NOTICE,
        anchors=anchors,
        open=questions,
    )


def _categories(
    activity: ProcessingActivity,
    own: Sequence[CatalogColumn],
    beside: Sequence[CatalogColumn],
    categories: dict[str, DataCategory],
    rules: Sequence[RetentionRule],
    limits: Mapping[str, Limit],
) -> Iterator[CategoryItem]:
    found: dict[str, list[CatalogColumn]] = {}
    for entry in (*own, *beside):
        for category in entry.tags.data_categories:
            found.setdefault(category, []).append(entry)
    for category in dict.fromkeys((*activity.categories, *found)):
        declared = category in activity.categories
        own_limits = tuple(limits[rule.id] for rule in rules if declared and (not rule.applies_to or category in rule.applies_to))
        yield _category(category, found.get(category, ()), categories, Status.FROM_NOTICE if declared else Status.FROM_SCAN, own_limits)


def _category(
    category: str, columns: Sequence[CatalogColumn], categories: dict[str, DataCategory], status: Status, limits: tuple[Limit, ...]
) -> CategoryItem:
    known = categories.get(category)
    holdings = {entry.full_name: _holding(entry, known) for entry in columns}
    return CategoryItem(
        id=category,
        label=known.label if known else Label(en=category),
        status=status,
        entity_types=tuple(sorted({each.entity_type for each in holdings.values()} - {""})),
        holdings=tuple(holding for _, holding in sorted(holdings.items())),
        special=bool(known and known.special),
        limits=limits,
    )


def _holding(entry: CatalogColumn, category: DataCategory | None) -> Holding:
    """Return the evidence of a column: what it is found to hold, else what is met in it by chance."""
    types = category.entity_types if category else ()
    best = entry.verdict.findings[0] if entry.verdict.findings else None
    by_chance = next((each for each in entry.verdict.incidental if each.entity_type in types), None)
    name = f"{entry.table.full_name}.{entry.column.key}"
    if by_chance is not None and (best is None or best.entity_type not in types):
        return Holding(
            column=name,
            table=entry.table.full_name,
            entity_type=str(by_chance.entity_type),
            confidence=1.0,
            confirmed=False,
            values=by_chance.values,
        )
    return Holding(
        column=name,
        table=entry.table.full_name,
        entity_type=str(best.entity_type) if best else "",
        confidence=best.confidence if best else 1.0,
        confirmed=entry.verdict.state is ColumnState.CONFIRMED,
    )


def _gaps(
    activity: ProcessingActivity, items: Sequence[CategoryItem], rules: Sequence[RetentionRule], limits: Mapping[str, Limit]
) -> Iterator[tuple[str, str]]:
    for item in items:
        if not item.is_declared:
            yield "NOTICE-GAP", item.id
        elif not item.columns:
            yield "NOT-FOUND", item.id
    for rule in rules:
        if rule.kind is RetentionKind.DEPENDENT:
            yield "RET-CIRCULAR", rule.id
        elif limits[rule.id].is_open:
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
