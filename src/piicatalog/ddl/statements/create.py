"""Reads CREATE: the words up to TABLE, VIEW, SCHEMA or TYPE; schemas and types."""

from collections.abc import Iterator
from itertools import pairwise

from piicatalog.ddl.columns import read_list
from piicatalog.ddl.cursor import Cursor, NotUnderstoodError, items
from piicatalog.ddl.events import ColumnName, CreateTable, CreateType, CreateView, Event
from piicatalog.ddl.statements.create_table import create_table
from piicatalog.ddl.statements.create_view import create_view

_BEFORE_KIND = frozenset(
    """GLOBAL LOCAL TEMP TEMPORARY UNLOGGED FOREIGN EXTERNAL TRANSIENT VOLATILE HYBRID ICEBERG DYNAMIC PRIVATE SHARDED DUPLICATED IMMUTABLE
    BLOCKCHAIN COLUMN ROW STREAMING LIVE EVENT SNAPSHOT VIRTUAL SECURE RECURSIVE MATERIALIZED FORCE NOFORCE EDITIONABLE NONEDITIONABLE
    EDITIONING NO OR REPLACE ALTER REFRESH CACHED MULTISET SET NOT LOGGED MEMORY AUTHORIZED WINDOW PARAMETERIZED AGGREGATE BACKUP""".split()
)
_IGNORED = frozenset(
    """INDEX UNIQUE SEQUENCE FUNCTION PROCEDURE PROC TRIGGER EXTENSION ROLE USER DATABASE POLICY RULE AGGREGATE OPERATOR CAST COLLATION
    DOMAIN SERVER PUBLICATION SUBSCRIPTION EVENT PACKAGE SYNONYM PUBLIC TABLESPACE PROFILE DIRECTORY LANGUAGE TRUSTED PROCEDURAL STATISTICS
    FULLTEXT SPATIAL CLUSTERED NONCLUSTERED BITMAP LOGIN ASSEMBLY CERTIFICATE SYMMETRIC ASYMMETRIC MASTER PARTITION STAGE FILE PIPE STREAM
    TASK WAREHOUSE MASKING TAG NETWORK SECURITY MACRO SECRET DICTIONARY QUOTA SETTINGS ACCESS TEXT CONVERSION TRANSFORM DEFAULT CONTEXT
    LIBRARY JAVA OUTLINE EXTERNAL_FILE CATALOG SHARE CONNECTION STORAGE RESOURCE WORKLOAD SEARCH VECTOR MODEL CONSTRAINT CREDENTIAL
    DEFINER APPLICATION AUDIT AVAILABILITY BROKER COLUMNSTORE CRYPTOGRAPHIC ENDPOINT MESSAGE QUEUE ROUTE SERVICE SELECTIVE XML JSON
    PRIMARY ALIAS NAMED CAPACITY RESERVATION ASSIGNMENT ROW DATASET COMPUTE VOLUME RECIPIENT PROVIDER FUNCTIONS SQL SPFILE PFILE
    DISKGROUP CONTROLFILE EDITION CLUSTER DIMENSION INDEXTYPE FLASHBACK LOCKDOWN PLUGGABLE RESTORE ROLLBACK UNDO BIGFILE SMALLFILE
    WORKSPACE EXTERNAL LOGFILE SPATIAL_REFERENCE INSTANCE NOTIFICATION IMAGE ORGANIZATION REPLICATION SEMANTIC STREAMLIT GIT COMPUTED
    MANAGED ACCOUNT FAILOVER AUTHENTICATION PASSWORD SESSION PACKAGES AGGREGATION PRIVACY DATA PROJECTION JOIN CORTEX""".split()
)
_METHOD = frozenset("MEMBER STATIC CONSTRUCTOR MAP ORDER OVERRIDING FINAL".split())


def create(cursor: Cursor) -> Iterator[Event]:
    """Read a statement that begins with CREATE (or ATTACH, REPLACE) TABLE, VIEW, SCHEMA or TYPE."""
    words: set[str] = set()
    cursor.at += 1
    while cursor.token.upper not in ("TABLE", "VIEW", "SCHEMA", "TYPE", "DOMAIN"):
        word = cursor.token.upper
        if word in ("DEFINER", "ALGORITHM", "SQL"):
            _skip_definer(cursor)
            continue
        if word not in _BEFORE_KIND or cursor.done:
            if word in _IGNORED or cursor.done:
                return
            raise NotUnderstoodError(f"CREATE {cursor.token.text}")
        words.add(word)
        cursor.at += 1
    kind = cursor.token.upper
    cursor.at += 1
    if kind == "SCHEMA":
        yield from _schema(cursor)
    elif kind == "TYPE":
        yield from _type(cursor)
    elif kind == "DOMAIN" or (kind == "TABLE" and cursor.token.upper in ("FUNCTION", "GROUP")):
        return
    elif kind == "VIEW" or "DYNAMIC" in words:
        yield from create_view(cursor, words)
    elif "LIVE" in words or "STREAMING" in words:
        yield from create_view(cursor, words | {"MATERIALIZED"})
    else:
        yield from create_table(cursor, words)


def _skip_definer(cursor: Cursor) -> None:
    """Step over ``DEFINER = a@b``, ``ALGORITHM = x``, ``SQL SECURITY x``."""
    word = cursor.token.upper
    cursor.at += 1
    if word == "SQL":
        cursor.at += 2
        return
    cursor.take("=")
    cursor.at += 1
    if cursor.token.text == "(":
        cursor.group()
    if cursor.token.text.startswith("@"):
        text = cursor.token.text
        cursor.at += 1
        if text == "@":
            cursor.at += 1
    if cursor.token.text == "(":
        cursor.group()


def _schema(cursor: Cursor) -> Iterator[Event]:
    """Elements of CREATE SCHEMA: ``CREATE SCHEMA x CREATE TABLE …``."""
    cursor.if_not_exists()
    name: ColumnName | None = None
    if cursor.token.upper != "AUTHORIZATION":
        name = cursor.column()
    depth = 0
    starts: list[int] = []
    for index in range(cursor.at, len(cursor.tokens)):
        token = cursor.tokens[index]
        depth += (token.text == "(") - (token.text == ")")
        if depth == 0 and token.upper in ("CREATE", "GRANT"):
            starts.append(index)
    for start, end in pairwise([*starts, len(cursor.tokens)]):
        if cursor.tokens[start].upper == "CREATE":
            for event in create(cursor.over(cursor.tokens[start:end])):
                if isinstance(event, CreateTable | CreateView) and not event.table.schema and name:
                    yield event._replace(table=event.table._replace(schema=name.name, schema_key=name.key))
                else:
                    yield event


def _type(cursor: Cursor) -> Iterator[Event]:
    """CREATE TYPE x AS (a int, …) or AS OBJECT (…)."""
    cursor.if_not_exists()
    name = cursor.table()
    if not cursor.take_any("AS", "IS"):
        return
    cursor.take_any("OBJECT", "STRUCT")
    if cursor.token.text == "(":
        attributes = [item for item in items(cursor.group()) if item[0].upper not in _METHOD]
        yield CreateType(name, read_list(cursor, attributes).columns)
