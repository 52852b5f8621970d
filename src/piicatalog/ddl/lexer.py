"""Splits a statement into words, quoted names, strings, numbers and punctuation, each with its offset."""

import re
from functools import cache
from typing import NamedTuple

from piicatalog.ddl.dialects import Dialect

WORD, QUOTED, STRING, NUMBER, MARK = "w", "q", "s", "n", "p"


class Token(NamedTuple):
    """A piece of a statement."""

    kind: str
    text: str
    """As written, quotes too."""
    upper: str
    """In upper case for words; as written for marks; empty for the rest, so that no quoted name passes for a keyword."""
    start: int
    end: int


class Comment(NamedTuple):
    """A comment within a statement, without its marks."""

    text: str
    start: int


def string_patterns(dialect: Dialect) -> list[str]:
    """Return the patterns of closed literals and quoted names; those of strings come first."""
    plain = r"'[^']*+(?:''[^']*+)*+'"
    escaped = r"'[^'\\]*+(?:(?:''|\\.)[^'\\]*+)*+'"
    patterns = [r"(?<![\w$])[eE]" + escaped] if dialect.dollar else []
    if dialect.name == "oracle":
        patterns += [r"(?<![\w$])[nN]?[qQ]'(?:\[.*?\]'|\{.*?\}'|\(.*?\)'|<.*?>'|(?P<mark>[^\s\[{(<]).*?(?P=mark)')"]
    if dialect.name in ("bigquery", "databricks"):
        patterns += [r"(?<![\w$])[rRbB]{0,2}'{3}.*?'{3}", r'(?<![\w$])[rRbB]{0,2}"{3}.*?"{3}']
    patterns.append(escaped if dialect.backslash else plain)
    if dialect.backslash and dialect.name != "snowflake":
        patterns.append(r'"[^"\\]*+(?:(?:""|\\.)[^"\\]*+)*+"')
    else:
        patterns.append(r'"[^"]*+(?:""[^"]*+)*+"')
    if dialect.backtick:
        patterns.append(r"`[^`\n]*+(?:``[^`\n]*+)*+`")
    return patterns


def comment_patterns(dialect: Dialect) -> list[str]:
    """Return the patterns of comments; nested ones up to three levels, as deep as anybody writes them."""
    block = r"/\*.*?\*/"
    if dialect.nested_comment:
        inner = r"/\*(?:[^*/]|\*(?!/)|/(?!\*))*+\*/"
        for _ in range(2):
            inner = rf"/\*(?:[^*/]|\*(?!/)|/(?!\*)|{inner})*+\*/"
        block = rf"{inner}|{block}"
    patterns = [r"--[^\n]*", block]
    if dialect.hash_comment:
        patterns.append(r"#[^\n]*")
    if dialect.slash_comment:
        patterns.append(r"//[^\n]*")
    return patterns


DOLLAR = r"\$(?P<tag>(?:[^\W\d]\w*)?)\$.*?\$(?P=tag)\$"


@cache
def _pattern(dialect: Dialect) -> re.Pattern[str]:
    strings = string_patterns(dialect)
    quoted = [part for part in strings if part[0] in '"`']
    strings = [part for part in strings if part[0] not in '"`']
    if dialect.dollar:
        strings.append(r"(?<![\w$])" + DOLLAR)
    if dialect.bracket:
        quoted.append(r"\[[^\[\]\n]*+(?:\]\][^\[\]\n]*+)*+\]")
    if dialect.name == "generic":  # not the brackets of arrays
        quoted.append(r"(?<![\w\])])\[(?=[^\W\d])[^\[\]\n]*\]")
    word = r"(?:[@:#&]{0,2}(?=[^\W\d])|\$(?=\w))\w[\w$#@]*|[@#&]{1,2}\w[\w$#@]*|\d+[^\W\d][\w$]*|[^\x00-\x7f\w\s][\w$#@]*"
    return re.compile(
        rf"(?P<c>{'|'.join(comment_patterns(dialect))})|(?P<s>{'|'.join(strings)})|(?P<q>{'|'.join(quoted)})"
        rf"|(?P<w>{word})|(?P<n>\d+(?:\.\d+)?)|(?P<p>::|[^\s\w])",
        re.DOTALL,
    )


_SWALLOWED = re.compile(
    r",[ \t]*\r?\n\s*(?:(?:ADD|DROP|CHANGE|MODIFY|ALTER|RENAME)\s+[\w`\"\[]|(?:CONSTRAINT|PRIMARY\s+KEY|UNIQUE\s+KEY|FOREIGN\s+KEY)\b"
    r"|[`\"\[]?\w+[`\"\]]?\s+(?:n?varchar2?|n?char|character|text|(?:big|small|tiny|medium)?int(?:eger)?|numeric|decimal|number|date|datetime|timestamp|bool(?:ean)?|uuid|jsonb?|bit)\b)",
    re.IGNORECASE,
)
_STATEMENT = re.compile(r"[\w$]*['\"]\s*(?:ALTER|CREATE|DROP|INSERT|UPDATE|COMMENT|SELECT|WITH|BEGIN|DO|SET|EXEC)\b", re.IGNORECASE)


_AFTER = re.compile(r"\s*(?:[,);]|\Z)")


def ends_well(text: str, end: int) -> bool:
    """Whether what follows a literal is what follows a value: where a quote was lost, it is the next literal's text."""
    return _AFTER.match(text, end) is not None


def swallows(literal: str) -> bool:
    """Whether a literal holds the next column or action of its own statement: its end was lost, and it goes to the next one's quote."""
    return literal[-1] in "'\"" and _SWALLOWED.search(literal) is not None and _STATEMENT.match(literal) is None


def lex(text: str, start: int, end: int, dialect: Dialect) -> tuple[list[Token], list[Comment]]:
    """Return the tokens of ``text[start:end]`` and its comments; offsets count from the start of the text."""
    tokens: list[Token] = []
    comments: list[Comment] = []
    at: int | None = start
    while at is not None:
        at = _lex(text, at, end, dialect, tokens, comments)
    return tokens, comments


def _lex(text: str, start: int, end: int, dialect: Dialect, tokens: list[Token], comments: list[Comment]) -> int | None:
    """Add tokens; return where to go on after the quote of a literal that has no end of its own, None at the end."""
    make = tuple.__new__
    for match in _pattern(dialect).finditer(text, start, end):
        kind = match.lastgroup
        if kind in ("mark", "tag"):
            kind = STRING
        value = match[0]
        if kind == "c":
            comments.append(Comment(value.strip("-/*# \t\r\n"), match.start()))
            continue
        if kind in (STRING, QUOTED) and "\n" in value and not ends_well(text, match.end()) and swallows(value):
            return match.start() + 1
        if kind == MARK and value in "'\"`":
            continue  # of a literal that never ends
        upper = value.upper() if kind == "w" else value if kind == "p" else ""
        tokens.append(make(Token, (kind, value, upper, match.start(), match.end())))
    return None


_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "0": "", "f": "\f"}


def string_value(token: Token, dialect: Dialect) -> str:
    r"""Return what a string literal stands for.

    >>> from piicatalog.ddl.dialects import DIALECTS
    >>> string_value(Token("s", "E'a\\tb''c'", "", 0, 9), DIALECTS["postgres"])
    "a\tb'c"
    """
    text = token.text
    if text[0] == "$":
        tag = text.index("$", 1) + 1
        return text[tag:-tag]
    prefix = 0
    while prefix < len(text) and text[prefix] not in "'\"":
        prefix += 1
    quote = text[prefix : prefix + 1] or "'"
    if "q" in text[:prefix].lower():
        return text[prefix + 2 : -2]
    if text[prefix : prefix + 3] == quote * 3 and len(text) > prefix + 5:
        return text[prefix + 3 : -3]
    body = text[prefix + 1 : -1].replace(quote * 2, quote)
    if "\\" in body and (dialect.backslash or text[:1] in "eE"):
        body = re.sub(r"\\(.)", lambda match: _ESCAPES.get(match[1], match[1]), body, flags=re.DOTALL)
    return body


def name_value(token: Token) -> str:
    """Return a quoted name without its quotes.

    >>> name_value(Token("q", '"a""b"', "", 0, 6))
    'a"b'
    """
    close = token.text[-1]
    return token.text[1:-1].replace(close * 2, close)
