"""Events as short words, so that a test shows a statement beside what it does."""

from collections.abc import Callable, Iterator

import pytest

from piicatalog.ddl import events as ev
from piicatalog.ddl.dialects import find_dialect
from piicatalog.ddl.reading import Reading, read


def _table(name: ev.TableName) -> str:
    return f"{name.schema}.{name.name}" if name.schema else name.name


def _columns(columns: tuple[ev.ColumnDefinition, ...]) -> str:
    return ", ".join(f"{column.name} {column.type_text}".strip() for column in columns)


def _shown(event: ev.Event) -> Iterator[str]:
    match event:
        case ev.CreateTable():
            words = [word for word, said in (("temporary", event.temporary), (event.kind, event.kind != "table")) if said]
            sources = [f"like {_table(one)}" for one in event.like] + [f"of {_table(one)}" for one in event.parents]
            sources += [f"as {event.query}"] if event.query else []
            listed = f"({_columns(event.columns)})" if event.columns else ""
            yield " ".join(filter(None, ["create", *words, _table(event.table) + listed, *sources]))
        case ev.CreateView():
            names = f"({_columns(event.names)})" if event.names else ""
            yield f"create {event.kind} {_table(event.table)}{names} as {' '.join(event.query.split())}"
        case ev.CreateType():
            yield f"type {_table(event.name)}({_columns(event.columns)})"
        case ev.DropTable():
            yield f"drop {_table(event.table)}{' cascade' if event.cascade else ''}"
        case ev.DropSchema():
            yield f"drop schema {event.name.name}"
        case ev.RenameTable():
            yield f"{_table(event.table)} > {_table(event.to)}"
        case ev.RenameSchema():
            yield f"schema {event.name.name} > {event.to.name}"
        case ev.SetSchema():
            yield f"{_table(event.table)} to schema {event.to.name}"
        case ev.Swap():
            yield f"{_table(event.table)} <> {_table(event.other)}"
        case ev.AddColumn():
            yield f"+ {_table(event.table)}.{_columns((event.column,))}"
        case ev.DropColumn():
            yield f"- {_table(event.table)}.{event.column.name}"
        case ev.RenameColumn():
            yield f"{_table(event.table)}.{event.column.name} > {event.to.name}"
        case ev.ChangeColumn():
            told = [event.type_text, "" if event.comment is None else repr(event.comment)]
            told.append({True: "null", False: "not null", None: ""}[event.nullable])
            yield " ".join(["~", f"{_table(event.table)}.{event.column.name}", *filter(None, told)])
        case ev.CommentTable():
            yield f"{_table(event.table)} is {event.comment!r}"
        case ev.SetTag():
            where = f".{event.column.name}" if event.column else ""
            yield f"tag {_table(event.table)}{where} {event.name}={event.value}"
        case ev.Inherit():
            yield f"{_table(event.table)} {'leaves' if event.ends else 'joins'} {_table(event.parent)}"
        case ev.CopyRows():
            listed = ", ".join(name.name for name in event.columns)
            yield f"rows {_table(event.table)}({listed}) {' '.join(event.query.split())}"
        case ev.CopyColumns():
            yield f"update {_table(event.table)}"
        case ev.RenameType():
            yield f"type {event.old} > {event.new}"
        case ev.Grant():
            yield f"grant {_table(event.table)} {event.role}"
        case ev.Unmask():
            yield f"unmask {_table(event.table)}{'.' + event.column.name if event.column else ''}"
        case ev.Routine():
            yield f"routine {event.name}"
        case ev.Call():
            yield f"call {event.name}"
        case ev.UseSchema():
            yield f"use {event.schema}"
        case _:
            pass  # keys


def shown(reading: Reading) -> list[str]:
    """Return what a reading does and what it did not understand."""
    return [text for placed in reading.events for text in _shown(placed.event)] + [problem.code for problem in reading.problems]


@pytest.fixture(scope="session")
def does() -> Callable[[str, str], list[str]]:
    """Return what tells in words what a text does in a dialect."""
    return lambda dialect, sql: shown(read(sql, find_dialect(dialect)))
