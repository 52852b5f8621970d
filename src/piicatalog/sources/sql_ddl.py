"""SQL DDL text: a file or folder of ``.sql`` as a source of tables without values.

Files of a folder are read in the order in which the framework that they are written for runs them; a single file as it stands.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Self

from piicatalog.errors import SourceError
from piicatalog.model.reason import Reason
from piicatalog.model.sample import Sample, SampleRequest
from piicatalog.model.schema import Column, ForeignKey, Position, Table, TableKind
from piicatalog.sources.patterns import Patterns

if TYPE_CHECKING:
    from piicatalog.ddl.schema_of_texts import ReadSchema
    from piicatalog.ddl.state import Column as DdlColumn
    from piicatalog.ddl.state import Table as DdlTable

SUFFIXES = (".sql", ".ddl", ".psql", ".pgsql")
_MAX_BYTES = 512 * 1024 * 1024


def _files(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    if not path.is_dir():
        return []
    below = (file for file in path.rglob("*") if file.suffix.lower() in SUFFIXES and file.is_file())
    return sorted(file for file in below if not any(part.startswith(".") for part in file.relative_to(path).parts))


def accepts(spec: object) -> bool:
    """Whether it is a file of SQL, or a folder that holds SQL and nothing that has values."""
    if not isinstance(spec, str | Path) or "://" in str(spec):
        return False
    path = Path(spec)
    if path.suffix.lower() in SUFFIXES:
        return True
    if not path.is_dir() or not _files(path):
        return False
    from piicatalog.sources import files

    return not files.accepts(spec)


def open_source(spec: object, *, include: Iterable[str] = (), exclude: Iterable[str] = (), dialect: str | None = None) -> "SqlDdlSource":
    """Return the source of a file or folder; raises SourceError when it can't be opened."""
    assert isinstance(spec, str | Path)
    path = Path(spec)
    if not path.exists():
        raise SourceError(f"{path}: there is no such file or folder")
    if dialect:
        from piicatalog.ddl.dialects import find_dialect

        find_dialect(dialect)
    return SqlDdlSource(path, Patterns.of(include, exclude), dialect or "")


class SqlDdlSource:
    """Tables as DDL declares them, with the place of each column's name."""

    has_values = False

    def __init__(self, path: Path, patterns: Patterns, dialect: str) -> None:
        self._path, self._patterns, self._dialect = path, patterns, dialect
        self._read: ReadSchema | None = None

    def __repr__(self) -> str:
        return f"<SqlDdlSource {self.name}>"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def name(self) -> str:
        """The file's or folder's name."""
        return self._path.name or str(self._path.resolve().name)

    @property
    def problems(self) -> tuple[str, ...]:
        """What was not read as it stands, with file:line."""
        return tuple(dict.fromkeys(self._schema().problems))

    def _schema(self) -> "ReadSchema":
        if self._read is None:
            from piicatalog.ddl.schema_of_texts import read_texts

            blobs = []
            for file in _files(self._path):
                try:
                    if file.stat().st_size > _MAX_BYTES:
                        raise SourceError(f"{file}: larger than 512 MB")
                    blobs.append((self._shown(file), file.read_bytes()))
                except OSError as error:
                    raise SourceError(f"{file}: {error.strerror}") from None
            self._read = read_texts(blobs, self._dialect)
        return self._read

    def _shown(self, file: Path) -> str:
        return file.name if file == self._path else file.relative_to(self._path).as_posix()

    def tables(self) -> Iterator[Table]:
        """Yield every table and view, in the order of their names."""
        for table in self._schema().tables:
            if self._patterns.wants(table.schema, table.name):
                yield as_table(table)

    def sample(self, table: Table, request: SampleRequest) -> Iterator[Sample]:
        """Yield nothing: DDL has no values."""
        del table, request
        return iter(())

    def state_of(self, table: Table) -> str:
        """Return nothing: reading the text again is cheaper than remembering it."""
        del table
        return ""

    def interrupt(self) -> None:
        """Let it end: nothing here takes long."""

    def close(self) -> None:
        """Hold nothing open."""


def as_table(table: "DdlTable") -> Table:
    """Return a table of the replay as the stages of a scan see it."""
    names = {key: column.name for key, column in table.columns.items()}
    return Table(
        schema=table.schema,
        name=table.name,
        kind=TableKind(table.kind),
        columns=tuple(_as_column(column) for column in table.columns.values()),
        primary_key=tuple(names.get(key, key) for key in table.primary_key),
        foreign_keys=tuple(
            ForeignKey(
                columns=tuple(names.get(name, name) for name in key.columns),
                schema=key.schema,
                table=key.table,
                referred_columns=key.referred,
            )
            for key in table.foreign_keys
        ),
        comment=table.comment,
        query=table.query,
        why_not="" if table.columns else Reason("columns_unresolved"),
    )


def _as_column(column: "DdlColumn") -> Column:
    origin = column.origin
    return Column(
        name=column.name,
        data_type=column.type_text,
        nullable=column.nullable,
        comment=column.comment or column.note,
        position=Position(file=origin.file, line=origin.line, column=origin.column),
    )
