"""A whole scan: open the source, judge it, keep what was found, add what people and the notice say. For the command and for Python."""

from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from piicatalog.ddl.dialects import find_dialect
from piicatalog.definitions.configuration import resolve
from piicatalog.definitions.kept import notice as kept_notice
from piicatalog.detection.kept import knowledge as knowledge_of
from piicatalog.errors import UsageError
from piicatalog.model.catalog import Catalog
from piicatalog.model.configuration import Configuration, ConfiguredSource
from piicatalog.model.decision import Decisions
from piicatalog.model.sample import SampleRequest
from piicatalog.pipeline import Watcher, classify, decided_and_tagged
from piicatalog.sources import Source
from piicatalog.sources.open import open_source


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanSettings:
    """What a scan reads and where it keeps what it finds."""

    request: SampleRequest | None = field(default_factory=SampleRequest)
    """None: names and types only."""
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    dialect: str = ""
    """Of DDL text; empty: guessed."""
    store: str = ""
    """A SQLite file or postgresql://…; empty: nothing is kept."""
    resume: bool = False
    """Go on with a scan that was stopped."""
    fresh: bool = False
    """Read unchanged tables again too."""


def scan(
    source: object,
    *,
    rows: int | str = 1000,
    values: bool = True,
    seed: int = 0,
    include: str | Iterable[str] = (),
    exclude: str | Iterable[str] = (),
    dialect: str = "",
    notice: str | Path | None = None,
    classifiers: Iterable[str | Path] = (),
    decisions: str | Path | None = None,
) -> Catalog:
    """Find the personal data of a source and tag each column with purpose, legal basis and retention rule.

    >>> import pandas as pd
    >>> catalog = scan(pd.DataFrame({"hetu": ["010594Y9032", "131052-308T"], "tuote": ["kuppi", "lautanen"]}))
    >>> [(entry.column.name, str(entry.verdict.state)) for entry in catalog.columns]
    [('hetu', 'suggested'), ('tuote', 'clean')]

    Args:
        source: A database address, file, folder or pattern; a pandas DataFrame; a PyArrow table or reader of batches.
        rows: How many rows are drawn of each table, at random; ``"all"`` reads every one.
        values: False reads names and types only.
        seed: The same seed over the same data draws the same rows.
        include: Patterns of tables (``shop.*``), or one; none: all.
        exclude: Patterns of tables to leave out.
        dialect: Of DDL text; empty: guessed.
        notice: A notice file or the name of a shipped notice.
        classifiers: Folders of classifier files of your own.
        decisions: A decisions.yaml to honour.

    Raises:
        PiicatalogError: The source cannot be opened, nothing was checked, or a definition file is wrong.
    """
    configuration = Configuration(
        notices=(str(notice),) if notice is not None else Configuration().notices, classifiers=tuple(map(Path, classifiers))
    )
    if rows != "all" and not (isinstance(rows, int) and rows > 0):
        raise UsageError(f"rows={rows!r} is neither a number of rows nor 'all'")
    request = SampleRequest(rows=None if rows == "all" else int(rows), seed=seed) if values else None
    settings = ScanSettings(request=request, include=_patterns(include), exclude=_patterns(exclude), dialect=dialect)
    decided = Decisions()
    if decisions is not None:
        from piicatalog.definitions.decisions import load_decisions

        decided = load_decisions(decisions)
    return run(source, settings, configuration, decided)


def run(
    source: object,
    settings: ScanSettings,
    configuration: Configuration,
    decisions: Decisions,
    *,
    watcher: Watcher | None = None,
    language: str = "",
    cache: Path | None = None,
) -> Catalog:
    """Scan with all settings; each finished table is kept at once. Raises PiicatalogError.

    ``language`` is that of messages, ``cache`` a folder to keep the read definition files in.
    """
    if settings.dialect:
        find_dialect(settings.dialect)
    notices = [kept_notice(name, cache) for name in configuration.notices]
    knowledge = knowledge_of(configuration.classifiers, cache)
    opened = open_source(source, include=settings.include, exclude=settings.exclude, dialect=settings.dialect or None)
    with ExitStack() as stack:
        stack.callback(opened.close)
        keeping = _Keeping(source, opened, settings, configuration, stack) if settings.store else None
        columns = classify(
            opened, knowledge, request=settings.request, memory=keeping.memory if keeping is not None else None, watcher=watcher
        )
        problems = tuple(opened.problems)
        if keeping is not None:
            problems = keeping.memory.problems()
            keeping.finish(problems)
    catalog = Catalog(notice="", columns=columns, problems=problems)
    return decided_and_tagged(catalog, notices, knowledge, decisions=decisions, configuration=configuration, language=language, cache=cache)


def _patterns(given: str | Iterable[str]) -> tuple[str, ...]:
    return (given,) if isinstance(given, str) else tuple(given)


class _Keeping:
    """The store while a scan runs."""

    def __init__(self, given: object, source: Source, settings: ScanSettings, configuration: Configuration, stack: ExitStack) -> None:
        from piicatalog.store.fingerprint import settings_key
        from piicatalog.store.memory import ScanMemory
        from piicatalog.store.open import open_store

        self._store = stack.enter_context(open_store(settings.store))
        request = settings.request
        # Files of one name lie in many folders.
        place = str(Path(given).absolute()) if isinstance(given, str | Path) and "://" not in str(given) else ""
        key = settings_key(
            configuration.classifiers,
            rows=request.rows if request else 0,
            seed=request.seed if request else 0,
            values=request is not None,
            include=settings.include,
            exclude=settings.exclude,
            dialect=settings.dialect,
            place=place,
        )
        unfinished = self._store.unfinished(source.name, key) if settings.resume else None
        self._scan = self._store.begin(source.name, key) if unfinished is None else unfinished
        self.memory = ScanMemory(
            self._store, self._scan, source=source.name, settings=key, fresh=settings.fresh, problems=lambda: source.problems
        )

    def finish(self, problems: Iterable[str]) -> None:
        """End the scan: from now on it is the last one of its source."""
        self._store.finish(self._scan, problems)


def source_of(configuration: Configuration, name: str) -> tuple[str, ConfiguredSource | None]:
    """Return the address of a source: a name of the configuration, with its secrets put in, or what was given itself."""
    configured = configuration.sources.get(name)
    if configured is not None:
        return resolve(configured), configured
    return name, None


def has_store() -> bool:
    """Whether the libraries that keep scans are installed."""
    try:
        import sqlalchemy  # noqa: F401
    except ModuleNotFoundError:
        return False
    return True
