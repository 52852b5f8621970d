"""The catalog document, ``catalog.json``: for other programs, and read back by ``definitions.catalog_document``.

One column per line, so that two scans can be compared line by line. Its JSON Schema is ``docs/catalog.schema.json``.
"""

import json
from collections.abc import Iterable

from piicatalog.definitions.catalog_record import Record, column_record, head_record, table_records
from piicatalog.model.catalog import Catalog
from piicatalog.model.processing import Notice

SUFFIX = ".json"
_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def render(catalog: Catalog, *, notice: Notice | None = None, language: str = "en", evidence: bool = False) -> str:  # noqa: ARG001 - a format's shape
    """Return the document; ``evidence`` adds what lost and all that the source declares, so that nothing is lost in reading it back."""
    parts = [f"{_json(key)}:{_json(value)}" for key, value in head_record(catalog).items()]
    if evidence:
        parts.append(f'"tables":[\n{_lines(table_records(catalog))}\n]')
    parts.append(f'"columns":[\n{_lines(column_record(entry, evidence=evidence) for entry in catalog.columns)}\n]')
    return "{" + ",\n".join(parts) + "}\n"


def _lines(records: Iterable[Record]) -> str:
    return ",\n".join(map(_json, records))


def _json(value: object) -> str:
    text = _ENCODER.encode(value)
    # A name of undecodable bytes holds lone surrogates, which no UTF-8 file can; written as \udcff they can be.
    return text if text.isascii() else text.encode("utf-8", "backslashreplace").decode()
