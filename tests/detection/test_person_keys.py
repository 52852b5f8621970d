"""Keys of persons that no person's word names, and tables whose columns say whether their rows are persons."""

from tests.detection.test_by_table_and_keys import found, table


def test_a_key_is_of_the_table_of_its_name_before_one_that_holds_it() -> None:
    infants = table("sprogs", "id:uuid full_name birth_date:date")
    consents = table("sprog_consents", "id:uuid sprog_id:uuid granted_at:timestamp")
    assert found(infants, consents)["sprog_consents.sprog_id"] == "CUSTOMER_ID"


def test_beside_who_does_something_stands_to_whom() -> None:
    rated = found(table("endorsements", "id:int endorser_id:int endorsed_id:int rated_at:timestamp"))
    assert rated["endorsements.endorsed_id"] == "CUSTOMER_ID"
    muted = found(table("mute", "id:bigint user_id:bigint mute_id:bigint"))
    assert muted["mute.mute_id"] == "CUSTOMER_ID"
    assert "like.post_id" not in found(table("like", "id:bigint user_id:bigint post_id:bigint"))
    assert "orders.order_id" not in found(table("orders", "id:bigint user_id:bigint order_id:bigint"))


def test_a_number_from_elsewhere_in_a_persons_row_is_of_that_person() -> None:
    columns = "id:int first_name last_name email us_curling_number legacy_id zpq_id:text"
    result = found(table("curlers_list", columns))
    assert {result[f"curlers_list.{name}"] for name in ("us_curling_number", "legacy_id", "zpq_id")} == {"CUSTOMER_ID"}
    other = found(table("curlers_list", "id:uuid first_name last_name email jersey_number zpq_id:uuid tenant_id:text y_number"))
    assert not {"curlers_list.jersey_number", "curlers_list.zpq_id", "curlers_list.tenant_id", "curlers_list.y_number"} & set(other)


def test_a_meeting_has_a_host_and_a_service_runs_on_one() -> None:
    assert found(table("webinars", "id:int title host_id:int starts_at:timestamp"))["webinars.host_id"] == "CUSTOMER_ID"
    assert "rooms.host_id" not in found(table("rooms", "id:int host_id:int ip port:int"))
    assert "checks.host_id" not in found(table("checks", "id:int host_id:int interval:int"))


def test_an_actor_is_a_person_whose_row_it_is_not() -> None:
    result = found(table("audit_entries", "id:int actor_id:uuid event_type details"))
    assert result["audit_entries.actor_id"] == "CUSTOMER_ID"
    assert "audit_entries.details" not in result


def test_an_account_is_who_its_own_table_says() -> None:
    follows = table("account_pins", "account_id:bigint target_account_id:bigint pinned_at:timestamp")
    seen = table("accounts", "id:bigint username display_name avatar_file_name private_key:text url uri protocol:int")
    result = found(seen, follows)
    assert {result[f"account_pins.{name}"] for name in ("account_id", "target_account_id")} == {"CUSTOMER_ID"}
    assert result["accounts.display_name"] == "PERSON"
    tenants = table("accounts", "id:bigint name domain support_email settings:json")
    assert "account_pins.account_id" not in found(tenants, follows)
    assert found(table("accounts", "id:bigint name email avatar_url plan"), follows)["account_pins.account_id"] == "CUSTOMER_ID"


def test_a_table_called_after_a_crowd_is_of_its_members_where_each_has_a_post() -> None:
    keys = table("lessons", "id:int faculty_id:int room")
    members = found(table("faculty", "id:int name email phone office_hours photo"), keys)
    assert members["faculty.name"] == "PERSON"
    assert members["lessons.faculty_id"] == "CUSTOMER_ID"
    assert "lessons.faculty_id" not in found(table("faculty", "id:int name dean email"), keys)
    assert "team.name" not in found(table("team", "id:int name stadium logo email phone"))


def test_animals_are_born_and_have_parents_and_are_no_persons() -> None:
    herd = found(
        table("goats", "id:int name sex birth_date:date sire_id:int mother_id:int owner_id:int"), table("milkings", "id:int goat_id:int")
    )
    assert set(herd) == {"goats.owner_id"}
    ward = found(
        table("patients", "id:int name species breed birth_date:date sex owner_id:int"), table("visits", "id:int patient_id:int day:date")
    )
    assert not {"patients.id", "patients.name", "patients.birth_date", "patients.sex", "visits.patient_id"} & set(ward)
    seen = table("sightings", "id:int individual_id:int species seen_on:date")
    assert "sightings.individual_id" not in found(table("individuals", "id:int code sex mother_id:int"), seen)
    assert found(table("individuals", "id:int last_name email"), seen)["sightings.individual_id"] == "CUSTOMER_ID"


def test_programs_have_clients_agents_and_collectors_too() -> None:
    tokens = table("grants", "id:int client_id:varchar(36) scope")
    assert "grants.client_id" not in found(table("client", "id:varchar(36) name secret base_url"), tokens)
    assert found(table("client", "id:varchar(36) name email phone"), tokens)["grants.client_id"] == "CUSTOMER_ID"
    runs = table("runs", "id:int agent_id:int started_at:timestamp")
    assert "runs.agent_id" not in found(table("agents", "id:int name model prompt status"), runs)
    assert found(table("agents", "id:int name phone status"), runs)["runs.agent_id"] == "CUSTOMER_ID"


def test_a_finnish_limit_or_workshop_is_no_doer() -> None:
    assert "haittaraja.id" not in found(table("haittaraja", "id:int arvo:int"))
    assert found(table("kirstaja", "id:int nimi"))["kirstaja.id"] == "CUSTOMER_ID"


def test_a_tenant_rents_a_flat_or_has_an_account() -> None:
    assert found(table("leases", "id:int tenant_id:int flat_id:int monthly_rent:decimal(9,2)"))["leases.tenant_id"] == "CUSTOMER_ID"
    assert "orders.tenant_id" not in found(table("orders", "id:int tenant_id:int customer_id:int total:int"))
    assert found(table("judge_memberships", "account_id:text meet_id:int"))["judge_memberships.account_id"] == "CUSTOMER_ID"
    assert "memberships.account_id" not in found(table("memberships", "user_id:int account_id:int role"))


def test_rows_that_tell_of_a_person_are_not_always_persons() -> None:
    joined = found(table("guardians", "id:uuid owner_id:uuid guardian_id:uuid status"))
    assert "guardians.id" not in joined
    assert joined["guardians.guardian_id"] == "CUSTOMER_ID"
    assert "members.membership_id" not in found(table("members", "membership_id:int club_id:int user_id:int since:date"))
    assert (
        found(table("trial_participants", "id:uuid patient_id:uuid participant_code birth_year:int"))["trial_participants.id"]
        == "CUSTOMER_ID"
    )
    listed = found(table("blacklist", "id:int first_name last_name phone reason"))
    assert "blacklist.id" not in listed
    assert listed["blacklist.last_name"] == "LAST_NAME"
    assert "pelaajat.numero" not in found(table("pelaajat", "id:int etunimi sukunimi numero:int"))


def test_subjects_of_a_study_are_persons_and_those_of_a_school_are_not() -> None:
    visits = table("study_visits", "id:int subject_id:int day:date")
    assert found(table("subject", "subject_id:int date_of_birth:date gender"), visits)["study_visits.subject_id"] == "CUSTOMER_ID"
    assert "study_visits.subject_id" not in found(table("subject", "subject_id:int title credits:int"), visits)


def test_a_number_that_counts_or_marks_is_no_key() -> None:
    result = found(table("floods", "id:int affected_people:int is_from_doctor:int"))
    assert not result
    letters = found(table("cached_letters", "user_id:int mailbox uid:int flags"))
    assert set(letters) == {"cached_letters.user_id"}


def test_persons_have_irregular_plurals_too() -> None:
    for name in ("linesmen", "midwives", "domda", "avlidna", "ilmoittautuneet"):
        assert found(table(name, "id:int name"))[f"{name}.id"] == "CUSTOMER_ID", name


def test_hosts_and_providers_are_persons_where_each_has_a_speciality_or_a_face() -> None:
    visits = table("visits", "id:int provider_id:int day:date")
    assert found(table("providers", "id:int name specialty npi phone"), visits)["visits.provider_id"] == "CUSTOMER_ID"
    assert "visits.provider_id" not in found(table("providers", "id:int name email phone website"), visits)
    assert found(table("hosts", "id:int name bio email photo"))["hosts.name"] == "PERSON"
    assert "hosts.name" not in found(table("hosts", "id:int name ip port:int"))


def test_whom_it_is_done_to_has_a_passive_in_finnish_and_swedish_too() -> None:
    pairs = found(table("ilmiannot", "id:int ilmiantaja_id:int ilmiannettu_id:int"), table("spar", "id:int sparrare_id:int sparrad_id:int"))
    assert pairs["spar.sparrad_id"] == "CUSTOMER_ID"
    assert found(table("estot", "id:int estaja_id:int estetty_id:int"))["estot.estetty_id"] == "CUSTOMER_ID"
    assert "laitteet.vuokrattu" not in found(table("laitteet", "id:int vuokraaja_id:int vuokrattu:int"))


def test_contact_details_and_profiles_with_a_face() -> None:
    assert "contact_details.id" not in found(table("contact_details", "id:int kind phone"))
    assert found(table("profiles", "id:int avatar_url headline"))["profiles.id"] == "CUSTOMER_ID"
    clients = found(table("oauth_clients", "id:int user_id:int name secret"), table("oauth_codes", "id:int client_id:int"))
    assert not {"oauth_clients.id", "oauth_clients.name", "oauth_codes.client_id"} & set(clients)


def test_what_part_a_user_plays_is_no_new_person() -> None:
    joined = found(table("regatta_crew", "id:int regatta_id:int user_id:int role"))
    assert "regatta_crew.id" not in joined
    assert joined["regatta_crew.user_id"] == "CUSTOMER_ID"
    assert found(table("surgeons", "id:int user_id:int clinic_id:int specialization"))["surgeons.id"] == "CUSTOMER_ID"


def test_a_short_word_of_the_tables_own_is_its_key() -> None:
    assert found(table("member", "mem_id:int fname lname spouse_id:int"))["member.mem_id"] == "CUSTOMER_ID"
