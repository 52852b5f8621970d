"""Which tables are asked for: ``--include`` and ``--exclude``, the same for every source.

A pattern is a table's full name, ``schema.table``, with ``*`` for any characters and ``?`` for one; letter case does not matter.

=================  ==========================================================
``shop.asiakas``   that table
``shop.*``         every table of the schema ``shop``
``asiakas*``       without a dot: tables whose name fits, in any schema
``*.asiakas``      the same, and tables of sources without schemas too
=================  ==========================================================

A table is taken when some include pattern fits it (or there is none) and no exclude pattern does. Sources ask
`wants_schema` before they read anything of a schema, and `wants` before they read anything of a table.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import translate

from piicatalog.errors import UsageError


def _regex(glob: str) -> re.Pattern[str]:
    # "[" is a plain character here: it can stand in a table's name.
    return re.compile(translate(glob.replace("[", "[[]")), re.IGNORECASE | re.DOTALL)


def _compile(globs: Iterable[str]) -> tuple[tuple[re.Pattern[str] | None, re.Pattern[str]], ...]:
    compiled = []
    for glob in globs:
        if not glob.strip():
            raise UsageError("an empty --include or --exclude pattern: write schema.table, with * for any characters")
        schema, dot, table = glob.strip().partition(".")
        compiled.append((_regex(schema), _regex(table)) if dot else (None, _regex(schema)))
    return tuple(compiled)


@dataclass(frozen=True, slots=True)
class Patterns:
    """Include and exclude patterns, ready to ask.

    >>> wanted = Patterns.of(include=["shop.*"], exclude=["*_tmp"])
    >>> wanted.wants("shop", "Asiakas"), wanted.wants("shop", "asiakas_tmp"), wanted.wants_schema("hr")
    (True, False, False)
    """

    include: tuple[tuple[re.Pattern[str] | None, re.Pattern[str]], ...] = ()
    exclude: tuple[tuple[re.Pattern[str] | None, re.Pattern[str]], ...] = ()

    @classmethod
    def of(cls, include: Iterable[str] = (), exclude: Iterable[str] = ()) -> "Patterns":
        """Compile; UsageError for an empty pattern."""
        return cls(_compile(include), _compile(exclude))

    def wants_schema(self, schema: str) -> bool:
        """Whether any table of the schema could be asked for."""
        if any(part and part.match(schema) and table.match("") and table.match("x") for part, table in self.exclude):
            return False
        return not self.include or any(part is None or part.match(schema) for part, _ in self.include)

    def wants(self, schema: str, table: str) -> bool:
        """Whether the table is asked for; ``schema`` is empty where the source has none."""

        def fits(patterns: tuple[tuple[re.Pattern[str] | None, re.Pattern[str]], ...]) -> bool:
            return any((part is None or part.match(schema)) and name.match(table) for part, name in patterns)

        return (not self.include or fits(self.include)) and not fits(self.exclude)
