"""The net difference of two replays: what is the same gets the ids that it has at the base.

Ids are made from first names, so they agree wherever the same statements ran. Where they don't (a history squashed into
a baseline, an old file edited, a table made anew), tables and columns of the same name are the same.
"""

from dataclasses import replace

from piicatalog.ddl.state import Flow, SchemaState
from piicatalog.migrations.replay import Replay


def aligned(base: Replay, head: Replay) -> Replay:
    """Return the head with the base's ids where names agree and ids do not."""
    old = {table.id: table for table in base.state.tables.values()}
    new = {table.id for table in head.state.tables.values()}
    old_columns: set[str] = set()
    new_columns: set[str] = set()
    ids: dict[str, str] = {}
    for key, table in head.state.tables.items():
        was = base.state.tables.get(key)
        if was is not None and was.id == table.id and was.columns == table.columns:
            continue
        if not old_columns and not new_columns:
            old_columns = {column.id for known in old.values() for column in known.columns.values()}
            new_columns = {column.id for known in head.state.tables.values() for column in known.columns.values()}
        if was is not None and was.id != table.id and was.id not in new and table.id not in old:
            ids[table.id] = was.id
        known = was if was is not None else old.get(table.id)
        if known is None:
            continue
        for name, column in table.columns.items():
            twin = known.columns.get(name)
            if twin is not None and twin.id != column.id and twin.id not in new_columns and column.id not in old_columns:
                ids[column.id] = twin.id
    return _with_ids(head, ids) if ids else head


def _with_ids(head: Replay, ids: dict[str, str]) -> Replay:
    def of(key: str) -> str:
        return ids.get(key, key)

    tables = {
        key: replace(
            table,
            id=of(table.id),
            parents=tuple(map(of, table.parents)),
            columns={name: column._replace(id=of(column.id)) for name, column in table.columns.items()},
        )
        for key, table in head.state.tables.items()
    }
    flows = tuple(
        Flow((of(flow.source[0]), of(flow.source[1])), (of(flow.target[0]), of(flow.target[1])), flow.kind, flow.pos, flow.stored)
        for flow in head.flows
    )
    kept = {column.id for table in tables.values() for column in table.columns.values()} | {table.id for table in tables.values()}
    dropped = {key: pos for key, pos in head.state.dropped.items() if key not in kept}
    return replace(head, state=SchemaState(tables=tables, dropped=dropped), flows=flows)
