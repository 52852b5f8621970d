"""References that neither a foreign key nor a name tells, found by their values: most of a column's are keys of a table.

Values are hashed with a salt that is made for one run and forgotten; only the smallest hashes of each column are kept, in
memory, which is a uniform sample of its distinct values, the same for both columns. A run of small integers is in any other
run of small integers: integers count only where the names share a word too.
"""

import heapq
import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import blake2b

from piicatalog.detection.normalise import split
from piicatalog.errors import SourceError
from piicatalog.model.data_type import TypeFamily, family_of
from piicatalog.model.reason import Reason
from piicatalog.model.reference import KeyGraph, Reference
from piicatalog.model.sample import SampleRequest
from piicatalog.model.schema import Column, Table
from piicatalog.sources import Source

KEPT = 2048
"""How many of a column's smallest hashes are kept."""
LEAST_VALUES = 20
"""Fewer distinct values prove nothing."""
SHARE = 0.95
"""So many of a column's values must be keys: 5 % of broken references are usual where no constraint forbids them."""
_KEYS = frozenset({TypeFamily.INTEGER, TypeFamily.UUID, TypeFamily.TEXT, TypeFamily.DECIMAL})
_NO_WORDS = frozenset({"id", "key", "nro", "no", "number", "numero", "tunnus", "code", "koodi", "kod", "nr", "uuid", "ref", "fk"})


@dataclass(frozen=True, slots=True)
class _Hashes:
    """The smallest hashes of a column's distinct values."""

    smallest: frozenset[int]
    complete: bool
    """All distinct values are in it."""


def references_by_values(source: Source, graph: KeyGraph, *, most_rows: int = 5_000_000) -> Iterator[Reference]:
    """Yield references from columns without one to one-column keys of tables; tables above ``most_rows`` are left out."""
    salt = os.urandom(16)
    tables = [table for table in graph.tables.values() if (table.row_estimate or 0) <= most_rows]
    keys = {table.full_name: table.names[table.primary_key[0]] for table in tables if len(table.primary_key) == 1}
    known = {(each.table, column) for each in graph.references for column in each.columns}
    hashed: dict[tuple[str, str], _Hashes | None] = {}

    def hashes(table: Table, column: Column) -> _Hashes | None:
        place = (table.full_name, column.name)
        if place not in hashed:
            hashed[place] = _read(source, table, column, salt)
        return hashed[place]

    for table in tables:
        for column in table.columns:
            if (table.full_name, column.name) in known or not _may_be_key(column) or table.primary_key == (column.name,):
                continue
            best: tuple[float, str, Column] | None = None
            for name, key in keys.items():
                if name == table.full_name or not _fit(column, key, graph.tables[name]):
                    continue
                share = _share(hashes(table, column), hashes(graph.tables[name], key))
                if share >= SHARE and (best is None or share > best[0]):
                    best = (share, name, key)
            if best is not None:
                share, name, key = best
                reason = Reason("refers_values", {"share": share, "column": column.name, "table": name})
                yield Reference(
                    table=table.full_name,
                    columns=(column.name,),
                    referred=name,
                    referred_columns=(key.name,),
                    declared=False,
                    reason=reason,
                )


def _may_be_key(column: Column) -> bool:
    return not column.path and not column.why_not and family_of(column.data_type) in _KEYS


def _fit(column: Column, key: Column, table: Table) -> bool:
    """Whether two columns could hold the same keys: of one family; numbers only with a word in common."""
    family = family_of(column.data_type)
    if family is not family_of(key.data_type):
        return False
    if family in {TypeFamily.UUID, TypeFamily.TEXT}:
        return True
    return bool((set(split(column.name)) - _NO_WORDS) & {*split(key.name), *split(table.name)})


def _read(source: Source, table: Table, column: Column, salt: bytes) -> _Hashes | None:
    """Return the smallest hashes of a column, or None when it can't be read."""
    kept: list[int] = []
    members: set[int] = set()
    dropped = False
    try:
        for sample in source.sample(replace(table, columns=(column,)), SampleRequest(rows=None)):
            for value in sample.batch.column(0).unique().to_pylist():
                if value is None or value == "":
                    continue
                number = int.from_bytes(blake2b(str(value).encode("utf-8", "surrogatepass"), key=salt, digest_size=8).digest(), "big")
                if number in members:
                    continue
                if len(kept) < KEPT:
                    heapq.heappush(kept, -number)
                    members.add(number)
                    continue
                dropped = True
                if number < -kept[0]:
                    members.discard(-heapq.heapreplace(kept, -number))
                    members.add(number)
    except SourceError:
        return None  # a table that can't be read tells of no reference
    return _Hashes(frozenset(members), complete=not dropped)


def _share(column: _Hashes | None, key: _Hashes | None) -> float:
    """Return how many of a column's distinct values are among the keys, judged by the hashes that both have seen."""
    if column is None or key is None or not key.smallest:
        return 0.0
    limit = 2**64 if key.complete else max(key.smallest)
    seen = [number for number in column.smallest if number <= limit]
    return sum(number in key.smallest for number in seen) / len(seen) if len(seen) >= LEAST_VALUES else 0.0
