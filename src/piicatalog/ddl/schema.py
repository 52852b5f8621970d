"""Builds the schema event by event: one method per kind of event."""

from collections.abc import Callable
from copy import copy as shallow
from typing import Any

from piicatalog.ddl import events as ev
from piicatalog.ddl.dialects import Dialect
from piicatalog.ddl.position import Pos, Spot
from piicatalog.ddl.scope import READ_AGAIN, Scope, scope_of
from piicatalog.ddl.selecting import Remember, Selected, plain_select
from piicatalog.ddl.state import Column, Conflict, Flow, ForeignKey, SchemaState, Table

Key = tuple[str, str]


class Copy:
    """Rows copied from one table to another: CTAS, INSERT SELECT."""

    __slots__ = ("columns", "pos", "query", "scope", "table")

    def __init__(self, table: Table, columns: tuple[str, ...], query: str, pos: Pos, scope: Scope) -> None:
        self.table, self.columns, self.query, self.pos, self.scope = table, columns, query, pos, scope


class Schema:
    """The tables as they are after the events so far; conflicts are kept, never raised.

    ``resolve`` gives the columns of a query that is more than a plain list of columns.
    """

    def __init__(
        self, dialect: Dialect, default_schema: str = "", resolve: "Callable[[Schema, str], list[Selected] | None] | None" = None
    ) -> None:
        self.dialect = dialect
        self.tables: dict[Key, Table] = {}
        self.conflicts: list[Conflict] = []
        self.dropped: dict[str, Pos] = {}
        self.copies: list[Copy] = []
        """In order; kept for lineage."""
        self.updates: list[tuple[Table, str, Pos]] = []
        self.repeats: list[Flow] = []
        """Columns that are another table's by LIKE, CLONE, INHERITS, PARTITION OF."""
        self.unresolved: list[tuple[Table, Pos]] = []
        self.remember: Remember | None = None
        """Knows the lineage of queries from before."""
        self.types: dict[Key, tuple[ev.ColumnDefinition, ...]] = {}
        self._default = (dialect.default_schema.lower() if not dialect.upper else dialect.default_schema.upper(), default_schema)
        self._current = ("", "")
        self._resolve = resolve
        self._by_name: dict[str, set[Key]] = {}
        self._children: dict[str, list[Table]] = {}
        self._made: dict[str, int] = {}
        self.names: set[str] = set()
        """The folded names of all tables and views that were made here."""
        self.file = ""
        self.statement = 0
        self._temporary: list[Table] = []

    # Where things stand

    def pos(self, spot: Spot) -> Pos:
        """Return a spot of the file being read as a place of the history."""
        return Pos(self.file, *spot[:4], self.statement)

    def key(self, name: ev.TableName) -> Key:
        """Return the key under which a table of this name is made."""
        schema = name.schema_key
        if not name.schema:
            schema = self._current[1] if not name.key.startswith("#") else ""
        return (self.folded(schema), name.key)

    @property
    def current(self) -> str:
        """The schema of unqualified names, as their keys have it; empty for the default."""
        return self.folded(self._current[1])

    def folded(self, schema: str) -> str:
        """Return a schema's key: empty for the default."""
        return "" if schema.lower() == self._default[0].lower() else schema

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

    def apply(self, placed: ev.Placed) -> None:
        """Take one event."""
        self.statement = placed.statement
        handler = _HANDLERS.get(type(placed.event))
        if handler is not None:
            handler(self, placed.event, placed.spot)

    def end_of_file(self) -> None:
        """Temporary tables live to the end of their file."""
        for table in self._temporary:
            if self.tables.get(table.key) is table:
                self._remove(table)
        self._temporary = []
        self._current = ("", "")

    def fork(self) -> "Schema":
        """Return a schema of its own that is now as this one is; what happens to one of them leaves the other alone."""
        twins: dict[int, Table] = {}

        def twin(table: Table) -> Table:
            known = twins.get(id(table))
            if known is None:
                known = twins[id(table)] = shallow(table)
                known.columns = dict(table.columns)
            return known

        other = Schema(self.dialect, self._default[1], self._resolve)
        other.tables = {key: twin(table) for key, table in self.tables.items()}
        other.conflicts = list(self.conflicts)
        other.dropped = dict(self.dropped)
        other.repeats = list(self.repeats)
        other.copies = [Copy(twin(one.table), one.columns, one.query, one.pos, one.scope) for one in self.copies]
        other.updates = [(twin(table), statement, pos) for table, statement, pos in self.updates]
        other.unresolved = [(twin(table), pos) for table, pos in self.unresolved]
        other.types = dict(self.types)
        other._by_name = {name: set(keys) for name, keys in self._by_name.items()}
        other._children = {key: [twin(child) for child in children] for key, children in self._children.items()}
        other._made = dict(self._made)
        other.names = set(self.names)
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
            self._put(table)
            for parent in table.parents:
                self._children.setdefault(parent, []).append(table)
        ids = [*(table.id for table in tables), *(column.id for table in tables for column in table.columns.values()), *dropped]
        for own_id in ids:
            text, _, number = own_id.rpartition("#")
            if text and number.isdigit():
                self._made[text] = max(self._made.get(text, 0), int(number) + 1)
            else:
                self._made.setdefault(own_id, 1)

    def state(self) -> SchemaState:
        """Return what there is now."""
        return SchemaState(tables=dict(self.tables), dropped=dict(self.dropped), names=frozenset(self.names))

    def _conflict(self, spot: Spot, message: str, missing: ev.TableName | None = None) -> None:
        self.conflicts.append(Conflict(self.pos(spot), message, missing.key if missing is not None else ""))

    def _put(self, table: Table) -> None:
        self.tables[table.key] = table
        self._by_name.setdefault(table.key[1], set()).add(table.key)

    def _remove(self, table: Table) -> None:
        del self.tables[table.key]
        self._by_name[table.key[1]].discard(table.key)

    def _id(self, key: Key) -> str:
        text = f"{key[0]}.{key[1]}" if key[0] else key[1]
        number = self._made.get(text, 0)
        self._made[text] = number + 1
        return f"{text}#{number}" if number else text

    # Making

    def _column(self, table: Table, definition: ev.ColumnDefinition) -> Column:
        pos = self.pos(definition.spot)
        name = f"{table.id}.{definition.key}"
        number = self._made.get(name, 0)
        self._made[name] = number + 1
        return Column(
            f"{name}#{number}" if number else name,
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

    def create_table(self, event: ev.CreateTable, spot: Spot) -> None:
        """CREATE TABLE, with the columns of what it is LIKE, of its parents, of its type, of its query."""
        key = self.key(event.table)
        existing = self.tables.get(key)
        added: Table | None = None
        if existing is not None:
            if event.if_not_exists and not existing.is_unseen:
                return
            if existing.is_unseen:
                added = existing
            elif not event.or_replace and not existing.temporary and not event.temporary:
                self._conflict(event.table.spot, f"{existing.full_name} is made a second time")
            self._remove(existing)
        table = Table(
            id=self._id(key),
            schema=event.table.schema or self._current[0],
            name=event.table.name,
            key=key,
            origin=self.pos(event.table.spot),
            kind=event.kind,
            comment=event.comment,
            temporary=event.temporary,
            primary_key=event.primary_key,
            foreign_keys=tuple(self._foreign_key(reference) for reference in event.references),
        )
        for other in (*event.parents, *event.like):
            source = self.find(other)
            if source is None:
                self._conflict(other.spot, f"{other.name} is not known", other)
                table.resolved = False
                continue
            for column_key, column in source.columns.items():
                if column_key not in table.columns:
                    kept = event.keeps_comments and other not in event.parents
                    own = self._copied(table, column_key, column if kept else _uncommented(column), event.table.spot)
                    table.columns[column_key] = own
                    self.repeats.append(Flow((source.id, column.id), (table.id, own.id), "same", own.origin, stored=True))
            if other in event.parents:
                table.parents += (source.id,)
                self._children.setdefault(source.id, []).append(table)
        if event.of_type is not None:
            for definition in self.types.get((event.of_type.schema_key, event.of_type.key)) or self.types.get(("", event.of_type.key), ()):
                table.columns[definition.key] = self._column(table, definition._replace(spot=event.table.spot))
        for definition in event.columns:
            if definition.key in table.columns and not event.parents:
                self._conflict(definition.spot, f"{definition.name} stands twice")
                continue
            table.columns[definition.key] = self._column(table, definition)
        for column_key, column in added.columns.items() if added is not None else ():
            table.columns.setdefault(column_key, column)
        if self.dialect.name != "sqlite":
            self._not_null(table, event.primary_key)
        self._put(table)
        self.names.add(table.key[1])
        if event.temporary:
            self._temporary.append(table)
        if event.query:
            self._from_query(table, event, spot)

    def _copied(self, table: Table, key: str, column: Column, spot: Spot) -> Column:
        definition = ev.ColumnDefinition(
            column.name, key, spot, column.type_text, column.comment, column.note, column.nullable, column.tags
        )
        return self._column(table, definition)

    def _foreign_key(self, reference: ev.Reference) -> ForeignKey:
        return ForeignKey(reference.columns, reference.table.schema, reference.table.name, reference.referred)

    def _from_query(self, table: Table, event: ev.CreateTable, spot: Spot) -> None:
        """CREATE TABLE AS: its columns are those of the query now."""
        selected = self.select(event.query)
        pos = self.pos(event.table.spot)
        if selected is None:
            table.resolved = False
            self.unresolved.append((table, pos))
        taken = []
        for number, column in enumerate(selected or ()):
            name = event.names[number] if number < len(event.names) else None
            text = name.name if name else column.name
            key = name.key if name else column.key
            taken.append(key)
            if key in table.columns:
                continue
            definition = ev.ColumnDefinition(text, key, name.spot if name else event.table.spot, column.type_text)
            source = column.table.columns.get(column.source) if column.table is not None else None
            if source is not None and self.dialect.name == "mysql":
                definition = definition._replace(comment=source.comment, nullable=source.nullable)
            table.columns[key] = self._column(table, definition)
        for name in event.names[len(taken) :]:
            if name.key not in table.columns:
                taken.append(name.key)
                table.columns[name.key] = self._column(table, ev.ColumnDefinition(name.name, name.key, name.spot))
        self.copies.append(Copy(table, tuple(taken), event.query, pos, scope_of(self, event.query)))
        del spot

    def select(self, query: str) -> list[Selected] | None:
        """Return the columns that a query gives, None when that can't be told."""
        plain = plain_select(query, self)
        if plain is not None:
            return plain
        return self._resolve(self, query) if self._resolve else None

    def create_view(self, event: ev.CreateView, spot: Spot) -> None:
        """CREATE VIEW; its columns are found at the end, from the tables as they are then."""
        key = self.key(event.table)
        existing = self.tables.get(key)
        if existing is not None:
            if event.if_not_exists:
                return
            self._remove(existing)
        table = Table(
            id=existing.id if existing is not None and existing.query else self._id(key),
            schema=event.table.schema or self._current[0],
            name=event.table.name,
            key=key,
            origin=self.pos(event.table.spot),
            kind=event.kind,
            comment=event.comment,
            temporary=event.temporary,
            query=event.query,
            query_pos=self.pos(spot._replace(offset=event.query_offset)),
            scope=None if self.dialect.name in READ_AGAIN else scope_of(self, event.query),
            resolved=False,
        )
        for definition in event.names:
            table.columns[definition.key] = self._column(table, definition)
        table.names = tuple(table.columns)
        self._put(table)
        self.names.add(table.key[1])
        if event.temporary:
            self._temporary.append(table)
        if event.target is not None:
            target = self.find(event.target)
            if target is not None:
                self.copies.append(Copy(target, (), event.query, self.pos(event.table.spot), scope_of(self, event.query)))

    def create_type(self, event: ev.CreateType, spot: Spot) -> None:
        """CREATE TYPE AS (…)."""
        del spot
        self.types[event.name.schema_key, event.name.key] = event.columns

    # Taking away

    def drop_table(self, event: ev.DropTable, spot: Spot) -> None:
        """DROP TABLE; a table that took over its rows takes over its identity."""
        del spot
        table = self.find(event.table, strict=event.if_exists and bool(event.table.schema))
        if table is None:
            if not event.if_exists:
                self._conflict(event.table.spot, f"{event.table.name} is dropped but not known", event.table)
            return
        self._drop(table, self.pos(event.table.spot))
        if event.cascade:
            self._drop_readers(table, self.pos(event.table.spot))

    def _drop_readers(self, table: Table, pos: Pos, column: str = "") -> None:
        """CASCADE takes the views along that read a table or column."""
        if self.dialect.name not in ("postgres", "redshift", "generic"):
            return
        for view in [view for view in self.tables.values() if view.scope is not None and view.scope.reads(table.id, column)]:
            if self.tables.get(view.key) is view:
                self._drop(view, pos)
                self._drop_readers(view, pos)

    def _drop(self, table: Table, pos: Pos) -> None:
        self._remove(table)
        self.dropped[table.id] = pos
        for column in table.columns.values():
            self.dropped[column.id] = pos
        self._pass_on(table)
        for child in [
            child for child in self._children.get(table.id, ()) if table.id in child.parents and self.tables.get(child.key) is child
        ]:
            self._drop(child, pos)  # partitions go with their table, what inherits by CASCADE, without which it could not be dropped

    def _pass_on(self, gone: Table) -> None:
        """A rebuild copies rows into a new table and drops the old: the new columns are the old ones."""
        for copy in reversed(self.copies):
            target = copy.table
            if copy.pos.file != self.file:
                return
            if target is gone or self.tables.get(target.key) is not target or target.origin.file != self.file:
                continue
            if not any(gone.key[1].lower() in word for word in (copy.query.lower(),)):
                continue
            selected = plain_select(copy.query, self, also=gone)
            if selected is None or not any(column.table is gone for column in selected):
                continue
            keys = copy.columns or tuple(target.columns)
            target.former = (gone.full_name, *gone.former) if gone.full_name != target.full_name else gone.former
            old_id, target.id = target.id, gone.id
            self._children[target.id] = self._children.pop(old_id, [])
            self.dropped.pop(gone.id, None)
            for key, column in zip(keys, selected, strict=False):
                source = gone.columns.get(column.source) if column.table is gone else None
                now = target.columns.get(key)
                if source is None or now is None:
                    continue
                self.dropped.pop(source.id, None)
                old = f"{gone.full_name}.{source.name}"
                former = (old, *source.former) if source.name != now.name or gone.name != target.name else source.former
                target.columns[key] = now._replace(
                    id=source.id,
                    places=(*source.places, *now.places),
                    former=former,
                    comment=now.comment or source.comment,
                    tags=now.tags or source.tags,
                    note=now.note,
                )
            return

    def drop_schema(self, event: ev.DropSchema, spot: Spot) -> None:
        """DROP SCHEMA takes its tables along."""
        del spot
        wanted = "" if event.name.key.lower() == self._default[0].lower() else event.name.key
        for table in [table for key, table in self.tables.items() if key[0] == wanted]:
            if (
                wanted == ""
                and self.dialect.name in ("mysql", "oracle", "sqlite", "generic")
                and table.schema.lower() != event.name.name.lower()
            ):
                continue
            self._remove(table)
            pos = self.pos(event.name.spot)
            self.dropped[table.id] = pos
            for column in table.columns.values():
                self.dropped[column.id] = pos

    # Names

    def _move(self, table: Table, schema: str, name: str, key: Key, spot: Spot) -> None:
        before = table.full_name
        self._remove(table)
        occupant = self.tables.get(key)
        if occupant is not None:
            self._conflict(spot, f"{name} is there already")
            self._remove(occupant)
        table.key, table.schema, table.name = key, schema, name
        self._put(table)
        self.names.add(table.key[1])
        self._renamed(table, before)

    def _renamed(self, table: Table, before: str) -> None:
        if before == table.full_name:
            return
        table.former = tuple(name for name in (before, *table.former) if name != table.full_name)
        for key, column in table.columns.items():
            now = f"{table.full_name}.{column.name}"
            former = tuple(name for name in (f"{before}.{column.name}", *column.former) if name != now)
            table.columns[key] = column._replace(former=former)

    def rename_table(self, event: ev.RenameTable, spot: Spot) -> None:
        """RENAME TO keeps the schema unless the new name has one."""
        del spot
        table = self.find(event.table)
        if table is None:
            if not event.if_exists:
                self._conflict(event.table.spot, f"{event.table.name} is renamed but not known", event.table)
            return
        schema = self.key(event.to)[0] if event.to.schema else table.key[0]
        self._move(table, event.to.schema or table.schema, event.to.name, (schema, event.to.key), event.to.spot)

    def rename_schema(self, event: ev.RenameSchema, spot: Spot) -> None:
        """ALTER SCHEMA RENAME TO."""
        del spot
        for key, table in [item for item in self.tables.items() if item[0][0] == event.name.key]:
            self._move(table, event.to.name, table.name, (event.to.key, key[1]), event.to.spot)

    def set_schema(self, event: ev.SetSchema, spot: Spot) -> None:
        """SET SCHEMA."""
        del spot
        table = self.find(event.table)
        if table is None:
            if not event.if_exists:
                self._conflict(event.table.spot, f"{event.table.name} is moved but not known", event.table)
            return
        schema = "" if event.to.key.lower() == self._default[0].lower() else event.to.key
        self._move(table, event.to.name, table.name, (schema, table.key[1]), event.to.spot)

    def swap(self, event: ev.Swap, spot: Spot) -> None:
        """Two tables change names."""
        del spot
        one, other = self.find(event.table), self.find(event.other)
        if one is None or other is None:
            self._conflict(event.table.spot, "a table to be swapped is not known")
            return
        before, behind = one.full_name, other.full_name
        one.key, other.key = other.key, one.key
        one.schema, other.schema = other.schema, one.schema
        one.name, other.name = other.name, one.name
        self.tables[one.key], self.tables[other.key] = one, other
        self._renamed(one, before)
        self._renamed(other, behind)

    # Columns

    def _family(self, table: Table) -> list[Table]:
        """Return a table and all that inherit from it."""
        found = [table]
        for member in found:
            found += [
                child
                for child in self._children.get(member.id, ())
                if member.id in child.parents and child not in found and self.tables.get(child.key) is child
            ]
        return found

    def _for_columns(self, name: ev.TableName, spot: Spot, *, if_exists: bool) -> Table | None:
        table = self.find(name)
        if table is None and not if_exists:
            self._conflict(spot, f"{name.name} is changed but not known", name)
        return table

    def add_column(self, event: ev.AddColumn, spot: Spot) -> None:
        """ADD COLUMN, on children too."""
        del spot
        table = self._for_columns(event.table, event.table.spot, if_exists=event.if_exists)
        if table is None:
            if event.if_exists or event.table.name.startswith("#"):
                return
            table = self._unseen(event.table)
        for member in self._family(table):
            key = event.column.key
            if key in member.columns:
                if not event.if_not_exists and member is table:
                    self._conflict(event.column.spot, f"{member.full_name}.{event.column.name} is added a second time")
                continue
            member.columns[key] = self._column(member, event.column)

    def _unseen(self, name: ev.TableName) -> Table:
        """Return a table that stands elsewhere: what is added to it counts, though nobody can tell what else it has."""
        key = self.key(name)
        schema = name.schema or self._current[0]
        table = Table(id=self._id(key), schema=schema, name=name.name, key=key, origin=self.pos(name.spot), resolved=False)
        self._put(table)
        return table

    def drop_column(self, event: ev.DropColumn, spot: Spot) -> None:
        """DROP COLUMN, of children too."""
        del spot
        table = self._for_columns(event.table, event.table.spot, if_exists=event.if_exists)
        for member in self._family(table) if table else ():
            column = member.columns.pop(event.column.key, None)
            if column is not None:
                self.dropped[column.id] = self.pos(event.column.spot)
                if event.cascade:
                    self._drop_readers(member, self.pos(event.column.spot), event.column.key)
            elif not event.if_exists and member is table and not member.is_unseen:
                self._conflict(event.column.spot, f"{member.full_name}.{event.column.name} is dropped but not known", event.table)

    def rename_column(self, event: ev.RenameColumn, spot: Spot) -> None:
        """RENAME COLUMN keeps its place in the table and its identity."""
        del spot
        table = self._for_columns(event.table, event.table.spot, if_exists=event.if_exists)
        if table is None and not event.if_exists:
            table = self._unseen(event.table)
        for member in self._family(table) if table else ():
            column = member.columns.get(event.column.key)
            if column is None:
                if member.is_unseen:
                    member.columns[event.to.key] = self._column(member, ev.ColumnDefinition(event.to.name, event.to.key, event.to.spot))
                elif member.query and not member.resolved:
                    member.tags += ((f"rename:{event.column.key}", event.to.name),)  # done when its columns are found
                elif not event.if_exists and member is table:
                    self._conflict(event.column.spot, f"{member.full_name}.{event.column.name} is renamed but not known", event.table)
                continue
            pos = self.pos(event.to.spot)
            before, now = f"{member.full_name}.{column.name}", f"{member.full_name}.{event.to.name}"
            former = tuple(name for name in (before, *column.former) if name != now)
            renamed = column._replace(name=event.to.name, origin=pos, places=(*column.places, pos), former=former)
            if event.to.key != event.column.key and event.to.key in member.columns:
                self._conflict(event.to.spot, f"{now} is there already")
            member.columns = {
                (event.to.key if key == event.column.key else key): (renamed if key == event.column.key else other)
                for key, other in member.columns.items()
                if key == event.column.key or key != event.to.key
            }
            swap = {event.column.key: event.to.key}
            member.names = tuple(swap.get(key, key) for key in member.names)
            member.primary_key = tuple(swap.get(key, key) for key in member.primary_key)
            member.foreign_keys = tuple(
                key._replace(columns=tuple(swap.get(name, name) for name in key.columns)) for key in member.foreign_keys
            )

    def change_column(self, event: ev.ChangeColumn, spot: Spot) -> None:
        """Another type or comment."""
        del spot
        table = self._for_columns(event.table, event.table.spot, if_exists=event.if_exists)
        for member in self._family(table) if table else ():
            column = member.columns.get(event.column.key)
            if column is None:
                if member is table and not member.query and member.resolved and not event.if_exists:
                    self._conflict(event.column.spot, f"{member.full_name}.{event.column.name} is changed but not known", event.table)
                elif member is table and member.query and event.comment is not None:
                    member.tags += ((f"comment:{event.column.key}", event.comment),)
                continue
            if event.comment is not None and member is table:
                column = column._replace(comment=event.comment)
            if event.type_text:
                column = column._replace(type_text=event.type_text)
            if event.nullable is not None:
                column = column._replace(nullable=event.nullable)
            member.columns[event.column.key] = column

    def comment_table(self, event: ev.CommentTable, spot: Spot) -> None:
        """COMMENT ON TABLE."""
        del spot
        table = self.find(event.table)
        if table is not None:
            table.comment = event.comment

    def set_tag(self, event: ev.SetTag, spot: Spot) -> None:
        """Set or take away a platform tag."""
        del spot
        table = self.find(event.table)
        if table is None:
            return
        if event.column is None:
            table.tags = _with_tag(table.tags, event.name, event.value)
            return
        column = table.columns.get(event.column.key)
        if column is not None:
            table.columns[event.column.key] = column._replace(tags=_with_tag(column.tags, event.name, event.value))

    def inherit(self, event: ev.Inherit, spot: Spot) -> None:
        """Begin or end to take part in a parent's changes."""
        del spot
        child, parent = self.find(event.table), self.find(event.parent)
        if child is None or parent is None:
            return
        if event.ends:
            child.parents = tuple(known for known in child.parents if known != parent.id)
        elif parent.id not in child.parents:
            child.parents += (parent.id,)
            self._children.setdefault(parent.id, []).append(child)

    def add_key(self, event: ev.AddKey, spot: Spot) -> None:
        """ADD PRIMARY KEY or FOREIGN KEY."""
        del spot
        table = self.find(event.table)
        if table is None:
            return
        table.primary_key = event.primary_key or table.primary_key
        self._not_null(table, event.primary_key)
        if event.reference is not None:
            table.foreign_keys += (self._foreign_key(event.reference),)

    @staticmethod
    def _not_null(table: Table, keys: tuple[str, ...]) -> None:
        for key in keys:
            if key in table.columns:
                table.columns[key] = table.columns[key]._replace(nullable=False)

    def copy_rows(self, event: ev.CopyRows, spot: Spot) -> None:
        """INSERT SELECT."""
        table = self.find(event.table)
        if table is not None:
            scope = scope_of(self, event.query)
            self.copies.append(Copy(table, tuple(name.key for name in event.columns), event.query, self.pos(spot), scope))

    def copy_columns(self, event: ev.CopyColumns, spot: Spot) -> None:
        """UPDATE SET from other columns."""
        table = self.find(event.table)
        if table is not None:
            self.updates.append((table, event.statement, self.pos(spot)))

    def rename_type(self, event: ev.RenameType, spot: Spot) -> None:
        """The types of columns are rewritten."""
        del spot
        old = event.old.lower()
        for table in self.tables.values():
            for key, column in table.columns.items():
                if column.type_text.lower().strip('"').rsplit(".", 1)[-1] == old:
                    new = event.new if event.new == event.new.lower() or not self.dialect.quoted_case else f'"{event.new}"'
                    table.columns[key] = column._replace(type_text=new)

    def use_schema(self, event: ev.UseSchema, spot: Spot) -> None:
        """Unqualified names mean another schema from here on."""
        del spot
        default = event.key.lower() == self._default[0].lower()
        self._current = ("", "") if default else (event.schema, event.key)


def _with_tag(tags: tuple[tuple[str, str], ...], name: str, value: str) -> tuple[tuple[str, str], ...]:
    kept = tuple(tag for tag in tags if tag[0].lower() != name.lower())
    return (*kept, (name, value)) if value else kept


def _uncommented(column: Column) -> Column:
    """Return a column as a child has it: without its comment, unless that is what declares it."""
    return column if "pii:" in column.comment else column._replace(comment="")


_HANDLERS: dict[type, Callable[[Schema, Any, Spot], None]] = {
    ev.CreateTable: Schema.create_table,
    ev.CreateView: Schema.create_view,
    ev.CreateType: Schema.create_type,
    ev.DropTable: Schema.drop_table,
    ev.DropSchema: Schema.drop_schema,
    ev.RenameTable: Schema.rename_table,
    ev.RenameSchema: Schema.rename_schema,
    ev.SetSchema: Schema.set_schema,
    ev.Swap: Schema.swap,
    ev.AddColumn: Schema.add_column,
    ev.DropColumn: Schema.drop_column,
    ev.RenameColumn: Schema.rename_column,
    ev.ChangeColumn: Schema.change_column,
    ev.CommentTable: Schema.comment_table,
    ev.SetTag: Schema.set_tag,
    ev.Inherit: Schema.inherit,
    ev.AddKey: Schema.add_key,
    ev.CopyRows: Schema.copy_rows,
    ev.CopyColumns: Schema.copy_columns,
    ev.RenameType: Schema.rename_type,
    ev.UseSchema: Schema.use_schema,
}
