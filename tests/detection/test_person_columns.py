"""Single columns of persons: identity numbers of many countries, devices, occupations, and what only looks like one."""

from functools import cache

import pytest

from piicatalog.decision.decide import decide
from piicatalog.definitions.knowledge import Knowledge, load_knowledge
from piicatalog.detection import TableView
from piicatalog.detection.collect import collect
from piicatalog.detection.survey import survey
from piicatalog.model.schema import Column, Table


@cache
def known() -> Knowledge:
    return load_knowledge()


def found(**tables: str) -> dict[str, str]:
    """Return the best finding of each column that has one; a column is text unless its type follows a colon."""
    made = []
    for name, columns in tables.items():
        pairs = [column.partition(":") for column in columns.split()]
        made.append(Table(schema="", name=name, columns=tuple(Column(name=one, data_type=kind or "varchar(80)") for one, _, kind in pairs)))
    about = survey(made, known())
    return {
        f"{one.name}.{key}": str(verdict.findings[0].entity_type)
        for one in made
        for key, verdict in decide(TableView(table=one), collect(TableView(table=one), about, known()), known()).items()
        if verdict.findings
    }


@pytest.mark.parametrize(
    ("column", "entity"),
    [
        ("inn", "TAX_ID"), ("payout_tax_id", "TAX_ID"), ("npwp", "TAX_ID"),
        ("social_number", "NATIONAL_ID"), ("sss_id", "NATIONAL_ID"), ("mykad", "NATIONAL_ID"), ("idkortsnummer", "NATIONAL_ID"),
        ("drv_lic_no", "DRIVING_LICENCE_NUMBER"),
        ("office_no", "PHONE_NUMBER"), ("contact_info", "PHONE_NUMBER"), ("kontaktuppgift", "PHONE_NUMBER"),
        ("device_info", "DEVICE_ID"), ("laitetiedot", "DEVICE_ID"),
        ("ip_last_login", "IP_ADDRESS"), ("avatar_filename", "PHOTO"), ("language_used", "LANGUAGE"),
        ("is_single_parent:boolean", "MARITAL_STATUS"), ("schufa_score:int", "CREDIT_RATING"),
        ("job_category", "OCCUPATION"), ("staff_type", "OCCUPATION"), ("first_pet", "PASSWORD"),
    ],
)  # fmt: skip
def test_a_persons_row_tells_it_by_the_columns_name(column: str, entity: str) -> None:
    assert found(resident=f"id:int first_name last_name {column}")[f"resident.{column.partition(':')[0]}"] == entity


@pytest.mark.parametrize("column", ["education_level", "koulutustaso", "utbildningsniva", "highest_qualification", "academic_degree"])
def test_what_somebody_learnt_is_no_occupation(column: str) -> None:
    assert f"resident.{column}" not in found(resident=f"id:int first_name last_name {column}")
