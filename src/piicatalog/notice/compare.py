"""What changes between two notices, and for which columns."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from enum import StrEnum

from piicatalog.definitions.notice_check import normalised
from piicatalog.model.catalog import CatalogColumn, ColumnTags
from piicatalog.model.processing import AppliedBasis, Notice, ProcessingActivity, RetentionRule


class Part(StrEnum):
    """What of the notice changes."""

    ACTIVITY = "activity"
    PURPOSE = "purpose"
    CATEGORY = "data category"
    BASIS = "legal basis"
    RETENTION = "retention"
    RULE = "retention rule"
    CONDITION = "condition"
    SUBJECT = "data subjects"
    WORDING = "wording"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that the new notice says otherwise."""

    part: Part
    id: str
    activity: str = ""
    """Empty: it holds for all."""
    before: str = ""
    """Empty: it is added."""
    after: str = ""
    """Empty: it is taken out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Affected:
    """A change and the columns whose tags it changes."""

    change: Change
    columns: tuple[str, ...] = ()


def compare(old: Notice, new: Notice) -> tuple[Change, ...]:
    """Return the changes in the order of the notices: activities first, then the rules that they share."""
    return tuple(_changes(old, new))


def _changes(old: Notice, new: Notice) -> Iterator[Change]:
    before, after = ({activity.id: activity for activity in notice.activities} for notice in (old, new))
    for activity_id in dict.fromkeys([*before, *after]):
        first, second = before.get(activity_id), after.get(activity_id)
        if first is None or second is None:
            yield Change(
                part=Part.ACTIVITY,
                id=activity_id,
                activity=activity_id,
                before=_label(old, first) if first else "",
                after=_label(new, second) if second else "",
            )
        else:
            yield from _of_activity(old, new, first, second)
    rules = {rule.id: rule for rule in old.retention_rules}
    for rule in new.retention_rules:
        if rule.id in rules and (said := _exact(rules[rule.id])) != _exact(rule):
            yield Change(part=Part.RULE, id=rule.id, before=said, after=_exact(rule))


def _of_activity(old: Notice, new: Notice, first: ProcessingActivity, second: ProcessingActivity) -> Iterator[Change]:
    def parts(part: Part, before: Iterable[tuple[str, str]], after: Iterable[tuple[str, str]]) -> Iterator[Change]:
        said, says = dict(before), dict(after)
        for part_id in dict.fromkeys([*said, *says]):
            if said.get(part_id, "") != says.get(part_id, ""):
                yield Change(part=part, id=part_id, activity=first.id, before=said.get(part_id, ""), after=says.get(part_id, ""))

    yield from parts(
        Part.PURPOSE, [(purpose.id, purpose.id) for purpose in first.purposes], [(purpose.id, purpose.id) for purpose in second.purposes]
    )
    yield from parts(Part.CATEGORY, [(each, each) for each in first.categories], [(each, each) for each in second.categories])
    yield from parts(Part.BASIS, _bases(first.bases), _bases(second.bases))
    yield from parts(Part.RETENTION, [(each, each) for each in first.retention], [(each, each) for each in second.retention])
    yield from parts(Part.CONDITION, [(each, each) for each in first.conditions], [(each, each) for each in second.conditions])
    yield from parts(Part.SUBJECT, [(each, each) for each in first.data_subjects], [(each, each) for each in second.data_subjects])
    said, says = (dict(zip(notice.columns, activity.cells, strict=False)) for notice, activity in ((old, first), (new, second)))
    for column in dict.fromkeys([*said, *says]):
        before, after = " ".join(said.get(column, ())), " ".join(says.get(column, ()))
        if normalised(before) != normalised(after):
            yield Change(part=Part.WORDING, id=column, activity=first.id, before=before, after=after)


def _bases(bases: Sequence[AppliedBasis]) -> Iterator[tuple[str, str]]:
    for applied in bases:
        about = [*([applied.scope] if applied.scope else []), *([f"for {', '.join(applied.applies_to)}"] if applied.applies_to else [])]
        yield applied.basis.id, f"{applied.basis.id} ({'; '.join(about)})" if about else applied.basis.id


def _exact(rule: RetentionRule) -> str:
    """Return what a rule comes to, without its wording."""
    said = {each.name: getattr(rule, each.name) for each in fields(rule)}
    words = [f"{name} {_plain(said[name])}" for name in ("period", "anchor", "bound", "applies_to", "computable") if said[name]]
    return "; ".join([str(rule.kind), *words])


def _plain(value: object) -> str:
    return ", ".join(value) if isinstance(value, tuple) else str(value)


def _label(notice: Notice, activity: ProcessingActivity) -> str:
    return activity.label.in_language(notice.language) or activity.id


def affected(changes: Sequence[Change], before: Sequence[CatalogColumn], after: Sequence[CatalogColumn]) -> tuple[Affected, ...]:
    """Return each change with the columns whose tags it changes; both catalogs have the same columns in one order.

    Columns whose tags change for no change of the notice (a word of their table tells another activity now) come last.
    """
    every = [(_full_name(old), old.tags, new.tags) for old, new in zip(before, after, strict=True)]
    differing = [(name, old, new) for name, old, new in every if _said(old) != _said(new)]
    explained: set[str] = set()
    found: list[Affected] = []
    for change in changes:
        pool = every if change.part is Part.RULE else differing
        names = tuple(name for name, old, new in pool if _concerns(change, old, new))
        explained.update(names)
        found.append(Affected(change=change, columns=names))
    other = tuple(name for name, _, _ in differing if name not in explained)
    if other:
        found.append(
            Affected(
                change=Change(part=Part.ACTIVITY, id="", before="other activities", after="are told by the words of their tables"),
                columns=other,
            )
        )
    return tuple(found)


def _full_name(entry: CatalogColumn) -> str:
    return f"{entry.source}: {entry.full_name}" if entry.source else entry.full_name


def _said(tags: ColumnTags) -> tuple[object, ...]:
    activities = {activity.id for activity in tags.activities}
    bases = {(basis.basis, basis.activity, basis.scope) for basis in tags.legal_bases}
    rules = {(rule.rule, rule.activity) for rule in tags.retention}
    return activities, set(tags.data_categories), bases, rules, {violation.rule for violation in tags.violations}


def _concerns(change: Change, old: ColumnTags, new: ColumnTags) -> bool:
    """Whether a column's tags have what changes, in one of the two."""

    def serves(tags: ColumnTags) -> bool:
        return not change.activity or any(activity.id == change.activity for activity in tags.activities)

    match change.part:
        case Part.CATEGORY:
            return any(change.id in tags.data_categories and (serves(old) or serves(new)) for tags in (old, new))
        case Part.BASIS:
            return _differs(
                change, ((each.basis, each.activity) for each in old.legal_bases), ((each.basis, each.activity) for each in new.legal_bases)
            )
        case Part.RETENTION:
            return _differs(
                change, ((each.rule, each.activity) for each in old.retention), ((each.rule, each.activity) for each in new.retention)
            )
        case Part.RULE:
            return any(each.rule == change.id for tags in (old, new) for each in tags.retention)
        case Part.WORDING | Part.SUBJECT:
            return False
        case _:
            return serves(old) or serves(new)


def _differs(change: Change, old: Iterable[tuple[str, str]], new: Iterable[tuple[str, str]]) -> bool:
    wanted = (change.id, change.activity)
    # A basis whose scope alone changes is in both.
    return wanted in {*old, *new}
