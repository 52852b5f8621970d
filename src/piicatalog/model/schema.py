"""Tables and columns as a source declares them."""

from dataclasses import dataclass, field
from enum import StrEnum

from piicatalog.model.reason import Words


class TableKind(StrEnum):
    """What stores the rows."""

    TABLE = "table"
    VIEW = "view"
    MATERIALIZED_VIEW = "materialized_view"
    FOREIGN_TABLE = "foreign_table"
    FILE = "file"
    DATAFRAME = "dataframe"


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """Where a name stands in a text; line and column count from 1, columns in code points."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column, or a field nested in one.

    ``path`` is empty for a column itself; for the field ``katu`` of the JSON column ``asiakas`` with the
    value ``{"osoite": {"katu": …}}`` the name is ``asiakas`` and the path ``("osoite", "katu")``.
    """

    name: str
    data_type: str = ""
    """As the source writes it: ``varchar(80)``, ``NUMBER(10)``, ``STRUCT<…>``."""
    path: tuple[str, ...] = ()
    nullable: bool = True
    comment: str = ""
    position: Position | None = None
    why_not: Words = ""
    """Why its values are not read (binary, no permission); empty when they are."""

    @property
    def key(self) -> str:
        """The dotted name within its table: ``hetu``, ``asiakas.osoite.katu``."""
        return ".".join((self.name, *self.path)) if self.path else self.name

    @property
    def last_name(self) -> str:
        """The last part of the path: what the value itself is called."""
        return self.path[-1] if self.path else self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignKey:
    """Columns of a table that refer to columns of another."""

    columns: tuple[str, ...]
    schema: str
    table: str
    referred_columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table, view or file with its columns in declared order."""

    schema: str
    """Empty where the source has no schemas."""
    name: str
    kind: TableKind = TableKind.TABLE
    columns: tuple[Column, ...] = ()
    primary_key: tuple[str, ...] = ()
    foreign_keys: tuple[ForeignKey, ...] = ()
    comment: str = ""
    row_estimate: int | None = None
    """The source's own estimate in rows; None when it has none."""
    query: str = ""
    """The SELECT of a view."""
    why_not: Words = ""
    """Why its columns could not be listed; empty when they were."""
    names: dict[str, Column] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "names", {column.key: column for column in self.columns})

    @property
    def full_name(self) -> str:
        """``shop.asiakas``; the name alone where there is no schema."""
        return f"{self.schema}.{self.name}" if self.schema else self.name
