"""SQL templates of access and erasure requests: printed for a person to read and run, never run here.

The person's key stands as a parameter. A row is found by ``EXISTS`` along each way, so that several ways, composite keys
and rows that are reached twice all come out right, and the same condition serves SELECT, UPDATE and DELETE.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from sqlglot import exp

from piicatalog.model.data_type import TypeFamily, family_of
from piicatalog.model.reason import Reason, Words
from piicatalog.model.reference import Reference
from piicatalog.model.schema import Column
from piicatalog.sampling.expressions import render, source_table
from piicatalog.subject_map.build import Place, SubjectMap
from piicatalog.subject_map.conditions import aliased, all_of, column_of, condition, parameter, place_of, plain
from piicatalog.subject_map.order import is_nullable, order_of

_ERASED = "(erased)"
_MARKS = {"tsql": "@", "bigquery": "@", "mysql": "@", "duckdb": "$"}
"""What a parameter begins with; elsewhere a colon, which psql's variables, SQLAlchemy and most clients take."""
_GIVEN = {
    "postgres": "psql: -v {name}=\"'…'\"",
    "mysql": "SET @{name} = '…';",
    "duckdb": "a parameter of the statement",
    "sqlite": "sqlite3: .parameter set :{name} '…'",
    "tsql": "DECLARE @{name} nvarchar(100) = '…';",
    "bigquery": "bq query --parameter={name}::…",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What a statutory duty keeps of a table."""

    columns: frozenset[str]
    """Keys of the columns that must stay."""
    why: Words
    """The rule in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One statement of a request, with what to know of it."""

    sql: str
    """Empty where there is nothing to run, only to know."""
    notes: tuple[Words, ...] = field(default=())


def heading(found: SubjectMap, dialect: str, *, erases: bool = False) -> Iterator[Reason]:
    """Yield what to know before a request is run."""
    mark = _MARKS.get(dialect, ":")
    for name in found.key:
        key = plain(name)
        given = f" ({_GIVEN[dialect].format(name=key)})" if dialect in _GIVEN else ""
        yield Reason("request_key", {"column": f"{found.person.full_name}.{name}", "parameter": f"{mark}{key}{given}"})
    if erases:
        yield Reason("request_exceptions")
        yield Reason("request_apart" if dialect == "duckdb" else "request_together")


def access(found: SubjectMap, dialect: str) -> Iterator[Statement]:
    """Yield a SELECT for each table that holds personal data of the person."""
    for place in found.places:
        if not place.columns:
            continue
        names = dict.fromkeys((*place.table.primary_key, *(entry.column.name for entry in place.columns)))
        query = exp.select(*(column_of("t", name) for name in names)).from_(aliased(place, "t")).where(condition(place, found, "t"))
        others = [column.name for column in place.table.columns if not column.path and column.name not in names]
        more = [Reason("request_more", {"columns": ", ".join(others)})] if others else []
        yield Statement(sql=_sql(query, dialect), notes=(*_notes(place), *more))


def erasure(
    found: SubjectMap, dialect: str, held: Mapping[str, Held], asked: Mapping[str, Sequence[Words]] = MappingProxyType({})
) -> Iterator[Statement]:
    """Yield what erases the person, in an order that no foreign key forbids; ``asked`` says what is open of a table.

    A table that a statutory duty keeps is not deleted from: its other personal columns are emptied. Tables that a kept
    row refers to keep their row too, emptied.
    """
    kept = _kept(found, held)
    for reference in found.self_references:
        yield from _release(reference, found, dialect)
    order, cut = order_of(found)
    for reference in cut:
        yield from _release(reference, found, dialect)
    for place in order:
        name = place.table.full_name
        notes: list[Words] = [*_notes(place), *asked.get(name, ())]
        if name in held:
            notes.append(Reason("request_kept", {"columns": ", ".join(sorted(held[name].columns)), "why": held[name].why}))
        if place.others:
            what = Reason("request_others", {"table": name, "others": ", ".join(place.others)})
            if name in place.others:
                what = Reason("request_own_register", {"table": name})
            yield Statement(sql="", notes=(what, *notes))
        elif place.shared:
            yield Statement(sql="", notes=(Reason("request_shared", {"table": name}), *notes))
        elif name in kept:
            if name not in held:
                notes.append(Reason("request_stays"))
            yield from _emptied(place, found, dialect, held.get(name), notes)
        else:
            delete = exp.Delete(this=source_table(place.table), where=exp.Where(this=condition(place, found, "")))
            yield Statement(sql=_sql(delete, dialect), notes=tuple(notes))


def _kept(found: SubjectMap, held: Mapping[str, Held]) -> set[str]:
    """Return the tables whose rows stay: those that the law keeps and all that they refer to."""
    kept = {place.table.full_name for place in found.places if place.table.full_name in held}
    queue = list(kept)
    while queue:
        name = queue.pop()
        for reference in found.references:
            if reference.table == name and reference.referred not in kept:
                kept.add(reference.referred)
                queue.append(reference.referred)
    return kept


def _release(reference: Reference, found: SubjectMap, dialect: str) -> Iterator[Statement]:
    """Yield the UPDATE that lets go of a row that is about to be deleted; for a cycle, the person's own rows let go."""
    place = place_of(reference.table, found)
    if not is_nullable(reference, found):
        what = Reason("request_circle", {"columns": f"{reference.table}.{', '.join(reference.columns)}"})
        yield Statement(sql="", notes=(what,))
        return
    if reference.table == reference.referred:
        if place.table.full_name != found.person.full_name or reference.referred_columns != found.key:
            what = Reason("request_other_rows", {"columns": f"{reference.table}.{', '.join(reference.columns)}"})
            yield Statement(sql="", notes=(what,))
            return
        where: exp.Expression = all_of(
            exp.EQ(this=column_of("", here), expression=parameter(key)) for here, key in zip(reference.columns, found.key, strict=True)
        )
        note = Reason("request_self", {"table": reference.table})
    else:
        where = condition(place, found, "")
        note = Reason("request_each_other", {"table": reference.table, "other": reference.referred})
    yield Statement(sql=_sql(_update(place, {name: exp.Null() for name in reference.columns}, where), dialect), notes=(note,))


def _emptied(place: Place, found: SubjectMap, dialect: str, held: Held | None, notes: Sequence[Words]) -> Iterator[Statement]:
    """Yield the UPDATE that empties the personal columns which may go."""
    keys = {*place.table.primary_key, *(name for each in found.references if each.table == place.table.full_name for name in each.columns)}
    keys |= {name for each in found.references if each.referred == place.table.full_name for name in each.referred_columns}
    stays = held.columns if held else frozenset()
    values: dict[str, exp.Expression] = {}
    more = list(notes)
    for entry in place.columns:
        name = entry.column.name
        if name in keys or entry.column.key in stays or any(key.split(".")[0] == name for key in stays):
            continue
        value = _nothing(entry.column)
        if value is None:
            more.append(Reason("request_not_null", {"column": name}))
        else:
            values[name] = value
    where = condition(place, found, "")
    yield Statement(
        sql=_sql(_update(place, values, where), dialect) if values else "", notes=(*more, *([] if values else [Reason("request_nothing")]))
    )


def _nothing(column: Column) -> exp.Expression | None:
    """Return what an emptied column holds."""
    if column.nullable:
        return exp.Null()
    return exp.Literal.string(_ERASED) if family_of(column.data_type) is TypeFamily.TEXT else None


def _update(place: Place, values: Mapping[str, exp.Expression], where: exp.Expression) -> exp.Update:
    sets = [exp.EQ(this=column_of("", name), expression=value) for name, value in values.items()]
    return exp.Update(this=source_table(place.table), expressions=sets, where=exp.Where(this=where))


def _notes(place: Place) -> Iterator[Reason]:
    if place.same is not None:
        yield Reason("request_same", {"here": place.same.column, "there": place.same.person_column})
    if place.shared:
        yield Reason("request_several")
    for way in place.ways:
        for step in way:
            if not step.reference.declared:
                yield Reason("request_no_key", {"said": step.reference.reason})


def _sql(query: exp.Expression, dialect: str) -> str:
    mark = _MARKS.get(dialect, ":")

    def written(node: exp.Expression) -> exp.Expression:
        return exp.Var(this=f"{mark}{node.name}") if isinstance(node, exp.Placeholder) else node

    return render(query.transform(written), dialect)
