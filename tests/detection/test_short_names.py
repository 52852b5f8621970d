"""Textbook schemas begin every name with the table's first letters: Student(sid, sname), Enrolled(sid, cid)."""

from tests.detection.schemas import found


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
