"""The schema while a history is replayed: its tables by name, their identities, and what lineage needs of the past.

What each event does to it stands in ``changes``, found by ``apply``.
"""

from collections.abc import Callable
from copy import copy as shallow

from piicatalog.ddl import events as ev
from piicatalog.ddl.dialects import Dialect
from piicatalog.ddl.position import Pos, Spot
from piicatalog.ddl.selecting import Remember, Selected
from piicatalog.ddl.state import Column, Conflict, Copy, Flow, Key, SchemaState, Table


class Schema:
    """The tables as they are after the events so far; conflicts are kept, never raised.

    ``resolve`` gives the columns of a query that is more than a plain list of columns.
    """

    def __init__(self, dialect: Dialect, resolve: "Callable[[Schema, str], list[Selected] | None] | None" = None) -> None:
        self.dialect = dialect
        self.resolve = resolve
        self.tables: dict[Key, Table] = {}
        self.names: set[str] = set()
        """The folded names of all tables and views that were made here."""
        self.types: dict[Key, tuple[ev.ColumnDefinition, ...]] = {}
        self.dropped: dict[str, Pos] = {}
        self.conflicts: list[Conflict] = []
        self.copies: list[Copy] = []
        """In order; kept for lineage."""
        self.updates: list[tuple[Table, str, Pos]] = []
        self.repeats: list[Flow] = []
        """Columns that are another table's by LIKE, CLONE, INHERITS, PARTITION OF."""
        self.unresolved: list[tuple[Table, Pos]] = []
        self.remember: Remember | None = None
        """Knows the lineage of queries from before."""
        self.children: dict[str, list[Table]] = {}
        """What inherited from a table or was a partition of it at any time, by its id."""
        self.temporary: list[Table] = []
        self.file = ""
        self.statement = 0
        self.spot = Spot(0, 1, 1, 1)
        """The first words of the statement."""
        self.current_name = ""
        """The schema of unqualified names, as written; empty for the default."""
        self._current_key = ""
        self._by_name: dict[str, set[Key]] = {}
        self._made: dict[str, int] = {}

    # Names and places

    def pos(self, spot: Spot) -> Pos:
        """Return a spot of the file being read as a place of the history."""
        return Pos(self.file, *spot[:4], self.statement)

    def key(self, name: ev.TableName) -> Key:
        """Return the key under which a table of this name is made."""
        schema = name.schema_key
        if not name.schema:
            schema = self._current_key if not name.key.startswith("#") else ""
        return (self.folded(schema), name.key)

    @property
    def current(self) -> str:
        """The schema of unqualified names, as their keys have it; empty for the default."""
        return self.folded(self._current_key)

    def folded(self, schema: str) -> str:
        """Return a schema's key: empty for the default."""
        return "" if schema.lower() == self.dialect.default_schema.lower() else schema

    def use(self, name: str, key: str) -> None:
        """Let unqualified names mean another schema from here on."""
        self.current_name, self._current_key = (name, key) if self.folded(key) else ("", "")

    def add_conflict(self, spot: Spot, message: str, missing: ev.TableName | None = None) -> None:
        """Tell of a statement that does not fit; ``missing`` is the table that is not known."""
        self.conflicts.append(Conflict(self.pos(spot), message, missing.key if missing is not None else ""))

    # Tables

    def keys_of(self, name: str) -> set[Key]:
        """Return the keys of the tables of a name, in any schema."""
        return self._by_name.get(name, set())

    def find(self, name: ev.TableName, *, strict: bool = False) -> Table | None:
        """Return the table that a name means; without a schema any one of that name, if it is the only one."""
        table = self.tables.get(self.key(name))
        if table is not None or strict:
            return table
        if not name.schema:
            table = self.tables.get(("", name.key))
            if table is not None:
                return table
        keys = self._by_name.get(name.key) or self._by_name.get(name.key.lower(), set())
        if name.schema:
            # A schema that the history never made may be the default one.
            loose = {key for key in keys if key[0] == ""}
            if not any(key[0] == name.schema_key for key in self.tables) and loose:
                return self.tables[next(iter(loose))]
            return None
        return self.tables[next(iter(keys))] if len(keys) == 1 else None

    def put(self, table: Table) -> None:
        """Let a table stand under its key."""
        self.tables[table.key] = table
        self._by_name.setdefault(table.key[1], set()).add(table.key)

    def remove(self, table: Table) -> None:
        """Take a table from where it stands."""
        del self.tables[table.key]
        self._by_name[table.key[1]].discard(table.key)

    # Identities

    def new_table_id(self, key: Key) -> str:
        """Return an identity that no table had before."""
        return self._new_id(f"{key[0]}.{key[1]}" if key[0] else key[1])

    def new_column(self, table: Table, definition: ev.ColumnDefinition) -> Column:
        """Return a column with an identity that none had before."""
        pos = self.pos(definition.spot)
        return Column(
            self._new_id(f"{table.id}.{definition.key}"),
            definition.name,
            definition.type_text,
            definition.comment,
            definition.note,
            pos,
            (pos,),
            (),
            definition.tags,
            definition.nullable,
        )

    def _new_id(self, text: str) -> str:
        number = self._made.get(text, 0)
        self._made[text] = number + 1
        return f"{text}#{number}" if number else text

    # The replay as a whole

    def end_of_file(self) -> None:
        """Temporary tables live to the end of their file."""
        for table in self.temporary:
            if self.tables.get(table.key) is table:
                self.remove(table)
        self.temporary = []
        self.use("", "")

    def state(self) -> SchemaState:
        """Return what there is now."""
        return SchemaState(tables=dict(self.tables), dropped=dict(self.dropped), names=frozenset(self.names))

    def fork(self) -> "Schema":
        """Return a schema of its own that is now as this one is; what happens to one of them leaves the other alone."""
        twins: dict[int, Table] = {}

        def twin(table: Table) -> Table:
            known = twins.get(id(table))
            if known is None:
                known = twins[id(table)] = shallow(table)
                known.columns = dict(table.columns)
            return known

        other = Schema(self.dialect, self.resolve)
        other.tables = {key: twin(table) for key, table in self.tables.items()}
        other.conflicts = list(self.conflicts)
        other.dropped = dict(self.dropped)
        other.repeats = list(self.repeats)
        other.copies = [Copy(twin(one.table), one.columns, one.query, one.pos, one.scope) for one in self.copies]
        other.updates = [(twin(table), statement, pos) for table, statement, pos in self.updates]
        other.unresolved = [(twin(table), pos) for table, pos in self.unresolved]
        other.types = dict(self.types)
        other.names = set(self.names)
        other.children = {key: [twin(child) for child in children] for key, children in self.children.items()}
        other._by_name = {name: set(keys) for name, keys in self._by_name.items()}
        other._made = dict(self._made)
        return other

    def restore(
        self,
        tables: list[Table],
        *,
        conflicts: list[Conflict],
        dropped: dict[str, Pos],
        copies: list[Copy],
        updates: list[tuple[Table, str, Pos]],
        unresolved: list[tuple[Table, Pos]],
        types: dict[Key, tuple[ev.ColumnDefinition, ...]],
        repeats: list[Flow],
        names: set[str],
    ) -> None:
        """Go on from where another replay was."""
        self.names = names
        self.conflicts, self.dropped, self.copies, self.updates = conflicts, dropped, copies, updates
        self.unresolved, self.types, self.repeats = unresolved, types, repeats
        for table in tables:
            self.put(table)
            for parent in table.parents:
                self.children.setdefault(parent, []).append(table)
        ids = [*(table.id for table in tables), *(column.id for table in tables for column in table.columns.values()), *dropped]
        for own_id in ids:
            text, _, number = own_id.rpartition("#")
            if text and number.isdigit():
                self._made[text] = max(self._made.get(text, 0), int(number) + 1)
            else:
                self._made.setdefault(own_id, 1)
