"""Tables that take part in the changes of another: INHERITS, PARTITION OF, ATTACH."""

from piicatalog.ddl import events as ev
from piicatalog.ddl.schema import Schema
from piicatalog.ddl.state import Table


def add_child(schema: Schema, parent: Table, child: Table) -> None:
    """Let a table take part in the changes of another."""
    child.parents += (parent.id,)
    schema.children.setdefault(parent.id, []).append(child)


def children_of(schema: Schema, table: Table) -> list[Table]:
    """Return the tables that take part in the changes of a table now."""
    return [child for child in schema.children.get(table.id, ()) if table.id in child.parents and schema.tables.get(child.key) is child]


def family(schema: Schema, table: Table) -> list[Table]:
    """Return a table and all that inherit from it."""
    found = [table]
    for member in found:
        found += [child for child in children_of(schema, member) if child not in found]
    return found


def inherit(schema: Schema, event: ev.Inherit) -> None:
    """Begin or end to take part in a parent's changes."""
    child, parent = schema.find(event.table), schema.find(event.parent)
    if child is None or parent is None:
        return
    if event.ends:
        child.parents = tuple(known for known in child.parents if known != parent.id)
    elif parent.id not in child.parents:
        add_child(schema, parent, child)
