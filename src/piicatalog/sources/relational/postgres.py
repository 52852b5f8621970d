"""PostgreSQL 12 or newer, read from pg_catalog by a few set-based queries; rows come in chunks as the server sends them.

Partitions are not listed beside the table that they are parts of.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from piicatalog.model.sample import SampleRequest
from piicatalog.model.schema import Column, ForeignKey, Table, TableKind
from piicatalog.sampling import Draw, Extent, postgres
from piicatalog.sources.patterns import Patterns
from piicatalog.sources.relational.server import Server, batches, by_table, why_not_read

if TYPE_CHECKING:
    import pyarrow as pa

_KINDS = {
    "r": TableKind.TABLE,
    "p": TableKind.TABLE,
    "v": TableKind.VIEW,
    "m": TableKind.MATERIALIZED_VIEW,
    "f": TableKind.FOREIGN_TABLE,
}
_SCHEMAS = r"SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema' ORDER BY nspname"
_TABLES = """
SELECT c.oid, n.nspname, c.relname, c.relkind::text, d.description,
       CASE WHEN c.relkind = 'p' THEN greatest(c.reltuples, (SELECT sum(greatest(p.reltuples, 0)) FROM pg_inherits i JOIN pg_class p ON p.oid = i.inhrelid WHERE i.inhparent = c.oid))
            -- The counter is soon right for a table that has grown since it was analysed, and twice too high for one just loaded.
            WHEN pg_stat_get_live_tuples(c.oid) > 4 * greatest(c.reltuples, 0) THEN pg_stat_get_live_tuples(c.oid)
            WHEN c.reltuples < 0 OR c.relpages = 0 THEN NULL ELSE c.reltuples END::bigint,
       CASE WHEN :queries AND c.relkind IN ('v', 'm') THEN pg_get_viewdef(c.oid) END, c.relpages
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_description d ON d.objoid = c.oid AND d.objsubid = 0 AND d.classoid = 'pg_class'::regclass
WHERE n.nspname = ANY(:schemas) AND c.relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT c.relispartition
ORDER BY n.nspname, c.relname
"""
# A domain is given as its base type and an enumeration as such: a bare type name says nothing of the values.
_COLUMNS = """
SELECT a.attrelid, a.attname,
       CASE t.typtype WHEN 'e' THEN 'enum ' || format_type(a.atttypid, a.atttypmod) WHEN 'd' THEN format_type(t.typbasetype, t.typtypmod)
            ELSE format_type(a.atttypid, a.atttypmod) END,
       a.attnotnull, d.description,
       has_schema_privilege(c.relnamespace, 'USAGE') AND has_column_privilege(a.attrelid, a.attnum, 'SELECT')
FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_type t ON t.oid = a.atttypid
LEFT JOIN pg_description d ON d.objoid = a.attrelid AND d.objsubid = a.attnum AND d.classoid = 'pg_class'::regclass
WHERE a.attrelid = ANY(:tables) AND a.attnum > 0 AND NOT a.attisdropped
ORDER BY a.attrelid, a.attnum
"""
_KEYS = """
SELECT k.conrelid, k.contype::text,
       (SELECT array_agg(a.attname::text ORDER BY u.n) FROM unnest(k.conkey) WITH ORDINALITY u(attnum, n)
        JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.attnum),
       n.nspname, c.relname,
       (SELECT array_agg(a.attname::text ORDER BY u.n) FROM unnest(k.confkey) WITH ORDINALITY u(attnum, n)
        JOIN pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = u.attnum)
FROM pg_constraint k LEFT JOIN pg_class c ON c.oid = k.confrelid LEFT JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE k.contype IN ('p', 'f') AND k.conrelid = ANY(:tables)
ORDER BY k.conrelid, k.contype DESC, k.conname
"""
_STATES = """
SELECT c.oid, concat_ws('/', max(s.stats_reset::text), string_agg(concat_ws(',', p.relid::text, pg_relation_filenode(p.relid),
       pg_stat_get_tuples_inserted(p.relid), pg_stat_get_tuples_updated(p.relid), pg_stat_get_tuples_deleted(p.relid)), ';' ORDER BY p.relid))
FROM pg_class c JOIN pg_stat_database s ON s.datname = current_database(),
LATERAL (SELECT c.oid AS relid WHERE c.relkind <> 'p' UNION ALL SELECT t.relid FROM pg_partition_tree(c.oid) t WHERE c.relkind = 'p') p
WHERE c.oid = ANY(:tables) AND c.relkind IN ('r', 'p', 'm') AND current_setting('track_counts') = 'on'
GROUP BY c.oid
"""
_EXTENT = """
SELECT sum(greatest(pg_relation_size(p.relid), 0) / current_setting('block_size')::int)::bigint,
       sum(c.reltuples) FILTER (WHERE c.reltuples > 0), sum(c.relpages) FILTER (WHERE c.reltuples > 0)
FROM (SELECT relid FROM pg_partition_tree(CAST(:table AS regclass)) UNION SELECT CAST(:table AS regclass)) p JOIN pg_class c ON c.oid = p.relid
"""
_CHUNK = 500
_ROWS_PER_PAGE = 226
"""For a table that was never analysed: the most there can be. Wider rows are met by a second, larger draw."""
_TELLING = ("08", "25", "28", "3D", "42", "53", "55", "57", "58")
"""Classes of SQLSTATE whose messages name servers, tables and limits, and never a value (class 22 does)."""


class PostgresServer(Server):
    """One PostgreSQL database."""

    dialect = "postgres"

    def __init__(self, connection: Any) -> None:
        super().__init__(connection)
        self._oids: dict[tuple[str, str], int] = {}
        self._pages: dict[tuple[str, str], int] = {}
        self._states: dict[int, str] | None = None

    def prepare(self) -> None:
        """Make the session read-only, and give up on a locked table instead of waiting in its queue."""
        self.ask_nothing("SET default_transaction_read_only = on")
        self.ask_nothing("SET lock_timeout = '5s'")
        if self.driver.info.parameter_status("server_encoding") == "SQL_ASCII":
            self._read_any_bytes()

    def ask_nothing(self, sql: str) -> None:
        """Run a statement without rows."""
        self.connection.exec_driver_sql(sql)

    def _read_any_bytes(self) -> None:
        """Read text of a database without an encoding: it may be UTF-8, or not."""
        from psycopg.adapt import Buffer, Loader

        class AnyBytes(Loader):
            def load(self, data: Buffer) -> str:
                return bytes(data).decode("utf-8", errors="replace")

        self.ask_nothing("SET client_encoding = 'SQL_ASCII'")
        for name in ("text", "varchar", "bpchar", "name"):
            self.driver.adapters.register_loader(name, AnyBytes)

    def limit_statements(self, seconds: float | None) -> None:
        """Stop any later statement after so many seconds; None: never."""
        self.ask_nothing(f"SET statement_timeout = {0 if seconds is None else max(1, round(seconds * 1000))}")

    def tables(self, patterns: Patterns) -> Iterator[Table]:
        """Yield the tables asked for by four queries."""
        import sqlalchemy as sa

        schemas = [name for (name,) in self.ask(_SCHEMAS) if patterns.wants_schema(name)]
        try:
            rows_of_tables = self.ask(_TABLES, schemas=schemas, queries=True)
        except sa.exc.DBAPIError:  # a view is locked by a change of its tables, or broken: its query is not worth the rest
            rows_of_tables = self.ask(_TABLES, schemas=schemas, queries=False)
        listed = [row for row in rows_of_tables if patterns.wants(row[1], row[2])]
        self._oids = {(row[1], row[2]): row[0] for row in listed}
        self._states = None
        oids = [row[0] for row in listed]
        columns = by_table(self.ask(_COLUMNS, tables=oids))
        keys = by_table(self.ask(_KEYS, tables=oids))
        for oid, schema, name, kind, comment, rows, query, pages in listed:
            self._pages[schema, name] = pages
            of_table = keys.get(oid, [])
            yield Table(
                schema=schema,
                name=name,
                kind=_KINDS[kind],
                columns=tuple(
                    Column(
                        name=column,
                        data_type=data_type,
                        nullable=not required,
                        comment=text or "",
                        why_not=why_not_read(data_type, permitted=permitted),
                    )
                    for _, column, data_type, required, text, permitted in columns.get(oid, [])
                ),
                primary_key=next((tuple(own) for _, kind_of_key, own, *_ in of_table if kind_of_key == "p"), ()),
                foreign_keys=tuple(
                    ForeignKey(columns=tuple(own), schema=other_schema, table=other, referred_columns=tuple(referred))
                    for _, kind_of_key, own, other_schema, other, referred in of_table
                    if kind_of_key == "f"
                ),
                comment=comment or "",
                row_estimate=rows,
                query=query or "",
            )

    def extent(self, table: Table) -> Extent:
        """Return rows and pages: what the server keeps; where it keeps none, its pages are counted now."""
        pages = self._pages.get((table.schema, table.name), 0)
        if table.kind not in {TableKind.TABLE, TableKind.MATERIALIZED_VIEW} or (table.row_estimate and pages > 0):
            return Extent(rows=table.row_estimate, pages=pages)
        ((pages, rows, analysed),) = self.ask(_EXTENT, table=str(self._oids.get((table.schema, table.name), 0)))
        density = rows / analysed if rows and analysed else _ROWS_PER_PAGE
        return Extent(rows=int(density * (pages or 0)), pages=int(pages or 0))

    def draws(self, table: Table, request: SampleRequest, extent: Extent) -> Iterator[Draw]:
        """Yield statements that give random rows."""
        return postgres.draws(table, request, extent)

    def rows(self, sql: str, columns: Sequence[Column], max_bytes: int, *, seed: int) -> Iterator["pa.RecordBatch"]:
        """Yield a statement's rows as they arrive; what comes after the last batch taken is never sent."""
        import psycopg

        with self.driver.cursor() as cursor:
            if "RANDOM()" in sql:
                cursor.execute(f"SELECT setseed({(seed % 1_000_000) / 1_000_000})")
            # libpq before 17 gives rows one by one only.
            stream = cursor.stream(sql, size=_CHUNK if psycopg.capabilities.has_stream_chunked() else 1)
            try:
                yield from batches(stream, columns, max_bytes)
            finally:
                stream.close()

    def stop_statement(self) -> None:
        """Stop the statement that another thread has sent."""
        self.driver.cancel_safe(timeout=5)

    def is_timeout(self, error: Exception) -> bool:
        """Whether the error says that a statement took too long."""
        return getattr(error, "sqlstate", None) == "57014"

    def state(self, table: Table) -> str:
        """Return the row counters and file of a table; asked for all tables at once."""
        if self._states is None:
            self._states = dict(tuple(row) for row in self.ask(_STATES, tables=list(self._oids.values())))
        return self._states.get(self._oids.get((table.schema, table.name), 0), "")

    def reason(self, error: Exception) -> str:
        """Say what is wrong; the server's own words where they can't hold a value."""
        code = getattr(error, "sqlstate", None)
        if code is None or code[:2] in _TELLING:
            return " ".join(str(error).split("\n")[0].split()) if code is not None or "connect" in str(error) else type(error).__name__
        return f"{type(error).__name__} (SQLSTATE {code})"
