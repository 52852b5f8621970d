"""References between the tables of a catalog: declared foreign keys, and where there are none, columns named after a table."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from piicatalog.detection.about import Kind
from piicatalog.detection.survey import Survey, survey
from piicatalog.model.data_type import TypeFamily, family_of
from piicatalog.model.reason import Reason
from piicatalog.model.reference import KeyGraph, Reference
from piicatalog.model.schema import ForeignKey, Table

if TYPE_CHECKING:
    from piicatalog.definitions.knowledge import Knowledge

_NO_KEY = frozenset({TypeFamily.DATE, TypeFamily.TIMESTAMP, TypeFamily.BOOLEAN, TypeFamily.BINARY, TypeFamily.JSON})
_SAYS_NOTHING = frozenset({"id", "uuid", "guid", "key", "code", "name", "nimi", "koodi", "avain", "tunnus", "kod", "namn"})
"""Names of primary keys that tell nothing of their table."""


def key_graph(tables: Sequence[Table], knowledge: "Knowledge", *, more: Iterable[Reference] = ()) -> KeyGraph:
    """Return the references of all tables, and which of them hold persons; ``more`` are references found otherwise."""
    about = survey(tables, knowledge)
    by_name = {table.full_name: table for table in tables}
    found: dict[tuple[str, tuple[str, ...], str], Reference] = {}
    for reference in (*_declared(tables), *_named(tables, about, by_name), *_alike(tables), *more):
        found.setdefault((reference.table, reference.columns, reference.referred), reference)
    persons = frozenset(name for name, each in about.tables.items() if each.kind is Kind.PERSON)
    of_persons = persons | {name for name, each in about.tables.items() if each.of_person}
    return KeyGraph(
        tables=by_name,
        references=tuple(sorted(found.values(), key=lambda each: (each.table, each.columns, each.referred))),
        persons=persons,
        of_persons=of_persons,
    )


def _declared(tables: Sequence[Table]) -> Iterator[Reference]:
    full = {table.full_name.lower(): table for table in tables}
    bare: dict[str, list[Table]] = {}
    for table in tables:
        bare.setdefault(table.name.lower(), []).append(table)
    for table in tables:
        for key in table.foreign_keys:
            referred = _referred(key, table, full, bare)
            columns = key.referred_columns or (referred.primary_key if referred else ())
            if referred is not None and len(columns) == len(key.columns):
                yield Reference(table=table.full_name, columns=key.columns, referred=referred.full_name, referred_columns=columns)


def _referred(key: ForeignKey, table: Table, full: dict[str, Table], bare: dict[str, list[Table]]) -> Table | None:
    """Return the table that a foreign key names; a missing schema is the referring table's own, or the only one that fits."""
    schema = key.schema or table.schema
    named = full.get(f"{schema}.{key.table}".lower() if schema else key.table.lower())
    near = bare.get(key.table.lower(), [])
    return named or (near[0] if len(near) == 1 else None)


def _named(tables: Sequence[Table], about: Survey, by_name: dict[str, Table]) -> Iterator[Reference]:
    for table in tables:
        keyed = {column for key in table.foreign_keys for column in key.columns}
        for column, target in about.about(table).references.items():
            referred = by_name.get(target)
            here = table.names.get(column)
            if referred is None or here is None or column in keyed or family_of(here.data_type) in _NO_KEY:
                continue
            if table.primary_key == (column,) and referred.primary_key != (column,):
                continue  # a table's own key is no reference to a table that is called alike
            key = _key_of(referred, column)
            if key and (column.lower() != referred.name.lower() or family_of(here.data_type) is TypeFamily.INTEGER):
                yield Reference(
                    table=table.full_name,
                    columns=(column,),
                    referred=target,
                    referred_columns=(key,),
                    declared=False,
                    reason=Reason("refers_name", {"column": column, "table": target}),
                )


def _alike(tables: Sequence[Table]) -> Iterator[Reference]:
    """Yield references to a table of another schema: a column called like the one-column primary key that only that table has."""
    keys: dict[str, list[Table]] = {}
    for table in tables:
        if len(table.primary_key) == 1:
            keys.setdefault(table.primary_key[0].lower(), []).append(table)
    for table in tables:
        keyed = {column for key in table.foreign_keys for column in key.columns}
        for column in table.columns:
            owners = keys.get(column.name.lower(), [])
            if len(owners) != 1 or owners[0] is table or column.path or column.name in keyed or column.name.lower() in _SAYS_NOTHING:
                continue
            owner = owners[0]
            key = owner.primary_key[0]
            if owner.schema != table.schema and family_of(column.data_type) is family_of(owner.names[key].data_type):
                reason = Reason("refers_key", {"column": column.name, "table": owner.full_name})
                yield Reference(
                    table=table.full_name,
                    columns=(column.name,),
                    referred=owner.full_name,
                    referred_columns=(key,),
                    declared=False,
                    reason=reason,
                )


def _key_of(table: Table, column: str) -> str:
    """Return the column of a table that another one's ``<table>_id`` holds."""
    names = {name.lower(): name for name in table.names}
    if column.lower() in names:
        return names[column.lower()]
    if len(table.primary_key) == 1:
        return table.primary_key[0]
    return names.get("id", "")
