"""Findings for labelled columns: judged now from names and types, or taken from a catalog that was made before."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from piicatalog.decision.decide import decide
from piicatalog.detection import TableView
from piicatalog.detection.collect import collect
from piicatalog.detection.survey import survey
from piicatalog.errors import NothingCheckedError
from piicatalog.evaluation.labels import LabelledColumn, tables_of
from piicatalog.evaluation.score import Found
from piicatalog.model.catalog import Catalog
from piicatalog.model.finding import Finding

if TYPE_CHECKING:
    from piicatalog.definitions.knowledge import Knowledge


def by_names(columns: Sequence[LabelledColumn], knowledge: "Knowledge") -> Found:
    """Judge the labelled columns by their names and types; each source's tables are surveyed together."""
    judged: dict[tuple[str, str, str], tuple[Finding, ...]] = {}
    for source, tables in tables_of(columns).items():
        about = survey(tables, knowledge)
        for table in tables:
            view = TableView(table=table)
            for key, verdict in decide(view, collect(view, about, knowledge), knowledge).items():
                judged[source, table.name, key] = verdict.findings
    return {column: judged[column.source, column.table, column.column] for column in columns}


def from_catalog(columns: Sequence[LabelledColumn], catalog: Catalog) -> Found:
    """Take the findings of a catalog; a label's source may be the catalog's source or schema, and letter case does not matter.

    Labelled columns that the catalog does not have are left out; raises NothingCheckedError when it has none of them.
    """
    known: dict[tuple[str, str, str], tuple[Finding, ...]] = {}
    for entry in catalog.columns:
        for source in (entry.table.schema, entry.source):
            known[source.casefold(), entry.table.name.casefold(), entry.column.key.casefold()] = entry.verdict.findings
        known.setdefault(("", entry.table.name.casefold(), entry.column.key.casefold()), entry.verdict.findings)
    found = {}
    for column in columns:
        table, name = column.table.casefold(), column.column.casefold()
        for source in (column.source.casefold(), ""):
            if (source, table, name) in known:
                found[column] = known[source, table, name]
                break
    if not found:
        raise NothingCheckedError(
            "the catalog has none of the labelled columns: check that sources, schemas and tables are called the same"
        )
    return found
