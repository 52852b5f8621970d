"""The retention audit of a million rows: right, and how long over a plain aggregate query: ``python benchmarks/audit_speed.py``.

Makes a shop of 200,000 customers, a million orders and a million invoices in each database, tags it with the given notice,
and audits it. Each table's counts are compared with a count row by row in Python, which knows nothing of the code under
test; its time with that of a plain query over the same tables: rows by the day that the rules count from. The goal is a
ratio of at most 1.5.
"""

import argparse
import tempfile
import time
import uuid
from calendar import monthrange
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

import duckdb
import sqlalchemy as sa

from piicatalog import scan
from piicatalog.definitions.configuration import load_configuration
from piicatalog.definitions.knowledge import load_knowledge
from piicatalog.definitions.notice import find_notice
from piicatalog.model.decision import Decisions
from piicatalog.pipeline import decided_and_tagged
from piicatalog.retention.audit import Counts, count, queries
from piicatalog.retention.plan import Plan, make_plan
from piicatalog.retention.queries import Calendar
from piicatalog.sources import Source
from piicatalog.sources.asking import asking
from piicatalog.sources.open import open_source

CUSTOMERS, ROWS = 200_000, 1_000_000
TODAY = date(2026, 11, 24)
FINANCIAL_YEAR_END = 3
CONFIGURATION = f"""
notice: kuluttaja-asiakkaat
tables:
  - {{table: "*asiakas", activities: [web_shop]}}
  - {{table: "*tilaus", activities: [web_shop]}}
  - {{table: "*lasku", activities: [invoicing]}}
parameters:
  financial_year_end_month: {FINANCIAL_YEAR_END}
  definition_of_relationship_end: last_order + P3Y
  which_columns_are_vouchers: "*lasku"
"""
TABLES = (
    ("asiakas", "asiakas_id integer PRIMARY KEY, nimi varchar(40)", CUSTOMERS, "n, {name}"),
    (
        "tilaus",
        "tilaus_id integer PRIMARY KEY, asiakas_id integer NOT NULL, tilattu {timestamp}, toimitusosoite varchar(40)",
        ROWS,
        "n, (n * 7) % 190000, {tilattu}, 'Koivukuja 1'",
    ),
    (
        "lasku",
        "laskunro integer PRIMARY KEY, asiakas_id integer NOT NULL, laskutusosoite varchar(40), laskupvm date",
        ROWS,
        "n, (n * 7) % 190000, 'Koivukuja 1', {laskupvm}",
    ),
)
MEASURED = {"asiakas": "nimi", "tilaus": "toimitusosoite", "lasku": "laskutusosoite"}
"""The column of each table whose counts are compared."""
DAYS = {
    "postgres": "DATE '2012-01-01' + CAST((n % 5000 * {step} + n / 977) % 5400 AS integer)",
    "mysql": "DATE_ADD('2012-01-01', INTERVAL (n % 5000 * {step} + n DIV 977) % 5400 DAY)",
    "duckdb": "DATE '2012-01-01' + CAST((n % 5000 * {step} + n // 977) % 5400 AS integer)",
    "sqlite": "DATE('2012-01-01', '+' || ((n % 5000 * {step} + n / 977) % 5400) || ' days')",
}
SERIES = {
    "postgres": "generate_series(0, {last}) AS s(n)",
    "mysql": "(SELECT seq AS n FROM seq_0_to_{last}) AS s",
    "duckdb": "range(0, {last} + 1) AS s(n)",
    "sqlite": "(WITH RECURSIVE s(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM s WHERE n < {last}) SELECT n FROM s)",
}
PLAIN = {
    "asiakas": "SELECT j.v, COUNT(*) FROM {t}asiakas AS t LEFT JOIN (SELECT asiakas_id AS k, {day_max} AS v FROM {t}tilaus GROUP BY asiakas_id) AS j"
    " ON j.k = t.asiakas_id GROUP BY j.v",
    "tilaus": "SELECT j.v, COUNT(*) FROM {t}tilaus AS t LEFT JOIN (SELECT asiakas_id AS k, {day_max} AS v FROM {t}tilaus GROUP BY asiakas_id) AS j"
    " ON j.k = t.asiakas_id GROUP BY j.v",
    "lasku": "SELECT t.laskupvm, j.v, COUNT(*) FROM {t}lasku AS t LEFT JOIN (SELECT asiakas_id AS k, {day_max} AS v FROM {t}tilaus GROUP BY asiakas_id)"
    " AS j ON j.k = t.asiakas_id GROUP BY t.laskupvm, j.v",
}
"""What anybody would write to see how many rows there are by the days that the rules count from."""


def statements(dialect: str) -> Iterator[str]:
    for name, columns, rows, values in TABLES:
        yield f"CREATE TABLE {name} ({columns.format(timestamp='datetime' if dialect == 'mysql' else 'timestamp')})"
        days = {
            "name": "concat('Nimi ', n)" if dialect != "sqlite" else "'Nimi ' || n",
            "tilattu": DAYS[dialect].format(step=7919),
            "laskupvm": DAYS[dialect].format(step=104_729),
        }
        yield f"INSERT INTO {name} SELECT {values.format(**days)} FROM {SERIES[dialect].format(last=rows - 1)}"
        if dialect in {"postgres", "mysql"}:
            yield f"ANALYZE {'' if dialect == 'postgres' else 'TABLE '}{name}"


@contextmanager
def shop(dialect: str, server: str) -> Iterator[str]:
    """Make the shop, give its address, drop it."""
    if dialect in {"duckdb", "sqlite"}:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"shop.{dialect}"
            if dialect == "duckdb":
                with duckdb.connect(str(path)) as connection:
                    for statement in statements(dialect):
                        connection.execute(statement)
            else:
                run(f"sqlite:///{path}", statements(dialect))
            yield str(path)
        return
    driver = "postgresql+psycopg" if dialect == "postgres" else "mysql+pymysql"
    name = f"piicatalog_{uuid.uuid4().hex[:12]}"
    url = sa.make_url(server).set(drivername=driver)
    run(url, [f"CREATE DATABASE {name}"])
    try:
        run(url.set(database=name), statements(dialect))
        yield f"{server.rpartition('/')[0]}/{name}"
    finally:
        run(url, [f"DROP DATABASE {name}{' WITH (FORCE)' if dialect == 'postgres' else ''}"])


def run(url: Any, sql: Any) -> None:
    engine = sa.create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for statement in sql:
            connection.exec_driver_sql(statement if "sqlite" in str(url) else statement.replace("%", "%%"))
    engine.dispose()


def plan_of(source: Source, address: str) -> Plan:
    """Return the plan as ``piicatalog retention audit`` makes it."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "piicatalog.yaml"
        file.write_text(CONFIGURATION, encoding="utf-8")
        configuration = load_configuration(file)
    knowledge, notice = load_knowledge(), find_notice("kuluttaja-asiakkaat")
    catalog = decided_and_tagged(scan(address, values=False), [notice], knowledge, decisions=Decisions(), configuration=configuration)
    return make_plan(catalog, notice, knowledge, parameters=configuration.parameters, tables=tuple(source.tables()))


def later(day: date, years: int) -> date:
    """The same day so many years later; the 28th for a leap day."""
    year = day.year + years
    return date(year, day.month, min(day.day, monthrange(year, day.month)[1]))


def counted(rows: Any, end: Callable[[Any], tuple[date | None, date | None]]) -> Counter[str]:
    """Count rows one by one: a row's end of purpose, and of its statutory duty; None: it has not begun to run."""
    found: Counter[str] = Counter()
    for row in rows:
        purpose, duty = end(row)
        if purpose is None:
            found["without_date"] += 1
            continue
        last = max(purpose, duty or date.min)
        months = (last.year - TODAY.year) * 12 + last.month - TODAY.month
        found["overdue" if last < TODAY else f"due:{months}" if months < 12 else "later"] += 1
        found["held_by_law"] += purpose < TODAY <= (duty or date.min)
    return +found


def by_hand(ask: Callable[[str], Sequence[Sequence[Any]]], prefix: str) -> Mapping[str, Counter[str]]:
    """Return each table's counts from its rows."""

    def day(value: Any) -> date:
        return date.fromisoformat(str(value)[:10])

    orders = [(customer, day(when)) for customer, when in ask(f"SELECT asiakas_id, tilattu FROM {prefix}tilaus")]
    last: dict[int, date] = {}
    for customer, when in orders:
        last[customer] = max(last.get(customer, date.min), when)

    def five_years(customer: int) -> date | None:
        return later(last[customer], 5) if customer in last else None

    def invoice(row: Sequence[Any]) -> tuple[date | None, date | None]:
        issued = day(row[1])
        financial_year = issued.year + (issued.month > FINANCIAL_YEAR_END)
        return later(last[row[0]], 3) if row[0] in last else None, date(financial_year + 6, 12, 31)

    return {
        "asiakas": counted(ask(f"SELECT asiakas_id FROM {prefix}asiakas"), lambda row: (five_years(row[0]), None)),
        "tilaus": counted(orders, lambda row: (five_years(row[0]), None)),
        "lasku": counted(ask(f"SELECT asiakas_id, laskupvm FROM {prefix}lasku"), invoice),
    }


def cells(counts: Counts) -> Counter[str]:
    names = ("overdue", "held_by_law", "on_hold", "later", "without_date", "unreadable")
    return +Counter({name: getattr(counts, name) for name in names} | {f"due:{month}": rows for month, rows in counts.due.items()})


def timed(ask: Callable[[str], Any], plain: str, audit: str, repeat: int) -> tuple[float, float, Any]:
    """Return the seconds of both, asked by turns so that a busy machine slows both, and the audit's rows."""
    seconds: dict[str, list[float]] = {plain: [], audit: []}
    rows: Any = None
    for turn in range(repeat + 1):  # the first warms the server's cache
        for sql in (plain, audit):
            began = time.perf_counter()
            rows = ask(sql)
            if turn:
                seconds[sql].append(time.perf_counter() - began)
    return median(seconds[plain]), median(seconds[audit]), rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--postgres", default="postgresql://postgres@127.0.0.1:5432/test")
    parser.add_argument("--mariadb", default="mariadb://root@127.0.0.1:3306/test")
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--only", choices=("duckdb", "postgres", "mysql", "sqlite"), help="One database.")
    options = parser.parse_args()
    calendar = Calendar(today=TODAY)
    print(f"{CUSTOMERS:,} customers, {ROWS:,} orders, {ROWS:,} invoices; median of {options.repeat}")
    print(
        f"{'database':<12}{'table':<10}{'plain query':>14}{'audit':>12}{'ratio':>8}{'overdue':>12}{'by law':>10}  equal to the count row by row"
    )
    for dialect, server in (("duckdb", ""), ("postgres", options.postgres), ("mysql", options.mariadb), ("sqlite", "")):
        if options.only in {None, dialect}:
            with shop(dialect, server) as address, open_source(address) as source:
                report(dialect, source, address, calendar, options.repeat)


def report(dialect: str, source: Source, address: str, calendar: Calendar, repeat: int) -> None:
    plan = plan_of(source, address)
    ask, written = asking(source)
    wanted = by_hand(ask, "")
    day_max = "MAX(SUBSTR(tilattu, 1, 10))" if dialect == "sqlite" else "CAST(MAX(tilattu) AS DATE)"
    sent = {query.table.name: query for query in queries(plan, calendar, written)}
    for table in plan.tables:
        name = table.table.name
        plain, audit, rows = timed(ask, PLAIN[name].format(t="", day_max=day_max), sent[name].sql(written), repeat)
        group = next(group for group in table.groups if MEASURED[name] in group.columns)
        found = cells(count(group.assignments, sent[name], rows, calendar))
        print(
            f"{dialect:<12}{name:<10}{plain:>12.3f} s{audit:>10.3f} s{audit / plain:>8.2f}{found['overdue']:>12,}{found['held_by_law']:>10,}  {found == wanted[name]}"
        )


if __name__ == "__main__":
    main()
