"""Metadata change proposals for DataHub, a file for its `file` source: terms and tags of what is sure, structured properties of every column.

Definitions come before what uses them. Fields are patched, so that marks of people stay; what is written can be removed in DataHub.
``catalogs`` in piicatalog.yaml says what platform, instance and database the source is there.
"""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from piicatalog.export._ids import TERMS, readable
from piicatalog.export._marks import Marking, Marks, is_unlisted
from piicatalog.export._names import Names
from piicatalog.export._places import Place, places
from piicatalog.export._summary import by_schema, by_table
from piicatalog.model.catalog import Catalog, CatalogColumn
from piicatalog.model.configuration import Configuration
from piicatalog.model.entity_type import EntityType
from piicatalog.model.finding import ColumnState
from piicatalog.model.labels import STATES, text
from piicatalog.model.processing import Notice

SUFFIX = ".json"
_NODE = f"urn:li:glossaryNode:{TERMS}"
_TERM = f"urn:li:glossaryTerm:{TERMS}."
_TAG = f"urn:li:tag:{TERMS}."
_PROPERTY = f"io.{TERMS}."
_TAGS = {"personal_data": "personal_data", "special_category": "special"}
"""The tags, each with its text."""
_PROPERTIES = {
    "state": "state",
    "confidence": "confidence",
    "entity_type": "personal_data",
    "data_category": "data_categories",
    "activity": "activities",
    "activity_origin": "",
    "legal_basis": "legal_bases",
    "retention": "retention",
    "retention_period": "",
    "violation": "violations",
    "why_not_checked": "why_not",
}
"""The structured properties, each with its text; without one its own name is shown."""
_MULTIPLE = ("entity_type", "data_category", "activity", "legal_basis", "retention", "retention_period", "violation")
_KEYS = {"properties": ["propertyUrn", "attribution␟source"]}
"""By what DataHub tells the entries of a list apart in a patch."""
_RESERVED = {",": "%2C", "(": "%28", ")": "%29", "␟": "%E2%90%9F"}
Proposal = dict[str, Any]


def render(catalog: Catalog, *, notice: Notice | None = None, language: str = "en", configuration: Configuration | None = None) -> str:
    """Return the file: one proposal per line."""
    marking, place_of = Marking(notice), places(configuration)
    types: set[EntityType] = set()
    lines: list[str] = []
    for source, schema, entries in by_schema(catalog.columns):
        for table, columns in by_table(entries):
            urn = _dataset(place_of(source), schema, table.name)
            lines.extend(map(_json, _of_table(urn, columns, marking, types)))
    names = Names(notice, language)
    return "[\n" + ",\n".join([*map(_json, _definitions(names, types)), *lines]) + "\n]\n"


def _dataset(place: Place, schema: str, table: str) -> str:
    database = place.database if place.database != schema else ""
    name = ".".join(part for part in (place.instance, database, schema, table) if part)
    return f"urn:li:dataset:(urn:li:dataPlatform:{place.platform},{_in_urn(name)},{place.environment})"


def _in_urn(name: str) -> str:
    return "".join(_RESERVED.get(character, character) for character in readable(name))


def _definitions(names: Names, types: set[EntityType]) -> Iterator[Proposal]:
    language = names.language
    title = text("title", language)
    yield _upsert("glossaryNode", _NODE, "glossaryNodeInfo", {"name": title, "definition": title})
    for entity_type in sorted(types):
        name = names.entity_type(entity_type)
        info = {"name": name, "definition": name, "termSource": "INTERNAL", "parentNode": _NODE}
        yield _upsert("glossaryTerm", f"{_TERM}{entity_type}", "glossaryTermInfo", info)
    for tag, key in _TAGS.items():
        yield _upsert("tag", f"{_TAG}{tag}", "tagProperties", {"name": tag, "description": text(key, language)})
    for name, key in _PROPERTIES.items():
        definition: dict[str, Any] = {
            "qualifiedName": f"{_PROPERTY}{name}",
            "displayName": text(key, language) if key else name.replace("_", " ").capitalize(),
            "valueType": f"urn:li:dataType:datahub.{'number' if name == 'confidence' else 'string'}",
            "cardinality": "MULTIPLE" if name in _MULTIPLE else "SINGLE",
            "entityTypes": ["urn:li:entityType:datahub.schemaField", "urn:li:entityType:datahub.dataset"],
        }
        if name == "state":
            definition["allowedValues"] = [
                {"value": {"string": state.value}, "description": STATES[state].in_language(language)} for state in ColumnState
            ]
        yield _upsert("structuredProperty", f"urn:li:structuredProperty:{_PROPERTY}{name}", "propertyDefinition", definition)


def _of_table(urn: str, columns: Sequence[CatalogColumn], marking: Marking, types: set[EntityType]) -> Iterator[Proposal]:
    """Yield the terms and tags of all columns together, then the properties of each."""
    marked = [(entry, marking.of(entry)) for entry in columns]
    patch = [operation for entry, marks in marked for operation in _terms_and_tags(entry.column.key, marks)]
    types.update(kind for _, marks in marked for kind in marks.sure)
    if patch:
        yield _patch("dataset", urn, "editableSchemaMetadata", patch)
    for entry, marks in marked:
        about = ("dataset", urn) if is_unlisted(entry) else ("schemaField", f"urn:li:schemaField:({urn},{_in_urn(entry.column.key)})")
        operations = [_set(name, values) for name, values in _properties(marks, marking) if values]
        yield _patch(*about, "structuredProperties", {"arrayPrimaryKeys": _KEYS, "patch": operations})


def _terms_and_tags(key: str, marks: Marks) -> Iterator[dict[str, Any]]:
    field = f"/editableSchemaFieldInfo/{_in_pointer(readable(key))}"
    if marks.sure:
        for tag in _TAGS if marks.special else ["personal_data"]:
            yield _add(f"{field}/globalTags/tags/{_TAG}{tag}", {"tag": f"{_TAG}{tag}"})
    for kind in marks.sure:
        yield _add(f"{field}/glossaryTerms/terms/{_TERM}{kind}", {"urn": f"{_TERM}{kind}"})


def _properties(marks: Marks, marking: Marking) -> Iterator[tuple[str, Sequence[str | float]]]:
    yield "state", [marks.state.value]
    yield "confidence", [] if marks.confidence is None else [marks.confidence]
    yield "entity_type", marks.entity_types or [str(kind) for kind in marks.incidental]
    yield "data_category", marks.data_categories
    yield "activity", marks.activities
    yield "activity_origin", ["inferred" if marks.inferred else "bound"] if marks.activities else ["candidate"] if marks.candidates else []
    yield "legal_basis", marks.legal_bases
    yield "retention", marks.retention
    yield "retention_period", marking.periods_of(marks.retention)
    yield "violation", marks.violations
    yield "why_not_checked", [marks.why_not] if marks.why_not else []


def _set(name: str, values: Sequence[str | float]) -> dict[str, Any]:
    urn = f"urn:li:structuredProperty:{_PROPERTY}{name}"
    said = [{"string": readable(value)} if isinstance(value, str) else {"double": value} for value in values]
    return _add(f"/properties/{urn}/", {"propertyUrn": urn, "values": said})


def _add(path: str, value: dict[str, Any]) -> dict[str, Any]:
    return {"op": "add", "path": path, "value": value}


def _in_pointer(name: str) -> str:
    return name.replace("~", "~0").replace("/", "~1")


def _upsert(entity: str, urn: str, aspect: str, value: dict[str, Any]) -> Proposal:
    return {"entityType": entity, "entityUrn": urn, "changeType": "UPSERT", "aspectName": aspect, "aspect": {"json": value}}


def _patch(entity: str, urn: str, aspect: str, value: Any) -> Proposal:
    return {"entityType": entity, "entityUrn": urn, "changeType": "PATCH", "aspectName": aspect, "aspect": {"json": value}}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
