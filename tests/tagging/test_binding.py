"""What people bind tables to, when it is wrong."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from piicatalog.errors import UsageError
from piicatalog.model.catalog import Catalog
from piicatalog.model.configuration import Configuration
from piicatalog.model.decision import ColumnDecision, Decision, Decisions, TableDecision
from piicatalog.model.processing import TableBinding
from piicatalog.model.schema import Table
from piicatalog.pipeline import decided_and_tagged
from piicatalog.tagging.binding import Bindings, exactly, fits

LASKU = "CREATE TABLE lasku (id int, etunimi text);"


def test_an_activity_that_no_notice_has_is_an_error_of_the_configuration(judged, notice, knowledge):
    configuration = Configuration(tables=(TableBinding(pattern="lasku", activities=("invoicin", "nosuch")),))
    with pytest.raises(UsageError) as raised:
        decided_and_tagged(
            Catalog(notice="", columns=judged(LASKU)), [notice], knowledge, decisions=Decisions(), configuration=configuration
        )
    assert "invoicin is no activity" in str(raised.value)
    assert "Did you mean invoicing?" in str(raised.value)
    assert "nosuch" in str(raised.value)


def test_a_decision_on_an_activity_that_is_gone_is_told_and_nothing_is_lost(judged, notice, knowledge):
    decisions = Decisions(
        columns=(ColumnDecision(column="lasku.etunimi", decision=Decision(action="confirm"), purposes=("gone",)),),
        tables=(TableDecision(binding=TableBinding(pattern="lasku", activities=("gone", "web_shop"))),),
        file="decisions.yaml",
    )
    catalog = decided_and_tagged(
        Catalog(notice="", columns=judged(LASKU)), [notice], knowledge, decisions=decisions, configuration=Configuration()
    )
    assert [str(problem).startswith("decisions.yaml: lasku") for problem in catalog.problems] == [True, True]
    assert len(catalog.columns) == 2


names = st.text(st.sampled_from("aAbÄ.*?[]/!-"), min_size=1, max_size=6)


@given(patterns=st.lists(names, max_size=6), source=names, schema=st.just("") | names, name=names)
def test_bindings_are_found_by_table_as_each_of_them_fits(patterns, source, schema, name):
    table = Table(schema=schema, name=name)
    bindings = [
        TableBinding(pattern=pattern, activities=(str(place),)) for place, pattern in enumerate([*patterns, exactly(table.full_name)])
    ]
    found = list(Bindings(bindings).of(source, table))
    assert found == [binding for binding in bindings if fits(binding.pattern, source, table)]
    assert found[-1] is bindings[-1]
