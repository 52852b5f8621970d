"""A small web shop: its notice, its tables, and rows whose ends are known."""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from piicatalog.definitions.knowledge import Knowledge, load_knowledge
from piicatalog.model.catalog import AssignedActivity, AssignedRetention, Catalog, CatalogColumn, ColumnTags, Origin
from piicatalog.model.entity_type import EntityType
from piicatalog.model.finding import ColumnState, Finding, Verdict
from piicatalog.model.label import Label
from piicatalog.model.processing import Bound, Notice, ProcessingActivity, Purpose, RetentionKind, RetentionRule
from piicatalog.model.schema import Column, ForeignKey, Table

FIVE_YEARS = RetentionRule(
    id="five_years_last_order",
    label=Label(en="Five years after the customer's last order"),
    kind=RetentionKind.EVENT_ANCHORED,
    period="P5Y",
    anchor="last_order_date",
    anchor_scope="per_customer_max",
    computable="true",
)
SIX_YEARS = RetentionRule(
    id="statutory_invoicing_6y",
    label=Label(en="Six years"),
    kind=RetentionKind.STATUTORY,
    period="P6Y",
    anchor="end_of_calendar_year_of(financial_year_end)",
    computable="with_parameter",
    bound=Bound.MIN,
    applies_to=("name", "address", "payments", "purchases"),
)
NECESSARY = RetentionRule(id="while_necessary_service", label=Label(en="As long as necessary"), kind=RetentionKind.WHILE_NECESSARY)
CONSENT = RetentionRule(
    id="while_consent", label=Label(en="While consent is valid"), kind=RetentionKind.WHILE_CONSENT, period="P0D", anchor="consent_withdrawn"
)
WARRANTY = RetentionRule(
    id="warranty_terms",
    label=Label(en="Warranty"),
    kind=RetentionKind.WARRANTY,
    period="param:warranty_period",
    anchor="delivery_date",
)
AVAILABLE = RetentionRule(id="while_available", label=Label(en="While available"), kind=RetentionKind.DEPENDENT, anchor="other_purposes")
RELATIONSHIP = RetentionRule(
    id="customer_relationship",
    label=Label(en="While the relationship exists"),
    kind=RetentionKind.EVENT_ANCHORED,
    period="P0D",
    anchor="customer_relationship_end",
)
CLAIMS = RetentionRule(
    id="relationship_and_claims",
    label=Label(en="While claims are collectable"),
    kind=RetentionKind.EVENT_ANCHORED,
    period="param:limitation",
    anchor="max(customer_relationship_end, claim_expiry)",
)
RULES = (FIVE_YEARS, SIX_YEARS, NECESSARY, CONSENT, WARRANTY, AVAILABLE, RELATIONSHIP, CLAIMS)


def _activity(row: int, name: str, *rules: str) -> ProcessingActivity:
    label = Label(en=name)
    purpose = Purpose(id=name, label=label)
    return ProcessingActivity(id=name, row=row, label=label, purposes=(purpose,), categories=(), bases=(), retention=rules)


NOTICE = Notice(
    id="shop",
    title="Shop",
    header=("a", "b", "c", "d"),
    language="en",
    legal_bases=(),
    categories=(),
    retention_rules=RULES,
    activities=(
        _activity(1, "marketing", "while_necessary_service"),
        _activity(2, "web_shop", "five_years_last_order", "statutory_invoicing_6y"),
        _activity(3, "invoicing", "five_years_last_order", "statutory_invoicing_6y"),
        _activity(4, "newsletter", "while_consent"),
    ),
)

CUSTOMER = Table(
    schema="shop",
    name="asiakas",
    columns=(
        Column(name="asiakas_id", data_type="integer"),
        Column(name="nimi", data_type="varchar(80)"),
        Column(name="sahkoposti", data_type="varchar(80)"),
    ),
    primary_key=("asiakas_id",),
)
ORDER = Table(
    schema="shop",
    name="tilaus",
    columns=(
        Column(name="tilaus_id", data_type="integer"),
        Column(name="asiakas_id", data_type="integer"),
        Column(name="tilattu", data_type="timestamp"),
        Column(name="toimitusosoite", data_type="varchar(80)"),
    ),
    primary_key=("tilaus_id",),
    foreign_keys=(ForeignKey(columns=("asiakas_id",), schema="shop", table="asiakas", referred_columns=("asiakas_id",)),),
)
INVOICE = Table(
    schema="shop",
    name="lasku",
    columns=(
        Column(name="laskunro", data_type="integer"),
        Column(name="asiakas_id", data_type="integer"),
        Column(name="laskutusosoite", data_type="varchar(80)"),
        Column(name="sahkoposti", data_type="varchar(80)"),
        Column(name="laskupvm", data_type="date"),
    ),
    primary_key=("laskunro",),
    foreign_keys=(ForeignKey(columns=("asiakas_id",), schema="shop", table="asiakas", referred_columns=("asiakas_id",)),),
)
NEWSLETTER = Table(
    schema="shop",
    name="uutiskirje",
    columns=(
        Column(name="sahkoposti", data_type="varchar(80)"),
        Column(name="peruttu", data_type="timestamp"),
    ),
    primary_key=("sahkoposti",),
)
TABLES = (CUSTOMER, ORDER, INVOICE, NEWSLETTER)


def tagged(table: Table, column: str, entity: EntityType, category: str, **rules: tuple[str, ...]) -> CatalogColumn:
    """A column that serves activities, each with its rules."""
    return CatalogColumn(
        source="shop",
        table=table,
        column=table.names[column],
        verdict=Verdict(state=ColumnState.CONFIRMED, findings=(Finding(entity_type=entity, confidence=1.0),)),
        tags=ColumnTags(
            data_categories=(category,),
            activities=tuple(AssignedActivity(id=name, origin=Origin.BOUND, confidence=1.0) for name in rules),
            retention=tuple(
                AssignedRetention(rule=rule, activity=name, computable="true") for name, given in rules.items() for rule in given
            ),
        ),
    )


SHOP = ("five_years_last_order", "statutory_invoicing_6y")
CATALOG = Catalog(
    notice="shop",
    columns=(
        tagged(CUSTOMER, "nimi", EntityType.PERSON, "name", web_shop=SHOP),
        tagged(CUSTOMER, "sahkoposti", EntityType.EMAIL_ADDRESS, "email", web_shop=SHOP),
        tagged(INVOICE, "laskutusosoite", EntityType.ADDRESS, "address", invoicing=SHOP),
        tagged(INVOICE, "sahkoposti", EntityType.EMAIL_ADDRESS, "email", invoicing=SHOP, marketing=("while_necessary_service",)),
        tagged(ORDER, "toimitusosoite", EntityType.ADDRESS, "address", web_shop=SHOP),
        tagged(NEWSLETTER, "sahkoposti", EntityType.EMAIL_ADDRESS, "email", newsletter=("while_consent",)),
    ),
)

Rows = dict[str, list[tuple[object, ...]]]


def rows(customers: int = 300, seed: int = 7) -> Rows:
    """Rows of all tables, the same each time: customers without orders and dates that are missing among them."""
    random_ = random.Random(seed)

    def day() -> date:
        return date(2012, 1, 1) + timedelta(days=random_.randrange(5400))

    people = [(number, f"Nimi {number}", f"a{number}@example.com") for number in range(customers)]
    orders: list[tuple[object, ...]] = []
    invoices: list[tuple[object, ...]] = []
    for number in range(customers):
        for _ in range(random_.choice((0, 1, 1, 2, 3))):
            when = day() if random_.random() > 0.02 else None
            orders.append((len(orders), number, f"{when} 12:30:00" if when else None, "Koivukuja 1"))
            if random_.random() > 0.3:
                invoices.append((len(invoices), number, "Koivukuja 1", None, day().isoformat() if random_.random() > 0.03 else None))
    letters = [(f"n{number}@example.com", f"{day()} 08:00:00" if number % 3 == 0 else None) for number in range(customers)]
    return {"asiakas": people, "tilaus": orders, "lasku": invoices, "uutiskirje": letters}


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    return load_knowledge()


@pytest.fixture
def notice() -> Notice:
    return NOTICE


@pytest.fixture
def catalog() -> Catalog:
    return CATALOG


@pytest.fixture
def catalog_of() -> Callable[[str], Catalog]:
    """The catalog as a source with another schema has it."""

    def with_schema(schema: str) -> Catalog:
        return replace(CATALOG, columns=tuple(replace(entry, table=replace(entry.table, schema=schema)) for entry in CATALOG.columns))

    return with_schema


@pytest.fixture
def newsletter() -> Catalog:
    """One table, without a schema."""
    entry = CATALOG.columns[-1]
    return replace(CATALOG, columns=(replace(entry, table=replace(entry.table, schema="")),))


@pytest.fixture
def sample_rows() -> Rows:
    return rows()
