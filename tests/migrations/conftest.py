"""A small history in memory, replayed."""

import textwrap
from collections.abc import Callable

import pytest

from piicatalog.migrations.discover import discover
from piicatalog.migrations.replay import Options, Replay, SourceFile, replay


def replayed(files: dict[str, str], dialect: str = "postgres") -> Replay:
    """Replay the one history that these files are."""
    texts = {path: textwrap.dedent(text).lstrip("\n").encode() for path, text in files.items()}
    (history,) = discover(sorted(texts), lambda paths: {path: texts[path] for path in paths if path in texts})
    sources = [SourceFile(path, texts[path]) for path in history.paths]
    return replay(sources, Options(layout=history.layout, dialect=dialect, labels=history.labels))


def schema(result: Replay) -> dict[str, list[str]]:
    """Return the tables with their columns, types too."""
    return {
        table.full_name: [f"{column.name} {column.type_text}".strip() for column in table.columns.values()]
        for table in result.state.tables.values()
    }


@pytest.fixture(scope="session")
def history() -> Callable[..., Replay]:
    return replayed


@pytest.fixture(scope="session")
def tables() -> Callable[[Replay], dict[str, list[str]]]:
    return schema
