"""Data contracts in the Open Data Contract Standard (ODCS) 3.1, one per schema, with what each column holds and why.

Tags and ``classification`` have no state, so that they stand for what is sure; all else is in ``customProperties``. A contract is
a draft: its owner, quality and service levels are people's to write.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from piicatalog.export._marks import Marking, Marks, is_unlisted
from piicatalog.export._names import Names, file_names
from piicatalog.export._summary import by_schema, by_table
from piicatalog.export._yaml import dump
from piicatalog.model.catalog import Catalog, CatalogColumn
from piicatalog.model.data_type import TypeFamily, family_of
from piicatalog.model.entity_type import EntityType
from piicatalog.model.processing import Notice
from piicatalog.model.schema import Table

SUFFIX = ".odcs.yaml"
_STANDARD = "v3.1.0"
_LOGICAL = {
    TypeFamily.TEXT: "string",
    TypeFamily.ENUM: "string",
    TypeFamily.UUID: "string",
    TypeFamily.XML: "string",
    TypeFamily.NETWORK: "string",
    TypeFamily.INTEGER: "integer",
    TypeFamily.DECIMAL: "number",
    TypeFamily.BOOLEAN: "boolean",
    TypeFamily.DATE: "date",
    TypeFamily.TIMESTAMP: "timestamp",
    TypeFamily.TIME: "time",
    TypeFamily.JSON: "object",
    TypeFamily.STRUCT: "object",
    TypeFamily.ARRAY: "array",
}
"""The standard has no word for the other families; without one its own schema takes a property for a map, so they are strings."""
_RESTRICTED = frozenset({EntityType.FI_PERSONAL_IDENTITY_CODE, EntityType.NATIONAL_ID, EntityType.PASSWORD})
"""Beside the special categories: GDPR article 87 and the Data Protection Act (1050/2018) section 29 limit use; a password opens the rest."""
_ONE_UNIT = re.compile(r"P(\d+)([YMWD])")


def render(catalog: Catalog, *, notice: Notice | None = None, language: str = "en") -> dict[str, str]:
    """Return the contracts by file name."""
    names, marking = Names(notice, language), Marking(notice)
    schemas = by_schema(catalog.columns)
    files = file_names([(source, schema) for source, schema, _ in schemas], SUFFIX)
    return {
        file: "---\n" + dump(_contract(catalog, source, schema, entries, names, marking))
        for (source, schema, entries), file in zip(schemas, files, strict=True)
    }


def _contract(
    catalog: Catalog, source: str, schema: str, entries: Sequence[CatalogColumn], names: Names, marking: Marking
) -> dict[str, Any]:
    marked = {(entry.table.name, entry.column.key): marking.of(entry) for entry in entries}
    tables = by_table(entries)
    limits = [limit for table, columns in tables for limit in _limits(table, columns, marked, names, marking)]
    return {
        "apiVersion": _STANDARD,
        "kind": "DataContract",
        "id": f"piicatalog:{source}:{schema}",
        "name": schema or source,
        "version": "1.0.0",
        "status": "draft",
        **({"contractCreatedTs": catalog.scanned_at.isoformat()} if catalog.scanned_at else {}),
        "schema": [_object(table, columns, marked, marking) for table, columns in tables],
        **({"slaProperties": limits} if limits else {}),
        **({"customProperties": [_custom("notice", catalog.notice)]} if catalog.notice else {}),
    }


def _object(table: Table, columns: Sequence[CatalogColumn], marked: dict[tuple[str, str], Marks], marking: Marking) -> dict[str, Any]:
    whole = next((entry for entry in columns if is_unlisted(entry)), None)
    personal = any(marked[table.name, entry.column.key].sure for entry in columns)
    return {
        "name": table.name,
        "physicalName": table.full_name,
        "physicalType": table.kind.value,
        "logicalType": "object",
        **({"description": table.comment} if table.comment else {}),
        **({"tags": ["personal_data"]} if personal else {}),
        **({"customProperties": list(_customs(marking.of(whole), marking))} if whole else {}),
        "properties": _properties(table, [entry for entry in columns if entry is not whole], marked, marking),
    }


def _properties(
    table: Table, columns: Sequence[CatalogColumn], marked: dict[tuple[str, str], Marks], marking: Marking
) -> list[dict[str, Any]]:
    """Return the columns, each field below the one that it is nested in."""
    tops: list[dict[str, Any]] = []
    known: dict[tuple[str, ...], dict[str, Any]] = {}
    for entry in columns:
        path = (entry.column.name, *entry.column.path)
        below = tops
        for depth in range(1, len(path)):
            above = known.get(path[:depth])
            if above is None:
                above = known[path[:depth]] = {"name": path[depth - 1]}
                below.append(above)
            above["logicalType"] = "object"
            below = above.setdefault("properties", [])
        found = _property(table, entry, marked[table.name, entry.column.key], marking)
        if path in known:
            known[path].update({key: value for key, value in found.items() if key != "logicalType"})
        else:
            known[path] = found
            below.append(found)
    return tops


def _property(table: Table, entry: CatalogColumn, marks: Marks, marking: Marking) -> dict[str, Any]:
    column = entry.column
    said: dict[str, Any] = {
        "name": column.last_name,
        "logicalType": _LOGICAL.get(family_of(column.data_type), "string"),
        "physicalType": column.data_type,
        "description": column.comment,
        "required": not column.nullable,
        "primaryKey": column.key in table.primary_key,
        "primaryKeyPosition": table.primary_key.index(column.key) + 1 if column.key in table.primary_key else None,
        "classification": _classification(marks),
        "tags": ["personal_data", *(["special_category"] if marks.special else []), *map(str, marks.sure)] if marks.sure else None,
    }
    return {**{key: value for key, value in said.items() if value}, "customProperties": list(_customs(marks, marking))}


def _classification(marks: Marks) -> str:
    if not marks.sure:
        return ""
    return "restricted" if marks.special or not _RESTRICTED.isdisjoint(marks.sure) else "confidential"


def _customs(marks: Marks, marking: Marking) -> Iterator[dict[str, Any]]:
    said: dict[str, Any] = {
        "state": marks.state.value,
        "entities": marks.entity_types,
        "confidence": marks.confidence,
        "incidental": [str(kind) for kind in marks.incidental],
        "dataCategories": marks.data_categories,
        "activities": marks.activities,
        "activityOrigin": ("inferred" if marks.inferred else "bound") if marks.activities else "",
        "candidateActivities": marks.candidates,
        "purposes": marks.purposes,
        "legalBases": marks.legal_bases,
        "retention": marks.retention,
        "retentionPeriods": marking.periods_of(marks.retention),
        "violations": marks.violations,
        "whyNotChecked": marks.why_not,
    }
    yield from (_custom(key, value) for key, value in said.items() if value)


def _custom(key: str, value: Any) -> dict[str, Any]:
    return {"property": f"piicatalog{key[0].upper()}{key[1:]}", "value": value}


def _limits(
    table: Table, columns: Sequence[CatalogColumn], marked: dict[tuple[str, str], Marks], names: Names, marking: Marking
) -> Iterator[dict[str, Any]]:
    """Yield the periods that the notice gives in one unit, of what is sure; in what they run from is the notice's word."""
    for entry in columns:
        marks = marked[table.name, entry.column.key]
        for rule in marks.retention if marks.sure else ():
            if period := _ONE_UNIT.fullmatch(marking.periods.get(rule, "")):
                yield {
                    "property": "retention",
                    "value": int(period[1]),
                    "unit": period[2].lower(),
                    "element": f"{table.name}.{entry.column.key}",
                    "driver": "regulatory",
                    "description": names.rule(rule),
                }
