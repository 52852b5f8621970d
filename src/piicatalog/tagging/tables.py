"""Which processing activities each table serves: bound by a person, or inferred, each with its reason.

In this order: a binding (certain); words of the table's name; what keys say (a part of an order serves what the order
serves, a master table what refers to it, a person's addresses what the person's table does); words of the schema and of the
comment; data categories that together tell it.
A table that none of them reaches serves nothing that is known: its columns have candidates, and a person is asked.
"""

from collections.abc import Iterable, Iterator, Sequence

from piicatalog.model.catalog import AssignedActivity, Origin
from piicatalog.model.processing import Notice, TableBinding
from piicatalog.model.reason import Reason
from piicatalog.model.reference import KeyGraph
from piicatalog.model.schema import Table
from piicatalog.tagging.binding import Bindings
from piicatalog.tagging.words import ActivityWords, Spoken

# How sure each way of knowing is. Set by judgement, not fitted: no labelled tables exist. Kept apart from detection's confidence.
BOUND = 1.0
BY_NAME = 0.9
BY_LABEL = 0.8
BY_PART = 0.8
BY_REFERRING = 0.75
BY_PERSONS = 0.6
BY_SCHEMA = 0.7
BY_COMMENT = 0.6
BY_DATA = 0.6
BY_OWNER = 0.5

Served = tuple[AssignedActivity, ...]


class TableActivities:
    """The activities of all tables of a source, for one notice."""

    def __init__(
        self, source: str, tables: Sequence[Table], graph: KeyGraph, notice: Notice, words: ActivityWords, bindings: Sequence[TableBinding]
    ) -> None:
        self._graph, self._notice, self._words = graph, notice, words
        self._order = {activity.id: number for number, activity in enumerate(notice.activities)}
        self._tables = {table.full_name: table for table in tables}
        self._schemas: dict[str, tuple[Spoken, ...]] = {}
        by_table = Bindings(bindings)
        self._bound = {name: bound for name, table in self._tables.items() if (bound := self._binding(by_table.of(source, table)))}
        self._named = {name: words.spoken(table.name) for name, table in self._tables.items()}

    def of(self, table: str) -> Served:
        """Return what a table serves, in the notice's order; empty where nothing tells."""
        if table in self._bound:
            return self._bound[table]
        own = self._specific(table)
        if own:
            return self._sorted(own)
        if table in self._graph.persons:
            return self._sorted([*self._referring(table), *self._persons(table), *self._context(table)])
        told = self._part(table) or [*self._persons(table), *self._context(table), *self._of_person(table)]
        return self._sorted(told or list(self._referring(table)))

    def around(self, table: str) -> Served:
        """Return what the schema and comment speak of beside what the table's own name says: a debt collection's invoices."""
        return self._sorted(self._context(table)) if table not in self._bound else ()

    def by_data(self, categories: Iterable[str]) -> Served:
        """Return the activities that data categories together tell of, where nothing else does."""
        there = set(categories)
        names = {category.id: category.label for category in self._notice.categories}
        found = []
        for activity in self._notice.activities:
            for sign in activity.table_words.data:
                if there.issuperset(sign):
                    found.append(
                        self._inferred(
                            activity.id,
                            BY_DATA,
                            Reason("serves_data", {"data": tuple(Reason("called", {"name": names.get(each, each)}) for each in sign)}),
                        )
                    )
                    break
        return tuple(found)

    def _binding(self, bindings: Iterable[TableBinding]) -> Served:
        for binding in bindings:
            known = [name for name in binding.activities if name in self._order]
            reason = Reason("bound_by", {"pattern": binding.pattern})
            if binding.why:
                reason = Reason("bound_by_why", {"pattern": binding.pattern, "why": binding.why})
            bound = [AssignedActivity(id=name, origin=Origin.BOUND, confidence=BOUND, reason=reason) for name in known]
            if bound:
                return tuple(bound)
        return ()

    def _specific(self, table: str) -> list[AssignedActivity]:
        """What words of the name itself say, those for people aside."""
        name = self._tables[table].name
        return [
            self._inferred(said.activity, BY_LABEL if said.by_label else BY_NAME, Reason("serves_name", {"table": name, "word": said.word}))
            for said in self._named[table]
            if not said.persons
        ]

    def _persons(self, table: str) -> Iterator[AssignedActivity]:
        name = self._tables[table].name
        for said in self._named[table]:
            if said.persons:
                yield self._inferred(said.activity, BY_PERSONS, Reason("serves_people", {"table": name, "word": said.word}))

    def _part(self, table: str) -> list[AssignedActivity]:
        """What the rows serve that its own rows are parts of: order lines serve what orders serve."""
        found: dict[str, AssignedActivity] = {}
        for reference in self._graph.refers(table):
            if reference.referred in self._graph.persons:
                continue
            for served in self._certain(reference.referred):
                found.setdefault(
                    served.id,
                    self._inferred(served.id, BY_PART, Reason("serves_part", {"table": reference.referred, "said": served.reason})),
                )
        return list(found.values())

    def _of_person(self, table: str) -> Iterator[AssignedActivity]:
        """What the person's own table serves that its rows belong to: a customer's addresses serve what the customer table does."""
        for reference in self._graph.refers(table):
            if reference.referred in self._graph.persons and reference.referred in self._tables:
                for served in self.of(reference.referred):
                    yield self._inferred(served.id, BY_OWNER, Reason("serves_owner", {"table": reference.referred, "said": served.reason}))

    def _referring(self, table: str) -> Iterator[AssignedActivity]:
        """What the tables serve that refer to it."""
        found: dict[str, AssignedActivity] = {}
        for reference in self._graph.referring(table):
            for served in self._certain(reference.table):
                found.setdefault(
                    served.id,
                    self._inferred(served.id, BY_REFERRING, Reason("serves_referring", {"table": reference.table, "said": served.reason})),
                )
        yield from found.values()

    def _certain(self, table: str) -> Sequence[AssignedActivity]:
        if table not in self._tables:  # it is another notice's
            return ()
        return self._bound.get(table) or self._specific(table)

    def _context(self, table: str) -> list[AssignedActivity]:
        about = self._tables[table]
        found: dict[str, AssignedActivity] = {}
        for said in self._schema(about.schema):
            if not said.persons:
                found.setdefault(
                    said.activity,
                    self._inferred(said.activity, BY_SCHEMA, Reason("serves_schema", {"schema": about.schema, "word": said.word})),
                )
        for said in self._words.spoken(about.comment) if about.comment else ():
            if not said.persons:
                found.setdefault(said.activity, self._inferred(said.activity, BY_COMMENT, Reason("serves_comment", {"word": said.word})))
        return list(found.values())

    def _schema(self, schema: str) -> tuple[Spoken, ...]:
        if schema not in self._schemas:
            self._schemas[schema] = self._words.spoken(schema)
        return self._schemas[schema]

    def _inferred(self, activity: str, confidence: float, reason: Reason) -> AssignedActivity:
        return AssignedActivity(id=activity, origin=Origin.INFERRED, confidence=confidence, reason=reason)

    def _sorted(self, served: Iterable[AssignedActivity]) -> Served:
        """Each activity once, by its surest reason, in the notice's order."""
        best: dict[str, AssignedActivity] = {}
        for each in served:
            if each.id not in best or each.confidence > best[each.id].confidence:
                best[each.id] = each
        return tuple(sorted(best.values(), key=lambda each: self._order[each.id]))


def candidates(notice: Notice, categories: Iterable[str]) -> Served:
    """Return every activity that declares one of the categories, as candidates that a person is to choose from."""
    wanted = set(categories)
    found = [activity for activity in notice.activities if wanted.intersection(activity.categories)]
    share = round(1 / len(found), 2) if found else 0.0
    reason = Reason("serves_unknown")
    return tuple(AssignedActivity(id=each.id, origin=Origin.CANDIDATE, confidence=share, reason=reason) for each in found)
