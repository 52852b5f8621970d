"""Notices of customers, employees and applicants side by side: imported, bound to schemas, used."""

from dataclasses import replace

import pytest

from piicatalog.definitions.data_categories import load_data_categories
from piicatalog.definitions.knowledge import load_knowledge
from piicatalog.errors import UsageError
from piicatalog.model.catalog import CatalogColumn
from piicatalog.model.entity_type import EntityType
from piicatalog.model.evidence import Evidence, Signal
from piicatalog.model.finding import Checked, ColumnState, Finding, Verdict
from piicatalog.model.processing import NoticeBinding
from piicatalog.model.schema import Column, Table
from piicatalog.notice.side_by_side import combined
from piicatalog.tagging.tag import tag


def column(schema, table, name, entity_type):
    reason = Evidence(entity_type=entity_type, signal=Signal.COLUMN_NAME, weight=5.0, reason="its name", detector="any_x")
    verdict = Verdict(
        state=ColumnState.SUGGESTED,
        findings=(Finding(entity_type=entity_type, confidence=0.95, evidence=(reason,)),),
        checked=Checked(),
    )
    declared = Column(name=name, data_type="text")
    return CatalogColumn(source="dw", table=Table(schema=schema, name=table, columns=(declared,)), column=declared, verdict=verdict)


def test_each_table_is_tagged_by_its_own_notice(given, imported):
    employees, applicants = imported("tyontekijat.docx"), imported("sokande.docx")
    columns = [
        column("shop", "tilaus", "ostot", EntityType.PURCHASE_HISTORY),
        column("hr", "palkka", "tilinumero", EntityType.BANK_ACCOUNT),
        column("hr", "sairauspoissaolo", "diagnoosi", EntityType.HEALTH),
        column("rekry", "hakemus", "sahkoposti", EntityType.EMAIL_ADDRESS),
    ]
    tagged = tag(
        columns,
        [given, employees, applicants],
        load_data_categories(),
        load_knowledge(),
        notice_bindings=[
            NoticeBinding(pattern="hr.*", notice=employees.id),
            NoticeBinding(pattern="rekry.*", notice=applicants.id),
        ],
    )
    assert [tuple(activity.id for activity in each.tags.activities) for each in tagged] == [
        ("web_shop",),
        ("payroll",),
        ("occupational_health",),
        ("recruitment",),
    ]
    assert [rule.rule for rule in tagged[3].tags.retention] == ["recruitment_end_p6m"]
    assert not any(each.tags.violations for each in tagged)


def test_imported_notices_and_the_shipped_one_stand_side_by_side(given, imported):
    every = combined([given, imported("tyontekijat.docx"), imported("sokande.docx"), imported("jasenet.txt")])
    assert [activity.row for activity in every.activities] == list(range(1, len(every.activities) + 1))
    assert every.id == "kuluttaja-asiakkaat+tyontekijat+arbetssokande+jasenet"


def test_activities_that_another_notice_has_get_ids_of_their_own(documents, imported):
    first = imported("sokande.docx")
    second = imported("sokande.md", notice_id="trainees", taken=frozenset(activity.id for activity in first.activities))
    assert [activity.id for activity in second.activities] == ["recruitment_trainees", "aptitude_assessment_trainees"]
    combined([first, second])


def test_rules_of_one_id_that_differ_in_more_than_words_are_an_error(given):
    rule = given.retention_rule("while_consent")
    other = replace(given, id="other", activities=(), retention_rules=(replace(rule, label=replace(rule.label, fi="Muut sanat")),))
    combined([given, other])
    with pytest.raises(UsageError, match="different retention rule while_consent"):
        combined([given, replace(other, retention_rules=(replace(rule, period="P1Y"),))])
