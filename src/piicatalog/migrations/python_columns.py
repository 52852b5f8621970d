"""Columns and types as SQLAlchemy and Django's fields declare them, to the words that SQL has for them."""

import ast
from collections.abc import Mapping
from typing import Any

from piicatalog.migrations.python_values import Source, callee, keyword

_SQLALCHEMY = {
    "string": "varchar",
    "unicode": "varchar",
    "autostring": "varchar",
    "unicodetext": "text",
    "biginteger": "bigint",
    "smallinteger": "smallint",
    "datetime": "timestamp",
    "largebinary": "bytea",
    "pickletype": "bytea",
    "double": "double precision",
    "double_precision": "double precision",
    "nulltype": "",
}
_LENGTHS = frozenset(
    {"varchar", "char", "nvarchar", "nchar", "varbinary", "binary", "numeric", "decimal", "varchar2", "string", "bit", "varbit"}
)


def sql_type(source: Source, node: ast.expr | None, local: Mapping[str, Any], named: Mapping[str, ast.expr]) -> str:
    """Return a SQLAlchemy type's words: ``sa.String(50)`` → ``varchar(50)``."""
    for _ in range(10):
        if isinstance(node, ast.Name) and node.id in named:
            node = named[node.id]
        elif (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and callee(node) in ("with_variant", "evaluates_none", "adapt")
            and isinstance(node.func.value, ast.expr)
        ):
            node = node.func.value
    if node is None:
        return ""
    name = callee(node)
    lower = name.lower()
    if not isinstance(node, ast.Call):
        return _SQLALCHEMY.get(lower, lower)
    if lower in ("array", "list"):
        inner = sql_type(source, node.args[0] if node.args else keyword(node, "item_type"), local, named)
        return f"{inner}[]"
    if lower == "enum":
        return source.word(keyword(node, "name"), local) or "enum"
    if lower in ("variant", "mutable", "as_mutable", "encryptedtype", "stringencryptedtype", "typedecorator"):
        return sql_type(source, node.args[0], local, named) if node.args else lower
    text = _SQLALCHEMY.get(lower, lower)
    if text in ("timestamp", "time") and source.value(keyword(node, "timezone"), local) is True:
        return f"{text} with time zone"
    if text in _LENGTHS:
        sizes = [
            source.value(given, local)
            for given in (*node.args[:2], *(keyword(node, key) for key in ("length", "precision", "scale")))
            if given is not None
        ]
        numbers = [str(size) for size in sizes if isinstance(size, int) and not isinstance(size, bool)]
        return f"{text}({','.join(numbers)})" if numbers else text
    return text


_DJANGO = {
    "AutoField": "integer",
    "BigAutoField": "bigint",
    "SmallAutoField": "smallint",
    "BigIntegerField": "bigint",
    "PositiveBigIntegerField": "bigint",
    "IntegerField": "integer",
    "PositiveIntegerField": "integer",
    "SmallIntegerField": "smallint",
    "PositiveSmallIntegerField": "smallint",
    "BinaryField": "bytea",
    "BooleanField": "boolean",
    "NullBooleanField": "boolean",
    "DateField": "date",
    "DateTimeField": "timestamp with time zone",
    "TimeField": "time",
    "DurationField": "interval",
    "FloatField": "double precision",
    "GenericIPAddressField": "inet",
    "IPAddressField": "inet",
    "JSONField": "jsonb",
    "HStoreField": "hstore",
    "TextField": "text",
    "UUIDField": "uuid",
    "CITextField": "citext",
    "CICharField": "citext",
    "CIEmailField": "citext",
    "SearchVectorField": "tsvector",
    "PointField": "geometry",
    "PolygonField": "geometry",
    "MultiPolygonField": "geometry",
    "GeometryField": "geometry",
}
_LENGTHS_OF = {
    "EmailField": 254,
    "URLField": 200,
    "SlugField": 50,
    "FileField": 100,
    "ImageField": 100,
    "FilePathField": 100,
    "CharField": 0,
}


def django_type(source: Source, call: ast.Call) -> str:
    """Return a Django field's words: ``models.CharField(max_length=50)`` → ``varchar(50)``; empty where its class tells nothing."""
    name = callee(call)
    if name == "ArrayField":
        base = keyword(call, "base_field") or (call.args[0] if call.args else None)
        return f"{django_type(source, base)}[]" if isinstance(base, ast.Call) else "text[]"
    if name == "GeneratedField":
        output = keyword(call, "output_field")
        return django_type(source, output) if isinstance(output, ast.Call) else ""
    if name in ("DecimalField", "MoneyField"):
        digits, places = (source.value(keyword(call, key)) for key in ("max_digits", "decimal_places"))
        return f"numeric({digits},{places})" if isinstance(digits, int) and isinstance(places, int) else "numeric"
    if name in _DJANGO:
        return _DJANGO[name]
    length = source.value(keyword(call, "max_length"))
    if isinstance(length, int):
        return f"varchar({length})"
    if name in _LENGTHS_OF:
        return f"varchar({_LENGTHS_OF[name]})" if _LENGTHS_OF[name] else "varchar"
    return next((words for known, words in _DJANGO.items() if name.endswith(known)), "text" if "Text" in name or "Char" in name else "")
