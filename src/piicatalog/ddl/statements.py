"""Reads the statements that are neither CREATE nor ALTER TABLE: DROP, RENAME, COMMENT ON, INSERT, UPDATE, GRANT, sp_rename …."""

import re
from collections.abc import Iterator

from piicatalog.ddl.cursor import Cursor, NotUnderstoodError, items
from piicatalog.ddl.dialects import fold
from piicatalog.ddl.events import (
    AddColumn,
    Call,
    ChangeColumn,
    ColumnDefinition,
    ColumnName,
    CommentTable,
    CopyColumns,
    CopyRows,
    CreateTable,
    DropSchema,
    DropTable,
    Event,
    Grant,
    RenameColumn,
    RenameSchema,
    RenameTable,
    RenameType,
    SetSchema,
    SetTag,
    Swap,
    TableName,
    Unmask,
    UseSchema,
)
from piicatalog.ddl.lexer import QUOTED, STRING, WORD, Token, string_value
from piicatalog.ddl.position import Spot

_DROPPED_OTHERS = frozenset(
    {"MATERIALIZED", "FOREIGN", "EXTERNAL", "TEMPORARY", "TEMP", "DYNAMIC", "LIVE", "STREAMING", "ICEBERG", "HYBRID", "SNAPSHOT", "EVENT"}
)


def drop(cursor: Cursor) -> Iterator[Event]:
    """Read DROP TABLE a, b; DROP VIEW; DROP SCHEMA."""
    cursor.at += 1
    materialized = cursor.token.upper == "MATERIALIZED"
    while cursor.token.upper in _DROPPED_OTHERS:
        cursor.at += 1
    kind = cursor.take_any("TABLE", "TABLES", "VIEW", "SCHEMA", "DATABASE", "ROW", "MASKING", "POLICY", "SENSITIVITY")
    if kind == "SENSITIVITY":
        cursor.take("CLASSIFICATION", "FROM")
        for item in items(cursor.rest()):
            table, column = _column_of_table(cursor.over(item))
            yield SetTag(table, column, "sensitivity", "")
        return
    if kind in ("ROW", "MASKING"):
        return
    if kind == "POLICY":
        cursor.if_exists()
        cursor.column()
        if cursor.take("ON"):
            yield Unmask(cursor.table(), None, "row level security policy")
        return
    if not kind:
        return
    exists = cursor.if_exists()
    if kind in ("SCHEMA", "DATABASE"):
        for item in items(cursor.rest()):
            yield DropSchema(cursor.over(item).column(), exists)
        return
    cascade = cursor.tokens[-1].upper == "CASCADE"
    for item in items(cursor.rest()):
        yield DropTable(
            cursor.over(item).table(), exists, "materialized_view" if materialized else "table" if kind != "VIEW" else "view", cascade
        )


def rename(cursor: Cursor) -> Iterator[Event]:
    """Read RENAME TABLE a TO b, c TO d and Oracle's RENAME a TO b."""
    cursor.at += 1
    named = cursor.take_any("TABLE", "TABLES", "VIEW")
    exists = cursor.if_exists()
    if not named and cursor.token.upper in ("USER", "DATABASE", "DICTIONARY", "COLUMN"):
        return
    for item in items(cursor.rest()):
        inner = cursor.over(item)
        old = inner.table()
        if not inner.take_any("TO", "AS"):
            raise NotUnderstoodError("RENAME … TO expected")
        new = inner.table()
        yield RenameTable(old, new, exists)


def exchange(cursor: Cursor) -> Iterator[Event]:
    """Read ClickHouse's EXCHANGE TABLES a AND b."""
    cursor.at += 1
    if cursor.take_any("TABLES", "TABLE"):
        first = cursor.table()
        cursor.expect("AND")
        yield Swap(first, cursor.table())


def _column_of_table(cursor: Cursor) -> tuple[TableName, ColumnName]:
    """Read ``schema.table.column``."""
    parts = [cursor.part()]
    while cursor.take("."):
        parts.append(cursor.part())
    if len(parts) < 2:
        raise NotUnderstoodError("table.column expected")
    dialect, lines = cursor.dialect, cursor.lines
    name, quoted, start, end = parts[-1]
    column = ColumnName(name, fold(name, dialect, quoted=quoted), lines.spot(start, end))
    table, table_quoted, table_start, table_end = parts[-2]
    schema, schema_quoted = (parts[-3][0], parts[-3][1]) if len(parts) > 2 else ("", False)
    return (
        TableName(
            schema,
            table,
            fold(schema, dialect, quoted=schema_quoted) if schema else "",
            fold(table, dialect, quoted=table_quoted),
            lines.spot(table_start, table_end),
        ),
        column,
    )


def comment_on(cursor: Cursor) -> Iterator[Event]:
    """Read COMMENT ON COLUMN a.b IS '…' and its like on tables."""
    cursor.at += 1
    cursor.if_exists()
    if not cursor.take("ON"):
        return
    cursor.take_any("MATERIALIZED", "FOREIGN", "EXTERNAL")
    kind = cursor.take_any("COLUMN", "TABLE", "VIEW")
    exists = cursor.if_exists()
    if kind == "COLUMN":
        table, column = _column_of_table(cursor)
        if not cursor.take("IS"):
            raise NotUnderstoodError("IS expected")
        yield ChangeColumn(table, column, comment=cursor.strings() or "", if_exists=exists)
    elif kind:
        table = cursor.table()
        if not cursor.take("IS"):
            raise NotUnderstoodError("IS expected")
        yield CommentTable(table, cursor.strings() or "")


def insert(cursor: Cursor) -> Iterator[Event]:
    """Read INSERT INTO a (b, c) SELECT …; of VALUES there is nothing to say."""
    cursor.at += 1
    while cursor.token.upper in (
        "IGNORE",
        "OR",
        "REPLACE",
        "ABORT",
        "FAIL",
        "ROLLBACK",
        "INTO",
        "OVERWRITE",
        "TABLE",
        "LOW_PRIORITY",
        "DELAYED",
        "HIGH_PRIORITY",
        "ALL",
        "TOP",
    ):
        cursor.at += 1
    table = cursor.table()
    if cursor.take("AS"):
        cursor.column()
    columns: tuple[ColumnName, ...] = ()
    if cursor.token.text == "(" and cursor.ahead().upper not in ("SELECT", "WITH", "("):
        columns = tuple(cursor.names_in_group())
    while not cursor.done and cursor.token.upper not in ("SELECT", "WITH", "(", "VALUES", "TABLE", "DEFAULT", "EXEC", "EXECUTE", "SET"):
        if cursor.token.text == "(":
            cursor.group()
        cursor.at += 1
    if cursor.token.upper in ("SELECT", "WITH", "TABLE") or (cursor.token.text == "(" and cursor.ahead().upper in ("SELECT", "WITH")):
        first, last = cursor.token, cursor.tokens[-1]
        yield CopyRows(table, columns, cursor.text[first.start : last.end], first.start)


def _insert_after_with(cursor: Cursor, index: int) -> Iterator[Event]:
    """WITH a AS (…) INSERT INTO b SELECT … FROM a."""
    start = cursor.tokens[0].start
    prefix = cursor.text[start : cursor.tokens[index].start]
    for event in insert(cursor.over(cursor.tokens[index:])):
        yield event._replace(query=f"{prefix} {event.query}", query_offset=start) if isinstance(event, CopyRows) else event


def update(cursor: Cursor) -> Iterator[Event]:
    """Read UPDATE a SET b = c, kept as text."""
    first, last = cursor.token, cursor.tokens[-1]
    cursor.at += 1
    cursor.take_any("ONLY", "LOW_PRIORITY", "IGNORE")
    if cursor.token.kind not in (WORD, QUOTED) or cursor.token.upper == "STATISTICS":
        return
    table = cursor.table()
    at = next((index for index in range(cursor.at, len(cursor.tokens)) if cursor.tokens[index].upper == "SET"), -1)
    values = cursor.tokens[at + 1 :] if at >= 0 else []
    names_another = any(
        token.kind in (WORD, QUOTED)
        and index
        and values[index - 1].text in ("=", ".", "(", "|")
        and token.upper not in ("NULL", "DEFAULT", "TRUE", "FALSE", "NOW", "CURRENT_TIMESTAMP")
        for index, token in enumerate(values)
    )
    if names_another:
        yield CopyColumns(table, cursor.text[first.start : last.end], first.start)


def select_into(cursor: Cursor) -> Iterator[Event]:
    """Read SELECT … INTO table FROM …, a table made of a query."""
    depth = 0
    for index, token in enumerate(cursor.tokens):
        depth += (token.text == "(") - (token.text == ")")
        if depth == 0 and token.upper == "FROM":
            break
        if depth == 0 and token.upper == "INTO" and index and cursor.tokens[index - 1].upper in ("INSERT", "REPLACE", "IGNORE"):
            yield from _insert_after_with(cursor, index - 1)
            return
        if depth == 0 and token.upper == "INTO":
            cursor.at = index + 1
            temporary = bool(cursor.take_any("TEMP", "TEMPORARY"))
            cursor.take_any("UNLOGGED")
            cursor.take("TABLE")
            if (
                cursor.token.kind not in (WORD, QUOTED)
                or cursor.token.text.startswith(("@", ":"))
                or cursor.token.upper in ("OUTFILE", "DUMPFILE", "STRICT")
            ):
                return
            table = cursor.table()
            if cursor.token.upper != "FROM" and not cursor.done and cursor.token.text == ",":
                return
            first, last = cursor.tokens[0], cursor.tokens[-1]
            gap = " " * (cursor.tokens[cursor.at - 1].end - token.start)
            query = cursor.text[first.start : token.start] + gap + cursor.text[cursor.tokens[cursor.at - 1].end : last.end]
            yield CreateTable(table, temporary=temporary or table.name.startswith("#"), query=query, query_offset=first.start)
            return
    if cursor.token.upper == "SELECT" and cursor.ahead().kind in (WORD, QUOTED):
        inner = cursor.over(cursor.tokens[1:])
        name = inner.table()
        if inner.token.text == "(":
            if name.name.lower() in ("addgeometrycolumn", "dropgeometrycolumn"):
                yield from _geometry(inner)
            else:
                yield Call(name.name.lower())


def _geometry(cursor: Cursor) -> Iterator[Event]:
    """PostGIS: AddGeometryColumn([schema,] table, column, srid, type, dimension)."""
    texts = [item[0] for item in items(cursor.group()) if item]
    strings = [token for token in texts if token.kind == STRING]
    names = strings[:-1] if len(strings) > 2 else strings
    if len(names) < 2:
        return
    made = [(string_value(token, cursor.dialect), cursor.lines.spot(token.start + 1, token.end - 1)) for token in names]
    table, column = made[-2], made[-1]
    schema = made[0][0] if len(made) > 2 else ""
    yield AddColumn(
        TableName(schema, table[0], schema.lower(), table[0].lower(), table[1]),
        ColumnDefinition(column[0], column[0].lower(), column[1], "geometry"),
    )


def grant(cursor: Cursor) -> Iterator[Event]:
    """Read GRANT SELECT ON a, b TO c, d."""
    at = next((index for index, token in enumerate(cursor.tokens) if token.upper == "ON"), -1)
    to = next((index for index, token in enumerate(cursor.tokens) if token.upper == "TO" and index > at), -1)
    if at < 0 or to < 0:
        return
    cursor.at = at + 1
    kind = cursor.take_any(
        "TABLE",
        "OBJECT",
        "VIEW",
        "ALL",
        "SCHEMA",
        "DATABASE",
        "SEQUENCE",
        "FUNCTION",
        "PROCEDURE",
        "TYPE",
        "DOMAIN",
        "LANGUAGE",
        "WAREHOUSE",
        "ROUTINE",
    )
    if kind not in ("", "TABLE", "OBJECT", "VIEW") or cursor.token.text == "*":
        return
    while cursor.take(":"):
        pass
    cursor.take("::")
    tables = [
        cursor.over(item).table()
        for item in items(cursor.tokens[cursor.at : to])
        if item[0].kind in (WORD, QUOTED) and item[-1].text != "*"
    ]
    for item in items(cursor.tokens[to + 1 :]):
        inner = cursor.over(item)
        inner.take_any("ROLE", "USER", "GROUP")
        if inner.token.kind in (WORD, QUOTED, STRING):
            role = inner.part()[0]
            for table in tables:
                yield Grant(table, role)


def alter_other(cursor: Cursor) -> Iterator[Event]:
    """Read ALTER SCHEMA, TYPE, DOMAIN and SESSION as far as they touch tables."""
    cursor.at += 1
    kind = cursor.token.upper
    cursor.at += 1
    if kind in {"SCHEMA", "DATABASE"}:
        cursor.if_exists()
        name = cursor.column()
        if cursor.take("RENAME", "TO"):
            yield RenameSchema(name, cursor.column())
        elif cursor.take("TRANSFER"):
            if cursor.take_any("OBJECT", "TYPE"):
                cursor.take("::")
            yield SetSchema(cursor.table(), name)
    elif kind in ("TYPE", "DOMAIN"):
        old = cursor.table()
        if cursor.take("RENAME", "TO"):
            yield RenameType(old.name, cursor.table().name)
        elif cursor.tokens[-1].upper == "CASCADE" and any(token.upper == "ATTRIBUTE" for token in cursor.tokens):
            cursor.doubts.append("the tables OF this type change with it")
    elif kind == "SESSION" and cursor.take("SET", "CURRENT_SCHEMA"):
        cursor.take("=")
        table = cursor.table()
        yield UseSchema(table.name, table.key)


def set_statement(cursor: Cursor) -> Iterator[Event]:
    """Read SET search_path and SET SCHEMA; the first schema named is where tables are made."""
    cursor.at += 1
    local = cursor.take_any("LOCAL", "SESSION")
    if cursor.take_any("SEARCH_PATH", "SCHEMA", "CURRENT_SCHEMA"):
        cursor.take_any("TO", "=")
        if cursor.token.upper in ("DEFAULT", "") and cursor.token.kind not in (QUOTED, STRING):
            yield UseSchema("", "")
            return
        for item in items(cursor.rest()):
            inner = cursor.over(item)
            token = inner.token
            name = string_value(token, cursor.dialect) if token.kind == STRING else inner.part()[0] if token.kind in (WORD, QUOTED) else ""
            if name and not name.startswith("$"):
                yield UseSchema(name, fold(name, cursor.dialect, quoted=token.kind != WORD))
                return
        yield UseSchema("", "")
    del local


def set_config(text: str) -> Iterator[Event]:
    """pg_dump: SELECT pg_catalog.set_config('search_path', '', false)."""
    match = re.search(r"set_config\s*\(\s*'search_path'\s*,\s*'([^',]*)", text, re.IGNORECASE)
    if match:
        name = match[1].strip().strip('"')
        yield UseSchema(name, name)


def execute_procedure(cursor: Cursor) -> Iterator[Event]:
    """Read T-SQL's sp_rename, sp_addextendedproperty and calls of procedures."""
    cursor.at += 1
    if cursor.token.text.startswith("@") and cursor.ahead().text == "=":
        cursor.at += 2
    if cursor.token.text == "(" or cursor.done:
        return
    name = cursor.table().name.lower()
    arguments: dict[str, tuple[str, Token]] = {}
    for number, item in enumerate(items(cursor.rest())):
        inner = cursor.over(item)
        key = str(number)
        if inner.token.text.startswith("@") and inner.ahead().text == "=":
            key = inner.token.text.lower()
            inner.at += 2
        token = inner.token
        if token.upper == "N" and inner.ahead().kind == STRING:
            inner.at += 1
            token = inner.token
        if token.kind == STRING:
            arguments[key] = (string_value(token, cursor.dialect), token)
        elif token.kind in (WORD, QUOTED):
            arguments[key] = (token.text.strip("[]\"'"), token)
    if name == "sp_rename":
        yield from _sp_rename(cursor, arguments)
    elif name in ("sp_addextendedproperty", "sp_updateextendedproperty", "sp_dropextendedproperty"):
        yield from _extended_property(cursor, arguments, dropped=name == "sp_dropextendedproperty")
    else:
        yield Call(name)


def _split_name(text: str) -> list[str]:
    return [part[1:-1] if part[:1] in '["' else part for part in re.findall(r'\[[^\]]*\]|"[^"]*"|[^.\[\]"]+', text)]


def _spot(cursor: Cursor, token: Token, name: str) -> Spot:
    at = cursor.text.rfind(name, token.start, token.end)
    return cursor.lines.spot(at, at + len(name)) if at >= 0 else cursor.lines.spot(token.start, token.end)


def _sp_rename(cursor: Cursor, arguments: dict[str, tuple[str, Token]]) -> Iterator[Event]:
    old, old_token = arguments.get("@objname") or arguments.get("0") or ("", cursor.tokens[0])
    new, new_token = arguments.get("@newname") or arguments.get("1") or ("", cursor.tokens[0])
    kind = (arguments.get("@objtype") or arguments.get("2") or ("", None))[0].upper()
    parts = _split_name(old)
    if not parts or not new or kind in ("INDEX", "STATISTICS", "USERDATATYPE", "DATABASE"):
        return
    new = new.strip("[]") if new.startswith("[") and new.endswith("]") else new
    to = ColumnName(new, new.lower(), _spot(cursor, new_token, new))
    where = _spot(cursor, old_token, parts[-1])
    # Three parts are a column's even without 'COLUMN'; two parts are ambiguous with schema.table.
    if kind == "COLUMN" or (not kind and len(parts) == 3):
        if len(parts) < 2:
            return
        schema = parts[-3] if len(parts) > 2 else ""
        table = TableName(schema, parts[-2], schema.lower(), parts[-2].lower(), where)
        yield RenameColumn(table, ColumnName(parts[-1], parts[-1].lower(), where), to)
        return
    schema = parts[-2] if len(parts) > 1 else ""
    yield RenameTable(
        TableName(schema, parts[-1], schema.lower(), parts[-1].lower(), where), TableName("", new, "", new.lower(), to.spot), if_exists=True
    )


def _extended_property(cursor: Cursor, arguments: dict[str, tuple[str, Token]], *, dropped: bool) -> Iterator[Event]:
    texts = {key: value for key, (value, _) in arguments.items()}
    name = texts.get("@name") or texts.get("0", "")
    shift = 1 if dropped else 2
    value = "" if dropped else texts.get("@value") or texts.get("1", "")
    schema = texts.get("@level0name") or texts.get(str(shift + 1), "")
    table_name = texts.get("@level1name") or texts.get(str(shift + 3), "")
    column_name = texts.get("@level2name") or texts.get(str(shift + 5), "")
    level1 = (texts.get("@level1type") or texts.get(str(shift + 2), "")).upper()
    level2 = (texts.get("@level2type") or texts.get(str(shift + 4), "")).upper()
    if not table_name or level1 not in ("TABLE", "VIEW"):
        return
    spot = cursor.lines.spot(cursor.tokens[0].start, cursor.tokens[0].end)
    table = TableName(schema, table_name, schema.lower(), table_name.lower(), spot)
    if level2 == "COLUMN" and column_name:
        column = ColumnName(column_name, column_name.lower(), spot)
        yield (
            ChangeColumn(table, column, comment=value, if_exists=True)
            if name.lower() == "ms_description"
            else SetTag(table, column, name, value)
        )
    elif not level2:
        yield CommentTable(table, value) if name.lower() == "ms_description" else SetTag(table, None, name, value)


def sensitivity(cursor: Cursor) -> Iterator[Event]:
    """Read T-SQL's ADD SENSITIVITY CLASSIFICATION TO a.b WITH (LABEL = '…', INFORMATION_TYPE = '…')."""
    cursor.at += 4
    at = next((index for index in range(cursor.at, len(cursor.tokens)) if cursor.tokens[index].upper == "WITH"), len(cursor.tokens))
    values = [string_value(token, cursor.dialect) for token in cursor.tokens[at:] if token.kind == STRING]
    for item in items(cursor.tokens[cursor.at : at]):
        table, column = _column_of_table(cursor.over(item))
        yield SetTag(table, column, "sensitivity", ", ".join(values) or "classified")
