"""What the SQL dialects do differently, as far as reading DDL needs it."""

from dataclasses import dataclass

from piicatalog.errors import UnknownNameError


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """A dialect's lexical rules and how it folds names."""

    name: str
    backslash: bool = False
    """A backslash escapes inside of ``'…'``."""
    hash_comment: bool = False
    slash_comment: bool = False
    nested_comment: bool = False
    backtick: bool = True
    bracket: bool = False
    """``[name]`` is a quoted name."""
    dollar: bool = False
    """``$tag$ … $tag$`` is a string."""
    upper: bool = False
    """Unquoted names fold to upper case."""
    quoted_case: bool = False
    """Quoted names keep their case and differ by it; elsewhere names compare without it."""
    default_schema: str = ""
    """What an unqualified name means; such a schema is the same as none."""
    sqlglot: str = ""


_ALL = (
    Dialect(name="generic", dollar=True, quoted_case=True, default_schema="public"),
    Dialect(
        name="postgres", nested_comment=True, backtick=False, dollar=True, quoted_case=True, default_schema="public", sqlglot="postgres"
    ),
    Dialect(name="redshift", nested_comment=True, backtick=False, dollar=True, default_schema="public", sqlglot="redshift"),
    Dialect(name="mysql", backslash=True, hash_comment=True, sqlglot="mysql"),
    Dialect(name="sqlite", bracket=True, default_schema="main", sqlglot="sqlite"),
    Dialect(name="tsql", nested_comment=True, backtick=False, bracket=True, default_schema="dbo", sqlglot="tsql"),
    Dialect(name="oracle", backtick=False, upper=True, quoted_case=True, sqlglot="oracle"),
    Dialect(
        name="snowflake",
        backslash=True,
        slash_comment=True,
        backtick=False,
        dollar=True,
        upper=True,
        quoted_case=True,
        default_schema="PUBLIC",
        sqlglot="snowflake",
    ),
    Dialect(name="bigquery", backslash=True, hash_comment=True, sqlglot="bigquery"),
    Dialect(name="databricks", backslash=True, dollar=True, default_schema="default", sqlglot="databricks"),
    Dialect(name="duckdb", nested_comment=True, backtick=False, dollar=True, default_schema="main", sqlglot="duckdb"),
    Dialect(name="clickhouse", backslash=True, hash_comment=True, default_schema="default", sqlglot="clickhouse"),
)
DIALECTS = {dialect.name: dialect for dialect in _ALL}
"""By name; ``generic`` is for texts that show no sign of any."""
_ALIASES = {
    "ansi": "generic",
    "postgresql": "postgres",
    "pg": "postgres",
    "cockroach": "postgres",
    "cockroachdb": "postgres",
    "greenplum": "postgres",
    "materialize": "postgres",
    "mariadb": "mysql",
    "mssql": "tsql",
    "sqlserver": "tsql",
    "sybase": "tsql",
    "azuresql": "tsql",
    "sqlite3": "sqlite",
    "spark": "databricks",
    "spark2": "databricks",
    "hive": "databricks",
}


def find_dialect(name: str) -> Dialect:
    """Return a dialect by any of its names; raises UnknownNameError.

    >>> find_dialect("MariaDB").name
    'mysql'
    """
    wanted = name.lower().replace(" ", "").replace("_", "")
    known = DIALECTS.get(_ALIASES.get(wanted, wanted))
    if known is None:
        raise UnknownNameError("dialect", name, (*DIALECTS, *_ALIASES))
    return known


_ASCII = {upper: upper + 32 for upper in range(ord("A"), ord("Z") + 1)}
"""PostgreSQL leaves other letters as they are: ``ÄÄ`` is not ``ää``."""


def fold(name: str, dialect: Dialect, *, quoted: bool) -> str:
    """Return what a name is compared by.

    >>> fold("Hetu", DIALECTS["postgres"], quoted=False), fold("Hetu", DIALECTS["postgres"], quoted=True)
    ('hetu', 'Hetu')
    """
    if quoted and dialect.quoted_case:
        return name
    if dialect.name == "postgres" and not name.isascii():
        return name.translate(_ASCII)
    return name.upper() if dialect.upper else name.lower()
