"""What OpenMetadata's REST API takes: classifications, tags, glossaries and terms to PUT, and a JSON Patch of each table's columns.

A label is `Suggested` until a person confirmed it. Only what OpenMetadata 1.6 knows is written. ``catalogs`` in piicatalog.yaml says what
the database service is called there.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from piicatalog.export._ids import CLASSIFICATION, PURPOSES, identifier, readable
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
from piicatalog.model.schema import Column

SUFFIX = ".json"
_STATE = f"{CLASSIFICATION}State"
_CATEGORY = f"{CLASSIFICATION}DataCategory"
_BASIS = f"{CLASSIFICATION}LegalBasis"
_VIOLATION = f"{CLASSIFICATION}Violation"
_RETENTION = f"{CLASSIFICATION}Retention"
_NO_DATABASE = "default"
"""What OpenMetadata calls the database of a service that has none above its schemas (MySQL, MariaDB)."""
_RESERVED = {
    "::": "__reserved__colon__",
    ">": "__reserved__arrow__",
    '"': "__reserved__quote__",
    "\n": "__reserved__newline__",
    "\r": "__reserved__carriage_return__",
    "\t": "__reserved__tab__",
}
"""What OpenMetadata keeps in place of what its own names cannot hold."""
_Label = tuple[str, str, bool]
"""Classification or glossary, id within it, whether a person confirmed it."""


def render(catalog: Catalog, *, notice: Notice | None = None, language: str = "en", configuration: Configuration | None = None) -> str:
    """Return one document: ``requests`` in the order in which they are to be sent, then a patch of each of ``tables``."""
    marking, place_of = Marking(notice), places(configuration)
    used: dict[tuple[str, str], str] = {}
    tables: list[str] = []
    for source, schema, entries in by_schema(catalog.columns):
        for table, columns in by_table(entries):
            name = _full_name(place_of(source), schema, table.name)
            tables.extend(_json({"fullyQualifiedName": name, "patch": patch}) for patch in _patches(columns, marking, used))
    requests = [_json(request) for request in _requests(used, Names(notice, language), notice)]
    return "{" + f'"version":1,\n"requests":[\n{_lines(requests)}\n],\n"tables":[\n{_lines(tables)}\n]' + "}\n"


def _full_name(place: Place, schema: str, table: str) -> str:
    database = place.database if place.database and place.database != schema else _NO_DATABASE
    return ".".join(map(_part, (place.service, database, schema or database, table)))


def _part(name: str) -> str:
    kept = _kept(name)
    return f'"{kept}"' if "." in kept else kept


def _kept(name: str) -> str:
    name = readable(name)
    for reserved, word in _RESERVED.items():
        name = name.replace(reserved, word)
    return name


def _patches(columns: Sequence[CatalogColumn], marking: Marking, used: dict[tuple[str, str], str]) -> Iterator[list[dict[str, Any]]]:
    """Yield the patch of the columns, then one of each nested field: OpenMetadata may not list those, and refuses a patch as a whole."""
    places = _pointers((*columns[0].table.columns, *(entry.column for entry in columns)))
    flat: list[dict[str, Any]] = []
    for entry in columns:
        labels = list(_labels(marking.of(entry)))
        for kind, name, _ in labels:
            used.setdefault((kind, identifier(name)), name)
        if is_unlisted(entry):
            yield [_add("", label) for label in labels]
        elif labels:
            pointers = places[entry.column.key]
            tests = [{"op": "test", "path": f"{pointer}/name", "value": _kept(name)} for pointer, name in pointers]
            patch = [*tests, *(_add(pointers[-1][0], label) for label in labels)]
            if entry.column.path:
                yield patch
            else:
                flat += patch
    if flat:
        yield flat


def _pointers(columns: Iterable[Column]) -> dict[str, list[tuple[str, str]]]:
    """Return, by column, the JSON pointers to it from the top level down, each with the name that stands there."""
    numbers: dict[tuple[str, ...], int] = {}
    below: dict[tuple[str, ...], int] = {}
    found = {}
    for column in columns:
        path = (column.name, *column.path)
        pointers, pointer = [], ""
        for depth, name in enumerate(path):
            here = path[: depth + 1]
            if here not in numbers:
                numbers[here] = below.get(path[:depth], 0)
                below[path[:depth]] = numbers[here] + 1
            pointer += f"/{'children' if depth else 'columns'}/{numbers[here]}"
            pointers.append((pointer, name))
        found[column.key] = pointers
    return found


def _labels(marks: Marks) -> Iterator[_Label]:
    """Yield the labels of a column: a state where it is not what a label says, what stands, and why it may be there."""
    if marks.state in (ColumnState.NOT_CHECKED, ColumnState.INCIDENTAL):
        yield _STATE, marks.state.value, True
    for rule in marks.violations:
        yield _VIOLATION, rule, True
    if not marks.findings:
        return
    for finding in marks.findings:
        yield CLASSIFICATION, str(finding.entity_type), marks.confirmed(finding)
    confirmed = marks.state is ColumnState.CONFIRMED
    for category in marks.data_categories:
        yield _CATEGORY, category, confirmed
    bound = confirmed and not marks.inferred
    for kind, names in ((_BASIS, marks.legal_bases), (PURPOSES, marks.activities), (_RETENTION, marks.retention)):
        for name in names:
            yield kind, name, bound


def _add(pointer: str, label: _Label) -> dict[str, Any]:
    kind, name, confirmed = label
    value = {
        "tagFQN": f"{kind}.{identifier(name)}",
        "source": "Glossary" if kind in (PURPOSES, _RETENTION) else "Classification",
        "labelType": "Automated",
        "state": "Confirmed" if confirmed else "Suggested",
    }
    return {"op": "add", "path": f"{pointer}/tags/-", "value": value}


def _requests(used: Mapping[tuple[str, str], str], names: Names, notice: Notice | None) -> Iterator[dict[str, Any]]:
    """Yield what the labels need, each after what it is part of."""
    language = names.language
    titles = {
        CLASSIFICATION: text("personal_data", language),
        _STATE: text("state", language),
        _VIOLATION: text("violations", language),
        _CATEGORY: text("data_categories", language),
        _BASIS: text("legal_bases", language),
        PURPOSES: text("activities", language),
        _RETENTION: text("retention", language),
    }
    for kind, title in titles.items():
        parts = sorted((key, name) for (of, key), name in used.items() if of == kind)
        if not parts:
            continue
        glossary = kind in (PURPOSES, _RETENTION)
        about = notice.title if notice and glossary else title
        body = {"name": kind, "displayName": title, "description": about or title, "mutuallyExclusive": False, "provider": "user"}
        yield _put("glossaries" if glossary else "classifications", body)
        for key, name in parts:
            shown = _shown(kind, name, names)
            owner = {"glossary" if glossary else "classification": kind}
            yield _put("glossaryTerms" if glossary else "tags", {**owner, "name": key, "displayName": shown, "description": shown})


def _shown(kind: str, name: str, names: Names) -> str:
    if kind == CLASSIFICATION:
        return names.entity_type(EntityType(name))
    if kind == _VIOLATION:
        return name
    if kind == _STATE:
        return STATES[ColumnState(name)].in_language(names.language)
    return {_CATEGORY: names.category, _BASIS: names.basis, PURPOSES: names.activity, _RETENTION: names.rule}[kind](name)


def _put(collection: str, body: dict[str, Any]) -> dict[str, Any]:
    return {"method": "PUT", "path": f"/api/v1/{collection}", "body": body}


def _lines(records: Sequence[str]) -> str:
    return ",\n".join(records)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode("utf-8", "backslashreplace").decode()
