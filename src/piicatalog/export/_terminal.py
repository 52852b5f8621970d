"""The catalog on a terminal, line by line: personal columns table by table, then what was not checked, then the counts.

A line is a list of parts, each a text with the name of a style; who prints it knows colours.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby

from piicatalog.export._names import Names, unique
from piicatalog.export._summary import PERSONAL, Summary, checked_in_words, summarise
from piicatalog.model.catalog import AssignedActivity, Catalog, CatalogColumn, Origin
from piicatalog.model.finding import ColumnState
from piicatalog.model.label import short
from piicatalog.model.labels import ORIGINS, STATES, columns_in_words, text
from piicatalog.model.processing import Notice
from piicatalog.model.reason import say

Line = list[tuple[str, str]]
"""Texts and their styles: ``table``, ``personal``, ``violation``, ``unchecked``, ``quiet``, ``plain``."""
_MARKS = {
    ColumnState.CONFIRMED: "✓",
    ColumnState.SUGGESTED: "•",
    ColumnState.INCIDENTAL: "~",
    ColumnState.DISMISSED: "×",
    ColumnState.CLEAN: " ",
    ColumnState.NOT_CHECKED: "?",
}
_REASONS_SHOWN = 12


def lines(catalog: Catalog, notice: Notice, language: str, *, all_columns: bool = False) -> Iterator[Line]:
    """Yield the report; ``all_columns`` shows those without personal data too."""
    names = Names(notice, language)
    for (_, table), group in groupby(catalog.columns, key=lambda entry: (entry.source, entry.table.full_name)):
        entries = list(group)
        shown = entries if all_columns else [entry for entry in entries if entry.verdict.state in PERSONAL or entry.tags.violations]
        if shown:
            yield from _table(table, entries, shown, names)
            yield []
    summary = summarise(catalog.columns)
    yield from _not_checked(summary, catalog, language)
    yield from _counts(summary, notice, language)


def _table(name: str, entries: Sequence[CatalogColumn], shown: Sequence[CatalogColumn], names: Names) -> Iterator[Line]:
    activities = _activities(shown, names)
    yield [(name, "table"), (f"  {activities}", "quiet")] if activities else [(name, "table")]
    width = min(32, max(len(entry.column.key) for entry in shown))
    kind = min(20, max(len(entry.column.data_type) for entry in shown))
    for entry in shown:
        yield _column(entry, width, kind, names)
        for violation in entry.tags.violations:
            yield [("      ", "plain"), (violation.rule, "violation"), (f" {violation.message}", "plain")]
    rest = len(entries) - len(shown)
    if rest:
        yield [(f"    +{columns_in_words(rest, names.language)}", "quiet")]


def _activities(shown: Sequence[CatalogColumn], names: Names) -> str:
    """Name what the table serves, and how that is known; candidates are a question."""
    found: dict[str, AssignedActivity] = {}
    for entry in shown:
        for activity in entry.tags.activities:
            found.setdefault(activity.id, activity)
    certain = [each for each in found.values() if each.origin is not Origin.CANDIDATE]
    if not certain:
        return f"{text('activities', names.language)}: ?" if found else ""
    return "; ".join(f"{short(names.activity(each.id))} ({ORIGINS[each.origin].in_language(names.language)})" for each in certain)


def _column(entry: CatalogColumn, width: int, kind: int, names: Names) -> Line:
    verdict = entry.verdict
    line: Line = [
        (f"  {_MARKS[verdict.state]} ", "personal" if verdict.state in PERSONAL else "plain"),
        (entry.column.key.ljust(width), "plain"),
        (f"  {entry.column.data_type[:kind].ljust(kind)}  ", "quiet"),
    ]
    if verdict.state in PERSONAL:
        found = [f"{names.entity_type(finding.entity_type)} {finding.confidence:.2f}" for finding in verdict.findings]
        met = [
            f"{names.entity_type(hit.entity_type)} {text('in_values', names.language).format(values=hit.values)}"
            for hit in verdict.incidental
        ]
        line.append((", ".join([*found[:2], *met[:3]]), "personal"))
        line.append((f"  {STATES[verdict.state].in_language(names.language)}", "quiet"))
        return line
    line.append((STATES[verdict.state].in_language(names.language), "unchecked" if verdict.state is ColumnState.NOT_CHECKED else "quiet"))
    line.append((f"  {checked_in_words(entry, names.language)}", "quiet"))
    return line


def _not_checked(summary: Summary, catalog: Catalog, language: str) -> Iterator[Line]:
    """Say what was not looked at, as plainly as what was found."""
    if not summary.unchecked and not catalog.problems:
        yield [(text("all_checked", language), "quiet")]
        return
    if summary.unchecked:
        yield [(f"{text('not_checked', language)}: {columns_in_words(sum(summary.unchecked.values()), language)}", "unchecked")]
    for reason, count in summary.unchecked.most_common(_REASONS_SHOWN):
        places = unique(entry.full_name for entry in catalog.columns if entry.verdict.checked.why_not == reason)
        some = ", ".join(places[:3]) + (" …" if len(places) > 3 else "")
        yield [(f"  ? {count}  ", "unchecked"), (say(reason, language), "plain"), (f"  {some}", "quiet")]
    if len(summary.unchecked) > _REASONS_SHOWN:
        yield [(f"  +{len(summary.unchecked) - _REASONS_SHOWN}", "quiet")]
    if catalog.problems:
        yield [(f"{text('problems', language)}: {len(catalog.problems)}", "unchecked")]
        yield from ([(f"  {say(problem, language)}", "plain")] for problem in catalog.problems[:_REASONS_SHOWN])
        if len(catalog.problems) > _REASONS_SHOWN:
            yield [(f"  +{len(catalog.problems) - _REASONS_SHOWN}", "quiet")]


def _counts(summary: Summary, notice: Notice, language: str) -> Iterator[Line]:
    counts = [
        f"{text('tables', language)} {summary.tables}",
        f"{text('columns', language).lower()} {summary.columns}",
        *(f"{STATES[state].in_language(language)} {summary.states[state]}" for state in ColumnState if summary.states[state]),
    ]
    yield [(", ".join(counts), "plain"), (f"  ({text('notice', language).lower()}: {notice.id})", "quiet")]
    if summary.violations:
        rules = ", ".join(f"{rule} × {count}" for rule, count in sorted(summary.violations.items()))
        yield [(f"{text('violations', language)}: {sum(summary.violations.values())}", "violation"), (f"  {rules}", "plain")]
