"""A scan of a warehouse against reading the same samples with the same driver: ``python benchmarks/scan_ratio.py``.

Makes a database of 60 tables on PostgreSQL and on MariaDB, scans it (list tables, draw samples, profile, detect,
decide), then sends the same statements again and only fetches their rows. The goal is a ratio of at most 1.5.
"""

import argparse
import resource
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from statistics import median
from typing import Any

import psycopg
import pymysql
import sqlalchemy as sa

from piicatalog.definitions.knowledge import load_knowledge
from piicatalog.model.sample import SampleRequest
from piicatalog.pipeline import classify
from piicatalog.sources.database import DatabaseSource, open_source

# A column's name, its type, and its value by row number n.
KINDS = {
    "asiakas": [
        ("asiakas_id", "integer", "n"),
        ("etunimi", "varchar(60)", "concat('Aino', n % 97)"),
        ("sukunimi", "varchar(60)", "concat('Korhonen', n % 997)"),
        (
            "hetu",
            "varchar(11)",
            "concat('0101', lpad(cast(n % 100 as char(2)), 2, '0'), '-9', lpad(cast(n % 100 as char(2)), 2, '0'), 'A')",
        ),
        ("sahkoposti", "varchar(120)", "concat('nimi', n, '@example.com')"),
        ("puh", "varchar(30)", "concat('040 000 ', n % 9999)"),
        ("katuosoite", "varchar(200)", "concat('Koivukuja ', n % 300, ' A ', n % 40)"),
        ("postinumero", "varchar(5)", "concat('0', 10 * (n % 800 + 100))"),
        ("postitoimipaikka", "varchar(60)", "'HELSINKI'"),
        ("luotu", "timestamp", "'2024-05-05 10:00:00'"),
        ("kommentti", "text", "concat('Asiakas soitti ja kysyi tilauksestaan numero ', n, '. Luvattiin palata asiaan.')"),
    ],
    "tilaus": [
        ("tilaus_id", "integer", "n"),
        ("asiakas_id", "integer", "n % 5000"),
        ("tilattu", "timestamp", "'2024-05-05 10:00:00'"),
        ("summa", "numeric(10,2)", "n % 1000 / 7.0"),
        ("tila", "varchar(20)", "'toimitettu'"),
        ("toimitusosoite", "varchar(200)", "concat('Rantatie ', n % 300, ', 00100 HELSINKI')"),
        ("maksutapa", "varchar(20)", "'lasku'"),
    ],
    "tuote": [
        ("tuote_id", "integer", "n"),
        ("nimi", "varchar(80)", "concat('Villasukat ', n)"),
        ("ean", "varchar(13)", "concat('64000', 10000000 + n)"),
        ("hinta", "numeric(8,2)", "n % 90"),
        ("kuvaus", "text", "concat('Lämmin ja pehmeä, väri ', n % 12, '. Kotimaista työtä.')"),
    ],
    "loki": [
        ("aika", "timestamp", "'2024-05-05 10:00:00'"),
        ("ip", "varchar(45)", "concat('192.0.2.', n % 250)"),
        ("polku", "varchar(200)", "concat('/tuote/', n)"),
        ("tila", "integer", "200"),
        ("kesto", "integer", "n % 3000"),
        ("istunto", "varchar(32)", "md5(cast(n as char(10)))"),
    ],
}
TABLES, ROWS = 60, 20_000


def statements(dialect: str) -> Iterator[str]:
    """Yield what makes the warehouse."""
    series = f"generate_series(1, {ROWS}) AS s(n)" if dialect == "postgres" else f"(SELECT seq AS n FROM seq_1_to_{ROWS}) AS s"
    for number in range(TABLES):
        kind, columns = list(KINDS.items())[number % len(KINDS)]
        declared = ", ".join(
            f"{name} {data_type}{' PRIMARY KEY' if place == 0 and kind != 'loki' else ''}"
            for place, (name, data_type, _) in enumerate(columns)
        )
        yield f"CREATE TABLE {kind}_{number} ({declared})"
        values = ", ".join(f"CAST({value} AS {data_type})" if dialect == "postgres" else value for _, data_type, value in columns)
        yield f"INSERT INTO {kind}_{number} SELECT {values} FROM {series}"
        yield f"ANALYZE {'' if dialect == 'postgres' else 'TABLE '}{kind}_{number}"


@contextmanager
def warehouse(url: str, dialect: str) -> Iterator[str]:
    """Make a database, give its address, drop it."""
    name = f"piicatalog_{uuid.uuid4().hex[:12]}"
    run(url, dialect, [f"CREATE DATABASE {name}"])
    own = f"{url.rpartition('/')[0]}/{name}"
    try:
        run(own, dialect, statements(dialect))
        yield own
    finally:
        run(url, dialect, [f"DROP DATABASE {name}{' WITH (FORCE)' if dialect == 'postgres' else ''}"])


def connected(url: str, dialect: str) -> Any:
    if dialect == "postgres":
        return psycopg.connect(url, autocommit=True)
    parsed = sa.make_url(url)
    return pymysql.connect(
        host=parsed.host,
        port=parsed.port or 3306,
        user=parsed.username,
        password=parsed.password or "",
        database=parsed.database,
        autocommit=True,
    )


def run(url: str, dialect: str, sql: Any) -> None:
    connection = connected(url, dialect)
    for statement in sql:
        connection.cursor().execute(statement)
    connection.close()


def recorded(source: DatabaseSource) -> list[tuple[str, int]]:
    """Return a list that the statements of a source, with their seeds, will be put in."""
    sent: list[tuple[str, int]] = []
    server = source._server  # noqa: SLF001 - what is measured
    rows = server.rows

    def recording(sql: str, columns: Sequence[Any], max_bytes: int, *, seed: int) -> Iterator[Any]:
        sent.append((sql, seed))
        return rows(sql, columns, max_bytes, seed=seed)

    server.rows = recording  # type: ignore[method-assign]
    return sent


def scan(url: str, rows: int, work: Callable[[DatabaseSource, SampleRequest], int]) -> tuple[float, int, list[tuple[str, int]]]:
    began = time.perf_counter()
    with open_source(url) as source:
        sent = recorded(source)
        count = work(source, SampleRequest(rows=rows))
    return time.perf_counter() - began, count, sent


def cpu_seconds(work: Callable[[], object]) -> float:
    """What a piece of work takes of this process's own time: the same however busy the machine is."""
    began = time.process_time()
    work()
    return time.process_time() - began


def only_read(source: DatabaseSource, request: SampleRequest) -> int:
    """Sources and sampling alone."""
    return sum(sample.batch.num_rows for table in source.tables() for sample in source.sample(table, request))


def replay(url: str, dialect: str, sent: Sequence[tuple[str, int]]) -> float:
    """Send the same statements again and fetch their rows, with nothing else."""
    began = time.perf_counter()
    connection = connected(url, dialect)
    for sql, seed in sent:
        cursor = connection.cursor()
        if "RANDOM()" in sql:
            cursor.execute(f"SELECT setseed({seed % 1_000_000 / 1_000_000})")
        cursor.execute(sql)
        cursor.fetchall()
    connection.close()
    return time.perf_counter() - began


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--postgres", default="postgresql://postgres@127.0.0.1:5432/test")
    parser.add_argument("--mariadb", default="mariadb://root@127.0.0.1:3306/test")
    parser.add_argument("--rows", type=int, default=1000)
    parser.add_argument("--repeat", type=int, default=3)
    options = parser.parse_args()
    began = time.perf_counter()
    knowledge = load_knowledge()
    print(
        f"knowledge loaded once in {time.perf_counter() - began:.2f} s; {TABLES} tables of {ROWS:,} rows; samples of {options.rows:,}; median of {options.repeat}"
    )
    print(
        f"{'database':<12}{'driver reads':>14}{'source reads':>14}{'ratio':>8}{'whole scan':>14}{'ratio':>8}{'its own CPU':>14}{'columns':>10}"
    )
    for name, url, dialect in (("PostgreSQL", options.postgres, "postgres"), ("MariaDB", options.mariadb, "mysql")):
        with warehouse(url, dialect) as own:
            columns = 0

            def judge(source: DatabaseSource, request: SampleRequest) -> int:
                return len(classify(source, knowledge, request=request))

            scan(own, options.rows, judge)  # warm: imports, the server's cache
            reads, sources, scans = [], [], []
            for _ in range(options.repeat):
                seconds, _, sent = scan(own, options.rows, only_read)
                sources.append(seconds)
                reads.append(replay(own, dialect, sent))
                seconds, columns, _ = scan(own, options.rows, judge)
                scans.append(seconds)
            base = median(reads)
            own_time = cpu_seconds(lambda own=own: scan(own, options.rows, judge))
            print(
                f"{name:<12}{base:>12.2f} s{median(sources):>12.2f} s{median(sources) / base:>8.2f}{median(scans):>12.2f} s{median(scans) / base:>8.2f}{own_time:>12.2f} s{columns:>10}"
            )
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
