"""Which column tells a table's rows of an event, where registers stand side by side."""

from piicatalog.detection.references import key_graph
from piicatalog.model.schema import Column, ForeignKey, Table
from piicatalog.retention.anchors import Anchors


def register(schema, *, declared=True):
    customer = Table(schema=schema, name="asiakas", columns=(Column(name="asiakas_id", data_type="integer"),), primary_key=("asiakas_id",))
    key = ForeignKey(columns=("asiakas_id",), schema=schema, table="asiakas", referred_columns=("asiakas_id",))
    order = Table(
        schema=schema,
        name="tilaus",
        columns=(Column(name="asiakas_id", data_type="integer"), Column(name="tilauspvm", data_type="date")),
        foreign_keys=(key,) if declared else (),
    )
    return customer, order


def test_a_customers_last_order_is_that_of_their_own_register(knowledge):
    anchors = Anchors.of(key_graph((*register("vanha"), *register("uusi")), knowledge))
    for schema in ("vanha", "uusi"):
        route = anchors.route(f"{schema}.asiakas", "last_order_date")
        assert route.anchor.table == f"{schema}.tilaus"
        assert route.key == ()


def test_a_bound_key_that_leads_nowhere_is_followed_by_its_name(knowledge):
    from piicatalog.model.configuration import Event

    orders = Table(schema="dw", name="fact_42", columns=(Column(name="cust", data_type="integer"), Column(name="d", data_type="date")))
    people = Table(schema="dw", name="dim_7", columns=(Column(name="cust", data_type="integer"), Column(name="x", data_type="text")))
    bound = [Event(name="last_order", column="dw.fact_42.d", aggregate="max", by="cust")]
    route = Anchors.of(key_graph((orders, people), knowledge), bound).route("dw.dim_7", "last_order_date")
    assert (route.anchor.column, route.key) == ("d", ("cust",))
