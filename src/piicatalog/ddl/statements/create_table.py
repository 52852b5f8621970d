"""Reads CREATE TABLE from its name on."""

from collections.abc import Iterator, Sequence

from piicatalog.ddl.columns import option, read_list, read_tags, recovered
from piicatalog.ddl.cursor import Cursor, NotUnderstoodError, items
from piicatalog.ddl.events import ColumnDefinition, ColumnName, CreateTable, Event, Reference, SetTag, TableName
from piicatalog.ddl.lexer import QUOTED, STRING, WORD, Token
from piicatalog.ddl.statements.query import begins_cte, begins_query, read_query


def create_table(cursor: Cursor, words: set[str]) -> Iterator[Event]:  # noqa: PLR0915 - one branch for each clause
    """Read a table; ``words`` stood before TABLE."""
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
        if token.text == "(" and begins_query(cursor):
            query, offset = read_query(cursor)
        elif token.text == "(" and not listed:
            listed = True
            group = list(items(recovered(cursor, cursor.group())))
            if "VIRTUAL" in words:  # of a full-text index: its options are no columns
                group = [item for item in group if all(token.text != "=" for token in item)]
            found = read_list(cursor, group)
            columns, primary = found.columns, found.primary_key
            references += found.references
            like += found.like
            keeps_comments = found.keeps_comments
            names = tuple(ColumnName(column.name, column.key, column.spot) for column in columns)
        elif word == "AS":
            cursor.at += 1
            node = (cursor.token.upper,) if cursor.token.upper in ("NODE", "EDGE", "FILETABLE") else ()
            if begins_query(cursor):
                query, offset = read_query(cursor)
            elif cursor.token.kind in (WORD, QUOTED) and not (node or listed or like) and _copies_after_as(cursor):
                like.append(cursor.table())
        elif word in ("SELECT", "WITH") and begins_query(cursor) and (word == "SELECT" or begins_cte(cursor)):
            query, offset = read_query(cursor)
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


def _partition_columns(cursor: Cursor, group: Sequence[Token]) -> tuple[ColumnDefinition, ...]:
    """Hive: PARTITIONED BY (day string) makes a column; (day) or bucket(8, id) names one."""
    made = [item for item in items(group) if len(item) > 1 and item[0].kind in (WORD, QUOTED) and item[1].kind == WORD]
    return read_list(cursor, made).columns
