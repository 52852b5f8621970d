"""Statements that look like ones about tables and are not known: a word of theirs is misspelt, or stands for a new kind of object."""

import re

_WORDS = re.compile(
    r"(?P<verb>[A-Za-z_]+)\s+(?:(?:OR\s+(?:REPLACE|ALTER)|GLOBAL|LOCAL|TEMP(?:ORARY)?|UNLOGGED|TRANSIENT|EXTERNAL|FOREIGN|IF\s+NOT\s+EXISTS)\s+)*"
    r"(?P<kind>[A-Za-z_]+)\b(?P<columns>\s+(?:IF\s+NOT\s+EXISTS\s+)?[\w.\"`\[\]]+\s*\(\s*[\w\"`\[\]]+\s+"
    r"(?:(?:big|small|tiny)?int(?:eger)?\d?|(?:big)?serial|text|n?(?:var)?char2?|character|uuid|date|datetime|timestamp\w*|bool(?:ean)?|numeric|decimal|number|jsonb?)\b)?",
    re.IGNORECASE,
)
_VERBS = ("CREATE", "ALTER", "DROP")
_KINDS = ("TABLE", "VIEW", "MATERIALIZED", "TEMPORARY", "SCHEMA")
_OTHER_KINDS = frozenset(
    """INDEX UNIQUE SEQUENCE EXTENSION ROLE USER DATABASE TYPE DOMAIN TRIGGER POLICY FUNCTION PROCEDURE OPERATOR AGGREGATE COLLATION CAST
    RULE LANGUAGE SERVER PUBLICATION SUBSCRIPTION STATISTICS TABLESPACE SYNONYM PUBLIC LOGIN EVENT MACRO FULLTEXT SPATIAL CLUSTERED
    NONCLUSTERED PROC PACKAGE AGENT WAREHOUSE STAGE STREAM TASK PIPE TAG LABEL DEFAULT CONSTRAINT SESSION SYSTEM COLUMN KEY""".split()
)
_OTHER_VERBS = frozenset({"UNDROP"})
_ALIKE = 0.74
_LONGEST = 14


def looks_misspelt(text: str, start: int, end: int) -> bool:
    """Whether a statement that no reader takes looks like one about a table.

    >>> [looks_misspelt(text, 0, len(text)) for text in ("CREATE TBLE broken (", "CRAETE TABLE a (id int)", "CREATE RECORDS a (id int)")]
    [True, True, True]
    >>> [looks_misspelt(text, 0, len(text)) for text in ("CREATE INDEX a ON b (c)", "TRUNCATE TABLE a", "CREATE THING a (x)", "DROP ROLE a")]
    [False, False, False, False]
    """
    found = _WORDS.match(text, start, min(end, start + 300))
    if found is None:
        return False
    verb, kind = found["verb"].upper(), found["kind"].upper()
    if verb in _VERBS:
        if kind in _KINDS or kind in _OTHER_KINDS:
            return False
        return (verb == "CREATE" and found["columns"] is not None) or _alike(kind, _KINDS)
    return kind in _KINDS and verb not in _OTHER_VERBS and _alike(verb, _VERBS)


def _alike(word: str, known: tuple[str, ...]) -> bool:
    if len(word) > _LONGEST:
        return False
    from difflib import get_close_matches

    return bool(get_close_matches(word, known, 1, _ALIKE))
