"""Reads a Liquibase changelog (XML, YAML, JSON): its change sets → events; formatted SQL is read as SQL.

Change sets for other databases, ignored ones and rollbacks are not run. One with a precondition, a context or a label may or
may not run: it does no more than it can.
"""

import re

from piicatalog.ddl import events as ev
from piicatalog.ddl.conditional import conditionally
from piicatalog.ddl.dialects import Dialect
from piicatalog.ddl.position import LineIndex, Spot
from piicatalog.ddl.reading import Reading, read_within
from piicatalog.ddl.sections import is_for
from piicatalog.migrations.changelog_tree import Element, read_changelog
from piicatalog.migrations.liquibase_changes import CHANGES, Change, Maker, MissingError

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
            reader = CHANGES.get(change.name)
            if change.name in ("sql", "createProcedure"):
                self._sql(change, conditional=perhaps)
            elif change.name == "customChange":
                self.tell("PII902", change.start, f"a class makes the change: {change.get('class').rpartition('.')[2]}")
            elif reader is not None:
                self._change(change, reader, conditional=perhaps)
            elif change.name not in _QUIET:
                self.tell("PII901", change.start, f"{change.name} is not a change that is known")
            self.number += 1

    def _change(self, change: Element, reader: Change, *, conditional: bool) -> None:
        maker = Maker(change, self.dialect, self.lines, self.properties)
        self.schema_statements += 1
        try:
            for event in reader(maker):
                self._add(conditionally(event) if conditional else event, maker.spot(None))
        except MissingError as error:
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
