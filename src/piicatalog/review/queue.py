"""What waits for a person, what is most worth deciding first: tables without a purpose, then columns by what hangs on them."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from piicatalog.conformance.rules import q1
from piicatalog.conformance.view import PERSONAL
from piicatalog.model.catalog import CatalogColumn, Severity
from piicatalog.model.entity_type import EntityType
from piicatalog.model.finding import ColumnState
from piicatalog.model.schema import Table

UNDECIDED = frozenset({ColumnState.SUGGESTED, ColumnState.INCIDENTAL})
SURE = 0.9
"""From this confidence on a suggestion is right nine times out of ten, and may be confirmed with others at once."""
OPEN = "open"
"""The filter for what waits for a person; the others are states."""
_SEVERITIES = {Severity.ERROR: 2, Severity.WARNING: 1, Severity.QUESTION: 0}

Urgency = tuple[int, int, int, int, int]


def is_open(entry: CatalogColumn) -> bool:
    """Whether a column waits for a person: it is undecided, or its decision is to be looked at again."""
    return entry.verdict.state in UNDECIDED or bool(entry.decision and entry.decision.note)


def is_sure(entry: CatalogColumn) -> bool:
    """Whether a column is suggested with a confidence at which many may be confirmed at once."""
    found = entry.verdict.findings
    return entry.verdict.state is ColumnState.SUGGESTED and bool(found) and found[0].confidence >= SURE


def urgency(entry: CatalogColumn) -> Urgency:
    """Return how much hangs on a decision, the higher the more.

    In this order: a decision that is to be looked at again; special categories and criminal data; how bad what it violates is;
    how doubtful it is, in tenths; how many rows there are.
    """
    verdict = entry.verdict
    special = any(each.is_special_category or each.is_criminal_data for each in verdict.entity_types)
    worst = max((_SEVERITIES[violation.severity] for violation in entry.tags.violations), default=-1) + 1
    doubt = round((1 - verdict.findings[0].confidence) * 10) if verdict.findings else 10
    return bool(entry.decision and entry.decision.note), special, worst, doubt, entry.table.row_estimate or verdict.checked.values


@dataclass(frozen=True, kw_only=True, eq=False)
class ReviewedTable:
    """A table with its columns; the number of a column is its place in the whole catalog."""

    number: int
    first: int
    """The number of its first column."""
    source: str
    table: Table
    entries: tuple[CatalogColumn, ...]
    bound: bool = False
    """Whether a person has said what it serves."""

    @cached_property
    def choices(self) -> tuple[str, ...] | None:
        """The activities that it may serve where nothing tells which; None where something does."""
        if self.bound:
            return None
        return q1.candidates([entry for entry in self.entries if entry.verdict.state in PERSONAL])

    @cached_property
    def open(self) -> tuple[int, ...]:
        """The numbers of its columns that wait for a person, the most urgent first."""
        waiting = [(urgency(entry), -offset) for offset, entry in enumerate(self.entries) if is_open(entry)]
        return tuple(self.first - offset for _, offset in sorted(waiting, reverse=True))

    @cached_property
    def order(self) -> tuple[bool, tuple[int, ...], str, str]:
        """What sorts tables: first those with a question, then by their most urgent column."""
        most = urgency(self.entry(self.open[0])) if self.open else (0,) * 5
        return self.choices is None, tuple(-part for part in most), self.source, self.table.full_name

    @cached_property
    def states(self) -> Counter[ColumnState]:
        """How many columns there are of each state."""
        return Counter(entry.verdict.state for entry in self.entries)

    @cached_property
    def decided(self) -> int:
        """How many columns a person has decided on, for good."""
        return sum(entry.decision is not None and not is_open(entry) for entry in self.entries)

    @cached_property
    def types(self) -> Counter[EntityType]:
        """How many of its columns that wait for a person were found to hold an entity type first of all."""
        return Counter(kind for number in self.open for kind in self.entry(number).verdict.entity_types[:1])

    @cached_property
    def rules(self) -> frozenset[str]:
        """The rules that its columns violate."""
        return frozenset(violation.rule for entry in self.entries for violation in entry.tags.violations)

    @cached_property
    def told(self) -> str:
        """What words are looked for in, of the table itself, in small letters."""
        return f"{self.source} {self.table.full_name} {self.table.comment}".casefold()

    def entry(self, number: int) -> CatalogColumn:
        """Return a column by its number."""
        return self.entries[number - self.first]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which columns are looked for; empty: any."""

    state: str = OPEN
    source: str = ""
    table: str = ""
    """A part of the table's full name."""
    entity_type: str = ""
    rule: str = ""
    words: str = ""
    """All of them are somewhere in the names, comments and entity types."""
    only: int | None = None
    """The number of the one table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """How far the review has come."""

    tables: int
    columns: int
    states: Mapping[ColumnState, int]
    open: int
    decided: int
    types: Mapping[EntityType, int]
    """How many of the open columns hold each first of all."""
    rules: tuple[str, ...]
    """What is violated somewhere."""
    questions: int
    """Tables of which nothing tells what they are for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line of the queue: a column of a table, or a table alone of which only the purpose is asked."""

    table: ReviewedTable
    column: int | None


class Queue:
    """All tables, in the order in which they are worth deciding on."""

    def __init__(self, columns: Sequence[CatalogColumn], is_bound: Callable[[str, Table], bool]) -> None:
        self._is_bound = is_bound
        self.tables: list[ReviewedTable] = []
        self._table_of: list[int] = []
        for _, group in groupby(columns, key=lambda entry: (entry.source, entry.table.full_name)):
            entries = tuple(group)
            self._table_of += [len(self.tables)] * len(entries)
            self.tables.append(self._table(len(self.tables), len(self._table_of) - len(entries), entries))
        self._sort()

    @property
    def columns(self) -> tuple[CatalogColumn, ...]:
        """All columns, by their numbers."""
        return tuple(entry for table in self.tables for entry in table.entries)

    def update(self, known: Mapping[int, tuple[CatalogColumn, ...]]) -> None:
        """Put what is known now of the columns of some tables, by the tables' numbers."""
        for number, entries in known.items():
            self.tables[number] = self._table(number, self.tables[number].first, entries)
        self._sort()

    def table_of(self, column: int) -> ReviewedTable:
        """Return the table of a column; IndexError when there is no such number."""
        if column < 0:
            raise IndexError(column)
        return self.tables[self._table_of[column]]

    def entry(self, column: int) -> CatalogColumn:
        """Return a column by its number; IndexError when there is none."""
        return self.table_of(column).entry(column)

    def rows(self, wanted: Wanted, labels: Mapping[EntityType, str]) -> list[Row]:
        """Return what is looked for, the most urgent first; ``labels`` are the entity types' names, in which words are looked for too."""
        tables = self._sorted if wanted.only is None else [self.tables[wanted.only]]
        return [row for table in tables for row in _rows(table, wanted, labels)]

    def same_named(self, column: int) -> list[int]:
        """Return the suggested columns, this one too, that are called the same and were found to hold the same."""
        like = self.entry(column)
        name, types = like.column.key.casefold(), like.verdict.entity_types[:1]
        return [
            number
            for table in self.tables
            for number, entry in enumerate(table.entries, start=table.first)
            if entry.verdict.state is ColumnState.SUGGESTED
            and entry.column.key.casefold() == name
            and entry.verdict.entity_types[:1] == types
        ]

    def _table(self, number: int, first: int, entries: tuple[CatalogColumn, ...]) -> ReviewedTable:
        source, table = entries[0].source, entries[0].table
        return ReviewedTable(number=number, first=first, source=source, table=table, entries=entries, bound=self._is_bound(source, table))

    def _sort(self) -> None:
        self._sorted = sorted(self.tables, key=lambda table: table.order)
        self.totals = Totals(
            tables=len(self.tables),
            columns=len(self._table_of),
            states={state: sum(table.states[state] for table in self.tables) for state in ColumnState},
            open=sum(len(table.open) for table in self.tables),
            decided=sum(table.decided for table in self.tables),
            types=Counter(kind for table in self.tables for kind in table.types.elements()),
            rules=tuple(sorted({rule for table in self.tables for rule in table.rules})),
            questions=sum(table.choices is not None for table in self.tables),
        )


def _rows(table: ReviewedTable, wanted: Wanted, labels: Mapping[EntityType, str]) -> Iterator[Row]:
    if (wanted.source and table.source != wanted.source) or wanted.table.casefold() not in table.table.full_name.casefold():
        return
    numbers: Iterable[int] = table.open
    if wanted.state != OPEN:
        numbers = (number for number in range(table.first, table.first + len(table.entries)) if _has_state(table.entry(number), wanted))
    words = [word for word in wanted.words.casefold().split() if word not in table.told]
    narrow = wanted.entity_type or wanted.rule or words
    found = [number for number in numbers if _fits(table.entry(number), wanted, words, labels)] if narrow else list(numbers)
    yield from (Row(table=table, column=number) for number in found)
    if not found and not narrow and wanted.state == OPEN and table.choices is not None:
        yield Row(table=table, column=None)


def _has_state(entry: CatalogColumn, wanted: Wanted) -> bool:
    return not wanted.state or entry.verdict.state == wanted.state


def _fits(entry: CatalogColumn, wanted: Wanted, words: Sequence[str], labels: Mapping[EntityType, str]) -> bool:
    types = entry.verdict.entity_types
    if wanted.entity_type and wanted.entity_type not in types:
        return False
    if wanted.rule and all(violation.rule != wanted.rule for violation in entry.tags.violations):
        return False
    if not words:
        return True
    told = " ".join([entry.full_name, entry.column.comment, *(f"{kind} {labels.get(kind, '')}" for kind in types)]).casefold()
    return all(word in told for word in words)
