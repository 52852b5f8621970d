"""Reads T-SQL's procedures that change the schema, and calls of all others."""

import re
from collections.abc import Iterator

from piicatalog.ddl.cursor import Cursor, items
from piicatalog.ddl.events import Call, ChangeColumn, ColumnName, CommentTable, Event, RenameColumn, RenameTable, SetTag, TableName
from piicatalog.ddl.lexer import QUOTED, STRING, WORD, Token, string_value
from piicatalog.ddl.position import Spot


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
