"""What is said of a table or column: comments, tags of the platform."""

from piicatalog.ddl import events as ev
from piicatalog.ddl.schema import Schema


def comment_table(schema: Schema, event: ev.CommentTable) -> None:
    """COMMENT ON TABLE."""
    table = schema.find(event.table)
    if table is not None:
        table.comment = event.comment


def set_tag(schema: Schema, event: ev.SetTag) -> None:
    """Set or take away a platform tag."""
    table = schema.find(event.table)
    if table is None:
        return
    if event.column is None:
        table.tags = _with_tag(table.tags, event.name, event.value)
        return
    column = table.columns.get(event.column.key)
    if column is not None:
        table.columns[event.column.key] = column._replace(tags=_with_tag(column.tags, event.name, event.value))


def _with_tag(tags: tuple[tuple[str, str], ...], name: str, value: str) -> tuple[tuple[str, str], ...]:
    kept = tuple(tag for tag in tags if tag[0].lower() != name.lower())
    return (*kept, (name, value)) if value else kept
