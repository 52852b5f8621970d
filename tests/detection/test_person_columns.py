"""Single columns of persons: identity numbers of many countries, devices, occupations, and what only looks like one."""

import pytest
from tests.detection.schemas import found


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


def test_a_role_is_an_occupation_among_staff_and_a_right_among_those_who_sign_in() -> None:
    assert found(employees="id:int name phone role")["employees.role"] == "OCCUPATION"
    assert found(Personal="id:int namn telefon roll")["Personal.roll"] == "OCCUPATION"
    assert "users.role" not in found(users="id:int name email role")
    assert "staff.role" not in found(staff="id:int username password role")


def test_a_rank_is_of_somebody_who_serves_where_a_unit_stands_beside() -> None:
    assert found(profiles="id:int full_name email rank unit")["profiles.rank"] == "OCCUPATION"
    assert "profiles.rank" not in found(profiles="id:int full_name email rank")


def test_the_licence_of_a_doctor_is_no_drivers() -> None:
    assert found(physician="id:int name phone license_number")["physician.license_number"] == "OCCUPATION"
    assert found(courier="id:int name phone license_number")["courier.license_number"] == "DRIVING_LICENCE_NUMBER"


def test_a_pan_and_a_voters_number_beside_identity_documents_are_such_numbers() -> None:
    held = found(applicants="id:int name phone passport_number pan voter_id")
    assert (held["applicants.pan"], held["applicants.voter_id"]) == ("TAX_ID", "NATIONAL_ID")
    assert found(cards="id:int customer_id:int pan cvv")["cards.pan"] == "CREDIT_CARD"
    assert found(votes="id:int voter_id candidate_id:int")["votes.voter_id"] == "CUSTOMER_ID"


def test_an_extension_beside_a_file_and_a_referrer_of_a_visit_are_no_persons() -> None:
    assert "uploads.extension" not in found(uploads="id:int user_id:int filename extension")
    assert found(staff="id:int name phone extension")["staff.extension"] == "PHONE_NUMBER"
    assert "leads.referrer" not in found(leads="id:int name email referrer landing_page")
    assert found(leads="id:int name email referrer")["leads.referrer"] == "PERSON"


def test_what_expires_beside_a_card_number_is_the_card() -> None:
    assert found(tickets="id:int customer_email card_number exp_date:date")["tickets.exp_date"] == "CREDIT_CARD"
    assert found(tickets="id:int customer_email seat exp_date:date").get("tickets.exp_date") != "CREDIT_CARD"


def test_where_a_ride_begins_and_ends_is_where_somebody_was() -> None:
    ride = found(ride_bookings="id:int customer_id:int driver_name pickup destination")
    assert (ride["ride_bookings.pickup"], ride["ride_bookings.destination"]) == ("LOCATION", "LOCATION")
    assert "flights.destination" not in found(flights="id:int origin destination")


def test_coordinates_and_a_town_beside_an_ip_address_are_a_visitors() -> None:
    visit = found(visits="id:int user_id:int ip_address user_agent latitude:decimal(9,6) city")
    assert (visit["visits.latitude"], visit["visits.city"]) == ("LOCATION", "CITY")
    assert "offices.latitude" not in found(offices="id:int latitude:decimal(9,6) city")


def test_beside_a_channel_a_contact_is_a_number_or_an_address() -> None:
    assert found(alerts="id:int user_id:int channel contact")["alerts.contact"] == "PHONE_NUMBER"


def test_a_tunnus_beside_a_password_is_what_a_person_signs_in_with() -> None:
    assert found(kayttaja="kayttajaid:int tunnus salasana")["kayttaja.tunnus"] == "USERNAME"
    assert found(kayttaja="kayttajaid:int tunnus nimi").get("kayttaja.tunnus") != "USERNAME"


def test_a_digest_that_expires_is_of_a_secret() -> None:
    assert found(signup_links="id:int member_id:int value_hash:bytea expires_at:timestamp")["signup_links.value_hash"] == "PASSWORD"
    assert "signup_links.value_hash" not in found(signup_links="id:int member_id:int value_hash:bytea")


def test_a_postadress_beside_a_street_is_the_town() -> None:
    assert found(kund="id:int namn gatuadress postadress")["kund.postadress"] == "ADDRESS"
    assert found(kund="id:int namn telefon postadress")["kund.postadress"] == "STREET_ADDRESS"


def test_a_persons_state_is_where_they_live_unless_they_sign_in() -> None:
    assert found(borrowers="id:int name income:int state")["borrowers.state"] == "ADDRESS"
    assert "members.state" not in found(members="id:int username password state")
    assert "borrowers.state" not in found(borrowers="id:int name status state")


def test_the_files_of_a_persons_pictures_show_that_person() -> None:
    pictures = found(photos="id:int user_id:int image_data:blob mime_type")
    assert pictures["photos.image_data"] == "PHOTO"
    assert "photos.mime_type" not in pictures
    assert "photos.image_data" not in found(photos="id:int product_id:int image_data:blob mime_type")


def test_texts_in_rows_that_hold_a_persons_key_are_about_that_person() -> None:
    assert found(member="id:int name email", blocking="id:int member_id:int reason")["blocking.reason"] == "FREE_TEXT"
    assert "blocking.reason" not in found(blocking="id:int reason value")


def test_whoever_is_described_has_texts_and_coordinates_of_their_own() -> None:
    described = found(blocked="id:int full_name phone birth_date:date reason location_lat:numeric location_lng:numeric")
    assert (described["blocked.reason"], described["blocked.location_lat"]) == ("FREE_TEXT", "LOCATION")
    assert "t17.sijainti" not in found(t17="id:int full_name phone birth_date:date sijainti")


def test_an_alias_beside_a_name_is_a_name_and_beside_a_password_a_user_name() -> None:
    assert found(wanted="id:int first_name last_name alias")["wanted.alias"] == "PERSON"
    assert found(players="id:int first_name last_name alias password")["players.alias"] == "USERNAME"


def test_what_attributes_are_called_in_another_system_is_nobodys() -> None:
    assert not found(directories="id:int host port attr_login attr_firstname attr_lastname attr_mail")


def test_a_plate_beside_a_vehicle_is_the_vehicles() -> None:
    assert found(visitors="id:int full_name phone plate vehicle_type")["visitors.plate"] == "VEHICLE_PLATE"
    assert found(trucks="id:int plate capacity:int")["trucks.plate"] == "VEHICLE_PLATE"
    assert "dishes.plate" not in found(dishes="id:int plate price:numeric")


def test_a_mark_says_a_persons_gender_and_two_numbers_count_each() -> None:
    assert found(poets="id:int first_name last_name female:boolean")["poets.female"] == "GENDER"
    assert "poets.female" not in found(poets="id:int first_name last_name female:int male:int")


def test_animals_and_clothes_are_no_persons() -> None:
    assert not {"falcon.sex", "falcon.birth_date"} & found(falcon="id:int name sex birth_date:date mother_id:int").keys()
    assert "plagg.kon" not in found(plagg="id:int namn storlek kon pris:numeric")


def test_the_text_of_a_letter_is_no_address() -> None:
    assert "campaign.epost_text" not in found(campaign="id:int namn epost_text")
    assert found(lead="id:int namn epost")["lead.epost"] == "EMAIL_ADDRESS"


def test_the_first_of_some_persons_has_no_first_name() -> None:
    assert found(topics="id:int topic_first_poster_name").get("topics.topic_first_poster_name") != "FIRST_NAME"


def test_what_a_list_lists_is_nobodys() -> None:
    assert "employee_type.employee_type" not in found(employee_type="employee_type")


def test_a_digest_in_a_table_of_tokens_is_a_secret() -> None:
    assert found(access_token="id:int uid:int sha256 created:int")["access_token.sha256"] == "PASSWORD"


def test_a_number_of_somebody_may_be_a_decimal_without_decimals_only() -> None:
    assert found(staff="id:int first_name last_name national_id:numeric")["staff.national_id"] == "NATIONAL_ID"
    assert "staff.national_id" not in found(staff="id:int first_name last_name national_id:numeric(9,2)")


def test_a_sala_is_a_password_beside_a_user_name_and_else_a_room() -> None:
    assert found(users="id:int username sala")["users.sala"] == "PASSWORD"
    assert "lessons.sala" not in found(lessons="id:int turma_id:int sala")


def test_a_journal_that_somebody_keeps_is_no_log_of_programs() -> None:
    assert found(journal_entries="id:int user_id:int text")["journal_entries.text"] == "FREE_TEXT"
    assert "audit_entries.text" not in found(audit_entries="id:int user_id:int text")
