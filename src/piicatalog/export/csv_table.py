"""One row per column, for spreadsheets: UTF-8, commas, and no cell that a spreadsheet would run as a formula."""

import csv
import io

from piicatalog.export._names import Names, unique
from piicatalog.model.catalog import Catalog, CatalogColumn
from piicatalog.model.processing import Notice
from piicatalog.model.reason import say

SUFFIX = ".csv"
HEADER = (
    "source",
    "schema",
    "table",
    "column",
    "data_type",
    "state",
    "entity_type",
    "personal_data",
    "confidence",
    "data_categories",
    "activities",
    "activity_origin",
    "legal_bases",
    "retention",
    "violations",
    "rows_read",
    "values_read",
    "bound",
    "why_not_checked",
    "decided_by",
    "decided_when",
    "decision_note",
    "reasons",
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def render(catalog: Catalog, *, notice: Notice | None = None, language: str = "en") -> str:
    """Return the table; several items of one cell are separated by ``; ``, an apostrophe before ``= + - @`` keeps a cell a text."""
    names = Names(notice, language)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")  # RFC 4180
    writer.writerow(HEADER)
    writer.writerows([_as_text(cell) for cell in _row(entry, names)] for entry in catalog.columns)
    return text.getvalue()


def _row(entry: CatalogColumn, names: Names) -> tuple[object, ...]:
    verdict, tags, checked, decision = entry.verdict, entry.tags, entry.verdict.checked, entry.decision
    types = [str(entity_type) for entity_type in verdict.entity_types]
    labels = unique(names.entity_type(entity_type) for entity_type in verdict.entity_types)
    reasons = [say(reason.reason, names.language) for finding in verdict.findings for reason in finding.evidence if reason.weight > 0]
    return (
        entry.source,
        entry.table.schema,
        entry.table.name,
        entry.column.key,
        entry.column.data_type,
        verdict.state.value,
        "; ".join(types),
        "; ".join(labels),
        f"{verdict.findings[0].confidence:.2f}" if verdict.findings else "",
        "; ".join(names.category(category) for category in tags.data_categories),
        "; ".join(names.activity(activity.id) for activity in tags.activities),
        "; ".join(unique(activity.origin.value for activity in tags.activities)),
        "; ".join(unique(names.basis(basis.basis) for basis in tags.legal_bases)),
        "; ".join(unique(names.rule(rule.rule) for rule in tags.retention)),
        "; ".join(f"{violation.rule}: {violation.message}" for violation in tags.violations),
        checked.values,
        checked.non_null,
        f"{checked.bound:.6f}" if checked.bound is not None else "",
        say(checked.why_not, names.language),
        decision.who if decision else "",
        decision.when if decision else "",
        say(decision.note, names.language) if decision else "",
        "; ".join(reasons),
    )


def _as_text(cell: object) -> str:
    """Defuse a formula (CWE-1236); a lone surrogate of an undecodable name becomes a readable escape."""
    text = str(cell).encode("utf-8", "backslashreplace").decode()
    return f"'{text}" if text.startswith(_FORMULA) or text.lstrip().startswith(_FORMULA[:4]) else text
