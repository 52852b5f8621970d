"""Which columns tell when an event happened: proposed by name and type, each with its reason; a person binds them."""

from collections.abc import Iterator

from piicatalog.detection.normalise import split
from piicatalog.model.data_type import TypeFamily, family_of
from piicatalog.model.reason import Reason
from piicatalog.model.reference import KeyGraph
from piicatalog.model.retention import Anchor, AnchorOrigin
from piicatalog.model.schema import Column, Table
from piicatalog.retention.event_words import DATE_WORDS, EVENTS, MARKS, PLAIN, EventWords

_DATES = frozenset({TypeFamily.DATE, TypeFamily.TIMESTAMP})
_WRITTEN = frozenset({TypeFamily.TEXT, TypeFamily.INTEGER, TypeFamily.DECIMAL})
"""Days may be written so too, where the name says that it is one: ``tilauspvm TEXT``, ``order_date INTEGER`` (20240514)."""
_SAYS_DATE = ("pvm", "paiva", "paivamaara", "paivays", "aikaleima", "date", "datum", "dag", "timestamp")
_SAYS_DATE_ALONE = frozenset({"at", "ts", "dt"})
_MARK = 0.8
_WRITTEN_SCORE = 0.2
"""So much less sure than a date's own type."""
_GENERAL = 0.05
"""A word that counts in some tables alone is less sure than one that says it anywhere: an invoice's date before its payment's."""
_LONG = 6
"""A phrase of so many letters counts as the beginning of a compound: ``muistut`` in ``muistutuspvm``."""


def propose(graph: KeyGraph) -> tuple[Anchor, ...]:
    """Return every column that seems to tell of an event, best first for each event; the order of tables does not matter."""
    found = [anchor for _, table in sorted(graph.tables.items()) for anchor in _of_table(table, graph)]
    return tuple(sorted(found, key=lambda anchor: (anchor.event, -anchor.score, anchor.table, anchor.column)))


def _of_table(table: Table, graph: KeyGraph) -> Iterator[Anchor]:
    words = set(split(table.name))
    for column in table.columns:
        name = "_".join(split(column.name))
        for mark, phrases in MARKS.items():
            phrase = next((phrase for phrase in phrases if name == phrase or name.endswith(f"_{phrase}")), "")
            if phrase and not column.path:
                reason = Reason("event_name", {"column": column.name, "word": phrase})
                yield Anchor(
                    event=mark, table=table.full_name, column=column.name, origin=AnchorOrigin.PROPOSED, reason=reason, score=_MARK
                )
    for column in table.columns:
        typed = family_of(column.data_type) in _DATES
        if column.path or not (typed or _is_written(column)):
            continue
        for event in EVENTS:
            told = _tells(column, event, words, table)
            if told is None:
                continue
            score, reason = told
            key = person_key(table.full_name, graph) if event.event == "last_order_date" else ()
            yield Anchor(
                event=event.event,
                table=table.full_name,
                column=column.name,
                aggregate="max" if key else "",
                by=key,
                origin=AnchorOrigin.PROPOSED,
                reason=reason,
                score=score if typed else score - _WRITTEN_SCORE,
            )


def _is_written(column: Column) -> bool:
    if family_of(column.data_type) not in _WRITTEN:
        return False
    last = split(column.name)[-1:]
    return any(word in _SAYS_DATE_ALONE or word.endswith(_SAYS_DATE) for word in last)


def _tells(column: Column, event: EventWords, table_words: set[str], table: Table) -> tuple[float, Reason] | None:
    """Return how surely a column tells of an event, and why."""
    words = split(column.name)
    name = "_".join(words)
    if any(_begins(name, never) for never in event.never):
        return None
    fits = bool(table_words & set(event.tables)) or any(
        _begins(word, stem) for word in table_words for stem in event.tables if len(stem) >= _LONG
    )
    phrase = max((phrase for phrase in event.columns if _begins(name, phrase)), key=len, default="")
    if phrase and (fits or phrase not in event.needs_table):
        reason = Reason("event_name", {"column": column.name, "word": phrase})
        if fits:
            reason = Reason("event_name_in", {"column": column.name, "word": phrase, "table": table.name})
        sure = 0.9 if fits else 0.7
        return (sure - _GENERAL * (phrase in event.needs_table)), reason
    if not fits or event.event in {"consent_withdrawn", "customer_relationship_end"}:
        return None
    plain = all(word in DATE_WORDS or word in PLAIN or word in table_words or word.isdigit() for word in words)
    return (0.5, Reason("event_date", {"column": column.name, "table": table.name})) if plain else None


def _begins(name: str, phrase: str) -> bool:
    """Whether a phrase stands in a name at the beginning of a word; a short one only as a whole word or before "date".

    >>> _begins("tilauspvm", "tilaus"), _begins("kopioitu", "kop"), _begins("kop_datum", "kop")
    (True, False, True)
    """
    place = f"_{name}".find(f"_{phrase}")
    if place < 0:
        return False
    rest = name[place + len(phrase) :]
    return not rest or rest[0] == "_" or len(phrase) >= _LONG or any(rest.startswith(word) for word in DATE_WORDS if len(word) > 2)


def person_key(table: str, graph: KeyGraph) -> tuple[str, ...]:
    """Return the columns of a table that hold a person's key, or none."""
    persons = [reference.columns for reference in graph.refers(table) if reference.referred in graph.persons]
    return min(persons, key=lambda columns: (len(columns), columns), default=())
