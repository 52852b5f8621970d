"""The store's tables, the same in SQLite and PostgreSQL.

A result is stored once and shared by all scans that found its table unchanged. Names, settings and states are
digests, so that none is too long, or has a character that a database refuses.
"""

from sqlalchemy import Column, DateTime, ForeignKey, Integer, MetaData, String, Table, Text, UniqueConstraint

VERSION = 2
UPGRADES: dict[int, tuple[str, ...]] = {1: ()}
"""By version: the statements that make its tables those of the next. They run in SQLite and in PostgreSQL, once, all or none.

Version 2 keeps sentences by key and parts; those of version 1 are read as the English texts that they are.
"""

metadata = MetaData()

about = Table(
    "piicatalog_about",
    metadata,
    Column("key", String(40), primary_key=True),
    Column("value", Text, nullable=False),
)

scans = Table(
    "piicatalog_scan",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("source", Text, nullable=False, index=True),
    Column("settings", String(64), nullable=False),
    Column("started", DateTime(timezone=True), nullable=False),
    Column("finished", DateTime(timezone=True)),
    Column("problems", Text, nullable=False),
    sqlite_autoincrement=True,
)

results = Table(
    "piicatalog_result",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(64), nullable=False),
    Column("state", String(64), nullable=False),
    Column("record", Text, nullable=False),
    sqlite_autoincrement=True,
)

scanned = Table(
    "piicatalog_scanned_table",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("scan", ForeignKey(scans.c.id, ondelete="CASCADE"), nullable=False),
    Column("name", String(64), nullable=False, index=True),
    Column("result", ForeignKey(results.c.id), nullable=False, index=True),
    UniqueConstraint("scan", "name"),
    sqlite_autoincrement=True,
)
