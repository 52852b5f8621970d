"""What each of Alembic's operations does to the schema."""

import ast
from collections.abc import Callable, Iterator

from piicatalog.ddl import events as ev
from piicatalog.migrations.alembic_call import Call, NotLiteralError
from piicatalog.migrations.alembic_columns import columns_of
from piicatalog.migrations.python_columns import sql_type
from piicatalog.migrations.python_values import argument, callee, keyword


def _create_table(one: Call) -> Iterator[ev.Event]:
    table = one.table()
    found = columns_of(one, one.node.args[1:])
    yield ev.CreateTable(
        table,
        found.columns,
        temporary="TEMPORARY" in (one.source.value(keyword(one.node, "prefixes"), one.local) or ()),
        if_not_exists=one.flag("if_not_exists"),
        comment=one.source.word(keyword(one.node, "comment"), one.local) or "",
        primary_key=found.primary,
        references=found.references,
    )


def _add_column(one: Call) -> Iterator[ev.Event]:
    table = one.table()
    nodes = [node for node in one.node.args[0 if one.batch is not None else 1 :] if not isinstance(node, ast.Constant)]
    given = keyword(one.node, "column")
    found = columns_of(one, [*nodes, *([given] if given is not None else [])])
    for column in found.columns:
        yield ev.AddColumn(table, column, if_not_exists=one.flag("if_not_exists"))
    if found.primary:
        yield ev.AddKey(table, found.primary)
    for reference in found.references:
        yield ev.AddKey(table, (), reference)


def _drop_column(one: Call) -> Iterator[ev.Event]:
    yield ev.DropColumn(one.table(), one.name(1, "column_name"), one.flag("if_exists"))


def _drop_columns(one: Call) -> Iterator[ev.Event]:
    """A project's own helper: ``drop_columns("t", "a", "b")``."""
    table = one.table()
    for number in range(1, len(one.node.args)):
        yield ev.DropColumn(table, one.name(number), if_exists=True)


def _alter_column(one: Call) -> Iterator[ev.Event]:
    table, column = one.table(), one.name(1, "column_name")
    new = keyword(one.node, "new_column_name", "name")
    if new is not None:
        text = one.source.word(new, one.local)
        if text is None:
            raise NotLiteralError("the new name")
        to = one.source.column(text, new)
        if to.key != column.key:
            yield ev.RenameColumn(table, column, to)
        column = to
    type_node, comment = keyword(one.node, "type_"), keyword(one.node, "comment")
    text = sql_type(one.source, type_node, one.local, one.named) if type_node is not None else ""
    value = one.source.value(comment, one.local) if comment is not None else False
    told = (value or "") if isinstance(value, str) or value is None else None
    nullable = one.source.value(keyword(one.node, "nullable"), one.local)
    empty = nullable if isinstance(nullable, bool) else None
    if text or told is not None or empty is not None:
        yield ev.ChangeColumn(table, column, text, told, nullable=empty)


def _rename_column(one: Call) -> Iterator[ev.Event]:
    yield ev.RenameColumn(one.table(), one.name(1), one.name(2))


def _drop_table(one: Call) -> Iterator[ev.Event]:
    yield ev.DropTable(one.table(), one.flag("if_exists"))


def _rename_table(one: Call) -> Iterator[ev.Event]:
    new = one.name(1, "new_table_name")
    yield ev.RenameTable(one.table(0, "old_table_name"), ev.TableName("", new.name, "", new.key, new.spot))


def _table_comment(one: Call) -> Iterator[ev.Event]:
    yield ev.CommentTable(one.table(), one.word(1, "comment") or "")


def _drop_table_comment(one: Call) -> Iterator[ev.Event]:
    yield ev.CommentTable(one.table(), "")


def _primary_key(one: Call) -> Iterator[ev.Event]:
    columns = one.source.value(keyword(one.node, "columns") or (one.node.args[-1] if one.node.args else None), one.local)
    table = one.batch or one.table(1, "table_name")
    if isinstance(columns, list):
        yield ev.AddKey(table, tuple(one.source.key(name) for name in columns if isinstance(name, str)))


def _foreign_key(one: Call) -> Iterator[ev.Event]:
    shift = 0 if one.batch is None else -1
    table = one.batch or one.table(1, "source_table")
    referred = one.source.word(argument(one.node, 2 + shift, "referent_table"), one.local)
    own, theirs = (
        one.source.value(argument(one.node, number + shift, *names), one.local)
        for number, names in ((3, ("local_cols",)), (4, ("remote_cols",)))
    )
    if referred is not None and isinstance(own, list) and isinstance(theirs, list):
        schema = one.source.word(keyword(one.node, "referent_schema"), one.local) or ""
        target = one.source.table(referred, one.node, schema)
        yield ev.AddKey(
            table, (), ev.Reference(tuple(map(one.source.key, map(str, own))), target, tuple(map(one.source.key, map(str, theirs))))
        )


def _entity(one: Call) -> Iterator[ev.Event]:
    """alembic_utils: ``op.create_entity(PGView(schema, signature, definition))``."""
    node = one.node.args[0] if one.node.args else None
    if isinstance(node, ast.Name):
        node = one.named.get(node.id, node)
    if not isinstance(node, ast.Call):
        raise NotLiteralError("what is made")
    if callee(node) not in ("PGView", "PGMaterializedView"):
        return
    schema, name, query = (
        one.source.word(argument(node, number, key), one.local) for number, key in enumerate(("schema", "signature", "definition"))
    )
    if name is None or query is None:
        raise NotLiteralError("the view")
    kind = "view" if callee(node) == "PGView" else "materialized_view"
    table = one.source.table(name, node, schema or "")
    yield (
        ev.DropTable(table, if_exists=True, kind=kind)
        if "drop" in callee(one.node)
        else ev.CreateView(table, query, kind=kind, or_replace=True)
    )


OPERATIONS: dict[str, Callable[[Call], Iterator[ev.Event]]] = {
    "create_table": _create_table,
    "Table": _create_table,
    "add_column": _add_column,
    "add_columns": _add_column,
    "drop_column": _drop_column,
    "drop_columns": _drop_columns,
    "alter_column": _alter_column,
    "rename_column": _rename_column,
    "drop_table": _drop_table,
    "rename_table": _rename_table,
    "create_table_comment": _table_comment,
    "drop_table_comment": _drop_table_comment,
    "create_primary_key": _primary_key,
    "create_foreign_key": _foreign_key,
    "create_entity": _entity,
    "replace_entity": _entity,
    "drop_entity": _entity,
}
"""By the name of the operation."""
