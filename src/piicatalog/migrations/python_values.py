"""What Python expressions of a migration stand for, as far as that can be told without running it.

Literals, names bound to them, f-strings and joins of them, attributes of the file's own classes (``Model.__tablename__``).
"""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from piicatalog.ddl.dialects import Dialect, fold
from piicatalog.ddl.events import ColumnName, TableName
from piicatalog.ddl.position import LineIndex, Spot


class _Unknown:
    """The value of what can't be told."""

    def __repr__(self) -> str:
        return "UNKNOWN"


UNKNOWN: Final = _Unknown()
_PASSING = frozenset(
    {
        "f",
        "text",
        "str",
        "_",
        "gettext_lazy",
        "dedent",
        "DDL",
        "TextClause",
        "quoted_name",
        "tuple",
        "list",
        "sorted",
        "set",
        "lower",
        "strip",
        "unquote",
        "SQL",
    }
)
"""Calls that give what they are given, as far as names and SQL go: ``op.f("x")``, ``sa.text("…")``."""
_METHODS = frozenset(
    {
        "format",
        "join",
        "lower",
        "upper",
        "strip",
        "rstrip",
        "lstrip",
        "items",
        "keys",
        "values",
        "replace",
        "get",
        "split",
        "splitlines",
        "removeprefix",
    }
)
_MANY = 10_000
BASES: Final = "__bases__"
"""The attribute of a class that holds the last names of the classes that it is made of."""
DIALECT: Final = "__dialect__"
"""The name under which the database's name is known, where it is."""


def callee(node: ast.expr) -> str:
    """Return the last name of what is called: ``sa.Column`` → ``Column``."""
    if isinstance(node, ast.Call):
        node = node.func
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def keyword(call: ast.Call, *names: str) -> ast.expr | None:
    """Return the value of a keyword argument."""
    return next((given.value for given in call.keywords if given.arg in names), None)


def argument(call: ast.Call, number: int, *names: str) -> ast.expr | None:
    """Return an argument by its name or its place."""
    named = keyword(call, *names)
    return named if named is not None else call.args[number] if number < len(call.args) else None


@dataclass(frozen=True, slots=True)
class Source:
    """A Python file's text, its places and the names that its statements bind."""

    text: str
    lines: LineIndex
    dialect: Dialect
    names: Mapping[str, Any]
    """Module level names; values of classes are mappings of their attributes."""

    def offset(self, line: int, column: int) -> int:
        """Return the offset of Python's line from 1 and column in UTF-8 bytes."""
        start = self.lines.start_of(line)
        text = self.text[start : start + column]
        return start + (column if text.isascii() else len(self.text[start : start + column].encode()[:column].decode(errors="replace")))

    def spot(self, node: ast.expr | ast.stmt | ast.keyword | None, word: str = "") -> Spot:
        """Return where a word stands in a node's text, else where the node begins."""
        if node is None:
            return self.lines.spot(0, 0)
        start = self.offset(node.lineno, node.col_offset)
        if word:
            end = self.offset(node.end_lineno or node.lineno, node.end_col_offset or node.col_offset)
            at = self.text.find(word, start, end)
            if at >= 0:
                return self.lines.spot(at, at + len(word))
        return self.lines.spot(start, start + 1)

    def key(self, name: str) -> str:
        """Return what a name is compared by: Python's libraries quote names that hold capitals, and only those."""
        return fold(name, self.dialect, quoted=name != name.lower())

    def table(self, name: str, node: ast.expr | None, schema: str = "") -> TableName:
        """Return a table's name."""
        return TableName(schema, name, self.key(schema) if schema else "", self.key(name), self.spot(node, name))

    def column(self, name: str, node: ast.expr | None) -> ColumnName:
        """Return a column's name."""
        return ColumnName(name, self.key(name), self.spot(node, name))

    def value(self, node: ast.expr | None, local: Mapping[str, Any] | None = None) -> Any:
        """Return what an expression stands for, UNKNOWN where that can't be told."""
        if node is None:
            return None
        try:
            return _value(node, {**self.names, **(local or {})})
        except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError, MemoryError, OverflowError):
            return UNKNOWN

    def word(self, node: ast.expr | None, local: Mapping[str, Any] | None = None) -> str | None:
        """Return the text that an expression stands for, None where it is none or can't be told."""
        value = self.value(node, local)
        return value if isinstance(value, str) else None


def _value(node: ast.expr, names: Mapping[str, Any]) -> Any:
    match node:
        case ast.Constant():
            return node.value
        case ast.Name():
            return names.get(node.id, UNKNOWN)
        case ast.Attribute(attr="name", value=ast.Attribute(attr="dialect" | "engine")) | ast.Attribute(attr="vendor"):
            return names.get(DIALECT, UNKNOWN)  # op.get_bind().dialect.name, connection.vendor
        case ast.Attribute():
            owner = _value(node.value, names)
            return owner.get(node.attr, UNKNOWN) if isinstance(owner, dict) else UNKNOWN
        case ast.Subscript():
            return _all_known(_value(node.value, names), _value(node.slice, names), lambda owner, key: owner[key])
        case ast.JoinedStr():
            parts = [
                part.value
                if isinstance(part, ast.Constant)
                else _value(part.value, names)
                if isinstance(part, ast.FormattedValue)
                else UNKNOWN
                for part in node.values
            ]
            return UNKNOWN if any(part is UNKNOWN for part in parts) else "".join(map(str, parts))
        case ast.List() | ast.Tuple() | ast.Set():
            return [item for element in node.elts for item in _elements(element, names)]
        case ast.Dict():
            return {_value(key, names): _value(value, names) for key, value in zip(node.keys, node.values, strict=True) if key is not None}
        case ast.BinOp(op=ast.Add()):
            return _all_known(_value(node.left, names), _value(node.right, names), lambda left, right: left + right)
        case ast.BinOp(op=ast.Mod()):
            return _all_known(
                _value(node.left, names),
                _value(node.right, names),
                lambda left, right: left % (tuple(right) if isinstance(right, list) else right),
            )
        case ast.UnaryOp(op=ast.Not()):
            return _all_known(_value(node.operand, names), None, lambda operand, _: not operand)
        case ast.UnaryOp(op=ast.USub()):
            return _all_known(_value(node.operand, names), None, lambda operand, _: -operand)
        case ast.Compare(ops=[op], comparators=[right]):
            return _compared(op, _value(node.left, names), _value(right, names))
        case ast.BoolOp():
            return _joined(isinstance(node.op, ast.And), [_value(value, names) for value in node.values])
        case ast.ListComp() | ast.GeneratorExp() | ast.SetComp():
            return _comprehended(node, names)
        case ast.DictComp():
            pairs = _comprehended(ast.ListComp(ast.Tuple([node.key, node.value]), node.generators), names)
            return UNKNOWN if pairs is UNKNOWN or any(key is UNKNOWN for key, _ in pairs) else dict(pairs)
        case ast.Call():
            return _called(node, names)
        case _:
            return UNKNOWN


def _elements(node: ast.expr, names: Mapping[str, Any]) -> list[Any]:
    if isinstance(node, ast.Starred):
        value = _value(node.value, names)
        return list(value) if isinstance(value, list) else [UNKNOWN]
    return [_value(node, names)]


def _all_known(left: Any, right: Any, act: Any) -> Any:
    if left is UNKNOWN or right is UNKNOWN or (isinstance(right, list) and UNKNOWN in right):
        return UNKNOWN
    result = act(left, right)
    return UNKNOWN if isinstance(result, str | list) and len(result) > 1_000_000 else result


def _compared(op: ast.cmpop, left: Any, right: Any) -> Any:
    if left is UNKNOWN or right is UNKNOWN:
        return UNKNOWN
    match op:
        case ast.Eq() | ast.Is():
            return left == right
        case ast.NotEq() | ast.IsNot():
            return left != right
        case ast.In():
            return left in right
        case ast.NotIn():
            return left not in right
        case _:
            return UNKNOWN


def _joined(is_and: bool, values: list[Any]) -> Any:
    if is_and:
        return False if any(value is not UNKNOWN and not value for value in values) else UNKNOWN if UNKNOWN in values else values[-1]
    return next((value for value in values if value is not UNKNOWN and value), UNKNOWN if UNKNOWN in values else values[-1])


def _comprehended(node: ast.ListComp | ast.GeneratorExp | ast.SetComp, names: Mapping[str, Any]) -> Any:
    if len(node.generators) != 1 or node.generators[0].ifs:
        return UNKNOWN
    generator = node.generators[0]
    values = _value(generator.iter, names)
    if not isinstance(values, list | dict) or len(values) > _MANY:
        return UNKNOWN
    return [_value(node.elt, {**names, **bound(generator.target, value)}) for value in values]


def _called(node: ast.Call, names: Mapping[str, Any]) -> Any:
    name = callee(node)
    if isinstance(node.func, ast.Attribute) and name in _METHODS:
        owner = _value(node.func.value, names)
        arguments = [_value(given, names) for given in node.args]
        keywords = {given.arg: _value(given.value, names) for given in node.keywords if given.arg}
        if owner is UNKNOWN or UNKNOWN in arguments or UNKNOWN in keywords.values() or not isinstance(owner, str | dict):
            return UNKNOWN
        result = getattr(owner, name)(*arguments, **keywords)
        return [list(item) if isinstance(item, tuple) else item for item in result] if name in ("items", "keys", "values") else result
    if name in _PASSING and len(node.args) >= 1:
        return _value(node.args[0], names)
    return UNKNOWN


def bound(target: ast.expr, value: Any) -> dict[str, Any]:
    """Return what a target's names are when it is bound to a value."""
    if isinstance(target, ast.Name):
        return {target.id: value}
    if isinstance(target, ast.Tuple | ast.List):
        values = value if isinstance(value, list) and len(value) == len(target.elts) else [UNKNOWN] * len(target.elts)
        return {name: inner for element, part in zip(target.elts, values, strict=True) for name, inner in bound(element, part).items()}
    return {}


def module_names(body: list[ast.stmt], imported: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Return the names that a module's or class's statements bind to values that can be told; what is imported is among them."""
    known = imported or {}
    names: dict[str, Any] = dict(known)
    for target, value in _assignments(body):
        try:
            told = bound(target, _value(value, names))
        except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError, MemoryError, OverflowError):
            told = bound(target, UNKNOWN)
        names.update({name: known.get(name, UNKNOWN) if value is UNKNOWN else value for name, value in told.items()})
    for node in body:
        if isinstance(node, ast.ClassDef):
            outer = {name: value for name, value in names.items() if not isinstance(value, dict)}
            own = module_names(node.body, outer)
            names[node.name] = {
                "__name__": node.name,
                BASES: [callee(base) for base in node.bases],
                **{name: value for name, value in own.items() if name not in outer or value is not outer[name]},
            }
    return {name: value for name, value in names.items() if value is not UNKNOWN}


def _assignments(body: list[ast.stmt]) -> Iterator[tuple[ast.expr, ast.expr]]:
    for node in body:
        if isinstance(node, ast.Assign):
            for target in node.targets:
                yield target, node.value
        elif isinstance(node, ast.AnnAssign) and node.value is not None:
            yield node.target, node.value


def call_values(
    source: Source, function: ast.FunctionDef | ast.AsyncFunctionDef, call: ast.Call, local: Mapping[str, Any]
) -> dict[str, Any]:
    """Return what a function's parameters are in a call."""
    arguments = function.args
    names = [*arguments.posonlyargs, *arguments.args]
    values: dict[str, Any] = {parameter.arg: UNKNOWN for parameter in (*names, *arguments.kwonlyargs)}
    for parameter, default in zip(reversed(names), reversed(arguments.defaults), strict=False):
        values[parameter.arg] = source.value(default)
    for keyword_only, given in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
        if given is not None:
            values[keyword_only.arg] = source.value(given)
    for parameter, argument_given in zip(names, call.args, strict=False):
        values[parameter.arg] = source.value(argument_given, local)
    values.update({given.arg: source.value(given.value, local) for given in call.keywords if given.arg})
    return values
