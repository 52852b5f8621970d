"""The plan and the audit in words."""

from datetime import date

import pytest

from piicatalog.model.retention import Latest, Period, Since
from piicatalog.retention import wording
from piicatalog.retention.audit import Audit, AuditLine, Counts
from piicatalog.retention.audit_report import audit_data, audit_text, is_overdue
from piicatalog.retention.endings import Parameters, ending_of
from piicatalog.retention.plan import make_plan
from piicatalog.retention.plan_report import plan_data, plan_text, questions_of
from piicatalog.retention.queries import Calendar


@pytest.fixture
def plan(catalog, notice, knowledge):
    return make_plan(catalog, notice, knowledge)


def test_the_plan_says_per_table_what_goes_what_stays_and_what_is_open(plan, notice):
    lines = list(plan_text(plan, notice))
    text = "\n".join(lines)
    assert "    web_shop\n      must go: 5 y after the customer's last order\n    → go then" in text.replace(
        "; starts anew with each order", ""
    )
    assert "open: cannot be computed (at least 6 y from the end of the calendar year of the voucher) — to be answered: " in text
    assert "open: «As long as necessary» — to be answered: while_necessary_service_max_period, while_necessary_service_anchor" in text
    assert "dates: the customer's last order = max(shop.tilaus.tilattu) by asiakas_id (proposed: " in text
    assert lines[-1] == "4 tables, 6 columns of personal data: 4 computable, 2 open, 0 without a purpose"


def test_the_financial_year_makes_the_duty_exact(catalog, notice, knowledge):
    plan = make_plan(catalog, notice, knowledge, parameters=[("financial_year_end_month", "6")])
    text = "\n".join(plan_text(plan, notice))
    assert "must stay: 6 y from the end of the calendar year in which the financial year of the voucher ended (it ends in month 6)" in text
    assert "financial_year_end_month" not in questions_of(plan)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("fi", ("poistettava: 5 v, alkaen: asiakkaan viimeinen tilaus", "avoin: «As long as necessary»", "Vastattava", "sidottu")),
        ("sv", ("raderas: 5 år, räknat från: kundens sista beställning", "öppen: «As long as necessary»", "Att besvara", "bunden")),
    ],
)
def test_the_plan_is_in_the_readers_language(catalog, notice, knowledge, language, said):
    from piicatalog.model.configuration import Event

    plan = make_plan(catalog, notice, knowledge, events=[Event(name="last_order", column="shop.tilaus.tilattu", by="asiakas_id")])
    text = "\n".join(plan_text(plan, notice, language))
    assert all(words in text for words in said)
    assert not [word for word in ("must go", "open:", "to be answered", "whose", "proposed:") if word in text]


def test_what_most_tables_wait_for_is_asked_first(plan, notice):
    text = list(plan_text(plan, notice))
    asked = text[text.index("To be answered (parameters: and events: in piicatalog.yaml, or piicatalog decide):") :]
    counts = [line.count(",") for line in asked if line.startswith("    for ")]
    assert counts == sorted(counts, reverse=True)


def test_the_plan_as_data_says_the_same(plan):
    data = plan_data(plan)
    invoice = next(table for table in data["tables"] if table["table"] == "shop.lasku")
    address = next(group for group in invoice["columns"] if group["columns"] == ["laskutusosoite"])
    assert address["exact"] is False
    assert address["rules"][1] == {
        "activity": "invoicing",
        "rule": "statutory_invoicing_6y",
        "bound": "min",
        "end": "cannot be computed (at least 6 y from the end of the calendar year of the voucher)",
        "open": ["financial_year_end_month"],
    }
    assert data["questions"]["financial_year_end_month"] == ["shop.lasku"]


def test_a_claims_ending_reads_as_a_sentence(notice):
    claims = ending_of(notice.retention_rule("relationship_and_claims"), Parameters({}))
    assert wording.ending(claims) == (
        "the latest of: until the end of the customer relationship, (if payment has happened, until payment; if the enforcement title has"
        " happened, the latest of: 5 y after the enforcement title, 5 y after the last interruption of limitation; otherwise the latest of:"
        " 3 y after the due date, 3 y after the last interruption of limitation)"
    )


def test_the_end_of_a_relationship_can_be_defined_by_another_event(notice):
    defined = Parameters({"definition_of_relationship_end": "last_order + P3Y"})
    assert ending_of(notice.retention_rule("customer_relationship"), defined) == Since(event="last_order_date", period=Period(years=3))
    claims = ending_of(notice.retention_rule("relationship_and_claims"), defined)
    assert isinstance(claims, Latest)
    assert claims.parts[0] == Since(event="last_order_date", period=Period(years=3))
    described = Parameters({"definition_of_relationship_end": "when the account is closed"})
    assert ending_of(notice.retention_rule("customer_relationship"), described) == Since(event="customer_relationship_end", period=Period())


def audit_of(*lines):
    return Audit(calendar=Calendar(today=date(2026, 11, 24)), lines=lines, problems=("shop.x: no permission",))


COUNTS = Counts(overdue=40, held_by_law=7, due={0: 3, 1: 12}, later=900, without_date=8, longest=2)


def test_the_audit_says_counts_and_what_keeps_it_from_them(notice):
    lines = (
        AuditLine(source="s", table="shop.asiakas", columns=("nimi",), activity="web_shop", counts=COUNTS),
        AuditLine(source="s", table="shop.asiakas", columns=("nimi",), activity="marketing", cannot=("anchor:created",), least=None),
        AuditLine(source="s", table="shop.asiakas", columns=("nimi",), activity="", cannot=("anchor:created",), least=COUNTS),
    )
    assert list(audit_text(audit_of(*lines), notice)) == [
        "Rows as of 2026-11-24; counts below 5 are hidden.",
        "shop.asiakas",
        "  nimi",
        "    web_shop: overdue 40 (the oldest by more than 2 y); kept by law alone 7; due 2026-11 <5, 2026-12 12; later 900; no date to count from hidden",
        "    marketing: cannot be computed: created",
        "    erasure (all together): cannot be computed: created",
        "not audited: shop.x: no permission",
    ]
    assert is_overdue(lines)
    assert audit_data(audit_of(*lines))["lines"][0]["rows"] == {
        "overdue": 40,
        "due": {"2026-11": "<5", "2026-12": 12},
        "later": 900,
        "without_date": "hidden",
        "held_by_law": 7,
        "longest_overdue_more_than_years": 2,
    }


@pytest.mark.parametrize(("language", "said"), [("fi", "myöhässä 40 (vanhin yli 2 v)"), ("sv", "försenade 40 (äldst över 2 år)")])
def test_the_audit_is_in_the_readers_language(notice, language, said):
    line = AuditLine(source="s", table="shop.asiakas", columns=("nimi",), activity="web_shop", counts=COUNTS)
    assert any(said in text for text in audit_text(audit_of(line), notice, language))


@pytest.mark.parametrize(
    ("column", "data_type", "found"),
    [
        ("tilauspvm", "TEXT", True),
        ("order_date", "INTEGER", True),
        ("ordered_at", "varchar(30)", True),
        ("tilattu", "TEXT", False),
        ("tilausnro", "INTEGER", False),
    ],
)
def test_days_written_as_text_or_numbers_are_proposed_where_the_name_says_so(knowledge, column, data_type, found):
    from piicatalog.detection.references import key_graph
    from piicatalog.model.schema import Column, Table
    from piicatalog.retention.discovery import propose

    table = Table(
        schema="shop", name="tilaus", columns=(Column(name="tilaus_id", data_type="INTEGER"), Column(name=column, data_type=data_type))
    )
    anchors = propose(key_graph((table,), knowledge))
    assert [anchor.event for anchor in anchors if anchor.column == column] == (["last_order_date"] if found else [])


SHOP = (
    ("asiakas", ("asiakas_id",), ()),
    ("toimitus", ("toimitus_id", "asiakas_id", "toimitettu:date", "tuoteryhma", "poistokielto:boolean"), ("asiakas",)),
    ("lasku", ("laskunro", "asiakas_id", "laskupvm:date", "betald:date"), ("asiakas",)),
)


@pytest.fixture
def anchors(knowledge):
    from piicatalog.detection.references import key_graph
    from piicatalog.model.schema import Column, ForeignKey, Table
    from piicatalog.retention.anchors import Anchors

    tables = tuple(
        Table(
            schema="",
            name=name,
            columns=tuple(Column(name=each.partition(":")[0], data_type=each.partition(":")[2] or "varchar(9)") for each in columns),
            primary_key=columns[:1],
            foreign_keys=tuple(
                ForeignKey(columns=("asiakas_id",), schema="", table=other, referred_columns=("asiakas_id",)) for other in others
            ),
        )
        for name, columns, others in SHOP
    )
    return Anchors.of(key_graph(tables, knowledge))


def test_an_invoices_own_date_comes_before_that_of_its_payment(anchors):
    assert anchors.route("lasku", "voucher_date").anchor.column == "laskupvm"


def test_the_product_group_is_a_rows_own_and_never_one_of_a_customers_many(anchors):
    assert anchors.route("toimitus", "product_group").anchor.column == "tuoteryhma"
    assert anchors.route("asiakas", "product_group") is None
    assert anchors.route("asiakas", "delivery_date").anchor.aggregate == "max"


def test_a_legal_hold_of_any_row_holds_the_customer_too(anchors):
    route = anchors.route("asiakas", "legal_hold")
    assert (route.anchor.column, route.anchor.aggregate) == ("poistokielto", "max")
