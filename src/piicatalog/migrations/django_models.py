"""What Django's models are called in the database while their migrations are replayed: model changes → table changes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from piicatalog.ddl import events as ev
from piicatalog.ddl.conditional import conditionally
from piicatalog.ddl.dialects import Dialect, fold
from piicatalog.ddl.position import Spot


@dataclass(slots=True)
class _Model:
    app: str
    name: str
    """In lower case."""
    table: str
    explicit: bool
    stored: bool
    fields: dict[str, ev.ModelField] = field(default_factory=dict)


class Models:
    """The models known so far."""

    def __init__(self, dialect: Dialect, labels: Iterable[tuple[str, str]] = ()) -> None:
        self._dialect, self._labels = dialect, dict(labels)
        self._known: dict[tuple[str, str], _Model] = {}

    def __len__(self) -> int:
        return len(self._known)

    def fork(self) -> "Models":
        """Return models of their own that are now as these are."""
        other = Models(self._dialect, self._labels.items())
        other._known = {key: replace(model, fields=dict(model.fields)) for key, model in self._known.items()}
        return other

    def changes(self, change: ev.ModelChange) -> Iterator[ev.Event]:
        """Return what a change does to tables; what is known of the models changes with it."""
        change = change._replace(app=self._label(change.app), fields=tuple(map(self._labelled, change.fields)))
        made = list(getattr(self, f"_{change.kind}")(change))
        return iter(() if change.only_known else map(conditionally, made) if change.perhaps else made)

    # Names

    def _label(self, app: str) -> str:
        """Return an app's label: a migration is known by the folder of its app."""
        return self._labels.get(app, app.rpartition("/")[2])

    def _labelled(self, one: ev.ModelField) -> ev.ModelField:
        app, _, model = one.refers.rpartition(".")
        return one._replace(refers=f"{self._label(app)}.{model}") if "/" in app or app in self._labels else one

    def _key(self, name: str) -> str:
        return fold(name, self._dialect, quoted=name != name.lower())

    def _table(self, text: str, spot: Spot) -> ev.TableName:
        schema, _, name = text.replace('"', "").rpartition(".") if '"."' in text else ("", "", text.strip('"'))
        return ev.TableName(schema, name, self._key(schema) if schema else "", self._key(name), spot)

    def _column(self, name: str, spot: Spot) -> ev.ColumnName:
        return ev.ColumnName(name, self._key(name), spot)

    def _find(self, change: ev.ModelChange) -> _Model:
        key = (change.app, change.model.name.lower())
        if key not in self._known:  # made by a migration that is not here
            self._known[key] = _Model(*key, f"{key[0]}_{key[1]}", explicit=False, stored=True)
        return self._known[key]

    def _target(self, refers: str) -> _Model | None:
        app, _, name = refers.rpartition(".")
        return self._known.get((app, name))

    def _type_of(self, one: ev.ModelField, deep: int = 5) -> str:
        """Return a field's type; a key has that of what it points to."""
        if one.kind != "key":
            return one.type_text
        target = self._target(one.refers)
        primary = next((other for other in target.fields.values() if other.primary), None) if target else None
        return self._type_of(primary, deep - 1) if primary is not None and deep else "bigint"

    # Fields

    def _definition(self, one: ev.ModelField) -> ev.ColumnDefinition:
        name = self._column(_stored_name(one), one.name.spot)
        return ev.ColumnDefinition(name.name, name.key, name.spot, self._type_of(one), one.comment, "", one.nullable and not one.primary)

    def _reference(self, one: ev.ModelField) -> ev.Reference | None:
        target = self._target(one.refers) if one.kind == "key" else None
        if target is None:
            return None
        return ev.Reference((self._key(_stored_name(one)),), self._table(target.table, one.name.spot))

    def _link(self, model: _Model, one: ev.ModelField) -> str:
        return one.stored_as or f"{model.table}_{one.name.name}"

    def _link_columns(self, model: _Model, one: ev.ModelField) -> tuple[str, str]:
        other = one.refers.rpartition(".")[2] or "user"
        return (
            (f"from_{model.name}_id", f"to_{other}_id")
            if (model.app, model.name) == tuple(one.refers.split("."))
            else (f"{model.name}_id", f"{other}_id")
        )

    def _made_link(self, model: _Model, one: ev.ModelField) -> Iterator[ev.Event]:
        spot = one.name.spot
        table = self._table(self._link(model, one), spot)
        own, other = self._link_columns(model, one)
        key = ev.ModelField(one.name, "key", refers=f"{model.app}.{model.name}")
        columns = [("id", "bigint"), (own, self._type_of(key)), (other, self._type_of(key._replace(refers=one.refers)))]
        definitions = tuple(ev.ColumnDefinition(name, self._key(name), spot, text, "", "", nullable=False) for name, text in columns)
        target = self._target(one.refers)
        references = [ev.Reference((self._key(own),), self._table(model.table, spot))]
        references += [ev.Reference((self._key(other),), self._table(target.table, spot))] if target is not None else []
        yield ev.CreateTable(table, definitions, primary_key=("id",), references=tuple(references))

    # Changes

    def _create(self, change: ev.ModelChange) -> Iterator[ev.Event]:
        key = (change.app, change.model.name.lower())
        model = _Model(*key, change.to or f"{key[0]}_{key[1]}", explicit=bool(change.to), stored=change.stored)
        model.fields = {one.name.name: one for one in change.fields}
        self._known[key] = model
        if not change.stored:
            return
        columns = [one for one in change.fields if one.kind in ("column", "key")]
        definitions = [self._definition(one) for one in columns]
        yield ev.CreateTable(
            self._table(model.table, change.model.spot),
            tuple(definitions),
            comment=change.comment,
            primary_key=tuple(definition.key for one, definition in zip(columns, definitions, strict=True) if one.primary),
            references=tuple(reference for one in columns if (reference := self._reference(one)) is not None),
        )
        for one in change.fields:
            if one.kind == "many":
                yield from self._made_link(model, one)

    def _delete(self, change: ev.ModelChange) -> Iterator[ev.Event]:
        model = self._find(change)
        del self._known[model.app, model.name]
        if model.stored:
            for one in model.fields.values():
                if one.kind == "many":
                    yield ev.DropTable(self._table(self._link(model, one), change.model.spot), if_exists=True)
            yield ev.DropTable(self._table(model.table, change.model.spot))

    def _moved(self, model: _Model, table: str, spot: Spot, *, name: str = "") -> Iterator[ev.Event]:
        """Give a model another table, or name; its link tables follow."""
        links = [(one, self._link(model, one), self._link_columns(model, one)) for one in model.fields.values() if one.kind == "many"]
        if model.stored and table != model.table:
            yield ev.RenameTable(self._table(model.table, spot), self._table(table, spot))
        old, model.table, model.name = model.name, table, name or model.name
        for one, before, columns in links:
            if one.refers == f"{model.app}.{old}":
                one = one._replace(refers=f"{model.app}.{model.name}")  # noqa: PLW2901 - a link to itself
                model.fields[one.name.name] = one
            link = self._table(self._link(model, one), spot)
            if model.stored and before != self._link(model, one):
                yield ev.RenameTable(self._table(before, spot), link)
            for was, now in zip(columns, self._link_columns(model, one), strict=True):
                if model.stored and was != now:
                    yield ev.RenameColumn(link, self._column(was, spot), self._column(now, spot), if_exists=True)

    def _table_of(self, change: ev.ModelChange) -> Iterator[ev.Event]:
        model = self._find(change)
        model.explicit = bool(change.to)
        yield from self._moved(model, change.to or f"{model.app}_{model.name}", change.model.spot)

    def _rename(self, change: ev.ModelChange) -> Iterator[ev.Event]:
        model = self._known.pop((self._find(change).app, change.model.name.lower()))
        before = f"{model.app}.{model.name}"
        table = model.table if model.explicit else f"{model.app}_{change.to.lower()}"
        yield from self._moved(model, table, change.model.spot, name=change.to.lower())
        self._known[model.app, model.name] = model
        after = f"{model.app}.{model.name}"
        for other in self._known.values():
            for name, one in list(other.fields.items()):
                if one.refers == before:
                    other.fields[name] = one._replace(refers=after)
                    if one.kind == "many" and other is not model and other.stored:
                        was, now = (
                            self._column(self._link_columns(other, each)[1], change.model.spot) for each in (one, other.fields[name])
                        )
                        yield ev.RenameColumn(self._table(self._link(other, one), change.model.spot), was, now, if_exists=True)

    def _comment(self, change: ev.ModelChange) -> Iterator[ev.Event]:
        yield ev.CommentTable(self._table(self._find(change).table, change.model.spot), change.comment)

    def _add(self, change: ev.ModelChange) -> Iterator[ev.Event]:
        model, one = self._find(change), change.fields[0]
        model.fields[one.name.name] = one
        if not model.stored:
            return
        if one.kind == "many":
            yield from self._made_link(model, one)
        elif one.kind != "none":
            table = self._table(model.table, change.model.spot)
            yield ev.AddColumn(table, self._definition(one))
            reference = self._reference(one)
            if reference is not None:
                yield ev.AddKey(table, (), reference)

    def _remove(self, change: ev.ModelChange) -> Iterator[ev.Event]:
        model, named = self._find(change), change.fields[0]
        one = model.fields.pop(named.name.name, named)
        if not model.stored:
            return
        if one.kind == "many":
            yield ev.DropTable(self._table(self._link(model, one), named.name.spot))
        elif one.kind != "none":
            yield ev.DropColumn(self._table(model.table, change.model.spot), self._column(_stored_name(one), named.name.spot))

    def _alter(self, change: ev.ModelChange) -> Iterator[ev.Event]:
        model, one = self._find(change), change.fields[0]
        before = model.fields.get(one.name.name)
        model.fields[one.name.name] = one
        if not model.stored or one.kind in ("many", "none"):
            return
        if before is not None and before.kind in ("many", "none"):
            yield from self._add(change)
            return
        table, now = self._table(model.table, change.model.spot), self._definition(one)
        if before is not None and _stored_name(before) != _stored_name(one):
            yield ev.RenameColumn(table, self._column(_stored_name(before), now.spot), ev.ColumnName(now.name, now.key, now.spot))
        yield ev.ChangeColumn(table, ev.ColumnName(now.name, now.key, now.spot), now.type_text, one.comment, nullable=now.nullable)

    def _rename_field(self, change: ev.ModelChange) -> Iterator[ev.Event]:
        model, named = self._find(change), change.fields[0]
        one = model.fields.get(named.name.name, named)
        now = one._replace(name=self._column(change.to, named.name.spot))
        model.fields = {
            (change.to if name == one.name.name else name): (now if name == one.name.name else other)
            for name, other in model.fields.items()
        }
        if not model.stored or one.kind == "none":
            return
        if one.kind == "many":
            if self._link(model, one) != self._link(model, now):
                yield ev.RenameTable(
                    self._table(self._link(model, one), named.name.spot), self._table(self._link(model, now), named.name.spot)
                )
        elif _stored_name(one) != _stored_name(now):
            spot = named.name.spot
            yield ev.RenameColumn(
                self._table(model.table, change.model.spot), self._column(_stored_name(one), spot), self._column(_stored_name(now), spot)
            )


def _stored_name(one: ev.ModelField) -> str:
    return one.stored_as or f"{one.name.name}{'_id' if one.kind == 'key' else ''}"
