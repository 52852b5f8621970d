import datetime as dt
from dataclasses import replace

import pytest

from piicatalog.model.catalog import CatalogColumn, Decision
from piicatalog.model.decision import ColumnDecision, Decisions, TableDecision
from piicatalog.model.entity_type import EntityType
from piicatalog.model.evidence import Evidence, Signal
from piicatalog.model.finding import Checked, ColumnState, Finding, Verdict
from piicatalog.model.processing import TableBinding
from piicatalog.model.schema import Column, Table
from piicatalog.store.decisions import apply, bindings, unmatched
from piicatalog.store.evidence import evidence_of

TODAY = dt.date(2026, 11, 24)
EMAIL, PERSON, HETU = EntityType.EMAIL_ADDRESS, EntityType.PERSON, EntityType.FI_PERSONAL_IDENTITY_CODE


def finding(entity_type, confidence=0.9, **weights):
    evidence = tuple(
        Evidence(entity_type=entity_type, signal=Signal(signal), weight=weight, reason=f"{signal} says so")
        for signal, weight in weights.items()
    )
    return Finding(entity_type=entity_type, confidence=confidence, evidence=evidence)


def column(*findings, candidates=(), state=ColumnState.SUGGESTED, name="yhteys", data_type="varchar(80)", read=1000, source="shop"):
    declared = Column(name=name, data_type=data_type)
    return CatalogColumn(
        source=source,
        table=Table(schema="shop", name="asiakas", columns=(declared,)),
        column=declared,
        verdict=Verdict(
            state=state if findings else ColumnState.CLEAN,
            findings=findings,
            candidates=candidates,
            checked=Checked(values=read, non_null=read),
        ),
    )


def decide(entry, action, entity_type="", **more):
    decision = Decision(
        action=action, entity_type=entity_type, who="Maija", when="2026-01-02", why="katsottu", recheck=more.pop("recheck", "")
    )
    return Decisions(columns=(ColumnDecision(column=entry.full_name, decision=decision, evidence=evidence_of(entry), **more),))


def applied(decisions, entry, today=TODAY):
    return apply(decisions, [entry], today=today)[0]


def test_a_confirmed_column_is_certain_and_keeps_its_evidence():
    entry = column(finding(EMAIL, values=6.0), finding(PERSON, 0.6))
    got = applied(decide(entry, "confirm", "EMAIL_ADDRESS"), entry)
    assert got.verdict.state is ColumnState.CONFIRMED
    assert [(each.entity_type, each.confidence) for each in got.verdict.findings] == [(EMAIL, 1.0), (PERSON, 0.6)]
    assert got.verdict.findings[0].evidence == entry.verdict.findings[0].evidence
    assert (got.decision.who, got.decision.note) == ("Maija", "")


def test_a_dismissed_column_holds_nothing_and_what_was_found_is_still_explained():
    entry = column(finding(EMAIL, column_name=5.0))
    got = applied(decide(entry, "dismiss"), entry)
    assert (got.verdict.state, got.verdict.findings) == (ColumnState.DISMISSED, ())
    assert got.verdict.candidates == entry.verdict.findings


def test_a_retyped_column_holds_only_what_the_person_says():
    entry = column(finding(PERSON, column_name=5.0), candidates=(finding(EMAIL, 0.2, comment=1.0),))
    got = applied(decide(entry, "retype", "EMAIL_ADDRESS"), entry)
    assert got.verdict.state is ColumnState.CONFIRMED
    assert [each.entity_type for each in got.verdict.findings] == [EMAIL]
    assert [each.entity_type for each in got.verdict.candidates] == [PERSON]


def test_a_column_in_which_the_machine_finds_nothing_can_be_retyped():
    entry = column(read=0, data_type="")
    got = applied(decide(entry, "retype", "HEALTH"), entry)
    assert (got.verdict.state, got.verdict.findings[0].entity_type) == (ColumnState.CONFIRMED, EntityType.HEALTH)


@pytest.mark.parametrize(
    ("action", "entity_type", "then", "now", "says"),
    [
        (
            "dismiss",
            "",
            column(finding(EMAIL, column_name=5.0)),
            column(finding(EMAIL, column_name=5.0, values=7.0)),
            "now speak for EMAIL_ADDRESS",
        ),
        (
            "confirm",
            "EMAIL_ADDRESS",
            column(finding(EMAIL, values=6.0)),
            column(finding(HETU, values=8.0)),
            "now speak for FI_PERSONAL_IDENTITY_CODE",
        ),
        (
            "confirm",
            "EMAIL_ADDRESS",
            column(finding(EMAIL, values=6.0)),
            column(finding(EMAIL, column_name=5.0)),
            "spoke for EMAIL_ADDRESS",
        ),
        (
            "confirm",
            "PERSON",
            column(finding(PERSON, column_name=5.0)),
            column(candidates=(finding(PERSON, values=-4.0),)),
            "now speak against PERSON",
        ),
        (
            "confirm",
            "PERSON",
            column(finding(PERSON)),
            column(finding(PERSON), data_type="int"),
            "was text when it was decided and is integer",
        ),
    ],
    ids=["dismissed-now-proved", "other-values", "values-gone", "values-against", "type-changed"],
)
def test_changed_evidence_reopens_a_decision_and_says_why(action, entity_type, then, now, says):
    got = applied(decide(then, action, entity_type), now)
    assert got.verdict.state is ColumnState.SUGGESTED
    assert got.verdict.findings
    assert says in str(got.decision.note)
    assert str(got.decision.note).startswith("re-opened: ")


@pytest.mark.parametrize(
    ("action", "entity_type", "then", "now"),
    [
        ("confirm", "EMAIL_ADDRESS", column(finding(EMAIL, values=6.0)), column(finding(EMAIL, values=7.5, table=1.0))),
        ("confirm", "EMAIL_ADDRESS", column(finding(EMAIL, column_name=5.0)), column(finding(EMAIL, column_name=5.0, values=7.0))),
        ("confirm", "EMAIL_ADDRESS", column(finding(EMAIL, values=6.0)), column(finding(EMAIL, column_name=5.0), read=0)),
        ("dismiss", "", column(finding(EMAIL, values=6.0)), column(finding(EMAIL, values=6.5, comment=2.0))),
        ("dismiss", "", column(finding(EMAIL, column_name=5.0)), column(finding(PERSON, column_name=5.0))),
    ],
    ids=["other-sample", "values-agree", "values-not-read", "still-dismissed", "better-words-only"],
)
def test_nothing_else_reopens_it(action, entity_type, then, now):
    got = applied(decide(then, action, entity_type), now)
    assert got.decision.note == ""
    assert got.verdict.state in {ColumnState.CONFIRMED, ColumnState.DISMISSED}


def test_a_decision_without_evidence_is_a_hand_edit_and_holds():
    entry = column(finding(EMAIL, values=6.0))
    decisions = decide(entry, "dismiss")
    by_hand = replace(decisions, columns=(replace(decisions.columns[0], evidence=""),))
    assert applied(by_hand, column(finding(HETU, values=9.0))).verdict.state is ColumnState.DISMISSED


@pytest.mark.parametrize(("recheck", "note"), [("2026-11-24", "to be looked at again since 2026-11-24"), ("2026-11-25", ""), ("", "")])
def test_a_passed_recheck_date_is_said(recheck, note):
    entry = column(finding(EMAIL, values=6.0))
    got = applied(decide(entry, "confirm", "EMAIL_ADDRESS", recheck=recheck), entry)
    assert (got.verdict.state, str(got.decision.note)) == (ColumnState.CONFIRMED, note)


def test_a_decision_for_one_source_is_not_for_another_and_goes_before_the_general_one():
    shop, crm = column(finding(EMAIL), source="shop"), column(finding(EMAIL), source="crm")
    decisions = Decisions(columns=(*decide(shop, "confirm", "EMAIL_ADDRESS").columns, *decide(shop, "dismiss", source="crm").columns))
    assert [entry.verdict.state for entry in apply(decisions, [shop, crm])] == [ColumnState.CONFIRMED, ColumnState.DISMISSED]


def test_decisions_about_columns_that_are_gone_are_reported_for_what_was_scanned_only():
    entry = column(finding(EMAIL))
    decision = Decision(action="confirm")
    decisions = Decisions(
        columns=(
            ColumnDecision(column="shop.asiakas.yhteys", decision=decision),
            ColumnDecision(column="shop.asiakas.faksi", decision=decision),
            ColumnDecision(column="crm.kontakti.nimi", decision=decision),
            ColumnDecision(column="shop.asiakas.telex", source="archive", decision=decision),
            ColumnDecision(column="shop.asiakas.telefax", source="shop", decision=decision),
        ),
        file="decisions.yaml",
    )
    assert [str(text).split(": ")[1].split(" is")[0] for text in unmatched(decisions, [entry])] == [
        "shop.asiakas.faksi",
        "shop.asiakas.telefax",
    ]


def test_columns_that_nobody_decided_on_are_left_as_they_are():
    entry = column(finding(EMAIL))
    assert apply(Decisions(), [entry]) == (entry,)
    assert apply(decide(column(name="muu"), "dismiss"), [entry]) == (entry,)


def test_table_bindings_are_given_to_tagging():
    binding = TableBinding(pattern="shop.asiakas*", activities=("web_shop",), why="sovittu")
    assert bindings(Decisions(tables=(TableDecision(binding=binding, who="Maija"),))) == (binding,)
