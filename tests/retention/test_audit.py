"""The audit on real databases against a brute-force count in Python that knows nothing of SQL or of codes."""

import sqlite3
from collections import Counter
from dataclasses import replace
from datetime import date
from itertools import product

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from piicatalog.errors import SourceError
from piicatalog.model.configuration import Event
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


MARKS = {
    "without_date": ["0000-00-00", "1900-01-01", "", None],
    "unreadable": ["soon", 1700000000, "31/12/2020"],
    "overdue": ["2020-05-01T10:00:00Z", "2020-05-01", "1.5.2020", "01.05.2020 12:30", "20200501"],
    "later": ["9999-12-31"],
}


def counted(path, catalog, notice, knowledge):
    with open_source(str(path)) as source:
        (table,) = (table for table in source.tables() if table.name == "uutiskirje")  # a server has other tests' tables too
        entries = tuple(replace(entry, table=table) for entry in catalog.columns)
        plan = make_plan(
            replace(catalog, columns=entries),
            notice,
            knowledge,
            events=[Event(name="consent_withdrawn", column="uutiskirje.peruttu")],
            tables=(table,),
        )
        ask, dialect = asking(source)
        (line,) = run(plan, ask, CALENDAR, dialect).lines
    return line.counts


@pytest.mark.parametrize("kind", ["sqlite", "duckdb"])
def test_days_written_as_text_are_read_and_what_is_none_is_told_apart(tmp_path, knowledge, notice, newsletter, kind):
    import duckdb

    path = tmp_path / f"a.{kind}"
    with sqlite3.connect(path) if kind == "sqlite" else duckdb.connect(str(path)) as connection:
        connection.execute("CREATE TABLE uutiskirje (sahkoposti varchar(80) PRIMARY KEY, peruttu varchar(80))")
        marks = [mark for some in MARKS.values() for mark in some]
        connection.executemany("INSERT INTO uutiskirje VALUES (?, ?)", [(str(number), mark) for number, mark in enumerate(marks)])
    counts = counted(path, newsletter, notice, knowledge)
    assert {name: getattr(counts, name) for name in MARKS} == {name: len(marks) for name, marks in MARKS.items()}
    assert counts.longest == 5


def test_days_written_as_text_are_read_on_the_servers_too(postgres_url, mariadb_url, knowledge, notice, newsletter):
    marks = [str(mark) if mark is not None else None for some in MARKS.values() for mark in some]
    for url, driver in ((postgres_url, "postgresql+psycopg"), (mariadb_url, "mysql+pymysql")):
        engine = sa.create_engine(sa.make_url(url).set(drivername=driver))
        with engine.begin() as connection:
            connection.execute(sa.text("CREATE TABLE uutiskirje (sahkoposti varchar(80) PRIMARY KEY, peruttu varchar(80))"))
            connection.execute(
                sa.text("INSERT INTO uutiskirje VALUES (:key, :mark)"),
                [{"key": str(number), "mark": mark} for number, mark in enumerate(marks)],
            )
        try:
            counts = counted(url, newsletter, notice, knowledge)
        finally:
            with engine.begin() as connection:
                connection.execute(sa.text("DROP TABLE uutiskirje"))
            engine.dispose()
        assert {name: getattr(counts, name) for name in MARKS} == {name: len(given) for name, given in MARKS.items()}


def test_days_written_as_numbers_are_read(tmp_path, knowledge, notice, newsletter):
    path = tmp_path / "a.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE uutiskirje (sahkoposti text PRIMARY KEY, peruttu integer)")
        marks = [0, None, 19000101, 20200501, 1700000000, 5, 99991231]
        connection.executemany("INSERT INTO uutiskirje VALUES (?, ?)", [(str(number), mark) for number, mark in enumerate(marks)])
    counts = counted(path, newsletter, notice, knowledge)
    assert (counts.without_date, counts.unreadable, counts.overdue, counts.later) == (3, 2, 1, 1)


CELLS = st.integers(0, 9)
COUNTS = st.builds(Counts, overdue=CELLS, held_by_law=CELLS, later=CELLS, due=st.dictionaries(st.integers(0, 3), CELLS))


@given(COUNTS, st.integers(1, 6))
def test_no_small_count_is_shown(counts, floor):
    assert not any(text.isdecimal() and int(text) < floor for text in shown(counts, floor).values())


@given(COUNTS, st.integers(2, 6))
def test_no_small_count_can_be_had_from_the_sum_of_all_rows(counts, floor):
    rows = {"overdue": counts.overdue, "later": counts.later, **{f"due:{month}": number for month, number in counts.due.items()}}
    texts = shown(counts, floor)
    hidden = [name for name, text in texts.items() if not text.isdecimal() and name != "held_by_law"]
    if len(hidden) == sum(number > 0 for number in rows.values()):
        return  # nothing is shown at all
    total = sum(rows[name] for name in hidden)
    ranges = [range(1, floor) if texts[name] != "hidden" else range(floor, total + 1) for name in hidden]
    possible = [values for values in product(*ranges) if sum(values) == total]
    for place, name in enumerate(hidden):
        if texts[name] != "hidden" and floor > 2:  # below 2 there is one small count: 1
            assert len({values[place] for values in possible}) > 1
