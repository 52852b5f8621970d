"""Why a column was judged as it was, as text: every reason with its weight, how they add up, what lost, where tags come from."""

from collections.abc import Iterator, Mapping

from piicatalog.decision.weigh import confidence, log_odds
from piicatalog.export._names import Names, unique
from piicatalog.export._summary import checked_in_words, decision_in_words
from piicatalog.model.catalog import CatalogColumn
from piicatalog.model.finding import Finding
from piicatalog.model.labels import COMPUTABLE, KINDS, ORIGINS, SEVERITIES, SIGNALS, STATES, text
from piicatalog.model.processing import Notice, ProcessingActivity
from piicatalog.model.reason import say


def explain(entry: CatalogColumn, names: Names, notice: Notice | None, weights: Mapping[str, float]) -> Iterator[str]:
    """Yield the explanation line by line; shapes and counts, never a value."""
    language, verdict, column = names.language, entry.verdict, entry.column
    yield f"{entry.full_name}  {column.data_type}".rstrip()
    yield f"{text('source', language)}: {entry.source}, {KINDS[entry.table.kind].in_language(language)}"
    yield from (f"  “{comment}”" for comment in (entry.table.comment, column.comment) if comment)
    yield f"{text('state', language)}: {STATES[verdict.state].in_language(language)}"
    read = text("rows_read", language).format(rows=verdict.checked.values, non_null=verdict.checked.non_null)
    yield f"{text('checked', language)}: {'; '.join(unique(([read] if verdict.checked.values else []) + [checked_in_words(entry, language)]))}"
    if entry.decision:
        yield f"{text('decision', language)}: {decision_in_words(entry.decision, language)}"
    for finding in verdict.findings:
        yield ""
        yield from _finding(finding, names, weights)
    for hit in verdict.incidental:
        yield ""
        yield f"{names.entity_type(hit.entity_type)} ({hit.entity_type}): {text('in_values', language).format(values=hit.values)}"
    if verdict.candidates:
        yield ""
        yield f"{text('lost', language)}:"
        for finding in verdict.candidates:
            yield from (f"  {line}" for line in _finding(finding, names, weights))
    yield from _tags(entry, names, notice)


def _finding(finding: Finding, names: Names, weights: Mapping[str, float]) -> Iterator[str]:
    """Yield a finding and the running sum of its evidence; of each signal the strongest reason for and against counts."""
    yield f"{names.entity_type(finding.entity_type)} ({finding.entity_type})  {text('confidence', names.language).lower()} {finding.confidence:.2f}"
    total = weights["prior"]
    yield f"  {total:+6.2f} → {total:+6.2f}  {confidence(total, weights):4.2f}  {text('prior', names.language)}"
    for index, reason in enumerate(finding.evidence):
        before, total = total, log_odds(finding.evidence[: index + 1], weights)
        counts = abs(total - before - reason.weight) < 0.005
        said = f"{SIGNALS[reason.signal].in_language(names.language)}: {say(reason.reason, names.language)}"
        detector = f"  [{reason.detector}]" if reason.detector else ""
        not_counted = "" if counts else f"  ({text('not_counted', names.language)})"
        yield f"  {reason.weight:+6.2f} → {total:+6.2f}  {confidence(total, weights):4.2f}  {said}{detector}{not_counted}"


def _tags(entry: CatalogColumn, names: Names, notice: Notice | None) -> Iterator[str]:
    language, tags = names.language, entry.tags
    if tags.data_categories:
        yield ""
        yield f"{text('data_categories', language)}: {', '.join(f'{names.category(each)} ({each})' for each in tags.data_categories)}"
    activities = {activity.id: activity for activity in notice.activities} if notice else {}
    for assigned in tags.activities:
        yield ""
        yield (
            f"{text('activities', language)}: {names.activity(assigned.id)} ({assigned.id}), "
            f"{ORIGINS[assigned.origin].in_language(language)} {assigned.confidence:.2f}"
        )
        if assigned.reason:
            yield f"  {say(assigned.reason, language)}"
        if assigned.id in activities and notice:
            yield from (f"  {line}" for line in _row(activities[assigned.id], notice, language))
        for basis in tags.legal_bases:
            if basis.activity == assigned.id:
                yield f"  {text('legal_bases', language)}: {names.basis(basis.basis)}" + (f" ({basis.scope})" if basis.scope else "")
        for rule in tags.retention:
            if rule.activity == assigned.id:
                computable = COMPUTABLE[rule.computable].in_language(language) if rule.computable in COMPUTABLE else rule.computable
                yield f"  {text('retention', language)}: {names.rule(rule.rule)} ({rule.rule}, {text('computable', language)}: {computable})"
    for violation in tags.violations:
        yield ""
        yield f"{violation.rule} ({SEVERITIES[violation.severity].in_language(language)}): {violation.message}"


def _row(activity: ProcessingActivity, notice: Notice, language: str) -> Iterator[str]:
    """Yield where a tag comes from: the row of the notice, in its own words."""
    where = f"{notice.file or notice.id}, {text('row', language)} {activity.row}"
    cells = [" ¦ ".join(cell) for cell in activity.cells]
    yield f"{where}:" if cells else where
    yield from (f"  {heading}: {cell}" for heading, cell in zip(notice.header, cells, strict=False))
