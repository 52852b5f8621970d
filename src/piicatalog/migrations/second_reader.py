"""Reads schema statements with sqlglot too, and tells where both readers understand one and differ (PII903)."""

from collections.abc import Iterator
from typing import Any

from piicatalog.ddl import events as ev
from piicatalog.ddl.dialects import Dialect, fold
from piicatalog.ddl.events import ReadingProblem
from piicatalog.ddl.reading import Reading
from piicatalog.ddl.splitter import split
from piicatalog.ddl.templates import mask

_COMPARED = (ev.CreateTable, ev.AddColumn, ev.DropColumn, ev.RenameColumn)
_MISLEADING = frozenset({"CONSTRAINT", "INDEX", "KEY", "PRIMARY", "UNIQUE", "PERIOD", "CHECK"})
"""What sqlglot takes for a column in constraints that it does not know."""


def disagreements(text: str, reading: Reading, dialect: Dialect) -> Iterator[ReadingProblem]:
    """Yield a problem for each statement that sqlglot reads as other columns than the token reader did."""
    if not dialect.sqlglot:
        return
    by_statement: dict[int, list[ev.Placed]] = {}
    for placed in reading.events:
        by_statement.setdefault(placed.statement, []).append(placed)
    text = mask(text, dialect)
    starts = {piece.start: piece for piece in split(text, dialect).pieces}
    for number, group in by_statement.items():
        spot = group[0].spot
        piece = starts.get(spot.offset)
        if piece is None or not all(isinstance(placed.event, _COMPARED) for placed in group):
            continue
        ours = _ours(group)
        theirs = _theirs(text[piece.start : piece.end], dialect)
        if theirs is not None and ours is not None and theirs != ours:
            told = f"columns {', '.join(sorted(ours)) or 'none'}; by sqlglot {', '.join(sorted(theirs)) or 'none'}"
            yield ReadingProblem("PII903", spot, told, number)


def _ours(group: list[ev.Placed]) -> set[str] | None:
    found: set[str] = set()
    for event in (placed.event for placed in group):
        if isinstance(event, ev.CreateTable):
            if event.query or event.like or event.parents or event.of_type:
                return None
            found |= {f"+{column.key}" for column in event.columns}
        elif isinstance(event, ev.AddColumn):
            found.add(f"+{event.column.key}")
        elif isinstance(event, ev.DropColumn):
            found.add(f"-{event.column.key}")
        elif isinstance(event, ev.RenameColumn):
            found.add(f"{event.column.key}>{event.to.key}")
    return found


def _theirs(statement: str, dialect: Dialect) -> set[str] | None:
    """Return what sqlglot reads; None where it does not read the statement, or is known to mislead."""
    import logging

    import sqlglot
    from sqlglot import exp
    from sqlglot.errors import SqlglotError

    logging.getLogger("sqlglot").setLevel(logging.CRITICAL)
    try:
        trees = sqlglot.parse(statement, read=dialect.sqlglot)
    except (SqlglotError, RecursionError, ValueError, AttributeError, TypeError):
        return None
    if len(trees) != 1 or trees[0] is None or any(trees[0].find_all(exp.Command)):
        return None
    tree: Any = trees[0]

    def key(node: Any) -> str:
        identifier = node.this if isinstance(node.this, exp.Identifier) else node
        return fold(identifier.name, dialect, quoted=bool(identifier.args.get("quoted")))

    if isinstance(tree, exp.Create) and isinstance(tree.this, exp.Schema):
        columns = [node for node in tree.this.expressions if isinstance(node, exp.ColumnDef)]
        partition = tree.find(exp.PartitionedByProperty)  # Hive: PARTITIONED BY (day string) makes a column
        more = [node for node in partition.this.expressions if isinstance(node, exp.ColumnDef)] if partition and partition.this else []
        if len(columns) != len([node for node in tree.this.expressions if isinstance(node, exp.ColumnDef | exp.Identifier)]):
            return None
        return None if any(node.name.upper() in _MISLEADING for node in columns) else {f"+{key(node)}" for node in (*columns, *more)}
    if isinstance(tree, exp.Alter):
        found: set[str] = set()
        for action in tree.args.get("actions") or ():
            if isinstance(action, exp.ColumnDef) and action.name.upper() not in _MISLEADING:
                found.add(f"+{key(action)}")
            elif isinstance(action, exp.Drop) and isinstance(action.this, exp.Column):
                found.add(f"-{key(action.this)}")
            elif isinstance(action, exp.RenameColumn):
                found.add(f"{key(action.this)}>{key(action.args['to'])}")
            else:
                return None
        return found
    return None
