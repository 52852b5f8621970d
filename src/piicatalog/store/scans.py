"""Scans, their checkpoints and their history."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection, Select, func, inspect, or_, select

from piicatalog.definitions.catalog_document import no_collection, read_stored_table
from piicatalog.definitions.catalog_record import stored_table
from piicatalog.errors import DefinitionError, StoreError
from piicatalog.model.catalog import Catalog, CatalogColumn
from piicatalog.model.schema import Table
from piicatalog.store import schema
from piicatalog.store.connection import Database
from piicatalog.store.schema import about, metadata, results, scanned, scans

ScanId = int


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptTable:
    """What a scan found in one table."""

    result: int
    """Where it is stored; shared by all scans that found the table unchanged."""
    table: Table
    columns: tuple[CatalogColumn, ...]
    state: str
    """A digest of the source's word on the state of its rows; empty where it has none."""

    def is_in_state(self, state: str) -> bool:
        """Whether the source says the same of it as then; False where it says nothing."""
        return bool(state) and _digest(state) == self.state


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """One scan of the history."""

    id: ScanId
    source: str
    started: datetime
    finished: datetime | None
    """None: it was stopped, or it is running."""
    tables: int
    """How many it has kept."""
    problems: tuple[str, ...]


class Store:
    """The store, open; closed by leaving its ``with`` block. Every method raises StoreError when the database fails."""

    def __init__(self, url: str, *, create: bool = True) -> None:
        self._database = Database(url, create=create)
        try:
            self._set_up()
        except StoreError:
            self._database.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Give connections back."""
        self._database.close()

    def begin(self, source: str, settings: str) -> ScanId:
        """Start a scan of a source; ``settings`` names all that its results depend on (see ``fingerprint.settings_key``)."""
        row = scans.insert().values(source=_plain(source), settings=_digest(settings), started=datetime.now(tz=UTC), problems="[]")
        with self._database.writing() as connection:
            return _new_id(connection, row)

    def unfinished(self, source: str, settings: str) -> ScanId | None:
        """Return the latest scan of a source with these settings if it never came to its end."""
        query = select(scans.c.id, scans.c.finished).where(scans.c.source == _plain(source), scans.c.settings == _digest(settings))
        with self._database.reading() as connection:
            latest = connection.execute(query.order_by(scans.c.id.desc()).limit(1)).first()
        return latest.id if latest is not None and latest.finished is None else None

    def save_table(
        self, scan: ScanId, table: Table, columns: Sequence[CatalogColumn], state: str = "", *, problems: Sequence[str] = ()
    ) -> None:
        """Keep a finished table; a scan that is killed loses at most the table that it was reading. ``problems`` are all so far."""
        values = {"name": _digest(table.full_name), "state": _digest(state) if state else "", "record": stored_table(table, columns)}
        with self._database.writing() as connection:
            _link(connection, scan, table, _new_id(connection, results.insert().values(values)))
            if problems:
                connection.execute(scans.update().where(scans.c.id == scan).values(problems=json.dumps(list(problems))))

    def save_unchanged(self, scan: ScanId, kept: KeptTable) -> None:
        """Keep that a table is as an earlier scan left it."""
        with self._database.writing() as connection:
            _link(connection, scan, kept.table, kept.result)

    @no_collection()
    def saved_tables(self, scan: ScanId) -> dict[str, KeptTable]:
        """Return what a scan has kept so far, by the tables' full names."""
        return {kept.table.full_name: kept for kept in self._kept(_RESULTS.where(scanned.c.scan == scan).order_by(scanned.c.id))}

    def saved_table(self, scan: ScanId, full_name: str) -> KeptTable | None:
        """Return what a scan has kept of one table."""
        kept = self._kept(_RESULTS.where(scanned.c.scan == scan, scanned.c.name == _digest(full_name)))
        return kept[0] if kept else None

    def previous(self, source: str, settings: str, full_name: str) -> KeptTable | None:
        """Return what the latest scan of that source with these settings found in a table."""
        same = _RESULTS.join(scans, scans.c.id == scanned.c.scan).where(
            scans.c.source == _plain(source), scans.c.settings == _digest(settings), scanned.c.name == _digest(full_name)
        )
        kept = self._kept(same.order_by(scanned.c.id.desc()).limit(1))
        return kept[0] if kept else None

    def problems_before(self, scan: ScanId, source: str, settings: str) -> tuple[str, ...]:
        """Return what could not be read before a scan was stopped, and by the last finished one of its source with these settings."""
        same = (scans.c.source == _plain(source), scans.c.settings == _digest(settings), scans.c.finished.is_not(None))
        last = select(scans.c.id).where(*same).order_by(scans.c.id.desc()).limit(1)
        query = select(scans.c.problems).where(or_(scans.c.id == scan, scans.c.id.in_(last))).order_by(scans.c.id)
        with self._database.reading() as connection:
            found = connection.execute(query).scalars().all()
        return tuple(dict.fromkeys(problem for problems in found for problem in json.loads(problems)))

    def finish(self, scan: ScanId, problems: Iterable[str] = ()) -> None:
        """End a scan: from now on it is the last one of its source. ``problems`` say what could not be read."""
        with self._database.writing() as connection:
            values = {"finished": datetime.now(tz=UTC), "problems": json.dumps(list(problems))}
            connection.execute(scans.update().where(scans.c.id == scan).values(values))

    def last_catalog(self, source: str | None = None) -> Catalog:
        """Return what the last finished scan (of a source) found, in a stable order.

        Tags and decisions are not in it: they are added to whatever is remembered, so that a changed notice needs no new scan.
        """
        scan = next((scan for scan in self.scans() if scan.finished and source in {None, scan.source}), None)
        if scan is None:
            raise StoreError(self._nothing_kept(source))
        return Catalog(notice="", columns=self._columns(scan), scanned_at=scan.finished, problems=scan.problems)

    def last_catalogs(self) -> Catalog:
        """Return what the last finished scan of each source found, together; see ``last_catalog``."""
        latest: dict[str, Scan] = {}
        for scan in self.scans():
            if scan.finished:
                latest.setdefault(scan.source, scan)
        if not latest:
            raise StoreError(self._nothing_kept(None))
        scans = [latest[source] for source in sorted(latest)]
        return Catalog(
            notice="",
            columns=tuple(entry for scan in scans for entry in self._columns(scan)),
            scanned_at=max(scan.finished for scan in scans if scan.finished),
            problems=tuple(problem for scan in scans for problem in scan.problems),
        )

    def _columns(self, scan: Scan) -> tuple[CatalogColumn, ...]:
        tables = sorted(self.saved_tables(scan.id).values(), key=lambda kept: (kept.table.schema, kept.table.name))
        return tuple(entry for kept in tables for entry in kept.columns)

    def scans(self) -> tuple[Scan, ...]:
        """Return the history, latest first."""
        tables = select(func.count()).select_from(scanned).where(scanned.c.scan == scans.c.id).scalar_subquery()
        with self._database.reading() as connection:
            rows = connection.execute(select(scans, tables.label("tables")).order_by(scans.c.id.desc())).all()
        return tuple(
            Scan(
                id=row.id,
                source=row.source,
                started=_in_utc(row.started),
                finished=_in_utc(row.finished) if row.finished else None,
                tables=row.tables,
                problems=tuple(json.loads(row.problems)),
            )
            for row in rows
        )

    def _nothing_kept(self, source: str | None) -> str:
        place, history = self._database.shown, self.scans()
        known = sorted({scan.source for scan in history if scan.finished})
        if known:
            return f"{place} holds no finished scan of {source}; it has {', '.join(known)}"
        if history:
            return f"{place} holds no finished scan; the one of {history[0].source} was stopped: run it again with --resume"
        return f"{place} holds no scan yet; run: piicatalog scan FILE_OR_URL"

    def _set_up(self) -> None:
        with self._database.reading() as connection:
            version = self._version(connection) if inspect(connection).has_table(about.name) else 0
        if version > schema.VERSION:
            raise StoreError(
                f"{self._database.shown} was written by a newer piicatalog (store version {version}, this one knows {schema.VERSION}): "
                "upgrade piicatalog, or give --store another place"
            )
        if version < schema.VERSION:
            with self._database.setting_up() as connection:
                self._make_tables(connection)

    def _make_tables(self, connection: Connection) -> None:
        """Make the tables, or bring those of an earlier version up to this one; another process may just have done it."""
        if not inspect(connection).has_table(about.name):
            metadata.create_all(connection)
            connection.execute(about.insert().values(key="version", value=str(schema.VERSION)))
            return
        for version in range(self._version(connection), schema.VERSION):
            for statement in schema.UPGRADES[version]:
                connection.exec_driver_sql(statement)
        connection.execute(about.update().where(about.c.key == "version").values(value=str(schema.VERSION)))

    def _version(self, connection: Connection) -> int:
        value = connection.execute(select(about.c.value).where(about.c.key == "version")).scalar()
        if value is None or not value.isdecimal():
            raise self._database.damaged("it does not say its version")
        return int(value)

    def _kept(self, query: Select[Any]) -> list[KeptTable]:
        with self._database.reading() as connection:
            rows = connection.execute(query).all()
        kept = []
        for row in rows:
            try:
                table, columns = read_stored_table(row.record, f"result {row.id}")
            except DefinitionError as error:
                raise self._database.damaged(str(error)) from None
            kept.append(KeptTable(result=row.id, table=table, columns=columns, state=row.state))
        return kept


_RESULTS = select(results.c.id, results.c.state, results.c.record).join(scanned, scanned.c.result == results.c.id)


def _new_id(connection: Connection, row: Any) -> int:
    key = connection.execute(row).inserted_primary_key
    assert key is not None  # every table here numbers its rows
    return int(key[0])


def _link(connection: Connection, scan: ScanId, table: Table, result: int) -> None:
    name = _digest(table.full_name)
    connection.execute(scanned.delete().where(scanned.c.scan == scan, scanned.c.name == name))
    connection.execute(scanned.insert().values(scan=scan, name=name, result=result))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _plain(text: str) -> str:
    """Return a text that every database takes: no lone surrogate, no NUL."""
    return text.encode("utf-8", "backslashreplace").decode().replace("\0", "\\0")


def _in_utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
