"""What a database calls the columns of a query that are given no name: PostgreSQL by the function, MySQL and SQLite by the text."""

from collections.abc import Sequence

from piicatalog.ddl.cursor import items
from piicatalog.ddl.dialects import Dialect
from piicatalog.ddl.lexer import QUOTED, WORD, Token, lex, name_value

_BY_TEXT = frozenset({"mysql", "sqlite"})
_RENAMED = {"TRIM": "btrim", "CHARACTER_LENGTH": "char_length", "TRUE": "bool", "FALSE": "bool"}
_ENDS = frozenset({"FROM", "WHERE", "UNION", "INTERSECT", "EXCEPT", "GROUP", "ORDER", "LIMIT", "HAVING", "INTO"})


def select_list(query: str, dialect: Dialect) -> list[list[Token]]:
    """Return the items of a query's outermost list, or of its first side's."""
    tokens, _ = lex(query, 0, len(query), dialect)
    while tokens and tokens[0].text == "(":
        tokens = tokens[1:]
    depth, start, end = 0, -1, len(tokens)
    for index, token in enumerate(tokens):
        depth += (token.text == "(") - (token.text == ")")
        if depth < 0 or (depth == 0 and start >= 0 and token.upper in _ENDS):
            end = index
            break
        if depth == 0 and token.upper == "SELECT" and start < 0:
            start = index + 1
    if start < 0:
        return []
    chosen = tokens[start:end]
    if chosen and chosen[0].upper in ("DISTINCT", "ALL") and not (len(chosen) > 1 and chosen[1].upper == "ON"):
        chosen = chosen[1:]
    return list(items(chosen))


def unnamed(item: Sequence[Token], query: str, dialect: Dialect) -> str:
    """Return the name of an expression without one; empty where the dialect gives none that can be told."""
    if dialect.name in _BY_TEXT:
        return query[item[0].start : item[-1].end]
    if item[0].text == "(" and item[-1].text == ")" and len(item) > 2 and item[1].upper in ("SELECT", "WITH"):
        return _of_subquery(query[item[1].start : item[-1].start], dialect)
    return _postgres(list(item)) if dialect.name in ("postgres", "redshift", "generic") else ""


def _of_subquery(query: str, dialect: Dialect) -> str:
    """A subquery is called as its only column."""
    items_of = select_list(query, dialect)
    first = items_of[0] if items_of else []
    if first and first[-1].kind in (WORD, QUOTED) and (len(first) == 1 or first[-2].text == "." or first[-2].upper == "AS"):
        return _name(first[-1])
    return unnamed(first, query, dialect) if first else ""


def _postgres(item: list[Token]) -> str:
    first = item[0]
    if first.upper in (
        "CASE",
        "ARRAY",
        "EXISTS",
        "ROW",
        "COALESCE",
        "NULLIF",
        "GREATEST",
        "LEAST",
        "CURRENT_DATE",
        "CURRENT_TIMESTAMP",
        "CURRENT_USER",
        "INTERVAL",
    ):
        return first.upper.lower() if _ends(item, first.upper) else "?column?"
    if first.upper in ("TRUE", "FALSE") and len(item) == 1:
        return "bool"
    cast_at = next((index for index in range(len(item) - 1, 0, -1) if item[index].text.startswith("::")), -1)
    if cast_at > 0 and all(token.kind in (WORD, QUOTED) or token.text in ("::", ".", "[", "]") for token in item[cast_at:]):
        inner = item[:cast_at]
        if len(inner) == 1 and inner[0].kind in (WORD, QUOTED) and inner[0].upper not in ("NULL", "TRUE", "FALSE"):
            return _name(inner[0])
        name = _postgres(inner) if inner[-1].text == ")" else "?column?"
        kind = item[cast_at] if item[cast_at].text != "::" else item[cast_at + 1]
        return name if name != "?column?" else _name(kind).removeprefix("::")
    opens = next((index for index, token in enumerate(item) if token.text == "("), -1)
    if opens > 0 and all(token.kind in (WORD, QUOTED) or token.text == "." for token in item[:opens]):
        depth = 0
        for index in range(opens, len(item)):
            depth += (item[index].text == "(") - (item[index].text == ")")
            if depth == 0:
                after = item[index + 1].upper if index + 1 < len(item) else ""
                if after in ("", "FILTER", "OVER", "WITHIN"):
                    return _RENAMED.get(item[opens - 1].upper, _name(item[opens - 1]))
                break
    return "?column?"


def _ends(item: Sequence[Token], word: str) -> bool:
    """Whether an expression that begins with a word is no more than that: CASE … END, f(…), ARRAY[…]."""
    if word == "CASE":
        return item[-1].upper == "END"
    return len(item) == 1 or item[-1].text in (")", "]") or word == "INTERVAL"


def _name(token: Token) -> str:
    return name_value(token) if token.kind == QUOTED else token.text.lower()
