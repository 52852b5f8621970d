"""Reads a migration written in Python without running it: Alembic's ``op`` calls, Django's operations, yoyo's steps."""

import ast
import warnings

from piicatalog.ddl.dialects import Dialect
from piicatalog.ddl.events import ReadingProblem
from piicatalog.ddl.position import LineIndex
from piicatalog.ddl.reading import Reading
from piicatalog.migrations.imported_names import Modules
from piicatalog.migrations.python_values import DIALECT, Source, module_names

_NAMES = {"postgres": "postgresql", "mysql": "mysql", "sqlite": "sqlite", "tsql": "mssql", "oracle": "oracle", "snowflake": "snowflake"}
"""What SQLAlchemy and Django call the databases."""


def read(text: str, path: str, dialect: Dialect, modules: Modules | None = None) -> Reading:
    """Read a file; never raises for what stands in it. With ``modules``, what it imports from them is known."""
    lines = LineIndex(text)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # its escapes are its own business
            tree = ast.parse(text)
    except SyntaxError as error:
        at = lines.start_of(max(1, error.lineno or 1))
        return Reading((), (ReadingProblem("PII901", lines.spot(at, at + 1), f"not Python: {error.msg}"),), 0, 0)
    except (ValueError, RecursionError, MemoryError):
        return Reading((), (ReadingProblem("PII901", lines.spot(0, 1), "not Python"),), 0, 0)
    names = {DIALECT: _NAMES[dialect.name]} if dialect.name in _NAMES else {}
    imported = modules.imported(tree, path) if modules is not None else {}
    source = Source(text, lines, dialect, {**names, **module_names(tree.body, imported)})
    migration = next((node for node in tree.body if isinstance(node, ast.ClassDef) and node.name == "Migration"), None)
    if migration is not None:
        from piicatalog.migrations.django_file import read_migration

        return read_migration(source, tree, migration, path)
    from piicatalog.migrations.alembic_file import read_revision

    return read_revision(source, tree)
