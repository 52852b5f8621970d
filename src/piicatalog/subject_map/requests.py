"""SQL templates of access and erasure requests: printed for a person to read and run, never run here.

The person's key stands as a parameter. A row is found by ``EXISTS`` along each way, so that several ways, composite keys
and rows that are reached twice all come out right, and the same condition serves SELECT, UPDATE and DELETE.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce

from sqlglot import exp

from piicatalog.model.data_type import TypeFamily, family_of
from piicatalog.model.reference import Reference
from piicatalog.model.schema import Column
from piicatalog.sampling.expressions import render, source_table
from piicatalog.subject_map.build import Place, Step, SubjectMap

_ERASED = "(erased)"
_MARKS = {"tsql": "@", "bigquery": "@", "duckdb": "$"}
"""What a parameter begins with; elsewhere a colon, which psql's variables, SQLAlchemy and most clients take."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What a statutory duty keeps of a table."""

    columns: frozenset[str]
    """Keys of the columns that must stay."""
    why: str
    """The rule in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One statement of a request, with what to know of it."""

    sql: str
    """Empty where there is nothing to run, only to know."""
    notes: tuple[str, ...] = field(default=())


def access(found: SubjectMap, dialect: str) -> Iterator[Statement]:
    """Yield a SELECT for each table that holds personal data of the person."""
    for place in found.places:
        if not place.columns:
            continue
        names = dict.fromkeys((*place.table.primary_key, *(entry.column.name for entry in place.columns)))
        query = exp.select(*(_column("t", name) for name in names)).from_(_as(place, "t")).where(_condition(place, found, "t"))
        yield Statement(sql=_sql(query, dialect), notes=tuple(_notes(place)))


def erasure(found: SubjectMap, dialect: str, held: Mapping[str, Held]) -> Iterator[Statement]:
    """Yield what erases the person, in an order that no foreign key forbids.

    A table that a statutory duty keeps is not deleted from: its other personal columns are emptied. Tables that a kept
    row refers to keep their row too, emptied.
    """
    kept = _kept(found, held)
    for reference in found.self_references:
        yield from _release(reference, found, dialect)
    order, cut = _order(found)
    for reference in cut:
        yield from _release(reference, found, dialect)
    for place in order:
        name = place.table.full_name
        notes = list(_notes(place))
        if name in held:
            notes.append(f"kept by law: {', '.join(sorted(held[name].columns))}: {held[name].why}")
        if place.shared:
            yield Statement(sql="", notes=(f"{name}: delete by hand after checking that nobody else's row refers to it", *notes))
        elif name in kept:
            if name not in held:
                notes.append("the row stays, because a row that the law keeps refers to it")
            yield from _emptied(place, found, dialect, held.get(name), notes)
        else:
            delete = exp.Delete(this=source_table(place.table), where=exp.Where(this=_condition(place, found, "")))
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


def _order(found: SubjectMap) -> tuple[list[Place], list[Reference]]:
    """Return the places so that each comes before those it refers to, and the references that had to be cut for that."""
    left = {place.table.full_name: place for place in found.places}
    cut: list[Reference] = []
    # What is found by an equal value goes while the person's row still has that value.
    order = [left.pop(place.table.full_name) for place in found.places if place.same is not None]
    used = {step.reference for place in found.places for way in place.ways for step in way}
    while left:
        open_ = [each for each in found.references if each not in cut and each.table in left and each.referred in left]
        free = sorted(name for name in left if not any(each.referred == name for each in open_))
        if free:
            order.extend(left.pop(name) for name in free)
            continue
        cycle = _on_a_cycle(open_)
        # Best cut where NULL may stand and where no way to the person is lost.
        cut.append(min(cycle, key=lambda each: (not _nullable(each, found), each in used, each.table, each.columns)))
    return order, cut


def _on_a_cycle(references: Sequence[Reference]) -> list[Reference]:
    """Return the references that lead back to where they start."""
    out: dict[str, set[str]] = {}
    for each in references:
        out.setdefault(each.table, set()).add(each.referred)

    def leads(start: str, end: str) -> bool:
        seen, queue = {start}, [start]
        while queue:
            here = queue.pop()
            if here == end:
                return True
            queue.extend(out.get(here, set()) - seen)
            seen |= out.get(here, set())
        return False

    return [each for each in references if leads(each.referred, each.table)]


def _place(name: str, found: SubjectMap) -> Place:
    return next(place for place in found.places if place.table.full_name == name)


def _nullable(reference: Reference, found: SubjectMap) -> bool:
    table = _place(reference.table, found).table
    return all(table.names[name].nullable and name not in table.primary_key for name in reference.columns if name in table.names)


def _release(reference: Reference, found: SubjectMap, dialect: str) -> Iterator[Statement]:
    """Yield the UPDATE that lets go of a row that is about to be deleted; for a cycle, the person's own rows let go."""
    place = _place(reference.table, found)
    if not _nullable(reference, found):
        what = f"{reference.table}.{', '.join(reference.columns)} refers round in a circle and may not be NULL: defer its constraint"
        yield Statement(sql="", notes=(what,))
        return
    if reference.table == reference.referred:
        if place.table.full_name != found.person.full_name or reference.referred_columns != found.key:
            yield Statement(
                sql="", notes=(f"{reference.table}.{', '.join(reference.columns)}: other rows of the table may refer to these",)
            )
            return
        where: exp.Expression = _all(
            exp.EQ(this=_column("", here), expression=_parameter(key)) for here, key in zip(reference.columns, found.key, strict=True)
        )
        note = f"other rows of {reference.table} that refer to this person"
    else:
        where = _condition(place, found, "")
        note = f"{reference.table} and {reference.referred} refer to each other"
    yield Statement(sql=_sql(_update(place, {name: exp.Null() for name in reference.columns}, where), dialect), notes=(note,))


def _emptied(place: Place, found: SubjectMap, dialect: str, held: Held | None, notes: Sequence[str]) -> Iterator[Statement]:
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
            more.append(f"{name} may not be NULL: choose what to write in its place")
        else:
            values[name] = value
    where = _condition(place, found, "")
    yield Statement(
        sql=_sql(_update(place, values, where), dialect) if values else "", notes=(*more, *([] if values else ["nothing to change"]))
    )


def _nothing(column: Column) -> exp.Expression | None:
    """Return what an emptied column holds."""
    if column.nullable:
        return exp.Null()
    return exp.Literal.string(_ERASED) if family_of(column.data_type) is TypeFamily.TEXT else None


def _update(place: Place, values: Mapping[str, exp.Expression], where: exp.Expression) -> exp.Update:
    sets = [exp.EQ(this=_column("", name), expression=value) for name, value in values.items()]
    return exp.Update(this=source_table(place.table), expressions=sets, where=exp.Where(this=where))


def _notes(place: Place) -> Iterator[str]:
    if place.same is not None:
        yield f"found by an equal value, not by a key: {place.same.column} = {place.same.person_column}"
    if place.shared:
        yield "its rows may belong to several persons"
    for way in place.ways:
        for step in way:
            if not step.reference.declared:
                yield f"no foreign key: {step.reference.reason}"


def _condition(place: Place, found: SubjectMap, alias: str) -> exp.Expression:
    """Return whether a row is the person's: by any of its ways. Without an alias the table stands under its own name."""
    here = alias or place.table.name
    if place.same is not None:
        return _same(found, _column(here, place.same.column), place.same.person_column)
    return reduce(lambda one, other: exp.Or(this=one, expression=other), (_way(way, found, here) for way in place.ways))


def _way(way: Sequence[Step], found: SubjectMap, here: str) -> exp.Expression:
    if not way:
        return _all(exp.EQ(this=_column(here, name), expression=_parameter(name)) for name in found.key)
    first = way[0]
    if len(way) == 1 and not first.backwards and {there for _, there in first.pairs} == set(found.key):
        return _all(exp.EQ(this=_column(here, name), expression=_parameter(key)) for name, key in first.pairs)
    inner = f"p{len(way)}"
    rows = _as(_place(first.there, found), inner)
    joined = [exp.EQ(this=_column(inner, there), expression=_column(here, name)) for name, there in first.pairs]
    where = _all([*joined, exp.Paren(this=_way(way[1:], found, inner))])
    return exp.Exists(this=exp.select(exp.Literal.number(1)).from_(rows).where(where))


def _same(found: SubjectMap, value: exp.Expression, person_column: str) -> exp.Expression:
    rows = _as(_place(found.person.full_name, found), "person")
    own = [exp.EQ(this=_column("person", name), expression=_parameter(name)) for name in found.key]
    where = _all([*own, exp.EQ(this=_column("person", person_column), expression=value)])
    return exp.Exists(this=exp.select(exp.Literal.number(1)).from_(rows).where(where))


def _all(conditions: "Iterator[exp.Expression] | Sequence[exp.Expression]") -> exp.Expression:
    return reduce(lambda one, other: exp.And(this=one, expression=other), conditions)


def _column(table: str, name: str) -> exp.Column:
    quoted = exp.to_identifier(table, quoted=True) if table else None
    return exp.column(exp.to_identifier(name, quoted=True), table=quoted)


def _parameter(name: str) -> exp.Placeholder:
    """Return the parameter of a key column: its name in plain letters."""
    return exp.Placeholder(this="".join(letter if letter.isalnum() and letter.isascii() else "_" for letter in name.lower()) or "key")


def _sql(query: exp.Expression, dialect: str) -> str:
    mark = _MARKS.get(dialect, ":")

    def written(node: exp.Expression) -> exp.Expression:
        return exp.Var(this=f"{mark}{node.name}") if isinstance(node, exp.Placeholder) else node

    return render(query.transform(written), dialect)


def _as(place: Place, alias: str) -> exp.Table:
    table = source_table(place.table)
    table.set("alias", exp.TableAlias(this=exp.to_identifier(alias, quoted=True)))
    return table
