"""One sitting of review: what the last scans found, as people's decisions see it now, and what is decided in the sitting.

The file of decisions is looked at before every answer: what others write to it meanwhile holds here at once, and what a
person has not seen is not decided for them.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from piicatalog.conformance.view import View, view
from piicatalog.definitions.decisions import load_decisions
from piicatalog.definitions.knowledge import Knowledge
from piicatalog.errors import StoreError, UsageError
from piicatalog.model.catalog import Catalog, CatalogColumn
from piicatalog.model.configuration import Configuration
from piicatalog.model.decision import Action, ColumnDecision, Decisions
from piicatalog.model.entity_type import EntityType
from piicatalog.model.processing import Notice, TableBinding
from piicatalog.notice.side_by_side import combined
from piicatalog.pipeline import decided_and_tagged, tagger_of
from piicatalog.review.deciding import Said, on_column, on_tables, to_question
from piicatalog.review.queue import Queue, ReviewedTable
from piicatalog.store.decisions import bindings
from piicatalog.store.decisions_file import Change, undo, write
from piicatalog.store.decisions_text import Entry, every, key_of
from piicatalog.tagging.binding import Bindings, exactly


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A column as a person saw it when deciding."""

    column: int
    """Its number in the queue."""
    mark: str
    """See ``mark``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """Something that was decided in this sitting."""

    action: str
    names: tuple[str, ...]
    """Of the columns, of the table, or the question."""
    change: Change
    skipped: tuple[str, ...] = ()
    """Columns that are no longer as they were seen: nothing was decided on them."""
    held_by: str = ""
    """The pattern of another binding that comes first, so that this one has no effect."""
    undone: bool = False


class Session:
    """A sitting, with the queue as it is now."""

    def __init__(
        self,
        scanned: Catalog,
        notices: Sequence[Notice],
        knowledge: Knowledge,
        *,
        configuration: Configuration,
        decisions: Path,
        language: str,
        who: str,
    ) -> None:
        self.scanned, self.knowledge, self.configuration = scanned, knowledge, configuration
        self.path, self.language, self.who = decisions, language, who
        self.notice = combined(notices)
        self.done: list[Done] = []
        self._notices = notices
        self._tagger = tagger_of(scanned, notices, knowledge, configuration=configuration, language=language)
        self._state = _state_of(decisions)
        self._decisions = load_decisions(decisions)
        self._known = every(self._decisions)
        self._bound = Bindings(self._bindings(self._decisions))
        catalog = self._judged(scanned.columns)
        self.problems = catalog.problems
        self.queue = Queue(catalog.columns, lambda source, table: any(self._bound.of(source, table)))
        self._view: View | None = None

    @cached_property
    def sources(self) -> list[str]:
        """The names of the scanned sources."""
        return list(dict.fromkeys(table.source for table in self.queue.tables))

    def refresh(self) -> None:
        """Take in what others have written to the file of decisions; DefinitionError when it is wrong now."""
        state = _state_of(self.path)
        if state != self._state:
            self._take(load_decisions(self.path))
            self._state = state

    def view(self) -> View:
        """Return all columns as the rules of the notice see them."""
        if self._view is None:
            answers = [(answer.question, answer.answer) for answer in self._decisions.answers]
            self._view = view(
                replace(self.scanned, columns=self.queue.columns),
                self.notice,
                self.knowledge,
                events=self.configuration.events,
                parameters=(*self.configuration.parameters, *answers),
                bindings=self._bindings(self._decisions),
                language=self.language,
            )
        return self._view

    def decide(
        self, seen: Iterable[Seen], action: Action, entity_type: EntityType | None, *, why: str, recheck: str = "", condition: str = ""
    ) -> Done:
        """Decide on columns that are still as they were seen; raises UsageError where that makes no sense."""
        said = Said.now(self.who, why, recheck)
        as_seen: list[CatalogColumn] = []
        skipped: list[str] = []
        for each in seen:
            if each.column >= self.queue.totals.columns:
                raise UsageError(f"there is no column {each.column}")
            entry = self.queue.entry(each.column)
            if mark(entry) == each.mark:
                as_seen.append(entry)
            else:
                skipped.append(entry.full_name)
        entries = []
        for entry in as_seen:
            source = self._source_named(entry)
            before = self._known.get(("columns", entry.full_name, source))
            assert before is None or isinstance(before, ColumnDecision)
            entries.append(on_column(entry, action, entity_type, said, source=source, condition=condition, before=before))
        names = tuple(entry.full_name for entry in as_seen)
        return self._write(str(action), names, entries, skipped=tuple(skipped))

    def bind(self, table: ReviewedTable, seen: str, activities: Sequence[str], why: str, recheck: str) -> Done:
        """Say which activities a table serves, if it still serves what was seen."""
        if table_mark(table) != seen:
            return self._write("bind", (), [], skipped=(table.table.full_name,))
        twins = [each for each in self.queue.tables if each.table.full_name == table.table.full_name]
        pattern = exactly(table.table.full_name, table.source if len(twins) > 1 else "")
        entry = on_tables(pattern, activities, self.notice, Said.now(self.who, why, recheck))
        done = self._write("bind", (table.table.full_name,), [entry])
        holds = next((each.pattern for each in self._bound.of(table.source, table.table)), pattern)
        if holds != pattern:
            self.done[-1] = done = replace(done, held_by=holds)
        return done

    def answer(self, question: str, answer: str, why: str) -> Done:
        """Answer what the notice leaves open."""
        return self._write("answer", (question,), [to_question(question, answer, self.notice, Said.now(self.who, why))])

    def undo(self, number: int) -> Done:
        """Take back what was decided, by its place in ``done``; StoreError when others have decided anew since."""
        done = self.done[number]
        if done.undone:
            raise StoreError(f"{', '.join(done.names[:3])}: this is undone already")
        change = undo(done.change)
        self.done[number] = replace(done, undone=True)
        self._written()
        return replace(self.done[number], change=change)

    @cached_property
    def _twins(self) -> frozenset[str]:
        """The names of columns that several sources have."""
        if len(self.sources) < 2:
            return frozenset()
        names = Counter(entry.full_name for entry in self.scanned.columns)
        return frozenset(name for name, count in names.items() if count > 1)

    def _write(self, action: str, names: tuple[str, ...], entries: Sequence[Entry], *, skipped: tuple[str, ...] = ()) -> Done:
        if not entries:
            return Done(
                action=action, names=names, change=Change(path=self.path, entries=(), instead_of=(), before="", after=""), skipped=skipped
            )
        change = write(self.path, *entries)
        if any(was != self._known.get(key_of(entry)) for entry, was in zip(change.entries, change.instead_of, strict=True)):
            undo(change)  # another wrote between our look and our writing
            self.refresh()
            return self._write(action, (), [], skipped=(*skipped, *names))
        done = Done(action=action, names=names, change=change, skipped=skipped)
        self.done.append(done)
        self._written()
        return done

    def _written(self) -> None:
        self._state = _state_of(self.path)
        self._take(load_decisions(self.path))

    def _take(self, decisions: Decisions) -> None:
        """Judge anew what other decisions make different: the tables of their columns, and those that serve something else now."""
        old, self._decisions, self._view = self._decisions, decisions, None
        self._known, self._bound = every(decisions), Bindings(self._bindings(decisions))
        names = {each.column for each in {*old.columns} ^ {*decisions.columns}}
        rebound: frozenset[tuple[str, str]] = frozenset()
        if old.tables != decisions.tables:
            rebound = self._tagger.rebound(self._bindings(old), self._bindings(decisions))
        tables = [
            table
            for table in self.queue.tables
            if (table.source, table.table.full_name) in rebound or (names and any(entry.full_name in names for entry in table.entries))
        ]
        raw = [entry for table in tables for entry in self.scanned.columns[table.first : table.first + len(table.entries)]]
        self._update([table.number for table in tables], self._judged(raw).columns)

    def _bindings(self, decisions: Decisions) -> tuple[TableBinding, ...]:
        return (*bindings(decisions), *self.configuration.tables)

    def _update(self, numbers: Iterable[int], columns: Sequence[CatalogColumn]) -> None:
        known, start = {}, 0
        for number in numbers:
            length = len(self.queue.tables[number].entries)
            known[number] = tuple(columns[start : start + length])
            start += length
        self.queue.update(known)

    def _judged(self, columns: Sequence[CatalogColumn]) -> Catalog:
        return decided_and_tagged(
            replace(self.scanned, columns=tuple(columns)),
            self._notices,
            self.knowledge,
            decisions=self._decisions,
            configuration=self.configuration,
            language=self.language,
            tagger=self._tagger,
        )

    def _source_named(self, entry: CatalogColumn) -> str:
        """Return the source that a decision has to name: where another has such a column, or a decision for this one alone holds."""
        own = entry.full_name in self._twins or ("columns", entry.full_name, entry.source) in self._known
        return entry.source if own else ""


def mark(entry: CatalogColumn) -> str:
    """Return a text that differs when something else is to be decided of a column than was shown."""
    return _digest(entry.verdict.state, entry.verdict.entity_types, entry.decision)


def table_mark(table: ReviewedTable) -> str:
    """Return a text that differs when a table serves something else than was shown."""
    return _digest(table.choices, sorted({(each.id, str(each.origin)) for entry in table.entries for each in entry.tags.activities}))


def _digest(*parts: object) -> str:
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:12]


def _state_of(path: Path) -> tuple[int, int, int] | None:
    try:
        about = path.stat()
    except OSError:
        return None
    return about.st_mtime_ns, about.st_size, about.st_ino
