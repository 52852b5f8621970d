"""The audit on real databases against a brute-force count in Python that knows nothing of SQL or of codes."""

import sqlite3
from collections import Counter
from datetime import date

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from piicatalog.errors import SourceError
from piicatalog.model.retention import Facts
from piicatalog.retention.audit import Counts, run, shown
from piicatalog.retention.plan import make_plan
from piicatalog.retention.queries import Calendar
from piicatalog.retention.timeline import timeline
from piicatalog.sources.asking import asking
from piicatalog.sources.open import open_source

TODAY = date(2026, 11, 24)
CALENDAR = Calendar(today=TODAY)
DDL = {
    "asiakas": "asiakas_id integer PRIMARY KEY, nimi varchar(80), sahkoposti varchar(80)",
    "tilaus": "tilaus_id integer PRIMARY KEY, asiakas_id integer REFERENCES {s}asiakas(asiakas_id), tilattu {ts}, toimitusosoite varchar(80)",
    "lasku": "laskunro integer PRIMARY KEY, asiakas_id integer REFERENCES {s}asiakas(asiakas_id), laskutusosoite varchar(80), sahkoposti varchar(80), laskupvm date",
    "uutiskirje": "sahkoposti varchar(80) PRIMARY KEY, peruttu {ts}",
}


def brute_force(rows, plan):
    """Return the counts of each line by evaluating every row's timeline."""
    last, orders = {}, {}
    for number, customer, when, _ in rows["tilaus"]:
        orders[number] = customer
        if when:
            last[customer] = max(last.get(customer, date.min), date.fromisoformat(when[:10]))

    def facts(table, row):
        if table == "uutiskirje":
            return {"consent_withdrawn": date.fromisoformat(row[1][:10]) if row[1] else None}
        customer = row[0] if table == "asiakas" else row[1]
        events = {"last_order_date": last.get(customer)}
        if table == "lasku":
            events["voucher_date"] = date.fromisoformat(row[4]) if row[4] else None
        return events

    found = {}
    for table in plan.tables:
        for group in table.groups:
            for activity in (*group.activities, "") if len(group.activities) > 1 else group.activities:
                assignments = [each for each in group.assignments if activity in {"", each.activity}]
                counts = Counter()
                for row in rows[table.table.name]:
                    record = timeline(assignments, Facts(events=facts(table.table.name, row)))
                    counts[verdict(record)] += 1
                    duty = record.must_keep_until
                    policy = max((term.until for term in record.terms if term.bound == "max" and term.until), default=date.min)
                    if duty and not record.running and duty >= TODAY and policy < TODAY:
                        counts["held_by_law"] += 1
                found[table.table.name, group.columns, activity] = counts
    return found


def verdict(record):
    if record.running:
        return "without_date"
    end = record.erase_after
    if end is None:
        return "cannot"
    if end < TODAY:
        return "overdue"
    month = (end.year - TODAY.year) * 12 + end.month - TODAY.month
    return f"due:{month}" if month < 12 else "later"


def cells(counts):
    return Counter(
        {
            "overdue": counts.overdue,
            "held_by_law": counts.held_by_law,
            "later": counts.later,
            "without_date": counts.without_date,
            **{f"due:{month}": number for month, number in counts.due.items()},
        }
    )


def fill(connection, rows, *, schema, timestamp):
    prefix = f"{schema}." if schema else ""
    for name, columns in DDL.items():
        connection.execute(sa.text(f"CREATE TABLE {prefix}{name} ({columns.format(s=prefix, ts=timestamp)})"))
        marks = ", ".join(f":c{number}" for number in range(len(rows[name][0])))
        connection.execute(
            sa.text(f"INSERT INTO {prefix}{name} VALUES ({marks})"),
            [{f"c{number}": value for number, value in enumerate(row)} for row in rows[name]],
        )


@pytest.fixture
def shop(request, tmp_path, sample_rows):
    """The address of the shop in one of the databases."""
    kind = request.param
    if kind == "sqlite":
        path = tmp_path / "shop.sqlite"
        engine = sa.create_engine(f"sqlite:///{path}")
        with engine.begin() as connection:
            fill(connection, sample_rows, schema="", timestamp="timestamp")
        engine.dispose()
        yield str(path), ""
        return
    if kind == "duckdb":
        import duckdb

        path = tmp_path / "warehouse.duckdb"
        with duckdb.connect(str(path)) as connection:
            connection.execute("CREATE SCHEMA shop")
            for name, columns in DDL.items():
                connection.execute(f"CREATE TABLE shop.{name} ({columns.format(s='shop.', ts='timestamp')})")
                marks = ", ".join("?" for _ in sample_rows[name][0])
                connection.executemany(f"INSERT INTO shop.{name} VALUES ({marks})", sample_rows[name])
        yield str(path), "shop"
        return
    url = request.getfixturevalue(f"{kind}_url")
    timestamp = "timestamp" if kind == "postgres" else "datetime"
    driver = "postgresql+psycopg" if kind == "postgres" else "mysql+pymysql"
    schema = "shop" if kind == "postgres" else ""
    engine = sa.create_engine(sa.make_url(url).set(drivername=driver))
    with engine.begin() as connection:
        if schema:
            connection.execute(sa.text("CREATE SCHEMA shop"))
        fill(connection, sample_rows, schema=schema, timestamp=timestamp)
    yield url, schema or sa.make_url(url).database
    with engine.begin() as connection:
        if schema:
            connection.execute(sa.text("DROP SCHEMA shop CASCADE"))
        else:
            for name in reversed(DDL):
                connection.execute(sa.text(f"DROP TABLE {name}"))
    engine.dispose()


@pytest.mark.parametrize("shop", ["sqlite", "duckdb", "postgres", "mariadb"], indirect=True)
@pytest.mark.parametrize("month", ["12", "3"])
def test_counts_equal_a_count_row_by_row(shop, month, sample_rows, knowledge, notice, catalog_of):
    address, schema = shop
    with open_source(address) as source:
        tables = tuple(source.tables())
        catalog = catalog_of(schema)
        plan = make_plan(catalog, notice, knowledge, parameters=[("financial_year_end_month", month)], tables=tables)
        ask, dialect = asking(source)
        audit = run(plan, ask, CALENDAR, dialect)
    assert audit.problems == ()
    wanted = brute_force(sample_rows, plan)
    assert {(line.table.rpartition(".")[2], line.columns, line.activity) for line in audit.lines} == set(wanted)
    computed = 0
    for line in audit.lines:
        expected = wanted[line.table.rpartition(".")[2], line.columns, line.activity]
        if line.counts is None:
            assert set(expected) <= {"cannot", "without_date"}
            assert line.cannot[0].startswith("while_necessary_service")
            continue
        computed += 1
        assert cells(line.counts) == expected, line
    assert computed == 5
    assert any(line.counts and line.counts.held_by_law for line in audit.lines)


def test_nothing_can_be_changed_through_it(tmp_path):
    path = tmp_path / "a.sqlite"
    sqlite3.connect(path).execute("CREATE TABLE t (a date)")
    with open_source(str(path)) as source, pytest.raises(SourceError):
        asking(source)[0]("DELETE FROM t")


def test_dates_that_are_none_count_as_missing(tmp_path, knowledge, notice, newsletter):
    path = tmp_path / "a.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE uutiskirje (sahkoposti text PRIMARY KEY, peruttu timestamp)")
        marks = ["0000-00-00", "1900-01-01", "soon", "", None, 1700000000, "2020-05-01T10:00:00Z", "2020-05-01", "9999-12-31"]
        connection.executemany("INSERT INTO uutiskirje VALUES (?, ?)", [(str(number), mark) for number, mark in enumerate(marks)])
    with open_source(str(path)) as source:
        plan = make_plan(newsletter, notice, knowledge, tables=tuple(source.tables()))
        ask, dialect = asking(source)
        (line,) = run(plan, ask, CALENDAR, dialect).lines
    assert (line.counts.without_date, line.counts.overdue, line.counts.later) == (6, 2, 1)
    assert line.counts.longest == 5


@given(st.builds(Counts, overdue=st.integers(0, 9), later=st.integers(0, 9), due=st.dictionaries(st.integers(0, 3), st.integers(0, 9))))
def test_no_small_count_is_shown_nor_left_alone(counts):
    texts = shown(counts, 5)
    assert not any(text.isdecimal() and int(text) < 5 for text in texts.values())
    hidden = [text for text in texts.values() if not text.isdecimal()]
    assert len(hidden) != 1 or len(texts) == 1
