"""One call of an Alembic operation, and what its arguments say."""

import ast
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from piicatalog.ddl import events as ev
from piicatalog.migrations.python_values import Source, argument, keyword

Functions = Mapping[str, ast.FunctionDef | ast.AsyncFunctionDef]


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
