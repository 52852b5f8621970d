"""Reads ALTER TABLE and ALTER VIEW, action by action."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from piicatalog.ddl.columns import definition, read_list, recovered
from piicatalog.ddl.cursor import Cursor, NotUnderstoodError, items
from piicatalog.ddl.events import (
    AddColumn,
    ChangeColumn,
    ColumnDefinition,
    CommentTable,
    CreateView,
    DropColumn,
    Event,
    Inherit,
    Swap,
    TableName,
    Unmask,
)
from piicatalog.ddl.lexer import MARK, QUOTED, STRING, WORD, Token
from piicatalog.ddl.statements.alter_add import add, add_item
from piicatalog.ddl.statements.alter_column import change_columns, redefine_column
from piicatalog.ddl.statements.alter_drop import NO_COLUMN, drop_columns
from piicatalog.ddl.statements.alter_rename import rename_within
from piicatalog.ddl.statements.alter_set import set_property

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


def alter_table(cursor: Cursor) -> Iterator[Event]:
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
        names = read_list(cursor, items(cursor.group())).columns
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
                yield from add_item(inner, table, exists=exists)
            elif continued == "MODIFY":
                yield from change_columns(inner, table, "MODIFY", exists=exists)
            elif continued == "DROP CONSTRAINT":
                continue
            elif not (word in NO_COLUMN and len(item) > 1 and word != "COLUMN"):
                inner.take("COLUMN")
                if_exists = inner.if_exists() or exists
                yield DropColumn(table, inner.column(), if_exists)
            continue
        continued = ""
        if word == "ADD":
            continued = "ADD"
        elif word == "DROP" and inner.ahead().upper not in NO_COLUMN:
            continued = "DROP"
        elif word in ("MODIFY", "ALTER") and cursor.dialect.name in ("snowflake", "databricks"):
            continued = "MODIFY"
        elif word == "DROP" and inner.ahead().upper == "CONSTRAINT" and cursor.dialect.name in ("tsql", "generic"):
            continued = "DROP CONSTRAINT"
        try:
            yield from _action(inner, table, kind, exists=exists)
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


def _action(cursor: Cursor, table: TableName, kind: str, *, exists: bool) -> Iterator[Event]:
    """Read one action of ALTER TABLE."""
    word = cursor.token.upper
    if word == "ADD":
        cursor.at += 1
        yield from add(cursor, table, exists=exists)
    elif word == "DROP":
        cursor.at += 1
        yield from drop_columns(cursor, table, exists=exists)
    elif word == "RENAME":
        cursor.at += 1
        yield from rename_within(cursor, table, exists=exists)
    elif word in ("ALTER", "MODIFY"):
        cursor.at += 1
        yield from change_columns(cursor, table, word, exists=exists)
    elif word == "CHANGE":
        cursor.at += 1
        yield from redefine_column(cursor, table, exists=exists)
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
        yield from set_property(cursor, table, exists=exists, unset=word == "UNSET")
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


def _replaced(cursor: Cursor, table: TableName, *, exists: bool) -> Iterator[Event]:
    """Spark REPLACE COLUMNS: the list is the whole table; those named stay, which the state sorts out."""
    for item in items(cursor.group()):
        column, _, _ = definition(cursor.over(item))
        yield AddColumn(table, column, if_not_exists=True, if_exists=exists)
