"""A notice, and what changes between two, as lines for people."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from piicatalog.model.label import Label
from piicatalog.model.labels import COMPUTABLE, text
from piicatalog.model.processing import AppliedBasis, Notice, ProcessingActivity, RetentionRule
from piicatalog.notice.compare import Affected, Change

_COLUMNS_SHOWN = 12
_WORDS = {
    "activities": Label(fi="käsittelytoimia {count}", sv="behandlingar {count}", en="{count} activities"),
    "people": Label(fi="rekisteröidyt", sv="registrerade", en="people"),
    "data": Label(fi="tiedot", sv="uppgifter", en="data"),
    "basis": Label(fi="peruste", sv="grund", en="basis"),
    "conditions": Label(fi="edellytykset", sv="villkor", en="conditions"),
    "kept": Label(fi="säilytys", sv="lagring", en="kept"),
    "no_article": Label(fi="(ei artiklaa)", sv="(ingen artikel)", en="(no article)"),
    "applies": Label(fi="koskee: {data}", sv="gäller: {data}", en="for {data}"),
    "suggested": Label(fi=" (ehdotus)", sv=" (förslag)", en=" (suggested)"),
    "since": Label(fi="alkaen {event}", sv="från {event}", en="from {event}"),
    "open": Label(fi="Mitä seloste jättää avoimeksi:", sv="Vad meddelandet lämnar öppet:", en="What the notice leaves open:"),
    "review": Label(fi="Tarkistettava:", sv="Att granska:", en="To be reviewed:"),
}


def show(notice: Notice, language: str) -> Iterator[str]:
    """Yield what a notice says, by activity: its data, bases, periods, and what it leaves open."""
    yield f"{notice.title or notice.id}  ({notice.id}, {_word('activities', language).format(count=len(notice.activities))})"
    for activity in notice.activities:
        yield ""
        yield f"{activity.row}. {activity.label.in_language(language)}  [{activity.id}]"
        yield from _activity(notice, activity, language)
    answered = dict(notice.parameters)
    open_questions = [question for question in notice.questions if not answered.get(question.id)]
    if open_questions:
        yield ""
        yield _word("open", language)
        yield from (f"  {question.id}: {question.label.in_language(language)}" for question in open_questions)
    if notice.review:
        yield ""
        yield _word("review", language)
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
        yield f"   {_word('people', language)}: {people}"
    yield f"   {_word('data', language)}: {', '.join(categories[each].in_language(language) for each in activity.categories) or '–'}"
    yield f"   {_word('basis', language)}: {'; '.join(_basis(applied, language) for applied in activity.bases) or '–'}"
    if activity.conditions:
        yield f"   {_word('conditions', language)}: {', '.join(activity.conditions)}"
    if not activity.retention:
        yield f"   {_word('kept', language)}: –"
    for rule_id in activity.retention:
        rule = notice.retention_rule(rule_id)
        yield f"   {_word('kept', language)}: {rule.label.in_language(language)}  [{rule.id}: {_exact(rule, language)}]"


def _basis(applied: AppliedBasis, language: str) -> str:
    name = applied.basis.label.in_language(language)
    article = applied.basis.gdpr or _word("no_article", language)
    about = [applied.scope] if applied.scope else []
    if applied.applies_to:
        for_data = _word("applies", language).format(data=", ".join(applied.applies_to))
        about.append(for_data + (_word("suggested", language) if applied.suggested else ""))
    within = "; ".join(about)
    return f"{name} {article} ({within})" if within else f"{name} {article}"


def _exact(rule: RetentionRule, language: str) -> str:
    since = [_word("since", language).format(event=rule.anchor)] if rule.anchor else []
    said = [str(rule.kind), *([rule.period] if rule.period else []), *since]
    computable = COMPUTABLE[rule.computable].in_language(language) if rule.computable in COMPUTABLE else rule.computable
    return f"{' '.join(said)}; {text('computable', language)}: {computable}"


def _word(key: str, language: str) -> str:
    return _WORDS[key].in_language(language)


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
