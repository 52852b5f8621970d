"""dbt sources with what each column holds and why, in `config.meta`: a properties file for a dbt project of 1.10 or newer.

Read by dbt's documentation, and from its manifest by the dbt ingestion of DataHub and of OpenMetadata (``meta.datahub``,
``meta.openmetadata``). Descriptions, tests and data types are people's: none is written.
"""

import re
from collections.abc import Iterator
from typing import Any

from piicatalog.export._ids import CLASSIFICATION, PURPOSES, TERMS, identifier
from piicatalog.export._marks import Marking, Marks, is_unlisted
from piicatalog.export._places import places
from piicatalog.export._summary import by_schema, by_table
from piicatalog.export._yaml import dump
from piicatalog.model.catalog import Catalog, CatalogColumn
from piicatalog.model.configuration import Configuration
from piicatalog.model.processing import Notice

SUFFIX = ".yml"
_JINJA = re.compile(r"{[{%#]|[#}%]}")
_UNNAMED = "main"
"""dbt needs a name where the source has no schema."""


def render(catalog: Catalog, *, notice: Notice | None = None, language: str = "en", configuration: Configuration | None = None) -> str:
    """Return the file; it holds ids, so that ``language`` changes nothing."""
    del language
    return dump(document(catalog, notice, configuration, legacy=False))


def document(catalog: Catalog, notice: Notice | None, configuration: Configuration | None, *, legacy: bool) -> dict[str, Any]:
    """Return the file as data; before dbt 1.10 ``meta`` and ``tags`` stood beside the column's name, and not in its ``config``."""
    marking = Marking(notice)
    place_of = places(configuration)
    schemas = by_schema(catalog.columns)
    many = len({source for source, _, _ in schemas}) > 1
    told = bool(configuration and configuration.catalogs)
    used: set[str] = set()
    sources = []
    for source, schema, entries in schemas:
        database = place_of(source).database if many or told else ""
        plain = schema or _UNNAMED
        name = _unused(f"{database}_{plain}" if many and database else plain, used)
        above = {"database": _quoted(database)} if database and database != schema else {}
        sources.append(
            {
                "name": _quoted(name),
                **above,
                **({"schema": _quoted(schema)} if schema and name != schema else {}),
                "tables": list(_tables(entries, marking, legacy=legacy)),
            }
        )
    return {"version": 2, "sources": sources}


def _unused(name: str, used: set[str]) -> str:
    number, found = 1, name
    while found in used:
        number += 1
        found = f"{name}_{number}"
    used.add(found)
    return found


def _tables(entries: list[CatalogColumn], marking: Marking, *, legacy: bool) -> Iterator[dict[str, Any]]:
    for table, columns in by_table(entries):
        said: dict[str, Any] = {"name": _quoted(table.name)}
        described = []
        for entry in columns:
            config = _config(marking.of(entry), marking)
            if is_unlisted(entry):
                said |= config if legacy else {"config": config}
            else:
                described.append({"name": _quoted(entry.column.key), **(config if legacy else {"config": config})})
        yield {**said, **({"columns": described} if described else {})}


def _config(marks: Marks, marking: Marking) -> dict[str, Any]:
    tags = ["personal_data", *(["special_category"] if marks.special else []), *map(str, marks.sure)] if marks.sure else []
    return {**({"tags": tags} if tags else {}), "meta": {"piicatalog": _meta(marks, marking), **_for_other_catalogs(marks)}}


def _meta(marks: Marks, marking: Marking) -> dict[str, Any]:
    """Return scalars and lists of them: what DataHub's ``column_meta_mapping`` can match."""
    said: dict[str, Any] = {
        "state": marks.state.value,
        "entity": marks.entity_types[0] if marks.entity_types else "",
        "entities": marks.entity_types if len(marks.entity_types) > 1 else (),
        "confidence": marks.confidence,
        "incidental": [str(kind) for kind in marks.incidental],
        "data_categories": marks.data_categories,
        "special_category": marks.special,
        "activities": marks.activities,
        "activity_origin": ("inferred" if marks.inferred else "bound") if marks.activities else "",
        "candidate_activities": marks.candidates,
        "purposes": marks.purposes,
        "legal_bases": marks.legal_bases,
        "retention": marks.retention,
        "retention_periods": marking.periods_of(marks.retention),
        "violations": marks.violations,
        "why_not_checked": marks.why_not,
    }
    return {key: _said(value) for key, value in said.items() if value}


def _for_other_catalogs(marks: Marks) -> dict[str, Any]:
    """Return what the dbt ingestions of DataHub and OpenMetadata read by themselves: marks without a state, so only what is sure."""
    if not marks.sure:
        return {}
    glossary = [f"{PURPOSES}.{identifier(activity)}" for activity in marks.activities if not marks.inferred]
    return {
        "datahub": {"terms": [f"{TERMS}.{kind}" for kind in marks.sure]},
        "openmetadata": {"tags": [f"{CLASSIFICATION}.{kind}" for kind in marks.sure], **({"glossary": glossary} if glossary else {})},
    }


def _said(value: Any) -> Any:
    return _quoted(value) if isinstance(value, str) else [_quoted(item) for item in value] if isinstance(value, tuple | list) else value


def _quoted(text: str) -> str:
    """Return a text that dbt, which renders the whole file as a Jinja template, gives back as it was."""
    return text.replace("{", "{{ '{' }}") if _JINJA.search(text) else text
