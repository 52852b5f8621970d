"""Reads the catalog document (``catalog.json``), whose form ``catalog_parts`` gives; ``catalog_record`` writes it."""

import gc
import json
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import groupby, zip_longest
from typing import Any

from pydantic import ValidationError

from piicatalog.definitions.catalog_parts import CatalogDocument, ColumnPart, StoredTableDocument, TablePart, words
from piicatalog.definitions.catalog_record import VERSION
from piicatalog.errors import DefinitionError, Problem
from piicatalog.model.catalog import Catalog, CatalogColumn
from piicatalog.model.schema import Table

SHOWN_PROBLEMS = 20
_COLUMNS = re.compile(r'"columns"\s*:\s*\[')
_GAP = re.compile(r"[\s,]*")


def to_columns(parts: Iterable[ColumnPart], tables: Iterable[TablePart] = ()) -> tuple[CatalogColumn, ...]:
    """Return columns with their tables; a table that is not among ``tables`` is known by its columns alone."""
    known = {(part.source, part.schema_, part.table): part for part in tables}
    columns: list[CatalogColumn] = []
    for key, group in groupby(parts, key=lambda part: (part.source, part.schema_, part.table)):
        pairs = [(part, part.to_column()) for part in group]
        listed = tuple(column for part, column in pairs if part.listed)
        table = known[key].to_table(listed) if key in known else Table(schema=key[1], name=key[2], columns=listed)
        for part, column in pairs:
            decision = part.decision.to_decision() if part.decision else None
            columns.append(
                CatalogColumn(
                    source=part.source, table=table, column=column, verdict=part.to_verdict(), tags=part.to_tags(), decision=decision
                )
            )
    return tuple(columns)


@contextmanager
def no_collection() -> Iterator[None]:
    """Make many lasting objects without the garbage collector, which walks all of them again and again: half the time of reading."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@no_collection()
def from_document(text: str | bytes, file: str) -> Catalog:
    """Read a catalog document; raises DefinitionError with line and place of what is wrong."""
    data = _parse(text, file)
    if not isinstance(data, dict) or "columns" not in data:
        raise DefinitionError([Problem(file, 1, "is not a catalog document: no list of columns (piicatalog export json writes one)")])
    version = data.get("version")
    if isinstance(version, int) and version > VERSION:
        raise DefinitionError([Problem(file, 1, f"version {version} was written by a newer piicatalog; this one reads version {VERSION}")])
    try:
        document = CatalogDocument.model_validate(data)
    except ValidationError as error:
        raise DefinitionError(list(_problems(error, text if isinstance(text, str) else text.decode("utf-8-sig"), file))) from None
    return Catalog(
        notice=document.notice,
        columns=to_columns(document.columns, document.tables),
        scanned_at=document.scanned_at,
        problems=tuple(
            words(text, said) for text, said in zip_longest(document.problems, document.problems_said[: len(document.problems)])
        ),
    )


def read_stored_table(text: str, name: str) -> tuple[Table, tuple[CatalogColumn, ...]]:
    """Read what ``catalog_record.stored_table`` wrote; raises DefinitionError when it is something else."""
    try:
        stored = StoredTableDocument.model_validate(_parse(text, name))
    except ValidationError as error:
        raise DefinitionError([Problem(name, 1, f"is not a stored table: {error.errors()[0]['msg']}")]) from None
    columns = to_columns(stored.columns, [stored.table])
    return (columns[0].table if columns else stored.table.to_table(())), columns


def _parse(text: str | bytes, file: str) -> Any:
    try:
        return json.loads(text.decode("utf-8-sig") if isinstance(text, bytes) else text)
    except json.JSONDecodeError as error:
        raise DefinitionError([Problem(file, error.lineno, f"is not JSON: {error.msg}")]) from None
    except UnicodeDecodeError as error:
        raise DefinitionError([Problem(file, 1, f"is not UTF-8 at byte {error.start}")]) from None
    except (RecursionError, ValueError):  # nested too deep, or a number of thousands of digits
        raise DefinitionError([Problem(file, 1, "is not a catalog document")]) from None


def _problems(error: ValidationError, text: str, file: str) -> Iterator[Problem]:
    errors = error.errors(include_url=False, include_input=False, include_context=False)
    for item in errors[:SHOWN_PROBLEMS]:
        place = item["loc"]
        line = _line_of_column(text, place[1]) if len(place) > 1 and place[0] == "columns" and isinstance(place[1], int) else 1
        yield Problem(file, line, f"{'.'.join(str(part) for part in place)}: {item['msg']}")
    if len(errors) > SHOWN_PROBLEMS:
        yield Problem(file, 1, f"and {len(errors) - SHOWN_PROBLEMS} more problems")


def _line_of_column(text: str, number: int) -> int:
    """Return the line of a column of a document; 1 where its list of columns is not found."""
    begins = [match.end() for match in _COLUMNS.finditer(text)]
    place = begin = begins[-1] if begins else 0
    try:
        for _ in range(number + 1):
            begin = _GAP.match(text, place).end()  # type: ignore[union-attr]  # it matches nothing too
            place = json.JSONDecoder().raw_decode(text, begin)[1]
    except json.JSONDecodeError:
        return 1
    return text.count("\n", 0, begin) + 1
