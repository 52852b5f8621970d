"""Reads an Alembic revision: what the ``op`` calls of ``upgrade`` do, followed through loops, branches and helpers of the file.

A branch on the database's name is taken when the dialect is known; other conditions may hold or not, so that what stands
below them does no more than it can. A name that can't be told is said (PII902).
"""

import ast
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from piicatalog.ddl import events as ev
from piicatalog.ddl.conditional import conditionally
from piicatalog.ddl.reading import Reading
from piicatalog.migrations.alembic_call import Call, NotLiteralError
from piicatalog.migrations.alembic_columns import created_by_classes
from piicatalog.migrations.alembic_operations import OPERATIONS
from piicatalog.migrations.python_values import UNKNOWN, Source, argument, bound, call_values, callee

_DEEP = 12
_ROUNDS = 2_000
_LEAVING = (ast.Return, ast.Continue, ast.Break)
_HELPERS = frozenset(
    {"create_table", "add_column", "add_columns", "drop_column", "drop_columns", "drop_table", "rename_table", "rename_column"}
)
"""Functions of a project's own that are called like the operations: they mostly do the same."""
_NO_DATA = frozenset({"create_foreign_key", "create_primary_key", "drop_column", "drop_columns", "drop_table", "drop_table_comment"})
"""Operations that make no column."""


def read_revision(source: Source, tree: ast.Module) -> Reading:
    """Read ``upgrade`` and what it calls; yoyo's ``steps`` too."""
    revision = _Revision(source, tree)
    revision.run()
    return Reading(tuple(revision.placed), tuple(revision.problems), revision.number, revision.schema_statements)


class _Revision:
    def __init__(self, source: Source, tree: ast.Module) -> None:
        self.source, self.tree = source, tree
        self.functions = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}
        self.named: dict[str, ast.expr] = {}
        self._remember(tree.body)
        self.batches: dict[str, ev.TableName] = {}
        self.placed: list[ev.Placed] = []
        self.problems: list[ev.ReadingProblem] = []
        self.number = self.schema_statements = 0
        self.rounds = 0

    def run(self) -> None:
        upgrade = self.functions.get("upgrade")
        if upgrade is not None:
            self._body(upgrade.body, {}, conditional=False, depth=0)
        steps = self.named.get("steps") or self.named.get("__steps__")
        for step in steps.elts if isinstance(steps, ast.List | ast.Tuple) else ():
            if isinstance(step, ast.Call) and callee(step) == "step" and step.args:
                self._sql(step.args[0], {}, conditional=False)

    def _remember(self, body: Sequence[ast.stmt]) -> None:
        for node in body:
            if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
                self.named[node.targets[0].id] = node.value
            elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value is not None:
                self.named[node.target.id] = node.value

    # Statements

    def _body(self, body: Sequence[ast.stmt], local: dict[str, Any], *, conditional: bool, depth: int) -> None:
        for node in body:
            self._statement(node, local, conditional=conditional, depth=depth)
            if isinstance(node, _LEAVING):
                return
            if isinstance(node, ast.If) and any(isinstance(part, _LEAVING) for part in (*node.body, *node.orelse)):
                conditional = conditional or self.source.value(node.test, local) is UNKNOWN  # what follows may not run

    def _statement(self, node: ast.stmt, local: dict[str, Any], *, conditional: bool, depth: int) -> None:
        self.rounds += 1
        if self.rounds > _ROUNDS * 50:
            return
        match node:
            case ast.Expr(value=ast.Call() as call) | ast.Return(value=ast.Call() as call):
                self._call(call, local, conditional=conditional, depth=depth)
            case ast.Expr(value=ast.Await(value=ast.Call() as call)):
                self._call(call, local, conditional=conditional, depth=depth)
            case ast.Assign() | ast.AnnAssign():
                self._assign(node, local, conditional=conditional, depth=depth)
            case ast.AugAssign(target=ast.Name(id=name), op=ast.Add()):
                local[name] = self.source.value(ast.BinOp(ast.Name(name), ast.Add(), node.value), local)
            case ast.With() | ast.AsyncWith():
                self._with(node, local, conditional=conditional, depth=depth)
            case ast.For() | ast.AsyncFor():
                self._for(node, local, conditional=conditional, depth=depth)
            case ast.If():
                self._if(node, local, conditional=conditional, depth=depth)
            case ast.Try():
                for part in (node.body, node.orelse, node.finalbody):
                    self._body(part, local, conditional=True, depth=depth)
            case ast.While():
                self._body(node.body, local, conditional=True, depth=depth)
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                self.functions[node.name] = node
            case _:
                pass

    def _assign(self, node: ast.Assign | ast.AnnAssign, local: dict[str, Any], *, conditional: bool, depth: int) -> None:
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        if node.value is None:
            return
        self._remember([node])
        value = self.source.value(node.value, local)
        for target in targets:
            local.update(bound(target, value))
        if isinstance(node.value, ast.Call) and value is UNKNOWN:
            self._call(node.value, local, conditional=conditional, depth=depth)

    def _with(self, node: ast.With | ast.AsyncWith, local: dict[str, Any], *, conditional: bool, depth: int) -> None:
        for item in node.items:
            call = item.context_expr
            if isinstance(call, ast.Call) and callee(call) == "batch_alter_table" and isinstance(item.optional_vars, ast.Name):
                name = self.source.word(argument(call, 0, "table_name"), local)
                schema = self.source.word(argument(call, 1, "schema"), local) or ""
                if name is None:
                    self._untold(call, "the table of batch_alter_table")
                    self.batches.pop(item.optional_vars.id, None)
                    return
                self.batches[item.optional_vars.id] = self.source.table(name, call, schema)
        self._body(node.body, local, conditional=conditional, depth=depth)

    def _for(self, node: ast.For | ast.AsyncFor, local: dict[str, Any], *, conditional: bool, depth: int) -> None:
        values = self.source.value(node.iter, local)
        if isinstance(values, dict):
            values = list(values)
        if isinstance(values, list) and len(values) <= _ROUNDS:
            for value in values:
                self._body(node.body, {**local, **bound(node.target, value)}, conditional=conditional, depth=depth)
        else:
            self._body(node.body, {**local, **bound(node.target, UNKNOWN)}, conditional=True, depth=depth)

    def _if(self, node: ast.If, local: dict[str, Any], *, conditional: bool, depth: int) -> None:
        test = self.source.value(node.test, local)
        if test is UNKNOWN:
            self._body(node.body, dict(local), conditional=True, depth=depth)
            self._body(node.orelse, dict(local), conditional=True, depth=depth)
        else:
            self._body(node.body if test else node.orelse, local, conditional=conditional, depth=depth)

    # Calls

    def _call(self, call: ast.Call, local: dict[str, Any], *, conditional: bool, depth: int) -> None:
        name = callee(call)
        owner = call.func.value if isinstance(call.func, ast.Attribute) else None
        batch = self.batches.get(owner.id) if isinstance(owner, ast.Name) else None
        if owner is None and name in self.functions:
            self._inline(self.functions[name], call, local, conditional=conditional, depth=depth)
        elif isinstance(call.func, ast.Subscript):  # globals()[f"upgrade_{engine}"]()
            for other in [function for key, function in self.functions.items() if key.startswith("upgrade_")]:
                self._inline(other, call, local, conditional=conditional, depth=depth)
        elif name in ("execute", "exec_driver_sql", "executescript") and call.args:
            self._sql(call.args[0], local, conditional=conditional)
        elif name in ("execute", "exec_driver_sql"):
            self._sql(argument(call, 0, "sqltext", "statement"), local, conditional=conditional)
        elif (reader := OPERATIONS.get(name)) and (
            batch is not None or (isinstance(owner, ast.Name) and "op" in owner.id.lower()) or name in _HELPERS
        ):
            self._operation(call, reader, batch, local, conditional=conditional)
        elif name in ("create", "create_all"):
            self._created(call, owner, conditional=conditional)

    def _operation(
        self,
        call: ast.Call,
        reader: Callable[[Call], Iterator[ev.Event]],
        batch: ev.TableName | None,
        local: Mapping[str, Any],
        *,
        conditional: bool,
    ) -> None:
        one = Call(self.source, call, local, batch, self.named, self.functions)
        self.schema_statements += 1
        try:
            for event in reader(one):
                self._add(event, call, conditional=conditional)
        except NotLiteralError as error:
            self._untold(call, f"{error} of {callee(call)}")
        for what in one.untold:
            self._untold(call, f"{what} of {callee(call)}")
        self.number += 1

    def _add(self, event: ev.Event, node: ast.expr, *, conditional: bool) -> None:
        self.placed.append(ev.Placed(conditionally(event) if conditional else event, self.number, self.source.spot(node)))

    def _untold(self, node: ast.expr, what: str) -> None:
        minor = isinstance(node, ast.Call) and callee(node) in _NO_DATA
        text = f"{what} is put together when it is run"
        self.problems.append(ev.ReadingProblem("PII902", self.source.spot(node), text, self.number, minor))

    def _inline(
        self, function: ast.FunctionDef | ast.AsyncFunctionDef, call: ast.Call, local: dict[str, Any], *, conditional: bool, depth: int
    ) -> None:
        if depth < _DEEP:
            values = call_values(self.source, function, call, local)
            for parameter, given in zip(function.args.args, call.args, strict=False):
                if isinstance(given, ast.Name) and given.id in self.batches:
                    self.batches[parameter.arg] = self.batches[given.id]
                elif values[parameter.arg] is UNKNOWN:
                    self.named[parameter.arg] = given
            self._body(function.body, values, conditional=conditional, depth=depth + 1)

    def _created(self, call: ast.Call, owner: ast.expr | None, *, conditional: bool) -> None:
        """``Model.__table__.create(bind)``, ``Base.metadata.create_all(bind)``: of classes in the file."""
        if isinstance(owner, ast.Attribute) and owner.attr == "__table__" and isinstance(owner.value, ast.Name):
            wanted: str | None = owner.value.id
        elif callee(call) == "create_all":
            wanted = None
        elif isinstance(owner, ast.Name) and isinstance(table := self.named.get(owner.id), ast.Call) and callee(table) == "Table":
            self._operation(table, OPERATIONS["Table"], None, {}, conditional=conditional)
            return
        else:
            return
        found = list(created_by_classes(self.source, self.tree, wanted, self.named, self.functions))
        for event in found:
            self._add(event, call, conditional=conditional)
        if not found:
            self._untold(call, "what is made by create")

    def _sql(self, node: ast.expr | None, local: Mapping[str, Any], *, conditional: bool) -> None:
        from piicatalog.migrations.python_sql import read_sql

        if node is None:
            return
        reading, untold = read_sql(self.source, node, local, self.named)
        if untold:
            self._untold(node, untold)
        for placed in reading.events:
            self.placed.append(placed._replace(event=conditionally(placed.event) if conditional else placed.event, statement=self.number))
        self.problems += [problem._replace(statement=self.number) for problem in reading.problems]
        self.schema_statements += reading.schema_statements
        self.number += 1
