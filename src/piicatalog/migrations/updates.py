"""What UPDATE … SET a = expression copies: token by token, for its forms differ too much between dialects."""

from collections.abc import Iterator

from piicatalog.ddl.cursor import Cursor, NotUnderstoodError, items
from piicatalog.ddl.dialects import fold
from piicatalog.ddl.events import ColumnName
from piicatalog.ddl.lexer import QUOTED, WORD, Token, lex, name_value
from piicatalog.ddl.position import LineIndex, Pos
from piicatalog.ddl.schema import Schema
from piicatalog.ddl.state import Flow, Table

_AGGREGATES = frozenset({"COUNT", "SUM", "AVG", "STDDEV", "VARIANCE"})
_AFTER_TABLE = frozenset({"FROM", "JOIN", ",", "UPDATE", "ONLY"})


def update_flows(schema: Schema, table: Table, statement: str, pos: Pos) -> Iterator[Flow]:
    """Yield a flow for each column that an assigned expression reads."""
    tokens, _ = lex(statement, 0, len(statement), schema.dialect)
    at = next((index for index, token in enumerate(tokens) if token.upper == "SET"), len(tokens))
    depth, end = 0, len(tokens)
    for index in range(at + 1, len(tokens)):
        depth += (tokens[index].text == "(") - (tokens[index].text == ")")
        if depth == 0 and tokens[index].upper in ("WHERE", "FROM", "RETURNING", "ORDER", "LIMIT"):
            end = index
            break
    named = _tables(schema, tokens, table)
    for item in items(tokens[at + 1 : end]):
        equals = next((index for index, token in enumerate(item) if token.text == "="), -1)
        if equals < 1 or item[equals - 1].kind not in (WORD, QUOTED):
            continue
        target = table.columns.get(_key(item[equals - 1], schema))
        if target is None:
            continue
        value = item[equals + 1 :]
        plain = len(value) == 1 or (len(value) == 3 and value[1].text == ".")
        for owner, column in _read(value, named, schema):
            if column != target.id:
                kind = "copy" if plain else "aggregate" if any(token.upper in _AGGREGATES for token in value) else "transform"
                yield Flow((owner, column), (table.id, target.id), kind, pos, stored=True)


def _key(token: Token, schema: Schema) -> str:
    text = name_value(token) if token.kind == QUOTED else token.text
    return fold(text, schema.dialect, quoted=token.kind == QUOTED)


def _tables(schema: Schema, tokens: list[Token], own: Table) -> dict[str, Table]:
    """Return the tables named, by name and alias."""
    named = {own.key[1]: own}
    cursor = Cursor("", tokens, (), schema.dialect, LineIndex(""))
    for index, token in enumerate(tokens):
        if token.upper in _AFTER_TABLE and index + 1 < len(tokens) and tokens[index + 1].kind in (WORD, QUOTED):
            cursor.at = index + 1
            try:
                table = schema.find(cursor.table())
            except NotUnderstoodError:
                continue
            if table is None:
                continue
            named[table.key[1]] = table
            cursor.take("AS")
            if cursor.token.kind in (WORD, QUOTED) and cursor.token.upper not in (
                "SET",
                "WHERE",
                "ON",
                "JOIN",
                "LEFT",
                "INNER",
                "ORDER",
                "LIMIT",
            ):
                alias: ColumnName = cursor.column()
                named[alias.key] = table
    return named


def _read(value: list[Token], named: dict[str, Table], schema: Schema) -> Iterator[tuple[str, str]]:
    """Yield the columns that an expression names, as ids of table and column."""
    for index, token in enumerate(value):
        if token.kind not in (WORD, QUOTED):
            continue
        key = _key(token, schema)
        if index > 1 and value[index - 1].text == ".":
            owner = named.get(_key(value[index - 2], schema))
            if owner is not None and key in owner.columns:
                yield owner.id, owner.columns[key].id
        elif index + 1 < len(value) and value[index + 1].text in (".", "("):
            continue
        else:
            owner = next((table for table in dict.fromkeys(named.values()) if key in table.columns), None)
            if owner is not None:
                yield owner.id, owner.columns[key].id
