import json
import math
import os
from datetime import UTC
from pathlib import Path

import jsonschema
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from piicatalog.definitions.catalog_document import from_document
from piicatalog.definitions.catalog_parts import CatalogDocument
from piicatalog.errors import DefinitionError
from piicatalog.export.json_document import render
from piicatalog.model.catalog import Catalog, CatalogColumn, ColumnTags, Decision
from piicatalog.model.entity_type import EntityType
from piicatalog.model.evidence import Evidence, Signal
from piicatalog.model.finding import Checked, ColumnState, Finding, Incidence, Verdict
from piicatalog.model.label import Label
from piicatalog.model.reason import Reason, say
from piicatalog.model.schema import Column, Position, Table

SCHEMA = Path(__file__).parents[2] / "docs" / "catalog.schema.json"

texts = st.text(max_size=8)
shares = st.floats(0, 1)
counts = st.integers(0, 2**40)
columns = st.builds(
    Column,
    name=texts,
    path=st.lists(texts, max_size=2).map(tuple),
    data_type=texts,
    nullable=st.booleans(),
    comment=texts,
    position=st.none() | st.builds(Position, file=texts, line=counts, column=counts),
    why_not=texts,
)
st.register_type_strategy(Finding, st.builds(Finding, entity_type=..., confidence=shares, evidence=...))
st.register_type_strategy(Incidence, st.builds(Incidence, entity_type=..., values=counts))
st.register_type_strategy(Checked, st.builds(Checked, values=counts, non_null=counts, bound=st.none() | shares, why_not=texts))
parts = texts | counts | shares | st.builds(Label, fi=texts, sv=texts, en=texts)
user = st.builds(lambda column: Reason("key_user", {"column": column}), parts)
reasons = st.recursive(
    user,
    lambda inner: (
        st.builds(lambda said: Reason("in_a_field", {"said": said}), inner)
        | st.builds(lambda notes: Reason("field_says_but", {"word": "x", "notes": tuple(notes)}), st.lists(inner, max_size=3))
    ),
    max_leaves=4,
)
st.register_type_strategy(Reason, reasons)
st.register_type_strategy(float, shares)
st.register_type_strategy(str, texts)
verdicts = st.builds(Verdict, state=..., findings=..., candidates=..., incidental=..., checked=...)
tags = st.builds(ColumnTags, data_categories=..., activities=..., purposes=..., legal_bases=..., retention=..., violations=...)
decisions = st.none() | st.builds(
    Decision,
    action=st.sampled_from(["confirm", "dismiss", "retype"]),
    entity_type=st.sampled_from(["", "PERSON", "HEALTH"]),
    who=texts,
    when=texts,
    why=texts,
    recheck=texts,
    note=texts,
)


@st.composite
def tables(draw):
    declared = draw(st.lists(columns, max_size=3, unique_by=lambda column: column.key))
    return draw(
        st.builds(
            Table,
            schema=texts,
            name=texts,
            kind=...,
            columns=st.just(tuple(declared)),
            primary_key=...,
            foreign_keys=...,
            comment=texts,
            row_estimate=st.none() | counts,
            query=texts,
            why_not=texts,
        )
    )


@st.composite
def catalogs(draw):
    found = []
    for source in draw(st.lists(texts, max_size=2, unique=True)):
        for table in draw(st.lists(tables(), max_size=2, unique_by=lambda table: (table.schema, table.name))):
            for column in table.columns or [Column(name="*")]:
                entry = CatalogColumn(
                    source=source, table=table, column=column, verdict=draw(verdicts), tags=draw(tags), decision=draw(decisions)
                )
                found.append(entry)
    moment = draw(st.none() | st.datetimes(timezones=st.just(UTC)))
    return Catalog(notice=draw(texts), columns=tuple(found), scanned_at=moment, problems=tuple(draw(st.lists(texts | reasons, max_size=2))))


quickly = settings(
    suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=40, phases=[Phase.explicit, Phase.reuse, Phase.generate]
)


@quickly
@given(catalogs())
def test_the_form_with_evidence_loses_nothing(catalog):
    text = render(catalog, evidence=True)
    back = from_document(text, "catalog.json")
    assert back == catalog
    assert [entry.table for entry in back.columns] == [entry.table for entry in catalog.columns]
    jsonschema.validate(json.loads(text), CatalogDocument.model_json_schema())


@quickly
@given(catalogs())
def test_the_short_form_is_the_same_after_reading_and_writing_it_again(catalog):
    text = render(catalog)
    assert render(from_document(text, "catalog.json")) == text
    jsonschema.validate(json.loads(text), CatalogDocument.model_json_schema())


def test_the_published_schema_is_the_readers():
    schema = CatalogDocument.model_json_schema() | {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "piicatalog catalog document",
    }
    text = json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
    if os.environ.get("UPDATE_GOLDEN"):
        SCHEMA.write_text(text, encoding="utf-8")
    assert SCHEMA.read_text(encoding="utf-8") == text


def document(**changes):
    column = {
        "source": "shop",
        "schema": "shop",
        "table": "asiakas",
        "column": "osoite",
        "path": "osoite.katu",
        "data_type": "json",
        "state": "not_checked",
        "findings": [],
        "incidental": [],
        "data_categories": [],
        "activities": [],
        "purposes": [],
        "legal_bases": [],
        "legal_bases_of_activities": [],
        "retention": [],
        "violations": [],
        "checked": {"values": 0, "non_null": 0, "bound": None, "why_not": "no permission"},
        "decision": None,
    }
    return json.dumps({"version": 1, "notice": "n", "columns": [column, column | changes]}, indent=1)


def test_a_nested_field_is_read_by_its_path():
    catalog = from_document(document(), "catalog.json")
    assert catalog.columns[0].column == Column(name="osoite", path=("katu",), data_type="json")
    assert catalog.columns[0].full_name == "shop.asiakas.osoite.katu"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "is not JSON"),
        ("{", "is not JSON"),
        ('{"columns": [\n,]}', ":2: is not JSON"),
        (b"\xff\xfe", "is not UTF-8 at byte 0"),
        ("[]", "is not a catalog document"),
        ("null", "is not a catalog document"),
        ("[" * 100_000, "is not a catalog document"),
        ('{"columns": [' + "9" * 5000 + "]}", "is not a catalog document"),
        ('{"version": 2, "columns": []}', "written by a newer piicatalog"),
        ('{"version": 1, "notice": "n", "columns": [1]}', "columns.0"),
        ('{"version": 1, "notice": "n", "columns": [], "extra": 1}', "extra"),
        (document(state="suspected"), r":30: columns.1.state"),
        (document(checked={"values": -1, "non_null": 0, "bound": 2, "why_not": None}), "columns.1.checked.values"),
        (document(findings=[{"entity_type": "NONSENSE", "confidence": math.inf, "reasons": [], "evidence": []}]), "columns.1.findings.0"),
    ],
)
def test_what_is_not_a_catalog_document_is_refused_with_its_place(text, message):
    with pytest.raises(DefinitionError, match=message):
        from_document(text, "catalog.json")


def test_of_thousands_of_problems_the_first_are_said():
    text = json.dumps({"version": 1, "notice": "n", "columns": [{}] * 500})
    with pytest.raises(DefinitionError) as raised:
        from_document(text, "catalog.json")
    assert len(raised.value.problems) == 21
    assert "more problems" in str(raised.value)


def document_with(**said):
    evidence = Evidence(entity_type=EntityType.PERSON, signal=Signal.KEYS, weight=1.0, reason=Reason("key_user", {"column": "a"}))
    found = Finding(entity_type=EntityType.PERSON, confidence=0.5, evidence=(evidence,))
    table = Table(schema="s", name="t", columns=(Column(name="a"),))
    entry = CatalogColumn(source="x", table=table, column=table.columns[0], verdict=Verdict(state=ColumnState.SUGGESTED, findings=(found,)))
    document = json.loads(render(Catalog(notice="", columns=(entry,))))
    document["columns"][0]["findings"][0]["evidence"][0] |= said
    return json.dumps(document)


def reason_of(document):
    return from_document(document, "catalog.json").columns[0].verdict.findings[0].evidence[0].reason


def test_a_reason_is_said_in_every_language_after_reading():
    assert say(reason_of(document_with()), "fi") == "a on käyttäjän numero"


@pytest.mark.parametrize(
    "said",
    [
        None,
        {"key": "of_a_later_version", "parts": {}},
        {"key": "key_user", "parts": {"table": "a"}},
        {"key": "in_a_field", "parts": {"said": {"key": "of_a_later_version", "parts": {}}}},
    ],
)
def test_a_sentence_that_is_unknown_is_the_english_text_beside_it(said):
    assert reason_of(document_with(said=said)) == "a is the number of a user"


def test_a_reason_of_an_earlier_document_is_its_text():
    document = json.loads(document_with())
    del document["columns"][0]["findings"][0]["evidence"][0]["said"]
    assert reason_of(json.dumps(document)) == "a is the number of a user"


def test_a_sentence_nested_without_end_is_refused():
    said = '{"key":"in_a_field","parts":{"said":' * 2000 + '{"key":"note_tail","parts":{}}' + "}}" * 2000
    text = document_with(said="HERE").replace('"HERE"', said)
    with pytest.raises(DefinitionError):
        from_document(text, "catalog.json")
