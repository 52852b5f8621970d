"""The catalog document as plain data, ready for JSON: what the store keeps and ``catalog.json`` says.

Two forms. The short one is the document of every export. The one with evidence adds all that ``explain`` and a
loss-free reading need: losing candidates, what the source declares of tables and columns. Neither holds a sampled value.
"""

import json
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from piicatalog.model.catalog import Catalog, CatalogColumn
from piicatalog.model.finding import Finding
from piicatalog.model.label import Label
from piicatalog.model.reason import Part, Reason, Words, say
from piicatalog.model.schema import Column, Table

VERSION = 1
Record = dict[str, Any]


def head_record(catalog: Catalog) -> Record:
    """Return all of the document but its tables and columns."""
    return {
        "version": VERSION,
        "notice": catalog.notice,
        "scanned_at": catalog.scanned_at.isoformat() if catalog.scanned_at else None,
        "problems": [str(problem) for problem in catalog.problems],
        "problems_said": [said_record(problem) for problem in catalog.problems],
    }


def table_records(catalog: Catalog) -> Iterator[Record]:
    """Yield what sources declare of each table, in the order of the columns."""
    for (source, *_), columns in groupby(catalog.columns, key=lambda entry: (entry.source, entry.table.schema, entry.table.name)):
        yield {"source": source, **table_record(next(columns).table)}


def table_record(table: Table) -> Record:
    """Return a table without its columns; those have records of their own."""
    return {
        "schema": table.schema,
        "table": table.name,
        "kind": str(table.kind),
        "primary_key": list(table.primary_key),
        "foreign_keys": [
            {"columns": list(key.columns), "schema": key.schema, "table": key.table, "referred_columns": list(key.referred_columns)}
            for key in table.foreign_keys
        ],
        "comment": table.comment,
        "row_estimate": table.row_estimate,
        "query": table.query,
        "why_not": str(table.why_not),
        "said": said_record(table.why_not),
    }


def column_record(entry: CatalogColumn, *, evidence: bool = False) -> Record:
    """Return one column; ``evidence`` adds what lost and what its source declares of it."""
    verdict, tags, table, column, checked = entry.verdict, entry.tags, entry.table, entry.column, entry.verdict.checked
    record: Record = {
        "source": entry.source,
        "schema": table.schema,
        "table": table.name,
        "column": column.name,
        "path": column.key if column.path else None,
        "data_type": column.data_type,
        "state": verdict.state.value,
        "findings": [_finding(finding) for finding in verdict.findings],
        "incidental": [{"entity_type": hit.entity_type.value, "values": hit.values} for hit in verdict.incidental],
        "data_categories": list(tags.data_categories),
        "activities": [
            {
                "id": activity.id,
                "origin": activity.origin.value,
                "confidence": activity.confidence,
                "reason": str(activity.reason),
                "said": said_record(activity.reason),
            }
            for activity in tags.activities
        ],
        "purposes": list(tags.purposes),
        "legal_bases": list(dict.fromkeys(basis.basis for basis in tags.legal_bases)),
        "legal_bases_of_activities": [
            {"basis": basis.basis, "activity": basis.activity, "scope": basis.scope} for basis in tags.legal_bases
        ],
        "retention": [{"rule": rule.rule, "activity": rule.activity, "computable": rule.computable} for rule in tags.retention],
        "violations": [
            {"rule": violation.rule, "severity": violation.severity.value, "message": violation.message} for violation in tags.violations
        ],
        "checked": {
            "values": checked.values,
            "non_null": checked.non_null,
            "bound": checked.bound,
            "why_not": str(checked.why_not) or None,
            "said": said_record(checked.why_not),
        },
        "decision": _decision(entry),
    }
    if evidence:
        record["candidates"] = [_finding(finding) for finding in verdict.candidates]
        record["declared"] = _declared(column, table)
    return record


def _finding(finding: Finding) -> Record:
    said = [(reason, say(reason.reason, "en")) for reason in finding.evidence]
    return {
        "entity_type": finding.entity_type.value,
        "confidence": finding.confidence,
        "reasons": [text for reason, text in sorted(said, key=lambda each: -each[0].weight) if reason.weight > 0],
        "evidence": [
            {
                "entity_type": reason.entity_type.value,
                "signal": reason.signal.value,
                "weight": reason.weight,
                "reason": text,
                "said": said_record(reason.reason),
                "detector": reason.detector,
            }
            for reason, text in said
        ],
    }


def said_record(words: Words) -> Record | None:
    """Return a sentence by its key and parts, from which it can be said in any language; None for a text that somebody wrote."""
    if isinstance(words, str):
        return None
    return {"key": words.key, "parts": {name: _part(part) for name, part in words.parts.items()}}


def _part(part: Part) -> Any:
    if isinstance(part, Label):
        return {"fi": part.fi, "sv": part.sv, "en": part.en}
    if isinstance(part, Reason):
        return said_record(part)
    return [said_record(each) for each in part] if isinstance(part, tuple) else part


def _declared(column: Column, table: Table) -> Record:
    place = column.position
    return {
        "path": list(column.path),
        "nullable": column.nullable,
        "comment": column.comment,
        "position": {"file": place.file, "line": place.line, "column": place.column} if place else None,
        "why_not": str(column.why_not),
        "said": said_record(column.why_not),
        "listed": column.key in table.names,
    }


def _decision(entry: CatalogColumn) -> Record | None:
    decision = entry.decision
    if decision is None:
        return None
    return {
        "action": decision.action,
        "entity_type": decision.entity_type or None,
        "who": decision.who,
        "when": decision.when,
        "why": decision.why,
        "recheck": decision.recheck,
        "note": str(decision.note),
        "said": said_record(decision.note),
    }


def stored_table(table: Table, columns: Sequence[CatalogColumn]) -> str:
    """Return one table with all evidence as JSON text; ``catalog_document.read_stored_table`` is its reader."""
    source = columns[0].source if columns else ""
    record = {"table": {"source": source, **table_record(table)}, "columns": [column_record(entry, evidence=True) for entry in columns]}
    return json.dumps(record, separators=(",", ":"), allow_nan=False)
