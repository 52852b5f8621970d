"""The formats of other catalogs: as they were, readable by their readers, and never more than what stands."""

import json
from dataclasses import replace

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from piicatalog import registry
from piicatalog.export import datahub, dbt, dbt_legacy, dpv, odcs, openmetadata
from piicatalog.export._yaml import dump
from piicatalog.model.catalog import AssignedActivity, Catalog, CatalogColumn, Origin
from piicatalog.model.configuration import CatalogPlace, Configuration
from piicatalog.model.finding import Checked, ColumnState, Verdict
from piicatalog.model.schema import Column, Table

FORMATS = ("dbt", "dbt_legacy", "odcs", "openmetadata", "datahub", "dpv")
SAMPLED = "131052-952T"
"""Stands for a value that a reason must never bring into a tag."""


def texts(rendered):
    return list(rendered.values()) if isinstance(rendered, dict) else [rendered]


def column_of(catalog, name):
    return next(entry for entry in catalog.columns if entry.column.name == name)


def readable_names(hostile):
    return [column.name.encode("utf-8", "backslashreplace").decode() for column in hostile.columns[0].table.columns]


def as_candidate(catalog):
    """Let the confirmed column's activity be a mere candidate."""
    entry = column_of(catalog, "sposti")
    activities = (AssignedActivity(id="web_shop", origin=Origin.CANDIDATE, confidence=0.5),)
    return replace(catalog, columns=(replace(entry, tags=replace(entry.tags, activities=activities, purposes=("web_shop",))),))


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_is_as_it_was(catalog, notice, golden, name):
    rendered = registry.find("export", name).render(catalog, notice=notice, language="fi")
    for file, text in (rendered if isinstance(rendered, dict) else {f"{name}{registry.find('export', name).SUFFIX}": rendered}).items():
        golden(f"catalogs/{file}", text)


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_takes_an_empty_catalog_and_names_that_cannot_be_decoded(hostile, name):
    render = registry.find("export", name).render
    render(Catalog(notice="", columns=()))
    assert all(text.encode() for text in texts(render(hostile)))


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_catalog_gives_the_same_bytes(catalog, notice, name):
    render = registry.find("export", name).render
    assert render(catalog, notice=notice, language="fi") == render(catalog, notice=notice, language="fi")


@pytest.mark.parametrize("name", FORMATS)
def test_no_reason_and_no_decision_is_written(catalog, notice, name):
    entry = column_of(catalog, "sposti")
    reasons = tuple(replace(reason, reason=f"as {SAMPLED}") for reason in entry.verdict.findings[0].evidence)
    findings = (replace(entry.verdict.findings[0], evidence=reasons),)
    told = replace(entry, verdict=replace(entry.verdict, findings=findings), decision=replace(entry.decision, why=SAMPLED))
    for text in texts(registry.find("export", name).render(replace(catalog, columns=(told,)), notice=notice)):
        assert "EMAIL_ADDRESS" in text
        assert SAMPLED not in text
        assert "Maija" not in text


def dbt_columns(catalog, notice=None, configuration=None):
    document = yaml.safe_load(dbt.render(catalog, notice=notice, configuration=configuration))
    return {
        (source.get("schema", source["name"]), table["name"], column["name"]): column
        for source in document["sources"]
        for table in source["tables"]
        for column in table["columns"]
    }


def test_dbt_has_every_column_and_says_of_the_unchecked_why(catalog, notice):
    columns = dbt_columns(catalog, notice)
    assert len(columns) == len(catalog.columns)
    states = [column["config"]["meta"]["piicatalog"]["state"] for column in columns.values()]
    assert states == [entry.verdict.state.value for entry in catalog.columns]
    unchecked = columns["shop", "asiakas", "kuva"]["config"]
    assert unchecked == {"meta": {"piicatalog": {"state": "not_checked", "why_not_checked": "binary values are not read"}}}


def test_dbt_says_what_a_confirmed_column_holds_and_why(catalog, notice):
    config = dbt_columns(catalog, notice)["shop", "asiakas", "sposti"]["config"]
    assert config["tags"] == ["personal_data", "EMAIL_ADDRESS"]
    assert config["meta"]["piicatalog"] == {
        "state": "confirmed",
        "entity": "EMAIL_ADDRESS",
        "confidence": 1.0,
        "data_categories": ["email"],
        "activities": ["web_shop"],
        "activity_origin": "inferred",
        "legal_bases": ["contract_performance"],
        "retention": ["five_years_last_order"],
        "retention_periods": ["P5Y"],
    }


def test_dbt_tags_no_unsure_suggestion_and_nothing_met_by_chance(catalog, notice):
    columns = dbt_columns(catalog, notice)
    unsure = list(columns.values())[-1]["config"]
    assert "tags" not in unsure
    assert unsure["meta"].keys() == {"piicatalog"}
    assert unsure["meta"]["piicatalog"]["entity"] == "PERSON"
    by_chance = columns["shop", "asiakas", "huomautus"]["config"]
    assert by_chance == {"meta": {"piicatalog": {"state": "incidental", "incidental": ["HEALTH"]}}}


def test_dbt_draws_nothing_from_a_candidate(catalog, notice):
    meta = dbt_columns(as_candidate(catalog), notice)["shop", "asiakas", "sposti"]["config"]["meta"]["piicatalog"]
    assert meta["candidate_activities"] == ["web_shop"]
    assert not meta.keys() & {"activities", "activity_origin", "purposes", "legal_bases", "retention", "retention_periods"}


def test_dbt_allows_only_config_beside_a_columns_name(catalog, notice):
    for column in dbt_columns(catalog, notice).values():
        assert column.keys() == {"name", "config"}
        assert column["config"].keys() <= {"meta", "tags"}
    for text in (dbt_legacy.render(catalog, notice=notice),):
        columns = yaml.safe_load(text)["sources"][0]["tables"][0]["columns"]
        assert all(column.keys() <= {"name", "meta", "tags"} for column in columns)


def test_dbt_gives_each_database_its_own_sources(catalog):
    entry = column_of(catalog, "hetu")
    two = replace(catalog, columns=tuple(replace(entry, source=f"postgresql://h/{name}") for name in ("a", "b")))
    sources = yaml.safe_load(dbt.render(two))["sources"]
    assert [(source["name"], source["database"], source["schema"]) for source in sources] == [
        ("a_shop", "a", "shop"),
        ("b_shop", "b", "shop"),
    ]
    told = Configuration(catalogs=(CatalogPlace(source="*/a", database="raw"),))
    assert yaml.safe_load(dbt.render(two, configuration=told))["sources"][0]["database"] == "raw"


@pytest.fixture
def unlisted(catalog):
    """A catalog of one table whose columns could not be listed."""
    table = Table(schema="shop", name="palkka", why_not="no permission")
    verdict = Verdict(state=ColumnState.NOT_CHECKED, checked=Checked(why_not="no permission"))
    return replace(catalog, columns=(CatalogColumn(source="shop", table=table, column=Column(name="*"), verdict=verdict),))


def test_a_table_that_could_not_be_listed_is_marked_itself(unlisted):
    (table,) = yaml.safe_load(dbt.render(unlisted))["sources"][0]["tables"]
    assert table == {
        "name": "palkka",
        "config": {"meta": {"piicatalog": {"state": "not_checked", "why_not_checked": "no permission"}}},
    }
    (whole,) = contract(unlisted)["schema"]
    assert customs(whole) == {"piicatalogState": "not_checked", "piicatalogWhyNotChecked": "no permission"}
    assert whole["properties"] == []


def jinja_free(text):
    """What dbt makes of a text, where all that stands in braces are our own quotes."""
    return text.replace("{{ '{' }}", "{")


def test_dbt_reads_every_name_as_it_is(hostile):
    found = [jinja_free(name) for schema, _, name in dbt_columns(hostile) if schema == "hostile"]
    assert found == readable_names(hostile)


def contract(catalog, notice=None, language="en"):
    return yaml.safe_load(next(iter(odcs.render(catalog, notice=notice, language=language).values())))


def customs(column):
    return {custom["property"]: custom["value"] for custom in column["customProperties"]}


def test_a_contract_has_every_column_of_its_schema_with_its_state(catalog, notice):
    document = contract(catalog, notice)
    columns = document["schema"][0]["properties"]
    assert [(column["name"], customs(column)["piicatalogState"]) for column in columns[:-1]] == [
        ("hetu", "suggested"),
        ("sposti", "confirmed"),
        ("nimi", "dismissed"),
        ("huomautus", "incidental"),
        ("tila", "clean"),
        ("kuva", "not_checked"),
    ]
    assert customs(columns[5])["piicatalogWhyNotChecked"] == "binary values are not read"
    assert columns[-1]["properties"][0]["name"] == "katu"
    assert document["status"] == "draft"


def test_a_contract_classifies_what_is_sure_alone(catalog, notice):
    classified = {column["name"]: column.get("classification") for column in contract(catalog, notice)["schema"][0]["properties"]}
    assert classified == {
        "hetu": "restricted",
        "sposti": "confidential",
        "nimi": None,
        "huomautus": None,
        "tila": None,
        "kuva": None,
        "osoite": None,
    }
    unsure = yaml.safe_load(list(odcs.render(catalog, notice=notice).values())[-1])["schema"][0]
    assert "tags" not in unsure
    assert unsure["properties"][0].keys() & {"tags", "classification"} == set()


def test_a_contract_says_how_long_in_the_words_of_the_notice(catalog, notice):
    (limit,) = contract(catalog, notice, "fi")["slaProperties"]
    assert (limit["value"], limit["unit"], limit["element"]) == (5, "y", "asiakas.sposti")
    assert limit["description"] == "Tietoja säilytetään 5 vuotta asiakkaan viimeisen tilauksen jälkeen"
    assert "slaProperties" not in contract(as_candidate(catalog), notice)


def test_a_field_that_is_a_column_too_stands_once(catalog):
    street = column_of(catalog, "osoite")
    whole = replace(street, column=replace(street.column, path=()))
    deeper = replace(street, column=replace(street.column, path=("katu", "nimi")))
    (address,) = contract(replace(catalog, columns=(street, whole, deeper)))["schema"][0]["properties"]
    assert address["logicalType"] == "object"
    (katu,) = address["properties"]
    assert [field["name"] for field in katu["properties"]] == ["nimi"]
    assert customs(address)["piicatalogEntities"] == customs(katu)["piicatalogEntities"] == ["STREET_ADDRESS"]


def test_contracts_keep_every_name(hostile):
    documents = [yaml.safe_load(text) for text in odcs.render(hostile).values()]
    assert [column["name"] for column in documents[0]["schema"][0]["properties"]] == readable_names(hostile)
    assert [document["name"] for document in documents[1:]] == readable_names(hostile)


def patches(catalog, notice=None, configuration=None):
    tables = json.loads(openmetadata.render(catalog, notice=notice, configuration=configuration))["tables"]
    return [(table["fullyQualifiedName"], table["patch"]) for table in tables]


def labels(patch):
    """Return, by the name that is tested just before, the labels that are added."""
    found, name = {}, ""
    for operation in patch:
        if operation["op"] == "test":
            name = operation["value"]
        else:
            label = operation["value"]
            found.setdefault(name, []).append((label["tagFQN"], label["source"], label["state"]))
    return found


def test_openmetadata_is_told_what_a_person_confirmed_and_what_is_suggested(catalog, notice):
    (_, nested), (name, flat), _ = patches(catalog, notice)
    assert name == "file.default.shop.asiakas"
    assert labels(flat) == {
        "hetu": [
            ("PiiCatalogViolation.E3", "Classification", "Confirmed"),
            ("PiiCatalog.FI_PERSONAL_IDENTITY_CODE", "Classification", "Suggested"),
            ("PiiCatalogDataCategory.hetu", "Classification", "Suggested"),
        ],
        "sposti": [
            ("PiiCatalog.EMAIL_ADDRESS", "Classification", "Confirmed"),
            ("PiiCatalogDataCategory.email", "Classification", "Confirmed"),
            ("PiiCatalogLegalBasis.contract_performance", "Classification", "Suggested"),
            ("PiiCatalogPurpose.web_shop", "Glossary", "Suggested"),
            ("PiiCatalogRetention.five_years_last_order", "Glossary", "Suggested"),
        ],
        "huomautus": [("PiiCatalogState.incidental", "Classification", "Confirmed")],
        "kuva": [("PiiCatalogState.not_checked", "Classification", "Confirmed")],
    }
    assert labels(nested) == {"katu": [("PiiCatalog.STREET_ADDRESS", "Classification", "Suggested")]}


def test_openmetadata_gets_no_purpose_from_a_candidate(catalog, notice):
    ((_, patch),) = patches(as_candidate(catalog), notice)
    assert [label for label, _, _ in labels(patch)["sposti"]] == ["PiiCatalog.EMAIL_ADDRESS", "PiiCatalogDataCategory.email"]


def test_every_label_is_asked_for_before_it_is_used(catalog, notice):
    document = json.loads(openmetadata.render(catalog, notice=notice))
    made = set()
    for request in document["requests"]:
        body = request["body"]
        above = body.get("classification") or body.get("glossary")
        assert above is None or above in made
        made.add(f"{above}.{body['name']}" if above else body["name"])
    used = {operation["value"]["tagFQN"] for table in document["tables"] for operation in table["patch"] if operation["op"] == "add"}
    assert used <= made


def test_openmetadata_tests_each_name_where_it_adds(catalog, hostile):
    for made in (catalog, hostile):
        for _, patch in patches(made):
            tested = {operation["path"].removesuffix("/name") for operation in patch if operation["op"] == "test"}
            assert {operation["path"].removesuffix("/tags/-") for operation in patch if operation["op"] == "add"} <= tested


@pytest.mark.parametrize(
    ("source", "schema", "place", "name"),
    [
        ("postgresql://h:5432/crm", "public", {}, "postgres.crm.public.asiakas"),
        ("mysql://h/shop", "shop", {}, "mysql.default.shop.asiakas"),
        ("postgresql://h/crm", "a.b", {"service": "crm_prod", "database": "x"}, 'crm_prod.x."a.b".asiakas'),
        ("data/asiakkaat.csv", "", {}, "file.default.default.asiakas"),
    ],
)
def test_openmetadata_knows_a_table_by_its_full_name(catalog, source, schema, place, name):
    entry = column_of(catalog, "hetu")
    moved = replace(entry, source=source, table=replace(entry.table, schema=schema))
    told = Configuration(catalogs=(CatalogPlace(source="*", **place),))
    assert patches(replace(catalog, columns=(moved,)), configuration=told)[0][0] == name


def test_openmetadata_marks_a_table_that_could_not_be_listed(unlisted):
    ((_, patch),) = patches(unlisted)
    assert [(operation["path"], operation["value"]["tagFQN"]) for operation in patch] == [("/tags/-", "PiiCatalogState.not_checked")]


def proposals(catalog, aspect, notice=None, configuration=None):
    """Return what is proposed of an aspect, by the last name in the URN."""
    lines = json.loads(datahub.render(catalog, notice=notice, configuration=configuration))
    return {line["entityUrn"]: line["aspect"]["json"] for line in lines if line["aspectName"] == aspect}


def properties(catalog, notice=None):
    """Return, by column, the values of its structured properties."""
    return {
        urn.rpartition(",")[2].rstrip(")"): {
            operation["path"].rsplit(".", 1)[1].rstrip("/"): [next(iter(value.values())) for value in operation["value"]["values"]]
            for operation in aspect["patch"]
        }
        for urn, aspect in proposals(catalog, "structuredProperties", notice).items()
    }


def test_datahub_is_told_of_every_column_with_its_state(catalog, notice):
    told = properties(catalog, notice)
    assert len(told) == len(catalog.columns)
    assert [values["state"] for values in told.values()] == [[entry.verdict.state.value] for entry in catalog.columns]
    assert told["kuva"] == {"state": ["not_checked"], "why_not_checked": ["binary values are not read"]}
    assert told["tila"] == {"state": ["clean"]}
    assert told["sposti"] == {
        "state": ["confirmed"],
        "confidence": [1.0],
        "entity_type": ["EMAIL_ADDRESS"],
        "data_category": ["email"],
        "activity": ["web_shop"],
        "activity_origin": ["inferred"],
        "legal_basis": ["contract_performance"],
        "retention": ["five_years_last_order"],
        "retention_period": ["P5Y"],
    }


def test_datahub_gets_terms_for_what_is_sure_and_nothing_from_a_candidate(catalog, notice):
    (operations,) = proposals(catalog, "editableSchemaMetadata", notice).values()
    fields = {operation["path"].split("/")[2] for operation in operations}
    assert fields == {"hetu", "sposti", "osoite.katu"}
    assert {operation["value"]["urn"] for operation in operations if "urn" in operation["value"]} == set(
        proposals(catalog, "glossaryTermInfo", notice)
    )
    told = properties(as_candidate(catalog), notice)["sposti"]
    assert told["activity_origin"] == ["candidate"]
    assert not told.keys() & {"activity", "legal_basis", "retention", "retention_period"}


def test_datahub_patches_fields_and_replaces_definitions_of_ours_alone(hostile, notice):
    lines = json.loads(datahub.render(hostile, notice=notice))
    for line in lines:
        ours = line["entityUrn"].startswith(("urn:li:glossaryNode:piicatalog", "urn:li:glossaryTerm:piicatalog.", "urn:li:tag:piicatalog."))
        ours = ours or line["entityUrn"].startswith("urn:li:structuredProperty:io.piicatalog.")
        assert line["changeType"] == ("UPSERT" if ours else "PATCH")
    kinds = [line["changeType"] for line in lines]
    assert kinds == sorted(kinds, reverse=True)  # definitions first


@pytest.mark.parametrize(
    ("source", "schema", "place", "name"),
    [
        ("postgresql://h:5432/crm", "public", {}, "postgres,crm.public.asiakas,PROD"),
        ("mariadb://h/shop", "shop", {}, "mariadb,shop.asiakas,PROD"),
        (
            "snowflake://acc/CRM",
            "PUBLIC",
            {"instance": "eu", "environment": "DEV", "database": "crm"},
            "snowflake,eu.crm.PUBLIC.asiakas,DEV",
        ),
        ("data/asiakkaat.csv", "", {"platform": "s3"}, "s3,asiakas,PROD"),
        ("x", "a,b(c)", {}, "file,a%2Cb%28c%29.asiakas,PROD"),
    ],
)
def test_datahub_knows_a_table_by_its_urn(catalog, source, schema, place, name):
    entry = column_of(catalog, "hetu")
    moved = replace(catalog, columns=(replace(entry, source=source, table=replace(entry.table, schema=schema)),))
    told = Configuration(catalogs=(CatalogPlace(source="*", **place),))
    assert list(proposals(moved, "editableSchemaMetadata", configuration=told)) == [f"urn:li:dataset:(urn:li:dataPlatform:{name})"]


def test_datahub_is_told_that_a_table_could_not_be_listed(unlisted):
    ((urn, aspect),) = proposals(unlisted, "structuredProperties").items()
    assert urn == "urn:li:dataset:(urn:li:dataPlatform:file,shop.palkka,PROD)"
    assert [operation["value"]["values"] for operation in aspect["patch"]] == [[{"string": "not_checked"}], [{"string": "no permission"}]]


def graph(catalog, notice=None):
    return {node["@id"]: node for node in json.loads(dpv.render(catalog, notice=notice))["@graph"]}


def ids(references):
    return [reference["@id"] for reference in references]


def test_dpv_holds_what_the_notice_says_beside_what_was_found(catalog, notice):
    nodes = graph(catalog, notice)
    process = nodes["ex:process/web_shop"]
    assert {"@value": "Verkkokauppa", "@language": "fi"} in process["dct:title"]
    assert ids(process["dpv:hasPurpose"]) == ["ex:purpose/web_shop"]
    assert ids(process["dpv:hasLegalBasis"]) == ["ex:basis/contract_performance"]  # this notice gives no term of the vocabulary
    assert ids(process["dpv:hasPersonalData"]) == ["ex:category/name", "ex:category/email", "ex:column/shop/shop.asiakas.sposti"]
    assert nodes["ex:category/email"]["skos:broader"] == [{"@id": "pd:EmailAddress"}]
    (storage,) = ids(process["dpv:hasStorageCondition"])
    assert nodes[storage]["dpv:hasDuration"] == {
        "@type": "dpv:TemporalDuration",
        "time:hasXSDDuration": {"@value": "P5Y", "@type": "xsd:duration"},
    }


def test_dpv_says_of_every_column_how_far_it_is_known(catalog, notice):
    columns = [node for node in graph(catalog, notice).values() if "csvw:Column" in node["@type"]]
    assert [column["ex:state"] for column in columns] == [entry.verdict.state.value for entry in catalog.columns]
    assert columns[0]["@type"] == ["csvw:Column", "ex:type/FI_PERSONAL_IDENTITY_CODE"]
    assert columns[5]["ex:whyNotChecked"] == "binary values are not read"
    assert columns[-1]["@type"] == ["csvw:Column"]
    assert ids(columns[-1]["ex:suggestedType"]) == ["ex:type/PERSON"]


def test_dpv_gives_no_process_a_column_that_is_only_its_candidate(catalog, notice):
    nodes = graph(as_candidate(catalog), notice)
    assert ids(nodes["ex:process/web_shop"]["dpv:hasPersonalData"]) == ["ex:category/name", "ex:category/email"]
    assert ids(nodes["ex:column/shop/shop.asiakas.sposti"]["ex:candidateActivity"]) == ["ex:process/web_shop"]


def test_dpv_refers_to_nothing_that_is_not_there(catalog, notice):
    nodes = graph(replace(catalog, columns=catalog.columns[:-1]), notice)  # the last speaks of an activity of no notice
    lists = [values for node in nodes.values() for values in node.values() if isinstance(values, list)]
    referred = [value["@id"] for values in lists for value in values if isinstance(value, dict) and "@id" in value]
    assert {each for each in referred if each.startswith("ex:")} <= nodes.keys()
    assert len(referred) > 10


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@settings(deadline=None, max_examples=60)
@given(st.dictionaries(st.text(), VALUES, min_size=1))
def test_yaml_is_read_back_as_it_was(document):
    written = dump(document)
    assert yaml.safe_load(written) == document
    assert yaml.load(written, yaml.CSafeLoader) == document
