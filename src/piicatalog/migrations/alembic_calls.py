"""What each of Alembic's operations does to the schema."""

import ast
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from piicatalog.ddl import events as ev
from piicatalog.migrations.python_columns import sql_type
from piicatalog.migrations.python_values import UNKNOWN, Source, argument, bound, call_values, callee, keyword

Functions = Mapping[str, ast.FunctionDef | ast.AsyncFunctionDef]
_NO_COLUMN = frozenset(
    {
        "UniqueConstraint",
        "CheckConstraint",
        "Index",
        "ExcludeConstraint",
        "Computed",
        "Identity",
        "Sequence",
        "MetaData",
        "relationship",
        "Constraint",
    }
)


class NotLiteralError(Exception):
    """A name of an operation can't be told."""


@dataclass(frozen=True, slots=True)
class Call:
    """One call of an operation, with all that its arguments may refer to."""

    source: Source
    node: ast.Call
    local: Mapping[str, Any]
    batch: ev.TableName | None
    """The table of ``with op.batch_alter_table(…)``: it is no argument there."""
    named: Mapping[str, ast.expr]
    functions: Functions
    untold: list[str] = field(default_factory=list)

    def word(self, number: int, *names: str) -> str | None:
        """Return a text argument; its place counts without the table where that is no argument."""
        return self.source.word(argument(self.node, number - (self.batch is not None), *names), self.local)

    def name(self, number: int, *names: str) -> ev.ColumnName:
        """Return a name that must be told."""
        node = argument(self.node, number - (self.batch is not None), *names)
        text = self.source.word(node, self.local)
        if text is None:
            raise NotLiteralError("a name")
        return self.source.column(text, node)

    def table(self, number: int = 0, *names: str) -> ev.TableName:
        """Return the table that the operation is about."""
        if self.batch is not None:
            return self.batch
        node = argument(self.node, number, *(names or ("table_name", "name")))
        text = self.source.word(node, self.local)
        if text is None:
            raise NotLiteralError("the table")
        return self.source.table(text, node, self.schema())

    def schema(self) -> str:
        """Return the ``schema`` argument; empty when there is none or it can't be told."""
        return self.source.word(keyword(self.node, "schema"), self.local) or ""

    def flag(self, name: str) -> bool:
        """Whether an argument is True."""
        return self.source.value(keyword(self.node, name), self.local) is True


@dataclass(frozen=True, slots=True)
class Columns:
    """What the arguments of a ``create_table`` declare."""

    columns: tuple[ev.ColumnDefinition, ...]
    primary: tuple[str, ...]
    references: tuple[ev.Reference, ...]


def columns_of(one: Call, nodes: list[ast.expr]) -> Columns:
    """Read columns and constraints."""
    columns: list[ev.ColumnDefinition] = []
    primary: list[str] = []
    references: list[ev.Reference] = []
    for node, local in (found for given in nodes for found in _expanded(one, given, one.local, 0)):
        name = callee(node)
        if name in ("Column", "MappedColumn", "mapped_column"):
            column, is_key, reference = _column(one, node, local)
            if column is None:
                one.untold.append("a column's name")
                continue
            columns.append(column)
            primary += [column.key] * is_key
            references += [reference] if reference else []
        elif name == "PrimaryKeyConstraint":
            primary += [one.source.key(text) for text in (one.source.word(given, local) for given in node.args) if text]
        elif name == "ForeignKeyConstraint":
            references += _reference(one, node, local)
    known = {column.key: column for column in columns}
    marked = tuple(column._replace(nullable=False) if column.key in primary else column for column in known.values())
    return Columns(marked, tuple(primary), tuple(references))


def _expanded(one: Call, node: ast.expr, local: Mapping[str, Any], depth: int) -> Iterator[tuple[ast.Call, Mapping[str, Any]]]:
    """Yield the calls that an argument stands for: through names, lists, comprehensions and helpers that return them."""
    if depth > 8:
        return
    match node:
        case ast.Starred():
            yield from _expanded(one, node.value, local, depth + 1)
        case ast.List() | ast.Tuple():
            for element in node.elts:
                yield from _expanded(one, element, local, depth + 1)
        case ast.BinOp(op=ast.Add()):
            yield from _expanded(one, node.left, local, depth + 1)
            yield from _expanded(one, node.right, local, depth + 1)
        case ast.ListComp() | ast.GeneratorExp():
            generator = node.generators[0]
            values = one.source.value(generator.iter, local)
            for value in values if isinstance(values, list) and len(values) < 2000 else [UNKNOWN]:
                yield from _expanded(one, node.elt, {**local, **bound(generator.target, value)}, depth + 1)
        case ast.Name() if node.id in one.named:
            yield from _expanded(one, one.named[node.id], local, depth + 1)
        case ast.Call(func=ast.Name(id=name)) if name in one.functions:
            function = one.functions[name]
            values = call_values(one.source, function, node, local)
            returned = next((statement.value for statement in reversed(function.body) if isinstance(statement, ast.Return)), None)
            if returned is not None:
                yield from _expanded(one, returned, values, depth + 1)
        case ast.Call():
            name = callee(node)
            if name in ("copy", "_copy") and isinstance(node.func, ast.Attribute):
                yield from _expanded(one, node.func.value, local, depth + 1)
            elif name in ("Column", "MappedColumn", "mapped_column", "PrimaryKeyConstraint", "ForeignKeyConstraint"):
                yield node, local
            elif name not in _NO_COLUMN and not name.endswith("Constraint"):
                one.untold.append(f"{name}()")
        case ast.Constant():
            return
        case _:
            one.untold.append("a column")


def _column(
    one: Call, node: ast.Call, local: Mapping[str, Any], name: str = ""
) -> tuple[ev.ColumnDefinition | None, bool, ev.Reference | None]:
    source = one.source
    positional = list(node.args)
    name_node = keyword(node, "name") or (positional[0] if positional else None)
    text = source.word(name_node, local)
    if text is not None and positional and name_node is positional[0]:
        positional = positional[1:]
    text = text if text is not None else name
    if not text:
        return None, False, None
    type_node = keyword(node, "type_") or next(
        (
            given
            for given in positional
            if callee(given) not in (*_NO_COLUMN, "ForeignKey", "FetchedValue", "text") and not isinstance(given, ast.Constant)
        ),
        None,
    )
    key = source.column(text, name_node or node)
    foreign = next((given for given in node.args if isinstance(given, ast.Call) and callee(given) == "ForeignKey" and given.args), None)
    target = source.word(foreign.args[0], local) if foreign is not None and isinstance(foreign, ast.Call) else None
    reference = _to(one, (key.key,), target, foreign) if target else None
    is_key = source.value(keyword(node, "primary_key"), local) is True
    nullable = source.value(keyword(node, "nullable"), local)
    definition = ev.ColumnDefinition(
        key.name,
        key.key,
        key.spot,
        sql_type(source, type_node, local, one.named),
        source.word(keyword(node, "comment"), local) or "",
        "",
        nullable is not False and not is_key,
    )
    return definition, is_key, reference


def _to(one: Call, columns: tuple[str, ...], target: str, node: ast.expr | None) -> ev.Reference:
    """Return the reference that ``schema.table.column`` is."""
    path, _, column = target.rpartition(".")
    schema, _, table = path.rpartition(".")
    return ev.Reference(columns, one.source.table(table or path, node, schema), (one.source.key(column),))


def _reference(one: Call, node: ast.Call, local: Mapping[str, Any]) -> list[ev.Reference]:
    own = one.source.value(argument(node, 0, "columns"), local)
    targets = one.source.value(argument(node, 1, "refcolumns"), local)
    if (
        not isinstance(own, list)
        or not isinstance(targets, list)
        or not targets
        or not all(isinstance(part, str) and "." in part for part in targets)
    ):
        return []
    first = _to(one, tuple(one.source.key(str(name)) for name in own), targets[0], node)
    return [first._replace(referred=tuple(one.source.key(target.rpartition(".")[2]) for target in targets))]


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


def created_by_classes(
    source: Source, tree: ast.Module, wanted: str | None, named: Mapping[str, ast.expr], functions: Functions
) -> Iterator[ev.Event]:
    """Yield the tables that the file's own model classes declare: all of them, or one."""
    for node in tree.body:
        if not isinstance(node, ast.ClassDef) or (wanted is not None and node.name != wanted):
            continue
        name = source.names.get(node.name, {}).get("__tablename__")
        if not isinstance(name, str):
            continue
        columns: list[ev.ColumnDefinition] = []
        for statement in node.body:
            value = statement.value if isinstance(statement, ast.Assign | ast.AnnAssign) else None
            target = (
                statement.targets[0]
                if isinstance(statement, ast.Assign)
                else statement.target
                if isinstance(statement, ast.AnnAssign)
                else None
            )
            if isinstance(value, ast.Call) and callee(value) in ("Column", "mapped_column") and isinstance(target, ast.Name):
                definition, _, _ = _column(Call(source, value, {}, None, named, functions), value, {}, target.id)
                columns += [definition._replace(spot=source.spot(target, target.id))] if definition else []
        yield ev.CreateTable(source.table(name, node.bases[0] if node.bases else None), tuple(columns), if_not_exists=True)


CALLS: dict[str, Callable[[Call], Iterator[ev.Event]]] = {
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
