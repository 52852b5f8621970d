"""The exports as the very programs read them that they are for. Each is skipped where that program is not installed.

They bring hundreds of megabytes that nothing else needs: install one beside piicatalog in an environment of its own and run this file
with ``-W ignore``.

    pip install 'dbt-core>=1.11,<1.12' 'dbt-duckdb>=1.11' jsonschema
    pip install open-data-contract-standard jsonschema rdflib
    pip install 'acryl-datahub>=1.7'
    pip install 'openmetadata-ingestion>=1.12' 'dbt-core>=1.11,<1.12' jsonpatch
"""

import json
import os
from pathlib import Path

import pytest
import yaml

from piicatalog.export import datahub, dbt, dbt_legacy, dpv, odcs, openmetadata

pytestmark = pytest.mark.filterwarnings("ignore")  # theirs


@pytest.fixture
def parsed(tmp_path, monkeypatch):
    """A properties file to the sources of the manifest that dbt makes of it."""
    pytest.importorskip("dbt.adapters.duckdb", reason="dbt-duckdb is not installed")
    runner = pytest.importorskip("dbt.cli.main", reason="dbt-core is not installed").dbtRunner
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DBT_SEND_ANONYMOUS_USAGE_STATS", "false")
    (tmp_path / "models").mkdir()
    (tmp_path / "dbt_project.yml").write_text('{name: shop, version: "1.0", profile: p, model-paths: [models]}', encoding="utf-8")
    (tmp_path / "profiles.yml").write_text('{p: {target: d, outputs: {d: {type: duckdb, path: ":memory:"}}}}', encoding="utf-8")

    def parse(text, *options):
        (tmp_path / "models" / "sources.yml").write_text(text, encoding="utf-8")
        result = runner().invoke([*options, "parse", "--no-partial-parse", "--profiles-dir", os.fspath(tmp_path)])
        assert result.success, result.exception
        return json.loads((tmp_path / "target" / "manifest.json").read_text(encoding="utf-8"))["sources"]

    return parse


def test_dbt_reads_every_name_and_all_meta(catalog, hostile, notice, parsed):
    sources = parsed(dbt.render(catalog, notice=notice), "--warn-error")
    column = sources["source.shop.shop.asiakas"]["columns"]["sposti"]
    assert column["meta"]["piicatalog"]["retention"] == ["five_years_last_order"]
    assert set(column["tags"]) == {"personal_data", "EMAIL_ADDRESS"}
    sources = parsed(dbt.render(hostile), "--warn-error").values()
    names = [column.name.encode("utf-8", "backslashreplace").decode() for column in hostile.columns[0].table.columns]
    assert [list(source["columns"]) for source in sources if source["schema"] == "hostile"] == [names]
    assert len(sources) == 1 + len(names)


def test_dbt_reads_the_legacy_form(catalog, notice, parsed):
    column = parsed(dbt_legacy.render(catalog, notice=notice))["source.shop.shop.asiakas"]["columns"]["sposti"]
    assert column["meta"]["piicatalog"]["entity"] == "EMAIL_ADDRESS"


def test_dbts_own_schema_allows_all_of_it(catalog, notice):
    folder = pytest.importorskip("dbt.jsonschemas", reason="dbt-core is not installed").__path__[0]
    text = Path(folder, "resources", "latest.json").read_text(encoding="utf-8")
    schema = pytest.importorskip("jsonschema").Draft7Validator(json.loads(text))
    document = yaml.safe_load(dbt.render(catalog, notice=notice))
    assert list(schema.iter_errors(document)) == []
    document["sources"][0]["tables"][0]["columns"][0]["pii"] = True
    assert list(schema.iter_errors(document))


def test_the_schema_of_the_contract_standard_allows_all_of_it(catalog, hostile, notice):
    folder = pytest.importorskip("open_data_contract_standard", reason="open-data-contract-standard is not installed").__path__[0]
    standard = json.loads(Path(folder, "schema.json").read_text(encoding="utf-8"))
    validator = pytest.importorskip("jsonschema").validators.validator_for(standard)(standard)
    for text in [*odcs.render(catalog, notice=notice).values(), *odcs.render(hostile, notice=notice).values()]:
        document = yaml.safe_load(text)
        assert list(validator.iter_errors(document)) == []
        document["schema"][0]["properties"][0]["clasification"] = "restricted"
        assert list(validator.iter_errors(document))


MODELS = {
    "classifications": ("metadata.generated.schema.api.classification.createClassification", "CreateClassificationRequest"),
    "tags": ("metadata.generated.schema.api.classification.createTag", "CreateTagRequest"),
    "glossaries": ("metadata.generated.schema.api.data.createGlossary", "CreateGlossaryRequest"),
    "glossaryTerms": ("metadata.generated.schema.api.data.createGlossaryTerm", "CreateGlossaryTermRequest"),
}


def test_openmetadatas_models_take_every_request(catalog, hostile, notice):
    pytest.importorskip("metadata.generated", reason="openmetadata-ingestion is not installed")
    from importlib import import_module

    for made in (catalog, hostile):
        for request in json.loads(openmetadata.render(made, notice=notice))["requests"]:
            module, name = MODELS[request["path"].removeprefix("/api/v1/")]
            model = getattr(import_module(module), name)
            model.model_validate(request["body"])
            with pytest.raises(ValueError, match="Extra inputs"):
                model.model_validate({**request["body"], "discription": ""})


def test_openmetadatas_tables_take_every_patch(catalog, hostile, notice):
    model = pytest.importorskip("metadata.generated.schema.entity.data.table", reason="openmetadata-ingestion is not installed").Table
    from metadata.utils.fqn import quote_name, split

    jsonpatch = pytest.importorskip("jsonpatch")
    for made in (catalog, hostile):
        tables = {(entry.table.schema, entry.table.name): entry.table for entry in made.columns}
        for patched in json.loads(openmetadata.render(made, notice=notice))["tables"]:
            full_name = patched["fullyQualifiedName"]
            assert len(split(full_name)) == 4
            (table,) = (table for table in tables.values() if quote_name(kept(table.name)) == split(full_name)[-1])
            before = {
                "id": "00000000-0000-0000-0000-000000000000",
                "name": kept(table.name),
                "fullyQualifiedName": full_name,
                "columns": columns_there(table),
                "tags": [],
            }
            after = model.model_validate(jsonpatch.apply_patch(before, patched["patch"]))
            added = sum(operation["op"] == "add" for operation in patched["patch"])
            assert sum(len(column.tags) + sum(len(child.tags) for child in column.children or []) for column in after.columns) == added
            before["columns"].reverse()
            before["columns"].insert(0, {"name": "new", "dataType": "INT", "tags": []})
            with pytest.raises(jsonpatch.JsonPatchTestFailed):
                jsonpatch.apply_patch(before, patched["patch"])


def kept(name):
    from metadata.ingestion.models.custom_basemodel_validation import replace_separators

    return replace_separators(name.encode("utf-8", "backslashreplace").decode())


def columns_there(table):
    there = {}
    for column in table.columns:
        above = there.setdefault(column.name, {"name": kept(column.name), "dataType": "STRING", "tags": []})
        for field in column.path:
            above.setdefault("children", []).append({"name": kept(field), "dataType": "STRING", "tags": []})
    return list(there.values())


def test_datahub_reads_every_proposal_and_gives_it_back(catalog, hostile, notice, tmp_path, monkeypatch):
    pipeline = pytest.importorskip("datahub.ingestion.run.pipeline", reason="acryl-datahub is not installed").Pipeline
    from datahub.emitter.aspect import ASPECT_MAP
    from datahub.metadata.urns import SchemaFieldUrn, Urn

    monkeypatch.setenv("DATAHUB_TELEMETRY_ENABLED", "false")
    for made in (catalog, hostile):
        path, copy = tmp_path / "proposals.json", tmp_path / "copy.json"
        path.write_text(datahub.render(made, notice=notice), encoding="utf-8")
        source = {"type": "file", "config": {"path": str(path)}}
        run = pipeline.create({"source": source, "sink": {"type": "file", "config": {"filename": str(copy)}}})
        run.run()
        run.raise_from_status(raise_warnings=True)
        written, read = (json.loads(file.read_text(encoding="utf-8")) for file in (path, copy))
        assert len(written) == len(read)
        for ours, theirs in zip(written, read, strict=True):
            assert ours["aspectName"] in ASPECT_MAP
            parse = SchemaFieldUrn if ours["entityType"] == "schemaField" else Urn
            assert str(parse.from_string(ours["entityUrn"])) == ours["entityUrn"]
            assert {key: theirs[key] for key in ours if key != "aspect"} == {key: ours[key] for key in ours if key != "aspect"}
            said, kept = ours["aspect"]["json"], theirs["aspect"]["json"]
            assert said == kept if isinstance(said, list) else said.items() <= kept.items()


def test_datahubs_own_builder_makes_the_same_patches(catalog, notice):
    builder = pytest.importorskip("datahub.specific.dataset", reason="acryl-datahub is not installed").DatasetPatchBuilder
    from datahub.metadata.schema_classes import GlossaryTermAssociationClass, TagAssociationClass

    written = json.loads(datahub.render(catalog, notice=notice))
    (ours,) = (line for line in written if line["aspectName"] == "editableSchemaMetadata")
    theirs = builder(ours["entityUrn"])
    for operation in ours["aspect"]["json"]:
        field, value = theirs.for_field(operation["path"].split("/")[2]), operation["value"]
        field.add_tag(TagAssociationClass(value["tag"])) if "tag" in value else field.add_term(GlossaryTermAssociationClass(value["urn"]))
    (built,) = theirs.build()
    assert json.loads(built.aspect.value) == ours["aspect"]["json"]

    email = next(line for line in written if line["aspectName"] == "structuredProperties" and line["entityUrn"].endswith(",sposti)"))
    theirs = builder(ours["entityUrn"])
    for operation in email["aspect"]["json"]["patch"]:
        values = [next(iter(value.values())) for value in operation["value"]["values"]]
        theirs.set_structured_property(operation["value"]["propertyUrn"], values)
    (built,) = theirs.build()
    assert json.loads(built.aspect.value) == email["aspect"]["json"]


def test_rdf_holds_every_node_and_every_name(catalog, hostile, notice):
    rdflib = pytest.importorskip("rdflib", reason="rdflib is not installed")
    vocabulary, csvw = rdflib.Namespace("https://w3id.org/dpv#"), rdflib.Namespace("http://www.w3.org/ns/csvw#")
    for made in (catalog, hostile):
        graph = rdflib.Graph().parse(data=dpv.render(made, notice=notice), format="json-ld")
        (process,) = graph.subjects(rdflib.RDF.type, vocabulary.Process)
        assert str(process) == "urn:piicatalog:process/web_shop"
        assert (process, vocabulary.hasPurpose, rdflib.URIRef("urn:piicatalog:purpose/web_shop")) in graph
        columns = set(graph.subjects(rdflib.RDF.type, csvw.Column))
        assert len(columns) == len(made.columns)
        names = {str(name) for column in columns for name in graph.objects(column, csvw.name)}
        assert names == {entry.column.key.encode("utf-8", "backslashreplace").decode() for entry in made.columns}
        again = rdflib.Graph().parse(data=graph.serialize(format="turtle"), format="turtle")
        assert len(again) == len(graph)
    with pytest.raises(ValueError, match="line 1"):
        rdflib.Graph().parse(data=dpv.render(catalog)[1:], format="json-ld")
