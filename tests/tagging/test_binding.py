"""What people bind tables to, when it is wrong."""

import pytest

from piicatalog.errors import UsageError
from piicatalog.model.catalog import Catalog
from piicatalog.model.configuration import Configuration
from piicatalog.model.decision import ColumnDecision, Decision, Decisions, TableDecision
from piicatalog.model.processing import TableBinding
from piicatalog.pipeline import decided_and_tagged

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
    assert [problem.startswith("decisions.yaml: lasku") for problem in catalog.problems] == [True, True]
    assert len(catalog.columns) == 2
