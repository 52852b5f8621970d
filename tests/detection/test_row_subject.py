"""What the rows of a table are, in systems whose names alone do not say it."""

from tests.detection.schemas import found, table


def test_a_key_stands_for_the_only_table_of_persons_that_begins_with_it() -> None:
    login = table("login", "account_id:int userid user_pass sex birthdate:date")
    assert found(login, table("storage", "id:int account_id:int amount:int"))["storage.account_id"] == "CUSTOMER_ID"
    assert "storage.account_id" not in found(table("storage", "id:int account_id:int amount:int"))


def test_parts_of_a_persons_loan_hold_what_is_owed() -> None:
    loan = table("m_loan", "id:bigint client_id:bigint principal_amount:decimal(19,6)")
    aging = table("m_loan_arrears_aging", "loan_id:bigint total_overdue_derived:decimal(19,6) nominal_rate:decimal(19,6)")
    plan = table("m_loan_repayment_schedule", "id:bigint loan_id:bigint interest_completed_derived:decimal(19,6)")
    result = found(loan, aging, plan)
    assert result["m_loan_arrears_aging.total_overdue_derived"] == "DEBT"
    assert result["m_loan_repayment_schedule.interest_completed_derived"] == "DEBT"
    assert "m_loan_arrears_aging.nominal_rate" not in result


def test_among_findings_of_health_an_unknown_word_is_another() -> None:
    review = table("form_reviewofs", "id:bigint pid:bigint groupname fever hepatitis glaucoma bloody_nose asthma additional_notes")
    result = found(review, table("forms", "id:bigint pid:bigint form_name"))
    assert {result[f"form_reviewofs.{name}"] for name in ("fever", "glaucoma", "bloody_nose")} == {"HEALTH"}
    assert result["forms.pid"] == "CUSTOMER_ID"
    assert "form_reviewofs.groupname" not in result


def test_a_parents_number_is_no_patients() -> None:
    assert not found(table("comment_tree", "id:int pid:int sort:int"), table("menu", "id:int pid:int depth:int"))


def test_letters_are_told_by_who_writes_to_whom() -> None:
    result = found(table("mail_queue", "mail_id:int to_email to_name from_email from_name char_set:varchar(20) subject body:text"))
    assert (result["mail_queue.to_name"], result["mail_queue.from_name"]) == ("PERSON", "PERSON")
    assert (result["mail_queue.subject"], result["mail_queue.body"]) == ("SUPPORT_MESSAGE", "SUPPORT_MESSAGE")
    assert "mail_queue.char_set" not in result


def test_a_name_is_theirs_whose_address_stands_beside() -> None:
    assert found(table("links", "id:int LinkName SubmitName SubmitEmail"))["links.SubmitName"] == "PERSON"
    assert "list.site_name" not in found(table("list", "id:int site_name site_email"))


def test_a_program_signs_in_where_a_host_stands_beside() -> None:
    interface = table("exchange_interfaces", "interface_id:int name host port:int login password")
    assert "exchange_interfaces.interface_id" not in found(interface)
    assert "exchange_interfaces.name" not in found(interface)


def test_a_client_of_a_table_of_clients_is_a_person_in_a_password_reset() -> None:
    client = table("client", "id:bigint email pass first_name last_name")
    assert (
        found(client, table("client_password_reset", "id:bigint client_id:bigint hash"))["client_password_reset.client_id"] == "CUSTOMER_ID"
    )


def test_letters_that_all_tables_begin_with_say_nothing() -> None:
    tables = [table(name, "id:int title") for name in ("aqbudgets", "aqbasket", "aqinvoices", "aqcontract")]
    assert found(*tables, table("aqcontacts", "id:int name position phone"))["aqcontacts.name"] == "PERSON"


def test_a_pin_beside_a_password_is_a_secret_and_beside_a_street_a_postal_code() -> None:
    assert found(table("login", "account_id:int username password pincode"))["login.pincode"] == "PASSWORD"
    assert found(table("member", "id:int username password street city pincode"))["member.pincode"] == "POSTAL_CODE"


def test_a_street_is_no_tree_of_offices_and_an_identity_no_entitys_key() -> None:
    result = found(table("o_user", "user_id:bigint u_firstname u_officestreet u_officecity u_pobox u_socialsecuritynumber u_telprivate"))
    assert result["o_user.u_officestreet"] == "STREET_ADDRESS"
    assert result["o_user.u_socialsecuritynumber"] == "NATIONAL_ID"
    assert result["o_user.u_telprivate"] == "PHONE_NUMBER"
    identity = table("o_bs_identity", "id:bigint version:int lastlogin:datetime name external_id")
    result = found(identity, table("o_note", "note_id:bigint fk_identity:bigint grade:int"))
    assert (result["o_bs_identity.id"], result["o_note.fk_identity"]) == ("CUSTOMER_ID", "CUSTOMER_ID")


def test_rows_that_only_join_persons_to_something_are_no_persons() -> None:
    users, clients = table("ip_users", "user_id:int user_email"), table("ip_clients", "client_id:int client_email")
    result = found(users, clients, table("ip_user_clients", "user_client_id:int user_id:int client_id:int"))
    assert "ip_user_clients.user_client_id" not in result
    assert result["ip_user_clients.client_id"] == "CUSTOMER_ID"
    members = found(table("contactgroup_members", "contactgroup_member_id:bigint contactgroup_id:bigint contact_object_id:bigint"))
    assert "contactgroup_members.contactgroup_member_id" not in members
    assert "user_data_export.id" not in found(table("user_data_export", "id:bigint status fk_identity:bigint"))


def test_a_log_of_accounts_holds_no_accounts() -> None:
    result = found(table("logs", "id:int severity:int username ipaddr command:text"))
    assert (result["logs.username"], result["logs.ipaddr"]) == ("USERNAME", "IP_ADDRESS")
    assert "logs.id" not in result


def test_one_letter_before_all_names_of_a_table_says_nothing() -> None:
    assert "lang.l_name" not in found(table("lang", "l_id:int l_code l_name"))
    assert found(table("person", "id:int f_name l_name"))["person.l_name"] == "LAST_NAME"


def test_an_agent_of_some_version_is_a_program() -> None:
    assert "conninfo.agent_name" not in found(table("conninfo", "conninfo_id:bigint agent_name agent_version disposition"))
    assert found(table("deal", "deal_id:bigint agent_name price:int"))["deal.agent_name"] == "PERSON"


def test_a_clients_address_is_a_street_beside_a_city() -> None:
    assert (
        found(table("ip_clients", "client_id:int client_address_1 client_city client_zip"))["ip_clients.client_address_1"]
        == "STREET_ADDRESS"
    )


def test_words_cut_off_among_parts_of_an_address() -> None:
    result = found(table("employee", "emp_number:int emp_lastname emp_street1 city_code coun_code provin_code sal_grd_code"))
    assert (result["employee.coun_code"], result["employee.provin_code"]) == ("ADDRESS", "ADDRESS")
    assert "employee.sal_grd_code" not in result


def test_a_token_in_a_number_is_no_secret() -> None:
    assert "settings_value.session_token" not in found(table("settings_value", "id:int session_token:int"))
    assert found(table("login", "id:int session_token"))["login.session_token"] == "PASSWORD"


def test_a_flag_of_one_byte_is_no_user_name() -> None:
    assert "users.domainUser" not in found(table("users", "id:int username domainUser:binary(1)"))


def test_what_an_operator_may_do_is_nobodys_user_name() -> None:
    rights = "acct_active acct_all acct_date acct_username acct_ipaddress acct_hotspots"
    result = found(table("operators", f"id:int username password firstname {rights} alltime_logins"))
    assert result["operators.username"] == "USERNAME"
    assert not {"operators.acct_username", "operators.acct_ipaddress", "operators.alltime_logins"} & set(result)


def test_a_number_of_persons_is_no_key() -> None:
    roles = found(table("users", "id:int email password"), table("roles", "id:int name appointments:int users:int"))
    assert "roles.users" not in roles
    assert "services.attendants_number" not in found(table("services", "id:int name attendants_number:int"))
    assert found(table("visits", "id:int attendant_number:int"))["visits.attendant_number"] == "CUSTOMER_ID"


def test_a_user_in_words_is_a_user_name() -> None:
    result = found(table("users", "username password fullname"), table("audit_log", "id:bigint user:varchar(191) action:text"))
    assert result["audit_log.user"] == "USERNAME"


def test_a_key_says_behind_the_person_as_what_that_person_takes_part() -> None:
    result = found(table("appointments", "id:int id_users_provider:int id_users_customer:int"))
    assert (result["appointments.id_users_provider"], result["appointments.id_users_customer"]) == ("CUSTOMER_ID", "CUSTOMER_ID")


def test_addresses_of_mail_are_no_streets() -> None:
    result = found(table("inq", "inq_id:bigint from_address:text to_address:text subject:text"))
    assert (result["inq.from_address"], result["inq.to_address"]) == ("EMAIL_ADDRESS", "EMAIL_ADDRESS")
    parcel = found(table("parcels", "id:int customer_id:int from_address from_city from_zip to_address to_city to_zip"))
    assert parcel["parcels.to_address"] == "STREET_ADDRESS"


def test_a_letter_is_one_whatever_it_is_called() -> None:
    result = found(table("article", "id:bigint a_from:text a_reply_to:text a_to:text a_cc:text a_subject:text a_body:text"))
    assert {result[f"article.{name}"] for name in ("a_from", "a_reply_to", "a_to", "a_cc")} == {"EMAIL_ADDRESS"}
    assert (result["article.a_subject"], result["article.a_body"]) == ("SUPPORT_MESSAGE", "SUPPORT_MESSAGE")


def test_the_key_of_a_table_of_machines_is_no_device_id() -> None:
    result = found(table("hardware", "ID:int NAME OSNAME MEMORY:int USERID"), table("drives", "ID:int HARDWARE_ID:int LETTER"))
    assert "drives.HARDWARE_ID" not in result
    assert found(table("visits", "id:int user_id:int hardware_id"))["visits.hardware_id"] == "DEVICE_ID"


def test_what_is_too_short_for_an_address_is_a_flag() -> None:
    assert not found(table("surveys", "sid:int ipaddr:varchar(1) usecookie:varchar(1)"))


def test_what_a_patient_paid_is_known_by_the_patients_number() -> None:
    result = found(
        table("patient_data", "pid:bigint fname lname DOB:date"), table("payments", "id:bigint pid:bigint amount1:decimal(12,2)")
    )
    assert result["payments.amount1"] == "PAYMENT"


def test_members_of_no_name_are_of_a_link() -> None:
    assert not found(table("quota_members", "id:int sid:int qid:int quota_id:int code:varchar(11)"))


def test_host_and_id_are_no_cough() -> None:
    assert not found(table("valuemap", "valuemapid:bigint hostid:bigint name:varchar(64)"))


def test_what_a_person_allows_is_a_consent() -> None:
    result = found(table("patient_data", "pid:bigint fname lname DOB:date allow_imm_info_share allow_imm_reg_use"))
    assert result["patient_data.allow_imm_info_share"] == "CONSENT"
