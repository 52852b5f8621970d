"""What people bind tables and columns to: patterns (``schema.table`` with ``*`` and ``?``, or ``source/schema.table``) and activities."""

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from fnmatch import fnmatchcase

from piicatalog.model.processing import Notice, TableBinding
from piicatalog.model.reason import Reason
from piicatalog.model.schema import Table

_SPECIAL = re.compile(r"[*?\[]")


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


class Bindings:
    """What people bound tables to, found by table: those that name one table are looked up, and only patterns are tried."""

    def __init__(self, bindings: Iterable[TableBinding]) -> None:
        self._named: dict[tuple[str, str], list[tuple[int, TableBinding]]] = {}
        self._patterns: list[tuple[int, TableBinding]] = []
        for place, binding in enumerate(bindings):
            pattern = binding.pattern.lower()
            if _SPECIAL.search(pattern):
                self._patterns.append((place, binding))
            else:
                source, slash, table = pattern.rpartition("/")
                self._named.setdefault((f"{source}{slash}", table), []).append((place, binding))

    def of(self, source: str, table: Table) -> Iterator[TableBinding]:
        """Yield the bindings that fit a table, in their order."""
        names = dict.fromkeys((table.full_name.lower(), table.name.lower()))
        named = [found for name in names for of_source in ("", f"{source.lower()}/") for found in self._named.get((of_source, name), ())]
        patterns = [found for found in self._patterns if fits(found[1].pattern, source, table)]
        yield from (binding for _, binding in sorted([*named, *patterns], key=lambda found: found[0]))


def exactly(table: str, source: str = "") -> str:
    """Return the pattern that names one table, by its full name (of one source).

    >>> exactly("shop.asiakas"), exactly("tilaus[1]*", "dw")
    ('shop.asiakas', 'dw/tilaus[[]1][*]')
    """
    # A slash parts the source from the table: one within the table's name is written as any character.
    name = _SPECIAL.sub(r"[\g<0>]", table).replace("/", "?")
    of_source = _SPECIAL.sub(r"[\g<0>]", source)
    return f"{of_source}/{name}" if source else name


def unknown(bound: Iterable[tuple[str, Iterable[str]]], notices: Sequence[Notice]) -> Iterator[Reason]:
    """Yield, in words, the activities that no notice has; ``bound`` is what is bound, with the ids of activities or purposes."""
    known = {
        name
        for notice in notices
        for activity in notice.activities
        for name in (activity.id, *(purpose.id for purpose in activity.purposes))
    }
    for what, activities in bound:
        for name in activities:
            if name not in known:
                near = get_close_matches(name, known, n=1)
                ids = ", ".join(notice.id for notice in notices)
                if near:
                    yield Reason("no_activity_near", {"what": what, "name": name, "notice": ids, "near": near[0]})
                else:
                    yield Reason("no_activity", {"what": what, "name": name, "notice": ids})
