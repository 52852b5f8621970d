"""Rows of a special domain: nearly every column says something of a patient's health or an inmate's crimes, whatever its words."""

from tests.detection.test_by_table_and_keys import found, table


def test_rows_of_a_patient_are_of_health_whatever_their_columns_are_called() -> None:
    rows = table("wound_rounds", "id:int patient_id:int exudate dressing_used turned_on:date reviewed_at:timestamp unit room_id:int")
    result = found(rows)
    assert {result[f"wound_rounds.{name}"] for name in ("exudate", "dressing_used", "turned_on")} == {"HEALTH"}
    assert not {"wound_rounds.id", "wound_rounds.reviewed_at", "wound_rounds.unit", "wound_rounds.room_id"} & set(result)


def test_what_a_patient_pays_and_where_a_patient_lives_is_not_of_health() -> None:
    assert found(table("payments", "id:int patient_id:int amount:decimal(9,2)"))["payments.amount"] == "PAYMENT"
    assert "contacts.relation" not in found(table("contacts", "id:int patient_id:int relation phone"))


def test_animals_are_no_patients() -> None:
    assert "patients.temperament" not in found(table("patients", "id:int name species temperament"))
    assert found(table("patients", "id:int name temperament"))["patients.temperament"] == "HEALTH"


def test_charges_of_an_inmate_are_criminal_and_of_a_customer_paid() -> None:
    jail = found(table("charges", "id:int inmate_id:int charge_text statute_class charge_date:date"))
    assert {jail[f"charges.{name}"] for name in ("charge_text", "statute_class", "charge_date")} == {"CRIMINAL"}
    shop = found(table("charges", "id:int customer_id:int charge_date:date amount:decimal(9,2)"))
    assert (shop["charges.charge_date"], shop["charges.amount"]) == ("PAYMENT", "PAYMENT")


def test_an_inmates_booking_is_nothing_bought() -> None:
    result = found(
        table("inmates", "id:int first_name last_name booking_date:date booking_time:time tier segregated:boolean updated_at:timestamp")
    )
    assert {result[f"inmates.{name}"] for name in ("booking_date", "booking_time", "tier", "segregated")} == {"CRIMINAL"}
    assert "inmates.updated_at" not in result


def test_visits_to_an_inmate_are_not_criminal() -> None:
    assert "visits.arrived" not in found(table("visits", "id:int inmate_id:int arrived:timestamp gate"))


def test_parts_of_rows_of_health_are_of_health() -> None:
    diary = table("symptom_entries", "id:int user_id:int symptoms severity")
    parts = table("symptom_entry_answers", "id:int symptom_entry_id:int answer_body")
    assert found(diary, parts)["symptom_entry_answers.answer_body"] == "HEALTH"
    assert "symptom_entry_answers.answer_body" not in found(parts)


def test_a_recipe_is_of_health_only_where_a_patient_has_it() -> None:
    assert "resepti.nimi" not in found(table("resepti", "id:int kayttaja_id:int nimi vaihe:int"))
    assert found(table("resepti", "id:int potilas_id:int nimi vaihe:int"))["resepti.nimi"] == "HEALTH"


def test_two_findings_make_a_record_where_no_person_is_described() -> None:
    diary = found(table("entries", "id:int user_id:int hemoglobin:int symptoms reading_morning:decimal(4,1)"))
    assert diary["entries.reading_morning"] == "HEALTH"
    form = found(table("entries", "id:int user_id:int hemoglobin:int symptoms first_name last_name phone reading_morning:decimal(4,1)"))
    assert "entries.reading_morning" not in form


def test_rows_that_name_nobody_but_a_patient_are_of_that_patient() -> None:
    assert found(table("risk_drivers", "id:int patient_id:int axis grading"))["risk_drivers.grading"] == "HEALTH"
    assert "nurses.grading" not in found(table("nurses", "id:int patient_id:int name grading"))


def test_meetings_with_a_doctor_or_therapist_are_of_health() -> None:
    result = found(table("appointments", "id:int customer_id:int doctor_id:int slot_start:timestamp topic_text"))
    assert (result["appointments.slot_start"], result["appointments.topic_text"]) == ("HEALTH", "HEALTH")
    sessions = found(table("therapy_sessions", "id:int client_id:int progress_text:text"))
    assert sessions["therapy_sessions.progress_text"] == "HEALTH"
    assert "appointments.slot_start" not in found(table("appointments", "id:int customer_id:int stylist_id:int slot_start:timestamp"))
    assert "slots.slot_start" not in found(table("slots", "id:int doctor_id:int slot_start:timestamp"))


def test_a_sum_in_a_patients_row_is_paid() -> None:
    result = found(table("admissions", "id:int patient_id:int admitted_on:date total_cost:decimal(9,2)"))
    assert (result["admissions.admitted_on"], result["admissions.total_cost"]) == ("HEALTH", "PAYMENT")
