"""The whole flow on one page: source → sample → profile → detect → decide → tag → catalog."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from piicatalog.decision.decide import NOT_READ, decide
from piicatalog.definitions.kept import data_categories
from piicatalog.definitions.knowledge import Knowledge
from piicatalog.detection import TableView
from piicatalog.detection.collect import collect
from piicatalog.detection.survey import Survey, survey
from piicatalog.errors import NothingCheckedError, SourceError, SourceLostError, UsageError
from piicatalog.model.catalog import Catalog, CatalogColumn
from piicatalog.model.configuration import Configuration
from piicatalog.model.decision import Decisions
from piicatalog.model.finding import Checked, ColumnState, Verdict
from piicatalog.model.processing import Notice
from piicatalog.model.profile import ColumnProfile
from piicatalog.model.reason import Reason, Words
from piicatalog.model.sample import Sample, SampleRequest
from piicatalog.model.schema import Column, Table
from piicatalog.sources import Source
from piicatalog.sources.ahead import TableAhead, reading_ahead
from piicatalog.store.decisions import apply, bindings, unmatched
from piicatalog.tagging.binding import unknown
from piicatalog.tagging.tag import Tagger

if TYPE_CHECKING:
    from piicatalog.profiling.plan import Plan
    from piicatalog.profiling.together import Together

Columns = tuple[CatalogColumn, ...]
EMPTY = Reason("empty_table")
UNLISTED = "*"
"""The column that stands for a table whose columns could not be listed."""


class Memory(Protocol):
    """What an earlier or interrupted run left; the store is one."""

    def recall(self, table: Table, state: str) -> tuple[CatalogColumn, ...] | None:
        """Return what was found in the table when it was in this state, or None."""
        ...

    def keep(self, table: Table, columns: Sequence[CatalogColumn], state: str) -> None:
        """Keep a finished table at once."""
        ...


class Watcher(Protocol):
    """Is told how far a scan has come."""

    def start(self, tables: int) -> None:
        """So many tables will be looked at."""
        ...

    def table(self, name: str) -> None:
        """This one is being read now."""
        ...

    def done(self, name: str, *, remembered: bool) -> None:
        """This one is finished; ``remembered``: it had not changed and was not read."""
        ...


class Forgetful:
    """No memory and nobody watching."""

    def recall(self, table: Table, state: str) -> None:
        """Know nothing."""

    def keep(self, table: Table, columns: Sequence[CatalogColumn], state: str) -> None:
        """Keep nothing."""

    def start(self, tables: int) -> None:
        """Say nothing."""

    def table(self, name: str) -> None:
        """Say nothing."""

    def done(self, name: str, *, remembered: bool) -> None:
        """Say nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was read of one table."""

    profiles: Mapping[str, ColumnProfile]
    why_not: Words = ""
    failed: bool = False
    """The source could not give all of it: to be tried again by the next scan."""


def classify(
    source: Source,
    knowledge: Knowledge,
    *,
    request: SampleRequest | None,
    memory: Memory | None = None,
    watcher: Watcher | None = None,
) -> tuple[CatalogColumn, ...]:
    """Judge every column of a source; ``request`` None reads names and types only.

    Tags are not on them yet, see ``decided_and_tagged``: they come from the notice, which may change without reading anything again.
    Raises NothingCheckedError when the source has no column to look at.
    """
    nothing = Forgetful()
    memory, watcher = memory or nothing, watcher or nothing
    tables = sorted(source.tables(), key=lambda table: (table.schema, table.name))
    if not any(table.columns for table in tables):
        raise NothingCheckedError(
            "\n".join([f"{source.name}: nothing was checked: no table with columns was found", *_why(source, tables)])
        )
    if request is not None and source.has_values:
        from piicatalog.profiling.plan import plan_of  # values need Arrow; names do not

        plan: Plan | None = plan_of(knowledge)
    else:
        plan = None
    about = survey(tables, knowledge)
    watcher.start(len(tables))
    found: list[CatalogColumn] = []
    failed: list[tuple[Table, tuple[CatalogColumn, ...]]] = []
    with reading_ahead(source, tables, None if plan is None else request, memory.recall) as in_turn:
        for ahead, reading in readings(in_turn, plan, watcher):
            table, columns = ahead.table, ahead.known
            if columns is None:
                columns = tuple(judge(source, table, about, knowledge, reading))
                if reading.failed:
                    failed.append((table, columns))
                else:
                    memory.keep(table, columns, ahead.state)
            watcher.done(table.full_name, remembered=ahead.known is not None)
            found.extend(columns)
    if len(failed) == len(tables):
        raise NothingCheckedError("\n".join([f"{source.name}: no value could be read; --no-values judges names alone", *_reasons(failed)]))
    # Kept last and without a state: a scan that goes on, and the next one, try them again.
    for table, columns in failed:
        memory.keep(table, columns, "")
    return tuple(found)


def _why(source: Source, tables: Sequence[Table]) -> list[str]:
    """Say why a source has nothing to look at, and what to do where it gives no reason."""
    reasons = [f"{table.full_name}: {table.why_not}" for table in tables if table.why_not and str(table.why_not) not in source.problems]
    return [*reasons, *source.problems][:20] or [
        "it is empty, or no table fits --include and --exclude (shop.asiakas, shop.*, *.asiakas), or this user may see none"
    ]


def _reasons(failed: Sequence[tuple[Table, Sequence[CatalogColumn]]]) -> Iterator[str]:
    """Say why tables could not be read, each reason once."""
    reasons: dict[Words, list[str]] = {}
    for table, columns in failed:
        reasons.setdefault(columns[0].verdict.checked.why_not, []).append(table.full_name)
    for reason, names in list(reasons.items())[:20]:
        yield f"{', '.join(names[:3])}{f' and {len(names) - 3} more' if len(names) > 3 else ''}: {reason}"


def readings(tables: Iterable[TableAhead[Columns]], plan: "Plan | None", watcher: Watcher) -> Iterator[tuple[TableAhead[Columns], Reading]]:
    """Read tables in turn, small ones together; what was read is given before the next has to be waited for.

    Of known tables nothing is read; ``plan`` None: names alone are looked at.
    """
    if plan is None:
        for ahead in tables:
            watcher.table(ahead.table.full_name)
            yield ahead, Reading(profiles={}, why_not=NOT_READ)
        return
    from piicatalog.profiling.together import Together

    together = Together(plan)
    begun: list[tuple[TableAhead[Columns], Reading]] = []
    try:
        for ahead in tables:
            watcher.table(ahead.table.full_name)
            if not ahead.has_come():
                yield from _completed(begun, together)
            begun.append((ahead, Reading(profiles={}) if ahead.known is not None else read(ahead.table, ahead.samples, together)))
            if together.has_enough or not ahead.has_come():
                yield from _completed(begun, together)
    except SourceLostError:
        yield from _completed(begun, together)
        raise
    yield from _completed(begun, together)


def _completed(begun: list[tuple[TableAhead[Columns], Reading]], together: "Together") -> Iterator[tuple[TableAhead[Columns], Reading]]:
    together.finish()
    while begun:
        yield begun.pop(0)


def read(table: Table, samples: Iterable[Sample], together: "Together") -> Reading:
    """Take a table's values, batch by batch, and keep only their profiles, which are complete when ``together.finish`` was called."""
    if not table.columns:
        return Reading(profiles={}, why_not=table.why_not, failed=True)
    profiles: dict[str, ColumnProfile] = {}
    is_empty = True
    try:
        for sample in samples:
            together.take(profiles, sample)
            is_empty = False
    except SourceError as error:
        return Reading(profiles=profiles, why_not=error.words, failed=True)
    readable = any(not column.why_not for column in table.columns)
    return Reading(profiles=profiles, why_not=EMPTY if readable and is_empty else "")


def judge(source: Source, table: Table, about: Survey, knowledge: Knowledge, reading: Reading) -> Iterator[CatalogColumn]:
    """Decide on all columns of a table together."""
    if not table.columns:
        unlisted = Verdict(state=ColumnState.NOT_CHECKED, checked=Checked(why_not=table.why_not or Reason("no_columns")))
        yield CatalogColumn(source=source.name, table=table, column=Column(name=UNLISTED), verdict=unlisted)
        return
    view = TableView(table=table, profiles=reading.profiles, why_not=reading.why_not)
    verdicts = decide(view, collect(view, about, knowledge), knowledge)
    for column in table.columns:
        yield CatalogColumn(source=source.name, table=table, column=column, verdict=verdicts[column.key])


def decided_and_tagged(
    catalog: Catalog,
    notices: Sequence[Notice],
    knowledge: Knowledge,
    *,
    decisions: Decisions,
    configuration: Configuration,
    language: str = "",
    tagger: Tagger | None = None,
    cache: Path | None = None,
) -> Catalog:
    """Return a catalog as people's decisions and the notices see it today; ``language`` is that of messages.

    ``cache`` is a folder to keep the data categories in, ``tagger`` one made by ``tagger_of`` for this catalog, or for a larger one, where decisions come one after the other.
    Raises UsageError when the configuration binds a table to an activity that no notice has; a decision that does is a problem
    of the catalog, since a notice may have changed since it was made.
    """
    wrong = list(unknown(((f"tables: {each.pattern}", each.activities) for each in configuration.tables), notices))
    if wrong:
        raise UsageError("\n".join(f"{configuration.file or 'piicatalog.yaml'}: {text}" for text in wrong))
    decided = [(each.binding.pattern, each.binding.activities) for each in decisions.tables]
    decided += [(each.column, each.purposes) for each in decisions.columns]
    file = decisions.file or "decisions.yaml"
    outdated = unknown(((f"{file}: {what}", activities) for what, activities in decided), notices)
    unreviewed = [
        Reason("import_unreviewed", {"file": notice.file or notice.id, "count": len(notice.review)}) for notice in notices if notice.review
    ]
    tagger = tagger or tagger_of(catalog, notices, knowledge, configuration=configuration, language=language, cache=cache)
    columns = tagger.tag(
        apply(decisions, catalog.columns), bindings=(*bindings(decisions), *configuration.tables), decided=decisions.columns
    )
    problems = (*catalog.problems, *unmatched(decisions, catalog.columns), *outdated, *unreviewed)
    return replace(catalog, notice="+".join(notice.id for notice in notices), columns=columns, problems=problems)


def tagger_of(
    catalog: Catalog,
    notices: Sequence[Notice],
    knowledge: Knowledge,
    *,
    configuration: Configuration,
    language: str = "",
    cache: Path | None = None,
) -> Tagger:
    """Return what tags the columns of a catalog, for ``decided_and_tagged``."""
    return Tagger(
        catalog.columns,
        notices,
        data_categories(cache),
        knowledge,
        notice_bindings=configuration.notice_bindings,
        language=language or configuration.language,
    )
