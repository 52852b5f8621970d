"""SQL that stands in Python: ``op.execute("…")``, ``migrations.RunSQL("…")``."""

import ast
from collections.abc import Mapping
from typing import Any

from piicatalog.ddl.dynamic import DYNAMIC_DDL
from piicatalog.ddl.reading import Reading, read_within
from piicatalog.migrations.python_values import UNKNOWN, Source, callee

NOTHING = Reading((), (), 0, 0)


def read_sql(source: Source, node: ast.expr, local: Mapping[str, Any], named: Mapping[str, ast.expr]) -> tuple[Reading, str]:
    """Return what the SQL of an expression does, and what of it can't be told."""
    value = source.value(node, local)
    if isinstance(value, list):
        parts = (
            [read_sql(source, element, local, named) for element in node.elts]
            if isinstance(node, ast.List | ast.Tuple)
            else [_text(source, node, text) for text in value]
        )
        readings = [reading for reading, _ in parts]
        joined = Reading(
            tuple(placed for reading in readings for placed in reading.events),
            tuple(problem for reading in readings for problem in reading.problems),
            sum(reading.statements for reading in readings),
            sum(reading.schema_statements for reading in readings),
        )
        return joined, next((untold for _, untold in parts if untold), "")
    if isinstance(value, str):
        origin = named.get(node.id) if isinstance(node, ast.Name) else None
        return _text(source, origin if origin is not None else node, value)
    return NOTHING, "a schema statement" if value is UNKNOWN and _may_be_ddl(node, named) else ""


def _text(source: Source, node: ast.expr, text: Any) -> tuple[Reading, str]:
    if not isinstance(text, str):
        return NOTHING, ""
    start = source.offset(node.lineno, node.col_offset)
    end = source.offset(node.end_lineno or node.lineno, node.end_col_offset or node.col_offset)
    at = source.text.find(text, start, end) if text else -1
    return read_within(text, source.dialect, source.text, at if at >= 0 else start, source.lines), ""


def _may_be_ddl(node: ast.expr, named: Mapping[str, ast.expr], deep: int = 3) -> bool:
    """Whether an expression's literals hold DDL, or it is read from a file."""
    for part in ast.walk(node):
        if isinstance(part, ast.Constant) and isinstance(part.value, str) and DYNAMIC_DDL.search(part.value):
            return True
        if isinstance(part, ast.Call) and callee(part) in ("open", "read_text", "read", "load_sql", "read_sql"):
            return True
        if isinstance(part, ast.Name) and deep and part.id in named and _may_be_ddl(named[part.id], {}, deep - 1):
            return True
    return False
