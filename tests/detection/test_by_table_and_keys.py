import pyarrow as pa
from tests.detection.schemas import found, known, table

from piicatalog.decision.decide import decide
from piicatalog.detection import TableView
from piicatalog.detection.about import Kind
from piicatalog.detection.collect import collect
from piicatalog.detection.survey import survey
from piicatalog.model.schema import Column, ForeignKey, Table
from piicatalog.profiling.columns import profile_all
from piicatalog.profiling.plan import plan_of


def test_the_key_of_a_person_and_what_refers_to_it_are_pseudonyms() -> None:
    people = table("kanta", "kanta_id:int etunimi sukunimi hetu", primary=("kanta_id",))
    refers = table("rivi", "id:int kuka:int", keys=(ForeignKey(columns=("kuka",), schema="", table="kanta"),))
    result = found(people, refers)
    assert result["kanta.kanta_id"] == "CUSTOMER_ID"
    assert result["rivi.kuka"] == "CUSTOMER_ID"
    assert "rivi.id" not in result


def test_a_number_of_an_event_is_no_key_of_a_person() -> None:
    assert "users.invoice_no" not in found(table("users", "invoice_no etunimi sukunimi"))


def test_values_alone_show_people_in_a_table_of_things() -> None:
    goods = table("tuote", "c1 c2")
    first, last = ("Matti", "Liisa", "Aino", "Pekka", "Eeva"), ("Virtanen", "Laine", "Niemi", "Salonen", "Korhonen", "Mäkinen")
    people = pa.array([f"{one} {other}" for one in first for other in last])
    cities = pa.array(["Helsinki", "Espoo", "Tampere", "Oulu", "Kuopio", "Lahti", "Turku", "Vaasa", "Kotka", "Kemi"])
    view = TableView(table=goods, profiles=dict(zip(("c1", "c2"), profile_all([people, cities], plan_of(known())), strict=True)))
    verdicts = decide(view, collect(view, survey([goods], known()), known()), known())
    assert [str(finding.entity_type) for finding in verdicts["c1"].findings] == ["PERSON"]
    assert not verdicts["c2"].findings


def test_a_report_is_about_what_its_columns_say() -> None:
    assert found(table("raportti", "veronumero diagnoosikoodi")) == {
        "raportti.veronumero": "TAX_ID",
        "raportti.diagnoosikoodi": "HEALTH",
    }


def test_keys_of_things_are_nobodys() -> None:
    assert found(table("tuote", "id:int tuote_id:int tuotenumero:int tuoteryhma_id:int"), table("products", "id:int parent_id:int")) == {}


def test_a_payment_belongs_to_a_person_through_the_rows_it_refers_to() -> None:
    tables = (
        table("asiakas", "asiakas_id:int nimi"),
        table("varaus", "varaus_id:int asiakas_id:int alkupvm:date"),
        table("lasku", "lasku_id:int varaus_id:int summa:numeric"),
        table("budjetti", "id:int summa:numeric"),
    )
    result = found(*tables)
    assert result["varaus.alkupvm"] == "PURCHASE_HISTORY"
    assert result["lasku.summa"] == "PAYMENT"
    assert "budjetti.summa" not in result


def test_a_client_that_signs_in_is_no_person() -> None:
    assert "oauth_client.client_id" not in found(table("oauth_client", "id:int client_id name client_secret redirect_uri"))
    assert found(table("orders", "id:int client_id:int"))["orders.client_id"] == "CUSTOMER_ID"


def test_a_link_between_persons_and_other_things_has_no_key_of_a_person() -> None:
    result = found(table("organization_user", "id:int organization_id:int user_id:int"))
    assert result == {"organization_user.user_id": "CUSTOMER_ID"}


def test_types_rule_out_what_they_cannot_hold() -> None:
    assert found(table("customer", "email:boolean phone:boolean birth_date:boolean name:date")) == {}


def test_a_comment_speaks_where_the_name_does_not() -> None:
    assert found(table("asiakas", "kentta7", comment="Asiakkaan sähköpostiosoite")) == {"asiakas.kentta7": "EMAIL_ADDRESS"}


def test_a_field_is_read_with_the_names_it_is_nested_in() -> None:
    columns = (Column(name="data", path=("asiakas", "osoite", "katu")), Column(name="data", path=("tuote", "nimi")))
    assert found(Table(schema="", name="viestit", columns=columns)) == {"viestit.data.asiakas.osoite.katu": "STREET_ADDRESS"}


def test_tables_are_told_by_their_names_and_by_their_columns() -> None:
    tables = [
        table("t_asiakkaat", "a"),
        table("asiakasryhma", "id:int nimi"),
        table("x9", "etunimi sukunimi"),
        table("toimipiste", "nimi"),
        table("tilausrivit", "id:int"),
        table("customer_address", "id:int"),
    ]
    about = survey(tables, known())
    assert [about.about(one).kind for one in tables] == [Kind.PERSON, Kind.LOOKUP, Kind.PERSON, Kind.ORGANISATION, Kind.EVENT, Kind.DETAIL]


def test_the_same_tables_in_another_order_are_judged_alike() -> None:
    tables = [
        table("asiakas", "id:int nimi"),
        table("tilaus", "id:int asiakas_id:int summa:numeric pvm:date"),
        table("tuote", "id:int nimi"),
    ]
    assert found(*tables) == found(*reversed(tables))


def test_the_number_of_an_order_is_no_key_of_whoever_is_described_beside_it() -> None:
    result = found(table("siirto7", "ostotilausnro etunimi sukunimi sahkoposti puhelin"))
    assert "siirto7.ostotilausnro" not in result
    assert result["siirto7.etunimi"] == "FIRST_NAME"


def test_a_table_of_pictures_of_customers_is_no_table_of_customers() -> None:
    result = found(table("customer_photos", "id:int customer_id:int name file_hash photo:blob height:int width:int title country_id:int"))
    assert result == {"customer_photos.customer_id": "CUSTOMER_ID", "customer_photos.photo": "PHOTO"}


def test_a_picture_named_after_whom_it_shows_is_that_persons() -> None:
    result = found(table("asiakaskuva", "kuva_id:int kuvattava valokuva:blob kuvattu:date lupa:boolean"))
    assert result == {"asiakaskuva.kuvattava": "PERSON", "asiakaskuva.valokuva": "PHOTO", "asiakaskuva.lupa": "CONSENT"}


def test_a_height_is_a_persons_unless_a_width_stands_beside() -> None:
    assert found(table("patients", "height:int"))["patients.height"] == "HEALTH"
    assert "patients.height" not in found(table("patients", "height:int width:int"))


def test_a_name_beside_an_address_is_the_senders() -> None:
    assert found(table("messages", "id:int name email message:text"))["messages.name"] == "PERSON"
    assert "categories.name" not in found(table("categories", "id:int name"))


def test_of_two_bases_the_longer_is_the_word() -> None:
    assert found(table("wardens", "warden_id:int name"))["wardens.name"] == "PERSON"


def test_what_an_error_says_is_no_message_of_a_person() -> None:
    assert found(table("jobs", "id:int error_last_message:text last_error_message:text user_id:int")) == {"jobs.user_id": "CUSTOMER_ID"}


def test_sums_without_tax_and_dates_named_by_what_was_done_are_of_the_event() -> None:
    tables = (table("kunder", "kund_id:int namn"), table("ordrar", "id:int kund_id:int bestallt:date amount_excl_vat:numeric"))
    result = found(*tables)
    assert result["ordrar.bestallt"] == result["ordrar.amount_excl_vat"] == "PURCHASE_HISTORY"


def test_a_review_gives_marks() -> None:
    tables = (table("kunder", "kund_id:int namn"), table("recensioner", "id:int kund_id:int betyg:int"), table("elever", "betyg:int"))
    assert found(*tables)["recensioner.betyg"] == "COMPLAINT"
    assert "elever.betyg" not in found(*tables)


def test_the_plural_of_persons_in_a_number_is_how_many() -> None:
    assert found(table("network_events", "id:int affected_customers:int witnesses:int description:text")) == {}
    assert found(table("seuranta", "id:int potilas:int"))["seuranta.potilas"] == "CUSTOMER_ID"


def test_a_session_that_people_attend_is_no_browsers() -> None:
    assert found(table("sessions", "session_id:int start_date:date theme fee:int")) == {}
    assert found(table("sessions", "session_id:varchar(80) data:text"))["sessions.session_id"] == "DEVICE_ID"


def test_the_key_of_what_a_person_rented_says_which() -> None:
    tables = (
        table("jasen", "jasen_id:int nimi"),
        table("elokuva", "elokuva_id:int nimi"),
        table("vuokraus", "jasen_id:int elokuva_id:int"),
    )
    assert found(*tables)["vuokraus.elokuva_id"] == "PURCHASE_HISTORY"
    assert "vuokraus.elokuva_id" not in found(tables[1], table("vuokraus", "id:int elokuva_id:int"))


def test_sums_of_a_salary_are_income_and_hours_and_years_are_not() -> None:
    result = found(table("salary_structure", "id:int emp_id:int hra:numeric(12,2) hours:numeric(5,2) fiscal:numeric(4,0)"))
    assert result == {"salary_structure.emp_id": "CUSTOMER_ID", "salary_structure.hra": "INCOME"}


def test_a_profile_of_a_service_that_signs_in_is_a_persons() -> None:
    result = found(table("support_tickets", "id:uuid profile_id:uuid subject:text body:text"))
    assert result["support_tickets.profile_id"] == "CUSTOMER_ID"
    assert result["support_tickets.body"] == "SUPPORT_MESSAGE"
    assert found(table("printers", "id:int profile_id:int")) == {}


def test_a_table_that_only_joins_users_and_something_has_no_persons_of_its_own() -> None:
    result = found(table("chat_members", "id:int chat_id:int user_id:int role"))
    assert result == {"chat_members.user_id": "CUSTOMER_ID"}


def test_what_a_vehicle_is_registered_as_is_its_plate() -> None:
    result = found(table("vehicles", "id:int registration_number model"), table("ajoneuvo", "ajoneuvo_nro:int rekisteri"))
    assert result == {"vehicles.registration_number": "VEHICLE_PLATE", "ajoneuvo.rekisteri": "VEHICLE_PLATE"}
    assert found(table("companies", "id:int registration_number")) == {}


def test_the_key_of_something_else_in_a_table_of_persons_is_no_persons() -> None:
    tables = (table("contract_employees", "contract_id:int employee_id:int"), table("contract_files", "id:int contract_id:int"))
    assert found(*tables) == {"contract_employees.employee_id": "CUSTOMER_ID"}


def test_a_number_in_a_table_of_a_persons_phones_is_one() -> None:
    assert found(table("contact_phones", "id:int contact_id:int type number"))["contact_phones.number"] == "PHONE_NUMBER"


def test_short_swedish_names_are_names() -> None:
    assert found(table("kunder", "fnamn enamn")) == {"kunder.fnamn": "FIRST_NAME", "kunder.enamn": "LAST_NAME"}


def test_text_that_is_called_like_a_table_is_no_reference_to_it() -> None:
    notes = table("note", "id:int staff_id:int body:text")
    assert "sla.notes" not in found(notes, table("sla", "id:int name grace_period:int notes:text"))


def test_whoever_made_a_row_is_not_whose_it_is() -> None:
    users = table("users", "id:uuid email password")
    receipts = table("kvitton", "id:uuid leverantor datum:date belopp:numeric skapad_av_user_id:uuid")
    assert "kvitton.datum" not in found(users, receipts)


def test_a_first_column_that_refers_to_something_is_not_the_key_of_persons() -> None:
    people = table("shipto", "trans_id:int shiptoname shiptocity shiptophone shiptoemail")
    assert "shipto.trans_id" not in found(table("acc_trans", "trans_id:int amount:numeric"), people)
    partners = table("fridge_partner", "partnership_id:uuid person_id:uuid start_date:date")
    assert found(table("person", "id:uuid first_name"), partners)["fridge_partner.person_id"] == "CUSTOMER_ID"
    assert "fridge_partner.partnership_id" not in found(table("person", "id:uuid first_name"), partners)


def test_messages_are_peoples_whoever_wrote_them() -> None:
    assert found(table("viesti", "id:int aihe sisalto:text"))["viesti.sisalto"] == "SUPPORT_MESSAGE"
    mail = found(table("email", "id:int recipients:text subject message:text delivery_status"))
    assert mail["email.recipients"] == "EMAIL_ADDRESS"
    assert mail["email.message"] == "SUPPORT_MESSAGE"
    assert "email.delivery_status" not in mail


def test_a_session_of_a_library_that_no_one_attends_is_a_browsers() -> None:
    assert found(table("spring_session", "session_id principal_name creation_time:bigint"))["spring_session.session_id"] == "DEVICE_ID"


def test_how_far_a_row_has_come_is_not_when_it_was_bought() -> None:
    result = found(table("orders", "customer_id:int order_date:date accepted_at:timestamp completed_at:timestamp"))
    assert result == {"orders.customer_id": "CUSTOMER_ID", "orders.order_date": "PURCHASE_HISTORY"}


def test_a_task_is_due_without_being_paid() -> None:
    assert "meeting.due_date" not in found(table("meeting", "contact_id:int subject due_date:date"))
    assert found(table("lasku", "asiakas_id:int erapaiva:date"))["lasku.erapaiva"] == "PAYMENT"


def test_whoever_a_row_is_assigned_to_is_a_person_and_the_row_is_not_theirs() -> None:
    result = found(table("campaigns", "id:int name rating assigned_to assigned_to_id:int"))
    assert result == {"campaigns.assigned_to": "PERSON", "campaigns.assigned_to_id": "CUSTOMER_ID"}


def test_both_ends_of_a_call_are_numbers() -> None:
    assert found(table("voice_calls", "id:int msisdn destination cell_id")) == {
        "voice_calls.msisdn": "PHONE_NUMBER",
        "voice_calls.destination": "PHONE_NUMBER",
        "voice_calls.cell_id": "LOCATION",
    }


def test_the_parents_of_animals_and_what_a_member_is_of_are_no_persons() -> None:
    assert "hevonen.isa" not in found(table("hevonen", "id:int omistaja_id:int nimi isa"))
    assert "accounts.member_of_id" not in found(table("accounts", "id:int member_of member_of_id:int"))


def test_what_is_asked_about_an_address_is_not_the_address() -> None:
    assert found(table("patient", "id:int hipaa_allow_email"))["patient.hipaa_allow_email"] == "CONSENT"


def test_a_table_of_home_municipalities_is_no_table_of_municipalities() -> None:
    assert found(table("turvakielto_kotikunta", "id:int henkilo_id:int kotikunta"))["turvakielto_kotikunta.kotikunta"] == "CITY"


def test_json_holds_what_text_does() -> None:
    assert found(table("decision", "id:int partner_income:jsonb"))["decision.partner_income"] == "INCOME"


def test_three_characters_hold_no_address() -> None:
    assert found(table("customer", "email:varchar(3) phone:char(1) name")) == {"customer.name": "PERSON"}


def test_mail_goes_to_a_city_beside_it() -> None:
    assert found(table("address", "person_id:int mail_address mail_city mail_zip"))["address.mail_address"] == "STREET_ADDRESS"
    assert found(table("person", "id:int mail_address"))["person.mail_address"] == "EMAIL_ADDRESS"


def test_a_title_is_a_persons_beside_a_name() -> None:
    assert found(table("employee", "id:int first_name title"))["employee.title"] == "OCCUPATION"
    assert "user_profile.title" not in found(table("user_profile", "id:int profile title"))


def test_accounts_of_books_are_no_bank_accounts() -> None:
    assert found(table("lines", "id:int account_nr debit:numeric credit:numeric")) == {}
    assert found(table("payee", "id:int name account_nr"))["payee.account_nr"] == "BANK_ACCOUNT"


def test_why_a_users_action_was_denied_is_not_about_the_user() -> None:
    assert found(table("denied_log", "id:uuid user_id:uuid action:text reason:text")) == {"denied_log.user_id": "CUSTOMER_ID"}


def test_a_mailbox_that_programs_read_is_no_persons() -> None:
    assert found(table("email", "id:int email name mail_host mail_port:int notes:text")) == {}


def test_a_citizen_id_that_is_a_uuid_is_a_key() -> None:
    assert found(table("absence", "id:uuid citizen_id:uuid"))["absence.citizen_id"] == "CUSTOMER_ID"
    assert found(table("person", "citizen_id name"))["person.citizen_id"] == "NATIONAL_ID"


def test_a_card_of_a_library_is_no_credit_card() -> None:
    assert found(table("borrowers", "borrowernumber:int surname cardnumber"))["borrowers.cardnumber"] == "CUSTOMER_ID"
    assert found(table("payment", "customer_id:int cardnumber"))["payment.cardnumber"] == "CREDIT_CARD"


def test_a_pass_beside_a_user_name_is_a_password() -> None:
    assert found(table("radpostauth", "id:int username pass reply"))["radpostauth.pass"] == "PASSWORD"
    assert "gate.pass" not in found(table("gate", "id:int pass width"))


def test_uses_per_user_are_a_number_and_customer_id_sent_is_a_key() -> None:
    assert found(table("coupons", "id:int uses_per_user:int")) == {}
    assert found(table("track", "id:int customer_id_sent:int"))["track.customer_id_sent"] == "CUSTOMER_ID"


def test_a_type_or_origin_in_a_table_of_secrets_is_no_secret() -> None:
    assert found(table("auth_header", "authid:bigint authtypecode origincode")) == {}


def test_a_contact_number_of_a_company_is_the_companys() -> None:
    assert "companies.contact_no" not in found(table("companies", "id:int name contact_no"))
    assert found(table("customers", "id:int name contact_no"))["customers.contact_no"] == "PHONE_NUMBER"


def test_rows_of_a_persons_invoice_are_found_behind_a_prefix_of_all_tables() -> None:
    made = [
        table(f"f_{name}", f"id {columns}")
        for name, columns in {
            "hyresgast": "namn personnummer",
            "faktura": "hyresgast_id",
            "fakturarad": "faktura_id belopp:numeric",
            "lokal": "typ",
            "bolag": "namn",
        }.items()
    ]
    assert found(*made)["f_fakturarad.belopp"] == "PAYMENT"


def test_a_table_from_things_to_users_only_joins_them() -> None:
    assert found(table("widgets_to_users", "widget_key admin_id:int")) == {"widgets_to_users.admin_id": "CUSTOMER_ID"}


def test_what_was_planned_and_done_in_a_treatment_is_of_health() -> None:
    result = found(table("leikkaus", "id:bigint potilas_id:int suunniteltu_toimenpide paatoimenpide_koodi_id:bigint toimenpideosasto"))
    assert {key for key, entity in result.items() if entity == "HEALTH"} == {
        "leikkaus.suunniteltu_toimenpide",
        "leikkaus.paatoimenpide_koodi_id",
    }


def test_small_words_stand_within_a_phrase_and_short_ones_within_a_compound() -> None:
    names = "email_from_address altcontactfirstname emailpro citystatezip kotikunta_selite"
    result = found(table("borrowers", f"id:int {names}"))
    assert result["borrowers.email_from_address"] == "EMAIL_ADDRESS"
    assert result["borrowers.altcontactfirstname"] == "FIRST_NAME"
    assert result["borrowers.emailpro"] == "EMAIL_ADDRESS"
    assert result["borrowers.kotikunta_selite"] == "CITY"


def test_a_tunnus_beside_a_password_and_an_id_is_a_user_name() -> None:
    assert found(table("tyontekija", "id:int etunimi sukunimi tunnus salasana"))["tyontekija.tunnus"] == "USERNAME"
    assert found(table("tyontekija", "tunnus:int etunimi sukunimi salasana"))["tyontekija.tunnus"] == "CUSTOMER_ID"


def test_a_list_of_what_persons_may_be_is_of_no_person() -> None:
    assert not found(table("ethnic_race", "ethnic_race_code ethnic_race_desc"))


def test_payments_are_drawn_from_a_persons_account() -> None:
    result = found(table("emp_directdebit", "emp_number:int dd_routing_num dd_account dd_amount:decimal(11,2)"))
    assert (result["emp_directdebit.dd_account"], result["emp_directdebit.dd_amount"]) == ("BANK_ACCOUNT", "PAYMENT")


def test_the_key_of_a_profile_that_holds_others_keys_is_a_pseudonym() -> None:
    assert found(table("profiles", "id:uuid e_post personnummer stripe_account_id"))["profiles.id"] == "CUSTOMER_ID"


def test_the_author_of_an_article_is_nobodys_customer() -> None:
    assert "article_requests.author" not in found(table("article_requests", "id:int borrower_id:int title author volume issue pages"))


def test_one_letter_names_nobody() -> None:
    assert not found(table("field_categories", "id:int title admin:char(1) teacher:char(1) parent:char(1)"))


def test_rows_that_count_persons_are_no_persons() -> None:
    assert not found(table("daycare_caretaker", "id:uuid group_id:uuid amount:decimal(4,2) start_date:date"))
    assert not found(table("user_profiles", "id:int profile title"))


def test_members_of_a_mailing_group_are_joined_to_it() -> None:
    result = found(table("mail_groupmembers", "id:int group_id:int user_name"))
    assert "mail_groupmembers.id" not in result
    assert result["mail_groupmembers.user_name"] == "USERNAME"


def test_an_inbox_holds_messages() -> None:
    assert (
        found(table("msg_inbox", "mail_id:int to_user from_user mail_subject mail_body:text"))["msg_inbox.mail_body"] == "SUPPORT_MESSAGE"
    )


def test_a_deed_after_a_key_of_a_person_says_what_they_did() -> None:
    result = found(table("ticketvalidations", "id:int users_id_validate:int users_id_actioned:int users_id_type:int"))
    assert result == {"ticketvalidations.users_id_validate": "CUSTOMER_ID", "ticketvalidations.users_id_actioned": "CUSTOMER_ID"}


def test_what_to_keep_and_clean_is_a_setting() -> None:
    assert not found(table("transfers", "id:int keep_contact:int clean_dc_phone:int date_mod:timestamp comment:text"))


def test_the_country_of_a_second_address_and_the_address_of_a_last_ip() -> None:
    result = found(table("person", "firstName surname address2Country lastIPAddress canLogin:char(1)"))
    assert (result["person.address2Country"], result["person.lastIPAddress"]) == ("ADDRESS", "IP_ADDRESS")
    assert "person.canLogin" not in result


def test_the_key_of_a_card_whose_name_begins_with_id_is_no_identity_card() -> None:
    card = table("card", "id:int username lastname firstname address city")
    call = table("cc_billing", "id:int id_card:bigint id_invoice:bigint")
    result = found(card, call)
    assert result["cc_billing.id_card"] == "CUSTOMER_ID"
    assert found(table("guest", "firstname lastname id_card"))["guest.id_card"] == "NATIONAL_ID"
    assert found(table("guest", "firstname lastname id_number:bigint"))["guest.id_number"] == "NATIONAL_ID"


def test_a_caller_id_in_words_is_a_number_that_is_shown() -> None:
    assert found(table("callback_spool", "id:int callerid status"))["callback_spool.callerid"] == "PHONE_NUMBER"
    assert found(table("calls", "id:int caller_id:int status"))["calls.caller_id"] == "CUSTOMER_ID"


def test_an_alarms_name_is_no_persons() -> None:
    assert "alarm.name" not in found(table("alarm", "id:int name:text type:int email_report"))
