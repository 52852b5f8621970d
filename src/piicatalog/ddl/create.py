"""Reads CREATE TABLE, VIEW, TYPE and what belongs to them."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from piicatalog.ddl.columns import option, read_list, read_tags, recovered
from piicatalog.ddl.cursor import Cursor, NotUnderstoodError, items
from piicatalog.ddl.events import (
    ColumnDefinition,
    ColumnName,
    CreateTable,
    CreateType,
    CreateView,
    Event,
    Reference,
    SetTag,
    TableName,
    UseSchema,
)
from piicatalog.ddl.lexer import MARK, QUOTED, STRING, WORD, Token

_TABLE_WORDS = frozenset(
    """GLOBAL LOCAL TEMP TEMPORARY UNLOGGED FOREIGN EXTERNAL TRANSIENT VOLATILE HYBRID ICEBERG DYNAMIC PRIVATE SHARDED DUPLICATED IMMUTABLE
    BLOCKCHAIN COLUMN ROW STREAMING LIVE EVENT SNAPSHOT VIRTUAL SECURE RECURSIVE MATERIALIZED FORCE NOFORCE EDITIONABLE NONEDITIONABLE
    EDITIONING NO OR REPLACE ALTER REFRESH CACHED MULTISET SET NOT LOGGED MEMORY AUTHORIZED WINDOW PARAMETERIZED AGGREGATE BACKUP""".split()
)
_QUERY = frozenset({"SELECT", "WITH", "VALUES", "TABLE", "FROM", "EXECUTE", "SHOW", "DESCRIBE"})
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


_COMMA = Token(MARK, ",", ",", 0, 0)


def create(cursor: Cursor) -> Iterator[Event]:
    """Read a statement that begins with CREATE (or ATTACH, REPLACE) TABLE, VIEW, SCHEMA or TYPE."""
    words: set[str] = set()
    cursor.at += 1
    while cursor.token.upper not in ("TABLE", "VIEW", "SCHEMA", "TYPE", "DOMAIN"):
        word = cursor.token.upper
        if word in ("DEFINER", "ALGORITHM", "SQL"):
            _skip_definer(cursor)
            continue
        if word not in _TABLE_WORDS or cursor.done:
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
        yield from _view(cursor, words)
    elif "LIVE" in words or "STREAMING" in words:
        yield from _view(cursor, words | {"MATERIALIZED"})
    else:
        yield from _table(cursor, words)


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
        group = [
            item
            for item in items(cursor.group())
            if item[0].upper not in ("MEMBER", "STATIC", "CONSTRUCTOR", "MAP", "ORDER", "OVERRIDING", "FINAL")
        ]
        flat = [
            token
            for number, item in enumerate(group)
            for token in ([*item] if number == 0 else [Token("p", ",", ",", item[0].start, item[0].start), *item])
        ]
        yield CreateType(name, read_list(cursor, flat).columns)


def _query(cursor: Cursor) -> tuple[str, int]:
    """Return the query that begins here, with or without parentheses, and its offset."""
    first = cursor.token
    if cursor.done:
        raise NotUnderstoodError("query expected")
    end = len(cursor.tokens)
    while end > cursor.at + 1 and cursor.tokens[end - 1].text == ";":
        end -= 1
    for words in (
        ("WITH", "NO", "DATA"),
        ("WITH", "DATA"),
        ("WITH", "CHECK", "OPTION"),
        ("WITH", "READ", "ONLY"),
        ("WITH", "NO", "SCHEMA", "BINDING"),
    ):
        if tuple(token.upper for token in cursor.tokens[max(0, end - len(words)) : end]) == words:
            end -= len(words)
    last = cursor.tokens[max(end - 1, cursor.at)]
    cursor.at = len(cursor.tokens)
    return cursor.text[first.start : last.end], first.start


def _is_query(cursor: Cursor) -> bool:
    at = 0
    while cursor.ahead(at).text == "(":
        at += 1
    return cursor.ahead(at).upper in _QUERY


def _view(cursor: Cursor, words: set[str]) -> Iterator[Event]:
    exists = cursor.if_not_exists()
    if cursor.is_next("LOG", "ON"):
        return
    table = cursor.table()
    names: list[ColumnDefinition] = []
    comment, target = "", None
    tags: list[tuple[str, str]] = []
    while not cursor.done:
        token = cursor.token
        if token.text == "(" and not _is_query(cursor):
            group = cursor.group()
            if not names:
                names = _view_columns(cursor, group)
        elif token.upper == "AS" or (
            (token.text == "(" or token.upper == "SELECT" or (token.upper == "WITH" and _is_cte(cursor))) and _is_query(cursor)
        ):
            if token.upper == "AS":
                cursor.at += 1
                if not _is_query(cursor):
                    continue
            text, offset = _query(cursor)
            materialized = bool(words & {"MATERIALIZED", "DYNAMIC"})
            yield CreateView(
                table,
                text,
                offset,
                tuple(names),
                "materialized_view" if materialized else "view",
                bool(words & {"TEMP", "TEMPORARY"}),
                exists,
                bool(words & {"REPLACE", "ALTER"}),
                comment,
                target,
            )
            for name, value in tags:
                yield SetTag(table, None, name, value)
            return
        elif token.upper in ("OPTIONS", "TBLPROPERTIES", "WITH") and cursor.ahead().text == "(":
            cursor.at += 1
            comment = option(cursor, cursor.group(), "description") or comment
        elif token.upper == "COMMENT":
            cursor.at += 1
            cursor.take("=")
            comment = cursor.strings() or ""
        elif token.upper == "TO" and cursor.ahead().kind in (WORD, QUOTED):
            cursor.at += 1
            target = cursor.table()
        elif token.upper == "TAG" and cursor.ahead().text == "(":
            cursor.at += 1
            tags = read_tags(cursor, cursor.group())
        else:
            cursor.at += 1
    if names:  # a stream or external view without a query
        yield CreateTable(table, tuple(names), "view", comment=comment)
        return
    raise NotUnderstoodError("a view without a query")


def _view_columns(cursor: Cursor, group: Sequence[Token]) -> list[ColumnDefinition]:
    plain = [
        item
        for item in items(group)
        if item[0].kind in (WORD, QUOTED, STRING)
        and item[0].upper not in ("CONSTRAINT", "INDEX", "PRIMARY", "UNIQUE", "FOREIGN", "PROJECTION")
    ]
    flat: list[Token] = []
    for item in plain:
        if flat:
            flat.append(Token("p", ",", ",", item[0].start, item[0].start))
        flat += item
    return list(read_list(cursor, flat).columns)


def _table(cursor: Cursor, words: set[str]) -> Iterator[Event]:  # noqa: PLR0915 - one branch for each clause
    exists = cursor.if_not_exists()
    table = cursor.table()
    exists = cursor.if_not_exists() or exists
    columns: tuple[ColumnDefinition, ...] = ()
    names: tuple[ColumnName, ...] = ()
    primary: tuple[str, ...] = ()
    references: list[Reference] = []
    like: list[TableName] = []
    parents: list[TableName] = []
    of_type, query, offset, comment = None, "", 0, ""
    tags: list[tuple[str, str]] = []
    listed = partition = False
    keeps_comments = True
    node: tuple[str, ...] = ()
    while not cursor.done:
        token = cursor.token
        word = token.upper
        if token.text == "(" and _is_query(cursor):
            query, offset = _query(cursor)
        elif token.text == "(" and not listed:
            listed = True
            group = recovered(cursor, cursor.group())
            if "VIRTUAL" in words:  # of a full-text index: its options are no columns
                group = [token for item in items(group) if all(token.text != "=" for token in item) for token in (*item, _COMMA)]
            found = read_list(cursor, group)
            columns, primary = found.columns, found.primary_key
            references += found.references
            like += found.like
            keeps_comments = found.keeps_comments
            names = tuple(ColumnName(column.name, column.key, column.spot) for column in columns)
        elif word == "AS":
            cursor.at += 1
            node = (cursor.token.upper,) if cursor.token.upper in ("NODE", "EDGE", "FILETABLE") else ()
            if _is_query(cursor):
                query, offset = _query(cursor)
            elif cursor.token.kind in (WORD, QUOTED) and not (node or listed or like) and _copies_after_as(cursor):
                like.append(cursor.table())
        elif word in ("SELECT", "WITH") and _is_query(cursor) and (word == "SELECT" or _is_cte(cursor)):
            query, offset = _query(cursor)
        elif word in ("IGNORE", "REPLACE") and cursor.ahead().upper in ("SELECT", "AS"):
            cursor.at += 1
        elif word == "LIKE" and not listed:
            cursor.at += 1
            like.append(cursor.table())
        elif word in ("CLONE", "COPY") or (word == "USING" and cursor.ahead().upper == "TEMPLATE"):
            cursor.at += 1
            if word != "USING" and cursor.token.kind in (WORD, QUOTED):
                like.append(cursor.table())
        elif word in ("OPTIONS", "TBLPROPERTIES", "WITH", "SETTINGS", "PROPERTIES") and cursor.ahead().text == "(":
            cursor.at += 1
            comment = option(cursor, cursor.group(), "description") or comment
        elif word == "ENGINE":
            listed = True  # what stands in parentheses from here on are its parameters and keys
            cursor.at += 1
        elif word in ("AT", "BEFORE") and cursor.ahead().text == "(" and like:
            cursor.at += 1
            cursor.group()  # CLONE t AT (OFFSET => -60)
        elif word in ("SHALLOW", "DEEP"):
            cursor.at += 1
        elif word == "PARTITION" and cursor.ahead().upper == "OF":
            cursor.at += 2
            parents.append(cursor.table())
            partition = True
        elif word == "FOR" and cursor.ahead().upper == "VALUES" and partition:
            break
        elif word == "INHERITS":
            cursor.at += 1
            parents += [cursor.over(item).table() for item in items(cursor.group())]
        elif word == "OF" and not listed and cursor.ahead().kind in (WORD, QUOTED):
            cursor.at += 1
            of_type = cursor.table()
        elif word == "COMMENT" and (cursor.ahead().text == "=" or cursor.ahead().kind in (STRING, QUOTED)):
            cursor.at += 1
            cursor.take("=")
            comment = cursor.strings() or ""
        elif word == "TAG" and cursor.ahead().text == "(":
            cursor.at += 1
            tags = read_tags(cursor, cursor.group())
        elif word == "PARTITIONED" and cursor.ahead().upper == "BY" and cursor.ahead(2).text == "(":
            cursor.at += 2
            columns += _partition_columns(cursor, cursor.group())
        else:
            cursor.at += 1
    if not (
        listed
        or query
        or like
        or parents
        or of_type
        or columns
        or node
        or words & {"EXTERNAL", "FOREIGN", "ICEBERG"}
        or cursor.dialect.name == "databricks"
    ):
        raise NotUnderstoodError("a table without columns")
    if partition or of_type:
        columns = ()  # what its list names has only defaults and constraints
    if query and listed and columns and all(not column.type_text for column in columns):
        columns = ()
    elif not query or any(column.type_text for column in columns):
        names = ()
    temporary = bool(words & {"TEMP", "TEMPORARY"}) or table.name.startswith("#")
    if cursor.dialect.name == "oracle" and "GLOBAL" in words:
        temporary = False  # its definition stays
    yield CreateTable(
        table,
        columns,
        "foreign_table" if words & {"FOREIGN", "EXTERNAL"} else "table",
        temporary,
        exists,
        "REPLACE" in words,
        tuple(like),
        tuple(parents),
        of_type,
        query,
        offset,
        names,
        comment,
        primary,
        tuple(references),
        keeps_comments,
    )
    for name, value in tags:
        yield SetTag(table, None, name, value)


def _copies_after_as(cursor: Cursor) -> bool:
    """ClickHouse: CREATE TABLE a AS b."""
    return cursor.dialect.name in ("clickhouse", "generic", "duckdb", "snowflake") and cursor.ahead().text != "("


def _is_cte(cursor: Cursor) -> bool:
    return (
        cursor.ahead().kind in (WORD, QUOTED)
        and (cursor.ahead(2).upper == "AS" or cursor.ahead().upper == "RECURSIVE")
        and cursor.ahead(3).text == "("
    )


def _partition_columns(cursor: Cursor, group: Sequence[Token]) -> tuple[ColumnDefinition, ...]:
    """Hive: PARTITIONED BY (day string) makes a column; (day) or bucket(8, id) names one."""
    flat: list[Token] = []
    for item in items(group):
        if len(item) > 1 and item[0].kind in (WORD, QUOTED) and item[1].kind == WORD:
            if flat:
                flat.append(Token("p", ",", ",", item[0].start, item[0].start))
            flat += item
    return read_list(cursor, flat).columns if flat else ()


def use(cursor: Cursor) -> Iterator[Event]:
    """Read USE [SCHEMA|DATABASE] x."""
    cursor.at += 1
    word = cursor.take_any("SCHEMA", "DATABASE", "WAREHOUSE", "ROLE", "CATALOG", "NAMESPACE", "SECONDARY")
    if (
        word in ("WAREHOUSE", "ROLE", "SECONDARY", "CATALOG")
        or (cursor.dialect.name == "tsql")
        or (word == "DATABASE" and cursor.dialect.name == "snowflake")
    ):
        return
    table = cursor.table()
    yield UseSchema(table.name, table.key)
