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
