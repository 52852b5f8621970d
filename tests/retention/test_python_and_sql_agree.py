"""Random rules on random rows: what Python says of each row is what the pushed-down SQL counts, on each database."""

from collections import Counter
from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from piicatalog.model.catalog import AssignedActivity, AssignedRetention, Catalog, CatalogColumn, ColumnTags, Origin
from piicatalog.model.configuration import Event
from piicatalog.model.entity_type import EntityType
from piicatalog.model.finding import ColumnState, Finding, Verdict
from piicatalog.model.retention import Facts
from piicatalog.retention.audit import run
from piicatalog.retention.plan import make_plan
from piicatalog.retention.queries import Calendar
from piicatalog.retention.timeline import timeline
from piicatalog.sources.asking import asking
from piicatalog.sources.open import open_source

TODAY = date(2026, 11, 24)
CALENDAR = Calendar(today=TODAY, months=7)
EVENTS = (
    "due_date",
    "last_interruption",
    "enforcement_title_date",
    "paid_date",
    "customer_relationship_end",
    "delivery_date",
    "voucher_date",
    "consent_withdrawn",
    "last_order_date",
)
"""Each in a column of its own whose name says nothing: d0, d1 … The last is of the person's other rows, in a second table."""
RULES = (
    "five_years_last_order",
    "statutory_invoicing_6y",
    "while_consent",
    "warranty_terms",
    "customer_relationship",
    "relationship_and_claims",
)
EDGES = st.builds(
    lambda years, month, day: date(TODAY.year - years, month, 1) + timedelta(days=day),
    st.integers(-1, 12),
    st.sampled_from((1, 5, 11, 12)),
    st.sampled_from((-1, 0, 22, 23, 24)),
)
"""The ends of months and the days around today's, where being off by one shows."""
DAYS = st.none() | EDGES | st.integers(-400, 4500).map(lambda days: TODAY - timedelta(days=days))
ROWS = st.lists(
    st.tuples(*(DAYS for _ in EVENTS[:-1]), st.sampled_from(("puukot", "lelut", "muut", None)), st.booleans(), st.lists(DAYS, max_size=3)),
    min_size=1,
    max_size=25,
)
PERIODS = st.sampled_from(("P0D", "P30D", "P2W", "P6M", "P1Y", "P2Y6M", "P3Y", "P10Y"))
PARAMETERS = st.fixed_dictionaries(
    {"financial_year_end_month": st.integers(1, 12).map(str), "warranty_period": PERIODS},
    optional={
        "warranty_period.puukot": PERIODS,
        "warranty_period.lelut": PERIODS,
        "complaint_tail": PERIODS,
        "erase_delay": PERIODS,
        "limitation": PERIODS,
        "limitation_after_judgment": PERIODS,
        "last_interruption": st.just("none"),
        "enforcement_title_date": st.just("none"),
    },
)
TAGS = st.dictionaries(st.sampled_from(("a", "b")), st.lists(st.sampled_from(RULES), min_size=1, max_size=3, unique=True), min_size=1)
SLOW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


class Databases:
    """Writes rows into one of the databases and opens it anew for the audit, as a user would."""

    def __init__(self, kind, request, folder):
        self.schema = ""
        if kind == "sqlite":
            self.address = str(folder / "a.sqlite")
            self.engine = sa.create_engine(f"sqlite:///{self.address}")
        elif kind in {"postgres", "mariadb"}:
            self.address = request.getfixturevalue(f"{kind}_database")
            driver = "postgresql+psycopg" if kind == "postgres" else "mysql+pymysql"
            self.engine = sa.create_engine(sa.make_url(self.address).set(drivername=driver))
        else:
            self.address = str(folder / "a.duckdb")
            self.engine = None
        columns = ", ".join(f"d{number} date" for number in range(len(EVENTS) - 1))
        self.tables = {
            "velka": f"velka_id integer PRIMARY KEY, nimi varchar(80), {columns}, ryhma varchar(20), pito boolean",
            "rivi": "rivi_id integer PRIMARY KEY, velka_id integer REFERENCES velka(velka_id), d8 date",
        }

    def fill(self, rows):
        debts = [(number, "x", *row[:-1]) for number, row in enumerate(rows)]
        days = [(number, day) for number, row in enumerate(rows) for day in row[-1]]
        lines = [(count, number, day) for count, (number, day) in enumerate(days)]
        if self.engine is None:
            import duckdb

            with duckdb.connect(self.address) as connection:
                self._write(connection.executemany, connection.execute, "?", debts, lines)
            return
        with self.engine.begin() as connection:

            def many(sql, values):
                connection.execute(sa.text(sql), [{f"c{place}": value for place, value in enumerate(row)} for row in values])

            self._write(many, lambda sql: connection.execute(sa.text(sql)), ":c", debts, lines)

    def _write(self, many, one, mark, debts, lines):
        for name in reversed(self.tables):
            one(f"DROP TABLE IF EXISTS {name}")
        for name, rows in (("velka", debts), ("rivi", lines)):
            one(f"CREATE TABLE {name} ({self.tables[name]})")
            if rows:
                marks = ", ".join("?" if mark == "?" else f"{mark}{place}" for place in range(len(rows[0])))
                many(f"INSERT INTO {name} VALUES ({marks})", rows)

    def close(self):
        if self.engine is not None:
            with self.engine.begin() as connection:
                for name in reversed(self.tables):
                    connection.execute(sa.text(f"DROP TABLE IF EXISTS {name}"))
            self.engine.dispose()


@pytest.fixture(scope="module", params=["sqlite", "duckdb", "postgres", "mariadb"])
def database(request, tmp_path_factory):
    found = Databases(request.param, request, tmp_path_factory.mktemp("rows"))
    yield found
    found.close()


def catalog_of(table, tags):
    return Catalog(
        notice="shop",
        columns=(
            CatalogColumn(
                source="x",
                table=table,
                column=table.names["nimi"],
                verdict=Verdict(state=ColumnState.CONFIRMED, findings=(Finding(entity_type=EntityType.PERSON, confidence=1.0),)),
                tags=ColumnTags(
                    data_categories=("name",),
                    activities=tuple(AssignedActivity(id=name, origin=Origin.BOUND, confidence=1.0) for name in tags),
                    retention=tuple(
                        AssignedRetention(rule=rule, activity=name, computable="true") for name, given in tags.items() for rule in given
                    ),
                ),
            ),
        ),
    )


def facts(row, parameters):
    events = dict(zip(EVENTS, (*row[: len(EVENTS) - 1], max((day for day in row[-1] if day), default=None)), strict=True))
    events |= {name: None for name, value in parameters.items() if value == "none"}
    return events, row[len(EVENTS) - 1] or ""


def verdict(assignments, row, parameters):
    events, group = facts(row, parameters)
    record = timeline(assignments, Facts(events=events, product_group=group))
    assert not record.indeterminate
    cells = []
    duties = [term.until for term in record.terms if term.bound == "min"]
    policies = [term.until for term in record.terms if term.bound == "max"]
    if None not in duties and None not in policies and duties and max(duties) >= TODAY > max(policies, default=date.min):
        cells.append("held_by_law")
    if record.running:
        return [*cells, "without_date"]
    end = record.erase_after or date.min  # an optional event alone that did not happen: nothing keeps it
    if end < TODAY:
        return [*cells, "on_hold" if row[-2] else "overdue"]
    month = (end.year - TODAY.year) * 12 + end.month - TODAY.month
    return [*cells, f"due:{month}" if month < CALENDAR.months else "later"]


@SLOW
@given(rows=ROWS, parameters=PARAMETERS, tags=TAGS)
def test_python_and_sql_agree(database, knowledge, notice, rows, parameters, tags):
    database.fill(rows)
    bound = [Event(name=name, column=f"velka.d{number}") for number, name in enumerate(EVENTS[:-1])]
    bound += [
        Event(name="last_order_date", column="rivi.d8", aggregate="max", by="velka_id"),
        Event(name="product_group", column="velka.ryhma"),
        Event(name="legal_hold", column="velka.pito"),
    ]
    with open_source(database.address) as source:
        tables = tuple(source.tables())
        table = next(table for table in tables if table.name == "velka")
        given_parameters = {**parameters, "which_columns_are_vouchers": "*"}
        plan = make_plan(catalog_of(table, tags), notice, knowledge, events=bound, parameters=given_parameters.items(), tables=tables)
        ask, dialect = asking(source)
        audit = run(plan, ask, CALENDAR, dialect)
    assert audit.problems == ()
    (group,) = plan.tables[0].groups
    assert {line.activity for line in audit.lines} == ({*tags, ""} if len(tags) > 1 else {*tags})
    for line in audit.lines:
        assignments = [each for each in group.assignments if line.activity in {"", each.activity}]
        expected = Counter(cell for row in rows for cell in verdict(assignments, row, parameters))
        counts = line.counts
        assert counts is not None, line.cannot
        names = ("overdue", "held_by_law", "on_hold", "later", "without_date", "unreadable")
        found = Counter({name: getattr(counts, name) for name in names} | {f"due:{month}": n for month, n in counts.due.items()})
        assert +found == +expected
