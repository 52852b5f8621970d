import pytest
from hypothesis import given
from hypothesis import strategies as st

from piicatalog.decision.decide import NOT_READ, decide
from piicatalog.decision.weigh import weigh
from piicatalog.definitions.knowledge import load_knowledge
from piicatalog.detection import TableView
from piicatalog.model.entity_type import EntityType
from piicatalog.model.evidence import Evidence, Signal
from piicatalog.model.finding import ColumnState, Verdict
from piicatalog.model.profile import ColumnProfile, Held
from piicatalog.model.schema import Column, Table

KNOWN = load_knowledge()
TABLE = Table(schema="", name="t", columns=(Column(name="c"),))


def reason(entity: EntityType, weight: float, signal: Signal = Signal.COLUMN_NAME) -> Evidence:
    return Evidence(entity_type=entity, signal=signal, weight=weight, reason=f"{signal} {weight}")


def verdict(*evidence: Evidence, profile: ColumnProfile | None = None) -> Verdict:
    view = TableView(table=TABLE, profiles={"c": profile} if profile else {})
    return decide(view, {"c": evidence}, KNOWN)["c"]


reasons = st.builds(reason, st.sampled_from(EntityType), st.floats(-9, 9), st.sampled_from(Signal))


@given(st.lists(reasons, max_size=12).flatmap(lambda all_: st.tuples(st.just(all_), st.permutations(all_))))
def test_the_order_of_evidence_does_not_matter(pair: tuple[list[Evidence], list[Evidence]]) -> None:
    assert weigh(pair[0], KNOWN.weights) == weigh(pair[1], KNOWN.weights)


@given(reasons, st.integers(2, 5))
def test_the_same_guess_repeated_is_one_guess(one: Evidence, times: int) -> None:
    once, often = weigh([one], KNOWN.weights), weigh([one] * times, KNOWN.weights)
    assert [finding.confidence for finding in once] == [finding.confidence for finding in often]


@given(st.lists(reasons, max_size=12))
def test_one_finding_stands_beside_those_of_fields_and_no_candidate_is_lost(evidence: list[Evidence]) -> None:
    judged = verdict(*evidence)
    speaking = {one.entity_type for one in evidence if one.weight > 0}
    in_fields = {one.entity_type for one in evidence if one.weight > 0 and one.signal is Signal.FIELDS}
    assert {finding.entity_type for finding in judged.findings[1:]} <= in_fields
    assert {finding.entity_type for finding in (*judged.findings, *judged.candidates)} == speaking
    assert all(0 <= finding.confidence < 1 for finding in (*judged.findings, *judged.candidates))


def test_a_document_holds_one_thing_in_each_field() -> None:
    judged = verdict(*(reason(entity, 7.0, Signal.FIELDS) for entity in (EntityType.PERSON, EntityType.EMAIL_ADDRESS)))
    assert [finding.entity_type for finding in judged.findings] == [EntityType.EMAIL_ADDRESS, EntityType.PERSON]
    judged = verdict(reason(EntityType.PERSON, 7.0, Signal.VALUES), reason(EntityType.EMAIL_ADDRESS, 6.0, Signal.VALUES))
    assert [finding.entity_type for finding in judged.findings] == [EntityType.PERSON]


def test_two_signals_say_more_than_one() -> None:
    name = reason(EntityType.CITY, 3.0)
    values = reason(EntityType.CITY, 3.0, Signal.VALUES)
    assert not verdict(name).findings or verdict(name).findings[0].confidence < 0.6
    assert verdict(name, values).findings[0].confidence > 0.9


def test_values_outweigh_a_name_that_lies() -> None:
    judged = verdict(
        reason(EntityType.CITY, 5.0), reason(EntityType.CITY, -6.5, Signal.VALUES), reason(EntityType.EMAIL_ADDRESS, 6.0, Signal.VALUES)
    )
    assert [finding.entity_type for finding in judged.findings] == [EntityType.EMAIL_ADDRESS]
    assert [finding.entity_type for finding in judged.candidates] == [EntityType.CITY]


def test_nothing_found_by_names_alone_is_never_called_clean() -> None:
    judged = verdict()
    assert judged.state is ColumnState.NOT_CHECKED
    assert judged.checked.why_not == NOT_READ


@pytest.mark.parametrize(("rows", "bound"), [(5000, 0.0006), (300, 0.01), (2, 1.0)])
def test_clean_tells_its_bound_by_the_rule_of_three(rows: int, bound: float) -> None:
    judged = verdict(profile=ColumnProfile(rows=rows, non_null=rows))
    assert judged.state is ColumnState.CLEAN
    assert judged.checked.bound == bound


def test_a_column_without_values_is_not_clean() -> None:
    judged = verdict(profile=ColumnProfile(rows=100, non_null=0))
    assert judged.state is ColumnState.NOT_CHECKED
    assert judged.checked.why_not


def test_sparse_personal_data_is_incidental_and_not_the_columns_type() -> None:
    judged = verdict(
        profile=ColumnProfile(rows=5000, non_null=5000, containing={EntityType.FI_PERSONAL_IDENTITY_CODE: Held(rows=1, tried=1)})
    )
    assert judged.state is ColumnState.INCIDENTAL
    assert [incidence.values for incidence in judged.incidental] == [1]
    assert not judged.findings
