"""Reads a Liquibase changelog (XML, YAML, JSON): its change sets → events; formatted SQL is read as SQL.

Change sets for other databases, ignored ones and rollbacks are not run. One with a precondition, a context or a label may or
may not run: it does no more than it can.
"""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from piicatalog.ddl import events as ev
from piicatalog.ddl.conditional import conditionally
from piicatalog.ddl.dialects import Dialect, fold
from piicatalog.ddl.position import LineIndex, Spot
from piicatalog.ddl.reading import Reading, read_within
from piicatalog.ddl.sections import is_for
from piicatalog.migrations.changelog_tree import Element, Value, read_changelog

_QUIET = frozenset(
    """addDefaultValue dropDefaultValue addUniqueConstraint dropUniqueConstraint dropPrimaryKey dropForeignKeyConstraint
    dropAllForeignKeyConstraints addNotNullConstraint dropNotNullConstraint addCheckConstraint dropCheckConstraint createIndex
    dropIndex createSequence dropSequence alterSequence renameSequence addAutoIncrement insert delete loadData loadUpdateData stop
    empty output tagDatabase tagExists comment rollback validCheckSum preConditions modifySql dropProcedure enableCheckConstraint
    disableCheckConstraint renameTrigger createTrigger dropTrigger enableTrigger disableTrigger dropFunction dropPackage createSynonym
    dropSynonym markUnused setConstraint property sqlFile include includeAll executeCommand id author runOnChange runAlways
    failOnError context contextFilter labels dbms logicalFilePath objectQuotingStrategy created runInTransaction runOrder ignore
    onValidationFail runWith""".split()
)
_DDL_WORD = re.compile(r"\b(?:CREATE|ALTER|DROP)\b", re.IGNORECASE)


class _Maker(NamedTuple):
    """One change: an element, and what makes names with places of it."""

    element: Element
    dialect: Dialect
    lines: LineIndex
    properties: dict[str, str]

    def spot(self, value: Value | None) -> Spot:
        start, end = (value.start, value.end) if value is not None else (self.element.start, self.element.start + 1)
        return self.lines.spot(start, end)

    def text(self, text: str) -> str:
        return re.sub(r"\$\{([^{}]+)\}", lambda match: self.properties.get(match[1].strip(), match[0]), text) if "${" in text else text

    def key(self, name: str) -> str:
        return fold(name, self.dialect, quoted=False)

    def table(self, *attributes: str) -> ev.TableName:
        value = next((self.element.values[name] for name in attributes if self.element.get(name)), None)
        if value is None:
            raise _MissingError(attributes[0])
        name, schema = (
            self.text(value.text),
            self.text(self.element.get("schemaName") or self.element.get("catalogName" if self.dialect.name == "mysql" else "")),
        )
        schema = "" if "${" in schema else schema
        return ev.TableName(schema, name, self.key(schema) if schema else "", self.key(name), self.spot(value))

    def column(self, attribute: str) -> ev.ColumnName:
        value = self.element.values.get(attribute)
        if value is None or not value.text:
            raise _MissingError(attribute)
        name = self.text(value.text)
        return ev.ColumnName(name, self.key(name), self.spot(value))

    def keys(self, attribute: str) -> tuple[str, ...]:
        return tuple(self.key(name.strip()) for name in self.text(self.element.get(attribute)).split(",") if name.strip())


class _MissingError(Exception):
    """A change lacks what it is about."""


def read(text: str, path: str, dialect: Dialect) -> Reading:
    """Read a changelog; never raises for what stands in it."""
    return _Changelog(text, path, dialect).run()


class _Changelog:
    def __init__(self, text: str, path: str, dialect: Dialect) -> None:
        self.dialect, self.lines = dialect, LineIndex(text)
        self.source = text
        self.placed: list[ev.Placed] = []
        self.problems: list[ev.ReadingProblem] = []
        self.number = self.schema_statements = 0
        self.properties: dict[str, str] = {}
        self.root = read_changelog(text, path, lambda at, words: self.tell("PII907", at, words))

    def tell(self, code: str, at: int, words: str) -> None:
        self.problems.append(ev.ReadingProblem(code, self.lines.spot(at, at + 1), words, self.number if self.placed else 0))

    def run(self) -> Reading:
        log = next(iter(self.root.all("databaseChangeLog")), self.root)
        for element in log.inner:
            if element.name == "property" and self._is_live(element):
                self.properties.setdefault(element.get("name"), element.get("value"))
            elif element.name == "changeSet" and self._is_live(element):
                self._change_set(element)
        return Reading(tuple(self.placed), tuple(self.problems), self.number, self.schema_statements)

    def _is_live(self, element: Element) -> bool:
        databases = element.get("dbms").lower().replace(" ", "")
        if element.get("ignore").lower() == "true" or (databases and not is_for(databases, self.dialect.name)):
            return False
        return all(self._holds(condition) for condition in element.all("preConditions"))

    def _holds(self, condition: Element) -> bool:
        """Whether a precondition can hold: all that is known beforehand is the database."""
        if condition.name == "dbms":
            return is_for(condition.get("type").lower().replace(" ", ""), self.dialect.name)
        if condition.name == "not":
            return not any(inner.name == "dbms" and self._holds(inner) for inner in condition.inner) or self.dialect.name == "generic"
        if condition.name == "or":
            return not condition.inner or any(self._holds(inner) for inner in condition.inner)
        return all(self._holds(inner) for inner in condition.inner if inner.name in ("and", "or", "not", "dbms"))

    def _change_set(self, element: Element) -> None:
        perhaps = any(element.all("preConditions")) or any(
            element.get(name) for name in ("context", "contextFilter", "labels", "context-filter")
        )
        for change in (inner for outer in element.inner for inner in (outer.inner if outer.name == "changes" else [outer])):
            reader = _READERS.get(change.name)
            if change.name in ("sql", "createProcedure"):
                self._sql(change, conditional=perhaps)
            elif change.name == "customChange":
                self.tell("PII902", change.start, f"a class makes the change: {change.get('class').rpartition('.')[2]}")
            elif reader is not None:
                self._change(change, reader, conditional=perhaps)
            elif change.name not in _QUIET:
                self.tell("PII901", change.start, f"{change.name} is not a change that is known")
            self.number += 1

    def _change(self, change: Element, reader: "_Read", *, conditional: bool) -> None:
        maker = _Maker(change, self.dialect, self.lines, self.properties)
        self.schema_statements += 1
        try:
            for event in reader(maker):
                self._add(conditionally(event) if conditional else event, maker.spot(None))
        except _MissingError as error:
            self.tell("PII901", change.start, f"{change.name} without {error}")

    def _add(self, event: ev.Event, spot: Spot) -> None:
        names: list[ev.TableName | ev.ColumnName | ev.ColumnDefinition] = []
        if isinstance(event, ev.CreateTable):
            names += [event.table, *event.columns]
        elif isinstance(event, ev.AddColumn):
            names += [event.table, event.column]
        self.problems += [ev.ReadingProblem("PII906", name.spot, name.name, self.number) for name in names if "${" in name.name]
        self.placed.append(ev.Placed(event, self.number, spot))

    def _sql(self, change: Element, *, conditional: bool) -> None:
        if change.get("dbms") and not is_for(change.get("dbms").lower().replace(" ", ""), self.dialect.name):
            return
        body = change.body("sql", "procedureText", "procedureBody")
        if body is None or (
            not _DDL_WORD.search(body.text + " ") and not re.search(r"rename|comment|select|update|insert", body.text, re.IGNORECASE)
        ):
            return
        delimiter = change.get("endDelimiter").strip()
        text = body.text
        if delimiter and delimiter not in (";", "\\;") and not any(sign in delimiter for sign in "\\|("):
            text = re.sub(
                rf"(?im)^[ \t]*{re.escape(delimiter)}[ \t]*$" if delimiter.isalpha() or delimiter == "/" else re.escape(delimiter),
                lambda match: ";".ljust(len(match[0])),
                text,
            )
        reading = read_within(text, self.dialect, self.source, body.start, self.lines)
        for placed in reading.events:
            self._add(conditionally(placed.event) if conditional else placed.event, placed.spot)
        self.problems += [problem._replace(statement=self.number) for problem in reading.problems]
        self.schema_statements += reading.schema_statements


# Changes


def _definition(maker: _Maker) -> tuple[ev.ColumnDefinition, bool, ev.Reference | None]:
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


def _columns(maker: _Maker) -> Iterator[tuple[ev.ColumnDefinition, bool, ev.Reference | None]]:
    for element in maker.element.all("column"):
        yield _definition(maker._replace(element=element))


def _create_table(maker: _Maker) -> Iterator[ev.Event]:
    found = list(_columns(maker))
    yield ev.CreateTable(
        maker.table("tableName"),
        tuple(column for column, _, _ in found),
        if_not_exists=maker.element.get("ifNotExists").lower() == "true",
        comment=maker.text(maker.element.get("remarks")),
        primary_key=tuple(column.key for column, primary, _ in found if primary),
        references=tuple(reference for _, _, reference in found if reference is not None),
    )


def _add_column(maker: _Maker) -> Iterator[ev.Event]:
    table = maker.table("tableName")
    for column, primary, reference in _columns(maker):
        yield ev.AddColumn(table, column)
        if primary or reference is not None:
            yield ev.AddKey(table, (column.key,) if primary else (), reference)


def _drop_column(maker: _Maker) -> Iterator[ev.Event]:
    table = maker.table("tableName")
    if maker.element.get("columnName"):
        yield ev.DropColumn(table, maker.column("columnName"))
    for element in maker.element.all("column"):
        yield ev.DropColumn(table, maker._replace(element=element).column("name"))


def _rename_column(maker: _Maker) -> Iterator[ev.Event]:
    table, new = maker.table("tableName"), maker.column("newColumnName")
    yield ev.RenameColumn(table, maker.column("oldColumnName"), new)
    if maker.element.get("remarks"):
        yield ev.ChangeColumn(table, new, comment=maker.text(maker.element.get("remarks")))


def _rename_table(maker: _Maker) -> Iterator[ev.Event]:
    prefix = "Table" if maker.element.name == "renameTable" else "View"
    yield ev.RenameTable(maker.table(f"old{prefix}Name"), maker.table(f"new{prefix}Name"))


def _drop_table(maker: _Maker) -> Iterator[ev.Event]:
    view = maker.element.name == "dropView"
    yield ev.DropTable(
        maker.table("viewName" if view else "tableName"), maker.element.get("ifExists").lower() == "true", "view" if view else "table"
    )


def _modify_type(maker: _Maker) -> Iterator[ev.Event]:
    yield ev.ChangeColumn(maker.table("tableName"), maker.column("columnName"), maker.text(maker.element.get("newDataType")))


def _column_remarks(maker: _Maker) -> Iterator[ev.Event]:
    yield ev.ChangeColumn(maker.table("tableName"), maker.column("columnName"), comment=maker.text(maker.element.get("remarks")))


def _table_remarks(maker: _Maker) -> Iterator[ev.Event]:
    yield ev.CommentTable(maker.table("tableName"), maker.text(maker.element.get("remarks")))


def _create_view(maker: _Maker) -> Iterator[ev.Event]:
    query = maker.element.body("selectQuery")
    if query is None:
        raise _MissingError("a query")
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


def _primary_key(maker: _Maker) -> Iterator[ev.Event]:
    yield ev.AddKey(maker.table("tableName"), maker.keys("columnNames"))


def _foreign_key(maker: _Maker) -> Iterator[ev.Event]:
    table = maker.table("baseTableName")
    schema = maker.text(maker.element.get("referencedTableSchemaName"))
    target = maker.table("referencedTableName")._replace(schema=schema, schema_key=maker.key(schema) if schema else "")
    yield ev.AddKey(table, (), ev.Reference(maker.keys("baseColumnNames"), target, maker.keys("referencedColumnNames")))


def _merge_columns(maker: _Maker) -> Iterator[ev.Event]:
    table, final = maker.table("tableName"), maker.column("finalColumnName")
    yield ev.AddColumn(table, ev.ColumnDefinition(final.name, final.key, final.spot, maker.text(maker.element.get("finalColumnType"))))
    for name in ("column1Name", "column2Name"):
        if maker.key(maker.text(maker.element.get(name))) != final.key:
            yield ev.DropColumn(table, maker.column(name))


def _lookup_table(maker: _Maker) -> Iterator[ev.Event]:
    column = maker.column("newColumnName")
    table = maker.table("newTableName")
    definition = ev.ColumnDefinition(
        column.name, column.key, column.spot, maker.text(maker.element.get("newColumnDataType")), nullable=False
    )
    yield ev.CreateTable(table, (definition,), primary_key=(column.key,))
    yield ev.AddKey(maker.table("existingTableName"), (), ev.Reference(maker.keys("existingColumnName"), table, (column.key,)))


def _update(maker: _Maker) -> Iterator[ev.Event]:
    """``<update>`` sets columns to expressions: what it copies counts."""
    sets = []
    for element in maker.element.all("column"):
        computed = element.get("valueComputed")
        if computed and element.get("name"):
            sets.append(f"{element.get('name')} = {maker.text(computed)}")
    if sets:
        table = maker.table("tableName")
        yield ev.CopyColumns(table, f"UPDATE {table.name} SET {', '.join(sets)}", maker.element.start)  # noqa: S608 - nothing is run


_Read = Callable[[_Maker], Iterator[ev.Event]]
_READERS: dict[str, _Read] = {
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
