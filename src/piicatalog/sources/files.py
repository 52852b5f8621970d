"""Files: CSV, Parquet, JSON and Excel; one of them, a folder with all below it, or a pattern such as ``data/*.parquet``.

Each file is a table, called by its name without the ending; its folder below the one given is its schema. Files whose
names differ in a number or date alone (``log-2024-01.csv``, ``part-0003.parquet``, ``kk=2024-01/…``) and which have
the same columns are parts of one table.
"""

import glob
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import ModuleType
from typing import Any, Self

from piicatalog.errors import MissingExtraError, SourceError
from piicatalog.model.sample import Sample, SampleRequest
from piicatalog.model.schema import Table, TableKind
from piicatalog.sources.duckdb_reader import DuckDBReader, connect
from piicatalog.sources.formats import Described, csv_file, excel_file, json_file, parquet_file
from piicatalog.sources.patterns import Patterns

_FORMATS: tuple[ModuleType, ...] = (csv_file, parquet_file, json_file, excel_file)
_PART = re.compile(
    r"(?:^|[-_. ])(?:part|chunk|file|data)?[-_]?\d[\d\-_.T:]*(?:[-_][0-9a-f]{6,}[-0-9a-z]*)?(?:\.c\d+)?(?:\.snappy|\.gz)?$", re.IGNORECASE
)
_TEXT_SUFFIXES = (".txt", ".dat")
"""Read when given by name; in a folder they are mostly something else."""
_OWN = {".sqlite", ".sqlite3", ".db", ".db3", ".duckdb", ".ddb", ".sql", ".ddl", *_TEXT_SUFFIXES}
_ENDINGS = 8
"""So many kinds of files that are not read are named."""


def format_of(path: Path) -> ModuleType | None:
    """Return the module that reads a file, by its suffix."""
    suffixes = [suffix.lower() for suffix in path.suffixes]
    if not suffixes:
        return None
    for module in _FORMATS:
        if suffixes[-1] in module.SUFFIXES or (suffixes[-1] in module.COMPRESSED and len(suffixes) > 1 and suffixes[-2] in module.SUFFIXES):
            return module
    return None


def _found(spec: str | Path) -> list[Path]:
    path = Path(spec)
    if path.is_file():
        return [path] if format_of(path) else []
    if path.is_dir():
        below = iter(_below(path))
    elif isinstance(spec, str) and glob.has_magic(spec):
        below = (Path(name) for name in glob.iglob(spec, recursive=True) if Path(name).is_file())  # noqa: PTH207 - absolute patterns too
    else:
        return []
    return sorted(file for file in below if _is_read(file))


def _below(folder: Path) -> list[Path]:
    """Return the files of a folder and of all below it, without hidden ones."""
    return sorted(
        file for file in folder.rglob("*") if file.is_file() and not any(part.startswith(".") for part in file.relative_to(folder).parts)
    )


def _is_read(file: Path) -> bool:
    return format_of(file) is not None and not file.name.lower().endswith(_TEXT_SUFFIXES)


def left_out(folder: Path) -> str:
    """Say which files of a folder are not read with it, by their endings; empty when all are.

    Databases and SQL are sources of their own.
    """
    counts = Counter(file.suffix.lower() or file.name for file in _below(folder) if not _is_read(file))
    if not counts:
        return ""
    some = ", ".join(f"{count} {suffix}" for suffix, count in sorted(counts.most_common(_ENDINGS)))
    more = sum(counts.values()) - sum(count for _, count in counts.most_common(_ENDINGS))
    own = "; a database, SQL or text file is scanned by its own name" if counts.keys() & _OWN else ""
    return f"{folder.name}: files of these kinds are left out: {some}{f' and {more} others' if more else ''}{own}"


def accepts(spec: object) -> bool:
    """Whether it is a file of a known kind, a folder or pattern with some, or the name of one that is missing."""
    if not isinstance(spec, str | Path) or "://" in str(spec):
        return False
    return bool(_found(spec)) or (format_of(Path(spec)) is not None and not Path(spec).exists())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Group:
    """The files of one table, or one sheet of a workbook."""

    schema: str
    name: str
    paths: tuple[Path, ...]
    sheet: str | None = None


def open_source(spec: object, *, include: Iterable[str] = (), exclude: Iterable[str] = (), dialect: str | None = None) -> "FileSource":
    """Find the files; SourceError when there are none."""
    del dialect
    assert isinstance(spec, str | Path)
    paths = _found(spec)
    if not paths:
        raise SourceError(f"{spec}: there is no such file")
    return FileSource(Path(spec), paths, Patterns.of(include, exclude))


class FileSource:
    """The tables of some files."""

    has_values = True

    def __init__(self, spec: Path, paths: Sequence[Path], patterns: Patterns) -> None:
        self.name = spec.name or spec.absolute().name
        self._spec, self._paths, self._patterns = spec, paths, patterns
        self._reader = DuckDBReader(connect(what=f"{self.name}: reading files"))
        self._described: dict[tuple[str, str], tuple[_Group, Described]] = {}
        self._left_out = left_out(spec) if spec.is_dir() else ""
        self._problems: list[str] = []

    def __repr__(self) -> str:
        return f"<FileSource {self.name}>"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def problems(self) -> Sequence[str]:
        """Broken files and lines, each with its place."""
        of_files = (problem for _, described in self._described.values() for problem in described.problems)
        of_folder = [self._left_out] if self._left_out else []
        return [*of_folder, *self._problems, *of_files, *self._reader.notes]

    def tables(self) -> Iterator[Table]:
        """Yield the tables asked for; a file that can't be read says why."""
        for group in self._groups():
            if not self._patterns.wants(group.schema, group.name):
                continue
            table = Table(schema=group.schema, name=group.name, kind=TableKind.FILE)
            try:
                described = self._describe(group, table)
            except MissingExtraError:
                raise
            except (SourceError, OSError) as error:
                why_not = error.words if isinstance(error, SourceError) else f"{group.paths[0].name}: {error.strerror}"
                self._problems.append(str(why_not))
                yield replace(table, why_not=why_not)
                continue
            self._described[group.schema, group.name] = (group, described)
            yield replace(table, columns=described.columns, row_estimate=described.row_estimate)

    def _describe(self, group: _Group, table: Table) -> Described:
        if group.sheet is not None:
            return excel_file.describe(group.paths[0], group.sheet)
        module: Any = format_of(group.paths[0])
        described: Described = module.describe(self._reader, table, group.paths)
        return described

    def sample(self, table: Table, request: SampleRequest) -> Iterator[Sample]:
        """Draw values of a file; SourceError says why it can't be read, without any value."""
        _, described = self._described[table.schema, table.name]
        try:
            yield from described.samples(table, request)
        except OSError as error:
            raise SourceError(f"{table.name}: {error.strerror or type(error).__name__}") from None

    def state_of(self, table: Table) -> str:
        """Return the sizes and times of a table's files."""
        known = self._described.get((table.schema, table.name))
        if known is None:
            return ""
        return json.dumps([[str(path.absolute()), path.stat().st_size, path.stat().st_mtime_ns] for path in known[0].paths])

    def interrupt(self) -> None:
        """Stop the statement that another thread has sent."""
        self._reader.connection.interrupt()

    def close(self) -> None:
        """Close the reader."""
        self._reader.connection.close()

    def _groups(self) -> Iterator[_Group]:
        """Yield the tables in the order of their names, each called by a name of its own."""
        groups = sorted(self._grouped(), key=lambda group: (group.schema, group.name, group.paths))
        twice = {key for key, count in Counter((group.schema, group.name) for group in groups).items() if count > 1}
        for group in groups:
            yield replace(group, name=group.paths[0].name) if (group.schema, group.name) in twice and group.sheet is None else group

    def _grouped(self) -> Iterator[_Group]:
        parts: dict[tuple[str, str, str, tuple[str, ...]], list[Path]] = {}
        for path in self._paths:
            module: Any = format_of(path)
            if module is excel_file:
                yield from self._workbook(path)
                continue
            schema, stem = self._schema(path), _stem(path)
            whole = _PART.sub("", stem)
            partitioned = whole != stem or any("=" in part for part in path.parent.parts)
            if len(self._paths) == 1 or not partitioned:
                yield _Group(schema=schema, name=stem, paths=(path,))
                continue
            try:
                signature = module.signature(path)
            except (SourceError, OSError):  # it is described alone, and says there what is wrong
                yield _Group(schema=schema, name=stem, paths=(path,))
                continue
            if not whole:
                schema = schema.rpartition("/")[0]  # its last folder is the table's name
            parts.setdefault((schema, whole or _folder(path), path.suffix.lower(), signature), []).append(path)
        for (schema, name, _, _), paths in parts.items():
            yield _Group(schema=schema, name=name if len(paths) > 1 else _stem(paths[0]), paths=tuple(paths))

    def _workbook(self, path: Path) -> Iterator[_Group]:
        try:
            names = excel_file.sheets(path)
        except MissingExtraError:
            raise
        except SourceError as error:
            self._problems.append(str(error))
            return
        for sheet in names:
            name = _stem(path) if len(names) == 1 else f"{_stem(path)}.{sheet}"
            yield _Group(schema=self._schema(path), name=name, paths=(path,), sheet=sheet)

    def _schema(self, path: Path) -> str:
        """Return the folders between the one given and the file, without those that name a partition."""
        if not self._spec.is_dir():
            return ""
        folders = [part for part in path.relative_to(self._spec).parent.parts if "=" not in part]
        return "/".join(folders)


def _stem(path: Path) -> str:
    stem = path.stem
    return Path(stem).stem if path.suffix.lower() in csv_file.COMPRESSED else stem


def _folder(path: Path) -> str:
    """Return the nearest folder that does not name a partition: ``part-0001.parquet`` says nothing of its table."""
    return next((part for part in reversed(path.absolute().parent.parts) if "=" not in part), path.stem)
