"""Open whatever is given: each source module says what it accepts, so that a new source is one new file.

Plugins are found by the entry points ``piicatalog.sources``; they are asked after ours.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from piicatalog.errors import SourceError
from piicatalog.registry import find, names
from piicatalog.sources import Source
from piicatalog.sources.passwords import Secrets

_HELP = """\
give one of:
  a database     postgresql://user:password@host/database, mysql://…, mariadb://…, sqlite:///shop.sqlite, duckdb:///shop.duckdb,
                 snowflake://…, bigquery://…, mssql://…, oracle://…, databricks://…
  a file         .duckdb, .sqlite, .csv, .tsv, .parquet, .json, .ndjson, .xlsx, .sql
  many files     a folder, or a pattern in quotes: 'data/*.parquet'
  from Python    a pandas DataFrame, a PyArrow Table or RecordBatchReader, a DuckDB connection"""


def open_source(spec: object, *, include: Iterable[str] = (), exclude: Iterable[str] = (), dialect: str | None = None) -> Source:
    """Return the source for an address, file, folder, pattern or data frame.

    ``include`` and ``exclude`` are patterns of tables (see ``patterns``); ``dialect`` is for DDL text only.
    Raises SourceError when nothing can read it, or when it can't be opened.
    """
    include, exclude = tuple(include), tuple(exclude)
    for name in _in_order():
        module: Any = find("sources", name)
        if hasattr(module, "accepts") and module.accepts(spec):
            source: Source = module.open_source(spec, include=include, exclude=exclude, dialect=dialect)
            return source
    raise SourceError(f"{_what(spec)}; {_HELP}")


def _in_order() -> Iterator[str]:
    # DDL text is asked for first: it needs none of the libraries that the others bring. A folder or unknown text is for
    # "files" only when nothing more specific takes it.
    first, last = "sql_ddl", "files"
    yield first
    yield from (name for name in names("sources") if name not in {first, last})
    yield last


def _what(spec: object) -> str:
    if not isinstance(spec, str | Path):
        return f"a {type(spec).__name__} cannot be scanned"
    text = str(spec)
    if "://" in text:
        return f"no source is known for {text.partition('://')[0]}://"
    # An address without its beginning, or in a driver's own form.
    text = Secrets.of_url(f"://{text}").scrub(text)
    path = Path(spec)
    if path.is_dir():
        from piicatalog.sources.files import left_out

        return f"{text}: no file in this folder can be read; {left_out(path) or 'it is empty'}"
    if path.exists():
        return f"{text}: this kind of file cannot be read"
    return f"{text}: there is no such file or folder"
