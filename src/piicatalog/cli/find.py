"""Finds the column or table that a person names on the command line."""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from fnmatch import fnmatchcase

from piicatalog.errors import UsageError
from piicatalog.model.catalog import Catalog, CatalogColumn
from piicatalog.model.printable import shown

_SHOWN = 10
_COMPARED = 20_000
"""Comparing a name with more than this many takes longer than people wait."""


def find_column(catalog: Catalog, name: str) -> CatalogColumn:
    """Return the one column of a name; ``asiakas.hetu`` suffices where one schema has it, and letter case does not matter."""
    found = find_columns(catalog, name)
    if len(found) > 1:
        raise UsageError(f"{shown(name)} is in several places; write one of: {_listed(_full(entry, found) for entry in found)}")
    return found[0]


def find_columns(catalog: Catalog, name: str) -> Sequence[CatalogColumn]:
    """Return all columns that a name, or a pattern with ``*`` and ``?``, stands for; raises UsageError when there is none."""
    wanted = name.casefold()
    exact = [entry for entry in catalog.columns if name in {entry.full_name, f"{entry.source}/{entry.full_name}"}]
    if exact:
        return exact
    if "*" in name or "?" in name:
        found = [entry for entry in catalog.columns if fnmatchcase(f".{entry.full_name.casefold()}", f"*.{wanted}")]
    else:
        found = [entry for entry in catalog.columns if f".{entry.full_name.casefold()}".endswith(f".{wanted}") and "." in wanted]
    if not found:
        raise UsageError(f"no column is called {shown(name)}.{_near(name, [entry.full_name for entry in catalog.columns])}")
    return found


def find_tables(catalog: Catalog, name: str) -> Sequence[str]:
    """Return the full names of the tables that a name or pattern stands for; raises UsageError when there is none."""
    tables = list(dict.fromkeys(entry.table.full_name for entry in catalog.columns))
    wanted = name.rpartition("/")[2].casefold()
    found = [table for table in tables if table.casefold() == wanted or fnmatchcase(table.casefold(), wanted)]
    found = found or [table for table in tables if f".{table.casefold()}".endswith(f".{wanted}")]
    if not found:
        raise UsageError(f"no table is called {shown(name)}.{_near(name, tables)}")
    return found


def _near(name: str, names: Sequence[str]) -> str:
    last = name.rpartition(".")[2].casefold()
    pool = names if len(names) <= _COMPARED else [each for each in names if each.casefold().endswith(last)][:_COMPARED]
    by_folded = {each.casefold(): each for each in pool} | {each.casefold().partition(".")[2]: each for each in pool if each.count(".") > 1}
    near = [by_folded[match] for match in get_close_matches(name.casefold(), by_folded, n=3)]
    return f" Did you mean {_listed(dict.fromkeys(near))}?" if near else " piicatalog export csv lists them all."


def _full(entry: CatalogColumn, among: Sequence[CatalogColumn]) -> str:
    """Return a column's name, with its source where another source has such a column too."""
    twins = sum(other.full_name == entry.full_name for other in among)
    return f"{entry.source}/{entry.full_name}" if twins > 1 else entry.full_name


def _listed(names: Iterable[str]) -> str:
    every = [shown(name) for name in names]
    return ", ".join(every[:_SHOWN]) + (f" … ({len(every)} in all)" if len(every) > _SHOWN else "")
