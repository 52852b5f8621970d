"""Patterns by which people name tables in bindings: ``schema.table`` with ``*`` and ``?``, or ``source/schema.table``."""

from fnmatch import fnmatchcase

from piicatalog.model.schema import Table


def fits(pattern: str, source: str, table: Table) -> bool:
    """Whether a pattern names a table; letter case does not matter, and a pattern without a schema fits any.

    >>> fits("shop.*", "dw", Table(schema="Shop", name="asiakas")), fits("dw/asiakas", "dw", Table(schema="shop", name="asiakas"))
    (True, True)
    >>> fits("hr/*", "dw", Table(schema="shop", name="asiakas"))
    False
    """
    of_source, slash, of_table = pattern.lower().rpartition("/")
    if slash and not fnmatchcase(source.lower(), of_source):
        return False
    return fnmatchcase(table.full_name.lower(), of_table) or fnmatchcase(table.name.lower(), of_table)
