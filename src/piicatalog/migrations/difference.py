"""The net difference of two replays: what is the same gets the ids that it has at the base.

Ids are made from first names, so they agree wherever the same statements ran. Where they don't (a history squashed into
a baseline, an old file edited, a table made anew), tables and columns of the same name are the same.
"""

from dataclasses import dataclass, replace

from piicatalog.ddl.state import Column, Flow, SchemaState, Table
from piicatalog.migrations.replay import Replay


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What changed between two revisions; ``head`` has the base's ids for all that is the same."""

    base: Replay
    head: Replay
    new_tables: tuple[Table, ...]
    dropped_tables: tuple[Table, ...]
    new_columns: tuple[tuple[Table, Column], ...]
    dropped_columns: tuple[tuple[Table, Column], ...]
    renamed_columns: tuple[tuple[Column, Column], ...]
    """As they were and as they are."""
    changed_types: tuple[tuple[Column, Column], ...]


def difference(base: Replay, head: Replay) -> Difference:
    """Compare two revisions of one history."""
    head = _aligned(base, head)
    before = {column.id: (table, column) for table in base.state.tables.values() for column in table.columns.values()}
    after = {column.id: (table, column) for table in head.state.tables.values() for column in table.columns.values()}
    old_tables = {table.id for table in base.state.tables.values()}
    new_tables = {table.id for table in head.state.tables.values()}
    both = [(before[key][1], after[key][1]) for key in after if key in before]
    return Difference(
        base=base,
        head=head,
        new_tables=tuple(table for table in head.state.tables.values() if table.id not in old_tables),
        dropped_tables=tuple(table for table in base.state.tables.values() if table.id not in new_tables),
        new_columns=tuple(pair for key, pair in after.items() if key not in before),
        dropped_columns=tuple(pair for key, pair in before.items() if key not in after),
        renamed_columns=tuple((was, now) for was, now in both if was.name != now.name),
        changed_types=tuple((was, now) for was, now in both if was.type_text != now.type_text),
    )


def _aligned(base: Replay, head: Replay) -> Replay:
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
