"""The marks by which one file holds both directions: goose, dbmate, sql-migrate, Liquibase's formatted SQL."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator

from piicatalog.ddl.position import Piece

_MARK = re.compile(
    r"^[ \t]*--[ \t]*(?:\+(?:goose|migrate|micrate)[ \t]+(?P<way>up|down)\b|migrate:(?P<dbmate>up|down)\b|@(?P<at>undo|down|up)\b[ \t]*$|(?P<rollback>//@undo)"
    r"|(?P<changeset>changeset)[ \t]+(?P<attributes>[^\n]*))",
    re.IGNORECASE | re.MULTILINE,
)
_DBMS = re.compile(r"\bdbms:\s*\"?([^\s\"]+)", re.IGNORECASE)
_IGNORED = re.compile(r"\bignore:\s*true\b", re.IGNORECASE)


def live_sections(text: str, pieces: Iterable[Piece], dbms: str = "") -> Iterator[tuple[Piece, bool]]:
    """Yield each statement and whether it is run when the history goes forward."""
    offsets: list[int] = []
    live: list[bool] = []
    for match in _MARK.finditer(text) if "--" in text else ():
        way = (match["way"] or match["dbmate"] or match["at"] or "").lower()
        if match["changeset"]:
            databases = _DBMS.search(match["attributes"])
            runs = not _IGNORED.search(match["attributes"]) and (not databases or not dbms or is_for(databases[1].lower(), dbms))
        else:
            runs = way == "up"
        offsets.append(match.start())
        live.append(runs)
    for piece in pieces:
        index = bisect_right(offsets, piece.start) - 1
        yield piece, index < 0 or live[index]


def is_for(listed: str, dbms: str) -> bool:
    """Whether Liquibase's list of databases (``postgresql,h2`` or ``!oracle``) takes in a dialect; the generic one is in all."""
    names = [name.strip() for name in listed.split(",")]
    denied = {name[1:] for name in names if name.startswith("!")}
    wanted = {name for name in names if not name.startswith("!")}
    own = LIQUIBASE_NAMES.get(dbms, {dbms})
    if "all" in wanted or dbms == "generic":
        return True
    return not own & denied and (not wanted or bool(own & wanted))


LIQUIBASE_NAMES = {
    "postgres": {"postgresql", "postgres", "edb"},
    "mysql": {"mysql", "mariadb"},
    "tsql": {"mssql", "sqlserver"},
    "oracle": {"oracle"},
    "sqlite": {"sqlite"},
    "snowflake": {"snowflake"},
    "databricks": {"databricks"},
}
"""What Liquibase calls the databases of a dialect."""
