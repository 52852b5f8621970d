"""Retention rules that give no end, with the columns that they are to end."""

from collections.abc import Iterator

from piicatalog.conformance.view import View
from piicatalog.model.conformance import ConformanceFinding, ConformanceRule
from piicatalog.model.label import Label
from piicatalog.model.processing import RetentionKind
from piicatalog.retention.endings import Parameters, ending_of, questions_of


def vague(view: View, rule: ConformanceRule, kind: RetentionKind, said: Label) -> Iterator[ConformanceFinding]:
    """Yield the notice's rules of a kind that no answer has made exact."""
    parameters = Parameters.of(view.answers.items())
    for retention in view.notice.retention_rules:
        if retention.kind is not kind or not any(questions_of(ending_of(retention, parameters))):
            continue
        places = sorted(
            {
                entry.full_name
                for entries in view.tables.values()
                for entry in entries
                if any(each.rule == retention.id for each in entry.tags.retention)
            }
        )
        rows = ", ".join(str(activity.row) for activity in view.notice.activities if retention.id in activity.retention)
        message = said.in_language(view.language).format(rule=retention.label.in_language(view.notice.language), count=len(places))
        yield ConformanceFinding(rule=rule, message=message, places=tuple(places), notice_words=f"{view.notice.id} {rows}")
