"""Reads the columns and constraints that an Alembic operation or a model class declares."""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from piicatalog.ddl import events as ev
from piicatalog.migrations.alembic_call import Call, Functions
from piicatalog.migrations.python_columns import sql_type
from piicatalog.migrations.python_values import UNKNOWN, Source, argument, bound, call_values, callee, keyword

_NO_COLUMN = frozenset(
    "UniqueConstraint CheckConstraint Index ExcludeConstraint Computed Identity Sequence MetaData relationship Constraint".split()
)


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
