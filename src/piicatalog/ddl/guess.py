"""Guesses a text's dialect by the signs that only some dialects have."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import islice

from piicatalog.ddl.dialects import DIALECTS, Dialect
from piicatalog.ddl.needed import alternatives

_SIGNS: tuple[tuple[str, int, str], ...] = (
    ("tsql", 6, r"^[ \t]*GO[ \t]*\r?$"),
    (
        "tsql",
        4,
        r"\[dbo\]|\bNVARCHAR\s*\(\s*MAX|\bUNIQUEIDENTIFIER\b|\bIDENTITY\s*\(\s*\d+\s*,|\bNONCLUSTERED\b|\bsp_rename\b|\bDATETIMEOFFSET\b|\[[A-Za-z ]\w*\]\s+\[?(?:int|n?varchar|bit|datetime)\b|\bSET\s+ANSI_NULLS\b|\bIF\s+OBJECT_ID\s*\(",
    ),
    ("tsql", 1, r"\bNVARCHAR\s*\(|\bDATETIME2\b|\bGETDATE\s*\(\)|\bdbo\."),
    ("mysql", 6, r"\bENGINE\s*=\s*\w+|^[ \t]*DELIMITER\b|/\*!\d{5}"),
    (
        "mysql",
        4,
        r"\bAUTO_INCREMENT\b|\bUNSIGNED\b|\bCHARACTER\s+SET\s+utf8|\bCHARSET\s*=|\bMODIFY\s+(?:COLUMN\s+)?`|\bTINYINT\s*\(\d+\)|\b(?:LONG|MEDIUM)TEXT\b|\bON\s+UPDATE\s+CURRENT_TIMESTAMP\b|\bCHANGE\s+COLUMN\s+`",
    ),
    ("mysql", 2, r"`\w+`\s+\w+|\bLOCK\s+TABLES\b|\bENUM\s*\(\s*'"),
    (
        "postgres",
        5,
        r"\$\w*\$|\bLANGUAGE\s+'?plpgsql|\bTIMESTAMPTZ\b|\bJSONB\b|\bBIGSERIAL\b|\bBYTEA\b|\bOWNER\s+TO\b|::\w+|\bCREATE\s+EXTENSION\b|\bDEFAULT\s+(?:uuid_generate_v4|gen_random_uuid|now)\s*\(\)|\bcharacter\s+varying\b|^\\connect|\bUSING\s+(?:gin|gist|btree)\b|\bsetval\s*\(|\bpg_catalog\b",
    ),
    (
        "postgres",
        2,
        r"\bSERIAL\b|\bTEXT\[\]|\bCREATE\s+TYPE\s+\S+\s+AS\s+ENUM|\bTYPE\s+\w+\s+USING\b|\bSET\s+search_path\b|\bIF\s+NOT\s+EXISTS\b|\bCOMMENT\s+ON\b|\bALTER\s+COLUMN\s+\S+\s+(?:TYPE|SET|DROP)\b",
    ),
    ("sqlite", 6, r"\bAUTOINCREMENT\b|\bPRAGMA\b|\bWITHOUT\s+ROWID\b|\bsqlite_(?:master|sequence)\b"),
    (
        "oracle",
        5,
        r"\bN?VARCHAR2\s*\(|\bNUMBER\s*\(|\bSYSDATE\b|^/[ \t]*\r?$|\bPCTFREE\b|\bCREATE\s+OR\s+REPLACE\s+PACKAGE\b|\bENABLE\s+ROW\s+MOVEMENT\b",
    ),
    ("oracle", 2, r"\bNUMBER\b|\bCLOB\b|\bEXECUTE\s+IMMEDIATE\b"),
    (
        "snowflake",
        8,
        r"\bUSE\s+(?:WAREHOUSE|ROLE)\b|\bNUMBER\s*\(\s*38|\bFILE_FORMAT\b|\bCREATE\s+(?:OR\s+REPLACE\s+)?STAGE\b|\bCHANGE_TRACKING\b|\bDATA_RETENTION_TIME_IN_DAYS\b|\bTARGET_LAG\b|\bWAREHOUSE\s*=|\bSWAP\s+WITH\b|\bEXECUTE\s+AS\s+(?:CALLER|OWNER)\b|\bAT\s*\(\s*OFFSET\b",
    ),
    (
        "snowflake",
        6,
        r"\bTIMESTAMP_(?:NTZ|LTZ|TZ)\b|\bVARIANT\b|\bCREATE\s+(?:OR\s+REPLACE\s+)?(?:TRANSIENT|WAREHOUSE|STAGE|DYNAMIC)\b|\bAUTOINCREMENT\s+START\b|\bMASKING\s+POLICY\b|\bCREATE\s+OR\s+REPLACE\s+TABLE\b|\bCLUSTER\s+BY\s*\(|\bWITH\s+TAG\b",
    ),
    ("bigquery", 6, r"\bSTRUCT\s*<|\bINT64\b|\bFLOAT64\b|\bOPTIONS\s*\(\s*(?:description|labels)|`[\w-]+\.[\w-]+\.\w+`"),
    (
        "databricks",
        6,
        r"\bUSING\s+(?:DELTA|PARQUET|ICEBERG|ORC)\b|\bTBLPROPERTIES\b|\bSTORED\s+AS\b|\bPARTITIONED\s+BY\b|\bCOMMENT\s+'[^']*'\s*\)\s*USING\b",
    ),
    ("redshift", 7, r"\bDISTKEY\b|\bSORTKEY\b|\bDISTSTYLE\b|\bENCODE\s+\w+"),
    (
        "clickhouse",
        8,
        r"\bENGINE\s*=\s*(?:Replicated|Summing|Replacing|Aggregating)?\w*MergeTree\b|\bLowCardinality\s*\(|\bON\s+CLUSTER\b|\bNullable\s*\(|\bDateTime64\s*\(",
    ),
    (
        "duckdb",
        6,
        r"\b(?:U?HUGEINT|UTINYINT|USMALLINT|UINTEGER)\b|\bread_(?:csv|parquet)(?:_auto)?\s*\(|\bUBIGINT\b|\bATTACH\s+'[^']*\.duckdb'",
    ),
)
_SQLALCHEMY = (
    ("postgres", "postgresql"),
    ("mysql", "mysql"),
    ("sqlite", "sqlite"),
    ("tsql", "mssql"),
    ("oracle", "oracle"),
    ("snowflake", "snowflake"),
)
_SIGNS += tuple((name, 12, rf"\bfrom\s+sqlalchemy\.dialects(?:\.|\s+import\s+(?:\w+,\s*)*){word}\b") for name, word in _SQLALCHEMY)
_ALSO_ASCII = re.compile("[\u0130\u0131\u017f\u212a]")
"""Characters that are ASCII letters too where case is ignored."""
_ENOUGH = 5


def scores(text: str) -> dict[str, int]:
    """Return each dialect's points; each sign counts up to five times."""
    points: dict[str, int] = {}
    text = text[:200_000]
    lower = None if _ALSO_ASCII.search(text) else text.lower()
    for name, weight, sign in _SIGNS:
        parts = [each.pattern for each in alternatives(sign) if lower is None or each.may_match(lower)]
        if not parts:
            continue
        found = sum(1 for _ in islice(_compiled("|".join(parts)).finditer(text), _ENOUGH))
        if found:
            points[name] = points.get(name, 0) + weight * found
    return points


@lru_cache(maxsize=1 << 10)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE | re.MULTILINE)


def guess(*texts: str) -> Dialect:
    """Return the dialect that most signs of the texts speak for; ``generic`` without any.

    >>> guess("CREATE TABLE `a` (`id` int(11)) ENGINE=InnoDB").name, guess("CREATE TABLE a (id int)").name
    ('mysql', 'generic')
    """
    return most_likely(map(scores, texts))


def most_likely(scored: Iterable[Mapping[str, int]]) -> Dialect:
    """Return the dialect with the most points in all texts together."""
    total: dict[str, int] = {}
    for each in scored:
        for name, points in each.items():
            total[name] = total.get(name, 0) + points
    if not total:
        return DIALECTS["generic"]
    return DIALECTS[max(sorted(total), key=lambda name: total[name])]


_PATH = (
    ("postgres", r"postgres(?:ql)?|pgsql|pg|psql|cockroach(?:db)?|greenplum|supabase"),
    ("mysql", r"mysql\d?|mariadb"),
    ("sqlite", r"sqlite3?"),
    ("tsql", r"mssql|sqlserver|sql-server|sql_server|tsql|ssdt"),
    ("oracle", r"oracle|plsql"),
    ("snowflake", r"snowflake"),
    ("bigquery", r"bigquery|big_query"),
    ("databricks", r"databricks|spark|hive"),
    ("redshift", r"redshift"),
    ("duckdb", r"duckdb"),
    ("clickhouse", r"clickhouse"),
)
_IN_PATH = tuple((name, re.compile(rf"(?:^|[/._-])(?:{pattern})(?=$|[/._\- ])", re.IGNORECASE)) for name, pattern in _PATH)


@lru_cache(maxsize=1 << 12)
def guess_from_path(path: str) -> str:
    """Return the dialect that a folder or file is called by, else nothing.

    >>> guess_from_path("db/migration/postgresql/V1__a.sql"), guess_from_path("a/0001_x.sqlite.up.sql"), guess_from_path("db/V1__a.sql")
    ('postgres', 'sqlite', '')
    """
    return next((name for name, pattern in _IN_PATH if pattern.search(path)), "")
