"""What each of Liquibase's changes does to the schema."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from piicatalog.ddl import events as ev
from piicatalog.ddl.dialects import Dialect, fold
from piicatalog.ddl.position import LineIndex, Spot
from piicatalog.migrations.changelog_tree import Element, Value


class MissingError(Exception):
    """A change lacks what it is about."""


class Maker(NamedTuple):
    """One change: an element, and what makes names with places of it."""

    element: Element
    dialect: Dialect
    lines: LineIndex
    properties: dict[str, str]

    def spot(self, value: Value | None) -> Spot:
        """Return the place of an attribute; of the element itself for None."""
        start, end = (value.start, value.end) if value is not None else (self.element.start, self.element.start + 1)
        return self.lines.spot(start, end)

    def text(self, text: str) -> str:
        """Return a text with the changelog's properties filled in."""
        return re.sub(r"\$\{([^{}]+)\}", lambda match: self.properties.get(match[1].strip(), match[0]), text) if "${" in text else text

    def key(self, name: str) -> str:
        """Return a name as its dialect folds it."""
        return fold(name, self.dialect, quoted=False)

    def table(self, *attributes: str) -> ev.TableName:
        """Return the table that the first of some attributes names; raises MissingError when none is there."""
        value = next((self.element.values[name] for name in attributes if self.element.get(name)), None)
        if value is None:
            raise MissingError(attributes[0])
        name, schema = (
            self.text(value.text),
            self.text(self.element.get("schemaName") or self.element.get("catalogName" if self.dialect.name == "mysql" else "")),
        )
        schema = "" if "${" in schema else schema
        return ev.TableName(schema, name, self.key(schema) if schema else "", self.key(name), self.spot(value))

    def column(self, attribute: str) -> ev.ColumnName:
        """Return the column that an attribute names; raises MissingError when it is not there."""
        value = self.element.values.get(attribute)
        if value is None or not value.text:
            raise MissingError(attribute)
        name = self.text(value.text)
        return ev.ColumnName(name, self.key(name), self.spot(value))

    def keys(self, attribute: str) -> tuple[str, ...]:
        """Return the folded names of a list with commas."""
        return tuple(self.key(name.strip()) for name in self.text(self.element.get(attribute)).split(",") if name.strip())


def _definition(maker: Maker) -> tuple[ev.ColumnDefinition, bool, ev.Reference | None]:
    """Read a ``<column name= type=>`` with its constraints."""
    name = maker.column("name")
    constraint = next(maker.element.all("constraints"), None)
    primary = nullable = False
    reference = None
    if constraint is not None:
        primary = constraint.get("primaryKey").lower() == "true"
        nullable = constraint.get("nullable").lower() == "false"
        target = constraint.get("referencedTableName") or constraint.get("references").partition("(")[0]
        columns = constraint.get("referencedColumnNames") or constraint.get("references").partition("(")[2].rstrip(") ")
        if target:
            schema, _, table = maker.text(target).strip().rpartition(".")
            referred = tuple(maker.key(part.strip()) for part in columns.split(",") if part.strip())
            reference = ev.Reference(
                (name.key,), ev.TableName(schema, table, maker.key(schema) if schema else "", maker.key(table), name.spot), referred
            )
    definition = ev.ColumnDefinition(
        name.name,
        name.key,
        name.spot,
        maker.text(maker.element.get("type")),
        maker.text(maker.element.get("remarks")),
        "",
        not (primary or nullable),
    )
    return definition, primary, reference


def _columns(maker: Maker) -> Iterator[tuple[ev.ColumnDefinition, bool, ev.Reference | None]]:
    for element in maker.element.all("column"):
        yield _definition(maker._replace(element=element))


def _create_table(maker: Maker) -> Iterator[ev.Event]:
    found = list(_columns(maker))
    yield ev.CreateTable(
        maker.table("tableName"),
        tuple(column for column, _, _ in found),
        if_not_exists=maker.element.get("ifNotExists").lower() == "true",
        comment=maker.text(maker.element.get("remarks")),
        primary_key=tuple(column.key for column, primary, _ in found if primary),
        references=tuple(reference for _, _, reference in found if reference is not None),
    )


def _add_column(maker: Maker) -> Iterator[ev.Event]:
    table = maker.table("tableName")
    for column, primary, reference in _columns(maker):
        yield ev.AddColumn(table, column)
        if primary or reference is not None:
            yield ev.AddKey(table, (column.key,) if primary else (), reference)


def _drop_column(maker: Maker) -> Iterator[ev.Event]:
    table = maker.table("tableName")
    if maker.element.get("columnName"):
        yield ev.DropColumn(table, maker.column("columnName"))
    for element in maker.element.all("column"):
        yield ev.DropColumn(table, maker._replace(element=element).column("name"))


def _rename_column(maker: Maker) -> Iterator[ev.Event]:
    table, new = maker.table("tableName"), maker.column("newColumnName")
    yield ev.RenameColumn(table, maker.column("oldColumnName"), new)
    if maker.element.get("remarks"):
        yield ev.ChangeColumn(table, new, comment=maker.text(maker.element.get("remarks")))


def _rename_table(maker: Maker) -> Iterator[ev.Event]:
    prefix = "Table" if maker.element.name == "renameTable" else "View"
    yield ev.RenameTable(maker.table(f"old{prefix}Name"), maker.table(f"new{prefix}Name"))


def _drop_table(maker: Maker) -> Iterator[ev.Event]:
    view = maker.element.name == "dropView"
    yield ev.DropTable(
        maker.table("viewName" if view else "tableName"), maker.element.get("ifExists").lower() == "true", "view" if view else "table"
    )


def _modify_type(maker: Maker) -> Iterator[ev.Event]:
    yield ev.ChangeColumn(maker.table("tableName"), maker.column("columnName"), maker.text(maker.element.get("newDataType")))


def _column_remarks(maker: Maker) -> Iterator[ev.Event]:
    yield ev.ChangeColumn(maker.table("tableName"), maker.column("columnName"), comment=maker.text(maker.element.get("remarks")))


def _table_remarks(maker: Maker) -> Iterator[ev.Event]:
    yield ev.CommentTable(maker.table("tableName"), maker.text(maker.element.get("remarks")))


def _create_view(maker: Maker) -> Iterator[ev.Event]:
    query = maker.element.body("selectQuery")
    if query is None:
        raise MissingError("a query")
    table = maker.table("viewName")
    text = maker.text(query.text).strip()
    if maker.element.get("fullDefinition").lower() == "true":
        text = re.sub(r"^\s*CREATE\b.*?\bAS\b", "", text, count=1, flags=re.IGNORECASE | re.DOTALL).strip()
    yield ev.CreateView(
        table,
        text.rstrip(";"),
        query.start,
        or_replace=maker.element.get("replaceIfExists").lower() == "true",
        comment=maker.element.get("remarks"),
    )


def _primary_key(maker: Maker) -> Iterator[ev.Event]:
    yield ev.AddKey(maker.table("tableName"), maker.keys("columnNames"))


def _foreign_key(maker: Maker) -> Iterator[ev.Event]:
    table = maker.table("baseTableName")
    schema = maker.text(maker.element.get("referencedTableSchemaName"))
    target = maker.table("referencedTableName")._replace(schema=schema, schema_key=maker.key(schema) if schema else "")
    yield ev.AddKey(table, (), ev.Reference(maker.keys("baseColumnNames"), target, maker.keys("referencedColumnNames")))


def _merge_columns(maker: Maker) -> Iterator[ev.Event]:
    table, final = maker.table("tableName"), maker.column("finalColumnName")
    yield ev.AddColumn(table, ev.ColumnDefinition(final.name, final.key, final.spot, maker.text(maker.element.get("finalColumnType"))))
    for name in ("column1Name", "column2Name"):
        if maker.key(maker.text(maker.element.get(name))) != final.key:
            yield ev.DropColumn(table, maker.column(name))


def _lookup_table(maker: Maker) -> Iterator[ev.Event]:
    column = maker.column("newColumnName")
    table = maker.table("newTableName")
    definition = ev.ColumnDefinition(
        column.name, column.key, column.spot, maker.text(maker.element.get("newColumnDataType")), nullable=False
    )
    yield ev.CreateTable(table, (definition,), primary_key=(column.key,))
    yield ev.AddKey(maker.table("existingTableName"), (), ev.Reference(maker.keys("existingColumnName"), table, (column.key,)))


def _update(maker: Maker) -> Iterator[ev.Event]:
    """``<update>`` sets columns to expressions: what it copies counts."""
    sets = []
    for element in maker.element.all("column"):
        computed = element.get("valueComputed")
        if computed and element.get("name"):
            sets.append(f"{element.get('name')} = {maker.text(computed)}")
    if sets:
        table = maker.table("tableName")
        yield ev.CopyColumns(table, f"UPDATE {table.name} SET {', '.join(sets)}", maker.element.start)  # noqa: S608 - nothing is run


Change = Callable[[Maker], Iterator[ev.Event]]
CHANGES: Mapping[str, Change] = {
    "createTable": _create_table,
    "addColumn": _add_column,
    "dropColumn": _drop_column,
    "renameColumn": _rename_column,
    "renameTable": _rename_table,
    "renameView": _rename_table,
    "dropTable": _drop_table,
    "dropView": _drop_table,
    "modifyDataType": _modify_type,
    "setColumnRemarks": _column_remarks,
    "setTableRemarks": _table_remarks,
    "createView": _create_view,
    "addPrimaryKey": _primary_key,
    "addForeignKeyConstraint": _foreign_key,
    "mergeColumns": _merge_columns,
    "addLookupTable": _lookup_table,
    "update": _update,
}
"""By the name of the element."""
