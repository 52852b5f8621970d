"""What a statement does to the schema. Plain tuples, so that they are made fast and kept as JSON."""

from typing import NamedTuple

from piicatalog.ddl.position import Spot


class TableName(NamedTuple):
    """A table's name as written and folded as its dialect folds it."""

    schema: str
    name: str
    schema_key: str
    key: str
    spot: Spot


class ColumnName(NamedTuple):
    """A column's name as written and folded."""

    name: str
    key: str
    spot: Spot


class ColumnDefinition(NamedTuple):
    """A column as CREATE TABLE or ADD COLUMN declares it."""

    name: str
    key: str
    spot: Spot
    type_text: str = ""
    """Everything up to the first constraint, as written."""
    comment: str = ""
    """COMMENT '…' or OPTIONS(description = '…')."""
    note: str = ""
    """The SQL comment on its line."""
    nullable: bool = True
    tags: tuple[tuple[str, str], ...] = ()
    """Tags and policies of the platform: Snowflake TAG, sensitivity."""


class Reference(NamedTuple):
    """A foreign key; columns are keys."""

    columns: tuple[str, ...]
    table: TableName
    referred: tuple[str, ...] = ()


class CreateTable(NamedTuple):
    """CREATE TABLE; with ``query`` its columns come from there."""

    table: TableName
    columns: tuple[ColumnDefinition, ...] = ()
    kind: str = "table"
    """A value of TableKind."""
    temporary: bool = False
    if_not_exists: bool = False
    or_replace: bool = False
    like: tuple[TableName, ...] = ()
    """LIKE, CLONE, COPY: their columns come first."""
    parents: tuple[TableName, ...] = ()
    """INHERITS, PARTITION OF."""
    of_type: TableName | None = None
    query: str = ""
    query_offset: int = 0
    names: tuple[ColumnName, ...] = ()
    """The column list before AS."""
    comment: str = ""
    primary_key: tuple[str, ...] = ()
    references: tuple[Reference, ...] = ()
    keeps_comments: bool = True
    """Whether LIKE copies comments too; INHERITS and PARTITION OF never do."""


class CreateView(NamedTuple):
    """CREATE [MATERIALIZED] VIEW, and ALTER VIEW … AS."""

    table: TableName
    query: str
    query_offset: int = 0
    names: tuple[ColumnDefinition, ...] = ()
    kind: str = "view"
    temporary: bool = False
    if_not_exists: bool = False
    or_replace: bool = False
    comment: str = ""
    target: TableName | None = None
    """ClickHouse: the table that a materialized view writes to."""


class CreateType(NamedTuple):
    """A composite type: tables OF it have its columns."""

    name: TableName
    columns: tuple[ColumnDefinition, ...]


class DropTable(NamedTuple):
    """DROP TABLE or VIEW."""

    table: TableName
    if_exists: bool = False
    kind: str = "table"
    cascade: bool = False
    """With the views that read it."""


class DropSchema(NamedTuple):
    """DROP SCHEMA or DATABASE with all in it."""

    name: ColumnName
    if_exists: bool = False


class RenameTable(NamedTuple):
    """ALTER TABLE … RENAME TO; the new name may name another schema."""

    table: TableName
    to: TableName
    if_exists: bool = False


class RenameSchema(NamedTuple):
    """ALTER SCHEMA … RENAME TO."""

    name: ColumnName
    to: ColumnName


class SetSchema(NamedTuple):
    """ALTER TABLE … SET SCHEMA, ALTER SCHEMA … TRANSFER."""

    table: TableName
    to: ColumnName
    if_exists: bool = False


class Swap(NamedTuple):
    """Two tables change names: SWAP WITH, EXCHANGE TABLES."""

    table: TableName
    other: TableName


class AddColumn(NamedTuple):
    """ADD COLUMN."""

    table: TableName
    column: ColumnDefinition
    if_not_exists: bool = False
    if_exists: bool = False
    """ALTER TABLE IF EXISTS."""
    replaces: ColumnName | None = None
    """MySQL CHANGE: the old name."""


class DropColumn(NamedTuple):
    """DROP COLUMN."""

    table: TableName
    column: ColumnName
    if_exists: bool = False
    cascade: bool = False
    """With the views that read it."""


class RenameColumn(NamedTuple):
    """RENAME COLUMN."""

    table: TableName
    column: ColumnName
    to: ColumnName
    if_exists: bool = False


class ChangeColumn(NamedTuple):
    """Another type, comment or nullability of a column; what is empty or None stays as it is."""

    table: TableName
    column: ColumnName
    type_text: str = ""
    comment: str | None = None
    if_exists: bool = False
    nullable: bool | None = None


class CommentTable(NamedTuple):
    """COMMENT ON TABLE."""

    table: TableName
    comment: str


class SetTag(NamedTuple):
    """A platform tag on a column, or on the table where ``column`` is None; empty value: removed."""

    table: TableName
    column: ColumnName | None
    name: str
    value: str


class Inherit(NamedTuple):
    """INHERIT, ATTACH PARTITION: the child takes part in its parent's changes; ``ends``: NO INHERIT, DETACH."""

    table: TableName
    parent: TableName
    ends: bool = False


class AddKey(NamedTuple):
    """ADD PRIMARY KEY or FOREIGN KEY."""

    table: TableName
    primary_key: tuple[str, ...] = ()
    reference: Reference | None = None


class CopyRows(NamedTuple):
    """INSERT INTO … SELECT."""

    table: TableName
    columns: tuple[ColumnName, ...]
    """Empty: all, in their order."""
    query: str
    query_offset: int = 0


class CopyColumns(NamedTuple):
    """UPDATE … SET: columns that take the value of an expression over columns."""

    table: TableName
    statement: str
    offset: int = 0


class RenameType(NamedTuple):
    """ALTER TYPE or DOMAIN … RENAME TO, or SET SCHEMA: rewrites the types of columns."""

    old: str
    new: str


class Grant(NamedTuple):
    """GRANT … ON table TO role."""

    table: TableName
    role: str


class Unmask(NamedTuple):
    """A masking policy, row policy or encryption is taken away."""

    table: TableName
    column: ColumnName | None
    detail: str


class Routine(NamedTuple):
    """A function or procedure that changes the schema when it is called."""

    name: str


class Call(NamedTuple):
    """SELECT f(…), CALL f, EXEC f."""

    name: str


class UseSchema(NamedTuple):
    """USE, SET search_path, ALTER SESSION SET CURRENT_SCHEMA; empty: the default."""

    schema: str
    key: str


class ModelField(NamedTuple):
    """A field of an ORM's model: a column, a key's column, a link table, or nothing in the database."""

    name: ColumnName
    kind: str
    """column, key (its column is called name_id), many or none."""
    type_text: str = ""
    stored_as: str = ""
    """The column or link table that it names itself."""
    refers: str = ""
    """The model that a key or link points to: ``app.model``."""
    comment: str = ""
    nullable: bool = True
    primary: bool = False


class ModelChange(NamedTuple):
    """A change to an ORM's model: which table it touches depends on what earlier migrations called it."""

    kind: str
    """create, delete, rename, table_of, comment, add, remove, alter or rename_field."""
    app: str
    model: ColumnName
    fields: tuple[ModelField, ...] = ()
    to: str = ""
    """The new name of a model or field; the table of a model."""
    comment: str = ""
    stored: bool = True
    """False: a proxy, or managed elsewhere."""
    only_known: bool = False
    """The database is not touched: only what is known of models changes."""
    perhaps: bool = False
    """Stands under a condition that can't be told."""


Event = (
    CreateTable
    | CreateView
    | CreateType
    | DropTable
    | DropSchema
    | RenameTable
    | RenameSchema
    | SetSchema
    | Swap
    | AddColumn
    | DropColumn
    | RenameColumn
    | ChangeColumn
    | CommentTable
    | SetTag
    | Inherit
    | AddKey
    | CopyRows
    | CopyColumns
    | RenameType
    | Grant
    | Unmask
    | Routine
    | Call
    | UseSchema
    | ModelChange
)
"""Any of the above."""


class Placed(NamedTuple):
    """An event with the statement that it comes from."""

    event: Event
    statement: int
    spot: Spot
    """The statement's first words."""


class ReadingProblem(NamedTuple):
    """Something that was not read as it stands."""

    code: str
    """PII901 not understood, 902 dynamic, 906 template in a name, 907 unclosed literal, 908 unreadable."""
    spot: Spot
    message: str
    statement: int = -1
    minor: bool = False
    """It makes no column that could hold data: a key or a constraint, something that is taken away."""
