"""A table that is rebuilt: its rows are copied into a new one, the old is dropped, the new takes over its identity."""

from piicatalog.ddl.schema import Schema
from piicatalog.ddl.selecting import plain_select
from piicatalog.ddl.state import Table


def pass_on(schema: Schema, gone: Table) -> None:
    """Give the identity of a dropped table to the latest table of the same file that its rows were copied to."""
    for copy in reversed(schema.copies):
        target = copy.table
        if copy.pos.file != schema.file:
            return
        if target is gone or schema.tables.get(target.key) is not target or target.origin.file != schema.file:
            continue
        if gone.key[1].lower() not in copy.query.lower():
            continue
        selected = plain_select(copy.query, schema, also=gone)
        if selected is None or not any(column.table is gone for column in selected):
            continue
        keys = copy.columns or tuple(target.columns)
        target.former = (gone.full_name, *gone.former) if gone.full_name != target.full_name else gone.former
        old_id, target.id = target.id, gone.id
        schema.children[target.id] = schema.children.pop(old_id, [])
        schema.dropped.pop(gone.id, None)
        for key, column in zip(keys, selected, strict=False):
            source = gone.columns.get(column.source) if column.table is gone else None
            now = target.columns.get(key)
            if source is None or now is None:
                continue
            schema.dropped.pop(source.id, None)
            old = f"{gone.full_name}.{source.name}"
            former = (old, *source.former) if source.name != now.name or gone.name != target.name else source.former
            target.columns[key] = now._replace(
                id=source.id,
                places=(*source.places, *now.places),
                former=former,
                comment=now.comment or source.comment,
                tags=now.tags or source.tags,
                note=now.note,
            )
        return
