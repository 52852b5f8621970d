"""Reads a Django migration's operations, as far as they are literal; what is not is said (PII902)."""

import ast
from collections.abc import Iterator

from piicatalog.ddl import events as ev
from piicatalog.ddl.conditional import conditionally
from piicatalog.ddl.reading import Reading
from piicatalog.migrations.django_graph import app_of
from piicatalog.migrations.python_columns import django_type
from piicatalog.migrations.python_sql import read_sql
from piicatalog.migrations.python_values import BASES, UNKNOWN, Source, argument, callee, keyword

_QUIET = frozenset(
    """AlterModelOptions AlterModelManagers AlterUniqueTogether AlterIndexTogether AddIndex RemoveIndex RenameIndex AddConstraint
    RemoveConstraint AlterConstraint AddIndexConcurrently RemoveIndexConcurrently AddConstraintNotValid ValidateConstraint
    CreateCollation RemoveCollation CreateExtension IgnoreMigration noop""".split()
)
_KNOWN = ("CreateModel", "DeleteModel", "RenameModel", "AddField", "RemoveField", "AlterField", "RenameField")
_TAKING = frozenset({"DeleteModel", "RemoveField"})
_KEYS = frozenset({"ForeignKey", "OneToOneField", "ParentalKey", "TreeForeignKey", "TreeOneToOneField"})
_NOTHING = frozenset({"TaggableManager", "GenericRelation", "GenericForeignKey", "CompositePrimaryKey", "ForeignObject", "GM2MField"})


def read_migration(source: Source, tree: ast.Module, migration: ast.ClassDef, path: str) -> Reading:
    """Read the operations of a migration's class."""
    reader = _Migration(source, tree, app_of(path))
    reader.body(migration.body)
    return Reading(tuple(reader.placed), tuple(reader.problems), reader.number, reader.schema_statements)


class _Migration:
    def __init__(self, source: Source, tree: ast.Module, app: str) -> None:
        self.source, self.app = source, app
        self.functions = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
        self.named = {
            node.targets[0].id: node.value for node in tree.body if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
        }
        self.placed: list[ev.Placed] = []
        self.problems: list[ev.ReadingProblem] = []
        self.number = self.schema_statements = 0
        self.perhaps = False

    def body(self, statements: list[ast.stmt]) -> None:
        """Read the class's statements: mostly ``operations = […]``, in some under a condition on the database."""
        for node in statements:
            match node:
                case (
                    ast.Assign(targets=[ast.Name(id=name)], value=value)
                    | ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value)
                ):
                    self.named[name] = value
                    if name == "operations":
                        self.operations(value)
                case ast.AugAssign(target=ast.Name(id="operations"), value=value):
                    self.operations(value)
                case ast.Expr(value=ast.Call(func=ast.Attribute(value=ast.Name(id="operations"), attr="append"), args=[value])):
                    self.operations(ast.List([value]))
                case ast.Expr(value=ast.Call(func=ast.Attribute(value=ast.Name(id="operations"), attr="extend"), args=[value])):
                    self.operations(value)
                case ast.If():
                    before = self.perhaps
                    test = self.source.value(node.test)
                    self.perhaps = before or test is UNKNOWN
                    for branch in [node.body, node.orelse] if test is UNKNOWN else [node.body if test else node.orelse]:
                        self.body(branch)
                    self.perhaps = before
                case ast.Try():
                    self.body(node.body)
                case _:
                    pass

    def operations(self, node: ast.expr | None, *, only_known: bool = False) -> None:
        """Read a list of operations."""
        if isinstance(node, ast.Name) and node.id in self.named:
            node = self.named[node.id]
        if isinstance(node, ast.BinOp):
            self.operations(node.left, only_known=only_known)
            self.operations(node.right, only_known=only_known)
        elif isinstance(node, ast.List | ast.Tuple):
            for element in node.elts:
                if isinstance(element, ast.Starred):
                    self.operations(element.value, only_known=only_known)
                elif isinstance(element, ast.Name) and isinstance(call := self.named.get(element.id), ast.Call):
                    self._operation(call, only_known=only_known)
                elif isinstance(element, ast.Call):
                    self._operation(element, only_known=only_known)
                else:
                    self._untold(element, "an operation")
        elif node is not None:
            self._untold(node, "a list of operations")
            for given in node.args if isinstance(node, ast.Call) else ():  # what a project's helper is given is run, as a rule
                before, self.perhaps = self.perhaps, True
                self.operations(
                    given if isinstance(given, ast.List | ast.Tuple) else ast.List([given] if isinstance(given, ast.Call) else [])
                )
                self.perhaps = before

    def _operation(self, call: ast.Call, *, only_known: bool) -> None:
        name = callee(call)
        reader = getattr(self, f"_{name}", None) if name[:1].isupper() else None
        if name == "SeparateDatabaseAndState":
            self.operations(argument(call, 0, "database_operations"))
            self.operations(argument(call, 1, "state_operations"), only_known=True)
            return
        if name == "RunSQL":
            if not only_known:
                self._sql(argument(call, 0, "sql"))
            self.operations(keyword(call, "state_operations"), only_known=True)
        elif name == "RunPython":
            self._code(argument(call, 0, "code"))
        elif reader is not None:
            self._change(call, reader(call), only_known=only_known)
        elif name not in _QUIET and not name.endswith("Extension") and "RunPython" not in (bases := self._bases(call)):
            namesake = next((known for known in _KNOWN if known in bases or name.startswith(known) or name.endswith(known)), "")
            self._untold(call, f"operation {name}", minor=namesake in _TAKING)
            if namesake:  # CreateModelIfNotExists: most likely it does what it is called
                before, self.perhaps, told = self.perhaps, True, len(self.problems)
                self._change(call, getattr(self, f"_{namesake}")(call), only_known=only_known)
                self.perhaps = before
                del self.problems[told:]  # that it is not read is said
        self.number += 1

    def _bases(self, call: ast.Call) -> list[str]:
        """Return what the class of a project's own operation is made of, where that is known: one of RunPython is data."""
        own = self.source.value(call.func)
        bases = own.get(BASES) if isinstance(own, dict) else None
        return bases if isinstance(bases, list) else []

    def _change(self, call: ast.Call, changes: Iterator[ev.ModelChange], *, only_known: bool) -> None:
        self.schema_statements += not only_known
        try:
            for change in changes:
                change = change._replace(only_known=only_known, perhaps=self.perhaps)  # noqa: PLW2901 - where it stands
                self.placed.append(ev.Placed(change, self.number, self.source.spot(call)))
        except _UntoldError as error:
            self._untold(call, f"{error} of {callee(call)}")

    def _untold(self, node: ast.expr, what: str, *, minor: bool = False) -> None:
        self.problems.append(ev.ReadingProblem("PII902", self.source.spot(node), f"{what} is code: it is not read", self.number, minor))

    def _sql(self, node: ast.expr | None, *, conditional: bool = False) -> None:
        if node is None:
            return
        if isinstance(node, ast.List | ast.Tuple):
            for element in node.elts:  # each a statement, or a statement with its parameters
                self._sql(
                    element.elts[0] if isinstance(element, ast.Tuple | ast.List) and element.elts else element, conditional=conditional
                )
            return
        reading, untold = read_sql(self.source, node, {}, self.named)
        if untold:
            self._untold(node, untold)
        self.placed += [
            placed._replace(event=conditionally(placed.event) if conditional or self.perhaps else placed.event, statement=self.number)
            for placed in reading.events
        ]
        self.problems += [problem._replace(statement=self.number) for problem in reading.problems]
        self.schema_statements += reading.schema_statements

    def _code(self, node: ast.expr | None) -> None:
        """RunPython: SQL that its function executes as a literal."""
        function = self.functions.get(node.id) if isinstance(node, ast.Name) else None
        for call in self._calls(function.body if function is not None else []):
            if callee(call) == "execute" and call.args:
                self._sql(call.args[0], conditional=True)

    def _calls(self, body: list[ast.stmt]) -> Iterator[ast.Call]:
        """Yield the calls of statements, but of branches for another database."""
        for node in body:
            if isinstance(node, ast.If):
                test = self.source.value(node.test)
                yield from self._calls([*node.body, *node.orelse] if test is UNKNOWN else node.body if test else node.orelse)
            elif isinstance(node, ast.With | ast.For | ast.Try):
                yield from self._calls(node.body)
            else:
                yield from (part for part in ast.walk(node) if isinstance(part, ast.Call))

    # Parts of operations

    def _model(self, call: ast.Call, number: int, *names: str) -> ev.ColumnName:
        node = argument(call, number, *names)
        text = self.source.word(node)
        if text is None:
            raise _UntoldError("a name")
        return self.source.column(text, node)

    def _field(self, name: ev.ColumnName, node: ast.expr | None) -> ev.ModelField:
        """Return what a field declares."""
        if isinstance(node, ast.Name):
            node = self.named.get(node.id, node)
        if not isinstance(node, ast.Call):
            raise _UntoldError("a field")
        kind = callee(node)
        stored_as = self.source.word(keyword(node, "db_column")) or ""
        comment = self.source.word(keyword(node, "db_comment")) or ""
        nullable = self.source.value(keyword(node, "null")) is True
        primary = self.source.value(keyword(node, "primary_key")) is True
        if kind in _NOTHING or kind.endswith("GenericRelation"):
            return ev.ModelField(name, "none")
        if "ManyToMany" in kind:
            through = keyword(node, "through")
            has_own = through is not None and self.source.value(through) is not None
            return ev.ModelField(
                name, "none" if has_own else "many", "", self.source.word(keyword(node, "db_table")) or "", self._refers(node)
            )
        if kind in _KEYS or kind.endswith(("ForeignKey", "OneToOneField")):
            return ev.ModelField(name, "key", "", stored_as, self._refers(node), comment, nullable, primary)
        return ev.ModelField(name, "column", django_type(self.source, node), stored_as, "", comment, nullable, primary)

    def _refers(self, call: ast.Call) -> str:
        node = argument(call, 0, "to")
        text = self.source.word(node)
        if text is None:
            return ""
        text = text.lower()
        return text if "." in text else f"{self.app}.{text}"

    def _option(self, call: ast.Call, *names: str) -> object:
        options = argument(call, 2, "options")
        for key, value in zip(options.keys, options.values, strict=True) if isinstance(options, ast.Dict) else ():
            if self.source.value(key) in names:
                return self.source.value(value)
        return None

    # Operations, by their names

    def _CreateModel(self, call: ast.Call) -> Iterator[ev.ModelChange]:  # noqa: N802 - Django's name
        model = self._model(call, 0, "name")
        listed = argument(call, 1, "fields")
        if isinstance(listed, ast.Name):
            listed = self.named.get(listed.id)
        fields: list[ev.ModelField] = []
        for element in listed.elts if isinstance(listed, ast.List | ast.Tuple) else ():
            if not isinstance(element, ast.Tuple) or len(element.elts) != 2 or (name := self.source.word(element.elts[0])) is None:
                made = element.elts[1] if isinstance(element, ast.Tuple) and len(element.elts) == 2 else None
                is_link = isinstance(made, ast.Call) and callee(made) in _KEYS
                self._untold(element, "a key's name of CreateModel" if is_link else "a field of CreateModel", minor=is_link)
                continue
            fields.append(self._field(self.source.column(name, element.elts[0]), element.elts[1]))
        if not isinstance(listed, ast.List | ast.Tuple):
            self._untold(call, "the fields of CreateModel")
        stored = self._option(call, "proxy") is not True and self._option(call, "managed") is not False
        if stored and not any(one.primary for one in fields):
            composite = any(one.kind == "none" and one.name.name == "pk" for one in fields)
            own = ev.ModelField(self.source.column("id", None)._replace(spot=model.spot), "column", "bigint", nullable=False, primary=True)
            fields = fields if composite else [own, *fields]
        if self._option(call, "order_with_respect_to"):
            fields.append(ev.ModelField(self.source.column("_order", None)._replace(spot=model.spot), "column", "integer", nullable=False))
        table, comment = self._option(call, "db_table"), self._option(call, "db_table_comment")
        if table is UNKNOWN:
            raise _UntoldError("db_table")
        yield ev.ModelChange(
            "create",
            self.app,
            model,
            tuple(fields),
            table if isinstance(table, str) else "",
            comment if isinstance(comment, str) else "",
            stored,
        )

    def _DeleteModel(self, call: ast.Call) -> Iterator[ev.ModelChange]:  # noqa: N802
        yield ev.ModelChange("delete", self.app, self._model(call, 0, "name"))

    def _RenameModel(self, call: ast.Call) -> Iterator[ev.ModelChange]:  # noqa: N802
        yield ev.ModelChange("rename", self.app, self._model(call, 0, "old_name"), to=self._model(call, 1, "new_name").name)

    def _AlterModelTable(self, call: ast.Call) -> Iterator[ev.ModelChange]:  # noqa: N802
        table = self.source.value(argument(call, 1, "table"))
        if table is UNKNOWN:
            raise _UntoldError("the table")
        yield ev.ModelChange("table_of", self.app, self._model(call, 0, "name"), to=table or "")

    def _AlterModelTableComment(self, call: ast.Call) -> Iterator[ev.ModelChange]:  # noqa: N802
        comment = self.source.word(argument(call, 1, "table_comment")) or ""
        yield ev.ModelChange("comment", self.app, self._model(call, 0, "name"), comment=comment)

    def _AlterOrderWithRespectTo(self, call: ast.Call) -> Iterator[ev.ModelChange]:  # noqa: N802
        model = self._model(call, 0, "name")
        order = ev.ModelField(self.source.column("_order", None)._replace(spot=model.spot), "column", "integer", nullable=False)
        kind = "add" if self.source.value(argument(call, 1, "order_with_respect_to")) else "remove"
        yield ev.ModelChange(kind, self.app, model, (order,))

    def _AddField(self, call: ast.Call) -> Iterator[ev.ModelChange]:  # noqa: N802
        field = self._field(self._model(call, 1, "name"), argument(call, 2, "field"))
        yield ev.ModelChange("add", self.app, self._model(call, 0, "model_name"), (field,))

    def _AlterField(self, call: ast.Call) -> Iterator[ev.ModelChange]:  # noqa: N802
        field = self._field(self._model(call, 1, "name"), argument(call, 2, "field"))
        yield ev.ModelChange("alter", self.app, self._model(call, 0, "model_name"), (field,))

    def _RemoveField(self, call: ast.Call) -> Iterator[ev.ModelChange]:  # noqa: N802
        yield ev.ModelChange(
            "remove", self.app, self._model(call, 0, "model_name"), (ev.ModelField(self._model(call, 1, "name"), "column"),)
        )

    def _RenameField(self, call: ast.Call) -> Iterator[ev.ModelChange]:  # noqa: N802
        field = ev.ModelField(self._model(call, 1, "old_name"), "column")
        yield ev.ModelChange("rename_field", self.app, self._model(call, 0, "model_name"), (field,), self._model(call, 2, "new_name").name)


class _UntoldError(Exception):
    """Part of an operation is not literal."""
