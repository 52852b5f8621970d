"""What is asked of one column: its value as text, cut, in the dialect's SQL; identifiers are always quoted."""

from collections.abc import Iterable, Sequence

from sqlglot import exp

from piicatalog.model.data_type import TypeFamily, family_of
from piicatalog.model.reason import Reason
from piicatalog.model.schema import Column, Table
from piicatalog.sampling import CELL_CHARACTERS

BINARY = Reason("binary")

_SHORT = frozenset(
    {
        TypeFamily.BOOLEAN,
        TypeFamily.DECIMAL,
        TypeFamily.DATE,
        TypeFamily.TIMESTAMP,
        TypeFamily.TIME,
        TypeFamily.INTERVAL,
        TypeFamily.UUID,
        TypeFamily.ENUM,
        TypeFamily.NETWORK,
    },
)
"""What our connection to MariaDB gives as short text without being asked."""
_NATIVE = frozenset(
    {
        TypeFamily.INTEGER,
        TypeFamily.DECIMAL,
        TypeFamily.BOOLEAN,
        TypeFamily.DATE,
        TypeFamily.TIMESTAMP,
        TypeFamily.STRUCT,
        TypeFamily.ARRAY,
    },
)
"""What DuckDB gives to Arrow as it is."""


def readable(columns: Iterable[Column]) -> tuple[Column, ...]:
    """Return the columns whose values can be read."""
    return tuple(column for column in columns if not column.why_not)


def identifier(column: Column) -> exp.Column:
    """Return the column's quoted name."""
    return exp.column(exp.to_identifier(column.name, quoted=True))


def source_table(table: Table) -> exp.Table:
    """Return the table's quoted name."""
    return exp.Table(
        this=exp.to_identifier(table.name, quoted=True),
        db=exp.to_identifier(table.schema, quoted=True) if table.schema else None,
    )


def value(column: Column, dialect: str, cut: int = CELL_CHARACTERS) -> exp.Expression:
    """Return what is read of a column: text of at most ``cut`` characters."""
    family = family_of(column.data_type)
    name = identifier(column)
    if dialect == "sqlite":
        # A cell can be of any type whatever its column says: a blob in a text column is left out.
        is_text = exp.NEQ(this=exp.func("typeof", name), expression=exp.Literal.string("blob"))
        return exp.Case().when(is_text, _cut(exp.cast(name, "text"), dialect, cut))
    if dialect == "mysql" and family is TypeFamily.GEOMETRY:
        return _cut(exp.Anonymous(this="ST_AsText", expressions=[name]), dialect, cut)
    if dialect == "mysql" and column.data_type.lower().startswith("bit"):
        return exp.Add(this=name, expression=exp.Literal.number(0))
    if dialect == "duckdb" and (column.path or (family in _NATIVE and "huge" not in column.data_type.lower())):
        return name
    if family is TypeFamily.TEXT:
        # PostgreSQL's own LEFT takes text alone: name and bpchar come there by an implicit cast.
        return _cut(name, dialect, cut)
    if family is TypeFamily.INTEGER or (dialect == "mysql" and family in _SHORT):
        return name
    return _cut(exp.cast(name, _TEXT_TYPE.get(dialect, "text"), dialect=dialect), dialect, cut)


_TEXT_TYPE = {
    "mysql": "char",
    "tsql": "nvarchar(max)",
    "oracle": "varchar2(4000)",
    "snowflake": "varchar",
    "bigquery": "string",
    "databricks": "string",
}


def _cut(text: exp.Expression, dialect: str, cut: int) -> exp.Expression:
    arguments = [text, exp.Literal.number(cut)]
    if dialect in {"sqlite", "oracle", "bigquery"}:
        arguments.insert(1, exp.Literal.number(1))
        return exp.Anonymous(this="SUBSTR", expressions=arguments)
    return exp.Anonymous(this="LEFT", expressions=arguments)


def select(table: Table, columns: Sequence[Column], dialect: str, *, limit: int | None = None) -> exp.Select:
    """Return ``SELECT values FROM table``.

    Results come by position, so that no alias can clash; DuckDB's come by name, each top-level column once, since
    Arrow takes the nested fields out of it.
    """
    if dialect == "duckdb":
        tops = {column.name: value(column, dialect) for column in reversed(columns)}
        values = [exp.alias_(tops[name], name, quoted=True) for name in dict.fromkeys(column.name for column in columns)]
    else:
        values = [value(column, dialect) for column in columns]
    query = exp.Select(expressions=values).from_(source_table(table), copy=False)
    return query.limit(limit, copy=False) if limit is not None else query


def shuffled(table: Table, columns: Sequence[Column], dialect: str, random: exp.Expression, *, among: int, limit: int) -> str:
    """Return the statement that gives ``limit`` random rows of the first ``among``: of a view, whose size nobody knows.

    It is one pass that keeps no more than ``limit`` rows.
    """
    first = exp.select("*").from_(source_table(table)).limit(among).subquery("piicatalog_first")
    values = [value(column, dialect) for column in columns]
    return render(exp.Select(expressions=values).from_(first, copy=False).order_by(random, copy=False).limit(limit, copy=False), dialect)


def everything(table: Table, columns: Sequence[Column], dialect: str) -> str:
    """Return the statement that gives all rows."""
    return render(select(table, columns, dialect), dialect)


def render(query: exp.Expression, dialect: str) -> str:
    """Return the SQL of a query."""
    return query.sql(dialect=dialect, comments=False)
