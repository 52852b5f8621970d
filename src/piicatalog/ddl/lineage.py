"""Which columns a query gives and where each comes from, by sqlglot; loaded only when there is such a query.

Each edge is marked: ``copy`` (as it is), ``transform`` (through an expression; also max, min, string_agg), ``aggregate``
(count, sum, avg …) or ``condition`` (it only decides: CASE, a comparison, a window's partition).
"""

import logging
from typing import Any

from piicatalog.ddl.cursor import NotUnderstoodError
from piicatalog.ddl.dialects import fold
from piicatalog.ddl.events import TableName
from piicatalog.ddl.lineage_by_words import by_words
from piicatalog.ddl.naming import select_list, unnamed
from piicatalog.ddl.position import Spot
from piicatalog.ddl.selecting import Names, Selected
from piicatalog.ddl.state import Table

RANK = {"copy": 0, "transform": 1, "aggregate": 2, "condition": 3}
_NOWHERE = Spot(0, 1, 1, 1)
Source = tuple[str, str, str]


def lineage(schema: Names, query: str) -> tuple[list[Selected], bool]:
    """Return a query's columns and whether all of their sources are known.

    Where they are not, every column of every table named counts as a source: too much rather than nothing.
    """
    logging.getLogger("sqlglot").setLevel(logging.CRITICAL)  # it logs statements, which may hold values
    try:
        return _Query(schema, query).read()
    except Exception:  # noqa: BLE001 - the optimizer raises whatever its code meets in a query that it does not know
        return by_words(schema, query), False


class _Query:
    def __init__(self, schema: Names, query: str) -> None:
        from sqlglot import parse_one

        self.schema, self.query = schema, query
        self.tree: Any = parse_one(query, read=schema.dialect.sqlglot or None)
        self.tables: dict[str, Table] = {}
        self.known = True
        self.written: dict[str, str] = {}
        """Names as they are written, by what they are compared by."""
        self._made: list[Any] = []
        """Scopes made here: they must live as long as what is remembered by their identity."""
        self._outputs: dict[int, list[Selected]] = {}

    def read(self) -> tuple[list[Selected], bool]:
        from sqlglot import exp
        from sqlglot.optimizer.qualify import qualify
        from sqlglot.optimizer.scope import build_scope
        from sqlglot.schema import MappingSchema

        dialect = self.schema.dialect
        self._name_columns()
        for identifier in self.tree.find_all(exp.Identifier):
            folded = fold(identifier.this, dialect, quoted=bool(identifier.args.get("quoted")))
            self.written.setdefault(folded, identifier.this)
            identifier.set("this", folded)
            identifier.args["quoted"] = True
        ctes = {cte.alias for cte in self.tree.find_all(exp.CTE)}
        for node in list(self.tree.find_all(exp.Table)):
            if isinstance(node.this, exp.Identifier) and not (node.name in ctes and not node.db):
                self._name(node)
        mapping: dict[str, object] = {name: dict.fromkeys(table.columns, "TEXT") for name, table in self.tables.items() if table.columns}
        self.tree = qualify(
            self.tree,
            schema=MappingSchema(mapping, dialect=dialect.sqlglot or None, normalize=False),
            dialect=dialect.sqlglot or None,
            validate_qualify_columns=False,
            quote_identifiers=False,
            identify=False,
        )
        root = build_scope(self.tree)
        if root is None:
            raise NotUnderstoodError("no query")
        found = self.outputs(root)
        if any(column.key == "*" for column in found):
            self.known = False
            found = [column for column in found if column.key != "*"]
        return found, self.known

    def _name_columns(self) -> None:
        """Give the columns without a name the one that the database gives them."""
        from sqlglot import exp

        selects = list(self.tree.selects) if isinstance(self.tree, exp.Query) else []
        if all(projection.output_name for projection in selects):
            return
        written = select_list(self.query, self.schema.dialect)
        for item, projection in zip(written, selects, strict=len(written) == len(selects)):
            name = "" if projection.output_name else unnamed(item, self.query, self.schema.dialect)
            if name:
                projection.replace(exp.alias_(projection.copy(), name, quoted=True))

    def _name(self, node: Any) -> None:
        """Give a table that the schema knows a plain name of its own."""
        from sqlglot import exp

        schema_name = node.db
        table = self.schema.find(TableName(schema_name, node.name, schema_name, node.name, _NOWHERE))
        alias = node.alias or node.name
        if table is None:
            self.known = False
            return
        name = f"t{len(self.tables)}"
        self.tables[name] = table
        node.set("this", exp.to_identifier(name, quoted=True))
        node.set("db", None)
        node.set("catalog", None)
        if not node.args.get("alias"):
            node.set("alias", exp.TableAlias(this=exp.to_identifier(alias, quoted=True)))

    def outputs(self, scope: Any) -> list[Selected]:
        """Return the columns that a scope gives."""
        if id(scope) in self._outputs:
            return self._outputs[id(scope)]
        self._outputs[id(scope)] = []  # a recursive CTE meets itself: what it adds is what it began with
        if scope.set_operation_scopes:
            sides = [self.outputs(side) for side in scope.set_operation_scopes]
            found = [_joined([side[index] for side in sides if index < len(side)]) for index in range(len(sides[0]))]
        else:
            found = [self._output(projection, scope) for projection in scope.expression.selects]
        columns = scope.expression.parent.args.get("alias") if scope.expression.parent is not None and scope.is_cte else None
        names = [name.name for name in columns.columns] if columns is not None else []
        found = [
            column._replace(name=names[index], key=names[index]) if index < len(names) else column for index, column in enumerate(found)
        ]
        self._outputs[id(scope)] = found
        return found

    def _output(self, projection: Any, scope: Any) -> Selected:
        from sqlglot import exp

        key = projection.alias_or_name or projection.output_name
        if isinstance(projection, exp.Star) or (isinstance(projection, exp.Column) and isinstance(projection.this, exp.Star)):
            return Selected("*", "*")
        sources: dict[Source, None] = {}
        plain: Selected | None = None
        for column in projection.find_all(exp.Column, exp.TableColumn):
            kind = _mark(column, projection)
            for found in self._trace(column, self._scope_of(column, scope)):
                if kind == "copy" and found.table is not None:
                    plain = found
                for table, source, deeper in found.sources:
                    sources[table, source, max(kind, deeper, key=RANK.__getitem__)] = None
        inner = projection.unalias()
        type_text = (
            plain.type_text if plain else inner.to.sql(dialect=self.schema.dialect.sqlglot or None) if isinstance(inner, exp.Cast) else ""
        )
        name = plain.name if plain and plain.key == key else self.written.get(key, key)
        return Selected(name, key, type_text, plain.table if plain else None, plain.source if plain else "", tuple(sources))

    def _scope_of(self, column: Any, scope: Any) -> Any:
        """Return the scope of the SELECT that a column stands in: a subquery of a projection has its own."""
        from sqlglot import exp

        select = column.find_ancestor(exp.Select)
        if select is scope.expression:
            return scope
        return next((inner for inner in scope.traverse() if inner.expression is select), scope)

    def _trace(self, column: Any, scope: Any) -> list[Selected]:
        """Return what a column of a query is."""
        from sqlglot import exp

        if isinstance(column, exp.TableColumn):  # a whole row: to_jsonb(p)
            source, around = _found(scope, column.name)
            return self._row(source, around)
        source, around = _found(scope, column.table) if column.table else (None, scope)
        if source is None and not column.table:
            source, around = _found(scope, column.name)
            if source is not None:
                return self._row(source, around)
        if isinstance(source, exp.Table):
            if not isinstance(source.this, exp.Identifier):
                return self._given(source, around)
            table = self.tables.get(source.name)
            if table is None:
                return []
            found = table.columns.get(column.name)
            if found is None:
                self.known = self.known and column.name in (column.table, source.alias)
                return self._row(source, around)
            return [Selected(found.name, column.name, found.type_text, table, column.name, ((table.id, found.id, "copy"),))]
        if source is not None:
            given = self._given(source, around)
            named = [output for output in given if output.key == column.name]
            return named or [output for output in given if not output.key]
        self.known = self.known and not self.tables
        tables = [source for source in scope.sources.values() if not isinstance(getattr(source, "expression", None), exp.UDTF)]
        return [output for source in tables for output in self._row(source, scope)]

    def _given(self, source: Any, around: Any) -> list[Selected]:
        """Return the columns of a query in FROM; those of a function have no names, and come from what it is called with."""
        from sqlglot import exp

        if isinstance(source, exp.Table):
            function = source.this
        elif isinstance(source.expression, exp.Query):
            return self.outputs(source)
        else:
            function = source.expression
            select = function.find(exp.Select) if isinstance(function, exp.Lateral) else None
            if select is not None:
                return self._select(select, around)
        sources: dict[Source, None] = {}
        for column in function.find_all(exp.Column, exp.TableColumn):
            for output in self._trace(column, around):
                sources.update(
                    dict.fromkeys((table, key, max(kind, "transform", key=RANK.__getitem__)) for table, key, kind in output.sources)
                )
        return [Selected("", "", sources=tuple(sources))] if sources else []

    def _select(self, select: Any, around: Any) -> list[Selected]:
        """Return the columns of a query that has no scope of its own: LATERAL (SELECT …)."""
        from sqlglot.optimizer.scope import build_scope

        scope = build_scope(select.copy())
        if scope is None:
            return []
        scope.parent = around
        self._made.append(scope)
        return self.outputs(scope)

    def _row(self, source: Any, around: Any) -> list[Selected]:
        """Return all columns of a source, as an expression over the row has them."""
        from sqlglot import exp

        if source is None:
            return []
        if isinstance(source, exp.Table):
            table = self.tables.get(source.name)
            return (
                []
                if table is None
                else [Selected(c.name, key, "", None, "", ((table.id, c.id, "transform"),)) for key, c in table.columns.items()]
            )
        return [output._replace(table=None) for output in self._given(source, around)]


def _found(scope: Any, name: str) -> tuple[Any, Any]:
    """Return the source of a name and the scope that has it: an inner query sees what stands around it."""
    around = scope
    while around is not None:
        if name in around.sources:
            return around.sources[name], around
        around = around.parent
    return None, scope


def _mark(column: Any, projection: Any) -> str:
    """Return how a column reaches the projection that it stands in."""
    from sqlglot import exp

    passing = (exp.Max, exp.Min, exp.GroupConcat, exp.ArrayAgg, exp.AnyValue, exp.First, exp.Last, exp.JSONArrayAgg, exp.JSONObjectAgg)
    kind = "copy"
    node, parent = column, column.parent
    while node is not projection and parent is not None:
        if isinstance(parent, (exp.Select, exp.Alias | exp.Paren | exp.Subquery)):
            mark = "copy"
        elif (
            isinstance(
                parent, exp.Where | exp.Join | exp.Having | exp.Group | exp.Order | exp.Predicate | exp.Connector | exp.Not | exp.Limit
            )
            or (isinstance(parent, exp.If) and node.arg_key == "this")
            or (isinstance(parent, exp.Case) and node.arg_key == "this")
            or (isinstance(parent, exp.Window) and node.arg_key != "this")
        ):
            mark = "condition"
        elif isinstance(parent, exp.Count | exp.Exists) or (isinstance(parent, exp.AggFunc) and not isinstance(parent, passing)):
            mark = "aggregate"
        elif isinstance(parent, exp.Window):
            mark = "copy"
        else:
            mark = "transform"
        kind = max(kind, mark, key=RANK.__getitem__)
        node, parent = parent, parent.parent
    return kind


def _joined(columns: list[Selected]) -> Selected:
    """Return the column that the sides of a union give together."""
    sources = dict.fromkeys(source for column in columns for source in column.sources)
    first = columns[0]
    return first._replace(sources=tuple(sources), table=first.table if len(columns) == 1 else None)
