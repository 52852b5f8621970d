"""Textbook schemas begin every name with the table's first letters: Student(sid, sname), Enrolled(sid, cid)."""

from functools import cache

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


def test_words_behind_the_tables_letter_are_read() -> None:
    assert found(Student="sid:int sname saddress sphone sdob:date ssex") == {
        "Student.sid": "CUSTOMER_ID",
        "Student.sname": "PERSON",
        "Student.saddress": "STREET_ADDRESS",
        "Student.sphone": "PHONE_NUMBER",
        "Student.sdob": "DATE_OF_BIRTH",
        "Student.ssex": "GENDER",
    }


def test_the_same_letters_in_a_table_of_things_say_nothing_of_a_person() -> None:
    assert not found(Product="pid:int pname pno:int")


def test_words_that_only_end_so_are_not_read_behind_letters() -> None:
    assert not found(customer="issn iphone velocity opacity rename")


def test_the_key_of_a_table_of_persons_is_known_wherever_it_stands() -> None:
    result = found(Doctor="docid:int fname lname", Treats="treat_no:int docid:int ward")
    assert result["Doctor.docid"] == result["Treats.docid"] == "CUSTOMER_ID"
    assert "Treats.treat_no" not in result


def test_a_key_that_things_have_too_is_nobodys() -> None:
    assert "Sold.sid" not in found(Sailor="sid:int fname lname", Boat="sid:int sname", Sold="sale_no:int sid:int price:int")
