"""Reads ALTER TABLE and ALTER VIEW, action by action."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from piicatalog.ddl.columns import constraint, definition, is_constraint, option, read_list, read_tags, recovered, rest_of_definition
from piicatalog.ddl.cursor import Cursor, NotUnderstoodError, items
from piicatalog.ddl.events import (
    AddColumn,
    AddKey,
    ChangeColumn,
    ColumnDefinition,
    ColumnName,
    CommentTable,
    CreateView,
    DropColumn,
    Event,
    Inherit,
    RenameColumn,
    RenameTable,
    SetSchema,
    SetTag,
    Swap,
    TableName,
    Unmask,
)
from piicatalog.ddl.lexer import MARK, QUOTED, STRING, WORD, Token

_ACTIONS = frozenset(
    "ADD DROP RENAME ALTER MODIFY CHANGE COMMENT SET UNSET INHERIT NO ATTACH DETACH SWAP ENABLE DISABLE FORCE REPLACE RESET OWNER".split()
)
_IGNORED = frozenset(
    """OWNER VALIDATE CLUSTER ENGINE AUTO_INCREMENT CONVERT DEFAULT CHARACTER CHARSET ORDER PARTITION TRUNCATE EXCHANGE SWITCH REBUILD LOCK
    ALGORITHM ENABLE DISABLE FORCE RESET CHECK NOCHECK WITH REPLICA ROW_FORMAT COLLATE IMPORT DISCARD SUPPLEMENTAL MOVE SHRINK NOLOGGING
    LOGGING PARALLEL NOPARALLEL CACHE NOCACHE READ COMPRESS NOCOMPRESS SPLIT MERGE COALESCE REORGANIZE ANALYZE OPTIMIZE REPAIR REMOVE
    SECONDARY_LOAD SECONDARY_UNLOAD CLEAR MATERIALIZE FREEZE FETCH UPDATE DELETE RECOVER SUSPEND RESUME REFRESH STORAGE PCTFREE ALLOCATE DEALLOCATE
    DEPENDS NOT KEY_BLOCK_SIZE STATS_PERSISTENT STATS_AUTO_RECALC STATS_SAMPLE_PAGES MAX_ROWS MIN_ROWS AVG_ROW_LENGTH CHECKSUM DELAY_KEY_WRITE
    PACK_KEYS TABLESPACE COMPRESSION CONNECTION DATA INSERT_METHOD UNION GENERATED APPEND WAIT NOWAIT CONSTRAINT USING UNARCHIVE ARCHIVE TOUCH
    COMPACT CONCATENATE DISTKEY SORTKEY INITRANS MAXTRANS UPGRADE FLASHBACK INMEMORY NO_INMEMORY OVERFLOW RESULT_CACHE ROW SEGMENT NOVALIDATE
    EXPERIMENTAL_ATTACH NOROWDEPENDENCIES ROWDEPENDENCIES EXECUTE SYSTEM_VERSIONING COMPILE NO ORGANIZATION REPLACE LOCATION ENCRYPTION MINING
    MODIFY_TTL TTL APPLY SAMPLE PERIOD ZEROFILL DROPPED INDEX SCOPE INCREMENT""".split()
)
_NO_COLUMN = frozenset(
    "CONSTRAINT PRIMARY FOREIGN INDEX KEY CHECK PARTITION PARTITIONS UNIQUE FULLTEXT SPATIAL DEFAULT PERIOD SYSTEM STATISTICS PROJECTION "
    "SUPPLEMENTAL SEARCH ROW CLUSTERING IDENTITY TAG AGGREGATION DATA STORAGE RULE SUBPARTITION VALUES CONNECTION SIGNATURE FILES OVERFLOW ALL DEFERRED MATERIALIZED".split()
)


def alter(cursor: Cursor) -> Iterator[Event]:
    """Read ALTER [FOREIGN|MATERIALIZED|…] TABLE or VIEW."""
    cursor.at += 1
    cursor.take_any("IGNORE", "ONLINE")
    cursor.take_any("FOREIGN", "EXTERNAL", "MATERIALIZED", "DYNAMIC", "ICEBERG", "STREAMING", "HYBRID", "EVENT")
    kind = cursor.take_any("TABLE", "VIEW")
    exists = cursor.if_exists()
    cursor.take("ONLY")
    table = cursor.table()
    exists = cursor.if_exists() or exists
    cursor.take("*")
    names: tuple[ColumnDefinition, ...] = ()
    if cursor.token.text == "(" and kind == "VIEW":
        names = read_list(cursor, cursor.group()).columns
    if kind == "VIEW" and cursor.take_any("AS"):
        first, last = cursor.token, cursor.tokens[-1]
        if cursor.done:
            raise NotUnderstoodError("query expected")
        yield CreateView(table, cursor.text[first.start : last.end], first.start, names, or_replace=True)
        return
    if cursor.take("ON", "CLUSTER"):
        cursor.at += 1
    if cursor.is_next("PARTITION") and cursor.ahead().text == "(":
        return  # Hive: of one partition
    _ = cursor.take("WITH", "NOCHECK") or cursor.take("WITH", "CHECK")
    if cursor.done:
        raise NotUnderstoodError("an action expected")
    yield from _actions(cursor, table, kind, exists=exists)


def _actions(cursor: Cursor, table: TableName, kind: str, *, exists: bool) -> Iterator[Event]:
    """Read the actions; one that is not understood costs no other."""
    continued = ""
    not_understood: list[str] = []
    understood = False
    for item in _tags_together(items(recovered(cursor, cursor.rest()))):
        inner = cursor.over(item)
        word = inner.token.upper
        starts = word in _ACTIONS and not (continued == "ADD" and not _is_action(inner))
        if not starts and continued and (word not in _IGNORED or word == "CONSTRAINT"):
            if continued.startswith("DROP") and word in ("COLUMN", "CONSTRAINT") and len(item) > 1:
                continued = f"DROP {word}"
            if continued == "ADD":
                yield from _add_items(inner, table, exists=exists)
            elif continued == "MODIFY":
                yield from _change_type(inner, table, "MODIFY", exists=exists)
            elif continued == "DROP CONSTRAINT":
                continue
            elif not (word in _NO_COLUMN and len(item) > 1 and word != "COLUMN"):
                inner.take("COLUMN")
                if_exists = inner.if_exists() or exists
                yield DropColumn(table, inner.column(), if_exists)
            continue
        continued = ""
        if word == "ADD":
            continued = "ADD"
        elif word == "DROP" and inner.ahead().upper not in _NO_COLUMN:
            continued = "DROP"
        elif word in ("MODIFY", "ALTER") and cursor.dialect.name in ("snowflake", "databricks"):
            continued = "MODIFY"
        elif word == "DROP" and inner.ahead().upper == "CONSTRAINT" and cursor.dialect.name in ("tsql", "generic"):
            continued = "DROP CONSTRAINT"
        try:
            yield from action(inner, table, kind, exists=exists)
        except NotUnderstoodError as error:
            not_understood.append(str(error))
        else:
            understood = True
    if not_understood and not understood:
        raise NotUnderstoodError(not_understood[0])
    cursor.doubts += not_understood


def _tags_together(found: Iterable[list[Token]]) -> Iterator[list[Token]]:
    """Yield actions; Snowflake's SET TAG a = '1', b = '2' is one."""
    last: list[Token] = []
    for item in found:
        if any(one.upper in ("SET", "UNSET") and other.upper == "TAG" for one, other in pairwise(last)) and item[0].upper not in (
            *_ACTIONS,
            "COLUMN",
        ):
            last = [*last, Token(MARK, ",", ",", item[0].start, item[0].start), *item]
            continue
        if last:
            yield last
        last = item
    if last:
        yield last


def _is_action(inner: Cursor) -> bool:
    """Whether a word that could be a column's name begins an action: it does when a keyword or name of one follows."""
    return inner.ahead().kind in (WORD, QUOTED, STRING) or inner.ahead().text in ("(", "=")


def action(cursor: Cursor, table: TableName, kind: str, *, exists: bool) -> Iterator[Event]:  # noqa: PLR0915 - one branch for each action
    """Read one action of ALTER TABLE."""
    word = cursor.token.upper
    if word == "ADD":
        cursor.at += 1
        yield from _add(cursor, table, exists=exists)
    elif word == "DROP":
        cursor.at += 1
        yield from _drop(cursor, table, exists=exists)
    elif word == "RENAME":
        cursor.at += 1
        yield from _rename(cursor, table, exists=exists)
    elif word in ("ALTER", "MODIFY"):
        cursor.at += 1
        yield from _change_type(cursor, table, word, exists=exists)
    elif word == "CHANGE":
        cursor.at += 1
        cursor.take("COLUMN")
        exists = cursor.if_exists() or exists
        old = cursor.column()
        yield from _changed(cursor, table, old, cursor.column(), exists=exists)
    elif word == "COMMENT":
        cursor.at += 1
        if cursor.take("COLUMN"):
            cursor.if_exists()
            yield ChangeColumn(table, cursor.column(), comment=cursor.strings() or "", if_exists=exists)
        else:
            cursor.take("=")
            yield CommentTable(table, cursor.strings() or "")
    elif word in ("SET", "UNSET"):
        cursor.at += 1
        yield from _set(cursor, table, exists=exists, unset=word == "UNSET")
    elif word == "INHERIT":
        cursor.at += 1
        yield Inherit(table, cursor.table())
    elif word == "NO" and cursor.ahead().upper == "INHERIT":
        cursor.at += 2
        yield Inherit(table, cursor.table(), ends=True)
    elif word in ("ATTACH", "DETACH") and cursor.ahead().upper == "PARTITION":
        cursor.at += 2
        if cursor.token.kind in (WORD, QUOTED) and cursor.dialect.name != "clickhouse":
            yield Inherit(cursor.table(), table, ends=word == "DETACH")
    elif word == "SWAP" and cursor.ahead().upper == "WITH":
        cursor.at += 2
        yield Swap(table, cursor.table())
    elif word == "REPLACE" and cursor.ahead().upper == "COLUMNS":
        cursor.at += 2
        yield from _replaced(cursor, table, exists=exists)
    elif word in ("DISABLE", "NO") and cursor.tokens[-1].upper == "SECURITY":
        yield Unmask(table, None, "row level security")
    elif kind == "VIEW" or word in _IGNORED:
        return
    else:
        raise NotUnderstoodError(f"ALTER {kind} … {cursor.token.text}")


def _add(cursor: Cursor, table: TableName, *, exists: bool) -> Iterator[Event]:
    word = cursor.token.upper
    following = cursor.ahead()
    if (
        word
        in (
            "PARTITION",
            "SEARCH",
            "ROW",
            "PERIOD",
            "SUPPLEMENTAL",
            "SYSTEM",
            "PROJECTION",
            "STATISTICS",
            "CLUSTERING",
            "DATA",
            "AGGREGATION",
        )
        and (
            following.upper
            in ("OPTIMIZATION", "ACCESS", "FOR", "LOG", "VERSIONING", "IF", "METRIC", "POLICY", "PARTITION", "RANGE", "VALUES")
            or following.text == "("
            or word in ("PARTITION", "PROJECTION")
        )
        and cursor.dialect.name != "postgres"
    ):
        return
    if cursor.is_next("COLUMNS", "("):
        cursor.at += 1
    if word == "TABLE" or (word == "VALUE" and cursor.dialect.name == "postgres" and following.kind == STRING):
        return
    named = cursor.take("COLUMN") if following.text != "(" or word == "COLUMN" else False
    if_not_exists = cursor.if_not_exists()
    if cursor.token.text == "(":
        for item in items(cursor.group()):
            yield from _add_items(cursor.over(item), table, exists=exists, if_not_exists=if_not_exists)
        return
    yield from _add_items(cursor, table, exists=exists, if_not_exists=if_not_exists, named=named)


def _add_items(cursor: Cursor, table: TableName, *, exists: bool, if_not_exists: bool = False, named: bool = False) -> Iterator[Event]:
    if not named and cursor.is_next("COLUMN") and cursor.ahead().kind in (WORD, QUOTED) and len(cursor.tokens) > cursor.at + 2:
        cursor.at += 1
        if_not_exists = cursor.if_not_exists() or if_not_exists
    rest = cursor.tokens[cursor.at :]
    if not rest:
        raise NotUnderstoodError("a column expected")
    if not named and (is_constraint(rest, cursor.dialect.name) or rest[0].upper == "CONSTRAINT"):
        key, reference = constraint(cursor.over(rest))
        if key or reference:
            yield AddKey(table, key, reference)
        return
    if (
        not named
        and rest[0].upper in ("INDEX", "KEY", "DEFAULT", "MASKED")
        and cursor.dialect.name in ("mysql", "tsql", "clickhouse", "generic")
        and len(rest) > 2
    ):
        return
    name, nested = cursor.column_path()
    if nested:
        return  # a field of a struct
    column, primary, reference = rest_of_definition(cursor, name)
    note = " ".join(comment.text for comment in cursor.comments if _beside(cursor, comment.start))
    if note:
        column = column._replace(note=note)
    yield AddColumn(table, column, if_not_exists, exists)
    if primary:
        yield AddKey(table, (column.key,))
    if reference:
        yield AddKey(table, (), reference)


def _beside(cursor: Cursor, offset: int) -> bool:
    """Whether a comment stands on the line where this item ends, or within it."""
    begin, end = cursor.tokens[0].start, cursor.tokens[-1].end
    return offset > begin and (offset < end or "\n" not in cursor.text[end:offset])


def _names(cursor: Cursor) -> list[ColumnName]:
    if cursor.token.text == "(":
        return cursor.names_in_group()
    name, nested = cursor.column_path()
    return [] if nested else [name]


def _drop(cursor: Cursor, table: TableName, *, exists: bool) -> Iterator[Event]:
    word = cursor.token.upper
    following = cursor.ahead()
    if word in _NO_COLUMN and not (cursor.done or len(cursor.tokens) == cursor.at + 1):
        if word == "ROW" and following.upper == "ACCESS":
            yield Unmask(table, None, "row access policy")
        return
    if word in _NO_COLUMN and cursor.dialect.name == "mysql":
        return
    if word in ("ALL", "PRIMARY") or (word == "UNUSED" and following.upper == "COLUMNS"):
        return
    if cursor.token.text != "(" and word in ("COLUMN", "COLUMNS") and len(cursor.tokens) != cursor.at + 1:
        cursor.at += 1
    if_exists = cursor.if_exists() or exists
    for name in _names(cursor):
        yield DropColumn(table, name, if_exists, cursor.token.upper == "CASCADE")


def _rename(cursor: Cursor, table: TableName, *, exists: bool) -> Iterator[Event]:
    word = cursor.token.upper
    if cursor.take_any("TO", "AS", "=") and not (word != "=" and cursor.is_next("TO")):
        yield RenameTable(table, cursor.table(), exists)
        return
    if word in ("CONSTRAINT", "INDEX", "KEY", "PARTITION", "SUBPARTITION", "ATTRIBUTE", "TRIGGER", "RULE") and cursor.ahead().upper not in (
        "TO",
        "AS",
    ):
        return
    if len(cursor.tokens) == cursor.at + 1:
        yield RenameTable(table, cursor.table(), exists)
        return
    if word == "COLUMN" and cursor.ahead().upper not in ("TO", "AS"):
        cursor.at += 1
    if_exists = cursor.if_exists() or exists
    old, nested = cursor.column_path()
    if not cursor.take_any("TO", "AS"):
        if cursor.done:
            yield RenameTable(table, TableName("", old.name, "", old.key, old.spot), exists)
            return
        raise NotUnderstoodError("RENAME … TO expected")
    new, _ = cursor.column_path()
    if not nested:
        yield RenameColumn(table, old, new, if_exists)


def _changed(cursor: Cursor, table: TableName, old: ColumnName, new: ColumnName, *, exists: bool) -> Iterator[Event]:
    """MySQL CHANGE and Spark CHANGE COLUMN: another name, type and comment at once."""
    cursor.take("TYPE")
    column, _, reference = rest_of_definition(cursor, new)
    if old.key != new.key:
        yield RenameColumn(table, old, new, exists)
    # MySQL drops a comment that is not repeated.
    comment = column.comment if column.comment or cursor.dialect.name == "mysql" else None
    yield ChangeColumn(table, new, column.type_text, comment, exists, column.nullable if cursor.dialect.name == "mysql" else None)
    if reference:
        yield AddKey(table, (), reference)


def _change_type(cursor: Cursor, table: TableName, word: str, *, exists: bool) -> Iterator[Event]:
    first = cursor.token.upper
    if (
        first
        in (
            "CONSTRAINT",
            "INDEX",
            "PARTITION",
            "KEY",
            "TTL",
            "ORDER",
            "SETTING",
            "QUERY",
            "SAMPLE",
            "LOB",
            "NESTED",
            "VARRAY",
            "PRIMARY",
            "CHECK",
            "DEFAULT",
            "OPAQUE",
            "SUBPARTITION",
            "STATISTICS",
            "SQL",
            "REFRESH",
        )
        and (cursor.ahead().kind in (WORD, QUOTED) or cursor.ahead().text == "(")
        and not (
            first in ("KEY", "INDEX", "LOB", "SETTING", "QUERY", "NESTED", "SAMPLE")
            and cursor.dialect.name not in ("mysql", "clickhouse", "oracle", "generic")
        )
    ):
        return
    if first == "COLUMN" and len(cursor.tokens) > cursor.at + 1:
        cursor.at += 1
    if_exists = cursor.if_exists() or exists
    if cursor.token.text == "(":
        for item in items(cursor.group()):
            inner = cursor.over(item)
            inner.take("COLUMN")
            yield from _change_one(inner, table, word, exists=if_exists)
        return
    yield from _change_one(cursor, table, word, exists=if_exists)


def _change_one(cursor: Cursor, table: TableName, word: str, *, exists: bool) -> Iterator[Event]:
    name, nested = cursor.column_path()
    if nested or cursor.done:
        return
    if cursor.take("TYPE") or cursor.take("SET", "DATA", "TYPE") or (cursor.is_next("SET", "TYPE") and cursor.take("SET", "TYPE")):
        column, _, _ = rest_of_definition(cursor, name)
        yield ChangeColumn(table, name, column.type_text, column.comment or None, exists)
        return
    first = cursor.token.upper
    if first == "COMMENT":
        cursor.at += 1
        yield ChangeColumn(table, name, comment=cursor.strings() or "", if_exists=exists)
    elif first == "RENAME" and cursor.take("RENAME", "TO"):
        yield RenameColumn(table, name, cursor.column(), exists)
    elif first in ("SET", "UNSET"):
        cursor.at += 1
        yield from _set_on_column(cursor, table, name, exists=exists, unset=first == "UNSET")
    elif first == "DROP":
        if cursor.ahead().upper in ("MASKED", "MASK"):
            yield Unmask(table, name, "mask")
        elif cursor.ahead().upper == "NOT" and cursor.ahead(2).upper == "NULL":
            yield ChangeColumn(table, name, if_exists=exists, nullable=True)
    elif first in (
        "ADD",
        "RESET",
        "ENCRYPT",
        "DECRYPT",
        "REMOVE",
        "FIRST",
        "AFTER",
        "NOT",
        "NULL",
        "DEFAULT",
        "RESTART",
        "ENABLE",
        "DISABLE",
        "INVISIBLE",
        "VISIBLE",
        "CONSTRAINT",
        "CODEC",
        "TTL",
        "MODIFY",
        "GENERATED",
        "UNIQUE",
        "CHECK",
        "MATERIALIZED",
        "ALIAS",
        "ENCODE",
        "COMPRESSION",
        "STATISTICS",
        "SYNC",
        "OPTIONS",
    ):
        if first == "DECRYPT":
            yield Unmask(table, name, "encryption")
        if first == "COMMENT":
            return
        column, _, _ = rest_of_definition(cursor, name)
        if column.comment or not column.nullable or first == "NULL":
            yield ChangeColumn(table, name, "", column.comment or None, exists, column.nullable if first in ("NOT", "NULL") else None)
    else:
        column, _, _ = rest_of_definition(cursor, name)
        comment = column.comment if column.comment or (word == "MODIFY" and cursor.dialect.name == "mysql") else None
        told = column.nullable if cursor.dialect.name in ("mysql", "tsql") or not column.nullable else None
        yield ChangeColumn(table, name, column.type_text, comment, exists, told)
        for tag, value in column.tags:
            yield SetTag(table, name, tag, value)


def _set_on_column(cursor: Cursor, table: TableName, name: ColumnName, *, exists: bool, unset: bool) -> Iterator[Event]:
    if cursor.take_any("TAG", "TAGS"):
        group = cursor.group() if cursor.token.text == "(" else cursor.rest()
        for tag, value in read_tags(cursor, group):
            yield SetTag(table, name, tag, "" if unset else value)
    elif cursor.take("MASKING", "POLICY") or cursor.take("MASK"):
        if unset:
            yield Unmask(table, name, "masking policy")
        else:
            yield SetTag(table, name, "masking policy", cursor.table().name)
    elif cursor.take("OPTIONS"):
        if cursor.token.text == "(":
            group = cursor.group()
            if any(token.text.lower() == "description" for token in group):
                yield ChangeColumn(table, name, comment=option(cursor, group, "description"), if_exists=exists)
    elif cursor.take("COMMENT") or cursor.take("DESCRIPTION"):
        yield ChangeColumn(table, name, comment="" if unset else cursor.strings() or "", if_exists=exists)
    elif cursor.take("NOT", "NULL"):
        yield ChangeColumn(table, name, if_exists=exists, nullable=False)


def _set(cursor: Cursor, table: TableName, *, exists: bool, unset: bool) -> Iterator[Event]:
    if cursor.take("SCHEMA"):
        yield SetSchema(table, cursor.column(), exists)
    elif cursor.take_any("TAG", "TAGS"):
        group = cursor.group() if cursor.token.text == "(" else cursor.rest()
        for tag, value in read_tags(cursor, group):
            yield SetTag(table, None, tag, "" if unset else value)
    elif cursor.take("UNUSED"):
        cursor.take("COLUMN")
        for name in _names(cursor):
            yield DropColumn(table, name, exists)
    elif cursor.take("COMMENT"):
        cursor.take("=")
        yield CommentTable(table, "" if unset else cursor.strings() or "")
    elif cursor.take_any("TBLPROPERTIES", "OPTIONS") and cursor.token.text == "(":
        group = cursor.group()
        text = option(cursor, group, "comment") or option(cursor, group, "description")
        if text:
            yield CommentTable(table, text)
    elif cursor.is_next("DATA") or cursor.is_next("COLUMN"):
        return


def _replaced(cursor: Cursor, table: TableName, *, exists: bool) -> Iterator[Event]:
    """Spark REPLACE COLUMNS: the list is the whole table; those named stay, which the state sorts out."""
    for item in items(cursor.group()):
        column, _, _ = definition(cursor.over(item))
        yield AddColumn(table, column, if_not_exists=True, if_exists=exists)
