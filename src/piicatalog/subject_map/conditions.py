"""Whether a row is the person's: the conditions of requests."""

from collections.abc import Iterable, Sequence
from functools import reduce

from sqlglot import exp

from piicatalog.sampling.expressions import source_table
from piicatalog.subject_map.build import Place, Step, SubjectMap


def place_of(name: str, found: SubjectMap) -> Place:
    """Return the place of a table."""
    return next(place for place in found.places if place.table.full_name == name)


def condition(place: Place, found: SubjectMap, alias: str) -> exp.Expression:
    """Return whether a row is the person's: by any of its ways. Without an alias the table stands under its own name."""
    here = alias or place.table.name
    if place.same is not None:
        return _end(place, found, here)
    return reduce(lambda one, other: exp.Or(this=one, expression=other), (_way(way, place, found, here) for way in place.ways))


def _end(place: Place, found: SubjectMap, here: str) -> exp.Expression:
    """Return whether a row at the end of a way is the person's own, or has a value of theirs."""
    if place.same is not None:
        return _same(found, column_of(here, place.same.column), place.same.person_column)
    return all_of(exp.EQ(this=column_of(here, name), expression=parameter(name)) for name in found.key)


def _way(way: Sequence[Step], place: Place, found: SubjectMap, here: str) -> exp.Expression:
    if not way:
        return _end(place, found, here)
    first = way[0]
    direct = first.there == found.person.full_name and {there for _, there in first.pairs} == set(found.key)
    if len(way) == 1 and not first.backwards and direct:
        return all_of(exp.EQ(this=column_of(here, name), expression=parameter(key)) for name, key in first.pairs)
    inner = f"p{len(way)}"
    rows = aliased(place_of(first.there, found), inner)
    joined = [exp.EQ(this=column_of(inner, there), expression=column_of(here, name)) for name, there in first.pairs]
    where = all_of([*joined, exp.Paren(this=_way(way[1:], place_of(first.there, found), found, inner))])
    return exp.Exists(this=exp.select(exp.Literal.number(1)).from_(rows).where(where))


def _same(found: SubjectMap, value: exp.Expression, person_column: str) -> exp.Expression:
    rows = aliased(place_of(found.person.full_name, found), "person")
    own = [exp.EQ(this=column_of("person", name), expression=parameter(name)) for name in found.key]
    where = all_of([*own, exp.EQ(this=column_of("person", person_column), expression=value)])
    return exp.Exists(this=exp.select(exp.Literal.number(1)).from_(rows).where(where))


def all_of(conditions: Iterable[exp.Expression]) -> exp.Expression:
    """Return whether all conditions hold."""
    return reduce(lambda one, other: exp.And(this=one, expression=other), conditions)


def column_of(table: str, name: str) -> exp.Column:
    """Return a column, quoted; without a table it stands alone."""
    quoted = exp.to_identifier(table, quoted=True) if table else None
    return exp.column(exp.to_identifier(name, quoted=True), table=quoted)


def parameter(name: str) -> exp.Placeholder:
    """Return the parameter of a key column: its name in plain letters."""
    return exp.Placeholder(this=plain(name))


def plain(name: str) -> str:
    """Return a name in letters that a parameter may have."""
    return "".join(letter if letter.isalnum() and letter.isascii() else "_" for letter in name.lower()) or "key"


def aliased(place: Place, alias: str) -> exp.Table:
    """Return a place's table under another name."""
    table = source_table(place.table)
    table.set("alias", exp.TableAlias(this=exp.to_identifier(alias, quoted=True)))
    return table
