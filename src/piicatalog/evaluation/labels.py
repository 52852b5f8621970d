"""Columns that a person labelled: ``source,table,column,sql_type,labels,certainty`` as CSV."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from piicatalog.errors import DefinitionError, Problem
from piicatalog.model.entity_type import EntityType
from piicatalog.model.schema import Column, Table

NONE = "NONE"
SURE = "sure"


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledColumn:
    """What one column holds, as a person sees it."""

    source: str
    table: str
    column: str
    data_type: str = ""
    labels: tuple[EntityType, ...] = ()
    """What it may be called, the best first; empty: it is not personal."""
    sure: bool = True
    """False: people could differ, so it is not scored."""

    @property
    def name(self) -> str:
        """``shop.asiakas.hetu``."""
        return ".".join(part for part in (self.source, self.table, self.column) if part)


def load_labels(path: Path) -> tuple[LabelledColumn, ...]:
    """Read a file of labels, with commas or, as Finnish spreadsheets save it, semicolons between its fields.

    ``source``, ``sql_type`` and ``certainty`` may be missing, labels are joined by ``|``, ``NONE`` is none.

    Raises DefinitionError with every line that is wrong.
    """
    problems: list[Problem] = []
    rows: list[LabelledColumn] = []
    seen: dict[tuple[str, str, str], int] = {}
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            first = file.readline()
            file.seek(0)
            reader = csv.DictReader(file, delimiter=";" if first.count(";") > first.count(",") else ",")
            missing = {"table", "column", "labels"} - set(reader.fieldnames or ())
            if missing:
                names = ", ".join(sorted(missing))
                raise DefinitionError([Problem(str(path), 1, f"the first line must name table, column and labels; it lacks {names}")])
            for row in reader:
                _read(row, str(path), reader.line_num, rows, seen, problems)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 CSV text"
        raise DefinitionError([Problem(str(path), 1, f"cannot be read: {reason}")]) from None
    if not rows and not problems:
        problems.append(Problem(str(path), 1, "labels no column"))
    if problems:
        raise DefinitionError(problems)
    return tuple(rows)


def _near(label: str) -> str:
    near = get_close_matches(label.upper(), EntityType.__members__, n=1)
    return f"; did you mean {near[0]}?" if near else ""


def _read(
    row: dict[str, str], file: str, line: int, rows: list[LabelledColumn], seen: dict[tuple[str, str, str], int], problems: list[Problem]
) -> None:
    labels = [label.strip() for label in (row["labels"] or "").split("|") if label.strip()]
    unknown = [label for label in labels if label != NONE and label not in EntityType.__members__]
    wrong = [f"labels: {label} is no entity type{_near(label)}" for label in unknown] if labels else ["labels: is empty; write NONE"]
    wrong += [f"{field}: is empty" for field in ("table", "column") if not row[field]]
    labelled = LabelledColumn(
        source=row.get("source") or "",
        table=row["table"] or "",
        column=row["column"] or "",
        data_type=row.get("sql_type") or "",
        labels=tuple(EntityType(label) for label in labels if label != NONE and label not in unknown),
        sure=(row.get("certainty") or SURE) == SURE,
    )
    place = (labelled.source, labelled.table, labelled.column)
    if place in seen:
        wrong.append(f"{labelled.name} is labelled in line {seen[place]} too")
    seen.setdefault(place, line)
    problems.extend(Problem(file, line, text) for text in wrong)
    rows.append(labelled)


def tables_of(columns: Sequence[LabelledColumn]) -> dict[str, tuple[Table, ...]]:
    """Return the labelled tables of each source, with names and types only."""
    found: dict[str, dict[str, list[Column]]] = {}
    for labelled in columns:
        column = Column(name=labelled.column, data_type=labelled.data_type)
        found.setdefault(labelled.source, {}).setdefault(labelled.table, []).append(column)
    return {
        source: tuple(Table(schema="", name=name, columns=tuple(columns)) for name, columns in tables.items())
        for source, tables in found.items()
    }
