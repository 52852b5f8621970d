"""What small schemas of many domains say by their tables: tenants of flats, logins, deeds, parts of loans."""

import pytest
from tests.detection.schemas import found


def test_a_tenant_with_a_phone_and_an_email_address_is_a_person_and_one_with_a_domain_is_not() -> None:
    flats = found(tenant="tenant_id:int name phone email", lease="lease_id:int tenant_id:int")
    assert flats["tenant.name"] == "PERSON"
    assert flats["lease.tenant_id"] == "CUSTOMER_ID"
    cloud = found(tenant="tenant_id:int name phone email slug domain", project="project_id:int tenant_id:int")
    assert "tenant.name" not in cloud
    assert "project.tenant_id" not in cloud


def test_an_event_that_a_table_of_keys_joins_to_a_person_is_that_persons() -> None:
    joined = found(
        customer="customer_id:int name email",
        lease="lease_id:int start_date:date",
        customer_lease="customer_id:int lease_id:int",
        payment="payment_id:int lease_id:int amount:decimal(9,2)",
    )
    assert joined["payment.amount"] == "PAYMENT"
    apart = found(lease="lease_id:int start_date:date", payment="payment_id:int lease_id:int amount:decimal(9,2)")
    assert "payment.amount" not in apart


def test_what_refers_to_a_persons_loan_is_a_part_of_it() -> None:
    parts = found(loan="id:int borrower_id:int amount:decimal(9,2)", penalty="id:int loan_id:int penalty_amount:decimal(9,2)")
    assert parts["penalty.penalty_amount"] == "DEBT"
    assert "penalty.penalty_amount" not in found(penalty="id:int loan_id:int penalty_amount:decimal(9,2)")


def test_a_login_with_a_password_is_an_account_and_one_without_is_an_event() -> None:
    assert found(LoginTable="id:int email password")["LoginTable.id"] == "CUSTOMER_ID"
    assert "login.id" not in found(login="id:int user_id:int at:timestamp")


@pytest.mark.parametrize(("name", "expected"), [("requested_by", True), ("sold_to", True), ("created_by", False), ("replaced_by", False)])
def test_who_did_something_is_a_key_of_a_person_but_not_who_made_the_row(name: str, *, expected: bool) -> None:
    assert (f"repair.{name}" in found(repair=f"repair_no:int {name}:int")) is expected


def test_rows_of_a_tree_have_parents_that_are_no_persons() -> None:
    tree = found(auth_item_child="parent child")
    assert not [key for key, entity in tree.items() if entity == "PERSON" and key.endswith("parent")]


def test_a_persons_own_contact_is_a_number_and_a_suppliers_is_somebody() -> None:
    assert found(student="id:int name contact:decimal(10,0)")["student.contact"] == "PHONE_NUMBER"
    assert found(supplier="id:int name contact")["supplier.contact"] == "PERSON"


def test_an_answer_beside_a_question_proves_who_somebody_is() -> None:
    assert found(member="id:int name secret_question answer")["member.answer"] == "PASSWORD"
    assert found(survey_member="id:int name answer").get("survey_member.answer") != "PASSWORD"


def test_words_joined_by_of_are_read() -> None:
    assert found(prisoner="id:int name typeofcrime cityofbirth") == {
        "prisoner.id": "CUSTOMER_ID",
        "prisoner.name": "PERSON",
        "prisoner.typeofcrime": "CRIMINAL",
        "prisoner.cityofbirth": "CITY",
    }


def test_where_a_driver_was_is_a_location() -> None:
    assert found(ride_locations="id:int driver_id:int latitude:decimal(9,6)")["ride_locations.latitude"] == "LOCATION"
    assert "locations.latitude" not in found(locations="id:int name latitude:decimal(9,6)")


def test_dates_kept_as_text_are_dates() -> None:
    assert found(payment="id:int member_id:int date amount:decimal(9,2)")["payment.date"] == "PAYMENT"
    assert "payment.timestamp" not in found(payment="id:int member_id:int timestamp:timestamp")


def test_whoever_serves_an_order_did_not_buy_it() -> None:
    served = found(orders="order_id:int waiter_id:int order_date:date total:decimal(9,2)")
    assert served == {"orders.waiter_id": "CUSTOMER_ID"}
    assert found(orders="order_id:int customer_id:int order_date:date")["orders.order_date"] == "PURCHASE_HISTORY"


def test_a_family_is_persons_and_a_group_is_not() -> None:
    family = found(families="family_id:int family_name address_line1 city postal_code phone email")
    assert {"families.address_line1", "families.city", "families.postal_code", "families.phone", "families.email"} <= family.keys()
    assert "groups.city" not in found(groups="group_id:int group_name city")


def test_a_faculty_that_signs_in_under_a_first_name_is_a_person() -> None:
    people = found(tbl_faculty="fid:int fname email password", tbl_leave="lid:int fid:int reason")
    assert people["tbl_faculty.email"] == "EMAIL_ADDRESS"
    assert people["tbl_leave.fid"] == "CUSTOMER_ID"
    assert "faculty.email" not in found(faculty="faculty_id:int faculty_name email")


def test_the_name_in_an_attendance_is_whose_it_is() -> None:
    assert found(attendance="id:int day:date name")["attendance.name"] == "PERSON"
    assert "training.name" not in found(training="id:int day:date name")


def test_the_name_in_a_patients_row_is_the_patients() -> None:
    assert found(admission="admission_id:int name dob:date address")["admission.name"] == "PERSON"


def test_numbers_of_persons_are_no_keys() -> None:
    assert not found(notice="notice_id:int no_of_student:int number_of_people:int")


def test_what_all_deposits_have_in_common_is_no_payment() -> None:
    deposits = found(deposit="id:int customer_id:int amount:decimal(9,2) minimum_balance:decimal(9,2) failed_at:timestamp")
    assert deposits == {"deposit.customer_id": "CUSTOMER_ID", "deposit.amount": "PAYMENT"}


def test_a_bank_account_is_no_bank() -> None:
    assert found(bankAccount="accno branchname")["bankAccount.accno"] == "BANK_ACCOUNT"
    assert "bank.account_no" not in found(bank="bank_name account_no")


def test_ratings_with_an_address_of_their_own_are_somebodys() -> None:
    assert found(rates="email rating:int comments")["rates.rating"] == "COMPLAINT"
    assert not found(rates="rate_id:int rating:int")


def test_the_contact_of_somebody_told_in_words_is_a_phone_number() -> None:
    told = found(contests="contest_id:int contest_name contest_email coordinator coordinator_contact:bigint")
    assert told["contests.coordinator_contact"] == "PHONE_NUMBER"
    assert told["contests.coordinator"] == "PERSON"
    assert "contests.contest_name" not in told
    assert found(orders="id:int customer_contact:int")["orders.customer_contact"] == "CUSTOMER_ID"


def test_the_letter_of_another_table_begins_no_key_of_persons() -> None:
    rents = found(estate="id:int city street", rents="eid:int cid:int first_name last_name address")
    assert {"rents.first_name", "rents.last_name", "rents.address"} == rents.keys()


def test_a_key_of_somebodys_row_says_no_more_than_that_row() -> None:
    tables = {"qualification": "qualification_id:int employee_id:int name", "skills": "skill_id:int qualification_id:int skill"}
    assert "skills.qualification_id" not in found(**tables)


def test_a_cell_of_prisoners_is_no_cell_of_a_network() -> None:
    held = found(cells="cell_id:int cell_name", cell_assignments="id:int inmate_id:int cell_id:int")
    assert held == {"cell_assignments.inmate_id": "CUSTOMER_ID"}


def test_a_key_and_what_it_stands_for_are_a_list() -> None:
    assert not found(TIncome="intIncomeID:int strIncome", TGenders="intGenderID:int strGender")
    assert found(income="income_id:int customer_id:int income")["income.income"] == "INCOME"


def test_parents_are_persons_where_children_are() -> None:
    tables = {"children": "id:uuid parent_id:uuid first_name last_name", "applications": "id:uuid child_id:uuid parent_id:uuid"}
    assert found(**tables)["applications.parent_id"] == "CUSTOMER_ID"
    assert not found(categories="id:uuid parent_id:uuid name")


def test_keys_of_whoever_is_assigned_or_on_duty() -> None:
    duty = found(visits="id:int officer_on_duty_id:int", hearings="id:int lawyer_assigned_id:int")
    assert duty == {"visits.officer_on_duty_id": "CUSTOMER_ID", "hearings.lawyer_assigned_id": "CUSTOMER_ID"}


def test_an_offence_is_no_charge_that_is_paid() -> None:
    booked = found(bookings="id:int inmate_id:int offense_category", cases="case_id:int offense_charged")
    assert booked["bookings.offense_category"] == "CRIMINAL"
    assert booked["cases.offense_charged"] == "CRIMINAL"


def test_whoever_consults_a_lawyer_is_no_patient() -> None:
    assert "consultations.scheduled_at" not in found(consultations="id:int client_id:int lawyer_id:int scheduled_at:timestamp")
    assert found(consultations="id:int patient_id:int scheduled_at:timestamp")["consultations.scheduled_at"] == "HEALTH"


def test_ranks_are_of_whoever_serves() -> None:
    assert found(personnel="id:int first_name last_name rank")["personnel.rank"] == "OCCUPATION"
    assert "players.rank" not in found(players="id:int first_name last_name rank")


def test_announcements_are_for_everybody() -> None:
    assert "announcements.content" not in found(announcements="id:int title content:text author_id:int")


def test_a_key_of_what_a_link_joins_persons_to_is_no_persons() -> None:
    matters = found(matters="id:uuid title", matter_lawyers="matter_id:uuid user_id:uuid", updates="id:uuid matter_id:uuid")
    assert matters == {"matter_lawyers.user_id": "CUSTOMER_ID"}


def test_the_contacts_names_make_no_person_of_a_vendor() -> None:
    vendors = found(
        TVendors="intVendorID:int strVendorName strCity strPhone strContactFirstName strContactLastName",
        TMaterials="intMaterialID:int intVendorID:int",
    )
    assert {"TVendors.strContactFirstName", "TVendors.strContactLastName"} == vendors.keys()


def test_letters_of_types_and_tables_are_no_words() -> None:
    jobs = found(TEmployees="intEmployeeID:int strFirstName", TJobEmployees="intJobEmployeeID:int intEmployeeID:int intHoursWorked:int")
    assert "TJobEmployees.intJobEmployeeID" not in jobs
    assert jobs["TJobEmployees.intEmployeeID"] == "CUSTOMER_ID"
    assert not found(tbl_roles_to_users="tbl_roles_to_users_id:int role_id:int")


def test_keys_of_users_and_owners_as_numbers() -> None:
    assert found(request="id:int username:int")["request.username"] == "CUSTOMER_ID"
    assert found(reports="id:int primaryowner:int")["reports.primaryowner"] == "CUSTOMER_ID"


def test_minor_units_and_assignments_are_no_persons() -> None:
    assert not found(services="id:int price_minor:bigint", assigneddetail="assignedid:int requestdetail:int")


def test_mail_goes_to_addresses() -> None:
    sent = found(emaildetail="emailid:int emailto emailfrom")
    assert sent == {"emaildetail.emailto": "EMAIL_ADDRESS", "emaildetail.emailfrom": "EMAIL_ADDRESS"}


@pytest.mark.parametrize(
    "word", ["allocation", "expansion", "possession", "coordination", "deposition", "transmitter", "diagnostics", "mage"]
)
def test_whole_words_are_not_read_by_their_ends(word: str) -> None:
    assert f"device_log.{word}" not in found(device_log=f"id:int user_id:int {word}")


def test_a_newsletter_is_consented_to() -> None:
    assert found(customer="id:int first_name newsletter_suostumus:boolean")["customer.newsletter_suostumus"] == "CONSENT"
