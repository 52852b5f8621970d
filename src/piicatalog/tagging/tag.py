"""The stage itself: each column's findings, its table's activities and the notice give its tags."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING

from piicatalog.detection.lexicon import lexicon
from piicatalog.detection.references import key_graph
from piicatalog.model.catalog import CatalogColumn, ColumnTags
from piicatalog.model.decision import ColumnDecision
from piicatalog.model.entity_type import EntityType
from piicatalog.model.finding import ColumnState
from piicatalog.model.processing import DataCategory, Notice, NoticeBinding, TableBinding
from piicatalog.model.reference import KeyGraph
from piicatalog.model.schema import Table
from piicatalog.tagging.binding import fits
from piicatalog.tagging.categories import Categories
from piicatalog.tagging.column_tags import Context, tags_of
from piicatalog.tagging.tables import TableActivities
from piicatalog.tagging.words import ActivityWords

if TYPE_CHECKING:
    from piicatalog.definitions.knowledge import Knowledge

PERSONAL = frozenset({ColumnState.CONFIRMED, ColumnState.SUGGESTED, ColumnState.INCIDENTAL})


def tag(
    columns: Sequence[CatalogColumn],
    notices: Sequence[Notice],
    defaults: Sequence[DataCategory],
    knowledge: "Knowledge",
    *,
    bindings: Sequence[TableBinding] = (),
    notice_bindings: Sequence[NoticeBinding] = (),
    decided: Iterable[ColumnDecision] = (),
    language: str = "en",
) -> tuple[CatalogColumn, ...]:
    """Return the columns, in their order, with the tags that the notices give them.

    Args:
        columns: Judged columns, of one or more sources.
        notices: The first is for every table that no notice binding names.
        defaults: The data categories of what no notice names.
        knowledge: Whose words names are read with.
        bindings: Which activities people bound tables to; the first that fits holds.
        notice_bindings: Which notice is for which tables.
        decided: Decisions on columns, for the activities, retention and conditions that they give.
        language: Of messages about violations.
    """
    tagger = Tagger(columns, notices, defaults, knowledge, notice_bindings=notice_bindings, language=language)
    return tagger.tag(columns, bindings=bindings, decided=decided)


class Tagger:
    """Tags columns of the same tables again and again: what their names and keys tell is worked out once."""

    def __init__(
        self,
        columns: Iterable[CatalogColumn],
        notices: Sequence[Notice],
        defaults: Sequence[DataCategory],
        knowledge: "Knowledge",
        *,
        notice_bindings: Sequence[NoticeBinding] = (),
        language: str = "en",
    ) -> None:
        tables: dict[str, list[Table]] = {}
        for entry in columns:
            tables.setdefault(entry.source, []).append(entry.table)
        self._sources = {
            source: _Source(source, of_source, notices, defaults, knowledge, notice_bindings, language)
            for source, of_source in tables.items()
        }

    def tag(
        self, columns: Sequence[CatalogColumn], *, bindings: Sequence[TableBinding] = (), decided: Iterable[ColumnDecision] = ()
    ) -> tuple[CatalogColumn, ...]:
        """Return columns, all of them or those of some tables, with their tags; see ``tag``."""
        own = {(each.source, each.column): each for each in decided if each.purposes or each.retention or each.condition}
        tagged: dict[int, ColumnTags] = {}
        indexed = sorted(range(len(columns)), key=lambda index: columns[index].source)
        for source, group in groupby(indexed, key=lambda index: columns[index].source):
            about = self._sources[source]
            about.bind(bindings)
            for name, of_table in groupby(group, key=lambda index: columns[index].table.full_name):
                entries = list(of_table)
                tagged.update(zip(entries, about.tags(name, [columns[index] for index in entries], own), strict=True))
        return tuple(replace(entry, tags=tagged[index]) for index, entry in enumerate(columns))

    def rebound(self, before: Sequence[TableBinding], after: Sequence[TableBinding]) -> frozenset[tuple[str, str]]:
        """Return the sources and full names of the tables that serve something else by other bindings: those bound, and those near them."""
        return frozenset(
            (source, table)
            for source, about in self._sources.items()
            for old, new in [(about.serving(before), about.serving(after))]
            for table, served in new.items()
            if old[table] != served
        )


class _Source:
    """The tables of one source, each with its notice and activities."""

    def __init__(
        self,
        source: str,
        tables: Iterable[Table],
        notices: Sequence[Notice],
        defaults: Sequence[DataCategory],
        knowledge: "Knowledge",
        notice_bindings: Sequence[NoticeBinding],
        language: str,
    ) -> None:
        self._source, self._notices, self._defaults, self._knowledge = source, notices, defaults, knowledge
        self._tables = {table.full_name: table for table in tables}
        self._bindings: tuple[TableBinding, ...] = ()
        self._notice_bindings, self._language = notice_bindings, language
        self._of_notice: dict[str, tuple[TableActivities, Categories]] = {}

    def bind(self, bindings: Sequence[TableBinding]) -> None:
        """Say which activities people bound tables to."""
        if self._bindings != tuple(bindings):
            self._bindings = tuple(bindings)
            self._of_notice.clear()

    @cached_property
    def _graph(self) -> KeyGraph:
        return key_graph(tuple(self._tables.values()), self._knowledge)

    def serving(self, bindings: Sequence[TableBinding]) -> dict[str, object]:
        """Return what each table serves, and what is spoken of around it."""
        self.bind(bindings)
        served: dict[str, object] = {}
        for name, table in self._tables.items():
            activities, _ = self._about(self._notice(table))
            served[name] = activities.of(name), activities.around(name)
        return served

    def tags(self, table: str, entries: Sequence[CatalogColumn], decisions: dict[tuple[str, str], ColumnDecision]) -> Iterator[ColumnTags]:
        """Yield the tags of a table's columns."""
        found = [_entity_types(entry) for entry in entries]
        if not any(found):
            yield from (ColumnTags() for _ in entries)
            return
        notice = self._notice(self._tables[table])
        tables, categories = self._about(notice)
        served = tables.of(table)
        own = {each.id for each in served}
        around = tuple(each for each in tables.around(table) if each.id not in own)
        if not served:
            served = tables.by_data(
                category.id
                for entry, types in zip(entries, found, strict=True)
                for entity in types
                for category in categories.of(entry, entity, ())
            )
        context = Context(notice=notice, served=served, around=around, language=self._language)
        same: dict[object, ColumnTags] = {}
        """Most columns of a table have one of a few sets of tags."""
        for entry, types in zip(entries, found, strict=True):
            decision = decisions.get((entry.source, entry.full_name)) or decisions.get(("", entry.full_name))
            here = context if decision is None else context.decided(decision)
            held = {entity: categories.of(entry, entity, here.declared) for entity in types}
            standing = len(entry.verdict.findings)
            if decision is not None:
                yield tags_of(here, held, standing, decision)
                continue
            key = (standing, *((entity, *(category.id for category in group)) for entity, group in held.items()))
            if key not in same:
                same[key] = tags_of(here, held, standing)
            yield same[key]

    def _notice(self, table: Table) -> Notice:
        for binding in self._notice_bindings:
            if fits(binding.pattern, self._source, table):
                bound = next((notice for notice in self._notices if binding.notice in {notice.id, notice.file}), None)
                if bound is not None:
                    return bound
        return self._notices[0]

    def _about(self, notice: Notice) -> tuple[TableActivities, Categories]:
        if notice.id not in self._of_notice:
            words = lexicon(self._knowledge)
            tables = [table for table in self._tables.values() if self._notice(table) is notice]
            activities = TableActivities(self._source, tables, self._graph, notice, ActivityWords(notice, words), self._bindings)
            self._of_notice[notice.id] = activities, Categories(notice, self._defaults, words)
        return self._of_notice[notice.id]


def _entity_types(entry: CatalogColumn) -> tuple[EntityType, ...]:
    """Return what stands in a column, best first; what was met in some values only comes last."""
    return entry.verdict.entity_types if entry.verdict.state in PERSONAL else ()
