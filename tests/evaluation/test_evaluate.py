import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from piicatalog.cli.evaluate import command
from piicatalog.errors import DefinitionError, NothingCheckedError, UnknownNameError
from piicatalog.evaluation.findings import from_catalog
from piicatalog.evaluation.labels import LabelledColumn, load_labels
from piicatalog.evaluation.score import evaluate
from piicatalog.model.catalog import Catalog, CatalogColumn
from piicatalog.model.entity_type import EntityType
from piicatalog.model.finding import ColumnState, Finding, Verdict
from piicatalog.model.schema import Column, Table

LABELS = """source,table,column,sql_type,labels,certainty
shop,asiakas,hetu,varchar(11),FI_PERSONAL_IDENTITY_CODE|NATIONAL_ID,sure
shop,asiakas,etunimi,varchar(40),FIRST_NAME,sure
shop,asiakas,luotu,timestamp,NONE,sure
shop,asiakas,muokkaaja,varchar(40),USERNAME|NONE,arguable
shop,tuote,nimi,varchar(40),NONE,sure
"""


def labelled(column: str, *labels: EntityType, sure: bool = True) -> LabelledColumn:
    return LabelledColumn(source="shop", table="asiakas", column=column, labels=labels, sure=sure)


def finding(entity: EntityType, confidence: float) -> tuple[Finding, ...]:
    return (Finding(entity_type=entity, confidence=confidence),)


def test_labels_are_judged_by_names_and_types_and_scored(tmp_path: Path) -> None:
    path = tmp_path / "labels.csv"
    path.write_text(LABELS, encoding="utf-8")
    result = CliRunner().invoke(command, [str(path)], catch_exceptions=False)
    assert result.exit_code == 0
    assert "4 columns scored, 1 arguable" in result.output
    assert "entity type, micro               1.000   1.000   1.000         2      2" in result.output


def test_any_of_the_labels_is_right_and_arguable_columns_are_left_out() -> None:
    evaluation = evaluate(
        {
            labelled("a", EntityType.FI_PERSONAL_IDENTITY_CODE, EntityType.NATIONAL_ID): finding(EntityType.NATIONAL_ID, 0.97),
            labelled("b", EntityType.CITY): (),
            labelled("c"): finding(EntityType.CITY, 0.72),
            labelled("d", EntityType.PERSON, sure=False): (),
        },
    )
    assert evaluation.columns == 3
    assert evaluation.unsure == 1
    assert (evaluation.micro.precision, evaluation.micro.recall) == (0.5, 0.5)
    assert evaluation.personal.f1 == 0.5
    assert [(bucket.number, bucket.right) for bucket in evaluation.reliability] == [(1, 0.0), (1, 1.0)]
    assert [mistake.column.column for mistake in evaluation.mistakes] == ["c", "b"]


def test_a_catalog_is_scored_by_schema_and_table_whatever_the_letter_case() -> None:
    table = Table(schema="SHOP", name="ASIAKAS", columns=(Column(name="HETU"),))
    verdict = Verdict(state=ColumnState.SUGGESTED, findings=finding(EntityType.FI_PERSONAL_IDENTITY_CODE, 0.99))
    catalog = Catalog(notice="", columns=(CatalogColumn(source="db", table=table, column=table.columns[0], verdict=verdict),))
    column = labelled("hetu", EntityType.FI_PERSONAL_IDENTITY_CODE)
    assert from_catalog([column], catalog)[column] == verdict.findings
    with pytest.raises(NothingCheckedError):
        from_catalog([LabelledColumn(source="", table="muu", column="x")], catalog)


def test_every_wrong_line_of_the_labels_is_told(tmp_path: Path) -> None:
    path = tmp_path / "labels.csv"
    path.write_text("table,column,labels\nt,a,NO_SUCH\nt,b,\nt,c,NONE\n", encoding="utf-8")
    with pytest.raises(DefinitionError) as caught:
        load_labels(path)
    assert [problem.line for problem in caught.value.problems] == [2, 3]
    for text, said in (
        ("table,column\n", "labels.csv:1: the first line must name table, column and labels; it lacks labels"),
        ("table,column,labels\nt,a,person\n", "labels.csv:2: labels: person is no entity type; did you mean PERSON?"),
        ("table,column,labels\nt,a,NONE\nt,b,NONE\nt,a,PERSON\n", "labels.csv:4: t.a is labelled in line 2 too"),
        ("table,column,labels\nt,,NONE\n", "labels.csv:2: column: is empty"),
    ):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(DefinitionError, match=re.escape(said)):
            load_labels(path)


def test_labels_saved_by_a_finnish_spreadsheet_are_read(tmp_path: Path) -> None:
    path = tmp_path / "labels.csv"
    path.write_text("\ufefftable;column;labels\r\nt;a,b;NONE\r\n", encoding="utf-8")
    assert [column.name for column in load_labels(path)] == ["t.a,b"]


def test_an_entity_type_and_other_sources_can_be_left_out(tmp_path: Path) -> None:
    path = tmp_path / "labels.csv"
    path.write_text(LABELS + "other,t,sposti,varchar(40),EMAIL_ADDRESS,sure\n", encoding="utf-8")
    shop = CliRunner().invoke(
        command, [str(path), "--source", "shop", "--without", "FIRST_NAME", "--format", "json"], catch_exceptions=False
    )
    assert json.loads(shop.output)["sources"] == {"shop": {"f1": 1.0, "personal_f1": 1.0}}
    assert json.loads(shop.output)["columns"] == 3
    assert "entity type, sources mean" in CliRunner().invoke(command, [str(path)], catch_exceptions=False).output
    for wrong, said in (("--source", "Did you mean shop?"), ("--without", "no entity type is called 'shopp'")):
        with pytest.raises(UnknownNameError, match=re.escape(said)):
            CliRunner().invoke(command, [str(path), wrong, "shopp"], catch_exceptions=False)
    with pytest.raises(NothingCheckedError):
        CliRunner().invoke(command, [str(path), "--source", "other", "--without", "EMAIL_ADDRESS"], catch_exceptions=False)
