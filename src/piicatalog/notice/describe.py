"""A notice, and what changes between two, as lines for people."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from piicatalog.model.processing import AppliedBasis, Notice, ProcessingActivity, RetentionRule
from piicatalog.notice.compare import Affected, Change

_COLUMNS_SHOWN = 12


def show(notice: Notice, language: str) -> Iterator[str]:
    """Yield what a notice says, by activity: its data, bases, periods, and what it leaves open."""
    yield f"{notice.title or notice.id}  ({notice.id}, {len(notice.activities)} activities)"
    for activity in notice.activities:
        yield ""
        yield f"{activity.row}. {activity.label.in_language(language)}  [{activity.id}]"
        yield from _activity(notice, activity, language)
    answered = dict(notice.parameters)
    open_questions = [question for question in notice.questions if not answered.get(question.id)]
    if open_questions:
        yield ""
        yield "What the notice leaves open:"
        yield from (f"  {question.id}: {question.label.in_language(language)}" for question in open_questions)
    if notice.review:
        yield ""
        yield "To be reviewed:"
        yield from review(notice)


def review(notice: Notice) -> Iterator[str]:
    """Yield what is still to be reviewed."""
    yield from (mark_line(mark.at, mark.text, mark.why) for mark in notice.review)


def mark_line(at: str, text: str, why: str) -> str:
    """Return a review mark as a line."""
    return f"  {at}: {f'«{text}»: ' if text else ''}{why}"


def _activity(notice: Notice, activity: ProcessingActivity, language: str) -> Iterator[str]:
    categories = {category.id: category.label for category in notice.categories}
    subjects = {subject.id: subject.label for subject in notice.data_subjects}
    people = ", ".join(subjects[each].in_language(language) for each in activity.data_subjects if each in subjects)
    if people:
        yield f"   people: {people}"
    yield f"   data: {', '.join(categories[each].in_language(language) for each in activity.categories) or '–'}"
    yield f"   basis: {'; '.join(_basis(applied, language) for applied in activity.bases) or '–'}"
    if activity.conditions:
        yield f"   conditions: {', '.join(activity.conditions)}"
    if not activity.retention:
        yield "   kept: –"
    for rule_id in activity.retention:
        rule = notice.retention_rule(rule_id)
        yield f"   kept: {rule.label.in_language(language)}  [{rule.id}: {_exact(rule)}]"


def _basis(applied: AppliedBasis, language: str) -> str:
    name = applied.basis.label.in_language(language)
    article = applied.basis.gdpr or "(no article)"
    about = [applied.scope] if applied.scope else []
    if applied.applies_to:
        about.append(f"for {', '.join(applied.applies_to)}{' (suggested)' if applied.suggested else ''}")
    within = "; ".join(about)
    return f"{name} {article} ({within})" if within else f"{name} {article}"


def _exact(rule: RetentionRule) -> str:
    said = [str(rule.kind), *([rule.period] if rule.period else []), *([f"from {rule.anchor}"] if rule.anchor else [])]
    return f"{' '.join(said)}; computable: {rule.computable}"


def changes(found: Sequence[Affected], *, with_columns: bool) -> Iterator[str]:
    """Yield what changes, by activity, with the columns whose tags change."""
    if not found:
        yield "Nothing changes."
        return
    for activity, group in groupby(found, key=lambda each: each.change.activity):
        yield f"{activity}:" if activity else "everywhere:"
        for each in group:
            yield f"  {_change(each.change)}"
            if with_columns and each.columns:
                shown = ", ".join(each.columns[:_COLUMNS_SHOWN])
                more = len(each.columns) - _COLUMNS_SHOWN
                yield f"      {len(each.columns)} column{'s' if len(each.columns) > 1 else ''}: {shown}{f' and {more} more' if more > 0 else ''}"


def _change(change: Change) -> str:
    if not change.before:
        return f"+ {change.part}: {change.after}"
    if not change.after:
        return f"- {change.part}: {change.before}"
    return f"~ {change.part}{f' {change.id}' if change.id else ''}: {change.before} → {change.after}"


def changes_markdown(found: Sequence[Affected], *, with_columns: bool) -> Iterator[str]:
    """Yield what changes as a Markdown table."""
    yield "| activity | what | before | after |" + (" columns |" if with_columns else "")
    yield "|---|---|---|---|" + ("---|" if with_columns else "")
    for each in found:
        change = each.change
        cells = [change.activity, f"{change.part} {change.id}".strip(), change.before, change.after]
        cells += ["<br>".join(each.columns)] if with_columns else []
        yield f"| {' | '.join(_escaped(cell) for cell in cells)} |"


def _escaped(text: str) -> str:
    return text.replace("|", r"\|")
